/* Which reader a file is for. */
#ifndef ANNO_CLI_RECOGNISE_H
#define ANNO_CLI_RECOGNISE_H

#include "read/reader.h"

typedef struct {
  const anno_reader *reader; /* NULL: none */
  anno_str foreign;          /* then: the name of a known format that is not read, "" if it is none */
  int error;                 /* errno value if the file could not be read */
} anno_recognised;

/* The reader of `path`: `forced` if the user chose one (for a file met in a folder only if it bids for it), else the
   one that bids highest for the name, or for the name and the first bytes. */
anno_recognised anno_recognise(const anno_ctx *ctx, const anno_reader *forced, anno_str path, bool named);
/* True if nobody recognises `path` because it should be JSON, by its name, and is not: reported with the place. */
bool anno_tell_damage(const anno_ctx *ctx, anno_str path);

#endif
