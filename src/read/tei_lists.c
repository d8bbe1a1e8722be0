/* Entries of lists and relations between them. Source: TEI Guidelines 13.3 (persons, organizations, places, events,
   relations), 16.5 (linkGrp). */
#include "read/tei.h"

static anno_arena *arena_of(const anno_tei *t) { return t->doc->ctx->document; }

static const char labels[] = "persName orgName placeName eventName objectName geogName name label head desc";

static bool is_label(const anno_tei_node *node, anno_str name) {
  return anno_str_eq(node->name, name) && node->kind == ANNO_TEI_NOTHING;
}

/* The first name, in the order of what names entries best; NULL if there is none. */
static const anno_tei_node *label_of(const anno_tei_node *entry) {
  for (anno_str rest = anno_str_from(labels); rest.len;) {
    const anno_str name = anno_str_cut(&rest, ' ');
    for (const anno_tei_node *child = entry->first; child; child = child->next)
      if (is_label(child, name)) return child;
  }
  return NULL;
}

/* ---- Relations */

static void add_pointers(anno_tei *t, anno_node relation, const anno_xml_attr *attr, anno_str role) {
  anno_str rest = attr ? attr->value : ANNO_STR("");
  while (rest.len) {
    const anno_str pointer = anno_str_cut(&rest, ' ');
    if (!pointer.len) continue;
    const anno_str filler = anno_tei_filler(t, pointer, attr->at);
    anno_doc_arg(t->doc, relation, role, filler, attr->at);
  }
}

static void lose(anno_tei *t, const anno_tei_node *node, const char *why) {
  anno_report(t->doc->ctx->diag, ANNO_NOT_TAKEN, node->at, "%.*s: %s", ANNO_FMT(node->name), why);
  t->doc->read++;
  t->doc->reported++;
}

/* When a relation holds: without it two of the same would be one. */
static void add_date(anno_tei *t, anno_node relation, const anno_tei_node *node) {
  if (!anno_tei_is_dated(node)) return;
  const anno_str owner = anno_doc_item(t->doc, relation)->id;
  const anno_str id = anno_ids_take(&t->ids, anno_arena_print(arena_of(t), "%.*s.date", ANNO_FMT(owner)));
  anno_buf words = anno_buf_in(arena_of(t));
  for (size_t i = 0; i < node->attr_count; i++) {
    const anno_xml_attr *attr = &node->attrs[i];
    if (attr->uri.len || !anno_str_among(attr->name, ANNO_TEI_DATES)) continue;
    const anno_str part = anno_arena_print(arena_of(t), "%s%.*s %.*s", words.len ? " " : "", ANNO_FMT(attr->name),
                                           ANNO_FMT(anno_str_trim(attr->value)));
    anno_buf_put(&words, part);
  }
  const anno_node date = anno_doc_add(t->doc, ANNO_SPAN, id, ANNO_STR("date"), node->at);
  anno_item *item = anno_doc_item(t->doc, date);
  item->recorded = anno_buf_str(&words);
  item->has_recorded = true;
  anno_tei_say_when(t, id, node);
  anno_doc_arg(t->doc, relation, ANNO_STR("date"), id, node->at);
}

/* Attributes as they are: pointers of a relation name no identity. */
static void say_plain(anno_tei *t, anno_str owner, const anno_tei_node *node, const char *known) {
  for (size_t i = 0; i < node->attr_count; i++) {
    const anno_xml_attr *attr = &node->attrs[i];
    if (!attr->uri.len && !anno_str_among(attr->name, known))
      anno_tei_say(t, owner, attr->name, anno_str_trim(attr->value), attr->at);
  }
}

/* Its name; else what it refers to, without what stands before the last '#' or '/'; else its type. */
static anno_str relation_type(const anno_tei_node *node) {
  const anno_str name = anno_tei_value(node, "name"), type = anno_tei_value(node, "type");
  const anno_str ref = anno_tei_value(node, "ref");
  size_t at = ref.len;
  while (at && ref.ptr[at - 1] != '#' && ref.ptr[at - 1] != '/' && ref.ptr[at - 1] != ':') at--;
  if (name.len) return name;
  if (at < ref.len) return anno_str_sub(ref, at, ref.len);
  return type.len ? type : node->name;
}

void anno_tei_add_relation(anno_tei *t, const anno_tei_node *node) {
  static const char *const roles[] = {"active", "passive", "mutual"};
  bool any = false;
  for (size_t i = 0; i < 3; i++) any = any || anno_tei_value(node, roles[i]).len;
  if (!any) {
    lose(t, node, "neither active, passive nor mutual");
    return;
  }
  const anno_node relation = anno_doc_add(t->doc, ANNO_RELATION, node->item, relation_type(node), node->at);
  for (size_t i = 0; i < 3; i++) add_pointers(t, relation, anno_tei_attr(node, roles[i]), anno_str_from(roles[i]));
  add_date(t, relation, node);
  say_plain(t, node->item, node, "active passive mutual name " ANNO_TEI_DATES);
  anno_tei_say_below(t, node->item, node, ANNO_STR(""));
}

/* What the n-th target is, if the group says so: targFunc="head argument". */
static anno_str function_of(const anno_tei_node *node, size_t n) {
  const anno_tei_node *group = node->parent ? node->parent : node;
  const anno_str own = anno_tei_value(node, "targFunc"), of_group = anno_tei_value(group, "targFunc");
  anno_str rest = own.len ? own : of_group, word = ANNO_STR("");
  for (size_t i = 0; i <= n; i++) word = anno_str_cut(&rest, ' ');
  return word.len ? word : ANNO_STR("target");
}

