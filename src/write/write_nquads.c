#include "write/line_text.h"

extern const anno_writer anno_write_nquads;

static anno_sink open_nquads(const anno_ctx *ctx, anno_out *out) {
  return anno_lines_open(ctx, out, &anno_write_nquads);
}

const anno_writer anno_write_nquads = {.name = "nquads",
                                       .suffix = ".nq",
                                       .summary = "one statement a line, with its graph (RDF 1.2 N-Quads, canonical)",
                                       .graphs = true,
                                       .triple_terms = true,
                                       .sections = true,
                                       .lines = true,
                                       .open = open_nquads};
