/* From a BioC document to the model: passages, sentences and annotations are spans, relations are relations, infons are
   attributes or links of what they stand in. */
#include "read/bioc.h"
#include "read/concept.h"

/* What an ID leads to: an index into the items plus one, or MANY. */
static const unsigned MANY = (unsigned)-1;

typedef struct {
  anno_bioc *bioc;
  anno_doc *doc;
  anno_arena *arena;
  anno_ids ids;
  anno_table scopes;  /* kind, part and ID -> item */
  anno_table entries; /* value of an infon -> the annotation that has it, plus one */
  anno_table wholes;  /* the same -> the annotation of the whole document for it */
} conversion;

/* ---- IDs: they need be unique only where relations refer to them, in a sentence or a passage */

static anno_str key_of(const conversion *c, bool relation, unsigned part, anno_str id) {
  return anno_arena_print(c->arena, "%c%u %.*s", relation ? 'r' : 'a', part, ANNO_FMT(id));
}

static void enter(conversion *c, bool relation, unsigned part, unsigned item) {
  const anno_str key = key_of(c, relation, part, c->bioc->items[item - 1].id);
  if (anno_table_add(&c->scopes, key, item) != item) anno_table_set(&c->scopes, key, MANY);
}

static unsigned passage_of(const conversion *c, unsigned part) { return part ? c->bioc->parts[part - 1].passage : 0; }

static void name_items(conversion *c) {
  size_t numbers[2] = {0, 0};
  for (size_t i = 0; i < c->bioc->item_count; i++) {
    anno_bioc_item *item = &c->bioc->items[i];
    const size_t number = ++numbers[item->relation];
    anno_str id = item->id;
    if (!id.len) id = anno_arena_print(c->arena, item->relation ? "relation%zu" : "annotation%zu", number);
    item->own_id = anno_ids_take(&c->ids, id);
    if (!item->id.len) continue;
    const unsigned passage = passage_of(c, item->part);
    enter(c, item->relation, 0, (unsigned)i + 1);
    if (item->part) enter(c, item->relation, item->part, (unsigned)i + 1);
    if (passage) enter(c, item->relation, passage, (unsigned)i + 1);
  }
}

/* The item that a relation in `part` calls `id`: the next around; an annotation before a relation. */
static unsigned find(const conversion *c, unsigned part, anno_str id) {
  const unsigned around[] = {part, passage_of(c, part), 0};
  for (size_t i = 0; i < sizeof around / sizeof *around; i++)
    for (int relation = 0; relation < 2; relation++) {
      const unsigned item = anno_table_get(&c->scopes, key_of(c, relation, around[i], id));
      if (item) return item;
    }
  return 0;
}

/* ---- Infons */

/* The value of the first infon "type", or else of the one called like the element, which is then said. */
static anno_str type_of(const anno_bioc_infons *infons, const char *element, size_t *which) {
  const anno_str keys[] = {ANNO_STR("type"), anno_str_from(element)};
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
    for (*which = 0; *which < infons->count; ++*which)
      if (anno_str_eq(infons->items[*which].key, keys[k])) return infons->items[*which].value;
  return keys[1];
}

/* All infons but the one with index `said`. */
static void add_infons(conversion *c, anno_node owner, const anno_bioc_infons *infons, size_t said) {
  const anno_item item = *anno_doc_item(c->doc, owner);
  for (size_t i = 0; owner && i < infons->count; i++) {
    const anno_bioc_infon *infon = &infons->items[i];
    if (i == said) continue;
    anno_concept_add(c->doc, &c->ids, (anno_concept){item.id, item.type, infon->key, infon->value, infon->at, false});
  }
}

/* ---- Spans */

static void add_whole(conversion *c, const char *type, const anno_bioc_infons *infons) {
  if (!infons || !infons->count) return;
  const anno_str id = anno_ids_take(&c->ids, anno_str_from(type));
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, id, anno_str_from(type), infons->items[0].at);
  add_infons(c, node, infons, infons->count);
}

