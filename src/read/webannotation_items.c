/* One annotation: a span, a relation between two others, or a remark on another one, with its bodies. */
#include "read/webannotation.h"

typedef struct {
  const anno_web *web;
  anno_doc *doc;
  anno_ids *ids;
  const anno_web_note *note;
  anno_owner to; /* the item */
  bool typed;    /* the first tag was taken as the type */
} adding;

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

anno_str anno_web_item_id(const anno_web *web, const anno_web_note *note) {
  if (note->id.len) return note->id;
  return anno_arena_print(web->ctx->document, "annotation-%zu", (size_t)(note - web->notes) + 1);
}

/* ---- Types */

static anno_str purpose_of(anno_json body) { return anno_json_text(anno_web_first(body, "purpose")); }

static bool is_tag(anno_json body) {
  const anno_str purpose = purpose_of(body);
  return (is(purpose, "tagging") || is(purpose, "classifying")) &&
         anno_json_text(anno_json_get(body, ANNO_STR("value"))).len;
}

/* The first tag, or why the annotation was made (section 3.3.5). */
static anno_str type_of(const adding *a, bool *tagged) {
  const anno_json one = anno_json_get(a->note->json, ANNO_STR("body"));
  const anno_json body = anno_json_is(one) ? one : anno_json_get(a->note->json, ANNO_STR("bodies"));
  const anno_str tag = anno_json_text(anno_web_first(a->note->json, "tags"));
  const anno_str motivation = anno_json_text(anno_web_first(a->note->json, "motivation"));
  *tagged = true;
  if (is_tag(body)) return anno_json_text(anno_json_get(body, ANNO_STR("value")));
  if (anno_json_is(body) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(item, body)
    if (is_tag(item)) return anno_json_text(anno_json_get(item, ANNO_STR("value")));
  }
  if (tag.len) return tag;
  *tagged = false;
  return motivation.len ? motivation : ANNO_STR("Annotation");
}

/* ---- Bodies (section 3.2) */

static void remark(adding *a, anno_str type, anno_str text, anno_loc at) {
  anno_doc_item(a->doc, anno_say(&a->to, ANNO_REMARK, type, at))->value = text;
}

static void add_value(adding *a, anno_json body, anno_str purpose) {
  const anno_json value = anno_json_get(body, ANNO_STR("value"));
  const anno_str text = anno_json_text(value), name = purpose.len ? purpose : ANNO_STR("body");
  if (is_tag(body) && !a->typed)
    a->typed = true;
  else if (is_tag(body) || anno_is_web_iri(text))
    anno_json_say_text(&a->to, name, text, anno_json_at(value));
  else if (text.len)
    remark(a, name, text, anno_json_at(value));
}

static void add_body(adding *a, anno_json body) {
  static const char known[] = "type id @id value purpose source items creator modified annotation";
  if (anno_json_is(body) == ANNO_JSON_ARRAY || anno_json_is(anno_json_get(body, ANNO_STR("items"))) > ANNO_JSON_NULL) {
    const anno_json items = anno_json_is(body) == ANNO_JSON_ARRAY ? body : anno_json_get(body, ANNO_STR("items"));
    ANNO_JSON_EACH(item, items) add_body(a, item);
    return;
  }
  if (anno_json_is(body) <= ANNO_JSON_NULL) return;
  if (anno_json_is(body) != ANNO_JSON_OBJECT && anno_json_is(body) != ANNO_JSON_STRING) {
    anno_json_error(a->doc, body, "a body: an IRI or an object");
    return;
  }
  const anno_str purpose = purpose_of(body), iri = anno_web_iri(body);
  const anno_str name = purpose.len ? purpose : ANNO_STR("body");
  const bool has_value = anno_json_text(anno_json_get(body, ANNO_STR("value"))).len != 0;
  add_value(a, body, purpose);
  /* The ID of a body that has a value names the body, not what it is about. */
  if (iri.len && !has_value) anno_say_link(&a->to, name, iri, anno_json_at(body));
  anno_json_say_rest(&a->to, name, body, known);
}

