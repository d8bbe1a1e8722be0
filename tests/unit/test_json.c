/* The JSON tree: what is read and where, what is refused, and files of lines. Paragraphs are those of RFC 8259. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/out.h"
#include "read/json.h"
#include "unit/check.h"

typedef struct {
  anno_diag_sink sink;
  anno_ctx ctx;
  anno_input input;
  anno_json root;
  anno_buf told; /* of files: values and findings */
  int findings;
  anno_code code;
  anno_place place;
  char detail[160];
} world;

static void hear(void *handle, const anno_diag *diag) {
  world *w = handle;
  w->findings++;
  w->code = diag->code;
  w->place = anno_loc_place(diag->at);
  snprintf(w->detail, sizeof w->detail, "%.*s", ANNO_FMT(diag->detail));
  anno_buf_put(&w->told, anno_arena_print(w->ctx.run, "!%zu:%zu ", w->place.line, w->place.column));
}

static void begin(world *w) {
  *w = (world){.input = {.name = ANNO_STR("x")}};
  w->sink = (anno_diag_sink){w, hear};
  w->ctx = (anno_ctx){anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &w->sink, NULL};
  w->told = anno_buf_in(w->ctx.run);
}

static void end(world *w) {
  anno_arena_free(w->ctx.run);
  anno_arena_free(w->ctx.document);
}

static anno_status parse_bytes(world *w, anno_str bytes) {
  begin(w);
  w->input.bytes = bytes;
  return anno_json_parse(&w->ctx, &w->input, &w->root);
}

static anno_status parse(world *w, const char *text) { return parse_bytes(w, anno_str_from(text)); }

static anno_json get(anno_json v, const char *key) { return anno_json_get(v, anno_str_from(key)); }

static bool stands_at(anno_loc at, size_t line, size_t column) {
  const anno_place place = anno_loc_place(at);
  return place.line == line && place.column == column;
}

static void test_tree(int *faults) {
  world w;
  CHECK(parse(&w, "\xEF\xBB\xBF{\"a\": [1, -2.50e+7, true ,false,null, \"ä\\n\\u00e4\\ud83d\\uDE00\\/\"],\n"
                  " \"\": {}, \"k/~\": {\"x\": [[], [{\"y\": \"z\"}]]}, \"n\" : 18446744073709551616 }\n") == ANNO_OK);
  const anno_json a = get(w.root, "a");
  CHECK(anno_json_is(w.root) == ANNO_JSON_OBJECT && anno_json_count(w.root) == 4);
  CHECK(anno_json_is(a) == ANNO_JSON_ARRAY && anno_json_count(a) == 6 && stands_at(anno_json_at(a), 1, 7));
  static const anno_json_kind kinds[] = {ANNO_JSON_NUMBER, ANNO_JSON_NUMBER, ANNO_JSON_TRUE,
                                         ANNO_JSON_FALSE,  ANNO_JSON_NULL,   ANNO_JSON_STRING};
  size_t i = 0;
  anno_json last = {0};
  ANNO_JSON_EACH(item, a) {
    CHECK(i < 6 && anno_json_is(item) == kinds[i++]);
    CHECK(!anno_json_key(item).len);
    last = item;
  }
  CHECK(i == 6 && stands_at(anno_json_at(last), 1, 39));
  CHECK_STR(anno_json_text(last), "ä\nä😀/");
  CHECK_STR(anno_json_text(anno_json_next(anno_json_first(a))), "-2.50e+7");
  const anno_json empty = get(w.root, ""),
                  y = get(anno_json_first(anno_json_next(anno_json_first(get(get(w.root, "k/~"), "x")))), "y");
  CHECK(anno_json_is(empty) == ANNO_JSON_OBJECT && !anno_json_first(empty).node && !anno_json_key(empty).len);
  CHECK_STR(anno_json_text(y), "z");
  CHECK_STR(anno_json_key(y), "y");
  CHECK(stands_at(anno_json_key_at(y), 2, 30) && stands_at(anno_json_at(y), 2, 35));
  CHECK_STR(anno_json_pointer(w.ctx.run, y), "/k~1~0/x/1/0/y");
  CHECK_STR(anno_json_pointer(w.ctx.run, last), "/a/5");
  CHECK_STR(anno_json_pointer(w.ctx.run, empty), "/");
  CHECK_STR(anno_json_pointer(w.ctx.run, w.root), "");
  CHECK_STR(anno_json_text(get(w.root, "n")), "18446744073709551616");
  CHECK(!anno_json_next(get(w.root, "n")).node && !get(w.root, "none").node && !get(a, "a").node);
  end(&w);
}

