/* Annotations of the text: what stands in it, and who says what. Source: TEI Guidelines 3.3.3, 8.3.1, 13.2, 17. */
#include "read/tei.h"

static anno_arena *arena_of(const anno_tei *t) { return t->doc->ctx->document; }

/* A general element says with @type what it marks. */
static anno_node add_span(anno_tei *t, const anno_tei_node *node) {
  const bool general = anno_tei_is(node, "name") || anno_tei_is(node, "rs") || anno_tei_is(node, "seg");
  const anno_str type = general ? anno_tei_value(node, "type") : ANNO_STR("");
  const anno_node span = anno_doc_add(t->doc, ANNO_SPAN, node->item, type.len ? type : node->name, node->at);
  anno_item *item = anno_doc_item(t->doc, span);
  if (type.len) item->layer = node->name;
  if (node->in_text) {
    anno_doc_fragment(t->doc, span, node->begin, node->end);
    return span;
  }
  item->recorded = anno_tei_words(arena_of(t), node);
  item->has_recorded = true;
  return span;
}

static void add_mention(anno_tei *t, const anno_tei_node *node) {
  const bool general = anno_tei_is(node, "name") || anno_tei_is(node, "rs") || anno_tei_is(node, "seg");
  add_span(t, node);
  if (anno_str_among(node->name, "date time")) {
    anno_tei_say_when(t, node->item, node);
    anno_tei_say_attrs(t, node->item, node, ANNO_TEI_DATES " join");
  } else {
    anno_tei_say_attrs(t, node->item, node, general ? "type join" : "join");
  }
}

/* ---- Speech */

static void add_pointers(anno_tei *t, anno_node event, const anno_tei_node *node, const char *role) {
  const anno_xml_attr *attr = anno_tei_attr(node, role);
  anno_str rest = attr ? attr->value : ANNO_STR("");
  while (rest.len) {
    const anno_str pointer = anno_str_cut(&rest, ' ');
    if (!pointer.len) continue;
    const anno_str filler = anno_tei_filler(t, pointer, attr->at);
    anno_doc_arg(t->doc, event, anno_str_from(role), filler, attr->at);
  }
}

static const anno_tei_node *child_named(const anno_tei_node *node, const char *name) {
  for (const anno_tei_node *child = node->first; child; child = child->next)
    if (anno_tei_is(child, name)) return child;
  return NULL;
}

/* The words of a speech in a play are those behind the name of the speaker, without directions for the stage. */
static void add_words(anno_tei *t, anno_node span, const anno_tei_node *node) {
  size_t parts = 0;
  for (const anno_tei_node *child = node->first; child; child = child->next) {
    if (!child->in_text || anno_str_among(child->name, "speaker stage") || child->begin == child->end) continue;
    anno_doc_fragment(t->doc, span, child->begin, child->end);
    parts++;
  }
  if (!parts) anno_doc_fragment(t->doc, span, node->begin, node->end);
}

static void add_speech(anno_tei *t, const anno_tei_node *node) {
  const anno_node span = anno_doc_add(t->doc, ANNO_SPAN, node->item, node->name, node->at);
  if (anno_tei_is(node, "sp"))
    add_words(t, span, node);
  else
    anno_doc_fragment(t->doc, span, node->begin, node->end);
  const anno_str id = anno_ids_take(&t->ids, anno_arena_print(arena_of(t), "%.*s.who", ANNO_FMT(node->item)));
  const anno_node event = anno_doc_add(t->doc, ANNO_EVENT, id, node->name, node->at);
  const anno_tei_node *speaker = child_named(node, "speaker");
  const anno_xml_attr *who = anno_tei_attr(node, "who");
  add_pointers(t, event, node, "who");
  add_pointers(t, event, node, "toWhom");
  if (!who && speaker && speaker->item.len)
    anno_doc_arg(t->doc, event, ANNO_STR("speaker"), speaker->item, speaker->at);
  anno_doc_arg(t->doc, event, ANNO_STR("content"), node->item, node->at);
  anno_tei_say_attrs(t, id, node, "who toWhom join");
}

/* ---- */

/* What stands in the text and is none of its words: a description, another reading. */
static void say_beside(anno_tei *t, const anno_tei_node *node) {
  const anno_tei_node *parent = node->parent;
  if (node->in_text || !parent || !parent->in_text) return;
  while (parent && !parent->item.len) parent = parent->parent;
  anno_tei_say_one(t, parent ? parent->item : ANNO_STR(""), node);
}

static void make(anno_tei *t, const anno_tei_node *node) {
  switch (node->kind) {
    case ANNO_TEI_MENTION: add_mention(t, node); break;
    case ANNO_TEI_SPEECH: add_speech(t, node); break;
    case ANNO_TEI_ENTRY: anno_tei_add_entry(t, node); break;
    case ANNO_TEI_RELATION: anno_tei_add_relation(t, node); break;
    case ANNO_TEI_LINK: anno_tei_add_link(t, node); break;
    case ANNO_TEI_SPAN: anno_tei_add_span(t, node); break;
    case ANNO_TEI_NOTE: anno_tei_add_note(t, node); break;
    case ANNO_TEI_CERTAINTY: anno_tei_add_certainty(t, node); break;
    case ANNO_TEI_HEADER: anno_tei_say_below(t, ANNO_STR(""), node, ANNO_STR("")); break;
    case ANNO_TEI_NOTHING: say_beside(t, node); break;
  }
}

void anno_tei_make_below(anno_tei *t, const anno_tei_node *node) {
  for (const anno_tei_node *child = node->first; child; child = child->next) {
    if (!child->name.len || anno_str_among(child->name, "TEI teiCorpus")) continue;
    make(t, child);
    anno_tei_make_below(t, child);
  }
}

void anno_tei_make_items(anno_tei *t) {
  make(t, t->root);
  anno_tei_make_below(t, t->root);
}
