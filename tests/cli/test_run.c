/* How a run ends when what no input can bring about has happened: the balance does not hold, memory is out. */
#include <stdio.h>

#include "cli/run.h"

static int faults;

static void check(bool holds, const char *what) {
  if (holds) return;
  printf("does not hold: %s\n", what);
  faults++;
}

/* `reported` of the annotations were reported, the other ones of 10 exported but for `lost`. */
static int end_with(size_t reported, size_t lost, size_t *said) {
  const anno_options options = {.quiet = true};
  anno_run run;
  if (!anno_run_begin(&run, &options)) return -1;
  run.mapped = true;
  run.counts = (anno_run_counts){.documents = 1, .read = 10, .reported = reported, .exported = 10 - reported - lost};
  const int status = anno_run_end(&run, 5, NULL);
  *said = run.reporter.codes[ANNO_UNBALANCED];
  return status;
}

static void check_balance(void) {
  size_t said;
  check(end_with(0, 0, &said) == ANNO_EXIT_FINE && !said, "all exported: 0");
  check(end_with(4, 0, &said) == ANNO_EXIT_FINE && !said, "some reported: 0");
  check(end_with(0, 1, &said) == ANNO_EXIT_INTERNAL && said == 1, "one lost: 70, told once");
  check(end_with(3, 7, &said) == ANNO_EXIT_INTERNAL && said == 1, "all lost: 70, told once");
}

static int end_at(anno_status status, bool strict) {
  const anno_options options = {.quiet = true, .strict = strict};
  anno_run run;
  if (!anno_run_begin(&run, &options)) return -1;
  run.status = status;
  run.reporter.errors = status != ANNO_OK;
  return anno_run_end(&run, 0, NULL);
}

/* Memory and the program's own faults come before everything else, then the output, then what the user asked for. */
static void check_statuses(void) {
  check(end_at(ANNO_OK, false) == ANNO_EXIT_FINE, "nothing happened: 0");
  check(end_at(ANNO_NO_MEMORY, false) == ANNO_EXIT_INTERNAL, "out of memory: 70");
  check(end_at(ANNO_NO_MEMORY, true) == ANNO_EXIT_INTERNAL, "out of memory, strict: 70");
  check(end_at(ANNO_INTERNAL, true) == ANNO_EXIT_INTERNAL, "internal, strict: 70");
  check(end_at(ANNO_BAD_OUTPUT, true) == ANNO_EXIT_OUTPUT, "output, strict: 4");
  check(end_at(ANNO_BAD_INPUT, false) == ANNO_EXIT_INPUT, "input: 3");
  check(end_at(ANNO_BAD_INPUT, true) == ANNO_EXIT_STRICT, "input, strict: 1");
  check(end_at(ANNO_BAD_USAGE, false) == ANNO_EXIT_USAGE, "what was asked for is unknown: 2");
  check(end_at(ANNO_SKIP, false) == ANNO_EXIT_SKIPPED, "skipped: 6");
  check(end_at(ANNO_SKIP, true) == ANNO_EXIT_STRICT, "skipped, strict: 1");
}

int main(void) {
  check_balance();
  check_statuses();
  return faults ? 1 : 0;
}
