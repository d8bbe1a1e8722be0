#include <stdlib.h>

#include "fuzz.h"
#include "write/term_text.h"

/* The term without its word that it was looked at. */
static anno_term bare(const fuzz_check *check, const anno_term *term, anno_term *inner) {
  anno_term copy = *term;
  copy.fit = false;
  for (int i = 0; term->kind == ANNO_TRIPLE && i < 3; i++) inner[i] = bare(check, &term->triple[i], inner + 3);
  if (term->kind == ANNO_TRIPLE) copy.triple = inner;
  if (check->blanks && term->kind == ANNO_IRI && anno_str_starts(term->value, ANNO_STR("_:")))
    copy.value = ANNO_STR("x:blank");
  return copy;
}

/* Triple terms as objects of triple terms: three for each; deeper ones are no business of this program. */
enum { INNER = 3 * 16 };

static anno_status on_statement(fuzz_check *check, const anno_stmt *stmt) {
  anno_term inner[INNER];
  const anno_term *const terms[] = {&stmt->graph, &stmt->subject, &stmt->predicate, &stmt->object};
  const anno_stmt copy = {bare(check, &stmt->subject, inner), bare(check, &stmt->predicate, inner),
                          bare(check, &stmt->object, inner), bare(check, &stmt->graph, inner)};
  MUST(anno_text_check(check->ctx, anno_writer_named(ANNO_STR("nquads")), &copy) == ANNO_OK);
  check->statements++;
  if (check->blanks) return ANNO_OK;
  check->line.len = 0;
  for (int i = 0; i < 2; i++) {
    if (terms[i]->kind) anno_text_term(&check->line, terms[i]);
    anno_buf_putc(&check->line, ' ');
  }
  const unsigned number = (unsigned)check->statements;
  const anno_str subject = anno_buf_str(&check->line);
  const unsigned known = anno_table_get(&check->subjects, subject);
  MUST(!known || known == check->current);
  if (!known) anno_table_set(&check->subjects, anno_arena_copy(check->arena, subject), check->current = number);
  for (int i = 2; i < 4; i++) {
    anno_text_term(&check->line, terms[i]);
    anno_buf_putc(&check->line, ' ');
  }
  const anno_str line = anno_buf_str(&check->line);
  MUST(!anno_table_get(&check->stmts, line));
  anno_table_set(&check->stmts, anno_arena_copy(check->arena, line), number);
  return ANNO_OK;
}

static void begin_section(fuzz_check *check) {
  anno_arena_reset(check->arena);
  check->subjects = check->stmts = anno_table_in(check->arena);
  check->line = anno_buf_in(check->arena);
  check->current = 0;
}

static anno_status on_event(void *handle, const anno_event *event) {
  fuzz_check *check = handle;
  if (event->kind == ANNO_EVENT_STATEMENT) return on_statement(check, event->stmt);
  if (event->kind != ANNO_EVENT_PREFIX) begin_section(check);
  return ANNO_OK;
}

anno_sink fuzz_check_open(fuzz_check *check, const anno_ctx *ctx) {
  *check = (fuzz_check){.ctx = ctx, .arena = anno_arena_new(NULL, 0)};
  if (!check->arena) abort();
  begin_section(check);
  return (anno_sink){check, on_event};
}

void fuzz_check_close(fuzz_check *check) { anno_arena_free(check->arena); }
