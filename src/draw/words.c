#include "draw/words.h"

#include "base/buf.h"

static const char *const tones[] = {
    [ANNO_TONE_PLAIN] = "",
    [ANNO_TONE_CLAIM] = "claimed",
    [ANNO_TONE_AFFIRMED] = "affirmed",
    [ANNO_TONE_DENIED] = "denied",
    [ANNO_TONE_DOUBTED] = "doubted",
    [ANNO_TONE_PROPOSED] = "proposed",
    [ANNO_TONE_TALKS] = "talks",
    [ANNO_TONE_INK] = "",
};
static const char *const marks[] = {
    [ANNO_MARK_NONE] = "",
    [ANNO_MARK_YES] = "yes",
    [ANNO_MARK_NO] = "no",
    [ANNO_MARK_DOUBT] = "doubted",
    [ANNO_MARK_DOT] = "",
    [ANNO_MARK_FULL] = "narrated as it is",
    [ANNO_MARK_HALF] = "somebody says so",
    [ANNO_MARK_EMPTY] = "wished, proposed or foreseen",
};
static const char *const borders[] = {
    [ANNO_CARD_BOX] = "",           [ANNO_CARD_ROUND] = "rounded border",     [ANNO_CARD_DASHED] = "dashed border",
    [ANNO_CARD_BARE] = "no border", [ANNO_CARD_AXIS] = "a point of the axis",
};
static const char *const lines[] = {
    [ANNO_EDGE_SOLID] = "", [ANNO_EDGE_DASHED] = "dashed", [ANNO_EDGE_DOTTED] = "dotted"};
static const char *const heads[] = {[ANNO_HEAD_ARROW] = "",
                                    [ANNO_HEAD_NONE] = "without arrowhead",
                                    [ANNO_HEAD_TEE] = "ending in a bar",
                                    [ANNO_HEAD_BOTH] = "arrowheads at both ends"};

static void put_part(anno_buf *out, const char *separator, anno_str part) {
  if (!part.len) return;
  if (out->len) anno_buf_put(out, anno_str_from(separator));
  anno_buf_put(out, part);
}

/* "looks: means", or the one of them that is there. */
static void put_meaning(anno_buf *out, anno_str looks, anno_str means) {
  put_part(out, "; ", looks);
  put_part(out, looks.len ? ": " : "; ", means);
}

static anno_str meaning_of_tone(const anno_picture *picture, anno_tone tone) {
  if (tone >= ANNO_TONE_SIDE) {
    const size_t side = (size_t)tone - ANNO_TONE_SIDE;
    return side < picture->side_count ? picture->sides[side].name : ANNO_STR("");
  }
  for (size_t i = 0; i < picture->key_count; i++) {
    const anno_key *key = &picture->keys[i];
    if (key->sample == ANNO_KEY_TONE && key->tone == tone) return key->text;
  }
  return anno_str_from(tones[tone]);
}

/* The legend may have one sign in several colours; then the colour counts, too. */
static anno_str meaning_of_mark(const anno_picture *picture, anno_mark mark, anno_tone tone) {
  if (mark == ANNO_MARK_NONE) return ANNO_STR("");
  const anno_key *found = NULL;
  for (size_t i = 0; i < picture->key_count; i++) {
    const anno_key *key = &picture->keys[i];
    if (key->sample != ANNO_KEY_MARK || key->mark != mark) continue;
    if (key->tone == tone) return key->text;
    if (!found) found = key;
  }
  return found ? found->text : anno_str_from(marks[mark]);
}

static void put_tone(const anno_picture *picture, anno_tone tone, anno_buf *out) {
  const anno_str meaning = meaning_of_tone(picture, tone);
  if (meaning.len) put_meaning(out, ANNO_STR("colour"), meaning);
}

anno_str anno_words_of_card(const anno_picture *picture, const anno_card *card) {
  anno_str meaning = ANNO_STR("");
  for (size_t i = picture->key_count; i-- > 0;) {
    const anno_key *key = &picture->keys[i];
    if (key->sample == ANNO_KEY_CARD && key->card == card->style) meaning = key->text;
  }
  anno_buf out = anno_buf_in(picture->arena);
  if (meaning.len || card->style == ANNO_CARD_DASHED) put_meaning(&out, anno_str_from(borders[card->style]), meaning);
  put_tone(picture, card->tone, &out);
  return anno_buf_str(&out);
}

