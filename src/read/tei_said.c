/* Attributes, pointers and links. Source: TEI Guidelines 16.2 (pointing mechanisms), 13.1 (linking names). */
#include "read/tei.h"

static anno_arena *arena_of(const anno_tei *t) { return t->doc->ctx->document; }

anno_str anno_tei_whole(anno_tei *t, anno_loc at) {
  if (!t->whole) t->whole = anno_add_whole(t->doc, &t->ids, "Document", at);
  return anno_doc_item(t->doc, t->whole)->id;
}

static anno_owner owner_of(anno_tei *t, anno_str owner, anno_loc at) {
  return (anno_owner){t->doc, &t->ids, owner.len ? owner : anno_tei_whole(t, at)};
}

void anno_tei_say(anno_tei *t, anno_str owner, anno_str name, anno_str value, anno_loc at) {
  if (!value.len) return;
  const anno_owner to = owner_of(t, owner, at);
  anno_say_attribute(&to, name, value, at);
}

void anno_tei_link(anno_tei *t, anno_str owner, anno_str database, anno_str entry, anno_loc at) {
  const anno_owner to = owner_of(t, owner, at);
  anno_say_link(&to, database, entry, at);
}

/* ---- Pointers */

anno_tei_node *anno_tei_target(anno_tei *t, anno_str pointer) {
  if (!anno_str_starts(pointer, ANNO_STR("#"))) return NULL;
  const anno_str id = anno_str_sub(pointer, 1, pointer.len);
  const unsigned number = anno_table_get(&t->by_id, id), other = anno_table_get(&t->shared, id);
  if (other && other <= t->named_count) {
    anno_tei_node *second = t->named[other - 1];
    anno_doc_error(t->doc, ANNO_DUPLICATE_ID, anno_doc_place(second->at, anno_tei_xml_id(second)), id);
    anno_table_set(&t->shared, id, (unsigned)-1); /* told */
  }
  return number && number <= t->named_count ? t->named[number - 1] : NULL;
}

/* "wd:Q95" of a private scheme is entry Q95 of wd; "#x" is what has that xml:id in another file of the corpus. */
static void link_away(anno_tei *t, anno_str owner, anno_str name, anno_str pointer, anno_loc at) {
  anno_str database = name, entry = pointer;
  if (anno_str_starts(pointer, ANNO_STR("#"))) {
    database = ANNO_STR("xml:id");
    entry = anno_str_sub(pointer, 1, pointer.len);
  } else {
    anno_cut_entry(pointer, &database, &entry);
  }
  anno_tei_link(t, owner, database, entry, at);
}

/* A reference to one thing says that the two are the same; to several, that each is meant with others. */
void anno_tei_refer(anno_tei *t, anno_str owner, anno_str name, const anno_xml_attr *attr) {
  anno_str rest = anno_str_trim(attr->value), first = rest;
  const bool alone = anno_str_find(rest, 0, ' ') == rest.len;
  const anno_tei_node *target = anno_tei_target(t, first);
  if (alone && target && target->item.len && !anno_str_eq(target->item, owner)) {
    const anno_str id = anno_arena_print(arena_of(t), "%.*s.%.*s", ANNO_FMT(owner), ANNO_FMT(name));
    const anno_node node = anno_doc_add(t->doc, ANNO_EQUIVALENCE, anno_ids_take(&t->ids, id), name, attr->at);
    anno_doc_arg(t->doc, node, ANNO_STR(""), target->item, attr->at);
    anno_doc_arg(t->doc, node, ANNO_STR(""), owner, attr->at);
    return;
  }
  while (rest.len) {
    const anno_str pointer = anno_str_cut(&rest, ' ');
    if (!pointer.len) continue;
    if (alone && !anno_tei_target(t, pointer))
      link_away(t, owner, name, pointer, attr->at);
    else if (anno_is_web_iri(pointer))
      anno_tei_link(t, owner, name, pointer, attr->at);
    else
      anno_tei_say(t, owner, name, pointer, attr->at);
  }
}

