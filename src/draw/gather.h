/* From the stream of statements to the graph that a story is told from: what no picture shows is not kept. */
#ifndef ANNO_DRAW_GATHER_H
#define ANNO_DRAW_GATHER_H

#include "base/buf.h"
#include "rdf/graph.h"
#include "rdf/sink.h"

typedef struct {
  anno_graph *graph;
  const anno_diag_sink *diag;
  bool failed;       /* no memory */
  size_t statements; /* met, kept or not */
  anno_arena *arena;
  anno_buf subject;    /* the one whose statements come now */
  bool dropping;       /* its labels and types are not kept */
  bool twins;          /* a claimed: or denied: predicate was met */
  anno_str twin_graph; /* where: the first of their graphs in order of bytes, "" for the default graph */
} anno_gather;

/* Keeps statements in `arena`. False without memory. */
bool anno_gather_begin(anno_gather *gather, anno_arena *arena, const anno_diag_sink *diag);
anno_sink anno_gather_sink(anno_gather *gather);
/* Seals the graph. ANNO_NO_MEMORY; ANNO_BAD_INPUT after a report (FLAT_CLAIMS) if the statements are an export whose
   claims are flat: claimed: or denied: predicates without any attribution, so that nobody could be named. */
anno_status anno_gather_end(anno_gather *gather);

#endif
