#include "draw/dot_text.h"

enum { COLUMNS = 36, LINES = 8, SMALL_LINES = 4, RIGHT = 16, TAG = 6 };
/* Of tracks, in points; the text before a bar is wrapped so that it stays within its cell. */
enum { LEAST_SCALE = 300, LEAST_BAR = 4, TRACK_TEXT = 210, TRACK_COLUMNS = 30, TRACK_RIGHT = 60 };
/* The same of tracks that stand left of their card's other rows. */
enum { LEAD_SCALE = 280, LEAD_TEXT = 165, LEAD_COLUMNS = 26 };

/* What the rows of a card share. */
typedef struct {
  anno_dot *dot;
  const anno_card *card;
  size_t index, columns;
  bool tags;      /* whether there is a column for them */
  bool lead;      /* the first row is a track that stands left of the others; so do those of the axis */
  int padding;    /* of cells, in points */
  unsigned inner; /* least width of the cells with text, 0 if there is none */
  anno_hex ground;
} sheet;

static bool has_tag_column(const anno_card *card) {
  size_t with = 0;
  for (size_t i = 0; i < card->row_count; i++) with += card->rows[i].tag.len > 0;
  return with && 2 * with >= card->row_count;
}

static bool has_lead(const anno_card *card) {
  return card->row_count && card->rows[0].style == ANNO_ROW_TRACK &&
         (card->row_count > 1 || card->style == ANNO_CARD_AXIS);
}

/* A small line that is nothing but more of the row above stands in that row's cell. */
static bool joins(const anno_card *card, size_t row) {
  const anno_row *r = &card->rows[row];
  if (!row || r->style != ANNO_ROW_SMALL) return false;
  const anno_row *above = &card->rows[row - 1];
  if (above->style != ANNO_ROW_TITLE && above->style != ANNO_ROW_TEXT && above->style != ANNO_ROW_SMALL) return false;
  return !r->tag.len && !r->right.len && !r->key.len && !r->tooltip.len && !r->link.len && r->indent <= above->indent;
}

static size_t leader(const anno_card *card, size_t row) {
  while (joins(card, row)) row--;
  return row;
}

anno_str anno_dot_port(anno_dot *dot, size_t card, int row, bool east) {
  const anno_card *c = &dot->picture->cards[card];
  const size_t at = leader(c, (size_t)row);
  return anno_arena_print(dot->arena, "r%zu%s", at, east && has_tag_column(c) ? "z" : "");
}

/* ---- cells */

static anno_hex row_ground(const sheet *s, const anno_row *row) {
  const bool alleged = s->card->style == ANNO_CARD_DASHED;
  if (row->style == ANNO_ROW_ANSWER) return anno_dot_colour(s->dot, row->tone, ANNO_SHADE_TINT);
  if (row->style == ANNO_ROW_HEAD)
    return anno_dot_colour(s->dot, row->tone, alleged ? ANNO_SHADE_TINT : ANNO_SHADE_FILL);
  return s->ground;
}

static anno_type row_type(const sheet *s, const anno_row *row) {
  const bool alleged = s->card->style == ANNO_CARD_DASHED;
  const anno_hex text = anno_dot_colour(s->dot, s->card->tone, ANNO_SHADE_TEXT);
  switch (row->style) {
    case ANNO_ROW_HEAD:
      return (anno_type){anno_dot_colour(s->dot, row->tone, alleged ? ANNO_SHADE_ON_TINT : ANNO_SHADE_ON_FILL), NULL,
                         true};
    case ANNO_ROW_TITLE: return (anno_type){text, s->card->style == ANNO_CARD_AXIS ? "15" : NULL, true};
    case ANNO_ROW_SMALL: return (anno_type){anno_dot_colour(s->dot, s->card->tone, ANNO_SHADE_FAINT), "11", false};
    case ANNO_ROW_ANSWER: return (anno_type){anno_dot_colour(s->dot, row->tone, ANNO_SHADE_ON_TINT), "12", false};
    case ANNO_ROW_TEXT:
    case ANNO_ROW_TRACK: break;
  }
  return (anno_type){text, NULL, s->card->style == ANNO_CARD_AXIS};
}

static void put_indent(anno_dot *dot, unsigned steps) {
  for (unsigned i = 0; i < steps && i < 8; i++) anno_dot_say(dot, "&#160;&#160;&#160;&#160;");
}

