/* Who plays in the view of actors: voices, homes, the bonds that are strong enough, and the cards. */
#include <stdlib.h>

#include "draw/actors.h"

/* Beyond them a picture with a limit becomes a knot. */
enum { MOST_BONDS = 36, MOST_ABOUT = 12, DEEPEST = 32 };

/* ---- who says how much */

/* Gives each referent his stretch of `voices`, by the counts; the counts begin again. */
static bool share_voices(anno_cast *cast) {
  size_t at = 0;
  for (size_t i = 0; i < cast->task->story->referent_count; i++) {
    cast->parts[i].first = at;
    at += cast->parts[i].count;
    cast->parts[i].count = 0;
  }
  cast->voices = anno_arena_array(cast->task->arena, at + 1, sizeof *cast->voices);
  return cast->voices;
}

static void add_voice(anno_cast *cast, anno_at who, anno_at what) {
  anno_part *part = &cast->parts[who];
  if (cast->voices) cast->voices[part->first + part->count] = what;
  part->count++;
}

static void list_voices(anno_cast *cast) {
  const anno_story *story = cast->task->story;
  for (anno_at i = 0; i < story->saying_count; i++)
    for (size_t j = 0; story->sayings[i].chosen && j < story->sayings[i].speakers.count; j++)
      add_voice(cast, story->sayings[i].speakers.items[j], i);
  for (size_t i = 0; !cast->spoken && i < cast->ties.count; i++) {
    add_voice(cast, cast->ties.items[i].from, cast->ties.items[i].claim);
    add_voice(cast, cast->ties.items[i].to, cast->ties.items[i].claim);
  }
}

static void count_voices(anno_cast *cast) {
  list_voices(cast);
  if (share_voices(cast)) list_voices(cast);
}

/* ---- in whose card somebody stands */

static bool is_side(const anno_task *task, anno_at referent) {
  for (size_t i = 0; i < task->sides.count; i++)
    if (task->sides.items[i] == referent) return true;
  return false;
}

/* The outermost body that is no side. Whom a side has directly stands in the side's card if he is a person or a group,
   a body has its own; and so has who is only said to belong to a side. */
static anno_at home_of(const anno_task *task, anno_at referent) {
  const anno_story *story = task->story;
  anno_at at = referent;
  if (task->fold >= ANNO_FOLD_PEOPLE) return anno_folded(task, referent);
  for (size_t depth = 0; depth < DEEPEST; depth++) {
    const anno_referent *r = &story->referents[at];
    if (r->body == ANNO_NOWHERE || r->body == at || is_side(task, at)) return at;
    if (r->body_is_alleged && at != referent) return at;
    if (is_side(task, r->body)) {
      return at == referent && r->kind == ANNO_PERSON && !r->body_is_alleged ? r->body : at;
    }
    at = r->body;
  }
  return referent;
}

/* ---- the bonds that are drawn */

static int by_strength(const void *a, const void *b) {
  const anno_bond *x = *(const anno_bond *const *)a, *y = *(const anno_bond *const *)b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  if (x->kind != y->kind) return (int)x->kind - (int)y->kind;
  if (x->firm != y->firm) return x->firm ? -1 : 1;
  if (x->from != y->from) return (x->from > y->from) - (x->from < y->from);
  return (x->to > y->to) - (x->to < y->to);
}

/* Whether a bond is drawn that comes behind `before` stronger ones of its sort. */
static bool is_strong(const anno_task *task, const anno_bond *bond, size_t before) {
  if (bond->count < task->choice->min_count) return false;
  if (!task->limit) return true;
  return before < (bond->kind == ANNO_TIE_ABOUT ? (size_t)MOST_ABOUT : (size_t)MOST_BONDS);
}

