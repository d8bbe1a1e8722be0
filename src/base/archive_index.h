/* What an archive holds: names and folders, in order of bytes. */
#ifndef ANNO_BASE_ARCHIVE_INDEX_H
#define ANNO_BASE_ARCHIVE_INDEX_H

#include "base/archive.h"
#include "base/arena.h"
#include "base/diag.h"

typedef struct {
  anno_str name; /* no slash at either end, no "." or ".." in it */
  size_t order;  /* how many members stand before it */
  size_t size;   /* bytes unpacked, as the archive says */
  bool is_folder;
} anno_index_row;

typedef struct {
  anno_index_row *rows;
  size_t count, capacity;
} anno_archive_index;

/* Whom to tell of members that are left out. */
typedef struct {
  const anno_diag_sink *diag;
  anno_str path;   /* of the archive */
  size_t packed;   /* its bytes */
  size_t *refused; /* counts what was told */
} anno_index_report;

/* The path of a member: its name without "./" before and "/" behind it. *why: NULL for a file or folder to be taken, ""
   for one to be passed over in silence, else why it is left out. */
anno_str anno_archive_path(const anno_member *member, const char **why);
/* Walks over all members into `out`, in `arena`. 0; EBADMSG if the archive is damaged or beyond a limit, which is told;
   ENOMEM. Members whose name leads out of the archive, or occurs twice, links and encrypted ones are told and left out;
   devices, and names that begin with a dot, are left out. */
int anno_archive_index_read(anno_archive *archive, const anno_index_report *report, anno_arena *arena,
                            anno_archive_index *out);
/* The row of a name; NULL if there is none. */
const anno_index_row *anno_archive_index_find(const anno_archive_index *index, anno_str name);
/* The number of the first row whose name is not less than `name`. */
size_t anno_archive_index_from(const anno_archive_index *index, anno_str name);

#endif
