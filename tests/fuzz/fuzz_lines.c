#include "fuzz_lines.h"

#include <stdio.h>
#include <stdlib.h>

#include "write/term_text.h"

void fuzz_lines_open(fuzz_lines *lines, anno_arena *arena) { *lines = (fuzz_lines){.arena = arena}; }

void fuzz_lines_add(fuzz_lines *lines, const anno_stmt *stmt) {
  anno_buf line = anno_buf_in(lines->arena);
  const anno_term *const terms[] = {&stmt->subject, &stmt->predicate, &stmt->object, &stmt->graph};
  for (int i = 0; i < 4; i++) {
    if (!terms[i]->kind) continue;
    anno_text_term(&line, terms[i]);
    anno_buf_putc(&line, ' ');
  }
  anno_buf_put(&line, ANNO_STR(".\n"));
  if (!ANNO_PUSH(lines->arena, lines->items, lines->count, lines->capacity, anno_buf_str(&line))) abort();
}

static anno_status on_event(void *handle, const anno_event *event) {
  if (event->kind == ANNO_EVENT_STATEMENT) fuzz_lines_add(handle, event->stmt);
  return ANNO_OK;
}

anno_sink fuzz_lines_sink(fuzz_lines *lines) { return (anno_sink){lines, on_event}; }

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

void fuzz_lines_sort(fuzz_lines *lines) {
  size_t n = 0;
  if (lines->count) qsort(lines->items, lines->count, sizeof *lines->items, by_bytes);
  for (size_t i = 0; i < lines->count; i++)
    if (!n || !anno_str_eq(lines->items[n - 1], lines->items[i])) lines->items[n++] = lines->items[i];
  lines->count = n;
}

static void print(const fuzz_lines *lines) {
  for (size_t i = 0; i < lines->count; i++) fwrite(lines->items[i].ptr, lines->items[i].len, 1, stderr);
  fputs("----\n", stderr);
}

bool fuzz_lines_same(const fuzz_lines *a, const fuzz_lines *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; i < a->count && same; i++) same = anno_str_eq(a->items[i], b->items[i]);
  if (!same) print(a), print(b);
  return same;
}
