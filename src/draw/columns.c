#include "draw/columns.h"

#include <stdlib.h>

#include "base/table.h"
#include "draw/places.h"

enum { LABEL = 120, WRAP = 42 };
enum { MOST_LINES = 10 }; /* claims of a card that have a line of their own */

typedef struct {
  anno_party party;
  size_t card;   /* in the picture, once added */
  size_t place;  /* in its column, before that was put in order */
  size_t weight; /* sum of the places of its lines; over their number: its place in the column */
  size_t lines;
  anno_places sayings;
} beside;

typedef struct {
  beside *items;
  size_t count, capacity;
  anno_table places; /* key -> place + 1 */
  size_t most;       /* 0: any number; else who is met later than so many stands among others */
  size_t others;     /* those */
  anno_at *now;      /* where each place is, once the column is in order */
} column;

typedef struct {
  const anno_task *task;
  anno_picture *out;
  const anno_columns *columns;
  anno_claim_groups *groups;
  column sides[2]; /* right, left: indexed by `left` */
  size_t *lines;   /* of each claim that is shown: its place among the lines of its group */
} drawing;

/* The place of a party in its column, from 1; a new one if it was not met before. 0 without memory. */
static unsigned place_of(anno_arena *arena, column *c, const anno_party *party) {
  beside fresh = {.party = *party, .sayings = anno_places_in(arena)};
  const unsigned known = anno_table_get(&c->places, party->key);
  if (known) return known;
  if (!c->most || c->count < c->most) {
    if (!ANNO_PUSH(arena, c->items, c->count, c->capacity, fresh)) return 0;
    return anno_table_add(&c->places, party->key, (unsigned)c->count);
  }
  fresh.party = (anno_party){.key = ANNO_STR("others"), .referent = ANNO_NOWHERE, .document = ANNO_NOWHERE};
  if (!c->others++ && !ANNO_PUSH(arena, c->items, c->count, c->capacity, fresh)) return 0;
  c->items[c->most].party.others = c->others;
  return anno_table_add(&c->places, party->key, (unsigned)c->most + 1);
}

static void meet(anno_arena *arena, column *c, const anno_party *party, size_t place_of_line, anno_at saying) {
  const unsigned place = place_of(arena, c, party);
  if (!place) return;
  c->items[place - 1].weight += place_of_line;
  c->items[place - 1].lines++;
  anno_places_add(&c->items[place - 1].sayings, saying);
}

static anno_parties parties_of(const drawing *d, const anno_claim_group *group, anno_at saying, bool left) {
  anno_parties out = {.apart = group->key};
  d->columns->meet(d->task, &d->task->story->sayings[saying], left, &out);
  return out;
}

static void meet_group(drawing *d, const anno_claim_group *group, bool left, size_t first_line) {
  for (size_t i = 0; i < group->sayings.count; i++) {
    const anno_at saying = group->sayings.items[i];
    const anno_parties parties = parties_of(d, group, saying, left);
    const size_t line = first_line + d->lines[d->task->story->sayings[saying].claim];
    for (size_t j = 0; j < parties.count; j++) meet(d->task->arena, &d->sides[left], &parties.items[j], line, saying);
  }
}

static void meet_all(drawing *d) {
  for (int left = 0; left < 2; left++) {
    size_t line = 0;
    for (size_t g = 0; g < d->groups->shown; g++) {
      meet_group(d, &d->groups->items[g], left, line);
      line += d->groups->items[g].claims.count;
    }
  }
}

static void empty_columns(drawing *d, size_t most) {
  for (int left = 0; left < 2; left++) d->sides[left] = (column){.places = anno_table_in(d->task->arena), .most = most};
}

/* Forgets what was met, but not who has which place. */
static void forget(drawing *d) {
  for (int left = 0; left < 2; left++)
    for (size_t i = 0; i < d->sides[left].count; i++) {
      beside *b = &d->sides[left].items[i];
      b->weight = b->lines = 0;
      b->sayings = anno_places_in(d->task->arena);
    }
}

