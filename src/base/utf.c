#include "base/utf.h"

enum { STRIDE = 64 };

uint32_t anno_utf_next(anno_str text, size_t *at) {
  const unsigned char *p = (const unsigned char *)text.ptr + *at;
  if (p[0] < 0x80) return *at += 1, p[0];
  if (p[0] < 0xE0) return *at += 2, (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
  if (p[0] < 0xF0) return *at += 3, (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
  *at += 4;
  return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t anno_utf_put(uint32_t code, char *out) {
  if (code < 0x80) return out[0] = (char)code, 1;
  if (code < 0x800) {
    out[0] = (char)(0xC0 | code >> 6);
    out[1] = (char)(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | code >> 18);
  out[1] = (char)(0x80 | (code >> 12 & 0x3F));
  out[2] = (char)(0x80 | (code >> 6 & 0x3F));
  out[3] = (char)(0x80 | (code & 0x3F));
  return 4;
}

/* The length of the well-formed sequence at `p` of `n` bytes, or 0 (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *p, size_t n) {
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
  const size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (n < length) return 0;
  const unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
  if (p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < length; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  return length;
}

size_t anno_utf_invalid(anno_str text) {
  const unsigned char *p = (const unsigned char *)text.ptr;
  for (size_t i = 0; i < text.len;) {
    const size_t length = sequence(p + i, text.len - i);
    if (!length) return i;
    i += length;
  }
  return text.len;
}

size_t anno_utf_count(anno_str text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len; i++) n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
  return n;
}

anno_utf_index anno_utf_index_of(anno_arena *arena, anno_str text) {
  anno_utf_index index = {.text = text, .count = anno_utf_count(text)};
  if (index.count == text.len) return index;
  size_t *marks = anno_arena_array(arena, index.count / STRIDE + 1, sizeof *marks);
  if (!marks) return index;
  size_t point = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (((unsigned char)text.ptr[i] & 0xC0) == 0x80) continue;
    if (point % STRIDE == 0) marks[point / STRIDE] = i;
    point++;
  }
  if (point % STRIDE == 0) marks[point / STRIDE] = text.len;
  index.marks = marks;
  return index;
}

size_t anno_utf_byte(const anno_utf_index *index, size_t point) {
  if (!index->marks) return point;
  size_t at = index->marks[point / STRIDE];
  for (size_t left = point % STRIDE; left; left--) anno_utf_next(index->text, &at);
  return at;
}
