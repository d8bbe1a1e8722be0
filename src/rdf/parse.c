#include "rdf/parse.h"

#include <errno.h>
#include <raptor2/raptor2.h>

#include "base/utf.h"
#include "rdf/lines.h"
#include "rdf/turtle_scan.h"

enum { SHOWN = 200 }; /* bytes of the parser's message in a finding */

static const unsigned char base[] = "file:///";

/* How IRIs of blank nodes begin: with the number of their file. */
#define NAMED     "_:n%u."
#define GENERATED "_:g%u."

/* For triple terms, as far as they come from this program. */
#define REMEDY "export with --claims=node"

typedef struct {
  const anno_ctx *ctx;
  const anno_rdf_file *file;
  anno_sink to;
  anno_status status; /* what stops the parsing; reported */
  raptor_world *world;
  raptor_uri *base;
  raptor_parser *parser; /* of the piece; of the file for RDF/XML */
  const anno_piece *piece;
  size_t statements;   /* of the piece */
  unsigned generated;  /* blank nodes without a name so far */
  const char *refused; /* why a term cannot be kept; the first one */
  size_t refused_at;   /* the statement of the piece that it is in */
  int refused_line;
  anno_buf complaint; /* the first message of the parser */
  int line;           /* of the first message that names one; 0: none */
  anno_buf names[3];  /* the text of the blank nodes of a statement */
  char language[256]; /* in lower case; raptor keeps the length in a byte */
} parsing;

/* --- What raptor calls ----------------------------------------------------------------------------------------- */

static void on_log(void *handle, raptor_log_message *message) {
  parsing *p = handle;
  if (message->level < RAPTOR_LOG_LEVEL_WARN) return;
  if (!p->line && message->locator && message->locator->line > 0) p->line = message->locator->line;
  if (!p->complaint.len) anno_buf_put(&p->complaint, anno_str_from(message->text));
}

/* Documents cannot name a blank node with a '!', but could use a name that raptor makes. */
static unsigned char *on_blank(void *handle, unsigned char *user) {
  parsing *p = handle;
  if (user) return user;
  const anno_str name = anno_arena_print(p->ctx->document, "!%u", ++p->generated);
  unsigned char *copy = raptor_alloc_memory(name.len + 1);
  if (copy) memcpy(copy, name.len ? name.ptr : "", name.len + 1);
  return copy;
}

static void refuse(parsing *p, const char *why) {
  if (p->refused) return;
  p->refused = why;
  p->refused_at = p->statements;
  const raptor_locator *at = raptor_parser_get_locator(p->parser);
  p->refused_line = at ? at->line : 0;
}

static anno_str checked_iri(parsing *p, raptor_uri *uri) {
  size_t length = 0;
  const char *text = (const char *)raptor_uri_as_counted_string(uri, &length);
  const anno_str iri = {text, length};
  if (!anno_iri_ok(iri)) refuse(p, "not an absolute IRI");
  return iri;
}

static anno_term blank_term(parsing *p, anno_str name, anno_buf *to) {
  const bool generated = name.len && name.ptr[0] == '!';
  to->len = 0;
  anno_buf_put(to, anno_arena_print(p->ctx->document, generated ? GENERATED : NAMED, p->file->number));
  anno_buf_put(to, anno_str_sub(name, generated, name.len));
  return anno_iri(anno_buf_str(to));
}

static anno_term literal_term(parsing *p, const raptor_term_literal_value *literal) {
  const anno_str value = {(const char *)literal->string, literal->string_len};
  anno_term term = anno_text(value, ANNO_STR(""));
  if (anno_utf_invalid(value) < value.len) refuse(p, "an escape of half a character");
  if (literal->language) {
    const anno_str tag = {(const char *)literal->language, literal->language_len};
    if (!anno_language_ok(tag)) refuse(p, "not a language tag");
    for (size_t i = 0; i < tag.len; i++)
      p->language[i] = tag.ptr[i] >= 'A' && tag.ptr[i] <= 'Z' ? (char)(tag.ptr[i] - 'A' + 'a') : tag.ptr[i];
    term.language = (anno_str){p->language, tag.len};
  } else if (literal->datatype) {
    const anno_str type = checked_iri(p, literal->datatype);
    if (!anno_str_eq(type, ANNO_STR("http://www.w3.org/2001/XMLSchema#string"))) term.datatype = type;
  }
  return term;
}

