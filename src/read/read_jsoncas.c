/* UIMA CAS as JSON 0.4. Source: apache/uima-uimaj-io-jsoncas, SPECIFICATION.adoc. */
#include "read/cas_source.h"
#include "read/json.h"
#include "read/source.h"

/* The name alone says only that it is JSON. */
static int bid(anno_head *head, anno_str path) {
  (void)path;
  static const char *const keys[] = {"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS", "%HEADER"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (anno_json_head(head->bytes, keys[i]).len) return 95;
  return 0;
}

/* ---- Types */

/* A name, or nothing where it may be missing. */
static anno_str name_in(anno_cas *cas, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  const anno_json_kind kind = anno_json_is(value);
  if (kind != ANNO_JSON_STRING && kind != ANNO_JSON_NOTHING) anno_json_error(cas->doc, value, "a name");
  return anno_json_text(value);
}

static bool is_keyword(anno_str key) { return key.len && key.ptr[0] == '%'; }

static void read_type(anno_cas *cas, anno_json json) {
  if (anno_json_is(json) != ANNO_JSON_OBJECT) {
    anno_json_error(cas->doc, json, "a type");
    return;
  }
  anno_cas_type *type = anno_cas_types_add(&cas->types, anno_json_key(json), name_in(cas, json, "%SUPER_TYPE"));
  ANNO_JSON_EACH(feature, json) {
    const anno_str name = anno_json_key(feature);
    if (is_keyword(name)) continue;
    if (anno_json_is(feature) != ANNO_JSON_OBJECT) {
      anno_json_error(cas->doc, feature, "a feature");
      continue;
    }
    const anno_cas_feature row = {name, name_in(cas, feature, "%RANGE"), name_in(cas, feature, "%ELEMENT_TYPE"), true};
    if (type) anno_cas_types_feature(&cas->types, type, row);
  }
}

/* ---- Feature structures */

static bool is_array(anno_str type) {
  return anno_str_ends(type, ANNO_STR("[]")) || anno_str_eq(type, ANNO_STR("uima.cas.FSArray"));
}

/* A string, number or truth value as text; "" after a finding, and for null. */
static anno_str scalar(anno_cas *cas, anno_json value) {
  switch (anno_json_is(value)) {
    case ANNO_JSON_TRUE: return ANNO_STR("true");
    case ANNO_JSON_FALSE: return ANNO_STR("false");
    case ANNO_JSON_NULL: return ANNO_STR("");
    case ANNO_JSON_STRING:
    case ANNO_JSON_NUMBER: return anno_json_text(value);
    default: anno_json_error(cas->doc, value, "a string, a number, true, false or null"); return ANNO_STR("");
  }
}

/* The ID of a structure, "0" for null. */
static anno_str reference(anno_cas *cas, anno_json value) {
  size_t id;
  if (anno_json_is(value) == ANNO_JSON_NULL) return ANNO_STR("0");
  if (!anno_json_size(value, &id)) anno_json_error(cas->doc, value, "the ID of a feature structure");
  return anno_json_text(value);
}

static anno_cas_kind kind_of(anno_json value) {
  switch (anno_json_is(value)) {
    case ANNO_JSON_TRUE:
    case ANNO_JSON_FALSE: return ANNO_CAS_BOOLEAN;
    case ANNO_JSON_NUMBER: return ANNO_CAS_NUMBER;
    default: return ANNO_CAS_STRING;
  }
}

static void read_elements(anno_cas *cas, anno_cas_fs *fs, anno_json json) {
  const bool refers = is_array(anno_cas_type_of(cas, fs));
  const anno_json_kind is = anno_json_is(json);
  const anno_cas_kind kind = refers ? ANNO_CAS_REF : kind_of(is == ANNO_JSON_ARRAY ? anno_json_first(json) : json);
  anno_cas_value *value = anno_cas_add_value(cas, fs, ANNO_STR("elements"), kind, anno_json_at(json));
  if (!value) return;
  value->many = true;
  /* Bytes are one string. */
  if (is == ANNO_JSON_STRING && !refers) {
    anno_cas_add_text(cas, value, anno_json_text(json));
    return;
  }
  if (is != ANNO_JSON_ARRAY) anno_json_error(cas->doc, json, "an array");
  ANNO_JSON_EACH(item, json) anno_cas_add_text(cas, value, refers ? reference(cas, item) : scalar(cas, item));
}

/* "@name" is a reference, "^name" an offset, "#name" a number that JSON has no form for. */
static void read_feature(anno_cas *cas, anno_cas_fs *fs, anno_json json) {
  anno_str name = anno_json_key(json);
  const char mark = name.len ? name.ptr[0] : 0;
  const bool refers = mark == '@', marked = refers || mark == '^' || mark == '#';
  if (anno_json_is(json) == ANNO_JSON_NULL) return;
  if (marked) name = anno_str_sub(name, 1, name.len);
  const anno_cas_kind kind = refers ? ANNO_CAS_REF : marked ? ANNO_CAS_NUMBER : kind_of(json);
  const anno_str text = refers ? reference(cas, json) : scalar(cas, json);
  anno_cas_value *value = anno_cas_add_value(cas, fs, name, kind, anno_json_at(json));
  if (value) anno_cas_add_text(cas, value, text);
}

static void read_sofa(anno_cas *cas, anno_json json, anno_str id) {
  const anno_json text = anno_json_get(json, ANNO_STR("sofaString"));
  const anno_str string = anno_json_text(text);
  const bool has_text = anno_json_is(text) == ANNO_JSON_STRING;
  if (!has_text && anno_json_is(text) > ANNO_JSON_NULL) anno_json_error(cas->doc, text, "a string");
  anno_cas_declare_view(cas, id, name_in(cas, json, "sofaID"), has_text ? &string : NULL, anno_json_at(json));
}

static void read_fs(anno_cas *cas, anno_json json, bool keyed) {
  if (anno_json_is(json) != ANNO_JSON_OBJECT) {
    anno_json_error(cas->doc, json, "a feature structure");
    return;
  }
  const anno_json number = anno_json_get(json, ANNO_STR("%ID"));
  const bool has_id = anno_json_is(number) != ANNO_JSON_NOTHING;
  const anno_str id = has_id ? reference(cas, number) : keyed ? anno_json_key(json) : ANNO_STR("");
  const anno_str type = name_in(cas, json, "%TYPE");
  if (!type.len) anno_json_error(cas->doc, json, "a feature structure with \"%TYPE\"");
  if (anno_str_eq(type, ANNO_STR("uima.cas.Sofa"))) {
    read_sofa(cas, json, id);
    return;
  }
  const uint32_t used = anno_cas_use(cas, type);
  anno_cas_fs *fs = used ? anno_cas_add(cas, id, used, anno_json_at(json)) : NULL;
  if (!fs) return;
  anno_cas_reserve(cas, fs, anno_json_count(json));
  ANNO_JSON_EACH(feature, json) {
    const anno_str key = anno_json_key(feature);
    if (anno_str_eq(key, ANNO_STR("%ELEMENTS")))
      read_elements(cas, fs, feature);
    else if (!is_keyword(key))
      read_feature(cas, fs, feature);
  }
}

/* ---- Views */

static void read_view(anno_cas *cas, anno_json json) {
  if (anno_json_is(json) != ANNO_JSON_OBJECT) {
    anno_json_error(cas->doc, json, "a view");
    return;
  }
  const anno_json sofa = anno_json_get(json, ANNO_STR("%SOFA"));
  const anno_str id = anno_json_is(sofa) > ANNO_JSON_NULL ? reference(cas, sofa) : ANNO_STR("");
  anno_cas_view *view = anno_cas_view_of(cas, id, anno_json_at(json));
  if (!view) return;
  if (!view->name.len) view->name = anno_json_key(json);
  const anno_json members = anno_json_get(json, ANNO_STR("%MEMBERS"));
  if (anno_json_is(members) > ANNO_JSON_NULL && anno_json_is(members) != ANNO_JSON_ARRAY)
    anno_json_error(cas->doc, members, "an array");
  ANNO_JSON_EACH(member, members) anno_cas_add_member(cas, view, reference(cas, member));
}

/* ---- The file */

/* An object or array that may be missing. */
static anno_json part(anno_cas *cas, anno_json root, const char *key, bool array) {
  const anno_json value = anno_json_get(root, anno_str_from(key));
  const anno_json_kind kind = anno_json_is(value);
  if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_OBJECT && !(array && kind == ANNO_JSON_ARRAY))
    anno_json_error(cas->doc, value, array ? "an array or an object" : "an object");
  return value;
}

