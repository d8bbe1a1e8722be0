/* The document model as text: what the tests of readers compare, and what a user looks at when in doubt. */
#ifndef ANNO_MODEL_DUMP_H
#define ANNO_MODEL_DUMP_H

#include "base/out.h"
#include "model/doc.h"

/* Writes a sealed document to `out`. `cursor` is what places are counted from: the same one for all documents of a
   file, or the file would be counted anew for each. */
void anno_dump(anno_out *out, const anno_doc *doc, anno_cursor *cursor);

#endif
