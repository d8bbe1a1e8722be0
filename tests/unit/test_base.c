/* The base library: strings, UTF-8, memory, tables, places, findings, files. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/out.h"
#include "base/table.h"
#include "base/utf.h"
#include "unit/check.h"

static void test_str(int *faults) {
  anno_str rest = ANNO_STR("a:b::");
  CHECK_STR(anno_str_cut(&rest, ':'), "a");
  CHECK_STR(anno_str_cut(&rest, ':'), "b");
  CHECK_STR(anno_str_cut(&rest, ':'), "");
  CHECK(rest.len == 0);
  CHECK_STR(anno_str_cut(&rest, ':'), "");
  CHECK_STR(anno_str_sub(ANNO_STR("abc"), 1, 9), "bc");
  CHECK_STR(anno_str_sub(ANNO_STR("abc"), 2, 1), "");
  CHECK(anno_str_find(ANNO_STR("abc"), 0, 'c') == 2 && anno_str_find(ANNO_STR("abc"), 7, 'c') == 3);
  CHECK(anno_str_cmp(ANNO_STR("ab"), ANNO_STR("b")) < 0 && anno_str_cmp(ANNO_STR("ab"), ANNO_STR("a")) > 0);
  CHECK(anno_str_cmp(ANNO_STR("z"), ANNO_STR("ä")) < 0 && anno_str_cmp(ANNO_STR(""), ANNO_STR("")) == 0);
  CHECK(anno_str_starts(ANNO_STR("abc"), ANNO_STR("ab")) && !anno_str_starts(ANNO_STR("a"), ANNO_STR("ab")));
  CHECK(anno_str_ends(ANNO_STR("x.ann"), ANNO_STR(".ann")) && !anno_str_ends(ANNO_STR("ann"), ANNO_STR(".ann")));
  CHECK_STR(anno_str_trim(ANNO_STR(" \t a b\r\n")), "a b");
  CHECK_STR(anno_str_from(NULL), "");
}

static void test_numbers(int *faults) {
  size_t n = 7;
  CHECK(anno_str_to_size(ANNO_STR("0"), &n) && n == 0);
  CHECK(anno_str_to_size(ANNO_STR("00042"), &n) && n == 42);
  CHECK(sizeof(size_t) != 8 || (anno_str_to_size(ANNO_STR("18446744073709551615"), &n) && n == SIZE_MAX));
  CHECK(sizeof(size_t) != 8 || !anno_str_to_size(ANNO_STR("18446744073709551616"), &n));
  CHECK(!anno_str_to_size(ANNO_STR(""), &n) && !anno_str_to_size(ANNO_STR("-1"), &n));
  CHECK(!anno_str_to_size(ANNO_STR("1 "), &n) && !anno_str_to_size(ANNO_STR("0x1"), &n));
}

static void test_utf_checks(int *faults) {
  static const struct {
    const char *text;
    size_t valid; /* bytes before the fault */
  } rows[] = {{"", 0},
              {"aä€😀", 10},
              {"a\x80", 1},
              {"a\xC3", 1},
              {"\xC0\x80", 0},
              {"\xC1\xBF", 0},
              {"\xE0\x9F\xBF", 0},
              {"\xE0\xA0\x80", 3},
              {"\xED\x9F\xBF", 3},
              {"\xED\xA0\x80", 0},
              {"\xEF\xBF\xBF", 3},
              {"\xF0\x8F\xBF\xBF", 0},
              {"\xF0\x90\x80\x80", 4},
              {"\xF4\x8F\xBF\xBF", 4},
              {"\xF4\x90\x80\x80", 0},
              {"\xF5\x80\x80\x80", 0},
              {"ab\xE2\x82", 2},
              {"\xFF", 0},
              {"\xE2\x82x", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    CHECK(anno_utf_invalid(anno_str_from(rows[i].text)) == rows[i].valid);
}

static void test_utf_codes(int *faults) {
  static const uint32_t codes[] = {0, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    char bytes[4];
    const anno_str s = {bytes, anno_utf_put(codes[i], bytes)};
    size_t at = 0;
    CHECK(anno_utf_invalid(s) == s.len && anno_utf_count(s) == 1);
    CHECK(anno_utf_next(s, &at) == codes[i] && at == s.len);
  }
}

/* Every code point of texts whose lengths lie around the stride of the index. */
static void test_utf_index(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  for (size_t length = 0; length < 200; length++) {
    anno_buf buf = anno_buf_in(arena);
    size_t starts[201] = {0};
    for (size_t i = 0; i < length; i++) {
      starts[i] = buf.len;
      anno_buf_put(&buf, i % 7 == 3 ? ANNO_STR("😀") : i % 3 ? ANNO_STR("a") : ANNO_STR("é"));
    }
    starts[length] = buf.len;
    const anno_utf_index index = anno_utf_index_of(arena, anno_buf_str(&buf));
    CHECK(index.count == length);
    for (size_t i = 0; i <= length; i++) CHECK(anno_utf_byte(&index, i) == starts[i]);
  }
  const anno_utf_index ascii = anno_utf_index_of(arena, ANNO_STR("plain"));
  CHECK(!ascii.marks && anno_utf_byte(&ascii, 5) == 5);
  anno_arena_free(arena);
}

static void *never(void *handle, size_t size) { return *(int *)handle ? --*(int *)handle, malloc(size) : NULL; }
static void give(void *handle, void *block) { (void)handle, free(block); }

static void test_arena(int *faults) {
  int left = 2;
  const anno_alloc alloc = {&left, never, give};
  anno_arena *arena = anno_arena_new(&alloc, 64);
  char *first = anno_arena_take(arena, 40);
  CHECK(first && (uintptr_t)first % 16 == 0 && first[39] == 0 && !anno_arena_failed(arena));
  CHECK(!anno_arena_take(arena, 40) && anno_arena_failed(arena));
  CHECK(!anno_arena_take(arena, 1));
  CHECK(anno_arena_copy(arena, ANNO_STR("x")).len == 0 && anno_arena_print(arena, "%d", 5).len == 0);
  anno_arena_reset(arena);
  CHECK(!anno_arena_failed(arena) && anno_arena_take(arena, 40));
  CHECK(!anno_arena_array(arena, SIZE_MAX / 2, 16) && anno_arena_failed(arena));
  anno_arena_free(arena);
  left = 0;
  CHECK(!anno_arena_new(&alloc, 64));
  anno_arena_free(NULL);
}

static void test_print(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  CHECK_STR(anno_arena_print(arena, "%d %d %d", -1, 0, 2147483647), "-1 0 2147483647");
  CHECK_STR(anno_arena_print(arena, "%d", -2147483647 - 1), "-2147483648");
  CHECK_STR(anno_arena_print(arena, "%zu", (size_t)-1), "18446744073709551615");
  CHECK_STR(anno_arena_print(arena, "%02d:%04u:%04d:%02u", 7, 12u, -3, 123u), "07:0012:-003:123");
  CHECK_STR(anno_arena_print(arena, "%c%u %.*s%s", 'r', 5u, 3, "abcdef", "g"), "r5 abcg");
  CHECK(anno_arena_print(arena, "%.*s!", 3, "a\0b").len == 4);
  CHECK(anno_arena_print(arena, "%s", "").len == 0);
  anno_arena_free(arena);
}

static void test_vectors(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 1);
  size_t *numbers = NULL, length = 0, capacity = 0;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < 1000; i++) {
    CHECK(ANNO_PUSH(arena, numbers, length, capacity, i));
    anno_buf_putc(&buf, (char)('a' + i % 26));
  }
  for (size_t i = 0; i < length; i++) CHECK(numbers[i] == i && buf.ptr[i] == (char)('a' + i % 26));
  CHECK(length == 1000 && buf.len == 1000);
  CHECK_STR(anno_arena_print(arena, "%s-%d", "x", 3), "x-3");
  CHECK(anno_arena_size(arena) > 0);
  anno_arena_free(arena);
}