static void add_part(conversion *c, const anno_bioc_part *part, size_t number) {
  const char *type = part->sentence ? "sentence" : "passage";
  const anno_str id = anno_ids_take(&c->ids, anno_arena_print(c->arena, "%s%zu", type, number));
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, id, anno_str_from(type), part->at);
  anno_doc_fragment(c->doc, node, part->begin, part->begin + part->length);
  if (!part->placed && part->text.len) {
    anno_doc_item(c->doc, node)->recorded = part->text;
    anno_doc_item(c->doc, node)->has_recorded = true;
  }
  add_infons(c, node, &part->infons, part->infons.count);
}

static void add_parts(conversion *c) {
  size_t numbers[2] = {0, 0};
  for (size_t i = 0; i < c->bioc->part_count; i++)
    add_part(c, &c->bioc->parts[i], ++numbers[c->bioc->parts[i].sentence]);
}

/* What is added to the offsets of what stands in the part. */
static size_t shift_of(const conversion *c, const anno_bioc_item *item) {
  const anno_bioc_part *part = item->part ? &c->bioc->parts[item->part - 1] : NULL;
  if (!part) return 0;
  return (part->placed ? part->begin - part->offset : 0) + (c->bioc->relative ? part->offset : 0);
}

static void add_annotation(conversion *c, const anno_bioc_item *item) {
  size_t said;
  const anno_str type = type_of(&item->infons, "annotation", &said);
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, item->own_id, type, item->at);
  for (size_t i = 0; i < item->location_count; i++) {
    const size_t begin = item->locations[i].offset + shift_of(c, item);
    anno_doc_fragment(c->doc, node, begin, begin + item->locations[i].length);
    anno_item *span = anno_doc_item(c->doc, node);
    if (span->fragment_count == i + 1) span->fragments[i].at = item->locations[i].at;
  }
  anno_doc_item(c->doc, node)->recorded = item->text;
  anno_doc_item(c->doc, node)->has_recorded = item->text.len != 0;
  add_infons(c, node, &item->infons, said);
}

/* ---- Relations */

/* Tools write relations between entries without nodes: the entries are values of infons, the same as annotations have.
   Such a relation holds between annotations of the whole document that say of themselves what those annotations say.
   A value must have a letter and a digit, or any number would be an entry. */
static bool is_entry(anno_str value) {
  bool letter = false, digit = false;
  for (size_t i = 0; i < value.len; i++) {
    const char c = value.ptr[i];
    letter = letter || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    digit = digit || (c >= '0' && c <= '9');
  }
  return letter && digit;
}

/* An identifier is an entry even if it is only a number. */
static anno_str identifier(const conversion *c, anno_str value) {
  return anno_arena_print(c->arena, "identifier\n%.*s", ANNO_FMT(value));
}

/* The number of the first annotation that has what the infon says, from 1; 0 if none has. */
static unsigned entry_of(const conversion *c, const anno_bioc_infon *infon) {
  return anno_table_get(&c->entries, infon->entry ? identifier(c, infon->value) : infon->value);
}

/* The first annotation with an infon of each value. */
static void find_entries(conversion *c) {
  for (size_t i = 0; i < c->bioc->item_count; i++) {
    const anno_bioc_item *item = &c->bioc->items[i];
    size_t said;
    type_of(&item->infons, "", &said);
    for (size_t k = 0; !item->relation && k < item->infons.count; k++) {
      const anno_bioc_infon *infon = &item->infons.items[k];
      if (k != said && is_entry(infon->value)) anno_table_add(&c->entries, infon->value, (unsigned)i + 1);
      if (anno_str_eq(infon->key, ANNO_STR("identifier")))
        anno_table_add(&c->entries, identifier(c, infon->value), (unsigned)i + 1);
    }
  }
}

