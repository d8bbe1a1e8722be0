/* driver PICTURE dot: writes one of the pictures below; a name that ends in "_dark" is drawn in the dark theme. */
#include <stdio.h>

#include "draw/output.h"

#define S(literal)   ANNO_STR(literal)
#define COUNT(array) (sizeof(array) / sizeof *(array))

static size_t add_card(anno_picture *to, anno_str key, anno_card_style style, anno_tone tone, int rank) {
  return anno_add_card(
      to,
      &(anno_card){.key = key, .kind = S("k"), .label = key, .style = style, .tone = tone, .rank = rank, .group = -1});
}

static size_t add_named(anno_picture *to, anno_str name, int rank) {
  const size_t card = add_card(to, name, ANNO_CARD_BARE, ANNO_TONE_PLAIN, rank);
  anno_add_row(to, card, &(anno_row){.style = ANNO_ROW_TITLE, .text = name});
  return card;
}

static void add_sides(anno_picture *to) {
  static const anno_side sides[] = {{ANNO_STR_INIT("Northland"), ANNO_STR_INIT("NL"), ANNO_STR_INIT("#0072b2")},
                                    {ANNO_STR_INIT("Southland"), ANNO_STR_INIT("SL"), ANNO_STR_INIT("")}};
  for (size_t i = 0; i < COUNT(sides); i++)
    ANNO_PUSH(to->arena, to->sides, to->side_count, to->side_capacity, sides[i]);
}

/* Every kind of row and card; a small row with a tooltip is one of its own, one without belongs to what is above. */
static void draw_rows(anno_picture *to) {
  const anno_row rows[] = {
      {.style = ANNO_ROW_HEAD, .tone = ANNO_TONE_AFFIRMED, .mark = ANNO_MARK_FULL, .text = S("head"), .right = S("3")},
      {.style = ANNO_ROW_TITLE,
       .text = S("a title that is long enough for two lines of it"),
       .small = S("second line")},
      {.style = ANNO_ROW_SMALL, .text = S("more of the title")},
      {.style = ANNO_ROW_TEXT, .text = S("nested"), .indent = 1, .mark = ANNO_MARK_HALF, .tone = ANNO_TONE_SIDE},
      {.style = ANNO_ROW_SMALL, .text = S("not more of it"), .tooltip = S("one\ntwo")},
      {.style = ANNO_ROW_ANSWER,
       .tone = ANNO_TONE_DENIED,
       .mark = ANNO_MARK_NO,
       .text = S("denied"),
       .right = S("[1]")},
      {.style = ANNO_ROW_ANSWER,
       .tone = ANNO_TONE_DOUBTED,
       .mark = ANNO_MARK_DOUBT,
       .text = S("open"),
       .tag = S("NL"),
       .tag_tone = ANNO_TONE_SIDE},
      {.style = ANNO_ROW_TEXT, .text = S("a person"), .key = S("person"), .link = S("http://example.org/?a=1&b=2")}};
  for (int style = ANNO_CARD_BOX; style <= ANNO_CARD_AXIS; style++) {
    const size_t card =
        add_card(to, anno_arena_print(to->arena, "style %d", style), (anno_card_style)style, ANNO_TONE_AFFIRMED, -1);
    for (size_t i = 0; i < COUNT(rows); i++)
      if (style == ANNO_CARD_BOX || i == 0 || i == 5) anno_add_row(to, card, &rows[i]);
  }
  const size_t tagged = add_card(to, S("tagged"), ANNO_CARD_BARE, ANNO_TONE_SIDE + 1, -1);
  anno_add_row(to, tagged,
               &(anno_row){.style = ANNO_ROW_TITLE,
                           .text = S("Ann"),
                           .small = S("minister"),
                           .tag = S("SL"),
                           .tag_tone = ANNO_TONE_SIDE + 1,
                           .right = S("2")});
  anno_add_row(to, tagged, &(anno_row){.style = ANNO_ROW_TEXT, .text = S("without a tag")});
  add_card(to, S("without rows"), ANNO_CARD_BOX, ANNO_TONE_PLAIN, -1);
}

/* Columns: arrows ahead, turned, level and loose; ports; styles and heads; a loop; one that only keeps order. */
static void draw_arrows(anno_picture *to) {
  const size_t a = add_named(to, S("a"), 0), b = add_named(to, S("b"), 0), c = add_named(to, S("c"), 1);
  const size_t d = add_named(to, S("d"), 1), e = add_named(to, S("e"), 2), f = add_named(to, S("f"), 5);
  anno_add_row(to, c, &(anno_row){.style = ANNO_ROW_TITLE, .text = S("second"), .tag = S("··")});
  const anno_edge edges[] = {
      {.from = a, .to = c, .from_row = 0, .to_row = 1, .kind = S("ahead"), .count = 3, .label = S("ahead ×3")},
      {.from = c, .to = e, .from_row = 1, .to_row = -1, .kind = S("ahead"), .style = ANNO_EDGE_DASHED, .count = 50},
      {.from = e,
       .to = a,
       .from_row = -1,
       .to_row = -1,
       .kind = S("turned"),
       .head = ANNO_HEAD_TEE,
       .label = S("turned")},
      {.from = d, .to = b, .from_row = -1, .to_row = 0, .kind = S("turned"), .style = ANNO_EDGE_DOTTED},
      {.from = a,
       .to = b,
       .from_row = -1,
       .to_row = -1,
       .kind = S("level"),
       .head = ANNO_HEAD_BOTH,
       .label = S("level")},
      {.from = d, .to = c, .from_row = -1, .to_row = 1, .kind = S("level"), .head = ANNO_HEAD_NONE},
      {.from = b, .to = f, .from_row = -1, .to_row = -1, .kind = S("loose"), .loose = true, .tooltip = S("why")},
      {.from = d, .to = f, .from_row = -1, .to_row = -1, .only_order = true},
      {.from = f, .to = f, .from_row = -1, .to_row = -1, .kind = S("loop"), .tone = ANNO_TONE_TALKS}};
  for (size_t i = 0; i < COUNT(edges); i++) anno_add_edge(to, &edges[i]);
}

