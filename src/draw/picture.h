/* A picture before layout: groups, cards with rows, arrows, a legend. Views fill it with text as it is; whoever writes
   it escapes, wraps and colours. Everything lives in the picture's arena; order of adding is order of drawing. */
#ifndef ANNO_DRAW_PICTURE_H
#define ANNO_DRAW_PICTURE_H

#include "base/arena.h"

/* What a colour means; the palette knows the colours of each theme. ANNO_TONE_SIDE + i is the i-th side. */
typedef enum {
  ANNO_TONE_PLAIN,    /* grey: no side, no judgement */
  ANNO_TONE_CLAIM,    /* what is claimed */
  ANNO_TONE_AFFIRMED, /* acknowledged, agreed, in effect */
  ANNO_TONE_DENIED,
  ANNO_TONE_DOUBTED, /* doubted, left open, uncertain */
  ANNO_TONE_PROPOSED,
  ANNO_TONE_TALKS,
  ANNO_TONE_INK, /* as dark as text */
  ANNO_TONE_SIDE
} anno_tone;

/* Says in a sign what the colour says. */
typedef enum {
  ANNO_MARK_NONE,
  ANNO_MARK_YES,   /* + */
  ANNO_MARK_NO,    /* ✗ */
  ANNO_MARK_DOUBT, /* ? */
  ANNO_MARK_DOT,   /* · */
  ANNO_MARK_FULL,  /* ● narrated as it is */
  ANNO_MARK_HALF,  /* ◐ somebody says so */
  ANNO_MARK_EMPTY  /* ○ wished, proposed, foreseen */
} anno_mark;

typedef enum {
  ANNO_ROW_HEAD,  /* the card's head: white on the tone */
  ANNO_ROW_TITLE, /* bold */
  ANNO_ROW_TEXT,
  ANNO_ROW_SMALL,  /* grey, smaller */
  ANNO_ROW_ANSWER, /* on a tint of its tone, with its mark */
  ANNO_ROW_TRACK   /* a bar on a scale, `text` before it; as a card's first row it stands left of all others. On the
                      axis `right` holds labels of equal parts of the scale, with blanks between, instead of the bar */
} anno_row_style;

typedef struct {
  anno_row_style style;
  anno_tone tone;
  anno_mark mark;
  unsigned indent; /* steps to the right: what is nested */
  anno_str text;   /* anything, unescaped; wrapped when drawn */
  anno_str small;  /* a second line in grey; "" if none */
  anno_str right;  /* at the right edge: a count, a source; "" if none */
  anno_str tag;    /* a filled cell before the text: the side's short name; "" if none */
  anno_tone tag_tone;
  anno_str tooltip; /* the quoted evidence */
  anno_str link;    /* http(s), else dropped */
  anno_str key;  /* not "": the row is a node of its own in tables and graphs (a person, say), unique in the picture */
  anno_str kind; /* of a node: "person" */
  anno_str iri;
  anno_str sources; /* "[000 001]" */
  unsigned count;   /* statements; 0: does not apply */
  double from, to;  /* of a track: 0 to 1 */
  bool uncertain;   /* of a track: the bar's ends are not sure */
} anno_row;

typedef enum { ANNO_CARD_BOX, ANNO_CARD_ROUND, ANNO_CARD_DASHED, ANNO_CARD_BARE, ANNO_CARD_AXIS } anno_card_style;

typedef struct {
  anno_str key;   /* unique in the picture, a function of content: an IRI, or "year:2017" */
  anno_str kind;  /* for tables: "body", "claim", "agreement", "statement", "year" */
  anno_str label; /* its name in tables and for screen readers */
  anno_str iri, link, tooltip, sources;
  anno_card_style style;
  anno_tone tone;
  int group; /* -1: none */
  int rank;  /* cards of one rank stand in one column (across) or line (down), in order of adding; -1: as edges want */
  unsigned width; /* least width in points; 0: as the text needs */
  unsigned wrap;  /* wrap texts at this many columns; 0: the default, 36 */
  unsigned count; /* statements; 0: does not apply */
  anno_row *rows;
  size_t row_count, row_capacity;
} anno_card;

