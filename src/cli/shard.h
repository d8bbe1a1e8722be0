/* A share of a corpus: which sources one of several runs reads. */
#ifndef ANNO_CLI_SHARD_H
#define ANNO_CLI_SHARD_H

#include "base/str.h"

/* Shard `number` of `count`, from 1; {0} is all there is. */
typedef struct {
  size_t number, count;
} anno_shard;

/* Reads "I/N", 1 <= I <= N; false if it is anything else. */
bool anno_shard_parse(anno_str text, anno_shard *out);
/* True if a source with this ID (its path below the corpus root) is in the shard. The first 8 bytes of the SHA-256 of
   the ID without its last ending, as a big-endian number, modulo N, are I - 1. Without the ending, since files that
   differ in nothing else may make one document, and only who meets both can say so. */
bool anno_shard_has(anno_shard shard, anno_str id);

#endif