/* Begins a cell; `fill` says whether it has a ground of its own. */
static void begin_cell(const sheet *s, const anno_row *row, const char *attributes) {
  ANNO_DOT_PRINT(s->dot, "<TD %s", attributes);
  const anno_hex ground = row_ground(s, row);
  if (row->style == ANNO_ROW_HEAD || row->style == ANNO_ROW_ANSWER)
    ANNO_DOT_PRINT(s->dot, " BGCOLOR=\"%s\"", ground.text);
}

/* What a reader can point at or follow stands in every cell of the row; the id in the one with the text. */
static void put_tips(const sheet *s, size_t at, bool id) {
  const anno_row *row = &s->card->rows[at];
  const anno_str link = anno_dot_link(s->dot, row->link);
  if (!row->tooltip.len && !row->key.len && !link.len) return;
  if (id) anno_dot_html_attribute(s->dot, "ID", anno_ident_row(&s->dot->ids, s->index, (int)at));
  anno_dot_html_attribute(s->dot, "TOOLTIP", anno_dot_tip(s->dot, row->tooltip, row->text));
  anno_dot_html_attribute(s->dot, "HREF", link);
  if (!link.len) anno_dot_say(s->dot, " TARGET=\"_self\""); /* without it Graphviz forgets the tooltip */
}

static void put_tag_cell(const sheet *s, size_t at) {
  const anno_row *row = &s->card->rows[at];
  const anno_str tag = anno_clipped(s->dot->arena, anno_shown(s->dot->arena, row->tag), TAG);
  if (!tag.len) {
    begin_cell(s, row, "");
    ANNO_DOT_PRINT(s->dot, " PORT=\"r%zu\"></TD>", at);
    return;
  }
  const anno_type type = {anno_dot_colour(s->dot, row->tag_tone, ANNO_SHADE_ON_FILL), "11", true};
  ANNO_DOT_PRINT(s->dot, "<TD PORT=\"r%zu\" BGCOLOR=\"%s\"", at,
                 anno_dot_colour(s->dot, row->tag_tone, ANNO_SHADE_FILL).text);
  put_tips(s, at, false);
  anno_dot_say(s->dot, ">");
  anno_dot_run(s->dot, tag, type);
  anno_dot_say(s->dot, "</TD>");
}

/* The tag as a word before the text, where most rows of the card have none; and the mark. */
static void put_before_text(const sheet *s, const anno_row *row, anno_type type) {
  const anno_str tag = anno_clipped(s->dot->arena, anno_shown(s->dot->arena, row->tag), TAG);
  const anno_str mark = anno_dot_mark(row->mark);
  const anno_hex ground = row_ground(s, row);
  put_indent(s->dot, row->indent);
  if (tag.len && !s->tags) {
    const anno_hex colour = anno_dot_legible(s->dot, row->tag_tone, ANNO_SHADE_ON_TINT, ground);
    anno_dot_run(s->dot, anno_arena_print(s->dot->arena, "%.*s\u00A0", ANNO_FMT(tag)),
                 (anno_type){colour, type.size, true});
  }
  if (!mark.len) return;
  if (row->style != ANNO_ROW_HEAD && row->style != ANNO_ROW_ANSWER)
    type = (anno_type){anno_dot_legible(s->dot, row->tone, ANNO_SHADE_ON_TINT, ground), type.size, true};
  anno_dot_run(s->dot, anno_arena_print(s->dot->arena, "%.*s\u00A0", ANNO_FMT(mark)), type);
}

/* The first line may begin behind a mark. */
static void put_text(const sheet *s, const anno_row *row, anno_str text, anno_type type, size_t most) {
  const size_t track = s->lead ? LEAD_COLUMNS : TRACK_COLUMNS;
  const size_t whole = row->style == ANNO_ROW_TRACK && s->columns > track ? track : s->columns;
  const size_t indent = (size_t)4 * row->indent;
  const size_t columns = whole > indent + 12 ? whole - indent : 12;
  const anno_lines lines = anno_dot_wrap(s->dot, text, columns, most);
  if (!lines.count) anno_dot_say(s->dot, "&#160;");
  for (size_t i = 0; i < lines.count; i++) {
    if (i) anno_dot_say(s->dot, ANNO_DOT_LEFT);
    if (i) put_indent(s->dot, row->indent);
    anno_dot_run(s->dot, lines.items[i], type);
  }
}

