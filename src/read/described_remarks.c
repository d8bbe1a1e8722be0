/* What is said of annotations: attributes, links to knowledge bases, remarks. */
#include "read/described.h"
#include "read/said.h"

static anno_node whole(anno_described *d) {
  if (d->whole) return d->whole;
  return d->whole = anno_add_whole(d->doc, &d->ids, "document", d->doc->at);
}

/* Ties what was said to what it is said of, and calls it after that. */
static void put_on(anno_described *d, anno_node said, anno_described_ref to, anno_str name) {
  if (!said) return;
  anno_str above = to.id;
  if (to.filler) above = anno_doc_item(d->doc, to.filler)->id;
  if (to.group) above = d->groups[to.group - 1].id;
  if (!above.len) above = ANNO_STR("same");
  anno_item *item = anno_doc_item(d->doc, said);
  item->id = anno_described_id(d, above, 0, name.len ? name : item->type);
  to.node = said;
  to.role = ANNO_STR("");
  if (!to.at.input) to.at = item->at;
  ANNO_PUSH(d->arena, d->refs, d->ref_count, d->ref_capacity, to);
}

static anno_described_ref held_by(anno_described *d, anno_described_holder on) {
  if (on.node) return (anno_described_ref){.filler = on.node};
  if (on.group) return (anno_described_ref){.group = on.group};
  return (anno_described_ref){.filler = whole(d)};
}

static anno_node add(anno_described *d, anno_kind kind, anno_str type, const anno_found_value *value) {
  const anno_node node = anno_doc_add(d->doc, kind, ANNO_STR(""), type, value->at);
  const bool yes = kind == ANNO_ATTRIBUTE && anno_json_is(value->value) == ANNO_JSON_TRUE;
  anno_doc_item(d->doc, node)->value = yes ? ANNO_STR("") : value->text;
  return node;
}

void anno_described_attribute(anno_described *d, anno_described_holder on, anno_str name,
                              const anno_found_value *value) {
  /* An empty value would say that it is so. */
  if (!value->text.len) return;
  const anno_described_ref to = held_by(d, on);
  put_on(d, add(d, ANNO_ATTRIBUTE, name, value), to, name);
}

/* ---- Parts */

/* The last name in a path: what a value without another name is called. */
static anno_str last_name(anno_str path, anno_str otherwise) {
  anno_str step, name = otherwise;
  size_t n;
  while (anno_path_step(&path, &step))
    if (!anno_path_number(step, &n) && step.len > 2) name = step;
  return name;
}

static void set_link(anno_described *d, anno_node node, anno_str database, anno_str otherwise) {
  anno_item *link = anno_doc_item(d->doc, node);
  link->database = database.len ? database : otherwise;
  if (!database.len) anno_cut_entry(link->value, &link->database, &link->value);
}

static anno_node add_one(anno_described *d, const anno_layout_part *part, const anno_at *item,
                         const anno_found_value *value) {
  const anno_str *paths = part->paths;
  if (part->kind == ANNO_PART_REMARKS) {
    const anno_str type = anno_described_text_at(d, part, ANNO_AT_TYPE, item);
    return add(d, ANNO_REMARK, type.len ? type : part->name, value);
  }
  if (part->kind == ANNO_PART_ATTRIBUTES) {
    const anno_str name = anno_described_text_at(d, part, ANNO_AT_NAME, item);
    return add(d, ANNO_ATTRIBUTE, name.len ? name : last_name(paths[ANNO_AT_VALUE], item->key), value);
  }
  const anno_node node = add(d, ANNO_LINK, ANNO_STR("Reference"), value);
  set_link(d, node, anno_described_text_at(d, part, ANNO_AT_DATABASE, item),
           last_name(paths[ANNO_AT_ENTRY], item->key));
  anno_doc_item(d->doc, node)->label = anno_described_text_at(d, part, ANNO_AT_LABEL, item);
  return node;
}

static anno_described_ref target_of(anno_described *d, const anno_layout_part *part, const anno_at *item,
                                    anno_described_holder holder) {
  const anno_values targets = anno_path_values(d->arena, item, part->paths[ANNO_AT_ON]);
  if (!targets.count) return held_by(d, holder);
  return (anno_described_ref){.id = targets.items[0].text, .part = part, .at = targets.items[0].at};
}

void anno_described_remark(anno_described *d, const anno_layout_part *part, const anno_at *item,
                           anno_described_holder holder) {
  const anno_at_name path = part->kind == ANNO_PART_LINKS ? ANNO_AT_ENTRY : ANNO_AT_VALUE;
  anno_values found = anno_path_values(d->arena, item, part->paths[path]);
  const anno_found_value so = {.text = ANNO_STR(""), .at = anno_json_at(item->value)};
  const bool only_named = part->kind == ANNO_PART_ATTRIBUTES && !part->paths[path].len;
  if (only_named) ANNO_PUSH(d->arena, found.items, found.count, found.capacity, so);
  for (size_t i = 0; i < found.count; i++) {
    if (!found.items[i].text.len && !only_named) continue;
    const anno_described_ref to = target_of(d, part, item, holder);
    const anno_node said = add_one(d, part, item, &found.items[i]);
    put_on(d, said, to, anno_doc_item(d->doc, said)->database);
  }
}
