/* JSON without faults, several times as fast as yajl, which is left to say what is wrong with the rest. */
#include "read/json_tree.h"

#include "base/limits.h"

enum { FEW_KEYS = 8, MOST_STEPS = 64 };

typedef struct {
  anno_arena *arena;
  anno_json_tree *tree;
  const char *begin, *at, *end;
  size_t depth;
  struct {
    unsigned holder, last; /* as in json.c */
    size_t keys;           /* how many are of the objects around it */
    bool object;
  } open[ANNO_MOST_json_depth];
  uint64_t *keys; /* hashes of those of the open objects */
  size_t key_count, key_capacity;
  uint64_t *slots; /* for objects with many keys */
  size_t slot_capacity;
} quick;

/* ---- Tokens */

static void pass_white(quick *q) {
  while (q->at < q->end && anno_is_white(*q->at)) q->at++;
}

static unsigned add(quick *q, const char *from, uint32_t flags, uint32_t link) {
  const unsigned node = anno_json_add(q->arena, q->tree, (anno_json_cell){(uint32_t)(from - q->begin) | flags, link});
  if (q->depth && !flags) q->open[q->depth - 1].last = node;
  return node;
}

/* The high bit of each byte that is zero, and of some above the lowest one. */
static uint64_t zeros(uint64_t word) { return (word - UINT64_C(0x0101010101010101)) & ~word; }

static bool is_plain(char c) { return (unsigned char)c >= ' ' && c != '"' && c != '\\'; }

/* With the first byte in the lowest bits. */
static uint64_t little(uint64_t word) {
  return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word : __builtin_bswap64(word);
}

const char *anno_json_pass_plain(const char *at, const char *end) {
  const uint64_t each = UINT64_C(0x0101010101010101), high = each << 7;
  for (uint64_t word; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
    memcpy(&word, at, sizeof word);
    word = little(word);
    const uint64_t control = (word - each * ' ') & ~word;
    const uint64_t found = (control | zeros(word ^ each * '"') | zeros(word ^ each * '\\')) & high;
    if (found) return at + __builtin_ctzll(found) / 8;
  }
  while (at < end && is_plain(*at)) at++;
  return at;
}

/* The place behind the escape at `at`; NULL if it has not the right form. */
static const char *pass_escape(const char *at, const char *end) {
  if (end - at < 2) return NULL;
  if (at[1] != 'u') return at[1] && strchr("\"\\/bfnrt", at[1]) ? at + 2 : NULL;
  if (end - at < 6) return NULL;
  for (size_t i = 2; i < 6; i++)
    if (!at[i] || !strchr("0123456789abcdefABCDEF", at[i])) return NULL;
  return at + 6;
}

/* The cell of the string that begins here; 0 if there is none, or one with a fault. */
static unsigned take_string(quick *q, uint32_t flags) {
  const char *const from = q->at;
  if (from == q->end || *from != '"') return 0;
  bool escaped = false;
  const char *at = anno_json_pass_plain(from + 1, q->end);
  while (at && at < q->end && *at == '\\') {
    escaped = true;
    at = pass_escape(at, q->end);
    if (at) at = anno_json_pass_plain(at, q->end);
  }
  if (!at || at == q->end || *at != '"') return 0;
  const anno_str raw = {from + 1, (size_t)(at - from) - 1};
  uint32_t link = (uint32_t)raw.len;
  q->at = at + 1;
  if (escaped) {
    size_t where;
    anno_str wrong = ANNO_STR("");
    const anno_str text = anno_json_decode(q->arena, raw, &where, &wrong);
    if (wrong.len || anno_arena_failed(q->arena)) return 0;
    link = anno_json_add_string(q->arena, q->tree, text) | ANNO_JSON_ESCAPED;
    if (anno_arena_failed(q->arena)) return 0;
  }
  return add(q, from, flags, link);
}

static bool pass_digits(quick *q) {
  const char *const from = q->at;
  while (q->at < q->end && *q->at >= '0' && *q->at <= '9') q->at++;
  return q->at > from;
}

static bool is_next(const quick *q, char c) { return q->at < q->end && *q->at == c; }

static unsigned take_number(quick *q) {
  const char *const from = q->at;
  if (is_next(q, '-')) q->at++;
  if (is_next(q, '0'))
    q->at++;
  else if (!pass_digits(q))
    return 0;
  if (is_next(q, '.')) {
    q->at++;
    if (!pass_digits(q)) return 0;
  }
  if (is_next(q, 'e') || is_next(q, 'E')) {
    q->at++;
    if (is_next(q, '+') || is_next(q, '-')) q->at++;
    if (!pass_digits(q)) return 0;
  }
  return add(q, from, 0, (uint32_t)(q->at - from));
}

static unsigned take_word(quick *q, anno_str word) {
  const char *const from = q->at;
  if (!anno_str_starts((anno_str){from, (size_t)(q->end - from)}, word)) return 0;
  q->at += word.len;
  return add(q, from, 0, 0);
}

