/* What is said, put together into cards. */
#include "base/buf.h"
#include "base/table.h"
#include "draw/places.h"
#include "draw/statements.h"

enum { DEEPEST = 3 };

/* A saying that passes on no other one, with what it stands for in the picture. */
typedef struct {
  anno_at saying;
  size_t parent; /* towards the first leaf of its card */
  anno_party_list speakers, topics;
} leaf;

typedef struct {
  const anno_task *task;
  leaf *leaves;
  size_t leaf_count, leaf_capacity;
  bool *met;        /* sayings that were looked at */
  anno_table joint; /* what makes leaves one card -> leaf + 1 */
  anno_utterances out;
} making;

/* ---- who is meant */

static void add_party(making *d, anno_party_list *to, anno_party party) {
  for (size_t i = 0; i < to->count; i++)
    if (anno_str_eq(to->items[i].key, party.key)) return;
  ANNO_PUSH(d->task->arena, to->items, to->count, to->capacity, party);
}

anno_party anno_party_as(const anno_task *task, anno_at referent, anno_str apart) {
  anno_parties one = {.apart = apart};
  anno_meet_party(task, referent, &one);
  return one.count ? one.items[0] : (anno_party){.referent = ANNO_NOWHERE, .document = ANNO_NOWHERE};
}

/* One who is not named is somebody else each time, but a folded picture has one card for them all. */
static anno_party party_of(const making *d, anno_at referent) {
  const anno_str apart = d->task->fold ? ANNO_STR("") : d->task->story->referents[referent].iri;
  return anno_party_as(d->task, referent, apart);
}

static void add_speakers(making *d, const anno_saying *s, anno_party_list *to) {
  anno_parties document = {.count = 0};
  for (size_t i = 0; i < s->speakers.count; i++) add_party(d, to, party_of(d, s->speakers.items[i]));
  if (!s->speakers.count) anno_speaking_parties(d->task, s, &document);
  if (document.count) add_party(d, to, document.items[0]);
}

/* Who may be spoken of; speakers speak of themselves only if they speak of nobody else. */
typedef struct {
  const anno_saying *saying;
  bool themselves;
  anno_party_list *to;
} topics;

static void add_topic(making *d, const topics *t, anno_at referent) {
  const anno_referent *r = &d->task->story->referents[referent];
  if (r->unspecified || !anno_may_act(r)) return;
  if (!t->themselves && anno_list_has(t->saying->speakers, referent)) return;
  add_party(d, t->to, party_of(d, referent));
}

static void add_topics(making *d, const topics *t, anno_list referents) {
  for (size_t i = 0; i < referents.count; i++) add_topic(d, t, referents.items[i]);
}

/* The agents of a claim; only if there are none, those of claims in it. Folded: the agents of one role. */
static void add_agents(making *d, const topics *t, anno_at claim, unsigned depth) {
  const anno_claim *c = &d->task->story->claims[claim];
  const size_t before = t->to->count;
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    if (d->task->fold && t->to->count > before && !anno_str_eq(f->role, c->fillers[i - 1].role)) return;
    if (f->kind == ANNO_FILLS_REFERENT) add_topic(d, t, f->at);
  }
  for (size_t i = 0; t->to->count == before && depth < DEEPEST && i < c->filler_count; i++)
    if (c->fillers[i].kind == ANNO_FILLS_CLAIM) add_agents(d, t, c->fillers[i].at, depth + 1);
}

static void find_topics(making *d, const anno_saying *s, anno_party_list *to) {
  for (int themselves = 0; themselves < 2 && !to->count; themselves++) {
    const topics t = {s, themselves, to};
    add_topics(d, &t, s->accused);
    if (!d->task->fold || !to->count) add_topics(d, &t, s->about);
    if (s->claim != ANNO_NOWHERE && (!d->task->fold || !to->count)) add_agents(d, &t, s->claim, 0);
  }
}

/* ---- leaves */

static bool is_wanted(const anno_story *story, const anno_utterances *of, anno_at saying) {
  const anno_saying *s = &story->sayings[saying];
  return s->chosen && (of->narrations || !s->narrated);
}

static void add_leaf(making *d, anno_at saying) {
  leaf fresh = {.saying = saying, .parent = d->leaf_count};
  anno_at chain[ANNO_CHAIN];
  const size_t n = anno_chain_of(d->task->story, saying, chain);
  add_speakers(d, &d->task->story->sayings[chain[n - 1]], &fresh.speakers);
  find_topics(d, &d->task->story->sayings[saying], &fresh.topics);
  ANNO_PUSH(d->task->arena, d->leaves, d->leaf_count, d->leaf_capacity, fresh);
}

