/* GATE's own XML: GateDocument of any version. Source: GATE user guide, "The GATE XML format"; as its reader has it,
   gate.corpora.DocumentStaxUtils: text and nodes, annotation sets, relation sets. */
#include "base/buf.h"
#include "read/gate.h"
#include "read/xml.h"

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  (void)path;
  anno_str root = anno_xml_root(head);
  size_t n = 0;
  while (n < root.len && !anno_is_white(root.ptr[n]) && root.ptr[n] != '/') n++;
  root = anno_str_sub(root, 0, n);
  const size_t colon = anno_str_find(root, 0, ':');
  const anno_str local = colon < root.len ? anno_str_sub(root, colon + 1, root.len) : root;
  return anno_str_eq(local, ANNO_STR("GateDocument")) ? 95 : 0;
}

/* ---- Elements */

typedef enum {
  ROOT,
  DOCUMENT,
  FEATURES,
  TEXT,
  NODE,
  SET,
  ANNOTATION,
  RELATIONS,
  RELATION,
  USER,
  FEATURE,
  NAME,
  VALUE,
  OTHER
} element;

/* What may stand in what. */
static const struct {
  element in;
  const char *name;
  element is;
} grammar[] = {{ROOT, "GateDocument", DOCUMENT},
               {DOCUMENT, "GateDocumentFeatures", FEATURES},
               {DOCUMENT, "TextWithNodes", TEXT},
               {DOCUMENT, "AnnotationSet", SET},
               {DOCUMENT, "RelationSet", RELATIONS},
               {TEXT, "Node", NODE},
               {SET, "Annotation", ANNOTATION},
               {RELATIONS, "Relation", RELATION},
               {RELATION, "UserData", USER},
               {FEATURES, "Feature", FEATURE},
               {ANNOTATION, "Feature", FEATURE},
               {RELATION, "Feature", FEATURE},
               {FEATURE, "Name", NAME},
               {FEATURE, "Value", VALUE}};

enum { DEEPEST = 6 };

/* A Node, and where it stands in UTF-16 units. */
typedef struct {
  size_t place;
  anno_loc at;
} node;

/* What an annotation says of its place until all nodes are known. */
typedef struct {
  anno_str start, end;
  anno_loc start_at, end_at;
} ends;

/* The text within an element that has nothing but text. */
typedef struct {
  anno_str class_name, item_class, text;
  anno_loc at;
} content;

typedef struct {
  anno_gate gate;
  element open[DEEPEST + 1]; /* by depth */
  size_t depth;
  anno_buf text;
  size_t units; /* of the text so far */
  anno_table node_ids;
  node *nodes; /* nodes[0] is unused */
  size_t node_count, node_capacity;
  size_t moved; /* nodes that stand elsewhere than their ID says */
  anno_loc moved_at;
  anno_str moved_id;
  size_t moved_to; /* the first of them */
  size_t set;
  ends *ends; /* by index of note */
  size_t end_count, end_capacity;
  content name, value;
} reading;

static anno_arena *arena_of(const reading *r) { return r->gate.ctx->document; }

static void fail(reading *r, anno_loc at, const char *what) {
  anno_doc_error(r->gate.doc, ANNO_BAD_VALUE, at, anno_str_from(what));
}

static anno_loc attr_at(const anno_xml_tag *tag, const char *name) {
  const anno_xml_attr *attr = anno_xml_attr_named(tag, name);
  return attr ? attr->at : tag->at;
}

/* ---- Text and nodes */

static size_t units_in(anno_str text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.ptr[i];
    n += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
  }
  return n;
}

static void add_text(reading *r, anno_str text) {
  anno_buf_put(&r->text, text);
  r->units += units_in(text);
}

static void start_node(reading *r, const anno_xml_tag *tag) {
  const anno_str id = anno_xml_value(tag, "id");
  size_t number;
  if (!anno_str_to_size(id, &number)) {
    fail(r, attr_at(tag, "id"), "a Node whose id is no integer");
    return;
  }
  const node here = {r->units, tag->at};
  if (!r->node_count) ANNO_PUSH(arena_of(r), r->nodes, r->node_count, r->node_capacity, here);
  const unsigned index = (unsigned)r->node_count;
  if (!ANNO_PUSH(arena_of(r), r->nodes, r->node_count, r->node_capacity, here)) return;
  const unsigned first = anno_table_add(&r->node_ids, id, index);
  if (first && first != index) anno_doc_error(r->gate.doc, ANNO_DUPLICATE_ID, attr_at(tag, "id"), id);
  if (number != r->units && !r->moved++) {
    r->moved_at = attr_at(tag, "id");
    r->moved_id = id;
    r->moved_to = r->units;
  }
}

