/* PubTator: lines "PMID|t|TITLE" and "PMID|a|ABSTRACT", then one for each annotation and each relation, columns divided
   by tabs; a blank line between documents. Source: the PubTator format page of the NCBI. Offsets run over the title,
   one character between, and the abstract.

   A relation names two entries of a database, not two places of the text: it holds between annotations of the whole
   document that link to these entries, which makes it one of the referents that the mentions have too. */
#include "base/buf.h"
#include "base/limits.h"
#include "read/concept.h"
#include "read/fields.h"
#include "read/many.h"
#include "read/measure.h"

enum { MOST_COLUMNS = ANNO_MOST_pubtator_columns + 1, LONGEST_KEY = 32 };

/* PMID|KEY|TEXT; false if the line is no such. */
static bool cut_text_line(anno_str line, anno_str *pmid, anno_str *key, anno_str *text) {
  *text = line;
  *pmid = anno_str_cut(text, '|');
  *key = anno_str_cut(text, '|');
  bool small = key->len && key->len < LONGEST_KEY && text->ptr == key->ptr + key->len + 1;
  for (size_t i = 0; i < key->len; i++) small = small && key->ptr[i] >= 'a' && key->ptr[i] <= 'z';
  return small && pmid->len && anno_str_find(*pmid, 0, '\t') == pmid->len;
}

/* The first line that is not blank is a title. */
static int bid(anno_head *begin, anno_str path) {
  anno_str head = begin->bytes;
  head = anno_utf_without_bom(head);
  const bool named = anno_str_ends(path, ANNO_STR(".pubtator"));
  anno_str line = ANNO_STR(""), pmid, key, text;
  size_t id;
  if (!head.len) return named ? 60 : 0;
  while (head.len && !line.len) line = anno_str_trim(anno_line(&head));
  if (!cut_text_line(line, &pmid, &key, &text) || !anno_str_eq(key, ANNO_STR("t"))) return 0;
  return named || anno_str_to_size(pmid, &id) ? 90 : 0;
}

/* What is known of an entry: the type of the mentions that have it, alone or among others, "" if they differ (a number
   is a gene and a species), and the words of the first one. */
typedef struct {
  anno_str type, label;
} entry;

typedef struct {
  anno_node node;
  anno_str text;
} passage;

typedef struct {
  anno_many many;
  const anno_input *input;
  anno_doc *doc; /* the open document */
  anno_str pmid;
  anno_buf text;
  passage *passages;
  size_t passage_count, passage_capacity;
  anno_ids ids;
  anno_table entries; /* identifier -> index into `known` plus one */
  entry *known;
  size_t known_count, known_capacity;
  anno_table wholes; /* identifier -> its annotation of the whole document */
  size_t mentions, relations;
} reading;

static anno_arena *arena_of(const reading *r) { return r->many.own.document; }
static anno_loc place(const reading *r, anno_str part) { return anno_doc_place((anno_loc){r->input, 0}, part); }

static void error(reading *r, anno_str part, const char *what) {
  anno_doc_error(r->doc, ANNO_BAD_ROW, place(r, part), anno_str_from(what));
}

/* ---- Text */

static bool begin(reading *r, anno_str pmid) {
  r->doc = anno_many_begin(&r->many, place(r, pmid));
  r->pmid = pmid;
  r->text = anno_buf_in(arena_of(r));
  r->ids = anno_ids_in(arena_of(r));
  r->entries = anno_table_in(arena_of(r));
  r->wholes = anno_table_in(arena_of(r));
  r->passages = NULL;
  r->known = NULL;
  r->passage_count = r->passage_capacity = r->known_count = r->known_capacity = r->mentions = r->relations = 0;
  if (r->doc) r->doc->has_text = true;
  return r->doc != NULL;
}

/* Title, abstract, or what else a file has: a passage each. */
static void add_text(reading *r, anno_str key, anno_str text) {
  const anno_str id = anno_ids_take(&r->ids, key);
  if (r->mentions || r->relations) error(r, key, "a text behind annotations");
  if (r->passage_count) anno_buf_putc(&r->text, ' ');
  anno_buf_put(&r->text, text);
  const passage p = {anno_doc_add(r->doc, ANNO_SPAN, id, ANNO_STR("passage"), place(r, key)), text};
  ANNO_PUSH(arena_of(r), r->passages, r->passage_count, r->passage_capacity, p);
}

/* ---- Annotations */

static void know(reading *r, anno_str identifier, entry e) {
  const unsigned next = (unsigned)r->known_count + 1;
  const unsigned which = identifier.len ? anno_table_add(&r->entries, identifier, next) : 0;
  if (which == next)
    ANNO_PUSH(arena_of(r), r->known, r->known_count, r->known_capacity, e);
  else if (which && !anno_str_eq(r->known[which - 1].type, e.type))
    r->known[which - 1] = (entry){ANNO_STR(""), ANNO_STR("")};
}

