#include "draw/canvas.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <graphviz/gvc.h>

#include "base/buf.h"

/* Address space is what shadow memory takes terabytes of. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMITED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMITED 0
#endif
#endif
#ifndef LIMITED
#define LIMITED 1
#endif

static bool put(int fd, const char *bytes, size_t count) {
  while (count) {
    const ssize_t n = write(fd, bytes, count);
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) bytes += n, count -= (size_t)n;
  }
  return true;
}

static int fail(int code, anno_str line) {
  put(STDERR_FILENO, line.ptr, line.len);
  put(STDERR_FILENO, "\n", 1);
  return code;
}

static bool one_of(const char *s, const char *const names[]) {
  for (; *names; names++)
    if (strcmp(s, *names) == 0) return true;
  return false;
}

/* Nothing survives the parent, nothing dumps core, and nothing takes more than `memory` bytes. */
static bool confine(size_t memory) {
  const struct rlimit none = {0, 0}, most = {memory, memory};
  /* Each thread that looks for fonts would reserve its own heap of 64 MiB, which counts as address space. */
  mallopt(M_ARENA_MAX, 1);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) || setrlimit(RLIMIT_CORE, &none)) return false;
  return !memory || !LIMITED || setrlimit(RLIMIT_AS, &most) == 0;
}

/* With SERVER_NAME Graphviz opens only files below GV_FILE_PATH, and none without that. It looks at them only where it
   reads a command line: so it gets one, in a context that is used for nothing else. */
static bool forbid_files(void) {
  char program[] = "annograph", engine[] = "-Kdot";
  char *arguments[] = {program, engine, NULL};
  if (setenv("SERVER_NAME", "none", 1) || unsetenv("GV_FILE_PATH") || unsetenv("GVBINDIR") || setenv("TZ", "UTC", 1))
    return false;
  GVC_t *gvc = gvContext();
  return gvc && gvParseArgs(gvc, 2, arguments) == 0;
}

/* All of standard input with a NUL behind it; NULL after a failure. */
static const char *take_input(anno_arena *arena, size_t *length) {
  anno_buf buf = anno_buf_in(arena);
  enum { STEP = 65536 };
  for (;;) {
    if (!anno_buf_room(&buf, STEP)) return NULL;
    const ssize_t n = read(STDIN_FILENO, buf.ptr + buf.len, STEP - 1);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return NULL;
    if (n == 0) break;
    buf.len += (size_t)n;
  }
  *length = buf.len;
  anno_buf_putc(&buf, '\0');
  return anno_arena_failed(arena) ? NULL : buf.ptr;
}

/* Sets an attribute, and declares it if the graph does not have it. */
static void set(void *object, const char *name, const char *value) {
  agsafeset(object, (char *)(uintptr_t)name, (char *)(uintptr_t)value, (char *)(uintptr_t) "");
}

/* sfdp knows no ranks: edges that only order nodes would pull them together, and a port on the right of a card would
   make its edge to a card on the left run across both. */
static void suit_sfdp(graph_t *graph) {
  set(graph, "overlap", "prism");
  set(graph, "sep", "+28"); /* points around a card, so that the label of an edge is not below it */
  set(graph, "splines", "line");
  set(graph, "outputorder", "edgesfirst");
  for (node_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
    for (edge_t *edge = agfstout(graph, node), *next; edge; edge = next) {
      next = agnxtout(graph, edge);
      const char *style = agget(edge, (char *)(uintptr_t) "style");
      set(edge, "headport", "");
      set(edge, "tailport", "");
      if (style && strcmp(style, "invis") == 0) agdeledge(graph, edge);
    }
}

/* The moment of drawing is no part of the picture. The date keeps its length, for all offsets behind it. */
static void undate(char *bytes, size_t length) {
  static const char mark[] = "/CreationDate (D:", zero[] = "19700101000000";
  char *at = memmem(bytes, length, mark, sizeof mark - 1);
  const size_t need = sizeof mark - 1 + sizeof zero - 1;
  if (at && (size_t)(bytes + length - at) >= need) memcpy(at + sizeof mark - 1, zero, sizeof zero - 1);
}

static int draw(graph_t *graph, const char *engine, const char *format) {
  char *bytes = NULL;
  unsigned length = 0;
  GVC_t *gvc = gvContext();
  if (!gvc) return ANNO_CANVAS_MEMORY;
  set(graph, "layout", engine);
  if (strcmp(engine, "sfdp") == 0) suit_sfdp(graph);
  if (gvLayout(gvc, graph, engine)) return fail(ANNO_CANVAS_FAILED, ANNO_STR("the layout failed"));
  if (gvRenderData(gvc, graph, format, &bytes, &length) || !bytes)
    return fail(ANNO_CANVAS_FAILED, ANNO_STR("the rendering failed"));
  /* An error, unlike a warning, means that something was left out, such as a label that cannot be parsed. */
  if (agerrors() >= AGERR) return ANNO_CANVAS_FAILED;
  if (strcmp(format, "pdf") == 0) undate(bytes, length);
  if (!put(STDOUT_FILENO, bytes, length)) return fail(ANNO_CANVAS_FAILED, ANNO_STR("cannot write the picture"));
  return ANNO_CANVAS_OK;
}

static int run(int argc, char **argv) {
  static const char *const engines[] = {"dot", "sfdp", NULL}, *const formats[] = {"svg", "png", "pdf", NULL};
  size_t memory = 0, length = 0;
  if (argc != 5 || !one_of(argv[2], engines) || !one_of(argv[3], formats) ||
      !anno_str_to_size(anno_str_from(argv[4]), &memory))
    return fail(ANNO_CANVAS_USAGE, ANNO_STR("usage: --layout dot|sfdp svg|png|pdf MEMORY"));
  if (!confine(memory) || !forbid_files()) return fail(ANNO_CANVAS_FAILED, ANNO_STR("cannot set the limits"));
  anno_arena *arena = anno_arena_new(NULL, 0);
  const char *dot = arena ? take_input(arena, &length) : NULL;
  if (!arena || anno_arena_failed(arena)) return fail(ANNO_CANVAS_MEMORY, ANNO_STR("out of memory"));
  if (!dot) return fail(ANNO_CANVAS_FAILED, ANNO_STR("cannot read the graph"));
  if (memchr(dot, '\0', length)) return fail(ANNO_CANVAS_FAILED, ANNO_STR("a NUL in the graph"));
  graph_t *graph = agmemread(dot);
  if (!graph || agerrors() >= AGERR) return fail(ANNO_CANVAS_FAILED, ANNO_STR("not a graph in DOT"));
  return draw(graph, argv[2], argv[3]);
}

/* Graphviz and the libraries below it leave memory behind, and what they would do at exit is of no use. */
int anno_canvas_main(int argc, char **argv) { _exit(run(argc, argv)); }
