/* What is said of a run, and when, by a clock that the test sets. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/progress.h"
#include "unit/check.h"

static long long now(void *clock) { return *(long long *)clock; }

typedef struct {
  anno_progress progress;
  long long clock;
  char *said;
  size_t len;
} stage;

static void set_up(stage *s, anno_progress_form form, unsigned columns) {
  *s = (stage){.clock = 77};
  s->progress = (anno_progress){
      .form = form, .to = open_memstream(&s->said, &s->len), .columns = columns, .now = now, .clock = &s->clock};
  anno_progress_start(&s->progress);
}

/* Ticks at `tenths` of a second after the begin; true if `expected` is said. */
static bool says(stage *s, long long tenths, const anno_progress_state *state, const char *expected) {
  fflush(s->progress.to);
  const size_t before = s->len;
  s->clock = 77 + tenths * 100000000;
  anno_progress_tick(&s->progress, state);
  fflush(s->progress.to);
  const bool same = strcmp(s->said + before, expected) == 0;
  if (!same) fprintf(stderr, "at %lld: said \"%s\"\n", tenths, s->said + before);
  return same;
}

static void tear_down(stage *s) {
  fclose(s->progress.to);
  free(s->said);
}

static void test_lines(int *faults) {
  stage s;
  unsigned long long triples = 12345678;
  anno_progress_state state = {12345, 12345, 40000, 812345678, &triples, 3};
  set_up(&s, ANNO_PROGRESS_LINES, 80);
  CHECK(says(&s, 99, &state, ""));
  CHECK(
      says(&s, 100, &state, "annograph: 12,345 of 40,000 documents, 812 MB, 1.2 M triples/s, 3 findings, 0:22 left\n"));
  CHECK(says(&s, 150, &state, ""));
  state = (anno_progress_state){1000000, 20, 200, 98765432109, &triples, 1};
  CHECK(says(&s, 40000, &state, "annograph: 1,000,000 documents, 98 GB, 3.0 k triples/s, 1 finding, 10:00:00 left\n"));
  state = (anno_progress_state){7, 0, 1, 1234567, NULL, 0};
  CHECK(says(&s, 40099, &state, ""));
  CHECK(says(&s, 40100, &state, "annograph: 7 documents, 1.2 MB, 0 findings\n"));
  anno_progress_clear(&s.progress);
  CHECK(says(&s, 40101, &state, ""));
  anno_progress_end(&s.progress);
  CHECK(says(&s, 90000, &state, ""));
  tear_down(&s);
}

static void test_terminal(int *faults) {
  stage s;
  unsigned long long triples = 500;
  anno_progress_state state = {1, 1, 2, 0, &triples, 0};
  set_up(&s, ANNO_PROGRESS_TERMINAL, 80);
  CHECK(says(&s, 19, &state, ""));
  CHECK(says(&s, 20, &state, "\r\033[K1 of 2 documents, 0.0 MB, 250 triples/s, 0 findings, 0:02 left"));
  CHECK(says(&s, 21, &state, ""));
  CHECK(says(&s, 22, &state, "\r\033[K1 of 2 documents, 0.0 MB, 227 triples/s, 0 findings, 0:02 left"));
  anno_progress_clear(&s.progress);
  anno_progress_clear(&s.progress);
  fflush(s.progress.to);
  CHECK(s.len > 4 && strcmp(s.said + s.len - 5, "t\r\033[K") == 0);
  s.progress.columns = 10;
  CHECK(says(&s, 24, &state, "\r\033[K1 of 2 do"));
  anno_progress_end(&s.progress);
  CHECK(says(&s, 30, &state, ""));
  tear_down(&s);
}

static void test_none(int *faults) {
  stage s;
  const anno_progress_state state = {1, 1, 2, 0, NULL, 0};
  set_up(&s, ANNO_PROGRESS_NONE, 80);
  CHECK(says(&s, 1000, &state, ""));
  const anno_options quiet = {.quiet = true}, json = {.json = true};
  CHECK(anno_progress_wanted(&quiet) == ANNO_PROGRESS_NONE && anno_progress_wanted(&json) == ANNO_PROGRESS_NONE);
  tear_down(&s);
}

int main(void) {
  int faults = 0;
  test_lines(&faults);
  test_terminal(&faults);
  test_none(&faults);
  return faults ? 1 : 0;
}
