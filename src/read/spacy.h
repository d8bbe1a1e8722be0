/* spaCy's JSON, in three layouts. Internal to read_spacy.c and spacy_*.c. */
#ifndef ANNO_READ_SPACY_H
#define ANNO_READ_SPACY_H

#include "read/json_said.h"
#include "read/token_text.h"

/* A document while it is read. */
typedef struct {
  anno_doc *doc;
  anno_ids ids;
  anno_node whole;       /* what is said of the document stands on it; 0 until it is needed */
  anno_table token_ends; /* where a token begins, as written -> where it ends, plus one */
} anno_spacy;

/* A span called `name` and a number from 0. */
anno_node anno_spacy_span(anno_spacy *s, const char *name, size_t number, anno_str type, anno_loc at);
/* The owner of attributes of `node`. */
anno_owner anno_spacy_owner(anno_spacy *s, anno_node node);
/* The owner of attributes of the document as a whole. */
anno_owner anno_spacy_whole(anno_spacy *s, anno_loc at);
/* Head and label of a dependency between two token spans; both the same: the root. */
void anno_spacy_depend(anno_spacy *s, anno_node token, anno_node head, anno_str label, anno_loc at);

/* What Doc.to_json() writes, and displaCy takes. */
void anno_spacy_read_doc(anno_spacy *s, anno_json root);
/* A text with {"entities": [[begin, end, label]]}, which `facts` is. */
void anno_spacy_read_pair(anno_spacy *s, anno_json text, anno_json facts);
/* A document of the training format of spaCy 2. */
void anno_spacy_read_training(anno_spacy *s, anno_json root);

#endif
