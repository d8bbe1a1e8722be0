/* Posts, and the bodies of referents that the curators put under none. */
#include "draw/tell.h"

/* How well a body is founded; more is better. */
typedef enum { NOT_AT_ALL, SAID, SAID_OF_A_BODY, FACT, FACT_OF_A_BODY } ground;

typedef struct {
  const anno_tell *tell;
  anno_story *story;
  bool *is_body;   /* of each referent: whether others are grouped under it, or it is grouped itself */
  ground *grounds; /* of each referent: of the body found so far */
  anno_at *found;  /* that body */
  size_t *posts;   /* of each referent: how many narrations give the post found so far */
} search;

static bool begin(search *s, anno_tell *tell) {
  const size_t count = tell->story->referent_count;
  *s = (search){.tell = tell, .story = tell->story};
  s->is_body = anno_arena_array(tell->arena, count, sizeof *s->is_body);
  s->grounds = anno_arena_array(tell->arena, count, sizeof *s->grounds);
  s->found = anno_arena_array(tell->arena, count, sizeof *s->found);
  s->posts = anno_arena_array(tell->arena, count, sizeof *s->posts);
  if (anno_arena_failed(tell->arena)) return false;
  for (size_t i = 0; i < count; i++) {
    const anno_referent *r = &s->story->referents[i];
    if (r->side != ANNO_NOWHERE) s->is_body[i] = s->is_body[r->side] = true;
    if (r->body != ANNO_NOWHERE) s->is_body[r->body] = true;
  }
  return true;
}

/* Of equally founded ones the first in order of IRIs. */
static void offer(search *s, anno_at member, anno_at body, bool fact) {
  if (member == ANNO_NOWHERE || body == ANNO_NOWHERE || member == body) return;
  const ground g = fact ? (s->is_body[body] ? FACT_OF_A_BODY : FACT) : s->is_body[body] ? SAID_OF_A_BODY : SAID;
  if (g < s->grounds[member] || (g == s->grounds[member] && body > s->found[member])) return;
  s->grounds[member] = g;
  s->found[member] = body;
}

static void offer_post(search *s, anno_at at, anno_str post, size_t narrations) {
  anno_referent *referent = &s->story->referents[at];
  if (narrations < s->posts[at]) return;
  if (narrations == s->posts[at] && anno_str_cmp(post, referent->post) <= 0) return;
  referent->post = post;
  s->posts[at] = narrations;
}

/* Agents can be parts of agents; other wholes group nobody. */
static void offer_part(search *s, anno_at part, anno_at whole, bool fact) {
  if (part == ANNO_NOWHERE || whole == ANNO_NOWHERE) return;
  const anno_referent *all = s->story->referents;
  if (all[part].kind <= ANNO_AGENT && all[whole].kind <= ANNO_AGENT) offer(s, part, whole, fact);
}

/* --- Facts that stand as plain triples ------------------------------------------------------------------------- */

static void read_facts(search *s) {
  const anno_tell *tell = s->tell;
  for (anno_node n = 1; n <= tell->nodes; n++) {
    const anno_at at = anno_place_as(tell, n, ANNO_TELLS_REFERENT);
    if (at == ANNO_NOWHERE) continue;
    const anno_nodes bodies = anno_told(tell, n, ANNO_V_rel_affiliation);
    const anno_nodes parts = anno_told(tell, n, ANNO_V_rel_component), posts = anno_told(tell, n, ANNO_V_rel_post);
    for (size_t i = 0; i < bodies.count; i++)
      offer(s, at, anno_place_as(tell, bodies.items[i], ANNO_TELLS_REFERENT), true);
    for (size_t i = 0; i < parts.count; i++)
      offer_part(s, anno_place_as(tell, parts.items[i], ANNO_TELLS_REFERENT), at, true);
    for (size_t i = 0; i < posts.count; i++) offer_post(s, at, anno_label_of(tell, posts.items[i]), 0);
  }
}

/* --- What is said ---------------------------------------------------------------------------------------------- */

