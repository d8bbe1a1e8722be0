#include <stdlib.h>

#include "base/buf.h"
#include "base/table.h"
#include "draw/relate.h"
#include "draw/tell.h"
#include "draw/timeline.h"

enum { SPEAKERS = 9 };

/* One thing at one time. */
typedef struct {
  anno_entry_kind kind;
  anno_period period;
  anno_str who;
  anno_at saying, claim, document; /* ANNO_NOWHERE where there is none */
  anno_str place;                  /* IRI of what it is: puts lines in order of the text */
} moment;

typedef struct {
  const anno_task *task;
  moment *items;
  size_t count, capacity;
  bool *dated;   /* each saying */
  size_t claims; /* that nobody states */
} moments;

/* ---- times */

long anno_year_of(anno_arena *arena, long day) {
  const anno_str text = anno_day_text(arena, day);
  const bool before = anno_str_starts(text, ANNO_STR("-"));
  anno_str rest = anno_str_sub(text, before, text.len);
  size_t year = 0;
  anno_str_to_size(anno_str_cut(&rest, '-'), &year);
  return before ? -(long)year : (long)year;
}

long anno_year_begin(anno_arena *arena, long year) {
  long first = 0, last;
  const anno_str text = anno_arena_print(arena, "%s%04u", year < 0 ? "-" : "", (unsigned)(year < 0 ? -year : year));
  anno_days_read(text, &first, &last);
  return first;
}

static bool is_first(anno_arena *arena, long day, const char *of) {
  return anno_str_ends(anno_day_text(arena, day), anno_str_from(of));
}

/* "2017", "2017-05", "2017-05-03" or "2016-06 to 2016-09", in the largest units that fit. */
static anno_str words_of(anno_arena *arena, const anno_period *p) {
  const bool months = is_first(arena, p->begin, "-01") && is_first(arena, p->end + 1, "-01");
  const bool years = months && is_first(arena, p->begin, "-01-01") && is_first(arena, p->end + 1, "-01-01");
  const size_t cut = years ? 6 : months ? 3 : 0;
  const anno_str first = anno_day_text(arena, p->begin), last = anno_day_text(arena, p->end);
  const anno_str a = anno_str_sub(first, 0, first.len - cut), b = anno_str_sub(last, 0, last.len - cut);
  if (anno_str_eq(a, b)) return a;
  return anno_arena_print(arena, "%.*s to %.*s", ANNO_FMT(a), ANNO_FMT(b));
}

/* Also what of EDTF the bounds do not tell: an end that is open, and "about". */
static anno_str period_words(anno_arena *arena, const anno_period *p) {
  const anno_str words = words_of(arena, p), text = p->text;
  const bool edtf = text.len && strchr("0123456789-[{./", text.ptr[0]);
  const char *before = p->uncertain && anno_str_find(words, 0, ' ') < words.len ? "within " : "";
  for (size_t i = 0; edtf && i < text.len; i++)
    if (strchr("?~%", text.ptr[i])) before = "about ";
  if (edtf && (anno_str_starts(text, ANNO_STR("/")) || anno_str_starts(text, ANNO_STR("../")))) before = "until ";
  if (edtf && (anno_str_ends(text, ANNO_STR("/")) || anno_str_ends(text, ANNO_STR("/..")))) before = "since ";
  return anno_arena_print(arena, "%s%.*s", before, ANNO_FMT(words));
}

/* The month of a day; other periods as they are. */
static anno_period month_of(anno_arena *arena, anno_period p) {
  long first, last;
  const anno_str day = anno_day_text(arena, p.begin);
  const anno_str month = anno_str_sub(day, 0, day.len - 3);
  if (p.end == p.begin && anno_days_read(month, &first, &last)) return (anno_period){true, true, first, last, month};
  return p;
}

/* ---- what there is */

static void add_moment(moments *to, moment m) {
  anno_arena *arena = to->task->arena;
  m.period.text = period_words(arena, &m.period);
  if (to->task->fold >= ANNO_FOLD_REST && m.kind != ANNO_ENTRY_PUBLISHED) m.period = month_of(arena, m.period);
  if (m.saying != ANNO_NOWHERE && to->dated) to->dated[m.saying] = true;
  ANNO_PUSH(arena, to->items, to->count, to->capacity, m);
}

