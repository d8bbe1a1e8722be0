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

/* What is made of them. */
typedef struct {
  const anno_ctx *ctx;
  const anno_source *source;
  const anno_input *input;
  anno_doc_sink out;
  const char *format; /* name of the reader */
  void *handle;
  /* Reads the bytes of one, which are UTF-8 and begin at doc->at. */
  void (*read)(void *handle, anno_doc *doc, anno_str bytes);
} anno_sections_job;

/* Begins a section at `begin`, where the one before it ends. */
void anno_sections_add(anno_arena *arena, anno_sections *sections, size_t begin, anno_str name);
/* Ends the last section at `end` and gives each its document ID: that of the file if there is one section, else that
   with a slash and the section's name or number behind it, and with a tilde and a number if there are several such. */
void anno_sections_name(anno_arena *arena, anno_sections *sections, size_t end, anno_str id);
/* Reads each section into a document of its own, seals it, hands it on and frees it. The worst status. */
anno_status anno_sections_read(const anno_sections *sections, const anno_sections_job *job);

#endif
