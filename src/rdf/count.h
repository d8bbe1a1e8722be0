/* A sink that counts statements and passes every event on. */
#ifndef ANNO_RDF_COUNT_H
#define ANNO_RDF_COUNT_H

#include "rdf/sink.h"

/* `next` may have on_event NULL: then nothing is passed on. */
typedef struct {
  anno_sink next;
  unsigned long long statements; /* that `next` took */
} anno_count;

/* A sink over `count`, which the caller owns and keeps as long as the sink. */
anno_sink anno_count_sink(anno_count *count);

#endif