static anno_str who_of(const anno_task *task, const anno_saying *s) {
  anno_buf key = anno_buf_in(task->arena);
  for (size_t i = 0; i < s->speakers.count; i++) {
    if (i) anno_buf_putc(&key, ' ');
    anno_buf_put(&key, task->story->referents[anno_folded(task, s->speakers.items[i])].iri);
  }
  if (key.len) return anno_buf_str(&key);
  return s->narrated && s->document != ANNO_NOWHERE ? task->story->documents[s->document].iri : s->iri;
}

/* True if what a saying passes on stands there at the same time: its line then says who passes it on. */
static bool is_told_by_others(const anno_story *story, const anno_saying *s) {
  if (s->polarity != ANNO_RELAYS) return false;
  for (size_t i = 0; i < s->relays.count; i++) {
    const anno_saying *r = &story->sayings[s->relays.items[i]];
    if (!r->chosen || !r->when.known || r->when.begin != s->when.begin || r->when.end != s->when.end) return false;
  }
  return s->relays.count > 0;
}

static void add_sayings(moments *to) {
  const anno_story *story = to->task->story;
  for (anno_at i = 0; i < story->saying_count; i++) {
    const anno_saying *s = &story->sayings[i];
    if (!s->chosen || !s->when.known || is_told_by_others(story, s)) continue;
    add_moment(to, (moment){.kind = ANNO_ENTRY_SAID,
                            .period = s->when,
                            .who = who_of(to->task, s),
                            .saying = i,
                            .claim = s->claim,
                            .document = s->document,
                            .place = s->iri});
  }
}

/* What is said of a claim; the claim itself if nobody says it. */
static void add_happening(moments *to, anno_at at, anno_period period) {
  const anno_story *story = to->task->story;
  const anno_claim *claim = &story->claims[at];
  moment m = {.kind = ANNO_ENTRY_HAPPENED, .period = period, .claim = at, .document = ANNO_NOWHERE};
  for (size_t i = 0; i < claim->sayings.count; i++) {
    m.saying = claim->sayings.items[i];
    m.place = story->sayings[m.saying].iri;
    if (story->sayings[m.saying].chosen) add_moment(to, m);
  }
  if (claim->sayings.count) return;
  m.saying = ANNO_NOWHERE;
  m.place = claim->iri;
  add_moment(to, m);
}

static void add_claims(moments *to) {
  const anno_story *story = to->task->story;
  const anno_str when = anno_vocab_iri(ANNO_V_said_when);
  for (anno_at i = 0; i < story->claim_count; i++) {
    const anno_claim *claim = &story->claims[i];
    bool any = false;
    for (size_t k = 0; claim->chosen && k < claim->filler_count; k++) {
      const anno_filler *f = &claim->fillers[k];
      if (f->kind != ANNO_FILLS_TIME || !f->period.known || !anno_str_eq(f->role, when)) continue;
      add_happening(to, i, f->period);
      any = true;
    }
    to->claims += any && !claim->sayings.count;
  }
}

/* The documents of what is chosen, each with the number of statements that are nowhere else. */
static void add_documents(moments *to, size_t *undated) {
  const anno_story *story = to->task->story;
  const size_t least = to->task->choice->min_count;
  bool *used = anno_arena_array(to->task->arena, story->document_count + 1, sizeof *used);
  if (!used || !to->dated) return;
  for (size_t i = 0; i < story->saying_count; i++) {
    const anno_saying *s = &story->sayings[i];
    if (!s->chosen || s->document == ANNO_NOWHERE) continue;
    used[s->document] = true;
    undated[s->document] += !to->dated[i] && !(s->when.known && is_told_by_others(story, s));
  }
  for (size_t i = 0; i < story->claim_count; i++) {
    const anno_claim *claim = &story->claims[i];
    for (size_t k = 0; claim->chosen && !claim->sayings.count && k < claim->documents.count; k++)
      used[claim->documents.items[k]] = true;
  }
  for (anno_at i = 0; i < story->document_count; i++)
    if (used[i] && story->documents[i].date.known && (least < 2 || undated[i] >= least))
      add_moment(to, (moment){.kind = ANNO_ENTRY_PUBLISHED,
                              .period = story->documents[i].date,
                              .saying = ANNO_NOWHERE,
                              .claim = ANNO_NOWHERE,
                              .document = i,
                              .place = story->documents[i].iri});
}

