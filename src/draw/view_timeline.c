/* timeline: what is said, and what is said to have happened, in order of time. */
#include "base/buf.h"
#include "draw/claim_card.h"
#include "draw/timeline.h"

enum { WIDTH = 880, WRAP = 70, PHRASE = 150, NAMES = 3, LINES = 6, MOST_TICKS = 6 };

typedef struct {
  const anno_task *task;
  anno_picture *out;
  long first, last; /* years that there is something in */
  long begin, end;  /* of the scale: years */
  int rank;
  bool *shown;     /* each saying */
  anno_str title;  /* who speaks in the entry */
  anno_str source; /* where all of it stands; "" for several places, and where no title names one */
  size_t claims;
} drawing;

static const anno_story *story_of(const drawing *d) { return d->task->story; }

static void add_part(anno_buf *to, anno_str part) {
  if (!part.len) return;
  if (to->len) anno_buf_put(to, ANNO_STR(" · "));
  anno_buf_put(to, part);
}

/* ---- the scale */

static double place_of(const drawing *d, long day) {
  const long first = anno_year_begin(d->task->arena, d->begin), last = anno_year_begin(d->task->arena, d->end);
  return last > first ? (double)(day - first) / (double)(last - first) : 0;
}

static void add_axis(drawing *d, anno_str key, const anno_row *row) {
  const size_t card = anno_add_card(d->out, &(anno_card){.key = key,
                                                         .kind = ANNO_STR("year"),
                                                         .label = row->text,
                                                         .style = ANNO_CARD_AXIS,
                                                         .group = -1,
                                                         .rank = d->rank++,
                                                         .width = WIDTH});
  anno_add_row(d->out, card, row);
}

/* The scale runs over whole years, or over whole steps of 2, 5, 10 … years; one year has quarters. */
static void add_scale(drawing *d, const anno_entries *entries) {
  anno_arena *arena = d->task->arena;
  long step = 1;
  d->first = d->last = anno_year_of(arena, entries->items[0].period.begin);
  for (size_t i = 0; i < entries->count; i++) {
    const long begin = anno_year_of(arena, entries->items[i].period.begin);
    const long end = anno_year_of(arena, entries->items[i].period.end);
    if (begin < d->first) d->first = begin;
    if (end > d->last) d->last = end;
  }
  d->begin = d->first;
  for (int i = 0; (d->last - d->begin) / step >= MOST_TICKS; i++) {
    step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    d->begin = (d->first >= 0 ? d->first : d->first - step + 1) / step * step;
  }
  d->end = d->begin + ((d->last - d->begin) / step + 1) * step;
  anno_buf ticks = anno_buf_in(arena);
  for (long year = d->begin; year < d->end; year += step)
    anno_buf_put(&ticks, anno_arena_print(arena, "%s%d", year > d->begin ? " " : "", (int)year));
  if (d->first == d->last) {
    ticks.len = 0;
    for (int month = 1; month < 12; month += 3)
      anno_buf_put(&ticks, anno_arena_print(arena, "%s%d-%02d", month > 1 ? " " : "", (int)d->first, month));
  }
  const anno_row row = {.style = ANNO_ROW_TRACK, .to = 1, .right = anno_buf_str(&ticks)};
  add_axis(d, ANNO_STR("scale"), &row);
}

static void add_year(drawing *d, long year) {
  anno_arena *arena = d->task->arena;
  const long first = anno_year_begin(arena, year), next = anno_year_begin(arena, year + 1);
  const anno_row row = {.style = ANNO_ROW_TRACK,
                        .text = anno_arena_print(arena, "%d", (int)year),
                        .from = place_of(d, first),
                        .to = place_of(d, next)};
  add_axis(d, anno_arena_print(arena, "year:%d", (int)year), &row);
}

/* ---- cards */

