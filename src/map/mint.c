#include "map/mint.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf.h"

typedef struct {
  anno_str prefix, path;
} space_row;

static const space_row spaces[ANNO_MINT_COUNT] = {
    [ANNO_MINT_DOCUMENT] = {ANNO_STR_INIT("doc"), ANNO_STR_INIT("document/")},
    [ANNO_MINT_ENTITY] = {ANNO_STR_INIT("ent"), ANNO_STR_INIT("entity/")},
    [ANNO_MINT_STATEMENT] = {ANNO_STR_INIT("stmt"), ANNO_STR_INIT("statement/")},
    [ANNO_MINT_PROPOSITION] = {ANNO_STR_INIT("prop"), ANNO_STR_INIT("proposition/")},
    [ANNO_MINT_MENTION] = {ANNO_STR_INIT("mention"), ANNO_STR_INIT("mention/")},
    [ANNO_MINT_SPAN] = {ANNO_STR_INIT("span"), ANNO_STR_INIT("span/")},
    [ANNO_MINT_TIME] = {ANNO_STR_INIT("when"), ANNO_STR_INIT("time/")},
    [ANNO_MINT_TYPE] = {ANNO_STR_INIT("type"), ANNO_STR_INIT("type#")},
    [ANNO_MINT_ROLE] = {ANNO_STR_INIT("role"), ANNO_STR_INIT("role#")},
    [ANNO_MINT_ATTRIBUTE] = {ANNO_STR_INIT("attr"), ANNO_STR_INIT("attribute#")},
};

anno_str anno_mint_prefix(anno_mint_space space) { return spaces[space].prefix; }
anno_str anno_mint_path(anno_mint_space space) { return spaces[space].path; }

anno_str anno_mint(anno_arena *arena, anno_str base, anno_mint_space space, anno_str local) {
  anno_buf buf = anno_buf_in(arena);
  anno_buf_room(&buf, base.len + spaces[space].path.len + local.len);
  anno_buf_put(&buf, base);
  anno_buf_put(&buf, spaces[space].path);
  anno_buf_put(&buf, local);
  return anno_buf_str(&buf);
}

/* Letters, marks and digits of any script that may stand in an IRI, which plane 14 (variation selectors) may not. */
static bool is_wordy(uint32_t code) {
  if (code >= 0xE0000) return false;
  if (code < 0x80) return (code | 0x20) - 'a' < 26u || code - '0' < 10u;
  switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
  }
}

/* Bytes of ASCII that stay in a path, and those that stay in a name too. */
enum { IN_PATH = 1, IN_NAME = 2 };

static unsigned stays(unsigned char c) {
  const unsigned letter = (c | 0x20u) - 'a', digit = c - (unsigned)'0';
  if (letter < 26 || digit < 10 || c == '-' || c == '_') return IN_PATH | IN_NAME;
  return c == '.' || c == '/' ? IN_PATH : 0;
}

/* True if all bytes stay. */
static bool all_stay(anno_str s, unsigned where) {
  unsigned kept = where;
  for (size_t i = 0; i < s.len; i++) kept &= stays((unsigned char)s.ptr[i]);
  return kept != 0;
}

anno_str anno_mint_path_of(anno_arena *arena, anno_str id) {
  static const char hex[] = "0123456789ABCDEF";
  if (all_stay(id, IN_PATH)) return id;
  anno_buf buf = anno_buf_in(arena);
  anno_buf_room(&buf, id.len);
  for (size_t at = 0; at < id.len;) {
    const size_t begin = at;
    const uint32_t code = anno_utf_next(id, &at);
    if (code < 0x80 ? stays((unsigned char)code) : is_wordy(code)) {
      anno_buf_put(&buf, anno_str_sub(id, begin, at));
      continue;
    }
    for (size_t i = begin; i < at; i++) {
      const unsigned char c = (unsigned char)id.ptr[i];
      const char escaped[3] = {'%', hex[c >> 4], hex[c & 15]};
      anno_buf_put(&buf, (anno_str){escaped, 3});
    }
  }
  return anno_buf_str(&buf);
}

/* What XML calls a NameStartChar, without the scripts where RDF/XML serializers differ (XML 1.0, production 4). */
static bool begins_name(uint32_t code) {
  return code == '_' || (is_wordy(code) && !(code - '0' < 10u) && code < 0x2000);
}

