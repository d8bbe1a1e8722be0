/* anno_arena_print(): a few conversions, done twice for each call: once to measure, once to write. */
#include <stdarg.h>

#include "base/arena.h"

/* The decimal digits of `n`, with zeros in front up to `width`, at the end of `digits`. */
static anno_str number(char *digits, size_t n, size_t width, bool negative) {
  size_t at = ANNO_DIGITS;
  do {
    digits[--at] = (char)('0' + n % 10);
    n /= 10;
  } while (n);
  while (ANNO_DIGITS - at + negative < width && at > 1) digits[--at] = '0';
  if (negative) digits[--at] = '-';
  return (anno_str){digits + at, ANNO_DIGITS - at};
}

anno_str anno_digits(char *digits, size_t n) { return number(digits, n, 0, false); }

static anno_str of_int(char *digits, int n, size_t width) {
  return number(digits, n < 0 ? 0 - (size_t)n : (size_t)n, width, n < 0);
}

/* What the conversion behind a '%' prints; passes over it. */
static anno_str converted(const char **format, va_list *args, char *digits) {
  const char *f = *format;
  size_t width = 0;
  if (f[0] == '.') { /* .*s */
    *format = f + 3;
    const int length = va_arg(*args, int);
    return (anno_str){va_arg(*args, const char *), (size_t)length};
  }
  for (; *f >= '0' && *f <= '9'; f++) width = width * 10 + (size_t)(*f - '0');
  *format = f + 1;
  switch (*f) {
    case 's': return anno_str_from(va_arg(*args, const char *));
    case 'z': *format = f + 2; return number(digits, va_arg(*args, size_t), width, false);
    case 'u': return number(digits, va_arg(*args, unsigned), width, false);
    case 'd': return of_int(digits, va_arg(*args, int), width);
    case 'c': digits[0] = (char)va_arg(*args, int); return (anno_str){digits, 1};
    default: return ANNO_STR("%");
  }
}

/* The next stretch of what is printed; false at the end. */
static bool next_piece(const char **format, va_list *args, char *digits, anno_str *piece) {
  const char *begin = *format, *f = begin;
  if (!*f) return false;
  while (*f && *f != '%') f++;
  if (f > begin) {
    *piece = (anno_str){begin, (size_t)(f - begin)};
    *format = f;
    return true;
  }
  *format = f + 1;
  *piece = converted(format, args, digits);
  return true;
}

anno_str anno_arena_print(anno_arena *arena, const char *format, ...) {
  va_list args, again;
  char digits[ANNO_DIGITS];
  anno_str piece;
  size_t n = 0;
  va_start(args, format);
  va_copy(again, args);
  for (const char *f = format; next_piece(&f, &args, digits, &piece);) n += piece.len;
  char *p = anno_arena_room(arena, n + 1), *to = p;
  for (const char *f = format; p && next_piece(&f, &again, digits, &piece); to += piece.len)
    if (piece.len) memcpy(to, piece.ptr, piece.len);
  va_end(again);
  va_end(args);
  if (!p) return ANNO_STR("");
  *to = 0;
  return (anno_str){p, n};
}

anno_str anno_arena_join(anno_arena *arena, const anno_str *parts, size_t count) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += parts[i].len;
  char *p = anno_arena_room(arena, n + 1), *to = p;
  if (!p) return ANNO_STR("");
  for (size_t i = 0; i < count; to += parts[i].len, i++)
    if (parts[i].len) memcpy(to, parts[i].ptr, parts[i].len);
  *to = 0;
  return (anno_str){p, n};
}