static void test_nothing(int *faults) {
  const anno_json nothing = {0};
  size_t n;
  CHECK(anno_json_is(nothing) == ANNO_JSON_NOTHING && !anno_json_text(nothing).len && !anno_json_key(nothing).len);
  CHECK(!anno_json_first(nothing).node && !anno_json_next(nothing).node && !anno_json_size(nothing, &n));
  CHECK(!anno_json_at(nothing).input && !anno_json_key_at(nothing).input && !anno_json_count(nothing));
}

static void test_sizes(int *faults) {
  static const struct {
    const char *text;
    bool good;
    size_t size;
  } rows[] = {{"0", true, 0},      {"17", true, 17},    {" 18446744073709551615 ", true, (size_t)-1},
              {"-0", false, 0},    {"1.0", false, 0},   {"1e3", false, 0},
              {"-1", false, 0},    {"\"1\"", false, 0}, {"18446744073709551616", false, 0},
              {"1e999", false, 0}, {"null", false, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w;
    size_t n = 0;
    CHECK(parse(&w, rows[i].text) == ANNO_OK);
    CHECK(anno_json_size(w.root, &n) == rows[i].good && (!rows[i].good || n == rows[i].size));
    CHECK(!anno_json_first(w.root).node && !anno_json_next(w.root).node);
    end(&w);
  }
}

/* What is refused: code and place. */
static const struct {
  const char *json;
  anno_code code;
  size_t line, column;
} bad[] = {
    {"", ANNO_BAD_JSON, 1, 1},
    {" \n", ANNO_BAD_JSON, 1, 1},
    {"{\"a\": 1,}", ANNO_BAD_JSON, 1, 9},
    {"{\n\"a\" 1}", ANNO_BAD_JSON, 2, 5},
    {"[1 2]", ANNO_BAD_JSON, 1, 4},
    {"[1,,2]", ANNO_BAD_JSON, 1, 4},
    {"[1,\n[2]", ANNO_BAD_JSON, 2, 4},
    {"{\"a\": \"b\n", ANNO_BAD_JSON, 1, 9},
    {"[1]\n\n [2]", ANNO_BAD_JSON, 3, 2},
    {"[1] x", ANNO_BAD_JSON, 1, 5},
    {"{'a': 1}", ANNO_BAD_JSON, 1, 2},
    {"// c\n[]", ANNO_BAD_JSON, 1, 1},
    {"[1,\f2]", ANNO_BAD_JSON, 1, 4},
    {"[]\v", ANNO_BAD_JSON, 1, 3},
    {"[NaN]", ANNO_BAD_JSON, 1, 2},
    {"[-Infinity]", ANNO_BAD_JSON, 1, 3},
    {"[01]", ANNO_BAD_JSON, 1, 3},
    {"[1.]", ANNO_BAD_JSON, 1, 4},
    {"[+1]", ANNO_BAD_JSON, 1, 2},
    {"[truE]", ANNO_BAD_JSON, 1, 5},
    {"[\"a\tb\"]", ANNO_BAD_JSON, 1, 4},
    {"[\"\\x\"]", ANNO_BAD_JSON, 1, 4},
    {"[\"\\u12g4\"]", ANNO_BAD_JSON, 1, 7},
    {"[\"ä\\ud800\"]", ANNO_BAD_JSON, 1, 4},
    {"[\"\\ud800\\n\"]", ANNO_BAD_JSON, 1, 3},
    {"[\"\\ud800\\ud800\"]", ANNO_BAD_JSON, 1, 3},
    {"[\"\\udc00\"]", ANNO_BAD_JSON, 1, 3},
    {"{\"a\\u0000b\": 1}", ANNO_BAD_JSON, 1, 4},
    {"[\"\xC0\xAF\"]", ANNO_NOT_UTF8, 1, 3},
    {"[\"\xED\xA0\x80\"]", ANNO_NOT_UTF8, 1, 3},
    {"[\"\xFF\"]", ANNO_NOT_UTF8, 1, 3},
    {"{\"a\": {\"b\": 1}, \"b\": 2,\n \"a\": 3}", ANNO_DUPLICATE_KEY, 2, 2},
    {"{\"\\u0061\": 1, \"a\": 3}", ANNO_DUPLICATE_KEY, 1, 15},
    {"[{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,\"9\":1,\n\"7\":1,\"2\":1,\"2\":1}]",
     ANNO_DUPLICATE_KEY, 2, 1},
};

static void test_refusals(int *faults) {
  world w;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    const bool refused = parse(&w, bad[i].json) == ANNO_SKIP && w.findings == 1 && w.code == bad[i].code;
    const bool right = refused && w.place.line == bad[i].line && w.place.column == bad[i].column && !w.root.tree;
    CHECK(right);
    if (!right)
      printf("%s\n  %d %s %zu:%zu %s\n", bad[i].json, w.findings, anno_code_name(w.code), w.place.line, w.place.column,
             w.detail);
    end(&w);
  }
  CHECK(parse(&w, "{\"a\": 1,\n \"a\": 3}") == ANNO_SKIP && strcmp(w.detail, "\"a\", which stands at 1:2 too") == 0);
  end(&w);
  CHECK(parse_bytes(&w, (anno_str){"[\"\0\"]", 5}) == ANNO_SKIP && w.code == ANNO_BAD_JSON && w.place.column == 3);
  end(&w);
}

