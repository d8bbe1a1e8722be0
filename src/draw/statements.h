/* The cards of the view of statements: what somebody says, and through whom it is heard. */
#ifndef ANNO_DRAW_STATEMENTS_H
#define ANNO_DRAW_STATEMENTS_H

#include "draw/claim_card.h"

typedef struct {
  anno_party *items;
  size_t count, capacity;
} anno_party_list;

/* What stands in one card, or nothing but a claim that nobody states. */
typedef struct {
  anno_str key;
  anno_list sayings; /* that pass on no other one of these; in order */
  anno_at claim;     /* one that is only marked: there are no sayings then; else ANNO_NOWHERE */
  anno_party_list speakers, topics;
  const anno_party_list **each; /* whom each of the sayings is about */
  size_t weight;                /* sayings, or documents of what is only marked */
  size_t place, topic;          /* of its first speaker and topic, among all of them */
} anno_utterance;

typedef struct {
  anno_utterance *items;
  size_t count;
  bool spoken;     /* false: claims that are only marked */
  bool narrations; /* what documents narrate themselves is among them */
  size_t narrated; /* how many those are if not */
} anno_utterances;

/* What is chosen, as cards, without those of fewer sayings than the choice wants. Unfolded, one act of speech is one
   card, and so is what the same ones say again elsewhere; folded, what the same ones say of the same. Claims that are
   only marked come if the story has no saying at all. */
anno_utterances anno_find_utterances(const anno_task *task);
/* How many chosen sayings the first `shown` cards tell of; with `all` how many there are. */
size_t anno_count_told(const anno_task *task, const anno_utterances *of, size_t shown, bool all);
/* The party that a referent is; `apart` as in anno_parties. */
anno_party anno_party_as(const anno_task *task, anno_at referent, anno_str apart);

enum { ANNO_CHAIN = 8 };
/* Who says it, who passes that on, and so on: at most ANNO_CHAIN sayings, the last is the one heard first. */
size_t anno_chain_of(const anno_story *story, anno_at saying, anno_at *out);

/* Adds the card of what is said at once, in the middle column. rows[i] is the row where the i-th saying stands. */
size_t anno_add_statement(const anno_task *task, anno_picture *out, const anno_utterance *u, int *rows);
/* Adds the card of what the same ones say of the same: numbers, and words where there are few. */
size_t anno_add_statements(const anno_task *task, anno_picture *out, const anno_utterance *u);
/* Adds the card of a claim that is only marked. */
size_t anno_add_marked(const anno_task *task, anno_picture *out, const anno_utterance *u);

#endif
