#include "draw/statements.h"

#include "base/buf.h"
#include "draw/places.h"
#include "draw/shown.h"

enum { PHRASE = 150, NAMES = 4, WRAP = 46, WIDE = 52, FEW = 2, WORDS = 3, HEAPS = 3, SHORT = 84 };

/* ---- chains */

static anno_at relayer_of(const anno_story *story, anno_at saying) {
  const anno_list by = story->sayings[saying].relayed_by;
  for (size_t i = 0; i < by.count; i++)
    if (story->sayings[by.items[i]].chosen) return by.items[i];
  return by.count ? by.items[0] : ANNO_NOWHERE;
}

size_t anno_chain_of(const anno_story *story, anno_at saying, anno_at *out) {
  size_t n = 0;
  anno_at at = saying;
  for (; at != ANNO_NOWHERE && n < ANNO_CHAIN; at = relayer_of(story, at)) {
    for (size_t i = 0; i < n; i++)
      if (out[i] == at) return n; /* a ring */
    out[n++] = at;
  }
  if (at != ANNO_NOWHERE) out[n - 1] = anno_outermost(story, saying);
  return n;
}

/* ---- words about one or more sayings */

static void add_part(anno_buf *to, const char *between, anno_str part) {
  if (!part.len) return;
  if (to->len) anno_buf_put(to, anno_str_from(between));
  anno_buf_put(to, part);
}

typedef struct {
  anno_str word;
  size_t count;
} counted;

typedef struct {
  anno_arena *arena;
  counted *items;
  size_t count, capacity;
} tally;

static void count_word(tally *to, anno_str word) {
  const counted fresh = {word, 1};
  size_t i = 0;
  while (i < to->count && !anno_str_eq(to->items[i].word, word)) i++;
  if (i < to->count)
    to->items[i].count++;
  else if (word.len)
    ANNO_PUSH(to->arena, to->items, to->count, to->capacity, fresh);
}

/* "a, b and 3 more" */
static anno_str first_words(const tally *words, size_t most) {
  anno_buf text = anno_buf_in(words->arena);
  for (size_t i = 0; i < words->count && i < most; i++) add_part(&text, ", ", words->items[i].word);
  if (words->count > most) anno_buf_put(&text, anno_arena_print(words->arena, " and %zu more", words->count - most));
  return anno_buf_str(&text);
}

static anno_str who_says(const anno_task *task, anno_at saying) {
  return anno_speakers_text(task->arena, task->story, &task->story->sayings[saying], NAMES);
}

/* "to Ann, Carl"; "" for nobody. */
static anno_str names_of(const anno_task *task, const char *before, anno_list referents) {
  tally names = {.arena = task->arena};
  for (size_t i = 0; i < referents.count; i++) {
    const anno_referent *r = &task->story->referents[referents.items[i]];
    count_word(&names, r->unspecified ? ANNO_STR("somebody") : r->label);
  }
  const anno_str text = first_words(&names, NAMES);
  return text.len ? anno_arena_print(task->arena, "%s%.*s", before, ANNO_FMT(text)) : text;
}

static anno_str answered(const anno_task *task, const anno_saying *s) {
  tally names = {.arena = task->arena};
  for (size_t i = 0; i < s->answers.count; i++) count_word(&names, who_says(task, s->answers.items[i]));
  const anno_str text = first_words(&names, FEW);
  return text.len ? anno_arena_print(task->arena, "in answer to %.*s", ANNO_FMT(text)) : text;
}

/* By those who are not in the chain of the card. */
static anno_str also_passed_on(const anno_task *task, anno_at saying) {
  const anno_list by = task->story->sayings[saying].relayed_by;
  const anno_at shown = relayer_of(task->story, saying);
  anno_buf text = anno_buf_in(task->arena);
  for (size_t i = 0; i < by.count; i++)
    if (by.items[i] != shown) add_part(&text, ", ", who_says(task, by.items[i]));
  return text.len ? anno_arena_print(task->arena, "also passed on by %.*s", ANNO_FMT(anno_buf_str(&text)))
                  : ANNO_STR("");
}

