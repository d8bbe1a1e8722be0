/* The card of a claim and the actors beside it, as accusations and conflicts show them. */
#ifndef ANNO_DRAW_CLAIM_CARD_H
#define ANNO_DRAW_CLAIM_CARD_H

#include "draw/relate.h"
#include "draw/view.h"

/* "[000 001]": where sayings stand; what supports the first of them. */
anno_str anno_sources_of(const anno_task *task, anno_list sayings);
anno_str anno_evidence_of(const anno_task *task, anno_list sayings);

/* "2018-07 · [001]": when and where they are said. */
anno_str anno_times_of(const anno_task *task, anno_list sayings);
/* "2017 · certainty: probable · on behalf of X · reported by Y · [000]": what sayings tell of themselves. */
anno_str anno_claim_details(const anno_task *task, anno_list sayings);
/* Adds a line to a claim's card: what is claimed, under it when, how surely, by whom it is reported and where it
   stands. `sayings` make the claim. Returns the index of the first row. */
int anno_add_claim_line(const anno_task *task, anno_picture *out, size_t card, anno_at claim, anno_list sayings);
/* Adds what others answer to the claim, one row for each kind of answer, and the legend's keys for them: a denial or
   contradiction of it or of what is more general, what is said in response to it, and who acknowledges it, though he
   affirms it then. Returns how many sayings that were. */
size_t anno_add_answers(const anno_task *task, anno_picture *out, size_t card, anno_at claim);

/* Somebody beside a claim: a referent as it is folded, one who is not named, or a document. */
typedef struct {
  anno_str key;     /* what makes it the same in one column */
  anno_at referent; /* ANNO_NOWHERE for a document, or for nobody */
  anno_at document; /* ANNO_NOWHERE for nobody: not even that somebody speaks is annotated */
  size_t others;    /* not 0: so many that have no card of their own; the rest is not looked at */
} anno_party;

/* Those at one side of a saying, in the task's arena. */
typedef struct {
  anno_str apart; /* who is not named is somebody else for each value of this */
  anno_party *items;
  size_t count, capacity;
} anno_parties;

/* Fills in who says `saying`, in order: its document if that narrates it, else nobody if there is no speaker. */
void anno_saying_parties(const anno_task *task, const anno_saying *saying, anno_parties *out);
/* The same, but its document whenever nobody else says it. */
void anno_speaking_parties(const anno_task *task, const anno_saying *saying, anno_parties *out);
/* Adds the party that a referent is. */
void anno_meet_party(const anno_task *task, anno_at referent, anno_parties *out);
/* Adds the card of a party to column `rank`; `column` ("accuser") goes into its key and kind. */
size_t anno_add_party(const anno_task *task, anno_picture *out, const anno_party *party, const char *column, int rank);

/* Adds a legend key unless it is there. */
void anno_need_key(anno_picture *out, anno_key key);

#endif
