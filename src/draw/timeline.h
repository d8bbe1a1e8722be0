/* What the view of time tells, before it is drawn: entries in order of time, each with lines. */
#ifndef ANNO_DRAW_TIMELINE_H
#define ANNO_DRAW_TIMELINE_H

#include "draw/view.h"

typedef enum {
  ANNO_ENTRY_REST,      /* counts what was folded into it */
  ANNO_ENTRY_PUBLISHED, /* a document has this date */
  ANNO_ENTRY_HAPPENED,  /* the time is one of what is said */
  ANNO_ENTRY_SAID       /* the time is the one at which it was said */
} anno_entry_kind;

/* Sayings that say the same, or a claim that nobody states. */
typedef struct {
  anno_mark mark;
  anno_at claim;     /* ANNO_NOWHERE for one that only relays, and for a document */
  anno_list sayings; /* in order of the text */
  size_t capacity, order;
} anno_entry_line;

typedef struct {
  anno_entry_kind kind;
  anno_period period; /* known; `text` says it in words: "until 2014", "within 2016-06 to 2016-09" */
  anno_str who;       /* who speaks in it: the IRIs of those it is folded to; "" unless it is ANNO_ENTRY_SAID */
  anno_at document;   /* of ANNO_ENTRY_PUBLISHED */
  anno_entry_line *lines;
  size_t line_count, line_capacity;
  size_t sayings; /* statements in all lines; of ANNO_ENTRY_PUBLISHED those that have no date of their own */
  size_t folded_statements, folded_documents; /* of ANNO_ENTRY_REST */
  long place;                                 /* a day: what it stands in order of */
} anno_entry;

typedef struct {
  anno_arena *arena;
  anno_entry *items;
  size_t count, capacity;
  size_t statements; /* that have a date, or tell one */
  size_t claims;     /* that tell a date though nobody states them */
  size_t undated;    /* chosen statements that do neither */
} anno_entries;

/* The entries of what is chosen, in order of time; above the limit, with ANNO_FOLD_REST, those of most statements, and
   one for each year, or for more years, that counts the others. Without memory the arena knows. */
anno_entries anno_entries_of(const anno_task *task);
/* The year in which a day lies, and the first day of a year. */
long anno_year_of(anno_arena *arena, long day);
long anno_year_begin(anno_arena *arena, long year);

#endif
