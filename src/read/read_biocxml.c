/* BioC as XML, versions 1 (elements id and offset) and 2 (attributes of these names). Source: BioC.dtd. */
#include "read/bioc.h"
#include "read/many.h"
#include "read/xml.h"

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

static bool holds(anno_str s, const char *part) {
  const anno_str wanted = anno_str_from(part);
  return memmem(s.ptr, s.len, wanted.ptr, wanted.len) != NULL;
}

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  (void)path;
  const anno_str root = anno_xml_root(head), collection = ANNO_STR("collection");
  if (!anno_str_starts(root, collection)) return 0;
  if (root.len > collection.len && !anno_is_white(root.ptr[collection.len])) return 0;
  if (!holds(head, "<document")) return holds(head, "BioC.dtd") ? 80 : 0;
  return holds(head, "<passage") || holds(head, "<infon") || holds(head, "BioC.dtd") ? 90 : 0;
}

typedef struct {
  anno_many many;
  anno_bioc_infons collection; /* in the arena of the file */
  anno_bioc bioc;              /* its `doc` is NULL outside documents */
  anno_str name;               /* its own ID */
  size_t depth;                /* of the open document */
  bool stray;                  /* it stands for something wrong outside of documents */
  unsigned passage, sentence;  /* the open one: its index plus one; 0: none */
  size_t item;                 /* the open annotation or relation, likewise */
  size_t leaf;                 /* depth of the open element that holds text only; 0: none */
  anno_str key;                /* of the open infon */
  anno_str value;              /* the text of that element so far */
  anno_loc value_at;
} reading;

/* Something wrong in the open document, or outside of any, which ends the reading. */
static bool fault(reading *r, anno_code code, anno_loc at, const char *what) {
  const bool inside = r->bioc.doc != NULL;
  if (!inside) r->bioc.doc = anno_many_begin(&r->many, at);
  if (r->bioc.doc) anno_doc_error(r->bioc.doc, code, at, anno_str_from(what));
  r->stray = !inside;
  return inside;
}

static unsigned open_part(const reading *r) { return r->sentence ? r->sentence : r->passage; }

static anno_bioc_part *part(reading *r) {
  const unsigned open = open_part(r);
  return open ? &r->bioc.parts[open - 1] : NULL;
}

static anno_bioc_item *item(reading *r) { return r->item ? &r->bioc.items[r->item - 1] : NULL; }

static size_t number(reading *r, anno_str text, anno_loc at) {
  size_t n = 0;
  if (!anno_str_to_size(anno_str_trim(text), &n)) anno_doc_error(r->bioc.doc, ANNO_BAD_SPAN, at, text);
  return n;
}

/* ---- Elements that hold others */

static void set_offset(reading *r, anno_bioc_part *open, anno_str text, anno_loc at) {
  open->offset = number(r, text, at);
  open->has_offset = true;
}

static bool start_document(reading *r, const anno_xml_tag *tag) {
  if (r->bioc.doc) return fault(r, ANNO_BAD_VALUE, tag->at, "a document within a document");
  r->bioc = (anno_bioc){.doc = anno_many_begin(&r->many, tag->at), .collection = &r->collection};
  r->name = anno_xml_value(tag, "id");
  r->depth = tag->depth;
  r->passage = r->sentence = 0;
  r->item = 0;
  return r->bioc.doc != NULL;
}

static bool start_part(reading *r, const anno_xml_tag *tag, bool sentence) {
  if (open_part(r) && !(sentence && !r->sentence)) return fault(r, ANNO_BAD_VALUE, tag->at, "a passage within another");
  const anno_xml_attr *offset = anno_xml_attr_named(tag, "offset");
  anno_bioc_part *added = anno_bioc_add_part(&r->bioc, sentence ? r->passage : 0, tag->at);
  if (!added) return false;
  added->sentence = sentence;
  *(sentence ? &r->sentence : &r->passage) = (unsigned)r->bioc.part_count;
  if (offset) set_offset(r, added, offset->value, offset->at);
  return true;
}

static bool start_item(reading *r, const anno_xml_tag *tag, bool relation) {
  if (r->item) return fault(r, ANNO_BAD_VALUE, tag->at, "an annotation within another");
  anno_bioc_item *added = anno_bioc_add_item(&r->bioc, relation, open_part(r), tag->at);
  if (added) added->id = anno_xml_value(tag, "id");
  r->item = r->bioc.item_count;
  return added != NULL;
}

static bool add_location(reading *r, const anno_xml_tag *tag) {
  anno_bioc_item *open = item(r);
  const anno_xml_attr *offset = anno_xml_attr_named(tag, "offset"), *length = anno_xml_attr_named(tag, "length");
  if (!open || open->relation || !offset || !length)
    return fault(r, ANNO_BAD_VALUE, tag->at, "a location with offset and length, of an annotation");
  const anno_bioc_location location = {number(r, offset->value, offset->at), number(r, length->value, length->at),
                                       tag->at};
  return ANNO_PUSH(r->many.own.document, open->locations, open->location_count, open->location_capacity, location);
}

static bool add_node(reading *r, const anno_xml_tag *tag) {
  anno_bioc_item *open = item(r);
  const anno_xml_attr *id = anno_xml_attr_named(tag, "refid");
  if (!open || !open->relation || !id) return fault(r, ANNO_BAD_VALUE, tag->at, "a node with refid, of a relation");
  const anno_bioc_node node = {id->value, anno_xml_value(tag, "role"), id->at};
  return ANNO_PUSH(r->many.own.document, open->nodes, open->node_count, open->node_capacity, node);
}

/* ---- Elements that hold text */

