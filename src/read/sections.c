#include "read/sections.h"

#include "read/ids.h"

void anno_sections_add(anno_arena *arena, anno_sections *sections, size_t begin, anno_str name) {
  const anno_section section = {.begin = begin, .name = name};
  if (sections->count) sections->items[sections->count - 1].end = begin;
  ANNO_PUSH(arena, sections->items, sections->count, sections->capacity, section);
}

void anno_sections_name(anno_arena *arena, anno_sections *sections, size_t end, anno_str id) {
  anno_ids ids = anno_ids_in(arena);
  if (sections->count) sections->items[sections->count - 1].end = end;
  for (size_t i = 0; i < sections->count; i++) {
    anno_section *s = &sections->items[i];
    if (sections->count == 1)
      s->id = id;
    else if (s->name.len)
      s->id = anno_ids_take(&ids, anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(id), ANNO_FMT(s->name)));
    else
      s->id = anno_ids_take(&ids, anno_arena_print(arena, "%.*s/%zu", ANNO_FMT(id), i + 1));
  }
}
