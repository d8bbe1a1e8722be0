#include "model/doc.h"

#include <stdint.h>

enum { FIRST_CAPACITY = 8, DETAIL_BYTES = 100 };

anno_doc *anno_doc_new(const anno_ctx *ctx, anno_str id, anno_loc at) {
  anno_doc *doc = anno_arena_take(ctx->document, sizeof *doc);
  anno_item *items = anno_arena_array(ctx->document, FIRST_CAPACITY, sizeof *items);
  if (!doc || !items) return NULL;
  *doc = (anno_doc){.ctx = ctx, .id = id, .at = at, .items = items, .count = 1, .capacity = FIRST_CAPACITY};
  doc->text = doc->annotator = doc->format = ANNO_STR("");
  return doc;
}

anno_node anno_doc_add(anno_doc *doc, anno_kind kind, anno_str id, anno_str type, anno_loc at) {
  const anno_str none = ANNO_STR("");
  const anno_item item = {.kind = kind,
                          .id = id,
                          .type = type,
                          .at = at,
                          .recorded = none,
                          .text = none,
                          .trigger_id = none,
                          .value = none,
                          .database = none,
                          .label = none};
  doc->read++;
  if (!ANNO_PUSH(doc->ctx->document, doc->items, doc->count, doc->capacity, item)) return 0;
  return (anno_node)(doc->count - 1);
}

void anno_doc_expect(anno_doc *doc, size_t count) {
  const size_t capacity = count < SIZE_MAX / 2 / sizeof *doc->items ? count + 1 : 0;
  anno_item *items = capacity > doc->capacity ? anno_arena_room(doc->ctx->document, capacity * sizeof *items) : NULL;
  if (!items) return;
  memcpy(items, doc->items, doc->count * sizeof *items);
  doc->items = items;
  doc->capacity = capacity;
}

anno_item *anno_doc_item(anno_doc *doc, anno_node node) { return &doc->items[node < doc->count ? node : 0]; }

/* Room for one more in an array that holds `count` and whose capacity is the least power of two not below: most spans
   have one fragment and most arguments come alone, so no capacity is stored and none is wasted. */
static void *grown(anno_doc *doc, void *array, size_t count, size_t size) {
  if (count & (count - 1)) return array;
  void *larger = anno_arena_array(doc->ctx->document, count ? count * 2 : 1, size);
  if (larger && count) memcpy(larger, array, count * size);
  return larger;
}

void anno_doc_fragment(anno_doc *doc, anno_node node, size_t begin, size_t end) {
  anno_item *item = anno_doc_item(doc, node);
  anno_fragment *fragments = grown(doc, item->fragments, item->fragment_count, sizeof *fragments);
  if (!fragments) return;
  item->fragments = fragments;
  fragments[item->fragment_count++] = (anno_fragment){begin, end, item->at};
}

void anno_doc_arg(anno_doc *doc, anno_node node, anno_str role, anno_str id, anno_loc at) {
  anno_item *item = anno_doc_item(doc, node);
  anno_arg *args = grown(doc, item->args, item->arg_count, sizeof *args);
  if (!args) return;
  item->args = args;
  args[item->arg_count++] = (anno_arg){.role = role, .base = role, .id = id, .at = at};
}

anno_loc anno_doc_place(anno_loc at, anno_str part) {
  if (!at.input) return at;
  const uintptr_t begin = (uintptr_t)at.input->bytes.ptr, end = begin + at.input->bytes.len, p = (uintptr_t)part.ptr;
  /* At the very end only an empty part is ours; a longer one there would be a neighbour in memory. */
  const bool inside = p >= begin && (p < end || (p == end && !part.len));
  return inside ? (anno_loc){at.input, (size_t)(p - begin)} : at;
}

void anno_doc_error(anno_doc *doc, anno_code code, anno_loc at, anno_str detail) {
  char line[DETAIL_BYTES + 4];
  size_t n = detail.len < DETAIL_BYTES ? detail.len : DETAIL_BYTES;
  while (n && n < detail.len && ((unsigned char)detail.ptr[n] & 0xC0) == 0x80) n--;
  for (size_t i = 0; i < n; i++) line[i] = (unsigned char)detail.ptr[i] < ' ' ? ' ' : detail.ptr[i];
  memcpy(line + n, "...", 4);
  if (n == detail.len) line[n] = 0;
  doc->bad = true;
  if (detail.len)
    anno_report(doc->ctx->diag, code, at, "%s", line);
  else
    anno_report(doc->ctx->diag, code, at, NULL);
}