/* ---- entries and their lines */

static int by_time(const void *a, const void *b) {
  const moment *x = a, *y = b;
  if (x->period.begin != y->period.begin) return x->period.begin < y->period.begin ? -1 : 1;
  if (x->period.end != y->period.end) return x->period.end > y->period.end ? -1 : 1;
  const int words = anno_str_cmp(x->period.text, y->period.text);
  if (words) return words;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  const int who = anno_str_cmp(x->who, y->who);
  return who ? who : anno_natural_cmp(x->place, y->place);
}

static bool is_same_entry(const moment *m, const anno_entry *e) {
  return m->kind == e->kind && m->period.begin == e->period.begin && m->period.end == e->period.end &&
         anno_str_eq(m->period.text, e->period.text) && anno_str_eq(m->who, e->who) &&
         (m->kind != ANNO_ENTRY_PUBLISHED || m->document == e->document);
}

/* Nothing that somebody merely says gets the mark of what a document narrates. */
static anno_mark mark_of(const anno_story *story, const moment *m) {
  if (m->kind == ANNO_ENTRY_PUBLISHED) return ANNO_MARK_NONE;
  if (m->saying == ANNO_NOWHERE) return ANNO_MARK_DOT;
  const anno_saying *s = &story->sayings[m->saying];
  if (s->polarity == ANNO_NEGATES) return ANNO_MARK_NO;
  if (s->polarity == ANNO_LEAVES_OPEN) return ANNO_MARK_DOUBT;
  if (!s->is_actual) return ANNO_MARK_EMPTY;
  if (m->kind == ANNO_ENTRY_SAID) return ANNO_MARK_NONE;
  if (s->polarity != ANNO_AFFIRMS) return ANNO_MARK_DOT;
  return s->narrated && s->is_certain && !s->relayed_by.count ? ANNO_MARK_FULL : ANNO_MARK_HALF;
}

/* What is the same in one line: what is said of the claim, how surely, for whom and passed on by whom; of what has its
   own time also by whom and how. */
static anno_str line_key(const anno_task *task, const moment *m, anno_mark mark) {
  const anno_story *story = task->story;
  anno_arena *arena = task->arena;
  const anno_str self = m->claim == ANNO_NOWHERE ? m->place : story->claims[m->claim].iri;
  if (m->saying == ANNO_NOWHERE) return self;
  const anno_saying *s = &story->sayings[m->saying];
  const anno_at outer = anno_outermost(story, m->saying);
  anno_buf key = anno_buf_in(arena);
  anno_buf_put(&key, anno_arena_print(arena, "%d %.*s %.*s %.*s", (int)mark, ANNO_FMT(self),
                                      ANNO_FMT(s->is_certain ? ANNO_STR("") : s->certainty),
                                      ANNO_FMT(s->is_actual ? ANNO_STR("") : s->mood)));
  for (size_t i = 0; i < s->behalf.count; i++) anno_buf_put(&key, story->referents[s->behalf.items[i]].iri);
  if (outer != m->saying) anno_buf_put(&key, anno_speakers_text(arena, story, &story->sayings[outer], SPEAKERS));
  if (m->kind == ANNO_ENTRY_SAID) {
    anno_buf_put(&key, anno_arena_print(arena, " %d ", (int)s->act));
    anno_buf_put(&key, anno_speakers_text(arena, story, s, SPEAKERS));
    if (s->when.begin == s->when.end) anno_buf_put(&key, anno_day_text(arena, s->when.begin));
  }
  return anno_buf_str(&key);
}

