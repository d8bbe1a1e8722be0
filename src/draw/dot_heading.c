#include "draw/dot_text.h"

enum { TITLE = 68, SUBTITLE = 108, SOURCES = 126, LEGEND = 112, MEANING = 60, GAP = 4 };

static anno_type type_of(anno_dot *dot, anno_shade shade, const char *size, bool bold) {
  return (anno_type){anno_dot_colour(dot, ANNO_TONE_PLAIN, shade), size, bold};
}

static void put_line_row(anno_dot *dot, anno_str text, anno_type type, size_t columns, size_t most) {
  const anno_lines lines = anno_dot_wrap(dot, text, columns, most);
  if (!lines.count) return;
  anno_dot_say(dot, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">");
  anno_dot_lines(dot, lines, type, ANNO_DOT_LEFT);
  anno_dot_say(dot, "</TD></TR>\n");
}

/* ---- legend */

static anno_str edge_sample(anno_edge_style style, anno_edge_head head) {
  static const char *const shafts[] = {
      [ANNO_EDGE_SOLID] = "───", [ANNO_EDGE_DASHED] = "╌╌╌", [ANNO_EDGE_DOTTED] = "┈┈┈"};
  (void)head;
  return anno_str_from(shafts[style]);
}

static const char *card_sample(anno_card_style style) {
  switch (style) {
    case ANNO_CARD_BOX: return "□";
    case ANNO_CARD_ROUND: return "▢";
    case ANNO_CARD_DASHED: return "⬚";
    case ANNO_CARD_BARE: return "■";
    case ANNO_CARD_AXIS: break;
  }
  return "│";
}

static anno_str sample_of(anno_dot *dot, const anno_key *key) {
  static const char *const ends[][2] = {[ANNO_HEAD_ARROW] = {"", "▶"},
                                        [ANNO_HEAD_NONE] = {"", ""},
                                        [ANNO_HEAD_TEE] = {"", "┤"},
                                        [ANNO_HEAD_BOTH] = {"◀", "▶"}};
  switch (key->sample) {
    case ANNO_KEY_TONE: return ANNO_STR("■");
    case ANNO_KEY_MARK: return anno_dot_mark(key->mark);
    case ANNO_KEY_CARD: return anno_str_from(card_sample(key->card));
    case ANNO_KEY_EDGE: break;
  }
  const anno_str shaft = edge_sample(key->style, key->head);
  return anno_arena_print(dot->arena, "%s%.*s%s", ends[key->head][0], ANNO_FMT(shaft), ends[key->head][1]);
}

static anno_str tag_of(anno_dot *dot, const anno_key *key) {
  return anno_clipped(dot->arena, anno_shown(dot->arena, key->tag), 8);
}

static anno_str meaning_of(anno_dot *dot, const anno_key *key) {
  return anno_clipped(dot->arena, anno_shown(dot->arena, key->text), MEANING);
}

static size_t columns_of(anno_dot *dot, const anno_key *key) {
  const anno_str tag = tag_of(dot, key);
  return anno_columns(sample_of(dot, key)) + 1 + anno_columns(tag) + (tag.len > 0) + anno_columns(meaning_of(dot, key));
}

static void put_key(anno_dot *dot, const anno_key *key) {
  const anno_hex paper = anno_dot_colour(dot, ANNO_TONE_PLAIN, ANNO_SHADE_PAPER);
  const anno_type sign = {anno_dot_legible(dot, key->tone, ANNO_SHADE_LINE, paper), "12", true};
  const anno_type plain = {sign.colour, "12", false};
  const anno_type text = type_of(dot, ANNO_SHADE_TEXT, "12", false);
  const anno_str tag = tag_of(dot, key);
  anno_dot_run(dot, anno_arena_print(dot->arena, "%.*s\u00A0", ANNO_FMT(sample_of(dot, key))),
               key->sample == ANNO_KEY_EDGE ? plain : sign);
  if (tag.len) anno_dot_run(dot, anno_arena_print(dot->arena, "%.*s\u00A0", ANNO_FMT(tag)), sign);
  anno_dot_run(dot, meaning_of(dot, key), text);
}

/* Entries follow each other like words. */
static void put_legend(anno_dot *dot) {
  const anno_type text = type_of(dot, ANNO_SHADE_TEXT, "12", false);
  size_t used = 0;
  if (!dot->picture->key_count) return;
  anno_dot_say(dot, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">");
  for (size_t i = 0; i < dot->picture->key_count; i++) {
    const size_t columns = columns_of(dot, &dot->picture->keys[i]);
    const bool fits = used + GAP + columns <= LEGEND;
    if (i && fits)
      anno_dot_run(dot, ANNO_STR("\u00A0\u00A0\u00A0\u00A0"), text);
    else if (i)
      anno_dot_say(dot, "</TD></TR>\n<TR><TD ALIGN=\"LEFT\">");
    used = fits ? used + GAP + columns : columns;
    put_key(dot, &dot->picture->keys[i]);
  }
  anno_dot_say(dot, "</TD></TR>\n");
}

/* ---- sources */

static void put_sources(anno_dot *dot) {
  const anno_type faint = type_of(dot, ANNO_SHADE_FAINT, "11", false);
  size_t used = 0;
  if (!dot->picture->source_count) return;
  anno_dot_say(dot, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">");
  for (size_t i = 0; i < dot->picture->source_count; i++) {
    const anno_str line = anno_clipped(dot->arena, anno_shown(dot->arena, dot->picture->sources[i]), SOURCES);
    const size_t columns = anno_columns(line);
    const bool fits = used + GAP + columns <= SOURCES;
    if (i && fits)
      anno_dot_run(dot, ANNO_STR("\u00A0\u00A0\u00A0\u00A0"), faint);
    else if (i)
      anno_dot_say(dot, ANNO_DOT_LEFT "\n");
    used = fits ? used + GAP + columns : columns;
    anno_dot_run(dot, line, faint);
  }
  anno_dot_say(dot, "</TD></TR>\n");
}

void anno_dot_heading(anno_dot *dot) {
  const anno_picture *p = dot->picture;
  anno_dot_say(dot, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">\n");
  const anno_str title = p->title.len ? p->title : p->view.len ? p->view : ANNO_STR("annograph");
  put_line_row(dot, title, type_of(dot, ANNO_SHADE_TEXT, "19", true), TITLE, 3);
  put_line_row(dot, p->subtitle, type_of(dot, ANNO_SHADE_FAINT, "12", false), SUBTITLE, 8);
  put_legend(dot);
  put_sources(dot);
  anno_dot_say(dot, "</TABLE>>");
}
