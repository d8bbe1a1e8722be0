/* What stands beside the documents of a corpus: documents.ttl and authority.ttl. */
#ifndef ANNO_MAP_CORPUS_H
#define ANNO_MAP_CORPUS_H

#include "base/ctx.h"
#include "base/table.h"
#include "rdf/load.h"
#include "rdf/vocab.h"

typedef struct {
  anno_str root;       /* folder; document IDs are relative to it */
  anno_str base;       /* IRI that everything the corpus names begins with */
  anno_str declared;   /* what documents.ttl calls it, "" if it does not */
  anno_str *rule_sets; /* that documents.ttl asks for */
  size_t rule_set_count;
  anno_rdf documents, authority;
  anno_table document_heads; /* IRI -> index of its first statement in documents, plus one */
  size_t *document_next;     /* of each statement in documents: the next one of its subject, plus one; 0 at the end */
  anno_table labels;         /* IRI -> index of its rdfs:label in authority, plus one */
} anno_corpus;

/* Loads the metadata found in `root` (either file may be missing). `base` is the user's, "" to take that of
   documents.ttl or the default. Faults are reported: ANNO_BAD_INPUT, ANNO_NO_MEMORY. Lives in ctx->run. */
anno_status anno_corpus_load(const anno_ctx *ctx, anno_str root, anno_str base, anno_corpus *out);
/* The label that the authority gives an IRI; "" if it has none. */
anno_str anno_corpus_label(const anno_corpus *corpus, anno_str iri);
/* The literal or IRI that documents.ttl gives for a document and property; a term of kind ANNO_NO_TERM if none. */
anno_term anno_corpus_fact(const anno_corpus *corpus, anno_str document, anno_vocab property);

#endif
