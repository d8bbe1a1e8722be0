#include <stdlib.h>

#include "base/buf.h"
#include "base/table.h"
#include "model/doc.h"

enum { SHOWN = 60 };

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool failed(const anno_doc *doc) { return anno_arena_failed(doc->ctx->document); }

/* ---- IDs */

/* What stands in the place of an ID where there is none ("*", "#") names nothing. */
static bool names(anno_str id) { return id.len && !anno_str_eq(id, ANNO_STR("*")) && !anno_str_eq(id, ANNO_STR("#")); }

static void collect_ids(anno_doc *doc, anno_table *ids) {
  for (anno_node node = 1; node < doc->count; node++) {
    const anno_item *item = anno_doc_item(doc, node);
    if (!names(item->id)) continue;
    const unsigned first = anno_table_add(ids, item->id, node);
    if (first && first != node) anno_doc_error(doc, ANNO_DUPLICATE_ID, item->at, item->id);
  }
}

static anno_node resolve(anno_doc *doc, const anno_table *ids, anno_str id, anno_loc at) {
  const anno_node node = names(id) ? anno_table_get(ids, id) : 0;
  if (!node) anno_doc_error(doc, ANNO_DANGLING, anno_doc_place(at, id), id);
  return node;
}

static void resolve_trigger(anno_doc *doc, const anno_table *ids, anno_item *event) {
  if (!event->trigger_id.len) return;
  const anno_node node = resolve(doc, ids, event->trigger_id, event->at);
  if (!node) return;
  anno_item *span = anno_doc_item(doc, node);
  if (span->kind != ANNO_SPAN) {
    anno_doc_error(doc, ANNO_BAD_TRIGGER, anno_doc_place(event->at, event->trigger_id), event->trigger_id);
    return;
  }
  event->trigger = node;
  span->triggers = true;
}

static bool is_remark(const anno_item *item) {
  return item->kind == ANNO_ATTRIBUTE || item->kind == ANNO_LINK || item->kind == ANNO_REMARK;
}

/* Follows remarks on remarks to the annotation of the text that they are about, 0 if there is none or they run in a
   circle. `met` holds the node from which each remark was first met, so that every remark is walked over once. */
static anno_node follow(anno_doc *doc, anno_node *met, anno_node from) {
  anno_node node = from;
  while (node && is_remark(anno_doc_item(doc, node))) {
    const anno_item *item = anno_doc_item(doc, node);
    if (met[node]) return met[node] == from ? 0 : item->target;
    met[node] = from;
    node = item->arg_count ? item->args[0].filler : 0;
  }
  return node;
}

static void set_targets(anno_doc *doc) {
  anno_node *met = anno_arena_array(doc->ctx->document, doc->count, sizeof *met);
  for (anno_node from = 1; met && from < doc->count; from++) {
    if (met[from] || !is_remark(anno_doc_item(doc, from))) continue;
    const anno_node target = follow(doc, met, from);
    for (anno_node node = from; node && met[node] == from && is_remark(anno_doc_item(doc, node));) {
      anno_item *item = anno_doc_item(doc, node);
      item->target = target;
      met[node] = (anno_node)doc->count; /* settled: no node has this number */
      node = item->arg_count ? item->args[0].filler : 0;
    }
  }
}

/* An attribute, link or note on nothing says nothing of the rest of the document, which stays usable: real corpora
   have notes on spans that were deleted later. */
static void check_remark(anno_doc *doc, anno_node node) {
  const anno_item *item = anno_doc_item(doc, node);
  if (!is_remark(item) || item->target) return;
  if (!item->arg_count && doc->bad) return; /* the reader has said what is wrong with it */
  const anno_str id = item->arg_count ? item->args[0].id : item->id;
  const anno_loc at = item->arg_count ? anno_doc_place(item->args[0].at, id) : item->at;
  anno_report(doc->ctx->diag, ANNO_DANGLING_REMARK, at, "%.*s", ANNO_FMT(id));
  doc->reported++;
}