static int by_place(const void *a, const void *b) {
  const beside *x = a, *y = b;
  const size_t p = x->weight * y->lines, q = y->weight * x->lines;
  return p < q ? -1 : p > q ? 1 : anno_str_cmp(x->party.key, y->party.key);
}

/* "2018-07 · [001]", for one who stands at the other side as well. */
static void add_dates(drawing *d, const beside *b, bool other) {
  if (!anno_table_get(&d->sides[other].places, b->party.key)) return;
  anno_places sayings = b->sayings;
  const anno_str text = anno_times_of(d->task, anno_places_list(&sayings));
  anno_add_row(d->out, b->card, &(anno_row){.style = ANNO_ROW_SMALL, .text = text});
}

static void add_column(drawing *d, bool left) {
  column *c = &d->sides[left];
  anno_at *now = anno_arena_array(d->task->arena, c->count + 1, sizeof *now);
  if (!now) return;
  for (size_t i = 0; i < c->count; i++) c->items[i].place = i;
  if (c->count) qsort(c->items, c->count, sizeof *c->items, by_place);
  c->now = now;
  for (size_t i = 0; i < c->count; i++) {
    now[c->items[i].place] = (anno_at)i;
    const char *kind = left ? d->columns->left : d->columns->right;
    c->items[i].card = anno_add_party(d->task, d->out, &c->items[i].party, kind, left ? 0 : 2);
    if (d->columns->dates) add_dates(d, &c->items[i], !left);
  }
}

/* ---- one group of claims */

/* A saying of a group: which line of the card it makes, and a party to it by its place in the column. */
typedef struct {
  size_t place, line;
  anno_at saying;
} tie;

typedef struct {
  tie *items;
  size_t count, capacity;
} ties;

static int by_tie(const void *a, const void *b) {
  const tie *x = a, *y = b;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  return (x->saying > y->saying) - (x->saying < y->saying);
}

static ties ties_at(const drawing *d, const anno_claim_group *group, bool left) {
  ties out = {0};
  for (size_t i = 0; i < group->sayings.count; i++) {
    const anno_at saying = group->sayings.items[i];
    const anno_parties parties = parties_of(d, group, saying, left);
    for (size_t j = 0; j < parties.count; j++) {
      const unsigned place = anno_table_get(&d->sides[left].places, parties.items[j].key);
      const tie t = {place ? d->sides[left].now[place - 1] : 0, d->lines[d->task->story->sayings[saying].claim],
                     saying};
      if (place) ANNO_PUSH(d->task->arena, out.items, out.count, out.capacity, t);
    }
  }
  if (out.count) qsort(out.items, out.count, sizeof *out.items, by_tie);
  return out;
}

/* One edge of a party: to one line of the card. */
typedef struct {
  anno_edge edge;
  size_t line;
  anno_places sayings;
} strand;

typedef struct {
  strand *items;
  size_t count, capacity;
} strands;

static bool is_alike(const anno_edge *a, const anno_edge *b) {
  return anno_str_eq(a->kind, b->kind) && a->style == b->style && a->head == b->head && a->tone == b->tone;
}

/* One for each line and kind; solid if one saying makes it so. Ties of one line stand together. */
static strands strands_of(const drawing *d, const tie *begin, const tie *end, bool left) {
  strands out = {0};
  for (const tie *t = begin; t < end; t++) {
    const anno_edge edge = d->columns->edge(&d->task->story->sayings[t->saying], left);
    size_t i = out.count;
    while (i && out.items[i - 1].line == t->line && !anno_str_eq(out.items[i - 1].edge.kind, edge.kind)) i--;
    if (!i || out.items[i - 1].line != t->line) {
      const strand fresh = {edge, t->line, anno_places_in(d->task->arena)};
      if (!ANNO_PUSH(d->task->arena, out.items, out.count, out.capacity, fresh)) break;
      i = out.count;
    }
    if (edge.style == ANNO_EDGE_SOLID) out.items[i - 1].edge.style = edge.style;
    anno_places_add(&out.items[i - 1].sayings, t->saying);
  }
  return out;
}

