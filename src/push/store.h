/* A store, as the Graph Store Protocol and SPARQL see it: its graphs are put, counted and moved. Sources: SPARQL 1.1
   Graph Store HTTP Protocol, SPARQL 1.1 Protocol, SPARQL 1.1 Query Results CSV. */
#ifndef ANNO_PUSH_STORE_H
#define ANNO_PUSH_STORE_H

#include "push/http.h"

/* What the last attempt to put a graph in gzip came to, if it may be for gzip. The next attempt is without. */
typedef enum { ANNO_PACKING_FINE, ANNO_PACKING_REFUSED, ANNO_PACKING_HUNG_UP } anno_packing;

typedef struct {
  anno_http *http;
  anno_str endpoint; /* of the Graph Store Protocol */
  anno_str sparql;   /* of queries; "": nothing is counted */
  anno_str update;   /* of updates; "": nothing is moved */
  anno_arena *arena; /* emptied by each request */
  bool greeted;      /* it has told how it wants to be told who one is */
  bool packs;        /* it has taken a body in gzip */
  bool plain;        /* it does not take such */
  size_t hung_up;    /* how often it hung up on one, and then took the same without */
  anno_packing doubt;
} anno_store;

/* Replaces the graph `iri` by the statements of `lines`, N-Triples, in one attempt. If the store's doubt is
   ANNO_PACKING_REFUSED after it, another attempt at the same is due at once. Before another graph there is no doubt. */
anno_http_answer anno_store_put(anno_store *store, anno_str iri, anno_str lines);
/* How many statements the graph has. Good only if the answer was a number. */
anno_http_answer anno_store_count(anno_store *store, anno_str iri, size_t *count);
/* Carries out an update, in one attempt. */
anno_http_answer anno_store_update(anno_store *store, anno_str update);

#endif
