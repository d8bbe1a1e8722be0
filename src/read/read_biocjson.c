/* BioC as JSON. Source: bioc_schema.json of bionlplab/bioc. Beyond it, as services write it: documents of their own, in
   an array, one a line, or below another key; values of infons that are numbers, truth values, or arrays of these. */
#include "read/bioc.h"
#include "read/json.h"
#include "read/many.h"

static int bid(anno_head *head, anno_str path) {
  (void)path;
  if (anno_json_head_is(head, "documents/passages") == ANNO_JSON_ARRAY) return 90;
  if (anno_json_head_is(head, "passages/offset") == ANNO_JSON_NUMBER) return 90;
  if (anno_json_head_is(head, "PubTator3/passages") == ANNO_JSON_ARRAY) return 90;
  return 0;
}

typedef struct {
  anno_many many;
  anno_bioc_infons collection;
  anno_bioc *bioc; /* the document that is being read */
} reading;

static anno_doc *doc_of(const reading *r) { return r->bioc->doc; }
static anno_arena *arena_of(const reading *r) { return r->many.own.document; }

/* ---- Values */

static bool is_scalar(anno_json_kind kind) {
  return kind == ANNO_JSON_STRING || kind == ANNO_JSON_NUMBER || kind == ANNO_JSON_TRUE || kind == ANNO_JSON_FALSE;
}

static anno_str scalar(anno_json value) {
  const anno_json_kind kind = anno_json_is(value);
  if (kind == ANNO_JSON_TRUE) return ANNO_STR("true");
  return kind == ANNO_JSON_FALSE ? ANNO_STR("false") : anno_json_text(value);
}

/* A string, or a number where an ID may be one; "" if there is none. */
static anno_str text_in(reading *r, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  const anno_json_kind kind = anno_json_is(value);
  if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_STRING && kind != ANNO_JSON_NUMBER)
    anno_json_error(doc_of(r), value, "a string");
  return anno_json_text(value);
}

static size_t size_in(reading *r, anno_json object, const char *key, const char *wanted) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  const bool missing = anno_json_is(value) == ANNO_JSON_NOTHING;
  size_t n = 0;
  if (!anno_json_size(value, &n)) anno_json_error(doc_of(r), missing ? object : value, wanted);
  return n;
}

/* An array that may be missing. */
static anno_json array_in(reading *r, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (anno_json_is(value) <= ANNO_JSON_NULL || anno_json_is(value) == ANNO_JSON_ARRAY) return value;
  anno_json_error(doc_of(r), value, "an array");
  return (anno_json){0};
}

static bool is_object(reading *r, anno_json value) {
  if (anno_json_is(value) == ANNO_JSON_OBJECT) return true;
  anno_json_error(doc_of(r), value, "an object");
  return false;
}

/* ---- Infons */

static void not_taken(const anno_ctx *ctx, anno_json value) {
  anno_report(ctx->diag, ANNO_NOT_TAKEN, anno_json_at(value), "%.*s",
              ANNO_FMT(anno_json_pointer(ctx->document, value)));
}

static void add_infon(reading *r, anno_bioc_infons *to, anno_str key, anno_json value) {
  anno_arena *arena = to == &r->collection ? r->many.ctx->document : arena_of(r);
  if (is_scalar(anno_json_is(value)))
    anno_bioc_add_infon(arena, to, (anno_bioc_infon){key, scalar(value), anno_json_at(value), false});
  else if (anno_json_is(value) != ANNO_JSON_NULL)
    not_taken(r->many.ctx, value);
}

/* PubTator 3 has what stands in a role as an object: {"identifier": "MESH:D007249", "type": "Disease"}. */
static bool add_entry(reading *r, anno_bioc_infons *to, anno_str key, anno_json object) {
  const anno_json identifier = anno_json_get(object, ANNO_STR("identifier"));
  if (anno_json_is(object) != ANNO_JSON_OBJECT || !is_scalar(anno_json_is(identifier)) || to == &r->collection)
    return false;
  anno_bioc_add_infon(arena_of(r), to, (anno_bioc_infon){key, scalar(identifier), anno_json_at(identifier), true});
  ANNO_JSON_EACH(member, object) {
    const anno_str name = anno_json_key(member);
    if (!anno_str_eq(name, ANNO_STR("identifier")))
      add_infon(r, to, anno_arena_print(arena_of(r), "%.*s.%.*s", ANNO_FMT(key), ANNO_FMT(name)), member);
  }
  return true;
}

