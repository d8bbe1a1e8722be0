/* What a store has, as far as earlier pushes know: a file of one line for each graph, to which lines are added. The
   last line of a graph counts. */
#ifndef ANNO_PUSH_STATE_H
#define ANNO_PUSH_STATE_H

#include "base/ctx.h"
#include "base/digest.h"

typedef struct anno_push_state anno_push_state;

/* Opens the file at `path` for `endpoint`, made if it is not there, and keeps others from it; only to read it unless
   `writes`, and then nothing may be noted. NULL then, or what is wrong with it. Memory from ctx->run; `out` is NULL
   after a failure. */
const char *anno_push_state_open(const anno_ctx *ctx, const char *path, anno_str endpoint, bool writes,
                                 anno_push_state **out);
/* True if the store has this graph with exactly these statements. */
bool anno_push_state_has(const anno_push_state *state, anno_str graph, const anno_hash *hash);
/* Notes, before it is sent, that what the store has of a graph is not known. */
void anno_push_state_sends(anno_push_state *state, anno_str graph);
/* Notes what the store has now. */
void anno_push_state_sent(anno_push_state *state, anno_str graph, const anno_hash *hash);
/* 0, or why a line could not be written (errno). */
int anno_push_state_error(const anno_push_state *state);
/* Closes the file. NULL is allowed. */
void anno_push_state_close(anno_push_state *state);

#endif
