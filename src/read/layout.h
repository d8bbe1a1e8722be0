/* Which files have a described layout. */
#ifndef ANNO_READ_LAYOUT_H
#define ANNO_READ_LAYOUT_H

#include "model/layout.h"

/* How sure it is that a file with the begin `head` (up to 64 KiB) has this layout: 0 (no) to 100. */
int anno_layout_bid(const anno_json_layout *layout, anno_str head, anno_str path);
/* True if `name` is `pattern`, in which one '*' stands for anything: `*star` is what it stands for. */
bool anno_layout_named(anno_str pattern, anno_str name, anno_str *star);
/* `pattern` with `star` in the place of its '*'; in `arena`. */
anno_str anno_layout_file(anno_arena *arena, anno_str pattern, anno_str star);

#endif
