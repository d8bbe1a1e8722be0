/* The part of anno_doc_seal() that looks for names that look like other ones. */
#ifndef ANNO_MODEL_SEAL_NAMES_H
#define ANNO_MODEL_SEAL_NAMES_H

#include "model/doc.h"

/* Warns of short spans with characters that nobody sees, and with words of letters of two scripts; once each, of the
   first one, and says how many more there are. For the documents that are good. */
void anno_seal_names(anno_doc *doc);

#endif
