/* What every part is handed: memory, files, and whom to tell. */
#ifndef ANNO_BASE_CTX_H
#define ANNO_BASE_CTX_H

#include "base/files.h"

typedef struct {
  anno_arena *run;      /* lives as long as the run: rules, names of inputs */
  anno_arena *document; /* emptied after each document */
  const anno_files *files;
  const anno_diag_sink *diag;
  anno_arena *scratch; /* emptied after each annotation; NULL: there is no such, and `document` serves */
} anno_ctx;

#endif
