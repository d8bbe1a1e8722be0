/* Makes each allocation of a sort that spills fail in turn: every run must end in ANNO_NO_MEMORY, say so once and leak
   nothing. Then what the file system may do: no room, no folder, a file that is not what it was. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/line_sort.h"
#include "../failing.h"

enum { LINES = 1500, LONG = 6000 };

typedef struct {
  failing memory;
  size_t codes[ANNO_CODE_COUNT];
  const char *folder, *sorted; /* for runs; a file that is sorted, or was */
  anno_line_sort_counts counts;
  unsigned long long bytes;
} run;

static void on_diag(void *handle, const anno_diag *diag) { ((run *)handle)->codes[diag->code]++; }

/* Lines in no order, some of them twice, and one that no block holds. */
static bool put_lines(anno_line_sort *sort) {
  char line[LONG];
  for (unsigned i = 0; i < LINES; i++) {
    const int n = snprintf(line, sizeof line, "line %u", i * 7919 % 1000);
    if (!anno_line_sort_put(sort, (anno_str){line, (size_t)n})) return false;
  }
  memset(line, 'x', sizeof line);
  return anno_line_sort_put(sort, (anno_str){line, sizeof line});
}

static anno_status sort_once(run *r) {
  const anno_alloc alloc = failing_alloc(&r->memory);
  const anno_diag_sink diag = {r, on_diag};
  anno_arena *model = anno_arena_new(&alloc, 64);
  anno_line_sort *sort = model ? anno_line_sort_new(model, &diag, r->folder, ANNO_SORT_LEAST) : NULL;
  anno_out *out = anno_out_open(&diag, NULL);
  anno_status status = ANNO_NO_MEMORY;
  if (sort && out) {
    /* A failure is told at the end. */
    if (anno_line_sort_file(sort, r->sorted, 3, 6)) put_lines(sort);
    status = anno_line_sort_end(sort, out, &r->counts);
    r->bytes = anno_out_bytes(out);
  }
  if (!model) r->codes[ANNO_OUT_OF_MEMORY]++;
  if (out) anno_out_close(out, true);
  anno_line_sort_free(sort);
  anno_arena_free(model);
  return status;
}

static int fault(const run *r, const char *what) {
  printf("allocation %zu: %s\n", r->memory.fail_at, what);
  return EXIT_FAILURE;
}

/* The run ends in `status`, says `code` once and nothing else, and leaks nothing. */
static int ends_in(run r, anno_status status, anno_code code, const char *what) {
  size_t said = 0;
  if (sort_once(&r) != status || r.codes[code] != 1 || r.memory.held) return fault(&r, what);
  for (int i = 0; i < ANNO_CODE_COUNT; i++) said += r.codes[i];
  return said == 1 ? EXIT_SUCCESS : fault(&r, "more than one finding");
}

static int try_files(run r, const char *unsorted) {
  const struct rlimit none = {4096, RLIM_INFINITY}, before = {RLIM_INFINITY, RLIM_INFINITY};
  run other = r;
  other.sorted = unsorted;
  if (ends_in(other, ANNO_BAD_INPUT, ANNO_CANNOT_READ, "a file that has changed")) return EXIT_FAILURE;
  other.sorted = "/nowhere/sorted";
  if (ends_in(other, ANNO_BAD_INPUT, ANNO_CANNOT_READ, "a file that has gone")) return EXIT_FAILURE;
  other = r;
  other.folder = "/nowhere";
  if (ends_in(other, ANNO_BAD_OUTPUT, ANNO_CANNOT_WRITE, "no folder")) return EXIT_FAILURE;
  signal(SIGXFSZ, SIG_IGN);
  if (setrlimit(RLIMIT_FSIZE, &none)) return fault(&r, "no limit can be set");
  const int full = ends_in(r, ANNO_BAD_OUTPUT, ANNO_CANNOT_WRITE, "no room");
  setrlimit(RLIMIT_FSIZE, &before);
  return full;
}

static bool put_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  if (!file) return false;
  const bool put = fputs(text, file) >= 0;
  return fclose(file) == 0 && put;
}

static int try_all(run r) {
  run whole = r;
  const unsigned long long bytes = 10 * 7 + 90 * 8 + 900 * 9 + LONG + 1 + 2 * 2;
  if (sort_once(&whole) != ANNO_OK || whole.memory.held || whole.counts.written != 1003 || whole.counts.taken != LINES + 4 ||
      whole.counts.repeated != LINES + 4 - 1003 || whole.bytes != bytes)
    return fault(&whole, "the lines cannot be sorted with memory enough");
  for (size_t n = 1; n <= whole.memory.takes; n++) {
    r.memory.fail_at = n;
    if (ends_in(r, ANNO_NO_MEMORY, ANNO_OUT_OF_MEMORY, "not told once as a lack of memory, or a leak"))
      return EXIT_FAILURE;
  }
  printf("%zu allocations failed, one at a time\n", whole.memory.takes);
  return EXIT_SUCCESS;
}

int main(void) {
  char folder[] = "/tmp/fail_sort.XXXXXX", sorted[64], unsorted[64];
  if (!mkdtemp(folder)) return EXIT_FAILURE;
  snprintf(sorted, sizeof sorted, "%s/sorted", folder);
  snprintf(unsorted, sizeof unsorted, "%s/unsorted", folder);
  const run r = {.folder = folder, .sorted = sorted};
  int status = EXIT_FAILURE;
  if (put_file(sorted, "a\nb\nline 1\n") && put_file(unsorted, "a\nb\na\n"))
    status = try_all(r) || try_files(r, unsorted) ? EXIT_FAILURE : EXIT_SUCCESS;
  unlink(sorted);
  unlink(unsorted);
  rmdir(folder);
  return status;
}