static void read_infons(reading *r, anno_json object, anno_bioc_infons *to) {
  const anno_json infons = anno_json_get(object, ANNO_STR("infons"));
  if (anno_json_is(infons) > ANNO_JSON_NULL && r->bioc && !is_object(r, infons)) return;
  ANNO_JSON_EACH(infon, infons) {
    const anno_str key = anno_json_key(infon);
    if (anno_json_is(infon) == ANNO_JSON_ARRAY) {
      ANNO_JSON_EACH(value, infon) add_infon(r, to, key, value);
    } else if (!add_entry(r, to, key, infon)) {
      add_infon(r, to, key, infon);
    }
  }
}

/* What the format does not have is kept as infons are, or told. */
static void read_rest(reading *r, anno_json object, const char *known, anno_bioc_infons *to) {
  ANNO_JSON_EACH(value, object) {
    if (anno_str_among(anno_json_key(value), known)) continue;
    if (anno_json_is(value) != ANNO_JSON_ARRAY) add_infon(r, to, anno_json_key(value), value);
    if (anno_json_is(value) != ANNO_JSON_ARRAY) continue;
    ANNO_JSON_EACH(item, value) add_infon(r, to, anno_json_key(value), item);
  }
}

/* ---- Annotations and relations */

static void read_locations(reading *r, anno_json object, anno_bioc_item *item) {
  ANNO_JSON_EACH(json, array_in(r, object, "locations")) {
    if (!is_object(r, json)) continue;
    const anno_bioc_location location = {size_in(r, json, "offset", "a location with an \"offset\" from 0"),
                                         size_in(r, json, "length", "a location with a \"length\" from 0"),
                                         anno_json_at(json)};
    ANNO_PUSH(arena_of(r), item->locations, item->location_count, item->location_capacity, location);
  }
}

static void read_nodes(reading *r, anno_json object, anno_bioc_item *item) {
  ANNO_JSON_EACH(json, array_in(r, object, "nodes")) {
    if (!is_object(r, json)) continue;
    const anno_json id = anno_json_get(json, ANNO_STR("refid"));
    const anno_bioc_node node = {text_in(r, json, "refid"), text_in(r, json, "role"), anno_json_at(id)};
    if (anno_json_is(id) == ANNO_JSON_NOTHING) anno_json_error(doc_of(r), json, "a node with \"refid\"");
    if (node.id.len) ANNO_PUSH(arena_of(r), item->nodes, item->node_count, item->node_capacity, node);
  }
}

static void read_items(reading *r, anno_json object, bool relation, unsigned part) {
  ANNO_JSON_EACH(json, array_in(r, object, relation ? "relations" : "annotations")) {
    if (!is_object(r, json)) continue;
    anno_bioc_item *item = anno_bioc_add_item(r->bioc, relation, part, anno_json_at(json));
    if (!item) return;
    item->id = text_in(r, json, "id");
    read_infons(r, json, &item->infons);
    if (relation) {
      read_nodes(r, json, item);
    } else {
      read_locations(r, json, item);
      item->text = text_in(r, json, "text");
    }
    read_rest(r, json, relation ? "id infons nodes" : "id infons locations text", &item->infons);
  }
}

/* ---- Passages and sentences */

static void read_parts(reading *r, anno_json object, unsigned passage);