/* Groups in groups; one without cards is not drawn; cards of one group stand next to each other in their rank. */
static void draw_groups(anno_picture *to) {
  const int north =
      anno_add_group(to, &(anno_group){.key = S("n"), .label = S("North"), .tone = ANNO_TONE_SIDE, .parent = -1});
  const int inner = anno_add_group(to, &(anno_group){.key = S("i"), .label = S(""), .parent = north, .dashed = true});
  anno_add_group(to, &(anno_group){.key = S("nobody"), .label = S("nobody"), .parent = -1});
  const int ring = anno_add_group(to, &(anno_group){.key = S("ring"), .label = S("in itself"), .parent = 3});
  const int of[] = {north, -1, inner, ring, north, 77};
  for (size_t i = 0; i < COUNT(of); i++) {
    const size_t card = add_named(to, anno_arena_print(to->arena, "card %zu", i), (int)i / 5);
    to->cards[card].group = of[i];
  }
}

/* Ranks that go down, with an axis at the left. */
static void draw_down(anno_picture *to) {
  to->direction = ANNO_DOWN;
  to->rank_gap = 0.35;
  to->node_gap = 0.3;
  for (int i = 0; i < 2; i++) {
    const size_t year = add_card(to, anno_arena_print(to->arena, "201%d", i), ANNO_CARD_AXIS, ANNO_TONE_INK, i);
    anno_add_row(to, year, &(anno_row){.style = ANNO_ROW_TITLE, .text = to->cards[year].key});
    const size_t deed = add_named(to, anno_arena_print(to->arena, "deed %d", i), i);
    if (!i) continue;
    anno_add_edge(to, &(anno_edge){.from = 0, .to = year, .from_row = -1, .to_row = -1, .kind = S("then")});
    anno_add_edge(to, &(anno_edge){.from = 1, .to = deed, .from_row = 0, .to_row = -1, .kind = S("leads to")});
    anno_add_edge(to, &(anno_edge){.from = deed, .to = year, .from_row = -1, .to_row = -1, .kind = S("in")});
  }
}

/* Bars: certain, uncertain, a point, beyond the scale, turned. */
static void draw_tracks(anno_picture *to) {
  const anno_row rows[] = {
      {.text = S("2017"), .from = 0, .to = 0.5, .tone = ANNO_TONE_SIDE, .mark = ANNO_MARK_FULL},
      {.text = S("2017 or later"), .from = 0.5, .to = 1, .uncertain = true, .right = S("[000]")},
      {.text = S("2021-07-09"), .from = 1, .to = 1, .tone = ANNO_TONE_DENIED, .tooltip = S("quoted")},
      {.text = S("never"), .from = -3, .to = 7},
      {.text = S("turned"), .from = 0.75, .to = 0.25}};
  to->direction = ANNO_DOWN;
  to->packed = true;
  for (size_t i = 0; i < COUNT(rows); i++) {
    const size_t card = add_card(to, rows[i].text, ANNO_CARD_BARE, ANNO_TONE_PLAIN, (int)i);
    anno_row row = rows[i];
    row.style = ANNO_ROW_TRACK;
    to->cards[card].width = i == 3 ? 960 : 0;
    anno_add_row(to, card, &row);
  }
}

/* All that a legend can hold, in lines of bounded length; sources; a long subtitle. */
static void draw_legend(anno_picture *to) {
  add_named(to, S("one"), -1);
  to->subtitle = S("7 of 12 statements shown · 3 documents · people are folded into the bodies that they belong to · "
                   "number at the right: statements · what is stated least is folded into one card");
  anno_add_key(to,
               &(anno_key){.sample = ANNO_KEY_TONE, .tone = ANNO_TONE_SIDE, .tag = S("NL"), .text = S("Northland")});
  for (int i = ANNO_MARK_YES; i <= ANNO_MARK_EMPTY; i++)
    anno_add_key(to, &(anno_key){.sample = ANNO_KEY_MARK, .mark = (anno_mark)i, .text = S("mark")});
  for (int i = ANNO_CARD_BOX; i <= ANNO_CARD_AXIS; i++)
    anno_add_key(to, &(anno_key){.sample = ANNO_KEY_CARD, .card = (anno_card_style)i, .text = S("card")});
  for (int i = 0; i < 12; i++)
    anno_add_key(to, &(anno_key){.sample = ANNO_KEY_EDGE,
                                 .style = (anno_edge_style)(i / 4),
                                 .head = (anno_edge_head)(i % 4),
                                 .text = S("edge")});
  static const anno_str sources[] = {ANNO_STR_INIT("[000] Agency, 2017-01-09: Title"), ANNO_STR_INIT("[001] Paper")};
  for (size_t i = 0; i < COUNT(sources); i++)
    ANNO_PUSH(to->arena, to->sources, to->source_count, to->source_capacity, sources[i]);
}

