/* N-Triples and N-Quads. raptor's parser of these leaves out what follows a comment with an apostrophe and leaks each
   datatype, and so simple a syntax needs no library. Source: RDF 1.1 N-Triples, RDF 1.1 N-Quads. */
#ifndef ANNO_RDF_LINES_H
#define ANNO_RDF_LINES_H

#include "base/arena.h"
#include "rdf/term.h"

typedef struct {
  anno_arena *arena; /* for what cannot be a view of the text: terms with escapes, names of blank nodes */
  anno_str text;     /* whole lines of valid UTF-8 */
  anno_str blank;    /* what IRIs of blank nodes begin with, before their label */
  bool graphs;       /* N-Quads */
  size_t at;         /* how far it was read */
  const char *fault; /* why nothing more can be read, at `at`; NULL: the text has ended, or there is no memory */
  bool triple_term;  /* the fault is a "<<", which RDF 1.2 knows */
} anno_lines;

/* Reads the next statement, whose terms are checked and live as long as text and arena. False at the end and at a
 * fault. */
bool anno_lines_next(anno_lines *lines, anno_stmt *out);

#endif
