#include "draw/claim_group.h"

#include <stdlib.h>

static anno_at root(anno_grouping *g, anno_at claim) {
  while (g->parent[claim] != claim) claim = g->parent[claim] = g->parent[g->parent[claim]];
  return claim;
}

void anno_grouping_join(anno_grouping *g, anno_at a, anno_at b) {
  a = root(g, a);
  b = root(g, b);
  if (a == b || (g->most && g->size[a] + g->size[b] > g->most)) return;
  const anno_at first = a < b ? a : b, second = a < b ? b : a;
  g->parent[second] = first;
  g->size[first] += g->size[second];
}

/* ---- one annotation, several contents */

typedef struct {
  anno_str event;
  anno_at saying;
} event_row;

static int by_event(const void *a, const void *b) {
  const event_row *x = a, *y = b;
  const int c = anno_str_cmp(x->event, y->event);
  return c ? c : (x->saying > y->saying) - (x->saying < y->saying);
}

static bool same_list(anno_list a, anno_list b) {
  if (a.count != b.count) return false;
  for (size_t i = 0; i < a.count; i++)
    if (a.items[i] != b.items[i]) return false;
  return true;
}

void anno_grouping_join_events(anno_grouping *g) {
  size_t taken = 0;
  for (size_t i = 0; i < g->task->story->saying_count; i++) taken += g->taken[i];
  event_row *rows = anno_arena_array(g->task->arena, taken + 1, sizeof *rows);
  size_t n = 0;
  for (anno_at i = 0; rows && i < g->task->story->saying_count; i++)
    if (g->taken[i]) rows[n++] = (event_row){g->task->story->sayings[i].event, i};
  if (n) qsort(rows, n, sizeof *rows, by_event);
  for (size_t i = 1; i < n; i++) {
    const anno_saying *a = &g->task->story->sayings[rows[i - 1].saying], *b = &g->task->story->sayings[rows[i].saying];
    if (anno_str_eq(a->event, b->event) && same_list(a->speakers, b->speakers))
      anno_grouping_join(g, a->claim, b->claim);
  }
}

/* ---- the general and the special */

typedef struct {
  anno_str predicate;
  anno_at subject, claim;
} subject_row;

static int by_subject(const void *a, const void *b) {
  const subject_row *x = a, *y = b;
  const int c = anno_str_cmp(x->predicate, y->predicate);
  if (c) return c;
  if (x->subject != y->subject) return x->subject < y->subject ? -1 : 1;
  return (x->claim > y->claim) - (x->claim < y->claim);
}

/* Roles are in order: subjects, then objects. */
static bool is_subject(const anno_claim *c, size_t i) {
  return i < c->filler_count && c->fillers[i].kind == ANNO_FILLS_REFERENT &&
         anno_str_eq(c->fillers[i].role, c->fillers[0].role);
}

static bool has_two_roles(const anno_claim *c) {
  return is_subject(c, 0) && c->filler_count > 1 &&
         !anno_str_eq(c->fillers[0].role, c->fillers[c->filler_count - 1].role);
}

static size_t list_subjects(const anno_grouping *g, subject_row *rows) {
  size_t n = 0;
  for (anno_at i = 0; i < g->task->story->claim_count; i++) {
    const anno_claim *c = &g->task->story->claims[i];
    for (size_t j = 0; g->in[i] && is_subject(c, j); j++) {
      if (rows) rows[n] = (subject_row){c->predicate, c->fillers[j].at, i};
      n++;
    }
  }
  return n;
}

