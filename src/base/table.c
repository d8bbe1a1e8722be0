#include "base/table.h"

#include <stdint.h>
#include <sys/auxv.h>

typedef struct anno_slot {
  anno_str key;
  uint32_t hash;
  unsigned value; /* 0: free */
} slot;

/* Eight bytes at a time, for keys are mostly IRIs with the same long beginning. Both halves of the product with a
   secret are folded into one, so that nobody who does not know it can choose keys that fall into one place. Not for
   anything that is written: the result is another one in each run. */
static uint64_t last_word(anno_str s, size_t from) {
  const char *p = s.ptr + from;
  const size_t n = s.len - from;
  uint64_t word = 0;
  uint32_t half, other;
  if (n >= sizeof half) {
    memcpy(&half, p, sizeof half);
    memcpy(&other, s.ptr + s.len - sizeof other, sizeof other);
    return half | (uint64_t)other << 32;
  }
  for (size_t i = 0; i < n; i++) word = word << 8 | (unsigned char)p[i];
  return word;
}

static uint64_t fold(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  const wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint32_t hash_of(const anno_table *table, anno_str s) {
  uint64_t h = table->secret[0] ^ s.len, word = 0;
  size_t i = 0;
  for (; i + sizeof word <= s.len; i += sizeof word) {
    memcpy(&word, s.ptr + i, sizeof word);
    h = fold(h ^ word, table->secret[1]);
  }
  h = fold(h ^ (i < s.len ? last_word(s, i) : 0), table->secret[1]);
  return (uint32_t)(h ^ h >> 32);
}

/* The sixteen random bytes that Linux gives each process; without them tables work as well. */
static void set_secret(anno_table *table) {
  const void *random = (const void *)(uintptr_t)getauxval(AT_RANDOM);
  const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
  if (random) memcpy(table->secret, random, sizeof table->secret);
  table->secret[1] = (table->secret[1] ^ odd) | 1;
}

static slot *find(const anno_table *table, anno_str key, uint32_t hash) {
  const size_t mask = table->capacity - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    slot *s = &table->slots[i];
    if (!s->value || (s->hash == hash && anno_str_eq(s->key, key))) return s;
  }
}

static bool enlarge(anno_table *table, size_t capacity) {
  const anno_table old = *table;
  slot *slots = anno_arena_array(table->arena, capacity, sizeof *slots);
  if (!slots) return false;
  if (!old.capacity) set_secret(table);
  table->slots = slots;
  table->capacity = capacity;
  for (size_t i = 0; i < old.capacity; i++)
    if (old.slots[i].value) *find(table, old.slots[i].key, old.slots[i].hash) = old.slots[i];
  anno_arena_drop(table->arena, old.slots, old.capacity * sizeof *slots);
  return true;
}

bool anno_table_expect(anno_table *table, size_t count) {
  size_t capacity = table->capacity ? table->capacity : 16;
  while (capacity / 4 * 3 <= count) capacity *= 2;
  return capacity <= table->capacity || enlarge(table, capacity);
}

unsigned anno_table_get(const anno_table *table, anno_str key) {
  return table->capacity ? find(table, key, hash_of(table, key))->value : 0;
}

static slot *place(anno_table *table, anno_str key) {
  if (table->used * 4 >= table->capacity * 3 && !enlarge(table, table->capacity ? table->capacity * 2 : 16))
    return NULL;
  const uint32_t hash = hash_of(table, key);
  slot *s = find(table, key, hash);
  if (!s->value) {
    s->key = key;
    s->hash = hash;
    table->used++;
  }
  return s;
}

bool anno_table_set(anno_table *table, anno_str key, unsigned value) {
  slot *s = place(table, key);
  if (s) s->value = value;
  return s != NULL;
}

unsigned anno_table_add(anno_table *table, anno_str key, unsigned value) {
  slot *s = place(table, key);
  if (!s) return 0;
  if (!s->value) s->value = value;
  return s->value;
}
