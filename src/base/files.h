/* Reading files, whole or in pieces; finding files below a folder. Readers go through anno_files, so that tests can
   serve documents from memory. */
#ifndef ANNO_BASE_FILES_H
#define ANNO_BASE_FILES_H

#include "base/arena.h"
#include "base/diag.h"

typedef enum { ANNO_FILE_NONE, ANNO_FILE_REGULAR, ANNO_FILE_FOLDER, ANNO_FILE_OTHER } anno_file_kind;

typedef struct {
  void *handle;
  anno_file_kind (*kind)(void *handle, anno_str path);
  /* All bytes of `path` ("-": standard input) into `arena`. 0, or an errno value. */
  int (*read)(void *handle, anno_arena *arena, anno_str path, anno_str *out);
  /* The names in a folder, in order of bytes, without those that begin with a dot. 0, or an errno value. */
  int (*list)(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count);
  /* Hands the bytes of `path` ("-": standard input) to `chunk`, of which each call gets some, until the end or until
     it returns false, which is no error. 0, or an errno value. */
  int (*stream)(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes));
} anno_files;

/* The real file system. */
extern const anno_files anno_files_disk;

/* The part of `path` behind its last '/'. */
anno_str anno_path_name(anno_str path);
/* The part of `path` before its last '/', without it; "" if there is none, "/" for the root. */
anno_str anno_path_folder(anno_str path);
/* `folder` and `name` joined by one '/'; `name` alone if `folder` is empty. In `arena`. */
anno_str anno_path_join(anno_arena *arena, anno_str folder, anno_str name);

#endif
