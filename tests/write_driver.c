/* Sends the events of a case to a writer and prints what it writes, with the findings on standard error: what the
   cases under tests/write/ compare. Usage: write_driver WRITER FILE [PREFIXES [OUTPUT]]
   FILE is N-Quads in which any term may stand anywhere, so that refusals can be asked for; a line `#section TEXT` and
   a line `#prefix NAME IRI` send those events. PREFIXES has a line `NAME IRI` for each prefix that comes first. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf.h"
#include "rdf/count.h"
#include "write/writer.h"

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
}

static uint32_t hex(anno_str *rest, size_t digits) {
  uint32_t code = 0;
  for (size_t i = 0; i < digits && rest->len; i++, rest->ptr++, rest->len--) {
    const char c = rest->ptr[0];
    code = code << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return code;
}

/* Takes text up to `end` off the front of `rest`, with its escapes undone; bytes that are no UTF-8 stay. */
static anno_str unescape(anno_arena *arena, anno_str *rest, char end) {
  static const char from[] = "btnfr", to[] = "\b\t\n\f\r";
  anno_buf text = anno_buf_in(arena);
  rest->ptr++, rest->len--;
  while (rest->len && rest->ptr[0] != end) {
    char c = *rest->ptr++;
    rest->len--;
    if (c != '\\') {
      anno_buf_putc(&text, c);
      continue;
    }
    c = *rest->ptr++;
    rest->len--;
    char bytes[4] = {c};
    size_t length = 1;
    const char *known = strchr(from, c);
    if (c == 'u' || c == 'U') length = anno_utf_put(hex(rest, c == 'u' ? 4 : 8), bytes);
    else if (known) bytes[0] = to[known - from];
    anno_buf_put(&text, (anno_str){bytes, length});
  }
  rest->ptr++, rest->len--;
  return anno_buf_str(&text);
}

static anno_term term(anno_arena *arena, anno_str *rest);

static anno_term triple(anno_arena *arena, anno_str *rest) {
  anno_term *terms = anno_arena_array(arena, 3, sizeof *terms);
  rest->ptr += 3, rest->len -= 3;
  for (int i = 0; i < 3; i++) terms[i] = term(arena, rest);
  anno_str_cut(rest, '>');
  anno_str_cut(rest, '>');
  return (anno_term){.kind = ANNO_TRIPLE, .triple = terms};
}

static anno_term literal(anno_arena *arena, anno_str *rest) {
  anno_term made = anno_text(unescape(arena, rest, '"'), ANNO_STR(""));
  if (rest->len && rest->ptr[0] == '@') {
    made.language = anno_str_cut(rest, ' ');
    made.language = anno_str_sub(made.language, 1, made.language.len);
  }
  if (anno_str_starts(*rest, ANNO_STR("^^"))) {
    rest->ptr += 2, rest->len -= 2;
    made.datatype = unescape(arena, rest, '>');
  }
  return made;
}

static anno_term term(anno_arena *arena, anno_str *rest) {
  *rest = anno_str_trim(*rest);
  if (!rest->len || rest->ptr[0] == '.') return (anno_term){0};
  if (anno_str_starts(*rest, ANNO_STR("<<("))) return triple(arena, rest);
  if (rest->ptr[0] == '<') return anno_iri(unescape(arena, rest, '>'));
  if (rest->ptr[0] == '"') return literal(arena, rest);
  return anno_iri(anno_str_cut(rest, ' ')); /* a blank node's label, as the loader makes it */
}

static anno_status send_prefix(anno_sink sink, anno_str line) {
  const anno_str name = anno_str_cut(&line, ' ');
  return anno_send_prefix(sink, name, anno_str_trim(line));
}

static anno_status send_line(anno_arena *arena, anno_sink sink, anno_str line) {
  if (anno_str_starts(line, ANNO_STR("#section "))) return anno_send_section(sink, anno_str_sub(line, 9, line.len));
  if (anno_str_starts(line, ANNO_STR("#prefix "))) return send_prefix(sink, anno_str_sub(line, 8, line.len));
  if (!line.len || line.ptr[0] == '#') return ANNO_OK;
  anno_stmt stmt = {0};
  stmt.subject = term(arena, &line);
  stmt.predicate = term(arena, &line);
  stmt.object = term(arena, &line);
  stmt.graph = term(arena, &line);
  return anno_send_stmt(sink, &stmt);
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
