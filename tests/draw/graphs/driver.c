/* driver PICTURE OUTPUT: writes one of the pictures below, or for a number a picture made from it as a seed, in
   a form that needs no layout (csv, graphml, gexf, dot). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "draw/output.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static anno_str str(const char *s) { return anno_str_from(s); }

static const anno_str hostile[] = {
    ANNO_STR_INIT("\"double\" and 'single', commas"),
    ANNO_STR_INIT("line\nline\r\nline\rline\ttab"),
    ANNO_STR_INIT("]]><script>alert(1)</script><!-- -- & &amp; &#1; <![CDATA["),
    ANNO_STR_INIT("nul\0byte"),
    ANNO_STR_INIT("controls \x01\x0b\x0c\x1f\x7f\xc2\x85"),
    ANNO_STR_INIT("noncharacters \xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbe"),
    ANNO_STR_INIT("not UTF-8 \xff\xc0\xaf\xed\xa0\x80\xe2\x82"),
    ANNO_STR_INIT("=HYPERLINK(\"http://example.org\",\"here\")"),
    ANNO_STR_INIT("+1"),
    ANNO_STR_INIT("-1"),
    ANNO_STR_INIT("@SUM(A1)"),
    ANNO_STR_INIT("\t=1"),
    ANNO_STR_INIT("\r=1"),
    ANNO_STR_INIT("\n=1"),
    ANNO_STR_INIT("'=1"),
    ANNO_STR_INIT("''"),
    ANNO_STR_INIT("\xef\xbc\x9d"
                  "1"),
    ANNO_STR_INIT("\xe2\x80\xaegnp.exe\xe2\x80\xac \xe2\x80\x8b\xef\xbb\xbf"),
    ANNO_STR_INIT(
        "\xd0\x9c\xd0\x98\xd0\x94 \xd9\x88\xd8\xb2\xd8\xa7\xd8\xb1\xd8\xa9 \xe5\xa4\x96\xe4\xba\xa4\xe9\x83\xa8"),
    ANNO_STR_INIT(" blanks at both ends "),
    ANNO_STR_INIT(" "),
    ANNO_STR_INIT("\\N \\G %s %n {a|b} <b>x</b>"),
    ANNO_STR_INIT(""),
};

/* ---- pictures by hand */

static void add_legend(anno_picture *to) {
  anno_add_key(
      to, &(anno_key){.sample = ANNO_KEY_MARK, .mark = ANNO_MARK_NO, .tone = ANNO_TONE_DENIED, .text = str("denied")});
  anno_add_key(to, &(anno_key){.sample = ANNO_KEY_EDGE, .tone = ANNO_TONE_CLAIM, .text = str("accuses")});
  anno_add_key(to, &(anno_key){.sample = ANNO_KEY_EDGE,
                               .style = ANNO_EDGE_DASHED,
                               .tone = ANNO_TONE_PLAIN,
                               .text = str("only alleged")});
  anno_add_key(to,
               &(anno_key){.sample = ANNO_KEY_CARD, .card = ANNO_CARD_DASHED, .text = str("belonging only alleged")});
}

static void add_sides(anno_picture *to) {
  static const anno_side sides[] = {{ANNO_STR_INIT("Northland"), ANNO_STR_INIT("NL"), ANNO_STR_INIT("#0072b2")},
                                    {ANNO_STR_INIT("Southland"), ANNO_STR_INIT("SL"), ANNO_STR_INIT("")}};
  for (size_t i = 0; i < COUNT(sides); i++)
    ANNO_PUSH(to->arena, to->sides, to->side_count, to->side_capacity, sides[i]);
}

