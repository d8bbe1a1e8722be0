/* RDF terms. */
#ifndef ANNO_RDF_TERM_H
#define ANNO_RDF_TERM_H

#include "base/str.h"

typedef enum { ANNO_NO_TERM, ANNO_IRI, ANNO_LITERAL, ANNO_TRIPLE } anno_term_kind;

/* An IRI, a literal, or an RDF 1.2 triple term. The views are valid as long as whoever made them says. */
typedef struct anno_term {
  anno_term_kind kind;
  bool fit;                       /* an IRI, language or datatype that was looked at: writers need not do it again */
  anno_str value;                 /* the IRI in full, or the lexical form; valid UTF-8 */
  anno_str language;              /* of a literal, lower case; "" if none */
  anno_str datatype;              /* IRI; "" for xsd:string and for literals with a language */
  const struct anno_term *triple; /* of a triple term: subject, predicate, object */
} anno_term;

/* A statement; `graph.kind` is ANNO_NO_TERM in the default graph. */
typedef struct {
  anno_term subject, predicate, object, graph;
} anno_stmt;

static inline anno_term anno_iri(anno_str iri) { return (anno_term){.kind = ANNO_IRI, .value = iri}; }
/* An IRI that the program made, of parts that are fit for one. */
static inline anno_term anno_fit_iri(anno_str iri) { return (anno_term){.kind = ANNO_IRI, .fit = true, .value = iri}; }
static inline anno_term anno_text(anno_str lexical, anno_str language) {
  return (anno_term){.kind = ANNO_LITERAL, .value = lexical, .language = language};
}
static inline anno_term anno_typed(anno_str lexical, anno_str datatype) {
  return (anno_term){.kind = ANNO_LITERAL, .value = lexical, .datatype = datatype};
}

/* Order: no term, IRIs, literals (value, language, datatype), triple terms; bytes decide. 0 if equal. */
int anno_term_cmp(const anno_term *a, const anno_term *b);
static inline bool anno_term_eq(const anno_term *a, const anno_term *b) { return anno_term_cmp(a, b) == 0; }
/* Order: graph, subject, predicate, object. */
int anno_stmt_cmp(const anno_stmt *a, const anno_stmt *b);

/* True if `iri` may be written and every reader takes it: UTF-8, absolute (a scheme), without controls, blanks and
   <>"{}|^`\ , with one '#' at most, '%' only before two hexadecimal digits, brackets only around a host.
   Source: N-Triples IRIREF; RFC 3987 for the scheme and the characters. */
bool anno_iri_ok(anno_str iri);
/* The same, sooner, where `iri` is `base`, an IRI with a path and without fragment, and what stands behind it. */
bool anno_iri_ok_below(anno_str iri, anno_str base);
/* True if it is an IRI without '#', so that what begins with it may have one. */
static inline bool anno_base_ok(anno_str iri) { return anno_iri_ok(iri) && anno_str_find(iri, 0, '#') == iri.len; }
/* True if a literal may have this datatype: an IRI, and none of those that want a language. */
bool anno_datatype_ok(anno_str iri);
/* True if `tag` has the form of a language tag: subtags in the order in which they may stand, whether they are
   registered or not. Source: RFC 5646, 2.1 and 2.2.8. */
bool anno_language_ok(anno_str tag);

#endif
