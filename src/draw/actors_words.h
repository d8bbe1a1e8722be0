/* What the cards of the view of actors say of who stands in them. Texts are in the task's arena. */
#ifndef ANNO_DRAW_ACTORS_WORDS_H
#define ANNO_DRAW_ACTORS_WORDS_H

#include "draw/actors.h"

/* "a · b", or the one of them that is not empty. */
anno_str anno_cast_joined(anno_arena *arena, anno_str a, anno_str b);
/* "said to belong to Acme, by Jane Doe", if only somebody says so; "" else. */
anno_str anno_cast_alleged(const anno_task *task, anno_at who, bool name_body);
/* "A, B, C and 9 more" */
anno_str anno_cast_names(const anno_cast *cast, const anno_at *referents, size_t count);
/* What supports the first sayings of somebody; "" if he says nothing. */
anno_str anno_cast_evidence(const anno_cast *cast, anno_at referent);
/* "[000 001]": where they are said to speak; "" if nowhere. */
anno_str anno_cast_sources(const anno_cast *cast, const anno_at *referents, size_t count);
/* "person", "body" …: for tables. */
anno_str anno_cast_kind(const anno_cast *cast, anno_at referent);

#endif
