#include "rdf/syntax.h"

static const anno_syntax syntaxes[] = {{"turtle", ".ttl", ANNO_CUT_TURTLE, false},
                                       {"trig", ".trig", ANNO_CUT_TRIG, true},
                                       {"ntriples", ".nt", ANNO_CUT_LINES, false},
                                       {"nquads", ".nq", ANNO_CUT_LINES, true},
                                       {"rdfxml", ".rdf", ANNO_CUT_XML, false}};
enum { COUNT = sizeof syntaxes / sizeof syntaxes[0] };

const anno_syntax *anno_syntax_at(size_t i) { return i < COUNT ? &syntaxes[i] : NULL; }

const anno_syntax *anno_syntax_named(anno_str name) {
  for (size_t i = 0; i < COUNT; i++)
    if (anno_str_eq(name, anno_str_from(syntaxes[i].name))) return &syntaxes[i];
  return NULL;
}

const anno_syntax *anno_syntax_of_path(anno_str path) {
  for (size_t i = 0; i < COUNT; i++)
    if (anno_str_ends(path, anno_str_from(syntaxes[i].suffix))) return &syntaxes[i];
  return NULL;
}
