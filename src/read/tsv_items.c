#include "read/said.h"
#include "read/tsv_items.h"

#include "read/tsv_cell.h"

/* Keys of anno_tsv.nodes: "LAYER[NUMBER" and "LAYER@UNIT|POSITION" for spans and events, "LAYER>CHAIN-POSITION" for
   links of chains, "LAYER>CHAIN" for chains, "NODE.COLUMN" for attributes, "NODE!COLUMN" for what was met; a token has
   its unit. */

static anno_arena *arena_of(const anno_tsv *tsv) { return tsv->doc->ctx->document; }

static void remember(anno_tsv *tsv, anno_str key, anno_node node) {
  if (node) anno_table_set(&tsv->nodes, key, node);
}

anno_node anno_tsv_unit(anno_tsv *tsv, const char *type, anno_str id, anno_fragment place) {
  const anno_node node = anno_doc_add(tsv->doc, ANNO_SPAN, id, anno_str_from(type), place.at);
  anno_doc_fragment(tsv->doc, node, place.begin, place.end);
  return node;
}

static anno_node add_span(anno_tsv *tsv, const anno_tsv_place *place, anno_str id) {
  const anno_str type = tsv->header.layers[place->layer].type;
  const anno_node node = anno_doc_add(tsv->doc, ANNO_SPAN, anno_ids_take(&tsv->ids, id), type, place->at);
  anno_doc_fragment(tsv->doc, node, place->row->begin, place->row->end);
  return node;
}

/* What has slots is an event: a span, the trigger, and right behind it the event. */
static anno_node add_event(anno_tsv *tsv, const anno_tsv_place *place, anno_str id) {
  const anno_node span = add_span(tsv, place, anno_arena_print(arena_of(tsv), "T%.*s", ANNO_FMT(id)));
  const anno_item trigger = *anno_doc_item(tsv->doc, span);
  const anno_node event = anno_doc_add(tsv->doc, ANNO_EVENT, anno_ids_take(&tsv->ids, id), trigger.type, trigger.at);
  anno_doc_item(tsv->doc, event)->trigger_id = trigger.id;
  return event;
}

/* Makes a span, or the trigger of an event, reach over a row as well. */
static anno_node reach_over(anno_tsv *tsv, anno_node node, const anno_tsv_row *row) {
  const bool event = anno_doc_item(tsv->doc, node)->kind == ANNO_EVENT;
  anno_item *item = anno_doc_item(tsv->doc, event ? node - 1 : node);
  if (!item->fragment_count) return node;
  if (row->begin < item->fragments[0].begin) item->fragments[0].begin = row->begin;
  if (row->end > item->fragments[0].end) item->fragments[0].end = row->end;
  return node;
}

static anno_str span_key(const anno_tsv *tsv, size_t layer, anno_str unit, anno_str number, size_t position) {
  if (number.len) return anno_arena_print(arena_of(tsv), "%zu[%.*s", layer, ANNO_FMT(number));
  return anno_arena_print(arena_of(tsv), "%zu@%.*s|%zu", layer, ANNO_FMT(unit), position);
}

anno_node anno_tsv_span(anno_tsv *tsv, const anno_tsv_place *place, anno_str number, size_t position) {
  const anno_tsv_layer *layer = &tsv->header.layers[place->layer];
  const anno_str unit = place->row->unit, local = layer->local;
  const anno_str key = span_key(tsv, place->layer, unit, number, position);
  const anno_node known = anno_table_get(&tsv->nodes, key);
  if (known) return reach_over(tsv, known, place->row);
  const anno_str id = anno_arena_print(arena_of(tsv), number.len ? "%.*s/%.*s[%.*s]" : "%.*s/%.*s%.*s", ANNO_FMT(unit),
                                       ANNO_FMT(local), ANNO_FMT(number));
  const anno_node node = layer->slots ? add_event(tsv, place, id) : add_span(tsv, place, id);
  remember(tsv, key, node);
  return node;
}

/* The type of the chain of which the layer has the links: they are called so in all type systems. */
static anno_str chain_type(const anno_tsv *tsv, anno_str type) {
  const anno_str link = ANNO_STR("Link");
  const anno_str stem = anno_str_ends(type, link) ? anno_str_sub(type, 0, type.len - link.len) : type;
  return anno_arena_print(arena_of(tsv), "%.*sChain", ANNO_FMT(stem));
}