/* bodyValue is short for a body that is a string (section 3.2.5); "text" and "tags" are of Hypothesis. */
static void add_hypothesis(adding *a) {
  const anno_json text = anno_json_get(a->note->json, ANNO_STR("text"));
  const anno_json tags = anno_json_get(a->note->json, ANNO_STR("tags"));
  const anno_json value = anno_json_get(a->note->json, ANNO_STR("bodyValue"));
  if (anno_json_text(value).len) remark(a, ANNO_STR("body"), anno_json_text(value), anno_json_at(value));
  if (anno_json_text(text).len) remark(a, ANNO_STR("text"), anno_json_text(text), anno_json_at(text));
  ANNO_JSON_EACH(tag, tags) {
    if (a->typed)
      anno_json_say(&a->to, ANNO_STR("tags"), tag);
    else
      a->typed = true;
  }
}

/* Members of an annotation that are read for what they are. */
#define MEMBERS                                                                                                        \
  "id @id type @context body target creator text tags uri user references links "                                      \
  "permissions document user_info bodyValue bodies"
static const char members[] = MEMBERS;
/* What moves a reply is its type. */
static const char reply_members[] = MEMBERS " motivation";

static void add_rest(adding *a, bool says_creator) {
  const anno_json creator = anno_json_get(a->note->json, ANNO_STR("creator"));
  add_body(a, anno_json_get(a->note->json, ANNO_STR("body")));
  add_body(a, anno_json_get(a->note->json, ANNO_STR("bodies")));
  add_hypothesis(a);
  if (says_creator && a->note->creator.len) {
    const anno_json user = anno_json_get(a->note->json, ANNO_STR("user"));
    anno_json_say_text(&a->to, ANNO_STR("creator"), a->note->creator,
                       anno_json_at(anno_json_is(creator) ? creator : user));
  }
  anno_json_say_rest(&a->to, ANNO_STR(""), a->note->json, members);
}

/* ---- Selectors (section 4.2) */

static void add_selector(adding *a, anno_node span, anno_json selector) {
  static const char of_position[] = "type start end quote range offsetReference";
  static const char of_quote[] = "type exact";
  static const char of_other[] = "type";
  const anno_str type = anno_json_text(anno_json_get(selector, ANNO_STR("type")));
  /* Recogito's own kind of selector has no type: it is both. */
  const anno_json words = anno_json_get(selector, ANNO_STR("quote"));
  const bool both = !type.len && anno_json_is(words) == ANNO_JSON_STRING;
  const bool position = both || is(type, "TextPositionSelector"), quote = both || is(type, "TextQuoteSelector");
  if (anno_json_is(selector) != ANNO_JSON_OBJECT) {
    anno_json_error(a->doc, selector, "a selector");
    return;
  }
  if (position) {
    size_t begin, end;
    const anno_json from = anno_json_get(selector, ANNO_STR("start")), to = anno_json_get(selector, ANNO_STR("end"));
    if (anno_json_size(from, &begin) && anno_json_size(to, &end))
      anno_doc_fragment(a->doc, span, begin, end);
    else
      anno_json_error(a->doc, selector, "a selector with \"start\" and \"end\" in characters");
  }
  anno_item *item = anno_doc_item(a->doc, span);
  const anno_str exact = anno_json_text(both ? words : anno_json_get(selector, ANNO_STR("exact")));
  if (quote && exact.len && item->has_recorded) {
    item->recorded = anno_arena_print(a->doc->ctx->document, "%.*s %.*s", ANNO_FMT(item->recorded), ANNO_FMT(exact));
  } else if (quote && exact.len) {
    item->recorded = exact;
    item->has_recorded = true;
  }
  anno_json_say_rest(&a->to, type.len ? type : ANNO_STR("selector"), selector,
                     position ? of_position
                     : quote  ? of_quote
                              : of_other);
}

static void add_target(adding *a, anno_node span, anno_json target) {
  const anno_json selector = anno_json_get(target, ANNO_STR("selector"));
  static const char known[] = "selector source id @id type annotation creator";
  const anno_json_kind kind = anno_json_is(target);
  if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_STRING && kind != ANNO_JSON_OBJECT) {
    anno_json_error(a->doc, target, "a target: an IRI or an object");
    return;
  }
  if (anno_json_is(selector) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(item, selector) add_selector(a, span, item);
  } else if (anno_json_is(selector) > ANNO_JSON_NULL) {
    add_selector(a, span, selector);
  }
  anno_json_say_rest(&a->to, ANNO_STR(""), target, known);
}

