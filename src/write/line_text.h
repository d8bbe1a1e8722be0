/* Formats of one statement a line: N-Triples and N-Quads. */
#ifndef ANNO_WRITE_LINE_TEXT_H
#define ANNO_WRITE_LINE_TEXT_H

#include "write/writer.h"

/* A sink that writes `format`; the fourth term is written if a statement has a graph. As anno_writer.open. */
anno_sink anno_lines_open(const anno_ctx *ctx, anno_out *out, const anno_writer *format);

#endif
