/* The parsers of RDF. */
#include "fuzz.h"
#include "fuzz_lines.h"
#include "rdf/line_check.h"
#include "rdf/lines.h"
#include "rdf/load.h"
#include "rdf/parse.h"
#include "rdf/tee.h"
#include "base/utf.h"
#include "write/term_text.h"

void fuzz_rdf(const char *target, anno_str bytes);
void fuzz_line(const char *target, anno_str bytes);

static const anno_syntax *syntax_for(char letter) {
  switch (letter) {
    case 'g': return anno_syntax_named(ANNO_STR("trig"));
    case 'n': return anno_syntax_named(ANNO_STR("ntriples"));
    case 'q': return anno_syntax_named(ANNO_STR("nquads"));
    case 'x': return anno_syntax_named(ANNO_STR("rdfxml"));
    default: return anno_syntax_named(ANNO_STR("turtle"));
  }
}

/* Every statement is what RDF allows. */
static anno_status parse(fuzz_world *world, const anno_rdf_file *file, fuzz_lines *got) {
  fuzz_check check;
  anno_tee tee = {fuzz_check_open(&check, &world->ctx), fuzz_lines_sink(got)};
  check.blanks = true;
  const size_t errors = world->errors;
  fuzz_lines_open(got, world->ctx.run);
  const anno_status status = anno_rdf_parse(&world->ctx, file, anno_tee_sink(&tee));
  MUST(status == ANNO_OK || (status == ANNO_BAD_INPUT && world->errors > errors));
  fuzz_check_close(&check);
  return status;
}

static void load(fuzz_world *world, anno_str bytes) {
  anno_rdf rdf = {0};
  const size_t errors = world->errors;
  const anno_input input = {.name = ANNO_STR("f/x"), .bytes = bytes};
  const anno_status status = anno_rdf_load(&world->ctx, &input, ANNO_STR("file:///"), &rdf);
  MUST(status == ANNO_OK || (status == ANNO_BAD_INPUT && world->errors > errors && !rdf.count));
  for (size_t i = 0; i < rdf.count; i++) MUST(rdf.places[i].offset <= bytes.len);
}

/* The first byte names the syntax, the second the size of pieces: however a text is cut, it says the same. */
void fuzz_rdf(const char *target, anno_str bytes) {
  fuzz_world world;
  fuzz_lines whole, pieces;
  (void)target;
  if (bytes.len < 2) return;
  const size_t piece = 1 + 16 * ((size_t)bytes.ptr[1] & 15);
  const anno_str text = anno_str_sub(bytes, 2, bytes.len);
  fuzz_world_open(&world);
  fuzz_world_add(&world, ANNO_STR("f/x"), text);
  anno_rdf_file file = {.path = ANNO_STR("f/x"), .syntax = syntax_for(bytes.ptr[0])};
  const anno_status first = parse(&world, &file, &whole);
  file.piece = piece;
  const anno_status second = parse(&world, &file, &pieces);
  MUST(first == second);
  if (!first) MUST(fuzz_lines_same(&whole, &pieces));
  if (file.syntax->cut == ANNO_CUT_TURTLE) load(&world, text);
  fuzz_world_close(&world);
}

static bool has(anno_str text, const char *part) {
  return text.len && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static anno_str write_line(anno_arena *arena, const anno_stmt *stmt) {
  anno_buf line = anno_buf_in(arena);
  const anno_term *const terms[] = {&stmt->subject, &stmt->predicate, &stmt->object, &stmt->graph};
  for (int i = 0; i < 4; i++)
    if (terms[i]->kind) anno_text_term(&line, terms[i]);
  anno_buf_put(&line, ANNO_STR("."));
  return anno_buf_str(&line);
}

/* One line, read and judged; the two know nothing of each other. */
static void look(anno_arena *arena, anno_str line) {
  anno_line_fault fault = {0};
  anno_stmt stmt, again;
  const anno_line_kind kind = anno_line_check(line, &fault);
  MUST(kind != ANNO_LINE_BAD || fault.at <= line.len);
  if (anno_utf_invalid(line) < line.len) {
    MUST(kind == ANNO_LINE_BAD);
    return;
  }
  anno_lines lines = {.arena = arena, .text = line, .graphs = true, .blank = ANNO_STR("_:n")};
  const bool read = anno_lines_next(&lines, &stmt);
  if (read) MUST(kind == ANNO_LINE_STATEMENT);
  if (!read && !lines.fault) MUST(kind == ANNO_LINE_EMPTY);
  /* The reader takes neither RDF 1.2 nor an escaped U+0000, and of IRIs and languages only those that all readers take.
   */
  const bool known = !has(line, "<<") && !has(line, "--") && !has(line, "0000");
  if (!read && lines.fault && known)
    MUST(kind == ANNO_LINE_BAD || strstr(lines.fault, "IRI") || strstr(lines.fault, "language tag"));
  if (!read || has(line, "_:")) return;
  const anno_str written = write_line(arena, &stmt);
  anno_lines second = {.arena = arena, .text = written, .graphs = true, .blank = ANNO_STR("_:n")};
  MUST(anno_lines_next(&second, &again) && anno_stmt_cmp(&stmt, &again) == 0);
}

void fuzz_line(const char *target, anno_str bytes) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  (void)target;
  for (anno_str rest = bytes; rest.len;) {
    const anno_str line = anno_str_cut(&rest, '\n');
    /* A text with these two is refused, or cut, before it comes to lines. */
    if (anno_str_find(line, 0, '\r') == line.len && anno_str_find(line, 0, '\0') == line.len) look(arena, line);
    anno_arena_reset(arena);
  }
  anno_arena_free(arena);
}
