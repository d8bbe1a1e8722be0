/* PubAnnotation JSON: text, denotations, relations, attributes and modifications, one set or several tracks. Source:
   the annotation format page of PubAnnotation. Offsets are code points. */
#include "read/json.h"
#include "read/many.h"
#include "read/said.h"

static int bid(anno_head *head, anno_str path) {
  (void)path;
  const bool text = anno_json_head_is(head, "text") == ANNO_JSON_STRING;
  if (anno_json_head_is(head, "denotations/span/begin") == ANNO_JSON_NUMBER) return 95;
  if (anno_json_head_is(head, "tracks/denotations") == ANNO_JSON_ARRAY) return 95;
  if (text && anno_json_head_is(head, "denotations") == ANNO_JSON_ARRAY) return 90;
  return text && anno_json_head_is(head, "sourcedb") == ANNO_JSON_STRING ? 85 : 0;
}

typedef struct {
  anno_many many;
  anno_doc *doc; /* the open document */
  anno_ids ids;
  anno_table own;  /* ID in the track that is being read -> index into `given` plus one */
  anno_str *given; /* the IDs of its annotations in the document, in the order in which they are read */
  size_t given_count, given_capacity, next;
  anno_str layer;       /* the project of that track */
  anno_json namespaces; /* of the document, or of the track if it has its own */
  size_t number;        /* items without ID so far */
} reading;

static anno_arena *arena_of(const reading *r) { return r->many.own.document; }

static anno_str print(const reading *r, const char *format, anno_str a, anno_str b) {
  return anno_arena_print(arena_of(r), format, ANNO_FMT(a), ANNO_FMT(b));
}

/* ---- Values */

static bool is_scalar(anno_json_kind kind) {
  return kind == ANNO_JSON_STRING || kind == ANNO_JSON_NUMBER || kind == ANNO_JSON_TRUE || kind == ANNO_JSON_FALSE;
}

/* "" for true, as the model has it. */
static anno_str scalar(anno_json value) {
  return anno_json_is(value) == ANNO_JSON_FALSE ? ANNO_STR("false") : anno_json_text(value);
}

static bool is_object(reading *r, anno_json value) {
  if (anno_json_is(value) == ANNO_JSON_OBJECT) return true;
  anno_json_error(r->doc, value, "an object");
  return false;
}

/* A value that must be there, and of which `wanted` says what it is. */
static anno_json need(reading *r, anno_json object, const char *key, const char *wanted) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (anno_json_is(value) == ANNO_JSON_NOTHING) anno_json_error(r->doc, object, wanted);
  return value;
}

/* A name or an ID, which some tools write as a number. */
static anno_str name_of(reading *r, anno_json value, const char *wanted) {
  const anno_json_kind kind = anno_json_is(value);
  const bool right = (kind == ANNO_JSON_STRING || kind == ANNO_JSON_NUMBER) && anno_json_text(value).len;
  if (kind != ANNO_JSON_NOTHING && !right) anno_json_error(r->doc, value, wanted);
  return right ? anno_json_text(value) : ANNO_STR("");
}

static anno_json array_in(reading *r, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (anno_json_is(value) > ANNO_JSON_NULL && anno_json_is(value) != ANNO_JSON_ARRAY)
    anno_json_error(r->doc, value, "an array");
  return value;
}

/* ---- Namespaces */

/* The IRI of the namespace, "" if it is not declared. */
static anno_str base_of(const reading *r, anno_str prefix) {
  ANNO_JSON_EACH(space, r->namespaces) {
    const anno_json name = anno_json_get(space, ANNO_STR("prefix")), uri = anno_json_get(space, ANNO_STR("uri"));
    if (anno_json_is(name) == ANNO_JSON_STRING && anno_str_eq(anno_json_text(name), prefix)) return anno_json_text(uri);
  }
  return ANNO_STR("");
}

/* The IRI that a value stands for: it is one, or PREFIX:REST with a declared prefix, or all values have a base; "" if
   it stands for none. */
