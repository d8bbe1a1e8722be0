/* Pictures of graphs, made by Graphviz in a child process, see draw/canvas.h. */
#ifndef ANNO_DRAW_LAYOUT_H
#define ANNO_DRAW_LAYOUT_H

#include "base/ctx.h"

typedef struct {
  const char *program; /* path of this program, which understands --layout; NULL: /proc/self/exe */
  double timeout;      /* seconds for one engine; 0: no engine may run */
  size_t memory;       /* bytes of address space of the child, 0: no limit. Libraries and fonts count: 512 MiB is plenty
                          for a page; with less than 200 MiB letters of large fonts may go missing without an error */
} anno_layout_limits;

typedef enum { ANNO_ENGINE_DOT, ANNO_ENGINE_SFDP, ANNO_ENGINE_NONE } anno_engine;

typedef struct {
  anno_engine engine; /* that made it; NONE: nothing did */
  anno_str bytes;     /* the picture, in the document's arena; "" if there is none */
  anno_str why;       /* what stopped the engines before it, one line of UTF-8, "" if nothing did */
  double seconds;     /* for all engines tried */
  size_t peak;        /* most bytes resident in one child; never less than this process had when it started it */
} anno_rendering;

/* "dot", "sfdp", "none". */
const char *anno_engine_name(anno_engine engine);

/* Lays out `dot` (a graph in DOT) and draws it as `format` ("svg", "png", "pdf"): by dot, and if that fails or takes
   too long, by sfdp. ANNO_OK also if neither can: `out->engine` is ANNO_ENGINE_NONE then, and the caller says why.
   Whatever the child does, this returns soon after the timeout, the child is gone and no descriptor is left. No signal
   of this process is touched; SIGCHLD must not be ignored, or the child's end is not seen. ANNO_NO_MEMORY after a
   report. Not more than 256 MiB of picture. */
anno_status anno_layout(const anno_ctx *ctx, anno_str dot, const char *format, const anno_layout_limits *limits,
                        anno_rendering *out);

#endif