static anno_term term_of(parsing *p, const raptor_term *term, anno_buf *name) {
  switch (term->type) {
    case RAPTOR_TERM_TYPE_URI: return anno_iri(checked_iri(p, term->value.uri));
    case RAPTOR_TERM_TYPE_LITERAL: return literal_term(p, &term->value.literal);
    case RAPTOR_TERM_TYPE_BLANK:
      return blank_term(p, (anno_str){(const char *)term->value.blank.string, term->value.blank.string_len}, name);
    default: refuse(p, "a term of unknown kind"); return (anno_term){0};
  }
}

static void on_stmt(void *handle, raptor_statement *from) {
  parsing *p = handle;
  if (p->refused || p->complaint.len || p->status != ANNO_OK) return;
  if (!from->subject || !from->predicate || !from->object) {
    refuse(p, "a statement without a term");
    return;
  }
  anno_stmt stmt = {.subject = term_of(p, from->subject, &p->names[0])};
  stmt.predicate = term_of(p, from->predicate, &p->names[2]);
  stmt.object = term_of(p, from->object, &p->names[1]);
  if (from->graph) stmt.graph = term_of(p, from->graph, &p->names[2]);
  if (!p->refused && !anno_arena_failed(p->ctx->run)) p->status = anno_send_stmt(p->to, &stmt);
  p->statements++;
}

/* --- Faults ---------------------------------------------------------------------------------------------------- */

