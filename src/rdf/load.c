#include "rdf/load.h"

#include <raptor2/raptor2.h>

#include "base/buf.h"
#include "base/table.h"
#include "base/utf.h"
#include "rdf/turtle_scan.h"

enum { SHOWN = 200 }; /* bytes of the parser's message in a finding */

typedef struct {
  const anno_ctx *ctx;
  const anno_input *input;
  anno_rdf *out;
  size_t first;        /* out->count before this file */
  anno_str text;       /* of the file, behind a byte order mark */
  anno_table blanks;   /* raptor's names of blank nodes to numbers */
  unsigned generated;  /* blank nodes without a name so far */
  const char *refused; /* why a term cannot be kept; the first one */
  size_t refused_at;   /* the statement it is in, from `first` */
  anno_buf complaint;  /* the first message of the parser */
  int line;            /* of the first message that names one; 0: none */
  raptor_world *world;
  raptor_parser *parser;
} loader;

static void on_log(void *handle, raptor_log_message *message) {
  loader *l = handle;
  if (message->level < RAPTOR_LOG_LEVEL_WARN) return;
  if (!l->line && message->locator && message->locator->line > 0) l->line = message->locator->line;
  if (!l->complaint.len) anno_buf_put(&l->complaint, anno_str_from(message->text));
}

/* A name for a blank node without one: no document can use it, for it has a '!'. raptor's own names can be met in
   documents, and two nodes would become one. */
static unsigned char *on_blank(void *handle, unsigned char *user) {
  loader *l = handle;
  if (user) return user;
  const anno_str name = anno_arena_print(l->ctx->run, "!%u", ++l->generated);
  unsigned char *copy = raptor_alloc_memory(name.len + 1);
  if (copy) memcpy(copy, name.len ? name.ptr : "", name.len + 1);
  return copy;
}

/* --- Terms ----------------------------------------------------------------------------------------------------- */

static void refuse(loader *l, const char *why) {
  if (l->refused) return;
  l->refused = why;
  l->refused_at = l->out->count - l->first;
}

static anno_str uri_text(raptor_uri *uri) {
  size_t length = 0;
  const char *text = (const char *)raptor_uri_as_counted_string(uri, &length);
  return (anno_str){text, length};
}

static anno_str kept_iri(loader *l, raptor_uri *uri) {
  const anno_str iri = uri_text(uri);
  if (!anno_iri_ok(iri)) refuse(l, "not an absolute IRI");
  return anno_arena_copy(l->ctx->run, iri);
}

/* Numbers in order of appearance; they begin behind those of the files before, which had fewer than two a statement. */
static anno_term blank_term(loader *l, anno_str name) {
  const unsigned next = (unsigned)l->blanks.used + 1;
  unsigned number = anno_table_get(&l->blanks, name);
  if (!number) number = anno_table_add(&l->blanks, anno_arena_copy(l->ctx->run, name), next);
  return anno_iri(anno_arena_print(l->ctx->run, "_:b%zu", 2 * l->first + number));
}

static anno_str lower(anno_arena *arena, anno_str s) {
  char *copy = anno_arena_take(arena, s.len + 1);
  if (!copy) return ANNO_STR("");
  for (size_t i = 0; i < s.len; i++)
    copy[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] - 'A' + 'a') : s.ptr[i];
  return (anno_str){copy, s.len};
}

static anno_term literal_term(loader *l, const raptor_term_literal_value *literal) {
  const anno_str value = {(const char *)literal->string, literal->string_len};
  anno_term term = anno_text(anno_arena_copy(l->ctx->run, value), ANNO_STR(""));
  if (anno_utf_invalid(value) < value.len) refuse(l, "an escape of half a character");
  if (literal->language) {
    const anno_str tag = {(const char *)literal->language, literal->language_len};
    if (!anno_language_ok(tag)) refuse(l, "not a language tag");
    term.language = lower(l->ctx->run, tag);
  } else if (literal->datatype) {
    const anno_str type = kept_iri(l, literal->datatype);
    if (!anno_str_eq(type, ANNO_STR("http://www.w3.org/2001/XMLSchema#string"))) term.datatype = type;
  }
  return term;
}

static anno_term term_of(loader *l, const raptor_term *term) {
  switch (term->type) {
    case RAPTOR_TERM_TYPE_URI: return anno_iri(kept_iri(l, term->value.uri));
    case RAPTOR_TERM_TYPE_LITERAL: return literal_term(l, &term->value.literal);
    case RAPTOR_TERM_TYPE_BLANK:
      return blank_term(l, (anno_str){(const char *)term->value.blank.string, term->value.blank.string_len});
    default: refuse(l, "a term of unknown kind"); return (anno_term){0};
  }
}

static void on_stmt(void *handle, raptor_statement *from) {
  loader *l = handle;
  anno_arena *arena = l->ctx->run;
  anno_rdf *out = l->out;
  if (!from->subject || !from->predicate || !from->object) {
    refuse(l, "a statement without a term");
    return;
  }
  size_t capacity = out->capacity; /* the two arrays grow together */
  anno_stmt *stmts = anno_arena_grow(arena, out->stmts, out->count, &capacity, sizeof *stmts);
  capacity = out->capacity;
  anno_loc *places = anno_arena_grow(arena, out->places, out->count, &capacity, sizeof *places);
  if (!stmts || !places) return;
  out->stmts = stmts;
  out->places = places;
  out->capacity = capacity;
  anno_stmt stmt = {.subject = term_of(l, from->subject), .predicate = term_of(l, from->predicate)};
  stmt.object = term_of(l, from->object);
  stmts[out->count++] = stmt;
}

