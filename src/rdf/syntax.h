/* The syntaxes of RDF that can be read. */
#ifndef ANNO_RDF_SYNTAX_H
#define ANNO_RDF_SYNTAX_H

#include "rdf/pieces.h"

typedef struct {
  const char *name;   /* that of the writer, and of raptor's parser */
  const char *suffix; /* of its files, with the dot */
  anno_cut cut;
  bool graphs; /* it can say in which graph a statement stands */
} anno_syntax;

/* The syntax called `name`; NULL if there is none. */
const anno_syntax *anno_syntax_named(anno_str name);
/* The syntax of a file name, by its ending; NULL if there is none. */
const anno_syntax *anno_syntax_of_path(anno_str path);
/* The i-th syntax; NULL behind the last. */
const anno_syntax *anno_syntax_at(size_t i);

#endif
