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
  bool moved;
} anno_staged;

typedef struct {
  anno_arena *arena; /* owns what follows */
  anno_staged *items;
  size_t count, capacity;
} anno_staging;

/* Where `graph` waits after so many tries: always the same names, so that another run replaces what one that was killed
   left. */
anno_str anno_staging_name(anno_arena *arena, anno_str graph, size_t tries);
/* Moves all in place by one update, and sees that the store did. False after a report. */
bool anno_staging_move(anno_staging *staging, anno_store *store, const anno_diag_sink *diag);
/* Drops what was not moved, and what tries left. What cannot be dropped is reported. */
void anno_staging_drop(const anno_staging *staging, anno_store *store, const anno_diag_sink *diag);

#endif
