/* How json.c keeps a tree. */
#ifndef ANNO_READ_JSON_TREE_H
#define ANNO_READ_JSON_TREE_H

#include <stdint.h>

#include "read/json.h"

/* One value or key, in the order of the file. Its kind is told by the byte it begins with. */
typedef struct {
  uint32_t at;   /* offset of its first byte, and the flags below */
  uint32_t link; /* array, object: the number of the cell behind all that is in it; string without escapes, number: its
                    length; string with escapes: its number among these, and ANNO_JSON_ESCAPED */
} anno_json_cell;

#define ANNO_JSON_KEY     (UINT32_C(1) << 31) /* `at`: the key of the value in the next cell */
#define ANNO_JSON_LAST    (UINT32_C(1) << 30) /* `at`: nothing behind it in its array or object */
#define ANNO_JSON_ESCAPED (UINT32_C(1) << 31)
/* Offsets, lengths and counts are below this. */
#define ANNO_JSON_LARGEST (UINT32_C(1) << 30)

enum { ANNO_JSON_CHUNK = 1 << 12 };

/* Chunks, because an array that grows by copying would leave as much again behind in the arena. */
typedef struct anno_json_tree {
  const anno_input *input;
  anno_json_cell **cells; /* chunks; cell 0 is nothing */
  size_t count, chunk_count, chunk_capacity;
  anno_str **strings; /* chunks; decoded strings that have escapes */
  size_t string_count, string_chunks, string_capacity;
} anno_json_tree;

static inline anno_json_cell *anno_json_cell_of(const anno_json_tree *tree, size_t node) {
  return &tree->cells[node / ANNO_JSON_CHUNK][node % ANNO_JSON_CHUNK];
}

/* Adds a cell; its number, 0 on failure. */
unsigned anno_json_add(anno_arena *arena, anno_json_tree *tree, anno_json_cell cell);
/* Adds a decoded string; its number. On failure the arena says so. */
uint32_t anno_json_add_string(anno_arena *arena, anno_json_tree *tree, anno_str s);
/* Decoded, the string or key in a cell; a number as written. */
anno_str anno_json_cell_text(const anno_json_tree *tree, unsigned node);

/* Decodes what stands between the quotes of a string whose escapes have the right form; in `arena`. The "" of `fault`
   becomes what is wrong at offset *at: a half of a surrogate pair, a NUL. */
anno_str anno_json_decode(anno_arena *arena, anno_str raw, size_t *at, anno_str *fault);

/* Fills the tree, in which cell 0 is, from tree->input, UTF-8 of less than ANNO_JSON_LARGEST bytes, without flags on
   the root. False without a finding if there may be a fault, or no memory; what was added is of no use then. */
bool anno_json_quick(anno_arena *arena, anno_json_tree *tree);

/* The first byte at or behind `at` that ends a string, begins an escape or must not stand in a string; or the end. */
const char *anno_json_pass_plain(const char *at, const char *end);

#endif
