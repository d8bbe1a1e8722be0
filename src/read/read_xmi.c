/* UIMA CAS as XMI, with its type system beside it or above.
   Source: Apache UIMA reference, "XMI CAS Serialization Reference". */
#include "read/cas_source.h"
#include "read/source.h"
#include "read/xml.h"

#define XMI "http://www.omg.org/XMI"

static const char endings[] = ".xmi";

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  const bool named = anno_path_ending(path, endings) != 0;
  if (!head.len) return named ? 60 : 0;
  const anno_str root = anno_xml_root(head);
  size_t n = 0;
  while (n < root.len && !anno_is_white(root.ptr[n])) n++;
  const anno_str name = anno_str_sub(root, 0, n);
  if (anno_str_ends(name, ANNO_STR(":XMI")) || anno_str_eq(name, ANNO_STR("XMI"))) return named ? 95 : 80;
  return named ? 30 : 0;
}

/* ---- Elements */

typedef struct {
  anno_cas *cas;
  anno_table types; /* namespace and name of an element -> number in cas->used */
  unsigned open;    /* the feature structure whose element is open, 0: none */
  size_t value;     /* the index of its value whose element is open, plus one */
  bool has_text;
} reading;

static bool fail(reading *r, anno_loc at, const char *what) {
  anno_doc_error(r->cas->doc, ANNO_BAD_VALUE, at, anno_str_from(what));
  return true;
}

/* "http:///a/b/c.ecore" and "Local" to "a.b.c.Local"; "" if it is no such namespace. */
static anno_str type_name(anno_arena *arena, anno_str uri, anno_str local) {
  const anno_str front = ANNO_STR("http:///"), back = ANNO_STR(".ecore");
  if (!anno_str_starts(uri, front) || !anno_str_ends(uri, back) || uri.len < front.len + back.len) return ANNO_STR("");
  const anno_str package = anno_str_sub(uri, front.len, uri.len - back.len);
  if (anno_str_eq(package, ANNO_STR("uima/noNamespace"))) return local;
  char *name = anno_arena_take(arena, package.len + 1 + local.len);
  if (!name) return ANNO_STR("");
  for (size_t i = 0; i < package.len; i++) name[i] = package.ptr[i] == '/' ? '.' : package.ptr[i];
  name[package.len] = '.';
  memcpy(name + package.len + 1, local.ptr, local.len);
  return (anno_str){name, package.len + 1 + local.len};
}

/* A type in cas->used; 0 without memory. One without a name is a fault. */
static uint32_t new_type(reading *r, const anno_xml_tag *tag) {
  return anno_cas_use(r->cas, type_name(r->cas->ctx->document, tag->uri, tag->name));
}

/* The type of an element. */
static uint32_t type_of(reading *r, const anno_xml_tag *tag) {
  enum { LONGEST = 400 };
  char key[LONGEST];
  const size_t length = tag->uri.len + 1 + tag->name.len;
  if (length > LONGEST) return new_type(r, tag);
  memcpy(key, tag->uri.ptr, tag->uri.len);
  key[tag->uri.len] = ' ';
  memcpy(key + tag->uri.len + 1, tag->name.ptr, tag->name.len);
  const anno_str wanted = {key, length};
  const unsigned known = anno_table_get(&r->types, wanted);
  if (known) return known;
  const uint32_t type = new_type(r, tag);
  if (type) anno_table_add(&r->types, anno_arena_copy(r->cas->ctx->document, wanted), type);
  return type;
}

static void add_sofa(reading *r, const anno_xml_tag *tag) {
  const anno_xml_attr *id = anno_xml_attr_in(tag, XMI, "id"), *text = anno_xml_attr_named(tag, "sofaString");
  anno_cas_declare_view(r->cas, id ? id->value : ANNO_STR(""), anno_xml_value(tag, "sofaID"),
                        text ? &text->value : NULL, tag->at);
}

static void add_view(reading *r, const anno_xml_tag *tag) {
  anno_cas_view *view = anno_cas_view_of(r->cas, anno_xml_value(tag, "sofa"), tag->at);
  anno_str rest = anno_xml_value(tag, "members");
  while (view && rest.len) {
    const anno_str id = anno_str_cut(&rest, ' ');
    if (id.len) anno_cas_add_member(r->cas, view, id);
  }
}

