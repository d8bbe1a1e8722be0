/* From the items of parts to annotations. */
#include "read/described.h"

anno_str anno_described_text_at(anno_described *d, const anno_layout_part *part, anno_at_name path,
                                const anno_at *item) {
  const anno_values found = anno_path_values(d->arena, item, part->paths[path]);
  for (size_t i = 1; i < found.count; i++)
    anno_report(d->ctx->diag, ANNO_LOST_CELL, found.items[i].at, "%.*s", ANNO_FMT(found.items[i].text));
  return found.count ? found.items[0].text : ANNO_STR("");
}

static size_t number_of(const anno_described *d, const anno_layout_part *part) {
  return (size_t)(part - d->layout->parts) + 1;
}

/* ---- IDs */

static bool same_place(const anno_item *a, const anno_item *b) {
  if (a->kind != ANNO_SPAN || b->kind != ANNO_SPAN || a->fragment_count != b->fragment_count) return false;
  for (size_t i = 0; i < a->fragment_count; i++)
    if (a->fragments[i].begin != b->fragments[i].begin || a->fragments[i].end != b->fragments[i].end) return false;
  return anno_str_eq(a->type, b->type);
}

/* Takes back the node that was added last. */
static anno_node instead(anno_described *d, anno_node other) {
  d->doc->count--;
  d->doc->read--;
  return other;
}

/* Lists that repeat an annotation wherever it has a role name one annotation; two different ones of one ID do not. */
static anno_node give_id(anno_described *d, const anno_layout_part *part, anno_node node, anno_str id,
                         const anno_described_holder *holder) {
  const anno_node met = id.len ? anno_described_named(d, number_of(d, part), id) : 0;
  anno_item *item = anno_doc_item(d->doc, node);
  if (!node) return 0;
  if (met && same_place(item, anno_doc_item(d->doc, met))) return instead(d, met);
  if (met) anno_doc_error(d->doc, ANNO_DUPLICATE_ID, item->at, id);
  const anno_str above = holder->node ? anno_doc_item(d->doc, holder->node)->id : ANNO_STR("");
  item->id = id.len ? anno_ids_take(&d->ids, id) : anno_described_id(d, above, number_of(d, part), part->name);
  if (id.len) anno_described_name(d, number_of(d, part), id, node);
  return node;
}

/* ---- Spans that others give by their offsets only */

static anno_str offsets_key(anno_described *d, size_t part, const anno_item *span) {
  if (!span->fragment_count) return ANNO_STR("");
  return anno_arena_print(d->arena, "%zu %zu %zu", part, span->fragments[0].begin,
                          span->fragments[span->fragment_count - 1].end);
}

static bool is_matched(const anno_described *d, size_t number) {
  for (size_t i = 0; i < d->layout->part_count; i++)
    if (d->layout->parts[i].matches == number) return true;
  return false;
}

static anno_node match(anno_described *d, const anno_layout_part *part, anno_node node) {
  if (!part->matches) return 0;
  const anno_str key = offsets_key(d, part->matches, anno_doc_item(d->doc, node));
  return key.len ? anno_table_get(&d->by_offsets, key) : 0;
}

/* ---- Annotations */

static anno_kind kind_of(anno_part_kind kind) {
  return kind == ANNO_PART_SPANS ? ANNO_SPAN : kind == ANNO_PART_EVENTS ? ANNO_EVENT : ANNO_RELATION;
}

static anno_str type_of(anno_described *d, const anno_layout_part *part, const anno_at *item,
                        const anno_described_holder *holder) {
  anno_str type = anno_path_text(d->arena, item, part->paths[ANNO_AT_TYPE]);
  if (!type.len) type = anno_path_text(d->arena, item, part->paths[ANNO_AT_ROLE]);
  if (!type.len && holder->node && part->kind == ANNO_PART_SPANS) type = holder->type;
  return type.len ? type : part->name;
}

static void set_quote(anno_described *d, const anno_layout_part *part, const anno_at *item, anno_node node) {
  const anno_values words = anno_path_values(d->arena, item, part->paths[ANNO_AT_QUOTE]);
  if (!words.count) return;
  anno_str quote = words.items[0].text;
  for (size_t i = 1; i < words.count; i++)
    quote = anno_arena_print(d->arena, "%.*s %.*s", ANNO_FMT(quote), ANNO_FMT(words.items[i].text));
  anno_item *span = anno_doc_item(d->doc, node);
  span->recorded = quote;
  span->has_recorded = true;
}

static anno_node add(anno_described *d, const anno_layout_part *part, const anno_at *item,
                     const anno_described_holder *holder) {
  const anno_str type = type_of(d, part, item, holder);
  const anno_node node = anno_doc_add(d->doc, kind_of(part->kind), ANNO_STR(""), type, anno_json_at(item->value));
  if (!node) return 0;
  if (part->kind == ANNO_PART_SPANS && anno_described_fragments(d, part, item, node)) {
    const anno_node met = match(d, part, node);
    if (met) return instead(d, met);
    set_quote(d, part, item, node);
  }
  anno_doc_item(d->doc, node)->layer = anno_described_text_at(d, part, ANNO_AT_LAYER, item);
  const anno_node own = give_id(d, part, node, anno_described_text_at(d, part, ANNO_AT_ID, item), holder);
  if (part->kind == ANNO_PART_SPANS && is_matched(d, number_of(d, part))) {
    const anno_str key = offsets_key(d, number_of(d, part), anno_doc_item(d->doc, own));
    if (key.len) anno_table_add(&d->by_offsets, key, own);
  }
  return own;
}