anno_str anno_tei_filler(anno_tei *t, anno_str pointer, anno_loc at) {
  const anno_tei_node *target = anno_tei_target(t, pointer);
  if (target && target->item.len) return target->item;
  const anno_node known = anno_table_get(&t->away, pointer);
  if (known) return anno_doc_item(t->doc, known)->id;
  const anno_str id = anno_ids_take(&t->ids, pointer);
  const anno_node node = anno_doc_add(t->doc, ANNO_SPAN, id, ANNO_STR("pointer"), at);
  anno_item *item = anno_doc_item(t->doc, node);
  const size_t hash = anno_str_find(pointer, 0, '#');
  item->recorded = anno_str_sub(pointer, hash < pointer.len ? hash + 1 : 0, pointer.len);
  item->has_recorded = true;
  anno_table_set(&t->away, pointer, node);
  link_away(t, id, ANNO_STR("ref"), pointer, at);
  return id;
}

/* ---- Attributes */

static anno_str name_of(const anno_tei *t, const anno_xml_attr *attr) {
  const bool xml = anno_str_eq(attr->uri, ANNO_STR("http://www.w3.org/XML/1998/namespace"));
  return xml ? anno_arena_print(arena_of(t), "xml:%.*s", ANNO_FMT(attr->name)) : attr->name;
}

void anno_tei_say_attrs(anno_tei *t, anno_str owner, const anno_tei_node *node, const char *known) {
  for (size_t i = 0; i < node->attr_count; i++) {
    const anno_xml_attr *attr = &node->attrs[i];
    const anno_str name = name_of(t, attr), value = anno_str_trim(attr->value);
    if (anno_str_eq(name, ANNO_STR("xml:id")) || anno_str_among(name, known)) continue;
    if (anno_str_among(name, "ref sameAs"))
      anno_tei_refer(t, owner, name, attr);
    else if (anno_str_eq(name, ANNO_STR("key")) || anno_is_web_iri(value))
      anno_tei_link(t, owner, name, value, attr->at);
    else
      anno_tei_say(t, owner, name, value, attr->at);
  }
}

/* Groups of pointers: each of them says itself what the group is. */
static const char groups[] = "spanGrp linkGrp listAnnotation noteGrp interpGrp facsimile sourceDoc xenoData fw index";

static void say_path(anno_tei *t, anno_str owner, const anno_tei_node *node, anno_str path) {
  anno_arena *arena = arena_of(t);
  bool text = false;
  for (const anno_tei_node *child = node->first; child; child = child->next)
    text = text || (!child->name.len && anno_str_trim(child->text).len);
  /* Words between elements belong together: the name of a person, a paragraph. */
  if (text) anno_tei_say(t, owner, path, anno_tei_words(arena, node), node->at);
  for (size_t i = 0; i < node->attr_count; i++) {
    const anno_xml_attr *attr = &node->attrs[i];
    const anno_str name = anno_arena_print(arena, "%.*s@%.*s", ANNO_FMT(path), ANNO_FMT(name_of(t, attr)));
    anno_tei_say(t, owner, name, anno_str_trim(attr->value), attr->at);
  }
  anno_tei_say_below(t, owner, node, path);
}

static bool is_told(const anno_tei_node *node) {
  return node->name.len && node->kind == ANNO_TEI_NOTHING && !anno_str_among(node->name, groups);
}

void anno_tei_say_one(anno_tei *t, anno_str owner, const anno_tei_node *child) {
  if (is_told(child)) say_path(t, owner, child, child->name);
}

void anno_tei_say_below(anno_tei *t, anno_str owner, const anno_tei_node *node, anno_str path) {
  for (const anno_tei_node *child = node->first; child; child = child->next) {
    const bool below = path.len && child->name.len;
    if (!is_told(child)) continue;
    say_path(t, owner, child,
             below ? anno_arena_print(arena_of(t), "%.*s/%.*s", ANNO_FMT(path), ANNO_FMT(child->name)) : child->name);
  }
}
