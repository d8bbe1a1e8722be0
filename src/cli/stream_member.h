/* The members of a tar stream: what they are for, and their bytes. */
#ifndef ANNO_CLI_STREAM_MEMBER_H
#define ANNO_CLI_STREAM_MEMBER_H

#include "base/archive.h"
#include "cli/stream_files.h"
#include "read/reader.h"

enum { ANNO_STREAM_HEAD = 1 << 16 };

typedef enum {
  ANNO_STREAM_PASSED,  /* nobody reads it */
  ANNO_STREAM_ABOUT,   /* says something about the documents beside and below it: documents.ttl, annotation.conf, ... */
  ANNO_STREAM_LINES,   /* documents of a line each, which need no other file */
  ANNO_STREAM_DOCUMENT /* a document, or part of one */
} anno_stream_use;

/* The ways to name the document that a file is part of: its path without its ending, and for annotations also without
   the name of an annotator before that. They are parts of `path`; the second one may be empty. */
typedef struct {
  anno_str names[2];
} anno_stream_bases;

anno_stream_bases anno_stream_bases_of(anno_str path);
/* What is in both. */
anno_stream_bases anno_stream_bases_both(anno_stream_bases a, anno_stream_bases b);
/* True for X.ann, X.a1 and X.a2, which have their text beside them; for X.txt. */
bool anno_stream_is_annotation(anno_str path);
bool anno_stream_is_text(anno_str path);

/* The current member of `archive`. */
typedef struct {
  anno_archive *archive;
  anno_member member;
  anno_str head; /* what was read of it */
  bool packed;   /* it is a compressed file */
} anno_stream_member;

/* What the member at `path` (without the ending of a compression) is for, by its name and first bytes. */
anno_stream_use anno_stream_use_of(const anno_reader *forced, anno_str path, const anno_stream_member *m);
/* Reads what comes first into `head`, of ANNO_STREAM_HEAD bytes. 0, or EBADMSG. */
int anno_stream_begin(anno_stream_member *m, char *head);
/* All its bytes into `arena`, unpacked. 0, EBADMSG if the archive is damaged, EILSEQ if the compressed file is, EFBIG,
   ENOMEM. */
int anno_stream_load(const anno_stream_member *m, anno_arena *arena, anno_str *out);

#endif
