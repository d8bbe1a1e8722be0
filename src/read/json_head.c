/* The shape of a JSON file from its beginning, which may be cut off anywhere: for bids. */
#include "read/json.h"

enum { DEEPEST = 64 };

typedef struct {
  anno_str rest; /* what has not been walked over; empty once the head is at its end or is not JSON */
  int depth;
} walk;

static void stop(walk *w) { w->rest.len = 0; }

static char next(walk *w) {
  while (w->rest.len &&
         (w->rest.ptr[0] == ' ' || w->rest.ptr[0] == '\n' || w->rest.ptr[0] == '\r' || w->rest.ptr[0] == '\t'))
    w->rest = anno_str_sub(w->rest, 1, w->rest.len);
  return w->rest.len ? w->rest.ptr[0] : '\0';
}

static void pass(walk *w, size_t bytes) { w->rest = anno_str_sub(w->rest, bytes, w->rest.len); }

/* A string without its quotes, its escapes as they are; "" where it is cut off. */
static anno_str pass_string(walk *w) {
  for (size_t i = 1; i < w->rest.len; i++) {
    if (w->rest.ptr[i] == '\\')
      i++;
    else if (w->rest.ptr[i] == '"') {
      const anno_str string = anno_str_sub(w->rest, 1, i);
      pass(w, i + 1);
      return string;
    }
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

/* The path behind `key` if it begins with it; NULL otherwise. */
static const char *behind(const char *path, anno_str key) {
  size_t len = 0;
  if (!path || path[0] == '[') return NULL;
  while (path[len] && path[len] != '/' && path[len] != '[') len++;
  if (!anno_str_eq(key, (anno_str){path, len})) return NULL;
  return path[len] == '/' ? path + len + 1 : path + len;
}

static anno_json_kind look(walk *w, const char *path);

static anno_json_kind look_in_object(walk *w, const char *path) {
  pass(w, 1);
  while (next(w) == '"') {
    const anno_str key = pass_string(w);
    if (next(w) != ':') break;
    pass(w, 1);
    const anno_json_kind found = look(w, behind(path, key));
    if (found) return found;
    if (next(w) == ',') pass(w, 1);
  }
  if (next(w) == '}')
    pass(w, 1);
  else
    stop(w);
  return ANNO_JSON_NOTHING;
}

static anno_json_kind look_in_array(walk *w, const char *path) {
  if (path && path[0] == '[') path += 2;
  pass(w, 1);
  while (w->rest.len && next(w) != ']') {
    const anno_json_kind found = look(w, path);
    if (found) return found;
    if (next(w) == ',') pass(w, 1);
  }
  if (w->rest.len) pass(w, 1);
  return ANNO_JSON_NOTHING;
}

/* The kind of what stands at `path` in the value that begins here, or the value is passed over. */
static anno_json_kind look(walk *w, const char *path) {
  const anno_json_kind kind = kind_of(next(w));
  anno_json_kind found = ANNO_JSON_NOTHING;
  /* What begins no value has no end to go on from. */
  if (kind == ANNO_JSON_NOTHING || w->depth == DEEPEST) stop(w);
  if (path && !path[0]) return kind;
  w->depth++;
  switch (kind) {
    case ANNO_JSON_OBJECT: found = look_in_object(w, path); break;
    case ANNO_JSON_ARRAY: found = look_in_array(w, path); break;
    case ANNO_JSON_STRING: pass_string(w); break;
    case ANNO_JSON_NOTHING: break;
    default: pass_word(w);
  }
  w->depth--;
  return found;
}

anno_json_kind anno_json_head_is(anno_str head, const char *path) {
  static const anno_str bom = ANNO_STR_INIT("\xEF\xBB\xBF");
  walk w = {.rest = anno_str_starts(head, bom) ? anno_str_sub(head, bom.len, head.len) : head};
  anno_json_kind found = ANNO_JSON_NOTHING;
  while (!found && next(&w)) found = look(&w, path);
  return found;
}
