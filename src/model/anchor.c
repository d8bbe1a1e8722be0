#include "model/anchor.h"

#include <stdint.h>
#include <stdlib.h>

#include "model/fold.h"
#include "model/span_text.h"

/* Parts of words that are shorter stand by chance in too many others. */
enum { SHORTEST_PART = 5, MOST_PLACES = 2 * ANNO_ANCHOR_REACH + 1, SLACK = 64 };

/* Where a span could stand instead: its first fragment, and how far all of it would be moved. */
typedef struct {
  size_t begin, end;
  ptrdiff_t shift;
  bool whole; /* no part of a word */
} place;

typedef struct {
  place items[MOST_PLACES];
  size_t count;
} places;

/* What is looked for, and the text around: the code points from `base` on. */
typedef struct {
  anno_doc *doc;
  const anno_item *span;
  const anno_fragment *in_order;
  anno_fold recorded, around;
  size_t base, end;
} search;

static ptrdiff_t distance(size_t from, size_t to) { return (ptrdiff_t)to - (ptrdiff_t)from; }

static anno_str text_between(const anno_doc *doc, size_t begin, size_t end) {
  return anno_str_sub(doc->text, anno_utf_byte(&doc->index, begin), anno_utf_byte(&doc->index, end));
}

/* ---- Candidates */

/* True if a character, not a part of one, begins at `i`. */
static bool begins_character(const anno_fold *fold, size_t i) {
  return !i || i == fold->count || (fold->from[i] != fold->from[i - 1] && !anno_fold_joins(fold->codes[i]));
}

/* True if a word goes on at `i`. */
static bool divides_word(const anno_fold *fold, size_t i) {
  return i && i < fold->count && anno_fold_in_word(fold->codes[i - 1]) && anno_fold_in_word(fold->codes[i]);
}

static size_t whites(anno_str s) {
  size_t n = 0;
  while (n < s.len && anno_is_white(s.ptr[n])) n++;
  return n;
}

/* Takes in the blanks that were recorded at both ends, if just these stand there. */
static void take_blanks(const search *s, place *p) {
  const anno_str recorded = s->span->recorded, inner = anno_str_trim(recorded);
  const size_t before = whites(recorded), behind = recorded.len - before - inner.len;
  if (!before && !behind) return;
  if (p->begin < before || s->doc->index.count - p->end < behind) return;
  const anno_str text = text_between(s->doc, p->begin - before, p->end + behind);
  if (!anno_str_eq(text, recorded)) return;
  p->begin -= before;
  p->shift -= (ptrdiff_t)before;
  p->end += behind;
}

static bool try_one(const search *s, size_t i, place *out) {
  const anno_fold *around = &s->around, *recorded = &s->recorded;
  const size_t j = i + recorded->count;
  if (j > around->count || !begins_character(around, j)) return false;
  if (memcmp(around->codes + i, recorded->codes, recorded->count * sizeof *recorded->codes) != 0) return false;
  out->end = j < around->count ? s->base + around->from[j] : s->end;
  out->whole = !divides_word(around, i) && !divides_word(around, j);
  if (!out->whole && recorded->count < SHORTEST_PART && out->shift) return false;
  take_blanks(s, out);
  return true;
}

/* Several fragments keep their distances. */
static bool try_many(const search *s, place *out) {
  anno_arena *arena = s->doc->ctx->document;
  const size_t n = s->span->fragment_count;
  anno_fragment *moved = anno_arena_array(arena, n, sizeof *moved);
  for (size_t i = 0; moved && i < n; i++) {
    moved[i] = s->in_order[i];
    moved[i].begin += (size_t)out->shift;
    moved[i].end += (size_t)out->shift;
    if (moved[i].end > s->doc->index.count || moved[i].begin > moved[i].end) return false;
  }
  if (!moved) return false;
  const anno_str text = anno_span_join(s->doc, moved, n, ANNO_STR(" "));
  const anno_fold fold = anno_fold_trimmed(arena, text);
  out->end = moved[0].end;
  out->whole = true;
  return anno_fold_eq(&fold, &s->recorded);
}

