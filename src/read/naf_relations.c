/* Relations between annotations, and factuality, which is said of annotations. */
#include "read/naf.h"

/* ---- Links between times and events, dependencies */

static void read_link(anno_naf *naf, const anno_naf_el *el, const char *type_name) {
  const anno_naf_said *from = anno_naf_attr(el, "from"), *to = anno_naf_attr(el, "to");
  if (!from || !to) {
    anno_naf_lose(naf, el, "has not two ends");
    return;
  }
  const anno_str type = type_name ? anno_naf_value(el, type_name) : ANNO_STR("");
  const anno_str id = anno_naf_relate(naf, anno_naf_own_id(naf, el), type.len ? type : el->name, from, to);
  anno_naf_say_rest(naf, id, el, type_name ? "from to relType" : "from to", "");
}

/* The attributes of `el` that point to times, each a relation from what is called `own`. */
static void relate_times(anno_naf *naf, const anno_naf_el *el, anno_str own) {
  static const char *const names[] = {"anchorTime", "beginPoint", "endPoint", "anchorTimeID"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const anno_naf_said *to = anno_naf_attr(el, names[i]);
    const anno_str time = to ? anno_naf_item_of(naf, to) : ANNO_STR("");
    if (!time.len) continue;
    const anno_node node =
        anno_naf_add(naf, ANNO_RELATION, anno_naf_part_id(naf, own, names[i]), to->name, anno_naf_place(naf, to->at));
    anno_doc_arg(naf->doc, node, ANNO_STR("from"), own, anno_naf_place(naf, el->at));
    anno_doc_arg(naf->doc, node, ANNO_STR("to"), time, anno_naf_place(naf, to->at));
  }
}

/* The event whose predicate covers just that, or else a span made for `el`; "" if it covers nothing. */
static anno_str covered_item(anno_naf *naf, const anno_naf_el *el, const anno_naf_cover *cover) {
  const unsigned event = anno_table_get(&naf->predicates, anno_naf_cover_key(naf, cover));
  if (event) return anno_doc_item(naf->doc, event)->id;
  if (!cover->count) {
    if (!naf->doc->bad) anno_naf_lose(naf, el, "covers no words");
    return ANNO_STR("");
  }
  const anno_str id = anno_naf_own_id(naf, el);
  anno_naf_add_span(naf, id, el->name, cover, anno_naf_place(naf, el->at));
  return id;
}

/* DTD, time relations: the predicate is named by its words. */
static void read_anchor(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_cover cover = anno_naf_cover_of(naf, el);
  const anno_str id = covered_item(naf, el, &cover);
  if (!id.len) return;
  relate_times(naf, el, id);
  anno_naf_say_rest(naf, id, el, "anchorTime beginPoint endPoint", "");
}

static void read_time(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_said *id = anno_naf_id(el);
  if (id) relate_times(naf, el, anno_naf_item_of(naf, id));
}

/* ---- Factuality */

/* One judgement: `name` is whose, or what it is about. Its ID tells of the element `el` that holds it. */
static void add_fact(anno_naf *naf, anno_str owner, const anno_naf_el *el, anno_str name, const anno_naf_said *value) {
  const anno_naf_said *own = anno_naf_id(el);
  const anno_str front = own ? own->value : el->name;
  const anno_str id = anno_ids_part(naf->arena, front, name);
  const anno_node node =
      anno_naf_add(naf, ANNO_ATTRIBUTE, anno_ids_take(&naf->ids, id), name, anno_naf_place(naf, value->at));
  anno_doc_item(naf->doc, node)->value = value->value;
  anno_doc_arg(naf->doc, node, ANNO_STR(""), owner, anno_naf_place(naf, value->at));
}

/* A judgement with what else is said of it, how sure it is. */
static void add_details(anno_naf *naf, anno_str owner, const anno_naf_el *el, anno_str front, const char *taken) {
  const anno_str text = anno_naf_describe(naf, front, el, taken);
  if (text.len > front.len) anno_naf_say(naf, owner, el->name, text, anno_naf_place(naf, el->at));
}