anno_str anno_words_of_row(const anno_picture *picture, const anno_row *row) {
  anno_buf out = anno_buf_in(picture->arena);
  put_tone(picture, row->tone, &out);
  return anno_buf_str(&out);
}

/* How well an entry of the legend fits: 2 in line, colour and head, 1 in line and colour. A line of another colour may
   mean something else: it is then not said. */
static int fit(const anno_key *key, const anno_edge *edge) {
  if (key->sample != ANNO_KEY_EDGE || key->style != edge->style || key->tone != edge->tone) return 0;
  return key->head == edge->head ? 2 : 1;
}

static void put_line(anno_edge_style style, anno_edge_head head, anno_buf *out) {
  put_part(out, ", ", anno_str_from(lines[style]));
  put_part(out, ", ", anno_str_from(heads[head]));
}

anno_str anno_words_of_edge(const anno_picture *picture, const anno_edge *edge) {
  anno_str meaning = ANNO_STR("");
  int best = 0;
  for (size_t i = 0; i < picture->key_count; i++) {
    const int this = fit(&picture->keys[i], edge);
    if (this > best) meaning = picture->keys[i].text;
    if (this > best) best = this;
  }
  anno_buf looks = anno_buf_in(picture->arena), out = looks;
  /* A row says it: as a line it would run over what lies between. */
  if (edge->told)
    put_part(&looks, ", ", ANNO_STR("in words only"));
  else
    put_line(edge->style, edge->head, &looks);
  put_meaning(&out, anno_buf_str(&looks), meaning);
  if (!best || edge->tone >= ANNO_TONE_SIDE) put_tone(picture, edge->tone, &out);
  return anno_buf_str(&out);
}

anno_str anno_words_of_key(const anno_picture *picture, const anno_key *key) {
  anno_buf out = anno_buf_in(picture->arena);
  if (key->sample == ANNO_KEY_EDGE) put_line(key->style, key->head, &out);
  if (key->sample == ANNO_KEY_CARD) put_part(&out, "; ", anno_str_from(borders[key->card]));
  if (key->sample == ANNO_KEY_MARK) put_part(&out, "; ", anno_str_from(marks[key->mark]));
  if (key->tone < ANNO_TONE_SIDE && tones[key->tone][0])
    put_meaning(&out, ANNO_STR("colour"), anno_str_from(tones[key->tone]));
  return anno_buf_str(&out);
}

static unsigned percent(double part) {
  return part <= 0 || part != part ? 0 : part >= 1 ? 100 : (unsigned)(part * 100 + 0.5);
}

static anno_str words_of_track(anno_arena *arena, const anno_row *row) {
  if (row->style != ANNO_ROW_TRACK) return ANNO_STR("");
  return anno_arena_print(arena, "bar from %u to %u of 100%s", percent(row->from), percent(row->to),
                          row->uncertain ? ", its ends uncertain" : "");
}

/* Whether the first word of `text` is one of `meaning`: "denied by Ann" says by itself what "denied or rejected" says.
 */
static bool says_itself(anno_str text, anno_str meaning) {
  const anno_str first = anno_str_cut(&text, ' ');
  while (meaning.len) {
    const anno_str word = anno_str_cut(&meaning, ' ');
    if (first.len && anno_str_eq(word, first)) return true;
  }
  return false;
}

anno_str anno_words_in_row(const anno_picture *picture, const anno_row *row, bool text) {
  anno_arena *arena = picture->arena;
  anno_buf out = anno_buf_in(arena);
  const anno_str mark = meaning_of_mark(picture, row->mark, row->tone);
  const char *comma = text ? ", " : "; ";
  if (!text || !says_itself(row->text, mark)) put_part(&out, "", mark);
  if (text) {
    if (row->tag.len) put_part(&out, ": ", anno_arena_print(arena, "[%.*s]", ANNO_FMT(row->tag)));
    put_part(&out, row->tag.len ? " " : ": ", row->text);
    if (row->small.len) put_part(&out, " ", anno_arena_print(arena, "(%.*s)", ANNO_FMT(row->small)));
  } else {
    put_part(&out, comma, row->tag);
    put_part(&out, comma, row->small);
  }
  put_part(&out, comma, row->right);
  put_part(&out, comma, words_of_track(arena, row));
  return anno_buf_str(&out);
}