/* Whole words if there are any; a place where the span begins already is the only one. That a place has the recorded
   form too does not make it the right one: a text may have the same in two forms. */
static void add_place(places *found, place p) {
  if (found->count && found->items[0].shift == 0) return;
  if (found->count && (p.shift == 0 || (p.whole && !found->items[0].whole))) found->count = 0;
  if (found->count && found->items[0].whole && !p.whole) return;
  if (found->count < MOST_PLACES) found->items[found->count++] = p;
}

static void search_around(const search *s, places *found) {
  const size_t begin = s->in_order[0].begin;
  for (size_t i = 0; i + 1 <= s->around.count; i++) {
    if (s->around.codes[i] != s->recorded.codes[0] || !begins_character(&s->around, i)) continue;
    place p = {.begin = s->base + s->around.from[i]};
    p.shift = distance(begin, p.begin);
    if (p.shift < -ANNO_ANCHOR_REACH || p.shift > ANNO_ANCHOR_REACH) continue;
    if (s->span->fragment_count == 1 ? try_one(s, i, &p) : try_many(s, &p)) add_place(found, p);
  }
}

/* If just one of the places lies within the span as it is, that is the one. */
static void prefer_inside(const anno_item *span, places *found) {
  size_t inside = 0, which = 0;
  for (size_t i = 0; i < found->count; i++) {
    if (found->items[i].begin < span->begin || found->items[i].end > span->end) continue;
    inside++;
    which = i;
  }
  if (inside != 1 || span->fragment_count > 1) return;
  found->items[0] = found->items[which];
  found->count = 1;
}

static void find_places(anno_doc *doc, const anno_item *span, places *found) {
  found->count = 0;
  anno_arena *arena = doc->ctx->document;
  const anno_arena_mark mark = anno_arena_now(arena);
  search s = {.doc = doc, .span = span, .in_order = anno_span_in_order(doc, span)};
  s.recorded = anno_fold_trimmed(arena, span->recorded);
  if (s.in_order && s.recorded.count && !anno_arena_failed(arena)) {
    /* One more at the begin tells whether a word goes on. */
    const size_t begin = s.in_order[0].begin, reach = ANNO_ANCHOR_REACH + 2 * s.recorded.count + SLACK;
    s.base = begin > ANNO_ANCHOR_REACH + 1 ? begin - ANNO_ANCHOR_REACH - 1 : 0;
    s.end = doc->index.count - begin > reach ? begin + reach : doc->index.count;
    s.around = anno_fold_of(arena, text_between(doc, s.base, s.end));
    if (!anno_arena_failed(arena)) search_around(&s, found);
    prefer_inside(span, found);
  }
  anno_arena_back(arena, mark);
}

/* ---- Moving */

static void move(anno_doc *doc, anno_item *span, place to) {
  anno_fragment *was = anno_arena_array(doc->ctx->document, span->fragment_count, sizeof *was);
  if (!was) return;
  memcpy(was, span->fragments, span->fragment_count * sizeof *was);
  for (size_t i = 0; i < span->fragment_count; i++) {
    span->fragments[i].begin += (size_t)to.shift;
    span->fragments[i].end += (size_t)to.shift;
  }
  if (span->fragment_count == 1) span->fragments[0].end = to.end;
  span->anchored_from = was;
  anno_span_cover(doc, span);
}

/* ---- What the other spans say */

/* A span of whose place there is no doubt. */
typedef struct {
  size_t was, is; /* where the file, and where the text has it */
  const anno_item *span;
} settled;

typedef struct {
  settled *by_was, *by_is;
  size_t count;
} evidence;

static int order_by_was(const void *a, const void *b) {
  const settled *x = a, *y = b;
  return (x->was > y->was) - (x->was < y->was);
}

static int order_by_is(const void *a, const void *b) {
  const settled *x = a, *y = b;
  return (x->is > y->is) - (x->is < y->is);
}