typedef struct {
  anno_str key, label;
  anno_tone tone;
  int parent; /* -1: none */
  bool dashed;
} anno_group;

typedef enum { ANNO_EDGE_SOLID, ANNO_EDGE_DASHED, ANNO_EDGE_DOTTED } anno_edge_style;
typedef enum { ANNO_HEAD_ARROW, ANNO_HEAD_NONE, ANNO_HEAD_TEE, ANNO_HEAD_BOTH } anno_edge_head;

typedef struct {
  size_t from, to;      /* cards */
  int from_row, to_row; /* rows of them; -1: the whole card */
  anno_str kind;        /* "accuses" */
  anno_str label;       /* what is written at it; "" if nothing */
  anno_str tooltip, sources;
  unsigned count; /* statements; its width. 0: does not apply */
  anno_edge_style style;
  anno_edge_head head;
  anno_tone tone;
  bool loose;      /* does not pull its ends into ranks */
  bool told;       /* not drawn, as a row says it; in tables and graphs it is */
  bool only_order; /* not drawn and in no table: keeps cards in their ranks */
} anno_edge;

/* An entry of the legend: a sample and what it means. */
typedef struct {
  enum { ANNO_KEY_TONE, ANNO_KEY_MARK, ANNO_KEY_EDGE, ANNO_KEY_CARD } sample;
  anno_tone tone;
  anno_mark mark;
  anno_edge_style style;
  anno_edge_head head;
  anno_card_style card;
  anno_str tag, text;
} anno_key;

typedef struct {
  anno_str name, tag; /* "United States", "US" */
  anno_str colour;    /* "#rrggbb" as the data give it, or "": the palette chooses */
} anno_side;

typedef enum { ANNO_ACROSS, ANNO_DOWN } anno_direction; /* how ranks follow each other */

typedef struct {
  anno_arena *arena;
  anno_str view, title, subtitle, description;
  anno_str empty; /* what an empty picture says */
  anno_direction direction;
  double rank_gap, node_gap; /* inches; 0: the default */
  bool packed;               /* a list: cards of following ranks nearly touch */
  bool overflows;            /* more would have been drawn than the task allows, so it was left undone */
  size_t shown, counted;     /* "n of m" of `unit` */
  anno_str unit;             /* "accusations" */
  anno_str notes;            /* further parts of the subtitle, joined by " · " */
  anno_group *groups;
  size_t group_count, group_capacity;
  anno_card *cards;
  size_t card_count, card_capacity;
  anno_edge *edges;
  size_t edge_count, edge_capacity;
  anno_key *keys;
  size_t key_count, key_capacity;
  anno_side *sides;
  size_t side_count, side_capacity;
  anno_str *sources; /* "[000] TASS, 2017-01-09": the documents that are shown */
  size_t source_count, source_capacity;
} anno_picture;

anno_picture anno_picture_in(anno_arena *arena);
/* Empties it for another try; what was in it stays in the arena. */
void anno_picture_clear(anno_picture *picture);
/* Add a copy of what is given and return its index; without memory 0, and the arena knows. */
int anno_add_group(anno_picture *picture, const anno_group *group);
size_t anno_add_card(anno_picture *picture, const anno_card *card);
/* The row's index in its card. */
int anno_add_row(anno_picture *picture, size_t card, const anno_row *row);
void anno_add_edge(anno_picture *picture, const anno_edge *edge);
void anno_add_key(anno_picture *picture, const anno_key *key);
/* Appends a part to the notes of the subtitle. */
void anno_add_note(anno_picture *picture, anno_str note);
/* Cards and rows that are nodes. */
size_t anno_picture_nodes(const anno_picture *picture);

#endif