/* Accuser, claim with its answers, accused. */
static void draw_answers(anno_picture *to) {
  add_sides(to);
  add_legend(to);
  const size_t accuser = anno_add_card(to, &(anno_card){.key = str("n:service"),
                                                        .kind = str("body"),
                                                        .label = str("Secret Service"),
                                                        .iri = str("http://example.org/service"),
                                                        .tone = ANNO_TONE_SIDE,
                                                        .group = -1,
                                                        .count = 3});
  anno_add_row(to, accuser, &(anno_row){.style = ANNO_ROW_HEAD, .tone = ANNO_TONE_SIDE, .text = str("Secret Service")});
  const size_t claim = anno_add_card(to, &(anno_card){.key = str("claim:1"),
                                                      .kind = str("claim"),
                                                      .label = str("Southland stole the \"plans\""),
                                                      .tooltip = str("\"They stole them,\" it said"),
                                                      .sources = str("[000 001]"),
                                                      .style = ANNO_CARD_ROUND,
                                                      .tone = ANNO_TONE_CLAIM,
                                                      .group = -1});
  anno_add_row(to, claim, &(anno_row){.style = ANNO_ROW_TITLE, .text = str("Southland stole the \"plans\"")});
  anno_add_row(to, claim,
               &(anno_row){.style = ANNO_ROW_ANSWER,
                           .tone = ANNO_TONE_DENIED,
                           .mark = ANNO_MARK_NO,
                           .text = str("Embassy"),
                           .small = str("a spokesman"),
                           .right = str("2018"),
                           .tag = str("SL"),
                           .tag_tone = ANNO_TONE_SIDE + 1,
                           .tooltip = str("\"Nonsense\"")});
  anno_add_row(to, claim,
               &(anno_row){.style = ANNO_ROW_ANSWER,
                           .tone = ANNO_TONE_DOUBTED,
                           .mark = ANNO_MARK_DOUBT,
                           .text = str("- a researcher -")});
  const size_t accused = anno_add_card(to, &(anno_card){.key = str("s:state"),
                                                        .kind = str("side"),
                                                        .label = str("Southland"),
                                                        .tone = ANNO_TONE_SIDE + 1,
                                                        .group = -1});
  anno_add_row(to, accused, &(anno_row){.style = ANNO_ROW_HEAD, .text = str("Southland")});
  anno_add_edge(to, &(anno_edge){.from = accuser,
                                 .to = claim,
                                 .from_row = -1,
                                 .to_row = -1,
                                 .kind = str("accuses"),
                                 .label = str("×3"),
                                 .count = 3,
                                 .tone = ANNO_TONE_CLAIM,
                                 .sources = str("[000 001]")});
  anno_add_edge(
      to, &(anno_edge){
              .from = claim, .to = accused, .from_row = -1, .to_row = 0, .kind = str("of"), .style = ANNO_EDGE_DASHED});
  anno_add_edge(to, &(anno_edge){.from = accuser, .to = accused, .from_row = -1, .to_row = -1, .only_order = true});
}

