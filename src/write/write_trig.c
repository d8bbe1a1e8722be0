#include "write/turtle_text.h"

extern const anno_writer anno_write_trig;

static anno_sink open_trig(const anno_ctx *ctx, anno_out *out) { return anno_turtle_open(ctx, out, &anno_write_trig); }

const anno_writer anno_write_trig = {.name = "trig",
                                     .suffix = ".trig",
                                     .summary = "Turtle with graphs (TriG)",
                                     .graphs = true,
                                     .triple_terms = true,
                                     .sections = true,
                                     .open = open_trig};
