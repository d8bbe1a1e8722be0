/* The only owner of memory: everything allocated lives until its arena is emptied or freed.
   Failure is sticky: after one failed allocation every further one gives NULL and anno_arena_failed() says so,
   so that builders are straight-line code and ask once. */
#ifndef ANNO_BASE_ARENA_H
#define ANNO_BASE_ARENA_H

#include "base/str.h"

/* Where blocks come from; tests replace it to make the n-th allocation fail. */
typedef struct {
  void *handle;
  void *(*take)(void *handle, size_t size);
  void (*give)(void *handle, void *block);
} anno_alloc;

typedef struct anno_arena anno_arena;

/* A new arena that takes blocks of `block` bytes (0: 64 KiB) from `alloc` (NULL: malloc); NULL without memory. */
anno_arena *anno_arena_new(const anno_alloc *alloc, size_t block);
/* A new arena with blocks from where those of `model` come; NULL without memory. */
anno_arena *anno_arena_like(const anno_arena *model);
/* Frees the arena and all it gave; NULL is allowed. */
void anno_arena_free(anno_arena *arena);
/* Empties the arena for reuse and forgets a failure; some blocks are kept. */
void anno_arena_reset(anno_arena *arena);
/* True once an allocation has failed. */
bool anno_arena_failed(const anno_arena *arena);
/* `size` zeroed bytes, aligned for any object; NULL on failure. */
void *anno_arena_take(anno_arena *arena, size_t size);
/* The same with bytes of any value, for what is filled at once. */
void *anno_arena_room(anno_arena *arena, size_t size);
/* An array of `count` zeroed items of `size` bytes; NULL on failure or overflow. */
void *anno_arena_array(anno_arena *arena, size_t count, size_t size);
/* Makes room for one more item in an array of `*capacity` items of which `length` are used: returns the array, or a
   larger one that begins as it does, and then the old one may be gone. Not where a mark will be gone back to that is
   later than the array. NULL on failure, the old array then stays as it was. */
void *anno_arena_grow(anno_arena *arena, void *array, size_t length, size_t *capacity, size_t size);
/* Gives back `size` bytes that nobody needs any more, if they are many; the same about marks. */
void anno_arena_drop(anno_arena *arena, const void *bytes, size_t size);
/* A copy of `s`, with a NUL behind it; the empty view on failure. */
anno_str anno_arena_copy(anno_arena *arena, anno_str s);
/* The bytes `format` prints, with a NUL behind them; the empty view on failure. Conversions: %s, %.*s (which a NUL does
   not end) and those of int, unsigned and size_t without other flags than 0 and a width. */
anno_str anno_arena_print(anno_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The parts one behind the other, with a NUL behind them; the empty view on failure. */
anno_str anno_arena_join(anno_arena *arena, const anno_str *parts, size_t count);
#define ANNO_JOIN(arena, ...)                                                                                          \
  anno_arena_join((arena), (const anno_str[]){__VA_ARGS__}, sizeof((const anno_str[]){__VA_ARGS__}) / sizeof(anno_str))
/* The digits of `n`, at the end of the ANNO_DIGITS bytes of `digits`. */
enum { ANNO_DIGITS = 24 };
anno_str anno_digits(char *digits, size_t n);
/* A point in an arena's life. */
typedef struct {
  struct block *block;
  size_t used;
} anno_arena_mark;

/* Now; and back to then: all that was taken since is gone, a failure stays. Marks are gone back to in reverse order. */
anno_arena_mark anno_arena_now(const anno_arena *arena);
void anno_arena_back(anno_arena *arena, anno_arena_mark mark);
/* Bytes held from the allocator now. */
size_t anno_arena_size(const anno_arena *arena);

/* Appends `item` to the array `array` with the fields `length` and `capacity`, all lvalues; false on failure. */
#define ANNO_PUSH(arena, array, length, capacity, item)                                                                \
  (anno_vec_room((arena), (void **)&(array), (length), &(capacity), sizeof *(array))                                   \
       ? ((array)[(length)++] = (item), true)                                                                          \
       : false)

/* What ANNO_PUSH makes room with. */
bool anno_vec_room(anno_arena *arena, void **array, size_t length, size_t *capacity, size_t size);

#endif
