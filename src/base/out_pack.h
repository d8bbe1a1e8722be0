/* Compression of an output, by the ending of its name. The same bytes in give the same bytes out: no time, no name, one
   thread and fixed levels. */
#ifndef ANNO_BASE_OUT_PACK_H
#define ANNO_BASE_OUT_PACK_H

#include "base/str.h"

typedef struct anno_pack anno_pack;

/* Where compressed bytes go: false if they could not be written. */
typedef struct {
  void *handle;
  bool (*put)(void *handle, anno_str bytes);
} anno_pack_sink;

/* True if a file of this name is compressed: .gz, .zst. */
bool anno_pack_named(anno_str path);
/* The same name without that ending; other names as they are. */
anno_str anno_pack_plain(anno_str path);
/* Begins to compress as the ending of `path` says; NULL without memory. */
anno_pack *anno_pack_open(anno_str path, anno_pack_sink to);
/* False if the sink failed, or memory is out. */
bool anno_pack_put(anno_pack *pack, anno_str bytes);
/* Ends the compressed bytes, or with `keep` false forgets them, and frees. False as above. NULL is allowed. */
bool anno_pack_close(anno_pack *pack, bool keep);

#endif