/* People as rows with keys, groups in groups, a point of an axis, bars on a scale. */
static void draw_bodies(anno_picture *to) {
  add_sides(to);
  add_legend(to);
  const int north = anno_add_group(
      to, &(anno_group){.key = str("north"), .label = str("Northland"), .tone = ANNO_TONE_SIDE, .parent = -1});
  const int court =
      anno_add_group(to, &(anno_group){.key = str("courts"), .label = str("Courts"), .parent = north, .dashed = true});
  const size_t high = anno_add_card(
      to, &(anno_card){.key = str("high"), .kind = str("body"), .label = str("High Court"), .group = court});
  anno_add_row(to, high, &(anno_row){.style = ANNO_ROW_HEAD, .text = str("High Court")});
  const int judge = anno_add_row(to, high,
                                 &(anno_row){.style = ANNO_ROW_TEXT,
                                             .key = str("judge"),
                                             .kind = str("person"),
                                             .text = str("Ada Judge"),
                                             .small = str("President"),
                                             .right = str("×2"),
                                             .iri = str("http://example.org/judge"),
                                             .count = 2});
  const size_t gang = anno_add_card(
      to,
      &(anno_card){
          .key = str("gang"), .kind = str("group"), .label = str("Gang"), .style = ANNO_CARD_DASHED, .group = north});
  anno_add_row(to, gang,
               &(anno_row){.style = ANNO_ROW_TRACK, .text = str("2016?"), .from = 0.25, .to = 1.5, .uncertain = true});
  const size_t year = anno_add_card(
      to,
      &(anno_card){
          .key = str("year:2017"), .kind = str("year"), .label = str("2017"), .style = ANNO_CARD_AXIS, .group = -1});
  anno_add_row(to, year, &(anno_row){.text = str("2017")});
  anno_add_edge(to, &(anno_edge){.from = high,
                                 .to = gang,
                                 .from_row = judge,
                                 .to_row = 0,
                                 .kind = str("accuses"),
                                 .label = str("accuses ×2"),
                                 .count = 2,
                                 .tone = ANNO_TONE_CLAIM,
                                 .head = ANNO_HEAD_BOTH});
  anno_add_edge(to, &(anno_edge){.from = high,
                                 .to = gang,
                                 .from_row = judge,
                                 .to_row = -1,
                                 .kind = str("accuses"),
                                 .label = str("accuses ×2"),
                                 .tone = ANNO_TONE_SIDE + 1,
                                 .style = ANNO_EDGE_DOTTED,
                                 .head = ANNO_HEAD_TEE});
  anno_add_edge(to, &(anno_edge){.from = gang, .to = year, .from_row = -1, .to_row = -1, .kind = str("in")});
}

static void draw_hostile(anno_picture *to) {
  for (size_t i = 0; i < COUNT(hostile); i++) {
    const anno_str text = hostile[i];
    const int group = anno_add_group(to, &(anno_group){.key = text, .label = text, .parent = i % 2 ? (int)i - 1 : -1});
    const size_t card = anno_add_card(
        to,
        &(anno_card){
            .key = text, .kind = text, .label = text, .iri = text, .tooltip = text, .sources = text, .group = group});
    anno_add_row(to, card,
                 &(anno_row){.style = ANNO_ROW_ANSWER,
                             .mark = ANNO_MARK_YES,
                             .text = text,
                             .small = text,
                             .right = text,
                             .tag = text,
                             .tooltip = text,
                             .link = text});
    anno_add_edge(to, &(anno_edge){.from = card,
                                   .to = 0,
                                   .from_row = -1,
                                   .to_row = -1,
                                   .kind = text,
                                   .label = text,
                                   .tooltip = text,
                                   .sources = text,
                                   .count = 1});
  }
}

/* ---- pictures by chance */

/* xorshift64*. Source: Vigna, An experimental exploration of Marsaglia's xorshift generators, 2016. */
static uint64_t next(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 2685821657736338717u;
}

static size_t below(uint64_t *state, size_t n) { return (size_t)(next(state) >> 33) % n; }

static anno_str some_text(anno_picture *to, uint64_t *state) {
  const anno_str text = hostile[below(state, COUNT(hostile))];
  const size_t kind = below(state, 20);
  if (kind == 0) { /* longer than any buffer of a reader */
    const size_t size = 70000;
    char *bytes = anno_arena_take(to->arena, size);
    if (!bytes) return text;
    memset(bytes, 'x', size);
    return (anno_str){bytes, size};
  }
  return kind < 8 ? anno_arena_print(to->arena, "%.*s %u", ANNO_FMT(text), (unsigned)below(state, 50)) : text;
}

static void add_some_rows(anno_picture *to, size_t card, uint64_t *state) {
  for (size_t n = below(state, 5); n > 0; n--)
    anno_add_row(to, card,
                 &(anno_row){.style = (anno_row_style)below(state, 6),
                             .tone = (anno_tone)below(state, ANNO_TONE_SIDE + 4),
                             .mark = (anno_mark)below(state, 8),
                             .text = some_text(to, state),
                             .small = some_text(to, state),
                             .tag = some_text(to, state),
                             .key = below(state, 2) ? some_text(to, state) : ANNO_STR(""),
                             .kind = some_text(to, state),
                             .count = (unsigned)below(state, 4),
                             .from = (double)below(state, 9) / 8,
                             .to = (double)below(state, 9) / 8});
}

