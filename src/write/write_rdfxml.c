#include <limits.h>
#include <raptor2/raptor2.h>

#include "base/utf.h"
#include "rdf/vocab.h"
#include "write/prefix.h"
#include "write/term_text.h"

extern const anno_writer anno_write_rdfxml;

/* Before the first statement stand the XML declaration and the tag of the element around all. */
enum { HEAD_TAGS = 2, DECLARATION_QUOTES = 4 };

/* The raptor objects live until the end of the text or the first failure. */
typedef struct {
  const anno_ctx *ctx;
  anno_out *out;
  anno_status status;
  bool started;
  anno_prefixes declared;
  anno_buf tag;       /* a language tag in lower case */
  anno_buf complaint; /* the first of raptor, for its functions return 0 even when they leave a statement out */
  size_t tags, bytes; /* written since the last statement: '<' and all */
  size_t quotes;      /* of the head, before the first statement */
  size_t prefixes;    /* declared there */
  bool headed;        /* it was written */
  raptor_world *world;
  raptor_serializer *serializer;
  raptor_iostream *stream;
} rdfxml;

static void on_log(void *handle, raptor_log_message *message) {
  rdfxml *to = handle;
  if (message->level < RAPTOR_LOG_LEVEL_WARN || to->complaint.len) return;
  anno_buf_put(&to->complaint, anno_str_from(message->text));
  anno_buf_putc(&to->complaint, '\0');
}

static int write_bytes(void *handle, const void *bytes, size_t size, size_t count) {
  rdfxml *to = handle;
  for (size_t i = 0; i < size * count; i++) {
    to->tags += ((const char *)bytes)[i] == '<';
    to->quotes += to->tags <= HEAD_TAGS && ((const char *)bytes)[i] == '"';
  }
  to->bytes += size * count;
  anno_out_put(to->out, (anno_str){bytes, size * count});
  return 0;
}

static int write_byte(void *handle, const int byte) {
  const char c = (char)byte;
  return write_bytes(handle, &c, 1, 1);
}

static const raptor_iostream_handler stream_handler = {
    .version = 2, .write_byte = write_byte, .write_bytes = write_bytes};

static void release(rdfxml *to) {
  if (to->serializer) raptor_free_serializer(to->serializer);
  if (to->stream) raptor_free_iostream(to->stream);
  if (to->world) raptor_free_world(to->world);
  to->serializer = NULL;
  to->stream = NULL;
  to->world = NULL;
}

static anno_status no_memory(const rdfxml *to) {
  anno_report(to->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}

/* --- What RDF/XML can hold ------------------------------------------------------------------------------------- */

/* Source: XML 1.0, Char; raptor does not write U+007F, which XML discourages. */
static bool xml_text(anno_str text) {
  for (size_t i = 0; i < text.len;) {
    const uint32_t c = anno_utf_next(text, &i);
    if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c == 0x7F || c == 0xFFFE || c == 0xFFFF) return false;
  }
  return true;
}

/* Names of rdf: that the syntax uses up. Source: RDF 1.1 XML Syntax, 5.1 and 6.1.2; rdf:li would be renumbered. */
static bool syntax_name(anno_str iri) {
  static const char *const names[] = {"RDF",    "ID", "about",     "bagID",           "parseType", "resource",
                                      "nodeID", "li", "aboutEach", "aboutEachPrefix", "datatype",  "Description"};
  if (!anno_str_starts(iri, ANNO_STR(ANNO_NS_RDF))) return false;
  const anno_str local = anno_str_sub(iri, strlen(ANNO_NS_RDF), iri.len);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (anno_str_eq(local, anno_str_from(names[i]))) return true;
  return false;
}

/* True if the IRI is that of RDF and more, which no namespace may be. Source: RDF 1.1 XML Syntax, 5.1. */
static bool beyond_rdf(anno_str iri) {
  return anno_str_starts(iri, ANNO_STR(ANNO_NS_RDF)) && iri.len > strlen(ANNO_NS_RDF);
}

static bool name_begin(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}
static bool name_inner(unsigned char c) { return (c >= '0' && c <= '9') || c == '-' || c == '.'; }

/* True if an XML name can end the IRI: behind the last byte that is in no name, some byte begins one. Letters behind
   ASCII are raptor's to judge. */
static bool splits(anno_str iri) {
  bool begins = false;
  for (size_t i = 0; i < iri.len; i++) {
    const unsigned char c = (unsigned char)iri.ptr[i];
    begins = name_begin(c) || (begins && name_inner(c));
  }
  return begins;
}

/* True if the predicate, if it begins with the namespace of RDF, goes on with nothing but a name (of ASCII, where it is
   known how raptor splits it): that IRI and more must not be a namespace. */