/* A value of the wrong kind is named by its pointer. */
static void test_wrong(int *faults) {
  world w;
  parse(&w, "[{\"start\": \"3\"}]");
  anno_doc *doc = anno_doc_new(&w.ctx, ANNO_STR("x"), (anno_loc){0});
  anno_json_error(doc, get(anno_json_first(w.root), "start"), "an offset");
  CHECK(doc->bad && w.code == ANNO_BAD_VALUE && w.place.column == 12);
  CHECK(strcmp(w.detail, "\"/0/start\" is not an offset") == 0);
  end(&w);
}

/* ---- Sizes */

static anno_str repeat(anno_arena *arena, const char *before, const char *piece, size_t count, const char *after) {
  anno_buf buf = anno_buf_in(arena);
  anno_buf_put(&buf, anno_str_from(before));
  for (size_t i = 0; i < count; i++) anno_buf_put(&buf, anno_arena_print(arena, piece, i));
  anno_buf_put(&buf, anno_str_from(after));
  return anno_arena_copy(arena, anno_buf_str(&buf));
}

/* Memory and time stay within bounds. */
static void check_sized(anno_str json, anno_status status, size_t most_memory, int *faults) {
  world w;
  const clock_t from = clock();
  CHECK(parse_bytes(&w, json) == status);
  CHECK(w.findings == (status == ANNO_SKIP));
  CHECK(clock() - from < 2 * CLOCKS_PER_SEC);
  CHECK(anno_arena_size(w.ctx.document) <= most_memory);
  if (anno_arena_size(w.ctx.document) > most_memory)
    printf("  %zu for %zu bytes\n", anno_arena_size(w.ctx.document), json.len);
  end(&w);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void test_limits(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  const size_t small = 1 << 20;
  check_sized(repeat(arena, "", "[", 256, repeat(arena, "", "]", 256, "").ptr), ANNO_OK, small, faults);
  check_sized(repeat(arena, "", "[", 257, repeat(arena, "", "]", 257, "").ptr), ANNO_SKIP, small, faults);
  check_sized(repeat(arena, "", "[", 100000, ""), ANNO_SKIP, small, faults);
  check_sized(repeat(arena, "{", "\"k%zu\": 0, ", 500000, "\"\": 0}"), ANNO_OK, 30 * small, faults);
  check_sized(repeat(arena, "{", "\"k%zu\": 0, ", 500000, "\"k7\": 0}"), ANNO_SKIP, 30 * small, faults);
  check_sized(repeat(arena, "[\"", "0123456789", 1000000, "\"]"), ANNO_OK, small, faults);
  check_sized(repeat(arena, "[\"", "012345678\\n", 1000000, "\"]"), ANNO_OK, 12 * small, faults);
  /* Four times the input, itself included. */
  const anno_str tokens = repeat(arena, "[", "{\"start\": %zu, \"end\": 9, \"text\": \"x\"},\n", 200000, "{}]");
  check_sized(tokens, ANNO_OK, 3 * tokens.len, faults);
  anno_arena_free(arena);
}

/* ---- Files */

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  world *w = handle;
  const anno_place place = anno_loc_place(anno_json_at(root));
  anno_buf_put(&w->told, anno_arena_print(w->ctx.run, "%s%zu:%zu=%zu ", is_line ? "L" : "W", place.line, place.column,
                                          anno_json_count(root)));
  return anno_json_is(get(root, "stop")) == ANNO_JSON_TRUE ? ANNO_INTERNAL : ANNO_OK;
}

