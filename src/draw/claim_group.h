/* Claims that stand in one card: what one annotation says at once, and what is said more closely of the same. */
#ifndef ANNO_DRAW_CLAIM_GROUP_H
#define ANNO_DRAW_CLAIM_GROUP_H

#include "draw/relate.h"
#include "draw/view.h"

typedef struct {
  anno_str key;             /* the IRI of its first claim */
  anno_list claims;         /* the most general first */
  anno_list sayings;        /* that make them */
  anno_at accused, speaker; /* the first ones: groups of one stand together */
} anno_claim_group;

typedef struct {
  anno_arena *arena;
  anno_claim_group *items;
  size_t count;
  size_t shown;       /* of them; the first ones */
  size_t all, events; /* groups and acts of speech before any were left out; an act may have several contents */
  size_t events_shown;
  size_t rest_sayings; /* of those not shown */
} anno_claim_groups;

/* Groups in the making: take sayings, join claims, end. */
typedef struct {
  const anno_task *task;
  anno_at *parent; /* of each claim: towards the first of its group */
  bool *taken;     /* each saying */
  bool *in;        /* each claim */
  unsigned *size;  /* claims of the group that begins with a claim */
  unsigned most;   /* claims of a group; 0: any number. What would join larger ones stays apart */
} anno_grouping;

/* False without memory. */
bool anno_grouping_begin(anno_grouping *grouping, const anno_task *task);
void anno_grouping_take(anno_grouping *grouping, anno_at saying);
void anno_grouping_join(anno_grouping *grouping, anno_at a, anno_at b);
/* Joins what one annotation by the same speakers says at once. */
void anno_grouping_join_events(anno_grouping *grouping);
/* Joins claims of which one generalises the other and has both a subject and a further role. */
void anno_grouping_join_general(anno_grouping *grouping);
/* The groups in order of who is accused, then who speaks, then IRI; all of them shown. */
anno_claim_groups anno_grouping_end(anno_grouping *grouping);

/* Leaves out groups with fewer sayings. */
void anno_groups_at_least(anno_claim_groups *groups, size_t sayings, const anno_story *story);
/* Those with most sayings first, then in order of IRI. */
void anno_groups_by_weight(anno_claim_groups *groups);
/* After `shown` was set: puts the shown ones in their order again, and counts. */
void anno_groups_settle(anno_claim_groups *groups, const anno_story *story);
/* "and 37 others (112 statements)". */
void anno_add_rest_card(anno_picture *out, size_t others, size_t sayings, int rank);

#endif