/* The narration is one that exports without --facts=none repeat as a plain triple: nothing qualifies it. */
static bool is_fact(const search *s, const anno_claim *claim, const anno_saying *saying) {
  const anno_node node = anno_graph_find(s->tell->graph, saying->iri);
  return saying->narrated && saying->acts & 1u << ANNO_ACT_NARRATION && saying->polarity == ANNO_AFFIRMS &&
         saying->is_certain && saying->is_actual && !saying->relayed_by.count && !saying->degree.len &&
         !saying->when.text.len && !saying->manner.len && !anno_told(s->tell, node, ANNO_V_condition).count &&
         claim->filler_count == 2;
}

/* A time says that it was or will be so. */
static bool is_timeless(const anno_claim *claim) {
  for (size_t i = 0; i < claim->filler_count; i++)
    if (claim->fillers[i].kind == ANNO_FILLS_TIME) return false;
  return true;
}

/* Who affirms that it is so now; `facts` counts those that say it as a fact. */
static size_t affirmations(const search *s, const anno_claim *claim, size_t *facts) {
  size_t count = 0;
  *facts = 0;
  if (!is_timeless(claim)) return 0;
  for (size_t i = 0; i < claim->sayings.count; i++) {
    const anno_saying *saying = &s->story->sayings[claim->sayings.items[i]];
    count += saying->polarity == ANNO_AFFIRMS && saying->is_actual;
    *facts += is_fact(s, claim, saying);
  }
  return count;
}

static bool is_role(const anno_filler *filler, anno_vocab role) {
  return anno_str_eq(filler->role, anno_vocab_iri(role));
}

static void read_claim(search *s, const anno_claim *claim, anno_vocab relation) {
  size_t facts;
  const anno_filler *first = claim->fillers;
  if (claim->filler_count < 2 || !is_role(first, ANNO_V_subject) || first->kind != ANNO_FILLS_REFERENT) return;
  if (!affirmations(s, claim, &facts)) return;
  for (size_t i = 1; i < claim->filler_count; i++) {
    const anno_filler *f = &claim->fillers[i];
    const bool object = is_role(f, ANNO_V_object), referent = object && f->kind == ANNO_FILLS_REFERENT;
    if (relation == ANNO_V_rel_post && facts && (object || is_role(f, ANNO_V_said_value)))
      offer_post(s, first->at, f->text, facts);
    if (relation == ANNO_V_rel_affiliation && referent) offer(s, first->at, f->at, facts > 0);
    if (relation == ANNO_V_rel_component && referent) offer_part(s, f->at, first->at, facts > 0);
  }
}

static void read_claims(search *s) {
  static const anno_vocab relations[] = {ANNO_V_rel_affiliation, ANNO_V_rel_component, ANNO_V_rel_post};
  for (size_t c = 0; c < s->story->claim_count; c++)
    for (size_t k = 0; k < sizeof relations / sizeof *relations; k++)
      if (anno_str_eq(s->story->claims[c].predicate, anno_vocab_iri(relations[k])))
        read_claim(s, &s->story->claims[c], relations[k]);
}

/* --- Rings ----------------------------------------------------------------------------------------------------- */

/* Bodies that lie within each other group nothing. */
static bool open_rings(search *s) {
  anno_referent *all = s->story->referents;
  const size_t count = s->story->referent_count;
  anno_at *walks = anno_arena_array(s->tell->arena, count, sizeof *walks); /* which walk passed first, from 1 */
  if (!walks) return false;
  for (size_t i = 0; i < count; i++) {
    anno_at at = (anno_at)i;
    while (at != ANNO_NOWHERE && !walks[at]) {
      walks[at] = (anno_at)i + 1;
      at = all[at].body;
    }
    if (at == ANNO_NOWHERE || walks[at] != i + 1) continue;
    while (all[at].body != ANNO_NOWHERE) {
      const anno_at next = all[at].body;
      all[at].body = ANNO_NOWHERE;
      all[at].body_is_alleged = false;
      at = next;
    }
  }
  return true;
}

bool anno_tell_bodies(anno_tell *tell) {
  search s;
  if (!begin(&s, tell)) return false;
  read_facts(&s);
  read_claims(&s);
  for (size_t i = 0; i < s.story->referent_count; i++) {
    anno_referent *r = &s.story->referents[i];
    if (r->body != ANNO_NOWHERE || s.grounds[i] == NOT_AT_ALL) continue;
    r->body = s.found[i];
    r->body_is_alleged = s.grounds[i] < FACT;
  }
  return open_rings(&s);
}
