/* statements: who speaks, what is said, who is spoken of. */
#include <stdlib.h>

#include "base/table.h"
#include "draw/claim_group.h"
#include "draw/statements.h"

enum { MOST_ENDS = 32 };

typedef struct {
  anno_party party;
  size_t card, weight;
  anno_tone tone;
  size_t sum, met; /* of the places of its cards; their number */
  size_t first;    /* its place in the order in which they were met */
} actor;

typedef struct {
  actor *items;
  size_t count, capacity;
  anno_table places; /* key -> place + 1 */
} column;

typedef struct {
  const anno_task *task;
  anno_picture *out;
  anno_utterances all;
  size_t shown; /* of them; the first ones */
  column speakers, topics;
  const bool *bodies; /* see find_bodies */
} drawing;

/* ---- columns */

static void meet(const drawing *d, column *c, const anno_party_list *parties, const anno_utterance *u, size_t place) {
  for (size_t i = 0; i < parties->count; i++) {
    const anno_party *p = &parties->items[i];
    const actor fresh = {.party = *p,
                         .tone = p->referent == ANNO_NOWHERE ? ANNO_TONE_PLAIN : anno_tone_of(d->task, p->referent),
                         .first = c->count};
    const unsigned at = anno_table_add(&c->places, p->key, (unsigned)c->count + 1);
    if (!at || (at > c->count && !ANNO_PUSH(d->task->arena, c->items, c->count, c->capacity, fresh))) return;
    c->items[at - 1].weight += u->weight;
    c->items[at - 1].sum += place;
    c->items[at - 1].met++;
  }
}

static void meet_all(drawing *d) {
  d->speakers = (column){.places = anno_table_in(d->task->arena)};
  d->topics = (column){.places = anno_table_in(d->task->arena)};
  for (size_t i = 0; i < d->shown; i++) {
    meet(d, &d->speakers, &d->all.items[i].speakers, &d->all.items[i], i);
    meet(d, &d->topics, &d->all.items[i].topics, &d->all.items[i], i);
  }
}

/* Side by side, who says most first. */
static int by_standing(const void *a, const void *b) {
  const actor *x = a, *y = b;
  const bool plain = x->tone == ANNO_TONE_PLAIN, other = y->tone == ANNO_TONE_PLAIN;
  if (plain != other) return plain ? 1 : -1;
  if (x->tone != y->tone) return x->tone < y->tone ? -1 : 1;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return anno_str_cmp(x->party.key, y->party.key);
}

static int by_place(const void *a, const void *b) {
  const actor *x = a, *y = b;
  const size_t p = x->sum * y->met, q = y->sum * x->met;
  return p < q ? -1 : p > q ? 1 : (x->first > y->first) - (x->first < y->first);
}

static void sort_column(column *c, int (*order)(const void *, const void *)) {
  if (c->count) qsort(c->items, c->count, sizeof *c->items, order);
  for (size_t i = 0; i < c->count; i++) anno_table_set(&c->places, c->items[i].party.key, (unsigned)i + 1);
}

static int by_speaker(const void *a, const void *b) {
  const anno_utterance *x = a, *y = b;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  if (x->topic != y->topic) return x->topic < y->topic ? -1 : 1;
  return anno_str_cmp(x->key, y->key);
}

static int by_weight(const void *a, const void *b) {
  const anno_utterance *x = a, *y = b;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return anno_str_cmp(x->key, y->key);
}

/* The first place in a column of one of the parties; behind all for none. */
static size_t first_of(const column *c, const anno_party_list *parties) {
  size_t first = c->count;
  for (size_t i = 0; i < parties->count; i++) {
    const unsigned place = anno_table_get(&c->places, parties->items[i].key);
    if (place && place - 1 < first) first = place - 1;
  }
  return first;
}

/* Cards stand in the order of their speakers; those spoken of where their cards are. */
static void order(drawing *d) {
  meet_all(d);
  sort_column(&d->speakers, by_standing);
  sort_column(&d->topics, by_standing);
  for (size_t i = 0; i < d->shown; i++) {
    d->all.items[i].place = first_of(&d->speakers, &d->all.items[i].speakers);
    d->all.items[i].topic = first_of(&d->topics, &d->all.items[i].topics);
  }
  if (d->shown) qsort(d->all.items, d->shown, sizeof *d->all.items, by_speaker);
  meet_all(d);
  sort_column(&d->speakers, by_place);
  sort_column(&d->topics, by_place);
}

/* Above the limit the cards of most statements stay. */
static void cut(drawing *d) {
  size_t low = 0, high = d->all.count;
  if (d->all.count) qsort(d->all.items, d->all.count, sizeof *d->all.items, by_weight);
  while (low < high) {
    d->shown = (low + high + 1) / 2;
    meet_all(d);
    if (d->shown + d->speakers.count + d->topics.count + (d->shown < d->all.count) <= d->task->limit)
      low = d->shown;
    else
      high = d->shown - 1;
  }
  d->shown = low;
}

