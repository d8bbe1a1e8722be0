#include "base/utf.h"

enum { STRIDE = 64 };

uint32_t anno_utf_next_long(anno_str text, size_t *at) {
  const unsigned char *p = (const unsigned char *)text.ptr + *at;
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

/* Eight bytes at a time, for most text is ASCII. */
size_t anno_utf_ascii(anno_str text) {
  uint64_t word;
  size_t i = 0;
  for (; i + sizeof word <= text.len; i += sizeof word) {
    memcpy(&word, text.ptr + i, sizeof word);
    if (word & UINT64_C(0x8080808080808080)) break;
  }
  while (i < text.len && !(text.ptr[i] & 0x80)) i++;
  return i;
}

size_t anno_utf_invalid(anno_str text) {
  const unsigned char *p = (const unsigned char *)text.ptr;
  size_t i = anno_utf_ascii(text);
  while (i < text.len) {
    const size_t length = sequence(p + i, text.len - i);
    if (!length) return i;
    i += length;
    if (i < text.len && p[i] < 0x80) i += anno_utf_ascii(anno_str_sub(text, i, text.len));
  }
  return text.len;
}

anno_str anno_utf_without_bom(anno_str bytes) {
  return anno_str_starts(bytes, ANNO_STR("\xEF\xBB\xBF")) ? anno_str_sub(bytes, 3, bytes.len) : bytes;
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

/* True if the code points from mark `mark` to the next one are all ASCII. */
static bool is_ascii(const anno_utf_index *index, size_t mark) {
  return (mark + 1) * STRIDE <= index->count && index->marks[mark + 1] - index->marks[mark] == STRIDE;
}

size_t anno_utf_byte(const anno_utf_index *index, size_t point) {
  if (!index->marks) return point;
  size_t at = index->marks[point / STRIDE];
  if (is_ascii(index, point / STRIDE)) return at + point % STRIDE;
  for (size_t left = point % STRIDE; left; left--) anno_utf_next(index->text, &at);
  return at;
}

/* The last of the marks of `count` code points that is not behind `offset`. */
static size_t last_mark(const size_t *marks, size_t count, size_t offset) {
  size_t low = 0, high = count / STRIDE + 1;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (marks[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

bool anno_utf_point(const anno_utf_index *index, size_t byte, size_t *point) {
  *point = byte;
  if (!index->marks) return true;
  const size_t low = last_mark(index->marks, index->count, byte);
  size_t at = index->marks[low];
  *point = low * STRIDE + (byte - at);
  if (is_ascii(index, low)) return true;
  for (*point = low * STRIDE; at < byte; ++*point) anno_utf_next(index->text, &at);
  return at == byte;
}

/* ---- UTF-16 */

static bool is_pair(char first) { return (unsigned char)first >= 0xF0; }

anno_utf16_index anno_utf16_index_of(anno_arena *arena, const anno_utf_index *index) {
  anno_utf16_index units = {.index = index, .count = index->count};
  if (!index->marks) return units;
  const anno_str text = index->text;
  for (size_t i = 0; i < text.len; i++) units.count += is_pair(text.ptr[i]);
  if (units.count == index->count) return units;
  size_t *marks = anno_arena_array(arena, index->count / STRIDE + 1, sizeof *marks);
  if (!marks) return units;
  size_t unit = 0;
  for (size_t point = 0, at = 0; point <= index->count; point++) {
    if (point % STRIDE == 0) marks[point / STRIDE] = unit;
    if (point == index->count) break;
    unit += is_pair(text.ptr[at]) ? 2 : 1;
    anno_utf_next(text, &at);
  }
  units.marks = marks;
  return units;
}

bool anno_utf16_point(const anno_utf16_index *units, size_t unit, size_t *point) {
  *point = unit;
  if (!units->marks) return true;
  const size_t low = last_mark(units->marks, units->index->count, unit);
  size_t passed = units->marks[low], at = units->index->marks[low];
  for (*point = low * STRIDE; passed < unit; ++*point) {
    passed += is_pair(units->index->text.ptr[at]) ? 2 : 1;
    anno_utf_next(units->index->text, &at);
  }
  return passed == unit;
}

bool anno_utf_is_space(uint32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

bool anno_utf_is_hidden(uint32_t code) {
  static const struct {
    uint32_t first, last;
  } ranges[] = {
      {0, 8},           {0xB, 0xC},         {0xE, 0x1F},        {0x7F, 0x84},       {0x86, 0x9F},      {0xAD, 0xAD},
      {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180E, 0x180E},  {0x200B, 0x200F},
      {0x202A, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},  {0xFFA0, 0xFFA0},
      {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}, {0xE01F0, 0xE0FFF}};
  if (code >= ' ' && code < 0x7F) return false;
  if ((code & 0xFFFE) == 0xFFFE) return true;
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (code >= ranges[i].first && code <= ranges[i].last) return true;
  return false;
}
