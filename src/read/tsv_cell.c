#include "read/tsv_cell.h"

#include "base/buf.h"

/* The position of the first unescaped `c` at or after `from`, or the length. */
static size_t find(anno_str s, size_t from, char c) {
  for (size_t i = from; i < s.len; i++) {
    if (s.ptr[i] == '\\')
      i++;
    else if (s.ptr[i] == c)
      return i;
  }
  return s.len;
}

anno_str anno_tsv_cut(anno_str *rest, char stop) {
  const size_t at = find(*rest, 0, stop);
  const anno_str part = anno_str_sub(*rest, 0, at);
  *rest = anno_str_sub(*rest, at + 1, rest->len);
  return part;
}

size_t anno_tsv_count(anno_str cell, char stop) {
  size_t n = 1;
  for (size_t at = 0; (at = find(cell, at, stop)) < cell.len; at++) n++;
  return n;
}

anno_str anno_tsv_number(anno_str *part) {
  const anno_str s = *part;
  if (s.len < 3 || s.ptr[s.len - 1] != ']') return ANNO_STR("");
  size_t open = s.len - 1;
  while (open && (s.ptr[open - 1] == '_' || (s.ptr[open - 1] >= '0' && s.ptr[open - 1] <= '9'))) open--;
  if (!open || open == s.len - 1 || s.ptr[open - 1] != '[') return ANNO_STR("");
  if (find(s, 0, '[') > open - 1) return ANNO_STR("");
  *part = anno_str_sub(s, 0, open - 1);
  return anno_str_sub(s, open, s.len - 1);
}

anno_str anno_tsv_arrow(anno_str *rest) {
  for (size_t at = 0; (at = find(*rest, at, '-')) < rest->len; at++) {
    if (at + 1 == rest->len || rest->ptr[at + 1] != '>') continue;
    const anno_str part = anno_str_sub(*rest, 0, at);
    *rest = anno_str_sub(*rest, at + 2, rest->len);
    return part;
  }
  const anno_str all = *rest;
  *rest = anno_str_sub(all, all.len, all.len);
  return all;
}

/* What a backslash before `c` gives; 0 if the two mean nothing together. */
static char escaped(char c) {
  switch (c) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return c && strchr("\\[]|_-;*", c) ? c : 0;
  }
}

anno_str anno_tsv_text(anno_arena *arena, anno_str s) {
  if (anno_str_find(s, 0, '\\') == s.len) return s;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < s.len; i++) {
    const char c = s.ptr[i] == '\\' && i + 1 < s.len ? escaped(s.ptr[i + 1]) : 0;
    anno_buf_putc(&buf, c ? c : s.ptr[i]);
    i += c != 0;
  }
  return anno_buf_str(&buf);
}
