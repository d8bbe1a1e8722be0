/* The part of anno_doc_seal() that is about spans. */
#ifndef ANNO_MODEL_SEAL_SPANS_H
#define ANNO_MODEL_SEAL_SPANS_H

#include "model/doc.h"

/* Turns the offsets of all spans into code points, checks them and compares recorded text. */
void anno_seal_spans(anno_doc *doc);

#endif
