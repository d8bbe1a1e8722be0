/* The text with offsets beside it: Doc.to_json() of spaCy 3, and lists of entities. Offsets are code points. */
#include "read/spacy.h"

anno_node anno_spacy_span(anno_spacy *s, const char *name, size_t number, anno_str type, anno_loc at) {
  const anno_str id = anno_arena_print(s->doc->ctx->document, "%s.%zu", name, number);
  return anno_doc_add(s->doc, ANNO_SPAN, anno_ids_take(&s->ids, id), type, at);
}

anno_owner anno_spacy_owner(anno_spacy *s, anno_node node) {
  return (anno_owner){s->doc, &s->ids, anno_doc_item(s->doc, node)->id};
}

anno_owner anno_spacy_whole(anno_spacy *s, anno_loc at) {
  if (!s->whole) s->whole = anno_add_whole(s->doc, &s->ids, "Document", at);
  return anno_spacy_owner(s, s->whole);
}

void anno_spacy_depend(anno_spacy *s, anno_node token, anno_node head, anno_str label, anno_loc at) {
  const anno_str own = anno_doc_item(s->doc, token)->id, role = label.len ? label : ANNO_STR("dep");
  if (token == head) {
    const anno_owner to = anno_spacy_owner(s, token);
    anno_json_say_text(&to, ANNO_STR("head"), role, at);
    return;
  }
  const anno_str id = anno_arena_print(s->doc->ctx->document, "%.*s.dep", ANNO_FMT(own));
  const anno_node node = anno_doc_add(s->doc, ANNO_RELATION, anno_ids_take(&s->ids, id), ANNO_STR("Dependency"), at);
  anno_doc_arg(s->doc, node, ANNO_STR("head"), anno_doc_item(s->doc, head)->id, at);
  anno_doc_arg(s->doc, node, role, own, at);
}

/* ---- Parts */

/* A member that must have this kind if it is there. */
static anno_json part(anno_spacy *s, anno_json object, const char *key, anno_json_kind kind) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  const anno_json_kind is = anno_json_is(value);
  if (is == kind || is <= ANNO_JSON_NULL) return value;
  anno_json_error(s->doc, value, kind == ANNO_JSON_ARRAY ? "an array" : "an object");
  return (anno_json){0};
}

static bool is_object(anno_spacy *s, anno_json value, const char *wanted) {
  if (anno_json_is(value) == ANNO_JSON_OBJECT) return true;
  anno_json_error(s->doc, value, wanted);
  return false;
}

static bool place(anno_spacy *s, anno_node node, anno_json begin, anno_json end, anno_json in) {
  size_t from, to;
  const anno_json bad = anno_json_is(begin) && !anno_json_size(begin, &from) ? begin : end;
  if (anno_json_size(begin, &from) && anno_json_size(end, &to)) {
    anno_doc_fragment(s->doc, node, from, to);
    return true;
  }
  anno_json_error(s->doc, anno_json_is(bad) ? bad : in, "an offset in characters");
  return false;
}

static void place_object(anno_spacy *s, anno_node node, anno_json object) {
  place(s, node, anno_json_get(object, ANNO_STR("start")), anno_json_get(object, ANNO_STR("end")), object);
}

static anno_str label_of(anno_spacy *s, anno_json object, const char *otherwise) {
  const anno_json label = anno_json_get(object, ANNO_STR("label"));
  if (anno_json_is(label) > ANNO_JSON_NULL && anno_json_is(label) != ANNO_JSON_STRING)
    anno_json_error(s->doc, label, "a label");
  const anno_str text = anno_json_text(label);
  return text.len ? text : anno_str_from(otherwise);
}

/* The words that some files repeat. */
static void record(anno_spacy *s, anno_node node, anno_json text) {
  if (!anno_json_text(text).len) return;
  anno_item *item = anno_doc_item(s->doc, node);
  item->recorded = anno_json_text(text);
  item->has_recorded = true;
}

/* "kb_id" is the entry of the knowledge base that an entity linker found. */
static void read_span(anno_spacy *s, anno_json json, const char *name, size_t number, anno_str layer) {
  static const char known[] = "start end label kb_id text";
  if (!is_object(s, json, "a span")) return;
  const anno_node node = anno_spacy_span(s, name, number, label_of(s, json, "span"), anno_json_at(json));
  anno_doc_item(s->doc, node)->layer = layer;
  place_object(s, node, json);
  record(s, node, anno_json_get(json, ANNO_STR("text")));
  const anno_owner to = anno_spacy_owner(s, node);
  const anno_json entry = anno_json_get(json, ANNO_STR("kb_id"));
  if (anno_json_text(entry).len && !anno_str_eq(anno_json_text(entry), ANNO_STR("NIL")))
    anno_say_link(&to, ANNO_STR("kb_id"), anno_json_text(entry), anno_json_at(entry));
  anno_json_say_rest(&to, ANNO_STR(""), json, known);
}