/* The ID of the annotation of the whole document for the entry that `item` has. */
static anno_str add_entry(conversion *c, const anno_bioc_item *item, const anno_bioc_infon *infon) {
  size_t said, i = 0;
  const anno_str type = type_of(&item->infons, "annotation", &said);
  const anno_node known = anno_table_get(&c->wholes, infon->value);
  if (known) return anno_doc_item(c->doc, known)->id;
  const anno_str id = anno_ids_take(&c->ids, anno_arena_print(c->arena, "entry.%.*s", ANNO_FMT(infon->value)));
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, id, type, infon->at);
  while (!anno_str_eq(item->infons.items[i].value, infon->value)) i++;
  const anno_node link = anno_concept_add(
      c->doc, &c->ids, (anno_concept){id, type, item->infons.items[i].key, infon->value, infon->at, false});
  /* The entry is called as the words that first stand for it. */
  if (link) anno_doc_item(c->doc, link)->label = item->text;
  anno_table_set(&c->wholes, infon->value, node);
  return id;
}

/* Adds the entries that the infons of a relation without nodes name; those infons are then said. */
static void add_entries(conversion *c, anno_node node, const anno_bioc_item *relation, size_t said) {
  const anno_bioc_infons *infons = &relation->infons;
  anno_bioc_infons rest = {0};
  for (size_t i = 0; i < infons->count; i++) {
    const anno_bioc_infon *infon = &infons->items[i];
    const unsigned which = entry_of(c, infon);
    if (i == said) continue;
    if (which)
      anno_doc_arg(c->doc, node, infon->key, add_entry(c, &c->bioc->items[which - 1], infon), infon->at);
    else
      anno_bioc_add_infon(c->arena, &rest, *infon);
  }
  add_infons(c, node, &rest, rest.count);
}

static void add_argument(conversion *c, anno_node node, unsigned part, const anno_bioc_node *argument) {
  const unsigned to = find(c, part, argument->id);
  if (to && to != MANY)
    anno_doc_arg(c->doc, node, argument->role, c->bioc->items[to - 1].own_id, argument->at);
  else
    anno_doc_error(c->doc, to ? ANNO_DUPLICATE_ID : ANNO_DANGLING, argument->at, argument->id);
}

/* True if the relation names entries, and its nodes lead nowhere: PubTator 3 fills them with numbers of its own. */
static bool has_idle_nodes(const conversion *c, const anno_bioc_item *item) {
  bool entries = false;
  for (size_t i = 0; i < item->infons.count; i++)
    entries |= item->infons.items[i].entry && entry_of(c, &item->infons.items[i]);
  for (size_t i = 0; i < item->node_count; i++) entries &= !find(c, item->part, item->nodes[i].id);
  return entries && item->node_count;
}

static void add_relation(conversion *c, const anno_bioc_item *item) {
  size_t said;
  const bool idle = has_idle_nodes(c, item);
  const anno_str type = type_of(&item->infons, "relation", &said);
  const anno_node node = anno_doc_add(c->doc, ANNO_RELATION, item->own_id, type, item->at);
  for (size_t i = 0; !idle && i < item->node_count; i++) add_argument(c, node, item->part, &item->nodes[i]);
  if (idle) anno_report(c->doc->ctx->diag, ANNO_NOT_TAKEN, item->nodes[0].at, "a node without an annotation");
  if (item->node_count && !idle)
    add_infons(c, node, &item->infons, said);
  else
    add_entries(c, node, item, said);
}

void anno_bioc_to_doc(anno_bioc *bioc) {
  anno_arena *arena = bioc->doc->ctx->document;
  conversion c = {
      bioc, bioc->doc, arena, anno_ids_in(arena), anno_table_in(arena), anno_table_in(arena), anno_table_in(arena)};
  if (!bioc->doc->bad) anno_bioc_place(bioc);
  name_items(&c);
  find_entries(&c);
  add_whole(&c, "collection", bioc->collection);
  add_whole(&c, "document", &bioc->infons);
  add_parts(&c);
  for (size_t i = 0; i < bioc->item_count && !anno_arena_failed(arena); i++) {
    if (bioc->items[i].relation)
      add_relation(&c, &bioc->items[i]);
    else
      add_annotation(&c, &bioc->items[i]);
  }
}
