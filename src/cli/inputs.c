#include "cli/inputs.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/archives.h"
#include "cli/curated.h"
#include "cli/layouts.h"
#include "cli/recognise.h"

typedef struct {
  const anno_ctx *ctx;
  const anno_options *options;
  anno_inputs *out;
  anno_str argument_root; /* where document IDs begin if no documents.ttl says otherwise */
  size_t before;          /* sources found before this argument */
  anno_table folders;     /* real path -> OPEN or DONE */
  anno_layout_shelf shelf;
  anno_str folder, real_folder, root; /* of the file that was placed last: most lie beside it */
} finder;

enum { OPEN = 1, DONE };

/* What is wrong with an archive has been told. */
static void unreadable(const finder *f, anno_str path, int error) {
  if (error != EBADMSG)
    anno_report(f->ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(path), strerror(error));
  f->out->unreadable++;
}

static anno_str below(anno_str path, anno_str root) {
  if (!anno_str_starts(path, root)) return path;
  path = anno_str_sub(path, root.len, path.len);
  while (path.len && path.ptr[0] == '/') path = anno_str_sub(path, 1, path.len);
  return path;
}

/* The absolute path without links; what is in an archive stands below the archive's. */
static anno_str real(const finder *f, anno_str path) {
  anno_str there = path;
  char *p;
  do {
    p = realpath(anno_arena_copy(f->ctx->run, there.len ? there : ANNO_STR(".")).ptr, NULL);
    if (!p && there.len)
      there = anno_path_folder(there);
    else if (!p)
      return path;
  } while (!p);
  const anno_str within = below(path, there);
  anno_str copy = anno_arena_copy(f->ctx->run, anno_str_from(p));
  free(p);
  if (within.len) copy = anno_path_join(f->ctx->run, copy, within);
  return copy;
}

/* The nearest folder at or above `folder` (absolute) with a documents.ttl; "" if there is none. */
static anno_str corpus_root(const finder *f, anno_str folder) {
  for (int left = ANNO_MOST_folder_depth; left && folder.len; left--) {
    const anno_str file = anno_path_join(f->ctx->run, folder, ANNO_STR("documents.ttl"));
    if (f->ctx->files->kind(f->ctx->files->handle, file) == ANNO_FILE_REGULAR) return folder;
    if (folder.len == 1) break;
    folder = anno_path_folder(folder);
  }
  return ANNO_STR("");
}

static anno_str without_slash(anno_str folder) {
  while (folder.len > 1 && folder.ptr[folder.len - 1] == '/') folder.len--;
  return folder;
}

static void enter(finder *f, anno_str folder) {
  if (f->root.len && anno_str_eq(folder, f->folder)) return;
  f->folder = folder;
  f->real_folder = real(f, folder);
  f->root = corpus_root(f, f->real_folder);
  if (!f->root.len) f->root = real(f, f->argument_root);
}

/* The path below the root, as a part of `path` where it ends so: there may be millions. */
static anno_str id_of(const finder *f, anno_str path) {
  anno_arena *arena = f->ctx->run;
  const anno_arena_mark before = anno_arena_now(arena);
  const anno_str id = below(anno_path_join(arena, f->real_folder, anno_path_name(path)), f->root);
  if (!anno_str_ends(path, id)) return id;
  const anno_str end = anno_str_sub(path, path.len - id.len, path.len);
  anno_arena_back(arena, before);
  return end;
}

/* Where a file stands in its corpus. */
static anno_found place(finder *f, anno_str path) {
  anno_found found = {.source = {.path = path}};
  if (anno_str_eq(path, ANNO_STR("-"))) {
    found.id = path;
  } else {
    enter(f, anno_path_folder(path));
    found.real_root = f->root;
    found.id = id_of(f, path);
    const bool inside = path.len >= found.id.len;
    found.source.root = anno_str_sub(path, 0, inside ? path.len - found.id.len : 0);
    found.shown_root = inside ? without_slash(found.source.root) : found.real_root;
    found.source.name = found.id;
  }
  found.elsewhere = !anno_shard_has(f->options->shard, found.id);
  return found;
}

/* True if what is wrong with a file is told by another shard: each tells of what the user named. */
static bool is_elsewhere(finder *f, anno_str path, bool named) { return !named && place(f, path).elsewhere; }

