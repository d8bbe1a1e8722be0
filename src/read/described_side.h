/* Parts of a document that stand in files beside it, joined by the document's ID. Their bytes are kept, and 56 bytes a
   line; trees are made for one document at a time, but for files that are one value, whose tree is kept. */
#ifndef ANNO_READ_DESCRIBED_SIDE_H
#define ANNO_READ_DESCRIBED_SIDE_H

#include "read/described.h"

typedef struct anno_sides anno_sides;

/* Loads the files that the layout has beside `source` into ctx->document, and finds out what is of which document.
   ANNO_SKIP if a line of them cannot be read; ANNO_BAD_INPUT if a file cannot. All is reported. */
anno_status anno_sides_load(const anno_ctx *ctx, const anno_source *source, const anno_json_layout *layout,
                            anno_sides **out);
/* Reads what part `number` has on the document called `id`. ANNO_NO_MEMORY, reported, or ANNO_OK. */
anno_status anno_sides_read(anno_sides *sides, anno_described *d, size_t number, anno_str id);
/* Reports what is of no document that was read, as if it were a document: one that is skipped. */
anno_status anno_sides_end(anno_sides *sides, anno_str file_id, anno_doc_sink out);

#endif
