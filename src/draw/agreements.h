/* What is said of arrangements: agreements, legal acts, mechanisms. Everything in the task's arena. */
#ifndef ANNO_DRAW_AGREEMENTS_H
#define ANNO_DRAW_AGREEMENTS_H

#include "draw/claim_card.h"
#include "draw/places.h"

/* The best that is said of one; to be about to come, wished, possible, a topic or only named is not to be there. */
typedef enum { ANNO_NARRATED, ANNO_STATED, ANNO_IN_PROSPECT } anno_standing;

typedef struct anno_arranged {
  anno_at it;         /* the referent */
  anno_places claims; /* chosen ones that tell of it, directly or within another one, in order */
  size_t sayings;     /* chosen ones of these claims, or claims that are only marked in a text */
  anno_standing standing;
  bool marked;   /* nobody says anything: its claims are only marked in a text */
  bool affirmed; /* not all that is said of it negates it */
  bool proposed, talked;
  bool dated, spoken; /* `day` is when something happened to it; if not, when it was first spoken of */
  long day;
  anno_str year;                              /* of that day; "undated" */
  anno_at stated;                             /* the first saying that states it */
  bool by_others;                             /* others state it, too */
  struct anno_arranged *whole;                /* in whose card it stands; NULL if in its own */
  struct anno_arranged *parts, *twins, *next; /* what it has or brings; of which the same is told; both by `next` */
} anno_arranged;

typedef struct {
  anno_arranged **items; /* in order of IRIs */
  size_t count;
  size_t few; /* those of which less is said than was asked for */
} anno_arrangeds;

/* Those of which anything is said. */
anno_arrangeds anno_arranged_gather(const anno_task *task);

/* Of the same mark, claim in words, mood and certainty. */
typedef struct {
  anno_mark mark;
  anno_tone tone;
  anno_str text;
  anno_at claim; /* the first */
  int closeness; /* how closely it tells of the arrangement: 0 within another claim, 1 as a topic, 2 directly */
  long day;
  anno_places sayings;
} anno_arranged_line;

typedef struct {
  anno_arranged_line *items;
  size_t count, capacity;
  size_t left, left_sayings; /* behind the first `most` */
} anno_arranged_lines;

/* Of each saying the last card that told of it. */
typedef struct {
  unsigned *cards, card;
} anno_taken;

/* The lines of a card, at most `most`, in order of time; of sayings that the card does not tell of yet. */
anno_arranged_lines anno_arranged_tell(const anno_task *task, const anno_arranged *arranged, anno_taken taken,
                                       size_t most);
/* "Jane Doe and others say": who states one that no document narrates. */
anno_str anno_arranged_stated(const anno_task *task, const anno_arranged *arranged);
/* "[000 001]": where it is said. */
anno_str anno_arranged_documents(const anno_task *task, const anno_arranged_line *line);
/* "narrated [000]", "Jane Doe (hardly ever, 2017-05-23), desired [003]". */
anno_str anno_arranged_source(const anno_task *task, const anno_arranged_line *line);
/* "parties: A, B", else "together: A, B" of those who are said to do something of it together; "" if nobody is. Who
   says so is put into `source`. */
anno_str anno_arranged_parties(const anno_task *task, const anno_arranged *arranged, anno_str *source);
/* True if the claim describes some other thing (`whole`) by `part`, and somebody says that it is so. */
bool anno_arranged_holds(const anno_task *task, anno_at claim, anno_at part, anno_at *whole);

#endif