static void test_table(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_table table = anno_table_in(arena);
  CHECK(anno_table_get(&table, ANNO_STR("x")) == 0);
  for (unsigned i = 1; i <= 2000; i++) CHECK(anno_table_set(&table, anno_arena_print(arena, "key%u", i), i));
  for (unsigned i = 1; i <= 2000; i++) CHECK(anno_table_get(&table, anno_arena_print(arena, "key%u", i)) == i);
  CHECK(table.used == 2000 && !anno_table_get(&table, ANNO_STR("key")));
  CHECK(anno_table_add(&table, ANNO_STR("key7"), 9) == 7 && anno_table_add(&table, ANNO_STR(""), 9) == 9);
  CHECK(anno_table_set(&table, ANNO_STR("key7"), 8) && anno_table_get(&table, ANNO_STR("key7")) == 8);
  anno_arena_free(arena);
}

static void test_places(int *faults) {
  const anno_input input = {ANNO_STR("x"), ANNO_STR("aä\nb\r\n\n"), 4};
  static const size_t rows[][3] = {{0, 5, 1}, {1, 5, 2}, {3, 5, 3}, {4, 6, 1},
                                   {6, 6, 3}, {7, 7, 1}, {8, 8, 1}, {99, 8, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const anno_place place = anno_loc_place((anno_loc){&input, rows[i][0]});
    CHECK(place.line == rows[i][1] && place.column == rows[i][2]);
  }
  CHECK(anno_loc_place((anno_loc){0}).line == 0);
}

static void test_cursor(int *faults) {
  static const size_t rows[][3] = {{7, 7, 1}, {6, 6, 3}, {3, 5, 3}, {4, 6, 1}, {1, 5, 2}, {8, 8, 1}, {0, 5, 1}};
  anno_input input = {ANNO_STR("x"), ANNO_STR("aä\nb\r\n\n"), 4};
  anno_cursor cursor = {0};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const anno_place place = anno_cursor_place(&cursor, (anno_loc){&input, rows[i][0]});
    CHECK(place.line == rows[i][1] && place.column == rows[i][2]);
  }
  CHECK(anno_cursor_place(&cursor, (anno_loc){0}).line == 0);
  /* The next line of a file that is read line by line into the same memory. */
  CHECK(anno_cursor_place(&cursor, (anno_loc){&input, 4}).line == 6);
  input.first_line = 9;
  CHECK(anno_cursor_place(&cursor, (anno_loc){&input, 4}).line == 11);
  input.bytes = ANNO_STR("\n\n\n\n\n\n");
  CHECK(anno_cursor_place(&cursor, (anno_loc){&input, 5}).line == 15);
}

