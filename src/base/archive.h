/* The members of an archive, one after the other. The only part that sees libarchive. Nothing is written to disk. */
#ifndef ANNO_BASE_ARCHIVE_H
#define ANNO_BASE_ARCHIVE_H

#include "base/str.h"

typedef struct anno_archive anno_archive;

/* Where the bytes come from: a file, or what was read from one. */
typedef struct {
  const char *path; /* NULL: `bytes`, which the caller keeps alive */
  anno_str bytes;
  bool bare; /* one compressed file (.gz), not an archive */
  /* If given, the bytes come one piece after the other, each valid until the next: how many there are at *piece, 0 at
     the end, -1 if reading fails. Such a stream is a tar or one compressed file: see anno_archive_is_bare(). */
  long (*more)(void *handle, const char **piece);
  void *handle;
} anno_archive_source;

typedef struct {
  anno_str name; /* as the archive has it; "" if it cannot be read; valid until the next member */
  size_t size;   /* bytes unpacked, as the archive says; 0 if it does not */
  bool is_regular, is_folder, is_encrypted;
} anno_member;

/* True if a file of this name is an archive: .zip, .tar, .tar.* , .tgz. */
bool anno_archive_named(anno_str name);

/* True if a stream that begins with `head` (512 bytes or more, if it has them) is a tar, or compressed. */
bool anno_archive_begins(anno_str head);
/* True if it begins as a ZIP does, which no stream can be. */
bool anno_archive_begins_zip(anno_str head);

/* Opens an archive; NULL without memory. That it cannot be read is told by anno_archive_next(). */
anno_archive *anno_archive_open(const anno_archive_source *source);
void anno_archive_close(anno_archive *archive);
/* The next member: 1; 0 behind the last; -1 if the archive is damaged, see anno_archive_why(). */
int anno_archive_next(anno_archive *archive, anno_member *out);
/* Some of the bytes of the current member into `to`: how many, 0 at its end, -1 if the archive is damaged. */
long anno_archive_data(anno_archive *archive, char *to, size_t room);
/* True if the stream, of which a member was met, is one compressed file and no tar. */
bool anno_archive_is_bare(anno_archive *archive);
/* Bytes of the archive itself that were read so far. */
size_t anno_archive_taken(anno_archive *archive);
/* Bytes that came out of the archive's compression so far, other than members of a ZIP. */
size_t anno_archive_unpacked(anno_archive *archive);
/* True if the file, of which the first member was asked for, is compressed indeed. */
bool anno_archive_packed(anno_archive *archive);
/* What is wrong with the archive, in words. */
const char *anno_archive_why(anno_archive *archive);

#endif