static void read_groups(anno_spacy *s, anno_json groups) {
  ANNO_JSON_EACH(group, groups) {
    size_t n = 0;
    const anno_str layer = anno_json_key(group);
    const anno_str name = anno_arena_print(s->doc->ctx->document, "spans.%.*s", ANNO_FMT(layer));
    if (anno_json_is(group) != ANNO_JSON_ARRAY) anno_json_error(s->doc, group, "an array");
    ANNO_JSON_EACH(span, group) read_span(s, span, name.len ? name.ptr : "", n++, layer);
  }
}

static void read_sentences(anno_spacy *s, anno_json sents) {
  static const char known[] = "start end";
  size_t n = 0;
  ANNO_JSON_EACH(sent, sents) {
    if (!is_object(s, sent, "a sentence")) continue;
    const anno_node node = anno_spacy_span(s, "sents", n++, ANNO_STR("Sentence"), anno_json_at(sent));
    place_object(s, node, sent);
    const anno_owner to = anno_spacy_owner(s, node);
    anno_json_say_rest(&to, ANNO_STR(""), sent, known);
  }
}

/* ---- Tokens */

static void read_token(anno_spacy *s, anno_json token, anno_node node) {
  static const char known[] = "id start end head dep";
  size_t end;
  place_object(s, node, token);
  if (anno_json_size(anno_json_get(token, ANNO_STR("end")), &end) && end < (unsigned)-1)
    anno_table_set(&s->token_ends, anno_json_text(anno_json_get(token, ANNO_STR("start"))), (unsigned)end + 1);
  const anno_owner to = anno_spacy_owner(s, node);
  anno_json_say_rest(&to, ANNO_STR(""), token, known);
}

/* "head" is the "id" of a token, which is its number in the text. */
static void read_head(anno_spacy *s, anno_json token, anno_node node, const anno_node *tokens, size_t count) {
  size_t head;
  const anno_json at = anno_json_get(token, ANNO_STR("head")), label = anno_json_get(token, ANNO_STR("dep"));
  if (anno_json_is(at) <= ANNO_JSON_NULL) {
    const anno_owner to = anno_spacy_owner(s, node);
    anno_json_say(&to, ANNO_STR("dep"), label);
  } else if (!anno_json_size(at, &head) || head >= count || !tokens[head]) {
    anno_json_error(s->doc, at, "the number of a token");
  } else {
    anno_spacy_depend(s, node, tokens[head], anno_json_text(label), anno_json_at(at));
  }
}

static void read_tokens(anno_spacy *s, anno_json json) {
  const size_t count = anno_json_count(json);
  anno_node *tokens = anno_arena_array(s->doc->ctx->document, count + 1, sizeof *tokens);
  size_t n = 0;
  if (!tokens) return;
  ANNO_JSON_EACH(token, json) {
    if (is_object(s, token, "a token")) {
      tokens[n] = anno_spacy_span(s, "tokens", n, ANNO_STR("Token"), anno_json_at(token));
      read_token(s, token, tokens[n]);
    }
    n++;
  }
  n = 0;
  ANNO_JSON_EACH(token, json) {
    if (tokens[n]) read_head(s, token, tokens[n], tokens, count);
    n++;
  }
}

/* ---- Extensions: {"name": [{"start": 0, "end": 4, "value": ...}]} */

/* A value of a token has no end: it is that of the token. */
static void place_value(anno_spacy *s, anno_node node, anno_json json) {
  size_t begin;
  const anno_json from = anno_json_get(json, ANNO_STR("start")), to = anno_json_get(json, ANNO_STR("end"));
  const unsigned known = anno_table_get(&s->token_ends, anno_json_text(from));
  if (known && anno_json_is(to) == ANNO_JSON_NOTHING && anno_json_size(from, &begin))
    anno_doc_fragment(s->doc, node, begin, known - 1);
  else
    place(s, node, from, to, json);
}

