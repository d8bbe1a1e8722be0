/* SHA-256 (FIPS 180-4) of what comes in pieces. */
#ifndef ANNO_BASE_DIGEST_H
#define ANNO_BASE_DIGEST_H

#include "base/arena.h"

enum { ANNO_HASH_BYTES = 32 };

typedef struct {
  unsigned char bytes[ANNO_HASH_BYTES];
} anno_hash;

typedef struct {
  unsigned long long state[16]; /* what the library keeps */
} anno_digest;

void anno_digest_begin(anno_digest *digest);
void anno_digest_put(anno_digest *digest, anno_str bytes);
/* The hash of all that was put. */
anno_hash anno_digest_end(anno_digest *digest);
/* The hash of some bytes. */
anno_hash anno_hash_of(anno_str bytes);
/* The hash as 64 hexadecimal digits, in `arena`. */
anno_str anno_hash_text(anno_arena *arena, const anno_hash *hash);

#endif
