/* The shape of a JSON file from its beginning, which may be cut off anywhere: for bids. */
#include "read/json_tree.h"

enum { DEEPEST = 64 };

typedef struct {
  anno_str rest; /* what has not been walked over; empty once the head is at its end or is not JSON */
  int depth;
  anno_head *head; /* gets what paths there are; NULL: nobody asks for all */
} walk;

static void stop(walk *w) { w->rest.len = 0; }

static char next(walk *w) {
  size_t i = 0;
  while (i < w->rest.len && anno_is_white(w->rest.ptr[i])) i++;
  if (i) w->rest = anno_str_sub(w->rest, i, w->rest.len);
  return w->rest.len ? w->rest.ptr[0] : '\0';
}

static void pass(walk *w, size_t bytes) { w->rest = anno_str_sub(w->rest, bytes, w->rest.len); }

/* A string without its quotes, its escapes as they are; "" where it is cut off. */
static anno_str pass_string(walk *w) {
  const char *const begin = w->rest.ptr + 1, *const end = w->rest.ptr + w->rest.len;
  for (const char *at = begin; at < end && (at = anno_json_pass_plain(at, end)) < end;) {
    if (*at == '"') {
      const anno_str string = {begin, (size_t)(at - begin)};
      pass(w, string.len + 2);
      return string;
    }
    at += *at == '\\' && end - at > 1 ? 2 : 1;
  }
  stop(w);
  return ANNO_STR("");
}

static void pass_word(walk *w) {
  size_t i = 0;
  while (i < w->rest.len && w->rest.ptr[i] > ' ' && w->rest.ptr[i] != ',' && w->rest.ptr[i] != ']' &&
         w->rest.ptr[i] != '}')
    i++;
  if (i)
    pass(w, i);
  else
    stop(w);
}

static anno_json_kind kind_of(char c) {
  switch (c) {
    case '{': return ANNO_JSON_OBJECT;
    case '[': return ANNO_JSON_ARRAY;
    case '"': return ANNO_JSON_STRING;
    case 't': return ANNO_JSON_TRUE;
    case 'f': return ANNO_JSON_FALSE;
    case 'n': return ANNO_JSON_NULL;
    default: return (c >= '0' && c <= '9') || c == '-' ? ANNO_JSON_NUMBER : ANNO_JSON_NOTHING;
  }
}

/* ---- Paths as hashes: names one after the other, a '/' behind each */

static const uint64_t no_path = UINT64_C(0xCBF29CE484222325);

static uint64_t hash_on(uint64_t hash, anno_str name) {
  for (size_t i = 0; i < name.len; i++) hash = (hash ^ (unsigned char)name.ptr[i]) * UINT64_C(0x100000001B3);
  return (hash ^ '/') * UINT64_C(0x100000001B3);
}

/* Four bits each, so that a path is hardly ever taken for another one: type systems have thousands. */
enum { BITS = 64, STEP = 16 };

static uint64_t mixed(uint64_t hash) { return (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15); }

static size_t bit_of(uint64_t mixed_hash, unsigned shift) { return (size_t)(mixed_hash >> shift) % ANNO_HEAD_PATHS; }

static void mark(anno_head *head, uint64_t hash) {
  hash = mixed(hash);
  for (unsigned shift = 0; shift < BITS; shift += STEP)
    head->paths[bit_of(hash, shift) / BITS] |= UINT64_C(1) << bit_of(hash, shift) % BITS;
}

static bool has_mark(const anno_head *head, uint64_t hash) {
  uint64_t all = 1;
  hash = mixed(hash);
  for (unsigned shift = 0; shift < BITS; shift += STEP)
    all &= head->paths[bit_of(hash, shift) / BITS] >> bit_of(hash, shift) % BITS;
  return all;
}

static bool may_have(const anno_head *head, const char *path) {
  uint64_t hash = no_path;
  for (anno_str rest = anno_str_from(path); rest.len;) {
    const anno_str name = anno_str_cut(&rest, '/');
    hash = hash_on(hash, anno_str_sub(name, 0, anno_str_find(name, 0, '[')));
  }
  return has_mark(head, hash);
}

/* ---- Walking */

/* The path behind `key` if it begins with it; NULL otherwise. */
static const char *behind(const char *path, anno_str key) {
  size_t len = 0;
  if (!path || path[0] == '[') return NULL;
  while (path[len] && path[len] != '/' && path[len] != '[') len++;
  if (!anno_str_eq(key, (anno_str){path, len})) return NULL;
  return path[len] == '/' ? path + len + 1 : path + len;
}

static anno_json_kind look(walk *w, const char *path, uint64_t hash);

static anno_json_kind look_in_object(walk *w, const char *path, uint64_t hash) {
  pass(w, 1);
  while (next(w) == '"') {
    const anno_str key = pass_string(w);
    if (next(w) != ':') break;
    pass(w, 1);
    const uint64_t here = w->head ? hash_on(hash, key) : hash;
    if (w->head) mark(w->head, here);
    const anno_json_kind found = look(w, behind(path, key), here);
    if (found) return found;
    if (next(w) == ',') pass(w, 1);
  }
  if (next(w) == '}')
    pass(w, 1);
  else
    stop(w);
  return ANNO_JSON_NOTHING;
}

static anno_json_kind look_in_array(walk *w, const char *path, uint64_t hash) {
  if (path && path[0] == '[') path += 2;
  pass(w, 1);
  while (w->rest.len && next(w) != ']') {
    const anno_json_kind found = look(w, path, hash);
    if (found) return found;
    if (next(w) == ',') pass(w, 1);
  }
  if (w->rest.len) pass(w, 1);
  return ANNO_JSON_NOTHING;
}

/* The kind of what stands at `path` in the value that begins here, or the value is passed over. */
static anno_json_kind look(walk *w, const char *path, uint64_t hash) {
  const anno_json_kind kind = kind_of(next(w));
  anno_json_kind found = ANNO_JSON_NOTHING;
  /* What begins no value has no end to go on from. */
  if (kind == ANNO_JSON_NOTHING || w->depth == DEEPEST) stop(w);
  if (path && !path[0]) return kind;
  w->depth++;
  switch (kind) {
    case ANNO_JSON_OBJECT: found = look_in_object(w, path, hash); break;
    case ANNO_JSON_ARRAY: found = look_in_array(w, path, hash); break;
    case ANNO_JSON_STRING: pass_string(w); break;
    case ANNO_JSON_NOTHING: break;
    default: pass_word(w);
  }
  w->depth--;
  return found;
}

static anno_json_kind look_at(anno_str bytes, const char *path, anno_head *head) {
  walk w = {.rest = anno_utf_without_bom(bytes), .head = head};
  anno_json_kind found = ANNO_JSON_NOTHING;
  while (!found && next(&w)) found = look(&w, path, no_path);
  return found;
}

anno_json_kind anno_json_head_kind(anno_str head, const char *path) { return look_at(head, path, NULL); }

anno_json_kind anno_json_head_is(anno_head *head, const char *path) {
  if (!head->walked) {
    memset(head->paths, 0, sizeof head->paths);
    look_at(head->bytes, NULL, head);
    head->walked = true;
  }
  return may_have(head, path) ? look_at(head->bytes, path, NULL) : ANNO_JSON_NOTHING;
}
