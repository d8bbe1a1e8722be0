/* A view: what of a story a picture shows. One file view_<name>.c that ends in one constant, one row in views.def. */
#ifndef ANNO_DRAW_VIEW_H
#define ANNO_DRAW_VIEW_H

#include "draw/choose.h"
#include "draw/picture.h"

/* How much is folded so that a picture stays below its limit; each includes those before it. */
typedef enum {
  ANNO_FOLD_NOTHING,
  ANNO_FOLD_PEOPLE, /* into the body they belong to */
  ANNO_FOLD_BODIES, /* into their side */
  ANNO_FOLD_REST,   /* what is stated least goes into one card, "and 37 others (112 statements)" */
  ANNO_FOLD_COUNT
} anno_fold;

typedef struct {
  anno_arena *arena;
  const anno_story *story; /* with choices marked */
  const anno_choice *choice;
  anno_fold fold;
  size_t limit;    /* nodes (anno_picture_nodes) that a picture with ANNO_FOLD_REST may have; at least 6 */
  anno_list sides; /* referents, not in order of place but of how much is said: the i-th has tone ANNO_TONE_SIDE + i */
} anno_task;

typedef struct {
  const char *name, *title, *summary;
  /* Draws into an empty picture; out of memory is the arena's to know. Without anything to show it adds no card. */
  void (*draw)(const anno_task *task, anno_picture *out);
  bool only_rest; /* people and bodies are no cards of it: of the folds only ANNO_FOLD_REST makes it smaller */
} anno_view;

/* The view called `name`, NULL if there is none; the i-th of views.def, NULL behind the last. */
const anno_view *anno_view_named(anno_str name);
const anno_view *anno_view_at(size_t i);

/* The referent itself, its body or its side, as far as the task folds; a body stands for itself. */
anno_at anno_folded(const anno_task *task, anno_at referent);
/* The side that a referent is grouped under, by itself or through its body; ANNO_NOWHERE if none. A side is its own. */
anno_at anno_side_of(const anno_task *task, anno_at referent);
/* The tone of the referent's side, ANNO_TONE_PLAIN if it has none; the short name of the side, "" if none. */
anno_tone anno_tone_of(const anno_task *task, anno_at referent);
anno_str anno_tag_of(const anno_task *task, anno_at referent);

/* Draws `view`, folding until the picture is below the limit, and completes it: subtitle (what was counted, n of m
   shown, what was folded, what was chosen), sides and their colours, sources. A picture of nothing says so. */
anno_status anno_view_draw(const anno_ctx *ctx, const anno_view *view, const anno_story *story,
                           const anno_choice *choice, anno_picture *out);

#endif
