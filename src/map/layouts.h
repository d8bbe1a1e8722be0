/* Layouts of JSON files, as rule files describe them. */
#ifndef ANNO_MAP_LAYOUTS_H
#define ANNO_MAP_LAYOUTS_H

#include "base/ctx.h"
#include "model/layout.h"

typedef struct {
  anno_json_layout *items; /* in the order in which the files give them */
  size_t count, capacity;
} anno_layouts;

/* Adds the layouts that a rule set (a built-in name, or the path of a Turtle file) describes, in ctx->run. A set whose
   bytes do not speak of any is not parsed. A fault is reported with its place: ANNO_BAD_INPUT, and `out` is as it was.
   ANNO_NO_MEMORY. */
anno_status anno_layouts_add(const anno_ctx *ctx, anno_str rules, anno_layouts *out);

#endif
