/* agreements: what is agreed, proposed and talked about; time runs down, a line for each year. */
#include <stdlib.h>

#include "base/buf.h"
#include "draw/agreements.h"
#include "draw/claim_group.h"

enum { ABREAST = 2, WRAP = 60, LINES = 8, PART_LINES = 3, DEEPEST_ROW = 3 };

static const unsigned counted = UINT_MAX - 1; /* stamps of cards are counted down from here while they are tallied */

typedef struct {
  const anno_task *task;
  anno_picture *out;
  anno_arrangeds all;
  anno_arranged **cards; /* those that have one, in order of time */
  size_t card_count;
  size_t standing[3]; /* how many are shown */
  bool spoken;        /* some stand where they were first spoken of */
  unsigned *taken;    /* of each saying: the last card that tells of it, + 1 */
  size_t *places;     /* of each referent: its card, + 1 */
  int *rows;          /* and its row there; -1: the card */
} drawing;

static const anno_referent *referent_of(const drawing *d, const anno_arranged *a) {
  return &d->task->story->referents[a->it];
}

/* ---- which of them have a card, and when */

/* How many there are in the card of `a`, itself included. */
static size_t nodes_of(const anno_arranged *a) {
  size_t n = 1;
  for (const anno_arranged *part = a->parts; part; part = part->next) n += nodes_of(part);
  for (const anno_arranged *twin = a->twins; twin; twin = twin->next) n++;
  return n;
}

static size_t sayings_of(const anno_arranged *a) {
  size_t n = a->sayings;
  for (const anno_arranged *part = a->parts; part; part = part->next) n += sayings_of(part);
  return n;
}

static int by_weight(const void *a, const void *b) {
  const anno_arranged *x = *(anno_arranged *const *)a, *y = *(anno_arranged *const *)b;
  const size_t p = sayings_of(x), q = sayings_of(y);
  if (p != q) return p < q ? 1 : -1;
  return (x->it > y->it) - (x->it < y->it);
}

/* How many different sayings tell of `a` and what stands in its card; they are marked with `stamp`. */
static size_t tally(drawing *d, const anno_arranged *a, unsigned stamp) {
  size_t n = 0;
  for (size_t i = 0; i < a->claims.count; i++) {
    const anno_list sayings = d->task->story->claims[a->claims.items[i]].sayings;
    for (size_t j = 0; j < sayings.count; j++) {
      const anno_at at = sayings.items[j];
      n += d->task->story->sayings[at].chosen && d->taken[at] != stamp;
      d->taken[at] = stamp;
    }
  }
  for (const anno_arranged *part = a->parts; part; part = part->next) n += tally(d, part, stamp);
  return n;
}

static bool has_day(const anno_arranged *a) { return a->dated || a->spoken; }

/* In order of years; in a year first what has a date of its own, then that of which most is told, so that long cards
   stand beside long ones. */
static int by_time(const void *a, const void *b) {
  const anno_arranged *x = *(anno_arranged *const *)a, *y = *(anno_arranged *const *)b;
  if (has_day(x) != has_day(y)) return has_day(x) ? -1 : 1;
  if (!anno_str_eq(x->year, y->year)) return x->day < y->day ? -1 : 1;
  if (x->dated != y->dated) return x->dated ? -1 : 1;
  if (x->dated && x->day != y->day) return x->day < y->day ? -1 : 1;
  return by_weight(a, b);
}

