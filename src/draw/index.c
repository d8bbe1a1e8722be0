/* A claim that generalises another shares all its fillers with it. So each opposed claim is kept under one filler of
   its own, the one that fewest of them have, and whoever asks looks under the fillers that he has. */
#include "draw/index.h"

#include "base/table.h"
#include "draw/relate.h"

struct anno_index {
  anno_table words;   /* IRIs and texts to numbers */
  anno_table anchors; /* anchors to the first claim under them, plus 1 */
  anno_at *next;      /* by claim: the next one under the same anchor, plus 1; 0 ends */
  size_t *begins;     /* by saying, and one more: where its responses begin */
  anno_at *responses;
};

/* A filler of a predicate, as the bytes of a key. */
typedef struct {
  unsigned predicate, role, kind, at;
  long begin, end;
} anchor;

static anno_str key_of(const anchor *a) { return (anno_str){(const char *)a, sizeof *a}; }

/* The number of a text, 0 if it has none and none is to be given. */
static unsigned number_of(anno_table *words, anno_str text, bool add) {
  if (!add) return anno_table_get(words, text);
  return words->used < UINT_MAX ? anno_table_add(words, text, (unsigned)words->used + 1) : 0;
}

/* False if no opposed claim has such a filler. */
static bool anchor_of(anno_table *words, const anno_claim *claim, const anno_filler *filler, bool add, anchor *out) {
  memset(out, 0, sizeof *out);
  out->predicate = number_of(words, claim->predicate, add);
  out->role = number_of(words, filler->role, add);
  out->kind = filler->kind;
  if (filler->kind == ANNO_FILLS_REFERENT || filler->kind == ANNO_FILLS_CLAIM) {
    out->at = filler->at;
    return out->predicate && out->role;
  }
  if (filler->kind == ANNO_FILLS_TIME && filler->period.known) {
    out->begin = filler->period.begin;
    out->end = filler->period.end;
    return out->predicate && out->role;
  }
  out->at = number_of(words, filler->text, add);
  return out->predicate && out->role && out->at;
}

bool anno_is_opposed(const anno_story *story, anno_at claim) {
  const anno_list sayings = story->claims[claim].sayings;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_polarity polarity = story->sayings[sayings.items[i]].polarity;
    if (polarity == ANNO_NEGATES || polarity == ANNO_LEAVES_OPEN) return true;
  }
  return false;
}

/* How many opposed claims have each filler. */
static void count_fillers(const anno_story *story, anno_table *words, anno_table *counts) {
  for (anno_at c = 0; c < story->claim_count; c++) {
    const anno_claim *claim = &story->claims[c];
    if (!anno_is_opposed(story, c)) continue;
    for (size_t i = 0; i < claim->filler_count; i++) {
      anchor *a = anno_arena_take(story->arena, sizeof *a);
      if (!a || !anchor_of(words, claim, &claim->fillers[i], true, a)) return;
      anno_table_set(counts, key_of(a), anno_table_get(counts, key_of(a)) + 1);
    }
  }
}

static void put_claims(const anno_story *story, struct anno_index *index, const anno_table *counts) {
  for (size_t c = story->claim_count; c-- > 0;) {
    const anno_claim *claim = &story->claims[c];
    if (!anno_is_opposed(story, (anno_at)c)) continue;
    anchor *best = anno_arena_take(story->arena, sizeof *best);
    unsigned least = 0;
    if (!best) return;
    for (size_t i = 0; i < claim->filler_count; i++) {
      anchor a;
      if (!anchor_of(&index->words, claim, &claim->fillers[i], false, &a)) continue;
      const unsigned count = anno_table_get(counts, key_of(&a));
      if (least && count >= least) continue;
      least = count;
      *best = a;
    }
    if (!least) continue;
    index->next[c] = anno_table_get(&index->anchors, key_of(best));
    anno_table_set(&index->anchors, key_of(best), (unsigned)c + 1);
  }
}

static void put_responses(const anno_story *story, struct anno_index *index) {
  const size_t n = story->saying_count;
  size_t total = 0;
  size_t *begins = anno_arena_array(story->arena, n + 2, sizeof *begins);
  for (size_t s = 0; s < n; s++) total += story->sayings[s].answers.count;
  index->responses = anno_arena_array(story->arena, total + 1, sizeof *index->responses);
  if (!begins || !index->responses) return;
  for (size_t s = 0; s < n; s++)
    for (size_t i = 0; i < story->sayings[s].answers.count; i++) begins[story->sayings[s].answers.items[i] + 2]++;
  for (size_t s = 2; s < n + 2; s++) begins[s] += begins[s - 1];
  /* Each begin moves on to its end, which is where the next one began: one place further in the array. */
  for (size_t s = 0; s < n; s++)
    for (size_t i = 0; i < story->sayings[s].answers.count; i++)
      index->responses[begins[story->sayings[s].answers.items[i] + 1]++] = (anno_at)s;
  index->begins = begins;
}

void anno_index_make(anno_story *story) {
  struct anno_index *index = anno_arena_take(story->arena, sizeof *index);
  anno_table counts = anno_table_in(story->arena);
  story->index = NULL;
  if (!index) return;
  index->words = anno_table_in(story->arena);
  index->anchors = anno_table_in(story->arena);
  index->next = anno_arena_array(story->arena, story->claim_count + 1, sizeof *index->next);
  if (!index->next) return;
  count_fillers(story, &index->words, &counts);
  put_claims(story, index, &counts);
  put_responses(story, index);
  if (!anno_arena_failed(story->arena)) story->index = index;
}

void anno_index_generals(const anno_story *story, anno_at claim, anno_places *out) {
  const struct anno_index *index = story->index;
  const anno_claim *c = &story->claims[claim];
  anno_table words = index->words;
  for (size_t i = 0; i < c->filler_count; i++) {
    anchor a;
    if (!anchor_of(&words, c, &c->fillers[i], false, &a)) continue;
    for (anno_at at = anno_table_get(&index->anchors, key_of(&a)); at; at = index->next[at - 1])
      anno_places_add(out, at - 1);
  }
}

anno_list anno_index_responses(const anno_story *story, anno_at saying) {
  const size_t begin = story->index->begins[saying], end = story->index->begins[saying + 1];
  return (anno_list){story->index->responses + begin, end - begin};
}
