/* Files that hold several documents one after the other, without an element around each. */
#ifndef ANNO_READ_SECTIONS_H
#define ANNO_READ_SECTIONS_H

#include "read/source.h"

/* A part of an input that is one document. */
typedef struct {
  size_t begin, end; /* bytes */
  anno_str name;     /* "" if the file does not tell */
  anno_str id;       /* of the document */
} anno_section;

typedef struct {
  anno_section *items;
  size_t count, capacity;
} anno_sections;

/* Begins a section at `begin`, where the one before it ends. */
void anno_sections_add(anno_arena *arena, anno_sections *sections, size_t begin, anno_str name);
/* Ends the last section at `end` and gives each its document ID: that of the file if there is one section, else that
   with a slash and the section's name or number behind it, and with a tilde and a number if there are several such. */
void anno_sections_name(anno_arena *arena, anno_sections *sections, size_t end, anno_str id);

#endif