static size_t add_card(drawing *d, const anno_entry *e, const char *kind, anno_str what, anno_tone tone) {
  static const char *const kinds[] = {"rest", "published", "happened", "said"};
  anno_arena *arena = d->task->arena;
  const anno_str own = e->kind == ANNO_ENTRY_PUBLISHED ? story_of(d)->documents[e->document].iri : e->who;
  const size_t card = anno_add_card(
      d->out, &(anno_card){.key = anno_arena_print(arena, "%s:%.*s:%.*s", kinds[e->kind], ANNO_FMT(e->period.text),
                                                   ANNO_FMT(own)),
                           .kind = anno_str_from(kind),
                           .label = anno_arena_print(arena, "%.*s: %.*s", ANNO_FMT(e->period.text), ANNO_FMT(what)),
                           .style = ANNO_CARD_BARE,
                           .tone = tone,
                           .group = -1,
                           .rank = d->rank++,
                           .width = WIDTH,
                           .wrap = WRAP,
                           .count = (unsigned)e->sayings});
  anno_add_row(d->out, card,
               &(anno_row){.style = ANNO_ROW_TRACK,
                           .tone = tone,
                           .text = e->period.text,
                           .from = place_of(d, e->period.begin),
                           .to = place_of(d, e->period.end + 1),
                           .uncertain = e->period.uncertain});
  if (e->period.uncertain)
    anno_need_key(d->out, (anno_key){.sample = ANNO_KEY_CARD,
                                     .card = ANNO_CARD_DASHED,
                                     .text = ANNO_STR("bar in dashes: at some time within it")});
  return card;
}

/* ---- words */

/* "said by A, B and others"; "" if none of the sayings is by somebody. */
static anno_str with_names(const drawing *d, const char *before, anno_list sayings) {
  anno_arena *arena = d->task->arena;
  anno_buf text = anno_buf_in(arena);
  anno_str names[NAMES];
  size_t n = 0;
  bool more = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story_of(d)->sayings[sayings.items[i]];
    const anno_str who = anno_speakers_text(arena, story_of(d), s, NAMES);
    size_t k = 0;
    while (k < n && !anno_str_eq(names[k], who)) k++;
    if (s->narrated || k < n) continue;
    more |= n == NAMES;
    if (n == NAMES) continue;
    anno_buf_put(&text, anno_str_from(n ? ", " : before));
    anno_buf_put(&text, names[n++] = who);
  }
  if (more) anno_buf_put(&text, ANNO_STR(" and others"));
  return anno_buf_str(&text);
}

static bool is_narrated(const drawing *d, anno_list sayings) {
  for (size_t i = 0; i < sayings.count; i++)
    if (story_of(d)->sayings[sayings.items[i]].narrated) return true;
  return false;
}

/* Those who dispute, or leave open, what is affirmed. */
static anno_str disputed(const drawing *d, anno_at claim, bool open) {
  const anno_list answers = anno_answers_to(d->task->arena, story_of(d), claim);
  anno_at *items = anno_arena_array(d->task->arena, answers.count + 1, sizeof *items);
  size_t n = 0;
  for (size_t i = 0; i < answers.count && items; i++) {
    const anno_saying *s = &story_of(d)->sayings[answers.items[i]];
    const bool rejects = s->acts & (1u << ANNO_ACT_DENIAL | 1u << ANNO_ACT_REJECTION) && s->polarity != ANNO_AFFIRMS;
    const bool opens = s->polarity == ANNO_LEAVES_OPEN;
    if (open ? opens : !opens && (s->polarity == ANNO_NEGATES || rejects)) items[n++] = answers.items[i];
  }
  const anno_str names = with_names(d, open ? "left open by " : "disputed by ", (anno_list){items, n});
  if (names.len || !n) return names;
  return open ? ANNO_STR("left open by a document") : ANNO_STR("a document narrates the contrary");
}