static void tell_moved(const reading *r) {
  if (!r->moved) return;
  anno_report(r->gate.ctx->diag, ANNO_MOVED_NODE, r->moved_at, "%.*s stands at %zu; %zu of %zu nodes",
              ANNO_FMT(r->moved_id), r->moved_to, r->moved, r->node_count - 1);
}

/* ---- Annotations and relations */

static void start_annotation(reading *r, const anno_xml_tag *tag) {
  anno_gate_note *note =
      anno_gate_add(&r->gate, r->set, anno_xml_value(tag, "Id"), anno_xml_value(tag, "Type"), tag->at);
  const ends row = {anno_xml_value(tag, "StartNode"), anno_xml_value(tag, "EndNode"), attr_at(tag, "StartNode"),
                    attr_at(tag, "EndNode")};
  if (note) ANNO_PUSH(arena_of(r), r->ends, r->end_count, r->end_capacity, row);
}

static void start_relation(reading *r, const anno_xml_tag *tag) {
  anno_gate_note *note =
      anno_gate_add(&r->gate, r->set, anno_xml_value(tag, "Id"), anno_xml_value(tag, "Type"), tag->at);
  anno_str rest = anno_xml_value(tag, "Members");
  const anno_loc at = attr_at(tag, "Members");
  anno_gate_row members = {0};
  if (!note) return;
  note->relation = true;
  if (!rest.len) fail(r, at, "a Relation without Members");
  while (rest.len) {
    const anno_str id = anno_str_trim(anno_str_cut(&rest, ';'));
    anno_gate_value *member = anno_gate_put(&r->gate, &members, ANNO_GATE_TEXT, anno_doc_place(at, id));
    if (member) member->text = id;
  }
  note->members = members.first;
  ANNO_PUSH(arena_of(r), r->ends, r->end_count, r->end_capacity, (ends){0});
}

static bool find_place(reading *r, anno_str id, anno_loc at, size_t *place) {
  if (!r->gate.doc->has_text) {
    if (anno_str_to_size(id, place)) return true;
    anno_doc_error(r->gate.doc, ANNO_BAD_SPAN, at, id);
    return false;
  }
  const unsigned index = anno_table_get(&r->node_ids, id);
  if (!index)
    anno_doc_error(r->gate.doc, ANNO_DANGLING, at, anno_arena_print(arena_of(r), "Node %.*s", ANNO_FMT(id)));
  else
    *place = r->nodes[index].place;
  return index != 0;
}

static void find_places(reading *r) {
  for (size_t i = 0; i < r->gate.note_count && i < r->end_count; i++) {
    anno_gate_note *note = &r->gate.notes[i];
    const ends *e = &r->ends[i];
    if (note->relation) continue;
    const bool begins = find_place(r, e->start, e->start_at, &note->begin);
    note->has_place = find_place(r, e->end, e->end_at, &note->end) && begins;
  }
}

/* ---- Features */

/* Where the features of what is open go. */
static anno_gate_row *row_of(reading *r) {
  if (r->open[2] == FEATURES) return &r->gate.features;
  return r->gate.note_count ? &r->gate.notes[r->gate.note_count - 1].features : NULL;
}

