/* Files that hold many documents: each is built in an arena of its own and gone once it was handed on, so that memory
   grows with the largest one. */
#ifndef ANNO_READ_MANY_H
#define ANNO_READ_MANY_H

#include "read/ids.h"
#include "read/json.h"
#include "read/source.h"

typedef struct {
  const anno_ctx *ctx; /* of the file */
  anno_ctx own;        /* of the document that is being built */
  anno_arena *names;
  anno_ids ids; /* of the documents so far */
  anno_str id;  /* of the file */
  const char *format;
  anno_doc_sink out;
  size_t count;       /* documents so far */
  anno_status status; /* the worst so far; anything but ANNO_OK and ANNO_SKIP ends the reading */
} anno_many;

/* Begins a file whose documents are named after its path without the first of `endings` (".a .b"). False without
   memory, which is then reported; anno_many_close() is due in any case. */
bool anno_many_open(anno_many *many, const anno_ctx *ctx, const anno_source *source, const char *endings);
/* A document that has no ID yet, at `at`. NULL without memory, which is then reported. */
anno_doc *anno_many_begin(anno_many *many, anno_loc at);
/* Names the document FILE/NAME, or FILE/NUMBER without a name, or, with `alone`, FILE, made unique in the file; seals
   it, hands it on and forgets it. False if the reading is to end. */
bool anno_many_end(anno_many *many, anno_doc *doc, anno_str name, bool alone);
/* Hands on a document that could not be read, after its finding; "alone" as above. */
void anno_many_bad(anno_many *many, anno_loc at, bool alone);
/* anno_json_values(), its status taken over. */
void anno_many_values(anno_many *many, anno_str path, anno_json_sink sink);
/* True as long as the reading may go on. */
static inline bool anno_many_go_on(const anno_many *many) {
  return many->status == ANNO_OK || many->status == ANNO_SKIP;
}
/* Reports that memory is out, unless that was done; false. */
bool anno_many_no_memory(anno_many *many);
/* Frees what the file took. The worst status. */
anno_status anno_many_close(anno_many *many);

#endif