static void add_line(anno_entry *e, const anno_task *task, const moment *m, anno_table *known) {
  const anno_mark mark = mark_of(task->story, m);
  const anno_entry_line fresh = {.mark = mark, .claim = m->claim, .order = e->line_count};
  const unsigned at = anno_table_add(known, line_key(task, m, mark), (unsigned)e->line_count + 1);
  if (!at || (at > e->line_count && !ANNO_PUSH(task->arena, e->lines, e->line_count, e->line_capacity, fresh))) return;
  anno_entry_line *line = &e->lines[at - 1];
  anno_list *list = &line->sayings;
  /* Two days of one claim may have been put into one month. */
  if (m->saying == ANNO_NOWHERE || (list->count && list->items[list->count - 1] == m->saying)) return;
  ANNO_PUSH(task->arena, list->items, list->count, line->capacity, m->saying);
}

static int by_count(const void *a, const void *b) {
  const anno_entry_line *x = a, *y = b;
  if (x->sayings.count != y->sayings.count) return x->sayings.count < y->sayings.count ? 1 : -1;
  return (x->order > y->order) - (x->order < y->order);
}

/* The entry of the moments from `m` to before `end`; one without lines if all of them are supported too little. */
static anno_entry entry_of(const anno_task *task, const moment *m, const moment *end, const size_t *undated) {
  anno_entry e = {
      .kind = m->kind, .period = m->period, .who = m->who, .document = m->document, .place = m->period.begin};
  anno_table known = anno_table_in(task->arena);
  size_t kept = 0;
  for (; m < end; m++) add_line(&e, task, m, &known);
  for (size_t i = 0; i < e.line_count; i++)
    if (task->choice->min_count < 2 || e.lines[i].sayings.count >= task->choice->min_count ||
        e.kind == ANNO_ENTRY_PUBLISHED)
      e.lines[kept++] = e.lines[i];
  e.line_count = kept;
  if (kept) qsort(e.lines, kept, sizeof *e.lines, by_count);
  for (size_t i = 0; i < kept; i++) e.sayings += e.lines[i].sayings.count;
  if (e.kind == ANNO_ENTRY_PUBLISHED) e.sayings = undated[e.document];
  return e;
}

/* ---- folding */

static size_t weight_of(const anno_entry *e) {
  return e->kind == ANNO_ENTRY_PUBLISHED ? 0 : e->sayings > e->line_count ? e->sayings : e->line_count;
}

static int by_weight(const void *a, const void *b) {
  const anno_entry *x = *(const anno_entry *const *)a, *y = *(const anno_entry *const *)b;
  if (weight_of(x) != weight_of(y)) return weight_of(x) < weight_of(y) ? 1 : -1;
  return (x > y) - (x < y);
}

/* What counts the rest of an era stands behind all that begins in it. */
static int by_place(const void *a, const void *b) {
  const anno_entry *x = *(const anno_entry *const *)a, *y = *(const anno_entry *const *)b;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  if ((x->kind == ANNO_ENTRY_REST) != (y->kind == ANNO_ENTRY_REST)) return x->kind == ANNO_ENTRY_REST ? 1 : -1;
  return (x > y) - (x < y);
}

static long era_of(anno_arena *arena, const anno_entry *e, long years) {
  const long year = anno_year_of(arena, e->period.begin);
  return (year >= 0 ? year : year - years + 1) / years * years;
}

/* How many eras of so many years the entries, in order of time, begin in. */
static size_t eras_of(const anno_entries *entries, long years) {
  size_t n = 0;
  for (size_t i = 0; i < entries->count; i++)
    n += !i ||
         era_of(entries->arena, &entries->items[i - 1], years) != era_of(entries->arena, &entries->items[i], years);
  return n;
}

static void count_rest(anno_entry *rest, const anno_entry *e, size_t *stamps, size_t stamp) {
  rest->folded_documents += e->kind == ANNO_ENTRY_PUBLISHED;
  for (size_t i = 0; e->kind != ANNO_ENTRY_PUBLISHED && i < e->line_count; i++) {
    rest->folded_statements += !e->lines[i].sayings.count;
    for (size_t k = 0; k < e->lines[i].sayings.count; k++) {
      size_t *last = &stamps[e->lines[i].sayings.items[k]];
      rest->folded_statements += *last != stamp;
      *last = stamp;
    }
  }
}

