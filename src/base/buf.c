#include "base/buf.h"

bool anno_buf_room(anno_buf *buf, size_t more) {
  if (buf->capacity - buf->len >= more) return true;
  /* Who asks for more than a little knows how much it will be. */
  size_t larger = buf->capacity ? buf->capacity * 2 : more < 16 ? 64 : more;
  while (larger < buf->len + more) larger *= 2;
  char *p = anno_arena_room(buf->arena, larger);
  if (!p) return false;
  if (buf->len) memcpy(p, buf->ptr, buf->len);
  anno_arena_drop(buf->arena, buf->ptr, buf->capacity);
  buf->ptr = p;
  buf->capacity = larger;
  return true;
}
