/* Which actors are tied to which by what is said of them. */
#include <stdlib.h>

#include "base/table.h"
#include "draw/actors.h"
#include "draw/relate.h"
#include "rdf/vocab.h"

static const anno_str partner_role = ANNO_STR_INIT(ANNO_NS_SAID "partner");

static bool is_actor(const anno_story *story, anno_at referent) {
  const anno_referent *r = &story->referents[referent];
  return !r->unspecified && anno_may_act(r);
}

static void add_tie(anno_ties *ties, anno_tie tie) {
  if (tie.from != tie.to) ANNO_PUSH(ties->arena, ties->items, ties->count, ties->capacity, tie);
}

/* What somebody says counts as his own word unless it is only known through somebody else. */
static bool is_direct(const anno_saying *saying) { return saying->relayed_by.count == 0; }

/* Whoever speaks of his own side speaks of himself, and so does a side that speaks of its people. */
static bool is_own(const anno_task *task, const anno_tie *tie) {
  return anno_side_of(task, tie->from) == tie->to || anno_side_of(task, tie->to) == tie->from;
}

static void tie_all(anno_ties *ties, const anno_task *task, anno_tie tie, anno_list to) {
  const anno_saying *s = &task->story->sayings[tie.saying];
  for (size_t i = 0; i < s->speakers.count; i++)
    for (size_t j = 0; j < to.count; j++) {
      const anno_story *story = task->story;
      if (story->referents[s->speakers.items[i]].unspecified || story->referents[to.items[j]].unspecified) continue;
      tie.from = s->speakers.items[i];
      tie.to = to.items[j];
      if (tie.kind != ANNO_TIE_ABOUT || !is_own(task, &tie)) add_tie(ties, tie);
    }
}

/* ---- accusations */

static bool accuses(const anno_saying *s) {
  return s->acts & 1u << ANNO_ACT_ACCUSATION && s->polarity != ANNO_LEAVES_OPEN && s->polarity != ANNO_RELAYS;
}

static void tie_accused(anno_ties *ties, const anno_task *task, anno_at at) {
  const anno_saying *s = &task->story->sayings[at];
  const anno_tie tie = {.kind = ANNO_TIE_ACCUSES, .saying = at, .claim = s->claim, .firm = is_direct(s)};
  if (accuses(s)) tie_all(ties, task, tie, s->accused);
}

/* ---- denials */

static bool denies(const anno_saying *s) {
  return s->acts & (1u << ANNO_ACT_DENIAL | 1u << ANNO_ACT_REJECTION) &&
         (s->polarity == ANNO_NEGATES || s->polarity == ANNO_CONVEYS);
}

static void tie_answered(anno_ties *ties, const anno_task *task, anno_at at) {
  const anno_saying *s = &task->story->sayings[at];
  const anno_tie tie = {.kind = ANNO_TIE_DENIES, .saying = at, .claim = s->claim, .firm = is_direct(s)};
  if (!denies(s)) return;
  for (size_t i = 0; i < s->answers.count; i++)
    tie_all(ties, task, tie, task->story->sayings[s->answers.items[i]].speakers);
}

/* A denial that names no saying that it answers denies what affirms the same, or something more special. */
static void tie_contradicted(anno_ties *ties, const anno_task *task, anno_at claim) {
  const anno_story *story = task->story;
  const anno_list own = story->claims[claim].sayings;
  const anno_list answers = anno_answers_to(task->arena, story, claim);
  for (size_t i = 0; i < answers.count; i++) {
    const anno_saying *s = &story->sayings[answers.items[i]];
    const anno_tie tie = {.kind = ANNO_TIE_DENIES, .saying = answers.items[i], .claim = s->claim, .firm = is_direct(s)};
    if (!denies(s) || s->answers.count) continue;
    for (size_t j = 0; j < own.count; j++)
      if (story->sayings[own.items[j]].chosen && story->sayings[own.items[j]].polarity == ANNO_AFFIRMS)
        tie_all(ties, task, tie, story->sayings[own.items[j]].speakers);
  }
}

static void tie_denials(anno_ties *ties, const anno_task *task) {
  const anno_story *story = task->story;
  bool loose = false; /* a denial that names nothing that it answers */
  for (anno_at i = 0; i < story->saying_count; i++) {
    if (!story->sayings[i].chosen) continue;
    tie_answered(ties, task, i);
    loose = loose || (denies(&story->sayings[i]) && !story->sayings[i].answers.count);
  }
  for (anno_at i = 0; loose && i < story->claim_count; i++) {
    bool affirmed = false;
    for (size_t j = 0; !affirmed && j < story->claims[i].sayings.count; j++) {
      const anno_saying *s = &story->sayings[story->claims[i].sayings.items[j]];
      affirmed = s->chosen && s->polarity == ANNO_AFFIRMS && s->speakers.count;
    }
    if (affirmed) tie_contradicted(ties, task, i);
  }
}

