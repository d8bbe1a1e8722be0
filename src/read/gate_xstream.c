/* Objects that GATE wrapped: XStream's XML within a feature's value. Lists, sets, arrays and maps are understood, and
   references within them; other classes are not. Source: XStream, "Converters", "Object references". */
#include "read/gate.h"

#include "base/limits.h"
#include "read/xml.h"

typedef struct element {
  anno_gate_value value; /* what it says; first, so that one is the other */
  struct element *parent, *first, *last, *next;
  anno_str tag, class_name, reference;
  bool mixed; /* text beside elements */
} element;

typedef struct {
  const anno_gate *gate;
  anno_loc at; /* of the feature's value */
  element *root, *open;
  size_t count;
  element **references;
  size_t reference_count, reference_capacity;
  size_t left; /* elements that may still be passed on the way to what references mean */
} unwrapping;

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }
static bool ends(anno_str s, const char *name) { return anno_str_ends(s, anno_str_from(name)); }

/* ---- Elements */

static bool on_start(void *handle, const anno_xml_tag *tag) {
  unwrapping *u = handle;
  element *e = anno_arena_take(u->gate->ctx->document, sizeof *e);
  if (!e) return false;
  e->tag = tag->name;
  e->class_name = anno_xml_value(tag, "class");
  e->reference = anno_xml_value(tag, "reference");
  e->parent = u->open;
  e->value.at = u->at;
  if (!u->open) {
    u->root = e;
  } else if (u->open->last) {
    u->open->last->next = e;
    u->open->last->value.next = &e->value;
  } else {
    u->open->first = e;
    u->open->value.first = &e->value;
  }
  if (u->open) {
    u->open->last = e;
    u->open->mixed = u->open->mixed || anno_str_trim(u->open->value.text).len;
  }
  u->open = e;
  return !e->reference.len ||
         ANNO_PUSH(u->gate->ctx->document, u->references, u->reference_count, u->reference_capacity, e);
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  (void)at;
  element *open = ((unwrapping *)handle)->open;
  if (open && !open->first)
    open->value.text = text;
  else if (open && anno_str_trim(text).len)
    open->mixed = true;
  return true;
}

/* ---- What they say */

static anno_str class_of(const element *e) { return e->class_name.len ? e->class_name : e->tag; }

static bool is_list(anno_str name) {
  static const char *const endings[] = {"-array", "list", "set", "List", "Set", "vector", "Vector", "stack", "Stack"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends(name, endings[i])) return true;
  return false;
}

static bool is_map(anno_str name) {
  return ends(name, "map") || ends(name, "Map") || is(name, "properties") || is(name, "java.util.Hashtable");
}

static bool is_comparator(const element *e) { return is(e->tag, "comparator") || is(e->tag, "no-comparator"); }

/* Sorted sets and maps begin with what sorts them. */
static void drop_comparator(element *e) {
  if (!e->first || !is_comparator(e->first)) return;
  e->first = e->first->next;
  e->value.first = e->first ? &e->first->value : NULL;
}

static void lose(element *e) {
  e->value.kind = ANNO_GATE_LOST;
  e->value.text = class_of(e);
}

static anno_gate_kind kind_of_leaf(element *e) {
  const anno_str name = class_of(e);
  if (is(name, "null")) return ANNO_GATE_NULL;
  const bool empty = !anno_str_trim(e->value.text).len;
  if (is_list(name) && empty) return ANNO_GATE_LIST;
  if (is_map(name) && empty) return ANNO_GATE_MAP;
  const bool boolean = is(name, "boolean") || is(name, "java.lang.Boolean");
  return boolean && is(e->value.text, "true") ? ANNO_GATE_TRUE : ANNO_GATE_TEXT;
}

static bool all_entries(const element *e) {
  for (const element *child = e->first; child; child = child->next)
    if (child->value.kind != ANNO_GATE_ENTRY) return false;
  return true;
}

/* GATE's own maps are written field by field: keys and values apart, with room for more. */
static bool take_fields(const unwrapping *u, element *e) {
  const element *keys = e->first, *values;
  while (keys && !is(keys->tag, "theKeys")) keys = keys->next;
  for (values = keys; values && !is(values->tag, "theValues");) values = values->next;
  if (!values) return false;
  anno_gate_row row = {0};
  anno_gate_value *value = values->value.first;
  for (const anno_gate_value *key = keys->value.first; key && value; key = key->next, value = value->next) {
    if (key->kind == ANNO_GATE_NULL) continue;
    anno_gate_value *copy = anno_gate_put(u->gate, &row, ANNO_GATE_SAME, u->at);
    if (!copy) return false;
    /* A reference is not resolved yet. */
    if (value->kind != ANNO_GATE_NULL) *copy = *value;
    if (value->kind == ANNO_GATE_NULL) copy->first = value;
    copy->name = key->text;
    copy->next = NULL;
  }
  e->value.kind = ANNO_GATE_MAP;
  e->value.first = row.first;
  return true;
}

