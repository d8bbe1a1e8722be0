#include "write/line_text.h"

#include "write/term_text.h"

typedef struct {
  const anno_ctx *ctx;
  anno_out *out;
  const anno_writer *format;
  anno_status status; /* the first that was not ANNO_OK: nothing is written behind it */
  anno_buf line;
} lines;

/* Lines are handed on together. */
enum { TOGETHER = 32 * 1024 };

static void put_term(anno_buf *line, const anno_term *term) {
  if (term->kind == ANNO_IRI)
    anno_text_iri(line, term->value);
  else
    anno_text_term(line, term);
  anno_buf_putc(line, ' ');
}

static anno_status put(lines *to, const anno_stmt *stmt) {
  const anno_status status = anno_text_check(to->ctx, to->format, stmt);
  if (status != ANNO_OK) return status;
  put_term(&to->line, &stmt->subject);
  put_term(&to->line, &stmt->predicate);
  put_term(&to->line, &stmt->object);
  if (stmt->graph.kind != ANNO_NO_TERM) put_term(&to->line, &stmt->graph);
  anno_buf_put(&to->line, ANNO_STR(".\n"));
  return to->line.len < TOGETHER ? ANNO_OK : anno_text_flush(to->ctx, &to->line, to->out);
}

static anno_status finish(lines *to) {
  const anno_status status = anno_text_flush(to->ctx, &to->line, to->out);
  return status == ANNO_OK ? anno_text_finish(to->out) : status;
}

static anno_status on_event(void *handle, const anno_event *event) {
  lines *to = handle;
  if (to->status != ANNO_OK) return to->status;
  if (event->kind == ANNO_EVENT_STATEMENT) to->status = put(to, event->stmt);
  if (event->kind == ANNO_EVENT_BREAK) to->status = anno_text_flush(to->ctx, &to->line, to->out);
  if (event->kind == ANNO_EVENT_END) to->status = finish(to);
  return to->status;
}

anno_sink anno_lines_open(const anno_ctx *ctx, anno_out *out, const anno_writer *format) {
  lines *to = anno_arena_take(ctx->run, sizeof *to);
  if (!to) return (anno_sink){0};
  *to = (lines){.ctx = ctx, .out = out, .format = format, .line = anno_buf_in(ctx->run)};
  return (anno_sink){to, on_event};
}
