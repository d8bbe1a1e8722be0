/* Lines in order of their bytes. */
#ifndef ANNO_BASE_LINE_ORDER_H
#define ANNO_BASE_LINE_ORDER_H

#include <stdint.h>

#include "base/str.h"

/* A line of a text. */
typedef struct {
  uint64_t key; /* for anno_lines_order() */
  uint32_t at, length;
} anno_line_entry;

/* Sorts `count` lines of `text`, none of which has a NUL, and behind each of which eight bytes can be read. */
void anno_lines_order(const char *text, anno_line_entry *lines, size_t count);

#endif