static anno_node chain_of(anno_tsv *tsv, const anno_tsv_place *place, anno_str number) {
  const anno_tsv_layer *layer = &tsv->header.layers[place->layer];
  const anno_str key = anno_arena_print(arena_of(tsv), "%zu>%.*s", place->layer, ANNO_FMT(number));
  const anno_node known = anno_table_get(&tsv->nodes, key);
  if (known) return known;
  const anno_str id = anno_arena_print(arena_of(tsv), "%.*s>%.*s", ANNO_FMT(layer->local), ANNO_FMT(number));
  const anno_node chain =
      anno_doc_add(tsv->doc, ANNO_EQUIVALENCE, anno_ids_take(&tsv->ids, id), chain_type(tsv, layer->type), place->at);
  remember(tsv, key, chain);
  return chain;
}

anno_node anno_tsv_link(anno_tsv *tsv, const anno_tsv_place *place, anno_str number, size_t position) {
  const anno_str local = tsv->header.layers[place->layer].local;
  const anno_str key = anno_arena_print(arena_of(tsv), "%zu>%.*s-%zu", place->layer, ANNO_FMT(number), position);
  const anno_node known = anno_table_get(&tsv->nodes, key);
  if (known) return reach_over(tsv, known, place->row);
  const anno_node chain = chain_of(tsv, place, number);
  const anno_str id = anno_arena_print(arena_of(tsv), "%.*s>%.*s-%zu", ANNO_FMT(local), ANNO_FMT(number), position);
  const anno_node link = add_span(tsv, place, id);
  remember(tsv, key, link);
  const anno_tsv_member member = {chain, link, position};
  ANNO_PUSH(arena_of(tsv), tsv->members, tsv->member_count, tsv->member_capacity, member);
  return link;
}

anno_node anno_tsv_relation(anno_tsv *tsv, const anno_tsv_place *place, size_t position) {
  const anno_tsv_layer *layer = &tsv->header.layers[place->layer];
  const anno_str unit = place->row->unit;
  const anno_str id =
      anno_arena_print(arena_of(tsv), "%.*s/%.*s|%zu", ANNO_FMT(unit), ANNO_FMT(layer->local), position + 1);
  return anno_doc_add(tsv->doc, ANNO_RELATION, anno_ids_take(&tsv->ids, id), layer->type, place->at);
}

/* ---- Values */

static anno_node add_value(anno_tsv *tsv, anno_node owner, anno_str name, anno_str value, anno_loc at) {
  const anno_owner to = {tsv->doc, &tsv->ids, anno_doc_item(tsv->doc, owner)->id};
  return anno_say_value(&to, name, value, at);
}

void anno_tsv_attribute(anno_tsv *tsv, anno_node owner, anno_str name, anno_str value, anno_loc at) {
  add_value(tsv, owner, name, anno_tsv_text(arena_of(tsv), value), at);
}

void anno_tsv_feature(anno_tsv *tsv, anno_node owner, size_t column, anno_str value, anno_loc at) {
  if (anno_tsv_unset(value)) return;
  const anno_str text = anno_tsv_text(arena_of(tsv), value);
  const anno_str key = anno_arena_print(arena_of(tsv), "%u.%zu", owner, column);
  const anno_node known = anno_table_get(&tsv->nodes, key);
  if (!known) {
    const anno_tsv_value added = {add_value(tsv, owner, tsv->header.columns[column].name, text, at), column};
    remember(tsv, key, added.node);
    ANNO_PUSH(arena_of(tsv), tsv->values, tsv->value_count, tsv->value_capacity, added);
  } else if (!anno_str_eq(anno_doc_item(tsv->doc, known)->value, text))
    anno_tsv_lost(tsv, value, at);
}

bool anno_tsv_first(anno_tsv *tsv, anno_node node, size_t column) {
  const anno_str key = anno_arena_print(arena_of(tsv), "%u!%zu", node, column);
  if (anno_table_get(&tsv->nodes, key)) return false;
  remember(tsv, key, node);
  return true;
}

void anno_tsv_lost(anno_tsv *tsv, anno_str cell, anno_loc at) {
  tsv->doc->read++;
  tsv->doc->reported++;
  anno_report(tsv->doc->ctx->diag, ANNO_LOST_CELL, anno_doc_place(at, cell), "%.*s", ANNO_FMT(cell));
}
