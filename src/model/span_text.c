#include "model/span_text.h"

#include <stdlib.h>

#include "base/buf.h"
#include "model/fold.h"

static int by_begin(const void *a, const void *b) {
  const anno_fragment *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

const anno_fragment *anno_span_in_order(const anno_doc *doc, const anno_item *span) {
  if (span->fragment_count == 1) return span->fragments;
  anno_fragment *copy = anno_arena_array(doc->ctx->document, span->fragment_count, sizeof *copy);
  if (!copy) return NULL;
  memcpy(copy, span->fragments, span->fragment_count * sizeof *copy);
  qsort(copy, span->fragment_count, sizeof *copy, by_begin);
  return copy;
}

static anno_str fragment_text(const anno_doc *doc, anno_fragment f) {
  return anno_str_sub(doc->text, anno_utf_byte(&doc->index, f.begin), anno_utf_byte(&doc->index, f.end));
}

anno_str anno_span_join(const anno_doc *doc, const anno_fragment *fragments, size_t count, anno_str between) {
  if (count == 1) return fragment_text(doc, fragments[0]);
  anno_buf buf = anno_buf_in(doc->ctx->document);
  for (size_t i = 0; i < count; i++) {
    if (i) anno_buf_put(&buf, between);
    anno_buf_put(&buf, fragment_text(doc, fragments[i]));
  }
  return anno_buf_str(&buf);
}

void anno_span_cover(const anno_doc *doc, anno_item *span) {
  const anno_fragment *in_order = anno_span_in_order(doc, span);
  if (!in_order) return;
  span->begin = in_order[0].begin;
  span->end = 0;
  for (size_t i = 0; i < span->fragment_count; i++)
    if (in_order[i].end > span->end) span->end = in_order[i].end;
  if (doc->has_text) span->text = anno_span_join(doc, in_order, span->fragment_count, ANNO_STR(" "));
}

/* ---- Comparing */

static size_t skip_blanks(anno_str s, size_t at) {
  while (at < s.len && anno_is_white(s.ptr[at])) at++;
  return at;
}

/* True if `recorded` is `covered`, or goes on behind it after a blank. Runs of blanks, tabs and line ends are equal,
   and those at the end of `covered` may be missing: files lose them at line ends. */
static bool agrees(anno_str recorded, anno_str covered) {
  size_t r = 0, c = 0;
  while (c < covered.len) {
    const size_t r_next = skip_blanks(recorded, r), c_next = skip_blanks(covered, c);
    if (c_next > c && r_next > r) {
      r = r_next;
      c = c_next;
    } else if (c_next > c || r_next > r) {
      return c_next == covered.len && r_next == recorded.len;
    } else if (r == recorded.len || recorded.ptr[r++] != covered.ptr[c++]) {
      return false;
    }
  }
  return r == recorded.len || anno_is_white(recorded.ptr[r]) || (c && anno_is_white(covered.ptr[c - 1]));
}

/* The same for what is as equal, if blanks, quotes and Unicode form do not count. A blank that the span begins with
   does: offsets that are one too small give such spans. */
static bool agrees_folded(const anno_doc *doc, anno_str recorded, anno_str covered) {
  if (covered.len && anno_is_white(covered.ptr[0])) return false;
  anno_arena *arena = doc->ctx->document;
  const anno_arena_mark mark = anno_arena_now(arena);
  const anno_fold a = anno_fold_trimmed(arena, recorded), b = anno_fold_trimmed(arena, covered);
  const bool equal = b.count && anno_fold_eq(&a, &b);
  anno_arena_back(arena, mark);
  return equal;
}

/* Files join fragments by a blank or (brat before 1.3) by nothing, in the order of the text or of the file. */
bool anno_span_agrees(const anno_doc *doc, const anno_item *span) {
  const anno_str recorded = span->recorded;
  if (!span->has_recorded || agrees(recorded, span->text)) return true;
  const size_t n = span->fragment_count;
  const anno_fragment *in_order = anno_span_in_order(doc, span);
  if (n > 1 && in_order &&
      (agrees(recorded, anno_span_join(doc, in_order, n, ANNO_STR(""))) ||
       agrees(recorded, anno_span_join(doc, span->fragments, n, ANNO_STR(" "))) ||
       agrees(recorded, anno_span_join(doc, span->fragments, n, ANNO_STR("")))))
    return true;
  return agrees_folded(doc, recorded, span->text);
}

/* ---- Showing */

static bool is_inside_character(anno_str s, size_t at) {
  return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

const char *anno_span_shown(anno_str s, size_t from, char *out) {
  size_t end = s.len - from < ANNO_SPAN_SHOWN ? s.len : from + ANNO_SPAN_SHOWN, n = 0;
  while (end > from && is_inside_character(s, end)) end--;
  if (from) {
    memcpy(out, "...", 3);
    n = 3;
  }
  for (size_t i = from; i < end; i++) out[n++] = (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i];
  memcpy(out + n, "...", 4);
  if (end == s.len) out[n] = 0;
  return out;
}
