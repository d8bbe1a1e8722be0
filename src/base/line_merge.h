/* Sorted files into one, each line once. */
#ifndef ANNO_BASE_LINE_MERGE_H
#define ANNO_BASE_LINE_MERGE_H

#include "base/line_reader.h"

/* Who takes lines; false: no more are wanted. */
typedef struct {
  void *handle;
  bool (*put)(void *handle, anno_str line);
} anno_line_sink;

typedef struct {
  anno_line_reader *readers; /* open, none has read a line */
  size_t count;
  anno_line_sink to;
  size_t written, repeated; /* lines; added to */
} anno_line_merge;

/* Puts every line of the readers in order of bytes. Returns the reader that failed, with its `why` (also if its lines
   are not in order), or NULL. `arena` is for a tree of `count`; what was taken is given back. Source: loser tree,
   Knuth, The Art of Computer Programming 3, 5.4.1. */
const anno_line_reader *anno_line_merge_run(anno_line_merge *merge, anno_arena *arena);

#endif
