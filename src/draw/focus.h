/* Whom a picture is about: actors by name. */
#ifndef ANNO_DRAW_FOCUS_H
#define ANNO_DRAW_FOCUS_H

#include "draw/choose.h"

/* Sets `in_focus` of all referents. What is called so: the referent with that IRI ("ent:x" stands for …/entity/x), else
   those with that label, else those with that label in other letters (ASCII, upper or lower), else the same for other
   names; actors before other things, nobody who is unspecified. False if a focus is unknown, each of which is reported
   with the names nearest to it. */
bool anno_focus_mark(const anno_ctx *ctx, anno_story *story, const anno_choice *choice);

/* Marks, in arrays of the story's size, the claims and sayings that lie at most choice->depth steps from a focus. A
   step leads from an actor to the sayings that he is speaker, addressee, accused or topic of, whose content tells of
   him, that he answers or is answered by, with what they relay and who relays them; and from these to all actors in
   them. */
void anno_focus_reach(const anno_story *story, unsigned depth, bool *claims, bool *sayings);

#endif
