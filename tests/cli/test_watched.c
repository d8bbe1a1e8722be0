/* What was asked of the file system, and whether the answers are still the same; and the lines of a manifest. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/manifest_text.h"
#include "cli/rooted.h"
#include "unit/check.h"

typedef struct {
  anno_arena *arena;
  anno_watched watched;
} world;

static void put(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  if (!file) abort();
  fputs(text, file);
  fclose(file);
}

static anno_file_kind kind(world *w, const char *path) {
  const anno_files *f = &w->watched.files;
  return f->kind(f->handle, anno_str_from(path));
}

static int read_all(world *w, const char *path) {
  const anno_files *f = &w->watched.files;
  anno_str out;
  return f->read(f->handle, w->arena, anno_str_from(path), &out);
}

static int list(world *w, const char *path) {
  const anno_files *f = &w->watched.files;
  anno_str *names;
  size_t count;
  return f->list(f->handle, w->arena, anno_str_from(path), &names, &count);
}

static bool take_some(void *to, anno_str bytes) {
  size_t *left = to;
  *left -= bytes.len < *left ? bytes.len : *left;
  return *left > 0;
}

static int stream(world *w, const char *path, size_t most) {
  const anno_files *f = &w->watched.files;
  return f->stream(f->handle, anno_str_from(path), &most, take_some);
}

static const anno_watched_row *row(const world *w, const char *path) {
  const unsigned at = anno_table_get(&w->watched.at, anno_str_from(path));
  return at ? &w->watched.rows[at - 1] : NULL;
}

/* The row of `path` says `is`, and asked again, whether the answer is the same. */
static bool says(const world *w, const char *path, anno_watched_kind is, bool same) {
  const anno_watched_row *r = row(w, path);
  return r && r->kind == is && anno_watched_same(&anno_files_disk, anno_str_from(path), r) == same;
}

static void test_kinds(world *w, int *faults) {
  CHECK(kind(w, "gone") == ANNO_FILE_NONE && says(w, "gone", ANNO_WATCHED_NOTHING, true));
  put("gone", "");
  CHECK(says(w, "gone", ANNO_WATCHED_NOTHING, false));
  CHECK(kind(w, "a") == ANNO_FILE_REGULAR && says(w, "a", ANNO_WATCHED_FILE, true));
  put("a", "b");
  CHECK(says(w, "a", ANNO_WATCHED_FILE, true));
  CHECK(!read_all(w, "a") && says(w, "a", ANNO_WATCHED_READ, true) && row(w, "a")->size == 1);
  CHECK(kind(w, "a") == ANNO_FILE_REGULAR && says(w, "a", ANNO_WATCHED_READ, true));
  put("a", "c");
  CHECK(says(w, "a", ANNO_WATCHED_READ, false));
  put("a", "b");
  CHECK(says(w, "a", ANNO_WATCHED_READ, true));
  put("a", "bb");
  CHECK(says(w, "a", ANNO_WATCHED_READ, false));
  unlink("a");
  CHECK(says(w, "a", ANNO_WATCHED_READ, false));
  CHECK(mkfifo("a", 0600) == 0 && says(w, "a", ANNO_WATCHED_READ, false));
  unlink("a");
  CHECK(w->watched.count == 2);
}

static void test_folders(world *w, int *faults) {
  CHECK(kind(w, "f") == ANNO_FILE_FOLDER && says(w, "f", ANNO_WATCHED_FOLDER, true));
  CHECK(!list(w, "f") && says(w, "f", ANNO_WATCHED_NAMES, true) && row(w, "f")->size == 1);
  put("f/x", "another text does not matter");
  CHECK(says(w, "f", ANNO_WATCHED_NAMES, true));
  CHECK(rename("f/x", "f/y") == 0 && says(w, "f", ANNO_WATCHED_NAMES, false));
  CHECK(rename("f/y", "f/x") == 0 && says(w, "f", ANNO_WATCHED_NAMES, true));
  put("f/y", "");
  CHECK(says(w, "f", ANNO_WATCHED_NAMES, false));
  CHECK(list(w, "nowhere") != 0 && says(w, "nowhere", ANNO_WATCHED_UNKNOWN, false));
}

static void test_streams(world *w, int *faults) {
  enum { BIG = 200000 };
  char *text = calloc(1, BIG + 1);
  if (!text) abort();
  memset(text, 'x', BIG);
  put("big", text);
  CHECK(!stream(w, "big", 10) && says(w, "big", ANNO_WATCHED_HEAD, true) && row(w, "big")->size < BIG);
  text[BIG - 1] = 'y';
  put("big", text);
  CHECK(says(w, "big", ANNO_WATCHED_HEAD, true));
  text[1] = 'y';
  put("big", text);
  CHECK(says(w, "big", ANNO_WATCHED_HEAD, false));
  CHECK(!stream(w, "big", (size_t)BIG * 2) && says(w, "big", ANNO_WATCHED_READ, true) && row(w, "big")->size == BIG);
  CHECK(!stream(w, "big", 10) && says(w, "big", ANNO_WATCHED_READ, true));
  put("big", "");
  CHECK(says(w, "big", ANNO_WATCHED_READ, false));
  CHECK(stream(w, "nowhere", 1) != 0 && says(w, "nowhere", ANNO_WATCHED_UNKNOWN, false));
  free(text);
}