static void resolve_ids(anno_doc *doc) {
  anno_table ids = anno_table_in(doc->ctx->document);
  collect_ids(doc, &ids);
  if (failed(doc)) return;
  for (anno_node node = 1; node < doc->count; node++) {
    anno_item *item = anno_doc_item(doc, node);
    resolve_trigger(doc, &ids, item);
    for (size_t i = 0; i < item->arg_count; i++) {
      anno_arg *arg = &item->args[i];
      if (is_remark(item))
        arg->filler = names(arg->id) ? anno_table_get(&ids, arg->id) : 0;
      else
        arg->filler = resolve(doc, &ids, arg->id, arg->at);
    }
  }
  set_targets(doc);
  for (anno_node node = 1; node < doc->count; node++) check_remark(doc, node);
}

/* ---- Base roles */

static anno_str without_number(anno_str role) {
  size_t n = role.len;
  while (n && is_digit(role.ptr[n - 1])) n--;
  return n ? anno_str_sub(role, 0, n) : role;
}

/* The number means "another one" if the schema declares the bare role but not the numbered one. */
static void bases_by_schema(anno_item *item, const anno_table *declared) {
  for (size_t i = 0; i < item->arg_count; i++) {
    anno_arg *arg = &item->args[i];
    const anno_str bare = without_number(arg->role);
    if (!anno_table_get(declared, arg->role) && anno_table_get(declared, bare)) arg->base = bare;
  }
}

/* Without a schema it means so if the bare role occurs beside it. `seen` maps a role to the node that last had it. */
static void bases_by_item(anno_item *item, anno_node node, anno_table *seen) {
  for (size_t i = 0; i < item->arg_count; i++) anno_table_set(seen, item->args[i].role, node);
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_str bare = without_number(item->args[i].role);
    if (anno_table_get(seen, bare) == node) item->args[i].base = bare;
  }
}

static void find_bases(anno_doc *doc) {
  anno_table roles = anno_table_in(doc->ctx->document);
  const anno_schema *schema = doc->schema && doc->schema->role_count ? doc->schema : NULL;
  for (size_t i = 0; schema && i < schema->role_count; i++) anno_table_set(&roles, schema->roles[i], 1);
  for (anno_node node = 1; node < doc->count; node++) {
    anno_item *item = anno_doc_item(doc, node);
    if (item->kind != ANNO_EVENT && item->kind != ANNO_RELATION) continue;
    if (schema)
      bases_by_schema(item, &roles);
    else
      bases_by_item(item, node, &roles);
  }
}

/* ---- Spans */