static void add_targets(adding *a, anno_node span) {
  const anno_json target = anno_json_get(a->note->json, ANNO_STR("target"));
  if (anno_json_is(target) != ANNO_JSON_ARRAY) {
    add_target(a, span, target);
    return;
  }
  ANNO_JSON_EACH(item, target) {
    const anno_str iri = anno_web_iri(item);
    if (a->note->source.len && iri.len && !anno_str_eq(iri, a->note->source)) {
      anno_report(a->doc->ctx->diag, ANNO_NOT_TAKEN, anno_json_at(item),
                  "%.*s: a target in another document than the first one", ANNO_FMT(a->to.owner));
      a->doc->read++;
      a->doc->reported++;
    } else {
      add_target(a, span, item);
    }
  }
}

/* ---- Annotations of annotations */

/* Two targets are in order; of more nobody says what each is. */
static void add_relation(adding *a, anno_str type) {
  const anno_json targets = anno_json_get(a->note->json, ANNO_STR("target"));
  const size_t count = anno_json_count(targets);
  size_t n = 0;
  const anno_node node = anno_doc_add(a->doc, ANNO_RELATION, a->to.owner, type, anno_json_at(a->note->json));
  ANNO_JSON_EACH(target, targets) {
    const anno_str iri = anno_web_iri(target);
    const unsigned number = anno_table_get(&a->web->by_id, iri);
    const anno_str id = number ? anno_web_item_id(a->web, &a->web->notes[number - 1]) : iri;
    const anno_str role = count > 2 ? ANNO_STR("target") : n ? ANNO_STR("target2") : ANNO_STR("target1");
    anno_doc_arg(a->doc, node, role, id, anno_json_at(target));
    n++;
  }
}

/* True if all targets of a relation are in the document of the first. */
static bool is_within(const adding *a) {
  const anno_json targets = anno_json_get(a->note->json, ANNO_STR("target"));
  ANNO_JSON_EACH(target, targets) {
    const unsigned number = anno_table_get(&a->web->by_id, anno_web_iri(target));
    if (number && a->web->notes[number - 1].group != a->note->group) return false;
  }
  return true;
}

/* A reply is a remark: its words are its value, and what else it has is said of it. */
static void add_reply(adding *a) {
  const anno_web_note *about = &a->web->notes[a->note->about - 1];
  const anno_json body = anno_web_first(a->note->json, "body"), text = anno_json_get(a->note->json, ANNO_STR("text"));
  const anno_json value = anno_json_is(text) ? text : anno_json_get(body, ANNO_STR("value"));
  const anno_str motivation = anno_json_text(anno_web_first(a->note->json, "motivation"));
  const anno_loc at = anno_json_at(a->note->json);
  const anno_node node =
      anno_doc_add(a->doc, ANNO_REMARK, a->to.owner, motivation.len ? motivation : ANNO_STR("replying"), at);
  anno_doc_item(a->doc, node)->value = anno_json_text(value);
  anno_doc_arg(a->doc, node, ANNO_STR(""), anno_web_item_id(a->web, about), at);
  if (a->note->creator.len) anno_json_say_text(&a->to, ANNO_STR("creator"), a->note->creator, at);
  anno_json_say(&a->to, ANNO_STR("tags"), anno_json_get(a->note->json, ANNO_STR("tags")));
  const anno_json bodies = anno_json_get(a->note->json, ANNO_STR("body"));
  size_t number = 0;
  ANNO_JSON_EACH(other, bodies) if (anno_json_is(bodies) == ANNO_JSON_ARRAY && number++) add_body(a, other);
  anno_json_say_rest(&a->to, ANNO_STR(""), a->note->json, reply_members);
}

void anno_web_add(const anno_web *web, anno_doc *doc, anno_ids *ids, const anno_web_note *note) {
  adding a = {.web = web, .doc = doc, .ids = ids, .note = note};
  const anno_loc at = anno_json_at(note->json);
  a.to = (anno_owner){doc, ids, anno_web_item_id(web, note)};
  bool tagged;
  const anno_str type = type_of(&a, &tagged);
  a.typed = !tagged;
  if (note->relates && !is_within(&a)) {
    anno_report(doc->ctx->diag, ANNO_NOT_TAKEN, at, "%.*s: it leads to an annotation of another document",
                ANNO_FMT(a.to.owner));
    doc->read++;
    doc->reported++;
    return;
  }
  if (note->relates) {
    add_relation(&a, type);
  } else if (note->about) {
    add_reply(&a);
    return;
  } else {
    add_targets(&a, anno_doc_add(doc, ANNO_SPAN, a.to.owner, type, at));
  }
  add_rest(&a, note->relates && !anno_str_eq(note->creator, doc->annotator));
}