/* "in answer to Ann · 2017 · on behalf of Carl · to Dora · [000]": of the act of speech, whatever is said in it. */
static anno_str circumstances_of(const anno_task *task, anno_list sayings) {
  const anno_saying *s = &task->story->sayings[sayings.items[0]];
  anno_str when = s->when.text;
  anno_buf text = anno_buf_in(task->arena);
  anno_places addressees = anno_places_in(task->arena);
  for (size_t i = 1; i < sayings.count && !when.len; i++) when = task->story->sayings[sayings.items[i]].when.text;
  for (size_t i = 0; i < s->addressees.count; i++)
    if (!anno_list_has(s->media, s->addressees.items[i])) anno_places_add(&addressees, s->addressees.items[i]);
  add_part(&text, " · ", answered(task, s));
  add_part(&text, " · ", names_of(task, "on behalf of ", s->behalf));
  add_part(&text, " · ", names_of(task, "to ", anno_places_list(&addressees)));
  add_part(&text, " · ", names_of(task, "in ", s->media));
  add_part(&text, " · ", when);
  add_part(&text, " · ", also_passed_on(task, sayings.items[0]));
  add_part(&text, " · ", anno_sources_of(task, sayings));
  return anno_buf_str(&text);
}

/* "possible · desired": of what is said. */
static anno_str details_of(const anno_task *task, const anno_saying *s, bool act) {
  anno_buf text = anno_buf_in(task->arena);
  if (act) add_part(&text, " · ", anno_str_from(anno_act_name(s->act, false)));
  if (!s->is_certain) add_part(&text, " · ", anno_arena_print(task->arena, "certainty: %.*s", ANNO_FMT(s->certainty)));
  if (!s->is_actual) add_part(&text, " · ", s->mood);
  add_part(&text, " · ", s->degree);
  return anno_buf_str(&text);
}

static anno_str quoted(const anno_task *task, anno_str text) {
  return text.len ? anno_arena_print(task->arena, "“%.*s”", ANNO_FMT(text)) : text;
}

/* What is said; in quotation marks where only words are known. */
static anno_str content_of(const anno_task *task, const anno_saying *s) {
  if (s->claim == ANNO_NOWHERE) {
    const anno_str words = s->quote.len ? s->quote : s->words;
    return words.len ? quoted(task, words) : s->gloss.len ? s->gloss : s->label;
  }
  const anno_str phrase = anno_phrase(task->arena, task->story, s->claim, ANNO_NOWHERE, PHRASE);
  if (!task->story->claims[s->claim].predicate.len) return quoted(task, phrase);
  if (s->polarity == ANNO_NEGATES) return anno_arena_print(task->arena, "not: %.*s", ANNO_FMT(phrase));
  if (s->polarity == ANNO_LEAVES_OPEN) return anno_arena_print(task->arena, "left open: %.*s", ANNO_FMT(phrase));
  return phrase;
}

/* ---- lines */

static bool same_line(const anno_saying *a, const anno_saying *b) {
  return a->claim != ANNO_NOWHERE && a->claim == b->claim && a->polarity == b->polarity && a->act == b->act &&
         anno_str_eq(a->certainty, b->certainty) && anno_str_eq(a->mood, b->mood);
}

/* Adds what the sayings of one line say. Returns its row. */
static int add_line(const anno_task *task, anno_picture *out, size_t card, anno_list sayings, const anno_row *look) {
  const anno_saying *s = &task->story->sayings[sayings.items[0]];
  const bool no = s->polarity == ANNO_NEGATES, open = s->polarity == ANNO_LEAVES_OPEN;
  anno_row row = *look;
  row.mark = no ? ANNO_MARK_NO : open ? ANNO_MARK_DOUBT : ANNO_MARK_NONE;
  row.text = content_of(task, s);
  row.tooltip = anno_evidence_of(task, sayings);
  row.sources = anno_sources_of(task, sayings);
  row.count = (unsigned)sayings.count;
  if (no)
    anno_need_key(out,
                  (anno_key){.sample = ANNO_KEY_MARK, .mark = row.mark, .text = ANNO_STR("not: said not to be so")});
  if (open) anno_need_key(out, (anno_key){.sample = ANNO_KEY_MARK, .mark = row.mark, .text = ANNO_STR("left open")});
  return anno_add_row(out, card, &row);
}