/* Within which saying a claim stands that nobody states by itself. */
static anno_str spoken_of(const drawing *d, anno_at claim) {
  const anno_story *story = story_of(d);
  for (size_t steps = 0; steps < 8 && story->claims[claim].within.count; steps++) {
    claim = story->claims[claim].within.items[0];
    const anno_list sayings = story->claims[claim].sayings;
    for (size_t i = 0; i < sayings.count; i++)
      if (story->sayings[sayings.items[i]].chosen) {
        const anno_saying *s = &story->sayings[sayings.items[i]];
        const anno_str who = anno_speakers_text(d->task->arena, story, s, NAMES);
        return anno_arena_print(d->task->arena, "%s by %.*s within something else",
                                s->narrated ? "mentioned" : "spoken of", ANNO_FMT(who));
      }
  }
  return ANNO_STR("marked in the text, nobody's statement");
}

/* What a saying says: not more than that, and with who is passed on. */
static anno_str content_of(const drawing *d, anno_at saying) {
  anno_arena *arena = d->task->arena;
  const anno_saying *s = &story_of(d)->sayings[saying];
  if (s->claim == ANNO_NOWHERE) {
    if (!s->relays.count) return s->gloss.len ? s->gloss : s->label;
    const anno_saying *inner = &story_of(d)->sayings[s->relays.items[0]];
    const anno_str who = anno_speakers_text(arena, story_of(d), inner, NAMES);
    const char *not = inner->polarity == ANNO_NEGATES ? "not: " : inner->polarity == ANNO_LEAVES_OPEN ? "whether " : "";
    const anno_str what = inner->claim == ANNO_NOWHERE
                              ? inner->label
                              : anno_phrase(arena, story_of(d), inner->claim, ANNO_NOWHERE, PHRASE);
    return anno_arena_print(arena, "passes on what %.*s said: %s%.*s", ANNO_FMT(who), not, ANNO_FMT(what));
  }
  const char *not = s->polarity == ANNO_NEGATES ? "not: " : s->polarity == ANNO_LEAVES_OPEN ? "whether " : "";
  const anno_str what = anno_phrase(arena, story_of(d), s->claim, ANNO_NOWHERE, PHRASE);
  return anno_arena_print(arena, "%s%.*s", not, ANNO_FMT(what));
}

/* "accusation · certainty: possible · on behalf of X · reported by Y": of the first saying of a line. */
static void add_circumstances(const drawing *d, const anno_saying *s, anno_at at, bool act, anno_buf *out) {
  anno_arena *arena = d->task->arena;
  if (act && s->act > ANNO_ACT_NARRATION) add_part(out, anno_str_from(anno_act_name(s->act, false)));
  if (!s->is_certain) add_part(out, anno_arena_print(arena, "certainty: %.*s", ANNO_FMT(s->certainty)));
  if (!s->is_actual) add_part(out, s->mood);
  if (s->behalf.count)
    add_part(out,
             anno_arena_print(arena, "on behalf of %.*s", ANNO_FMT(story_of(d)->referents[s->behalf.items[0]].label)));
  const anno_at outer = anno_outermost(story_of(d), at);
  if (outer == at) return;
  const anno_str who = anno_speakers_text(arena, story_of(d), &story_of(d)->sayings[outer], NAMES);
  add_part(out, anno_arena_print(arena, "reported by %.*s", ANNO_FMT(who)));
}

static void need_mark(anno_picture *out, anno_mark mark) {
  static const char *const texts[] = {
      [ANNO_MARK_NO] = "negated",
      [ANNO_MARK_DOUBT] = "left open",
      [ANNO_MARK_DOT] = "only spoken of",
      [ANNO_MARK_FULL] = "narrated by a document as it is",
      [ANNO_MARK_HALF] = "somebody says so, or it is not certain",
      [ANNO_MARK_EMPTY] = "wished, proposed, foreseen or imagined",
  };
  if (mark != ANNO_MARK_NONE && mark != ANNO_MARK_YES)
    anno_need_key(out, (anno_key){.sample = ANNO_KEY_MARK, .mark = mark, .text = anno_str_from(texts[mark])});
}

