/* CoNLL-2002 and 2003, and tables like them: a word in each row, and tags of IOB, IOB2 or IOBES for spans. */
#include "read/conll_doc.h"
#include "read/fields.h"

/* The span that a column is in. */
typedef struct {
  bool open;
  anno_str type;
  size_t first; /* word */
  anno_loc at;
} run;

typedef struct {
  anno_conll *c;
  const anno_conll_columns *columns;
  anno_str *fields, *names; /* names of the columns */
  run *runs;
  bool several; /* columns of spans */
} table;

static bool is_one(const table *t, size_t i) { return t->columns->uses[i] == ANNO_CONLL_SPANS; }

/* Ends the span of a column before the word number `end`. */
static void close_run(table *t, size_t i, size_t end) {
  run *r = &t->runs[i];
  if (!r->open) return;
  r->open = false;
  const anno_node node = anno_conll_span(t->c, r->type, r->first, end - 1, r->at);
  if (t->several) anno_conll_say(t->c, node, ANNO_STR("column"), t->names[i], r->at);
}

/* As many tables have it where nobody looked. */
static bool is_nothing(anno_str field) {
  return !field.len || anno_str_eq(field, ANNO_STR("_")) || anno_str_eq(field, ANNO_STR("-"));
}

/* The word is the last one added. I- continues a span of the same type, and begins one otherwise (IOB1). */
static void take_tag(table *t, size_t i, anno_loc at) {
  char mark;
  anno_str type;
  const size_t word = t->c->word_count - 1;
  run *r = &t->runs[i];
  if (!anno_conll_tag(t->fields[i], &mark, &type)) {
    close_run(t, i, word);
    if (is_nothing(t->fields[i])) return;
    t->c->doc->read++;
    anno_conll_fault(t->c, anno_doc_place(at, t->fields[i]), t->fields[i]);
    return;
  }
  const bool inside = mark == 'I' || mark == 'E' || mark == 'L';
  const bool same = r->open && inside && anno_str_eq(r->type, type);
  if (!same) close_run(t, i, word);
  if (!type.len) return;
  if (!same) *r = (run){true, type, word, anno_doc_place(at, type)};
  if (mark == 'E' || mark == 'L' || mark == 'S' || mark == 'U') close_run(t, i, word + 1);
}

static void end_sentence(table *t) {
  for (size_t i = 0; i < t->columns->count; i++) close_run(t, i, t->c->word_count);
  anno_conll_end_sentence(t->c);
}

static void read_row(table *t, anno_loc at) {
  anno_conll_word *word = anno_conll_add_word(t->c, t->fields[t->columns->words], at);
  if (!word) return;
  const anno_node node = word->node;
  for (size_t i = 0; i < t->columns->count; i++) {
    if (is_one(t, i)) take_tag(t, i, at);
    if (t->columns->uses[i] == ANNO_CONLL_OTHER && t->fields[i].len)
      anno_conll_say(t->c, node, t->names[i], t->fields[i], at);
  }
}

static void read_line(table *t, anno_str line, anno_loc at) {
  const size_t n = anno_conll_cut(line, t->fields);
  if (!n || anno_conll_docstart(t->fields, n)) {
    end_sentence(t);
  } else if (anno_conll_comment(line, n, t->columns->count)) {
    end_sentence(t);
    if (t->c->comment.len) anno_conll_lost(t->c, t->c->comment, at);
    t->c->comment = anno_str_trim(anno_str_sub(line, 1, line.len));
  } else if (n != t->columns->count) {
    t->c->doc->read++;
    anno_conll_fault(t->c, at, line);
  } else {
    read_row(t, at);
  }
}

static bool prepare(table *t) {
  anno_arena *arena = t->c->doc->ctx->document;
  const size_t count = t->columns->count;
  t->fields = anno_arena_array(arena, ANNO_CONLL_ROOM, sizeof *t->fields);
  t->names = anno_arena_array(arena, count, sizeof *t->names);
  t->runs = anno_arena_array(arena, count, sizeof *t->runs);
  size_t spans = 0;
  for (size_t i = 0; t->names && i < count; i++) {
    t->names[i] = anno_arena_print(arena, "column %zu", i + 1);
    spans += is_one(t, i);
  }
  t->several = spans > 1;
  return !anno_arena_failed(arena);
}

void anno_conll_read_tags(anno_conll *c, const anno_conll_columns *columns, anno_str bytes, anno_loc at) {
  table t = {.c = c, .columns = columns};
  if (!prepare(&t)) return;
  while (bytes.len && !anno_arena_failed(c->doc->ctx->document)) {
    const anno_loc place = anno_doc_place(at, bytes);
    read_line(&t, anno_line(&bytes), place);
  }
  end_sentence(&t);
  if (c->comment.len) anno_conll_lost(c, c->comment, at);
}
