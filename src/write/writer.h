/* What an output format is: one file write_<name>.c that ends in one constant, and one row in writers.def. */
#ifndef ANNO_WRITE_WRITER_H
#define ANNO_WRITE_WRITER_H

#include "base/ctx.h"
#include "base/out.h"
#include "rdf/sink.h"

typedef struct {
  const char *name;
  const char *suffix; /* with the dot */
  const char *summary;
  bool graphs;       /* it can say in which graph a statement stands */
  bool triple_terms; /* it can say RDF 1.2 triple terms */
  bool sections;     /* behind a break it writes as if nothing but prefixes had come before */
  bool lines;        /* each line stands for itself */
  /* A sink that writes to `out` until ANNO_EVENT_END; its state lives in ctx->run. on_event NULL without memory. */
  anno_sink (*open)(const anno_ctx *ctx, anno_out *out);
} anno_writer;

/* The writer called `name`; NULL if there is none. */
const anno_writer *anno_writer_named(anno_str name);
/* The writer for a file name, by its ending; NULL if there is none. */
const anno_writer *anno_writer_for(anno_str path);
/* The i-th writer in the order of writers.def; NULL behind the last. */
const anno_writer *anno_writer_at(size_t i);

#endif
