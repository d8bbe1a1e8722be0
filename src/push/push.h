/* Graphs to a store, one after the other. With a store that takes updates each is there whole or not at all, or all of
   them are; without, a graph is replaced as well as the store can. */
#ifndef ANNO_PUSH_PUSH_H
#define ANNO_PUSH_PUSH_H

#include "push/state.h"
#include "push/store.h"

typedef struct {
  size_t graphs;    /* there are */
  size_t sent;      /* the store has them now */
  size_t unchanged; /* the store had them */
  size_t failed;
  size_t statements; /* of those sent */
  bool left;         /* graphs that were put aside remain, and were to be dropped */
} anno_push_counts;

typedef struct {
  const anno_diag_sink *diag;
  anno_store *store;      /* NULL: nothing is sent */
  anno_push_state *state; /* NULL: there is none */
  bool together;          /* all or nothing; needs store->update, without which graphs are not put aside either */
  void *handle;
  void (*done)(void *handle, anno_str graph, size_t statements, bool sent); /* a graph is there; or NULL */
} anno_push_options;

typedef struct anno_push anno_push;

/* NULL without memory. `options` is copied. */
anno_push *anno_push_new(const anno_push_options *options);
/* Takes lines "GRAPH STATEMENT", in order of bytes and each once, in pieces of any size. The statement is N-Triples. A
   graph is sent when the next one begins; what is refused is reported. */
void anno_push_put(void *push, anno_str bytes);
/* Sends the last graph, and with `together` moves all in place. The counts tell whether all went well. Frees. ANNO_OK,
   ANNO_BAD_OUTPUT (reported: the state could not be written) or ANNO_NO_MEMORY. With `whole` false the lines ended too
   early: what was put aside is dropped. */
anno_status anno_push_end(anno_push *push, bool whole, anno_push_counts *counts);

#endif
