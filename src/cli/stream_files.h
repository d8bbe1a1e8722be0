/* The files of a tar stream that are in memory, as a file system over another one: its top is the folder "-". Some
   stay, such as documents.ttl, and some belong to the document that is being read. Where those that stay become too
   many bytes, those go that lie neither beside nor above the document. */
#ifndef ANNO_CLI_STREAM_FILES_H
#define ANNO_CLI_STREAM_FILES_H

#include "base/files.h"
#include "base/table.h"

/* What follows the first bytes of a file that is not in memory as a whole: some of it into `to`, how many, 0 at the
   end, -1 if the archive is damaged. */
typedef struct {
  void *handle;
  long (*more)(void *handle, char *to, size_t room);
} anno_stream_rest;

typedef struct {
  anno_str path; /* "-/..." */
  anno_str bytes;
  const anno_stream_rest *rest; /* NULL: that is all. Else it can be read once. */
} anno_stream_file;

typedef struct {
  anno_arena *arena;
  anno_stream_file *items;
  size_t count, capacity;
  size_t bytes;
} anno_stream_shelf;

typedef struct {
  anno_files files;
  const anno_files *inner;
  anno_stream_shelf kept, group;
  anno_table kept_paths; /* -> index plus one */
} anno_stream_files;

/* False without memory; anno_stream_files_close() is due in any case. */
bool anno_stream_files_open(anno_stream_files *files, const anno_files *inner);
void anno_stream_files_close(anno_stream_files *files);
/* Adds to the group, whose arena holds path and bytes. False without memory. */
bool anno_stream_files_add(anno_stream_files *files, anno_stream_file file);
/* Forgets the group. */
void anno_stream_files_next(anno_stream_files *files);
/* Keeps a copy. False without memory, or if there is no room for it. */
bool anno_stream_files_keep(anno_stream_files *files, anno_stream_file file);
/* NULL if there is none. */
const anno_stream_file *anno_stream_files_find(const anno_stream_files *files, anno_str path);

#endif
