/* Dates, as the class att.datable gives them: one day, a time from one to another, or a range in which it lies. */
#include "read/tei.h"

static anno_str or_open(anno_str end) { return end.len ? end : ANNO_STR(".."); }

bool anno_tei_is_dated(const anno_tei_node *node) {
  for (anno_str rest = ANNO_STR(ANNO_TEI_DATES); rest.len;) {
    const anno_str name = anno_str_cut(&rest, ' ');
    for (size_t i = 0; i < node->attr_count; i++)
      if (anno_str_eq(node->attrs[i].name, name) && anno_str_trim(node->attrs[i].value).len) return true;
  }
  return false;
}

void anno_tei_say_when(anno_tei *t, anno_str owner, const anno_tei_node *node) {
  anno_arena *arena = t->doc->ctx->document;
  const anno_str when = anno_tei_value(node, "when");
  const anno_str from = anno_tei_value(node, "from"), to = anno_tei_value(node, "to");
  const anno_str after = anno_tei_value(node, "notBefore"), before = anno_tei_value(node, "notAfter");
  if (when.len) anno_tei_link(t, owner, ANNO_STR("when"), when, node->at);
  if (from.len || to.len)
    anno_tei_link(t, owner, ANNO_STR("from/to"),
                  anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(or_open(from)), ANNO_FMT(or_open(to))), node->at);
  const bool range = after.len && before.len;
  if (after.len || before.len)
    anno_tei_link(t, owner, ANNO_STR("notBefore/notAfter"),
                  range ? anno_arena_print(arena, "[%.*s..%.*s]", ANNO_FMT(after), ANNO_FMT(before))
                        : anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(or_open(after)), ANNO_FMT(or_open(before))),
                  node->at);
}
