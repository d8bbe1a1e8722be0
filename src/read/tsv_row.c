#include "read/tsv_row.h"

#include "read/fields.h"
#include "read/tsv_cell.h"

static bool is_numbers(anno_str s, char between) {
  size_t n;
  const anno_str first = anno_str_cut(&s, between);
  return anno_str_to_size(first, &n) && anno_str_to_size(s, &n);
}

bool anno_tsv_row_of(anno_str line, anno_tsv_row *row) {
  row->unit = anno_str_cut(&line, '\t');
  anno_str last = anno_str_cut(&line, '\t');
  const anno_str first = anno_str_cut(&last, '-');
  row->text = anno_str_cut(&line, '\t');
  row->cells = line;
  if (!anno_str_to_size(first, &row->begin) || !anno_str_to_size(last, &row->end)) return false;
  anno_str part = row->unit;
  const anno_str token = anno_str_cut(&part, '.');
  row->part = token.len < row->unit.len;
  size_t n;
  return is_numbers(token, '-') && (!row->part || anno_str_to_size(part, &n));
}

/* ---- The text */

typedef struct {
  anno_arena *arena;
  const anno_input *input;
  anno_tsv_text_of out;
  anno_buf buf;
  size_t length;        /* of the text so far, in the unit */
  anno_buf sentence;    /* of the lines "#Text=" since the last row */
  bool has_lines, open; /* open: rows of the sentence were met */
  size_t byte, at;      /* where the last token that was compared began, in bytes and in the unit */
} builder;

static size_t units_of(anno_unit unit, char c) {
  if (((unsigned char)c & 0xC0) == 0x80) return 0;
  return unit == ANNO_UTF16_UNITS && (unsigned char)c >= 0xF0 ? 2 : 1;
}

static void put(builder *b, anno_str s) {
  anno_buf_put(&b->buf, s);
  for (size_t i = 0; i < s.len; i++) b->length += units_of(b->out.unit, s.ptr[i]);
}

/* Between two sentences there is at least the end of a line, before the first one there are blanks. */
static void fill(builder *b, size_t until) {
  /* A text is not longer than the file that holds it, but for what is between sentences. */
  if (until > b->length && until - b->length > b->input->bytes.len) until = b->length + b->input->bytes.len;
  for (bool first = b->length > 0; b->length < until; first = false) put(b, first ? ANNO_STR("\n") : ANNO_STR(" "));
}

/* Its begin: that of its first token less the blanks that the sentence begins with. */
static size_t sentence_begin(const anno_tsv_row *row, anno_str text) {
  size_t lead = 0;
  while (lead < text.len && anno_is_white(text.ptr[lead])) lead++;
  if (row->text.len && anno_is_white(row->text.ptr[0])) lead = 0;
  return row->begin > lead ? row->begin - lead : 0;
}

static void open_sentence(builder *b, const anno_tsv_row *row, anno_loc at) {
  const anno_str text = b->has_lines ? anno_tsv_text(b->arena, anno_buf_str(&b->sentence)) : ANNO_STR("");
  const size_t begin = sentence_begin(row, text);
  if (begin < b->length && !b->out.overlap) {
    b->out.overlap = true;
    b->out.overlap_at = at;
  }
  fill(b, begin);
  b->byte = b->buf.len;
  b->at = b->length;
  put(b, text);
  const anno_tsv_sentence sentence = {b->at, b->length, text, at};
  ANNO_PUSH(b->arena, b->out.sentences, b->out.sentence_count, b->out.sentence_capacity, sentence);
  b->open = true;
}

/* True if the token stands at its offset. Tokens come in the order of the text, so the walk begins at the last one. */
static bool fits(builder *b, const anno_tsv_row *row, anno_str text) {
  if (row->begin < b->at) return false;
  while (b->at < row->begin && b->byte < b->buf.len) {
    b->at += units_of(b->out.unit, b->buf.ptr[b->byte]);
    do b->byte++;
    while (b->byte < b->buf.len && !units_of(b->out.unit, b->buf.ptr[b->byte]));
  }
  return b->at == row->begin && anno_str_starts(anno_str_sub(anno_buf_str(&b->buf), b->byte, b->buf.len), text);
}

static void add_row(builder *b, const anno_tsv_row *row, anno_loc at) {
  if (!b->open) open_sentence(b, row, at);
  if (row->part) return;
  const anno_str text = anno_tsv_text(b->arena, row->text);
  if (!b->has_lines && row->begin >= b->length && b->out.sentence_count) {
    while (b->length < row->begin && row->begin - b->length <= b->input->bytes.len) put(b, ANNO_STR(" "));
    put(b, text);
    b->out.sentences[b->out.sentence_count - 1].end = b->length;
  }
  b->out.misfits += !fits(b, row, text);
}

static void add_text(builder *b, anno_str text) {
  if (b->open) b->has_lines = b->open = false;
  if (!b->has_lines) b->sentence = anno_buf_in(b->arena);
  if (b->has_lines) anno_buf_putc(&b->sentence, '\n');
  anno_buf_put(&b->sentence, text);
  b->has_lines = true;
}

static anno_tsv_text_of build(anno_arena *arena, const anno_input *input, anno_unit unit) {
  builder b = {.arena = arena, .input = input, .out = {.unit = unit}, .buf = anno_buf_in(arena)};
  const anno_str key = ANNO_STR("#Text=");
  for (anno_str rest = input->bytes; rest.len && !anno_arena_failed(arena);) {
    const anno_loc at = {input, (size_t)(rest.ptr - input->bytes.ptr)};
    const anno_str line = anno_line(&rest);
    anno_tsv_row row;
    if (anno_str_starts(line, key))
      add_text(&b, anno_str_sub(line, key.len, line.len));
    else if (anno_tsv_row_of(line, &row))
      add_row(&b, &row, at);
    else if (!line.len && b.open)
      b.open = b.has_lines = false;
  }
  b.out.text = anno_buf_str(&b.buf);
  b.out.length = b.length;
  return b.out;
}

anno_tsv_text_of anno_tsv_text_build(anno_arena *arena, const anno_input *input) {
  const anno_tsv_text_of units = build(arena, input, ANNO_UTF16_UNITS);
  if (!units.misfits && !units.overlap) return units;
  const anno_tsv_text_of points = build(arena, input, ANNO_CODE_POINTS);
  return points.misfits || points.overlap ? units : points;
}
