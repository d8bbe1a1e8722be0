/* From what the user names to the sources that readers read, in an order that does not depend on how they were named.
 */
#ifndef ANNO_CLI_INPUTS_H
#define ANNO_CLI_INPUTS_H

#include "cli/options.h"

typedef struct {
  anno_source source;
  anno_str real_root;  /* the root as an absolute path, so that equal folders are equal */
  anno_str shown_root; /* the same as the user would name it, for opening and for findings */
  anno_str id;         /* path below the root: the order */
  const anno_reader *reader;
  bool is_stream; /* a tar on standard input, without a reader of its own: stream.h */
  bool elsewhere; /* in another shard: not read, but its format counts for what the head says */
} anno_found;

typedef struct {
  anno_found *found; /* sorted by root, then id */
  size_t count, capacity;
  size_t unreadable; /* inputs that were reported */
} anno_inputs;

/* Finds the sources below `options->inputs`. Faults are reported and counted; ANNO_NO_MEMORY is the only status. */
anno_status anno_inputs_find(const anno_ctx *ctx, const anno_options *options, anno_inputs *out);

#endif
