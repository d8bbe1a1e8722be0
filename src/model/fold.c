#include "model/fold.h"

#include <utf8proc.h>

#include "base/utf.h"

enum { MOST_CODES = 18 }; /* the longest decomposition of one code point, U+FDFA */

/* All quotes are one. */
static bool is_quote(uint32_t c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xB4 || c == 0xBB || (c >= 0x2018 && c <= 0x201F) ||
         c == 0x2032 || c == 0x2033 || c == 0x2039 || c == 0x203A || (c >= 0x300C && c <= 0x300F) || c == 0x301D ||
         c == 0x301E || c == 0x301F || c == 0xFF02 || c == 0xFF07;
}

/* White space, and what is as little to be seen. */
static bool is_blank(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 ||
         c == 0x3000 || c == 0xFEFF;
}

static int combining_class(uint32_t code) { return utf8proc_get_property((utf8proc_int32_t)code)->combining_class; }

bool anno_fold_joins(uint32_t code) { return combining_class(code) != 0; }

bool anno_fold_in_word(uint32_t code) {
  switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
  }
}

/* The codes that `code` folds to, in `out`. */
static size_t fold_code(uint32_t code, uint32_t *out) {
  out[0] = is_blank(code) ? ' ' : is_quote(code) ? '"' : code;
  if (out[0] < 0x80) return 1;
  utf8proc_int32_t codes[MOST_CODES];
  int last_class = 0;
  const utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, codes, MOST_CODES,
                                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last_class);
  if (n < 0 || n > MOST_CODES) return 1;
  for (utf8proc_ssize_t i = 0; i < n; i++) out[i] = (uint32_t)codes[i];
  return (size_t)n;
}

/* Appends a code; marks move before those of a higher class, with where they come from. */
static void append(anno_fold *fold, uint32_t code, size_t from) {
  size_t at = fold->count++;
  const int own = code < 0x300 ? 0 : combining_class(code);
  for (; own && at && combining_class(fold->codes[at - 1]) > own; at--) {
    fold->codes[at] = fold->codes[at - 1];
    fold->from[at] = fold->from[at - 1];
  }
  fold->codes[at] = code;
  fold->from[at] = from;
}

static bool room_for(anno_arena *arena, anno_fold *fold, size_t *capacity, size_t more) {
  if (fold->count + more <= *capacity) return true;
  const size_t larger = 2 * *capacity + more;
  uint32_t *codes = anno_arena_array(arena, larger, sizeof *codes);
  size_t *from = anno_arena_array(arena, larger, sizeof *from);
  if (!codes || !from) return false;
  if (fold->count) {
    memcpy(codes, fold->codes, fold->count * sizeof *codes);
    memcpy(from, fold->from, fold->count * sizeof *from);
  }
  fold->codes = codes;
  fold->from = from;
  *capacity = larger;
  return true;
}

/* True if `code` is in one with `before`: white space, and the `` and '' that tokenizers write for double quotes, whose
   second half is then no first one. */
static bool goes_on(uint32_t code, uint32_t *before) {
  const bool pair = code == *before && (code == '\'' || code == '`');
  const bool run = pair || (is_blank(code) && is_blank(*before));
  *before = pair ? 0 : code;
  return run;
}

anno_fold anno_fold_of(anno_arena *arena, anno_str text) {
  anno_fold fold = {0};
  size_t capacity = 0;
  uint32_t before = 0;
  if (!room_for(arena, &fold, &capacity, text.len + MOST_CODES)) return fold;
  for (size_t at = 0, point = 0; at < text.len; point++) {
    const uint32_t code = anno_utf_next(text, &at);
    uint32_t codes[MOST_CODES];
    if (!room_for(arena, &fold, &capacity, MOST_CODES)) return fold;
    if (goes_on(code, &before)) continue;
    const size_t n = fold_code(code, codes);
    for (size_t i = 0; i < n; i++) append(&fold, codes[i], point);
  }
  return fold;
}

anno_fold anno_fold_trimmed(anno_arena *arena, anno_str text) {
  anno_fold fold = anno_fold_of(arena, text);
  if (fold.count && fold.codes[fold.count - 1] == ' ') fold.count--;
  if (fold.count && fold.codes[0] == ' ') fold.codes++, fold.from++, fold.count--;
  return fold;
}

bool anno_fold_eq(const anno_fold *a, const anno_fold *b) {
  return a->count == b->count && (!a->count || memcmp(a->codes, b->codes, a->count * sizeof *a->codes) == 0);
}
