#include "draw/places.h"

#include <stdlib.h>

void anno_places_add(anno_places *places, anno_at at) {
  ANNO_PUSH(places->arena, places->items, places->count, places->capacity, at);
}

static int by_place(const void *a, const void *b) {
  const anno_at x = *(const anno_at *)a, y = *(const anno_at *)b;
  return (x > y) - (x < y);
}

anno_list anno_places_list(anno_places *places) {
  size_t kept = 0;
  if (places->count) qsort(places->items, places->count, sizeof *places->items, by_place);
  for (size_t i = 0; i < places->count; i++)
    if (!kept || places->items[kept - 1] != places->items[i]) places->items[kept++] = places->items[i];
  return (anno_list){places->items, kept};
}
