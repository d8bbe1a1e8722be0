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
/* The same, counting on from `known`, whose place is `place`, if that lies in the same input: many findings in one file
   are then one walk over it, in whichever direction. */
anno_place anno_loc_place_after(anno_loc at, anno_loc known, anno_place place);

#endif