static int some_row(const anno_picture *in, size_t card, uint64_t *state) {
  return (int)below(state, in->cards[card].row_count + 1) - 1;
}

static void draw_by_chance(anno_picture *to, uint64_t seed) {
  uint64_t state = seed * 2654435761u + 1;
  add_sides(to);
  add_legend(to);
  for (size_t n = below(&state, 5); n > 0; n--)
    anno_add_group(to, &(anno_group){.key = some_text(to, &state),
                                     .label = some_text(to, &state),
                                     .parent = (int)below(&state, to->group_count + 1) - 1});
  for (size_t n = 1 + below(&state, 40); n > 0; n--) {
    const size_t card = anno_add_card(to, &(anno_card){.key = some_text(to, &state),
                                                       .kind = some_text(to, &state),
                                                       .label = some_text(to, &state),
                                                       .tooltip = some_text(to, &state),
                                                       .style = (anno_card_style)below(&state, 5),
                                                       .tone = (anno_tone)below(&state, ANNO_TONE_SIDE + 3),
                                                       .group = (int)below(&state, to->group_count + 1) - 1,
                                                       .count = (unsigned)below(&state, 9)});
    add_some_rows(to, card, &state);
  }
  for (size_t n = below(&state, 80); n > 0; n--) {
    const size_t from = below(&state, to->card_count), end = below(&state, to->card_count);
    anno_add_edge(to, &(anno_edge){.from = from,
                                   .to = end,
                                   .from_row = some_row(to, from, &state),
                                   .to_row = some_row(to, end, &state),
                                   .kind = some_text(to, &state),
                                   .label = some_text(to, &state),
                                   .count = (unsigned)below(&state, 9),
                                   .style = (anno_edge_style)below(&state, 3),
                                   .head = (anno_edge_head)below(&state, 4),
                                   .tone = (anno_tone)below(&state, ANNO_TONE_SIDE + 3),
                                   .only_order = below(&state, 5) == 0});
  }
}

static bool draw(anno_picture *to, anno_str name) {
  size_t seed = 0;
  to->view = ANNO_STR("test");
  to->title = ANNO_STR("Who says <what>");
  to->subtitle = to->description = ANNO_STR("3 of 4 statements shown · 2 documents");
  to->empty = ANNO_STR("Nothing to show.");
  if (anno_str_eq(name, ANNO_STR("answers")))
    draw_answers(to);
  else if (anno_str_eq(name, ANNO_STR("bodies")))
    draw_bodies(to);
  else if (anno_str_eq(name, ANNO_STR("hostile")))
    draw_hostile(to);
  else if (anno_str_to_size(name, &seed))
    draw_by_chance(to, seed);
  else if (!anno_str_eq(name, ANNO_STR("empty")))
    return false;
  static const anno_str source = ANNO_STR_INIT("[000] Gazette, 2018-01-09");
  if (to->card_count) ANNO_PUSH(to->arena, to->sources, to->source_count, to->source_capacity, source);
  return true;
}

int main(int argc, char **argv) {
  const anno_output *output = argc == 3 ? anno_output_named(anno_str_from(argv[2])) : NULL;
  anno_arena *arena = anno_arena_new(NULL, 0);
  if (!output || !output->write || !arena) return 2;
  anno_picture picture = anno_picture_in(arena);
  if (!draw(&picture, anno_str_from(argv[1]))) return 2;
  anno_buf out = anno_buf_in(arena);
  output->write(&picture, ANNO_LIGHT, &out);
  const anno_str bytes = anno_buf_str(&out);
  const bool good =
      !anno_arena_failed(arena) && fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len && !fflush(stdout);
  anno_arena_free(arena);
  return good ? 0 : 3;
}
