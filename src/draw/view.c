#include "draw/view.h"

#include <stdlib.h>

#include "base/buf.h"
#include "draw/shown.h"

#define ANNO_VIEW(name) extern const anno_view anno_view_##name;
#include "draw/views.def"
#undef ANNO_VIEW

static const anno_view *const views[] = {
#define ANNO_VIEW(name) &anno_view_##name,
#include "draw/views.def"
#undef ANNO_VIEW
};

enum { LEAST = 6, SOURCES_LISTED = 12, SOURCE_COLUMNS = 100 };

const anno_view *anno_view_at(size_t i) { return i < sizeof views / sizeof *views ? views[i] : NULL; }

const anno_view *anno_view_named(anno_str name) {
  for (size_t i = 0; i < sizeof views / sizeof *views; i++)
    if (anno_str_eq(anno_str_from(views[i]->name), name)) return views[i];
  return NULL;
}

/* ---- sides */

static size_t place_of_side(const anno_task *task, anno_at side) {
  size_t i = 0;
  while (i < task->sides.count && task->sides.items[i] != side) i++;
  return i;
}

anno_at anno_side_of(const anno_task *task, anno_at referent) {
  const anno_referent *r = &task->story->referents[referent];
  if (r->side != ANNO_NOWHERE) return r->side;
  if (place_of_side(task, referent) < task->sides.count) return referent;
  if (r->body == ANNO_NOWHERE || r->body_is_alleged) return ANNO_NOWHERE;
  if (place_of_side(task, r->body) < task->sides.count) return r->body;
  return task->story->referents[r->body].side;
}

anno_tone anno_tone_of(const anno_task *task, anno_at referent) {
  const anno_at side = anno_side_of(task, referent);
  const size_t i = side == ANNO_NOWHERE ? task->sides.count : place_of_side(task, side);
  return i < task->sides.count ? (anno_tone)(ANNO_TONE_SIDE + (int)i) : ANNO_TONE_PLAIN;
}

/* The side's tag as the data give it; else the initials of its name, or the name's first letters. */
static anno_str short_name(anno_arena *arena, const anno_referent *side) {
  if (side->tag.len) return anno_clipped(arena, anno_shown(arena, side->tag), 4);
  anno_buf initials = anno_buf_in(arena);
  anno_str rest = side->label;
  for (size_t words = 0; rest.len && words < 3;) {
    const anno_str word = anno_str_cut(&rest, ' ');
    if (!word.len || word.ptr[0] < 'A' || word.ptr[0] > 'Z') continue;
    anno_buf_putc(&initials, word.ptr[0]);
    words++;
  }
  if (initials.len >= 2) return anno_buf_str(&initials);
  const anno_str label = anno_shown(arena, side->label);
  size_t end = 0;
  for (size_t points = 0; end < label.len; end++)
    if (((unsigned char)label.ptr[end] & 0xc0) != 0x80 && points++ == 2) break;
  return anno_str_sub(label, 0, end);
}

anno_str anno_tag_of(const anno_task *task, anno_at referent) {
  const anno_at side = anno_side_of(task, referent);
  return side == ANNO_NOWHERE ? ANNO_STR("") : short_name(task->arena, &task->story->referents[side]);
}

anno_at anno_folded(const anno_task *task, anno_at referent) {
  const anno_referent *r = &task->story->referents[referent];
  if (task->fold >= ANNO_FOLD_BODIES) {
    const anno_at side = anno_side_of(task, referent);
    if (side != ANNO_NOWHERE) return side;
  }
  return task->fold >= ANNO_FOLD_PEOPLE && r->body != ANNO_NOWHERE && !r->body_is_alleged ? r->body : referent;
}

typedef struct {
  anno_at side;
  size_t sayings;
} weighed;

static int by_weight(const void *a, const void *b) {
  const weighed *x = a, *y = b;
  if (x->sayings != y->sayings) return x->sayings < y->sayings ? 1 : -1;
  return (x->side > y->side) - (x->side < y->side);
}

