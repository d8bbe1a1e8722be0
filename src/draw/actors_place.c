/* Where the cards of the view of actors stand: two columns, so that ties lead from one to the other, in an order in
   which they cross little. Whole numbers only: the same everywhere. */
#include <stdlib.h>

#include "draw/actors.h"

/* Beyond so many blocks nobody looks at columns: it is a graph for other programs. */
enum { SWEEPS = 8, SCALE = 16, HEAD_HEIGHT = 3, ROW_HEIGHT = 2, MOST_WEIGHED = 1000 };

/* Cards that stand together: those of a side, or one without side. */
typedef struct {
  anno_at side; /* ANNO_NOWHERE: `card` alone */
  anno_at card;
  unsigned weight;
  size_t rank; /* of the side */
} block;

static long height_of(const anno_troupe *card) { return HEAD_HEIGHT + ROW_HEIGHT * (long)card->row_count; }

static bool is_shown(const anno_troupe *card) { return card->member_count > 0; }

/* ---- columns */

static size_t rank_of(const anno_task *task, anno_at side) {
  size_t i = 0;
  while (i < task->sides.count && task->sides.items[i] != side) i++;
  return i;
}

static int by_rank(const void *a, const void *b) {
  const block *x = a, *y = b;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return (x->card > y->card) - (x->card < y->card);
}

static size_t find_blocks(const anno_cast *cast, block *blocks) {
  size_t n = 0;
  for (anno_at i = 0; i < cast->card_count; i++) {
    const anno_troupe *card = &cast->cards[i];
    size_t j = 0;
    if (!is_shown(card) || card->side == ANNO_NOWHERE) continue;
    while (j < n && blocks[j].side != card->side) j++;
    if (j == n) blocks[n++] = (block){card->side, i, 0, rank_of(cast->task, card->side)};
    blocks[j].weight += card->weight;
  }
  for (anno_at i = 0; i < cast->card_count; i++) {
    const anno_troupe *card = &cast->cards[i];
    if (is_shown(card) && card->side == ANNO_NOWHERE)
      blocks[n++] = (block){ANNO_NOWHERE, i, card->weight, cast->task->sides.count};
  }
  if (n) qsort(blocks, n, sizeof *blocks, by_rank);
  return n;
}

static bool in_block(const anno_cast *cast, const block *b, anno_at card) {
  return b->side == ANNO_NOWHERE ? b->card == card : cast->cards[card].side == b->side;
}

/* The shown card of the block at or behind `from`; the number of cards if there is none. */
static size_t next_card(const anno_cast *cast, const block *b, size_t from) {
  if (b->side == ANNO_NOWHERE) return from <= b->card ? b->card : cast->card_count;
  while (from < cast->card_count && !(is_shown(&cast->cards[from]) && cast->cards[from].side == b->side)) from++;
  return from;
}

/* How much ties the block to the cards that stand in each column already. */
static void weigh(const anno_cast *cast, const block *b, const bool *placed, unsigned long pull[2]) {
  for (size_t i = 0; i < cast->bonds.count; i++) {
    const anno_bond *bond = &cast->bonds.items[i];
    const bool from = in_block(cast, b, bond->from), to = in_block(cast, b, bond->to);
    if (from && !to && placed[bond->to]) pull[cast->cards[bond->to].column] += bond->count;
    if (to && !from && placed[bond->from]) pull[cast->cards[bond->from].column] += bond->count;
  }
}

/* The first two sides face each other; whatever follows goes where it has less to do with, else where more room is. */
static void set_columns(anno_cast *cast, const block *blocks, size_t count) {
  bool *placed = anno_arena_array(cast->task->arena, cast->card_count + 1, sizeof *placed);
  long heights[2] = {0};
  int sides = 0;
  for (size_t i = 0; placed && i < count; i++) {
    unsigned long pull[2] = {0};
    if (count <= MOST_WEIGHED) weigh(cast, &blocks[i], placed, pull);
    int column = heights[1] < heights[0];
    if (pull[0] != pull[1]) column = pull[0] > pull[1];
    if (blocks[i].side != ANNO_NOWHERE && sides < 2) column = sides++;
    for (size_t j = 0; (j = next_card(cast, &blocks[i], j)) < cast->card_count; j++) {
      cast->cards[j].column = column;
      heights[column] += height_of(&cast->cards[j]);
      placed[j] = true;
    }
  }
}

/* ---- order */

typedef struct {
  int column;
  bool loose;       /* without a side: below those that have one */
  long side_middle; /* where the ties of the whole side pull */
  anno_at side;
  bool rest; /* "others": last of their side */
  long middle;
  anno_at card;
} spot;

