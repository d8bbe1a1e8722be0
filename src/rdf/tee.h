/* A sink that hands every event to two others. */
#ifndef ANNO_RDF_TEE_H
#define ANNO_RDF_TEE_H

#include "rdf/sink.h"

typedef struct {
  anno_sink first, second;
} anno_tee;

/* A sink over `tee`, which the caller owns and keeps as long as the sink. The first failure stops the stream, but the
   end reaches both, since both have something to let go of. */
anno_sink anno_tee_sink(anno_tee *tee);

#endif
