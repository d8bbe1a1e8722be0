#include "map/block.h"

#include <stdlib.h>

void anno_blocks_init(anno_blocks *blocks, anno_arena *arena) {
  *blocks = (anno_blocks){
      .arena = arena, .room = (size_t)-1, .by_subject = anno_table_in(arena), .ranks = anno_table_in(arena)};
  for (unsigned v = 0; v < ANNO_V_COUNT; v++) anno_table_add(&blocks->ranks, anno_vocab_iri((anno_vocab)v), v + 1);
}

static anno_block *block_of(anno_blocks *blocks, const anno_block *wanted) {
  const anno_str graph = wanted->graph, subject = wanted->subject;
  const anno_str key =
      graph.len ? anno_arena_print(blocks->arena, "%.*s %.*s", ANNO_FMT(graph), ANNO_FMT(subject)) : subject;
  const unsigned at = anno_table_get(&blocks->by_subject, key);
  if (at) return blocks->blocks[at - 1];
  anno_block *block = anno_arena_take(blocks->arena, sizeof *block);
  if (!block) return NULL;
  *block = *wanted;
  if (!ANNO_PUSH(blocks->arena, blocks->blocks, blocks->count, blocks->capacity, block)) return NULL;
  anno_table_add(&blocks->by_subject, key, (unsigned)blocks->count);
  return block;
}

anno_block *anno_block_for(anno_blocks *blocks, anno_part part, anno_str subject, anno_extent at) {
  const anno_block wanted = {.part = part, .at = at, .subject = subject};
  anno_block *block = block_of(blocks, &wanted);
  if (block && (at.begin < block->at.begin || (at.begin == block->at.begin && at.end < block->at.end))) block->at = at;
  return block;
}

anno_block *anno_block_in(anno_blocks *blocks, anno_str graph, anno_str subject) {
  const anno_block wanted = {.part = ANNO_PART_GRAPHS, .subject = subject, .graph = graph};
  return block_of(blocks, &wanted);
}

bool anno_blocks_afford(anno_blocks *blocks, size_t pairs) {
  if (blocks->room < pairs) blocks->full = true;
  if (blocks->full) return false;
  blocks->room -= pairs;
  return true;
}

void anno_block_add(anno_blocks *blocks, anno_block *block, anno_str predicate, anno_term object) {
  if (!block || !anno_blocks_afford(blocks, 1)) return;
  const unsigned rank = anno_table_get(&blocks->ranks, predicate);
  anno_block_pair *pair = anno_arena_take(blocks->arena, sizeof *pair);
  if (!pair) return;
  *pair = (anno_block_pair){block->pairs, predicate, object, rank ? rank : ANNO_V_COUNT + 1};
  block->pairs = pair;
  block->count++;
}

void anno_block_put(anno_blocks *blocks, anno_block *block, anno_vocab predicate, anno_term object) {
  anno_block_add(blocks, block, anno_vocab_iri(predicate), object);
}

static int by_rank(const void *a, const void *b) {
  const anno_block_pair *x = *(anno_block_pair *const *)a, *y = *(anno_block_pair *const *)b;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  const int c = anno_str_cmp(x->predicate, y->predicate);
  return c ? c : anno_term_cmp(&x->object, &y->object);
}

static int by_place(const void *a, const void *b) {
  const anno_block *x = *(anno_block *const *)a, *y = *(anno_block *const *)b;
  if (x->part != y->part) return x->part < y->part ? -1 : 1;
  if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
  if (x->at.end != y->at.end) return x->at.end < y->at.end ? -1 : 1;
  const int c = anno_str_cmp(x->graph, y->graph);
  return c ? c : anno_str_cmp(x->subject, y->subject);
}

/* Room for putting the pairs of one block after the other in order. */
typedef struct {
  anno_block_pair **items;
  size_t capacity;
} scratch;

static anno_block_pair **in_order(anno_arena *arena, scratch *room, const anno_block *block) {
  if (block->count > room->capacity) {
    room->capacity = block->count * 2;
    room->items = anno_arena_array(arena, room->capacity, sizeof *room->items);
    if (!room->items) return NULL;
  }
  size_t i = 0;
  for (anno_block_pair *pair = block->pairs; pair; pair = pair->next) room->items[i++] = pair;
  qsort(room->items, block->count, sizeof *room->items, by_rank);
  return room->items;
}

static anno_status send_block(const anno_block *block, anno_block_pair *const *pairs, anno_term graph, anno_sink to) {
  const anno_term subject = anno_iri(block->subject), own = block->graph.len ? anno_iri(block->graph) : graph;
  for (size_t i = 0; i < block->count; i++) {
    if (i && by_rank(&pairs[i - 1], &pairs[i]) == 0) continue;
    const anno_stmt stmt = {subject, anno_iri(pairs[i]->predicate), pairs[i]->object, own};
    const anno_status status = anno_send_stmt(to, &stmt);
    if (status) return status;
  }
  return ANNO_OK;
}

anno_status anno_blocks_send(anno_blocks *blocks, anno_term graph, anno_sink to) {
  static const anno_str headings[] = {[ANNO_PART_DOCUMENT] = ANNO_STR_INIT(""),
                                      [ANNO_PART_ATTRIBUTIONS] = ANNO_STR_INIT("who says what"),
                                      [ANNO_PART_PROPOSITIONS] =
                                          ANNO_STR_INIT("what is said, as such neither true nor false"),
                                      [ANNO_PART_REFERENTS] = ANNO_STR_INIT("who and what is talked about"),
                                      [ANNO_PART_TIMES] = ANNO_STR_INIT("times"),
                                      [ANNO_PART_MENTIONS] = ANNO_STR_INIT("mentions"),
                                      [ANNO_PART_SPANS] = ANNO_STR_INIT("spans of text"),
                                      [ANNO_PART_VOCABULARY] = ANNO_STR_INIT("the annotation's own vocabulary"),
                                      [ANNO_PART_GRAPHS] = ANNO_STR_INIT("what is said, as quoted graphs")};
  if (blocks->count) qsort(blocks->blocks, blocks->count, sizeof *blocks->blocks, by_place);
  int part = ANNO_PART_DOCUMENT;
  anno_status status = ANNO_OK;
  scratch room = {0};
  for (size_t i = 0; i < blocks->count && !status; i++) {
    const anno_block *block = blocks->blocks[i];
    if (!block->count) continue;
    anno_block_pair *const *pairs = in_order(blocks->arena, &room, block);
    if (!pairs) return ANNO_NO_MEMORY;
    if ((int)block->part != part) status = anno_send_section(to, headings[block->part]);
    part = (int)block->part;
    if (!status) status = send_block(block, pairs, graph, to);
  }
  return status;
}
