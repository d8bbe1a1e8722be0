#include "read/xml.h"

#include <libxml/parser.h>

#include "base/limits.h"
#include "base/utf.h"
#include "read/xml_decode.h"
#include "read/xml_plain.h"
#include "read/xml_scan.h"

enum { FIRST_ATTRIBUTES = 16, SHOWN = 80 };

/* A namespace as libxml2 knows it, by one pointer while it parses, and ours. */
typedef struct {
  const xmlChar *theirs;
  anno_str ours;
} namespace_row;

/* The parser goes through the bytes, and beside it, tag by tag, our own scan, which knows the places. */
typedef struct {
  const anno_ctx *ctx;
  anno_input *input;
  const anno_xml_events *events;
  xmlParserCtxtPtr parser;
  size_t handed; /* bytes that the parser has got */
  bool stopped;  /* nothing more is told: a finding, or the reader wants no more */
  bool faulty;   /* a finding was reported */
  size_t known;  /* events that were told before this parser began */

  anno_xml_mark next; /* the tag that comes next */
  anno_xml_mark open; /* the start tag before */
  size_t depth;
  size_t text_begin; /* behind the tag before */
  size_t text_length;
  char *text; /* NULL as long as the text is what stands at text_begin */

  namespace_row *namespaces;
  size_t namespace_count, namespace_capacity;
  anno_xml_attr *attrs;
  size_t attr_capacity;
} parsing;

static anno_loc place(const parsing *p, size_t offset) { return (anno_loc){p->input, offset}; }

/* ---- Findings */

static void stop(parsing *p) { p->stopped = true; }

/* True if the event that comes now is to be told. */
static bool is_new(parsing *p) {
  if (p->stopped || !p->known) return !p->stopped;
  p->known--;
  return false;
}

static void fault(parsing *p, anno_code code, size_t offset, anno_str detail) {
  if (p->stopped) return;
  p->faulty = true;
  stop(p);
  if (detail.len > SHOWN) detail.len = SHOWN;
  while (detail.len && ((unsigned char)detail.ptr[detail.len - 1] & 0xC0) == 0x80) detail.len--;
  if (detail.len)
    anno_report(p->ctx->diag, code, place(p, offset), "%.*s", ANNO_FMT(detail));
  else
    anno_report(p->ctx->diag, code, place(p, offset), NULL);
}

/* Where the parser is in its input. */
static size_t offset_of(const parsing *p) {
  const xmlParserInput *in = p->parser ? p->parser->input : NULL;
  const size_t at = in && in->cur >= in->base ? in->consumed + (size_t)(in->cur - in->base) : 0;
  return at < p->input->bytes.len ? at : p->input->bytes.len;
}

static void on_error(void *handle, xmlErrorPtr error) {
  parsing *p = handle;
  const bool told = error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI ||
                    error->code == XML_WAR_NS_URI_RELATIVE || error->code == XML_ERR_NO_MEMORY;
  if (told) return;
  anno_str message = anno_str_trim(anno_str_from(error->message));
  message.len = anno_str_find(message, 0, '\n');
  fault(p, ANNO_BAD_XML, offset_of(p), message);
}

/* All entities but the five of XML itself are asked for here, in content and in attributes. */
static xmlEntityPtr on_entity(void *handle, const xmlChar *name) {
  fault(handle, ANNO_ENTITY_REFUSED, offset_of(handle), anno_str_from((const char *)name));
  return NULL;
}

static void on_declaration(void *handle, const xmlChar *name, int type, const xmlChar *public_id,
                           const xmlChar *system_id, xmlChar *content) {
  (void)type, (void)public_id, (void)system_id, (void)content;
  on_entity(handle, name);
}

/* ---- Tags */

static anno_str namespace_of(parsing *p, const xmlChar *uri) {
  if (!uri) return ANNO_STR("");
  for (size_t i = p->namespace_count; i; i--)
    if (p->namespaces[i - 1].theirs == uri) return p->namespaces[i - 1].ours;
  const namespace_row row = {uri, anno_arena_copy(p->ctx->document, anno_str_from((const char *)uri))};
  if (!ANNO_PUSH(p->ctx->document, p->namespaces, p->namespace_count, p->namespace_capacity, row)) stop(p);
  return row.ours;
}

