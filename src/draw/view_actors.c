/* Who speaks, for whom, and about whom: sides as groups, bodies as cards, people as rows, and arrows that add up what
   is said. */
#include "draw/actors_words.h"

/* Inches: the labels of arrows stand between the columns, and one above the other. */
static const double column_gap = 2.2, card_gap = 0.1;

/* ---- rows */

/* The count at the right; who says nothing has a dash where the others have numbers. */
static anno_str count_text(const anno_cast *cast, size_t count) {
  return count ? anno_arena_print(cast->task->arena, "%zu", count) : ANNO_STR("–");
}

static anno_str post_of(const anno_cast *cast, const anno_troupe *card, anno_at referent) {
  const anno_story *story = cast->task->story;
  const anno_referent *r = &story->referents[referent];
  const bool within = r->body != ANNO_NOWHERE && r->body != card->referent && !r->body_is_alleged;
  const bool elsewhere = within && referent != card->referent; /* in a part of the body */
  return anno_cast_joined(cast->task->arena, r->post, elsewhere ? story->referents[r->body].label : ANNO_STR(""));
}

static int add_person(const anno_cast *cast, const anno_troupe *card, anno_at referent, anno_picture *out, size_t at) {
  const anno_task *task = cast->task;
  const anno_referent *r = &task->story->referents[referent];
  const anno_part *part = &cast->parts[referent];
  const anno_str alleged = anno_cast_alleged(task, referent, false);
  const bool other = !alleged.len && anno_side_of(task, referent) != card->side;
  return anno_add_row(out, at,
                      &(anno_row){
                          .style = ANNO_ROW_TEXT,
                          .tone = alleged.len ? ANNO_TONE_DOUBTED : anno_tone_of(task, referent),
                          .mark = alleged.len ? ANNO_MARK_DOUBT : ANNO_MARK_NONE,
                          .text = r->label,
                          .small = anno_cast_joined(task->arena, post_of(cast, card, referent), alleged),
                          .right = count_text(cast, part->count),
                          .tag = other ? anno_tag_of(task, referent) : ANNO_STR(""),
                          .tag_tone = anno_tone_of(task, referent),
                          .tooltip = anno_cast_evidence(cast, referent),
                          .link = r->link,
                          .key = r->iri,
                          .kind = anno_cast_kind(cast, referent),
                          .iri = r->iri,
                          .sources = anno_cast_sources(cast, &referent, 1),
                          .count = part->count,
                      });
}

/* The people of a card who have no row of their own. */
static void add_folded(const anno_cast *cast, anno_at place, anno_stage *stage, anno_picture *out) {
  const anno_troupe *card = &cast->cards[place];
  anno_arena *arena = cast->task->arena;
  anno_at *folded = anno_arena_array(arena, card->member_count + 1, sizeof *folded);
  size_t n = 0, spoken = 0;
  for (size_t i = card->row_count; folded && i < card->member_count; i++) {
    if (card->members[i] == card->referent) continue;
    folded[n++] = card->members[i];
    spoken += cast->parts[card->members[i]].count;
  }
  if (!n) return;
  const anno_str names = anno_cast_names(cast, folded, n);
  const anno_row row = {.style = ANNO_ROW_TEXT,
                        .tone = card->side == ANNO_NOWHERE ? ANNO_TONE_PLAIN : anno_tone_of(cast->task, card->side),
                        .text = n == 1 ? names : anno_arena_print(arena, "and %zu others", n),
                        .small = n == 1 ? ANNO_STR("") : names,
                        .right = count_text(cast, spoken),
                        .tooltip = names,
                        .sources = anno_cast_sources(cast, folded, n)};
  const int at = anno_add_row(out, stage->card[place], &row);
  for (size_t i = 0; i < n; i++) stage->row[folded[i]] = at;
  anno_cast_tell_row(cast, stage, place, at, out);
}

/* ---- cards */

/* "and 37 others (112 statements)": cards of those who say least. */
static size_t add_rest(const anno_cast *cast, const anno_troupe *card, anno_card look, anno_picture *out) {
  anno_arena *arena = cast->task->arena;
  const anno_str side = card->side == ANNO_NOWHERE ? ANNO_STR("") : cast->task->story->referents[card->side].iri;
  look.key = anno_arena_print(arena, "others:%.*s", ANNO_FMT(side));
  look.kind = ANNO_STR("others");
  look.label = anno_arena_print(arena, "%zu others (%u %s%s)", card->member_count, card->count,
                                cast->spoken ? "statement" : "marked relation", card->count == 1 ? "" : "s");
  const size_t at = anno_add_card(out, &look);
  anno_add_row(out, at, &(anno_row){.style = ANNO_ROW_HEAD, .tone = look.tone, .text = look.label});
  anno_add_row(out, at,
               &(anno_row){.style = ANNO_ROW_SMALL, .text = anno_cast_names(cast, card->members, card->member_count)});
  return at;
}

/* What stands below a card's head before its people. */
static void add_about(const anno_cast *cast, anno_at place, const anno_stage *stage, anno_picture *out) {
  const anno_troupe *card = &cast->cards[place];
  const anno_referent *r = &cast->task->story->referents[card->referent];
  const size_t at = stage->card[place];
  const anno_str alleged = anno_cast_alleged(cast->task, card->referent, true);
  const anno_str known = cast->spoken ? r->post : anno_cast_joined(cast->task->arena, r->type, out->cards[at].sources);
  if (known.len) anno_add_row(out, at, &(anno_row){.style = ANNO_ROW_SMALL, .text = known});
  if (!alleged.len) return;
  out->cards[at].style = ANNO_CARD_DASHED;
  anno_add_row(
      out, at,
      &(anno_row){.style = ANNO_ROW_ANSWER, .tone = ANNO_TONE_DOUBTED, .mark = ANNO_MARK_DOUBT, .text = alleged});
}

