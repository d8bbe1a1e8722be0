/* Standard input as a file that can be looked into before it is read: a file system over another one in which "-" gives
   its first 64 KiB again as long as no more was asked for, and unpacked if it is compressed (gzip, Zstandard, bzip2,
   xz). A tar stream is a folder, whose members are read by anno_stdin_tar(). */
#ifndef ANNO_BASE_STANDARD_INPUT_H
#define ANNO_BASE_STANDARD_INPUT_H

#include "base/archive.h"
#include "base/files.h"

typedef struct anno_stdin anno_stdin;

/* Nothing is read yet; NULL without memory. `inner` has all other files. */
anno_stdin *anno_stdin_new(const anno_files *inner, const anno_diag_sink *diag);
/* NULL is allowed. */
void anno_stdin_free(anno_stdin *in);
/* Of "-" the kind is ANNO_FILE_FOLDER for a tar stream, ANNO_FILE_NONE if it cannot be read, with errno set (EBADMSG:
   that was told), and ANNO_FILE_OTHER for anything else. */
const anno_files *anno_stdin_files(const anno_stdin *in);
/* Bytes read so far through these files, all of them: a measure of what was done. */
unsigned long long anno_stdin_bytes(const anno_stdin *in);
/* The tar stream: its first member is in *first, with the result of anno_archive_next(). NULL if it is none. */
anno_archive *anno_stdin_tar(anno_stdin *in, anno_member *first, int *found);

#endif
