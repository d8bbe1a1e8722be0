/* Whether a line is a statement, without making terms of it. Source: RDF 1.2 N-Triples and N-Quads, which have those of
   RDF 1.1 in them. */
#ifndef ANNO_RDF_LINE_CHECK_H
#define ANNO_RDF_LINE_CHECK_H

#include "base/str.h"

typedef enum { ANNO_LINE_STATEMENT, ANNO_LINE_EMPTY, ANNO_LINE_BAD } anno_line_kind;

typedef struct {
  size_t at;       /* byte of the line */
  const char *why; /* NULL: it is not UTF-8 there */
} anno_line_fault;

/* What `line`, which has no line end, is: a statement, with or without a graph; nothing but blanks and a comment; or
   neither, for the reason in `fault`. */
anno_line_kind anno_line_check(anno_str line, anno_line_fault *fault);

#endif
