/* What is said of arrangements, and how it bears on them. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/table.h"
#include "draw/agreements.h"
#include "rdf/vocab.h"

enum { DEEPEST = 3, PHRASE = 80, LONG_PHRASE = 140, NAMES = 3, DIRECT = 2, TOPIC = 1, WITHIN = 0 };

static bool has_role(const anno_filler *filler, anno_vocab role) {
  return anno_str_eq(filler->role, anno_vocab_iri(role));
}

static bool is_core(const anno_filler *filler) {
  return has_role(filler, ANNO_V_subject) || has_role(filler, ANNO_V_object) || has_role(filler, ANNO_V_said_value);
}

static bool is_referent(const anno_filler *filler, anno_at referent) {
  return filler->kind == ANNO_FILLS_REFERENT && filler->at == referent;
}

static bool is_nested(const anno_filler *filler) { return filler->kind == ANNO_FILLS_CLAIM; }

static bool tells_of(const anno_story *story, anno_at claim, anno_at it, unsigned depth) {
  const anno_claim *c = &story->claims[claim];
  for (size_t i = 0; i < c->filler_count; i++) {
    if (is_referent(&c->fillers[i], it)) return true;
    if (is_nested(&c->fillers[i]) && depth < DEEPEST && tells_of(story, c->fillers[i].at, it, depth + 1)) return true;
  }
  return false;
}

/* What is told with a further claim of it (that they consider it, that it be created) tells what somebody means to do
   or is able to: no more than a topic. */
static int closeness(const anno_story *story, anno_at claim, anno_at it) {
  const anno_claim *c = &story->claims[claim];
  int found = WITHIN;
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    const int close = anno_str_eq(f->label, ANNO_STR("topic")) ? TOPIC : DIRECT;
    if (is_referent(f, it) && close > found) found = close;
    if (is_nested(f) && is_core(f) && tells_of(story, f->at, it, 1)) return WITHIN;
  }
  return found;
}

static bool is_so(const anno_saying *s) {
  return s->polarity == ANNO_AFFIRMS && s->is_actual && s->is_certain && !(s->acts & 1u << ANNO_ACT_PROPOSAL);
}

/* ---- gathering */

static void take_fillers(const anno_story *story, anno_at top, anno_at claim, anno_arranged **of, unsigned depth) {
  const anno_claim *c = &story->claims[claim];
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    if (f->kind == ANNO_FILLS_REFERENT && of[f->at]) {
      anno_places *to = &of[f->at]->claims;
      if (!to->count || to->items[to->count - 1] != top) anno_places_add(to, top);
    }
    if (is_nested(f) && depth < DEEPEST) take_fillers(story, top, f->at, of, depth + 1);
  }
}

/* A period that has a beginning: not one that says only when something ended. */
static bool begins(const anno_period *p) {
  return p->known && p->text.len && p->text.ptr[0] != '.' && p->text.ptr[0] != '/';
}

static void date(anno_arranged *a, const anno_period *p, bool own) {
  if (!begins(p) || (a->dated && !own)) return;
  const bool first = own ? !a->dated : !a->spoken;
  if (first || p->begin < a->day) a->day = p->begin;
  a->dated |= own;
  a->spoken |= !own;
}

static void date_by_fillers(anno_arranged *a, const anno_claim *claim) {
  for (size_t i = 0; i < claim->filler_count; i++)
    if (claim->fillers[i].kind == ANNO_FILLS_TIME) date(a, &claim->fillers[i].period, true);
}

/* What was found so far: something that is narrated or stated, by what somebody does or merely by a description. */
typedef struct {
  bool deed[2], described[2]; /* by others, by a document itself */
} findings;

static bool same_speakers(const anno_saying *a, const anno_saying *b) {
  return a->speakers.count == b->speakers.count &&
         (!a->speakers.count || !memcmp(a->speakers.items, b->speakers.items, a->speakers.count * sizeof(anno_at)));
}