static int by_spot(const void *a, const void *b) {
  const spot *x = a, *y = b;
  if (x->column != y->column) return x->column - y->column;
  if (x->loose != y->loose) return x->loose - y->loose;
  if (x->side_middle != y->side_middle) return x->side_middle < y->side_middle ? -1 : 1;
  if (x->side != y->side) return x->side < y->side ? -1 : 1;
  if (x->rest != y->rest) return x->rest - y->rest;
  if (x->middle != y->middle) return x->middle < y->middle ? -1 : 1;
  return (x->card > y->card) - (x->card < y->card);
}

/* The places from the top, by the order so far. */
static void measure(anno_cast *cast) {
  long top[2] = {0};
  for (size_t i = 0; i < cast->order_count; i++) {
    anno_troupe *card = &cast->cards[cast->order[i]];
    card->at = top[card->column] * SCALE + height_of(card) * SCALE / 2;
    top[card->column] += height_of(card);
  }
}

/* The mean place of those in the other column that a card is tied to; its own place if there are none. */
static void find_middles(anno_cast *cast) {
  const size_t n = cast->card_count + 1;
  long *sums = anno_arena_array(cast->task->arena, n, sizeof *sums);
  long *weights = anno_arena_array(cast->task->arena, n, sizeof *weights);
  if (!sums || !weights) return;
  for (size_t i = 0; i < cast->bonds.count; i++) {
    const anno_bond *bond = &cast->bonds.items[i];
    const anno_troupe *from = &cast->cards[bond->from], *to = &cast->cards[bond->to];
    if (from->column == to->column) continue;
    sums[bond->from] += to->at * (long)bond->count;
    sums[bond->to] += from->at * (long)bond->count;
    weights[bond->from] += (long)bond->count;
    weights[bond->to] += (long)bond->count;
  }
  for (size_t i = 0; i < cast->card_count; i++)
    cast->cards[i].middle = weights[i] ? sums[i] / weights[i] : cast->cards[i].at;
}

/* Each side's middle is that of its cards; the first two sides stay on top. */
static long side_middle(const anno_cast *cast, const block *blocks, anno_at side) {
  if (side == ANNO_NOWHERE) return 0;
  if (side == blocks[0].side || side == blocks[1].side) return -1;
  long sum = 0, count = 0;
  for (size_t i = 0; i < cast->card_count; i++)
    if (is_shown(&cast->cards[i]) && cast->cards[i].side == side) sum += cast->cards[i].middle, count++;
  return count ? sum / count : 0;
}

static void sort_cards(anno_cast *cast, const block *blocks) {
  spot *spots = anno_arena_array(cast->task->arena, cast->order_count + 1, sizeof *spots);
  if (!spots) return;
  for (size_t i = 0; i < cast->order_count; i++) {
    const anno_at at = cast->order[i];
    const anno_troupe *card = &cast->cards[at];
    spots[i] = (spot){.column = card->column,
                      .loose = card->side == ANNO_NOWHERE,
                      .side_middle = side_middle(cast, blocks, card->side),
                      .side = card->side,
                      .rest = card->referent == ANNO_NOWHERE,
                      .middle = card->middle,
                      .card = at};
  }
  if (cast->order_count) qsort(spots, cast->order_count, sizeof *spots, by_spot);
  for (size_t i = 0; i < cast->order_count; i++) cast->order[i] = spots[i].card;
}

/* To begin with: sides in their order, cards by weight, as the blocks stand. */
static void list_cards(anno_cast *cast, const block *blocks, size_t count) {
  cast->order = anno_arena_array(cast->task->arena, cast->card_count + 1, sizeof *cast->order);
  if (!cast->order) return;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; (j = next_card(cast, &blocks[i], j)) < cast->card_count; j++)
      cast->order[cast->order_count++] = (anno_at)j;
}

void anno_cast_place(anno_cast *cast) {
  block *blocks = anno_arena_array(cast->task->arena, cast->card_count + 2, sizeof *blocks);
  if (!blocks) return;
  const size_t count = find_blocks(cast, blocks);
  set_columns(cast, blocks, count);
  list_cards(cast, blocks, count);
  if (count < 2) blocks[1] = (block){.side = ANNO_NOWHERE};
  const int sweeps = count <= MOST_WEIGHED ? SWEEPS : 1;
  for (int i = 0; i < sweeps && !anno_arena_failed(cast->task->arena); i++) {
    measure(cast);
    find_middles(cast);
    sort_cards(cast, blocks);
  }
}
