/* Annotations that point to their place, notes and certainty. Source: TEI Guidelines 16.10 (standOff), 17.3 (spans),
   21.1 (certainty), and the elements annotation and listAnnotation. */
#include "read/tei.h"

static anno_arena *arena_of(const anno_tei *t) { return t->doc->ctx->document; }

/* ---- Places */

/* The place of a pointer; false after a finding: nothing of this document's text has that xml:id. */
static bool place_of(anno_tei *t, const anno_xml_attr *attr, anno_str pointer, size_t *begin, size_t *end) {
  const anno_tei_node *target = anno_tei_target(t, pointer);
  *begin = *end = 0;
  if (!target || !target->in_text) {
    anno_doc_error(t->doc, ANNO_DANGLING, anno_doc_place(attr->at, pointer), pointer);
    return false;
  }
  *begin = target->begin;
  *end = target->end;
  return true;
}

/* White space is one character at most; a place without words stands before it. */
static size_t past_blank(const anno_tei *t, const anno_tei_node *target, size_t begin) {
  if (target->begin != target->end || begin >= t->index.count) return begin;
  const size_t at = anno_utf_byte(&t->index, begin);
  return begin + anno_is_white(t->doc->text.ptr[at]);
}

/* from="#w1" to="#w5"; without `to` all of `from`. */
static void place_range(anno_tei *t, anno_node span, const anno_xml_attr *from, const anno_xml_attr *to) {
  size_t begin, end, last;
  const anno_str first = anno_str_trim(from->value), final = to ? anno_str_trim(to->value) : first;
  if (!place_of(t, from, first, &begin, &end)) return;
  if (to && !place_of(t, to, final, &last, &end)) return;
  const anno_tei_node *target = anno_tei_target(t, first);
  if (target && to) begin = past_blank(t, target, begin);
  anno_doc_fragment(t->doc, span, begin, end);
}

static void place_targets(anno_tei *t, anno_node span, const anno_xml_attr *attr) {
  for (anno_str rest = attr->value; rest.len;) {
    const anno_str pointer = anno_str_cut(&rest, ' ');
    size_t begin, end;
    if (pointer.len && place_of(t, attr, pointer, &begin, &end)) anno_doc_fragment(t->doc, span, begin, end);
  }
}

/* ---- Spans and annotations */

static anno_str span_type(const anno_tei_node *node) {
  const anno_str own = anno_tei_value(node, "type"), motivation = anno_tei_value(node, "motivation");
  const anno_str of_group = node->parent ? anno_tei_value(node->parent, "type") : ANNO_STR("");
  return own.len ? own : motivation.len ? motivation : of_group.len ? of_group : node->name;
}

/* The words of a span are what it says of its place; an annotation has elements of its own for that. */
static void say_body(anno_tei *t, const anno_tei_node *node) {
  if (anno_tei_is(node, "annotation")) {
    for (anno_tei_node *child = node->first; child; child = child->next) {
      const anno_xml_attr *target = anno_tei_attr(child, "target");
      if (anno_str_among(child->name, "ptr ref") && target)
        anno_tei_refer(t, node->item, child->name, target);
      else
        anno_tei_say_one(t, node->item, child);
    }
    return;
  }
  anno_tei_say(t, node->item, node->name, anno_tei_words(arena_of(t), node), node->at);
}

/* What the group of the span is called: spans of several layers stand in groups of their own. */
static anno_str layer_of(const anno_tei_node *node) {
  const anno_tei_node *group = node->parent ? node->parent : node;
  if (anno_tei_is(node, "annotation")) return node->name;
  if (!anno_tei_is(group, "spanGrp")) return ANNO_STR("");
  const anno_str ana = anno_tei_value(group, "ana"), number = anno_tei_value(group, "n");
  return ana.len ? ana : number.len ? number : anno_tei_xml_id(group);
}

void anno_tei_add_span(anno_tei *t, const anno_tei_node *node) {
  const anno_node span = anno_doc_add(t->doc, ANNO_SPAN, node->item, span_type(node), node->at);
  const anno_xml_attr *from = anno_tei_attr(node, "from"), *target = anno_tei_attr(node, "target");
  anno_doc_item(t->doc, span)->layer = layer_of(node);
  if (from)
    place_range(t, span, from, anno_tei_attr(node, "to"));
  else if (target)
    place_targets(t, span, target);
  else
    anno_doc_error(t->doc, ANNO_BAD_SPAN, node->at, ANNO_STR("neither from nor target"));
  anno_tei_say_attrs(t, node->item, node, "from to target type motivation");
  say_body(t, node);
}

/* ---- Notes */

/* The annotation in which an element stands; "" if it is the document. */
static anno_str owner_of(const anno_tei_node *node) {
  for (node = node->parent; node; node = node->parent)
    if (node->item.len && node->kind != ANNO_TEI_NOTE) return node->item;
  return ANNO_STR("");
}

void anno_tei_add_note(anno_tei *t, const anno_tei_node *node) {
  const anno_xml_attr *target = anno_tei_attr(node, "target");
  const anno_tei_node *pointed = target ? anno_tei_target(t, anno_str_trim(target->value)) : NULL;
  const anno_str type = anno_tei_value(node, "type"), words = anno_tei_words(arena_of(t), node);
  anno_str owner = pointed && pointed->item.len ? pointed->item : owner_of(node);
  if (!owner.len) owner = anno_tei_whole(t, node->at);
  const anno_node remark = anno_doc_add(t->doc, ANNO_REMARK, node->item, type.len ? type : node->name, node->at);
  anno_doc_item(t->doc, remark)->value = words;
  anno_doc_arg(t->doc, remark, ANNO_STR(""), owner, node->at);
}

/* ---- Certainty */

void anno_tei_add_certainty(anno_tei *t, const anno_tei_node *node) {
  const anno_xml_attr *target = anno_tei_attr(node, "target");
  const anno_tei_node *pointed = target ? anno_tei_target(t, anno_str_trim(target->value)) : NULL;
  const anno_str owner = pointed ? pointed->item : target ? ANNO_STR("") : owner_of(node);
  const anno_str cert = anno_tei_value(node, "cert"), degree = anno_tei_value(node, "degree");
  const anno_str locus = anno_tei_value(node, "locus");
  const bool whole = !locus.len || anno_str_eq(locus, ANNO_STR("value"));
  const anno_str name = whole ? ANNO_STR("cert") : anno_arena_print(arena_of(t), "cert@%.*s", ANNO_FMT(locus));
  if (owner.len && (cert.len || degree.len)) {
    anno_tei_say(t, owner, name, cert.len ? cert : degree, node->at);
    return;
  }
  anno_report(t->doc->ctx->diag, ANNO_NOT_TAKEN, node->at, "certainty: no cert, or of nothing that is an annotation");
  t->doc->read++;
  t->doc->reported++;
}
