/* Any number of lines, sorted by bytes, each once, in memory that is bounded by a few times the longest line: what
   does not fit is written to a temporary file in sorted runs, which are merged. The result depends on the lines alone.
 */
#ifndef ANNO_BASE_LINE_SORT_H
#define ANNO_BASE_LINE_SORT_H

#include "base/out.h"
#include "base/arena.h"

/* Bytes for lines: bounds, and a value that is good for everything. */
enum { ANNO_SORT_LEAST = 1 << 12, ANNO_SORT_MEMORY = 1 << 24, ANNO_SORT_MOST = 1 << 30 };

typedef struct anno_line_sort anno_line_sort;

/* What became of the lines. */
typedef struct {
  size_t taken, written, repeated;
} anno_line_sort_counts;

/* A sorter that takes `memory` bytes from where those of `model` come, and a little more; runs go to `folder`, which
   must live as long. NULL after a report. */
anno_line_sort *anno_line_sort_new(const anno_arena *model, const anno_diag_sink *diag, const char *folder,
                                   size_t memory);
/* Takes a line, which has no NUL. False after a report: no more lines are wanted. */
bool anno_line_sort_put(anno_line_sort *sort, anno_str line);
/* Takes a file of `lines` lines that are sorted, the longest of which has `longest` bytes. It is not read before the
   end; `path` must live as long. */
bool anno_line_sort_file(anno_line_sort *sort, const char *path, size_t lines, size_t longest);
/* Writes everything, each line with a line end, and tells the counts. Every failure was reported but those of `out`. */
anno_status anno_line_sort_end(anno_line_sort *sort, anno_out *out, anno_line_sort_counts *counts);
void anno_line_sort_free(anno_line_sort *sort);

#endif
