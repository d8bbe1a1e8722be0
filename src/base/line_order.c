#include "base/line_order.h"

/* Multikey quicksort (Bentley and Sedgewick 1997) on eight bytes at a time: the lines of an export begin alike, and
   what is known to be equal is not looked at again. */

enum { FEW = 12 };

/* The bytes at `depth` as a number that has their order; what is behind the end counts as NUL. */
static uint64_t key_at(const char *text, const anno_line_entry *line, size_t depth) {
  uint64_t key;
  if (line->length <= depth) return 0;
  memcpy(&key, text + line->at + depth, sizeof key);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  key = __builtin_bswap64(key);
#endif
  const size_t left = line->length - depth;
  return left >= sizeof key ? key : key & ~0ull << 8 * (sizeof key - left);
}

static void swap(anno_line_entry *a, anno_line_entry *b) {
  const anno_line_entry kept = *a;
  *a = *b;
  *b = kept;
}

static bool less(const char *text, const anno_line_entry *a, const anno_line_entry *b, size_t depth) {
  if (a->key != b->key) return a->key < b->key;
  const anno_str left = {text + a->at, a->length}, right = {text + b->at, b->length};
  return anno_str_cmp(anno_str_sub(left, depth, left.len), anno_str_sub(right, depth, right.len)) < 0;
}

static void insert_all(const char *text, anno_line_entry *lines, size_t count, size_t depth) {
  for (size_t i = 1; i < count; i++) {
    const anno_line_entry line = lines[i];
    size_t to = i;
    for (; to && less(text, &line, &lines[to - 1], depth); to--) lines[to] = lines[to - 1];
    lines[to] = line;
  }
}

static uint64_t middle(uint64_t a, uint64_t b, uint64_t c) {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}

/* A key somewhere in the middle. The places are scattered, so that no ordinary order is a bad one. */
static uint64_t pivot_of(const anno_line_entry *lines, size_t count) {
  uint64_t found[9], at = count;
  for (size_t i = 0; i < 9; i++) {
    at = at * 6364136223846793005u + 1442695040888963407u;
    found[i] = lines[(at >> 33) % count].key;
  }
  return middle(middle(found[0], found[1], found[2]), middle(found[3], found[4], found[5]),
                middle(found[6], found[7], found[8]));
}

/* Lines of which the first `depth` bytes are equal; their keys are those at `depth`. */
typedef struct {
  anno_line_entry *lines;
  size_t count, depth;
  bool equal; /* they are the same line */
} part;

/* Parts with smaller, equal and larger keys. */
static void divide(part all, const char *text, part out[3]) {
  const uint64_t pivot = pivot_of(all.lines, all.count);
  size_t low = 0, high = all.count;
  for (size_t i = 0; i < high;) {
    const uint64_t key = all.lines[i].key;
    if (key < pivot)
      swap(&all.lines[low++], &all.lines[i++]);
    else if (key > pivot)
      swap(&all.lines[i], &all.lines[--high]);
    else
      i++;
  }
  out[0] = (part){all.lines, low, all.depth, false};
  out[1] = (part){all.lines + low, high - low, all.depth + sizeof pivot, (pivot & 0xFF) == 0};
  out[2] = (part){all.lines + high, all.count - high, all.depth, false};
  for (size_t i = low; i < high && !out[1].equal; i++) all.lines[i].key = key_at(text, &all.lines[i], out[1].depth);
}

/* Recursion is for the smaller parts only, of which none has more than half of the lines. */
static void order(const char *text, part all) {
  while (all.count > FEW && !all.equal) {
    part parts[3];
    divide(all, text, parts);
    size_t largest = 0;
    for (size_t i = 1; i < 3; i++)
      if (parts[i].count > parts[largest].count) largest = i;
    for (size_t i = 0; i < 3; i++)
      if (i != largest) order(text, parts[i]);
    all = parts[largest];
  }
  if (!all.equal) insert_all(text, all.lines, all.count, all.depth);
}

void anno_lines_order(const char *text, anno_line_entry *lines, size_t count) {
  for (size_t i = 0; i < count; i++) lines[i].key = key_at(text, &lines[i], 0);
  order(text, (part){lines, count, 0, false});
}
