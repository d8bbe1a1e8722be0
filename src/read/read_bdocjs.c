/* GATE documents as JSON. Source: gatenlp, docs/format-bdocjs.md. */
#include "read/gate.h"
#include "read/json.h"

static int bid(anno_head *head, anno_str path) {
  const bool named = anno_str_ends(path, ANNO_STR(".bdocjs")) || anno_str_ends(path, ANNO_STR(".bdocjson"));
  if (!head->bytes.len) return named ? 60 : 0;
  if (anno_json_head_is(head, "annotation_sets") == ANNO_JSON_OBJECT) return 95;
  const anno_json_kind offsets = anno_json_head_is(head, "offset_type"), text = anno_json_head_is(head, "text");
  if (!named) return 0;
  return offsets == ANNO_JSON_STRING || text == ANNO_JSON_STRING ? 80 : 30;
}

/* ---- Values */

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

static bool is_there(anno_json value) { return anno_json_is(value) > ANNO_JSON_NULL; }

/* Reports the members of an object that this format does not have. */
static void tell_unknown(const anno_gate *gate, anno_json object, const char *known) {
  ANNO_JSON_EACH(value, object) {
    const anno_str key = anno_json_key(value);
    if (!anno_str_among(key, known))
      anno_gate_lose(gate, anno_json_key_at(value), key, "a member that this format does not have here");
  }
}

/* A name that may be missing. */
static anno_str name_in(const anno_gate *gate, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (is_there(value) && anno_json_is(value) != ANNO_JSON_STRING) anno_json_error(gate->doc, value, "a string");
  return anno_json_is(value) == ANNO_JSON_STRING ? anno_json_text(value) : ANNO_STR("");
}

static bool is_object(const anno_gate *gate, anno_json value, const char *wanted) {
  if (anno_json_is(value) == ANNO_JSON_OBJECT) return true;
  if (is_there(value)) anno_json_error(gate->doc, value, wanted);
  return false;
}

static void add_values(const anno_gate *gate, anno_gate_row *row, anno_json of);

/* JSON is nested 256 deep at most. */
static void add_value(const anno_gate *gate, anno_gate_row *row, anno_json json) {
  const anno_json_kind kind = anno_json_is(json);
  anno_gate_value *value = anno_gate_put(gate, row, ANNO_GATE_TEXT, anno_json_at(json));
  anno_gate_row inner = {0};
  if (!value) return;
  value->name = anno_json_key(json);
  value->text = kind == ANNO_JSON_FALSE ? ANNO_STR("false") : anno_json_text(json);
  if (kind == ANNO_JSON_NULL) value->kind = ANNO_GATE_NULL;
  if (kind == ANNO_JSON_TRUE) value->kind = ANNO_GATE_TRUE;
  if (kind != ANNO_JSON_ARRAY && kind != ANNO_JSON_OBJECT) return;
  value->kind = kind == ANNO_JSON_ARRAY ? ANNO_GATE_LIST : ANNO_GATE_MAP;
  add_values(gate, &inner, json);
  value->first = inner.first;
}

static void add_values(const anno_gate *gate, anno_gate_row *row, anno_json of) {
  ANNO_JSON_EACH(json, of) add_value(gate, row, json);
}

static void add_features(const anno_gate *gate, anno_gate_row *row, anno_json object) {
  const anno_json features = anno_json_get(object, ANNO_STR("features"));
  if (is_object(gate, features, "an object of features")) add_values(gate, row, features);
}

/* ---- Annotations */

static bool read_offset(anno_gate *gate, anno_json annotation, const char *key, size_t *out) {
  const anno_json value = anno_json_get(annotation, anno_str_from(key));
  if (anno_json_size(value, out)) return true;
  const bool there = anno_json_is(value) != ANNO_JSON_NOTHING;
  anno_json_error(gate->doc, there ? value : annotation,
                  there ? "an offset" : "an annotation with \"start\" and \"end\"");
  return false;
}

static anno_str id_in(const anno_gate *gate, anno_json annotation) {
  const anno_json id = anno_json_get(annotation, ANNO_STR("id"));
  if (!is_there(id)) return ANNO_STR("");
  if (anno_json_is(id) == ANNO_JSON_NUMBER && anno_gate_is_id(anno_json_text(id))) return anno_json_text(id);
  anno_json_error(gate->doc, id, "an integer");
  return ANNO_STR("");
}

