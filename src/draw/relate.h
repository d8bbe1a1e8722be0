/* How claims and sayings of a story bear on each other. */
#ifndef ANNO_DRAW_RELATE_H
#define ANNO_DRAW_RELATE_H

#include "draw/story.h"

/* True if each role of `general` stands, equally filled, in `special`, both have the same predicate, and `general` has
   a role at all: whoever denies `general` contradicts `special`, not the reverse. A claim generalises itself. */
bool anno_generalises(const anno_story *story, anno_at general, anno_at special);

/* Makes an index in the story's arena, so that the next two need not look through the whole story: anno_choose does so.
   Without memory there is none, and the arena knows. */
void anno_index_make(anno_story *story);
/* The claims, in `arena`, that generalise `claim` and that a saying negates or leaves open. */
anno_list anno_generals_of(anno_arena *arena, const anno_story *story, anno_at claim);

/* The sayings that answer a claim that others affirm, or words that they convey, in `arena`: those that negate or leave
   open a claim that generalises it, with the same mood as one that affirms it, and those that respond to a saying that
   makes it and negate, reject, doubt, deny or acknowledge. Only chosen ones; none that affirm the same claim. */
anno_list anno_answers_to(anno_arena *arena, const anno_story *story, anno_at claim);

/* Who is heard first: the saying at the end of the chain that relays `saying`, or itself. Rings end. */
anno_at anno_outermost(const anno_story *story, anno_at saying);

/* What a claim says, short: subject, predicate, object, further roles in brackets, nested claims in parentheses;
   `it` (ANNO_NOWHERE: none) is a referent that is written "it". Not longer than `most` code points: ends in "…". */
anno_str anno_phrase(anno_arena *arena, const anno_story *story, anno_at claim, anno_at it, size_t most);

/* "Maria Zakharova, Dmitry Peskov"; "somebody" for one who is unspecified; the publisher, title or ID of the document
   for a narration. At most `most` names, then "and 3 others". */
anno_str anno_speakers_text(anno_arena *arena, const anno_story *story, const anno_saying *saying, size_t most);

/* "[000 001]": the sources of documents; the first six, "and 3 more". */
anno_str anno_sources_text(anno_arena *arena, const anno_story *story, anno_list documents);

/* The words that support a saying: quote or evidence in quotation marks, with its source and, where given, certainty
   and time. For tooltips. */
anno_str anno_evidence_text(anno_arena *arena, const anno_story *story, const anno_saying *saying);

#endif
