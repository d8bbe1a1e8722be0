/* Three columns: actors, claims, actors. */
#ifndef ANNO_DRAW_COLUMNS_H
#define ANNO_DRAW_COLUMNS_H

#include "draw/claim_card.h"
#include "draw/claim_group.h"

typedef struct {
  const char *left, *right; /* kinds of the actors: "accuser" */
  /* Adds who stands at that side of a saying. */
  void (*meet)(const anno_task *task, const anno_saying *saying, bool left, anno_parties *out);
  /* What the line between a party and the claim of `saying` looks like: kind, style, head, tone. Several sayings make
     one line for each kind, dashed if all of them do. */
  anno_edge (*edge)(const anno_saying *saying, bool left);
  /* Whether the details of a line speak of a saying; NULL: of each. */
  bool (*details)(const anno_saying *saying);
  /* Adds when and where they spoke to the cards of those who stand at both sides. */
  bool dates;
  /* Adds to a claim's card what belongs under the line of one of its claims; may be NULL. */
  void (*under)(const anno_task *task, anno_picture *out, size_t card, anno_at claim);
} anno_columns;

/* Draws the groups as cards in the middle, with the parties at both sides in an order that lets few lines cross. With
   ANNO_FOLD_REST only as many groups as the limit allows, those with most sayings, and a card for the rest. Groups with
   fewer sayings than the choice asks for are left out. */
void anno_draw_columns(const anno_task *task, anno_picture *out, anno_claim_groups *groups,
                       const anno_columns *columns);

#endif
