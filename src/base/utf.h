/* UTF-8: checks and the way from code points to bytes. */
#ifndef ANNO_BASE_UTF_H
#define ANNO_BASE_UTF_H

#include <stdint.h>

#include "base/arena.h"

/* The code point at `*at`, which is moved behind it. The text must be valid and `*at` within it. */
static inline uint32_t anno_utf_next(anno_str text, size_t *at);
/* The same for a code point of several bytes. */
uint32_t anno_utf_next_long(anno_str text, size_t *at);
/* The bytes of ASCII that `text` begins with: all of them, or where the first other one stands. */
size_t anno_utf_ascii(anno_str text);
/* True for white space of any script. */
bool anno_utf_is_space(uint32_t code);
/* True for what is not seen or moves what is seen: controls, bidirectional controls, joiners, tags, noncharacters.
   Variation selectors are seen by what they change; white space is none.
   Source: Default_Ignorable_Code_Point of Unicode, with controls and noncharacters. */
bool anno_utf_is_hidden(uint32_t code);
/* Appends `code` (a scalar value) to `out`, which has room for 4 bytes; returns the number of bytes. */
size_t anno_utf_put(uint32_t code, char *out);
/* The offset of the first byte that is not strict UTF-8 (overlong forms, surrogates and values over U+10FFFF are
   not), or `text.len`. Source: RFC 3629. */
size_t anno_utf_invalid(anno_str text);
/* `bytes` without the UTF-8 BOM that they may begin with. */
anno_str anno_utf_without_bom(anno_str bytes);
/* The number of code points in a valid text. */
size_t anno_utf_count(anno_str text);

/* Where the code points of one text begin, for offsets in any order. */
typedef struct {
  anno_str text;
  size_t count;        /* code points */
  const size_t *marks; /* byte offset of each 64th code point; NULL if all is ASCII */
} anno_utf_index;

/* An index of a valid text; its marks live in `arena`. On failure the arena says so. */
anno_utf_index anno_utf_index_of(anno_arena *arena, anno_str text);
/* The byte offset of code point `point`, which is at most `index->count`. */
size_t anno_utf_byte(const anno_utf_index *index, size_t point);
/* The code point that begins at byte offset `byte`, which is at most `text.len`; false if none begins there. */
bool anno_utf_point(const anno_utf_index *index, size_t byte, size_t *point);

/* The same text in UTF-16. */
typedef struct {
  const anno_utf_index *index;
  size_t count;        /* units */
  const size_t *marks; /* UTF-16 offset of each 64th code point; NULL if each has one unit */
} anno_utf16_index;

/* What `index` has, counted in UTF-16; in `arena`, which says so on failure. */
anno_utf16_index anno_utf16_index_of(anno_arena *arena, const anno_utf_index *index);
/* The code point that begins at `unit`, which is at most `units->count`; false in the middle of a surrogate pair. */
bool anno_utf16_point(const anno_utf16_index *units, size_t unit, size_t *point);

static inline uint32_t anno_utf_next(anno_str text, size_t *at) {
  const unsigned char first = (unsigned char)text.ptr[*at];
  return first < 0x80 ? (++*at, first) : anno_utf_next_long(text, at);
}

#endif