/* ---- lines */

static void add_line(drawing *d, size_t card, const anno_entry *e, const anno_entry_line *line) {
  anno_arena *arena = d->task->arena;
  const anno_list sayings = line->sayings;
  const anno_at first = sayings.count ? sayings.items[0] : ANNO_NOWHERE;
  const bool said = e->kind == ANNO_ENTRY_SAID, affirmed = line->mark == ANNO_MARK_FULL || line->mark == ANNO_MARK_HALF;
  anno_buf small = anno_buf_in(arena);
  anno_str text =
      first == ANNO_NOWHERE ? anno_phrase(arena, story_of(d), line->claim, ANNO_NOWHERE, PHRASE) : content_of(d, first);
  if (!said && sayings.count) {
    if (is_narrated(d, sayings)) add_part(&small, ANNO_STR("narrated"));
    add_part(&small, with_names(d, "said by ", sayings));
  } else if (!sayings.count) {
    add_part(&small, spoken_of(d, line->claim));
  }
  if (first != ANNO_NOWHERE) {
    const anno_saying *s = &story_of(d)->sayings[first];
    const anno_str who = anno_speakers_text(arena, story_of(d), s, NAMES);
    /* In an entry of several, or of a month, a line says who and when. */
    if (said && !anno_str_eq(who, d->title))
      text = anno_arena_print(arena, "%.*s: %.*s", ANNO_FMT(who), ANNO_FMT(text));
    if (said && s->when.begin == s->when.end && e->period.begin != e->period.end)
      add_part(&small, anno_day_text(arena, s->when.begin));
    add_circumstances(d, s, first, said, &small);
    for (size_t i = 0; i < sayings.count; i++) d->shown[sayings.items[i]] = true;
  }
  if (affirmed) add_part(&small, disputed(d, line->claim, false));
  if (affirmed) add_part(&small, disputed(d, line->claim, true));
  const anno_str sources = sayings.count
                               ? anno_sources_of(d->task, sayings)
                               : anno_sources_text(arena, story_of(d), story_of(d)->claims[line->claim].documents);
  if (!anno_str_eq(sources, d->source)) add_part(&small, sources);
  d->claims += !sayings.count;
  need_mark(d->out, line->mark);
  anno_add_row(d->out, card,
               &(anno_row){.style = ANNO_ROW_TEXT,
                           .mark = line->mark,
                           .text = text,
                           .small = anno_buf_str(&small),
                           .tooltip = sayings.count ? anno_evidence_of(d->task, sayings)
                                                    : story_of(d)->claims[line->claim].evidence,
                           .kind = anno_str_from(said ? "statement" : "claim"),
                           .iri = said && first != ANNO_NOWHERE ? story_of(d)->sayings[first].iri
                                  : line->claim != ANNO_NOWHERE ? story_of(d)->claims[line->claim].iri
                                                                : ANNO_STR(""),
                           .sources = sources,
                           .count = (unsigned)sayings.count});
}

/* The first lines, and how many more there are. */
static void add_lines(drawing *d, size_t card, const anno_entry *e) {
  const size_t most = e->line_count == LINES + 1 ? e->line_count : LINES;
  size_t i = 0;
  for (; i < e->line_count && i < most; i++) add_line(d, card, e, &e->lines[i]);
  if (i < e->line_count)
    anno_add_row(d->out, card,
                 &(anno_row){.style = ANNO_ROW_SMALL,
                             .text = anno_arena_print(d->task->arena, "and %zu other lines", e->line_count - i)});
}

/* ---- entries */

/* Who speaks, as far as the task folds: "A, B and 2 others". */
static anno_str title_of(drawing *d, const anno_saying *s) {
  anno_saying folded = *s;
  anno_at *items = anno_arena_array(d->task->arena, s->speakers.count + 1, sizeof *items);
  if (!items) return ANNO_STR("");
  for (size_t i = 0; i < s->speakers.count; i++) items[i] = anno_folded(d->task, s->speakers.items[i]);
  folded.speakers.items = items;
  return anno_speakers_text(d->task->arena, story_of(d), &folded, NAMES);
}