static void read_extension(anno_spacy *s, anno_json list) {
  static const char known[] = "start end value";
  const anno_str id = anno_arena_print(s->doc->ctx->document, "underscore.%.*s", ANNO_FMT(anno_json_key(list)));
  size_t n = 0;
  if (anno_json_is(list) != ANNO_JSON_ARRAY) anno_json_error(s->doc, list, "an array");
  ANNO_JSON_EACH(json, list) {
    if (!is_object(s, json, "a value with its place")) continue;
    const anno_node node = anno_spacy_span(s, id.len ? id.ptr : "", n++, anno_json_key(list), anno_json_at(json));
    const anno_owner owner = anno_spacy_owner(s, node);
    place_value(s, node, json);
    anno_json_say(&owner, ANNO_STR("value"), anno_json_get(json, ANNO_STR("value")));
    anno_json_say_rest(&owner, ANNO_STR(""), json, known);
  }
}

/* ---- Documents */

static bool take_text(anno_spacy *s, anno_json text, anno_json in) {
  s->doc->has_text = anno_json_is(text) == ANNO_JSON_STRING;
  s->doc->text = anno_json_text(text);
  if (!s->doc->has_text) anno_json_error(s->doc, in, "an object with \"text\"");
  return s->doc->has_text;
}

static void say_whole(anno_spacy *s, anno_json object, const char *known) {
  ANNO_JSON_EACH(member, object) {
    const anno_json_kind kind = anno_json_is(member);
    if (kind == ANNO_JSON_NULL || anno_str_among(anno_json_key(member), known)) continue;
    if (kind >= ANNO_JSON_ARRAY && !anno_json_count(member)) continue;
    const anno_owner to = anno_spacy_whole(s, anno_json_at(member));
    anno_json_say(&to, anno_json_key(member), member);
  }
}

void anno_spacy_read_doc(anno_spacy *s, anno_json root) {
  static const char known[] = "text ents sents tokens spans underscore_token underscore_span labels";
  size_t n = 0;
  if (!take_text(s, anno_json_get(root, ANNO_STR("text")), root)) return;
  say_whole(s, root, known);
  const anno_json ents = part(s, root, "ents", ANNO_JSON_ARRAY);
  read_tokens(s, part(s, root, "tokens", ANNO_JSON_ARRAY));
  read_sentences(s, part(s, root, "sents", ANNO_JSON_ARRAY));
  ANNO_JSON_EACH(ent, ents) read_span(s, ent, "ents", n++, ANNO_STR(""));
  read_groups(s, part(s, root, "spans", ANNO_JSON_OBJECT));
  const anno_json of_tokens = part(s, root, "underscore_token", ANNO_JSON_OBJECT);
  const anno_json of_spans = part(s, root, "underscore_span", ANNO_JSON_OBJECT);
  ANNO_JSON_EACH(list, of_tokens) read_extension(s, list);
  ANNO_JSON_EACH(list, of_spans) read_extension(s, list);
}

/* ---- Lists of entities */

static void read_triple(anno_spacy *s, anno_json triple, const char *name, size_t number, anno_str layer) {
  if (anno_json_is(triple) == ANNO_JSON_OBJECT) {
    read_span(s, triple, name, number, layer);
    return;
  }
  const anno_json begin = anno_json_first(triple), end = anno_json_next(begin), label = anno_json_next(end);
  if (anno_json_is(triple) != ANNO_JSON_ARRAY || anno_json_is(label) != ANNO_JSON_STRING) {
    anno_json_error(s->doc, triple, "[begin, end, label]");
    return;
  }
  const anno_node node = anno_spacy_span(s, name, number, anno_json_text(label), anno_json_at(triple));
  anno_doc_item(s->doc, node)->layer = layer;
  place(s, node, begin, end, triple);
  const anno_json entry = anno_json_next(label);
  const anno_owner to = anno_spacy_owner(s, node);
  if (anno_json_text(entry).len) anno_say_link(&to, ANNO_STR("kb_id"), anno_json_text(entry), anno_json_at(entry));
}

void anno_spacy_read_pair(anno_spacy *s, anno_json text, anno_json facts) {
  static const char known[] = "text entities spans";
  size_t n = 0;
  if (!take_text(s, text, facts)) return;
  say_whole(s, facts, known);
  const anno_json entities = part(s, facts, "entities", ANNO_JSON_ARRAY);
  const anno_json groups = part(s, facts, "spans", ANNO_JSON_OBJECT);
  ANNO_JSON_EACH(triple, entities) read_triple(s, triple, "entities", n++, ANNO_STR(""));
  ANNO_JSON_EACH(group, groups) {
    n = 0;
    const anno_str name = anno_arena_print(s->doc->ctx->document, "spans.%.*s", ANNO_FMT(anno_json_key(group)));
    if (anno_json_is(group) != ANNO_JSON_ARRAY) anno_json_error(s->doc, group, "an array");
    ANNO_JSON_EACH(triple, group) read_triple(s, triple, name.len ? name.ptr : "", n++, anno_json_key(group));
  }
}
