#include "cli/rooted.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"

/* The folder with its '/'; "" for none. */
static anno_str folder_of(anno_str path) { return anno_str_sub(path, 0, path.len - anno_path_name(path).len); }

anno_rooted anno_rooted_source(const anno_found *found) {
  const anno_str path = found->source.path, id = found->id;
  if (anno_str_ends(path, id)) return (anno_rooted){anno_str_sub(path, 0, path.len - id.len), ANNO_STR("")};
  /* The root lies above what was named. */
  return (anno_rooted){folder_of(path), folder_of(id)};
}

anno_rooted anno_rooted_corpus(anno_arena *arena, anno_str root) {
  const bool slash = !root.len || root.ptr[root.len - 1] == '/';
  return (anno_rooted){slash ? root : anno_arena_print(arena, "%.*s/", ANNO_FMT(root)), ANNO_STR("")};
}

static bool leads_out(anno_str path) {
  return anno_str_starts(path, ANNO_STR("/")) || anno_str_starts(path, ANNO_STR("../")) ||
         anno_str_eq(path, ANNO_STR(".."));
}

bool anno_rooted_relative(anno_arena *arena, const anno_rooted *rooted, anno_str path, anno_str *out) {
  const anno_str shown = rooted->shown;
  *out = anno_path_name(path);
  if (shown.len && anno_str_eq(path, anno_str_sub(shown, 0, shown.len - 1))) path = shown;
  if (!anno_str_starts(path, shown)) return false;
  const anno_str rest = anno_str_sub(path, shown.len, path.len);
  if (leads_out(rest)) return false;
  *out = anno_arena_print(arena, "%.*s%.*s", ANNO_FMT(rooted->below), ANNO_FMT(rest));
  if (!out->len) *out = ANNO_STR(".");
  return true;
}

bool anno_rooted_path(anno_arena *arena, const anno_rooted *rooted, anno_str relative, anno_str *out) {
  if (!anno_str_starts(relative, rooted->below) || leads_out(relative)) return false;
  const anno_str rest = anno_str_sub(relative, rooted->below.len, relative.len), shown = rooted->shown;
  const bool is_root = anno_str_eq(relative, ANNO_STR(".")) && shown.len > 1;
  *out = is_root ? anno_str_sub(shown, 0, shown.len - 1)
                 : anno_arena_print(arena, "%.*s%.*s", ANNO_FMT(shown), ANNO_FMT(rest));
  return true;
}

/* The absolute path of a file's folder, with a '/' at its end. Without one nothing true can be said of where another
   file is from there: the arena fails. */
static anno_str real_folder(anno_arena *arena, const char *path) {
  const anno_str folder = folder_of(anno_str_from(path));
  char *p = realpath(folder.len ? anno_arena_copy(arena, folder).ptr : ".", NULL);
  if (!p) anno_arena_array(arena, SIZE_MAX, 2);
  const anno_str real = anno_str_from(p ? p : "");
  const anno_str out = anno_arena_print(arena, "%.*s%s", ANNO_FMT(real), anno_str_ends(real, ANNO_STR("/")) ? "" : "/");
  free(p);
  return out;
}

anno_str anno_path_from(anno_arena *arena, const char *from, const char *path) {
  anno_str here = real_folder(arena, from), there = real_folder(arena, path);
  size_t common = 0;
  for (size_t i = 0; i < here.len && i < there.len && here.ptr[i] == there.ptr[i]; i++)
    if (here.ptr[i] == '/') common = i + 1;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = common; i < here.len; i++)
    if (here.ptr[i] == '/') anno_buf_put(&buf, ANNO_STR("../"));
  anno_buf_put(&buf, anno_str_sub(there, common, there.len));
  anno_buf_put(&buf, anno_path_name(anno_str_from(path)));
  return anno_buf_str(&buf);
}