/* Takes out of `sayings` from `first` on what stands in one line with it. */
static anno_list take_line(const anno_task *task, anno_list sayings, size_t first, bool *done, anno_at *line) {
  const anno_saying *all = task->story->sayings;
  size_t n = 0;
  for (size_t i = first; i < sayings.count; i++) {
    if (done[i] || (i > first && !same_line(&all[sayings.items[first]], &all[sayings.items[i]]))) continue;
    line[n++] = sayings.items[i];
    done[i] = true;
  }
  return (anno_list){line, n};
}

static bool acts_differ(const anno_task *task, anno_list sayings) {
  const anno_saying *all = task->story->sayings;
  for (size_t i = 1; i < sayings.count; i++)
    if (all[sayings.items[i]].act != all[sayings.items[0]].act) return true;
  return false;
}

/* Whether the lines differ in how they were said: else that stands once, under the speaker. */
static bool circumstances_differ(const anno_task *task, anno_list sayings) {
  const anno_str first = circumstances_of(task, (anno_list){sayings.items, 1});
  for (size_t i = 1; i < sayings.count; i++)
    if (!anno_str_eq(first, circumstances_of(task, (anno_list){&sayings.items[i], 1}))) return true;
  return false;
}

/* Where lines are added. */
typedef struct {
  size_t card;
  anno_row look;
  int *rows; /* as in anno_add_statement */
} place;

static void add_lines(const anno_task *task, anno_picture *out, const place *to, anno_list sayings) {
  bool *done = anno_arena_array(task->arena, sayings.count + 1, sizeof *done);
  anno_at *items = anno_arena_array(task->arena, sayings.count + 1, sizeof *items);
  const bool acts = acts_differ(task, sayings), each = circumstances_differ(task, sayings);
  for (size_t i = 0; i < sayings.count && done && items; i++) {
    if (done[i]) continue;
    const anno_list line = take_line(task, sayings, i, done, items);
    anno_buf small = anno_buf_in(task->arena);
    add_part(&small, " · ", details_of(task, &task->story->sayings[line.items[0]], acts));
    if (each) add_part(&small, " · ", circumstances_of(task, line));
    anno_row look = to->look;
    look.small = anno_buf_str(&small);
    const int row = add_line(task, out, to->card, line, &look);
    for (size_t j = i, k = 0; k < line.count; j++)
      if (sayings.items[j] == line.items[k]) to->rows[j] = row, k++;
  }
}

/* ---- one act of speech */

static anno_card card_of(const anno_utterance *u, const char *kind) {
  return (anno_card){.key = u->key,
                     .kind = anno_str_from(kind),
                     .style = ANNO_CARD_ROUND,
                     .tone = ANNO_TONE_CLAIM,
                     .group = -1,
                     .rank = 1,
                     .wrap = WRAP,
                     .count = (unsigned)u->weight};
}