/* Keeps as many as the limit allows; returns how many were left out and adds up their sayings. */
static size_t choose_cards(drawing *d, size_t *sayings) {
  const bool rest = d->task->fold >= ANNO_FOLD_REST;
  size_t kept = 0, nodes = 0, left = 0;
  d->cards = anno_arena_array(d->task->arena, d->all.count + 1, sizeof(anno_arranged *));
  for (size_t i = 0; d->cards && i < d->all.count; i++)
    if (!d->all.items[i]->whole) d->cards[d->card_count++] = d->all.items[i];
  if (!d->cards || !d->card_count) return 0;
  if (rest) qsort(d->cards, d->card_count, sizeof(anno_arranged *), by_weight);
  for (size_t i = 0; i < d->card_count; i++) {
    const size_t more = nodes_of(d->cards[i]);
    const bool fits = !rest || nodes + more < d->task->limit;
    if (fits)
      d->cards[kept++] = d->cards[i];
    else
      *sayings += tally(d, d->cards[i], UINT_MAX);
    nodes += fits ? more : 0;
    left += fits ? 0 : more;
  }
  d->card_count = kept;
  if (kept) qsort(d->cards, kept, sizeof(anno_arranged *), by_time);
  return left;
}

/* ---- a card */

static const char *kind_of(const anno_referent *r) {
  switch (r->kind) {
    case ANNO_AGREEMENT: return "agreement";
    case ANNO_LEGAL_ACT: return "legal act";
    case ANNO_MECHANISM: return "mechanism";
    default: return "arrangement";
  }
}

static anno_mark mark_of(const anno_arranged *a) {
  static const anno_mark marks[] = {ANNO_MARK_FULL, ANNO_MARK_HALF, ANNO_MARK_EMPTY};
  return a->marked ? ANNO_MARK_DOT : a->affirmed ? marks[a->standing] : ANNO_MARK_NO;
}

static bool is_talk(const anno_arranged *a) { return a->standing == ANNO_IN_PROSPECT && a->talked && !a->proposed; }

static anno_tone tone_of(const anno_arranged *a) {
  static const anno_tone tones[] = {ANNO_TONE_AFFIRMED, ANNO_TONE_CLAIM, ANNO_TONE_PROPOSED};
  if (a->marked) return ANNO_TONE_PLAIN;
  if (!a->affirmed) return ANNO_TONE_DENIED;
  return is_talk(a) ? ANNO_TONE_TALKS : tones[a->standing];
}

/* "proposed mechanism", "agreement, as Jane Doe and others say" */
static anno_str standing_text(const drawing *d, const anno_arranged *a) {
  const char *before = "", *behind = "";
  if (a->marked)
    behind = ", marked in the text";
  else if (!a->affirmed)
    behind = ", negated";
  else if (a->standing == ANNO_STATED)
    behind = anno_arena_print(d->task->arena, ", as %.*s", ANNO_FMT(anno_arranged_stated(d->task, a))).ptr;
  else if (is_talk(a))
    behind = ", talked about";
  else if (a->standing == ANNO_IN_PROSPECT)
    before = a->proposed ? "proposed " : "possible ";
  return anno_arena_print(d->task->arena, "%s%s%s", before, kind_of(referent_of(d, a)), behind);
}

static void need_mark(drawing *d, anno_mark mark, anno_tone tone) {
  static const char *const texts[] = {
      [ANNO_MARK_NO] = "negated",
      [ANNO_MARK_DOUBT] = "uncertain or left open",
      [ANNO_MARK_DOT] = "marked in the text, nobody's statement",
      [ANNO_MARK_FULL] = "a document narrates it",
      [ANNO_MARK_HALF] = "only somebody says so",
      [ANNO_MARK_EMPTY] = "proposed, wished, foreseen, possible or talked about",
  };
  for (size_t i = 0; i < d->out->key_count; i++)
    if (d->out->keys[i].sample == ANNO_KEY_MARK && d->out->keys[i].mark == mark) return;
  anno_need_key(d->out,
                (anno_key){.sample = ANNO_KEY_MARK, .mark = mark, .tone = tone, .text = anno_str_from(texts[mark])});
}

static anno_str evidence_of(const drawing *d, const anno_arranged_line *line) {
  if (!line->sayings.count) return d->task->story->claims[line->claim].evidence;
  return anno_evidence_of(d->task, (anno_list){line->sayings.items, line->sayings.count});
}

