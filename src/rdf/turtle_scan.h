/* A second look at Turtle that shares nothing with the parser: how many statements a text makes, and where each has its
   object. It judges no syntax: its result counts only for a text that the parser took. */
#ifndef ANNO_RDF_TURTLE_SCAN_H
#define ANNO_RDF_TURTLE_SCAN_H

#include "base/arena.h"

typedef struct {
  size_t *places; /* byte offsets, one for each statement, in the order of the parser */
  size_t count, capacity;
  size_t nul;   /* the offset of the first escape of U+0000; the length of the text if there is none */
  size_t brace; /* likewise of the first { where a term begins */
} anno_turtle_scan;

/* Scans `text`, valid UTF-8, into `scan`; the places live in `arena`. A block with [ ] or ( ) has the place of its
   subject for all its statements, for their order is not that of the text. False without memory. */
bool anno_turtle_scan_text(anno_arena *arena, anno_str text, anno_turtle_scan *scan);

#endif