/* Only claims that share predicate and a subject can generalise each other. */
void anno_grouping_join_general(anno_grouping *g) {
  const size_t n = list_subjects(g, NULL);
  subject_row *rows = anno_arena_array(g->task->arena, n + 1, sizeof *rows);
  if (!rows || !n) return;
  list_subjects(g, rows);
  qsort(rows, n, sizeof *rows, by_subject);
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i + 1;
         end < n && rows[end].subject == rows[i].subject && anno_str_eq(rows[end].predicate, rows[i].predicate);)
      end++;
    for (size_t a = i; a < end; a++) {
      if (!has_two_roles(&g->task->story->claims[rows[a].claim])) continue;
      for (size_t b = i; b < end; b++)
        if (a != b && anno_generalises(g->task->story, rows[a].claim, rows[b].claim))
          anno_grouping_join(g, rows[a].claim, rows[b].claim);
    }
  }
}

/* ---- groups */

static int by_order(const void *a, const void *b) {
  const anno_claim_group *x = a, *y = b;
  if (x->accused != y->accused) return x->accused < y->accused ? -1 : 1;
  if (x->speaker != y->speaker) return x->speaker < y->speaker ? -1 : 1;
  return anno_str_cmp(x->key, y->key);
}

static int by_weight(const void *a, const void *b) {
  const anno_claim_group *x = a, *y = b;
  if (x->sayings.count != y->sayings.count) return x->sayings.count < y->sayings.count ? 1 : -1;
  return anno_str_cmp(x->key, y->key);
}

/* Few fillers first: insertion, since a group is small; IRIs are in order already. */
static void general_first(const anno_story *story, anno_list claims) {
  for (size_t i = 1; i < claims.count; i++) {
    const anno_at claim = claims.items[i];
    size_t at = i;
    for (; at && story->claims[claims.items[at - 1]].filler_count > story->claims[claim].filler_count; at--)
      claims.items[at] = claims.items[at - 1];
    claims.items[at] = claim;
  }
}

static void fill_group(const anno_grouping *g, anno_claim_group *group) {
  general_first(g->task->story, group->claims);
  group->key = g->task->story->claims[group->claims.items[0]].iri;
  group->accused = group->speaker = ANNO_NOWHERE;
  for (size_t i = 0; i < group->sayings.count; i++) {
    const anno_saying *s = &g->task->story->sayings[group->sayings.items[i]];
    if (s->accused.count && s->accused.items[0] < group->accused) group->accused = s->accused.items[0];
    if (s->speakers.count && s->speakers.items[0] < group->speaker) group->speaker = s->speakers.items[0];
  }
}

/* Lists with room for what `counts` says, by the group's first claim. */
static void distribute(anno_grouping *g, anno_claim_groups *out, const anno_at *group_of) {
  const anno_story *story = g->task->story;
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < out->count; i++) {
      anno_claim_group *group = &out->items[i];
      if (!pass) continue;
      group->claims.items = anno_arena_array(out->arena, group->claims.count, sizeof(anno_at));
      group->sayings.items = anno_arena_array(out->arena, group->sayings.count + 1, sizeof(anno_at));
      if (!group->claims.items || !group->sayings.items) return;
      group->claims.count = group->sayings.count = 0;
    }
    for (anno_at i = 0; i < story->claim_count; i++) {
      if (!g->in[i]) continue;
      anno_list *claims = &out->items[group_of[root(g, i)]].claims;
      if (pass) claims->items[claims->count] = i;
      claims->count++;
    }
    for (anno_at i = 0; i < story->saying_count; i++) {
      if (!g->taken[i]) continue;
      anno_list *sayings = &out->items[group_of[root(g, story->sayings[i].claim)]].sayings;
      if (pass) sayings->items[sayings->count] = i;
      sayings->count++;
    }
  }
  for (size_t i = 0; i < out->count; i++) fill_group(g, &out->items[i]);
}

static size_t count_events(const anno_claim_groups *groups, const anno_story *story, size_t first, size_t end) {
  size_t sayings = 0, n = 0, events = 0;
  for (size_t i = first; i < end; i++) sayings += groups->items[i].sayings.count;
  event_row *rows = anno_arena_array(groups->arena, sayings + 1, sizeof *rows);
  if (!rows) return 0;
  for (size_t i = first; i < end; i++)
    for (size_t j = 0; j < groups->items[i].sayings.count; j++) {
      const anno_at saying = groups->items[i].sayings.items[j];
      rows[n++] = (event_row){story->sayings[saying].event, saying};
    }
  if (n) qsort(rows, n, sizeof *rows, by_event);
  for (size_t i = 0; i < n; i++) events += !i || !anno_str_eq(rows[i - 1].event, rows[i].event);
  return events;
}