static bool is_side(const anno_task *task, anno_at referent) {
  for (size_t i = 0; i < task->sides.count; i++)
    if (task->sides.items[i] == referent) return true;
  return false;
}

/* Those whom others are folded into as their body. */
static bool *find_bodies(const anno_task *task) {
  const anno_story *story = task->story;
  bool *is_body = anno_arena_array(task->arena, story->referent_count + 1, sizeof *is_body);
  for (size_t i = 0; is_body && i < story->referent_count; i++)
    if (story->referents[i].body != ANNO_NOWHERE && !story->referents[i].body_is_alleged)
      is_body[story->referents[i].body] = true;
  return is_body;
}

/* Says of a card that it stands for more than the one it names. */
static void tell_folded(const drawing *d, const actor *a) {
  const anno_at who = a->party.referent;
  if (!d->task->fold || who == ANNO_NOWHERE || a->card >= d->out->card_count) return;
  anno_card *card = &d->out->cards[a->card];
  if (!card->row_count) return;
  const bool unnamed = d->task->story->referents[who].unspecified;
  if (unnamed && a->weight > 1) card->label = card->rows[0].text = ANNO_STR("unnamed speakers");
  if (d->bodies && d->bodies[who]) card->rows[0].small = ANNO_STR("or its people");
  if (d->task->fold >= ANNO_FOLD_BODIES && is_side(d->task, who))
    card->rows[0].small = ANNO_STR("or those of its side");
}

static void add_actors(drawing *d, column *c, const char *kind, int rank) {
  for (size_t i = 0; i < c->count; i++) {
    c->items[i].card = anno_add_party(d->task, d->out, &c->items[i].party, kind, rank);
    tell_folded(d, &c->items[i]);
  }
}

/* ---- lines between them */

/* Without memory nobody is there: it is somebody without a card then. */
static actor actor_of(const column *c, anno_str key) {
  const unsigned place = anno_table_get(&c->places, key);
  return place ? c->items[place - 1] : (actor){.tone = ANNO_TONE_PLAIN};
}

static bool has_party(const anno_party_list *list, anno_str key) {
  for (size_t i = 0; i < list->count; i++)
    if (anno_str_eq(list->items[i].key, key)) return true;
  return false;
}

/* A line for each row that tells of the topic, or one for the card if all do. */
static void add_topic_edges(drawing *d, const anno_utterance *u, const anno_party *topic, const int *rows,
                            anno_edge edge) {
  int ends[MOST_ENDS];
  size_t n = 0, sayings = 0;
  for (size_t i = 0; i < u->sayings.count; i++) {
    if (!has_party(u->each[i], topic->key)) continue;
    sayings++;
    size_t j = 0;
    while (j < n && ends[j] != rows[i]) j++;
    if (j == n && n < MOST_ENDS) ends[n++] = rows[i];
  }
  if (sayings == u->sayings.count) ends[0] = -1, n = 1;
  edge.to = actor_of(&d->topics, topic->key).card;
  for (size_t i = 0; i < n; i++) {
    edge.from_row = ends[i];
    anno_add_edge(d->out, &edge);
  }
}

static bool is_unsure(const drawing *d, const anno_utterance *u) {
  for (size_t i = 0; i < u->sayings.count; i++)
    if (d->task->story->sayings[u->sayings.items[i]].is_certain) return false;
  return true;
}

/* In the speaker's colour and thin, so that the eye finds the way through: how many they are stands in the card. */
static void add_edges(drawing *d, const anno_utterance *u, size_t card, const int *rows) {
  anno_edge edge = {.from_row = -1, .to_row = -1, .style = is_unsure(d, u) ? ANNO_EDGE_DASHED : ANNO_EDGE_SOLID};
  if (u->speakers.count) edge.tone = actor_of(&d->speakers, u->speakers.items[0].key).tone;
  for (size_t i = 0; i < u->speakers.count; i++) {
    const actor a = actor_of(&d->speakers, u->speakers.items[i].key);
    anno_edge from = edge;
    from.from = a.card;
    from.to = card;
    from.kind = ANNO_STR("says");
    from.head = ANNO_HEAD_NONE;
    from.tone = a.tone;
    anno_add_edge(d->out, &from);
  }
  edge.from = card;
  edge.kind = ANNO_STR("speaks of");
  for (size_t i = 0; i < u->topics.count; i++) add_topic_edges(d, u, &u->topics.items[i], rows, edge);
  if (edge.style == ANNO_EDGE_DASHED)
    anno_need_key(d->out,
                  (anno_key){.sample = ANNO_KEY_EDGE, .style = ANNO_EDGE_DASHED, .text = ANNO_STR("not certain")});
}

