/* The view of actors, before it is drawn: who speaks, in which card each actor stands, who is tied to whom by what is
   said, and where the cards stand. Everything lives in the task's arena; out of memory is the arena's to know. */
#ifndef ANNO_DRAW_ACTORS_H
#define ANNO_DRAW_ACTORS_H

#include "base/buf.h"
#include "draw/view.h"

typedef enum {
  ANNO_TIE_ACCUSES,
  ANNO_TIE_DENIES,   /* what the other says */
  ANNO_TIE_TOGETHER, /* both do something with each other, or jointly */
  ANNO_TIE_ABOUT,    /* says something of the other that is none of these */
  ANNO_TIE_MARKED    /* only marked in a text that has no statements */
} anno_tie_kind;

/* One saying, or one marked claim, that ties an actor to another. */
typedef struct {
  anno_tie_kind kind;
  anno_at from, to;           /* referents */
  anno_at saying, claim;      /* ANNO_NOWHERE if there is none */
  bool firm;                  /* a document itself says so: it narrates it, or attributes it to the one at `from` */
  anno_at from_card, to_card; /* filled by whoever knows the cards */
} anno_tie;

typedef struct {
  anno_arena *arena;
  anno_tie *items;
  size_t count, capacity;
} anno_ties;

/* All ties of one kind between two cards; those that a document itself vouches for and those that only somebody relays
   are kinds of their own, but for ANNO_TIE_ABOUT. */
typedef struct {
  anno_tie_kind kind;
  anno_at from, to; /* cards */
  const anno_tie *ties;
  size_t tie_count;
  unsigned count; /* statements, or marked claims, each once */
  bool firm;      /* at least one of them is */
} anno_bond;

typedef struct {
  anno_bond *items;
  size_t count, capacity;
  size_t within; /* statements that tie a card to itself */
} anno_bonds;

/* Who speaks in which saying, and what became of each referent. */
typedef struct {
  anno_at home;       /* the referent in whose card it stands, before anything is folded */
  anno_at card;       /* index of its card; ANNO_NOWHERE: it is not drawn */
  size_t first;       /* of its sayings (or marked claims), in `voices` */
  unsigned count;     /* sayings of its own */
  unsigned ends;      /* ends of drawn ties */
  bool drawn, folded; /* folded: it has no row, its card counts it */
} anno_part;

/* What counts when only some can be shown: who is tied to others before who only speaks. */
static inline unsigned anno_part_weight(const anno_part *part) { return part->count + 2 * part->ends; }

typedef struct {
  anno_at referent;       /* whose card it is; ANNO_NOWHERE: of several that were folded */
  anno_at side;           /* ANNO_NOWHERE: none */
  unsigned weight;        /* statements and ends of ties of all in it */
  unsigned count;         /* statements by those in it, each once */
  const anno_at *members; /* referents, those who have rows first, by weight */
  size_t member_count, row_count;
  anno_at into;        /* the card that it was folded into, or ANNO_NOWHERE */
  size_t cards_folded; /* into this one */
  int column;          /* 0 or 1 */
  long at, middle;     /* for ordering: its place from the top, and where its ties pull it */
} anno_troupe;

typedef struct {
  const anno_task *task;
  bool spoken;      /* somebody says something: else only marked claims are tied */
  anno_part *parts; /* one for each referent */
  anno_at *voices;  /* sayings (or marked claims), one referent's after the other's, ascending */
  anno_troupe *cards;
  size_t card_count, card_capacity;
  anno_ties ties;                   /* the drawn ones, in order of bonds */
  anno_bonds bonds;                 /* between cards */
  size_t weak[ANNO_TIE_MARKED + 1]; /* bonds too weak to be drawn */
  size_t left_out;                  /* actors that are not drawn */
  anno_at *order;                   /* cards that are drawn, from the top of the first column */
  size_t order_count;
} anno_cast;

/* All ties of what is chosen, of actors to others. */
anno_ties anno_ties_of(const anno_task *task, bool spoken);
/* Sorts the ties by their cards and adds up those of one kind between two cards. */
anno_bonds anno_bonds_of(anno_ties *ties);

/* Who plays: parts, cards, and bonds, folded so that at most task->limit nodes are drawn if that can be. */
anno_cast anno_cast_of(const anno_task *task);
/* Columns and order of the cards. */
void anno_cast_place(anno_cast *cast);

/* actors_fold.c: folds cards and people with least weight. */
void anno_cast_fold(anno_cast *cast);
/* The card that the referent is drawn in, behind all folding; ANNO_NOWHERE: none. */
anno_at anno_cast_card(const anno_cast *cast, anno_at referent);

/* Where the parts stand in a picture. */
typedef struct {
  size_t *card; /* of each card of the cast */
  int *row;     /* of each referent, in the card that it is drawn in; -1: none */
} anno_stage;

/* actors_arrows.c: arrows, what the legend and the notes say of them, and how many there are, in words. */
void anno_cast_arrows(const anno_cast *cast, const anno_stage *stage, anno_picture *out);
/* Adds rows to a card that say what would be arrows within its column, from row `row`; -1: from nobody who has a row.
 */
void anno_cast_tell_row(const anno_cast *cast, const anno_stage *stage, anno_at card, int row, anno_picture *out);
void anno_cast_arrow_keys(const anno_cast *cast, anno_picture *out);
void anno_cast_arrow_notes(const anno_cast *cast, anno_picture *out);
void anno_cast_arrow_words(const anno_cast *cast, anno_buf *out);
/* actors_notes.c: what is told about the whole, once cards and arrows are there: counts, notes, legend, description. */
void anno_cast_tell(const anno_cast *cast, anno_picture *out);

#endif