/* What has nothing but such a map. */
static bool take_map(element *e) {
  if (!ends(class_of(e), "MapImpl") || !e->first || e->first->next) return false;
  if (e->first->value.kind != ANNO_GATE_MAP) return false;
  e->value.kind = ANNO_GATE_MAP;
  e->value.first = e->first->value.first;
  return true;
}

/* Once all that is in it is known. */
static bool on_end(void *handle, const anno_xml_tag *tag) {
  (void)tag;
  unwrapping *u = handle;
  element *e = u->open;
  u->open = e->parent;
  drop_comparator(e);
  const anno_str name = class_of(e);
  if (e->reference.len)
    e->value.kind = ANNO_GATE_NULL;
  else if (!e->first)
    e->value.kind = kind_of_leaf(e);
  else if (e->mixed)
    lose(e);
  else if (is(e->tag, "entry") && e->first->next && !e->first->next->next)
    e->value.kind = ANNO_GATE_ENTRY;
  else if (is_map(name) && all_entries(e))
    e->value.kind = ANNO_GATE_MAP;
  else if (is_list(name) || is(e->tag, "theKeys") || is(e->tag, "theValues"))
    e->value.kind = ANNO_GATE_LIST;
  else if (!(is(e->tag, "default") && take_fields(u, e)) && !take_map(e))
    lose(e);
  return !anno_arena_failed(u->gate->ctx->document);
}

/* ---- References: "../../entry[2]/list" */

static element *child_at(unwrapping *u, element *e, anno_str step) {
  size_t wanted = 1;
  const size_t bracket = anno_str_find(step, 0, '[');
  if (bracket < step.len && !anno_str_to_size(anno_str_sub(step, bracket + 1, step.len - 1), &wanted)) return NULL;
  const anno_str tag = anno_str_sub(step, 0, bracket);
  for (element *child = e->first; child && u->left; child = child->next, u->left--)
    if (anno_str_eq(child->tag, tag) && !--wanted) return child;
  return NULL;
}

static element *find(unwrapping *u, element *from, anno_str path) {
  element *e = from;
  if (path.len && path.ptr[0] == '/') {
    anno_str_cut(&path, '/');
    e = is(anno_str_cut(&path, '/'), "") ? NULL : u->root;
  }
  while (e && path.len) {
    const anno_str step = anno_str_cut(&path, '/');
    e = is(step, "..") ? e->parent : child_at(u, e, step);
  }
  return e;
}

static void resolve_references(unwrapping *u) {
  for (size_t i = 0; i < u->reference_count; i++) {
    element *e = u->references[i], *to = find(u, e, e->reference);
    if (!to || to->reference.len) {
      lose(e);
      continue;
    }
    e->value.kind = ANNO_GATE_SAME;
    e->value.first = &to->value;
  }
  if (!u->left) anno_doc_error(u->gate->doc, ANNO_LIMIT, u->at, ANNO_STR("references within an object"));
}

/* ---- The whole */

/* GATE declares version 1.1 of XML, in which nothing else is said here than in 1.0. */
static anno_str without_declaration(anno_str xml) {
  xml = anno_str_trim(xml);
  if (!anno_str_starts(xml, ANNO_STR("<?xml"))) return xml;
  const size_t end = anno_str_find(xml, 0, '>');
  return anno_str_sub(xml, end + 1, xml.len);
}

/* What is wrong within the object is told at the place of the value. If memory is out, the parsing of the file around
   it says so. */
static void on_diag(void *handle, const anno_diag *diag) {
  const unwrapping *u = handle;
  if (anno_arena_failed(u->gate->ctx->document)) return;
  anno_diag moved = *diag;
  moved.at = u->at;
  u->gate->ctx->diag->on_diag(u->gate->ctx->diag->handle, &moved);
}

static bool parse(unwrapping *u, anno_str xml) {
  const anno_diag_sink diag = {u, on_diag};
  anno_ctx ctx = *u->gate->ctx;
  ctx.diag = &diag;
  anno_input input = {.name = u->at.input->name, .bytes = without_declaration(xml)};
  const anno_xml_events events = {u, on_start, on_end, on_text};
  const anno_status status = anno_xml_parse(&ctx, &input, &events);
  if (status != ANNO_OK) u->gate->doc->bad = true;
  return status == ANNO_OK;
}

void anno_gate_unwrap(const anno_gate *gate, anno_str xml, anno_gate_value *value) {
  unwrapping u = {.gate = gate, .at = value->at, .left = ANNO_MOST_gate_references + 1};
  if (!parse(&u, xml)) return;
  resolve_references(&u);
  const element *wrapped = u.root && u.root->first && !u.root->first->next ? u.root->first : NULL;
  value->kind = wrapped ? wrapped->value.kind : ANNO_GATE_LOST;
  value->text = wrapped ? wrapped->value.text : ANNO_STR("an object");
  value->first = wrapped ? wrapped->value.first : NULL;
}
