/* Files that no reader knows by itself, and that a rule file may describe. */
#ifndef ANNO_CLI_LAYOUTS_H
#define ANNO_CLI_LAYOUTS_H

#include "cli/options.h"
#include "map/layouts.h"

/* What has been read of rule files; they are looked into when the first file needs it. */
typedef struct {
  anno_layouts own, builtin; /* of --rules, and those of the program */
  bool own_read, builtin_read;
  anno_status status; /* of reading them */
} anno_layout_shelf;

/* The layout of the file `path` (its name ends in .json, .jsonl or .ndjson, or it is "-"): that of --rules that is
   surest, else the built-in one that is; with --from described, if none is, the first one of --rules. NULL: none, or
   --from names another reader. A rule file that
   cannot be used is reported, once. */
const anno_json_layout *anno_layout_for(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf,
                                        anno_str path);
/* True if a layout of --rules fits the file: then it is read by it, whatever format of the program's own it looks like.
   Never with --from. */
bool anno_layout_asked(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf, anno_str path);
/* True if `reader` is the one that needs a layout. */
bool anno_layout_needed(const anno_reader *reader);

#endif