static void put_small(const sheet *s, const anno_row *row, anno_str text) {
  text = anno_shown(s->dot->arena, text);
  anno_type type = {anno_dot_colour(s->dot, row->tone, ANNO_SHADE_FAINT), "11", false};
  if (row->style == ANNO_ROW_HEAD) type.colour = row_type(s, row).colour;
  if (!text.len) return;
  anno_dot_say(s->dot, ANNO_DOT_LEFT);
  put_indent(s->dot, row->indent);
  put_text(s, row, text, type, SMALL_LINES);
}

/* Mark, text, second line, and the small rows that belong to it. */
static void put_words(const sheet *s, size_t at) {
  const anno_row *row = &s->card->rows[at];
  const anno_type type = row_type(s, row);
  put_before_text(s, row, type);
  put_text(s, row, row->text, type, LINES);
  put_small(s, row, row->small);
  for (size_t i = at + 1; i < s->card->row_count && joins(s->card, i); i++)
    put_small(s, &s->card->rows[i], s->card->rows[i].text);
}

/* ---- bars */

/* Each bar stands between two gaps, so that all have as many cells: any room that is left is shared among them. */
static void put_gap(anno_dot *dot, unsigned width) {
  ANNO_DOT_PRINT(dot, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"14\"></TD>", width ? width : 1);
}

/* How long the scale is: the same for cards of the same width. */
static unsigned scale_of(const sheet *s) {
  if (s->lead) return LEAD_SCALE;
  const unsigned rest = TRACK_TEXT + TRACK_RIGHT + 2 * (unsigned)s->padding + 2;
  return s->inner > rest + LEAST_SCALE ? s->inner - rest : LEAST_SCALE;
}

static unsigned scaled(double at, unsigned scale) {
  if (!(at > 0)) return 0;
  return at >= 1 ? scale : (unsigned)(at * scale + 0.5);
}

/* A full bar is sure of its ends; one in dashes is not. */
static void put_bar(const sheet *s, const anno_row *row) {
  const unsigned scale = scale_of(s);
  unsigned from = scaled(row->from, scale), to = scaled(row->to, scale);
  const unsigned least = row->uncertain ? 2 * LEAST_BAR : LEAST_BAR;
  if (to < from + least) to = from + least;
  if (to > scale) from = scale - (to - from), to = scale;
  put_gap(s->dot, from);
  const anno_hex line = anno_dot_colour(s->dot, row->tone, ANNO_SHADE_LINE);
  const anno_hex ground = anno_dot_colour(s->dot, row->tone, row->uncertain ? ANNO_SHADE_PAPER : ANNO_SHADE_LINE);
  ANNO_DOT_PRINT(s->dot, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%u\" HEIGHT=\"%d\" BGCOLOR=\"%s\" COLOR=\"%s\"%s></TD>",
                 to - from, s->card->style == ANNO_CARD_AXIS ? 4 : 14, ground.text, line.text,
                 row->uncertain ? " BORDER=\"1\" STYLE=\"DASHED\"" : "");
  put_gap(s->dot, scale - to);
}

/* The words of a text as labels of equal parts of the scale, with a tick at the beginning of each. */
static void put_ticks(const sheet *s, anno_str labels) {
  const anno_hex line = anno_dot_colour(s->dot, ANNO_TONE_PLAIN, ANNO_SHADE_LINE);
  unsigned parts = 1, from = 0;
  for (size_t i = 0; i < labels.len; i++) parts += labels.ptr[i] == ' ';
  for (unsigned i = 1; i <= parts; i++) {
    const unsigned to = LEAD_SCALE * i / parts;
    ANNO_DOT_PRINT(s->dot,
                   "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\" WIDTH=\"%u\" BORDER=\"1\" SIDES=\"L\" COLOR=\"%s\">&#160;",
                   to - from, line.text);
    anno_dot_run(s->dot, anno_str_cut(&labels, ' '), (anno_type){line, "11", false});
    anno_dot_say(s->dot, "</TD>");
    from = to;
  }
}