static void read_annotation(anno_gate *gate, anno_json json, size_t set) {
  static const char known[] = "id type start end features gatenlp_type";
  size_t begin = 0, end = 0;
  if (anno_json_is(json) != ANNO_JSON_OBJECT) {
    anno_json_error(gate->doc, json, "an annotation");
    return;
  }
  tell_unknown(gate, json, known);
  const bool begins = read_offset(gate, json, "start", &begin), stops = read_offset(gate, json, "end", &end);
  anno_gate_note *note = anno_gate_add(gate, set, id_in(gate, json), name_in(gate, json, "type"), anno_json_at(json));
  if (!note) return;
  note->begin = begin;
  note->end = end;
  note->has_place = begins && stops;
  add_features(gate, &note->features, json);
}

static void read_set(anno_gate *gate, anno_json json) {
  static const char known[] = "name annotations next_annid max_annid gatenlp_type";
  if (!is_object(gate, json, "an annotation set")) return;
  tell_unknown(gate, json, known);
  const anno_str key = anno_json_key(json), name = name_in(gate, json, "name");
  if (name.len && !anno_str_eq(name, key))
    anno_gate_lose(gate, anno_json_at(anno_json_get(json, ANNO_STR("name"))), name,
                   "the set has another name as its key");
  const size_t set = anno_gate_set_of(gate, key, anno_json_at(json));
  const anno_json annotations = anno_json_get(json, ANNO_STR("annotations"));
  if (is_there(annotations) && anno_json_is(annotations) != ANNO_JSON_ARRAY)
    anno_json_error(gate->doc, annotations, "an array of annotations");
  ANNO_JSON_EACH(annotation, annotations) read_annotation(gate, annotation, set);
}

/* ---- The file */

static void read_unit(anno_gate *gate, anno_json root) {
  const anno_str type = name_in(gate, root, "offset_type");
  gate->doc->unit = is(type, "j") ? ANNO_UTF16_UNITS : ANNO_CODE_POINTS;
  if (type.len && !is(type, "j") && !is(type, "p"))
    anno_json_error(gate->doc, anno_json_get(root, ANNO_STR("offset_type")), "\"p\" or \"j\"");
}

/* The name that a document may have stands beside its features. */
static void read_name(anno_gate *gate, anno_json root) {
  const anno_json name = anno_json_get(root, ANNO_STR("name"));
  const anno_str text = name_in(gate, root, "name");
  anno_gate_value *value = text.len ? anno_gate_put(gate, &gate->features, ANNO_GATE_TEXT, anno_json_at(name)) : NULL;
  if (!value) return;
  value->name = ANNO_STR("name");
  value->text = text;
}

static void read_root(anno_gate *gate, anno_json root) {
  static const char known[] = "name text offset_type annotation_sets features gatenlp_type document_type repr_version";
  if (anno_json_is(root) != ANNO_JSON_OBJECT) {
    anno_json_error(gate->doc, root, "a document");
    return;
  }
  tell_unknown(gate, root, known);
  read_unit(gate, root);
  const anno_json text = anno_json_get(root, ANNO_STR("text"));
  gate->doc->text = name_in(gate, root, "text");
  gate->doc->has_text = anno_json_is(text) == ANNO_JSON_STRING;
  add_features(gate, &gate->features, root);
  read_name(gate, root);
  const anno_json sets = anno_json_get(root, ANNO_STR("annotation_sets"));
  if (is_object(gate, sets, "an object of annotation sets")) ANNO_JSON_EACH(set, sets) read_set(gate, set);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  const anno_status status = anno_source_load(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  anno_doc *doc =
      anno_source_part(ctx, source, anno_source_id(source, ".bdocjs .bdocjson .json"), (anno_loc){input, 0});
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("bdocjs");
  anno_gate gate = anno_gate_of(doc);
  anno_json root;
  const anno_status parsed = anno_json_parse(ctx, input, &root);
  if (parsed > ANNO_SKIP) return parsed;
  if (parsed == ANNO_OK)
    read_root(&gate, root);
  else
    doc->bad = true;
  return anno_gate_to_doc(&gate, out);
}

const anno_reader anno_reader_bdocjs = {.name = "bdocjs",
                                        .summary = "GATE documents as JSON (.bdocjs)",
                                        .unit = ANNO_CODE_POINTS,
                                        .rules = "gate",
                                        .bid = bid,
                                        .read = read_source};