static int by_begin(const void *a, const void *b) {
  const anno_fragment *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

/* The fragments in the order of the text; those of the item stay in the order of the file. */
static const anno_fragment *sorted(anno_doc *doc, const anno_item *span) {
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

static anno_str join(anno_doc *doc, const anno_fragment *fragments, size_t count, anno_str between) {
  if (count == 1) return fragment_text(doc, fragments[0]);
  anno_buf buf = anno_buf_in(doc->ctx->document);
  for (size_t i = 0; i < count; i++) {
    if (i) anno_buf_put(&buf, between);
    anno_buf_put(&buf, fragment_text(doc, fragments[i]));
  }
  return anno_buf_str(&buf);
}

static size_t skip_blanks(anno_str s, size_t at) {
  while (at < s.len && is_blank(s.ptr[at])) at++;
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
  return r == recorded.len || is_blank(recorded.ptr[r]) || (c && is_blank(covered.ptr[c - 1]));
}

static bool is_inside_character(anno_str s, size_t at) {
  return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

/* The part of `s` from `from` on that fits into one line, in `out` of SHOWN + 7 bytes. */
static const char *shown(anno_str s, size_t from, char *out) {
  size_t end = s.len - from < SHOWN ? s.len : from + SHOWN, n = 0;
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

/* Where to begin showing two texts so that their first difference is seen. */
static size_t show_from(anno_str a, anno_str b) {
  size_t same = 0;
  while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same]) same++;
  size_t from = same < SHOWN / 2 ? 0 : same - SHOWN / 2;
  while (from && is_inside_character(a, from)) from--;
  return from;
}

/* Files join fragments by a blank or (brat before 1.3) by nothing, in the order of the text or of the file. */
static void compare(anno_doc *doc, const anno_item *span, const anno_fragment *in_order) {
  const size_t n = span->fragment_count;
  if (!span->has_recorded || agrees(span->recorded, span->text)) return;
  if (n > 1 && (agrees(span->recorded, join(doc, in_order, n, ANNO_STR(""))) ||
                agrees(span->recorded, join(doc, span->fragments, n, ANNO_STR(" "))) ||
                agrees(span->recorded, join(doc, span->fragments, n, ANNO_STR("")))))
    return;
  if (failed(doc)) return;
  char recorded[SHOWN + 7], text[SHOWN + 7];
  const size_t from = show_from(span->recorded, span->text);
  anno_report(doc->ctx->diag, ANNO_TEXT_DIFFERS, anno_doc_place(span->at, span->recorded),
              "recorded \"%s\", the text has \"%s\"", shown(span->recorded, from, recorded),
              shown(span->text, from, text));
}

static bool fragments_fit(anno_doc *doc, const anno_item *span) {
  bool fit = true;
  for (size_t i = 0; i < span->fragment_count; i++) {
    const anno_fragment f = span->fragments[i];
    const bool order = f.begin <= f.end;
    if (order && (!doc->has_text || f.end <= doc->index.count)) continue;
    fit = false;
    const anno_str offsets = anno_arena_print(doc->ctx->document, "%zu %zu", f.begin, f.end);
    anno_doc_error(doc, order ? ANNO_OUTSIDE_TEXT : ANNO_BAD_SPAN, f.at, offsets);
  }
  return fit;
}

static void check_overlap(anno_doc *doc, const anno_fragment *in_order, size_t count) {
  size_t end = in_order[0].end;
  for (size_t i = 1; i < count; i++) {
    if (in_order[i].begin < end && in_order[i].begin < in_order[i].end)
      anno_report(doc->ctx->diag, ANNO_OVERLAP, in_order[i].at, NULL);
    if (in_order[i].end > end) end = in_order[i].end;
  }
}

static void seal_span(anno_doc *doc, anno_item *span) {
  span->text = span->recorded;
  if (!span->fragment_count || !fragments_fit(doc, span)) return;
  const anno_fragment *in_order = sorted(doc, span);
  if (!in_order) return;
  span->begin = in_order[0].begin;
  for (size_t i = 0; i < span->fragment_count; i++)
    if (in_order[i].end > span->end) span->end = in_order[i].end;
  check_overlap(doc, in_order, span->fragment_count);
  if (!doc->has_text) return;
  span->text = join(doc, in_order, span->fragment_count, ANNO_STR(" "));
  compare(doc, span, in_order);
}

static void seal_spans(anno_doc *doc) {
  doc->index = anno_utf_index_of(doc->ctx->document, doc->text);
  for (anno_node node = 1; node < doc->count && !failed(doc); node++) {
    anno_item *item = anno_doc_item(doc, node);
    if (item->kind == ANNO_SPAN) seal_span(doc, item);
  }
}

anno_status anno_doc_seal(anno_doc *doc) {
  if (!failed(doc)) seal_spans(doc);
  if (!failed(doc)) resolve_ids(doc);
  if (!failed(doc)) find_bases(doc);
  if (failed(doc)) {
    anno_report(doc->ctx->diag, ANNO_OUT_OF_MEMORY, doc->at, NULL);
    return ANNO_NO_MEMORY;
  }
  return doc->bad ? ANNO_SKIP : ANNO_OK;
}
