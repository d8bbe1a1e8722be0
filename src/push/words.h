/* What a store answers, in words that may be shown. */
#ifndef ANNO_PUSH_WORDS_H
#define ANNO_PUSH_WORDS_H

#include "base/arena.h"

/* What a status says about a push; "" if nothing is known. */
const char *anno_words_for(long status);
/* The beginning of `body` on one line: what a terminal would obey or not show is escaped. In `arena`. */
anno_str anno_words_excerpt(anno_arena *arena, anno_str body);

#endif