static anno_str iri_of(const reading *r, anno_json value, bool based) {
  const anno_str text = anno_json_text(value), colon = ANNO_STR("://");
  const size_t at = anno_str_find(text, 0, ':');
  if (anno_json_is(value) != ANNO_JSON_STRING || !text.len || anno_str_find(text, 0, ' ') < text.len)
    return ANNO_STR("");
  if (anno_str_starts(anno_str_sub(text, at, text.len), colon)) return text;
  const anno_str base = at < text.len ? base_of(r, anno_str_sub(text, 0, at)) : ANNO_STR("");
  if (base.len) return print(r, "%.*s%.*s", base, anno_str_sub(text, at + 1, text.len));
  const anno_str all = based ? base_of(r, ANNO_STR("_base")) : ANNO_STR("");
  return all.len ? print(r, "%.*s%.*s", all, text) : ANNO_STR("");
}

/* ---- IDs: unique in a track; what they refer to may come later */

static void give_id(reading *r, anno_json object, const char *letter) {
  const anno_json value = anno_json_get(object, ANNO_STR("id"));
  const anno_str id = name_of(r, value, "an ID");
  anno_str own = id;
  if (!id.len) own = anno_arena_print(arena_of(r), "%s%zu", letter, ++r->number);
  own = anno_ids_take(&r->ids, own);
  const unsigned which = (unsigned)r->given_count + 1;
  if (!ANNO_PUSH(arena_of(r), r->given, r->given_count, r->given_capacity, own)) return;
  /* Attributes are numbered by themselves in some files, and hardly anything refers to one. */
  const bool counts = letter[0] != 'A' && letter[0] != 'M';
  if (id.len && anno_table_add(&r->own, id, which) != which && counts)
    anno_doc_error(r->doc, ANNO_DUPLICATE_ID, anno_json_at(value), id);
}

static void add_argument(reading *r, anno_node node, const char *role, anno_json value) {
  const anno_str id = name_of(r, value, "the ID of an annotation");
  const unsigned which = id.len ? anno_table_get(&r->own, id) : 0;
  if (which)
    anno_doc_arg(r->doc, node, anno_str_from(role), r->given[which - 1], anno_json_at(value));
  else if (id.len)
    anno_doc_error(r->doc, ANNO_DANGLING, anno_json_at(value), id);
}

static anno_node add(reading *r, anno_kind kind, anno_json object) {
  const anno_str id = r->next < r->given_count ? r->given[r->next] : ANNO_STR("");
  const anno_node node = anno_doc_add(r->doc, kind, id, ANNO_STR("denotation"), anno_json_at(object));
  r->next++;
  anno_doc_item(r->doc, node)->layer = r->layer;
  return node;
}

static anno_node add_said(reading *r, anno_node of, anno_json value, anno_str name, anno_str iri) {
  const anno_owner to = {r->doc, &r->ids, anno_doc_item(r->doc, of)->id};
  const anno_node node = anno_say(&to, iri.len ? ANNO_LINK : ANNO_ATTRIBUTE, name, anno_json_at(value));
  anno_item *item = anno_doc_item(r->doc, node);
  item->layer = r->layer;
  item->value = iri.len ? iri : scalar(value);
  if (iri.len) item->database = name;
  return node;
}

/* ---- Denotations */

static void add_span(reading *r, anno_node node, anno_json span) {
  const anno_json begin = anno_json_get(span, ANNO_STR("begin")), end = anno_json_get(span, ANNO_STR("end"));
  size_t from, to;
  if (!anno_json_size(begin, &from) || !anno_json_size(end, &to)) {
    anno_json_error(r->doc, span, "a span with \"begin\" and \"end\" from 0");
    return;
  }
  anno_doc_fragment(r->doc, node, from, to);
  anno_item *item = anno_doc_item(r->doc, node);
  if (item->fragment_count) item->fragments[item->fragment_count - 1].at = anno_json_at(span);
}

/* What it denotes is a type, or an entry, if it is the IRI of one. */
static void read_denotation(reading *r, anno_json json) {
  const anno_node node = add(r, ANNO_SPAN, json);
  const anno_json span = need(r, json, "span", "a denotation with \"span\" and \"obj\"");
  const anno_json obj = need(r, json, "obj", "a denotation with \"span\" and \"obj\"");
  if (anno_json_is(span) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(part, span) add_span(r, node, part);
  } else if (anno_json_is(span) != ANNO_JSON_NOTHING) {
    add_span(r, node, span);
  }
  if (anno_json_is(obj) == ANNO_JSON_NULL) return; /* nobody has said so far */
  const anno_str iri = iri_of(r, obj, true), type = name_of(r, obj, "what the span denotes");
  if (iri.len)
    add_said(r, node, obj, ANNO_STR("obj"), iri);
  else
    anno_doc_item(r->doc, node)->type = type;
}

