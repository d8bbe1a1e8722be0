/* The layout in a child: every way a child can go wrong, played by layout_stub.sh, the path of which is the argument;
   and Graphviz itself, for which this program is its own child. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "draw/canvas.h"
#include "draw/layout.h"
#include "unit/check.h"

static void hear(void *handle, const anno_diag *diag) {
  ++*(int *)handle;
  printf("%s: %.*s\n", anno_code_name(diag->code), ANNO_FMT(diag->detail));
}

typedef struct {
  anno_arena *arena;
  const char *stub;
  int findings, *faults;
  anno_rendering got;
} bench;

static size_t descriptors(void) {
  DIR *folder = opendir("/proc/self/fd");
  size_t n = 0;
  while (folder && readdir(folder)) n++;
  if (folder) closedir(folder);
  return n;
}

/* Runs one layout; no child and no descriptor may be left. */
static anno_status lay(bench *b, anno_str dot, const char *format, const anno_layout_limits *limits) {
  int *faults = b->faults;
  const anno_diag_sink sink = {&b->findings, hear};
  const anno_ctx ctx = {b->arena, b->arena, &anno_files_disk, &sink, NULL};
  const size_t before = descriptors();
  const anno_status status = anno_layout(&ctx, dot, format, limits, &b->got);
  CHECK(descriptors() == before);
  CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
  CHECK((b->got.engine == ANNO_ENGINE_NONE) == (b->got.bytes.len == 0));
  CHECK(b->got.seconds >= 0);
  return status;
}

static anno_str blank(anno_arena *arena, size_t size) {
  char *bytes = anno_arena_take(arena, size);
  if (bytes) memset(bytes, 'x', size);
  return (anno_str){bytes, bytes ? size : 0};
}

static void test_habits(bench *b) {
  static const struct {
    const char *habit, *why;
    anno_engine engine;
  } rows[] = {
      {"good", "", ANNO_ENGINE_DOT},
      {"noisy", "", ANNO_ENGINE_DOT},
      {"hang", "dot: did not end in time", ANNO_ENGINE_SFDP},
      {"half", "dot: did not end in time", ANNO_ENGINE_SFDP},
      {"close", "dot: did not end in time", ANNO_ENGINE_SFDP},
      {"stop", "dot: did not end in time", ANNO_ENGINE_SFDP},
      {"crash", "dot: crashed (signal 11)", ANNO_ENGINE_SFDP},
      {"fail", "dot: failed (exit status 1): a b [31m c d", ANNO_ENGINE_SFDP},
      {"memory", "dot: needs more memory than it may have", ANNO_ENGINE_SFDP},
      {"nothing", "dot: drew nothing", ANNO_ENGINE_SFDP},
      {"deaf", "dot: did not read the graph", ANNO_ENGINE_SFDP},
      {"flood", "dot: wrote more than a picture may have", ANNO_ENGINE_SFDP},
      {"never-fail", "dot: failed (exit status 1): a b [31m c d; sfdp: failed (exit status 1): a b [31m c d",
       ANNO_ENGINE_NONE},
      {"never-hang", "dot: did not end in time; sfdp: did not end in time", ANNO_ENGINE_NONE},
  };
  int *faults = b->faults;
  const anno_str dot = blank(b->arena, 1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    /* Short for those that hang, or a slow machine would not see what the others do. */
    const bool hangs = strstr(rows[i].why, "in time") != NULL;
    const anno_layout_limits limits = {b->stub, hangs ? 0.5 : 60, 0};
    CHECK(lay(b, dot, rows[i].habit, &limits) == ANNO_OK);
    const bool right = b->got.engine == rows[i].engine && anno_str_eq(b->got.why, anno_str_from(rows[i].why));
    if (!right) printf("%s: %s, %.*s\n", rows[i].habit, anno_engine_name(b->got.engine), ANNO_FMT(b->got.why));
    CHECK(right);
    if (rows[i].engine == ANNO_ENGINE_SFDP) CHECK_STR(b->got.bytes, "drawn by sfdp");
  }
}