static void weigh(const anno_story *story, anno_arranged *a, anno_at claim, const anno_saying *s, findings *found) {
  const anno_claim *c = &story->claims[claim];
  const int close = closeness(story, claim, a->it);
  a->sayings++;
  a->affirmed |= s->polarity != ANNO_NEGATES;
  a->proposed |= (s->acts & 1u << ANNO_ACT_PROPOSAL) != 0;
  for (size_t i = 0; i < c->filler_count; i++)
    a->talked |= is_referent(&c->fillers[i], a->it) && anno_str_eq(c->fillers[i].label, ANNO_STR("topic"));
  date(a, &s->when, false);
  if (!is_so(s)) return;
  if (close != WITHIN) date_by_fillers(a, c);
  if (close != DIRECT) return;
  if (!s->narrated && a->stated == ANNO_NOWHERE) a->stated = (anno_at)(s - story->sayings);
  a->by_others |= !s->narrated && !same_speakers(s, &story->sayings[a->stated]);
  if (c->nature & ANNO_CONDUCT)
    found->deed[s->narrated] = true;
  else
    found->described[s->narrated] = true;
}

/* A description ("is directed at") of what is proposed or talked about does not make it more than that. */
static void judge(const anno_story *story, anno_arranged *a) {
  findings found = {{false, false}, {false, false}};
  for (size_t i = 0; i < a->claims.count; i++) {
    const anno_claim *c = &story->claims[a->claims.items[i]];
    for (size_t j = 0; j < c->sayings.count; j++)
      if (story->sayings[c->sayings.items[j]].chosen)
        weigh(story, a, a->claims.items[i], &story->sayings[c->sayings.items[j]], &found);
  }
  const bool planned = a->proposed || a->talked;
  a->standing = found.deed[1] || (found.described[1] && !planned)   ? ANNO_NARRATED
                : found.deed[0] || (found.described[0] && !planned) ? ANNO_STATED
                                                                    : ANNO_IN_PROSPECT;
  const anno_str day = anno_day_text(story->arena, a->day), rest = ANNO_STR("-01-01");
  a->year = a->dated || a->spoken ? anno_str_sub(day, 0, day.len - rest.len) : ANNO_STR("undated");
  a->marked = !a->sayings;
  if (a->marked) a->sayings = a->claims.count;
}

bool anno_arranged_holds(const anno_task *task, anno_at claim, anno_at part, anno_at *whole) {
  const anno_story *story = task->story;
  const anno_claim *c = &story->claims[claim];
  bool so = false, holds = false;
  *whole = ANNO_NOWHERE;
  if (c->nature & ANNO_CONDUCT) return false;
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    if (has_role(f, ANNO_V_subject) && f->kind == ANNO_FILLS_REFERENT && f->at != part) *whole = f->at;
    if (has_role(f, ANNO_V_object))
      holds |= is_referent(f, part) || (is_nested(f) && tells_of(story, f->at, part, DEEPEST));
  }
  for (size_t i = 0; i < c->sayings.count; i++)
    so |= story->sayings[c->sayings.items[i]].chosen && is_so(&story->sayings[c->sayings.items[i]]);
  return so && holds && *whole != ANNO_NOWHERE;
}

/* What has no date stands with what is told to have it, unless that stands with it. */
static void nest(const anno_task *task, anno_arranged *a, anno_arranged **of) {
  for (size_t i = 0; i < a->claims.count && !a->dated; i++) {
    anno_at whole;
    if (!anno_arranged_holds(task, a->claims.items[i], a->it, &whole) || !of[whole]) continue;
    const anno_arranged *above = of[whole];
    while (above && above != a) above = above->whole;
    if (above) continue;
    a->whole = of[whole];
    anno_arranged **end = &a->whole->parts;
    while (*end) end = &(*end)->next;
    *end = a;
    return;
  }
}

/* Forgets those of which too little is said. */
static void sift(const anno_task *task, anno_arranged **of, anno_arrangeds *out) {
  for (anno_at i = 0; i < task->story->referent_count; i++) {
    if (!of[i]) continue;
    judge(task->story, of[i]);
    const bool said = of[i]->sayings > 0, enough = of[i]->sayings >= task->choice->min_count;
    out->few += said && !enough;
    if (said && enough)
      out->items[out->count++] = of[i];
    else
      of[i] = NULL;
  }
}