static anno_str sources_of(const drawing *d, const anno_arranged *a) {
  const anno_story *story = d->task->story;
  anno_arranged_line all = {.claim = a->claims.items[0], .sayings = anno_places_in(d->task->arena)};
  for (size_t i = 0; i < a->claims.count; i++) {
    const anno_list sayings = story->claims[a->claims.items[i]].sayings;
    for (size_t j = 0; j < sayings.count; j++)
      if (story->sayings[sayings.items[j]].chosen) anno_places_add(&all.sayings, sayings.items[j]);
  }
  return anno_arranged_documents(d->task, &all);
}

static void add_lines(drawing *d, size_t card, const anno_arranged *a, unsigned indent) {
  const anno_arranged_lines lines =
      anno_arranged_tell(d->task, a, (anno_taken){d->taken, (unsigned)card + 1}, indent ? PART_LINES : LINES);
  for (size_t i = 0; i < lines.count; i++) {
    const anno_arranged_line *line = &lines.items[i];
    anno_add_row(d->out, card,
                 &(anno_row){.style = ANNO_ROW_ANSWER,
                             .tone = line->tone,
                             .mark = line->mark,
                             .indent = indent,
                             .text = anno_arena_print(d->task->arena, "%.*s — %.*s", ANNO_FMT(line->text),
                                                      ANNO_FMT(anno_arranged_source(d->task, line))),
                             .tooltip = evidence_of(d, line),
                             .sources = anno_arranged_documents(d->task, line),
                             .count = (unsigned)line->sayings.count});
    need_mark(d, line->mark, line->tone);
  }
  if (!lines.left) return;
  const anno_str more =
      anno_arena_print(d->task->arena, "and %zu other%s (%zu statement%s)", lines.left, lines.left == 1 ? "" : "s",
                       lines.left_sayings, lines.left_sayings == 1 ? "" : "s");
  anno_add_row(d->out, card, &(anno_row){.style = ANNO_ROW_SMALL, .indent = indent, .text = more});
}

/* One that stands in the card of another one, as its part or beside it. */
static void add_name(drawing *d, size_t card, const anno_arranged *a, bool part, unsigned indent) {
  const anno_referent *r = referent_of(d, a);
  const anno_row row = {.style = ANNO_ROW_TITLE,
                        .tone = tone_of(a),
                        .mark = part ? mark_of(a) : ANNO_MARK_NONE,
                        .indent = indent,
                        .text = r->label,
                        .small = part ? standing_text(d, a) : ANNO_STR(""),
                        .link = r->link,
                        .key = r->iri,
                        .kind = anno_str_from(kind_of(r)),
                        .iri = r->iri,
                        .sources = sources_of(d, a),
                        .count = (unsigned)a->sayings};
  d->places[a->it] = card + 1;
  d->rows[a->it] = anno_add_row(d->out, card, &row);
  d->standing[a->standing]++;
  need_mark(d, mark_of(a), tone_of(a));
}

/* Of which the same is told; then what is told of all of them; then what `a` has or brings. */
static void add_rest(drawing *d, size_t card, const anno_arranged *a, unsigned indent) {
  const unsigned deeper = indent < DEEPEST_ROW ? indent + 1 : indent;
  for (const anno_arranged *twin = a->twins; twin; twin = twin->next) add_name(d, card, twin, false, indent);
  add_lines(d, card, a, indent);
  for (const anno_arranged *part = a->parts; part; part = part->next) {
    add_name(d, card, part, true, deeper);
    add_rest(d, card, part, deeper);
  }
}

/* "2013", "spoken of 2017" */
static anno_str day_text(drawing *d, const anno_arranged *a) {
  if (a->dated || !a->spoken) return a->year;
  d->spoken = true;
  return anno_arena_print(d->task->arena, "spoken of %.*s", ANNO_FMT(a->year));
}

