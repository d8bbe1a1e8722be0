#include "draw/claim_card.h"

#include "base/buf.h"
#include "draw/places.h"

enum { PHRASE = 130, NAMES = 4, ANSWERERS = 8, TIMES = 3 };

void anno_need_key(anno_picture *out, anno_key key) {
  for (size_t i = 0; i < out->key_count; i++)
    if (anno_str_eq(out->keys[i].text, key.text)) return;
  anno_add_key(out, &key);
}

static void add_part(anno_buf *to, anno_str part) {
  if (!part.len) return;
  if (to->len) anno_buf_put(to, ANNO_STR(" · "));
  anno_buf_put(to, part);
}

/* Different names, joined as far as there are not too many. */
typedef struct {
  anno_str *items;
  size_t count, capacity;
} names;

static void add_name(anno_arena *arena, names *to, anno_str name) {
  for (size_t i = 0; i < to->count; i++)
    if (anno_str_eq(to->items[i], name)) return;
  if (name.len) ANNO_PUSH(arena, to->items, to->count, to->capacity, name);
}

static anno_str joined(anno_arena *arena, const names *list, size_t most) {
  anno_buf text = anno_buf_in(arena);
  for (size_t i = 0; i < list->count && i < most; i++) {
    if (i) anno_buf_put(&text, ANNO_STR(", "));
    anno_buf_put(&text, list->items[i]);
  }
  if (list->count > most) anno_buf_put(&text, anno_arena_print(arena, " and %zu more", list->count - most));
  return anno_buf_str(&text);
}

/* Who passes the sayings on: the outermost of those who relay them. "also" if some need nobody. */
static anno_str reported_by(const anno_task *task, anno_list sayings) {
  names who = {0};
  bool direct = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_at outer = anno_outermost(task->story, sayings.items[i]);
    if (outer == sayings.items[i])
      direct = true;
    else
      add_name(task->arena, &who, anno_speakers_text(task->arena, task->story, &task->story->sayings[outer], NAMES));
  }
  if (!who.count) return ANNO_STR("");
  return anno_arena_print(task->arena, "%sreported by %.*s", direct ? "also " : "",
                          ANNO_FMT(joined(task->arena, &who, NAMES)));
}

anno_str anno_sources_of(const anno_task *task, anno_list sayings) {
  anno_places documents = anno_places_in(task->arena);
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[sayings.items[i]];
    if (s->document != ANNO_NOWHERE) anno_places_add(&documents, s->document);
  }
  return anno_sources_text(task->arena, task->story, anno_places_list(&documents));
}

anno_str anno_evidence_of(const anno_task *task, anno_list sayings) {
  anno_buf text = anno_buf_in(task->arena);
  for (size_t i = 0; i < sayings.count && i < 3; i++) {
    if (text.len) anno_buf_putc(&text, '\n');
    anno_buf_put(&text, anno_evidence_text(task->arena, task->story, &task->story->sayings[sayings.items[i]]));
  }
  return anno_buf_str(&text);
}

/* "in part future, desired": what is said of some sayings only is no word on the others. */
static anno_str partly(anno_arena *arena, const char *what, bool all, const names *list) {
  if (!list->count) return ANNO_STR("");
  return anno_arena_print(arena, "%s%s%.*s", what, all ? "" : "in part ", ANNO_FMT(joined(arena, list, NAMES)));
}

anno_str anno_times_of(const anno_task *task, anno_list sayings) {
  anno_buf text = anno_buf_in(task->arena);
  names times = {0};
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_period *when = &task->story->sayings[sayings.items[i]].when;
    if (when->known) add_name(task->arena, &times, when->text);
  }
  add_part(&text, joined(task->arena, &times, TIMES));
  add_part(&text, anno_sources_of(task, sayings));
  return anno_buf_str(&text);
}

anno_str anno_claim_details(const anno_task *task, anno_list sayings) {
  const anno_story *story = task->story;
  anno_buf text = anno_buf_in(task->arena);
  names times = {0}, certainties = {0}, moods = {0}, behalf = {0};
  bool certain = false, actual = false;
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &story->sayings[sayings.items[i]];
    if (s->when.known) add_name(task->arena, &times, s->when.text);
    if (!s->is_certain) add_name(task->arena, &certainties, s->certainty);
    if (!s->is_actual) add_name(task->arena, &moods, s->mood);
    for (size_t j = 0; j < s->behalf.count; j++)
      add_name(task->arena, &behalf, story->referents[s->behalf.items[j]].label);
    certain |= s->is_certain;
    actual |= s->is_actual;
  }
  add_part(&text, joined(task->arena, &times, TIMES));
  add_part(&text, partly(task->arena, "certainty: ", !certain, &certainties));
  add_part(&text, partly(task->arena, "", !actual, &moods));
  if (behalf.count)
    add_part(&text, anno_arena_print(task->arena, "on behalf of %.*s", ANNO_FMT(joined(task->arena, &behalf, NAMES))));
  add_part(&text, reported_by(task, sayings));
  add_part(&text, anno_sources_of(task, sayings));
  return anno_buf_str(&text);
}

