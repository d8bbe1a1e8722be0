#include "read/tei.h"

/* Elements of the text that only order it or say what it looks like. */
static const char plain[] =
    "TEI teiCorpus text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 p ab head l lg list "
    "item label table row cell lb pb cb gb milestone hi figure graphic anchor opener closer salute signed dateline "
    "byline docTitle titlePart titlePage trailer epigraph argument castList castItem castGroup sic orig corr reg lem "
    "rdg stage noteGrp ptr media formula";
/* Where the text is a note or the like, only these are annotations. */
static const char names[] = "persName orgName placeName geogName name rs objectName eventName date time num measure";
static const char entries[] = "person personGrp persona org place event object nym interp";
static const char speech[] = "u said sp";
static const char quotes[] = "q quote";

static bool is_in_list(const anno_tei_node *node) {
  const anno_tei_node *parent = node->parent;
  return !parent || anno_str_starts(parent->name, ANNO_STR("list")) ||
         anno_str_among(parent->name, "standOff interpGrp particDesc settingDesc personGrp org place event object");
}

static bool holds_items(const anno_tei_node *node) {
  return anno_str_starts(node->name, ANNO_STR("list")) || anno_tei_is(node, "spanGrp");
}

static anno_tei_kind kind_of_text(const anno_tei_node *node) {
  if (anno_str_among(node->name, speech)) return ANNO_TEI_SPEECH;
  if (anno_str_among(node->name, quotes) && anno_tei_attr(node, "who")) return ANNO_TEI_SPEECH;
  return anno_str_among(node->name, plain) ? ANNO_TEI_NOTHING : ANNO_TEI_MENTION;
}

static anno_tei_kind kind_of(const anno_tei_node *node, bool in_header, bool in_note) {
  if (anno_tei_is(node, "teiHeader") || anno_tei_is(node, "standOff")) return ANNO_TEI_HEADER;
  if (anno_str_among(node->name, entries) && is_in_list(node)) return ANNO_TEI_ENTRY;
  if (anno_tei_is(node, "relation")) return ANNO_TEI_RELATION;
  if (anno_tei_is(node, "link")) return ANNO_TEI_LINK;
  if (node->in_text) return kind_of_text(node);
  if (anno_tei_is(node, "span") || anno_tei_is(node, "annotation")) return ANNO_TEI_SPAN;
  if (anno_tei_is(node, "certainty")) return ANNO_TEI_CERTAINTY;
  if (in_note && anno_str_among(node->name, names)) return ANNO_TEI_MENTION;
  if (anno_tei_is(node, "note") && (!in_header || anno_tei_attr(node, "target"))) return ANNO_TEI_NOTE;
  return ANNO_TEI_NOTHING;
}

/* xml:id, with a number behind it where an earlier element has the same; else the element's name and number. */
static void give_id(anno_tei *t, anno_tei_node *node) {
  const anno_str own = anno_tei_xml_id(node);
  const unsigned number = anno_table_get(&t->numbers, node->name) + 1;
  const unsigned first = anno_table_get(&t->by_id, own);
  node->item = own;
  if (own.len && (!first || t->named[first - 1] == node)) return;
  if (own.len) {
    node->item = anno_ids_take(&t->ids, own);
    return;
  }
  anno_table_set(&t->numbers, node->name, number);
  node->item = anno_ids_take(&t->ids, anno_arena_print(t->doc->ctx->document, "%.*s-%u", ANNO_FMT(node->name), number));
}

static bool is_inner_document(const anno_tei *t, const anno_tei_node *node) {
  return node != t->root && anno_str_among(node->name, "TEI teiCorpus");
}

static void collect_ids(anno_tei *t, anno_tei_node *node) {
  if (is_inner_document(t, node)) return;
  const anno_str id = anno_tei_xml_id(node);
  if (id.len) {
    const unsigned number = (unsigned)t->named_count + 1;
    if (anno_table_add(&t->by_id, id, number) != number) anno_table_set(&t->shared, id, number);
    ANNO_PUSH(t->doc->ctx->document, t->named, t->named_count, t->named_capacity, node);
    anno_table_set(&t->ids.taken, id, 1);
  }
  for (anno_tei_node *child = node->first; child; child = child->next) collect_ids(t, child);
}

static void plan(anno_tei *t, anno_tei_node *node, bool in_header, bool in_note) {
  if (!node->name.len || is_inner_document(t, node)) return;
  node->kind = kind_of(node, in_header, in_note);
  if (node->kind != ANNO_TEI_NOTHING && node->kind != ANNO_TEI_HEADER && node->kind != ANNO_TEI_CERTAINTY)
    give_id(t, node);
  const bool header = in_header || node->kind == ANNO_TEI_HEADER || node->kind == ANNO_TEI_ENTRY;
  const bool note = node->kind == ANNO_TEI_NOTE || (in_note && !holds_items(node));
  for (anno_tei_node *child = node->first; child; child = child->next) plan(t, child, header, note);
}

void anno_tei_plan(anno_tei *t) {
  collect_ids(t, t->root);
  if (anno_arena_failed(t->doc->ctx->document)) return;
  plan(t, t->root, false, false);
}