size_t anno_add_statement(const anno_task *task, anno_picture *out, const anno_utterance *u, int *rows) {
  const anno_story *story = task->story;
  const anno_saying *first = &story->sayings[u->sayings.items[0]];
  anno_at chain[ANNO_CHAIN];
  const size_t levels = anno_chain_of(story, u->sayings.items[0], chain);
  const bool acts = acts_differ(task, u->sayings), each = circumstances_differ(task, u->sayings);
  anno_card card = card_of(u, "statement");
  card.label = anno_arena_print(task->arena, "%.*s: %.*s", ANNO_FMT(who_says(task, u->sayings.items[0])),
                                ANNO_FMT(content_of(task, first)));
  card.iri = first->iri;
  card.sources = anno_sources_of(task, u->sayings);
  const size_t at = anno_add_card(out, &card);
  for (size_t i = levels; i-- > 0;) {
    const char *act = i || !acts ? anno_act_name(story->sayings[chain[i]].act, false) : "";
    const anno_str who =
        anno_arena_print(task->arena, "%.*s%s%s", ANNO_FMT(who_says(task, chain[i])), *act ? " · " : "", act);
    anno_add_row(out, at,
                 &(anno_row){.indent = (unsigned)(levels - 1 - i),
                             .style = ANNO_ROW_TEXT,
                             .text = who,
                             .small = i || each ? ANNO_STR("") : circumstances_of(task, u->sayings)});
  }
  const anno_row look = {
      .style = ANNO_ROW_TITLE, .indent = (unsigned)(levels - 1), .kind = ANNO_STR("claim"), .iri = first->iri};
  const place to = {at, look, rows};
  add_lines(task, out, &to, u->sayings);
  return at;
}

/* ---- many */

/* The commonest first, else the one met first: insertion, since words are few. */
static void order_words(tally *t) {
  for (size_t i = 1; i < t->count; i++) {
    const counted one = t->items[i];
    size_t at = i;
    for (; at && t->items[at - 1].count < one.count; at--) t->items[at] = t->items[at - 1];
    t->items[at] = one;
  }
}

static anno_str numbers_of(const anno_task *task, tally *t, size_t all) {
  anno_buf text = anno_buf_in(task->arena);
  order_words(t);
  for (size_t i = 0; i < t->count; i++) {
    const counted *c = &t->items[i];
    const anno_str word = c->word;
    add_part(&text, ", ",
             c->count == all ? anno_arena_print(task->arena, "%s%.*s", all > 1 ? "all " : "", ANNO_FMT(word))
                             : anno_arena_print(task->arena, "%zu %.*s", c->count, ANNO_FMT(word)));
  }
  return anno_buf_str(&text);
}

/* "certainty: 9 certain, 3 possible · 2 negated, 1 desired" */
static anno_str how_sure(const anno_task *task, anno_list sayings) {
  tally certainties = {.arena = task->arena}, others = {.arena = task->arena};
  anno_buf text = anno_buf_in(task->arena);
  bool unsure = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[sayings.items[i]];
    unsure |= !s->is_certain;
    count_word(&certainties, s->certainty);
    if (sayings.count > 1 && s->polarity == ANNO_NEGATES) count_word(&others, ANNO_STR("negated"));
    if (sayings.count > 1 && s->polarity == ANNO_LEAVES_OPEN) count_word(&others, ANNO_STR("left open"));
    if (!s->is_actual) count_word(&others, s->mood);
  }
  const anno_str sure = numbers_of(task, &certainties, sayings.count);
  if (unsure) add_part(&text, "", anno_arena_print(task->arena, "certainty: %.*s", ANNO_FMT(sure)));
  add_part(&text, " · ", numbers_of(task, &others, sayings.count));
  return anno_buf_str(&text);
}

/* "attacked ×3" for what was counted three times. */
static void put_numbers(tally *t) {
  for (size_t i = 0; i < t->count; i++) {
    counted *c = &t->items[i];
    if (c->count > 1) c->word = anno_arena_print(t->arena, "%.*s ×%zu", ANNO_FMT(c->word), c->count);
  }
}

/* "attacked ×3, not: used, … and 4 more": what it is about, by its verbs. */
static anno_str verbs_of(const anno_task *task, anno_list sayings) {
  tally verbs = {.arena = task->arena};
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[sayings.items[i]];
    if (s->claim == ANNO_NOWHERE) continue;
    const anno_str verb = task->story->claims[s->claim].verb;
    const char *before = s->polarity == ANNO_NEGATES ? "not: " : s->polarity == ANNO_LEAVES_OPEN ? "open: " : "";
    if (verb.len) count_word(&verbs, anno_arena_print(task->arena, "%s%.*s", before, ANNO_FMT(verb)));
  }
  order_words(&verbs);
  put_numbers(&verbs);
  return first_words(&verbs, WORDS);
}

