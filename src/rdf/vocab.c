#include "rdf/vocab.h"

static const anno_str iris[] = {
#define ANNO_TERM(name, space, local) ANNO_STR_INIT(space local),
#include "rdf/vocab.def"
#undef ANNO_TERM
};

anno_str anno_vocab_iri(anno_vocab v) { return iris[v]; }
