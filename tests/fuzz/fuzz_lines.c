#include "fuzz_lines.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf.h"

void fuzz_lines_open(fuzz_lines *lines, anno_arena *arena) { *lines = (fuzz_lines){.arena = arena}; }

static const anno_str xsd_string = ANNO_STR_INIT("http://www.w3.org/2001/XMLSchema#string");

/* \UXXXXXXXX */
static void put_number(anno_buf *to, uint32_t c) {
  anno_buf_put(to, ANNO_STR("\\U"));
  for (int shift = 28; shift >= 0; shift -= 4) anno_buf_putc(to, "0123456789ABCDEF"[c >> shift & 15]);
}

/* Nothing of what writes terms is used, so that a mistake there does not stand on both sides: of strings, every
   character but letters, digits and blanks has its number. */
static void put_string(anno_buf *to, anno_str text) {
  for (size_t at = 0; at < text.len;) {
    const uint32_t c = anno_utf_next(text, &at);
    const bool plain = c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain)
      anno_buf_putc(to, (char)c);
    else
      put_number(to, c);
  }
}

static void put_term(anno_buf *to, const anno_term *term) {
  const anno_str parts[] = {ANNO_STR("<"), term->value, ANNO_STR(">")};
  const anno_str type[] = {ANNO_STR("^^<"), term->datatype, ANNO_STR(">")};
  for (int i = 0; i < 3 && term->kind == ANNO_IRI; i++) anno_buf_put(to, parts[i]);
  if (term->kind == ANNO_TRIPLE) {
    anno_buf_put(to, ANNO_STR("<<("));
    for (int i = 0; i < 3; i++) put_term(to, &term->triple[i]);
    anno_buf_put(to, ANNO_STR(")>>"));
  }
  if (term->kind == ANNO_LITERAL) {
    anno_buf_putc(to, '"');
    put_string(to, term->value);
    anno_buf_putc(to, '"');
    if (term->language.len) anno_buf_putc(to, '@');
    /* Written in lower case: all its letters are ASCII. */
    for (size_t i = 0; i < term->language.len; i++) {
      const char c = term->language.ptr[i];
      anno_buf_putc(to, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
    }
    for (int i = 0; i < 3 && term->datatype.len && !anno_str_eq(term->datatype, xsd_string); i++)
      anno_buf_put(to, type[i]);
  }
  anno_buf_putc(to, ' ');
}

void fuzz_lines_add(fuzz_lines *lines, const anno_stmt *stmt) {
  anno_buf line = anno_buf_in(lines->arena);
  const anno_term *const terms[] = {&stmt->subject, &stmt->predicate, &stmt->object, &stmt->graph};
  for (int i = 0; i < 4; i++) {
    if (terms[i]->kind) put_term(&line, terms[i]);
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
