#include "read/json_tree.h"

#include "base/buf.h"

/* ---- Building */

unsigned anno_json_add(anno_arena *arena, anno_json_tree *tree, anno_json_cell cell) {
  if (tree->count % ANNO_JSON_CHUNK == 0) {
    anno_json_cell *chunk = anno_arena_room(arena, ANNO_JSON_CHUNK * sizeof *chunk);
    if (!chunk || !ANNO_PUSH(arena, tree->cells, tree->chunk_count, tree->chunk_capacity, chunk)) return 0;
  }
  *anno_json_cell_of(tree, tree->count) = cell;
  return (unsigned)tree->count++;
}

static anno_str *string_of(const anno_json_tree *tree, size_t number) {
  return &tree->strings[number / ANNO_JSON_CHUNK][number % ANNO_JSON_CHUNK];
}

uint32_t anno_json_add_string(anno_arena *arena, anno_json_tree *tree, anno_str s) {
  if (tree->string_count % ANNO_JSON_CHUNK == 0) {
    anno_str *chunk = anno_arena_room(arena, ANNO_JSON_CHUNK * sizeof *chunk);
    if (!chunk || !ANNO_PUSH(arena, tree->strings, tree->string_chunks, tree->string_capacity, chunk)) return 0;
  }
  *string_of(tree, tree->string_count) = s;
  return (uint32_t)tree->string_count++;
}

/* ---- Values */

static size_t offset_of(const anno_json_tree *tree, unsigned node) {
  return anno_json_cell_of(tree, node)->at & (ANNO_JSON_LARGEST - 1);
}

static char first_byte(anno_json v) {
  return v.tree && v.node ? v.tree->input->bytes.ptr[offset_of(v.tree, v.node)] : 0;
}

anno_json_kind anno_json_is(anno_json value) {
  switch (first_byte(value)) {
    case 0: return ANNO_JSON_NOTHING;
    case 'n': return ANNO_JSON_NULL;
    case 't': return ANNO_JSON_TRUE;
    case 'f': return ANNO_JSON_FALSE;
    case '"': return ANNO_JSON_STRING;
    case '[': return ANNO_JSON_ARRAY;
    case '{': return ANNO_JSON_OBJECT;
    default: return ANNO_JSON_NUMBER;
  }
}

anno_str anno_json_cell_text(const anno_json_tree *tree, unsigned node) {
  const uint32_t link = anno_json_cell_of(tree, node)->link;
  if (link & ANNO_JSON_ESCAPED) return *string_of(tree, link & ~ANNO_JSON_ESCAPED);
  const char *at = tree->input->bytes.ptr + offset_of(tree, node);
  return (anno_str){*at == '"' ? at + 1 : at, link};
}

anno_str anno_json_text(anno_json value) {
  const anno_json_kind kind = anno_json_is(value);
  const bool has_text = kind == ANNO_JSON_STRING || kind == ANNO_JSON_NUMBER;
  return has_text ? anno_json_cell_text(value.tree, value.node) : ANNO_STR("");
}

bool anno_json_size(anno_json value, size_t *out) {
  return anno_json_is(value) == ANNO_JSON_NUMBER && anno_str_to_size(anno_json_text(value), out);
}

anno_loc anno_json_at(anno_json value) {
  if (!value.tree || !value.node) return (anno_loc){0};
  return (anno_loc){value.tree->input, offset_of(value.tree, value.node)};
}

/* ---- Arrays and objects */

static bool holds(anno_json value) {
  const char c = first_byte(value);
  return c == '[' || c == '{';
}

/* The value in the cell `node`, or behind it if that is a key. */
static anno_json value_at(const anno_json_tree *tree, unsigned node) {
  const bool key = anno_json_cell_of(tree, node)->at & ANNO_JSON_KEY;
  return (anno_json){tree, key ? node + 1 : node};
}

anno_json anno_json_first(anno_json value) {
  const bool empty = !holds(value) || anno_json_cell_of(value.tree, value.node)->link == value.node + 1;
  return empty ? (anno_json){0} : value_at(value.tree, value.node + 1);
}

anno_json anno_json_next(anno_json value) {
  if (!value.tree || !value.node) return (anno_json){0};
  const anno_json_cell *cell = anno_json_cell_of(value.tree, value.node);
  if (cell->at & ANNO_JSON_LAST) return (anno_json){0};
  return value_at(value.tree, holds(value) ? cell->link : value.node + 1);
}

static bool has_key(anno_json value) {
  return value.tree && value.node && anno_json_cell_of(value.tree, value.node - 1)->at & ANNO_JSON_KEY;
}

anno_str anno_json_key(anno_json value) {
  return has_key(value) ? anno_json_cell_text(value.tree, value.node - 1) : ANNO_STR("");
}

anno_loc anno_json_key_at(anno_json value) {
  if (!has_key(value)) return anno_json_at(value);
  return (anno_loc){value.tree->input, offset_of(value.tree, value.node - 1)};
}

static bool is_called(const anno_json_tree *tree, unsigned node, anno_str name) {
  const uint32_t link = anno_json_cell_of(tree, node)->link;
  if (link & ANNO_JSON_ESCAPED) return anno_str_eq(anno_json_cell_text(tree, node), name);
  return link == name.len && memcmp(tree->input->bytes.ptr + offset_of(tree, node) + 1, name.ptr, name.len) == 0;
}

anno_json anno_json_get(anno_json object, anno_str key) {
  const anno_json_tree *tree = object.tree;
  if (first_byte(object) != '{') return (anno_json){0};
  const unsigned end = anno_json_cell_of(tree, object.node)->link;
  for (unsigned node = object.node + 1; node < end;) {
    if (is_called(tree, node, key)) return (anno_json){tree, node + 1};
    const anno_json value = {tree, node + 1};
    node = holds(value) ? anno_json_cell_of(tree, value.node)->link : value.node + 1;
  }
  return (anno_json){0};
}

size_t anno_json_count(anno_json value) {
  size_t n = 0;
  ANNO_JSON_EACH(item, value) n++;
  return n;
}

/* ---- For findings */

static void put_key(anno_buf *out, anno_str key) {
  for (size_t i = 0; i < key.len; i++) {
    if (key.ptr[i] == '~' || key.ptr[i] == '/')
      anno_buf_put(out, key.ptr[i] == '~' ? ANNO_STR("~0") : ANNO_STR("~1"));
    else
      anno_buf_putc(out, key.ptr[i]);
  }
}

anno_str anno_json_pointer(anno_arena *arena, anno_json value) {
  anno_buf out = anno_buf_in(arena);
  anno_json in = {value.tree, value.node ? 1 : 0};
  while (in.node && in.node != value.node) {
    anno_json item = anno_json_first(in), next;
    size_t i = 0;
    for (; (next = anno_json_next(item)).node && next.node <= value.node; item = next) i++;
    anno_buf_putc(&out, '/');
    if (has_key(item))
      put_key(&out, anno_json_key(item));
    else
      anno_buf_put(&out, anno_arena_print(arena, "%zu", i));
    in = item;
  }
  return anno_buf_str(&out);
}

void anno_json_error(anno_doc *doc, anno_json value, const char *wanted) {
  anno_arena *arena = doc->ctx->document;
  const anno_str pointer = anno_json_pointer(arena, value);
  anno_doc_error(doc, ANNO_BAD_VALUE, anno_json_at(value),
                 anno_arena_print(arena, "\"%.*s\" is not %s", ANNO_FMT(pointer), wanted));
}
