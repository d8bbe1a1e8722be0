#include "read/conll_table.h"

#include "read/fields.h"

size_t anno_conll_cut(anno_str line, anno_str *fields) {
  const bool tabs = anno_str_find(line, 0, '\t') < line.len;
  size_t n = 0;
  if (!tabs) line = anno_trim_end(anno_skip_blanks(line));
  for (anno_str rest = line; rest.len && n < ANNO_CONLL_ROOM; n++) {
    if (tabs)
      fields[n] = anno_str_trim(anno_str_cut(&rest, '\t'));
    else
      fields[n] = anno_field(&rest, 0);
  }
  return n;
}

bool anno_conll_tag(anno_str field, char *mark, anno_str *type) {
  *mark = field.len ? field.ptr[0] : 0;
  *type = anno_str_sub(field, 2, field.len);
  if (anno_str_eq(field, ANNO_STR("O"))) return true;
  return field.len > 2 && field.ptr[1] == '-' && strchr("BIESLU", *mark) != NULL;
}

size_t anno_conll_begins(anno_str s) {
  const anno_str words = ANNO_STR("begin document");
  if (!s.len || s.ptr[0] != '#') return 0;
  const anno_str rest = anno_skip_blanks(anno_str_sub(s, 1, s.len));
  return anno_str_starts(rest, words) ? s.len - rest.len + words.len : 0;
}

bool anno_conll_docstart(const anno_str *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (anno_str_starts(fields[i], ANNO_STR("-DOCSTART-"))) return true;
  return false;
}

bool anno_conll_comment(anno_str line, size_t fields, size_t columns) {
  return !fields || (line.ptr[0] == '#' && fields != columns);
}

/* ---- What the columns hold */

/* What is known of one column while the rows are looked at. */
typedef struct {
  bool marked, numbers, lower; /* marked: one tag at least begins or continues a span */
  size_t fields, odd;          /* odd: no tags */
  anno_table values;
} column;

/* One slip in a tag, of which whoever wrote the table is told, makes no other column of it. */
static bool is_tags(const column *c) { return !c->odd || (c->marked && c->odd * 5 <= c->fields); }

static void look_at(column *c, anno_str field) {
  char mark;
  anno_str type;
  size_t n;
  const bool tag = anno_conll_tag(field, &mark, &type);
  c->fields++;
  c->odd += !tag;
  c->marked = c->marked || (tag && type.len);
  c->numbers = c->numbers && anno_str_to_size(field, &n);
  for (size_t i = 0; i < field.len; i++) c->lower = c->lower || (field.ptr[i] >= 'a' && field.ptr[i] <= 'z');
  anno_table_add(&c->values, field, 1);
}

/* The words are the column with the most different values that are neither tags nor numbers; of two with as many the
   one with lower-case letters, which names of word classes lack. */
static void decide(const column *c, anno_conll_columns *out) {
  size_t most = 0;
  bool lower = false;
  for (size_t i = 0; i < out->count; i++) {
    const bool tags = is_tags(&c[i]);
    out->uses[i] = tags ? ANNO_CONLL_SPANS : c[i].numbers ? ANNO_CONLL_NUMBER : ANNO_CONLL_OTHER;
    out->spans = out->spans || tags;
    const size_t values = c[i].values.used;
    const bool better = values > most || (values == most && c[i].lower && !lower);
    if (out->uses[i] != ANNO_CONLL_OTHER || !better) continue;
    most = values;
    lower = c[i].lower;
    out->words = i;
  }
  out->uses[out->words] = ANNO_CONLL_WORDS;
}

/* Comments may stand above the first row; then the columns are those of the first line that is none. */
static column *begin(anno_arena *arena, anno_str line, size_t fields, anno_conll_columns *out) {
  if (fields < 2 || line.ptr[0] == '#') return NULL;
  column *columns = anno_arena_array(arena, fields, sizeof *columns);
  out->count = columns ? fields : 0;
  for (size_t i = 0; i < out->count; i++) columns[i] = (column){.numbers = true, .values = anno_table_in(arena)};
  return columns;
}

bool anno_conll_look(anno_arena *arena, anno_str bytes, anno_conll_columns *out) {
  anno_str *fields = anno_arena_array(arena, ANNO_CONLL_ROOM, sizeof *fields);
  column *columns = NULL;
  while (fields && bytes.len && !anno_arena_failed(arena)) {
    const anno_str line = anno_line(&bytes);
    const size_t n = anno_conll_cut(line, fields);
    if (!n || anno_conll_docstart(fields, n)) continue;
    if (!columns) columns = begin(arena, line, n, out);
    for (size_t i = 0; columns && n == out->count && i < n; i++) look_at(&columns[i], fields[i]);
  }
  if (columns) decide(columns, out);
  return !anno_arena_failed(arena);
}
