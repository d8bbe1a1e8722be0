#include "read/json.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

#include "base/limits.h"
#include "base/utf.h"
#include "read/json_tree.h"

enum { FEW_KEYS = 8, SHOWN = 60 };

typedef struct {
  anno_str text;
  unsigned node;
} key;

typedef struct {
  const anno_ctx *ctx;
  anno_json_tree *tree;
  yajl_handle parser;
  size_t end; /* behind the token before */
  bool faulty;

  size_t depth;
  struct {
    unsigned holder, last; /* the array or object, and the newest value in it (0: none) */
  } open[ANNO_MOST_json_depth];
  key *keys; /* of an object with many */
  size_t key_capacity;
} parsing;

static anno_arena *arena_of(const parsing *p) { return p->ctx->document; }

static int fault(parsing *p, anno_code code, size_t offset, anno_str detail) {
  if (!p->faulty) anno_report(p->ctx->diag, code, (anno_loc){p->tree->input, offset}, "%.*s", ANNO_FMT(detail));
  p->faulty = true;
  return 0;
}

/* ---- Cells */

static bool is_separator(char c) { return c == ',' || c == ':'; }

/* Where the token begins that was just told: only white space and separators stand between two tokens. */
static size_t token_begin(const parsing *p) {
  const anno_str bytes = p->tree->input->bytes;
  size_t at = p->end;
  while (at < bytes.len && (anno_is_white(bytes.ptr[at]) || is_separator(bytes.ptr[at]))) at++;
  return at;
}

static unsigned add(parsing *p, size_t length, uint32_t flags, uint32_t link) {
  const size_t at = token_begin(p);
  p->end = at + length;
  const unsigned node = anno_json_add(arena_of(p), p->tree, (anno_json_cell){(uint32_t)at | flags, link});
  if (node && p->depth && !flags) p->open[p->depth - 1].last = node;
  return node;
}

/* What stands between the quotes of the string that was just told, and its cell. */
static int add_string(parsing *p, uint32_t flags) {
  const anno_str bytes = p->tree->input->bytes;
  const size_t begin = token_begin(p), end = yajl_get_bytes_consumed(p->parser);
  const anno_str raw = anno_str_sub(bytes, begin + 1, end - 1);
  uint32_t link = (uint32_t)raw.len;
  if (anno_str_find(raw, 0, '\\') < raw.len) {
    size_t at;
    anno_str wrong = ANNO_STR("");
    const anno_str text = anno_json_decode(arena_of(p), raw, &at, &wrong);
    if (wrong.len) return fault(p, ANNO_BAD_JSON, begin + 1 + at, wrong);
    link = anno_json_add_string(arena_of(p), p->tree, text) | ANNO_JSON_ESCAPED;
  }
  return add(p, end - begin, flags, link) != 0 && !anno_arena_failed(arena_of(p));
}

static int on_string(void *handle, const unsigned char *s, size_t length) {
  (void)s, (void)length;
  return add_string(handle, 0);
}

static int on_key(void *handle, const unsigned char *s, size_t length) {
  (void)s, (void)length;
  return add_string(handle, ANNO_JSON_KEY);
}

static int on_null(void *handle) { return add(handle, 4, 0, 0) != 0; }
static int on_boolean(void *handle, int value) { return add(handle, value ? 4 : 5, 0, 0) != 0; }

static int on_number(void *handle, const char *s, size_t length) {
  (void)s;
  return add(handle, length, 0, (uint32_t)length) != 0;
}

static int open_holder(void *handle) {
  parsing *p = handle;
  if (p->depth == ANNO_MOST_json_depth)
    return fault(p, ANNO_LIMIT, token_begin(p), ANNO_STR("values within each other"));
  const unsigned node = add(p, 1, 0, 0);
  p->open[p->depth].holder = node;
  p->open[p->depth++].last = 0;
  return node != 0;
}

static int close_holder(void *handle) {
  parsing *p = handle;
  p->end = yajl_get_bytes_consumed(p->parser);
  p->depth--;
  anno_json_cell_of(p->tree, p->open[p->depth].holder)->link = (uint32_t)p->tree->count;
  if (p->open[p->depth].last) anno_json_cell_of(p->tree, p->open[p->depth].last)->at |= ANNO_JSON_LAST;
  return 1;
}

