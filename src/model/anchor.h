/* Re-anchoring: the place near-by where the text that a file recorded for a span does stand. */
#ifndef ANNO_MODEL_ANCHOR_H
#define ANNO_MODEL_ANCHOR_H

#include "model/doc.h"

/* The most code points that a span is moved. */
enum { ANNO_ANCHOR_REACH = 40 };

/* Moves those of the `count` spans `astray` whose recorded text stands at one place within reach, as it is or with
   other blanks, quotes or Unicode form; their `anchored_from` tells of it. Whole words come before parts of words.
   Where several places would do, a span is moved only if the spans around it, or the other spans of its type, leave no
   doubt which it is. Spans that are not moved stay as they are. */
void anno_anchor_spans(anno_doc *doc, const anno_node *astray, size_t count);

#endif