static bool whole_in_rdf(anno_str iri) {
  if (!beyond_rdf(iri)) return true;
  for (size_t i = strlen(ANNO_NS_RDF); i < iri.len; i++) {
    const unsigned char c = (unsigned char)iri.ptr[i];
    if (c >= 0x80 || !(name_begin(c) || (i > strlen(ANNO_NS_RDF) && name_inner(c)))) return false;
  }
  return true;
}

static anno_status check(const rdfxml *to, const anno_stmt *stmt) {
  const anno_status status = anno_text_check(to->ctx, &anno_write_rdfxml, stmt);
  if (status != ANNO_OK) return status;
  const anno_term *object = &stmt->object;
  if (!splits(stmt->predicate.value))
    return anno_text_refuse(to->ctx, "the predicate does not end in an XML name", stmt->predicate.value);
  if (!whole_in_rdf(stmt->predicate.value))
    return anno_text_refuse(to->ctx, "no XML name in the namespace of RDF", stmt->predicate.value);
  if (syntax_name(stmt->predicate.value))
    return anno_text_refuse(to->ctx, "the syntax of RDF/XML uses this name", stmt->predicate.value);
  if (object->kind == ANNO_LITERAL && !xml_text(object->value))
    return anno_text_refuse(to->ctx, "a character that XML 1.0 cannot hold", object->value);
  if (object->kind == ANNO_LITERAL && anno_str_eq(object->datatype, ANNO_STR(ANNO_NS_RDF "XMLLiteral")))
    return anno_text_refuse(to->ctx, "XML literals are not written", object->value);
  if (object->language.len > UCHAR_MAX)
    return anno_text_refuse(to->ctx, "a language tag that raptor cannot hold", object->language);
  return ANNO_OK;
}

/* --- Through raptor -------------------------------------------------------------------------------------------- */

static const unsigned char *bytes_of(anno_str s) { return (const unsigned char *)s.ptr; }

static raptor_term *iri_term(rdfxml *to, anno_str iri) {
  return raptor_new_term_from_counted_uri_string(to->world, bytes_of(iri), iri.len);
}

static raptor_term *literal_term(rdfxml *to, const anno_term *literal) {
  to->tag.len = 0;
  if (literal->language.len) {
    anno_text_language(&to->tag, literal->language); /* with an '@' */
    anno_buf_putc(&to->tag, '\0');                   /* raptor copies one byte more than it is told */
  }
  if (anno_arena_failed(to->ctx->run)) return NULL;
  raptor_uri *type = NULL;
  if (anno_text_typed(literal)) {
    type = raptor_new_uri_from_counted_string(to->world, bytes_of(literal->datatype), literal->datatype.len);
    if (!type) return NULL;
  }
  const size_t length = to->tag.len ? to->tag.len - 2 : 0;
  const unsigned char *language = length ? (const unsigned char *)to->tag.ptr + 1 : NULL;
  const anno_str value = literal->value;
  raptor_term *term = raptor_new_term_from_counted_literal(to->world, bytes_of(value), value.len, type, language,
                                                           (unsigned char)length);
  if (type) raptor_free_uri(type);
  return term;
}

static anno_status complaint(const rdfxml *to, anno_str what) {
  if (anno_arena_failed(to->ctx->run)) return no_memory(to);
  const anno_str text = anno_buf_str(&to->complaint);
  return text.len ? anno_text_refuse(to->ctx, text.ptr, what) : ANNO_OK;
}

static anno_status start(rdfxml *to) {
  if (to->started) return ANNO_OK;
  to->started = true;
  return raptor_serializer_start_to_iostream(to->serializer, NULL, to->stream) ? no_memory(to) : ANNO_OK;
}

/* Without memory raptor leaves out tags, attributes and text, and says that all is well. Each statement has an element
   for its subject and one for its predicate, which is empty if it refers to another node. */
static bool is_whole(rdfxml *to, size_t tags, size_t least) {
  bool whole = to->bytes >= least;
  if (to->headed)
    whole &= to->tags == tags;
  else /* rdf: is declared there too */
    whole &= to->tags == tags + HEAD_TAGS && to->quotes == DECLARATION_QUOTES + 2 * (to->prefixes + 1);
  to->headed = true;
  to->tags = to->bytes = 0;
  return whole;
}

static bool is_statement(rdfxml *to, const anno_stmt *stmt) {
  const anno_term *object = &stmt->object;
  const bool refers = object->kind == ANNO_IRI;
  const size_t type = !refers && anno_text_typed(object) ? object->datatype.len : 0;
  return is_whole(to, refers ? 3 : 4, stmt->subject.value.len + object->value.len + object->language.len + type);
}

