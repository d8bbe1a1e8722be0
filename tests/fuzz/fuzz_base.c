/* What knows nothing of annotations: sorted lines, archives, schemas, manifests. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/archives.h"
#include "base/line_reader.h"
#include "base/line_sort.h"
#include "base/utf.h"
#include "cli/manifest_read.h"
#include "fuzz.h"
#include "read/brat_conf.h"

void fuzz_sort(const char *target, anno_str bytes);
void fuzz_archive(const char *target, anno_str bytes);
void fuzz_conf(const char *target, anno_str bytes);
void fuzz_manifest(const char *target, anno_str bytes);

/* ---- sort: lines with little memory, and sorted files, against sorting in memory */

typedef struct {
  anno_arena *arena;
  anno_str *items;
  size_t count, capacity, longest;
} sorted;

static void push(sorted *to, anno_str line) {
  if (!ANNO_PUSH(to->arena, to->items, to->count, to->capacity, anno_arena_copy(to->arena, line))) abort();
  if (line.len > to->longest) to->longest = line.len;
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

static anno_str sort_all(sorted *all) {
  anno_buf want = anno_buf_in(all->arena);
  if (all->count) qsort(all->items, all->count, sizeof *all->items, by_bytes);
  for (size_t i = 0; i < all->count; i++) {
    if (i && anno_str_eq(all->items[i - 1], all->items[i])) continue;
    anno_buf_put(&want, all->items[i]);
    anno_buf_putc(&want, '\n');
  }
  return anno_buf_str(&want);
}

static void on_bytes(void *handle, anno_str bytes) { anno_buf_put(handle, bytes); }

/* The lines of a file with this name, as the reader gives them; those of a packed one may be damaged. */
static bool read_lines(fuzz_world *world, const char *path, sorted *to, bool packed) {
  anno_line_reader reader;
  bool in_order = anno_line_reader_open(&reader, world->ctx.run, path, 16);
  for (size_t i = 0; anno_line_reader_next(&reader); i++) {
    push(to, anno_line_current(&reader));
    in_order &= !i || anno_str_cmp(anno_line_before(&reader), anno_line_current(&reader)) <= 0;
  }
  MUST(packed || !reader.why);
  in_order &= !reader.why;
  anno_line_reader_close(&reader);
  return in_order;
}

/* Each line in so many copies that they do not fit. */
static void put_lines(anno_line_sort *sort, anno_str text, sorted *all) {
  enum { COPIES = 12 };
  for (anno_str rest = text; rest.len;) {
    const anno_str line = anno_str_cut(&rest, '\n');
    for (int i = 0; i < COPIES && anno_str_find(line, 0, '\0') == line.len; i++) {
      const anno_str copy = anno_arena_print(all->arena, "%.*s %d", ANNO_FMT(line), i % 5 * (int)line.len);
      push(all, copy);
      MUST(anno_line_sort_put(sort, copy));
    }
  }
}

void fuzz_sort(const char *target, anno_str bytes) {
  fuzz_world world;
  anno_str rest = bytes;
  const anno_str first = fuzz_part(&rest);
  (void)target;
  fuzz_world_open(&world);
  const char *folder = getenv("TMPDIR");
  sorted all = {.arena = world.ctx.run}, file = {.arena = world.ctx.run};
  anno_line_sort *sort = anno_line_sort_new(world.ctx.run, &world.diag, folder ? folder : "/tmp", ANNO_SORT_LEAST);
  put_lines(sort, first, &all);
  const bool packed = anno_str_starts(rest, ANNO_STR("\x1F\x8B"));
  const anno_str path = fuzz_on_disk(world.ctx.run, packed ? "sort.gz" : "sort", rest);
  if (read_lines(&world, path.ptr, &file, packed) && file.count && !packed &&
      anno_str_find(rest, 0, '\0') == rest.len) {
    MUST(anno_line_sort_file(sort, path.ptr, file.count, file.longest));
    for (size_t i = 0; i < file.count; i++) push(&all, file.items[i]);
  }
  anno_buf got = anno_buf_in(world.ctx.run);
  anno_line_sort_counts counts;
  anno_out *out = anno_out_to(&world.diag, &got, on_bytes);
  MUST(anno_line_sort_end(sort, out, &counts) == ANNO_OK);
  anno_out_close(out, true);
  MUST(counts.taken == all.count && counts.taken == counts.written + counts.repeated);
  MUST(anno_str_eq(anno_buf_str(&got), sort_all(&all)));
  anno_line_sort_free(sort);
  unlink(path.ptr);
  fuzz_world_close(&world);
}

/* ---- archive: as a folder; the first byte tells the ending */

typedef struct {
  const anno_files *files;
  anno_arena *arena;
  size_t deep, met;
} walking;

static bool on_chunk(void *to, anno_str bytes) {
  anno_buf_put(to, bytes);
  return true;
}

static void read_both(const walking *w, anno_str path) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_buf stream = anno_buf_in(arena);
  anno_str whole = ANNO_STR("");
  const int first = w->files->read(w->files->handle, arena, path, &whole);
  const int second = w->files->stream(w->files->handle, path, &stream, on_chunk);
  MUST(!first == !second);
  MUST(first || anno_str_eq(whole, anno_buf_str(&stream)));
  anno_arena_free(arena);
}

