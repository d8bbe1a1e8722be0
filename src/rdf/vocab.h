/* The IRIs that the program uses; a test checks each against ontology/. */
#ifndef ANNO_RDF_VOCAB_H
#define ANNO_RDF_VOCAB_H

#include "rdf/term.h"

/* The project's namespaces stand here and nowhere else in the program. */
#define ANNO_NS           "https://w3id.org/annograph/ns#"
#define ANNO_NS_REL       "https://w3id.org/annograph/rel#"
#define ANNO_NS_SAID      "https://w3id.org/annograph/said#"
#define ANNO_NS_CLAIMED   "https://w3id.org/annograph/claimed#"
#define ANNO_NS_DENIED    "https://w3id.org/annograph/denied#"
#define ANNO_NS_RULE      "https://w3id.org/annograph/rule#"
#define ANNO_DEFAULT_BASE "https://w3id.org/annograph/corpus/"

#define ANNO_NS_RDF     "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define ANNO_NS_RDFS    "http://www.w3.org/2000/01/rdf-schema#"
#define ANNO_NS_XSD     "http://www.w3.org/2001/XMLSchema#"
#define ANNO_NS_SKOS    "http://www.w3.org/2004/02/skos/core#"
#define ANNO_NS_DCTERMS "http://purl.org/dc/terms/"
#define ANNO_NS_SCHEMA  "http://schema.org/"
#define ANNO_NS_NIF     "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

typedef enum {
#define ANNO_TERM(name, space, local) ANNO_V_##name,
#include "rdf/vocab.def"
#undef ANNO_TERM
  ANNO_V_COUNT
} anno_vocab;

extern const anno_str anno_vocab_iris[ANNO_V_COUNT];
/* The IRI of a row of vocab.def. */
static inline anno_str anno_vocab_iri(anno_vocab v) { return anno_vocab_iris[v]; }
static inline anno_term anno_vocab_term(anno_vocab v) { return anno_fit_iri(anno_vocab_iri(v)); }
/* True if the term is the IRI of that row. */
static inline bool anno_is(const anno_term *term, anno_vocab v) {
  return term->kind == ANNO_IRI && anno_str_eq(term->value, anno_vocab_iri(v));
}

#endif
