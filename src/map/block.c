#include "map/block.h"

#include <stdlib.h>

enum { CHUNK = 256 };                                               /* pairs that are allocated together */
enum { FORM_IRI, FORM_FIT_IRI, FORM_TRIPLE, FORM_TEXT, FORM_MORE }; /* rows of `forms` */

anno_table anno_blocks_ranks(anno_arena *arena) {
  anno_table ranks = anno_table_in(arena);
  for (unsigned v = 0; v < ANNO_V_COUNT; v++) anno_table_add(&ranks, anno_vocab_iri((anno_vocab)v), v + 1);
  return ranks;
}

void anno_blocks_init(anno_blocks *blocks, anno_arena *arena, const anno_table *ranks) {
  static const anno_term first_forms[FORM_MORE] = {[FORM_IRI] = {.kind = ANNO_IRI},
                                                   [FORM_FIT_IRI] = {.kind = ANNO_IRI, .fit = true},
                                                   [FORM_TRIPLE] = {.kind = ANNO_TRIPLE},
                                                   [FORM_TEXT] = {.kind = ANNO_LITERAL, .fit = true}};
  *blocks = (anno_blocks){.arena = arena,
                          .ranks = ranks,
                          .room = (size_t)-1,
                          .by_subject = anno_table_in(arena),
                          .by_predicate = anno_table_in(arena),
                          .by_form = anno_table_in(arena)};
  for (size_t i = 0; i < FORM_MORE; i++)
    ANNO_PUSH(arena, blocks->forms, blocks->form_count, blocks->form_capacity, first_forms[i]);
}

static anno_block *add_block(anno_blocks *blocks, const anno_block *wanted) {
  anno_block *block = anno_arena_room(blocks->arena, sizeof *block);
  if (!block) return NULL;
  *block = *wanted;
  return ANNO_PUSH(blocks->arena, blocks->blocks, blocks->count, blocks->capacity, block) ? block : NULL;
}

static anno_block *block_of(anno_blocks *blocks, const anno_block *wanted) {
  const anno_str graph = wanted->graph, subject = wanted->subject;
  const anno_str key = graph.len ? ANNO_JOIN(blocks->arena, graph, ANNO_STR(" "), subject) : subject;
  const unsigned next = (unsigned)blocks->count + 1, at = anno_table_add(&blocks->by_subject, key, next);
  if (!at) return NULL;
  return at == next ? add_block(blocks, wanted) : blocks->blocks[at - 1];
}