/* ---- Keys that occur twice */

static int by_text(const void *a, const void *b) {
  const key *x = a, *y = b;
  const int c = anno_str_cmp(x->text, y->text);
  return c ? c : (x->node > y->node) - (x->node < y->node);
}

static int tell_twice(parsing *p, anno_json first, anno_json second) {
  const anno_place place = anno_loc_place(anno_json_key_at(first));
  anno_str name = anno_json_key(second);
  if (name.len > SHOWN) name.len = 0;
  return fault(
      p, ANNO_DUPLICATE_KEY, anno_json_key_at(second).offset,
      anno_arena_print(arena_of(p), "\"%.*s\", which stands at %zu:%zu too", ANNO_FMT(name), place.line, place.column));
}

/* Each against each, which for few is the fastest. */
static int compare_few(parsing *p, anno_json object) {
  ANNO_JSON_EACH(later, object) {
    for (anno_json v = anno_json_first(object); v.node != later.node; v = anno_json_next(v))
      if (anno_str_eq(anno_json_key(v), anno_json_key(later))) return tell_twice(p, v, later);
  }
  return 1;
}

/* By sorting: no choice of keys makes that slow, as it would a hash table. */
static int compare_many(parsing *p, anno_json object, size_t count) {
  if (count > p->key_capacity) {
    p->key_capacity = count > 2 * p->key_capacity ? count : 2 * p->key_capacity;
    p->keys = anno_arena_array(arena_of(p), p->key_capacity, sizeof *p->keys);
    if (!p->keys) return 0;
  }
  size_t n = 0;
  ANNO_JSON_EACH(value, object) p->keys[n++] = (key){anno_json_key(value), value.node};
  qsort(p->keys, n, sizeof *p->keys, by_text);
  size_t found = 0;
  for (size_t i = 1; i < n; i++)
    if (anno_str_eq(p->keys[i - 1].text, p->keys[i].text) && (!found || p->keys[i].node < p->keys[found].node))
      found = i;
  if (!found) return 1;
  return tell_twice(p, (anno_json){p->tree, p->keys[found - 1].node}, (anno_json){p->tree, p->keys[found].node});
}

static int close_object(void *handle) {
  parsing *p = handle;
  close_holder(p);
  const anno_json object = {p->tree, p->open[p->depth].holder};
  const size_t count = anno_json_count(object);
  return count <= FEW_KEYS ? compare_few(p, object) : compare_many(p, object, count);
}

/* ---- Running */

static const yajl_callbacks callbacks = {.yajl_null = on_null,
                                         .yajl_boolean = on_boolean,
                                         .yajl_number = on_number,
                                         .yajl_string = on_string,
                                         .yajl_start_map = open_holder,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = close_object,
                                         .yajl_start_array = open_holder,
                                         .yajl_end_array = close_holder};

/* Where the error is that yajl found before `offset`: at that byte within strings, numbers and words, at the begin of
   any other token. */
static size_t place_of(const parsing *p, size_t offset, bool lexical) {
  const anno_str bytes = p->tree->input->bytes;
  const size_t begin = token_begin(p);
  if (begin >= bytes.len || (lexical && strchr("\"-0123456789tfn", bytes.ptr[begin])))
    return offset < bytes.len ? offset : bytes.len;
  return begin >= offset && offset && is_separator(bytes.ptr[offset - 1]) ? offset - 1 : begin;
}

/* yajl's words, without the kind of error before them. */
static void tell(parsing *p, size_t offset, bool at_end) {
  unsigned char *message = yajl_get_error(p->parser, 0, NULL, 0);
  anno_str text = anno_str_trim(anno_str_from((const char *)message));
  if (!at_end) offset = place_of(p, offset, anno_str_starts(text, ANNO_STR("lexical")));
  const size_t colon = anno_str_find(text, 0, ':');
  if (colon < text.len) text = anno_str_trim(anno_str_sub(text, colon + 1, text.len));
  fault(p, ANNO_BAD_JSON, offset, text);
  if (message) yajl_free_error(p->parser, message);
}

