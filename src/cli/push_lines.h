/* Statements as lines "GRAPH STATEMENT", which sorted stand graph by graph. */
#ifndef ANNO_CLI_PUSH_LINES_H
#define ANNO_CLI_PUSH_LINES_H

#include "base/line_sort.h"
#include "cli/run.h"

typedef struct {
  const anno_run *run;
  anno_line_sort *sort;
  anno_arena *arena; /* of one line */
} anno_push_lines;

/* A sink that gives `lines->sort` a line for each statement. What stands outside of the graphs of documents goes into a
   graph that is called like the corpus. */
anno_sink anno_push_lines_sink(anno_push_lines *lines);

#endif
