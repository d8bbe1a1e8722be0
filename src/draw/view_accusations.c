/* accusations: accuser, claim, accused, and what is answered. */
#include "draw/columns.h"

enum { MOST_CLAIMS = 8 }; /* of a card */

static bool is_accusation(const anno_saying *s) {
  return s->chosen && s->acts & 1u << ANNO_ACT_ACCUSATION && s->claim != ANNO_NOWHERE &&
         (s->polarity == ANNO_AFFIRMS || s->polarity == ANNO_CONVEYS);
}

static void meet(const anno_task *task, const anno_saying *saying, bool left, anno_parties *out) {
  if (left) anno_saying_parties(task, saying, out);
  for (size_t i = 0; i < saying->accused.count && !left; i++) anno_meet_party(task, saying->accused.items[i], out);
}

static anno_edge edge(const anno_saying *saying, bool left) {
  return (anno_edge){.kind = left ? ANNO_STR("claims") : ANNO_STR("accuses"),
                     .style = saying->is_certain && saying->is_actual ? ANNO_EDGE_SOLID : ANNO_EDGE_DASHED,
                     .head = left ? ANNO_HEAD_NONE : ANNO_HEAD_ARROW,
                     .tone = ANNO_TONE_INK};
}

static void add_dashed_key(anno_picture *out) {
  for (size_t i = 0; i < out->edge_count; i++)
    if (out->edges[i].style == ANNO_EDGE_DASHED)
      anno_need_key(out, (anno_key){.sample = ANNO_KEY_EDGE,
                                    .tone = ANNO_TONE_INK,
                                    .style = ANNO_EDGE_DASHED,
                                    .text = ANNO_STR("not said as certain, or not as what is or was")});
}

static void under(const anno_task *task, anno_picture *out, size_t card, anno_at claim) {
  anno_add_answers(task, out, card, claim);
}

static void draw(const anno_task *task, anno_picture *out) {
  static const anno_columns columns = {"accuser", "accused", meet, edge, NULL, false, under};
  anno_grouping grouping;
  if (!anno_grouping_begin(&grouping, task)) return;
  grouping.most = MOST_CLAIMS;
  for (anno_at i = 0; i < task->story->saying_count; i++)
    if (is_accusation(&task->story->sayings[i])) anno_grouping_take(&grouping, i);
  anno_grouping_join_events(&grouping);
  anno_grouping_join_general(&grouping);
  anno_claim_groups groups = anno_grouping_end(&grouping);
  out->unit = ANNO_STR("accusations");
  anno_draw_columns(task, out, &groups, &columns);
  out->counted = groups.events;
  out->shown = groups.events_shown;
  if (!groups.shown) return;
  anno_need_key(
      out, (anno_key){.sample = ANNO_KEY_EDGE, .tone = ANNO_TONE_INK, .text = ANNO_STR("accuser — claim → accused")});
  add_dashed_key(out);
  anno_add_note(out, ANNO_STR("answers stand inside the claim they answer"));
  out->description = anno_arena_print(task->arena,
                                      "Accusers at the left, %zu claims in the middle, the accused at the right; under "
                                      "each claim those who deny, reject, contradict or acknowledge it.",
                                      groups.shown);
}

const anno_view anno_view_accusations = {
    .name = "accusations",
    .title = "Who accuses whom of what, and who answers",
    .summary = "accuser, claim, accused; denials and doubts inside the claim",
    .draw = draw,
};
