/* WebAnno TSV 3: layers in the header, then for each sentence its text and a row for each token. */
#include "read/fields.h"
#include "read/source.h"
#include "read/tsv_cell.h"
#include "read/tsv_layers.h"

static const anno_str signature = ANNO_STR_INIT("#FORMAT=WebAnno TSV ");

/* WebAnno 1 and 2 wrote the layers in one line, or what looks like CoNLL. */
static bool is_old(anno_str head) {
  const anno_str line = anno_line(&head);
  return anno_str_starts(line, ANNO_STR(" # ")) || anno_str_starts(line, ANNO_STR("#id="));
}

static int bid(anno_head *begin, anno_str path) {
  anno_str head = begin->bytes;
  head = anno_utf_without_bom(head);
  const bool named = anno_str_ends(path, ANNO_STR(".tsv"));
  if (!head.len) return 0;
  if (anno_str_starts(head, signature)) return 95;
  return is_old(head) && (named || head.ptr[0] == ' ') ? 60 : 0;
}

/* A line "#NAME=VALUE" that declares no layer: of the sentence it stands above, or of the document. */
typedef struct {
  anno_str name, value;
  anno_loc at;
} comment;

typedef struct {
  anno_tsv tsv;
  const anno_input *input;
  anno_tsv_text_of text;
  anno_str *cells;
  size_t sentence; /* sentences begun */
  bool open;       /* within the rows of one */
  anno_node document;
  comment *comments;
  size_t comment_count, comment_capacity;
} table;

static void error(table *t, anno_loc at, const char *what) {
  anno_doc_error(t->tsv.doc, ANNO_BAD_ROW, at, anno_str_from(what));
}

/* ---- Lines that are no rows */

static void say(table *t, anno_node of) {
  const anno_str own = ANNO_STR("Sentence.");
  for (size_t i = 0; i < t->comment_count; i++) {
    anno_str name = t->comments[i].name;
    if (anno_str_starts(name, own)) name = anno_str_sub(name, own.len, name.len);
    anno_tsv_attribute(&t->tsv, of, name, t->comments[i].value, t->comments[i].at);
  }
  t->comment_count = 0;
}

static void say_of_document(table *t) {
  if (!t->comment_count) return;
  if (!t->document)
    t->document = anno_tsv_unit(&t->tsv, ANNO_TSV_DOCUMENT, ANNO_STR("document"),
                                (anno_fragment){0, t->text.length, t->comments[0].at});
  say(t, t->document);
}

static void read_comment(table *t, anno_str line, anno_loc at) {
  anno_str value = anno_str_sub(line, 1, line.len);
  anno_str name = anno_str_trim(anno_str_cut(&value, '='));
  if (!name.len) name = ANNO_STR("comment");
  const comment c = {name, value, at};
  ANNO_PUSH(t->tsv.doc->ctx->document, t->comments, t->comment_count, t->comment_capacity, c);
}

static void declare(table *t, anno_str line, anno_loc at) {
  anno_arena *arena = t->tsv.doc->ctx->document;
  if (t->cells || !anno_tsv_declare(arena, &t->tsv.header, line)) error(t, at, "not a layer that this format has");
}

/* ---- Rows */

static void open_sentence(table *t, const anno_tsv_row *row) {
  anno_str unit = row->unit;
  const anno_str id = anno_str_cut(&unit, '-');
  t->open = true;
  if (t->sentence == t->text.sentence_count) return;
  const anno_tsv_sentence *s = &t->text.sentences[t->sentence++];
  say(t, anno_tsv_unit(&t->tsv, ANNO_TSV_SENTENCE, id, (anno_fragment){s->begin, s->end, s->at}));
}

static void read_token(table *t, const anno_tsv_row *row, anno_loc at) {
  anno_doc *doc = t->tsv.doc;
  const anno_node node = anno_tsv_unit(&t->tsv, ANNO_TSV_TOKEN, row->unit, (anno_fragment){row->begin, row->end, at});
  anno_item *item = anno_doc_item(doc, node);
  item->recorded = anno_tsv_text(doc->ctx->document, row->text);
  item->has_recorded = item->recorded.len != 0;
  if (node) anno_table_set(&t->tsv.nodes, row->unit, node);
}

