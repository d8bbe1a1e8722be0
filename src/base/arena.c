#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

enum { ALIGNMENT = 16, DEFAULT_BLOCK = 64 * 1024 };

typedef struct block {
  struct block *next;
  size_t size, used; /* of the bytes behind the header */
} block;

struct anno_arena {
  anno_alloc alloc;
  size_t block_size, held;
  block *blocks; /* newest first */
  block *spare;  /* emptied ones of the usual size, for the next document */
  size_t spare_count;
  bool failed;
};

static void *take_malloc(void *handle, size_t size) {
  (void)handle;
  return malloc(size);
}

static void give_free(void *handle, void *p) {
  (void)handle;
  free(p);
}

static const size_t header = (sizeof(block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

anno_arena *anno_arena_new(const anno_alloc *alloc, size_t size) {
  const anno_alloc from = alloc ? *alloc : (anno_alloc){NULL, take_malloc, give_free};
  anno_arena *arena = from.take(from.handle, sizeof *arena);
  if (arena) *arena = (anno_arena){.alloc = from, .block_size = size ? size : DEFAULT_BLOCK};
  return arena;
}

anno_arena *anno_arena_like(const anno_arena *model) { return anno_arena_new(&model->alloc, model->block_size); }

static void give(anno_arena *arena, block *b) {
  arena->held -= header + b->size;
  arena->alloc.give(arena->alloc.handle, b);
}

/* What is given back to the system has to be asked for, and zeroed by it, again. An outsized block is given back, so
   that one large document does not stay in memory for the whole run, and so are many. */
static void put_aside(anno_arena *arena, block *b) {
  enum { SPARE = 8 };
  if (b->size != arena->block_size || arena->spare_count == SPARE) {
    give(arena, b);
    return;
  }
  b->next = arena->spare;
  arena->spare = b;
  arena->spare_count++;
}

void anno_arena_free(anno_arena *arena) {
  if (!arena) return;
  anno_arena_reset(arena);
  for (block *b = arena->spare, *next; b; b = next) {
    next = b->next;
    give(arena, b);
  }
  arena->alloc.give(arena->alloc.handle, arena);
}

void anno_arena_reset(anno_arena *arena) {
  anno_arena_back(arena, (anno_arena_mark){NULL, 0});
  arena->failed = false;
}

anno_arena_mark anno_arena_now(const anno_arena *arena) {
  return (anno_arena_mark){arena->blocks, arena->blocks ? arena->blocks->used : 0};
}

void anno_arena_back(anno_arena *arena, anno_arena_mark mark) {
  while (arena->blocks != mark.block) {
    block *b = arena->blocks;
    arena->blocks = b->next;
    put_aside(arena, b);
  }
  if (mark.block) mark.block->used = mark.used;
}

bool anno_arena_failed(const anno_arena *arena) { return arena->failed; }
size_t anno_arena_size(const anno_arena *arena) { return arena->held; }

static block *new_block(anno_arena *arena, size_t size) {
  block *b = size == arena->block_size ? arena->spare : NULL;
  if (b) {
    arena->spare = b->next;
    arena->spare_count--;
    return b;
  }
  b = size < SIZE_MAX - header ? arena->alloc.take(arena->alloc.handle, header + size) : NULL;
  if (b) arena->held += header + size;
  return b;
}

static block *add_block(anno_arena *arena, size_t need) {
  const size_t size = need > arena->block_size ? need : arena->block_size;
  block *b = new_block(arena, size);
  if (!b) return NULL;
  *b = (block){.next = arena->blocks, .size = size};
  return arena->blocks = b;
}

void *anno_arena_room(anno_arena *arena, size_t size) {
  if (arena->failed) return NULL;
  block *b = arena->blocks;
  const size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size > SIZE_MAX / 2)
    b = NULL;
  else if (!b || b->size - b->used < need)
    b = add_block(arena, need);
  if (!b) {
    arena->failed = true;
    return NULL;
  }
  char *p = (char *)b + header + b->used;
  b->used += need;
  return p;
}

void *anno_arena_take(anno_arena *arena, size_t size) {
  void *p = anno_arena_room(arena, size);
  return p ? memset(p, 0, size) : NULL;
}

void *anno_arena_array(anno_arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / 2 / size) {
    arena->failed = true;
    return NULL;
  }
  return anno_arena_take(arena, count * size);
}

/* The block of an array that has one for itself, as everything has that is larger than the usual block. */
static block **own_block(anno_arena *arena, const void *array, size_t bytes) {
  block **at = &arena->blocks;
  if (!array || bytes <= arena->block_size) return NULL;
  while ((char *)*at + header != (const char *)array) at = &(*at)->next;
  return at;
}

void anno_arena_drop(anno_arena *arena, const void *bytes, size_t size) {
  block **at = own_block(arena, bytes, size);
  if (!at) return;
  block *old = *at;
  *at = old->next;
  give(arena, old);
}

/* Enlarges a block in its place in the list; the smaller one is gone, so that arrays leave no copies behind. */
static void *enlarge(anno_arena *arena, block **at, size_t size) {
  block *old = *at, *larger;
  if (arena->alloc.take == take_malloc) {
    larger = realloc(old, header + size);
  } else {
    larger = arena->alloc.take(arena->alloc.handle, header + size);
    if (larger) memcpy(larger, old, header + old->size);
    if (larger) arena->alloc.give(arena->alloc.handle, old);
  }
  if (!larger) {
    arena->failed = true;
    return NULL;
  }
  arena->held += size - larger->size;
  larger->size = larger->used = size;
  *at = larger;
  return (char *)larger + header;
}

void *anno_arena_grow(anno_arena *arena, void *array, size_t length, size_t *capacity, size_t size) {
  if (length < *capacity) return array;
  const size_t larger = *capacity ? *capacity * 2 : 8;
  if (arena->failed || larger > SIZE_MAX / 4 / size) {
    arena->failed = true;
    return NULL;
  }
  block **own = own_block(arena, array, *capacity * size);
  void *copy = own ? enlarge(arena, own, larger * size) : anno_arena_room(arena, larger * size);
  if (!copy) return NULL;
  if (length && !own) memcpy(copy, array, length * size);
  *capacity = larger;
  return copy;
}

bool anno_vec_room(anno_arena *arena, void **array, size_t length, size_t *capacity, size_t size) {
  void *room = anno_arena_grow(arena, *array, length, capacity, size);
  if (room) *array = room;
  return room != NULL;
}

anno_str anno_arena_copy(anno_arena *arena, anno_str s) {
  char *p = s.len < SIZE_MAX ? anno_arena_room(arena, s.len + 1) : NULL;
  if (!p) return ANNO_STR("");
  if (s.len) memcpy(p, s.ptr, s.len);
  p[s.len] = 0;
  return (anno_str){p, s.len};
}
