#include "draw/relate.h"

#include "draw/index.h"

static bool share_place(anno_list a, anno_list b) {
  size_t i = 0, k = 0;
  while (i < a.count && k < b.count) {
    if (a.items[i] == b.items[k]) return true;
    if (a.items[i] < b.items[k])
      i++;
    else
      k++;
  }
  return false;
}

/* Times are the same if their bounds are; one that is known by its words only ("recently") means the same within one
   document at most. */
static bool same_time(const anno_filler *a, const anno_filler *b, bool same_document) {
  if (a->period.known != b->period.known) return false;
  if (!a->period.known) return same_document && anno_str_eq(a->text, b->text);
  return a->period.begin == b->period.begin && a->period.end == b->period.end &&
         a->period.uncertain == b->period.uncertain;
}

static bool same_filler(const anno_filler *a, const anno_filler *b, bool same_document) {
  if (a->kind != b->kind || !anno_str_eq(a->role, b->role)) return false;
  switch (a->kind) {
    case ANNO_FILLS_REFERENT:
    case ANNO_FILLS_CLAIM: return a->at == b->at;
    case ANNO_FILLS_TIME: return same_time(a, b, same_document);
    case ANNO_FILLS_VALUE: break;
  }
  return anno_str_eq(a->text, b->text);
}

bool anno_generalises(const anno_story *story, anno_at general, anno_at special) {
  const anno_claim *g = &story->claims[general], *s = &story->claims[special];
  if (!g->filler_count || !g->predicate.len || !anno_str_eq(g->predicate, s->predicate)) return false;
  if (general == special) return true;
  const bool same_document = share_place(g->documents, s->documents);
  size_t at = 0; /* fillers have an order, so the next one is looked for behind the last one found, then before it */
  for (size_t i = 0; i < g->filler_count; i++) {
    size_t tried = 0;
    while (tried < s->filler_count && !same_filler(&g->fillers[i], &s->fillers[at % s->filler_count], same_document))
      tried++, at++;
    if (tried == s->filler_count) return false;
    at++;
  }
  return true;
}

anno_list anno_generals_of(anno_arena *arena, const anno_story *story, anno_at claim) {
  anno_places found = anno_places_in(arena), kept = anno_places_in(arena);
  if (story->index)
    anno_index_generals(story, claim, &found);
  else
    for (anno_at c = 0; c < story->claim_count; c++)
      if (anno_is_opposed(story, c)) anno_places_add(&found, c);
  for (size_t i = 0; i < found.count; i++)
    if (anno_generalises(story, found.items[i], claim)) anno_places_add(&kept, found.items[i]);
  return anno_places_list(&kept);
}

static bool affirms(const anno_saying *saying, anno_at claim) {
  return saying->polarity == ANNO_AFFIRMS && saying->claim == claim;
}

static bool is_opposing(const anno_saying *saying) {
  return saying->polarity == ANNO_NEGATES || saying->polarity == ANNO_LEAVES_OPEN;
}

/* Says more than that it was heard: takes a stand, or asks. */
static bool is_answer(const anno_saying *saying) {
  const unsigned acts =
      1u << ANNO_ACT_DENIAL | 1u << ANNO_ACT_REJECTION | 1u << ANNO_ACT_ACKNOWLEDGEMENT | 1u << ANNO_ACT_QUESTION;
  return is_opposing(saying) || saying->acts & acts;
}

static bool same_mood(const anno_saying *a, const anno_saying *b) {
  return (a->is_actual && b->is_actual) || (a->is_actual == b->is_actual && anno_str_eq(a->mood, b->mood));
}

/* True if the claim is affirmed in the mood of `saying`: what is not so may still be wished. */
static bool affirmed_alike(const anno_story *story, anno_at claim, const anno_saying *saying) {
  const anno_list sayings = story->claims[claim].sayings;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if (affirms(s, claim) && same_mood(s, saying)) return true;
  }
  return false;
}

static void add_opposing(const anno_story *story, anno_at general, anno_at claim, anno_places *out) {
  const anno_list sayings = story->claims[general].sayings;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if (s->chosen && is_opposing(s) && affirmed_alike(story, claim, s)) anno_places_add(out, sayings.items[i]);
  }
}

static void add_response(const anno_story *story, anno_at response, anno_at claim, anno_places *out) {
  const anno_saying *s = &story->sayings[response];
  if (s->chosen && is_answer(s) && !affirms(s, claim)) anno_places_add(out, response);
}

static void add_responses(const anno_story *story, anno_at to, anno_at claim, anno_places *out) {
  if (story->index) {
    const anno_list found = anno_index_responses(story, to);
    for (size_t i = 0; i < found.count; i++) add_response(story, found.items[i], claim, out);
    return;
  }
  for (anno_at s = 0; s < story->saying_count; s++)
    if (anno_list_has(story->sayings[s].answers, to)) add_response(story, s, claim, out);
}

anno_list anno_answers_to(anno_arena *arena, const anno_story *story, anno_at claim) {
  anno_places out = anno_places_in(arena);
  const anno_list sayings = story->claims[claim].sayings;
  bool affirmed = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if (!affirms(s, claim) && s->polarity != ANNO_CONVEYS) continue;
    affirmed = true;
    add_responses(story, sayings.items[i], claim, &out);
  }
  if (!affirmed) return (anno_list){NULL, 0};
  const anno_list generals = anno_generals_of(arena, story, claim);
  for (size_t i = 0; i < generals.count; i++) add_opposing(story, generals.items[i], claim, &out);
  return anno_places_list(&out);
}

/* The saying that relays another; if several do, the first that is chosen, else the first. */
static anno_at relayer_of(const anno_story *story, anno_at saying) {
  const anno_list list = story->sayings[saying].relayed_by;
  for (size_t i = 0; i < list.count; i++)
    if (story->sayings[list.items[i]].chosen) return list.items[i];
  return list.count ? list.items[0] : ANNO_NOWHERE;
}

anno_at anno_outermost(const anno_story *story, anno_at saying) {
  anno_at last = saying, waiting = saying;
  size_t steps = 0, limit = 1;
  for (anno_at next = relayer_of(story, saying); next != ANNO_NOWHERE; next = relayer_of(story, next)) {
    if (next == waiting) return last; /* a ring: who waits further along the way each time is met again */
    last = next;
    if (++steps < limit) continue;
    waiting = next;
    limit *= 2;
    steps = 0;
  }
  return last;
}