/* ---- what is done together */

typedef struct {
  anno_at subjects, partners; /* how many actors */
  bool on_nobody;             /* there is neither object nor value */
  bool on_actor;              /* it is done to somebody: with the partner's help, or by linking him to the partner */
  bool on_arrangement;
} company;

static bool is_subject(const anno_filler *f) { return anno_str_eq(f->role, anno_vocab_iri(ANNO_V_subject)); }
static bool is_partner(const anno_filler *f) { return anno_str_eq(f->role, partner_role); }

static bool fills_as_actor(const anno_story *story, const anno_filler *f) {
  return f->kind == ANNO_FILLS_REFERENT && is_actor(story, f->at);
}

static company company_of(const anno_story *story, const anno_claim *claim) {
  company c = {.on_nobody = true};
  for (size_t i = 0; i < claim->filler_count; i++) {
    const anno_filler *f = &claim->fillers[i];
    if (fills_as_actor(story, f) && is_subject(f)) c.subjects++;
    if (fills_as_actor(story, f) && is_partner(f)) c.partners++;
    if (anno_str_eq(f->role, anno_vocab_iri(ANNO_V_said_value))) c.on_nobody = false;
    if (!anno_str_eq(f->role, anno_vocab_iri(ANNO_V_object))) continue;
    c.on_nobody = false;
    if (fills_as_actor(story, f)) c.on_actor = true;
    if (f->kind == ANNO_FILLS_REFERENT && anno_is_arrangement(&story->referents[f->at])) c.on_arrangement = true;
  }
  return c;
}

/* Several who do something need not do it with each other ("A and B spoke"): there is a partner, or a thing that is
   agreed on, or nothing that each could do it to, or the same is elsewhere said to be done with a partner. */
static bool is_joint(const anno_story *story, const anno_claim *claim, const anno_table *mutual) {
  if (!(claim->nature & ANNO_CONDUCT) || claim->nature & ANNO_BLAME) return false;
  const company c = company_of(story, claim);
  if (!c.subjects || c.subjects + c.partners < 2 || c.on_actor) return false;
  return c.partners || c.on_arrangement || c.on_nobody || anno_table_get(mutual, claim->predicate);
}

static void tie_pairs(anno_ties *ties, const anno_story *story, const anno_claim *claim, anno_tie tie) {
  for (size_t i = 0; i < claim->filler_count; i++)
    for (size_t j = i + 1; j < claim->filler_count; j++) {
      const anno_filler *a = &claim->fillers[i], *b = &claim->fillers[j];
      if (!fills_as_actor(story, a) || !fills_as_actor(story, b)) continue;
      if (!(is_subject(a) || is_partner(a)) || !(is_subject(b) || is_partner(b))) continue;
      if (is_partner(a) && is_partner(b)) continue;
      tie.from = a->at < b->at ? a->at : b->at;
      tie.to = a->at < b->at ? b->at : a->at;
      add_tie(ties, tie);
    }
}

/* What is affirmed of them as something that is or was; certain narration makes it firm. */
static void tie_joint(anno_ties *ties, const anno_task *task, anno_at at, const anno_table *mutual) {
  const anno_story *story = task->story;
  const anno_claim *claim = &story->claims[at];
  if (!is_joint(story, claim, mutual)) return;
  for (size_t i = 0; i < claim->sayings.count; i++) {
    const anno_at saying = claim->sayings.items[i];
    const anno_saying *s = &story->sayings[saying];
    const bool firm = s->narrated && s->is_certain && is_direct(s);
    const anno_tie tie = {.kind = ANNO_TIE_TOGETHER, .saying = saying, .claim = at, .firm = firm};
    if (s->chosen && s->polarity == ANNO_AFFIRMS && s->is_actual) tie_pairs(ties, story, claim, tie);
  }
}

/* The predicates that anything is said to be done by with a partner. */
static anno_table mutual_predicates(const anno_task *task) {
  anno_table mutual = anno_table_in(task->arena);
  for (size_t i = 0; i < task->story->claim_count; i++) {
    const anno_claim *claim = &task->story->claims[i];
    if (company_of(task->story, claim).partners) anno_table_add(&mutual, claim->predicate, 1);
  }
  return mutual;
}

/* ---- what is said about others */

static bool is_tied(const anno_ties *ties, size_t from, anno_at to) {
  for (size_t i = from; i < ties->count; i++)
    if (ties->items[i].to == to) return true;
  return false;
}

