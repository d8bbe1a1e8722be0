/* Each writer: the input is statements as statements.h says. What is written is read again by our own parsers and is
   what was sent. With $FUZZ_WRITTEN naming a folder, each output lies there as NUMBER.WRITER.SUFFIX, beside
   NUMBER.WRITER.want.nq, for other parsers. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "fuzz_lines.h"
#include "rdf/line_check.h"
#include "rdf/parse.h"
#include "rdf/vocab.h"
#include "statements.h"
#include "write/term_text.h"
#include "write/writer.h"

void fuzz_write(const char *target, anno_str bytes);

typedef struct {
  fuzz_world world;
  const anno_writer *writer;
  anno_buf text;     /* what it wrote */
  fuzz_lines sent;   /* as N-Quads */
  bool triple_terms; /* among them */
  bool unreadable;   /* something among them that raptor does not read as it stands */
} writing;

static void on_bytes(void *handle, anno_str bytes) { anno_buf_put(&((writing *)handle)->text, bytes); }

/* Raptor resolves IRIs that are absolute already: "." and ".." go. */
static bool has_dots(anno_str iri) {
  return iri.len && (memmem(iri.ptr, iri.len, "/.", 2) || memmem(iri.ptr, iri.len, "./", 2));
}

static void note(writing *w, const anno_stmt *stmt) {
  const anno_str value = stmt->object.value;
  fuzz_lines_add(&w->sent, stmt);
  /* Of names in rdf: that it does not know raptor warns, which counts as a fault. */
  w->unreadable |= anno_str_starts(stmt->predicate.value, ANNO_STR(ANNO_NS_RDF));
  w->unreadable |= has_dots(stmt->subject.value) || has_dots(stmt->predicate.value) || has_dots(value) ||
                   has_dots(stmt->object.datatype) || has_dots(stmt->graph.value);
  w->triple_terms |= stmt->object.kind == ANNO_TRIPLE;
  for (size_t i = 0; i < value.len; i++) {
    const anno_str rest = anno_str_sub(value, i, value.len);
    w->unreadable |= !value.ptr[i] || anno_str_starts(rest, ANNO_STR("\xEF\xBF\xBE")) ||
                     anno_str_starts(rest, ANNO_STR("\xEF\xBF\xBF"));
  }
}

/* Sends what can be said; false if the writer refuses something all the same, as RDF/XML may. */
static bool send_all(writing *w, anno_sink to, anno_str bytes) {
  const anno_ctx *ctx = &w->world.ctx;
  anno_event event;
  anno_stmt stmt;
  anno_status status = ANNO_OK;
  for (anno_str rest = bytes; rest.len && !status;) {
    anno_arena_reset(ctx->document);
    if (!statements_event(ctx->document, anno_str_cut(&rest, '\n'), &event, &stmt)) continue;
    const bool statement = event.kind == ANNO_EVENT_STATEMENT;
    if (statement && anno_text_check(ctx, w->writer, &stmt)) continue;
    const size_t errors = w->world.errors;
    status = to.on_event(to.handle, &event);
    MUST(!status || (status == ANNO_BAD_OUTPUT && w->world.errors > errors));
    if (!status && statement) note(w, &stmt);
  }
  const anno_status end = anno_send_end(to);
  MUST(end == status);
  MUST(!status || strcmp(w->writer->name, "rdfxml") == 0);
  return !status;
}

static void check_lines(const writing *w) {
  size_t count = 0;
  for (anno_str rest = anno_buf_str(&w->text); rest.len;) {
    anno_line_fault fault;
    const anno_line_kind kind = anno_line_check(anno_str_cut(&rest, '\n'), &fault);
    MUST(kind == ANNO_LINE_STATEMENT);
    count++;
  }
  MUST(count == w->sent.count);
}

static void read_again(writing *w) {
  fuzz_world world;
  fuzz_lines got;
  fuzz_world_open(&world);
  fuzz_lines_open(&got, world.ctx.run);
  fuzz_world_add(&world, ANNO_STR("f/x"), anno_buf_str(&w->text));
  const anno_rdf_file file = {.path = ANNO_STR("f/x"), .syntax = anno_syntax_named(anno_str_from(w->writer->name))};
  MUST(anno_rdf_parse(&world.ctx, &file, fuzz_lines_sink(&got)) == ANNO_OK);
  fuzz_lines_sort(&got);
  fuzz_lines_sort(&w->sent);
  MUST(fuzz_lines_same(&got, &w->sent));
  fuzz_world_close(&world);
}

static void put_file(const char *path, anno_str bytes) {
  FILE *file = fopen(path, "wb");
  if (!file || (bytes.len && fwrite(bytes.ptr, bytes.len, 1, file) != 1) || fclose(file)) abort();
}

static void put_files(writing *w) {
  static unsigned number;
  const char *folder = getenv("FUZZ_WRITTEN");
  anno_arena *arena = w->world.ctx.run;
  if (!folder) return;
  anno_buf want = anno_buf_in(arena);
  for (size_t i = 0; i < w->sent.count; i++) anno_buf_put(&want, w->sent.items[i]);
  const char *name = w->writer->name;
  number++;
  put_file(anno_arena_print(arena, "%s/%u.%s%s", folder, number, name, w->writer->suffix).ptr, anno_buf_str(&w->text));
  put_file(anno_arena_print(arena, "%s/%u.%s.want.nq", folder, number, name).ptr, anno_buf_str(&want));
}

static void write_as(const anno_writer *writer, anno_str bytes) {
  writing w = {.writer = writer};
  fuzz_world_open(&w.world);
  w.text = anno_buf_in(w.world.ctx.run);
  fuzz_lines_open(&w.sent, w.world.ctx.run);
  anno_out *out = anno_out_to(&w.world.diag, &w, on_bytes);
  const bool good = send_all(&w, writer->open(&w.world.ctx, out), bytes);
  anno_out_close(out, good);
  if (good && writer->lines) check_lines(&w);
  if (good && !w.triple_terms && !w.unreadable) read_again(&w);
  if (good) put_files(&w);
  fuzz_world_close(&w.world);
}

/* Every one at once would take too long: the length of the input chooses, unless all are asked for. */
void fuzz_write(const char *target, anno_str bytes) {
  const bool all = getenv("FUZZ_WRITTEN") != NULL;
  size_t writers = 0;
  (void)target;
  while (anno_writer_at(writers)) writers++;
  for (size_t i = 0; i < writers; i++)
    if (all || i == bytes.len % writers) write_as(anno_writer_at(i), bytes);
}
