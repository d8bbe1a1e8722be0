/* Text in a form in which the kind of blanks and quotes and the Unicode form make no difference. */
#ifndef ANNO_MODEL_FOLD_H
#define ANNO_MODEL_FOLD_H

#include <stdint.h>

#include "base/arena.h"

typedef struct {
  uint32_t *codes; /* compatibility-decomposed, in canonical order; white space is one blank, a quote is '"' */
  size_t *from;    /* for each the number of the (first) code point of the text that it comes from */
  size_t count;
} anno_fold;

/* `text` (valid UTF-8) folded, in `arena`, which says so on failure. Source: Unicode Standard Annex 15. */
anno_fold anno_fold_of(anno_arena *arena, anno_str text);
/* The same without the blanks at both ends. */
anno_fold anno_fold_trimmed(anno_arena *arena, anno_str text);
bool anno_fold_eq(const anno_fold *a, const anno_fold *b);
/* True if `code` belongs to the character before it. */
bool anno_fold_joins(uint32_t code);
/* True for what words of scripts that put blanks between words are made of. */
bool anno_fold_in_word(uint32_t code);

#endif