/* Sayings of one act, passed on or not. */
typedef struct {
  anno_list sayings;
  anno_act act;
  bool relayed;
} heap;

/* "12 assessments", "passes on 2 accusations by Ann, Carl" */
static anno_str title_of(const anno_task *task, const heap *h) {
  tally names = {.arena = task->arena};
  const anno_str number =
      anno_arena_print(task->arena, "%zu %s", h->sayings.count, anno_act_name(h->act, h->sayings.count != 1));
  if (!h->relayed) return number;
  for (size_t i = 0; i < h->sayings.count; i++) count_word(&names, who_says(task, h->sayings.items[i]));
  return anno_arena_print(task->arena, "passes on %.*s by %.*s", ANNO_FMT(number), ANNO_FMT(first_words(&names, FEW)));
}

/* "23 statements: proposed ×3, hacked ×2 and 9 more · 4 negated" */
static void add_heap(const anno_task *task, anno_picture *out, size_t card, const heap *h) {
  const anno_list sayings = h->sayings;
  const anno_saying *first = &task->story->sayings[sayings.items[0]];
  const anno_str words = sayings.count == 1
                             ? anno_clipped(task->arena, anno_shown(task->arena, content_of(task, first)), SHORT)
                             : verbs_of(task, sayings);
  anno_buf text = anno_buf_in(task->arena);
  add_part(&text, "", title_of(task, h));
  add_part(&text, ": ", words);
  add_part(&text, " · ", how_sure(task, sayings));
  anno_add_row(out, card,
               &(anno_row){.style = ANNO_ROW_SMALL,
                           .text = anno_buf_str(&text),
                           .tooltip = anno_evidence_of(task, sayings),
                           .sources = anno_sources_of(task, sayings),
                           .count = (unsigned)sayings.count});
}

/* The largest first, else in order of acts. Returns their number. */
static size_t find_heaps(const anno_task *task, anno_list sayings, heap *heaps) {
  size_t n = 0;
  for (int kind = 0; kind < 2 * ANNO_ACT_COUNT; kind++) {
    heap h = {.act = (anno_act)(kind % ANNO_ACT_COUNT), .relayed = kind >= ANNO_ACT_COUNT};
    anno_places found = anno_places_in(task->arena);
    for (size_t i = 0; i < sayings.count; i++) {
      const anno_saying *s = &task->story->sayings[sayings.items[i]];
      if (s->act == h.act && (s->relayed_by.count > 0) == h.relayed) anno_places_add(&found, sayings.items[i]);
    }
    h.sayings = anno_places_list(&found);
    if (!found.count) continue;
    size_t at = n++;
    for (; at && heaps[at - 1].sayings.count < h.sayings.count; at--) heaps[at] = heaps[at - 1];
    heaps[at] = h;
  }
  return n;
}

static anno_str party_name(const anno_task *task, const anno_party *party, bool many) {
  if (party->referent != ANNO_NOWHERE) {
    const anno_referent *r = &task->story->referents[party->referent];
    return !r->unspecified ? r->label : many ? ANNO_STR("unnamed speakers") : ANNO_STR("somebody");
  }
  const anno_document *d = &task->story->documents[party->document];
  return d->publisher.len ? d->publisher : d->title.len ? d->title : d->id;
}

static anno_str party_names(const anno_task *task, const anno_party_list *parties, bool many) {
  tally names = {.arena = task->arena};
  for (size_t i = 0; i < parties->count; i++) count_word(&names, party_name(task, &parties->items[i], many));
  return first_words(&names, NAMES);
}

