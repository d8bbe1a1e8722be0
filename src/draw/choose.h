/* Which part of a story is drawn. */
#ifndef ANNO_DRAW_CHOOSE_H
#define ANNO_DRAW_CHOOSE_H

#include "draw/story.h"

typedef struct {
  const char *const *focus; /* labels, other names or IRIs of actors */
  size_t focus_count;
  unsigned depth; /* how far from them: 1 is what they say and what is said of them */
  bool has_since, has_until;
  long since, until;            /* days; both included */
  const char *const *documents; /* IDs, or beginnings of IDs */
  size_t document_count;
  unsigned acts;      /* bits; 0: all */
  unsigned min_count; /* what fewer sayings than this support is left out, by the views; at least 1 */
  size_t max_nodes;   /* 0: no limit */
} anno_choice;

/* Marks in the story what is chosen: sayings by all criteria, claims that a chosen saying has as content or that no
   saying at all has (if neither acts nor times are asked for). A saying's time is its own, else its document's date;
   what has none is not chosen if a time is asked for. A focus or document that the story does not know is reported
   (UNKNOWN_ACTOR with the nearest names, UNKNOWN_DOCUMENT): ANNO_BAD_USAGE. ANNO_NO_MEMORY. */
anno_status anno_choose(const anno_ctx *ctx, anno_story *story, const anno_choice *choice);
/* Whether the referent is one of the foci. */
bool anno_in_focus(const anno_story *story, const anno_choice *choice, anno_at referent);
/* What was asked for, for a subtitle: "about Russia; since 2017-01-01; accusations only"; "" if all was. */
anno_str anno_choice_text(anno_arena *arena, const anno_choice *choice);

#endif
