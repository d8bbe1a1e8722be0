/* Archives as folders: a file system in which "corpus.zip/a.ann" is the member a.ann of corpus.zip, also where one
   archive lies in another, and in which a.ann stands for a.ann.gz or a.ann.zst where there is no a.ann, and these names
   for no file; where there is, a.ann.gz/a.ann is what a.ann.gz holds. Members are unpacked into memory when they are
   read, never to disk. Memory: the names of the members; for an archive within another, its bytes while it is read; and
   32 MiB of members read ahead where they do not lie in order of their names.
 */
#ifndef ANNO_BASE_ARCHIVES_H
#define ANNO_BASE_ARCHIVES_H

#include "base/files.h"

/* Limits; beyond them a finding LIMIT names the archive or member, and it is not read. */
enum {
  ANNO_ARCHIVE_DEEPEST = 4,       /* archives within archives */
  ANNO_ARCHIVE_MEMBERS = 1 << 20, /* of one archive */
  ANNO_ARCHIVE_RATIO = 250,       /* bytes unpacked for each byte of the archive, once it is more than ... */
  ANNO_ARCHIVE_FREE = 1 << 26     /* ... this many bytes */
};

typedef struct anno_archives anno_archives;

/* The file system over the real one; NULL without memory. What is wrong with archives is reported to `diag` once. */
anno_archives *anno_archives_new(const anno_diag_sink *diag);
/* Closes what is open; NULL is allowed. */
void anno_archives_free(anno_archives *archives);
/* The functions of the file system; they live as long as `archives`. */
const anno_files *anno_archives_files(const anno_archives *archives);
/* How many archives and members were reported. */
size_t anno_archives_refused(const anno_archives *archives);
/* "a.ann" for "a.ann.gz" and "a.ann.zst" unless they are archives; other names as they are. */
anno_str anno_archives_plain(anno_str name);

#endif
