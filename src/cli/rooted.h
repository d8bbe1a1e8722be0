/* Paths as they are opened, and below the corpus root: what a manifest says holds wherever the corpus lies. */
#ifndef ANNO_CLI_ROOTED_H
#define ANNO_CLI_ROOTED_H

#include "cli/inputs.h"

/* What paths begin with, opened as `shown`, and below the root as `below`. */
typedef struct {
  anno_str shown, below;
} anno_rooted;

/* Of the files that a source is made from. */
anno_rooted anno_rooted_source(const anno_found *found);
/* Of those of a corpus whose root is opened as `root`; in `arena`. */
anno_rooted anno_rooted_corpus(anno_arena *arena, anno_str root);
/* The path below the root ("." for the root itself), in `arena`; false, and its last part, for what lies elsewhere. */
bool anno_rooted_relative(anno_arena *arena, const anno_rooted *rooted, anno_str path, anno_str *out);
/* The path to open for one below the root; false if there is none. */
bool anno_rooted_path(anno_arena *arena, const anno_rooted *rooted, anno_str relative, anno_str *out);
/* The path of the file `path` from the folder of the file `from`, as both are without links; in `arena`. */
anno_str anno_path_from(anno_arena *arena, const char *from, const char *path);

#endif