/* The lines of a group's card; the last one stands for what has none of its own. */
static size_t line_count(const anno_claim_group *group) {
  return group->claims.count <= MOST_LINES ? group->claims.count : MOST_LINES + 1;
}

/* One to the card, if the party has to do with every line in the same way. */
static void join_strands(const anno_claim_group *group, strands *s) {
  if (s->count != line_count(group)) return;
  for (size_t i = 1; i < s->count; i++)
    if (!is_alike(&s->items[i].edge, &s->items[0].edge)) return;
  for (size_t i = 1; i < s->count; i++)
    for (size_t j = 0; j < s->items[i].sayings.count; j++)
      anno_places_add(&s->items[0].sayings, s->items[i].sayings.items[j]);
  s->items[0].line = ANNO_NOWHERE;
  s->count = 1;
}

/* How the lines of a card stand in the picture. */
typedef struct {
  const anno_claim_group *group;
  size_t card;
  int *rows;
} shown_group;

static void add_edge(const drawing *d, const shown_group *g, size_t party, const strand *s, bool left) {
  anno_edge edge = s->edge;
  anno_places places = s->sayings;
  const anno_list sayings = anno_places_list(&places);
  const int row = s->line == ANNO_NOWHERE ? -1 : g->rows[s->line];
  edge.from = left ? party : g->card;
  edge.to = left ? g->card : party;
  edge.from_row = left ? -1 : row;
  edge.to_row = left ? row : -1;
  edge.count = (unsigned)sayings.count;
  edge.sources = anno_sources_of(d->task, sayings);
  edge.tooltip = anno_evidence_of(d->task, sayings);
  anno_add_edge(d->out, &edge);
}

static void add_edges(const drawing *d, const shown_group *g, bool left) {
  const ties all = ties_at(d, g->group, left);
  for (size_t i = 0, end; i < all.count; i = end) {
    for (end = i + 1; end < all.count && all.items[end].place == all.items[i].place;) end++;
    strands s = strands_of(d, all.items + i, all.items + end, left);
    join_strands(g->group, &s);
    for (size_t j = 0; j < s.count; j++)
      add_edge(d, g, d->sides[left].items[all.items[i].place].card, &s.items[j], left);
  }
}

/* What the details of each line speak of: the sayings of its claim, some of them perhaps left out. */
static anno_places *sayings_of_lines(const drawing *d, const anno_claim_group *group) {
  anno_places *lines = anno_arena_array(d->task->arena, line_count(group), sizeof *lines);
  for (size_t i = 0; lines && i < line_count(group); i++) lines[i] = anno_places_in(d->task->arena);
  for (size_t i = 0; lines && i < group->sayings.count; i++) {
    const anno_saying *s = &d->task->story->sayings[group->sayings.items[i]];
    if (!d->columns->details || d->columns->details(s))
      anno_places_add(&lines[d->lines[s->claim]], group->sayings.items[i]);
  }
  return lines;
}

static int add_further(drawing *d, const shown_group *g, size_t sayings) {
  const anno_str text = anno_arena_print(d->task->arena, "and %zu more claims of the kind (%zu statements)",
                                         g->group->claims.count - MOST_LINES, sayings);
  return anno_add_row(d->out, g->card, &(anno_row){.style = ANNO_ROW_TEXT, .text = text, .count = (unsigned)sayings});
}

