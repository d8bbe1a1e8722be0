/* The shards of one export as a whole: all of them, each once, made in the same way, and still what their manifests
   say. */
#ifndef ANNO_CLI_SHARD_SET_H
#define ANNO_CLI_SHARD_SET_H

#include "base/out.h"
#include "cli/manifest_text.h"
#include "cli/shard.h"

typedef struct {
  anno_shard shard;
  anno_made_file manifest, output; /* named as they can be opened */
  anno_made_counts counts, heads;
  anno_hash heads_hash;
  anno_str made; /* what the header says of how: the same for all shards */
  bool is_lines; /* the output is N-Triples or N-Quads */
} anno_shard_made;

typedef struct {
  anno_arena *arena;
  const anno_diag_sink *diag;
  const char *const *manifests; /* of the shards, in any order */
  size_t count;
  anno_shard_made *shards; /* in order of their numbers, once they were checked */
  const char **outputs;    /* of the shards, in the same order */
} anno_shard_set;

/* Checks the set; arena, diag, manifests and count are given. With `merging` its outputs have to be such as can be
   merged. ANNO_BAD_INPUT after reports. */
anno_status anno_shard_set_check(anno_shard_set *set, bool merging);
/* Writes the manifest of a checked set to `path`, whole or not at all; `merged` is what its outputs were merged to, or
   NULL. */
anno_status anno_shard_set_publish(anno_shard_set *set, const char *path, const char *merged);

#endif
