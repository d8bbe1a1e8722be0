#include "write/line_text.h"

#include "write/term_text.h"

typedef struct {
  const anno_ctx *ctx;
  anno_out *out;
  const anno_writer *format;
  anno_status status; /* the first that was not ANNO_OK: nothing is written behind it */
  anno_buf line;
} lines;

enum { TOGETHER = 64 * 1024 }; /* bytes of lines that are handed on together: so many an output takes without a copy */

static char *put_iri(char *to, anno_str iri) {
  *to++ = '<';
  memcpy(to, iri.ptr, iri.len);
  to += iri.len;
  *to++ = '>';
  *to++ = ' ';
  return to;
}

static void put_object(anno_buf *line, const anno_term *object) {
  if (object->kind == ANNO_IRI)
    line->len = (size_t)(put_iri(line->ptr + line->len, object->value) - line->ptr);
  else {
    anno_text_term(line, object);
    anno_buf_putc(line, ' ');
  }
}

/* Room for all of a statement but a literal and a triple term, which see to theirs. */
static bool make_room(anno_buf *line, const anno_stmt *stmt) {
  const anno_str object = stmt->object.kind == ANNO_IRI ? stmt->object.value : (anno_str){0};
  const size_t need = stmt->subject.value.len + stmt->predicate.value.len + object.len + 16;
  return line->capacity - line->len >= need || anno_buf_room(line, need);
}

static anno_status put(lines *to, const anno_stmt *stmt) {
  const anno_status status = anno_text_check(to->ctx, to->format, stmt);
  anno_buf *line = &to->line;
  if (status != ANNO_OK) return status;
  if (make_room(line, stmt)) {
    char *p = put_iri(line->ptr + line->len, stmt->subject.value);
    p = put_iri(p, stmt->predicate.value);
    line->len = (size_t)(p - line->ptr);
    put_object(line, &stmt->object);
    if (stmt->graph.kind != ANNO_NO_TERM) {
      anno_text_iri(line, stmt->graph.value);
      anno_buf_putc(line, ' ');
    }
    anno_buf_put(line, ANNO_STR(".\n"));
  }
  return line->len < TOGETHER && line->capacity ? ANNO_OK : anno_text_flush(to->ctx, line, to->out);
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