/* Keeps the ties of strong bonds only; weak ones are counted. */
static void keep_strong(anno_cast *cast) {
  anno_bonds *bonds = &cast->bonds;
  const anno_bond **ranked = anno_arena_array(cast->task->arena, bonds->count + 1, sizeof *ranked);
  anno_tie *kept = anno_arena_array(cast->task->arena, cast->ties.count + 1, sizeof *kept);
  if (!ranked || !kept) return;
  for (size_t i = 0; i < bonds->count; i++) ranked[i] = &bonds->items[i];
  if (bonds->count) qsort(ranked, bonds->count, sizeof *ranked, by_strength);
  size_t before[2] = {0}, n = 0;
  for (size_t i = 0; i < bonds->count; i++) {
    const anno_bond *bond = ranked[i];
    size_t *count = &before[bond->kind == ANNO_TIE_ABOUT];
    if (!is_strong(cast->task, bond, *count)) {
      cast->weak[bond->kind]++;
      continue;
    }
    ++*count;
    for (size_t j = 0; j < bond->tie_count; j++) kept[n++] = bond->ties[j];
  }
  cast->ties.items = kept;
  cast->ties.count = cast->ties.capacity = n;
}

/* ---- cards */

static anno_at add_card(anno_cast *cast, anno_at referent) {
  const anno_task *task = cast->task;
  const anno_troupe card = {.referent = referent,
                            .side = referent == ANNO_NOWHERE ? ANNO_NOWHERE : anno_side_of(task, referent),
                            .into = ANNO_NOWHERE};
  ANNO_PUSH(task->arena, cast->cards, cast->card_count, cast->card_capacity, card);
  return (anno_at)cast->card_count - 1;
}

static void count_ends(anno_cast *cast) {
  for (size_t i = 0; i < cast->ties.count; i++) {
    const anno_tie *tie = &cast->ties.items[i];
    cast->parts[tie->from].ends++;
    cast->parts[tie->to].ends++;
  }
}

static bool is_drawn(const anno_cast *cast, anno_at referent) {
  const anno_part *part = &cast->parts[referent];
  if (cast->task->story->referents[referent].unspecified) return false;
  return part->ends || (cast->spoken && part->count && part->count >= cast->task->choice->min_count);
}

static void make_cards(anno_cast *cast) {
  const anno_story *story = cast->task->story;
  anno_at *of = anno_arena_array(cast->task->arena, story->referent_count + 1, sizeof *of); /* index + 1 */
  if (!of) return;
  for (anno_at i = 0; i < story->referent_count; i++) {
    anno_part *part = &cast->parts[i];
    part->drawn = is_drawn(cast, i);
    if (!part->drawn) continue;
    if (!of[part->home]) of[part->home] = add_card(cast, part->home) + 1;
    if (anno_arena_failed(cast->task->arena)) return;
    part->card = of[part->home] - 1;
    part->folded = part->home != i && cast->task->fold >= ANNO_FOLD_PEOPLE;
    cast->cards[part->card].weight += anno_part_weight(part);
  }
  for (size_t i = 0; i < cast->card_count; i++)
    if (cast->cards[i].side != ANNO_NOWHERE) of[cast->cards[i].side] = 1; /* it names the frame of its cards */
  for (size_t i = 0; i < story->referent_count; i++) {
    const anno_referent *r = &story->referents[i];
    if (!cast->parts[i].drawn && !of[i] && !r->unspecified) cast->left_out += cast->parts[i].count || anno_may_act(r);
  }
}

anno_at anno_cast_card(const anno_cast *cast, anno_at referent) {
  const anno_at card = cast->parts[referent].card;
  if (card == ANNO_NOWHERE) return card;
  return cast->cards[card].into == ANNO_NOWHERE ? card : cast->cards[card].into;
}

/* ---- members of cards */

typedef struct {
  anno_at card, referent;
  bool row;
  unsigned weight;
} player;

static int by_weight(const void *a, const void *b) {
  const player *x = a, *y = b;
  if (x->card != y->card) return x->card < y->card ? -1 : 1;
  if (x->row != y->row) return x->row ? -1 : 1;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return (x->referent > y->referent) - (x->referent < y->referent);
}

