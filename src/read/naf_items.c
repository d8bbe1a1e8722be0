/* Items, and what is said of them. */
#include "read/naf.h"

anno_str anno_naf_part_id(anno_naf *naf, anno_str owner, const char *part) {
  return anno_ids_take(&naf->ids, anno_ids_part(naf->arena, owner, anno_str_from(part)));
}

anno_str anno_naf_own_id(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_said *id = anno_naf_id(el);
  return anno_ids_take(&naf->ids, id && id->value.len ? id->value : el->name);
}

anno_node anno_naf_add(anno_naf *naf, anno_kind kind, anno_str id, anno_str type, anno_loc at) {
  const anno_node node = anno_doc_add(naf->doc, kind, id, type, at);
  anno_doc_item(naf->doc, node)->layer = naf->layer;
  return node;
}

anno_node anno_naf_add_span(anno_naf *naf, anno_str id, anno_str type, const anno_naf_cover *cover, anno_loc at) {
  const anno_node node = anno_naf_add(naf, ANNO_SPAN, id, type, at);
  for (size_t i = 0; i < cover->count; i++)
    anno_doc_fragment(naf->doc, node, cover->pieces[i].begin, cover->pieces[i].end);
  return node;
}

/* ---- Attributes */

void anno_naf_link(anno_naf *naf, anno_str owner, anno_str database, anno_str value, anno_loc at) {
  const anno_owner to = {naf->doc, &naf->ids, owner};
  anno_doc_item(naf->doc, anno_say_link(&to, database, value, at))->layer = naf->layer;
}

static void add_attribute(anno_naf *naf, anno_str owner, anno_str name, anno_str value, anno_loc at) {
  const anno_owner to = {naf->doc, &naf->ids, owner};
  anno_doc_item(naf->doc, anno_say_attribute(&to, name, value, at))->layer = naf->layer;
}

void anno_naf_say(anno_naf *naf, anno_str owner, anno_str name, anno_str value, anno_loc at) {
  if (anno_is_absolute_iri(value))
    anno_naf_link(naf, owner, name, value, at);
  else if (value.len)
    add_attribute(naf, owner, name, value, at);
}

static anno_str behind(anno_naf *naf, anno_str prefix, anno_str name) {
  return prefix.len ? anno_ids_part(naf->arena, prefix, name) : name;
}

static void say_attrs(anno_naf *naf, anno_str owner, const anno_naf_el *el, anno_str prefix, const char *taken) {
  const anno_naf_said *id = prefix.len ? NULL : anno_naf_id(el);
  for (size_t i = 0; i < el->attr_count; i++) {
    const anno_naf_said *attr = &el->attrs[i];
    if (attr != id && !anno_str_among(attr->name, taken))
      anno_naf_say(naf, owner, behind(naf, prefix, attr->name), attr->value, anno_naf_place(naf, attr->at));
  }
}

/* What no layer knows is kept under the path of its element. */
static void say_child(anno_naf *naf, anno_str owner, const anno_naf_el *el, anno_str prefix) {
  const anno_str name = behind(naf, prefix, el->name), text = anno_str_trim(el->text);
  if (anno_naf_is(el, "externalReferences")) {
    anno_naf_links(naf, owner, el);
    return;
  }
  if (!el->attr_count && !el->first && !text.len)
    add_attribute(naf, owner, name, ANNO_STR(""), anno_naf_place(naf, el->at));
  anno_naf_say(naf, owner, name, text, anno_naf_place(naf, el->at));
  say_attrs(naf, owner, el, name, "");
  for (const anno_naf_el *child = el->first; child; child = child->next) say_child(naf, owner, child, name);
}

void anno_naf_say_rest(anno_naf *naf, anno_str owner, const anno_naf_el *el, const char *taken,
                       const char *taken_children) {
  say_attrs(naf, owner, el, ANNO_STR(""), taken);
  for (const anno_naf_el *child = el->first; child; child = child->next) {
    const bool place = anno_naf_is(child, "span") || anno_naf_is(child, "references") || anno_naf_is(child, "target");
    if (!place && !anno_str_among(child->name, taken_children)) say_child(naf, owner, child, ANNO_STR(""));
  }
}

void anno_naf_say_span(anno_naf *naf, anno_str owner, const anno_naf_el *span) {
  anno_naf_say_rest(naf, owner, span, "id", "");
  for (const anno_naf_el *target = anno_naf_child(span, "target"); target; target = anno_naf_again(target)) {
    const anno_naf_said *head = anno_naf_attr(target, "head");
    if (!head || anno_str_eq(head->value, ANNO_STR("no"))) continue;
    const anno_naf_cover cover = anno_naf_cover_of(naf, target);
    anno_naf_say(naf, owner, ANNO_STR("head"), anno_naf_words_of(naf, &cover), anno_naf_place(naf, head->at));
  }
}

anno_str anno_naf_describe(anno_naf *naf, anno_str front, const anno_naf_el *el, const char *taken) {
  anno_buf buf = anno_buf_in(naf->arena);
  anno_buf_put(&buf, front);
  for (size_t i = 0; i < el->attr_count; i++) {
    const anno_naf_said *attr = &el->attrs[i];
    if (!attr->value.len || anno_str_among(attr->name, taken)) continue;
    if (buf.len) anno_buf_putc(&buf, ' ');
    anno_buf_put(&buf, attr->name);
    anno_buf_putc(&buf, '=');
    anno_buf_put(&buf, attr->value);
  }
  return anno_buf_str(&buf);
}

/* ---- Relations and losses */

anno_str anno_naf_relate(anno_naf *naf, anno_str id, anno_str type, const anno_naf_said *from,
                         const anno_naf_said *to) {
  const anno_str ends[] = {anno_naf_item_of(naf, from), anno_naf_item_of(naf, to)};
  const anno_node node = anno_naf_add(naf, ANNO_RELATION, id, type, anno_naf_place(naf, from->at));
  if (!ends[0].len || !ends[1].len) return id;
  anno_doc_arg(naf->doc, node, from->name, ends[0], anno_naf_place(naf, from->at));
  anno_doc_arg(naf->doc, node, to->name, ends[1], anno_naf_place(naf, to->at));
  return id;
}

void anno_naf_lose(anno_naf *naf, const anno_naf_el *el, const char *why) {
  const anno_str id = anno_naf_id(el) ? anno_naf_id(el)->value : ANNO_STR("");
  anno_report(naf->doc->ctx->diag, ANNO_NOT_TAKEN, anno_naf_place(naf, el->at), "%.*s %.*s: %s", ANNO_FMT(el->name),
              ANNO_FMT(id), why);
  naf->doc->read++;
  naf->doc->reported++;
}
