/* What answers are looked up by, so that no pair of claims is tried in vain: see draw/relate.h. */
#ifndef ANNO_DRAW_INDEX_H
#define ANNO_DRAW_INDEX_H

#include "draw/places.h"

/* True if a saying negates the claim or leaves it open. */
bool anno_is_opposed(const anno_story *story, anno_at claim);
/* Appends claims to `out`: among them, once or more, are all that generalise `claim` and that are
   opposed. The story has an index. */
void anno_index_generals(const anno_story *story, anno_at claim, anno_places *out);
/* The sayings that respond to `saying`. The story has an index. */
anno_list anno_index_responses(const anno_story *story, anno_at saying);

#endif
