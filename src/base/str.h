/* Views of bytes. An anno_str never owns what it points to. */
#ifndef ANNO_BASE_STR_H
#define ANNO_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
  const char *ptr;
  size_t len; /* bytes */
} anno_str;

/* A view of a string literal. */
#define ANNO_STR(literal) ((anno_str){(literal), sizeof(literal) - 1})
/* The same as a constant initialiser. */
#define ANNO_STR_INIT(literal)                                                                                         \
  { (literal), sizeof(literal) - 1 }
/* The two arguments that "%.*s" wants. Evaluates its argument twice. */
#define ANNO_FMT(s) (int)(s).len, (s).ptr

/* A view of a NUL-terminated string; NULL gives the empty view. */
static inline anno_str anno_str_from(const char *s) { return s ? (anno_str){s, strlen(s)} : (anno_str){"", 0}; }

static inline bool anno_str_eq(anno_str a, anno_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Order by bytes, which for UTF-8 is the order of code points. */
static inline int anno_str_cmp(anno_str a, anno_str b) {
  const size_t n = a.len < b.len ? a.len : b.len;
  const int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

static inline bool anno_str_starts(anno_str s, anno_str prefix) {
  return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

static inline bool anno_str_ends(anno_str s, anno_str suffix) {
  return s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

/* The bytes from `begin` to `end` (exclusive), clamped to the view. */
static inline anno_str anno_str_sub(anno_str s, size_t begin, size_t end) {
  if (end > s.len) end = s.len;
  if (begin > end) begin = end;
  /* NULL, the empty view of a zeroed struct, has no address to add to. */
  return (anno_str){s.ptr ? s.ptr + begin : NULL, end - begin};
}

/* The position of the first `c` at or after `from`, or `s.len`. */
static inline size_t anno_str_find(anno_str s, size_t from, char c) {
  const char *p = from < s.len ? memchr(s.ptr + from, (unsigned char)c, s.len - from) : NULL;
  return p ? (size_t)(p - s.ptr) : s.len;
}

/* Cuts what stands before the first `c` off the front of `*rest`, and the `c` with it; all of it if there is no `c`. */
static inline anno_str anno_str_cut(anno_str *rest, char c) {
  const size_t at = anno_str_find(*rest, 0, c);
  const anno_str head = anno_str_sub(*rest, 0, at);
  *rest = anno_str_sub(*rest, at + 1, rest->len);
  return head;
}

static inline bool anno_is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* The view without blanks, tabs and line ends at both ends. */
static inline anno_str anno_str_trim(anno_str s) {
  while (s.len && anno_is_white(s.ptr[0])) s.ptr++, s.len--;
  while (s.len && anno_is_white(s.ptr[s.len - 1])) s.len--;
  return s;
}

/* True if `s` is one of `words`, between which a blank stands. */
static inline bool anno_str_among(anno_str s, const char *words) {
  for (anno_str rest = anno_str_from(words); rest.len && s.len;)
    if (anno_str_eq(anno_str_cut(&rest, ' '), s)) return true;
  return false;
}

/* Reads an unsigned decimal number that fills the view; false if there is anything else or it overflows. */
bool anno_str_to_size(anno_str s, size_t *out);

#endif
