/* What the suites of tests/conformance ask of the program's own code.
   `conform_driver write` reads cases from standard input and answers each on standard output. A line is a word and
   fields behind tabs, in which %XX stands for a byte; a case is
     writer NAME, then prefix NAME IRI | section TEXT | break | terms of a statement and `.`, then end
   where a term is iri IRI | literal LEXICAL LANGUAGE DATATYPE | triple and three terms. The answer is the text that was
   written, a NUL, the status and the finding (if any) behind a tab, and a NUL: no writer writes a NUL itself.
   `conform_driver read PIECE FILE...` parses each file by itself, in pieces of PIECE bytes (0: as usual), and prints
   its statements, or where it stopped, and the same end. `conform_driver check FILE...` judges the lines of each file.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "rdf/line_check.h"
#include "rdf/parse.h"
#include "write/term_text.h"
#include "write/writer.h"

typedef struct {
  anno_arena *run, *document, *lines; /* lines: the terms of one statement */
  anno_diag_sink diag;
  anno_buf finding; /* the first */
} state;

static void on_diag(void *handle, const anno_diag *diag) {
  state *s = handle;
  if (s->finding.len || diag->level != ANNO_ERROR) return;
  anno_buf_put(&s->finding, anno_str_from(anno_code_name(diag->code)));
  anno_buf_put(&s->finding, ANNO_STR(": "));
  anno_buf_put(&s->finding, diag->detail);
  if (!diag->at.input) return;
  const anno_place place = anno_loc_place(diag->at);
  anno_buf_put(&s->finding, anno_arena_print(s->run, " (line %zu)", place.line));
}

static void put(anno_str bytes) { fwrite(bytes.ptr, 1, bytes.len, stdout); }

static void end_answer(state *s, anno_status status) {
  putchar('\0');
  printf("%d", (int)status);
  if (s->finding.len) putchar('\t');
  put(anno_buf_str(&s->finding));
  putchar('\0');
  anno_arena_reset(s->run);
  anno_arena_reset(s->document);
  s->finding = anno_buf_in(s->run);
}

/* --- write ----------------------------------------------------------------------------------------------------- */

