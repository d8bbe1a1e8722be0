/* Steps from a focus through the story. Everything is marked once, so that rings end and no step looks at more than the
   story. */
#include "draw/focus.h"

typedef struct {
  const anno_story *story;
  bool *actors; /* reached so far */
  bool *claims, *sayings;
  bool *told; /* claims whose actors were reached */
  bool *met;  /* sayings whose actors were reached */
  anno_at *waiting;
  size_t waiting_count;
} walk;

/* Marks a place and lets it wait, once. */
static void reach(walk *w, bool *marks, anno_at at) {
  if (marks[at]) return;
  marks[at] = true;
  w->waiting[w->waiting_count++] = at;
}

static bool any_marked(const bool *marks, anno_list list) {
  for (size_t i = 0; i < list.count; i++)
    if (marks[list.items[i]]) return true;
  return false;
}

static void reach_all(walk *w, bool *marks, anno_list list) {
  for (size_t i = 0; i < list.count; i++) reach(w, marks, list.items[i]);
}

static bool tells_of(const walk *w, const anno_claim *claim) {
  for (size_t i = 0; i < claim->filler_count; i++)
    if (claim->fillers[i].kind == ANNO_FILLS_REFERENT && w->actors[claim->fillers[i].at]) return true;
  return false;
}

/* Claims that tell of those who were reached, and claims that contain these. */
static void reach_claims(walk *w) {
  for (anno_at c = 0; c < w->story->claim_count; c++)
    if (tells_of(w, &w->story->claims[c])) reach(w, w->claims, c);
  while (w->waiting_count) reach_all(w, w->claims, w->story->claims[w->waiting[--w->waiting_count]].within);
}

static bool speaks(const walk *w, const anno_saying *s) {
  return any_marked(w->actors, s->speakers) || any_marked(w->actors, s->behalf);
}

static bool takes_part(const walk *w, const anno_saying *s) {
  return speaks(w, s) || any_marked(w->actors, s->addressees) || any_marked(w->actors, s->accused) ||
         any_marked(w->actors, s->about);
}

static bool answers(const walk *w, const anno_saying *s) {
  for (size_t i = 0; i < s->answers.count; i++)
    if (speaks(w, &w->story->sayings[s->answers.items[i]])) return true;
  return false;
}

static void reach_sayings(walk *w) {
  const anno_saying *sayings = w->story->sayings;
  for (anno_at s = 0; s < w->story->saying_count; s++)
    if (takes_part(w, &sayings[s])) reach(w, w->sayings, s);
  while (w->waiting_count) reach_all(w, w->sayings, sayings[w->waiting[--w->waiting_count]].relays);
  for (anno_at s = 0; s < w->story->saying_count; s++) {
    const anno_at claim = sayings[s].claim;
    if (answers(w, &sayings[s]) || (claim != ANNO_NOWHERE && w->claims[claim])) reach(w, w->sayings, s);
    if (speaks(w, &sayings[s])) reach_all(w, w->sayings, sayings[s].answers);
    /* Who relays a saying does so whatever led to it. */
    if (w->sayings[s]) reach_all(w, w->sayings, sayings[s].relayed_by);
  }
  while (w->waiting_count) reach_all(w, w->sayings, sayings[w->waiting[--w->waiting_count]].relayed_by);
}

static bool reach_actors(walk *w, anno_list list) {
  bool more = false;
  for (size_t i = 0; i < list.count; i++) {
    const anno_referent *r = &w->story->referents[list.items[i]];
    if (w->actors[list.items[i]] || r->unspecified || !anno_may_act(r)) continue;
    w->actors[list.items[i]] = more = true;
  }
  return more;
}

static bool reach_told(walk *w, anno_at claim) {
  bool more = false;
  reach(w, w->told, claim);
  while (w->waiting_count) {
    const anno_claim *c = &w->story->claims[w->waiting[--w->waiting_count]];
    for (size_t i = 0; i < c->filler_count; i++) {
      anno_at at = c->fillers[i].at;
      if (c->fillers[i].kind == ANNO_FILLS_CLAIM) reach(w, w->told, at);
      if (c->fillers[i].kind == ANNO_FILLS_REFERENT) more |= reach_actors(w, (anno_list){&at, 1});
    }
  }
  return more;
}

/* All actors in a saying; true if one of them is new. */
static bool reach_met(walk *w, const anno_saying *s) {
  const anno_list lists[] = {s->speakers, s->behalf, s->addressees, s->accused, s->about};
  bool more = false;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) more |= reach_actors(w, lists[i]);
  for (size_t i = 0; i < s->answers.count; i++)
    more |= reach_actors(w, w->story->sayings[s->answers.items[i]].speakers);
  if (s->claim != ANNO_NOWHERE) more |= reach_told(w, s->claim);
  return more;
}

static bool widen(walk *w) {
  bool more = false;
  for (anno_at s = 0; s < w->story->saying_count; s++) {
    if (!w->sayings[s] || w->met[s]) continue;
    w->met[s] = true;
    more |= reach_met(w, &w->story->sayings[s]);
  }
  return more;
}

void anno_focus_reach(const anno_story *story, unsigned depth, bool *claims, bool *sayings) {
  anno_arena *arena = story->arena;
  const size_t most = story->claim_count > story->saying_count ? story->claim_count : story->saying_count;
  walk w = {.story = story, .claims = claims, .sayings = sayings};
  w.actors = anno_arena_array(arena, story->referent_count + 1, sizeof *w.actors);
  w.told = anno_arena_array(arena, story->claim_count + 1, sizeof *w.told);
  w.met = anno_arena_array(arena, story->saying_count + 1, sizeof *w.met);
  w.waiting = anno_arena_array(arena, most + 1, sizeof *w.waiting);
  if (!w.actors || !w.told || !w.met || !w.waiting) return;
  for (size_t i = 0; i < story->referent_count; i++) w.actors[i] = story->referents[i].in_focus;
  do {
    reach_claims(&w);
    reach_sayings(&w);
  } while (depth-- > 1 && widen(&w));
}