static void walk(walking *w, anno_str path) {
  enum { DEEPEST = 12, MOST = 200 };
  anno_str *names = NULL;
  size_t count = 0;
  const anno_file_kind kind = w->files->kind(w->files->handle, path);
  if (kind == ANNO_FILE_REGULAR) read_both(w, path);
  if (kind != ANNO_FILE_FOLDER || w->deep > DEEPEST || w->files->list(w->files->handle, w->arena, path, &names, &count))
    return;
  w->deep++;
  for (size_t i = 0; i < count && w->met++ < MOST; i++) {
    const anno_str name = names[i];
    MUST(name.len && name.ptr[0] != '.' && anno_str_find(name, 0, '/') == name.len);
    MUST(anno_str_find(name, 0, '\0') == name.len);
    MUST(!i || anno_str_cmp(names[i - 1], name) < 0);
    walk(w, anno_path_join(w->arena, path, name));
  }
  w->deep--;
}

void fuzz_archive(const char *target, anno_str bytes) {
  static const char *const endings[] = {"a.zip", "a.tar", "a.tar.gz", "a.ann.gz", "a.ann.zst", "a.tar.xz", "a.tar.bz2"};
  fuzz_world world;
  (void)target;
  if (!bytes.len) return;
  fuzz_world_open(&world);
  const char *name = endings[(unsigned char)bytes.ptr[0] % (sizeof endings / sizeof *endings)];
  const anno_str path = fuzz_on_disk(world.ctx.run, name, anno_str_sub(bytes, 1, bytes.len));
  anno_archives *archives = anno_archives_new(&world.diag);
  walking w = {.files = anno_archives_files(archives), .arena = world.ctx.run};
  walk(&w, path);
  const anno_str plain = anno_archives_plain(path);
  if (plain.len < path.len) walk(&w, plain);
  anno_archives_free(archives);
  unlink(path.ptr);
  fuzz_world_close(&world);
}

/* ---- conf: annotation.conf */

void fuzz_conf(const char *target, anno_str bytes) {
  fuzz_world world;
  (void)target;
  bytes = anno_utf_without_bom(bytes);
  if (anno_utf_invalid(bytes) < bytes.len) return;
  fuzz_world_open(&world);
  const anno_input input = {.name = ANNO_STR("annotation.conf"), .bytes = bytes};
  const anno_schema *schema = anno_brat_conf(&world.ctx, &input);
  MUST(schema);
  for (size_t i = 0; i < schema->type_count; i++) {
    const anno_str name = schema->types[i].name;
    for (size_t k = 0; k < name.len; k++) world.seen += (unsigned char)name.ptr[k];
  }
  fuzz_world_close(&world);
}

/* ---- manifest: what is read of one and written is read again, and the same */

static bool same_counts(const anno_made_counts *a, const anno_made_counts *b) { return !memcmp(a, b, sizeof *a); }

/* With other numbers than those read, so that none is taken for another. */
static void write_again(const anno_made_section *read) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_buf first = anno_buf_in(arena), second = anno_buf_in(arena);
  anno_made_section section = *read, again;
  section.begin = 3, section.length = 5, section.corpus = 7;
  section.counts = (anno_made_counts){11, 13, 17, 19, 23, 29, 31, 37, 41, 43};
  anno_buf_put(&first, ANNO_STR("{"));
  anno_json_put_size(&first, "begin", section.begin);
  anno_made_section_put(&first, &section);
  MUST(anno_made_section_read(arena, anno_buf_str(&first), &again));
  MUST(again.begin == 3 && again.length == 5 && again.corpus == 7 && same_counts(&again.counts, &section.counts));
  MUST(again.file_count == section.file_count && anno_str_eq(again.source, section.source));
  MUST(anno_str_eq(again.base, section.base) && anno_str_eq(again.format, section.format));
  for (size_t i = 0; i < again.file_count; i++) {
    const anno_watched_row *a = &again.files[i], *b = &section.files[i];
    MUST(anno_str_eq(a->path, b->path) && a->kind == b->kind && a->size == b->size);
    MUST(!memcmp(&a->hash, &b->hash, sizeof a->hash));
  }
  anno_buf_put(&second, ANNO_STR("{"));
  anno_json_put_size(&second, "begin", again.begin);
  anno_made_section_put(&second, &again);
  MUST(anno_str_eq(anno_buf_str(&first), anno_buf_str(&second)));
  anno_arena_free(arena);
}

void fuzz_manifest(const char *target, anno_str bytes) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_manifest_reader reader;
  anno_made_section section;
  (void)target;
  const anno_str path = fuzz_on_disk(arena, "manifest", bytes);
  if (anno_manifest_reader_open(&reader, path.ptr))
    while (anno_manifest_reader_next(&reader, &section)) write_again(&section);
  anno_manifest_reader_close(&reader);
  unlink(path.ptr);
  for (anno_str rest = bytes; rest.len; anno_arena_reset(arena))
    if (anno_made_section_read(arena, anno_str_cut(&rest, '\n'), &section)) write_again(&section);
  anno_arena_free(arena);
}