static void read_cas(anno_cas *cas, anno_json root) {
  if (anno_json_is(root) != ANNO_JSON_OBJECT) {
    anno_json_error(cas->doc, root, "an object");
    return;
  }
  const anno_json types = part(cas, root, "%TYPES", false);
  const anno_json fss = part(cas, root, "%FEATURE_STRUCTURES", true);
  const anno_json views = part(cas, root, "%VIEWS", false);
  ANNO_JSON_EACH(type, types) read_type(cas, type);
  ANNO_JSON_EACH(fs, fss) read_fs(cas, fs, anno_json_is(fss) == ANNO_JSON_OBJECT);
  ANNO_JSON_EACH(view, views) read_view(cas, view);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  anno_status status = anno_source_load(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  anno_cas *cas = anno_cas_open(ctx, source, ".json", input);
  if (!cas) return ANNO_NO_MEMORY;
  cas->doc->format = ANNO_STR("jsoncas");
  anno_json root;
  status = anno_json_parse(ctx, input, &root);
  cas->unsure = cas->unsure || status == ANNO_SKIP;
  if (status == ANNO_OK) read_cas(cas, root);
  return status > ANNO_SKIP ? status : anno_cas_to_docs(cas, out);
}

const anno_reader anno_reader_jsoncas = {.name = "jsoncas",
                                         .summary = "UIMA CAS as JSON 0.4: INCEpTION, uimaj",
                                         .unit = ANNO_UTF16_UNITS,
                                         .rules = "uima",
                                         .bid = bid,
                                         .read = read_source};
