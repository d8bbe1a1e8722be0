#include "read/said.h"

static bool has_white(anno_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (anno_is_white(s.ptr[i])) return true;
  return false;
}

bool anno_is_absolute_iri(anno_str s) {
  size_t n = 0;
  while (n < s.len && ((s.ptr[n] >= 'a' && s.ptr[n] <= 'z') || (s.ptr[n] >= 'A' && s.ptr[n] <= 'Z'))) n++;
  return n && anno_str_starts(anno_str_sub(s, n, s.len), ANNO_STR("://")) && !has_white(s);
}

bool anno_is_web_iri(anno_str s) {
  const bool web = anno_str_starts(s, ANNO_STR("http://")) || anno_str_starts(s, ANNO_STR("https://"));
  return web && !has_white(s);
}

bool anno_cut_entry(anno_str s, anno_str *database, anno_str *entry) {
  const size_t colon = anno_str_find(s, 0, ':');
  const anno_str rest = anno_str_sub(s, colon, s.len);
  if (!colon || rest.len < 2 || anno_str_starts(rest, ANNO_STR("://"))) return false;
  *database = anno_str_sub(s, 0, colon);
  *entry = anno_str_sub(rest, 1, rest.len);
  if (anno_str_among(*database, "wd wikidata")) *database = ANNO_STR("Wikidata");
  return true;
}

anno_node anno_add_whole(anno_doc *doc, anno_ids *ids, const char *type, anno_loc at) {
  return anno_doc_add(doc, ANNO_SPAN, anno_ids_take(ids, ANNO_STR("document")), anno_str_from(type), at);
}

anno_node anno_say(const anno_owner *to, anno_kind kind, anno_str name, anno_loc at) {
  const anno_str id = anno_ids_part(to->doc->ctx->document, to->owner, name);
  const anno_node node = anno_doc_add(to->doc, kind, anno_ids_take(to->ids, id), name, at);
  anno_doc_arg(to->doc, node, ANNO_STR(""), to->owner, at);
  return node;
}

anno_node anno_say_attribute(const anno_owner *to, anno_str name, anno_str value, anno_loc at) {
  const anno_node node = anno_say(to, ANNO_ATTRIBUTE, name, at);
  anno_doc_item(to->doc, node)->value = value;
  return node;
}

anno_node anno_say_link(const anno_owner *to, anno_str database, anno_str entry, anno_loc at) {
  const anno_node node = anno_say(to, ANNO_LINK, database, at);
  anno_item *item = anno_doc_item(to->doc, node);
  item->database = database;
  item->value = entry;
  return node;
}

anno_node anno_say_value(const anno_owner *to, anno_str name, anno_str value, anno_loc at) {
  return (anno_is_absolute_iri(value) ? anno_say_link : anno_say_attribute)(to, name, value, at);
}
