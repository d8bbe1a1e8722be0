/* Archives as folders: a file system in which "corpus.zip/a.ann" is the member a.ann of corpus.zip, also where one
   archive lies in another, and in which a.ann stands for a.ann.gz or a.ann.zst where there is no a.ann, and these names
   for no file; where there is, a.ann.gz/a.ann is what a.ann.gz holds. Members are unpacked into memory when they are
   read, never to disk. Memory: the names of the members; for an archive within another, its bytes while it is read; and
   32 MiB of members read ahead where they do not lie in order of their names.
 */
#ifndef ANNO_BASE_ARCHIVES_H
#define ANNO_BASE_ARCHIVES_H

#include "base/files.h"

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