/* DTD, factuality layer: of words. */
static void read_factuality(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_cover cover = anno_naf_cover_of(naf, el);
  const anno_str owner = covered_item(naf, el, &cover);
  if (!owner.len) return;
  for (const anno_naf_el *fact = anno_naf_child(el, "factVal"); fact; fact = anno_naf_again(fact)) {
    const anno_naf_said *value = anno_naf_attr(fact, "value");
    const anno_str resource = anno_naf_value(fact, "resource"), name = resource.len ? resource : fact->name;
    if (!value || !value->value.len) {
      anno_naf_lose(naf, fact, "has no value");
      continue;
    }
    add_fact(naf, owner, el, name, value);
    const anno_str front = anno_arena_print(naf->arena, "%.*s %.*s", ANNO_FMT(name), ANNO_FMT(value->value));
    add_details(naf, owner, fact, front, "resource value");
  }
  anno_naf_say_rest(naf, owner, el, "", "factVal");
}

/* DTD, factuality layer (old): of a word, a term or a predicate. */
static void read_factvalue(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_said *id = anno_naf_attr(el, "id"), *value = anno_naf_attr(el, "prediction");
  if (!id || !value || !value->value.len) {
    anno_naf_lose(naf, el, "has no value");
    return;
  }
  anno_str owner;
  if (anno_table_get(&naf->named, id->value)) {
    owner = anno_naf_item_of(naf, id);
  } else {
    const anno_naf_cover cover = anno_naf_cover_at(naf, id);
    owner = cover.count ? covered_item(naf, el, &cover) : ANNO_STR("");
  }
  if (!owner.len) return;
  add_fact(naf, owner, el, value->name, value);
  add_details(naf, owner, el, value->value, "id prediction");
}

/* ---- Constituents */

/* A node of the tree is a relation of its children: DTD, CONSTITUENCY PARSING. */
static void read_edge(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_said *from = anno_naf_attr(el, "from"), *to = anno_naf_attr(el, "to");
  const unsigned above = to ? anno_table_get(&naf->named, to->value) : 0;
  if (!from || !above || anno_doc_item(naf->doc, above)->kind != ANNO_RELATION) {
    anno_naf_lose(naf, el, "leads from no node to a node above it");
    return;
  }
  const anno_str id = anno_naf_item_of(naf, from);
  const bool head = anno_str_eq(anno_naf_value(el, "head"), ANNO_STR("yes"));
  if (id.len) anno_doc_arg(naf->doc, above, head ? ANNO_STR("head") : el->name, id, anno_naf_place(naf, el->at));
}

static void read_tree(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_cover all = anno_naf_cover_of(naf, el);
  const anno_str own = anno_naf_own_id(naf, el);
  if (all.count) {
    anno_naf_add_span(naf, own, el->name, &all, anno_naf_place(naf, el->at));
    anno_naf_say_rest(naf, own, el, "", "t nt edge");
  } else {
    anno_naf_lose(naf, el, "covers no words");
  }
  for (const anno_naf_el *child = el->first; child; child = child->next) {
    const bool leaf = anno_naf_is(child, "t");
    if (!leaf && !anno_naf_is(child, "nt")) continue;
    const anno_str id = anno_naf_own_id(naf, child);
    const anno_naf_cover cover = leaf ? anno_naf_cover_of(naf, child) : (anno_naf_cover){0};
    const anno_node node = leaf ? anno_naf_add_span(naf, id, child->name, &cover, anno_naf_place(naf, child->at))
                                : anno_naf_add(naf, ANNO_RELATION, id, child->name, anno_naf_place(naf, child->at));
    anno_naf_name(naf, child, node);
    anno_naf_say_rest(naf, id, child, "", "");
  }
  for (const anno_naf_el *edge = anno_naf_child(el, "edge"); edge; edge = anno_naf_again(edge)) read_edge(naf, edge);
}

bool anno_naf_read_relation(anno_naf *naf, const anno_naf_el *el) {
  if (anno_naf_is(el, "tlink") || anno_naf_is(el, "clink"))
    read_link(naf, el, "relType");
  else if (anno_naf_is(el, "dep"))
    read_link(naf, el, NULL);
  else if (anno_naf_is(el, "predicateAnchor"))
    read_anchor(naf, el);
  else if (anno_naf_is(el, "timex3"))
    read_time(naf, el);
  else if (anno_naf_is(el, "factuality"))
    read_factuality(naf, el);
  else if (anno_naf_is(el, "factvalue"))
    read_factvalue(naf, el);
  else if (anno_naf_is(el, "tree"))
    read_tree(naf, el);
  else
    return false;
  return true;
}
