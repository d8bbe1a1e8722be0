#include "push/words.h"

#include "base/buf.h"
#include "base/utf.h"

const char *anno_words_for(long status) {
  if (status >= 300 && status < 400) return "it redirects, which is not followed; give the address it redirects to";
  switch (status) {
    case 400: return "it does not understand the request";
    case 401: return "it wants to know who you are, or does not know you (--auth)";
    case 403: return "you may not do this";
    case 404: return "there is no such endpoint";
    case 405:
    case 501: return "it does not take this kind of request";
    case 413: return "the graph is too large for it";
    case 415: return "it does not take N-Triples";
    case 429: return "too many requests";
    case 500: return "it failed";
    case 502:
    case 504: return "what stands before it cannot reach it";
    case 503: return "it is busy";
    case 507: return "it has no room";
    default: return "";
  }
}

/* Controls, and what turns the direction of text or takes no place. */
static bool is_hidden(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c >= 0xE0000;
}

static void put_byte(anno_buf *to, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  anno_buf_put(to, (anno_str){(const char[]){'\\', 'x', digits[c >> 4], digits[c & 15]}, 4});
}

static void put_bytes(anno_buf *to, anno_str bytes) {
  for (size_t i = 0; i < bytes.len; i++) put_byte(to, (unsigned char)bytes.ptr[i]);
}

/* The bytes of `body` from `at` on that are one character, or one that is none. */
static anno_str next(anno_str body, size_t at, bool *valid) {
  const anno_str four = anno_str_sub(body, at, at + 4);
  const unsigned char c = (unsigned char)body.ptr[at];
  const size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  const anno_str whole = anno_str_sub(four, 0, size);
  *valid = whole.len == size && anno_utf_invalid(whole) == size;
  return *valid ? whole : anno_str_sub(four, 0, 1);
}

anno_str anno_words_excerpt(anno_arena *arena, anno_str body) {
  enum { SHOWN = 300 };
  anno_buf out = anno_buf_in(arena);
  bool blank = false;
  body = anno_str_trim(body);
  for (size_t at = 0; at < body.len && out.len < SHOWN;) {
    bool valid;
    const anno_str bytes = next(body, at, &valid);
    size_t zero = 0;
    at += bytes.len;
    const bool white = anno_is_white(bytes.ptr[0]);
    if (white && !blank) anno_buf_putc(&out, ' ');
    blank = white;
    if (white) continue;
    if (!valid || is_hidden(anno_utf_next(bytes, &zero)))
      put_bytes(&out, bytes);
    else
      anno_buf_put(&out, bytes);
    if (out.len >= SHOWN && at < body.len) anno_buf_put(&out, ANNO_STR(" ..."));
  }
  return anno_buf_str(&out);
}