/* `theirs` as a view into the input if it stands there. */
static anno_str kept(parsing *p, anno_str theirs, anno_str raw) {
  return anno_str_eq(theirs, raw) ? raw : anno_arena_copy(p->ctx->document, theirs);
}

static anno_str name_of(parsing *p, anno_xml_mark mark, const xmlChar *theirs) {
  return kept(p, anno_str_from((const char *)theirs), anno_xml_local(anno_xml_mark_name(p->input->bytes, mark)));
}

static bool declares_namespace(anno_str name) {
  return anno_str_eq(name, ANNO_STR("xmlns")) || anno_str_starts(name, ANNO_STR("xmlns:"));
}

/* The next attribute of the tag that declares no namespace, which libxml2 passes over too. */
static anno_xml_raw raw_attribute(const parsing *p, anno_xml_mark mark, size_t *at) {
  anno_xml_raw raw;
  while (anno_xml_next_raw(p->input->bytes, mark, at, &raw))
    if (!declares_namespace(raw.name)) return raw;
  return (anno_xml_raw){anno_str_sub(p->input->bytes, mark.begin, mark.begin), ANNO_STR("")};
}

/* In values libxml2 leaves '&', however it was written, as "&#38;" for whoever builds a tree of them; nothing else that
   begins with '&' is left. */
static anno_str unescaped(parsing *p, anno_str value) {
  const anno_str left = ANNO_STR("&#38;");
  char *out = anno_arena_take(p->ctx->document, value.len);
  size_t n = 0;
  for (size_t i = 0; out && i < value.len; i++) {
    out[n++] = value.ptr[i];
    if (anno_str_starts(anno_str_sub(value, i, value.len), left)) i += left.len - 1;
  }
  return out ? (anno_str){out, n} : ANNO_STR("");
}

/* `theirs` has five pointers for each: name, prefix, URI, begin and end of the value. */
static void read_attributes(parsing *p, anno_xml_tag *tag, const xmlChar **theirs) {
  anno_xml_mark mark = p->open;
  size_t at = 0;
  for (size_t i = 0; i < tag->attr_count; i++, theirs += 5) {
    const anno_xml_raw raw = raw_attribute(p, mark, &at);
    const anno_str name = anno_str_from((const char *)theirs[0]);
    const anno_str value = {(const char *)theirs[3], (size_t)(theirs[4] - theirs[3])};
    anno_xml_attr *attr = &p->attrs[i];
    attr->uri = namespace_of(p, theirs[2]);
    attr->name = kept(p, name, anno_xml_local(raw.name));
    const bool escaped = anno_str_find(value, 0, '&') < value.len;
    attr->value = escaped ? unescaped(p, value) : kept(p, value, raw.value);
    attr->at = raw.value.len || raw.name.len ? place(p, (size_t)(raw.value.ptr - p->input->bytes.ptr)) : tag->at;
  }
}

static bool room_for(parsing *p, size_t count) {
  if (count <= p->attr_capacity) return true;
  size_t capacity = FIRST_ATTRIBUTES;
  while (capacity < count) capacity *= 2;
  p->attrs = anno_arena_array(p->ctx->document, capacity, sizeof *p->attrs);
  p->attr_capacity = p->attrs ? capacity : 0;
  return p->attrs != NULL;
}

/* ---- Text */

/* The tags follow each other as the parser tells them; another order would be ours to blame. */
static void take_mark(parsing *p) {
  p->open = p->next;
  p->text_begin = p->next.end;
  p->next = anno_xml_next_mark(p->input->bytes, p->text_begin);
}

static void tell_text(parsing *p) {
  if (!p->text_length || p->stopped) return;
  const char *ptr = p->text ? p->text : p->input->bytes.ptr + p->text_begin;
  const anno_str text = {ptr, p->text_length};
  p->text = NULL;
  p->text_length = 0;
  if (!is_new(p) || !p->events->on_text) return;
  if (!p->events->on_text(p->events->handle, text, place(p, p->text_begin))) stop(p);
}