static void test_amounts(bench *b) {
  int *faults = b->faults;
  const anno_layout_limits limits = {b->stub, 120, 0};
  const anno_str large = blank(b->arena, 20 << 20);
  CHECK(lay(b, large, "echo", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_DOT);
  CHECK(anno_str_eq(b->got.bytes, large));
  CHECK(lay(b, ANNO_STR(""), "good", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_DOT);
  CHECK(lay(b, large, "noise", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_SFDP);
  CHECK(b->got.why.len > 2000 && b->got.why.len < 2200 && anno_str_ends(b->got.why, ANNO_STR("eeee")));
}

static void test_surroundings(bench *b) {
  int *faults = b->faults;
  CHECK(setenv("ANNO_SECRET", "1", 1) == 0 && setenv("GVBINDIR", "/tmp", 1) == 0);
  anno_layout_limits limits = {b->stub, 60, 0};
  CHECK(lay(b, ANNO_STR("x"), "environment", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_DOT);
  const anno_str environment = b->got.bytes;
  CHECK(memmem(environment.ptr, environment.len, "LC_ALL=C.UTF-8\n", 15) != NULL);
  CHECK(!memmem(environment.ptr, environment.len, "SECRET", 6) &&
        !memmem(environment.ptr, environment.len, "GVBIN", 5));
  limits.timeout = 0;
  CHECK(lay(b, ANNO_STR("x"), "good", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_NONE && b->got.why.len);
  limits = (anno_layout_limits){"/nonexistent/program", 60, 0};
  CHECK(lay(b, ANNO_STR("x"), "good", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_NONE);
  CHECK(anno_str_starts(b->got.why, ANNO_STR("dot: cannot be started: ")));
}

static const char graph[] =
    "digraph { node [shape=plain];\n"
    "a [label=<<table><tr><td port=\"p\">one &amp; 二</td></tr></table>>];\n"
    "b [label=\"два\"]; a:p:e -> b:w [label=\"x\"]; b -> a [style=invis]; { rank=same; a; b } }";

static void test_pictures(bench *b) {
  static const struct {
    const char *format, *begin;
  } rows[] = {{"svg", "<?xml "}, {"png", "\x89PNG"}, {"pdf", "%PDF-"}};
  int *faults = b->faults;
  const anno_layout_limits limits = {NULL, 120, (size_t)1 << 30};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    CHECK(lay(b, anno_str_from(graph), rows[i].format, &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_DOT);
    CHECK(anno_str_starts(b->got.bytes, anno_str_from(rows[i].begin)) && !b->got.why.len && b->got.peak > 1 << 20);
    const anno_str first = b->got.bytes;
    CHECK(lay(b, anno_str_from(graph), rows[i].format, &limits) == ANNO_OK && anno_str_eq(first, b->got.bytes));
    CHECK(!memmem(first.ptr, first.len, "(D:20", 5));
  }
}

/* A picture with a piece missing is none. */
static void test_bad_graphs(bench *b) {
  static const char *const bad[] = {
      "",
      "digraph {",
      "no graph",
      "digraph { a [label=<<b>x</i>>] }",
      "digraph { a [label=<<table></table>>] }",
      "digraph { a [label=<a & b>] }",
      "digraph { a [label=<<table><tr><td><img src=\"/etc/passwd\"/></td></tr></table>>] }"};
  int *faults = b->faults;
  const anno_layout_limits limits = {NULL, 120, 0};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    CHECK(lay(b, anno_str_from(bad[i]), "svg", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_NONE);
    CHECK(anno_str_starts(b->got.why, ANNO_STR("dot: failed (exit status 1): ")));
  }
  CHECK(lay(b, ANNO_STR("digraph {}\0"), "svg", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_NONE);
  CHECK(lay(b, anno_str_from(graph), "gif", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_NONE);
  /* The graph does not choose its engine, and a warning is not an error. */
  CHECK(lay(b, ANNO_STR("digraph { layout=nop; a:nowhere -> b }"), "svg", &limits) == ANNO_OK);
  CHECK(b->got.engine == ANNO_ENGINE_DOT);
}

/* Whoever opened this file would wait for ever. */
static void test_files(bench *b) {
  static const char *const ways[] = {"a [image=\"%s\"]", "a [shape=epsf, shapefile=\"%s\"]",
                                     "a [shape=custom, shapefile=\"%s\"]",
                                     "shapefile=\"%s\"; fontpath=\"%s\"; stylesheet=\"%s\"; a",
                                     "a [label=<<table><tr><td><img src=\"%s\"/></td></tr></table>>]"};
  int *faults = b->faults;
  char folder[] = "/tmp/anno_layout_XXXXXX";
  CHECK(mkdtemp(folder) != NULL);
  const char *path = anno_arena_print(b->arena, "%s/pipe", folder).ptr;
  CHECK(mkfifo(path, 0600) == 0);
  const anno_layout_limits limits = {NULL, 20, 0};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    anno_buf dot = anno_buf_in(b->arena);
    anno_buf_put(&dot, ANNO_STR("digraph { "));
    for (const char *c = ways[i]; *c; c++)
      if (*c == '%')
        anno_buf_put(&dot, anno_str_from(path)), c++;
      else
        anno_buf_putc(&dot, *c);
    anno_buf_put(&dot, ANNO_STR(" }"));
    CHECK(lay(b, anno_buf_str(&dot), "svg", &limits) == ANNO_OK);
    CHECK(!memmem(b->got.why.ptr, b->got.why.len, "in time", 7));
  }
  CHECK(unlink(path) == 0 && rmdir(folder) == 0);
}

/* Under a name that ends in this, the program refuses to be dot. */
static const char only_sfdp[] = "only_sfdp";

static void test_sfdp(bench *b) {
  int *faults = b->faults;
  char folder[] = "/tmp/anno_layout_XXXXXX";
  CHECK(mkdtemp(folder) != NULL);
  const char *path = anno_arena_print(b->arena, "%s/%s", folder, only_sfdp).ptr;
  char self[4096] = "";
  CHECK(readlink("/proc/self/exe", self, sizeof self - 1) > 0 && symlink(self, path) == 0);
  const anno_layout_limits limits = {path, 120, 0};
  CHECK(lay(b, anno_str_from(graph), "svg", &limits) == ANNO_OK && b->got.engine == ANNO_ENGINE_SFDP);
  CHECK_STR(b->got.why, "dot: failed (exit status 1)");
  /* One edge is left, the invisible one is gone, and no finding stopped it. */
  const char *edge = memmem(b->got.bytes.ptr, b->got.bytes.len, "class=\"edge\"", 12);
  CHECK(edge && !memmem(edge + 1, (size_t)(b->got.bytes.ptr + b->got.bytes.len - edge - 1), "class=\"edge\"", 12));
  CHECK(unlink(path) == 0 && rmdir(folder) == 0);
}

/* How Graphviz takes a lack of memory is its own affair. Under sanitizers there is no limit. */
static void test_memory(bench *b) {
  int *faults = b->faults;
  const anno_layout_limits limits = {NULL, 120, (size_t)30 << 20};
  CHECK(lay(b, anno_str_from(graph), "png", &limits) == ANNO_OK);
  CHECK(b->got.engine == ANNO_ENGINE_DOT || b->got.why.len);
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "--layout") == 0) {
    if (anno_str_ends(anno_str_from(argv[0]), anno_str_from(only_sfdp)) && strcmp(argv[2], "dot") == 0) return 1;
    return anno_canvas_main(argc, argv);
  }
  int count = 0, *faults = &count;
  bench b = {.arena = anno_arena_new(NULL, 0), .stub = argc > 1 ? argv[1] : "", .faults = faults};
  test_habits(&b);
  test_amounts(&b);
  test_surroundings(&b);
  test_pictures(&b);
  test_bad_graphs(&b);
  test_files(&b);
  test_sfdp(&b);
  test_memory(&b);
  CHECK(b.findings == 0);
  anno_arena_free(b.arena);
  return count ? EXIT_FAILURE : EXIT_SUCCESS;
}