/* The statements of all in the card, each once. */
static unsigned count_together(const anno_cast *cast, const anno_troupe *card, unsigned *seen, unsigned mark) {
  unsigned count = 0;
  for (size_t i = 0; i < card->member_count; i++) {
    const anno_part *part = &cast->parts[card->members[i]];
    for (size_t j = 0; j < part->count; j++) {
      unsigned *last = &seen[cast->voices[part->first + j]];
      count += *last != mark;
      *last = mark;
    }
  }
  return count;
}

static void list_members(anno_cast *cast) {
  const anno_story *story = cast->task->story;
  anno_arena *arena = cast->task->arena;
  player *players = anno_arena_array(arena, story->referent_count + 1, sizeof *players);
  anno_at *members = anno_arena_array(arena, story->referent_count + 1, sizeof *members);
  unsigned *seen = anno_arena_array(arena, story->saying_count + story->claim_count + 1, sizeof *seen);
  size_t n = 0;
  if (!players || !members || !seen) return;
  for (anno_at i = 0; i < story->referent_count; i++) {
    const anno_part *part = &cast->parts[i];
    const anno_at card = anno_cast_card(cast, i);
    if (card == ANNO_NOWHERE) continue;
    const bool row = !part->folded && card == part->card && cast->cards[card].referent != i;
    players[n++] = (player){card, i, row, anno_part_weight(part)};
  }
  if (n) qsort(players, n, sizeof *players, by_weight);
  for (size_t i = 0; i < n; i++) {
    anno_troupe *card = &cast->cards[players[i].card];
    if (!card->member_count) card->members = &members[i];
    members[i] = players[i].referent;
    card->member_count++;
    card->row_count += players[i].row;
  }
  for (size_t i = 0; i < cast->card_count; i++)
    cast->cards[i].count = count_together(cast, &cast->cards[i], seen, (unsigned)i + 1);
}

/* ---- all */

static void set_cards(anno_cast *cast, bool homes) {
  for (size_t i = 0; i < cast->ties.count; i++) {
    anno_tie *tie = &cast->ties.items[i];
    tie->from_card = homes ? cast->parts[tie->from].home : anno_cast_card(cast, tie->from);
    tie->to_card = homes ? cast->parts[tie->to].home : anno_cast_card(cast, tie->to);
  }
}

/* False if there is only what is marked. */
static bool anybody_speaks(const anno_story *story) {
  for (size_t i = 0; i < story->saying_count; i++)
    if (story->sayings[i].chosen) return true;
  for (size_t i = 0; i < story->claim_count; i++)
    if (story->claims[i].chosen) return false;
  return true;
}

anno_cast anno_cast_of(const anno_task *task) {
  const anno_story *story = task->story;
  anno_cast cast = {.task = task, .spoken = anybody_speaks(story)};
  cast.parts = anno_arena_array(task->arena, story->referent_count + 1, sizeof *cast.parts);
  if (!cast.parts) return cast;
  for (anno_at i = 0; i < story->referent_count; i++) {
    cast.parts[i].home = home_of(task, i);
    cast.parts[i].card = ANNO_NOWHERE;
  }
  cast.ties = anno_ties_of(task, cast.spoken);
  count_voices(&cast);
  set_cards(&cast, true);
  cast.bonds = anno_bonds_of(&cast.ties);
  keep_strong(&cast);
  if (anno_arena_failed(task->arena)) return cast;
  count_ends(&cast);
  make_cards(&cast);
  if (anno_arena_failed(task->arena)) return cast;
  anno_cast_fold(&cast);
  list_members(&cast);
  set_cards(&cast, false);
  const size_t within = cast.bonds.within;
  cast.bonds = anno_bonds_of(&cast.ties);
  cast.bonds.within += within;
  return cast;
}