/* --- Faults ---------------------------------------------------------------------------------------------------- */

/* The place of a byte of l->text. */
static anno_loc place(const loader *l, size_t offset) {
  return (anno_loc){l->input, offset + (l->input->bytes.len - l->text.len)};
}

/* raptor tells lines only: the place is the first character of the line that is not blank. */
static anno_loc line_place(const loader *l) {
  size_t at = 0;
  for (int i = 1; i < l->line && at < l->text.len; i++) at = anno_str_find(l->text, at, '\n') + 1;
  while (at < l->text.len && (l->text.ptr[at] == ' ' || l->text.ptr[at] == '\t')) at++;
  return place(l, at < l->text.len ? at : l->text.len);
}

static anno_status bad(const loader *l, anno_loc at, const char *why) {
  anno_report(l->ctx->diag, ANNO_BAD_RDF, at, "%s", why);
  return ANNO_BAD_INPUT;
}

static anno_status complain(const loader *l) {
  anno_str text = anno_str_sub(anno_buf_str(&l->complaint), 0, SHOWN);
  text = anno_str_sub(text, 0, anno_utf_invalid(text));
  anno_report(l->ctx->diag, ANNO_BAD_RDF, line_place(l), "%.*s", ANNO_FMT(text));
  return ANNO_BAD_INPUT;
}

static anno_status no_memory(const loader *l) {
  anno_report(l->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
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

/* --- Parsing --------------------------------------------------------------------------------------------------- */

/* A world that leaves the settings of libxml2 and of the network library, which the process shares, alone. */
static bool open_world(loader *l) {
  l->world = raptor_new_world();
  if (!l->world) return false;
  raptor_world_set_flag(l->world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
  raptor_world_set_flag(l->world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
  raptor_world_set_flag(l->world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
  raptor_world_set_log_handler(l->world, l, on_log);
  if (raptor_world_open(l->world)) return false;
  raptor_world_set_generate_bnodeid_handler(l->world, l, on_blank);
  l->parser = raptor_new_parser(l->world, "turtle");
  if (!l->parser) return false;
  raptor_parser_set_statement_handler(l->parser, l, on_stmt);
  return true;
}

/* False if raptor failed and said nothing. */
static bool parse(loader *l, anno_str base) {
  raptor_uri *uri = NULL;
  bool ran = open_world(l);
  if (ran) uri = raptor_new_uri_from_counted_string(l->world, (const unsigned char *)base.ptr, base.len);
  ran = uri && !raptor_parser_parse_start(l->parser, uri) &&
        !raptor_parser_parse_chunk(l->parser, (const unsigned char *)l->text.ptr, l->text.len, 1);
  if (l->parser) raptor_free_parser(l->parser);
  if (uri) raptor_free_uri(uri);
  if (l->world) raptor_free_world(l->world);
  return ran || l->complaint.len;
}

static anno_status judge(loader *l, bool ran, const anno_turtle_scan *scan) {
  if (anno_arena_failed(l->ctx->run) || !ran) return no_memory(l);
  if (l->complaint.len) return complain(l);
  if (scan->nul < l->text.len) return bad(l, place(l, scan->nul), "U+0000 cannot be read");
  const size_t count = l->out->count - l->first;
  if (l->refused) return bad(l, place(l, l->refused_at < scan->count ? scan->places[l->refused_at] : 0), l->refused);
  if (count != scan->count) return bad(l, place(l, 0), "the parser did not give every statement of the file");
  for (size_t i = 0; i < count; i++) l->out->places[l->first + i] = place(l, scan->places[i]);
  return ANNO_OK;
}

anno_status anno_rdf_load(const anno_ctx *ctx, const anno_input *input, anno_str base, anno_rdf *out) {
  loader l = {.ctx = ctx, .input = input, .out = out, .first = out->count, .text = input->bytes};
  l.blanks = anno_table_in(ctx->run);
  l.complaint = anno_buf_in(ctx->run);
  if (anno_str_starts(l.text, ANNO_STR("\xEF\xBB\xBF"))) l.text = anno_str_sub(l.text, 3, l.text.len);
  const size_t cut = unreadable(l.text);
  if (cut < l.text.len) return bad(&l, place(&l, cut), "not a character that Turtle can hold, or not valid UTF-8");
  if (!anno_iri_ok(base)) return bad(&l, place(&l, 0), "the base is not an absolute IRI");
  anno_turtle_scan scan;
  const bool scanned = anno_turtle_scan_text(ctx->run, l.text, &scan);
  if (scanned && scan.brace < l.text.len) return bad(&l, place(&l, scan.brace), "no graphs in Turtle");
  const bool ran = scanned && parse(&l, base);
  const anno_status status = judge(&l, ran, &scan);
  if (status != ANNO_OK) out->count = l.first;
  return status;
}