static void add_card(drawing *d, const anno_arranged *a, int rank) {
  const anno_referent *r = referent_of(d, a);
  anno_str source;
  const anno_str parties = anno_arranged_parties(d->task, a, &source);
  const size_t card =
      anno_add_card(d->out, &(anno_card){.key = r->iri,
                                         .kind = anno_str_from(kind_of(r)),
                                         .label = r->label,
                                         .iri = r->iri,
                                         .link = r->link,
                                         .sources = sources_of(d, a),
                                         .style = a->standing == ANNO_IN_PROSPECT ? ANNO_CARD_DASHED : ANNO_CARD_BOX,
                                         .tone = tone_of(a),
                                         .group = -1,
                                         .rank = rank,
                                         .wrap = WRAP,
                                         .count = (unsigned)tally(d, a, counted - (unsigned)d->out->card_count)});
  anno_add_row(d->out, card,
               &(anno_row){.style = ANNO_ROW_HEAD,
                           .tone = tone_of(a),
                           .mark = mark_of(a),
                           .text = standing_text(d, a),
                           .right = day_text(d, a)});
  anno_add_row(d->out, card, &(anno_row){.style = ANNO_ROW_TITLE, .text = r->label});
  if (parties.len) anno_add_row(d->out, card, &(anno_row){.style = ANNO_ROW_TEXT, .text = parties, .small = source});
  need_mark(d, mark_of(a), tone_of(a));
  d->places[a->it] = card + 1;
  d->rows[a->it] = -1;
  d->standing[a->standing]++;
  add_rest(d, card, a, 0);
}

/* ---- the axis */

static size_t add_year(drawing *d, anno_str year, size_t line, int rank) {
  const anno_str key = anno_arena_print(d->task->arena, "year:%.*s:%zu", ANNO_FMT(year), line);
  const size_t card = anno_add_card(
      d->out,
      &(anno_card){
          .key = key, .kind = ANNO_STR("year"), .label = year, .style = ANNO_CARD_AXIS, .group = -1, .rank = rank});
  anno_add_row(
      d->out, card,
      &(anno_row){.style = ANNO_ROW_TITLE, .text = year, .small = line ? ANNO_STR("continued") : ANNO_STR("")});
  return card;
}

/* The cards in lines of at most ABREAST, each of one year. Returns the rank behind the last. */
static int add_cards(drawing *d) {
  anno_str year = {NULL, 0};
  size_t in_line = 0, line = 0, before = 0;
  int rank = -1;
  for (size_t i = 0; i < d->card_count; i++) {
    const anno_str this = d->cards[i]->year;
    const bool same = rank >= 0 && anno_str_eq(year, this);
    if (!same || in_line == ABREAST) {
      line = same ? line + 1 : 0;
      const size_t axis = add_year(d, this, line, ++rank);
      if (rank)
        anno_add_edge(d->out, &(anno_edge){.from = before,
                                           .to = axis,
                                           .from_row = -1,
                                           .to_row = -1,
                                           .head = same ? ANNO_HEAD_NONE : ANNO_HEAD_ARROW});
      before = axis;
      in_line = 0;
    }
    year = this;
    in_line++;
    add_card(d, d->cards[i], rank);
  }
  return rank + 1;
}

/* ---- arrows */

