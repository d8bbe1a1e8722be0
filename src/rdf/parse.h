/* RDF files into a stream of statements, whatever their size, by raptor2's parsers. */
#ifndef ANNO_RDF_PARSE_H
#define ANNO_RDF_PARSE_H

#include "base/ctx.h"
#include "rdf/sink.h"
#include "rdf/syntax.h"

typedef struct {
  anno_str path; /* "-": standard input */
  anno_str name; /* for findings; "": the path */
  const anno_syntax *syntax;
  unsigned number; /* of the file among those of the run: tells its blank nodes from those of the others */
  size_t piece;    /* the parser is given about so many bytes at once; 0: 256 KiB */
} anno_rdf_file;

/* Parses a file and sends each statement to `to`, in the order of the parser, with its graph; nothing else, and no end.
   Doubles are not removed. Blank nodes become IRIs that begin with "_:", which no other IRI can equal; relative IRIs
   are resolved against file:///. Memory does not grow with the file, but with its longest statement. Lives in ctx->run;
   ctx->document is emptied again and again. No address of the input is opened.
   A fault is reported, and what was sent until then is not to be used: BAD_RDF with the line; TRIPLE_TERMS for what
   only RDF 1.2 has; CANNOT_READ: ANNO_BAD_INPUT. ANNO_NO_MEMORY. A status of the sink ends it and is returned. Source:
   RDF 1.1 Turtle, TriG (without GRAPH, which raptor does not know), N-Triples, N-Quads, XML Syntax. */
anno_status anno_rdf_parse(const anno_ctx *ctx, const anno_rdf_file *file, anno_sink to);

#endif