/* Those of which all the same claims tell stand in the card of the first. */
static void pair(anno_arrangeds *all) {
  for (size_t i = 0; i < all->count; i++)
    for (size_t j = 0; j < i && !all->items[i]->whole; j++) {
      anno_arranged *a = all->items[j], *b = all->items[i];
      if (a->whole || b->parts || a->claims.count != b->claims.count || a->standing != b->standing) continue;
      if (memcmp(a->claims.items, b->claims.items, a->claims.count * sizeof(anno_at)) != 0) continue;
      b->whole = a;
      b->next = a->twins;
      a->twins = b;
    }
}

anno_arrangeds anno_arranged_gather(const anno_task *task) {
  const anno_story *story = task->story;
  const size_t room = story->referent_count + 1;
  anno_arranged *all = anno_arena_array(task->arena, room, sizeof *all);
  anno_arranged **of = anno_arena_array(task->arena, room, sizeof(anno_arranged *));
  anno_arrangeds out = {anno_arena_array(task->arena, room, sizeof(anno_arranged *)), 0, 0};
  if (!all || !of || !out.items) return out;
  for (anno_at i = 0; i < story->referent_count; i++) {
    if (!anno_is_arrangement(&story->referents[i])) continue;
    of[i] = &all[i];
    all[i] = (anno_arranged){.it = i, .stated = ANNO_NOWHERE, .claims = anno_places_in(task->arena)};
  }
  for (anno_at c = 0; c < story->claim_count; c++)
    if (story->claims[c].chosen && (story->claims[c].sayings.count || !story->claims[c].within.count))
      take_fillers(story, c, c, of, 0);
  sift(task, of, &out);
  for (size_t i = 0; i < out.count; i++) nest(task, out.items[i], of);
  pair(&out);
  return out;
}

/* ---- lines */

typedef struct {
  const char *before;
  anno_mark mark;
  anno_tone tone;
} manner;

static manner manner_of(const anno_saying *s) {
  if (s->polarity == ANNO_NEGATES) return (manner){"not: ", ANNO_MARK_NO, ANNO_TONE_DENIED};
  if (s->polarity == ANNO_LEAVES_OPEN) return (manner){"whether ", ANNO_MARK_DOUBT, ANNO_TONE_DOUBTED};
  if (!s->is_actual || s->acts & 1u << ANNO_ACT_PROPOSAL) return (manner){"", ANNO_MARK_EMPTY, ANNO_TONE_PROPOSED};
  if (!s->is_certain) return (manner){"", ANNO_MARK_DOUBT, ANNO_TONE_DOUBTED};
  return s->narrated ? (manner){"", ANNO_MARK_FULL, ANNO_TONE_AFFIRMED} : (manner){"", ANNO_MARK_HALF, ANNO_TONE_CLAIM};
}

/* When it is said to be, else when it was said, else the day of the document. */
static long day_of(const anno_story *story, anno_at claim, const anno_saying *s) {
  const anno_claim *c = &story->claims[claim];
  for (size_t i = 0; i < c->filler_count; i++)
    if (c->fillers[i].kind == ANNO_FILLS_TIME && c->fillers[i].period.known) return c->fillers[i].period.begin;
  if (s && s->when.known) return s->when.begin;
  const anno_at document = s ? s->document : c->documents.count ? c->documents.items[0] : ANNO_NOWHERE;
  return document != ANNO_NOWHERE && story->documents[document].date.known ? story->documents[document].date.begin
                                                                           : LONG_MAX;
}

typedef struct {
  const anno_task *task;
  const anno_arranged *arranged;
  anno_arranged_lines lines;
  anno_table places; /* of lines: + 1 */
} telling;

