#include "read/json_said.h"

bool anno_is_web_iri(anno_str s) {
  const bool web = anno_str_starts(s, ANNO_STR("http://")) || anno_str_starts(s, ANNO_STR("https://"));
  return web && anno_str_find(s, 0, ' ') == s.len;
}

static anno_node add(const anno_json_owner *to, anno_kind kind, anno_str name, anno_loc at) {
  const anno_str id = anno_arena_print(to->doc->ctx->document, "%.*s.%.*s", ANNO_FMT(to->owner), ANNO_FMT(name));
  const anno_node node = anno_doc_add(to->doc, kind, anno_ids_take(to->ids, id), name, at);
  anno_doc_arg(to->doc, node, ANNO_STR(""), to->owner, at);
  return node;
}

void anno_json_say_link(const anno_json_owner *to, anno_str database, anno_str entry, anno_loc at) {
  anno_item *item = anno_doc_item(to->doc, add(to, ANNO_LINK, database, at));
  item->database = database;
  item->value = entry;
}

void anno_json_say_text(const anno_json_owner *to, anno_str name, anno_str text, anno_loc at) {
  if (anno_is_web_iri(text))
    anno_json_say_link(to, name, text, at);
  else
    anno_doc_item(to->doc, add(to, ANNO_ATTRIBUTE, name, at))->value = text;
}

static anno_str below(const anno_json_owner *to, anno_str name, anno_str key) {
  return anno_arena_print(to->doc->ctx->document, "%.*s.%.*s", ANNO_FMT(name), ANNO_FMT(key));
}

void anno_json_say(const anno_json_owner *to, anno_str name, anno_json value) {
  const anno_loc at = anno_json_at(value);
  switch (anno_json_is(value)) {
    case ANNO_JSON_TRUE: add(to, ANNO_ATTRIBUTE, name, at); break;
    case ANNO_JSON_FALSE: anno_json_say_text(to, name, ANNO_STR("false"), at); break;
    case ANNO_JSON_NUMBER:
    case ANNO_JSON_STRING:
      if (anno_json_text(value).len) anno_json_say_text(to, name, anno_json_text(value), at);
      break;
    case ANNO_JSON_ARRAY: ANNO_JSON_EACH(item, value) anno_json_say(to, name, item); break;
    case ANNO_JSON_OBJECT:
      ANNO_JSON_EACH(member, value) anno_json_say(to, below(to, name, anno_json_key(member)), member);
      break;
    default: break;
  }
}

static bool is_known(anno_str key, const char *const *known) {
  for (size_t i = 0; known && known[i]; i++)
    if (anno_str_eq(key, anno_str_from(known[i]))) return true;
  return false;
}

void anno_json_say_rest(const anno_json_owner *to, anno_json object, const char *const *known) {
  if (anno_json_is(object) != ANNO_JSON_OBJECT) return;
  ANNO_JSON_EACH(member, object)
  if (!is_known(anno_json_key(member), known)) anno_json_say(to, anno_json_key(member), member);
}
