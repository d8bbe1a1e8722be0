/* Sections come out in the order of their sources, whoever makes them when. Whoever has the turn, and nobody else, may
   let things out; what is finished before its turn waits here, up to a bound. */
#ifndef ANNO_CLI_TURNS_H
#define ANNO_CLI_TURNS_H

#include "cli/section.h"

typedef struct anno_turns anno_turns;

/* Lets out all that a section holds, and empties it; false: nothing more is wanted. */
typedef struct {
  void *handle;
  bool (*on_section)(void *handle, anno_section *section);
} anno_section_sink;

/* Turns of the sources from `first` to before `end`; NULL without memory. */
anno_turns *anno_turns_new(size_t first, size_t end, anno_section_sink to);
void anno_turns_free(anno_turns *turns);
/* True if every source came out, or no more was wanted. */
bool anno_turns_complete(const anno_turns *turns);
/* The next source that nobody has taken yet, in order: `section` is for that one from now on. False if there is none,
   or nothing more is wanted. */
bool anno_turns_take(anno_turns *turns, anno_section *section);
/* True if the section has the turn. */
bool anno_turns_has(anno_turns *turns, const anno_section *section);
/* Waits until the section has the turn. */
void anno_turns_wait(anno_turns *turns, const anno_section *section);
/* The section is complete: it comes out now if it has the turn, and with it what waited for it, or else later. An empty
   section comes back, which may be another one; NULL without memory. */
anno_section *anno_turns_done(anno_turns *turns, anno_section *section);

#endif
