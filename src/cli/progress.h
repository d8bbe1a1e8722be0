/* How far a run is, on standard error: on a terminal one line that overwrites itself, elsewhere a line now and then.
   Nothing is said of a run that is over at once, and the output does not depend on it. */
#ifndef ANNO_CLI_PROGRESS_H
#define ANNO_CLI_PROGRESS_H

#include <stdio.h>

#include "cli/options.h"

typedef enum { ANNO_PROGRESS_NONE, ANNO_PROGRESS_LINES, ANNO_PROGRESS_TERMINAL } anno_progress_form;

/* What was done so far. */
typedef struct {
  size_t documents;
  size_t sources, all_sources;       /* read; to be read, 0 if nobody knows */
  unsigned long long bytes;          /* read */
  const unsigned long long *triples; /* NULL: none are made */
  size_t findings;
} anno_progress_state;

typedef struct {
  anno_progress_form form;
  FILE *to;
  unsigned columns;              /* of the terminal */
  long long (*now)(void *clock); /* nanoseconds; never goes back */
  void *clock;
  long long began, next;
  bool shown; /* a line stands there that has to be cleared before anything else is said */
} anno_progress;

/* The form that these options and standard error ask for: none with --quiet or --messages=json, lines unless standard
   error is a terminal that can overwrite (TERM is not "dumb"). No form has colours. */
anno_progress_form anno_progress_wanted(const anno_options *options);
/* Begins now, on standard error, by the system's clock. */
void anno_progress_begin(anno_progress *progress, anno_progress_form form);
/* The same by another clock, to another file. `form`, `to`, `columns`, `now` and `clock` are given. */
void anno_progress_start(anno_progress *progress);
/* Says how far the run is if it is time to: on a terminal five times a second from the third second on, elsewhere every
   ten seconds. */
void anno_progress_tick(anno_progress *progress, const anno_progress_state *state);
/* Clears the line, if one stands there: before anything is said on standard error. */
void anno_progress_clear(anno_progress *progress);
/* Clears it, and says no more. */
void anno_progress_end(anno_progress *progress);

#endif
