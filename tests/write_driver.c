/* Sends the events of a case to a writer and prints what it writes, with the findings on standard error: what the
   cases under tests/write/ compare. Usage: write_driver WRITER FILE [PREFIXES [OUTPUT]]
   FILE is what statements.h says. PREFIXES has a line `NAME IRI` for each prefix that comes first. */
#include <stdio.h>
#include <stdlib.h>

#include "rdf/count.h"
#include "statements.h"
#include "write/writer.h"

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
}

static anno_status send_prefix(anno_sink sink, anno_str line) {
  const anno_str name = anno_str_cut(&line, ' ');
  return anno_send_prefix(sink, name, anno_str_trim(line));
}

static anno_status send_line(anno_arena *arena, anno_sink sink, anno_str line) {
  anno_event event;
  anno_stmt stmt;
  return statements_event(arena, line, &event, &stmt) ? sink.on_event(sink.handle, &event) : ANNO_OK;
}

static anno_str read_all(anno_arena *arena, const char *path) {
  anno_str bytes = ANNO_STR("");
  const int error = path ? anno_files_disk.read(anno_files_disk.handle, arena, anno_str_from(path), &bytes) : 0;
  if (error) fprintf(stderr, "%s: %s\n", path, strerror(error));
  return bytes;
}

static anno_status send_file(const anno_ctx *ctx, anno_sink sink, const char *path, const char *prefixes) {
  anno_status status = ANNO_OK;
  for (anno_str rest = read_all(ctx->run, prefixes); rest.len && status == ANNO_OK;)
    status = send_prefix(sink, anno_str_cut(&rest, '\n'));
  for (anno_str rest = read_all(ctx->run, path); rest.len && status == ANNO_OK;) {
    anno_arena_reset(ctx->document);
    status = send_line(ctx->document, sink, anno_str_cut(&rest, '\n'));
  }
  /* A writer that refused is still told the end, and gives the same status again. */
  const anno_status end = anno_send_end(sink);
  return status == ANNO_OK ? end : status;
}

int main(int argc, char **argv) {
  const anno_writer *writer = argc > 2 ? anno_writer_named(anno_str_from(argv[1])) : NULL;
  if (!writer) return 2;
  const anno_diag_sink diag = {NULL, on_diag};
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &diag, NULL};
  anno_out *out = anno_out_open(&diag, argc > 4 ? argv[4] : "-");
  anno_count count = {.next = writer->open(&ctx, out)};
  const anno_status status = send_file(&ctx, anno_count_sink(&count), argv[2], argc > 3 && *argv[3] ? argv[3] : NULL);
  const anno_status closed = anno_out_close(out, status == ANNO_OK);
  if (status != ANNO_OK) fprintf(stderr, "status %d behind statement %llu\n", (int)status, count.statements);
  anno_arena_free(ctx.run);
  anno_arena_free(ctx.document);
  return status != ANNO_OK || closed != ANNO_OK ? 1 : 0;
}