static void put_track(const sheet *s, size_t at) {
  const anno_row *row = &s->card->rows[at];
  ANNO_DOT_PRINT(s->dot,
                 "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>"
                 "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\" WIDTH=\"%d\">",
                 s->lead ? LEAD_TEXT : TRACK_TEXT);
  put_words(s, at);
  anno_dot_say(s->dot, "</TD>");
  if (s->lead && row->right.len)
    put_ticks(s, row->right);
  else
    put_bar(s, row);
  if (s->lead) {
    anno_dot_say(s->dot, "</TR></TABLE>");
    return;
  }
  const anno_type type = {anno_dot_colour(s->dot, s->card->tone, ANNO_SHADE_FAINT), "11", false};
  ANNO_DOT_PRINT(s->dot, "<TD ALIGN=\"RIGHT\" WIDTH=\"%d\">", TRACK_RIGHT);
  anno_dot_run(s->dot, anno_clipped(s->dot->arena, anno_shown(s->dot->arena, row->right), RIGHT), type);
  anno_dot_say(s->dot, "</TD>");
  anno_dot_say(s->dot, "</TR></TABLE>");
}

/* ---- rows */

/* The text, and what stands at the right edge: in a table of their own, so that one row's widths are not another's. */
static void put_with_right(const sheet *s, size_t at) {
  const anno_row *row = &s->card->rows[at];
  anno_type type = {row_type(s, row).colour, "11", false};
  if (row->style != ANNO_ROW_HEAD && row->style != ANNO_ROW_ANSWER)
    type.colour = anno_dot_colour(s->dot, s->card->tone, ANNO_SHADE_FAINT);
  ANNO_DOT_PRINT(s->dot,
                 "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"%d\"><TR>"
                 "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">",
                 s->padding);
  put_words(s, at);
  anno_dot_say(s->dot, "</TD><TD ALIGN=\"RIGHT\">");
  anno_dot_run(s->dot, anno_clipped(s->dot->arena, anno_shown(s->dot->arena, row->right), RIGHT), type);
  anno_dot_say(s->dot, "</TD></TR></TABLE>");
}

/* Of a cell: a table that is made wider than its cells leaves them as they are. */
static void put_width(const sheet *s) {
  if (s->inner) ANNO_DOT_PRINT(s->dot, " WIDTH=\"%u\"", s->inner);
}

/* The track that the card begins with, beside its row `at`; beside the others stands nothing. */
static void put_lead(const sheet *s, size_t at) {
  if (at > 1) {
    anno_dot_say(s->dot, "<TD></TD>");
    return;
  }
  begin_cell(s, s->card->rows, "ALIGN=\"LEFT\" BALIGN=\"LEFT\" PORT=\"r0\"");
  put_tips(s, 0, true);
  anno_dot_say(s->dot, ">");
  put_track(s, 0);
  anno_dot_say(s->dot, "</TD>");
}

static void put_lead_alone(const sheet *s) {
  anno_dot_say(s->dot, "<TR>");
  put_lead(s, 0);
  anno_dot_say(s->dot, "<TD");
  put_width(s);
  anno_dot_say(s->dot, "></TD></TR>\n");
}

static void put_row(const sheet *s, size_t at) {
  const anno_row *row = &s->card->rows[at];
  const bool right = row->right.len > 0 && row->style != ANNO_ROW_TRACK;
  anno_dot_say(s->dot, "<TR>");
  if (s->lead) put_lead(s, at);
  if (s->tags) put_tag_cell(s, at);
  begin_cell(s, row, s->card->style == ANNO_CARD_AXIS ? "ALIGN=\"CENTER\"" : "ALIGN=\"LEFT\" BALIGN=\"LEFT\"");
  ANNO_DOT_PRINT(s->dot, " PORT=\"r%zu%s\"", at, s->tags ? "z" : "");
  if (right) anno_dot_say(s->dot, " CELLPADDING=\"0\"");
  put_width(s);
  put_tips(s, at, true);
  anno_dot_say(s->dot, ">");
  if (row->style == ANNO_ROW_TRACK)
    put_track(s, at);
  else if (right)
    put_with_right(s, at);
  else
    put_words(s, at);
  anno_dot_say(s->dot, "</TD></TR>\n");
}

/* ---- the card */