static void start_leaf(reading *r, const anno_xml_tag *tag) {
  r->leaf = tag->depth;
  r->key = anno_xml_value(tag, "key");
  r->value = ANNO_STR("");
  r->value_at = tag->at;
}

static void add_infon(reading *r, anno_str key) {
  const bool inside = r->bioc.doc != NULL;
  anno_bioc_infons *to = r->item        ? &item(r)->infons
                         : open_part(r) ? &part(r)->infons
                         : inside       ? &r->bioc.infons
                                        : &r->collection;
  anno_arena *arena = inside ? r->many.own.document : r->many.ctx->document;
  anno_bioc_add_infon(arena, to, (anno_bioc_infon){key, r->value, r->value_at, false});
}

/* A document of version 2 may have its text without a passage. */
static void take_text(reading *r) {
  anno_bioc_part *open = part(r);
  if (r->item) {
    item(r)->text = r->value;
    return;
  }
  if (!open) {
    open = anno_bioc_add_part(&r->bioc, 0, r->value_at);
    if (!open) return;
    open->has_offset = true;
  }
  open->text = r->value;
}

static void take_leaf(reading *r, const anno_xml_tag *tag) {
  const anno_doc *doc = r->bioc.doc;
  if (is(tag->name, "infon"))
    add_infon(r, r->key);
  else if (!doc && !is(tag->name, "version")) /* of the format */
    add_infon(r, tag->name);
  else if (!doc)
    return;
  else if (is(tag->name, "text"))
    take_text(r);
  else if (is(tag->name, "offset") && open_part(r) && !r->item)
    set_offset(r, part(r), r->value, r->value_at);
  else if (is(tag->name, "id") && !open_part(r) && !r->item)
    r->name = anno_str_trim(r->value);
  else
    anno_report(doc->ctx->diag, ANNO_NOT_TAKEN, r->value_at, "<%.*s>", ANNO_FMT(tag->name));
}

/* ---- Events */

static bool on_start(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  const anno_str name = tag->name;
  if (tag->depth == 1)
    return is(name, "collection") || fault(r, ANNO_BAD_VALUE, tag->at, "the root of a BioC file is <collection>");
  if (r->leaf) return fault(r, ANNO_BAD_VALUE, tag->at, "an element where text stands");
  if (is(name, "document")) return start_document(r, tag);
  const bool location = is(name, "location"), node = is(name, "node"), relation = is(name, "relation"),
             sentence = is(name, "sentence");
  if (location || node || relation || sentence || is(name, "passage") || is(name, "annotation")) {
    if (!r->bioc.doc) return fault(r, ANNO_BAD_VALUE, tag->at, "this stands in a document");
    if (location || node) return location ? add_location(r, tag) : add_node(r, tag);
    if (sentence || is(name, "passage")) return start_part(r, tag, sentence);
    return start_item(r, tag, relation);
  }
  start_leaf(r, tag);
  return true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  reading *r = handle;
  if (!r->leaf) return true;
  r->value = text;
  r->value_at = at;
  return true;
}

static bool end_document(reading *r) {
  anno_doc *doc = r->bioc.doc;
  anno_bioc_to_doc(&r->bioc);
  const bool more = anno_many_end(&r->many, doc, r->name, r->stray);
  r->bioc = (anno_bioc){0};
  return more;
}

static void end_part(reading *r) {
  if (!part(r)->has_offset) fault(r, ANNO_BAD_VALUE, part(r)->at, "a passage or sentence without offset");
  *(r->sentence ? &r->sentence : &r->passage) = 0;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  reading *r = handle;
  const anno_str name = tag->name;
  if (r->leaf && r->leaf == tag->depth) {
    take_leaf(r, tag);
    r->leaf = 0;
  } else if (r->item && (is(name, "annotation") || is(name, "relation"))) {
    r->item = 0;
  } else if (open_part(r) && (is(name, "passage") || is(name, "sentence"))) {
    end_part(r);
  } else if (r->bioc.doc && r->depth == tag->depth && is(name, "document")) {
    return end_document(r);
  }
  return !anno_arena_failed(r->many.own.document);
}

/* ---- The file */

/* What is open when the reading ends cannot be used. */
static void end_badly(reading *r, const anno_input *input) {
  if (!r->bioc.doc) {
    r->bioc.doc = anno_many_begin(&r->many, (anno_loc){input, 0});
    r->stray = true;
  }
  if (!r->bioc.doc) return;
  r->bioc.doc->bad = true;
  end_document(r);
}

static void read_file(reading *r, anno_input *input) {
  const anno_xml_events events = {r, on_start, on_end, on_text};
  const anno_status status = anno_xml_parse(r->many.ctx, input, &events);
  if (status > ANNO_SKIP && status > r->many.status) r->many.status = status;
  if (!anno_many_go_on(&r->many)) return;
  if (anno_arena_failed(r->many.own.document))
    anno_many_no_memory(&r->many);
  else if (status == ANNO_SKIP || r->bioc.doc)
    end_badly(r, input);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  reading r = {.many = {.format = "biocxml", .out = out}, .name = ANNO_STR(""), .value = ANNO_STR("")};
  anno_input *input;
  if (anno_many_open(&r.many, ctx, source, ".xml")) {
    const anno_status status = anno_source_load_all(ctx, source->path, &input);
    if (status == ANNO_OK)
      read_file(&r, input);
    else
      r.many.status = status;
  }
  return anno_many_close(&r.many);
}

const anno_reader anno_reader_biocxml = {.name = "biocxml",
                                         .summary = "BioC as XML",
                                         .unit = ANNO_CODE_POINTS,
                                         .rules = "bioc",
                                         .bid = bid,
                                         .read = read_source};