/* Decoded text is never longer than what stands for it, so that room for that is room enough. */
static bool copy_text(parsing *p) {
  if (p->text) return true;
  p->text = anno_arena_take(p->ctx->document, p->next.begin - p->text_begin);
  if (p->text) memcpy(p->text, p->input->bytes.ptr + p->text_begin, p->text_length);
  return p->text != NULL;
}

static void on_text(void *handle, const xmlChar *theirs, int length) {
  parsing *p = handle;
  if (p->stopped || length <= 0) return;
  const anno_str piece = {(const char *)theirs, (size_t)length};
  const size_t room = p->next.begin - p->text_begin - p->text_length, at = p->text_begin + p->text_length;
  if (piece.len > room) {
    fault(p, ANNO_BAD_XML, at, ANNO_STR("the text between two tags is not where it should be"));
    return;
  }
  if (p->text || !anno_str_starts(anno_str_sub(p->input->bytes, at, p->input->bytes.len), piece)) {
    if (!copy_text(p)) {
      stop(p);
      return;
    }
    memcpy(p->text + p->text_length, piece.ptr, piece.len);
  }
  p->text_length += piece.len;
}

/* ---- Elements */

static void on_start(void *handle, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs) {
  (void)prefix, (void)namespace_count, (void)namespaces;
  parsing *p = handle;
  tell_text(p);
  if (p->stopped) return;
  take_mark(p);
  if (++p->depth > ANNO_MOST_xml_depth) {
    fault(p, ANNO_LIMIT, p->open.begin, ANNO_STR("elements within each other"));
    return;
  }
  if (!is_new(p)) return;
  /* Values that only a document type gives come last. */
  const size_t count = (size_t)(attr_count - defaulted);
  if (!room_for(p, count)) {
    stop(p);
    return;
  }
  anno_xml_tag tag = {.uri = namespace_of(p, uri),
                      .name = name_of(p, p->open, name),
                      .attrs = p->attrs,
                      .attr_count = count,
                      .depth = p->depth,
                      .at = place(p, p->open.begin)};
  read_attributes(p, &tag, attrs);
  if (anno_arena_failed(p->ctx->document)) stop(p);
  if (!p->stopped && p->events->on_start && !p->events->on_start(p->events->handle, &tag)) stop(p);
}

static void on_end(void *handle, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  parsing *p = handle;
  tell_text(p);
  if (p->stopped) return;
  if (p->open.kind != ANNO_XML_EMPTY) take_mark(p);
  const anno_xml_tag tag = {
      .uri = namespace_of(p, uri), .name = name_of(p, p->open, name), .depth = p->depth, .at = place(p, p->open.begin)};
  p->open.kind = ANNO_XML_STOP;
  p->depth--;
  if (is_new(p) && p->events->on_end && !p->events->on_end(p->events->handle, &tag)) stop(p);
}

/* ---- Running */

/* After a finding the parser is told that its input ends, which is the safe way out of wherever it is. */
static int hand_bytes(void *handle, char *out, int size) {
  parsing *p = handle;
  const anno_str left = anno_str_sub(p->input->bytes, p->handed, p->input->bytes.len);
  const size_t n = p->stopped || size < 0 ? 0 : left.len < (size_t)size ? left.len : (size_t)size;
  if (n) memcpy(out, left.ptr, n);
  p->handed += n;
  return (int)n;
}

/* Before the parser sees them: it takes quadratic time for many attributes, and at 10 MB of a tag it says something
   else than which attribute is too long. */