/* "President", "US intelligence"; of one who is only said to belong somewhere, that. */
static anno_str standing_of(const drawing *d, const anno_saying *s) {
  if (s->speakers.count != 1) return ANNO_STR("");
  const anno_at who = anno_folded(d->task, s->speakers.items[0]);
  const anno_referent *r = &story_of(d)->referents[who];
  if (r->unspecified) return ANNO_STR("nobody is named");
  if (who != s->speakers.items[0]) return ANNO_STR("or those who belong to it");
  if (r->body == ANNO_NOWHERE || r->post.len) return r->body_is_alleged ? ANNO_STR("") : r->post;
  return anno_arena_print(d->task->arena, "%s%.*s", r->body_is_alleged ? "said to belong to " : "",
                          ANNO_FMT(story_of(d)->referents[r->body].label));
}

/* Where all lines stand, if that is one place. */
static anno_str source_of(const drawing *d, const anno_entry *e) {
  const anno_str source = anno_sources_of(d->task, e->lines[0].sayings);
  for (size_t i = 1; i < e->line_count; i++)
    if (!anno_str_eq(anno_sources_of(d->task, e->lines[i].sayings), source)) return ANNO_STR("");
  return source;
}

static void add_said(drawing *d, const anno_entry *e) {
  const anno_saying *s = &story_of(d)->sayings[e->lines[0].sayings.items[0]];
  const anno_at first = s->speakers.count ? s->speakers.items[0] : ANNO_NOWHERE;
  anno_tone tone = first == ANNO_NOWHERE ? ANNO_TONE_PLAIN : anno_tone_of(d->task, first);
  for (size_t i = 1; i < s->speakers.count; i++)
    if (anno_tone_of(d->task, s->speakers.items[i]) != tone) tone = ANNO_TONE_PLAIN;
  d->title = title_of(d, s);
  d->source = source_of(d, e);
  const char *verb = s->narrated ? "narrated" : "said";
  const anno_str what = anno_arena_print(d->task->arena, "%s by %.*s%s%.*s", verb, ANNO_FMT(d->title),
                                         d->source.len ? " " : "", ANNO_FMT(d->source));
  const size_t card = add_card(d, e, "statement", what, tone);
  anno_add_row(d->out, card,
               &(anno_row){.style = ANNO_ROW_TITLE,
                           .tone = tone,
                           .text = what,
                           .small = standing_of(d, s),
                           .tag = tone >= ANNO_TONE_SIDE ? anno_tag_of(d->task, first) : ANNO_STR(""),
                           .tag_tone = tone});
  add_lines(d, card, e);
  d->source = ANNO_STR("");
}

static void add_published(drawing *d, const anno_entry *e) {
  anno_arena *arena = d->task->arena;
  const anno_document *document = &story_of(d)->documents[e->document];
  const anno_str name = document->publisher.len ? document->publisher : ANNO_STR("document");
  const anno_str title = document->title.len ? document->title : document->id;
  const anno_str what =
      anno_arena_print(arena, "%.*s [%.*s]: %.*s", ANNO_FMT(name), ANNO_FMT(document->source), ANNO_FMT(title));
  const size_t card = add_card(d, e, "document", what, ANNO_TONE_PLAIN);
  anno_buf small = anno_buf_in(arena);
  add_part(&small, ANNO_STR("date of the document"));
  if (e->sayings)
    add_part(&small,
             anno_arena_print(arena, "%zu statement%s in it without a date", e->sayings, e->sayings == 1 ? "" : "s"));
  anno_add_row(d->out, card,
               &(anno_row){.style = ANNO_ROW_TEXT, .text = what, .small = anno_buf_str(&small), .iri = document->iri});
}

