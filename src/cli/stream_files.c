#include "cli/stream_files.h"

#include <errno.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/buf.h"

static bool is_inside(anno_str path) {
  return anno_str_eq(path, ANNO_STR("-")) || anno_str_starts(path, ANNO_STR("-/"));
}

/* True if `path` is `folder`, or lies in it. */
static bool is_below(anno_str path, anno_str folder) {
  return anno_str_starts(path, folder) && (path.len == folder.len || path.ptr[folder.len] == '/');
}

const anno_stream_file *anno_stream_files_find(const anno_stream_files *f, anno_str path) {
  for (size_t i = 0; i < f->group.count; i++)
    if (anno_str_eq(f->group.items[i].path, path)) return &f->group.items[i];
  const unsigned kept = anno_table_get(&f->kept_paths, path);
  return kept ? &f->kept.items[kept - 1] : NULL;
}

/* ---- The functions of a file system */

static bool has_in(const anno_stream_shelf *shelf, anno_str folder) {
  for (size_t i = 0; i < shelf->count; i++)
    if (is_below(shelf->items[i].path, folder)) return true;
  return false;
}

static anno_file_kind stream_kind(void *handle, anno_str path) {
  const anno_stream_files *f = handle;
  if (!is_inside(path)) return f->inner->kind(f->inner->handle, path);
  if (anno_stream_files_find(f, path)) return ANNO_FILE_REGULAR;
  if (path.len == 1 || has_in(&f->group, path) || has_in(&f->kept, path)) return ANNO_FILE_FOLDER;
  errno = ENOENT;
  return ANNO_FILE_NONE;
}

static int hand_on(const anno_stream_file *file, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  char bytes[1 << 16];
  if (file->bytes.len && !chunk(to, file->bytes)) return 0;
  while (file->rest) {
    const long n = file->rest->more(file->rest->handle, bytes, sizeof bytes);
    if (n < 0) return EBADMSG;
    if (n == 0 || !chunk(to, (anno_str){bytes, (size_t)n})) break;
  }
  return 0;
}

static int stream_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  const anno_stream_files *f = handle;
  if (!is_inside(path)) return f->inner->stream(f->inner->handle, path, to, chunk);
  const anno_stream_file *file = anno_stream_files_find(f, path);
  return file ? hand_on(file, to, chunk) : ENOENT;
}

static bool keep(void *to, anno_str bytes) {
  anno_buf *buf = to;
  anno_buf_put(buf, bytes);
  return !anno_arena_failed(buf->arena) && buf->len <= ANNO_MOST_file_bytes;
}

static int read_rest(const anno_stream_file *file, anno_arena *arena, anno_str *out) {
  anno_buf buf = anno_buf_in(arena);
  const int error = hand_on(file, &buf, keep);
  *out = anno_buf_str(&buf);
  return error ? error : buf.len > ANNO_MOST_file_bytes ? EFBIG : 0;
}

/* What belongs to the document lives as long as it; what stays may go before the run ends. */
static int stream_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  const anno_stream_files *f = handle;
  if (!is_inside(path)) return f->inner->read(f->inner->handle, arena, path, out);
  const anno_stream_file *file = anno_stream_files_find(f, path);
  if (!file) return ENOENT;
  const bool stays = f->kept.count && file >= f->kept.items && file < f->kept.items + f->kept.count;
  int error = 0;
  if (file->rest)
    error = read_rest(file, arena, out);
  else
    *out = stays ? anno_arena_copy(arena, file->bytes) : file->bytes;
  return error ? error : anno_arena_failed(arena) ? ENOMEM : 0;
}

typedef struct {
  anno_arena *arena;
  anno_str folder;
  anno_str *names;
  size_t count, capacity;
} listing;

static void list_shelf(const anno_stream_shelf *shelf, listing *l) {
  for (size_t i = 0; i < shelf->count; i++)
    if (anno_str_eq(anno_path_folder(shelf->items[i].path), l->folder))
      ANNO_PUSH(l->arena, l->names, l->count, l->capacity, anno_path_name(shelf->items[i].path));
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

static int stream_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  const anno_stream_files *f = handle;
  if (!is_inside(path)) return f->inner->list(f->inner->handle, arena, path, names, count);
  listing l = {.arena = arena, .folder = path};
  list_shelf(&f->kept, &l);
  list_shelf(&f->group, &l);
  if (l.count) qsort(l.names, l.count, sizeof *l.names, by_bytes);
  *names = l.names;
  *count = l.count;
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

/* ---- */

bool anno_stream_files_open(anno_stream_files *f, const anno_files *inner) {
  *f = (anno_stream_files){.inner = inner};
  f->files = (anno_files){f, stream_kind, stream_read, stream_list, stream_stream};
  f->kept.arena = anno_arena_new(NULL, 0);
  f->group.arena = anno_arena_new(NULL, 0);
  f->kept_paths = anno_table_in(f->kept.arena);
  return f->kept.arena && f->group.arena;
}

void anno_stream_files_close(anno_stream_files *f) {
  anno_arena_free(f->kept.arena);
  anno_arena_free(f->group.arena);
}

static bool put(anno_stream_shelf *shelf, anno_stream_file file) {
  shelf->bytes += file.bytes.len;
  return ANNO_PUSH(shelf->arena, shelf->items, shelf->count, shelf->capacity, file) && !anno_arena_failed(shelf->arena);
}

bool anno_stream_files_add(anno_stream_files *f, anno_stream_file file) { return put(&f->group, file); }

void anno_stream_files_next(anno_stream_files *f) {
  anno_arena_reset(f->group.arena);
  f->group = (anno_stream_shelf){.arena = f->group.arena};
}

static bool copy_in(anno_stream_files *f, anno_stream_file file) {
  const anno_stream_file copy = {anno_arena_copy(f->kept.arena, file.path), anno_arena_copy(f->kept.arena, file.bytes),
                                 NULL};
  return put(&f->kept, copy) && anno_table_set(&f->kept_paths, copy.path, (unsigned)f->kept.count);
}

/* Keeps only what is beside or above `path`. */
static bool make_room(anno_stream_files *f, anno_str path) {
  anno_stream_files old = *f;
  f->kept = (anno_stream_shelf){.arena = anno_arena_new(NULL, 0)};
  if (!f->kept.arena) {
    f->kept = old.kept;
    return false;
  }
  f->kept_paths = anno_table_in(f->kept.arena);
  bool good = true;
  for (size_t i = 0; i < old.kept.count && good; i++)
    if (is_below(path, anno_path_folder(old.kept.items[i].path))) good = copy_in(f, old.kept.items[i]);
  anno_arena_free(old.kept.arena);
  return good;
}

bool anno_stream_files_keep(anno_stream_files *f, anno_stream_file file) {
  if (f->kept.bytes + file.bytes.len > ANNO_MOST_aside_bytes && !make_room(f, file.path)) return false;
  return f->kept.bytes + file.bytes.len <= ANNO_MOST_aside_bytes && copy_in(f, file);
}
