/* The begin of a file, which all readers bid for. */
#ifndef ANNO_READ_HEAD_H
#define ANNO_READ_HEAD_H

#include <stdint.h>

#include "base/str.h"

enum { ANNO_HEAD_PATHS = 1 << 16 };

typedef struct {
  anno_str bytes; /* up to 64 KiB; "" where the name alone has to tell */
  /* Bits for the hash of each path that a JSON head has; filled when the first path is asked for. */
  bool walked;
  uint64_t paths[ANNO_HEAD_PATHS / 64];
} anno_head;

#endif