void anno_tei_add_link(anno_tei *t, const anno_tei_node *node) {
  const anno_xml_attr *target = anno_tei_attr(node, "target");
  const anno_str own = anno_tei_value(node, "type");
  const anno_str of_group = node->parent ? anno_tei_value(node->parent, "type") : ANNO_STR("");
  if (!target || !anno_str_trim(target->value).len) {
    lose(t, node, "no target");
    return;
  }
  const anno_str type = own.len ? own : of_group.len ? of_group : node->name;
  const anno_node link = anno_doc_add(t->doc, ANNO_RELATION, node->item, type, node->at);
  size_t n = 0;
  for (anno_str rest = target->value; rest.len;) {
    const anno_str pointer = anno_str_cut(&rest, ' ');
    if (!pointer.len) continue;
    const anno_str filler = anno_tei_filler(t, pointer, target->at);
    anno_doc_arg(t->doc, link, function_of(node, n++), filler, target->at);
  }
  anno_tei_say_attrs(t, node->item, node, "target type targFunc");
}

/* ---- Entries */

/* An affiliation, residence ... that names another entry: <affiliation ref="#party" role="member" from="2010"/>. */
static bool is_tie(const anno_tei_node *node) {
  const anno_str ref = anno_tei_value(node, "ref");
  return ref.len && anno_str_find(ref, 0, '#') < ref.len && !anno_str_starts(ref, ANNO_STR("http")) &&
         !anno_str_among(node->name, labels);
}

static void add_tie(anno_tei *t, const anno_tei_node *entry, const anno_tei_node *node) {
  const anno_str id = anno_arena_print(arena_of(t), "%.*s.%.*s", ANNO_FMT(entry->item), ANNO_FMT(node->name));
  const anno_node tie = anno_doc_add(t->doc, ANNO_RELATION, anno_ids_take(&t->ids, id), node->name, node->at);
  const anno_str own = anno_doc_item(t->doc, tie)->id;
  anno_doc_arg(t->doc, tie, entry->name, entry->item, entry->at);
  add_pointers(t, tie, anno_tei_attr(node, "ref"), ANNO_STR("ref"));
  add_date(t, tie, node);
  say_plain(t, own, node, "ref " ANNO_TEI_DATES);
  const anno_str words = anno_tei_words(arena_of(t), node);
  if (words.len) anno_tei_say(t, own, ANNO_STR("words"), words, node->at);
}

/* <idno type="URI" subtype="wikimedia">: the database is what tells most about it. */
static void add_idno(anno_tei *t, const anno_tei_node *entry, const anno_tei_node *node) {
  const anno_str subtype = anno_tei_value(node, "subtype"), type = anno_tei_value(node, "type");
  const anno_str words = anno_tei_words(arena_of(t), node);
  if (words.len) anno_tei_link(t, entry->item, subtype.len ? subtype : type.len ? type : node->name, words, node->at);
}

static bool is_entry(const anno_tei_node *node) { return node->kind == ANNO_TEI_ENTRY; }

/* An entry within another one, or within a list of it: a place of a place, an event of an organization. */
static void add_membership(anno_tei *t, const anno_tei_node *entry) {
  const anno_tei_node *above = entry->parent;
  if (above && !is_entry(above) && anno_str_starts(above->name, ANNO_STR("list"))) above = above->parent;
  if (!above || !is_entry(above)) return;
  const anno_str id = anno_arena_print(arena_of(t), "%.*s.%.*s", ANNO_FMT(entry->item), ANNO_FMT(above->name));
  const anno_str type = above == entry->parent ? entry->name : entry->parent->name;
  const anno_node node = anno_doc_add(t->doc, ANNO_RELATION, anno_ids_take(&t->ids, id), type, entry->at);
  anno_doc_arg(t->doc, node, ANNO_STR("entry"), entry->item, entry->at);
  anno_doc_arg(t->doc, node, ANNO_STR("in"), above->item, entry->at);
}

/* In a file of entries alone xml:id is what other files of the corpus refer to. */
static bool is_authority(const anno_tei *t) { return !t->doc->has_text; }

void anno_tei_add_entry(anno_tei *t, const anno_tei_node *entry) {
  const anno_tei_node *label = label_of(entry);
  const anno_str type = anno_tei_is(entry, "interp") ? anno_tei_value(entry, "type") : ANNO_STR("");
  const anno_node node = anno_doc_add(t->doc, ANNO_SPAN, entry->item, type.len ? type : entry->name, entry->at);
  anno_item *item = anno_doc_item(t->doc, node);
  item->recorded = label ? anno_tei_words(arena_of(t), label) : ANNO_STR("");
  if (!label && anno_tei_is(entry, "interp")) item->recorded = anno_tei_words(arena_of(t), entry);
  if (!item->recorded.len) item->recorded = entry->item;
  item->has_recorded = true;
  const anno_str xml_id = anno_tei_xml_id(entry);
  if (xml_id.len && is_authority(t)) anno_tei_link(t, entry->item, ANNO_STR("xml:id"), xml_id, entry->at);
  anno_tei_say_attrs(t, entry->item, entry, "");
  for (anno_tei_node *child = entry->first; child; child = child->next) {
    if (anno_tei_is(child, "idno"))
      add_idno(t, entry, child);
    else if (is_tie(child) && child->kind == ANNO_TEI_NOTHING)
      add_tie(t, entry, child);
    else
      anno_tei_say_one(t, entry->item, child);
  }
  add_membership(t, entry);
}
