/* CoNLL-2012: document, part, number, word, part of speech, parse, lemma, frameset, sense, speaker, named entities, a
   column for each predicate of the sentence, coreference. Source: conll.cemantix.org/2012/data.html.
   Tables with fewer columns, or that begin with the number and the word as those of SemEval-2010 do, have the
   coreference in the last one, too. */
#include "read/conll_doc.h"

#include "base/limits.h"
#include "read/fields.h"

enum { WORD = 3, POS, PARSE, LEMMA, FRAMESET, SENSE, SPEAKER, ENTITY, FIRST_PREDICATE, LEAST = FIRST_PREDICATE + 1 };

/* The brackets of one column that are open. */
typedef struct {
  anno_str labels[ANNO_MOST_conll_brackets];
  size_t words[ANNO_MOST_conll_brackets];
  anno_loc at[ANNO_MOST_conll_brackets];
  size_t count;
} open_brackets;

/* A bracketed stretch of words. */
typedef struct {
  anno_str label;
  size_t first, last;
  anno_loc at;
} stretch;

typedef struct {
  anno_conll *c;
  anno_str *fields;
  anno_str *cells; /* of the sentence: row after row, `width` cells each */
  size_t cell_count, cell_capacity, width;
  bool known, other; /* what the columns are: not those of CoNLL-2012 */
  bool begun, ended; /* the marks around a document were met */
  size_t word;       /* column */
} reader;

static anno_arena *arena_of(const reader *r) { return r->c->doc->ctx->document; }

static bool none(anno_str s) { return !s.len || (s.len == 1 && strchr("-*_", s.ptr[0])); }

static anno_str cell(const reader *r, size_t row, size_t column) { return r->cells[row * r->width + column]; }

/* ---- Brackets */

/* Who gets stretches. */
typedef struct {
  void *handle;
  void (*take)(void *handle, const stretch *s);
} taker;

/* "(LABEL(LABEL*))": hands on what closes in this cell. False if the brackets are wrong. */
static bool read_brackets(open_brackets *open, anno_str text, size_t word, anno_loc at, taker to) {
  while (text.len) {
    size_t n = 1;
    if (text.ptr[0] == '(') {
      while (n < text.len && !strchr("(*)", text.ptr[n])) n++;
      if (open->count == ANNO_MOST_conll_brackets || n == 1) return false;
      open->labels[open->count] = anno_str_sub(text, 1, n);
      open->words[open->count] = word;
      open->at[open->count++] = anno_doc_place(at, text);
    } else if (text.ptr[0] == ')') {
      if (!open->count) return false;
      open->count--;
      const stretch s = {open->labels[open->count], open->words[open->count], word, open->at[open->count]};
      to.take(to.handle, &s);
    } else if (!strchr("*-_", text.ptr[0])) {
      return false;
    }
    text = anno_str_sub(text, n, text.len);
  }
  return true;
}

static void take_entity(void *handle, const stretch *s) {
  anno_conll_span(((reader *)handle)->c, s->label, s->first, s->last, s->at);
}

static void read_entities(reader *r, size_t column) {
  open_brackets open = {.count = 0};
  for (size_t row = 0; row < r->c->word_count; row++) {
    const anno_str text = cell(r, row, column);
    const anno_loc at = anno_doc_place(r->c->words[row].at, text);
    if (!read_brackets(&open, text, row, at, (taker){r, take_entity})) anno_conll_fault(r->c, at, text);
  }
  for (size_t i = 0; i < open.count; i++) anno_conll_fault(r->c, open.at[i], open.labels[i]);
}

/* ---- Predicates */

typedef struct {
  stretch all[ANNO_MOST_conll_arguments + 1];
  size_t count;
} arguments;

static void take_argument(void *handle, const stretch *s) {
  arguments *a = handle;
  if (a->count <= ANNO_MOST_conll_arguments) a->all[a->count++] = *s;
}

