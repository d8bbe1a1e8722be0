/* A story built by hand: records are made in order, lists are written as texts of places ("0 2"). */
#ifndef ANNO_UNIT_SMALL_STORY_H
#define ANNO_UNIT_SMALL_STORY_H

#include "draw/relate.h"
#include "rdf/vocab.h"

enum { SMALL_ROOM = 64 };

typedef struct {
  anno_story story;
  anno_referent referents[SMALL_ROOM];
  anno_document documents[SMALL_ROOM];
  anno_claim claims[SMALL_ROOM];
  anno_saying sayings[SMALL_ROOM];
} small_story;

static inline void small_begin(small_story *s, anno_arena *arena) {
  memset(s, 0, sizeof *s);
  s->story = (anno_story){
      .arena = arena, .referents = s->referents, .documents = s->documents, .claims = s->claims, .sayings = s->sayings};
}

static inline anno_list small_list(small_story *s, const char *places) {
  anno_str rest = anno_str_from(places);
  anno_list out = {anno_arena_array(s->story.arena, rest.len + 1, sizeof(anno_at)), 0};
  while (rest.len) {
    size_t at = 0;
    anno_str_to_size(anno_str_cut(&rest, ' '), &at);
    out.items[out.count++] = (anno_at)at;
  }
  return out;
}

/* Appends a place to a list that small_list or this made. */
static inline void small_append(small_story *s, anno_list *list, anno_at at) {
  anno_at *items = anno_arena_array(s->story.arena, list->count + 1, sizeof *items);
  for (size_t i = 0; i < list->count; i++) items[i] = list->items[i];
  items[list->count] = at;
  *list = (anno_list){items, list->count + 1};
}

static inline anno_str small_iri(small_story *s, const char *folder, size_t number) {
  return anno_arena_print(s->story.arena, "https://example.org/%s/%zu", folder, number);
}

static inline anno_at small_actor(small_story *s, const char *label) {
  const size_t at = s->story.referent_count++;
  s->referents[at] = (anno_referent){.iri = small_iri(s, "entity", at),
                                     .label = anno_str_from(label),
                                     .kind = ANNO_PERSON,
                                     .body = ANNO_NOWHERE,
                                     .side = ANNO_NOWHERE};
  return (anno_at)at;
}

static inline anno_at small_document(small_story *s, const char *id, const char *source) {
  const size_t at = s->story.document_count++;
  s->documents[at] =
      (anno_document){.iri = small_iri(s, "doc", at), .id = anno_str_from(id), .source = anno_str_from(source)};
  return (anno_at)at;
}

static inline anno_at small_claim(small_story *s, const char *verb) {
  const size_t at = s->story.claim_count++;
  s->claims[at] = (anno_claim){.iri = small_iri(s, "prop", at),
                               .label = anno_str_from(verb),
                               .verb = anno_str_from(verb),
                               .predicate = anno_arena_print(s->story.arena, "https://example.org/rel/%s", verb),
                               .fillers = anno_arena_array(s->story.arena, SMALL_ROOM, sizeof(anno_filler)),
                               .chosen = true};
  return (anno_at)at;
}

static inline anno_filler *small_filler(small_story *s, anno_at claim, const char *role, anno_filler_kind kind) {
  anno_claim *c = &s->claims[claim];
  anno_filler *f = (anno_filler *)c->fillers + c->filler_count++;
  f->kind = kind;
  f->role = anno_arena_print(s->story.arena, ANNO_NS_SAID "%s", role);
  f->label = anno_str_from(role);
  return f;
}

static inline void small_referent_in(small_story *s, anno_at claim, const char *role, anno_at referent) {
  anno_filler *f = small_filler(s, claim, role, ANNO_FILLS_REFERENT);
  f->at = referent;
  f->text = s->referents[referent].label;
}

static inline void small_claim_in(small_story *s, anno_at claim, const char *role, anno_at inner) {
  anno_filler *f = small_filler(s, claim, role, ANNO_FILLS_CLAIM);
  f->at = inner;
  f->text = s->claims[inner].label;
  small_append(s, &s->claims[inner].within, claim);
}

static inline void small_text_in(small_story *s, anno_at claim, const char *role, const char *text) {
  small_filler(s, claim, role, ANNO_FILLS_VALUE)->text = anno_str_from(text);
}

static inline void small_time_in(small_story *s, anno_at claim, const char *text, bool known, long begin) {
  anno_filler *f = small_filler(s, claim, "when", ANNO_FILLS_TIME);
  f->text = anno_str_from(text);
  f->period = (anno_period){.known = known, .begin = begin, .end = begin, .text = f->text};
}

static inline anno_at small_saying(small_story *s, const char *speakers, anno_polarity polarity, anno_at claim) {
  const anno_at at = (anno_at)s->story.saying_count++;
  s->sayings[at] = (anno_saying){.iri = small_iri(s, "stmt", at),
                                 .acts = 1u << ANNO_ACT_STATEMENT,
                                 .polarity = polarity,
                                 .claim = claim,
                                 .speakers = small_list(s, speakers),
                                 .is_certain = true,
                                 .is_actual = true,
                                 .document = ANNO_NOWHERE,
                                 .chosen = true};
  if (claim != ANNO_NOWHERE) small_append(s, &s->claims[claim].sayings, at);
  return at;
}

static inline void small_relay(small_story *s, anno_at outer, anno_at inner) {
  small_append(s, &s->sayings[outer].relays, inner);
  small_append(s, &s->sayings[inner].relayed_by, outer);
}

/* Whether a list is what `places` says. */
static inline bool small_is(small_story *s, anno_list list, const char *places) {
  const anno_list wanted = small_list(s, places);
  bool same = list.count == wanted.count;
  for (size_t i = 0; same && i < list.count; i++) same = list.items[i] == wanted.items[i];
  return same;
}

#endif