static int hex(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

/* The next field of a line. */
static anno_str field(state *s, anno_str *line) {
  const anno_str from = anno_str_cut(line, '\t');
  anno_buf to = anno_buf_in(s->lines);
  for (size_t i = 0; i < from.len; i++) {
    if (from.ptr[i] != '%') {
      anno_buf_putc(&to, from.ptr[i]);
      continue;
    }
    anno_buf_putc(&to, (char)(hex(from.ptr[i + 1]) * 16 + hex(from.ptr[i + 2])));
    i += 2;
  }
  return anno_buf_str(&to);
}

static anno_str next_line(anno_str *input) { return anno_str_cut(input, '\n'); }

static anno_term term(state *s, anno_str *input, anno_str line) {
  const anno_str kind = anno_str_cut(&line, '\t');
  if (anno_str_eq(kind, ANNO_STR("iri"))) return anno_iri(field(s, &line));
  if (anno_str_eq(kind, ANNO_STR("triple"))) {
    anno_term *terms = anno_arena_array(s->lines, 3, sizeof *terms);
    for (int i = 0; i < 3; i++) terms[i] = term(s, input, next_line(input));
    return (anno_term){.kind = ANNO_TRIPLE, .triple = terms};
  }
  if (!anno_str_eq(kind, ANNO_STR("literal"))) exit(2);
  anno_term literal = {.kind = ANNO_LITERAL, .value = field(s, &line)};
  literal.language = field(s, &line);
  literal.datatype = field(s, &line);
  return literal;
}

static anno_status send(state *s, anno_sink sink, anno_str *input, anno_str line) {
  anno_str rest = line;
  const anno_str word = anno_str_cut(&rest, '\t');
  if (anno_str_eq(word, ANNO_STR("section"))) return anno_send_section(sink, field(s, &rest));
  if (anno_str_eq(word, ANNO_STR("break"))) return anno_send_break(sink);
  if (anno_str_eq(word, ANNO_STR("prefix"))) {
    const anno_str name = field(s, &rest);
    return anno_send_prefix(sink, name, field(s, &rest));
  }
  anno_stmt stmt = {0};
  anno_term *const places[] = {&stmt.subject, &stmt.predicate, &stmt.object, &stmt.graph};
  for (size_t i = 0; !anno_str_eq(line, ANNO_STR(".")); line = next_line(input)) {
    if (i == 4) exit(2);
    *places[i++] = term(s, input, line);
  }
  return anno_send_stmt(sink, &stmt);
}

static void take(void *handle, anno_str bytes) {
  (void)handle;
  put(bytes);
}

static anno_status write_case(state *s, anno_str *input, const anno_writer *writer) {
  const anno_ctx ctx = {s->run, s->document, &anno_files_disk, &s->diag, NULL};
  anno_out *out = anno_out_to(&s->diag, NULL, take);
  if (!writer || !out) exit(2);
  const anno_sink sink = writer->open(&ctx, out);
  anno_status status = ANNO_OK;
  for (;;) {
    const anno_str line = next_line(input);
    if (anno_str_eq(line, ANNO_STR("end"))) break;
    if (!input->len) exit(2);
    anno_arena_reset(s->lines);
    const anno_status sent = send(s, sink, input, line);
    if (status == ANNO_OK) status = sent;
  }
  const anno_status end = anno_send_end(sink);
  const anno_status closed = anno_out_close(out, status == ANNO_OK);
  if (status == ANNO_OK) status = end;
  return status == ANNO_OK ? closed : status;
}

static anno_str read_input(anno_arena *arena) {
  anno_buf text = anno_buf_in(arena);
  char bytes[4096];
  for (size_t n; (n = fread(bytes, 1, sizeof bytes, stdin));) anno_buf_put(&text, (anno_str){bytes, n});
  return anno_buf_str(&text);
}

static void write_cases(state *s) {
  anno_arena *kept = anno_arena_new(NULL, 0);
  for (anno_str input = read_input(kept); input.len;) {
    anno_str line = next_line(&input);
    const anno_str word = anno_str_cut(&line, '\t');
    if (!anno_str_eq(word, ANNO_STR("writer"))) exit(2);
    end_answer(s, write_case(s, &input, anno_writer_named(line)));
  }
  anno_arena_free(kept);
}

/* --- read and check -------------------------------------------------------------------------------------------- */

/* Blank nodes come as IRIs that begin with "_:"; they stay blank nodes here, in triple terms too if those ever come. */
static anno_status on_event(void *handle, const anno_event *event) {
  state *s = handle;
  const anno_stmt *stmt = event->stmt;
  const anno_term *const terms[] = {&stmt->subject, &stmt->predicate, &stmt->object, &stmt->graph};
  anno_buf text = anno_buf_in(s->lines);
  for (size_t i = 0; i < 4 && terms[i]->kind != ANNO_NO_TERM; i++) {
    const bool blank = terms[i]->kind == ANNO_IRI && anno_str_starts(terms[i]->value, ANNO_STR("_:"));
    if (blank)
      anno_buf_put(&text, terms[i]->value);
    else
      anno_text_term(&text, terms[i]);
    anno_buf_putc(&text, ' ');
  }
  put(anno_buf_str(&text));
  printf(".\n");
  anno_arena_reset(s->lines);
  return ANNO_OK;
}

static void read_file(state *s, size_t piece, const char *path) {
  const anno_ctx ctx = {s->run, s->document, &anno_files_disk, &s->diag, NULL};
  anno_rdf_file file = {.path = anno_str_from(path), .number = 1, .piece = piece};
  file.syntax = anno_syntax_of_path(file.path);
  if (!file.syntax) exit(2);
  end_answer(s, anno_rdf_parse(&ctx, &file, (anno_sink){s, on_event}));
}

/* The first line that is bad is told; a line with a graph is good here, in N-Triples too. */
static void check_file(state *s, const char *path) {
  anno_str text = {0};
  if (anno_files_disk.read(anno_files_disk.handle, s->document, anno_str_from(path), &text)) exit(2);
  anno_status status = ANNO_OK;
  for (size_t number = 1; text.len && status == ANNO_OK; number++) {
    anno_line_fault fault = {0};
    if (anno_line_check(anno_str_cut(&text, '\n'), &fault) != ANNO_LINE_BAD) continue;
    status = ANNO_BAD_INPUT;
    const char *why = fault.why ? fault.why : "not UTF-8";
    anno_buf_put(&s->finding, anno_arena_print(s->run, "%s (line %zu)", why, number));
  }
  end_answer(s, status);
}

int main(int argc, char **argv) {
  state s = {.run = anno_arena_new(NULL, 0), .document = anno_arena_new(NULL, 0), .lines = anno_arena_new(NULL, 0)};
  s.diag = (anno_diag_sink){&s, on_diag};
  s.finding = anno_buf_in(s.run);
  const anno_str task = anno_str_from(argc > 1 ? argv[1] : "");
  size_t piece = 0;
  if (anno_str_eq(task, ANNO_STR("write"))) {
    write_cases(&s);
  } else if (anno_str_eq(task, ANNO_STR("read")) && argc > 2 && anno_str_to_size(anno_str_from(argv[2]), &piece)) {
    for (int i = 3; i < argc; i++) read_file(&s, piece, argv[i]);
  } else if (anno_str_eq(task, ANNO_STR("check"))) {
    for (int i = 2; i < argc; i++) check_file(&s, argv[i]);
  } else {
    return 2;
  }
  anno_arena_free(s.run);
  anno_arena_free(s.document);
  anno_arena_free(s.lines);
  return fflush(stdout) ? 1 : 0;
}