static void add_card(drawing *d, shown_group *g) {
  const anno_claim_group *group = g->group;
  const anno_story *story = d->task->story;
  const anno_at first = group->claims.items[0];
  anno_places *lines = sayings_of_lines(d, group);
  if (!lines || !g->rows) return;
  g->card = anno_add_card(d->out, &(anno_card){.key = group->key,
                                               .kind = ANNO_STR("claim"),
                                               .label = anno_phrase(d->task->arena, story, first, ANNO_NOWHERE, LABEL),
                                               .iri = story->claims[first].iri,
                                               .style = ANNO_CARD_ROUND,
                                               .tone = ANNO_TONE_CLAIM,
                                               .group = -1,
                                               .rank = 1,
                                               .wrap = WRAP,
                                               .count = (unsigned)group->sayings.count});
  for (size_t i = 0; i < line_count(group); i++) {
    const anno_at claim = group->claims.items[i];
    if (i == MOST_LINES) {
      g->rows[i] = add_further(d, g, anno_places_list(&lines[i]).count);
      break;
    }
    g->rows[i] = anno_add_claim_line(d->task, d->out, g->card, claim, anno_places_list(&lines[i]));
    if (d->columns->under) d->columns->under(d->task, d->out, g->card, claim);
  }
}

/* ---- the picture */

static size_t nodes_of(const drawing *d, size_t groups) { return groups + d->sides[0].count + d->sides[1].count; }

/* Meets groups in their order while they fit into the limit, one place being kept for the rest. Returns how many fit.
 */
static size_t meet_while_fitting(drawing *d, size_t most) {
  for (size_t g = 0; g < most; g++) {
    meet_group(d, &d->groups->items[g], true, g);
    meet_group(d, &d->groups->items[g], false, g);
    if (d->task->limit && nodes_of(d, g + 1) + (g + 1 < d->groups->count) > d->task->limit) return g;
  }
  return most;
}

/* Above the limit the groups with most sayings stay, and beside them those who were met first. */
static void cut(drawing *d) {
  const size_t most = d->task->limit / 4;
  anno_groups_by_weight(d->groups);
  empty_columns(d, most);
  const size_t fitting = meet_while_fitting(d, d->groups->count);
  empty_columns(d, most);
  meet_while_fitting(d, fitting);
  forget(d);
  d->groups->shown = fitting;
  anno_groups_settle(d->groups, d->task->story);
}

static void number_lines(drawing *d) {
  d->lines = anno_arena_array(d->task->arena, d->task->story->claim_count + 1, sizeof *d->lines);
  for (size_t i = 0; d->lines && i < d->groups->count; i++)
    for (size_t j = 0; j < d->groups->items[i].claims.count; j++)
      d->lines[d->groups->items[i].claims.items[j]] = j < MOST_LINES ? j : MOST_LINES;
}

void anno_draw_columns(const anno_task *task, anno_picture *out, anno_claim_groups *groups,
                       const anno_columns *columns) {
  drawing d = {.task = task, .out = out, .columns = columns, .groups = groups};
  out->direction = ANNO_ACROSS;
  out->rank_gap = 0.6;
  anno_groups_at_least(groups, task->choice->min_count, task->story);
  number_lines(&d);
  if (!d.lines) return;
  empty_columns(&d, 0);
  if (task->fold == ANNO_FOLD_REST) {
    cut(&d);
  } else if (meet_while_fitting(&d, groups->count) < groups->count) {
    out->overflows = true;
    return;
  } else {
    forget(&d);
  }
  meet_all(&d);
  add_column(&d, true);
  add_column(&d, false);
  for (size_t i = 0; i < groups->shown && !anno_arena_failed(task->arena); i++) {
    const anno_claim_group *group = &groups->items[i];
    shown_group g = {.group = group, .rows = anno_arena_array(task->arena, group->claims.count, sizeof(int))};
    add_card(&d, &g);
    add_edges(&d, &g, true);
    add_edges(&d, &g, false);
  }
  if (groups->shown < groups->count) anno_add_rest_card(out, groups->count - groups->shown, groups->rest_sayings, 1);
}
