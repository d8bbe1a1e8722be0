/* The text of a format that has tokens only: what it says of blanks between them decides, else there is one. */
#ifndef ANNO_READ_TOKEN_TEXT_H
#define ANNO_READ_TOKEN_TEXT_H

#include "base/buf.h"
#include "model/doc.h"

typedef struct {
  anno_buf buf;
  size_t points; /* code points so far */
  anno_str gap;  /* what stands before the next token */
} anno_token_text;

/* An empty text in `arena`, which says so on failure. */
anno_token_text anno_token_text_in(anno_arena *arena);
/* Adds a token; the code point at which it begins. `gap` is what follows it if another one does. */
size_t anno_token_text_put(anno_token_text *text, anno_str token, anno_str gap);
/* Gives the document its text, and says that it was made if there is any. */
void anno_token_text_give(const anno_token_text *text, anno_doc *doc);

#endif
