#include "write/turtle_text.h"

extern const anno_writer anno_write_turtle;

static anno_sink open_turtle(const anno_ctx *ctx, anno_out *out) {
  return anno_turtle_open(ctx, out, &anno_write_turtle);
}

const anno_writer anno_write_turtle = {.name = "turtle",
                                       .suffix = ".ttl",
                                       .summary = "one block a subject, for people to read (Turtle)",
                                       .graphs = false,
                                       .triple_terms = true,
                                       .sections = true,
                                       .open = open_turtle};
