/* Fields and lines of text formats, as views. */
#ifndef ANNO_READ_FIELDS_H
#define ANNO_READ_FIELDS_H

#include "base/str.h"

static inline bool anno_is_blank(char c) { return c == ' ' || c == '\t'; }

/* `s` without the blanks and tabs at its begin. */
static inline anno_str anno_skip_blanks(anno_str s) {
  while (s.len && anno_is_blank(s.ptr[0])) s.ptr++, s.len--;
  return s;
}

/* `s` without the blanks and tabs at its end. */
static inline anno_str anno_trim_end(anno_str s) {
  while (s.len && anno_is_blank(s.ptr[s.len - 1])) s.len--;
  return s;
}

/* Cuts the next field off `*rest`: what stands before a blank, a tab, or `stop` (0: none), after skipping
   blanks and tabs.
   Empty if there is none; its place is then where it should stand. What ended the field stays in `*rest`. */
static inline anno_str anno_field(anno_str *rest, char stop) {
  *rest = anno_skip_blanks(*rest);
  size_t n = 0;
  while (n < rest->len && !anno_is_blank(rest->ptr[n]) && (!stop || rest->ptr[n] != stop)) n++;
  const anno_str field = anno_str_sub(*rest, 0, n);
  *rest = anno_str_sub(*rest, n, rest->len);
  return field;
}

/* Cuts the next line off `*rest`, without its end: LF, CR LF, or a CR alone. */
static inline anno_str anno_line(anno_str *rest) {
  size_t n = 0;
  while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r') n++;
  const anno_str line = anno_str_sub(*rest, 0, n);
  if (n + 1 < rest->len && rest->ptr[n] == '\r' && rest->ptr[n + 1] == '\n') n++;
  *rest = anno_str_sub(*rest, n + 1, rest->len);
  return line;
}

#endif