static void check_limits(parsing *p) {
  const anno_str bytes = p->input->bytes;
  anno_xml_mark mark = anno_xml_next_mark(bytes, 0);
  for (; mark.kind != ANNO_XML_NONE && !p->stopped; mark = anno_xml_next_mark(bytes, mark.end)) {
    anno_xml_raw raw;
    size_t count = 0;
    for (size_t at = 0; mark.kind != ANNO_XML_STOP && anno_xml_next_raw(bytes, mark, &at, &raw); count++) {
      const size_t begin = (size_t)(raw.name.ptr - bytes.ptr);
      if (at - mark.begin > ANNO_MOST_xml_tag_bytes) fault(p, ANNO_LIMIT, begin, raw.name);
      if (count == ANNO_MOST_xml_attributes) fault(p, ANNO_LIMIT, begin, ANNO_STR("attributes of one element"));
      if (p->stopped) return;
    }
  }
}

static anno_status run(parsing *p) {
  xmlSAXHandler told = {.initialized = XML_SAX2_MAGIC,
                        .startElementNs = on_start,
                        .endElementNs = on_end,
                        .characters = on_text,
                        .ignorableWhitespace = on_text,
                        .cdataBlock = on_text,
                        .getEntity = on_entity,
                        .getParameterEntity = on_entity,
                        .entityDecl = on_declaration,
                        .serror = on_error};
  xmlResetLastError();
  p->parser = xmlCreateIOParserCtxt(&told, p, hand_bytes, NULL, p, XML_CHAR_ENCODING_NONE);
  if (!p->parser) return ANNO_NO_MEMORY;
  xmlCtxtUseOptions(p->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
  const bool well = xmlParseDocument(p->parser) == 0;
  const xmlError *last = xmlGetLastError();
  const bool no_memory = p->parser->errNo == XML_ERR_NO_MEMORY || (last && last->code == XML_ERR_NO_MEMORY) ||
                         anno_arena_failed(p->ctx->document);
  if (!no_memory && !well) fault(p, ANNO_BAD_XML, offset_of(p), ANNO_STR(""));
  /* SAX users get a document that holds nothing but what declarations left. */
  if (p->parser->myDoc) xmlFreeDoc(p->parser->myDoc);
  xmlFreeParserCtxt(p->parser);
  return no_memory ? ANNO_NO_MEMORY : p->faulty ? ANNO_SKIP : ANNO_OK;
}

/* What is not plain is parsed from its begin, to no one's ears as far as it was told. */
static anno_status run_whole(parsing *p) {
  check_limits(p);
  p->next = anno_xml_next_mark(p->input->bytes, 0);
  return p->faulty ? ANNO_SKIP : run(p);
}

static anno_status parse(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events, bool may_be_plain) {
  parsing p = {.ctx = ctx, .input = input, .events = events};
  anno_status status = anno_xml_decode(ctx, input);
  const bool all = status == ANNO_OK && may_be_plain && anno_xml_plain(ctx, input, events, &p.known);
  if (status == ANNO_OK && !all) status = run_whole(&p);
  if (status == ANNO_OK && anno_arena_failed(ctx->document)) status = ANNO_NO_MEMORY;
  if (status == ANNO_NO_MEMORY) anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, place(&p, 0), NULL);
  return status;
}

anno_status anno_xml_parse(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events) {
  return parse(ctx, input, events, true);
}

anno_status anno_xml_parse_whole(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events) {
  return parse(ctx, input, events, false);
}

/* ---- For readers */

const anno_xml_attr *anno_xml_attr_of(const anno_xml_attr *attrs, size_t count, anno_str uri, anno_str name) {
  for (size_t i = 0; i < count; i++)
    if (anno_str_eq(attrs[i].name, name) && anno_str_eq(attrs[i].uri, uri)) return &attrs[i];
  return NULL;
}

anno_str anno_xml_root(anno_str head) {
  head = anno_utf_without_bom(head);
  const anno_str begin = anno_str_trim(head);
  const anno_xml_mark root = anno_xml_next_mark(head, 0);
  if (!begin.len || begin.ptr[0] != '<' || root.kind == ANNO_XML_NONE || root.kind == ANNO_XML_STOP)
    return ANNO_STR("");
  const size_t end = root.end && head.ptr[root.end - 1] == '>' ? root.end - 1 : root.end;
  return anno_str_sub(head, root.begin + 1, end);
}

void anno_xml_begin(void) { xmlInitParser(); }
