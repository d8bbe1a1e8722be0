/* IDs of annotations where the format has none, or not one for each: made of what it has, unique in a document. */
#ifndef ANNO_READ_IDS_H
#define ANNO_READ_IDS_H

#include "base/table.h"

typedef struct {
  anno_arena *arena;
  anno_table taken; /* ID -> how often it was wanted */
} anno_ids;

static inline anno_ids anno_ids_in(anno_arena *arena) { return (anno_ids){arena, anno_table_in(arena)}; }

/* `id` the first time, then "id[2]", "id[3]": the values of one feature, in their order. */
static inline anno_str anno_ids_next(anno_ids *ids, anno_str id) {
  const unsigned n = anno_table_get(&ids->taken, id) + 1;
  anno_table_set(&ids->taken, id, n);
  return n > 1 ? anno_arena_print(ids->arena, "%.*s[%u]", ANNO_FMT(id), n) : id;
}

/* "OWNER.NAME"; the empty view without memory. */
static inline anno_str anno_ids_part(anno_arena *arena, anno_str owner, anno_str name) {
  char *id = anno_arena_room(arena, owner.len + name.len + 2);
  if (!id) return ANNO_STR("");
  if (owner.len) memcpy(id, owner.ptr, owner.len);
  id[owner.len] = '.';
  if (name.len) memcpy(id + owner.len + 1, name.ptr, name.len);
  id[owner.len + 1 + name.len] = 0;
  return (anno_str){id, owner.len + 1 + name.len};
}

/* `id`, or with a tilde and a number if it is taken: the same for the same order of calls. */
static inline anno_str anno_ids_take(anno_ids *ids, anno_str id) {
  const size_t used = ids->taken.used;
  unsigned n = anno_table_add(&ids->taken, id, 1);
  if (ids->taken.used > used) return id;
  anno_str own = id;
  for (bool free = !n; !free && !anno_arena_failed(ids->arena); free = !anno_table_get(&ids->taken, own))
    own = anno_arena_print(ids->arena, "%.*s~%u", ANNO_FMT(id), ++n);
  if (n) anno_table_set(&ids->taken, id, n);
  anno_table_set(&ids->taken, own, 1);
  return own;
}

#endif
