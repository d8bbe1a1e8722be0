/* A manifest that was written before, line by line: memory is that of its longest line. */
#ifndef ANNO_CLI_MANIFEST_READ_H
#define ANNO_CLI_MANIFEST_READ_H

#include <stdio.h>

#include "cli/manifest_text.h"

typedef struct {
  FILE *file;
  char *line;
  size_t room;
  anno_arena *arena;       /* of the current line */
  size_t at, length;       /* where the current line stands in the file */
  anno_str header;         /* the first line, without its end */
  const char *fault;       /* why there is nothing more; NULL at the end */
  int error;               /* errno value if the file could not be opened */
  anno_made_counts counts; /* behind the last section: of all */
  anno_made_counts sum;    /* of the sections so far */
  anno_made_file output;   /* and the output */
  anno_arena *keep;        /* of `header` and `output` */
} anno_manifest_reader;

/* Opens the manifest `path` and reads its header; false if there is none, or it is none (`fault` is set then). The
   reader is closed in any case. */
bool anno_manifest_reader_open(anno_manifest_reader *reader, const char *path);
/* The next section, which lives until the next call. False behind the last, when counts and output are set, or after a
   fault. */
bool anno_manifest_reader_next(anno_manifest_reader *reader, anno_made_section *out);
void anno_manifest_reader_close(anno_manifest_reader *reader);

/* Size and hash of a file that can be opened; 0 or an errno value. */
int anno_made_file_look(int fd, anno_made_file *out);

#endif
