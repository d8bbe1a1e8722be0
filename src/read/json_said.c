#include "read/json_said.h"

void anno_json_say_text(const anno_owner *to, anno_str name, anno_str text, anno_loc at) {
  (anno_is_web_iri(text) ? anno_say_link : anno_say_attribute)(to, name, text, at);
}

static anno_str below(const anno_owner *to, anno_str name, anno_str key) {
  return anno_arena_print(to->doc->ctx->document, "%.*s.%.*s", ANNO_FMT(name), ANNO_FMT(key));
}

void anno_json_say(const anno_owner *to, anno_str name, anno_json value) {
  const anno_loc at = anno_json_at(value);
  switch (anno_json_is(value)) {
    case ANNO_JSON_TRUE: anno_say_attribute(to, name, ANNO_STR(""), at); break;
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

void anno_json_say_rest(const anno_owner *to, anno_str front, anno_json object, const char *known) {
  if (anno_json_is(object) != ANNO_JSON_OBJECT) return;
  ANNO_JSON_EACH(member, object) {
    const anno_str key = anno_json_key(member);
    if (!anno_str_among(key, known)) anno_json_say(to, front.len ? below(to, front, key) : key, member);
  }
}