static void on_bad(void *handle, anno_loc at, bool is_line) {
  world *w = handle;
  const anno_place place = anno_loc_place(at);
  anno_buf_put(&w->told, anno_arena_print(w->ctx.run, "%s%zu:%zu? ", is_line ? "l" : "w", place.line, place.column));
}

/* The bytes of a file, what is told of it ("!": a finding), and the status. */
static const struct {
  const char *bytes, *told;
  anno_status status;
} files[] = {
    {"{\"a\": 1}", "W1:1=1 ", ANNO_OK},
    {"\n\n{\"a\": 1}\n\n", "W3:1=1 ", ANNO_OK},
    {"\xEF\xBB\xBF{\"a\": 1}\n[1,2]\n", "L1:1=1 L2:1=2 ", ANNO_OK},
    {"\n{\"a\": 1}\r\n\r\n  \n [1,2] \n\n{}", "L2:1=1 L5:2=2 L7:1=0 ", ANNO_OK},
    {"{\"a\": 1}\n{\"a\": 1\n{}\n{\"a\": }\n[]\n{\"a\"", "L1:1=1 !2:8 l2:1? L3:1=0 !4:7 l4:1? L5:1=0 !6:5 l6:1? ",
     ANNO_SKIP},
    {"{\"a\": \"}\n", "!1:9 w1:1? ", ANNO_SKIP},
    {"{\"a\":\n1}\n", "W1:1=1 ", ANNO_OK},
    {"{\"a\": \"\\\"}\", \"b\": {}}\n[{\"c\": \"[\"}]\n", "L1:1=2 L2:1=1 ", ANNO_OK},
    {"[{},\n{}]", "W1:1=2 ", ANNO_OK},
    {"[{},\n{}]\n[]", "!3:1 w1:1? ", ANNO_SKIP},
    {"", "!1:1 w1:1? ", ANNO_SKIP},
    {"\n \n", "!3:1 w3:1? ", ANNO_SKIP},
    {"{}\n{\"stop\": true}\n{}\n", "L1:1=0 L2:1=1 ", ANNO_INTERNAL},
};

static anno_str write_file(world *w, const char *name, anno_str bytes) {
  anno_out *out = anno_out_open(&w->sink, name);
  anno_out_put(out, bytes);
  anno_out_close(out, true);
  return anno_str_from(name);
}

static anno_status read_file(world *w, anno_str path) {
  return anno_json_values(&w->ctx, path, (anno_json_sink){w, on_value, on_bad});
}