static void keep(void *handle, const anno_diag *diag) {
  snprintf(handle, 64, "%s %s %.*s", anno_level_name(diag->level), anno_code_name(diag->code), ANNO_FMT(diag->detail));
}

static void test_findings(int *faults) {
  char said[64] = "";
  const anno_diag_sink sink = {said, keep};
  anno_report(&sink, ANNO_NO_TEXT, (anno_loc){0}, "%d%%", 5);
  CHECK_STR(anno_str_from(said), "warning NO_TEXT 5%");
  anno_report(&sink, ANNO_BAD_LINE, (anno_loc){0}, NULL);
  CHECK_STR(anno_str_from(said), "error BAD_LINE ");
  for (anno_code code = 0; code < ANNO_CODE_COUNT; code++)
    CHECK(*anno_code_name(code) && *anno_code_summary(code) && *anno_code_explanation(code));
}

static void test_paths(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  CHECK_STR(anno_path_name(ANNO_STR("a/b.c")), "b.c");
  CHECK_STR(anno_path_name(ANNO_STR("b.c")), "b.c");
  CHECK_STR(anno_path_folder(ANNO_STR("a/b/c")), "a/b");
  CHECK_STR(anno_path_folder(ANNO_STR("c")), "");
  CHECK_STR(anno_path_folder(ANNO_STR("/c")), "/");
  CHECK_STR(anno_path_join(arena, ANNO_STR("/"), ANNO_STR("c")), "/c");
  CHECK_STR(anno_path_join(arena, ANNO_STR("a"), ANNO_STR("c")), "a/c");
  CHECK_STR(anno_path_join(arena, ANNO_STR(""), ANNO_STR("c")), "c");
  anno_arena_free(arena);
}

/* Takes bytes until there are 100,000. */
static bool some(void *to, anno_str bytes) {
  size_t *taken = to;
  *taken += bytes.len;
  return *taken < 100000;
}

/* A file that appears whole, one that is given up, and what reading says of both. */
static void test_files(int *faults) {
  char said[64] = "", folder[] = "/tmp/annograph.XXXXXX";
  const anno_diag_sink sink = {said, keep};
  anno_arena *arena = anno_arena_new(NULL, 0);
  const anno_files *files = &anno_files_disk;
  CHECK(mkdtemp(folder) != NULL);
  const anno_str kept = anno_arena_print(arena, "%s/kept", folder), lost = anno_arena_print(arena, "%s/lost", folder);
  anno_out *out = anno_out_open(&sink, kept.ptr);
  for (int i = 0; i < 30000; i++) anno_out_put(out, ANNO_STR("line\n"));
  CHECK(files->kind(files->handle, kept) == ANNO_FILE_NONE);
  CHECK(anno_out_good(out) && anno_out_bytes(out) == 150000 && anno_out_close(out, true) == ANNO_OK);
  out = anno_out_open(&sink, lost.ptr);
  anno_out_put(out, ANNO_STR("x"));
  CHECK(anno_out_close(out, false) == ANNO_OK);
  anno_str bytes = ANNO_STR(""), *names = NULL;
  size_t count = 0, taken = 0;
  CHECK(files->read(files->handle, arena, kept, &bytes) == 0 && bytes.len == 150000);
  CHECK(files->stream(files->handle, kept, &taken, some) == 0 && taken >= 100000 && taken < 150000);
  CHECK(files->stream(files->handle, lost, &taken, some) == ENOENT);
  CHECK(files->stream(files->handle, anno_str_from(folder), &taken, some) == EISDIR);
  CHECK(files->read(files->handle, arena, lost, &bytes) == ENOENT);
  CHECK(files->read(files->handle, arena, anno_str_from(folder), &bytes) == EISDIR);
  CHECK(files->list(files->handle, arena, anno_str_from(folder), &names, &count) == 0 && count == 1);
  CHECK(files->kind(files->handle, anno_str_from(folder)) == ANNO_FILE_FOLDER);
  CHECK(!anno_out_open(&sink, "/nonexistent/x"));
  CHECK(anno_str_starts(anno_str_from(said), ANNO_STR("error CANNOT_WRITE")));
  CHECK(unlink(kept.ptr) == 0 && rmdir(folder) == 0);
  anno_arena_free(arena);
}

int main(void) {
  int faults = 0;
  test_str(&faults);
  test_numbers(&faults);
  test_utf_checks(&faults);
  test_utf_codes(&faults);
  test_utf_index(&faults);
  test_arena(&faults);
  test_print(&faults);
  test_vectors(&faults);
  test_table(&faults);
  test_places(&faults);
  test_cursor(&faults);
  test_findings(&faults);
  test_paths(&faults);
  test_files(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
