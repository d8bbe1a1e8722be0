#include "base/digest.h"

#include <nettle/sha2.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(anno_digest), "room for the library's state");

static struct sha256_ctx *state(anno_digest *digest) { return (struct sha256_ctx *)(void *)digest->state; }

void anno_digest_begin(anno_digest *digest) { sha256_init(state(digest)); }

void anno_digest_put(anno_digest *digest, anno_str bytes) {
  if (bytes.len) sha256_update(state(digest), bytes.len, (const uint8_t *)bytes.ptr);
}

anno_hash anno_digest_end(anno_digest *digest) {
  anno_hash hash;
  sha256_digest(state(digest), sizeof hash.bytes, hash.bytes);
  return hash;
}

anno_hash anno_hash_of(anno_str bytes) {
  anno_digest digest;
  anno_digest_begin(&digest);
  anno_digest_put(&digest, bytes);
  return anno_digest_end(&digest);
}

anno_str anno_hash_text(anno_arena *arena, const anno_hash *hash) {
  static const char digits[] = "0123456789abcdef";
  char *text = anno_arena_take(arena, 2 * ANNO_HASH_BYTES + 1);
  for (size_t i = 0; text && i < ANNO_HASH_BYTES; i++) {
    text[2 * i] = digits[hash->bytes[i] >> 4];
    text[2 * i + 1] = digits[hash->bytes[i] & 15];
  }
  return anno_str_from(text);
}