static void know_all(reading *r, anno_str identifier, entry e) {
  know(r, identifier, e);
  e.label = ANNO_STR("");
  for (anno_str rest = identifier; rest.len;) know(r, anno_concept_cut(&rest), e);
}

/* Columns behind those that the format has, under their number. */
static void add_columns(reading *r, anno_concept c, anno_str *columns, size_t from, size_t count) {
  for (size_t i = from; i < count; i++) {
    c.name = anno_arena_print(arena_of(r), "column%zu", i + 1);
    c.value = columns[i];
    c.at = place(r, columns[i]);
    anno_concept_add(r->doc, &r->ids, c);
  }
}

static void add_mention(reading *r, anno_str *columns, size_t count) {
  size_t begin = 0, end = 0;
  const anno_str id = anno_ids_take(&r->ids, anno_arena_print(arena_of(r), "T%zu", ++r->mentions));
  const anno_node node = anno_doc_add(r->doc, ANNO_SPAN, id, columns[4], place(r, columns[0]));
  anno_doc_item(r->doc, node)->recorded = columns[3];
  anno_doc_item(r->doc, node)->has_recorded = columns[3].len != 0;
  if (!anno_str_to_size(columns[1], &begin) || !anno_str_to_size(columns[2], &end))
    anno_doc_error(r->doc, ANNO_BAD_SPAN, place(r, columns[1]), ANNO_STR("offsets are numbers from 0"));
  else
    anno_doc_fragment(r->doc, node, begin, end);
  if (!columns[4].len) error(r, columns[4], "an annotation without type");
  anno_concept c = {.owner = id, .type = columns[4], .name = ANNO_STR(ANNO_CONCEPT_IDENTIFIER), .may_identify = true};
  if (count > 5) {
    c.value = columns[5];
    c.at = place(r, columns[5]);
    anno_concept_add(r->doc, &r->ids, c);
    know_all(r, columns[5], (entry){columns[4], columns[3]});
  }
  add_columns(r, c, columns, 6, count);
}

/* ---- Relations */

/* The ID of the annotation of the whole document that links to an entry. */
static anno_str whole(reading *r, anno_str identifier) {
  const unsigned had = anno_table_get(&r->wholes, identifier), which = anno_table_get(&r->entries, identifier);
  if (had) return anno_doc_item(r->doc, had)->id;
  const entry none = {ANNO_STR(""), ANNO_STR("")}, known = which ? r->known[which - 1] : none;
  const anno_str type = known.type.len ? known.type : ANNO_STR("concept");
  const anno_str id = anno_ids_take(&r->ids, anno_arena_print(arena_of(r), "C%zu", r->wholes.used + 1));
  const anno_node node = anno_doc_add(r->doc, ANNO_SPAN, id, type, place(r, identifier));
  const anno_concept c = {.owner = id,
                          .type = known.type,
                          .name = ANNO_STR(ANNO_CONCEPT_IDENTIFIER),
                          .value = identifier,
                          .at = place(r, identifier)};
  const anno_node link = anno_concept_add(r->doc, &r->ids, c);
  if (link) anno_doc_item(r->doc, link)->label = known.label;
  anno_table_set(&r->wholes, identifier, node);
  return id;
}

static void add_relation(reading *r, anno_str *columns, size_t count) {
  static const char *const roles[] = {"Arg1", "Arg2"};
  anno_str ends[2];
  if (!columns[1].len || !columns[2].len || !columns[3].len) {
    r->doc->read++;
    error(r, columns[1], "a relation has a type and two entries");
    return;
  }
  for (size_t i = 0; i < 2; i++) ends[i] = whole(r, columns[i + 2]);
  const anno_str id = anno_ids_take(&r->ids, anno_arena_print(arena_of(r), "R%zu", ++r->relations));
  const anno_node node = anno_doc_add(r->doc, ANNO_RELATION, id, columns[1], place(r, columns[0]));
  for (size_t i = 0; i < 2; i++) anno_doc_arg(r->doc, node, anno_str_from(roles[i]), ends[i], place(r, columns[i + 2]));
  add_columns(r, (anno_concept){.owner = id, .type = columns[1]}, columns, 4, count);
}

/* ---- The unit */

static bool all_fit(const reading *r, const anno_measure *text, anno_unit unit) {
  size_t told = 0;
  for (anno_node node = 1; node < r->doc->count; node++) {
    const anno_item *item = anno_doc_item(r->doc, node);
    if (!item->fragment_count || !item->has_recorded) continue;
    told++;
    if (!anno_measure_has(text, unit, item->fragments[0].begin, item->fragments[0].end, item->recorded)) return false;
  }
  return told;
}