anno_block *anno_block_new(anno_blocks *blocks, anno_part part, anno_str subject, anno_extent at) {
  return add_block(blocks, &(anno_block){.part = part, .at = at, .subject = subject});
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

static const anno_block_pair *pair_at(const anno_blocks *blocks, uint32_t place) {
  return &blocks->chunks[(place - 1) / CHUNK][(place - 1) % CHUNK];
}

/* A pair of any value; its place, 0 on failure. */
static uint32_t new_pair(anno_blocks *blocks, anno_block_pair **pair) {
  const size_t at = blocks->pair_count;
  if (at == UINT32_MAX) return 0;
  if (at / CHUNK == blocks->chunk_count) {
    anno_block_pair *chunk = anno_arena_room(blocks->arena, CHUNK * sizeof *chunk);
    if (!chunk || !ANNO_PUSH(blocks->arena, blocks->chunks, blocks->chunk_count, blocks->chunk_capacity, chunk))
      return 0;
  }
  *pair = &blocks->chunks[at / CHUNK][at % CHUNK];
  return ++blocks->pair_count;
}

static bool same_view(anno_str a, anno_str b) { return a.len == b.len && (a.ptr == b.ptr || anno_str_eq(a, b)); }

/* The row of `forms` for a literal with a language or datatype; most of a document are of the few that came first. */
static uint32_t literal_form(anno_blocks *blocks, const anno_term *object) {
  enum { TRIED = 8 };
  const size_t end = blocks->form_count < FORM_MORE + TRIED ? blocks->form_count : FORM_MORE + TRIED;
  for (size_t i = FORM_MORE; i < end; i++)
    if (same_view(blocks->forms[i].datatype, object->datatype) &&
        same_view(blocks->forms[i].language, object->language))
      return (uint32_t)i;
  const anno_str key =
      anno_arena_print(blocks->arena, "%.*s %.*s", ANNO_FMT(object->language), ANNO_FMT(object->datatype));
  const unsigned known = anno_table_get(&blocks->by_form, key);
  if (known) return known - 1;
  const bool typed = object->datatype.len != 0, spoken = object->language.len != 0;
  anno_term form = {.kind = ANNO_LITERAL, .language = object->language, .datatype = object->datatype};
  /* Whoever writes looks at anything else, and says what is wrong. */
  form.fit = typed != spoken && (typed ? anno_datatype_ok(form.datatype) : anno_language_ok(form.language));
  if (ANNO_PUSH(blocks->arena, blocks->forms, blocks->form_count, blocks->form_capacity, form))
    anno_table_add(&blocks->by_form, key, (unsigned)blocks->form_count);
  return (uint32_t)blocks->form_count - 1;
}

static uint32_t form_of(anno_blocks *blocks, const anno_term *object) {
  if (object->kind == ANNO_IRI) return object->fit ? FORM_FIT_IRI : FORM_IRI;
  if (object->kind == ANNO_TRIPLE) return FORM_TRIPLE;
  return object->language.len || object->datatype.len ? literal_form(blocks, object) : FORM_TEXT;
}

static void add_pair(anno_blocks *blocks, anno_block *block, uint32_t predicate, const anno_term *object) {
  anno_block_pair *pair;
  if (object->value.len > UINT32_MAX) blocks->full = true;
  if (!block || !anno_blocks_afford(blocks, 1)) return;
  const uint32_t place = new_pair(blocks, &pair), form = form_of(blocks, object);
  if (!place) return;
  const void *value = object->kind == ANNO_TRIPLE ? (const void *)object->triple : object->value.ptr;
  *pair = (anno_block_pair){value, (uint32_t)object->value.len, block->pairs, predicate, form};
  block->pairs = place;
  block->count++;
}

static uint32_t other_predicate(anno_blocks *blocks, anno_str iri) {
  unsigned known = anno_table_get(&blocks->by_predicate, iri);
  if (!known) {
    const anno_term term = {.kind = ANNO_IRI, .value = iri, .fit = anno_iri_ok(iri)};
    if (!ANNO_PUSH(blocks->arena, blocks->others, blocks->other_count, blocks->other_capacity, term)) return 0;
    known = anno_table_add(&blocks->by_predicate, iri, (unsigned)blocks->other_count);
  }
  return ANNO_V_COUNT + known - 1;
}

void anno_block_add(anno_blocks *blocks, anno_block *block, anno_str predicate, anno_term object) {
  const unsigned row = anno_table_get(blocks->ranks, predicate);
  add_pair(blocks, block, row ? row - 1 : other_predicate(blocks, predicate), &object);
}

void anno_block_put(anno_blocks *blocks, anno_block *block, anno_vocab predicate, anno_term object) {
  add_pair(blocks, block, (uint32_t)predicate, &object);
}

static anno_term predicate_of(const anno_blocks *blocks, const anno_block_pair *pair) {
  if (pair->predicate < ANNO_V_COUNT) return anno_vocab_term((anno_vocab)pair->predicate);
  return blocks->others[pair->predicate - ANNO_V_COUNT];
}

static anno_str value_of(const anno_block_pair *pair) { return (anno_str){pair->value, pair->length}; }

static anno_term object_of(const anno_blocks *blocks, const anno_block_pair *pair) {
  anno_term object = blocks->forms[pair->form];
  if (object.kind == ANNO_TRIPLE)
    object.triple = pair->value;
  else
    object.value = value_of(pair);
  return object;
}

anno_str anno_blocks_value(const anno_blocks *blocks, anno_str subject, anno_vocab predicate) {
  const unsigned at = anno_table_get(&blocks->by_subject, subject);
  anno_str first = {0};
  for (uint32_t p = at ? blocks->blocks[at - 1]->pairs : 0; p; p = pair_at(blocks, p)->next)
    if (pair_at(blocks, p)->predicate == (uint32_t)predicate) first = value_of(pair_at(blocks, p));
  return first;
}

/* In the order of vocab.def; what stands in none of its rows comes behind, by bytes. */
static int by_predicate(const anno_blocks *blocks, const anno_block_pair *x, const anno_block_pair *y) {
  if (x->predicate == y->predicate) return 0;
  if (x->predicate < ANNO_V_COUNT || y->predicate < ANNO_V_COUNT) return x->predicate < y->predicate ? -1 : 1;
  return anno_str_cmp(predicate_of(blocks, x).value, predicate_of(blocks, y).value);
}

static inline int by_rank(const anno_blocks *blocks, const anno_block_pair *x, const anno_block_pair *y) {
  if (x->predicate != y->predicate) return by_predicate(blocks, x, y);
  if (x->form <= FORM_FIT_IRI && y->form <= FORM_FIT_IRI) return anno_str_cmp(value_of(x), value_of(y));
  const anno_term a = object_of(blocks, x), b = object_of(blocks, y);
  return anno_term_cmp(&a, &b);
}

/* A block with its part and place as one number, as far as that has room: few blocks are looked at themselves. */
typedef struct {
  uint64_t key;
  const anno_block *block;
} placed;

static uint64_t place_key(const anno_block *block) {
  enum { MOST = (1 << 30) - 1 }; /* what is further on is told apart by its block */
  const size_t begin = block->at.begin < MOST ? block->at.begin : MOST;
  const size_t end = begin == MOST ? 0 : block->at.end < MOST ? block->at.end : MOST;
  return (uint64_t)block->part << 60 | (uint64_t)begin << 30 | end;
}

static int by_place(const void *a, const void *b) {
  const placed *p = a, *q = b;
  if (p->key != q->key) return p->key < q->key ? -1 : 1;
  const anno_block *x = p->block, *y = q->block;
  if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
  if (x->at.end != y->at.end) return x->at.end < y->at.end ? -1 : 1;
  const int c = anno_str_cmp(x->graph, y->graph);
  return c ? c : anno_str_cmp(x->subject, y->subject);
}

static placed *blocks_in_order(const anno_blocks *blocks) {
  placed *sorted = anno_arena_room(blocks->arena, (blocks->count + 1) * sizeof *sorted);
  if (!sorted) return NULL;
  for (size_t i = 0; i < blocks->count; i++) {
    const anno_block *block = blocks->blocks[i];
    sorted[i] = (placed){place_key(block), block};
  }
  qsort(sorted, blocks->count, sizeof *sorted, by_place);
  return sorted;
}

/* A pair on its way into order, with what it belongs to. */
typedef struct {
  const anno_blocks *blocks;
  const anno_block_pair *pair;
} ranked;

/* Room for putting the pairs of one block after the other in order. */
typedef struct {
  ranked *items;
  size_t capacity;
} scratch;

static int by_rank_there(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  return by_rank(x->blocks, x->pair, y->pair);
}

/* Most blocks have few pairs, and these nearly in order. */
static void sort_few(ranked *items, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const ranked item = items[i];
    size_t at = i;
    for (; at && by_rank(item.blocks, items[at - 1].pair, item.pair) > 0; at--) items[at] = items[at - 1];
    items[at] = item;
  }
}