static void make_groups(anno_grouping *g, anno_claim_groups *out) {
  anno_at *group_of = anno_arena_array(out->arena, g->task->story->claim_count + 1, sizeof *group_of);
  if (!group_of) return;
  size_t n = 0;
  for (anno_at i = 0; i < g->task->story->claim_count; i++)
    if (g->in[i] && root(g, i) == i) group_of[i] = (anno_at)n++;
  out->items = anno_arena_array(out->arena, n + 1, sizeof *out->items);
  if (!out->items) return;
  out->count = n;
  distribute(g, out, group_of);
  if (anno_arena_failed(out->arena)) {
    out->count = 0;
    return;
  }
  out->shown = out->all = out->count;
  out->events = count_events(out, g->task->story, 0, out->count);
  anno_groups_settle(out, g->task->story);
}

bool anno_grouping_begin(anno_grouping *g, const anno_task *task) {
  const anno_story *story = task->story;
  *g = (anno_grouping){.task = task,
                       .parent = anno_arena_array(task->arena, story->claim_count + 1, sizeof(anno_at)),
                       .taken = anno_arena_array(task->arena, story->saying_count + 1, sizeof(bool)),
                       .in = anno_arena_array(task->arena, story->claim_count + 1, sizeof(bool)),
                       .size = anno_arena_array(task->arena, story->claim_count + 1, sizeof(unsigned))};
  if (!g->parent || !g->taken || !g->in || !g->size) return false;
  for (anno_at i = 0; i < story->claim_count; i++) {
    g->parent[i] = i;
    g->size[i] = 1;
  }
  return true;
}

void anno_grouping_take(anno_grouping *g, anno_at saying) {
  g->taken[saying] = g->in[g->task->story->sayings[saying].claim] = true;
}

anno_claim_groups anno_grouping_end(anno_grouping *g) {
  anno_claim_groups out = {.arena = g->task->arena};
  make_groups(g, &out);
  return out;
}

void anno_groups_by_weight(anno_claim_groups *groups) {
  if (groups->count) qsort(groups->items, groups->count, sizeof *groups->items, by_weight);
}

void anno_groups_settle(anno_claim_groups *groups, const anno_story *story) {
  if (groups->shown) qsort(groups->items, groups->shown, sizeof *groups->items, by_order);
  groups->events_shown = count_events(groups, story, 0, groups->shown);
  groups->rest_sayings = 0;
  for (size_t i = groups->shown; i < groups->count; i++) groups->rest_sayings += groups->items[i].sayings.count;
}

void anno_groups_at_least(anno_claim_groups *groups, size_t sayings, const anno_story *story) {
  anno_groups_by_weight(groups);
  while (groups->count && groups->items[groups->count - 1].sayings.count < sayings) groups->count--;
  groups->shown = groups->count;
  anno_groups_settle(groups, story);
}

void anno_add_rest_card(anno_picture *out, size_t others, size_t sayings, int rank) {
  const anno_str text = anno_arena_print(out->arena, "and %zu other%s (%zu statement%s)", others,
                                         others == 1 ? "" : "s", sayings, sayings == 1 ? "" : "s");
  const size_t card = anno_add_card(out, &(anno_card){.key = ANNO_STR("rest"),
                                                      .kind = ANNO_STR("rest"),
                                                      .label = text,
                                                      .style = ANNO_CARD_DASHED,
                                                      .group = -1,
                                                      .rank = rank,
                                                      .count = (unsigned)sayings});
  anno_add_row(out, card, &(anno_row){.style = ANNO_ROW_TEXT, .text = text});
}
