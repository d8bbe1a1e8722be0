/* The text of a span against the text that a file recorded for it. */
#ifndef ANNO_MODEL_SPAN_TEXT_H
#define ANNO_MODEL_SPAN_TEXT_H

#include "model/doc.h"

/* The fragments in the order of the text; those of the item stay in the order of the file. NULL without memory. */
const anno_fragment *anno_span_in_order(const anno_doc *doc, const anno_item *span);
/* The text that `count` fragments cover, with `between` between them. */
anno_str anno_span_join(const anno_doc *doc, const anno_fragment *fragments, size_t count, anno_str between);
/* Sets begin, end and text of a span whose fragments lie within the text. */
void anno_span_cover(const anno_doc *doc, anno_item *span);
/* True if the span has the text that was recorded: blanks, quotes and Unicode forms may differ, more may stand behind
   it after a blank, and fragments may be joined in the order of the file or without a blank. */
bool anno_span_agrees(const anno_doc *doc, const anno_item *span);

/* Bytes that anno_span_shown() needs. */
enum { ANNO_SPAN_SHOWN = 60, ANNO_SPAN_ROOM = ANNO_SPAN_SHOWN + 7 };
/* The part of `s` from `from` on that fits into one line, in `out` of ANNO_SPAN_ROOM bytes. */
const char *anno_span_shown(anno_str s, size_t from, char *out);

#endif