static void find_unit(reading *r, const anno_measure *text) {
  static const anno_unit units[] = {ANNO_CODE_POINTS, ANNO_UTF16_UNITS, ANNO_BYTES};
  for (size_t i = 0; i < (text->ascii ? 1 : sizeof units / sizeof *units); i++) {
    if (!all_fit(r, text, units[i])) continue;
    r->doc->unit = units[i];
    if (i) anno_report(r->doc->ctx->diag, ANNO_OTHER_UNIT, r->doc->at, "%s", anno_measure_name(units[i]));
    return;
  }
}

/* Where a passage stands is known when the unit is. */
static void place_passages(const reading *r) {
  size_t at = 0;
  for (size_t i = 0; i < r->passage_count; i++) {
    anno_measure text;
    anno_measure_text(arena_of(r), r->passages[i].text, &text);
    if (anno_arena_failed(arena_of(r))) return;
    const size_t length = anno_measure_length(&text, r->doc->unit);
    anno_doc_fragment(r->doc, r->passages[i].node, at, at + length);
    at += length + 1;
  }
}

static void end(reading *r) {
  if (!r->doc) return;
  r->doc->text = anno_buf_str(&r->text);
  anno_measure text;
  if (!r->doc->bad) {
    anno_measure_text(arena_of(r), r->doc->text, &text);
    if (!anno_arena_failed(arena_of(r))) {
      find_unit(r, &text);
      place_passages(r);
    }
  }
  anno_many_end(&r->many, r->doc, r->pmid, false);
  r->doc = NULL;
}

/* ---- Lines */

/* The number of columns, which MOST_COLUMNS is more than. */
static size_t cut_columns(anno_str line, anno_str *columns) {
  size_t count = 0;
  for (bool more = true; more && count < MOST_COLUMNS; count++) {
    more = anno_str_find(line, 0, '\t') < line.len;
    columns[count] = anno_str_cut(&line, '\t');
  }
  return count;
}

/* An annotation has offsets where a relation has its type. */
static void read_row(reading *r, anno_str line) {
  anno_str columns[MOST_COLUMNS];
  const size_t count = cut_columns(line, columns);
  const char second = count > 1 && columns[1].len ? columns[1].ptr[0] : 0;
  size_t number;
  /* A relation has five columns at most: a longer row with an offset in the third is an annotation all the same. */
  const bool third = count > 5 && anno_str_to_size(columns[2], &number);
  const bool offset = (second >= '0' && second <= '9') || second == '-' || third;
  if (count > 1 && !anno_str_eq(columns[0], r->pmid))
    error(r, line, "not the document that the lines before belong to");
  if (count == MOST_COLUMNS || count == 1 || (offset && count < 5)) {
    r->doc->read++;
    error(r, line, "neither text, nor an annotation, nor a relation");
  } else if (count < 4) {
    r->doc->read++;
    r->doc->reported++;
    anno_report(r->doc->ctx->diag, ANNO_NOT_TAKEN, place(r, line), "neither an annotation nor a relation");
  } else if (offset)
    add_mention(r, columns, count);
  else
    add_relation(r, columns, count);
}

static void read_line(reading *r, anno_str line) {
  anno_str pmid, key, text;
  if (!anno_str_trim(line).len) {
    end(r);
    return;
  }
  const bool is_text = cut_text_line(line, &pmid, &key, &text);
  const bool title = is_text && anno_str_eq(key, ANNO_STR("t"));
  if (r->doc && is_text && (title || !anno_str_eq(pmid, r->pmid))) end(r);
  if (!r->doc && anno_many_go_on(&r->many)) begin(r, is_text ? pmid : anno_str_sub(line, 0, 0));
  if (!r->doc) return;
  const size_t bad = anno_utf_invalid(line);
  if (bad < line.len)
    anno_doc_error(r->doc, ANNO_NOT_UTF8, place(r, anno_str_sub(line, bad, line.len)), ANNO_STR(""));
  else if (is_text)
    add_text(r, key, text);
  else
    read_row(r, line);
}

static void read_lines(reading *r) {
  for (anno_str rest = r->input->bytes; rest.len && anno_many_go_on(&r->many);) {
    read_line(r, anno_line(&rest));
    if (r->doc && anno_arena_failed(arena_of(r))) anno_many_no_memory(&r->many);
  }
  if (anno_many_go_on(&r->many)) end(r);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  reading r = {.many = {.format = "pubtator", .out = out}};
  anno_input *input;
  if (anno_many_open(&r.many, ctx, source, ".pubtator .txt")) {
    r.many.status = anno_source_load(ctx, source->path, &input);
    r.input = input;
    if (r.many.status == ANNO_OK) read_lines(&r);
  }
  return anno_many_close(&r.many);
}

const anno_reader anno_reader_pubtator = {.name = "pubtator",
                                          .summary = "PubTator (.pubtator, .txt)",
                                          .unit = ANNO_CODE_POINTS,
                                          .rules = "bioc",
                                          .bid = bid,
                                          .read = read_source};
