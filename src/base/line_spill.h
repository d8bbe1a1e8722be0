/* An unnamed temporary file that lines are put into. The first error is kept; later puts do nothing. */
#ifndef ANNO_BASE_LINE_SPILL_H
#define ANNO_BASE_LINE_SPILL_H

#include "base/arena.h"
#include "base/diag.h"

/* Fields are for reading only. */
typedef struct {
  const char *folder;
  int fd, error;  /* -1: not open yet; the first errno */
  long long size; /* bytes put so far */
  char *buffer;
  size_t used;
} anno_spill;

/* A file in `folder`, which is opened at the first put; its buffer lives in `arena`, which says if there is none. */
void anno_spill_init(anno_spill *spill, anno_arena *arena, const char *folder);
/* Puts `line` and a line end. False after an error. */
bool anno_spill_put(anno_spill *spill, anno_str line);
/* Writes what waits in the buffer: everything can be read from `fd` then. False after an error. */
bool anno_spill_flush(anno_spill *spill);
/* Gives the disk back what stands from `at` to `to`, if the file system can. */
void anno_spill_drop(anno_spill *spill, const long long part[2]);
void anno_spill_close(anno_spill *spill);
/* Reports the error. */
anno_status anno_spill_report(const anno_spill *spill, const anno_diag_sink *diag);

#endif
