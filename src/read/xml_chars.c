#include "read/xml_chars.h"

#include "base/utf.h"

/* All of the bytes below 0x20 but TAB and LF are ANNO_XML_CONTROL, CR too, which would have to become LF. 0xEF, which
   U+FFFE and U+FFFF begin with, stops to be looked at; every other byte above 0x7F is no more than a part of text. */
const unsigned char anno_xml_kinds[256] = {
    /* clang-format off */
    44, 44, 44, 44, 44, 44, 44, 44, 44, 24, 24, 44, 44, 44, 44, 44, /* TAB, LF */
    44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, 44, /* */
    16, 0,  8,  0,  0,  0,  12, 8,  0,  0,  0,  0,  0,  2,  2,  0,  /* blank " & ' - . */
    2,  2,  2,  2,  2,  2,  2,  2,  2,  2,  0,  0,  12, 0,  0,  0,  /* 0-9 < */
    0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  /* A- */
    3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  0,  4,  0,  3,  /* -Z ] _ */
    0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  /* a- */
    3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  0,  0,  0,  0,  /* -z */
    /* clang-format on */
    [0xEF] = 12,
};

bool anno_xml_all_characters(anno_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (anno_xml_is(s.ptr[i], ANNO_XML_CONTROL) || (s.ptr[i] == '\xEF' && anno_xml_no_character(s.ptr + i)))
      return false;
  return true;
}

static bool is_character(uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0xD800 || (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* The value of `c` as a digit; 16 if it is none. */
static uint32_t digit(char c) {
  if (c >= '0' && c <= '9') return (uint32_t)(c - '0');
  if (c >= 'a' && c <= 'f') return (uint32_t)(c - 'a' + 10);
  return c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : 16;
}

/* Rule 66, of what stands between "&#" and ";"; 0 if that is none. */
static uint32_t numbered(anno_str s) {
  const bool hexadecimal = s.len && s.ptr[0] == 'x';
  const uint32_t base = hexadecimal ? 16 : 10;
  uint32_t code = 0;
  if (s.len == hexadecimal) return 0;
  for (size_t i = hexadecimal; i < s.len; i++) {
    const uint32_t d = digit(s.ptr[i]);
    if (d >= base || code > 0x10FFFF) return 0;
    code = code * base + d;
  }
  return is_character(code) ? code : 0;
}

/* The character that the reference at the begin of `s` stands for; 0 if it is none that every document has. *length is
   that of the reference. */
static uint32_t referred(anno_str s, size_t *length) {
  static const struct {
    anno_str name;
    char c;
  } named[] = {{ANNO_STR_INIT("amp"), '&'},
               {ANNO_STR_INIT("lt"), '<'},
               {ANNO_STR_INIT("gt"), '>'},
               {ANNO_STR_INIT("quot"), '"'},
               {ANNO_STR_INIT("apos"), '\''}};
  enum { LONGEST = 32 };
  const size_t end = anno_str_find(anno_str_sub(s, 0, LONGEST), 1, ';');
  const anno_str name = anno_str_sub(s, 1, end);
  if (end >= s.len || s.ptr[end] != ';') return 0;
  *length = end + 1;
  if (name.len && name.ptr[0] == '#') return numbered(anno_str_sub(name, 1, name.len));
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (anno_str_eq(name, named[i].name)) return (unsigned char)named[i].c;
  return 0;
}

size_t anno_xml_put_reference(anno_str s, char **out) {
  size_t length = 0;
  const uint32_t code = referred(s, &length);
  if (!code) return 0;
  *out += anno_utf_put(code, *out);
  return length;
}