static void test_rooted(anno_arena *arena, int *faults) {
  const anno_found near = {.source = {.path = ANNO_STR("c/d/x.ann")}, .id = ANNO_STR("d/x.ann")};
  const anno_found far = {.source = {.path = ANNO_STR("x.ann")}, .id = ANNO_STR("d/x.ann")};
  static const struct {
    const char *near_path, *far_path, *relative;
  } rows[] = {{"c/d/x.txt", "x.txt", "d/x.txt"},
              {"c/d/e/y", "e/y", "d/e/y"},
              {"c/annotation.conf", NULL, "annotation.conf"},
              {"c", NULL, "."}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    for (int at = 0; at < 2; at++) {
      const char *path = at ? rows[i].far_path : rows[i].near_path;
      const anno_rooted rooted = anno_rooted_source(at ? &far : &near);
      anno_str relative, back;
      if (!path) continue;
      CHECK(anno_rooted_relative(arena, &rooted, anno_str_from(path), &relative));
      CHECK_STR(relative, rows[i].relative);
      CHECK(anno_rooted_path(arena, &rooted, relative, &back));
      CHECK_STR(back, path);
    }
  }
  const anno_rooted rooted = anno_rooted_source(&near), away = anno_rooted_source(&far);
  anno_str out;
  CHECK(!anno_rooted_relative(arena, &rooted, ANNO_STR("/etc/x"), &out));
  CHECK_STR(out, "x");
  CHECK(!anno_rooted_relative(arena, &rooted, ANNO_STR("cc/x"), &out));
  CHECK(!anno_rooted_relative(arena, &rooted, ANNO_STR("c/../x"), &out));
  CHECK(!anno_rooted_relative(arena, &away, ANNO_STR("../annotation.conf"), &out));
  CHECK(!anno_rooted_path(arena, &away, ANNO_STR("annotation.conf"), &out));
  CHECK(!anno_rooted_path(arena, &rooted, ANNO_STR("../x"), &out));
  CHECK(!anno_rooted_path(arena, &rooted, ANNO_STR("/x"), &out));
  CHECK_STR(anno_path_from(arena, "f/m.json", "out.nt"), "../out.nt");
  CHECK_STR(anno_path_from(arena, "m.json", "f/out.nt"), "f/out.nt");
  CHECK_STR(anno_path_from(arena, "f/m.json", "./f/out.nt"), "out.nt");
}

static void test_lines(world *w, int *faults) {
  anno_arena *arena = w->arena;
  anno_made_document documents[] = {{ANNO_STR("a\n\"\\"), ANNO_STR("")}, {ANNO_STR("\xC3\xA9"), ANNO_STR("al")}};
  anno_made_section section = {.corpus = 2,
                               .source = ANNO_STR("a.ann"),
                               .format = ANNO_STR("brat"),
                               .begin = 7,
                               .length = 5000000000,
                               .counts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
                               .documents = documents,
                               .document_count = 2,
                               .files = w->watched.rows,
                               .file_count = w->watched.count};
  anno_made_section again;
  anno_buf one = anno_buf_in(arena), two = anno_buf_in(arena);
  anno_buf_put(&one, ANNO_STR("{\"begin\":7"));
  anno_made_section_put(&one, &section);
  anno_buf_put(&one, ANNO_STR(","));
  CHECK(anno_made_section_read(arena, anno_buf_str(&one), &again));
  anno_buf_put(&two, ANNO_STR("{\"begin\":7"));
  anno_made_section_put(&two, &again);
  anno_buf_put(&two, ANNO_STR(","));
  CHECK(again.begin == 7 && again.length == 5000000000 && again.counts.warnings == 10);
  CHECK(again.document_count == 2 && anno_str_eq(again.documents[0].id, documents[0].id));
  CHECK(anno_str_eq(anno_buf_str(&one), anno_buf_str(&two)));
  const anno_str whole = anno_str_sub(anno_buf_str(&one), 0, one.len - 1);
  for (size_t cut = 0; cut < whole.len; cut++)
    CHECK(!anno_made_section_read(arena, anno_str_sub(whole, 0, cut), &again));
}

int main(void) {
  int found = 0, *faults = &found;
  char folder[] = "/tmp/watched.XXXXXX";
  world w = {.arena = anno_arena_new(NULL, 0)};
  if (!w.arena || !mkdtemp(folder) || chdir(folder)) return 2;
  put("a", "a");
  mkdir("f", 0700);
  put("f/x", "");
  anno_watched_begin(&w.watched, w.arena, &anno_files_disk);
  test_kinds(&w, faults);
  test_folders(&w, faults);
  test_streams(&w, faults);
  test_rooted(w.arena, faults);
  test_lines(&w, faults);
  anno_arena_free(w.arena);
  const char *const left[] = {"gone", "big", "f/x", "f/y"};
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) unlink(left[i]);
  rmdir("f");
  if (chdir("/") || rmdir(folder)) puts("something is left behind");
  return found != 0;
}
