#include "base/table.h"
#include "model/seal_names.h"
#include "model/seal_spans.h"

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
  anno_table_expect(&ids, doc->count);
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

anno_status anno_doc_seal(anno_doc *doc) {
  if (!failed(doc)) anno_seal_spans(doc);
  if (!failed(doc)) resolve_ids(doc);
  if (!failed(doc)) find_bases(doc);
  if (!failed(doc) && !doc->bad) anno_seal_names(doc);
  if (failed(doc)) {
    anno_report(doc->ctx->diag, ANNO_OUT_OF_MEMORY, doc->at, NULL);
    return ANNO_NO_MEMORY;
  }
  return doc->bad ? ANNO_SKIP : ANNO_OK;
}