static void add_rest(anno_entry *rest, const anno_entry *e, size_t *stamps, size_t stamp) {
  anno_period *p = &rest->period;
  if (!p->known || e->period.begin < p->begin) p->begin = e->period.begin;
  if (!p->known || e->period.end > p->end) p->end = e->period.end;
  p->known = p->uncertain = true;
  count_rest(rest, e, stamps, stamp);
}

/* The entries of most statements stay; what begins in an era and does not stay is counted by one entry. */
static void fold_rest(const anno_task *task, anno_entries *all) {
  long years = 1;
  for (int i = 0; i < 4 && eras_of(all, years) > task->limit / 3; i++) years *= 10;
  const size_t eras = eras_of(all, years), n = all->count, kept = task->limit > eras ? task->limit - eras : 0;
  anno_entry **order = anno_arena_array(task->arena, n + eras + 1, sizeof *order);
  anno_entry *rests = anno_arena_array(task->arena, eras + 1, sizeof *rests);
  anno_entry *items = anno_arena_array(task->arena, n + eras + 1, sizeof *items);
  size_t *stamps = anno_arena_array(task->arena, task->story->saying_count + 1, sizeof *stamps), rest = 0, left;
  if (!order || !rests || !items || !stamps) return;
  for (size_t i = 0; i < n; i++) order[i] = &all->items[i];
  qsort(order, n, sizeof *order, by_weight);
  if (n > kept) qsort(order + kept, n - kept, sizeof *order, by_place);
  for (size_t i = left = kept < n ? kept : n; i < n; i++) {
    const long era = era_of(task->arena, order[i], years);
    const long place = anno_year_begin(task->arena, era + years) - 1;
    if (!rest || rests[rest - 1].place != place)
      rests[rest++] = (anno_entry){.kind = ANNO_ENTRY_REST, .document = ANNO_NOWHERE, .place = place};
    add_rest(&rests[rest - 1], order[i], stamps, rest);
  }
  for (size_t i = 0; i < rest; i++) rests[i].period.text = words_of(task->arena, &rests[i].period);
  for (size_t i = 0; i < rest; i++) order[left++] = &rests[i];
  qsort(order, left, sizeof *order, by_place);
  for (size_t i = 0; i < left; i++) items[i] = *order[i];
  all->items = items;
  all->count = all->capacity = left;
}

anno_entries anno_entries_of(const anno_task *task) {
  const anno_story *story = task->story;
  moments all = {.task = task, .dated = anno_arena_array(task->arena, story->saying_count + 1, sizeof(bool))};
  anno_entries out = {.arena = task->arena};
  size_t *undated = anno_arena_array(task->arena, story->document_count + 1, sizeof *undated);
  if (!all.dated || !undated) return out;
  add_sayings(&all);
  add_claims(&all);
  add_documents(&all, undated);
  if (all.count) qsort(all.items, all.count, sizeof *all.items, by_time);
  for (size_t i = 0, end; i < all.count; i = end) {
    const anno_entry as = {.kind = all.items[i].kind,
                           .period = all.items[i].period,
                           .who = all.items[i].who,
                           .document = all.items[i].document};
    for (end = i + 1; end < all.count && is_same_entry(&all.items[end], &as);) end++;
    const anno_entry e = entry_of(task, all.items + i, all.items + end, undated);
    if (e.line_count) ANNO_PUSH(out.arena, out.items, out.count, out.capacity, e);
  }
  for (size_t i = 0; i < story->saying_count; i++) {
    const anno_saying *s = &story->sayings[i];
    out.statements += all.dated[i];
    out.undated += s->chosen && !all.dated[i] && !(s->when.known && is_told_by_others(story, s));
  }
  out.claims = all.claims;
  if (task->fold >= ANNO_FOLD_REST && out.count > task->limit) fold_rest(task, &out);
  return out;
}