static bool is_collection(anno_str name) {
  static const char *const endings[] = {"List", "Set", "Vector", "Stack", "Collection"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (anno_str_starts(name, ANNO_STR("java.util.")) && anno_str_ends(name, anno_str_from(endings[i]))) return true;
  return false;
}

/* Older versions wrote lists as "a;b;c". */
static void split_list(reading *r, anno_gate_value *value, anno_str rest) {
  anno_gate_row row = {0};
  value->kind = ANNO_GATE_LIST;
  while (rest.len) {
    const anno_str item = anno_str_cut(&rest, ';');
    anno_gate_value *v =
        item.len ? anno_gate_put(&r->gate, &row, ANNO_GATE_TEXT, anno_doc_place(value->at, item)) : NULL;
    if (v) v->text = item;
  }
  value->first = row.first;
}

static void add_feature(reading *r, anno_str name, const content *from) {
  anno_gate_row *row = row_of(r);
  anno_gate_value *value = row ? anno_gate_put(&r->gate, row, ANNO_GATE_TEXT, from->at) : NULL;
  if (!value) return;
  value->name = name;
  value->text = from->text;
  if (anno_str_ends(from->class_name, ANNO_STR(".ObjectWrapper")))
    anno_gate_unwrap(&r->gate, from->text, value);
  else if (is_collection(from->class_name) || from->item_class.len)
    split_list(r, value, from->text);
  else if (anno_str_eq(from->class_name, ANNO_STR("java.lang.Boolean")) && anno_str_eq(from->text, ANNO_STR("true")))
    value->kind = ANNO_GATE_TRUE;
}

/* Real files have a Feature without a Name here and there; the document is good without it. */
static void end_feature(reading *r, anno_loc at) {
  if (r->name.text.len) {
    add_feature(r, r->name.text, &r->value);
    return;
  }
  anno_gate_lose(&r->gate, at, r->value.text, "a Feature without a Name");
  r->gate.doc->read++;
  r->gate.doc->reported++;
}

/* ---- Events */

static void start_content(content *c, const anno_xml_tag *tag) {
  *c = (content){anno_xml_value(tag, "className"), anno_xml_value(tag, "itemClassName"), ANNO_STR(""), tag->at};
}

static void start_known(reading *r, element what, const anno_xml_tag *tag) {
  switch (what) {
    case TEXT:
      if (r->gate.doc->has_text) fail(r, tag->at, "a second TextWithNodes");
      r->gate.doc->has_text = true;
      break;
    case NODE: start_node(r, tag); break;
    case SET:
    case RELATIONS: r->set = anno_gate_set_of(&r->gate, anno_xml_value(tag, "Name"), tag->at); break;
    case ANNOTATION: start_annotation(r, tag); break;
    case RELATION: start_relation(r, tag); break;
    case FEATURE: r->name = r->value = (content){.at = tag->at}; break;
    case NAME: start_content(&r->name, tag); break;
    case VALUE: start_content(&r->value, tag); break;
    case USER: r->value = (content){.class_name = ANNO_STR(".ObjectWrapper"), .at = tag->at}; break;
    default: break;
  }
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  r->depth = tag->depth;
  if (tag->depth > DEEPEST) return true;
  const element in = tag->depth == 1 ? ROOT : r->open[tag->depth - 1];
  element what = OTHER;
  for (size_t i = 0; i < sizeof grammar / sizeof *grammar; i++)
    if (grammar[i].in == in && anno_str_eq(tag->name, anno_str_from(grammar[i].name))) what = grammar[i].is;
  r->open[tag->depth] = what;
  if (what == OTHER && in == ROOT) fail(r, tag->at, "the root is no GateDocument");
  if (what == OTHER && in != OTHER && in != ROOT)
    anno_gate_lose(&r->gate, tag->at, tag->name, "an element that GATE's format does not have here");
  start_known(r, what, tag);
  return !anno_arena_failed(arena_of(r));
}

/* Text in several pieces has something unknown between them. */
static void add_content(reading *r, content *c, anno_str text, anno_loc at) {
  if (!c->text.len) c->at = at;
  c->text = c->text.len ? anno_arena_print(arena_of(r), "%.*s%.*s", ANNO_FMT(c->text), ANNO_FMT(text)) : text;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  reading *r = handle;
  const element in = r->depth && r->depth <= DEEPEST ? r->open[r->depth] : OTHER;
  switch (in) {
    case TEXT: add_text(r, text); break;
    case NAME: add_content(r, &r->name, text, at); break;
    case VALUE:
    case USER: add_content(r, &r->value, text, at); break;
    case OTHER: break;
    default:
      if (anno_str_trim(text).len) anno_gate_lose(&r->gate, at, text, "text that GATE's format does not have here");
  }
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  const element what = tag->depth <= DEEPEST ? r->open[tag->depth] : OTHER;
  if (what == FEATURE) end_feature(r, r->value.at);
  if (what == USER && r->value.text.len) add_feature(r, ANNO_STR("UserData"), &r->value);
  if (what == TEXT) tell_moved(r);
  r->depth = tag->depth - 1;
  return !anno_arena_failed(arena_of(r));
}

/* ---- The file */

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  const anno_status status = anno_source_load_all(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  anno_doc *doc = anno_source_part(ctx, source, anno_source_id(source, ".xml"), (anno_loc){input, 0});
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("gatexml");
  doc->unit = ANNO_UTF16_UNITS;
  reading r = {.gate = anno_gate_of(doc), .text = anno_buf_in(ctx->document), .node_ids = anno_table_in(ctx->document)};
  const anno_xml_events events = {&r, on_start, on_end, on_text};
  const anno_status parsed = anno_xml_parse(ctx, input, &events);
  if (parsed > ANNO_SKIP) return parsed;
  if (parsed == ANNO_SKIP) doc->bad = true;
  doc->text = anno_buf_str(&r.text);
  if (parsed == ANNO_OK) find_places(&r);
  return anno_gate_to_doc(&r.gate, out);
}

const anno_reader anno_reader_gatexml = {.name = "gatexml",
                                         .summary = "GATE XML (GateDocument) with annotation and relation sets",
                                         .unit = ANNO_UTF16_UNITS,
                                         .rules = "gate",
                                         .bid = bid,
                                         .read = read_source};
