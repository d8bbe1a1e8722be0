/* Places of a story while they are collected. */
#ifndef ANNO_DRAW_PLACES_H
#define ANNO_DRAW_PLACES_H

#include "draw/story.h"

typedef struct {
  anno_arena *arena;
  anno_at *items;
  size_t count, capacity;
} anno_places;

static inline anno_places anno_places_in(anno_arena *arena) { return (anno_places){.arena = arena}; }
/* Appends a place; without memory the arena knows. */
void anno_places_add(anno_places *places, anno_at at);
/* What was collected: ascending, each once. */
anno_list anno_places_list(anno_places *places);

#endif