static void test_files(int *faults) {
  char folder[] = "/tmp/annograph.XXXXXX", name[64];
  CHECK(mkdtemp(folder) != NULL);
  snprintf(name, sizeof name, "%s/x.json", folder);
  world w;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    begin(&w);
    const anno_status status = read_file(&w, write_file(&w, name, anno_str_from(files[i].bytes)));
    const bool right = status == files[i].status && anno_str_eq(anno_buf_str(&w.told), anno_str_from(files[i].told));
    CHECK(right);
    if (!right) printf("%s\n  %d %.*s\n", files[i].bytes, status, ANNO_FMT(anno_buf_str(&w.told)));
    end(&w);
  }
  begin(&w);
  CHECK(read_file(&w, anno_str_from(folder)) == ANNO_BAD_INPUT && w.code == ANNO_CANNOT_READ);
  unlink(name);
  CHECK(read_file(&w, anno_str_from(name)) == ANNO_BAD_INPUT && w.findings == 2);
  end(&w);
  /* The ending says that there are lines, unless the first one is just a bracket. */
  snprintf(name, sizeof name, "%s/x.jsonl", folder);
  begin(&w);
  CHECK(read_file(&w, write_file(&w, name, ANNO_STR("{\"a\": \n{}\n"))) == ANNO_SKIP);
  CHECK_STR(anno_buf_str(&w.told), "!1:6 l1:1? L2:1=0 ");
  end(&w);
  begin(&w);
  CHECK(read_file(&w, write_file(&w, name, ANNO_STR("[\n{}\n]\n"))) == ANNO_OK);
  CHECK(read_file(&w, write_file(&w, name, ANNO_STR("{}"))) == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "W1:1=1 L1:1=0 ");
  end(&w);
  /* Memory grows with the longest line only. */
  begin(&w);
  write_file(&w, name, repeat(w.ctx.run, "", "{\"number\": %zu, \"text\": \"some text\"}\n", 300000, ""));
  size_t most = 0;
  CHECK(anno_json_values(&w.ctx, anno_str_from(name), (anno_json_sink){&w, on_value, NULL}) == ANNO_OK);
  most = anno_arena_size(w.ctx.document);
  CHECK(most < 1 << 21);
  end(&w);
  unlink(name);
  rmdir(folder);
}

/* Asked for many paths, a head says of each what it says of it alone. */
static void test_paths(int *faults) {
  static const char *const heads[] = {"{\"a\": {\"b\": [[1, \"x\"], 2]}, \"c\": null, \"\": {\"a\": true}}",
                                      "[[{\"a\": 1}], {\"a\": {\"b\": false}}, {\"b\"",
                                      "{\"a\": \"\\\"b\\\": 1\", \"b\": 2, \"a\": {}}\n{\"c\": []}",
                                      "\xEF\xBB\xBF {\"a\": 1x, \"b\": 2}",
                                      "<a/>",
                                      "{\"a",
                                      ""};
  static const char *const paths[] = {"a", "b", "c", "a/b", "a/b[]", "a/b[][]", "c[]", "b/a", "a/c", "a/b/c", "aa"};
  for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
    anno_head head = {.bytes = anno_str_from(heads[h])};
    for (size_t p = 0; p < sizeof paths / sizeof *paths; p++)
      CHECK(anno_json_head_is(&head, paths[p]) == anno_json_head_kind(head.bytes, paths[p]));
  }
  anno_head first = {.bytes = anno_str_from(heads[0])};
  CHECK(anno_json_head_is(&first, "a/b") == ANNO_JSON_ARRAY && anno_json_head_is(&first, "c") == ANNO_JSON_NULL);
  CHECK(anno_json_head_is(&first, "a/b[][]") == ANNO_JSON_NUMBER && !anno_json_head_is(&first, "d"));
}

static void test_heads(int *faults) {
  const anno_str head = ANNO_STR("{\"format\" : \"x\", \"texts\": 1, \"text\" :\n [1, 2");
  CHECK_STR(anno_json_head(head, "text"), "[1, 2");
  CHECK_STR(anno_json_head(head, "format"), "\"x\", \"texts\": 1, \"text\" :\n [1, 2");
  CHECK_STR(anno_json_head(head, "x"), "");
  CHECK_STR(anno_json_head(head, "none"), "");
}

int main(void) {
  int faults = 0;
  test_tree(&faults);
  test_nothing(&faults);
  test_sizes(&faults);
  test_refusals(&faults);
  test_wrong(&faults);
  test_limits(&faults);
  test_files(&faults);
  test_heads(&faults);
  test_paths(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