/* Where further roles are too long to be told, at least the one of the arrangement is. */
static anno_str phrase_of(const anno_task *task, anno_at claim, anno_at it) {
  const anno_claim *c = &task->story->claims[claim];
  const anno_str cut = ANNO_STR(" […]");
  anno_str phrase = anno_phrase(task->arena, task->story, claim, it, PHRASE);
  if (anno_str_ends(phrase, ANNO_STR("…"))) phrase = anno_phrase(task->arena, task->story, claim, it, LONG_PHRASE);
  const anno_filler *f = c->fillers, *end = c->fillers + c->filler_count;
  while (f < end && !is_referent(f, it)) f++;
  if (!anno_str_ends(phrase, cut) || f == end || is_core(f)) return phrase;
  return anno_arena_print(task->arena, "%.*s [%.*s: it; …]", (int)(phrase.len - cut.len), phrase.ptr,
                          ANNO_FMT(f->label));
}

/* The first time that the claim gives. */
static anno_str time_of(const anno_task *task, anno_at claim) {
  const anno_claim *c = &task->story->claims[claim];
  for (size_t i = 0; i < c->filler_count; i++)
    if (c->fillers[i].kind == ANNO_FILLS_TIME) return c->fillers[i].text;
  return ANNO_STR("");
}

static void add_line(telling *t, anno_at claim, anno_at saying) {
  const anno_story *story = t->task->story;
  const anno_saying *s = saying == ANNO_NOWHERE ? NULL : &story->sayings[saying];
  const manner m = s ? manner_of(s) : (manner){"", ANNO_MARK_DOT, ANNO_TONE_PLAIN};
  const anno_str phrase = phrase_of(t->task, claim, t->arranged->it);
  const anno_str time = anno_str_ends(phrase, ANNO_STR("…]")) ? time_of(t->task, claim) : ANNO_STR("");
  const anno_str text = anno_arena_print(t->task->arena, "%s%.*s%s%.*s", m.before, ANNO_FMT(phrase),
                                         time.len ? ", " : "", ANNO_FMT(time));
  const anno_str none = ANNO_STR(""), mood = s && !s->is_actual ? s->mood : none;
  const anno_str certainty = s && !s->is_certain ? s->certainty : none;
  const anno_str key = anno_arena_print(t->task->arena, "%d\n%.*s\n%.*s\n%.*s", (int)m.mark, ANNO_FMT(mood),
                                        ANNO_FMT(certainty), ANNO_FMT(text));
  anno_arranged_line line = {m.mark, m.tone, text, claim, closeness(story, claim, t->arranged->it), 0, {0}};
  line.day = day_of(story, claim, s);
  line.sayings = anno_places_in(t->task->arena);
  const unsigned place = anno_table_add(&t->places, key, (unsigned)t->lines.count + 1);
  if (!place) return;
  if (place > t->lines.count && !ANNO_PUSH(t->task->arena, t->lines.items, t->lines.count, t->lines.capacity, line))
    return;
  anno_arranged_line *to = &t->lines.items[place - 1];
  if (line.day < to->day) to->day = line.day;
  if (s) anno_places_add(&to->sayings, saying);
}

static int by_day(const void *a, const void *b) {
  const anno_arranged_line *x = a, *y = b;
  if (x->day != y->day) return x->day < y->day ? -1 : 1;
  if (x->closeness != y->closeness) return x->closeness > y->closeness ? -1 : 1;
  if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
  return anno_str_cmp(x->text, y->text) ? anno_str_cmp(x->text, y->text) : (x->mark > y->mark) - (x->mark < y->mark);
}

static int by_weight(const void *a, const void *b) {
  const anno_arranged_line *x = a, *y = b;
  if (x->closeness != y->closeness) return x->closeness > y->closeness ? -1 : 1;
  if (x->sayings.count != y->sayings.count) return x->sayings.count > y->sayings.count ? -1 : 1;
  return by_day(a, b);
}

/* Parties stand in a row of their own. */
static bool is_party(const anno_claim *claim, const anno_arranged *a) {
  return anno_str_eq(claim->predicate, anno_vocab_iri(ANNO_V_rel_party)) && claim->filler_count == 2 &&
         is_referent(&claim->fillers[0], a->it);
}

