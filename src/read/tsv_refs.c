/* Roles and chains of WebAnno TSV 3: what they lead to is found once all rows are read. */
#include <stdlib.h>

#include "read/tsv_items.h"
#include "read/tsv_layers.h"

/* The node of the annotation of `layer` that a reference means; 0 if there is none. */
static anno_node find_in(anno_tsv *tsv, size_t layer, const anno_tsv_ref *ref) {
  anno_arena *arena = tsv->doc->ctx->document;
  const anno_str key = ref->number.len ? anno_arena_print(arena, "%zu[%.*s", layer, ANNO_FMT(ref->number))
                                       : anno_arena_print(arena, "%zu@%.*s|0", layer, ANNO_FMT(ref->unit));
  return anno_table_get(&tsv->nodes, key);
}

/* A type without a layer is a general one, of which any layer's may be a special one. */
static bool has_layer(const anno_tsv *tsv, anno_str type) {
  for (size_t i = 0; i < tsv->header.layer_count; i++)
    if (anno_str_eq(tsv->header.layers[i].type, type)) return true;
  return false;
}

static anno_node find(anno_tsv *tsv, const anno_tsv_ref *ref) {
  const bool token = anno_str_eq(ref->type, ANNO_STR(ANNO_TSV_TOKEN)), special = has_layer(tsv, ref->type);
  for (size_t i = 0; i < tsv->header.layer_count && !token; i++) {
    const anno_tsv_layer *layer = &tsv->header.layers[i];
    if (layer->kind != ANNO_TSV_SPAN || (special && !anno_str_eq(layer->type, ref->type))) continue;
    const anno_node node = find_in(tsv, i, ref);
    if (node) return node;
  }
  return ref->number.len ? 0 : anno_table_get(&tsv->nodes, ref->unit);
}

static void resolve(anno_tsv *tsv, const anno_tsv_ref *ref) {
  const anno_node node = find(tsv, ref);
  const anno_str id = node ? anno_doc_item(tsv->doc, node)->id
                           : anno_arena_print(tsv->doc->ctx->document, ref->number.len ? "%.*s[%.*s]" : "%.*s%.*s",
                                              ANNO_FMT(ref->unit), ANNO_FMT(ref->number));
  anno_doc_arg(tsv->doc, ref->node, ref->role, id, ref->at);
}

static int by_position(const void *a, const void *b) {
  const anno_tsv_member *x = a, *y = b;
  if (x->chain != y->chain) return x->chain < y->chain ? -1 : 1;
  return (x->position > y->position) - (x->position < y->position);
}

void anno_tsv_resolve(anno_tsv *tsv) {
  for (size_t i = 0; i < tsv->ref_count; i++) resolve(tsv, &tsv->refs[i]);
  if (tsv->member_count) qsort(tsv->members, tsv->member_count, sizeof *tsv->members, by_position);
  for (size_t i = 0; i < tsv->member_count; i++) {
    const anno_item *link = anno_doc_item(tsv->doc, tsv->members[i].link);
    anno_doc_arg(tsv->doc, tsv->members[i].chain, ANNO_STR(""), link->id, link->at);
  }
}
