#include "model/seal_spans.h"

#include "model/anchor.h"
#include "model/span_text.h"

/* The text as the document's unit counts it. */
typedef struct {
  anno_doc *doc;
  anno_utf16_index units;
  anno_node *astray; /* spans whose recorded text is not theirs */
  size_t astray_count, astray_capacity;
} sealing;

static bool failed(const anno_doc *doc) { return anno_arena_failed(doc->ctx->document); }

/* ---- Offsets */

static size_t length_in_units(const sealing *s) {
  switch (s->doc->unit) {
    case ANNO_UTF16_UNITS: return s->units.count;
    case ANNO_BYTES: return s->doc->text.len;
    default: return s->doc->index.count;
  }
}

static bool to_point(const sealing *s, size_t *offset) {
  switch (s->doc->unit) {
    case ANNO_UTF16_UNITS: return anno_utf16_point(&s->units, *offset, offset);
    case ANNO_BYTES: return anno_utf_point(&s->doc->index, *offset, offset);
    default: return true;
  }
}

static void tell_offsets(const sealing *s, anno_code code, const anno_fragment *f) {
  anno_doc_error(s->doc, code, f->at, anno_arena_print(s->doc->ctx->document, "%zu %zu", f->begin, f->end));
}

static bool fit(const sealing *s, anno_fragment *f) {
  const anno_fragment as_written = *f;
  const bool order = f->begin <= f->end;
  if (!order || (s->doc->has_text && f->end > length_in_units(s))) {
    tell_offsets(s, order ? ANNO_OUTSIDE_TEXT : ANNO_BAD_SPAN, f);
    return false;
  }
  if (!s->doc->has_text || (to_point(s, &f->begin) && to_point(s, &f->end))) return true;
  tell_offsets(s, ANNO_HALF_CHARACTER, &as_written);
  return false;
}

static bool all_fit(const sealing *s, const anno_item *span) {
  bool all = true;
  for (size_t i = 0; i < span->fragment_count; i++) all = fit(s, &span->fragments[i]) && all;
  return all;
}

static void check_overlap(const anno_doc *doc, const anno_fragment *in_order, size_t count) {
  size_t end = in_order[0].end;
  for (size_t i = 1; i < count; i++) {
    if (in_order[i].begin < end && in_order[i].begin < in_order[i].end)
      anno_report(doc->ctx->diag, ANNO_OVERLAP, in_order[i].at, NULL);
    if (in_order[i].end > end) end = in_order[i].end;
  }
}

static void seal_span(sealing *s, anno_node node) {
  anno_item *span = anno_doc_item(s->doc, node);
  span->text = span->recorded;
  if (!span->fragment_count || !all_fit(s, span)) return;
  const anno_fragment *in_order = anno_span_in_order(s->doc, span);
  if (!in_order) return;
  check_overlap(s->doc, in_order, span->fragment_count);
  anno_span_cover(s->doc, span);
  if (s->doc->has_text && !anno_span_agrees(s->doc, span) && !failed(s->doc))
    ANNO_PUSH(s->doc->ctx->document, s->astray, s->astray_count, s->astray_capacity, node);
}

/* ---- Recorded text */

/* Where to begin showing two texts so that their first difference is seen. */
static size_t show_from(anno_str a, anno_str b) {
  size_t same = 0;
  while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same]) same++;
  size_t from = same < ANNO_SPAN_SHOWN / 2 ? 0 : same - ANNO_SPAN_SHOWN / 2;
  while (from && from < a.len && ((unsigned char)a.ptr[from] & 0xC0) == 0x80) from--;
  return from;
}

static void tell_differs(const anno_doc *doc, const anno_item *span) {
  char recorded[ANNO_SPAN_ROOM], text[ANNO_SPAN_ROOM];
  const size_t from = show_from(span->recorded, span->text);
  anno_report(doc->ctx->diag, ANNO_TEXT_DIFFERS, anno_doc_place(span->at, span->recorded),
              "recorded \"%s\", the text has \"%s\"", anno_span_shown(span->recorded, from, recorded),
              anno_span_shown(span->text, from, text));
}

static void tell_moved(const anno_doc *doc, const anno_item *span) {
  char recorded[ANNO_SPAN_ROOM];
  const anno_fragment *was = span->anchored_from, *is = span->fragments;
  anno_report(doc->ctx->diag, ANNO_REANCHORED, is[0].at, "\"%s\", from %zu..%zu to %zu..%zu",
              anno_span_shown(span->recorded, 0, recorded), was[0].begin, was[0].end, is[0].begin, is[0].end);
}

static void compare_recorded(const sealing *s) {
  anno_anchor_spans(s->doc, s->astray, s->astray_count);
  for (size_t i = 0; i < s->astray_count && !failed(s->doc); i++) {
    anno_item *span = anno_doc_item(s->doc, s->astray[i]);
    if (span->anchored_from) {
      tell_moved(s->doc, span);
    } else {
      tell_differs(s->doc, span);
      span->text = span->recorded;
      span->text_only = true;
    }
  }
}

void anno_seal_spans(anno_doc *doc) {
  sealing s = {.doc = doc};
  doc->index = anno_utf_index_of(doc->ctx->document, doc->text);
  if (doc->unit == ANNO_UTF16_UNITS && !failed(doc)) s.units = anno_utf16_index_of(doc->ctx->document, &doc->index);
  for (anno_node node = 1; node < doc->count && !failed(doc); node++)
    if (anno_doc_item(doc, node)->kind == ANNO_SPAN) seal_span(&s, node);
  if (s.astray_count && !failed(doc)) compare_recorded(&s);
}