/* Who of those that are folded speaks: "Ann ×3, Carl and 2 more"; "" if it is the one who is named anyway. */
static anno_str voices_of(const anno_task *task, const anno_utterance *u, anno_str named) {
  tally names = {.arena = task->arena};
  for (size_t i = 0; i < u->sayings.count; i++) {
    anno_at chain[ANNO_CHAIN];
    const size_t n = anno_chain_of(task->story, u->sayings.items[i], chain);
    const anno_list who = task->story->sayings[chain[n - 1]].speakers;
    for (size_t j = 0; j < who.count; j++) {
      const anno_referent *r = &task->story->referents[who.items[j]];
      if (!r->unspecified) count_word(&names, r->label);
    }
  }
  if (names.count == 1 && anno_str_eq(names.items[0].word, named)) return ANNO_STR("");
  order_words(&names);
  put_numbers(&names);
  return first_words(&names, NAMES);
}

size_t anno_add_statements(const anno_task *task, anno_picture *out, const anno_utterance *u) {
  const anno_str speakers = party_names(task, &u->speakers, u->weight > 1);
  const anno_str topics = party_names(task, &u->topics, false);
  anno_card card = card_of(u, "statements");
  heap heaps[2 * ANNO_ACT_COUNT];
  const size_t count = find_heaps(task, u->sayings, heaps);
  anno_buf others = anno_buf_in(task->arena);
  card.label = anno_arena_print(task->arena, "%.*s on %.*s", ANNO_FMT(speakers),
                                ANNO_FMT(topics.len ? topics : ANNO_STR("other things")));
  card.sources = anno_sources_of(task, u->sayings);
  card.wrap = WIDE;
  const size_t at = anno_add_card(out, &card);
  const anno_str number = anno_arena_print(task->arena, "%zu", u->weight);
  anno_add_row(
      out, at,
      &(anno_row){.style = ANNO_ROW_TITLE, .text = card.label, .small = voices_of(task, u, speakers), .right = number});
  for (size_t i = 0; i < count && i < HEAPS; i++) add_heap(task, out, at, &heaps[i]);
  for (size_t i = HEAPS; i < count; i++) add_part(&others, "; ", title_of(task, &heaps[i]));
  if (others.len)
    anno_add_row(out, at,
                 &(anno_row){.style = ANNO_ROW_SMALL,
                             .text = anno_arena_print(task->arena, "also %.*s", ANNO_FMT(anno_buf_str(&others)))});
  return at;
}

/* ---- what nobody states */

size_t anno_add_marked(const anno_task *task, anno_picture *out, const anno_utterance *u) {
  const anno_claim *c = &task->story->claims[u->claim];
  anno_card card = card_of(u, "event");
  card.style = ANNO_CARD_DASHED;
  card.tone = ANNO_TONE_PLAIN;
  card.label = c->predicate.len ? anno_phrase(task->arena, task->story, u->claim, ANNO_NOWHERE, PHRASE) : c->evidence;
  card.iri = c->iri;
  card.sources = anno_sources_text(task->arena, task->story, c->documents);
  const size_t at = anno_add_card(out, &card);
  const anno_str words = quoted(task, c->evidence);
  anno_buf text = anno_buf_in(task->arena);
  if (c->predicate.len) add_part(&text, " ", words);
  add_part(&text, " ", card.sources);
  anno_add_row(out, at,
               &(anno_row){.style = ANNO_ROW_TITLE,
                           .text = c->predicate.len ? c->verb : words,
                           .tooltip = words,
                           .sources = card.sources});
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    if (f->kind == ANNO_FILLS_REFERENT) continue;
    const anno_str filler =
        f->kind == ANNO_FILLS_CLAIM ? anno_phrase(task->arena, task->story, f->at, ANNO_NOWHERE, PHRASE / 2) : f->text;
    anno_add_row(
        out, at,
        &(anno_row){.style = ANNO_ROW_TEXT,
                    .text = anno_arena_print(task->arena, "%.*s: %.*s", ANNO_FMT(f->label), ANNO_FMT(filler))});
  }
  if (text.len) anno_add_row(out, at, &(anno_row){.style = ANNO_ROW_SMALL, .text = anno_buf_str(&text)});
  return at;
}