/* LEMMA.FRAMESET, or the frameset alone if that is a name. */
static anno_str predicate_of(const reader *r, size_t row) {
  const anno_str lemma = cell(r, row, LEMMA), frameset = cell(r, row, FRAMESET);
  size_t n;
  if (none(frameset)) return none(lemma) ? cell(r, row, WORD) : lemma;
  if (!anno_str_to_size(frameset, &n)) return frameset;
  return anno_arena_print(arena_of(r), "%.*s.%.*s", ANNO_FMT(lemma), ANNO_FMT(frameset));
}

/* The row of the predicate number `k` of the sentence; the number of words if there is none. */
static size_t predicate_row(const reader *r, size_t k) {
  for (size_t row = 0; row < r->c->word_count; row++)
    if (!none(cell(r, row, FRAMESET)) && k-- == 0) return row;
  return r->c->word_count;
}

static void add_event(reader *r, const arguments *a, const stretch *verb) {
  anno_conll *c = r->c;
  const anno_str type = predicate_of(r, verb->first);
  const anno_node trigger = anno_conll_span(c, type, verb->first, verb->last, verb->at);
  const anno_str trigger_id = anno_doc_item(c->doc, trigger)->id;
  const anno_str id = anno_ids_take(&c->ids, anno_arena_print(arena_of(r), "%.*s:", ANNO_FMT(trigger_id)));
  const anno_node event = anno_doc_add(c->doc, ANNO_EVENT, id, type, verb->at);
  anno_doc_item(c->doc, event)->trigger_id = trigger_id;
  for (size_t i = 0; i < a->count; i++) {
    const stretch *s = &a->all[i];
    if (anno_str_eq(s->label, ANNO_STR("V")) && s->first == verb->first) continue;
    const anno_node filler = anno_conll_span(c, ANNO_STR("Argument"), s->first, s->last, s->at);
    anno_doc_arg(c->doc, event, s->label, anno_doc_item(c->doc, filler)->id, s->at);
  }
}

static void read_predicate(reader *r, size_t column, arguments *a) {
  open_brackets open = {.count = 0};
  a->count = 0;
  for (size_t row = 0; row < r->c->word_count; row++) {
    const anno_str text = cell(r, row, column);
    const anno_loc at = anno_doc_place(r->c->words[row].at, text);
    if (!read_brackets(&open, text, row, at, (taker){a, take_argument}) || a->count > ANNO_MOST_conll_arguments)
      anno_conll_fault(r->c, at, text);
  }
  for (size_t i = 0; i < open.count; i++) anno_conll_fault(r->c, open.at[i], open.labels[i]);
  const size_t row = predicate_row(r, column - FIRST_PREDICATE);
  stretch verb = {.first = row, .last = row};
  if (row < r->c->word_count) verb.at = r->c->words[row].at;
  for (size_t i = a->count; i; i--)
    if (anno_str_eq(a->all[i - 1].label, ANNO_STR("V"))) verb = a->all[i - 1];
  if (verb.first < r->c->word_count)
    add_event(r, a, &verb);
  else if (a->count)
    anno_conll_fault(r->c, a->all[0].at, a->all[0].label);
}

/* ---- Coreference */

static void read_coreference(reader *r, size_t column) {
  for (size_t row = 0; row < r->c->word_count; row++) {
    const anno_conll_word *word = &r->c->words[row];
    anno_str text = cell(r, row, column);
    if (none(text)) continue;
    while (text.len) {
      const anno_str part = anno_str_cut(&text, '|');
      anno_entities_read(&r->c->entities, part, word->begin, word->end, word->at);
    }
  }
}

/* ---- Sentences */

static void end_sentence(reader *r) {
  arguments *a = r->c->word_count && !r->other ? anno_arena_take(arena_of(r), sizeof *a) : NULL;
  if (a) {
    read_entities(r, ENTITY);
    for (size_t i = FIRST_PREDICATE; i + 1 < r->width; i++) read_predicate(r, i, a);
  }
  /* Without memory some cells are missing. */
  if (r->c->word_count && !anno_arena_failed(arena_of(r))) read_coreference(r, r->width - 1);
  anno_conll_end_sentence(r->c);
  r->cell_count = r->width = 0;
}