static void count_sayings(const anno_task *task, size_t *counts) {
  const anno_story *story = task->story;
  for (size_t i = 0; i < story->saying_count; i++) {
    const anno_list speakers = story->sayings[i].speakers;
    for (size_t j = 0; j < speakers.count; j++) {
      const anno_referent *r = &story->referents[speakers.items[j]];
      const anno_at side = r->side == ANNO_NOWHERE ? speakers.items[j] : r->side;
      counts[side]++;
    }
  }
}

/* Every referent that others are grouped under as their side, the one whose people say most first: over the whole
   story, so that a side has the same colour in every picture of it. */
static void find_sides(anno_task *task) {
  const anno_story *story = task->story;
  bool *is_side = anno_arena_array(task->arena, story->referent_count + 1, sizeof *is_side);
  size_t *counts = anno_arena_array(task->arena, story->referent_count + 1, sizeof *counts);
  weighed *sides = anno_arena_array(task->arena, story->referent_count + 1, sizeof *sides);
  anno_at *items = anno_arena_array(task->arena, story->referent_count + 1, sizeof *items);
  if (!is_side || !counts || !sides || !items) return;
  for (size_t i = 0; i < story->referent_count; i++)
    if (story->referents[i].side != ANNO_NOWHERE) is_side[story->referents[i].side] = true;
  count_sayings(task, counts);
  size_t n = 0;
  for (anno_at i = 0; i < story->referent_count; i++)
    if (is_side[i]) sides[n++] = (weighed){i, counts[i]};
  qsort(sides, n, sizeof *sides, by_weight);
  for (size_t i = 0; i < n; i++) items[i] = sides[i].side;
  task->sides = (anno_list){items, n};
}

static void put_sides(const anno_task *task, anno_picture *out) {
  for (size_t i = 0; i < task->sides.count; i++) {
    const anno_referent *side = &task->story->referents[task->sides.items[i]];
    const anno_side entry = {side->label, short_name(task->arena, side), side->colour};
    ANNO_PUSH(out->arena, out->sides, out->side_count, out->side_capacity, entry);
  }
}

/* ---- what is told about the whole picture */

static void mark_tone(bool *used, size_t sides, anno_tone tone) {
  const size_t i = (size_t)tone - ANNO_TONE_SIDE;
  if (tone >= ANNO_TONE_SIDE && i < sides) used[i] = true;
}

/* The sides that occur stand first in the legend. */
static void put_side_keys(anno_picture *out) {
  bool *used = anno_arena_array(out->arena, out->side_count + 1, sizeof *used);
  if (!used) return;
  for (size_t i = 0; i < out->card_count; i++) {
    const anno_card *card = &out->cards[i];
    mark_tone(used, out->side_count, card->tone);
    for (size_t j = 0; j < card->row_count; j++) {
      mark_tone(used, out->side_count, card->rows[j].tone);
      mark_tone(used, out->side_count, card->rows[j].tag_tone);
    }
  }
  const size_t own = out->key_count;
  anno_key *keys = anno_arena_array(out->arena, own + out->side_count + 1, sizeof *keys);
  if (!keys) return;
  size_t n = 0;
  for (size_t i = 0; i < out->side_count; i++)
    if (used[i])
      keys[n++] = (anno_key){.sample = ANNO_KEY_TONE,
                             .tone = (anno_tone)(ANNO_TONE_SIDE + (int)i),
                             .tag = out->sides[i].tag,
                             .text = out->sides[i].name};
  for (size_t i = 0; i < own; i++) keys[n++] = out->keys[i];
  out->keys = keys;
  out->key_count = out->key_capacity = n;
}

static void add_part(anno_buf *line, const char *before, anno_str part) {
  if (!part.len) return;
  anno_buf_put(line, anno_str_from(line->len ? before : ""));
  anno_buf_put(line, part);
}

/* "[000] TASS, 2017-01-09: title"; the ID if nothing else is known. */
static anno_str source_line(anno_arena *arena, const anno_document *d) {
  anno_buf line = anno_buf_in(arena);
  add_part(&line, "", d->publisher);
  add_part(&line, ", ", d->date.text);
  add_part(&line, ": ", d->title.len || line.len ? d->title : d->id);
  const anno_str text = anno_arena_print(arena, "[%.*s] %.*s", ANNO_FMT(d->source), ANNO_FMT(anno_buf_str(&line)));
  return anno_clipped(arena, anno_shown(arena, text), SOURCE_COLUMNS);
}