static anno_status put_stmt(rdfxml *to, const anno_stmt *stmt) {
  anno_status status = check(to, stmt);
  if (status == ANNO_OK) status = start(to);
  if (status != ANNO_OK) return status;
  raptor_statement raptor;
  raptor_statement_init(&raptor, to->world);
  raptor.subject = iri_term(to, stmt->subject.value);
  raptor.predicate = iri_term(to, stmt->predicate.value);
  raptor.object = stmt->object.kind == ANNO_IRI ? iri_term(to, stmt->object.value) : literal_term(to, &stmt->object);
  const bool whole = raptor.subject && raptor.predicate && raptor.object;
  const int failed = whole ? raptor_serializer_serialize_statement(to->serializer, &raptor) : 0;
  raptor_statement_clear(&raptor);
  if (!whole) return no_memory(to);
  status = complaint(to, stmt->predicate.value);
  if (status == ANNO_OK && failed) return anno_text_refuse(to->ctx, "raptor failed at", stmt->predicate.value);
  return status == ANNO_OK && !is_statement(to, stmt) ? no_memory(to) : status;
}

/* Names that XML keeps for itself, and rdf, which raptor declares. */
static bool reserved(anno_str name) {
  const bool xml = name.len >= 3 && (name.ptr[0] | 32) == 'x' && (name.ptr[1] | 32) == 'm' && (name.ptr[2] | 32) == 'l';
  return xml || !name.len || anno_str_eq(name, ANNO_STR("rdf"));
}

/* Only prefixes before the first statement can be declared, each name and IRI once; what is not declared gets a prefix
   where it is used. */
static anno_status put_prefix(rdfxml *to, anno_str name, anno_str iri) {
  if (to->started || reserved(name) || !anno_prefix_name_ok(name) || !anno_iri_ok(iri)) return ANNO_OK;
  if (anno_prefixes_have(&to->declared, name, iri) || anno_str_starts(iri, ANNO_STR(ANNO_NS_RDF))) return ANNO_OK;
  anno_prefixes_add(&to->declared, name, iri);
  const anno_str copy = anno_arena_copy(to->ctx->run, name);
  raptor_uri *uri = copy.len ? raptor_new_uri_from_counted_string(to->world, bytes_of(iri), iri.len) : NULL;
  if (!uri) return no_memory(to);
  const int failed = raptor_serializer_set_namespace(to->serializer, uri, bytes_of(copy));
  raptor_free_uri(uri);
  to->prefixes++;
  return failed ? no_memory(to) : ANNO_OK;
}

static anno_status finish(rdfxml *to) {
  anno_status status = start(to);
  if (status == ANNO_OK) {
    const int failed = raptor_serializer_serialize_end(to->serializer);
    status = complaint(to, ANNO_STR("at the end"));
    if (status == ANNO_OK && failed) status = anno_text_refuse(to->ctx, "raptor failed", ANNO_STR("at the end"));
    if (status == ANNO_OK && !is_whole(to, 1, 0)) status = no_memory(to);
  }
  return status == ANNO_OK ? anno_text_finish(to->out) : status;
}

static anno_status on_event(void *handle, const anno_event *event) {
  rdfxml *to = handle;
  if (to->status != ANNO_OK) return to->status;
  switch (event->kind) {
    case ANNO_EVENT_PREFIX: to->status = put_prefix(to, event->name, event->iri); break;
    case ANNO_EVENT_SECTION:
    case ANNO_EVENT_BREAK: break;
    case ANNO_EVENT_STATEMENT: to->status = put_stmt(to, event->stmt); break;
    case ANNO_EVENT_END: to->status = finish(to); break;
  }
  if (to->status != ANNO_OK || event->kind == ANNO_EVENT_END) release(to);
  return to->status;
}

/* A world that leaves the settings of libxml2 and of the network library, which the process shares, alone. */
static raptor_world *new_world(rdfxml *to) {
  raptor_world *world = raptor_new_world();
  if (!world) return NULL;
  raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
  raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
  raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
  raptor_world_set_log_handler(world, to, on_log);
  return world;
}

static anno_sink open_rdfxml(const anno_ctx *ctx, anno_out *out) {
  rdfxml *to = anno_arena_take(ctx->run, sizeof *to);
  if (!to) return (anno_sink){0};
  *to = (rdfxml){.ctx = ctx, .out = out, .declared = anno_prefixes_in(ctx->run)};
  to->tag = anno_buf_in(ctx->run);
  to->complaint = anno_buf_in(ctx->run);
  to->world = new_world(to);
  if (to->world && !raptor_world_open(to->world)) {
    to->stream = raptor_new_iostream_from_handler(to->world, to, &stream_handler);
    to->serializer = raptor_new_serializer(to->world, "rdfxml");
  }
  if (to->stream && to->serializer) return (anno_sink){to, on_event};
  release(to);
  return (anno_sink){0};
}

const anno_writer anno_write_rdfxml = {.name = "rdfxml",
                                       .suffix = ".rdf",
                                       .summary = "RDF/XML, for tools that read nothing else",
                                       .graphs = false,
                                       .triple_terms = false,
                                       .open = open_rdfxml};