/* DOCUMENT PART NUMBER WORD ..., NUMBER WORD ..., WORD ...: the first row tells for all. */
static void know_columns(reader *r, size_t count) {
  size_t n;
  const bool first = anno_str_to_size(r->fields[0], &n), second = count > 1 && anno_str_to_size(r->fields[1], &n);
  const bool third = count > WORD && anno_str_to_size(r->fields[2], &n);
  const bool full = second && third;
  r->known = true;
  r->word = full ? WORD : first ? 1 : 0;
  r->other = count < LEAST || !full;
}

static void say_cells(reader *r, anno_node node, size_t count, anno_loc at) {
  static const char *const names[] = {
      [POS] = "part of speech", [PARSE] = "parse", [LEMMA] = "lemma", [FRAMESET] = "frameset", [SENSE] = "sense"};
  if (r->other)
    for (size_t i = r->word + 1; i + 1 < count; i++) {
      const anno_str name = anno_arena_print(arena_of(r), "column %zu", i + 1);
      if (!none(r->fields[i])) anno_conll_say(r->c, node, name, r->fields[i], at);
    }
  for (size_t i = POS; !r->other && i <= SENSE; i++)
    if (!none(r->fields[i])) anno_conll_say(r->c, node, anno_str_from(names[i]), r->fields[i], at);
}

static void read_row(reader *r, size_t count, anno_loc at) {
  if (!r->width) r->width = count;
  const anno_conll_word *word = anno_conll_add_word(r->c, r->fields[r->word], at);
  if (!word) return;
  const anno_node node = word->node;
  for (size_t i = 0; i < count; i++)
    if (!ANNO_PUSH(arena_of(r), r->cells, r->cell_count, r->cell_capacity, r->fields[i])) return;
  say_cells(r, node, count, at);
  if (r->c->word_count == 1 && !r->other && !none(r->fields[SPEAKER]))
    anno_conll_say(r->c, r->c->sentence, ANNO_STR("speaker"), r->fields[SPEAKER], at);
}

/* The last cell of a row may be empty. */
static size_t cut_row(reader *r, anno_str line) {
  const size_t n = anno_conll_cut(line, r->fields);
  if (!n || n == ANNO_CONLL_ROOM || line.ptr[line.len - 1] != '\t') return n;
  r->fields[n] = ANNO_STR("");
  return n + 1;
}

static bool is_mark(anno_str line) {
  if (!line.len || line.ptr[0] != '#') return false;
  const anno_str rest = anno_skip_blanks(anno_str_sub(line, 1, line.len));
  return anno_str_starts(rest, ANNO_STR("begin ")) || anno_str_starts(rest, ANNO_STR("end "));
}

static void read_line(reader *r, anno_str line, anno_loc at) {
  const bool mark = is_mark(line);
  const size_t n = mark ? 0 : cut_row(r, line);
  r->begun = r->begun || (mark && anno_conll_begins(line));
  r->ended = r->ended || (mark && !anno_conll_begins(line));
  if (n && !r->known) know_columns(r, n);
  if (!n) {
    end_sentence(r);
  } else if (n == ANNO_CONLL_ROOM) {
    r->c->doc->read++;
    anno_doc_error(r->c->doc, ANNO_LIMIT, at, ANNO_STR("columns of a table"));
  } else if (n < 2 || (n < LEAST && !r->other) || (r->width && n != r->width)) {
    r->c->doc->read++;
    anno_conll_fault(r->c, at, line);
  } else {
    read_row(r, n, at);
  }
}

void anno_conll_read_2012(anno_conll *c, anno_str bytes, anno_loc at) {
  reader r = {.c = c};
  c->entities = anno_entities_in(c->doc, &c->ids, ANNO_STR(""));
  r.fields = anno_arena_array(arena_of(&r), ANNO_CONLL_ROOM, sizeof *r.fields);
  while (r.fields && bytes.len && !anno_arena_failed(arena_of(&r))) {
    const anno_loc place = anno_doc_place(at, bytes);
    read_line(&r, anno_line(&bytes), place);
  }
  end_sentence(&r);
  if (r.begun && !r.ended) anno_conll_fault(c, at, ANNO_STR("no \"#end document\": the file is cut off"));
  anno_entities_end(&c->entities, at);
}
