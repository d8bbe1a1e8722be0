#include "base/utf.h"
#include "read/json_tree.h"

static uint32_t hex_value(char c) {
  if (c >= '0' && c <= '9') return (uint32_t)(c - '0');
  return (uint32_t)((c | 0x20) - 'a' + 10);
}

/* The four digits behind "\u" at `at`; more than any, if no such escape stands there. */
static uint32_t unit_at(anno_str raw, size_t at) {
  if (at + 6 > raw.len || raw.ptr[at] != '\\' || raw.ptr[at + 1] != 'u') return UINT32_MAX;
  uint32_t unit = 0;
  for (size_t i = at + 2; i < at + 6; i++) unit = unit << 4 | hex_value(raw.ptr[i]);
  return unit;
}

static bool is_high(uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
static bool is_low(uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/* Reads the escape at *at, which is moved behind it; 0 for what stands for no character. */
static uint32_t escaped(anno_str raw, size_t *at) {
  static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
  const char c = *at + 1 < raw.len ? raw.ptr[*at + 1] : 0;
  const char *letter = c ? strchr(letters, c) : NULL;
  const uint32_t unit = unit_at(raw, *at), second = is_high(unit) ? unit_at(raw, *at + 6) : 0;
  if (unit == UINT32_MAX) return *at += 2, (uint32_t)(unsigned char)(letter ? meant[letter - letters] : c);
  if (!unit || is_low(unit) || (is_high(unit) && !is_low(second))) return 0;
  *at += is_high(unit) ? 12 : 6;
  return is_high(unit) ? 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00) : unit;
}

anno_str anno_json_decode(anno_arena *arena, anno_str raw, size_t *at, anno_str *fault) {
  char *out = anno_arena_room(arena, raw.len + 1);
  size_t n = 0;
  *at = 0;
  while (out && *at < raw.len) {
    const size_t plain = anno_str_find(raw, *at, '\\');
    memcpy(out + n, raw.ptr + *at, plain - *at);
    n += plain - *at;
    *at = plain;
    if (plain == raw.len) break;
    const uint32_t code = escaped(raw, at);
    if (!code) {
      *fault = unit_at(raw, *at) ? ANNO_STR("half of a surrogate pair") : ANNO_STR("a NUL character");
      return ANNO_STR("");
    }
    /* What it stands for is never longer than the escape. */
    n += anno_utf_put(code, out + n);
  }
  return out ? (anno_str){out, n} : ANNO_STR("");
}
