/* Statements as lines of N-Quads, to be compared. */
#ifndef FUZZ_LINES_H
#define FUZZ_LINES_H

#include "base/buf.h"
#include "rdf/sink.h"

typedef struct {
  anno_arena *arena;
  anno_str *items;
  size_t count, capacity;
} fuzz_lines;

void fuzz_lines_open(fuzz_lines *lines, anno_arena *arena);
void fuzz_lines_add(fuzz_lines *lines, const anno_stmt *stmt);
/* A sink over `lines`, which the caller owns. */
anno_sink fuzz_lines_sink(fuzz_lines *lines);
/* In order of bytes, each once. */
void fuzz_lines_sort(fuzz_lines *lines);
/* If they differ, both are printed. */
bool fuzz_lines_same(const fuzz_lines *a, const fuzz_lines *b);

#endif