static void add_fs(reading *r, const anno_xml_tag *tag, uint32_t type) {
  const anno_xml_attr *id = anno_xml_attr_in(tag, XMI, "id");
  anno_cas_fs *fs = anno_cas_add(r->cas, id ? id->value : ANNO_STR(""), type, tag->at);
  if (fs) anno_cas_reserve(r->cas, fs, tag->attr_count);
  for (size_t i = 0; fs && i < tag->attr_count; i++) {
    const anno_xml_attr *attr = &tag->attrs[i];
    if (attr->uri.len) continue;
    anno_cas_value *value = anno_cas_add_value(r->cas, fs, attr->name, ANNO_CAS_RAW, attr->at);
    if (value) anno_cas_add_text(r->cas, value, attr->value);
  }
  r->open = fs ? (unsigned)(r->cas->count - 1) : 0;
}

static bool start_element(reading *r, const anno_xml_tag *tag) {
  const bool cas = anno_str_eq(tag->uri, ANNO_STR("http:///uima/cas.ecore"));
  if (cas && anno_str_eq(tag->name, ANNO_STR("NULL"))) return true;
  if (cas && anno_str_eq(tag->name, ANNO_STR("Sofa"))) {
    add_sofa(r, tag);
    return true;
  }
  if (cas && anno_str_eq(tag->name, ANNO_STR("View"))) {
    add_view(r, tag);
    return true;
  }
  const uint32_t type = type_of(r, tag);
  if (!type) return false;
  if (!r->cas->used[type].name.len && !anno_arena_failed(r->cas->ctx->document))
    fail(r, tag->at, "the namespace names no UIMA package");
  add_fs(r, tag, type);
  return true;
}

/* A child element is one item of an array of strings. */
static bool start_item(reading *r, const anno_xml_tag *tag) {
  anno_cas_fs *fs = anno_cas_at(r->cas, r->open);
  size_t i = 0;
  while (i < fs->value_count && !anno_str_eq(anno_cas_name_of(r->cas, &fs->values[i]), tag->name)) i++;
  anno_cas_value *value =
      i < fs->value_count ? &fs->values[i] : anno_cas_add_value(r->cas, fs, tag->name, ANNO_CAS_RAW, tag->at);
  if (!value) return false;
  value->many = true;
  r->value = i + 1;
  r->has_text = false;
  return true;
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  if (tag->depth == 1) {
    const bool ours = anno_str_eq(tag->name, ANNO_STR("XMI")) && anno_str_eq(tag->uri, ANNO_STR(XMI));
    return ours || fail(r, tag->at, "the root is no xmi:XMI");
  }
  if (tag->depth == 2) return start_element(r, tag);
  if (tag->depth == 3 && r->open) return start_item(r, tag);
  return fail(r, tag->at, "an element inside a value");
}

static void add_item(reading *r, anno_str text) {
  anno_cas_add_text(r->cas, &anno_cas_at(r->cas, r->open)->values[r->value - 1], text);
  r->has_text = true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  (void)at;
  reading *r = handle;
  if (r->value) add_item(r, text);
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  if (tag->depth == 3 && r->value) {
    if (!r->has_text) add_item(r, ANNO_STR(""));
    r->value = 0;
  }
  if (tag->depth == 2) r->open = 0;
  return true;
}

/* ---- The file */

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  anno_status status = anno_source_load_all(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  anno_cas *cas = anno_cas_open(ctx, source, endings, input);
  if (!cas) return ANNO_NO_MEMORY;
  cas->doc->format = ANNO_STR("xmi");
  reading r = {.cas = cas, .types = anno_table_in(ctx->document)};
  const anno_xml_events events = {&r, on_start, on_end, on_text};
  status = anno_xml_parse(ctx, input, &events);
  cas->unsure = cas->unsure || status == ANNO_SKIP;
  if (status == ANNO_OK) status = anno_cas_find_types(cas, source);
  return status > ANNO_SKIP ? status : anno_cas_to_docs(cas, out);
}

const anno_reader anno_reader_xmi = {.name = "xmi",
                                     .summary = "UIMA CAS as XMI (.xmi) with TypeSystem.xml: INCEpTION, DKPro",
                                     .unit = ANNO_UTF16_UNITS,
                                     .rules = "uima",
                                     .bid = bid,
                                     .read = read_source};
