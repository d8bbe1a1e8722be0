#include "cli/push_lines.h"

#include "write/term_text.h"

/* The head of a corpus comes while it is begun, so the run knows whose it is. */
static anno_term graph_of(const anno_push_lines *lines, const anno_stmt *stmt) {
  const anno_run_corpus *corpus = lines->run->corpus;
  return stmt->graph.kind == ANNO_NO_TERM ? anno_iri(corpus->corpus.base) : stmt->graph;
}

static anno_status put(anno_push_lines *lines, const anno_stmt *stmt) {
  const anno_ctx *ctx = &lines->run->ctx;
  const anno_stmt quad = {stmt->subject, stmt->predicate, stmt->object, graph_of(lines, stmt)};
  const anno_term *const terms[] = {&quad.subject, &quad.predicate, &quad.object};
  const anno_status status = anno_text_check(ctx, anno_writer_named(ANNO_STR("nquads")), &quad);
  if (status) return status;
  anno_arena_reset(lines->arena);
  anno_buf line = anno_buf_in(lines->arena);
  anno_buf_put(&line, quad.graph.value);
  for (size_t i = 0; i < 3; i++) {
    anno_buf_putc(&line, ' ');
    anno_text_term(&line, terms[i]);
  }
  anno_buf_put(&line, ANNO_STR(" ."));
  if (anno_arena_failed(lines->arena)) return ANNO_NO_MEMORY;
  return anno_line_sort_put(lines->sort, anno_buf_str(&line)) ? ANNO_OK : ANNO_BAD_OUTPUT;
}

static anno_status on_event(void *handle, const anno_event *event) {
  return event->kind == ANNO_EVENT_STATEMENT ? put(handle, event->stmt) : ANNO_OK;
}

anno_sink anno_push_lines_sink(anno_push_lines *lines) { return (anno_sink){lines, on_event}; }