anno_arranged_lines anno_arranged_tell(const anno_task *task, const anno_arranged *arranged, anno_taken taken,
                                       size_t most) {
  const anno_story *story = task->story;
  telling t = {task, arranged, {0}, anno_table_in(task->arena)};
  for (size_t i = 0; i < arranged->claims.count; i++) {
    const anno_at claim = arranged->claims.items[i];
    const anno_list sayings = story->claims[claim].sayings;
    if (arranged->marked) add_line(&t, claim, ANNO_NOWHERE);
    for (size_t j = 0; j < sayings.count; j++) {
      const anno_at at = sayings.items[j];
      if (!story->sayings[at].chosen || taken.cards[at] == taken.card) continue;
      taken.cards[at] = taken.card;
      const bool told = is_party(&story->claims[claim], arranged) && is_so(&story->sayings[at]);
      if (!told) add_line(&t, claim, at);
    }
  }
  anno_arranged_lines *lines = &t.lines;
  if (lines->count > most) {
    qsort(lines->items, lines->count, sizeof *lines->items, by_weight);
    lines->left = lines->count - most;
    for (size_t i = most; i < lines->count; i++) lines->left_sayings += lines->items[i].sayings.count;
    lines->count = most;
  }
  if (lines->count) qsort(lines->items, lines->count, sizeof *lines->items, by_day);
  return *lines;
}

/* ---- words */

/* "Jane Doe, Acme and 2 more"; "narrated" */
static anno_str name_of(const anno_task *task, const anno_saying *s) {
  anno_buf out = anno_buf_in(task->arena);
  if (s->narrated) return ANNO_STR("narrated");
  if (!s->speakers.count) return ANNO_STR("somebody");
  for (size_t i = 0; i < s->speakers.count && i < NAMES; i++) {
    const anno_referent *r = &task->story->referents[s->speakers.items[i]];
    if (i) anno_buf_put(&out, ANNO_STR(", "));
    anno_buf_put(&out, r->unspecified ? ANNO_STR("somebody") : r->label);
  }
  if (s->speakers.count > NAMES)
    anno_buf_put(&out, anno_arena_print(task->arena, " and %zu more", s->speakers.count - NAMES));
  return anno_buf_str(&out);
}

static void put_part(anno_buf *to, anno_str part) {
  if (part.len && to->len) anno_buf_put(to, ANNO_STR(", "));
  anno_buf_put(to, part);
}

/* "Jane Doe (hardly ever, 2017-05-23, reported by TASS)" */
static anno_str who(const anno_task *task, anno_at at) {
  const anno_saying *s = &task->story->sayings[at];
  const anno_str name = name_of(task, s);
  const anno_at outer = anno_outermost(task->story, at);
  anno_buf more = anno_buf_in(task->arena);
  put_part(&more, s->degree);
  if (!s->narrated && s->when.known) put_part(&more, s->when.text);
  if (outer != at)
    put_part(&more,
             anno_arena_print(task->arena, "reported by %.*s", ANNO_FMT(name_of(task, &task->story->sayings[outer]))));
  return more.len ? anno_arena_print(task->arena, "%.*s (%.*s)", ANNO_FMT(name), ANNO_FMT(anno_buf_str(&more))) : name;
}

/* All who say it, each once, at most NAMES. */
static anno_str speakers(const anno_task *task, const anno_arranged_line *line) {
  anno_buf out = anno_buf_in(task->arena);
  anno_table seen = anno_table_in(task->arena);
  unsigned n = 0;
  for (size_t i = 0; i < line->sayings.count; i++) {
    const anno_at at = line->sayings.items[i];
    const anno_str name = who(task, at);
    if (anno_table_add(&seen, name, n + 1) != n + 1) continue;
    if (++n > NAMES) continue;
    if (n > 1) anno_buf_put(&out, ANNO_STR("; "));
    anno_buf_put(&out, name);
  }
  if (n > NAMES) anno_buf_put(&out, anno_arena_print(task->arena, " and %u more", n - NAMES));
  return anno_buf_str(&out);
}