static void add_rest(drawing *d, const anno_entry *e) {
  anno_buf text = anno_buf_in(d->task->arena);
  if (e->folded_statements)
    add_part(&text, anno_arena_print(d->task->arena, "%zu other statement%s", e->folded_statements,
                                     e->folded_statements == 1 ? "" : "s"));
  if (e->folded_documents)
    add_part(&text, anno_arena_print(d->task->arena, "%zu document%s", e->folded_documents,
                                     e->folded_documents == 1 ? "" : "s"));
  const anno_str what = anno_arena_print(d->task->arena, "and %.*s", ANNO_FMT(anno_buf_str(&text)));
  const size_t card = add_card(d, e, "rest", what, ANNO_TONE_PLAIN);
  anno_add_row(d->out, card, &(anno_row){.style = ANNO_ROW_TEXT, .text = what});
}

static void add_entry(drawing *d, const anno_entry *e) {
  switch (e->kind) {
    case ANNO_ENTRY_REST: add_rest(d, e); return;
    case ANNO_ENTRY_PUBLISHED: add_published(d, e); return;
    case ANNO_ENTRY_SAID: add_said(d, e); return;
    case ANNO_ENTRY_HAPPENED: break;
  }
  add_lines(d, add_card(d, e, "happening", ANNO_STR("what is told of this time"), ANNO_TONE_CLAIM), e);
}

static void tell(const drawing *d, const anno_entries *entries) {
  anno_picture *out = d->out;
  anno_arena *arena = d->task->arena;
  size_t shown = 0;
  for (size_t i = 0; i < story_of(d)->saying_count; i++) shown += d->shown[i];
  const bool claims = !entries->statements && entries->claims;
  out->unit = claims ? ANNO_STR("unstated dated claims") : ANNO_STR("dated statements");
  out->counted = claims ? entries->claims : entries->statements;
  out->shown = claims ? d->claims : shown;
  if (entries->undated)
    anno_add_note(out, anno_arena_print(arena, "%zu statement%s without a date left out", entries->undated,
                                        entries->undated == 1 ? "" : "s"));
  if (!out->card_count) return;
  if (d->task->fold >= ANNO_FOLD_REST) anno_add_note(out, ANNO_STR("days are joined into months"));
  const char *form = d->first == d->last ? "in" : "from";
  const anno_str until = d->first == d->last ? ANNO_STR("") : anno_arena_print(arena, " to %d", (int)d->last);
  out->description =
      anno_arena_print(arena, "%zu %s in order of time, %s %d%.*s: what was said, and what is told of each time.",
                       entries->count, entries->count == 1 ? "entry" : "entries", form, (int)d->first, ANNO_FMT(until));
}

static void draw(const anno_task *task, anno_picture *out) {
  drawing d = {.task = task, .out = out};
  const anno_entries entries = anno_entries_of(task);
  long year = 0;
  d.shown = anno_arena_array(task->arena, task->story->saying_count + 1, sizeof *d.shown);
  out->direction = ANNO_DOWN;
  out->packed = true;
  out->empty = ANNO_STR("Nothing to show: nothing that was asked for has a date.");
  if (!d.shown) return;
  /* Each entry is a card: there is no use in drawing what will be folded. */
  if (task->limit && task->fold < ANNO_FOLD_REST && entries.count > task->limit) {
    out->overflows = true;
    return;
  }
  if (entries.count) add_scale(&d, &entries);
  for (size_t i = 0; i < entries.count; i++) {
    const anno_entry *e = &entries.items[i];
    const long begin = anno_year_of(task->arena, e->period.begin);
    if (!i || begin > year) add_year(&d, year = begin);
    add_entry(&d, e);
  }
  tell(&d, &entries);
}

const anno_view anno_view_timeline = {
    .name = "timeline",
    .title = "What was said and done, in order of time",
    .summary = "statements and what they tell, on one scale of time",
    .draw = draw,
};
