/* A store, as the Graph Store Protocol and SPARQL see it: its graphs are put, counted and moved. Sources: SPARQL 1.1
   Graph Store HTTP Protocol, SPARQL 1.1 Protocol, SPARQL 1.1 Query Results CSV. */
#ifndef ANNO_PUSH_STORE_H
#define ANNO_PUSH_STORE_H

#include "push/http.h"

typedef struct {
  anno_http *http;
  anno_str endpoint; /* of the Graph Store Protocol */
  anno_str sparql;   /* of queries; "": nothing is counted */
  anno_str update;   /* of updates; "": nothing is moved */
  anno_arena *arena; /* emptied by each request */
  bool greeted;      /* it has told how it wants to be told who one is */
  bool packs;        /* it has taken a body in gzip */
  bool plain;        /* it does not take such */
} anno_store;

/* Replaces the graph `iri` by the statements of `lines`, N-Triples, in one attempt. If that failed and the store turned
   plain by it, another attempt is due at once. */
anno_http_answer anno_store_put(anno_store *store, anno_str iri, anno_str lines);
/* How many statements the graph has. Good only if the answer was a number. */
anno_http_answer anno_store_count(anno_store *store, anno_str iri, size_t *count);
/* Carries out an update, in one attempt. */
anno_http_answer anno_store_update(anno_store *store, anno_str update);

#endif