/* The end without line ends, so that what is missing there is missing in the last line. */
static size_t trimmed_length(anno_str bytes) {
  while (bytes.len && anno_is_white(bytes.ptr[bytes.len - 1])) bytes.len--;
  return bytes.len;
}

static anno_status run(parsing *p) {
  const anno_str bytes = p->tree->input->bytes;
  p->parser = yajl_alloc(&callbacks, NULL, p);
  if (!p->parser) return ANNO_NO_MEMORY;
  /* The text was checked, more strictly than yajl does. */
  yajl_config(p->parser, yajl_dont_validate_strings, 1);
  size_t at = 0;
  yajl_status status = yajl_parse(p->parser, (const unsigned char *)bytes.ptr, bytes.len);
  const bool at_end = status == yajl_status_ok;
  if (at_end) {
    status = yajl_complete_parse(p->parser);
    at = trimmed_length(bytes);
  } else {
    at = yajl_get_bytes_consumed(p->parser);
  }
  const bool no_memory = anno_arena_failed(arena_of(p));
  if (status == yajl_status_error && !no_memory) tell(p, at, at_end);
  yajl_free(p->parser);
  return no_memory ? ANNO_NO_MEMORY : p->faulty ? ANNO_SKIP : ANNO_OK;
}

/* The first control character that is no white space of JSON; yajl takes some for white space. */
static size_t find_control(anno_str bytes) {
  size_t i = 0;
  while (i < bytes.len && ((unsigned char)bytes.ptr[i] >= ' ' || anno_is_white(bytes.ptr[i]))) i++;
  return i;
}

/* Nearly all files have no fault. */
static bool is_faultless(parsing *p) {
  const anno_str bytes = p->tree->input->bytes;
  if (bytes.len > ANNO_MOST_file_bytes || anno_utf_invalid(bytes) < bytes.len) return false;
  const anno_json_tree empty = *p->tree;
  const anno_arena_mark mark = anno_arena_now(arena_of(p));
  if (anno_json_quick(arena_of(p), p->tree)) return true;
  anno_arena_back(arena_of(p), mark);
  *p->tree = empty;
  return false;
}

static anno_status check_bytes(parsing *p) {
  const anno_str bytes = p->tree->input->bytes;
  const size_t control = find_control(bytes);
  const size_t bad = anno_utf_invalid(bytes);
  if (bytes.len > ANNO_MOST_file_bytes)
    fault(p, ANNO_LIMIT, 0, ANNO_STR("a file of more than 1 GB"));
  else if (bad < bytes.len)
    fault(p, ANNO_NOT_UTF8, bad, ANNO_STR(""));
  else if (control < bytes.len)
    fault(p, ANNO_BAD_JSON, control, ANNO_STR("a control character"));
  return p->faulty ? ANNO_SKIP : ANNO_OK;
}

anno_status anno_json_parse(const anno_ctx *ctx, anno_input *input, anno_json *out) {
  *out = (anno_json){0};
  input->bytes = anno_utf_without_bom(input->bytes);
  anno_json_tree *tree = anno_arena_take(ctx->document, sizeof *tree);
  parsing *p = anno_arena_take(ctx->document, sizeof *p);
  anno_status status = ANNO_NO_MEMORY;
  if (tree && p) {
    tree->input = input;
    *p = (parsing){.ctx = ctx, .tree = tree};
    anno_json_add(ctx->document, tree, (anno_json_cell){0});
    const bool faultless = !anno_arena_failed(ctx->document) && is_faultless(p);
    status = anno_arena_failed(ctx->document) ? ANNO_NO_MEMORY : faultless ? ANNO_OK : check_bytes(p);
    if (status == ANNO_OK && !faultless) status = run(p);
  }
  if (status == ANNO_OK) {
    anno_json_cell_of(tree, 1)->at |= ANNO_JSON_LAST;
    *out = (anno_json){tree, 1};
  }
  if (status == ANNO_NO_MEMORY) anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){input, 0}, NULL);
  return status;
}
