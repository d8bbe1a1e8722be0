/* From annotated documents to statements. The only part that sees both. */
#ifndef ANNO_MAP_MAP_H
#define ANNO_MAP_MAP_H

#include "map/corpus.h"
#include "map/rules.h"
#include "model/doc.h"
#include "rdf/sink.h"

/* How the content of a claim is written. */
typedef enum {
  ANNO_CLAIMS_NODE,        /* as a proposition node */
  ANNO_CLAIMS_REIFICATION, /* also as an rdf:Statement */
  ANNO_CLAIMS_GRAPH,       /* also as a named graph with quoted twins */
  ANNO_CLAIMS_RDF12,       /* also as an RDF 1.2 triple term */
  ANNO_CLAIMS_FLAT         /* as quoted twins alone: no sources */
} anno_claims;

typedef struct {
  anno_claims claims;
  bool facts;           /* structural relations that the document narrates become plain triples */
  bool document_graphs; /* each document's section in a graph of its own */
} anno_map_options;

/* What the mapping did so far. */
typedef struct {
  size_t documents, read, exported, left_out; /* annotations; left_out: by a rule, on purpose */
  size_t attributions, propositions, mentions;
} anno_map_counts;

typedef struct anno_map anno_map;

/* A mapping for one corpus; everything it is handed must outlive it. NULL without memory. */
anno_map *anno_map_new(const anno_ctx *ctx, const anno_rules *rules, const anno_corpus *corpus,
                       anno_map_options options);
/* From now on documents are mapped by these rules, which must outlive the mapping; before, by those it was made with.
 */
void anno_map_use(anno_map *map, const anno_rules *rules);
/* Sends the prefixes. */
anno_status anno_map_prefixes(const anno_map *map, anno_sink to);
/* Sends what stands before the documents: what the rules that it was made with declare, and the authority. */
anno_status anno_map_head(const anno_map *map, anno_sink to);
/* Sends one sealed document's section. ANNO_SKIP after reporting that it cannot be used; nothing was sent then. */
anno_status anno_map_document(anno_map *map, anno_doc *doc, anno_sink to);
anno_map_counts anno_map_counted(const anno_map *map);

#endif