/* The card of one who stands alone, or of a body with its people below it. */
static void add_body(const anno_cast *cast, anno_at place, anno_card look, anno_picture *out, anno_stage *stage) {
  const anno_troupe *card = &cast->cards[place];
  const anno_referent *r = &cast->task->story->referents[card->referent];
  const anno_part *own = &cast->parts[card->referent];
  const bool alone = card->member_count == 1 && card->members[0] == card->referent;
  look.key = look.iri = r->iri;
  look.kind = anno_cast_kind(cast, card->referent);
  look.label = r->label;
  look.link = r->link;
  look.tooltip = anno_cast_evidence(cast, card->referent);
  const size_t at = stage->card[place] = anno_add_card(out, &look);
  if (anno_arena_failed(out->arena)) return;
  const anno_row head = {.style = ANNO_ROW_HEAD,
                         .tone = look.tone,
                         .text = r->label,
                         .right = own->count || alone ? count_text(cast, own->count) : ANNO_STR("")};
  const int top = anno_add_row(out, at, &head);
  if (!alone) stage->row[card->referent] = top;
  add_about(cast, place, stage, out);
  if (!alone) anno_cast_tell_row(cast, stage, place, top, out);
  for (size_t i = 0; i < card->row_count; i++) {
    const int row = stage->row[card->members[i]] = add_person(cast, card, card->members[i], out, at);
    anno_cast_tell_row(cast, stage, place, row, out);
  }
  add_folded(cast, place, stage, out);
}

static void add_card(const anno_cast *cast, anno_at place, int group, anno_stage *stage, anno_picture *out) {
  const anno_troupe *card = &cast->cards[place];
  const anno_card look = {
      .style = ANNO_CARD_BOX,
      .tone = card->side == ANNO_NOWHERE ? ANNO_TONE_PLAIN : anno_tone_of(cast->task, card->side),
      .group = group,
      .rank = card->column,
      .count = card->count,
      .sources = anno_cast_sources(cast, card->members, card->member_count),
  };
  if (card->referent == ANNO_NOWHERE) {
    stage->card[place] = add_rest(cast, card, look, out);
  } else {
    add_body(cast, place, look, out, stage);
  }
  anno_cast_tell_row(cast, stage, place, -1, out);
}

/* ---- groups */

/* Whether the side's cards are framed: not if its own card is the only one. */
static bool has_frame(const anno_cast *cast, anno_at side) {
  for (size_t i = 0; i < cast->order_count; i++) {
    const anno_troupe *card = &cast->cards[cast->order[i]];
    if (card->side == side && card->referent != side) return true;
  }
  return false;
}

static bool any_frame(const anno_cast *cast) {
  for (size_t i = 0; i < cast->task->sides.count; i++)
    if (has_frame(cast, cast->task->sides.items[i])) return true;
  return false;
}

static int add_side(const anno_cast *cast, anno_at side, int column, anno_picture *out) {
  const anno_task *task = cast->task;
  if (side == ANNO_NOWHERE)
    return anno_add_group(out, &(anno_group){.key = anno_arena_print(task->arena, "none:%d", column),
                                             .label = ANNO_STR("no side given"),
                                             .tone = ANNO_TONE_PLAIN,
                                             .parent = -1,
                                             .dashed = true});
  const anno_referent *r = &task->story->referents[side];
  return anno_add_group(out, &(anno_group){.key = anno_arena_print(task->arena, "side:%.*s", ANNO_FMT(r->iri)),
                                           .label = r->label,
                                           .tone = anno_tone_of(task, side),
                                           .parent = -1});
}

/* The cards of one side and column follow each other. */
static void add_cards(const anno_cast *cast, anno_stage *stage, anno_picture *out) {
  const bool frames = any_frame(cast);
  int group = -1;
  for (size_t i = 0; i < cast->order_count; i++) {
    const anno_troupe *card = &cast->cards[cast->order[i]];
    const anno_troupe *before = i ? &cast->cards[cast->order[i - 1]] : NULL;
    const bool framed = card->side == ANNO_NOWHERE ? frames : has_frame(cast, card->side);
    if (!framed) {
      group = -1;
    } else if (!before || before->side != card->side || before->column != card->column) {
      group = add_side(cast, card->side, card->column, out);
    }
    add_card(cast, cast->order[i], group, stage, out);
  }
}

static void draw(const anno_task *task, anno_picture *out) {
  anno_cast cast = anno_cast_of(task);
  if (anno_arena_failed(task->arena)) return;
  anno_cast_place(&cast);
  anno_stage stage = {
      .card = anno_arena_array(task->arena, cast.card_count + 1, sizeof *stage.card),
      .row = anno_arena_array(task->arena, task->story->referent_count + 1, sizeof *stage.row),
  };
  if (!stage.card || !stage.row || !cast.order) return;
  for (size_t i = 0; i < task->story->referent_count; i++) stage.row[i] = -1;
  out->direction = ANNO_ACROSS;
  out->rank_gap = column_gap;
  out->node_gap = card_gap;
  add_cards(&cast, &stage, out);
  anno_cast_arrows(&cast, &stage, out);
  anno_cast_tell(&cast, out);
}

const anno_view anno_view_actors = {
    .name = "actors",
    .title = "Who speaks, for whom, and about whom",
    .summary = "people inside the body they speak for, bodies inside their side",
    .draw = draw,
};