int anno_add_claim_line(const anno_task *task, anno_picture *out, size_t card, anno_at claim, anno_list sayings) {
  return anno_add_row(out, card,
                      &(anno_row){.style = ANNO_ROW_TITLE,
                                  .text = anno_phrase(task->arena, task->story, claim, ANNO_NOWHERE, PHRASE),
                                  .small = anno_claim_details(task, sayings),
                                  .tooltip = anno_evidence_of(task, sayings),
                                  .kind = ANNO_STR("claim"),
                                  .iri = task->story->claims[claim].iri,
                                  .sources = anno_sources_of(task, sayings),
                                  .count = (unsigned)sayings.count});
}

/* The kinds of answers, in the order in which a card shows them. */
typedef struct {
  const char *text;
  anno_mark mark;
  anno_tone tone;
  const char *key;
} verdict;

static const verdict verdicts[] = {
    {"denied by", ANNO_MARK_NO, ANNO_TONE_DENIED, "denied or rejected by"},
    {"rejected by", ANNO_MARK_NO, ANNO_TONE_DENIED, "denied or rejected by"},
    {"contradicted by", ANNO_MARK_DOUBT, ANNO_TONE_DOUBTED, "contradicted or left open by"},
    {"left open by", ANNO_MARK_DOUBT, ANNO_TONE_DOUBTED, "contradicted or left open by"},
    {"acknowledged by", ANNO_MARK_YES, ANNO_TONE_AFFIRMED, "acknowledged by"},
};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

/* Who does not deny something denies nothing; who acknowledges something else acknowledges nothing of this claim. */
static size_t verdict_of(const anno_story *story, anno_at claim, const anno_saying *s) {
  if (s->polarity == ANNO_LEAVES_OPEN) return 3;
  if (s->polarity == ANNO_AFFIRMS) {
    const bool acknowledges = s->acts & 1u << ANNO_ACT_ACKNOWLEDGEMENT && anno_generalises(story, claim, s->claim);
    return acknowledges ? 4 : VERDICTS;
  }
  if (s->acts & 1u << ANNO_ACT_DENIAL) return 0;
  if (s->acts & 1u << ANNO_ACT_REJECTION) return 1;
  return s->polarity == ANNO_NEGATES ? 2 : VERDICTS;
}

static void add_verdict(const anno_task *task, anno_picture *out, size_t card, const verdict *v, anno_list sayings) {
  names who = {0};
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[sayings.items[i]];
    for (size_t j = 0; j < s->speakers.count; j++) {
      const anno_referent *r = &task->story->referents[s->speakers.items[j]];
      add_name(task->arena, &who, r->unspecified ? ANNO_STR("somebody") : r->label);
    }
    if (!s->speakers.count) add_name(task->arena, &who, anno_speakers_text(task->arena, task->story, s, NAMES));
  }
  const anno_str sources = anno_sources_of(task, sayings);
  const anno_str text = anno_arena_print(task->arena, "%s %.*s %.*s", v->text,
                                         ANNO_FMT(joined(task->arena, &who, ANSWERERS)), ANNO_FMT(sources));
  anno_add_row(out, card,
               &(anno_row){.style = ANNO_ROW_ANSWER,
                           .tone = v->tone,
                           .mark = v->mark,
                           .text = text,
                           .tooltip = anno_evidence_of(task, sayings),
                           .sources = sources,
                           .count = (unsigned)sayings.count});
  anno_need_key(out,
                (anno_key){.sample = ANNO_KEY_MARK, .mark = v->mark, .tone = v->tone, .text = anno_str_from(v->key)});
}

/* With who acknowledges the claim, be it that he affirms it. */
static anno_list answers_to(const anno_task *task, anno_at claim) {
  const anno_list answers = anno_answers_to(task->arena, task->story, claim);
  const anno_list sayings = task->story->claims[claim].sayings;
  anno_places all = anno_places_in(task->arena);
  for (size_t i = 0; i < answers.count; i++) anno_places_add(&all, answers.items[i]);
  for (size_t i = 0; i < sayings.count; i++) {
    const anno_saying *s = &task->story->sayings[sayings.items[i]];
    if (s->chosen && s->acts & 1u << ANNO_ACT_ACKNOWLEDGEMENT) anno_places_add(&all, sayings.items[i]);
  }
  return anno_places_list(&all);
}

size_t anno_add_answers(const anno_task *task, anno_picture *out, size_t card, anno_at claim) {
  const anno_list answers = answers_to(task, claim);
  anno_at *of_kind = anno_arena_array(task->arena, answers.count + 1, sizeof *of_kind);
  size_t all = 0;
  for (size_t v = 0; v < VERDICTS && of_kind; v++) {
    size_t n = 0;
    for (size_t i = 0; i < answers.count; i++)
      if (verdict_of(task->story, claim, &task->story->sayings[answers.items[i]]) == v) of_kind[n++] = answers.items[i];
    if (n) add_verdict(task, out, card, &verdicts[v], (anno_list){of_kind, n});
    all += n;
  }
  return all;
}