/* Those whom a saying is about beyond those whom it accuses: `from` is where its own ties begin. */
static void tie_spoken_of(anno_ties *ties, const anno_task *task, anno_at at, size_t from) {
  const anno_story *story = task->story;
  const anno_saying *s = &story->sayings[at];
  const anno_tie tie = {.kind = ANNO_TIE_ABOUT, .saying = at, .claim = s->claim, .firm = is_direct(s)};
  const size_t fillers = s->claim == ANNO_NOWHERE ? 0 : story->claims[s->claim].filler_count;
  for (size_t i = 0; i < fillers; i++) {
    anno_filler f = story->claims[s->claim].fillers[i];
    const anno_list one = {&f.at, 1};
    if (is_subject(&f) && fills_as_actor(story, &f) && !is_tied(ties, from, f.at)) tie_all(ties, task, tie, one);
  }
  for (size_t i = 0; i < s->about.count; i++) {
    const anno_list one = {&s->about.items[i], 1};
    if (is_actor(story, s->about.items[i]) && !is_tied(ties, from, s->about.items[i])) tie_all(ties, task, tie, one);
  }
}

/* ---- what is only marked */

static void tie_marked(anno_ties *ties, const anno_task *task, anno_at at) {
  const anno_claim *claim = &task->story->claims[at];
  anno_at found[2];
  size_t n = 0;
  for (size_t i = 0; i < claim->filler_count && n < 2; i++)
    if (fills_as_actor(task->story, &claim->fillers[i]) && (!n || found[0] != claim->fillers[i].at))
      found[n++] = claim->fillers[i].at;
  if (n < 2) return;
  add_tie(ties,
          (anno_tie){.kind = ANNO_TIE_MARKED, .from = found[0], .to = found[1], .saying = ANNO_NOWHERE, .claim = at});
}

/* ---- all */

anno_ties anno_ties_of(const anno_task *task, bool spoken) {
  const anno_story *story = task->story;
  anno_ties ties = {.arena = task->arena};
  for (anno_at i = 0; !spoken && i < story->claim_count; i++)
    if (story->claims[i].chosen) tie_marked(&ties, task, i);
  if (!spoken) return ties;
  for (anno_at i = 0; i < story->saying_count; i++) {
    const size_t from = ties.count;
    if (!story->sayings[i].chosen) continue;
    tie_accused(&ties, task, i);
    tie_spoken_of(&ties, task, i, from);
  }
  tie_denials(&ties, task);
  const anno_table mutual = mutual_predicates(task);
  for (anno_at i = 0; i < story->claim_count; i++) tie_joint(&ties, task, i, &mutual);
  return ties;
}

static int by_number(anno_at a, anno_at b) { return (a > b) - (a < b); }

/* What a document itself says and what only somebody says are two bonds, but for what is said about others. */
static int sort_of(const anno_tie *tie) { return tie->kind == ANNO_TIE_ABOUT || tie->firm; }

static int by_cards(const void *a, const void *b) {
  const anno_tie *x = a, *y = b;
  const int orders[] = {by_number(x->from_card, y->from_card), by_number(x->to_card, y->to_card),
                        (int)x->kind - (int)y->kind,           sort_of(y) - sort_of(x),
                        by_number(x->saying, y->saying),       by_number(x->claim, y->claim),
                        by_number(x->from, y->from),           by_number(x->to, y->to)};
  for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
    if (orders[i]) return orders[i];
  return 0;
}

/* What both do together has no direction: the card that comes first stands first. */
static void turn(anno_tie *tie) {
  if (tie->kind != ANNO_TIE_TOGETHER || tie->from_card <= tie->to_card) return;
  const anno_tie old = *tie;
  tie->from = old.to, tie->to = old.from;
  tie->from_card = old.to_card, tie->to_card = old.from_card;
}

static bool is_new(const anno_tie *tie, const anno_tie *before) {
  return tie->saying != before->saying || (tie->saying == ANNO_NOWHERE && tie->claim != before->claim);
}

anno_bonds anno_bonds_of(anno_ties *ties) {
  anno_bonds bonds = {0};
  for (size_t i = 0; i < ties->count; i++) turn(&ties->items[i]);
  if (ties->count) qsort(ties->items, ties->count, sizeof *ties->items, by_cards);
  for (size_t i = 0, n; i < ties->count; i += n) {
    const anno_tie *first = &ties->items[i];
    anno_bond bond = {.kind = first->kind, .from = first->from_card, .to = first->to_card, .ties = first};
    for (n = 0; i + n < ties->count; n++) {
      const anno_tie *tie = &first[n];
      if (tie->from_card != bond.from || tie->to_card != bond.to) break;
      if (tie->kind != bond.kind || sort_of(tie) != sort_of(first)) break;
      bond.count += n == 0 || is_new(tie, tie - 1);
      bond.firm = bond.firm || tie->firm;
    }
    bond.tie_count = n;
    if (bond.from == bond.to)
      bonds.within += bond.count;
    else
      ANNO_PUSH(ties->arena, bonds.items, bonds.count, bonds.capacity, bond);
  }
  return bonds;
}
