#include "rdf/vocab.h"

const anno_str anno_vocab_iris[ANNO_V_COUNT] = {
#define ANNO_TERM(name, space, local) ANNO_STR_INIT(space local),
#include "rdf/vocab.def"
#undef ANNO_TERM
};