static const ranked *in_order(anno_blocks *blocks, scratch *room, const anno_block *block) {
  enum { FEW = 24 };
  if (block->count > room->capacity) {
    room->capacity = (size_t)block->count * 2;
    room->items = anno_arena_array(blocks->arena, room->capacity, sizeof *room->items);
    if (!room->items) return NULL;
  }
  size_t i = block->count;
  for (uint32_t p = block->pairs; p; p = room->items[i].pair->next)
    room->items[--i] = (ranked){blocks, pair_at(blocks, p)};
  if (block->count <= FEW)
    sort_few(room->items, block->count);
  else
    qsort(room->items, block->count, sizeof *room->items, by_rank_there);
  return room->items;
}

typedef struct {
  const anno_blocks *blocks;
  anno_term graph; /* of blocks in the default graph */
  anno_sink to;
} sending;

static anno_status send_block(const sending *s, const anno_block *block, const ranked *pairs) {
  anno_stmt stmt = {.subject = anno_iri(block->subject), .graph = s->graph};
  stmt.subject.fit = anno_iri_ok_below(block->subject, s->blocks->base);
  if (block->graph.len) stmt.graph = anno_iri(block->graph);
  for (size_t i = 0; i < block->count; i++) {
    if (i && by_rank(s->blocks, pairs[i - 1].pair, pairs[i].pair) == 0) continue;
    stmt.predicate = predicate_of(s->blocks, pairs[i].pair);
    stmt.object = object_of(s->blocks, pairs[i].pair);
    const anno_status status = anno_send_stmt(s->to, &stmt);
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
  const placed *sorted = blocks_in_order(blocks);
  if (!sorted) return ANNO_NO_MEMORY;
  const sending there = {blocks, graph, to};
  int part = ANNO_PART_DOCUMENT;
  anno_status status = ANNO_OK;
  scratch room = {0};
  for (size_t i = 0; i < blocks->count && !status; i++) {
    const anno_block *block = sorted[i].block;
    if (!block->count) continue;
    const ranked *pairs = in_order(blocks, &room, block);
    if (!pairs) return ANNO_NO_MEMORY;
    if ((int)block->part != part) status = anno_send_section(to, headings[block->part]);
    part = (int)block->part;
    if (!status) status = send_block(&there, block, pairs);
  }
  return status;
}
