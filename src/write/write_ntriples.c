#include "write/line_text.h"

extern const anno_writer anno_write_ntriples;

static anno_sink open_ntriples(const anno_ctx *ctx, anno_out *out) {
  return anno_lines_open(ctx, out, &anno_write_ntriples);
}

const anno_writer anno_write_ntriples = {.name = "ntriples",
                                         .suffix = ".nt",
                                         .summary = "one statement a line (RDF 1.2 N-Triples, canonical)",
                                         .graphs = false,
                                         .triple_terms = true,
                                         .sections = true,
                                         .lines = true,
                                         .open = open_ntriples};