/* ---- What is said of them */

static void read_relation(reading *r, anno_json json) {
  static const char *const wanted = "a relation with \"pred\", \"subj\" and \"obj\"";
  const anno_node node = add(r, ANNO_RELATION, json);
  anno_doc_item(r->doc, node)->type = name_of(r, need(r, json, "pred", wanted), "the name of a relation");
  add_argument(r, node, "subj", need(r, json, "subj", wanted));
  add_argument(r, node, "obj", need(r, json, "obj", wanted));
}

static void read_attribute(reading *r, anno_json json) {
  static const char *const wanted = "an attribute with \"pred\", \"subj\" and \"obj\"";
  const anno_json obj = need(r, json, "obj", wanted);
  const anno_json_kind kind = anno_json_is(obj);
  const anno_str iri = iri_of(r, obj, false), name = name_of(r, need(r, json, "pred", wanted), "a name");
  const anno_node node = add(r, iri.len ? ANNO_LINK : ANNO_ATTRIBUTE, json);
  anno_item *item = anno_doc_item(r->doc, node);
  item->type = name;
  item->value = iri.len ? iri : scalar(obj);
  if (iri.len) item->database = name;
  if (kind != ANNO_JSON_NOTHING && !is_scalar(kind)) anno_json_error(r->doc, obj, "a string, number or truth value");
  add_argument(r, node, "", need(r, json, "subj", wanted));
}

static void read_modification(reading *r, anno_json json) {
  static const char *const wanted = "a modification with \"pred\" and \"obj\"";
  const anno_node node = add(r, ANNO_ATTRIBUTE, json);
  anno_doc_item(r->doc, node)->type = name_of(r, need(r, json, "pred", wanted), "a name");
  add_argument(r, node, "", need(r, json, "obj", wanted));
}

/* ---- Sets */

static const struct {
  const char *key, *letter;
  void (*read)(reading *r, anno_json json);
} arrays[] = {{"denotations", "T", read_denotation},
              {"blocks", "B", read_denotation},
              {"relations", "R", read_relation},
              {"attributes", "A", read_attribute},
              {"modifications", "M", read_modification}};
enum { ARRAYS = sizeof arrays / sizeof *arrays };

static void not_taken(const reading *r, anno_json value) {
  if (anno_json_is(value) != ANNO_JSON_NULL && !is_scalar(anno_json_is(value)) && !anno_json_count(value)) return;
  anno_report(r->doc->ctx->diag, ANNO_NOT_TAKEN, anno_json_key_at(value), "%.*s",
              ANNO_FMT(anno_json_pointer(arena_of(r), value)));
}

static void read_set(reading *r, anno_json json) {
  r->own = anno_table_in(arena_of(r));
  r->given = NULL;
  r->given_count = r->given_capacity = r->next = 0;
  for (size_t i = 0; i < ARRAYS; i++) ANNO_JSON_EACH(item, array_in(r, json, arrays[i].key))
  if (is_object(r, item)) give_id(r, item, arrays[i].letter);
  for (size_t i = 0; i < ARRAYS && !anno_arena_failed(arena_of(r)); i++)
    ANNO_JSON_EACH(item, anno_json_get(json, anno_str_from(arrays[i].key)))
  if (anno_json_is(item) == ANNO_JSON_OBJECT) arrays[i].read(r, item);
}

static bool is_set(anno_str key) {
  for (size_t i = 0; i < ARRAYS; i++)
    if (anno_str_eq(key, anno_str_from(arrays[i].key))) return true;
  return anno_str_eq(key, ANNO_STR("namespaces"));
}

