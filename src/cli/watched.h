/* What is read while something is made: a file system that remembers what it was asked, so that somebody can look later
   whether the answers would still be the same. */
#ifndef ANNO_CLI_WATCHED_H
#define ANNO_CLI_WATCHED_H

#include "base/digest.h"
#include "base/files.h"
#include "base/table.h"

/* What was asked of a path; what comes later in this list says more. */
typedef enum {
  ANNO_WATCHED_NOTHING, /* it was looked for, and is not there */
  ANNO_WATCHED_FILE,    /* it is there, and was not read */
  ANNO_WATCHED_FOLDER,
  ANNO_WATCHED_OTHER,
  ANNO_WATCHED_NAMES,  /* a folder: size is the number of the names in it, hash that of them */
  ANNO_WATCHED_HEAD,   /* the first `size` bytes were read */
  ANNO_WATCHED_READ,   /* all was read */
  ANNO_WATCHED_UNKNOWN /* the answer was an error */
} anno_watched_kind;

typedef struct {
  anno_str path;
  anno_watched_kind kind;
  size_t size;
  anno_hash hash;
} anno_watched_row;

typedef struct {
  anno_files files; /* what to read through */
  const anno_files *under;
  anno_arena *arena;
  anno_table at;
  anno_watched_row *rows; /* one for each path */
  size_t count, capacity;
} anno_watched;

/* Begins to watch what is read through `watched->files`, which reads through `under`; rows are in `arena`, whose
   failure says that some are missing. `watched` must stay where it is. */
void anno_watched_begin(anno_watched *watched, anno_arena *arena, const anno_files *under);
/* Puts rows in order of their paths. */
void anno_watched_sort(anno_watched_row *rows, size_t count);
/* Asks `path` again what `row` was asked: true if the answer is the same. Never of standard input or after an error. */
bool anno_watched_same(const anno_files *files, anno_str path, const anno_watched_row *row);

#endif
