/* Folds in the view of actors: who says least, and is least spoken of, loses his row to "and 3 others" of his card, or
   his card to "7 others" of his side; as few as the limit asks for. */
#include <stdlib.h>

#include "draw/actors.h"

typedef struct {
  bool is_card;
  anno_at at; /* card or referent */
  unsigned weight;
} item;

/* The least first; a card's people before the card. */
static int by_weight(const void *a, const void *b) {
  const item *x = a, *y = b;
  if (x->weight != y->weight) return x->weight < y->weight ? -1 : 1;
  if (x->is_card != y->is_card) return x->is_card ? 1 : -1;
  return (x->at < y->at) - (x->at > y->at);
}

static bool has_row(const anno_cast *cast, anno_at referent) {
  const anno_part *part = &cast->parts[referent];
  return part->drawn && !part->folded && cast->cards[part->card].referent != referent;
}

static bool is_side_card(const anno_troupe *card) { return card->side != ANNO_NOWHERE && card->side == card->referent; }

static size_t list_items(const anno_cast *cast, item *items) {
  size_t n = 0;
  for (anno_at i = 0; i < cast->task->story->referent_count; i++)
    if (has_row(cast, i)) items[n++] = (item){false, i, anno_part_weight(&cast->parts[i])};
  for (anno_at i = 0; i < cast->card_count; i++)
    if (cast->task->fold >= ANNO_FOLD_REST || !is_side_card(&cast->cards[i]))
      items[n++] = (item){true, i, cast->cards[i].weight};
  if (n) qsort(items, n, sizeof *items, by_weight);
  return n;
}

/* The card of those of `side` that are folded, made when it is needed. At last there is one for all. */
static anno_at rest_of(anno_cast *cast, anno_at side) {
  if (cast->task->fold >= ANNO_FOLD_REST) side = ANNO_NOWHERE;
  for (size_t i = cast->card_count; i-- && cast->cards[i].referent == ANNO_NOWHERE;) /* they are the last */
    if (cast->cards[i].side == side) return (anno_at)i;
  const anno_troupe rest = {.referent = ANNO_NOWHERE, .side = side, .into = ANNO_NOWHERE};
  ANNO_PUSH(cast->task->arena, cast->cards, cast->card_count, cast->card_capacity, rest);
  return (anno_at)cast->card_count - 1;
}

static size_t fold_card(anno_cast *cast, anno_at at, size_t nodes) {
  const size_t before = cast->card_count;
  const anno_at rest = rest_of(cast, cast->cards[at].side);
  if (anno_arena_failed(cast->task->arena)) return 0;
  cast->cards[at].into = rest;
  cast->cards[rest].cards_folded++;
  cast->cards[rest].weight += cast->cards[at].weight;
  return nodes - 1 + (cast->card_count - before);
}

/* A card into which one other alone was folded saves nothing: that one is drawn after all. */
static void unfold_single(anno_cast *cast) {
  for (size_t i = 0; i < cast->card_count; i++) {
    anno_troupe *rest = cast->cards[i].into == ANNO_NOWHERE ? NULL : &cast->cards[cast->cards[i].into];
    if (!rest || rest->cards_folded != 1) continue;
    cast->cards[i].into = ANNO_NOWHERE;
    rest->cards_folded = 0;
  }
}

void anno_cast_fold(anno_cast *cast) {
  const size_t limit = cast->task->limit;
  item *items =
      anno_arena_array(cast->task->arena, cast->task->story->referent_count + cast->card_count + 1, sizeof *items);
  if (!limit || !items) return;
  const size_t count = list_items(cast, items);
  size_t nodes = cast->card_count;
  for (size_t i = 0; i < count; i++) nodes += !items[i].is_card;
  for (size_t i = 0; i < count && nodes > limit; i++) {
    if (items[i].is_card) {
      nodes = fold_card(cast, items[i].at, nodes);
    } else {
      cast->parts[items[i].at].folded = true;
      nodes--;
    }
  }
  unfold_single(cast);
}
