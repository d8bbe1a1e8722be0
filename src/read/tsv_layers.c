#include "read/tsv_layers.h"

#include "read/tsv_cell.h"

/* The parts of the cells of one layer at one position of their stacks. */
typedef struct {
  anno_tsv *tsv;
  anno_tsv_place place;
  const anno_tsv_layer *layer;
  anno_str *rests; /* of the layer's cells, by column */
  anno_str *parts; /* the same, cut at this position; of length 0 and NULL where a cell has none */
  size_t position;
} stack;

static anno_tsv_use use_of(const stack *s, size_t i) { return s->tsv->header.columns[s->layer->first + i].use; }

static anno_loc place_of(const stack *s, anno_str part) { return anno_doc_place(s->place.at, part); }

/* Cuts the next parts; false if all cells are at their end. */
static bool next(stack *s) {
  bool any = false;
  for (size_t i = 0; i < s->layer->count; i++) {
    s->parts[i] = (anno_str){NULL, 0};
    if (!s->rests[i].len) continue;
    s->parts[i] = anno_tsv_cut(&s->rests[i], '|');
    any = true;
  }
  return any;
}

/* The number that a cell of the layer gives at this position; columns behind the first one may leave it out. */
static anno_str number_of(const stack *s) {
  for (size_t i = 0; i < s->layer->count; i++) {
    anno_str part = s->parts[i];
    if (use_of(s, i) == ANNO_TSV_FILLERS || use_of(s, i) == ANNO_TSV_SOURCES || !part.ptr) continue;
    const anno_str number = anno_tsv_number(&part);
    if (number.len) return number;
  }
  return ANNO_STR("");
}

static void refer(anno_tsv *tsv, anno_tsv_ref ref) {
  if (anno_str_eq(ref.number, ANNO_STR("0"))) ref.number.len = 0;
  ANNO_PUSH(tsv->doc->ctx->document, tsv->refs, tsv->ref_count, tsv->ref_capacity, ref);
}

/* ---- Spans and slots */

/* "p1;p2" and "1-2;1-3[4]". */
static void read_slots(stack *s, size_t i, anno_node host, anno_str roles) {
  anno_tsv *tsv = s->tsv;
  const anno_tsv_column *column = &tsv->header.columns[s->layer->first + i];
  if (!anno_tsv_first(tsv, host, s->layer->first + i)) return;
  for (anno_str fillers = s->parts[i + 1]; fillers.len || roles.len;) {
    const anno_str role = anno_tsv_cut(&roles, ';');
    anno_str filler = anno_tsv_cut(&fillers, ';');
    if (anno_tsv_unset(filler)) {
      if (!anno_tsv_unset(role)) anno_tsv_lost(tsv, role, s->place.at);
      continue;
    }
    const anno_loc at = place_of(s, filler);
    const anno_str number = anno_tsv_number(&filler);
    const anno_str name = anno_tsv_unset(role) ? column->name : anno_tsv_text(tsv->doc->ctx->document, role);
    refer(tsv, (anno_tsv_ref){host, name, column[1].name, filler, number, at});
  }
}

static void read_span_part(stack *s, size_t i, anno_str shared) {
  anno_str part = s->parts[i];
  const size_t column = s->layer->first + i;
  const anno_loc at = place_of(s, part);
  const anno_tsv_use use = use_of(s, i);
  const anno_str own = use == ANNO_TSV_FILLERS ? ANNO_STR("") : anno_tsv_number(&part);
  const anno_node node = anno_tsv_span(s->tsv, &s->place, own.len ? own : shared, s->position);
  if (use == ANNO_TSV_FEATURE) anno_tsv_feature(s->tsv, node, column, part, at);
  if (use == ANNO_TSV_ROLES) read_slots(s, i, node, part);
  if (use == ANNO_TSV_FILLERS && !s->parts[i - 1].ptr) read_slots(s, i - 1, node, s->parts[i - 1]);
}

