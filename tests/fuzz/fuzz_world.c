#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"

void fuzz_broken(const char *condition, const char *file, int line) {
  dprintf(STDERR_FILENO, "ERROR: %s:%d: does not hold: %s\n", file, line, condition);
  abort();
}

static const fuzz_file *find(const fuzz_world *world, anno_str path) {
  for (size_t i = 0; i < world->count; i++) {
    const anno_str own = world->files[i].path;
    if (anno_str_eq(own, path) || (!own.len && world->files[i].bytes.len)) return &world->files[i];
  }
  return NULL;
}

static anno_file_kind on_kind(void *handle, anno_str path) {
  return find(handle, path) ? ANNO_FILE_REGULAR : ANNO_FILE_NONE;
}

static int on_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  const fuzz_file *file = find(handle, path);
  if (!file) return ENOENT;
  *out = anno_arena_copy(arena, file->bytes);
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

static int on_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  const fuzz_world *world = handle;
  size_t capacity = 0;
  (void)path;
  *names = NULL;
  *count = 0;
  for (size_t i = 0; i < world->count; i++) {
    const fuzz_file *file = &world->files[i];
    const anno_str name = file->path.len ? anno_path_name(file->path) : ANNO_STR("y.xml");
    if (file->path.len || file->bytes.len) ANNO_PUSH(arena, *names, *count, capacity, name);
  }
  return 0;
}

/* Small pieces: lines and values are cut anywhere. */
static int on_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  const fuzz_file *file = find(handle, path);
  if (!file) return ENOENT;
  for (size_t at = 0; at < file->bytes.len; at += 61)
    if (!chunk(to, anno_str_sub(file->bytes, at, at + 61))) break;
  return 0;
}

static void on_diag(void *handle, const anno_diag *diag) {
  fuzz_world *world = handle;
  world->errors += diag->level == ANNO_ERROR;
  world->seen += anno_cursor_place(&world->cursor, diag->at).line;
  MUST(diag->code != ANNO_UNBALANCED);
  for (size_t i = 0; i < diag->detail.len; i++) world->seen += (unsigned char)diag->detail.ptr[i];
}

void fuzz_world_open(fuzz_world *world) {
  *world = (fuzz_world){.functions = {world, on_kind, on_read, on_list, on_stream}, .diag = {world, on_diag}};
  world->ctx = (anno_ctx){anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &world->functions, &world->diag, NULL};
  if (!world->ctx.run || !world->ctx.document) abort();
}

void fuzz_world_add(fuzz_world *world, anno_str path, anno_str bytes) {
  if (world->count < sizeof world->files / sizeof *world->files)
    world->files[world->count++] = (fuzz_file){path, bytes};
}

void fuzz_world_close(fuzz_world *world) {
  anno_arena_free(world->ctx.document);
  anno_arena_free(world->ctx.run);
}

anno_str fuzz_part(anno_str *rest) { return anno_str_cut(rest, '\x1E'); }

anno_str fuzz_on_disk(anno_arena *arena, const char *name, anno_str bytes) {
  const char *folder = getenv("TMPDIR");
  const anno_str path = anno_arena_print(arena, "%s/%d-%s", folder && *folder ? folder : "/tmp", (int)getpid(), name);
  FILE *file = fopen(path.ptr, "wbe");
  if (!file || (bytes.len && fwrite(bytes.ptr, bytes.len, 1, file) != 1) || fclose(file)) abort();
  return path;
}
