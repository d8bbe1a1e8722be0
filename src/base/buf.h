/* Growing bytes in an arena. Failure is the arena's, and sticky. */
#ifndef ANNO_BASE_BUF_H
#define ANNO_BASE_BUF_H

#include "base/arena.h"

typedef struct {
  anno_arena *arena; /* owns the bytes */
  char *ptr;
  size_t len, capacity;
} anno_buf;

static inline anno_buf anno_buf_in(anno_arena *arena) { return (anno_buf){.arena = arena}; }
/* Makes room for `more` bytes; false on failure. */
bool anno_buf_room(anno_buf *buf, size_t more);
static inline void anno_buf_put(anno_buf *buf, anno_str s) {
  if (!s.len || (buf->capacity - buf->len < s.len && !anno_buf_room(buf, s.len))) return;
  memcpy(buf->ptr + buf->len, s.ptr, s.len);
  buf->len += s.len;
}
static inline void anno_buf_putc(anno_buf *buf, char c) { anno_buf_put(buf, (anno_str){&c, 1}); }
/* What was put so far; valid until the next put. */
static inline anno_str anno_buf_str(const anno_buf *buf) { return (anno_str){buf->ptr ? buf->ptr : "", buf->len}; }

#endif