static unsigned take_scalar(quick *q) {
  switch (*q->at) {
    case '"': return take_string(q, 0);
    case 't': return take_word(q, ANNO_STR("true"));
    case 'f': return take_word(q, ANNO_STR("false"));
    case 'n': return take_word(q, ANNO_STR("null"));
    default: return take_number(q);
  }
}

/* ---- Keys that occur twice */

static uint64_t hash_of(anno_str s) {
  const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t h = (s.len + 1) * odd, word;
  for (; s.len; s = anno_str_sub(s, sizeof word, s.len)) {
    word = 0;
    memcpy(&word, s.ptr, s.len < sizeof word ? s.len : sizeof word);
    h = (h ^ word) * odd;
    h ^= h >> 32;
  }
  return h ? h : 1;
}

static bool all_differ_few(const uint64_t *keys, size_t count) {
  for (size_t i = 1; i < count; i++)
    for (size_t j = 0; j < i; j++)
      if (keys[i] == keys[j]) return false;
  return true;
}

/* Many keys in one place of the table are left to yajl's way, which sorts. */
static bool all_differ(quick *q, const uint64_t *keys, size_t count) {
  if (count <= FEW_KEYS) return all_differ_few(keys, count);
  size_t size = (size_t)2 * FEW_KEYS;
  while (size < 2 * count) size *= 2;
  if (size > q->slot_capacity) {
    q->slots = anno_arena_room(q->arena, size * sizeof *q->slots);
    q->slot_capacity = q->slots ? size : 0;
    if (!q->slots) return false;
  }
  memset(q->slots, 0, size * sizeof *q->slots);
  for (size_t i = 0; i < count; i++) {
    size_t at = keys[i] & (size - 1), steps = 0;
    for (; q->slots[at]; at = (at + 1) & (size - 1))
      if (q->slots[at] == keys[i] || ++steps > MOST_STEPS) return false;
    q->slots[at] = keys[i];
  }
  return true;
}

/* ---- Values */

static bool open_holder(quick *q) {
  const bool object = *q->at == '{';
  if (q->depth == ANNO_MOST_json_depth) return false;
  const unsigned node = add(q, q->at++, 0, 0);
  q->open[q->depth].holder = node;
  q->open[q->depth].last = 0;
  q->open[q->depth].keys = q->key_count;
  q->open[q->depth++].object = object;
  return node != 0;
}

static bool close_holder(quick *q) {
  q->at++;
  q->depth--;
  const size_t keys = q->open[q->depth].keys;
  anno_json_cell_of(q->tree, q->open[q->depth].holder)->link = (uint32_t)q->tree->count;
  if (q->open[q->depth].last) anno_json_cell_of(q->tree, q->open[q->depth].last)->at |= ANNO_JSON_LAST;
  /* Without any key there is no array to point into. */
  const bool good = q->key_count == keys || all_differ(q, q->keys + keys, q->key_count - keys);
  q->key_count = keys;
  return good;
}

/* A key with its colon. */
static bool take_key(quick *q) {
  const unsigned node = take_string(q, ANNO_JSON_KEY);
  if (!node) return false;
  const uint64_t hash = hash_of(anno_json_cell_text(q->tree, node));
  if (!ANNO_PUSH(q->arena, q->keys, q->key_count, q->key_capacity, hash)) return false;
  pass_white(q);
  if (!is_next(q, ':')) return false;
  q->at++;
  pass_white(q);
  return true;
}

/* Closes what ends here, up to where the next value is due; false at a fault. */
static bool pass_ends(quick *q) {
  for (; q->depth; pass_white(q)) {
    const bool object = q->open[q->depth - 1].object;
    if (is_next(q, object ? '}' : ']')) {
      if (!close_holder(q)) return false;
      continue;
    }
    if (!is_next(q, ',')) return false;
    q->at++;
    pass_white(q);
    return !object || take_key(q);
  }
  return true;
}

static bool take_value(quick *q) {
  if (q->at == q->end) return false;
  if (*q->at != '{' && *q->at != '[') {
    if (!take_scalar(q)) return false;
    pass_white(q);
    return pass_ends(q);
  }
  if (!open_holder(q)) return false;
  pass_white(q);
  const bool object = q->open[q->depth - 1].object;
  if (is_next(q, object ? '}' : ']')) return pass_ends(q);
  return !object || take_key(q);
}

bool anno_json_quick(anno_arena *arena, anno_json_tree *tree) {
  const anno_str bytes = tree->input->bytes;
  quick *q = anno_arena_room(arena, sizeof *q);
  if (!q || !bytes.len) return false;
  *q = (quick){.arena = arena, .tree = tree, .begin = bytes.ptr, .at = bytes.ptr, .end = bytes.ptr + bytes.len};
  pass_white(q);
  do {
    if (!take_value(q)) return false;
  } while (q->depth);
  return q->at == q->end;
}