/* The documents of what is chosen, in order; the list is left out if it would be long. Returns their number. */
static size_t put_sources(const anno_task *task, anno_picture *out) {
  const anno_story *story = task->story;
  bool *used = anno_arena_array(task->arena, story->document_count + 1, sizeof *used);
  if (!used) return 0;
  for (size_t i = 0; i < story->saying_count; i++)
    if (story->sayings[i].chosen && story->sayings[i].document != ANNO_NOWHERE) used[story->sayings[i].document] = true;
  for (size_t i = 0; i < story->claim_count; i++)
    for (size_t j = 0;
         story->claims[i].chosen && !story->claims[i].sayings.count && j < story->claims[i].documents.count; j++)
      used[story->claims[i].documents.items[j]] = true;
  size_t n = 0;
  for (size_t i = 0; i < story->document_count; i++) n += used[i];
  for (size_t i = 0; i < story->document_count && n <= SOURCES_LISTED; i++)
    if (used[i])
      ANNO_PUSH(out->arena, out->sources, out->source_count, out->source_capacity,
                source_line(task->arena, &story->documents[i]));
  return n;
}

static void add_fold_notes(const anno_task *task, const anno_view *view, anno_picture *out) {
  const bool actors = !view->only_rest;
  if (actors && task->fold == ANNO_FOLD_PEOPLE) anno_add_note(out, ANNO_STR("people are folded into their bodies"));
  if (actors && task->fold >= ANNO_FOLD_BODIES)
    anno_add_note(out, ANNO_STR("people and bodies are folded into their sides"));
  if (task->fold >= ANNO_FOLD_REST) anno_add_note(out, ANNO_STR("what is stated least is folded into one card"));
}

static void complete(const anno_task *task, const anno_view *view, anno_picture *out) {
  anno_arena *arena = task->arena;
  const size_t documents = put_sources(task, out);
  const anno_str chosen = anno_choice_text(arena, task->choice);
  put_side_keys(out);
  add_fold_notes(task, view, out);
  if (chosen.len) anno_add_note(out, chosen);
  anno_str unit = out->unit.len ? out->unit : ANNO_STR("statements");
  if (out->counted == 1 && anno_str_ends(unit, ANNO_STR("s"))) unit = anno_str_sub(unit, 0, unit.len - 1);
  const anno_str shown = out->shown == out->counted ? anno_arena_print(arena, "%zu %.*s", out->counted, ANNO_FMT(unit))
                                                    : anno_arena_print(arena, "%zu of %zu %.*s shown", out->shown,
                                                                       out->counted, ANNO_FMT(unit));
  out->subtitle =
      anno_arena_print(arena, "%.*s · %zu %s%s%.*s", ANNO_FMT(shown), documents,
                       documents == 1 ? "document" : "documents", out->notes.len ? " · " : "", ANNO_FMT(out->notes));
  out->view = anno_str_from(view->name);
  out->title = anno_str_from(view->title);
  if (!out->empty.len)
    out->empty = ANNO_STR("Nothing to show: the annotations hold nothing of this kind, or nothing that was asked for.");
  if (!out->description.len) out->description = out->card_count ? out->subtitle : out->empty;
}

anno_status anno_view_draw(const anno_ctx *ctx, const anno_view *view, const anno_story *story,
                           const anno_choice *choice, anno_picture *out) {
  const size_t most = choice->max_nodes;
  anno_task task = {.arena = ctx->run, .story = story, .choice = choice, .limit = most && most < LEAST ? LEAST : most};
  find_sides(&task);
  for (int fold = ANNO_FOLD_NOTHING; fold < ANNO_FOLD_COUNT; fold++) {
    task.fold = (anno_fold)fold;
    if (view->only_rest && fold > ANNO_FOLD_NOTHING && fold < ANNO_FOLD_REST) continue;
    anno_picture_clear(out);
    put_sides(&task, out);
    view->draw(&task, out);
    if (!out->overflows && (!most || anno_picture_nodes(out) <= task.limit)) break;
  }
  complete(&task, view, out);
  return anno_arena_failed(ctx->run) || anno_arena_failed(out->arena) ? ANNO_NO_MEMORY : ANNO_OK;
}
