/* Graphs are put aside under other names, and moved in place when they are whole: a store may keep the half of a graph
   that arrived before the connection broke, and may do so late. */
#ifndef ANNO_PUSH_STAGING_H
#define ANNO_PUSH_STAGING_H

#include "base/buf.h"
#include "push/state.h"
#include "push/store.h"

typedef struct {
  anno_str graph;
  anno_hash hash;
  size_t statements;
  size_t tries; /* that failed, and may have left something; each had a name of its own */
  bool waits;   /* it is whole, under the next name */
  bool empty;   /* nothing is there under the next name any more, so that it must not be moved */
  bool flies;   /* a move was not answered, and has not been seen: it may come at any time */
  bool moved;
  bool doubtful; /* it was moved by an update that was not answered plainly */
} anno_staged;

typedef struct {
  anno_arena *arena; /* owns what follows */
  anno_staged *items;
  size_t count, capacity;
  anno_http_answer last; /* of the update that moves */
} anno_staging;

/* Where `graph` waits after so many tries: always the same names, so that another run replaces what one that was killed
   left. */
anno_str anno_staging_name(anno_arena *arena, anno_str graph, size_t tries);
/* Moves all in place by one update, and sees that the store did. False after a report. An update that was not answered
   is not sent again: a store may carry it out late, and what finds nothing to move may clear the graph it moves to. */
bool anno_staging_move(anno_staging *staging, anno_store *store, const anno_diag_sink *diag);
/* Drops what was not moved, and what tries left, but nothing that may still be moved. False if something is left
   behind, which is reported. */
bool anno_staging_drop(const anno_staging *staging, anno_store *store, const anno_diag_sink *diag);

#endif