static const char *frame_of(anno_card_style style) {
  switch (style) {
    case ANNO_CARD_ROUND: return "BORDER=\"1\" STYLE=\"ROUNDED\" CELLSPACING=\"2\"";
    case ANNO_CARD_DASHED: return "BORDER=\"1\" STYLE=\"DASHED\" CELLSPACING=\"2\"";
    case ANNO_CARD_BOX: return "BORDER=\"1\" CELLSPACING=\"0\"";
    case ANNO_CARD_BARE:
    case ANNO_CARD_AXIS: break;
  }
  return "BORDER=\"0\" CELLSPACING=\"0\"";
}

/* What is left of a card's least width within border, spacing, a track at the left, and the cells of tags, which are
   about as wide. */
static unsigned inner_width(const anno_card *card) {
  const bool framed = card->style != ANNO_CARD_BARE && card->style != ANNO_CARD_AXIS;
  const unsigned lead = has_lead(card) ? LEAD_TEXT + LEAD_SCALE + 10 : 0;
  const unsigned around = lead + (framed ? 6 : 0) + (has_tag_column(card) ? 38 : 0);
  const unsigned width = card->width < 2000 ? card->width : 2000;
  return width > around + 20 ? width - around : 0;
}

static void begin_table(const sheet *s) {
  const anno_card *card = s->card;
  ANNO_DOT_PRINT(s->dot, "<TABLE CELLBORDER=\"0\" CELLPADDING=\"%d\" %s COLOR=\"%s\"", s->padding,
                 frame_of(card->style), anno_dot_colour(s->dot, card->tone, ANNO_SHADE_LINE).text);
  if (card->style != ANNO_CARD_AXIS) ANNO_DOT_PRINT(s->dot, " BGCOLOR=\"%s\"", s->ground.text);
  anno_dot_say(s->dot, ">\n");
}

/* Of a card without rows: its label. */
static void put_label_row(const sheet *s) {
  const anno_type type = {anno_dot_colour(s->dot, s->card->tone, ANNO_SHADE_TEXT), NULL, true};
  anno_lines lines = anno_dot_wrap(s->dot, s->card->label.len ? s->card->label : s->card->key, s->columns, LINES);
  anno_dot_say(s->dot, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\"");
  put_width(s);
  anno_dot_say(s->dot, ">");
  anno_dot_lines(s->dot, lines, type, ANNO_DOT_LEFT);
  anno_dot_say(s->dot, lines.count ? "</TD></TR>\n" : "&#160;</TD></TR>\n");
}

void anno_dot_card(anno_dot *dot, size_t card) {
  const anno_card *c = &dot->picture->cards[card];
  const sheet s = {.dot = dot,
                   .card = c,
                   .index = card,
                   .columns = c->wrap ? c->wrap : COLUMNS,
                   .tags = has_tag_column(c),
                   .lead = has_lead(c),
                   .inner = inner_width(c),
                   .padding = c->style == ANNO_CARD_ROUND || c->style == ANNO_CARD_DASHED ? 3 : 4,
                   .ground = c->style == ANNO_CARD_AXIS ? anno_dot_colour(dot, c->tone, ANNO_SHADE_PAPER)
                                                        : anno_dot_colour(dot, c->tone, ANNO_SHADE_CARD)};
  ANNO_DOT_PRINT(dot, "\"%.*s\" [id=\"%.*s\"", ANNO_FMT(dot->ids.cards[card]), ANNO_FMT(dot->ids.cards[card]));
  anno_dot_attribute(dot, "tooltip", anno_dot_tip(dot, c->tooltip, c->label.len ? c->label : c->key));
  const anno_str link = anno_dot_link(dot, c->link);
  if (link.len) ANNO_DOT_PRINT(dot, " URL=\"%.*s\"", ANNO_FMT(link));
  anno_dot_say(dot, " label=<");
  begin_table(&s);
  for (size_t i = s.lead; i < c->row_count; i++)
    if (!joins(c, i)) put_row(&s, i);
  if (s.lead && c->row_count == 1) put_lead_alone(&s);
  if (!c->row_count) put_label_row(&s);
  const bool sharp = c->style == ANNO_CARD_ROUND && c->row_count && c->rows[c->row_count - 1].style == ANNO_ROW_ANSWER;
  if (sharp) anno_dot_say(dot, "<TR><TD HEIGHT=\"3\" CELLPADDING=\"0\"></TD></TR>\n"); /* keeps it off the corners */
  anno_dot_say(dot, "</TABLE>>];\n");
}