/* ---- actors */

void anno_meet_party(const anno_task *task, anno_at referent, anno_parties *out) {
  const anno_at at = anno_folded(task, referent);
  const anno_referent *r = &task->story->referents[at];
  const anno_str key = r->unspecified ? anno_arena_print(task->arena, "somebody:%.*s", ANNO_FMT(out->apart)) : r->iri;
  const anno_party party = {.key = key, .referent = at, .document = ANNO_NOWHERE};
  ANNO_PUSH(task->arena, out->items, out->count, out->capacity, party);
}

void anno_saying_parties(const anno_task *task, const anno_saying *saying, anno_parties *out) {
  const anno_str key = anno_arena_print(task->arena, "nobody:%.*s", ANNO_FMT(out->apart));
  const anno_party nobody = {.key = key, .referent = ANNO_NOWHERE, .document = ANNO_NOWHERE};
  if (saying->speakers.count || (saying->narrated && saying->document != ANNO_NOWHERE))
    anno_speaking_parties(task, saying, out);
  else
    ANNO_PUSH(task->arena, out->items, out->count, out->capacity, nobody);
}

void anno_speaking_parties(const anno_task *task, const anno_saying *saying, anno_parties *out) {
  for (size_t i = 0; i < saying->speakers.count; i++) anno_meet_party(task, saying->speakers.items[i], out);
  if (out->count || saying->document == ANNO_NOWHERE) return;
  const anno_party party = {
      .key = task->story->documents[saying->document].iri, .referent = ANNO_NOWHERE, .document = saying->document};
  ANNO_PUSH(task->arena, out->items, out->count, out->capacity, party);
}

static size_t add_document(const anno_task *task, anno_picture *out, const anno_party *party, anno_card card) {
  const anno_document *d = &task->story->documents[party->document];
  card.label = d->publisher.len ? d->publisher : d->title.len ? d->title : d->id;
  card.iri = d->iri;
  card.style = ANNO_CARD_BARE;
  const size_t at = anno_add_card(out, &card);
  anno_add_row(out, at,
               &(anno_row){.style = ANNO_ROW_TEXT,
                           .text = card.label,
                           .small = anno_arena_print(task->arena, "narrates it [%.*s]", ANNO_FMT(d->source)),
                           .tag = ANNO_STR("··")});
  return at;
}

static size_t add_others(anno_picture *out, const anno_party *party, anno_card card) {
  card.label = anno_arena_print(out->arena, "%zu others", party->others);
  card.style = ANNO_CARD_DASHED;
  const size_t at = anno_add_card(out, &card);
  anno_add_row(out, at, &(anno_row){.style = ANNO_ROW_TITLE, .text = card.label, .tag = ANNO_STR("··")});
  return at;
}

static size_t add_nobody(anno_picture *out, anno_card card) {
  card.label = ANNO_STR("somebody");
  card.style = ANNO_CARD_DASHED;
  const size_t at = anno_add_card(out, &card);
  anno_add_row(out, at,
               &(anno_row){.style = ANNO_ROW_TITLE,
                           .text = card.label,
                           .small = ANNO_STR("no speaker is marked"),
                           .tag = ANNO_STR("··")});
  return at;
}

size_t anno_add_party(const anno_task *task, anno_picture *out, const anno_party *party, const char *column, int rank) {
  anno_card card = {.key = anno_arena_print(task->arena, "%s:%.*s", column, ANNO_FMT(party->key)),
                    .kind = anno_str_from(column),
                    .group = -1,
                    .rank = rank,
                    .wrap = 22};
  if (party->others) return add_others(out, party, card);
  if (party->referent == ANNO_NOWHERE)
    return party->document == ANNO_NOWHERE ? add_nobody(out, card) : add_document(task, out, party, card);
  const anno_referent *r = &task->story->referents[party->referent];
  const anno_tone tone = anno_tone_of(task, party->referent);
  const anno_str tag = anno_tag_of(task, party->referent);
  card.label = r->unspecified ? ANNO_STR("somebody") : r->label;
  card.iri = r->iri;
  card.link = r->link;
  card.tone = tone;
  card.style = r->unspecified || r->body_is_alleged ? ANNO_CARD_DASHED : ANNO_CARD_BARE;
  const anno_str body = r->body != ANNO_NOWHERE ? task->story->referents[r->body].label : ANNO_STR("");
  const anno_str under = r->body_is_alleged ? anno_arena_print(task->arena, "said to belong to %.*s", ANNO_FMT(body))
                         : r->post.len      ? r->post
                                            : body;
  const size_t at = anno_add_card(out, &card);
  anno_add_row(out, at,
               &(anno_row){.style = ANNO_ROW_TITLE,
                           .text = card.label,
                           .small = r->unspecified ? ANNO_STR("nobody is named") : under,
                           .tag = tag.len ? tag : ANNO_STR("··"),
                           .tag_tone = tone,
                           .tone = tone});
  return at;
}