/* What is told of `whole` by `part`. A row says it in any case; an arrow is drawn only where it need not go far. */
static void add_edge(drawing *d, anno_at claim, anno_at whole, anno_at part) {
  const anno_story *story = d->task->story;
  const anno_claim *c = &story->claims[claim];
  if (!d->places[whole] || !d->places[part] || whole == part) return;
  anno_edge edge = {.from = d->places[whole] - 1,
                    .to = d->places[part] - 1,
                    .from_row = d->rows[whole],
                    .to_row = d->rows[part],
                    .kind = c->verb,
                    .label = c->verb,
                    .style = ANNO_EDGE_DASHED,
                    .tone = ANNO_TONE_PLAIN,
                    .loose = true};
  anno_places sayings = anno_places_in(d->task->arena);
  for (size_t i = 0; i < c->sayings.count; i++) {
    if (!story->sayings[c->sayings.items[i]].chosen) continue;
    anno_places_add(&sayings, c->sayings.items[i]);
    if (story->sayings[c->sayings.items[i]].narrated) edge.style = ANNO_EDGE_SOLID;
  }
  const anno_arranged_line line = {.claim = claim, .sayings = sayings};
  edge.tooltip = evidence_of(d, &line);
  edge.sources = anno_arranged_documents(d->task, &line);
  const int step = d->out->cards[edge.to].rank - d->out->cards[edge.from].rank;
  edge.told = step != 1 && step != -1;
  anno_add_edge(d->out, &edge);
}

static void add_edges(drawing *d) {
  for (size_t i = 0; i < d->all.count; i++)
    for (size_t j = 0; j < d->all.items[i]->claims.count; j++) {
      anno_at whole;
      const anno_at claim = d->all.items[i]->claims.items[j];
      if (anno_arranged_holds(d->task, claim, d->all.items[i]->it, &whole))
        add_edge(d, claim, whole, d->all.items[i]->it);
    }
}

static void describe(drawing *d, size_t left) {
  const size_t *n = d->standing;
  anno_arena *arena = d->task->arena;
  d->out->shown = n[0] + n[1] + n[2];
  d->out->counted = d->out->shown + left + d->all.few;
  d->out->unit = d->out->counted == 1 ? ANNO_STR("arrangement") : ANNO_STR("arrangements");
  if (!d->card_count) return;
  if (n[ANNO_IN_PROSPECT])
    anno_need_key(d->out, (anno_key){.sample = ANNO_KEY_CARD,
                                     .card = ANNO_CARD_DASHED,
                                     .tone = ANNO_TONE_PROPOSED,
                                     .text = ANNO_STR("nobody says that it is there")});
  anno_add_note(d->out, d->spoken ? ANNO_STR("time runs down; what has no date stands where it was first spoken of")
                                  : ANNO_STR("time runs down"));
  d->out->description =
      anno_arena_print(arena,
                       "%zu %.*s in order of time, from top to bottom: %zu narrated by documents, %zu only stated by "
                       "somebody, %zu not said to be there. In each card what is said of it, and by whom.",
                       d->out->shown, ANNO_FMT(d->out->unit), n[0], n[1], n[2]);
}

static void draw(const anno_task *task, anno_picture *out) {
  const anno_story *story = task->story;
  size_t left_sayings = 0;
  drawing d = {.task = task, .out = out, .all = anno_arranged_gather(task)};
  d.taken = anno_arena_array(task->arena, story->saying_count + 1, sizeof *d.taken);
  d.places = anno_arena_array(task->arena, story->referent_count + 1, sizeof *d.places);
  d.rows = anno_arena_array(task->arena, story->referent_count + 1, sizeof *d.rows);
  if (!d.taken || !d.places || !d.rows || !d.all.items) return;
  out->direction = ANNO_DOWN;
  out->rank_gap = 0.35;
  out->node_gap = 0.25;
  const size_t left = choose_cards(&d, &left_sayings);
  const int rank = add_cards(&d);
  add_edges(&d);
  if (left) {
    anno_add_rest_card(out, left, left_sayings, rank);
    if (out->card_count) out->cards[out->card_count - 1].style = ANNO_CARD_ROUND; /* dashes mean something else here */
  }
  describe(&d, left);
}

const anno_view anno_view_agreements = {
    .name = "agreements",
    .title = "What was agreed, proposed and talked about",
    .summary = "agreements, legal acts and mechanisms in order of time, with what is said of each",
    .draw = draw,
    .only_rest = true,
};