static void push_ref(anno_described *d, anno_described_ref ref) {
  ANNO_PUSH(d->arena, d->refs, d->ref_count, d->ref_capacity, ref);
}

/* What the annotation is to what holds it: a member, a filler, the trigger. */
static void tie(anno_described *d, const anno_layout_part *part, const anno_at *item, anno_node node,
                const anno_described_holder *holder) {
  anno_described_join(d, holder->group, node);
  const anno_str group = anno_described_text_at(d, part, ANNO_AT_GROUP, item);
  if (group.len)
    anno_described_join(d, anno_described_group_of(d, number_of(d, part), group, anno_json_at(item->value)), node);
  if (!holder->node) return;
  const anno_values roles = anno_path_values(d->arena, item, part->paths[ANNO_AT_ROLE]);
  for (size_t i = 0; i < roles.count; i++)
    push_ref(d, (anno_described_ref){.node = holder->node,
                                     .role = roles.items[i].text,
                                     .filler = node,
                                     .part = part,
                                     .at = anno_json_at(item->value)});
  if (!roles.count && holder->kind == ANNO_EVENT && part->kind == ANNO_PART_SPANS)
    anno_doc_item(d->doc, holder->node)->trigger_id = anno_doc_item(d->doc, node)->id;
}

static void read_roles(anno_described *d, const anno_layout_part *part, const anno_at *item,
                       const anno_described_holder *holder) {
  const anno_values fillers = anno_path_values(d->arena, item, part->paths[ANNO_AT_FILLER]);
  const anno_str role = anno_described_text_at(d, part, ANNO_AT_ROLE, item);
  for (size_t i = 0; i < fillers.count; i++)
    push_ref(d, (anno_described_ref){.node = holder->node,
                                     .role = role.len ? role : part->name,
                                     .id = fillers.items[i].text,
                                     .group = holder->node ? 0 : holder->group,
                                     .part = part,
                                     .at = fillers.items[i].at});
}

static anno_described_holder begin_group(anno_described *d, const anno_layout_part *part, const anno_at *item) {
  const anno_str id = anno_described_text_at(d, part, ANNO_AT_ID, item);
  const anno_described_holder group = {
      .group = anno_described_group_of(d, number_of(d, part), id, anno_json_at(item->value))};
  if (part->paths[ANNO_AT_FILLER].len) read_roles(d, part, item, &group);
  return group;
}

/* Types beyond the first are attributes. */
static void add_types(anno_described *d, const anno_layout_part *part, const anno_at *item, anno_described_holder own) {
  const anno_values types = anno_path_values(d->arena, item, part->paths[ANNO_AT_TYPE]);
  for (size_t i = 1; i < types.count; i++) anno_described_attribute(d, own, ANNO_STR("type"), &types.items[i]);
}

/* ---- Items */

typedef struct {
  anno_described *d;
  size_t number;
  anno_described_holder holder;
} part_reader;

static bool is_annotation(const anno_layout_part *part) { return part->kind <= ANNO_PART_EQUIVALENCES; }

void anno_described_item(anno_described *d, size_t number, const anno_at *item, anno_described_holder holder) {
  const anno_layout_part *part = &d->layout->parts[number - 1];
  anno_described_holder own = holder;
  if (part->kind == ANNO_PART_ROLES) {
    read_roles(d, part, item, &holder);
  } else if (!is_annotation(part)) {
    anno_described_remark(d, part, item, holder);
  } else if (part->kind == ANNO_PART_EQUIVALENCES) {
    own = begin_group(d, part, item);
  } else {
    if (part->kind == ANNO_PART_SPANS && part->in && anno_described_nowhere(d, part, item)) return;
    const anno_node node = add(d, part, item, &holder);
    tie(d, part, item, node, &holder);
    const anno_item *added = anno_doc_item(d->doc, node);
    own = (anno_described_holder){.node = node, .kind = added->kind, .type = added->type};
    add_types(d, part, item, own);
  }
  for (size_t i = 0; i < d->layout->part_count && !anno_arena_failed(d->arena); i++)
    if (d->layout->parts[i].in == number) anno_described_part(d, i + 1, item, own);
  if (is_annotation(part)) anno_described_rest(d, number, item, own);
}

static void on_item(void *handle, const anno_at *item) {
  const part_reader *r = handle;
  anno_described_item(r->d, r->number, item, r->holder);
}

void anno_described_part(anno_described *d, size_t number, const anno_at *from, anno_described_holder holder) {
  part_reader r = {d, number, holder};
  if (!anno_arena_failed(d->arena))
    anno_path_items(from, d->layout->parts[number - 1].paths[ANNO_AT_ITEMS], on_item, &r);
}
