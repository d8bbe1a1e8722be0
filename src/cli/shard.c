#include "cli/shard.h"

#include "base/digest.h"

bool anno_shard_parse(anno_str text, anno_shard *out) {
  const anno_str number = anno_str_cut(&text, '/');
  if (!anno_str_to_size(number, &out->number) || !anno_str_to_size(text, &out->count)) return false;
  return out->number >= 1 && out->number <= out->count;
}

static anno_str without_ending(anno_str id) {
  size_t at = id.len;
  while (at && id.ptr[at - 1] != '.' && id.ptr[at - 1] != '/') at--;
  const bool ends = at > 1 && id.ptr[at - 1] == '.' && id.ptr[at - 2] != '/';
  return ends ? anno_str_sub(id, 0, at - 1) : id;
}

bool anno_shard_has(anno_shard shard, anno_str id) {
  anno_digest digest;
  if (!shard.count) return true;
  anno_digest_begin(&digest);
  anno_digest_put(&digest, without_ending(id));
  const anno_hash hash = anno_digest_end(&digest);
  unsigned long long number = 0;
  for (size_t i = 0; i < 8; i++) number = number << 8 | hash.bytes[i];
  return number % shard.count == shard.number - 1;
}