/* Adds the saying, or those that it passes on. */
static void reach_leaves(making *d, anno_at saying) {
  anno_places waiting = anno_places_in(d->task->arena);
  anno_places_add(&waiting, saying);
  while (waiting.count) {
    const anno_at at = waiting.items[--waiting.count];
    const anno_saying *s = &d->task->story->sayings[at];
    if (d->met[at]) continue;
    d->met[at] = true;
    if (s->claim != ANNO_NOWHERE || !s->relays.count) add_leaf(d, at);
    for (size_t i = 0; i < s->relays.count; i++) anno_places_add(&waiting, s->relays.items[i]);
  }
}

/* Marks what the card of a leaf tells of. */
static void cover(const anno_story *story, anno_at saying, bool *covered) {
  anno_at chain[ANNO_CHAIN];
  const size_t n = anno_chain_of(story, saying, chain);
  for (size_t i = 0; i < n; i++) {
    const anno_list by = story->sayings[chain[i]].relayed_by;
    covered[chain[i]] = true;
    for (size_t j = 0; j < by.count; j++) covered[by.items[j]] = true;
  }
}

/* What passes on only what passes it on, or from too deep, stands for itself. */
static void find_leaves(making *d) {
  const size_t n = d->task->story->saying_count;
  bool *covered = anno_arena_array(d->task->arena, n + 1, sizeof *covered);
  d->met = anno_arena_array(d->task->arena, n + 1, sizeof *d->met);
  if (!covered || !d->met) return;
  for (anno_at i = 0; i < n; i++)
    if (is_wanted(d->task->story, &d->out, i)) reach_leaves(d, i);
  for (size_t i = 0; i < d->leaf_count; i++) cover(d->task->story, d->leaves[i].saying, covered);
  for (anno_at i = 0; i < n; i++)
    if (is_wanted(d->task->story, &d->out, i) && !covered[i]) add_leaf(d, i);
}

/* ---- cards */

static size_t root(making *d, size_t at) {
  while (d->leaves[at].parent != at) at = d->leaves[at].parent = d->leaves[d->leaves[at].parent].parent;
  return at;
}

static void join(making *d, size_t at, const anno_buf *key) {
  const unsigned other = anno_table_add(&d->joint, anno_buf_str(key), (unsigned)at + 1);
  if (!other) return;
  const size_t a = root(d, at), b = root(d, other - 1);
  d->leaves[a < b ? b : a].parent = a < b ? a : b;
}

static void put_parties(anno_buf *key, const anno_party_list *parties) {
  for (size_t i = 0; i < parties->count; i++) {
    anno_buf_put(key, parties->items[i].key);
    anno_buf_putc(key, ' ');
  }
}

/* Who says it through whom. */
static void put_voices(const making *d, anno_buf *key, anno_at saying) {
  const anno_story *story = d->task->story;
  anno_at chain[ANNO_CHAIN];
  const size_t n = anno_chain_of(story, saying, chain);
  for (size_t i = 0; i < n; i++) {
    const anno_saying *s = &story->sayings[chain[i]];
    for (size_t j = 0; j < s->speakers.count; j++) {
      anno_buf_putc(key, ' ');
      anno_buf_put(key, story->referents[s->speakers.items[j]].iri);
    }
    anno_buf_putc(key, '>');
    if (!s->speakers.count && s->document != ANNO_NOWHERE) anno_buf_put(key, story->documents[s->document].iri);
  }
}

/* One act of speech is one card, and so is what the same ones say again elsewhere; folded, what the same ones say of
   the same. */
static void join_leaf(making *d, size_t at) {
  const anno_saying *s = &d->task->story->sayings[d->leaves[at].saying];
  anno_buf event = anno_buf_in(d->task->arena), claim = anno_buf_in(d->task->arena);
  if (d->task->fold) {
    put_parties(&event, &d->leaves[at].speakers);
    anno_buf_putc(&event, '>');
    put_parties(&event, &d->leaves[at].topics);
    join(d, at, &event);
    return;
  }
  anno_buf_put(&event, s->event);
  put_voices(d, &event, d->leaves[at].saying);
  join(d, at, &event);
  if (s->claim == ANNO_NOWHERE) return;
  anno_buf_put(&claim, anno_arena_print(d->task->arena, "%d ", (int)s->polarity));
  anno_buf_put(&claim, d->task->story->claims[s->claim].iri);
  put_voices(d, &claim, d->leaves[at].saying);
  join(d, at, &claim);
}