static void read_track(reading *r, anno_json json) {
  const anno_json above = r->namespaces, own = array_in(r, json, "namespaces");
  if (!is_object(r, json)) return;
  r->layer = name_of(r, anno_json_get(json, ANNO_STR("project")), "the name of a project");
  if (anno_json_is(own) == ANNO_JSON_ARRAY) r->namespaces = own;
  ANNO_JSON_EACH(value, json)
  if (!is_set(anno_json_key(value)) && !anno_str_eq(anno_json_key(value), ANNO_STR("project"))) not_taken(r, value);
  read_set(r, json);
  r->namespaces = above;
  r->layer = ANNO_STR("");
}

/* ---- Documents */

static bool is_about(anno_str key) {
  return !is_set(key) && !anno_str_eq(key, ANNO_STR("text")) && !anno_str_eq(key, ANNO_STR("tracks"));
}

/* Where the text is from: attributes of the document as a whole. */
static void read_about(reading *r, anno_json json) {
  anno_node whole = 0;
  ANNO_JSON_EACH(value, json) {
    const anno_str key = anno_json_key(value);
    const anno_json_kind kind = anno_json_is(value);
    if (!is_about(key) || kind == ANNO_JSON_NULL || (kind == ANNO_JSON_STRING && !anno_json_text(value).len)) continue;
    if (!is_scalar(kind)) {
      not_taken(r, value);
      continue;
    }
    if (!whole) whole = anno_add_whole(r->doc, &r->ids, "document", anno_json_key_at(value));
    add_said(r, whole, value, key, iri_of(r, value, false));
  }
}

static void read_text(reading *r, anno_json json) {
  const anno_json text = anno_json_get(json, ANNO_STR("text"));
  const anno_json_kind kind = anno_json_is(text);
  if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_STRING) anno_json_error(r->doc, text, "a string");
  r->doc->has_text = kind == ANNO_JSON_STRING;
  r->doc->text = anno_json_text(text);
}

/* SOURCEDB/SOURCEID/DIVID, as far as they are there. */
static anno_str name_document(const reading *r, anno_json json) {
  static const char *const keys[] = {"sourcedb", "sourceid", "divid"};
  anno_str name = ANNO_STR("");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const anno_str part = anno_json_text(anno_json_get(json, anno_str_from(keys[i])));
    if (part.len) name = name.len ? print(r, "%.*s/%.*s", name, part) : part;
  }
  return name;
}

static void read_members(reading *r, anno_json json) {
  r->namespaces = array_in(r, json, "namespaces");
  read_text(r, json);
  read_set(r, json);
  ANNO_JSON_EACH(track, array_in(r, json, "tracks")) read_track(r, track);
  read_about(r, json);
  if (r->doc->has_text || r->doc->bad) return;
  if (r->doc->count > 1)
    anno_report(r->doc->ctx->diag, ANNO_NO_TEXT, r->doc->at, NULL);
  else
    anno_json_error(r->doc, json, "an object with \"text\"");
}

static void read_document(reading *r, anno_json json, bool alone) {
  r->doc = anno_many_begin(&r->many, anno_json_at(json));
  if (!r->doc) return;
  r->ids = anno_ids_in(arena_of(r));
  r->layer = ANNO_STR("");
  r->number = 0;
  if (is_object(r, json)) read_members(r, json);
  anno_many_end(&r->many, r->doc, name_document(r, json), alone);
}

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  reading *r = handle;
  if (anno_json_is(root) != ANNO_JSON_ARRAY) read_document(r, root, !is_line);
  if (anno_json_is(root) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(json, root)
    if (anno_many_go_on(&r->many)) read_document(r, json, false);
  }
  return r->many.status;
}

/* A value that could not be read is a document that is skipped. */
static void on_bad(void *handle, anno_loc at, bool is_line) {
  reading *r = handle;
  anno_many_bad(&r->many, at, !is_line);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  reading r = {.many = {.format = "pubannotation", .out = out}};
  if (anno_many_open(&r.many, ctx, source, ".json .jsonl .ndjson"))
    anno_many_values(&r.many, source->path, (anno_json_sink){&r, on_value, on_bad});
  return anno_many_close(&r.many);
}

const anno_reader anno_reader_pubannotation = {.name = "pubannotation",
                                               .summary = "PubAnnotation JSON",
                                               .unit = ANNO_CODE_POINTS,
                                               .rules = "pubannotation",
                                               .bid = bid,
                                               .read = read_source};