anno_str anno_arranged_documents(const anno_task *task, const anno_arranged_line *line) {
  const anno_story *story = task->story;
  anno_places documents = anno_places_in(task->arena);
  for (size_t i = 0; i < line->sayings.count; i++)
    if (story->sayings[line->sayings.items[i]].document != ANNO_NOWHERE)
      anno_places_add(&documents, story->sayings[line->sayings.items[i]].document);
  const anno_list all = anno_places_list(&documents);
  return anno_sources_text(task->arena, story, all.count ? all : story->claims[line->claim].documents);
}

anno_str anno_arranged_source(const anno_task *task, const anno_arranged_line *line) {
  anno_buf out = anno_buf_in(task->arena);
  if (!line->sayings.count) {
    put_part(&out, ANNO_STR("marked"));
  } else {
    const anno_saying *first = &task->story->sayings[line->sayings.items[0]];
    put_part(&out, speakers(task, line));
    if (!first->is_certain) put_part(&out, first->certainty);
    if (!first->is_actual) put_part(&out, first->mood);
  }
  const anno_str documents = anno_arranged_documents(task, line);
  return anno_arena_print(task->arena, "%.*s %.*s", ANNO_FMT(anno_buf_str(&out)), ANNO_FMT(documents));
}

/* ---- parties */

typedef struct {
  anno_buf names;
  anno_table seen;
  unsigned count;
} actors;

static void put_actors(const anno_task *task, const anno_claim *claim, bool party, actors *to) {
  for (size_t i = 0; i < claim->filler_count; i++) {
    const anno_filler *f = &claim->fillers[i];
    const bool joint = has_role(f, ANNO_V_subject) || anno_str_eq(f->label, ANNO_STR("partner"));
    if (f->kind != ANNO_FILLS_REFERENT || (party ? i == 0 : !joint)) continue;
    const anno_referent *r = &task->story->referents[f->at];
    if (r->unspecified || !anno_may_act(r)) continue;
    if (anno_table_add(&to->seen, r->label, to->count + 1) != to->count + 1) continue;
    if (to->count++) anno_buf_put(&to->names, ANNO_STR(", "));
    anno_buf_put(&to->names, r->label);
  }
}

/* The first chosen saying that the claim is so, one of a document before others; NULL if there is none. */
static const anno_saying *sayer_of(const anno_task *task, const anno_claim *claim) {
  const anno_saying *found = NULL;
  for (size_t i = 0; i < claim->sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[claim->sayings.items[i]];
    if (s->chosen && is_so(s) && (!found || (s->narrated && !found->narrated))) found = s;
  }
  return found;
}

anno_str anno_arranged_stated(const anno_task *task, const anno_arranged *arranged) {
  if (arranged->stated == ANNO_NOWHERE) return ANNO_STR("somebody says");
  const anno_str name = name_of(task, &task->story->sayings[arranged->stated]);
  return anno_arena_print(task->arena, arranged->by_others ? "%.*s and others say" : "%.*s says", ANNO_FMT(name));
}

static anno_str put_source(const anno_task *task, const anno_saying *s) {
  const anno_str name = name_of(task, s);
  return s->narrated ? ANNO_STR("") : anno_arena_print(task->arena, "as %.*s says", ANNO_FMT(name));
}

anno_str anno_arranged_parties(const anno_task *task, const anno_arranged *arranged, anno_str *source) {
  *source = ANNO_STR("");
  for (int party = 1; party >= 0; party--) {
    actors all = {anno_buf_in(task->arena), anno_table_in(task->arena), 0};
    for (size_t i = 0; i < arranged->claims.count && (party || all.count < 2); i++) {
      const anno_at at = arranged->claims.items[i];
      const anno_claim *claim = &task->story->claims[at];
      const anno_saying *s = sayer_of(task, claim);
      if (!s || (party ? !is_party(claim, arranged) : closeness(task->story, at, arranged->it) == WITHIN)) continue;
      if (!party) all = (actors){anno_buf_in(task->arena), anno_table_in(task->arena), 0};
      put_actors(task, claim, party, &all);
      *source = put_source(task, s);
    }
    if (all.count >= (party ? 1 : 2))
      return anno_arena_print(task->arena, "%s: %.*s", party ? "parties" : "together",
                              ANNO_FMT(anno_buf_str(&all.names)));
  }
  return ANNO_STR("");
}
