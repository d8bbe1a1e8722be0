/* RDF files into statements, by raptor2's parsers. */
#ifndef ANNO_RDF_LOAD_H
#define ANNO_RDF_LOAD_H

#include "base/ctx.h"
#include "rdf/term.h"

/* Statements in the order of the parser, each with the place of its object; in a block with [ ] or ( ), whose order is
   not that of the file, with the place where the block begins. */
typedef struct {
  anno_stmt *stmts;
  anno_loc *places; /* one for each statement */
  size_t count, capacity;
} anno_rdf;

/* Parses `input` (Turtle) with base IRI `base` and appends to `out`; everything lives in ctx->run. Blank nodes become
   IRIs of the form _:label, which no other IRI can equal. A fault is reported as BAD_RDF with line and column:
   ANNO_BAD_INPUT, and `out` holds nothing new. ANNO_NO_MEMORY. */
anno_status anno_rdf_load(const anno_ctx *ctx, const anno_input *input, anno_str base, anno_rdf *out);

#endif