static void add_to(making *d, anno_utterance *u, const leaf *l) {
  u->each[u->sayings.count] = &l->topics;
  u->sayings.items[u->sayings.count++] = l->saying;
  for (size_t i = 0; i < l->speakers.count; i++) add_party(d, &u->speakers, l->speakers.items[i]);
  for (size_t i = 0; i < l->topics.count; i++) add_party(d, &u->topics, l->topics.items[i]);
}

/* What is too rare is left out. */
static void drop_rare(making *d) {
  size_t kept = 0;
  for (size_t i = 0; i < d->out.count; i++)
    if (d->out.items[i].weight >= d->task->choice->min_count) d->out.items[kept++] = d->out.items[i];
  d->out.count = kept;
}

static void make_utterances(making *d) {
  size_t *sizes = anno_arena_array(d->task->arena, d->leaf_count + 1, sizeof *sizes);
  size_t *places = anno_arena_array(d->task->arena, d->leaf_count + 1, sizeof *places);
  anno_at *sayings = anno_arena_array(d->task->arena, d->leaf_count + 1, sizeof *sayings);
  const anno_party_list **each = anno_arena_array(d->task->arena, d->leaf_count + 1, sizeof *each);
  d->out.items = anno_arena_array(d->task->arena, d->leaf_count + 1, sizeof *d->out.items);
  if (!sizes || !places || !sayings || !each || !d->out.items) return;
  d->joint = anno_table_in(d->task->arena);
  for (size_t i = 0; i < d->leaf_count; i++) join_leaf(d, i);
  for (size_t i = 0; i < d->leaf_count; i++) sizes[root(d, i)]++;
  for (size_t i = 0; i < d->leaf_count; i++) {
    const size_t first = root(d, i);
    if (first == i) {
      places[i] = d->out.count;
      d->out.items[d->out.count++] = (anno_utterance){.key = d->task->story->sayings[d->leaves[i].saying].iri,
                                                      .sayings = {sayings, 0},
                                                      .each = each,
                                                      .claim = ANNO_NOWHERE,
                                                      .weight = sizes[i]};
      sayings += sizes[i];
      each += sizes[i];
    }
    add_to(d, &d->out.items[places[first]], &d->leaves[i]);
  }
  drop_rare(d);
}

/* ---- claims that nobody states */

/* Those of the first role at the left, the others at the right. */
static void make_marked(making *d) {
  const anno_story *story = d->task->story;
  d->out.items = anno_arena_array(d->task->arena, story->claim_count + 1, sizeof *d->out.items);
  for (anno_at i = 0; d->out.items && i < story->claim_count; i++) {
    const anno_claim *c = &story->claims[i];
    if (!c->chosen || (d->task->choice->min_count > 1 && c->documents.count < d->task->choice->min_count)) continue;
    anno_utterance u = {.key = c->iri, .claim = i, .weight = c->documents.count};
    for (size_t j = 0; j < c->filler_count; j++) {
      const bool first = anno_str_eq(c->fillers[j].role, c->fillers[0].role);
      if (c->fillers[j].kind == ANNO_FILLS_REFERENT)
        add_party(d, first ? &u.speakers : &u.topics, anno_party_as(d->task, c->fillers[j].at, c->iri));
    }
    d->out.items[d->out.count++] = u;
  }
}

/* ---- all of them */

/* Narrations are the documents' own: they come if they are asked for, or if nothing else is there. */
static void weigh_narrations(making *d) {
  size_t others = 0;
  for (size_t i = 0; i < d->task->story->saying_count; i++) {
    const anno_saying *s = &d->task->story->sayings[i];
    if (s->chosen) ++*(s->narrated ? &d->out.narrated : &others);
  }
  d->out.narrations = !others || d->task->choice->acts & 1u << ANNO_ACT_NARRATION;
  if (d->out.narrations) d->out.narrated = 0;
}

anno_utterances anno_find_utterances(const anno_task *task) {
  making m = {.task = task, .out.spoken = task->story->saying_count > 0};
  weigh_narrations(&m);
  if (m.out.spoken) {
    find_leaves(&m);
    make_utterances(&m);
  } else {
    make_marked(&m);
  }
  return m.out;
}

size_t anno_count_told(const anno_task *task, const anno_utterances *of, size_t shown, bool all) {
  bool *covered = anno_arena_array(task->arena, task->story->saying_count + 1, sizeof *covered);
  size_t n = 0;
  for (size_t i = 0; i < shown && covered; i++)
    for (size_t j = 0; j < of->items[i].sayings.count; j++) cover(task->story, of->items[i].sayings.items[j], covered);
  for (anno_at i = 0; i < task->story->saying_count && covered; i++)
    n += is_wanted(task->story, of, i) && (all || covered[i]);
  return n;
}
