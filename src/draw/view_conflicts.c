/* conflicts: what some affirm and others negate or leave open. */
#include "draw/columns.h"

static bool opposes(const anno_saying *s) {
  return s->chosen && (s->polarity == ANNO_NEGATES || s->polarity == ANNO_LEAVES_OPEN);
}

static bool affirms(const anno_saying *s) { return s->chosen && s->polarity == ANNO_AFFIRMS; }

static bool same_mood(const anno_saying *a, const anno_saying *b) {
  return (a->is_actual && b->is_actual) || (a->is_actual == b->is_actual && anno_str_eq(a->mood, b->mood));
}

/* True if one of the sayings, affirming or opposing ones, has the mood of `like`. */
static bool meets_mood(const anno_story *story, anno_list sayings, bool affirming, const anno_saying *like) {
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if ((affirming ? affirms(s) : opposes(s)) && same_mood(s, like)) return true;
  }
  return false;
}

static bool take_side(anno_grouping *grouping, anno_list sayings, bool affirming, anno_list against) {
  const anno_story *story = grouping->task->story;
  const anno_saying *last = NULL;
  bool any = false, met = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if (!(affirming ? affirms(s) : opposes(s))) continue;
    /* Most sayings have the mood of the one before. */
    if (!last || !same_mood(last, s)) met = meets_mood(story, against, !affirming, s);
    last = s;
    if (met) anno_grouping_take(grouping, sayings.items[i]);
    any |= met;
  }
  return any;
}

/* Takes the sayings of both claims that contradict each other: what one wishes, another one's fact does not contradict.
 */
static void oppose(anno_grouping *grouping, anno_at affirmed, anno_at opposed) {
  const anno_story *story = grouping->task->story;
  const anno_list for_it = story->claims[affirmed].sayings, against = story->claims[opposed].sayings;
  const bool any = take_side(grouping, for_it, true, against);
  if (any && take_side(grouping, against, false, for_it)) anno_grouping_join(grouping, affirmed, opposed);
}

static bool is_affirmed(const anno_story *story, anno_at claim) {
  for (size_t i = 0; i < story->claims[claim].sayings.count; i++)
    if (affirms(&story->sayings[story->claims[claim].sayings.items[i]])) return true;
  return false;
}

/* The generals of each claim are looked up in memory that is emptied again. */
static void oppose_all(anno_grouping *grouping) {
  const anno_story *story = grouping->task->story;
  anno_arena *scratch = anno_arena_new(NULL, 0);
  for (anno_at i = 0; i < story->claim_count; i++) {
    if (!is_affirmed(story, i)) continue;
    const anno_list generals = anno_generals_of(scratch ? scratch : grouping->task->arena, story, i);
    for (size_t j = 0; j < generals.count; j++) oppose(grouping, i, generals.items[j]);
    if (scratch) anno_arena_reset(scratch);
  }
  anno_arena_free(scratch);
}

static void meet(const anno_task *task, const anno_saying *saying, bool left, anno_parties *out) {
  if (left == affirms(saying)) anno_saying_parties(task, saying, out);
}

static anno_edge edge(const anno_saying *saying, bool left) {
  const anno_edge_style style = saying->is_certain ? ANNO_EDGE_SOLID : ANNO_EDGE_DASHED;
  if (left)
    return (anno_edge){.kind = ANNO_STR("affirms"), .tone = ANNO_TONE_AFFIRMED, .head = ANNO_HEAD_NONE, .style = style};
  if (saying->polarity == ANNO_NEGATES)
    return (anno_edge){.kind = ANNO_STR("negated by"), .tone = ANNO_TONE_DENIED, .head = ANNO_HEAD_TEE, .style = style};
  return (anno_edge){
      .kind = ANNO_STR("left open by"), .tone = ANNO_TONE_DOUBTED, .head = ANNO_HEAD_NONE, .style = ANNO_EDGE_DASHED};
}

/* One for each look that an edge has. */
static void add_keys(anno_picture *out) {
  for (size_t i = 0; i < out->edge_count; i++) {
    const anno_edge *e = &out->edges[i];
    const char *side = e->tone == ANNO_TONE_AFFIRMED ? "it (left)" : "(right)";
    const bool unsure = e->style == ANNO_EDGE_DASHED && e->tone != ANNO_TONE_DOUBTED;
    anno_need_key(out, (anno_key){.sample = ANNO_KEY_EDGE,
                                  .tone = e->tone,
                                  .head = e->head,
                                  .style = e->style,
                                  .text = anno_arena_print(out->arena, "%.*s %s%s", ANNO_FMT(e->kind), side,
                                                           unsure ? ", but not as certain" : "")});
  }
}

static void draw(const anno_task *task, anno_picture *out) {
  static const anno_columns columns = {"affirming", "negating", meet, edge, affirms, true, NULL};
  anno_grouping grouping;
  if (!anno_grouping_begin(&grouping, task)) return;
  oppose_all(&grouping);
  anno_claim_groups groups = anno_grouping_end(&grouping);
  out->unit = ANNO_STR("conflicts");
  anno_draw_columns(task, out, &groups, &columns);
  out->counted = groups.all;
  out->shown = groups.shown;
  if (!groups.shown) return;
  add_keys(out);
  anno_add_note(out, ANNO_STR("to negate something in general contradicts each special case of it"));
  out->description = anno_arena_print(task->arena,
                                      "%zu claims in the middle; at the left those who affirm them, at the right those "
                                      "who negate them or leave them open.",
                                      groups.shown);
}

const anno_view anno_view_conflicts = {
    .name = "conflicts",
    .title = "Where one affirms what another negates",
    .summary = "claims that some affirm and others negate, in two camps",
    .draw = draw,
};
