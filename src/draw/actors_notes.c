/* What the view of actors tells about the whole picture. */
#include "draw/actors.h"

enum { MOST_SPEAKERS = 3 };

static void count_shown(const anno_cast *cast, anno_picture *out) {
  const anno_story *story = cast->task->story;
  size_t narrated = 0, nameless = 0;
  for (size_t i = 0; i < story->saying_count; i++) {
    const anno_saying *s = &story->sayings[i];
    bool seen = false, named = false;
    if (!s->chosen) continue;
    if (s->narrated) {
      narrated++;
      continue;
    }
    for (size_t j = 0; j < s->speakers.count; j++) {
      seen = seen || anno_cast_card(cast, s->speakers.items[j]) != ANNO_NOWHERE;
      named = named || !story->referents[s->speakers.items[j]].unspecified;
    }
    nameless += !named;
    out->shown += seen;
    out->counted++;
  }
  if (nameless) anno_add_note(out, anno_arena_print(cast->task->arena, "%zu of unnamed speakers left out", nameless));
  if (narrated)
    anno_add_note(out,
                  anno_arena_print(cast->task->arena, "%zu narrated by documents themselves not counted", narrated));
}

static void count_marked(const anno_cast *cast, anno_picture *out) {
  const anno_story *story = cast->task->story;
  for (size_t i = 0; i < story->claim_count; i++) out->counted += story->claims[i].chosen;
  for (size_t i = 0; i < cast->bonds.count; i++) out->shown += cast->bonds.items[i].count;
  out->unit = ANNO_STR("marked relations");
  anno_add_note(out, ANNO_STR("only marked in the texts, nobody's statements"));
}

static void add_notes(const anno_cast *cast, anno_picture *out) {
  anno_arena *arena = cast->task->arena;
  size_t folded = 0;
  if (cast->spoken) {
    anno_add_note(out, ANNO_STR("people stand under the body they belong to"));
    anno_add_note(out, ANNO_STR("number at right: statements"));
  }
  anno_add_note(out, cast->spoken ? ANNO_STR("arrows add up statements of one kind")
                                  : ANNO_STR("number at right: relations that it takes part in"));
  for (size_t i = 0; i < cast->order_count; i++) {
    const anno_troupe *card = &cast->cards[cast->order[i]];
    for (size_t j = card->row_count; j < card->member_count; j++) folded += card->members[j] != card->referent;
  }
  if (folded && cast->task->fold == ANNO_FOLD_NOTHING)
    anno_add_note(out,
                  anno_arena_print(arena, "%zu who %s least joined as others", folded, folded == 1 ? "says" : "say"));
  if (cast->left_out)
    anno_add_note(out, anno_arena_print(arena, "%zu %s without statement or arrow left out", cast->left_out,
                                        cast->left_out == 1 ? "actor" : "actors"));
  anno_cast_arrow_notes(cast, out);
}

static void add_keys(const anno_cast *cast, anno_picture *out) {
  bool row = false, card = false;
  for (size_t i = 0; i < out->card_count; i++) {
    card = card || out->cards[i].style == ANNO_CARD_DASHED;
    for (size_t j = 0; j < out->cards[i].row_count; j++)
      row = row || (out->cards[i].rows[j].key.len && out->cards[i].rows[j].mark == ANNO_MARK_DOUBT);
  }
  anno_cast_arrow_keys(cast, out);
  if (row)
    anno_add_key(out, &(anno_key){.sample = ANNO_KEY_MARK,
                                  .tone = ANNO_TONE_DOUBTED,
                                  .mark = ANNO_MARK_DOUBT,
                                  .text = ANNO_STR("only said to belong there")});
  if (card)
    anno_add_key(out, &(anno_key){.sample = ANNO_KEY_CARD,
                                  .card = ANNO_CARD_DASHED,
                                  .text = ANNO_STR("only said to belong to somebody")});
}

static bool speaks_more(const anno_cast *cast, anno_at a, anno_at b) {
  return b == ANNO_NOWHERE || cast->parts[a].count > cast->parts[b].count;
}

static void describe(const anno_cast *cast, anno_picture *out) {
  anno_arena *arena = cast->task->arena;
  anno_buf text = anno_buf_in(arena);
  anno_at best[MOST_SPEAKERS] = {ANNO_NOWHERE, ANNO_NOWHERE, ANNO_NOWHERE};
  size_t actors = 0;
  for (anno_at i = 0; i < cast->task->story->referent_count; i++) {
    anno_at at = i;
    if (!cast->parts[i].drawn) continue;
    actors++;
    for (size_t j = 0; cast->spoken && j < MOST_SPEAKERS && cast->parts[i].count; j++) {
      if (!speaks_more(cast, at, best[j])) continue;
      const anno_at old = best[j];
      best[j] = at;
      if (old == ANNO_NOWHERE) break;
      at = old;
    }
  }
  anno_buf_put(&text, anno_arena_print(arena, "%zu actors in %zu cards and %zu groups", actors, out->card_count,
                                       out->group_count));
  for (size_t j = 0; j < MOST_SPEAKERS && best[j] != ANNO_NOWHERE; j++) {
    const anno_referent *r = &cast->task->story->referents[best[j]];
    anno_buf_put(&text, anno_arena_print(arena, "%s%.*s (%u)", j ? ", " : "; most is said by ", ANNO_FMT(r->label),
                                         cast->parts[best[j]].count));
  }
  anno_buf_put(&text, ANNO_STR(". "));
  anno_cast_arrow_words(cast, &text);
  if (cast->bonds.count) anno_buf_put(&text, ANNO_STR("."));
  out->description = anno_buf_str(&text);
}

void anno_cast_tell(const anno_cast *cast, anno_picture *out) {
  if (cast->spoken) {
    count_shown(cast, out);
  } else {
    count_marked(cast, out);
  }
  if (!out->card_count) return;
  add_notes(cast, out);
  add_keys(cast, out);
  describe(cast, out);
}
