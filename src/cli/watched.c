#include "cli/watched.h"

#include <stdlib.h>

static void note(anno_watched *w, anno_watched_row row) {
  const unsigned at = anno_table_get(&w->at, row.path);
  anno_watched_row *old = at ? &w->rows[at - 1] : NULL;
  if (old && (row.kind > old->kind || (row.kind == old->kind && row.size > old->size))) {
    row.path = old->path;
    *old = row;
  }
  if (old) return;
  row.path = anno_arena_copy(w->arena, row.path);
  if (ANNO_PUSH(w->arena, w->rows, w->count, w->capacity, row)) anno_table_set(&w->at, row.path, (unsigned)w->count);
}

static void note_unknown(anno_watched *w, anno_str path) {
  note(w, (anno_watched_row){.path = path, .kind = ANNO_WATCHED_UNKNOWN});
}

/* ---- Answers */

static anno_watched_kind kind_of(anno_file_kind kind) {
  static const anno_watched_kind kinds[] = {[ANNO_FILE_NONE] = ANNO_WATCHED_NOTHING,
                                            [ANNO_FILE_REGULAR] = ANNO_WATCHED_FILE,
                                            [ANNO_FILE_FOLDER] = ANNO_WATCHED_FOLDER,
                                            [ANNO_FILE_OTHER] = ANNO_WATCHED_OTHER};
  return kinds[kind];
}

static anno_hash hash_of(anno_str bytes) {
  anno_digest digest;
  anno_digest_begin(&digest);
  anno_digest_put(&digest, bytes);
  return anno_digest_end(&digest);
}

static anno_hash hash_of_names(const anno_str *names, size_t count) {
  anno_digest digest;
  anno_digest_begin(&digest);
  for (size_t i = 0; i < count; i++) {
    anno_digest_put(&digest, names[i]);
    anno_digest_put(&digest, (anno_str){"", 1}); /* no name has a NUL */
  }
  return anno_digest_end(&digest);
}

/* Bytes on their way to whoever asked for them. */
typedef struct {
  anno_digest digest;
  size_t size;
  bool stopped;
  void *to;
  bool (*chunk)(void *to, anno_str bytes);
} stream;

static bool on_chunk(void *handle, anno_str bytes) {
  stream *s = handle;
  anno_digest_put(&s->digest, bytes);
  s->size += bytes.len;
  s->stopped = !s->chunk(s->to, bytes);
  return !s->stopped;
}

/* ---- The functions of a file system */

static anno_file_kind watch_kind(void *handle, anno_str path) {
  anno_watched *w = handle;
  const anno_file_kind kind = w->under->kind(w->under->handle, path);
  note(w, (anno_watched_row){.path = path, .kind = kind_of(kind)});
  return kind;
}

static int watch_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  anno_watched *w = handle;
  const int error = w->under->read(w->under->handle, arena, path, out);
  if (error)
    note_unknown(w, path);
  else
    note(w, (anno_watched_row){path, ANNO_WATCHED_READ, out->len, hash_of(*out)});
  return error;
}

static int watch_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  anno_watched *w = handle;
  const int error = w->under->list(w->under->handle, arena, path, names, count);
  if (error)
    note_unknown(w, path);
  else
    note(w, (anno_watched_row){path, ANNO_WATCHED_NAMES, *count, hash_of_names(*names, *count)});
  return error;
}

static int watch_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  anno_watched *w = handle;
  stream s = {.to = to, .chunk = chunk};
  anno_digest_begin(&s.digest);
  const int error = w->under->stream(w->under->handle, path, &s, on_chunk);
  const anno_hash hash = anno_digest_end(&s.digest);
  if (error)
    note_unknown(w, path);
  else
    note(w, (anno_watched_row){path, s.stopped ? ANNO_WATCHED_HEAD : ANNO_WATCHED_READ, s.size, hash});
  return error;
}

void anno_watched_begin(anno_watched *watched, anno_arena *arena, const anno_files *under) {
  *watched = (anno_watched){.files = {watched, watch_kind, watch_read, watch_list, watch_stream},
                            .under = under,
                            .arena = arena,
                            .at = anno_table_in(arena)};
}

static int by_path(const void *a, const void *b) {
  const anno_watched_row *x = a, *y = b;
  int c = anno_str_cmp(x->path, y->path);
  if (!c) c = (x->kind > y->kind) - (x->kind < y->kind);
  return c ? c : memcmp(x->hash.bytes, y->hash.bytes, sizeof x->hash.bytes);
}

void anno_watched_sort(anno_watched_row *rows, size_t count) {
  if (count) qsort(rows, count, sizeof *rows, by_path);
}

/* ---- Asking again */

/* Of a file only its first bytes may count. */
typedef struct {
  anno_digest digest;
  size_t size, most;
  bool only_most;
} second_look;

static bool look_at_chunk(void *handle, anno_str bytes) {
  second_look *look = handle;
  if (look->only_most) bytes = anno_str_sub(bytes, 0, look->most - look->size);
  anno_digest_put(&look->digest, bytes);
  look->size += bytes.len;
  /* A file that has grown needs no reading to its end. */
  return look->only_most ? look->size < look->most : look->size <= look->most;
}

static bool same_bytes(const anno_files *files, anno_str path, const anno_watched_row *row) {
  second_look look = {.most = row->size, .only_most = row->kind == ANNO_WATCHED_HEAD};
  anno_digest_begin(&look.digest);
  if (files->stream(files->handle, path, &look, look_at_chunk)) return false;
  const anno_hash hash = anno_digest_end(&look.digest);
  return look.size == row->size && memcmp(hash.bytes, row->hash.bytes, sizeof hash.bytes) == 0;
}

static bool same_names(const anno_files *files, anno_str path, const anno_watched_row *row) {
  anno_str *names = NULL;
  size_t count = 0;
  anno_arena *arena = anno_arena_new(NULL, 0);
  bool same = arena && !files->list(files->handle, arena, path, &names, &count) && count == row->size;
  if (same) {
    const anno_hash hash = hash_of_names(names, count);
    same = memcmp(hash.bytes, row->hash.bytes, sizeof hash.bytes) == 0;
  }
  anno_arena_free(arena);
  return same;
}

bool anno_watched_same(const anno_files *files, anno_str path, const anno_watched_row *row) {
  if (anno_str_eq(path, ANNO_STR("-"))) return false;
  switch (row->kind) {
    case ANNO_WATCHED_UNKNOWN: return false;
    case ANNO_WATCHED_NAMES: return same_names(files, path, row);
    case ANNO_WATCHED_HEAD:
    case ANNO_WATCHED_READ:
      /* Reading a pipe may never end. */
      return files->kind(files->handle, path) == ANNO_FILE_REGULAR && same_bytes(files, path, row);
    default: return kind_of(files->kind(files->handle, path)) == row->kind;
  }
}
