#include <errno.h>

#include "base/buf.h"
#include "read/json.h"

/* What a pipe may hold, or a line be long. */
enum { LARGEST = 1 << 28 };

typedef enum {
  FIRST, /* the first line that is not blank is not over yet */
  ALONE, /* that line is a value of its own, and nothing follows so far */
  LINES,
  WHOLE /* one value over many lines */
} shape;

typedef struct {
  const anno_ctx *ctx;
  anno_str path;
  anno_json_sink sink;
  shape shape;
  anno_buf kept;      /* the line, or all of the value, so far */
  size_t line;        /* lines before that of `kept` */
  size_t ends;        /* lines that have ended within `kept` */
  anno_status status; /* the worst */
} reading;

static bool is_blank(anno_str s) { return !anno_str_trim(s).len; }

/* True if the line is an array or object that ends with it, as far as brackets tell. */
static bool is_alone(anno_str line) {
  line = anno_str_trim(anno_utf_without_bom(line));
  size_t depth = 0, i = 0;
  for (bool quoted = false; i < line.len; i++) {
    const char c = line.ptr[i];
    if (quoted && c == '\\') {
      i++;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '{' || c == '[')) {
      depth++;
    } else if (!quoted && (c == '}' || c == ']') && depth) {
      depth--;
    }
    if (!depth) break;
  }
  return line.len && i + 1 == line.len && (line.ptr[i] == '}' || line.ptr[i] == ']');
}

static void add_status(reading *r, anno_status status) {
  if (status > r->status) r->status = status;
}

static bool may_go_on(const reading *r) { return r->status == ANNO_OK || r->status == ANNO_SKIP; }

