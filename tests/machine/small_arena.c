/* The arena with a block for each thing that is taken, so that each can fail: stands in for the one of the program. */
#define anno_arena_new anno_arena_sized
#include "base/arena.c"
#undef anno_arena_new

anno_arena *anno_arena_new(const anno_alloc *alloc, size_t size);

anno_arena *anno_arena_new(const anno_alloc *alloc, size_t size) {
  (void)size;
  return anno_arena_sized(alloc, 1);
}