static void draw_empty(anno_picture *to) { to->empty = S("Nothing to show: no <statement> was asked for."); }

static const anno_str hostile[] = {
    ANNO_STR_INIT("R&D AT&amp;T &eacute; &#1; \\N \\G \\E \\l \\"),
    ANNO_STR_INIT("]]><script>alert(1)</script> --> <!-- |{}"),
    ANNO_STR_INIT("\" onload=\"alert(1) '"),
    ANNO_STR_INIT("nul\0 \x01\x7f line\nline"),
    ANNO_STR_INIT("\xff\xed\xa0\x80 \xef\xbf\xbe \xe2\x80\xaetxt.exe"),
    ANNO_STR_INIT("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
    ANNO_STR_INIT("مرحبا بالعالم هذا نص عربي طويل جدا يجب أن يلتف"),
    ANNO_STR_INIT("这是一个很长的中文标签，应该在合适的地方换行，而不是被截断。"),
    ANNO_STR_INIT(" "),
    ANNO_STR_INIT(""),
};

/* Each text in every place where one can stand. */
static void draw_hostile(anno_picture *to) {
  for (size_t i = 0; i < COUNT(hostile); i++) {
    const anno_str s = hostile[i];
    const int group = anno_add_group(to, &(anno_group){.key = s, .label = s, .parent = -1});
    const size_t card = anno_add_card(to, &(anno_card){.key = s,
                                                       .kind = s,
                                                       .label = s,
                                                       .tooltip = s,
                                                       .iri = s,
                                                       .link = s,
                                                       .sources = s,
                                                       .group = group,
                                                       .rank = (int)i});
    anno_add_row(to, card, &(anno_row){.text = s, .small = s, .right = s, .tag = s, .tooltip = s, .link = s, .key = s});
    anno_add_edge(
        to, &(anno_edge){.from = 0, .to = card, .from_row = -1, .to_row = 0, .kind = s, .label = s, .tooltip = s});
    anno_add_key(to, &(anno_key){.sample = ANNO_KEY_TONE, .tag = s, .text = s});
    ANNO_PUSH(to->arena, to->sources, to->source_count, to->source_capacity, s);
  }
  to->title = to->subtitle = hostile[0];
  to->cards[1].link = S("javascript:alert(1)");
  to->cards[2].link = S("https://example.org/<\"'\\N &amp;é>");
}

/* 60 rows of text without a blank: more than Graphviz takes in one string without a line break. */
static void draw_long(anno_picture *to) {
  anno_buf text = anno_buf_in(to->arena);
  for (int i = 0; i < 5000; i++) anno_buf_put(&text, S("&\\w\""));
  const size_t card = add_card(to, anno_buf_str(&text), ANNO_CARD_BOX, ANNO_TONE_PLAIN, -1);
  const anno_row row = {.text = anno_buf_str(&text), .small = anno_buf_str(&text), .tooltip = anno_buf_str(&text)};
  for (int i = 0; i < 60; i++) anno_add_row(to, card, &row);
}

static const struct {
  const char *name;
  void (*draw)(anno_picture *);
} pictures[] = {{"rows", draw_rows},       {"rows_dark", draw_rows}, {"arrows", draw_arrows}, {"groups", draw_groups},
                {"down", draw_down},       {"tracks", draw_tracks},  {"legend", draw_legend}, {"empty", draw_empty},
                {"hostile", draw_hostile}, {"long", draw_long}};

int main(int argc, char **argv) {
  const anno_output *output = argc == 3 ? anno_output_named(anno_str_from(argv[2])) : NULL;
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_picture picture = anno_picture_in(arena);
  anno_buf out = anno_buf_in(arena);
  size_t i = 0;
  while (output && i < COUNT(pictures) && strcmp(pictures[i].name, argv[1]) != 0) i++;
  if (!output || !output->write || i == COUNT(pictures)) return 2;
  picture.view = S("test");
  picture.title = S("Who says what");
  picture.subtitle = S("3 statements · 2 documents");
  add_sides(&picture);
  pictures[i].draw(&picture);
  output->write(&picture, anno_str_ends(anno_str_from(argv[1]), S("_dark")) ? ANNO_DARK : ANNO_LIGHT, &out);
  const bool good = !anno_arena_failed(arena) && fwrite(out.ptr, 1, out.len, stdout) == out.len;
  anno_arena_free(arena);
  return good ? 0 : 1;
}