static anno_status no_memory(const reading *r) {
  anno_report(r->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}

/* ---- One value */

static bool is_named_lines(anno_str path) {
  return anno_str_ends(path, ANNO_STR(".jsonl")) || anno_str_ends(path, ANNO_STR(".ndjson"));
}

static bool is_line(const reading *r) { return r->shape == LINES || (r->shape != WHOLE && is_named_lines(r->path)); }

static anno_status read_value(reading *r, anno_str bytes) {
  anno_input *input = anno_arena_take(r->ctx->document, sizeof *input);
  if (!input) return no_memory(r);
  *input = (anno_input){.name = r->path, .bytes = bytes, .first_line = r->line};
  anno_json root;
  const anno_status status = anno_json_parse(r->ctx, input, &root);
  if (status == ANNO_OK) return r->sink.on_value(r->sink.handle, root, is_line(r));
  if (status == ANNO_SKIP && r->sink.on_bad) r->sink.on_bad(r->sink.handle, (anno_loc){input, 0}, is_line(r));
  return status;
}

static void start_afresh(reading *r) {
  anno_arena_reset(r->ctx->document);
  r->kept = anno_buf_in(r->ctx->document);
  r->line += r->ends;
  r->ends = 0;
}

/* What was kept is one value, unless it is blank; a file in which nothing else is is none. */
static void take_kept(reading *r) {
  const anno_str bytes = anno_buf_str(&r->kept);
  if (r->shape == FIRST || !is_blank(bytes)) add_status(r, read_value(r, bytes));
  start_afresh(r);
}

/* ---- Lines */

/* Where the name promises lines, more than a bracket is a bad first one. */
static void end_first(reading *r) {
  const anno_str line = anno_buf_str(&r->kept);
  if (is_blank(line))
    start_afresh(r);
  else if (is_alone(line))
    r->shape = ALONE;
  else
    r->shape = is_named_lines(r->path) && anno_str_trim(line).len > 1 ? LINES : WHOLE;
}

/* Takes what stands before the next line end, and that; false at the end of `*bytes`. */
static bool take_line(reading *r, anno_str *bytes) {
  const size_t end = anno_str_find(*bytes, 0, '\n');
  const bool whole = end < bytes->len;
  const anno_str part = anno_str_sub(*bytes, 0, end + whole);
  if (r->shape == ALONE && !is_blank(part)) {
    r->shape = LINES;
    take_kept(r);
  }
  if (!may_go_on(r)) return false;
  anno_buf_put(&r->kept, part);
  if (anno_arena_failed(r->ctx->document)) return false;
  *bytes = anno_str_sub(*bytes, part.len, bytes->len);
  r->ends += whole;
  if (whole && r->shape == FIRST) end_first(r);
  if (whole && r->shape == LINES) take_kept(r);
  return bytes->len != 0;
}

static bool is_pipe(const reading *r) { return anno_str_eq(r->path, ANNO_STR("-")); }

/* A file that turns out to be one value is read anew as a whole, which takes no more memory than it has bytes. */
static bool on_chunk(void *handle, anno_str bytes) {
  reading *r = handle;
  while (bytes.len && take_line(r, &bytes) && may_go_on(r)) {
  }
  if (anno_arena_failed(r->ctx->document) && may_go_on(r)) add_status(r, no_memory(r));
  if (r->kept.len > LARGEST && may_go_on(r)) {
    anno_report(r->ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(r->path), strerror(EFBIG));
    add_status(r, ANNO_BAD_INPUT);
  }
  return may_go_on(r) && (r->shape != WHOLE || is_pipe(r));
}

/* ---- */

static void tell_unreadable(reading *r, int error) {
  if (error == ENOMEM || anno_arena_failed(r->ctx->document)) {
    add_status(r, no_memory(r));
    return;
  }
  anno_report(r->ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(r->path), strerror(error));
  add_status(r, ANNO_BAD_INPUT);
}

static void read_whole(reading *r) {
  r->line = r->ends = 0;
  start_afresh(r);
  anno_str bytes = ANNO_STR("");
  const int error = r->ctx->files->read(r->ctx->files->handle, r->ctx->document, r->path, &bytes);
  if (error)
    tell_unreadable(r, error);
  else
    add_status(r, read_value(r, bytes));
}

anno_status anno_json_values(const anno_ctx *ctx, anno_str path, anno_json_sink sink) {
  reading r = {.ctx = ctx, .path = path, .sink = sink, .shape = FIRST};
  r.kept = anno_buf_in(ctx->document);
  const int error = ctx->files->stream(ctx->files->handle, path, &r, on_chunk);
  if (error && may_go_on(&r))
    tell_unreadable(&r, error);
  else if (may_go_on(&r) && r.shape == WHOLE && !is_pipe(&r))
    read_whole(&r);
  else if (may_go_on(&r))
    take_kept(&r);
  anno_arena_reset(ctx->document);
  return r.status;
}

bool anno_json_is_lines(anno_str bytes, anno_str path) {
  anno_str line = ANNO_STR("");
  bytes = anno_utf_without_bom(bytes);
  while (bytes.len && is_blank(line)) line = anno_str_cut(&bytes, '\n');
  const bool alone = is_alone(line);
  if (!is_named_lines(path)) return alone && !is_blank(bytes);
  return alone || anno_str_trim(line).len > 1;
}

anno_str anno_json_head(anno_str head, const char *name) {
  const anno_str key = anno_str_from(name);
  for (const char *at; (at = memmem(head.ptr, head.len, key.ptr, key.len)) != NULL;) {
    const bool opened = at > head.ptr && at[-1] == '"';
    const size_t end = (size_t)(at - head.ptr) + key.len;
    anno_str behind = anno_str_sub(head, end, head.len);
    head = behind;
    if (!opened || !anno_str_starts(behind, ANNO_STR("\""))) continue;
    behind = anno_str_trim(anno_str_sub(behind, 1, behind.len));
    if (anno_str_starts(behind, ANNO_STR(":"))) return anno_str_trim(anno_str_sub(behind, 1, behind.len));
  }
  return ANNO_STR("");
}