anno_str anno_mint_name(anno_arena *arena, anno_str name) {
  if (name.len && begins_name((unsigned char)name.ptr[0] & 0x7F) && all_stay(name, IN_NAME)) return name;
  anno_buf buf = anno_buf_in(arena);
  bool replaced = name.len == 0;
  for (size_t at = 0; at < name.len;) {
    const size_t begin = at;
    const uint32_t code = anno_utf_next(name, &at);
    const bool keep = is_wordy(code) || code == '-' || code == '_';
    if (begin == 0 && !begins_name(code)) {
      anno_buf_put(&buf, ANNO_STR("x-"));
      replaced = true;
    }
    if (keep)
      anno_buf_put(&buf, anno_str_sub(name, begin, at));
    else
      anno_buf_putc(&buf, '-');
    replaced |= !keep;
  }
  if (replaced) {
    anno_buf_put(&buf, name.len ? ANNO_STR("-h") : ANNO_STR("x-h"));
    anno_buf_put(&buf, anno_mint_hash(arena, name));
  }
  return anno_buf_str(&buf);
}

/* True for runs of combining marks that no script needs: putting them in order takes the square of their length. */
static bool is_stacked(anno_str text) {
  enum { HIGHEST = 200 };
  size_t run = 0;
  for (size_t at = 0; at < text.len && run < HIGHEST;) {
    const uint32_t code = anno_utf_next(text, &at);
    const bool mark = code >= 0x300 && utf8proc_get_property((utf8proc_int32_t)code)->combining_class;
    run = mark ? run + 1 : 0;
  }
  return run == HIGHEST;
}

/* True for code points that are normal (NFC) whatever stands beside them within these ranges: no marks, nothing that
   composes with or decomposes into anything. A test asks the library for each. */
static bool is_settled(uint32_t code) {
  return code < 0x300 || (code >= 0x400 && code <= 0x482) || (code >= 0x48A && code <= 0x52F) ||
         (code >= 0x2010 && code <= 0x205E) || (code >= 0x4E00 && code <= 0x9FA5);
}

bool anno_mint_settled(anno_str text) {
  size_t at = 0;
  while (at < text.len)
    if (!is_settled(anno_utf_next(text, &at))) return false;
  return true;
}

static anno_str mapped(anno_arena *arena, anno_str text, utf8proc_option_t options) {
  utf8proc_uint8_t *out = NULL;
  if (is_stacked(text)) return anno_arena_copy(arena, text);
  const utf8proc_ssize_t n =
      utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &out, options);
  const anno_str copy =
      n < 0 ? anno_arena_copy(arena, text) : anno_arena_copy(arena, (anno_str){(char *)out, (size_t)n});
  free(out);
  return copy;
}

anno_str anno_mint_slug(anno_arena *arena, anno_str name) {
  const anno_str folded = mapped(arena, name, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  anno_buf buf = anno_buf_in(arena);
  for (size_t at = 0; at < folded.len;) {
    const size_t begin = at;
    if (is_wordy(anno_utf_next(folded, &at)))
      anno_buf_put(&buf, anno_str_sub(folded, begin, at));
    else if (buf.len && buf.ptr[buf.len - 1] != '-')
      anno_buf_putc(&buf, '-');
  }
  if (buf.len && buf.ptr[buf.len - 1] == '-') buf.len--;
  return anno_buf_str(&buf);
}

anno_str anno_mint_hash(anno_arena *arena, anno_str key) {
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  struct sha256_ctx sha;
  uint8_t digest[10];
  char out[16];
  sha256_init(&sha);
  sha256_update(&sha, key.len, (const uint8_t *)key.ptr);
  sha256_digest(&sha, sizeof digest, digest);
  for (size_t i = 0; i < sizeof out; i++) {
    const size_t bit = i * 5;
    const unsigned next = bit / 8 + 1 < sizeof digest ? digest[bit / 8 + 1] : 0;
    const unsigned two = (unsigned)digest[bit / 8] << 8 | next;
    out[i] = alphabet[two >> (11 - bit % 8) & 31];
  }
  return anno_arena_copy(arena, (anno_str){out, sizeof out});
}

/* True for settled code points with single blanks between them and no other white space. */
static bool is_normal(anno_str text) {
  bool blank = true;
  for (size_t at = 0; at < text.len;) {
    const uint32_t code = anno_utf_next(text, &at);
    if (code > ' ' && code < 0x7F) {
      blank = false;
      continue;
    }
    if (code == ' ' ? blank : anno_utf_is_space(code) || !is_settled(code)) return false;
    blank = code == ' ';
  }
  return !blank || !text.len;
}

anno_str anno_mint_normal(anno_arena *arena, anno_str text) {
  if (is_normal(text)) return text;
  const anno_str composed = anno_mint_settled(text) ? text : mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  anno_buf buf = anno_buf_in(arena);
  anno_buf_room(&buf, composed.len);
  bool pending = false;
  for (size_t at = 0; at < composed.len;) {
    const size_t begin = at;
    if (anno_utf_is_space(anno_utf_next(composed, &at))) {
      pending = buf.len > 0;
      continue;
    }
    if (pending) anno_buf_putc(&buf, ' ');
    pending = false;
    anno_buf_put(&buf, anno_str_sub(composed, begin, at));
  }
  return anno_buf_str(&buf);
}