static anno_status no_memory(const parsing *p) {
  anno_report(p->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}

/* A place in the body of the piece. If that begins within a line, columns of this line are not known. */
static anno_status bad(const parsing *p, anno_code code, size_t offset, const char *why) {
  const anno_piece *piece = p->piece;
  anno_input *input = anno_arena_take(p->ctx->run, sizeof *input);
  if (!input) return no_memory(p);
  *input = (anno_input){p->file->name.len ? p->file->name : p->file->path, piece->body, piece->first_line};
  if (piece->mid_line && anno_str_find(piece->body, 0, '\n') >= offset) {
    input->bytes = ANNO_STR("");
    offset = 0;
  }
  anno_report(p->ctx->diag, code, (anno_loc){input, offset}, "%s", why);
  return ANNO_BAD_INPUT;
}

/* raptor tells lines only, of the text it was given: the place is the first character of the line that is not blank.
   An XML parser may speak of a line that has gone. */
static anno_status bad_line(const parsing *p, int line, const char *why) {
  anno_piece piece = *p->piece;
  parsing other = *p;
  other.piece = &piece;
  const size_t before = p->file->syntax->cut == ANNO_CUT_XML ? piece.first_line : piece.lines_ahead;
  size_t left = line > 0 ? (size_t)line - 1 : before, at = 0;
  if (left < before && p->file->syntax->cut == ANNO_CUT_XML) {
    piece.body = ANNO_STR("");
    piece.first_line = left;
    return bad(&other, ANNO_BAD_RDF, 0, why);
  }
  for (left = left > before ? left - before : 0; left && at < piece.body.len; left--)
    at = anno_str_find(piece.body, at, '\n') + 1;
  while (at < piece.body.len && (piece.body.ptr[at] == ' ' || piece.body.ptr[at] == '\t')) at++;
  return bad(&other, ANNO_BAD_RDF, at < piece.body.len ? at : piece.body.len, why);
}

static anno_status complain(const parsing *p) {
  anno_str text = anno_str_sub(anno_buf_str(&p->complaint), 0, SHOWN);
  text = anno_str_sub(text, 0, anno_utf_invalid(text));
  const anno_str why = anno_arena_copy(p->ctx->run, text);
  return bad_line(p, p->line, why.ptr);
}

/* What raptor would cut text at without a word. */
static size_t unreadable(anno_str text) {
  size_t at = anno_utf_invalid(text);
  const size_t nul = anno_str_find(text, 0, '\0');
  if (nul < at) at = nul;
  for (size_t i = anno_str_find(text, 0, '\xEF'); i < at; i = anno_str_find(text, i + 1, '\xEF')) {
    const anno_str rest = anno_str_sub(text, i, text.len);
    if (anno_str_starts(rest, ANNO_STR("\xEF\xBF\xBE")) || anno_str_starts(rest, ANNO_STR("\xEF\xBF\xBF"))) return i;
  }
  return at;
}

/* --- Pieces ---------------------------------------------------------------------------------------------------- */

/* The bytes of the piece before anyone reads them. */
static anno_status check_bytes(const parsing *p) {
  const anno_piece *piece = p->piece;
  const size_t cannot = unreadable(piece->body);
  if (cannot < piece->body.len)
    return bad(p, ANNO_BAD_RDF, cannot, "not a character that RDF can hold, or not valid UTF-8");
  if (piece->triple_term < piece->body.len) return bad(p, ANNO_TRIPLE_TERMS, piece->triple_term, REMEDY);
  return piece->too_long ? bad(p, ANNO_BAD_RDF, 0, "a statement of more than 256 MiB") : ANNO_OK;
}

/* What raptor says nothing of. */
static anno_status check_scan(const parsing *p, const anno_turtle_scan *scan) {
  const size_t ahead = p->piece->ahead;
  if (scan->nul < p->piece->flat.len) return bad(p, ANNO_BAD_RDF, scan->nul - ahead, "U+0000 cannot be read");
  if (scan->brace < p->piece->flat.len && !p->file->syntax->graphs)
    return bad(p, ANNO_BAD_RDF, scan->brace - ahead, "no graphs in Turtle");
  return ANNO_OK;
}

static raptor_parser *new_parser(parsing *p) {
  raptor_parser *parser = raptor_new_parser(p->world, p->file->syntax->name);
  if (!parser) return NULL;
  raptor_parser_set_statement_handler(parser, p, on_stmt);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  if (!raptor_parser_parse_start(parser, p->base)) return parser;
  raptor_free_parser(parser);
  return NULL;
}

/* False if raptor failed and said nothing. */
static bool run_raptor(parsing *p) {
  const bool xml = p->file->syntax->cut == ANNO_CUT_XML;
  const anno_str text = p->piece->text;
  if (!p->parser) p->parser = new_parser(p);
  if (!p->parser) return p->complaint.len > 0;
  p->statements = 0;
  const int failed =
      raptor_parser_parse_chunk(p->parser, (const unsigned char *)text.ptr, text.len, !xml || p->piece->last);
  if (!xml || failed || p->piece->last) {
    raptor_free_parser(p->parser);
    p->parser = NULL;
  }
  return !failed || p->complaint.len || p->refused || p->status != ANNO_OK;
}

static anno_status judge(const parsing *p, bool ran) {
  if (p->status != ANNO_OK) return p->status;
  if (anno_arena_failed(p->ctx->run) || anno_arena_failed(p->ctx->document) || !ran) return no_memory(p);
  return p->complaint.len ? complain(p) : ANNO_OK;
}

static anno_status parse_turtle(parsing *p) {
  anno_turtle_scan scan;
  anno_status status = check_bytes(p);
  if (status != ANNO_OK) return status;
  if (!anno_turtle_scan_text(p->ctx->document, p->piece->flat, &scan)) return no_memory(p);
  status = check_scan(p, &scan);
  if (status == ANNO_OK) status = judge(p, run_raptor(p));
  if (status != ANNO_OK) return status;
  const size_t ahead = p->piece->ahead, at = p->refused_at < scan.count ? scan.places[p->refused_at] : ahead;
  if (p->refused) return bad(p, ANNO_BAD_RDF, at - ahead, p->refused);
  if (p->statements == scan.count) return ANNO_OK;
  return bad(p, ANNO_BAD_RDF, 0, "the parser did not give every statement from here on");
}

/* An entity of another file would be nothing, without a word. */
static anno_status check_doctype(const parsing *p) {
  const anno_str text = p->piece->body;
  const char *begin = text.len ? memmem(text.ptr, text.len, "<!DOCTYPE", 9) : NULL;
  if (!begin || p->piece->first_line || p->piece->mid_line) return ANNO_OK;
  const size_t at = (size_t)(begin - text.ptr), angle = anno_str_find(text, at, '>');
  const size_t end = anno_str_find(text, at, '[') < angle ? anno_str_find(text, at, ']') : angle;
  const bool other = memmem(begin, end - at, "SYSTEM", 6) || memmem(begin, end - at, "PUBLIC", 6);
  return other ? bad(p, ANNO_BAD_RDF, at, "its document type needs other files, which are not read") : ANNO_OK;
}

static anno_status parse_xml(parsing *p) {
  anno_status status = check_doctype(p);
  if (status == ANNO_OK) status = judge(p, run_raptor(p));
  return status == ANNO_OK && p->refused ? bad_line(p, p->refused_line, p->refused) : status;
}

static anno_status parse_lines(parsing *p) {
  const anno_ctx *ctx = p->ctx;
  anno_status status = check_bytes(p);
  if (status != ANNO_OK) return status;
  anno_lines lines = {.arena = ctx->document, .text = p->piece->body, .graphs = p->file->syntax->graphs};
  lines.blank = anno_arena_print(ctx->document, NAMED, p->file->number);
  for (anno_stmt stmt; status == ANNO_OK && anno_lines_next(&lines, &stmt);) status = anno_send_stmt(p->to, &stmt);
  if (status != ANNO_OK) return status;
  if (anno_arena_failed(ctx->document)) return no_memory(p);
  if (!lines.fault) return ANNO_OK;
  if (lines.triple_term) return bad(p, ANNO_TRIPLE_TERMS, lines.at, REMEDY);
  return bad(p, ANNO_BAD_RDF, lines.at, lines.fault);
}

static bool on_piece(void *handle, const anno_piece *piece) {
  parsing *p = handle;
  p->piece = piece;
  switch (p->file->syntax->cut) {
    case ANNO_CUT_TURTLE:
    case ANNO_CUT_TRIG: p->status = parse_turtle(p); break;
    case ANNO_CUT_LINES: p->status = parse_lines(p); break;
    case ANNO_CUT_XML: p->status = parse_xml(p); break;
  }
  return p->status == ANNO_OK;
}

static bool on_chunk(void *handle, anno_str bytes) { return anno_pieces_put(handle, bytes); }

/* --- The file -------------------------------------------------------------------------------------------------- */

/* A world that leaves the settings of libxml2 and of the network library, which the process shares, alone. */
static bool open_world(parsing *p) {
  p->world = raptor_new_world();
  if (!p->world) return false;
  raptor_world_set_flag(p->world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
  raptor_world_set_flag(p->world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
  raptor_world_set_flag(p->world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
  raptor_world_set_log_handler(p->world, p, on_log);
  if (raptor_world_open(p->world)) return false;
  raptor_world_set_generate_bnodeid_handler(p->world, p, on_blank);
  p->base = raptor_new_uri(p->world, base);
  return p->base != NULL;
}

static void close_world(parsing *p) {
  if (p->parser) raptor_free_parser(p->parser);
  if (p->base) raptor_free_uri(p->base);
  if (p->world) raptor_free_world(p->world);
}

static anno_status stream(parsing *p) {
  const anno_ctx *ctx = p->ctx;
  const anno_piece_sink sink = {p, on_piece};
  anno_pieces *pieces = anno_pieces_new(ctx->run, ctx->document, p->file->syntax->cut, p->file->piece, sink);
  if (!pieces || !open_world(p)) return no_memory(p);
  const int error = ctx->files->stream(ctx->files->handle, p->file->path, pieces, on_chunk);
  if (error == ENOMEM) return no_memory(p);
  if (error) {
    anno_report(ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(p->file->path), strerror(error));
    return ANNO_BAD_INPUT;
  }
  const bool whole = anno_pieces_end(pieces);
  return p->status == ANNO_OK && !whole ? no_memory(p) : p->status;
}

anno_status anno_rdf_parse(const anno_ctx *ctx, const anno_rdf_file *file, anno_sink to) {
  parsing p = {.ctx = ctx, .file = file, .to = to, .complaint = anno_buf_in(ctx->run)};
  for (int i = 0; i < 3; i++) p.names[i] = anno_buf_in(ctx->run);
  anno_arena_reset(ctx->document);
  const anno_status status = stream(&p);
  close_world(&p);
  return status;
}