static void add(finder *f, anno_str path, const anno_reader *reader) {
  anno_found found = place(f, path);
  found.reader = reader;
  if (anno_layout_needed(reader)) found.source.layout = anno_layout_for(f->ctx, f->options, &f->shelf, path);
  ANNO_PUSH(f->ctx->run, f->out->found, f->out->count, f->out->capacity, found);
}

static void find_in(finder *f, anno_str folder, int depth);

/* A compressed file that has its own name stands beside what it would stand for: two files make one document. */
static bool is_second(finder *f, anno_str path) {
  const anno_str plain = anno_archives_plain(path);
  if (plain.len == path.len) return false;
  if (!is_elsewhere(f, path, false) && anno_recognise(f->ctx, f->options->reader, plain, false).reader) {
    anno_report(f->ctx->diag, ANNO_DUPLICATE_DOCUMENT, (anno_loc){0}, "%.*s", ANNO_FMT(path));
    f->out->unreadable++;
  }
  return true;
}

/* A file named by the user is read or complained about; one met in a folder only if it looks annotated. */
static void find_file(finder *f, anno_str path, bool named) {
  if (is_second(f, path)) return;
  anno_recognised found = {0};
  const bool asked = anno_layout_asked(f->ctx, f->options, &f->shelf, path);
  if (!asked) found = anno_recognise(f->ctx, f->options->reader, path, named);
  if (asked || (!found.reader && !found.error && anno_layout_for(f->ctx, f->options, &f->shelf, path)))
    found.reader = anno_reader_named(ANNO_STR("described"));
  if (found.reader && !found.error)
    add(f, path, found.reader);
  else if (is_elsewhere(f, path, named))
    return;
  else if (found.error)
    unreadable(f, path, found.error);
  else if (found.foreign.len)
    anno_report(f->ctx->diag, ANNO_NOT_READ, (anno_loc){0}, "%.*s: %.*s", ANNO_FMT(path), ANNO_FMT(found.foreign));
  else if (!f->options->reader && anno_tell_damage(f->ctx, path))
    f->out->unreadable += !named;
  else if (named)
    anno_report(f->ctx->diag, ANNO_NO_DOCUMENT, (anno_loc){0}, "%.*s", ANNO_FMT(path));
  if (named && !found.reader && !found.error) f->out->unreadable++;
}

static void find_nothing(finder *f, anno_str path, bool named, int error) {
  if (!is_elsewhere(f, path, named)) unreadable(f, path, error ? error : ENOENT);
}

static void find(finder *f, anno_str path, bool named, int depth) {
  errno = 0;
  switch (f->ctx->files->kind(f->ctx->files->handle, path)) {
    case ANNO_FILE_FOLDER: find_in(f, path, depth); break;
    case ANNO_FILE_NONE: find_nothing(f, path, named, errno); break;
    case ANNO_FILE_OTHER:
      if (!named) break; /* a device or pipe in a folder is nobody's document */
      /* fallthrough */
    default: find_file(f, path, named);
  }
}

/* True if links lead to `real_folder` again, which is told if it holds itself. */
static bool is_met(finder *f, anno_str folder, anno_str real_folder) {
  const unsigned met = anno_table_get(&f->folders, real_folder);
  if (met == OPEN) unreadable(f, folder, ELOOP);
  return met != 0;
}

static void find_in(finder *f, anno_str folder, int depth) {
  const anno_str real_folder = real(f, folder);
  anno_str *names = NULL;
  size_t count = 0;
  if (depth > ANNO_MOST_folder_depth) {
    unreadable(f, folder, ELOOP);
    return;
  }
  if (is_met(f, folder, real_folder)) return;
  anno_table_set(&f->folders, real_folder, OPEN);
  const int error = f->ctx->files->list(f->ctx->files->handle, f->ctx->run, folder, &names, &count);
  if (error) {
    unreadable(f, folder, error);
    return;
  }
  const bool is_project = anno_curated_is_project(names, count);
  for (size_t i = 0; i < count; i++)
    if (!is_project || !anno_str_eq(names[i], ANNO_STR("source")))
      find(f, anno_path_join(f->ctx->run, folder, names[i]), false, depth + 1);
  anno_table_set(&f->folders, real_folder, DONE);
}