static void read_spans(stack *s) {
  const anno_str shared = number_of(s);
  for (size_t i = 0; i < s->layer->count; i++)
    if (s->parts[i].ptr) read_span_part(s, i, shared);
}

/* ---- Relations */

/* "1-2[4_7]": where it begins, with the numbers of its two ends. */
static void read_ends(stack *s, size_t i, anno_node relation) {
  anno_tsv *tsv = s->tsv;
  const anno_str type = tsv->header.columns[s->layer->first + i].name;
  anno_str unit = s->parts[i];
  const anno_loc at = place_of(s, unit);
  anno_str last = anno_tsv_number(&unit);
  const anno_str first = anno_str_cut(&last, '_');
  refer(tsv, (anno_tsv_ref){relation, ANNO_STR("Governor"), type, unit, first, at});
  refer(tsv, (anno_tsv_ref){relation, ANNO_STR("Dependent"), type, s->place.row->unit, last, at});
}

static void read_relations(stack *s) {
  const anno_node node = anno_tsv_relation(s->tsv, &s->place, s->position);
  bool ends = false;
  for (size_t i = 0; i < s->layer->count; i++) {
    const anno_str part = s->parts[i];
    if (!part.ptr) continue;
    if (use_of(s, i) == ANNO_TSV_FEATURE) anno_tsv_feature(s->tsv, node, s->layer->first + i, part, place_of(s, part));
    if (use_of(s, i) != ANNO_TSV_SOURCES || anno_tsv_unset(part)) continue;
    read_ends(s, i, node);
    ends = true;
  }
  if (!ends) anno_doc_error(s->tsv->doc, ANNO_BAD_ROW, s->place.at, ANNO_STR("a relation without a source"));
}

/* ---- Chains */

/* "REFERENCE->CHAIN-POSITION"; the other column has "TYPE[CHAIN]". */
static bool find_link(const stack *s, anno_str *chain, size_t *position) {
  for (size_t i = 0; i < s->layer->count; i++) {
    if (!s->parts[i].ptr) continue;
    anno_str rest = s->parts[i];
    anno_tsv_arrow(&rest);
    if (!rest.len) continue;
    *chain = anno_str_cut(&rest, '-');
    return chain->len && anno_str_to_size(rest, position);
  }
  return false;
}

static void read_links(stack *s) {
  anno_str chain = ANNO_STR("");
  size_t position = 0;
  if (!find_link(s, &chain, &position)) {
    anno_doc_error(s->tsv->doc, ANNO_BAD_ROW, s->place.at, ANNO_STR("a link of no chain"));
    return;
  }
  const anno_node link = anno_tsv_link(s->tsv, &s->place, chain, position);
  for (size_t i = 0; i < s->layer->count; i++) {
    if (!s->parts[i].ptr) continue;
    anno_str rest = s->parts[i];
    anno_str value = anno_tsv_arrow(&rest);
    anno_tsv_number(&value);
    anno_tsv_feature(s->tsv, link, s->layer->first + i, value, place_of(s, s->parts[i]));
  }
}

void anno_tsv_layers(anno_tsv *tsv, const anno_tsv_row *row, anno_str *cells, anno_loc at) {
  static void (*const read[])(stack *) = {
      [ANNO_TSV_SPAN] = read_spans, [ANNO_TSV_RELATION] = read_relations, [ANNO_TSV_CHAIN] = read_links};
  for (size_t i = 0; i < tsv->header.column_count; i++)
    if (anno_tsv_none(cells[i])) cells[i].len = 0;
  for (size_t i = 0; i < tsv->header.layer_count && !anno_arena_failed(tsv->doc->ctx->document); i++) {
    const anno_tsv_layer *layer = &tsv->header.layers[i];
    stack s = {tsv, {row, i, at}, layer, cells + layer->first, cells + tsv->header.column_count, 0};
    for (; next(&s); s.position++) read[layer->kind](&s);
  }
}
