/* The layout that Turtle and TriG share: prefixes, headings, one block a subject, blocks of graphs. */
#ifndef ANNO_WRITE_TURTLE_TEXT_H
#define ANNO_WRITE_TURTLE_TEXT_H

#include "write/writer.h"

/* A sink that writes `format`; statements with a graph stand in `graph { }`. As anno_writer.open. */
anno_sink anno_turtle_open(const anno_ctx *ctx, anno_out *out, const anno_writer *format);

#endif