static int by_id(const void *a, const void *b) {
  const anno_found *x = a, *y = b;
  int c = anno_str_cmp(x->real_root, y->real_root);
  if (!c) c = anno_str_cmp(x->id, y->id);
  return c;
}

/* The reader of standard input, which has no name: whoever knows it by its content, else the first. */
static const anno_reader *reader_of_stdin(finder *f) {
  const anno_str path = ANNO_STR("-");
  anno_recognised found = {0};
  const bool asked = anno_layout_asked(f->ctx, f->options, &f->shelf, path);
  if (!asked) found = anno_recognise(f->ctx, f->options->reader, path, true);
  if (found.reader) return found.reader;
  const bool described = asked || anno_layout_for(f->ctx, f->options, &f->shelf, path);
  return described ? anno_reader_named(ANNO_STR("described")) : anno_reader_at(0);
}

static bool on_bytes(void *any, anno_str bytes) {
  *(bool *)any |= bytes.len != 0;
  return false;
}

/* A part of a stream may be empty, and then has no documents. */
static bool is_empty(const finder *f, anno_str path) {
  bool any = false;
  return !f->ctx->files->stream(f->ctx->files->handle, path, &any, on_bytes) && !any;
}

static void find_stdin(finder *f) {
  const anno_found stream = {.source = {.path = ANNO_STR("-")}, .id = ANNO_STR("-"), .is_stream = true};
  errno = 0;
  const anno_file_kind kind = f->ctx->files->kind(f->ctx->files->handle, stream.id);
  if (kind == ANNO_FILE_FOLDER)
    ANNO_PUSH(f->ctx->run, f->out->found, f->out->count, f->out->capacity, stream);
  else if (kind == ANNO_FILE_NONE)
    unreadable(f, stream.id, errno);
  else if (!f->options->reader || !is_empty(f, stream.id))
    add(f, stream.id, reader_of_stdin(f));
}

static void find_argument(finder *f, anno_str path) {
  if (anno_str_eq(path, ANNO_STR("-"))) {
    find_stdin(f);
    return;
  }
  f->before = f->out->count;
  f->folders = anno_table_in(f->ctx->run);
  f->root = ANNO_STR("");
  const size_t unreadable_before = f->out->unreadable;
  path = without_slash(path);
  /* a.ann.gz is read as a.ann */
  const anno_str plain = anno_archives_plain(path);
  const anno_files *files = f->ctx->files;
  const anno_file_kind kind = files->kind(files->handle, path);
  if (kind == ANNO_FILE_NONE && files->kind(files->handle, plain) == ANNO_FILE_REGULAR)
    path = plain;
  else if (kind == ANNO_FILE_REGULAR && plain.len < path.len)
    path = anno_path_join(f->ctx->run, path, anno_path_name(plain));
  const bool folder = f->ctx->files->kind(f->ctx->files->handle, path) == ANNO_FILE_FOLDER;
  f->argument_root = folder ? path : anno_path_folder(path);
  find(f, path, true, 0);
  if (folder && f->out->count == f->before && f->out->unreadable == unreadable_before) {
    anno_report(f->ctx->diag, ANNO_NO_DOCUMENT, (anno_loc){0}, "%.*s", ANNO_FMT(path));
    f->out->unreadable++;
  }
}

/* The same file named twice is one source. */
static void drop_doubles(anno_inputs *inputs) {
  size_t kept = 0;
  for (size_t i = 0; i < inputs->count; i++)
    if (!kept || by_id(&inputs->found[kept - 1], &inputs->found[i]) != 0) inputs->found[kept++] = inputs->found[i];
  inputs->count = kept;
}

anno_status anno_inputs_find(const anno_ctx *ctx, const anno_options *options, anno_inputs *out) {
  finder f = {.ctx = ctx, .options = options, .out = out};
  *out = (anno_inputs){0};
  for (size_t i = 0; i < options->input_count; i++)
    find_argument(&f, anno_arena_copy(ctx->run, anno_str_from(options->inputs[i])));
  if (anno_arena_failed(ctx->run)) return ANNO_NO_MEMORY;
  if (out->count) qsort(out->found, out->count, sizeof *out->found, by_id);
  drop_doubles(out);
  if (f.shelf.status) out->unreadable++;
  anno_curated_prefer(ctx, out);
  return anno_arena_failed(ctx->run) ? ANNO_NO_MEMORY : ANNO_OK;
}
