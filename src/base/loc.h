/* Inputs and places in them. A place is kept as an offset and becomes line and column only when it is printed. */
#ifndef ANNO_BASE_LOC_H
#define ANNO_BASE_LOC_H

#include "base/str.h"

/* The bytes of one input, or of the part of it that is being read. */
typedef struct {
  anno_str name; /* as the user named it */
  anno_str bytes;
  size_t first_line; /* number of the line that `bytes` begins with, less one */
} anno_input;

/* A place: nothing (`input` NULL), or a byte of an input. */
typedef struct {
  const anno_input *input;
  size_t offset;
} anno_loc;

/* Line and column of a place, from 1; the column counts code points. Both 0 for no place. */
typedef struct {
  size_t line, column;
} anno_place;

anno_place anno_loc_place(anno_loc at);
/* The place that was worked out last: the next one is counted from there, in whichever direction, so that many places
   in one input are one walk over it. {0} to begin with. Whoever owns it makes it {0} again where the memory of an input
   may have become that of another one of the same length: before each file. */
typedef struct {
  anno_loc at;
  anno_input input; /* of `at`, as it was then */
  anno_place place;
} anno_cursor;

/* The place of `at`, where the cursor then stands. */
anno_place anno_cursor_place(anno_cursor *cursor, anno_loc at);

#endif