/* The cells of a row; those that a row lacks at its end are empty, if it has any. */
static bool cut_cells(table *t, anno_str rest, anno_loc at) {
  const size_t count = t->tsv.header.column_count;
  size_t n = 0;
  for (; n < count && rest.len; n++) t->cells[n] = anno_str_cut(&rest, '\t');
  if (n < count) error(t, at, "a cell is missing");
  const bool more = anno_str_trim(rest).len != 0;
  if (more) error(t, anno_doc_place(at, rest), "more cells than columns");
  return n == count && !more;
}

static void read_row(table *t, const anno_tsv_row *row, anno_loc at) {
  if (!t->cells)
    t->cells = anno_arena_array(t->tsv.doc->ctx->document, 2 * t->tsv.header.column_count + 1, sizeof *t->cells);
  if (!t->cells) return;
  if (!t->open) open_sentence(t, row);
  if (!row->part) read_token(t, row, at);
  if (cut_cells(t, row->cells, at)) anno_tsv_layers(&t->tsv, row, t->cells, at);
}

static void read_line(table *t, anno_str line, anno_loc at) {
  anno_tsv_row row;
  if (anno_str_starts(line, ANNO_STR("#Text="))) {
    t->open = false;
  } else if (anno_str_starts(line, ANNO_STR("#T_"))) {
    declare(t, anno_str_sub(line, 3, line.len), at);
  } else if (line.len && line.ptr[0] == '#') {
    if (!anno_str_starts(line, signature)) read_comment(t, line, at);
  } else if (!line.len) {
    t->open = false;
    say_of_document(t);
  } else if (anno_tsv_row_of(line, &row)) {
    read_row(t, &row, at);
  } else {
    t->tsv.doc->read++;
    anno_doc_error(t->tsv.doc, ANNO_BAD_ROW, at, line);
  }
}

static void read_table(table *t) {
  anno_doc *doc = t->tsv.doc;
  t->text = anno_tsv_text_build(doc->ctx->document, t->input);
  doc->text = t->text.text;
  doc->has_text = true;
  doc->unit = t->text.unit;
  if (doc->unit == ANNO_CODE_POINTS) anno_report(doc->ctx->diag, ANNO_OTHER_UNIT, doc->at, "code points");
  if (t->text.overlap) error(t, t->text.overlap_at, "the sentence begins before the end of the one before it");
  for (anno_str rest = t->input->bytes; rest.len && !anno_arena_failed(doc->ctx->document);) {
    const anno_loc at = {t->input, (size_t)(rest.ptr - t->input->bytes.ptr)};
    read_line(t, anno_line(&rest), at);
  }
  say_of_document(t);
  anno_tsv_type_values(&t->tsv);
  anno_tsv_resolve(&t->tsv);
}

/* ---- The document */

static bool is_version_3(anno_str bytes) {
  return anno_str_starts(bytes, signature) &&
         anno_str_starts(anno_str_sub(bytes, signature.len, bytes.len), ANNO_STR("3."));
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  const anno_status status = anno_source_load(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  anno_str id = anno_source_id(source, ".tsv");
  const anno_str user = anno_source_cut_user(ctx->document, &id);
  anno_doc *doc = anno_source_doc(ctx, source, id, input);
  if (!doc) return ANNO_NO_MEMORY;
  doc->annotator = user;
  doc->format = ANNO_STR("webannotsv");
  anno_arena *arena = ctx->document;
  table t = {.tsv = {.doc = doc, .nodes = anno_table_in(arena), .ids = anno_ids_in(arena)}, .input = input};
  if (!is_version_3(input->bytes)) {
    anno_str first = input->bytes;
    anno_doc_error(doc, ANNO_OLD_FORMAT, doc->at, anno_line(&first));
  } else if (!doc->bad) {
    read_table(&t);
  }
  return anno_source_done(doc, out);
}

const anno_reader anno_reader_webannotsv = {.name = "webannotsv",
                                            .summary = "WebAnno TSV 3 (.tsv), as INCEpTION writes it",
                                            .unit = ANNO_UTF16_UNITS,
                                            .rules = "uima",
                                            .bid = bid,
                                            .read = read_source};
