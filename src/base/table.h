/* A hash table from strings to numbers. Keys are views: whoever adds one keeps its bytes alive. */
#ifndef ANNO_BASE_TABLE_H
#define ANNO_BASE_TABLE_H

#include <stdint.h>

#include "base/arena.h"

typedef struct {
  anno_arena *arena; /* owns the slots */
  struct anno_slot *slots;
  size_t used, capacity;
  uint64_t secret[2]; /* set with the first slots */
} anno_table;

static inline anno_table anno_table_in(anno_arena *arena) { return (anno_table){.arena = arena}; }
/* Makes room for `count` keys in all at once; false without memory. */
bool anno_table_expect(anno_table *table, size_t count);
/* The number stored for `key`, or 0. */
unsigned anno_table_get(const anno_table *table, anno_str key);
/* Stores `value` (not 0) for `key`, over an older value; false without memory. */
bool anno_table_set(anno_table *table, anno_str key, unsigned value);
/* Stores `value` unless the key is there; returns what is stored then, 0 without memory. */
unsigned anno_table_add(anno_table *table, anno_str key, unsigned value);

#endif
