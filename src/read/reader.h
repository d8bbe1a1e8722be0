/* What an input format is: one file read_<name>.c that ends in one constant, and one row in readers.def. */
#ifndef ANNO_READ_READER_H
#define ANNO_READ_READER_H

#include "model/doc.h"
#include "read/head.h"

/* One input as it was found. */
typedef struct {
  anno_str path; /* as it can be opened; "-" for standard input */
  anno_str root; /* the folder at which looking for files that belong to the corpus ends */
  anno_str name; /* path below the corpus root: the document's ID with the ending; "" to cut `root` off `path` */
  const struct anno_layout *layout; /* what describes the file, for the reader that needs it; else NULL */
} anno_source;

typedef struct {
  const char *name;
  const char *summary;
  anno_unit unit; /* of the format's offsets: what its reader gives anno_doc.unit, unless a file says otherwise */
  /* The built-in rule set that the names of the format's tools need, used behind those that are asked for; NULL: none.
   */
  const char *rules;
  /* How sure the format is, from the name alone (`head` empty) or the first 64 KiB: 0 (no) to 100. */
  int (*bid)(anno_head *head, anno_str path);
  /* Reads all documents of one source into `out`, with ctx->document for what lives no longer than the call: the
     caller empties it afterwards. Other files of the document are opened through ctx->files.
     A document with errors is handed over too, with `bad` set, so that what it holds is counted. ANNO_OK also after
     findings; ANNO_SKIP if a document was skipped; ANNO_BAD_INPUT if nothing can be read. */
  anno_status (*read)(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out);
} anno_reader;

/* The reader called `name`; NULL if there is none. */
const anno_reader *anno_reader_named(anno_str name);
/* What a reader bids. */
int anno_reader_bid(const anno_reader *reader, anno_str head, anno_str path);
/* The reader that bids highest; NULL if none bids. */
const anno_reader *anno_reader_for(anno_str head, anno_str path);
/* The i-th reader in the order of readers.def; NULL behind the last. */
const anno_reader *anno_reader_at(size_t i);

#endif