/* True for spans with recorded text except those that are astray still, which `doubtful` has. */
static bool is_settled(const anno_doc *doc, anno_node node, const bool *doubtful) {
  const anno_item *item = &doc->items[node];
  return item->kind == ANNO_SPAN && item->has_recorded && item->fragment_count && !doubtful[node];
}

static evidence gather(const anno_doc *doc, const anno_node *astray, size_t count) {
  anno_arena *arena = doc->ctx->document;
  evidence e = {.by_was = anno_arena_array(arena, doc->count, sizeof *e.by_was),
                .by_is = anno_arena_array(arena, doc->count, sizeof *e.by_is)};
  bool *doubtful = anno_arena_array(arena, doc->count, sizeof *doubtful);
  if (!e.by_was || !e.by_is || !doubtful) return e;
  for (size_t i = 0; i < count; i++) doubtful[astray[i]] = !doc->items[astray[i]].anchored_from;
  for (anno_node node = 1; node < doc->count; node++) {
    if (!is_settled(doc, node, doubtful)) continue;
    const anno_item *item = &doc->items[node];
    const size_t was = item->anchored_from ? item->anchored_from[0].begin : item->fragments[0].begin;
    e.by_was[e.count++] = (settled){was, item->fragments[0].begin, item};
  }
  memcpy(e.by_is, e.by_was, e.count * sizeof *e.by_is);
  qsort(e.by_was, e.count, sizeof *e.by_was, order_by_was);
  qsort(e.by_is, e.count, sizeof *e.by_is, order_by_is);
  return e;
}

static ptrdiff_t shift_of(const settled *s) { return distance(s->was, s->is); }

/* How far the spans around `begin` were moved, if they agree: the one before and the one behind, or two on one side at
   the ends of the text. */
static bool shift_around(const evidence *e, size_t begin, ptrdiff_t *shift) {
  size_t low = 0, high = e->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (e->by_was[middle].was < begin)
      low = middle + 1;
    else
      high = middle;
  }
  if (e->count < 2) return false;
  const size_t first = low == 0 ? 0 : low == e->count ? low - 2 : low - 1;
  *shift = shift_of(&e->by_was[first]);
  return *shift == shift_of(&e->by_was[first + 1]);
}

/* True if another span of the same type stands at `p`. */
static bool is_taken(const evidence *e, const anno_item *span, place p) {
  size_t low = 0, high = e->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (e->by_is[middle].is < p.begin)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < e->count && e->by_is[low].is == p.begin; low++)
    if (e->by_is[low].span->fragments[0].end == p.end && anno_str_eq(e->by_is[low].span->type, span->type)) return true;
  return false;
}

/* The place that the spans around, or else those of the same type, leave; NULL if there is doubt. */
static const place *choose(const evidence *e, const anno_item *span, const places *found) {
  ptrdiff_t shift;
  const bool known = shift_around(e, span->begin, &shift);
  const place *free_one = NULL;
  size_t free_count = 0;
  for (size_t i = 0; i < found->count; i++) {
    const place *p = &found->items[i];
    if (known && p->shift == shift) return p;
    if (is_taken(e, span, *p)) continue;
    free_one = p;
    free_count++;
  }
  return free_count == 1 ? free_one : NULL;
}

/* ---- */

void anno_anchor_spans(anno_doc *doc, const anno_node *astray, size_t count) {
  places found;
  size_t doubtful = 0;
  for (size_t i = 0; i < count && !anno_arena_failed(doc->ctx->document); i++) {
    anno_item *span = anno_doc_item(doc, astray[i]);
    find_places(doc, span, &found);
    if (found.count == 1) move(doc, span, found.items[0]);
    doubtful += found.count > 1;
  }
  if (!doubtful || anno_arena_failed(doc->ctx->document)) return;
  const evidence e = gather(doc, astray, count);
  for (size_t i = 0; i < count && !anno_arena_failed(doc->ctx->document); i++) {
    anno_item *span = anno_doc_item(doc, astray[i]);
    if (span->anchored_from) continue;
    find_places(doc, span, &found);
    const place *p = choose(&e, span, &found);
    if (p) move(doc, span, *p);
  }
}