/* No heads: what a role means is not known. */
static void add_role_edges(drawing *d, const anno_utterance *u, size_t card) {
  const anno_claim *c = &d->task->story->claims[u->claim];
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    if (f->kind != ANNO_FILLS_REFERENT) continue;
    const bool left = anno_str_eq(f->role, c->fillers[0].role);
    const anno_party party = anno_party_as(d->task, f->at, c->iri);
    const size_t other = actor_of(left ? &d->speakers : &d->topics, party.key).card;
    anno_add_edge(d->out, &(anno_edge){.from = left ? other : card,
                                       .to = left ? card : other,
                                       .from_row = -1,
                                       .to_row = -1,
                                       .kind = f->label,
                                       .label = f->label,
                                       .style = ANNO_EDGE_DOTTED,
                                       .head = ANNO_HEAD_NONE});
  }
}

/* ---- the picture */

static void add_rest(drawing *d) {
  const size_t others = d->all.count - d->shown, at = d->out->card_count;
  anno_add_rest_card(d->out, others, d->out->counted - d->out->shown, 1);
  if (d->all.spoken || at >= d->out->card_count || !d->out->cards[at].row_count) return;
  anno_card *card = &d->out->cards[at]; /* nobody's statements */
  card->label = card->rows[0].text = anno_arena_print(d->task->arena, "and %zu others", others);
  card->count = 0;
}

static void add_cards(drawing *d) {
  const bool spoken = d->all.spoken;
  add_actors(d, &d->speakers, spoken ? "speaker" : "party", 0);
  add_actors(d, &d->topics, spoken ? "topic" : "other", 2);
  for (size_t i = 0; i < d->shown; i++) {
    const anno_utterance *u = &d->all.items[i];
    int *rows = anno_arena_array(d->task->arena, u->sayings.count + 1, sizeof *rows);
    if (!rows) return;
    if (!spoken) {
      add_role_edges(d, u, anno_add_marked(d->task, d->out, u));
    } else {
      const bool folded = d->task->fold;
      add_edges(d, u, folded ? anno_add_statements(d->task, d->out, u) : anno_add_statement(d->task, d->out, u, rows),
                rows);
    }
    /* It will be folded further. */
    if (d->task->limit && d->task->fold < ANNO_FOLD_REST && d->out->card_count > d->task->limit) return;
  }
  if (d->shown < d->all.count) add_rest(d);
}

static void tell_spoken(drawing *d) {
  anno_arena *arena = d->task->arena;
  d->out->unit = ANNO_STR("statements");
  d->out->counted = anno_count_told(d->task, &d->all, 0, true);
  d->out->shown = anno_count_told(d->task, &d->all, d->shown, false);
  if (d->all.narrated)
    anno_add_note(d->out, anno_arena_print(arena, "%zu narrated by documents themselves left out", d->all.narrated));
  if (!d->shown) return;
  anno_need_key(d->out, (anno_key){.sample = ANNO_KEY_EDGE, .text = ANNO_STR("speaker — statement → spoken of")});
  d->out->description =
      anno_arena_print(arena,
                       "Speakers at the left (%zu), cards with what they say in the middle (%zu), those spoken of at "
                       "the right (%zu).",
                       d->speakers.count, d->shown, d->topics.count);
}

static void tell_marked(drawing *d) {
  d->out->unit = ANNO_STR("marked relations and events");
  d->out->counted = d->all.count;
  d->out->shown = d->shown;
  if (!d->shown) return;
  anno_add_note(d->out, ANNO_STR("marked in the text, nobody's statement"));
  anno_need_key(d->out, (anno_key){.sample = ANNO_KEY_EDGE,
                                   .style = ANNO_EDGE_DOTTED,
                                   .head = ANNO_HEAD_NONE,
                                   .text = ANNO_STR("plays a role in it")});
  d->out->description = anno_arena_print(d->task->arena,
                                         "Relations and events that the texts were marked with (%zu), nobody's "
                                         "statements, between those who play a role in them.",
                                         d->shown);
}

static void draw(const anno_task *task, anno_picture *out) {
  drawing d = {.task = task, .out = out, .all = anno_find_utterances(task), .bodies = find_bodies(task)};
  d.shown = d.all.count;
  out->direction = ANNO_ACROSS;
  out->rank_gap = 0.6;
  if (task->fold == ANNO_FOLD_REST) cut(&d);
  order(&d);
  if (d.all.spoken)
    tell_spoken(&d);
  else
    tell_marked(&d);
  add_cards(&d);
}

const anno_view anno_view_statements = {
    .name = "statements",
    .title = "Who says what about whom",
    .summary = "speaker, statement, those spoken of; who passes on whose words",
    .draw = draw,
};