static void read_part(reading *r, anno_json json, unsigned passage) {
  anno_bioc_part *part = anno_bioc_add_part(r->bioc, passage, anno_json_at(json));
  if (!part) return;
  const unsigned index = (unsigned)r->bioc->part_count;
  part->offset = size_in(r, json, "offset", "a passage or sentence with an \"offset\" from 0");
  part->has_offset = true;
  part->text = text_in(r, json, "text");
  read_infons(r, json, &part->infons);
  read_rest(r, json, "offset text infons sentences annotations relations", &part->infons);
  if (!passage) read_parts(r, json, index);
  read_items(r, json, false, index);
  read_items(r, json, true, index);
}

/* The sentences of a passage, or the passages of a document. */
static void read_parts(reading *r, anno_json object, unsigned passage) {
  ANNO_JSON_EACH(json, array_in(r, object, passage ? "sentences" : "passages"))
  if (is_object(r, json)) read_part(r, json, passage);
}

/* ---- Documents */

static void read_document(reading *r, anno_json json, bool alone) {
  anno_bioc bioc = {.doc = anno_many_begin(&r->many, anno_json_at(json)), .collection = &r->collection};
  if (!bioc.doc) return;
  r->bioc = &bioc;
  anno_str name = ANNO_STR("");
  if (is_object(r, json)) {
    name = text_in(r, json, "id");
    read_infons(r, json, &bioc.infons);
    read_rest(r, json, "id infons passages annotations relations", &bioc.infons);
    read_parts(r, json, 0);
    read_items(r, json, false, 0);
    read_items(r, json, true, 0);
    if (alone) anno_json_error(bioc.doc, json, "a collection with \"documents\", or a document with \"passages\"");
  }
  anno_bioc_to_doc(&bioc);
  anno_many_end(&r->many, bioc.doc, name, alone);
  r->bioc = NULL;
}

static void read_all(reading *r, anno_json array) {
  ANNO_JSON_EACH(json, array)
  if (anno_many_go_on(&r->many)) read_document(r, json, false);
}

static bool has_array(anno_json object, const char *key) {
  return anno_json_is(anno_json_get(object, anno_str_from(key))) == ANNO_JSON_ARRAY;
}

static void read_collection(reading *r, anno_json json) {
  r->collection = (anno_bioc_infons){0};
  read_rest(r, json, "infons documents", &r->collection);
  read_infons(r, json, &r->collection);
  read_all(r, anno_json_get(json, ANNO_STR("documents")));
}

/* The first array of an object that holds documents; nothing if there is none. */
static anno_json below(anno_json json) {
  ANNO_JSON_EACH(value, json)
  if (anno_json_is(value) == ANNO_JSON_ARRAY && has_array(anno_json_first(value), "passages")) return value;
  return (anno_json){0};
}

static void read_one(reading *r, anno_json json) {
  const anno_json array = below(json);
  if (has_array(json, "documents"))
    read_collection(r, json);
  else if (has_array(json, "passages"))
    read_document(r, json, false);
  else if (anno_json_is(array) == ANNO_JSON_ARRAY)
    read_all(r, array);
  else
    read_document(r, json, true);
}

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  reading *r = handle;
  (void)is_line;
  r->collection = (anno_bioc_infons){0};
  if (anno_json_is(root) != ANNO_JSON_ARRAY) read_one(r, root);
  if (anno_json_is(root) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(json, root)
    if (anno_many_go_on(&r->many)) read_one(r, json);
  }
  return r->many.status;
}

/* A value that could not be read is a document that is skipped. */
static void on_bad(void *handle, anno_loc at, bool is_line) {
  reading *r = handle;
  anno_many_bad(&r->many, at, !is_line);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  reading r = {.many = {.format = "biocjson", .out = out}};
  if (anno_many_open(&r.many, ctx, source, ".json .jsonl .ndjson .biocjson"))
    anno_many_values(&r.many, source->path, (anno_json_sink){&r, on_value, on_bad});
  return anno_many_close(&r.many);
}

const anno_reader anno_reader_biocjson = {.name = "biocjson",
                                          .summary = "BioC as JSON",
                                          .unit = ANNO_CODE_POINTS,
                                          .rules = "bioc",
                                          .bid = bid,
                                          .read = read_source};
