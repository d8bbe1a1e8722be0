/* What a graph tells, in records: who says what of whom, with which polarity, when and where it stands. It is filled
   once from a sealed graph; views read nothing else. Records refer to each other by their place in the story's arrays,
   which are in order of IRIs: the same graph gives the same story. */
#ifndef ANNO_DRAW_STORY_H
#define ANNO_DRAW_STORY_H

#include <limits.h>

#include "base/ctx.h"
#include "rdf/graph.h"

/* A place in one of the story's arrays. */
typedef unsigned anno_at;
#define ANNO_NOWHERE UINT_MAX

/* Places, ascending, each once. */
typedef struct {
  anno_at *items;
  size_t count;
} anno_list;

/* A stretch of time in days since 1970-01-01, both ends included. */
typedef struct {
  bool known;     /* the bounds are given */
  bool uncertain; /* it lies somewhere between the bounds, or reaches beyond one that is not given */
  long begin, end;
  anno_str text; /* as the graph writes it (EDTF), else in words; "" if there is none */
} anno_period;

typedef enum {
  ANNO_PERSON,
  ANNO_ORGANIZATION,
  ANNO_STATE,
  ANNO_GROUP,
  ANNO_AGENT, /* an agent of no closer kind */
  ANNO_ARRANGEMENT,
  ANNO_AGREEMENT,
  ANNO_LEGAL_ACT,
  ANNO_MECHANISM,
  ANNO_PLACE,
  ANNO_WORK,
  ANNO_HAPPENING, /* anno:Event */
  ANNO_CONCEPT,
  ANNO_THING /* no class of the ontology's: `type` names it */
} anno_referent_kind;

typedef struct {
  anno_str iri, label;
  anno_str link;         /* its first http(s) schema:sameAs; "" if none */
  const anno_str *names; /* other labels */
  size_t name_count;
  anno_referent_kind kind;
  anno_str type;        /* label of its class in the annotation's own vocabulary; "" if none */
  bool unspecified;     /* somebody, nobody named */
  anno_at body, side;   /* referents that it is grouped under, or ANNO_NOWHERE */
  bool body_is_alleged; /* `body` rests only on what somebody says of it */
  anno_str post; /* "President"; "" if none. Of several the one most narrated, then the last in order of labels */
  anno_str tag, colour; /* of a side: a short name, "#rrggbb"; "" if the data give none */
  bool in_focus;        /* set by anno_choose */
} anno_referent;

typedef struct {
  anno_str iri, id, title, publisher;
  anno_str source; /* how pictures name it: the shortest beginning of `id` that no other has and that ends at a word */
  anno_period date;
} anno_document;

typedef enum { ANNO_FILLS_REFERENT, ANNO_FILLS_CLAIM, ANNO_FILLS_TIME, ANNO_FILLS_VALUE } anno_filler_kind;

typedef struct {
  anno_str role;  /* IRI */
  anno_str label; /* of the role: "partner" */
  anno_filler_kind kind;
  anno_at at;         /* the referent or claim */
  anno_str text;      /* label of the filler, whatever it is */
  anno_period period; /* of a time */
} anno_filler;

/* What a predicate is, as the graph declares it; bits. */
enum { ANNO_CONDUCT = 1, ANNO_BLAME = 2, ANNO_DESCRIPTIVE = 4, ANNO_STRUCTURAL = 8 };

/* A proposition, or words that were only marked. As such neither true nor false. */
typedef struct {
  anno_str iri, label;
  anno_str predicate, verb; /* IRI and label of the predicate; "" for words */
  unsigned nature;
  const anno_filler *fillers; /* in order of role (subject, object, value first), then filler */
  size_t filler_count;
  anno_list sayings;   /* that affirm, negate, leave open or convey it */
  anno_list within;    /* claims that it fills a role of */
  anno_list documents; /* whose annotation expresses it, said by somebody or not */
  anno_str evidence;   /* words that express it; "" if only sayings quote it */
  bool chosen;
} anno_claim;

typedef enum { ANNO_AFFIRMS, ANNO_NEGATES, ANNO_LEAVES_OPEN, ANNO_CONVEYS, ANNO_RELAYS } anno_polarity;

/* The classes of attributions; a saying has bits 1u << ANNO_ACT_…. */
typedef enum {
  ANNO_ACT_STATEMENT,
  ANNO_ACT_REPORT,
  ANNO_ACT_NARRATION,
  ANNO_ACT_ACCUSATION,
  ANNO_ACT_DENIAL,
  ANNO_ACT_ACKNOWLEDGEMENT,
  ANNO_ACT_ASSESSMENT,
  ANNO_ACT_PREDICTION,
  ANNO_ACT_PROPOSAL,
  ANNO_ACT_COMMITMENT,
  ANNO_ACT_REJECTION,
  ANNO_ACT_WARNING,
  ANNO_ACT_QUESTION,
  ANNO_ACT_COUNT
} anno_act;

/* An attribution: one act of speech with one content. */
typedef struct {
  anno_str iri, label, gloss;
  anno_str quote; /* direct speech, "" if none; several are joined by " … " */
  anno_str words; /* the evidence: what stands in the text; several are joined by " … " */
  unsigned acts;
  anno_act act; /* the most special of them */
  anno_polarity polarity;
  anno_at claim;                                                 /* ANNO_NOWHERE if it relays */
  anno_list speakers, behalf, addressees, accused, about, media; /* referents */
  bool narrated;                                                 /* its document itself says so: `speakers` is empty */
  anno_str certainty;                                            /* "possible"; "" if none is given */
  bool is_certain;                                               /* certain, or none given */
  anno_str mood;                                                 /* "desired"; "" if none is given */
  bool is_actual; /* of what is or was, not of what is wished, foreseen, imagined */
  anno_str degree, manner;
  anno_at document;             /* ANNO_NOWHERE if the graph names none */
  anno_period when;             /* of the act; where the text gives none, `known` is false */
  anno_list answers;            /* sayings that it responds to */
  anno_list relays, relayed_by; /* sayings */
  anno_str event;               /* the same for all sayings that one annotation makes */
  bool chosen;
} anno_saying;

typedef struct {
  anno_arena *arena;
  anno_referent *referents;
  size_t referent_count;
  anno_document *documents;
  size_t document_count;
  anno_claim *claims;
  size_t claim_count;
  anno_saying *sayings;
  size_t saying_count;
  const struct anno_index *index; /* NULL until anno_choose makes it; see draw/relate.h */
} anno_story;

/* Fills `out` from a sealed graph; everything lives in `arena` or in the graph. False without memory. */
bool anno_story_tell(anno_arena *arena, const anno_graph *graph, anno_story *out);

/* "accusation", as --kind takes it; the plural with `many`. */
const char *anno_act_name(anno_act act, bool many);
/* The act called `name` (singular or plural, any case of ASCII letters); ANNO_ACT_COUNT if there is none. */
anno_act anno_act_named(anno_str name);
/* Persons, organizations, states and groups; things of no known kind too, since their annotation may mean either. */
bool anno_may_act(const anno_referent *referent);
bool anno_is_arrangement(const anno_referent *referent);
/* True if `list` has `at`. */
bool anno_list_has(anno_list list, anno_at at);
/* Reads YYYY, YYYY-MM, YYYY-MM-DD (a time of day may follow) as the days it may mean. */
bool anno_days_read(anno_str text, long *first, long *last);
/* "2017-07-07", in `arena`. */
anno_str anno_day_text(anno_arena *arena, long day);

#endif
