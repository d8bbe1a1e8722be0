#include "draw/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf.h"
#include "draw/canvas.h"

enum { CHUNK = 256 * 1024, SAID = 2048 };
static const size_t most_bytes = (size_t)256 << 20;

typedef struct chunk {
  struct chunk *next;
  size_t length;
  char bytes[CHUNK];
} chunk;

typedef enum { ENDED, NOT_STARTED, LATE, FLOOD, STARVED } ending; /* STARVED: this process lacks memory */

/* One child, and what passes between it and us. */
typedef struct {
  pid_t pid;
  int in, out, err; /* our ends; -1 once closed */
  anno_str dot;     /* what is still to be given to it */
  anno_arena *scratch;
  chunk *first, *last;
  size_t bytes;
  char said[SAID]; /* the beginning of its standard error */
  size_t said_length;
  double deadline;
  ending how;
  int error;  /* errno, if it was not started */
  int status; /* of wait(); -1 if it is not known */
  size_t peak;
} child;

const char *anno_engine_name(anno_engine engine) {
  static const char *const names[] = {
      [ANNO_ENGINE_DOT] = "dot", [ANNO_ENGINE_SFDP] = "sfdp", [ANNO_ENGINE_NONE] = "none"};
  return names[engine];
}

static double now(void) {
  struct timespec t = {0};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void shut(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

/* What the child gets of our environment: where fonts are, and libraries. Its output depends on nothing else. */
static void choose_environment(char *out[], size_t room) {
  static const char *const passed[] = {"HOME=",           "XDG_CACHE_HOME=",  "XDG_CONFIG_HOME=",
                                       "XDG_DATA_HOME=",  "FONTCONFIG_FILE=", "FONTCONFIG_PATH=",
                                       "LD_LIBRARY_PATH="};
  static const char locale[] = "LC_ALL=C.UTF-8";
  size_t n = 0;
  out[n++] = (char *)(uintptr_t)locale;
  for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
    for (char **entry = environ; entry && *entry; entry++)
      if (n + 1 < room && strncmp(*entry, passed[i], strlen(passed[i])) == 0) {
        out[n++] = *entry;
        break;
      }
  out[n] = NULL;
}

/* The child's end of each channel becomes its standard descriptor; all else is closed on exec. Standard descriptors of
   ours are open, so that none of the ends is one. */
static int spawn(child *c, const int ends[3], char *const argv[]) {
  char *environment[12];
  sigset_t none, usual;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  choose_environment(environment, sizeof environment / sizeof *environment);
  sigemptyset(&none);
  sigfillset(&usual);
  sigdelset(&usual, SIGKILL);
  sigdelset(&usual, SIGSTOP);
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    for (int i = 0; i < 3 && !error; i++) error = posix_spawn_file_actions_adddup2(&actions, ends[i], i);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!error) error = posix_spawn(&c->pid, argv[0], &actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* Opens the channels and starts the child. Its input is a socket: unlike a pipe, a socket can be written to without
   SIGPIPE, whose disposition belongs to the whole process. 0, or an errno value. */
static int start(child *c, char *const argv[]) {
  int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1}, error = 0;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC) ||
      fcntl(out[0], F_SETFL, O_NONBLOCK) || fcntl(err[0], F_SETFL, O_NONBLOCK))
    error = errno;
  if (!error) {
    const int ends[3] = {in[1], out[1], err[1]};
    error = spawn(c, ends, argv);
  }
  shut(&in[1]);
  shut(&out[1]);
  shut(&err[1]);
  c->in = in[0];
  c->out = out[0];
  c->err = err[0];
  return error;
}

/* Gives the child as much of the graph as it takes now. Once it has all, or has closed its end, ours is closed. */
static void feed(child *c) {
  const ssize_t n = c->dot.len ? send(c->in, c->dot.ptr, c->dot.len, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
  if (n > 0) c->dot = anno_str_sub(c->dot, (size_t)n, c->dot.len);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n < 0 || !c->dot.len) shut(&c->in);
}

/* Where the next bytes of the picture go; NULL without memory. */
static chunk *room(child *c) {
  if (c->last && c->last->length < CHUNK) return c->last;
  chunk *more = anno_arena_take(c->scratch, sizeof *more);
  if (!more) return NULL;
  if (c->last) c->last->next = more;
  if (!c->first) c->first = more;
  return c->last = more;
}

static void take_output(child *c) {
  chunk *at = room(c);
  if (!at) {
    c->how = STARVED;
    return;
  }
  const ssize_t n = read(c->out, at->bytes + at->length, CHUNK - at->length);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) {
    shut(&c->out);
    return;
  }
  at->length += (size_t)n;
  c->bytes += (size_t)n;
  if (c->bytes > most_bytes) c->how = FLOOD;
}

/* Keeps the beginning and drops the rest, which must be read all the same. */
static void take_said(child *c) {
  char bytes[SAID];
  const ssize_t n = read(c->err, bytes, sizeof bytes);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) {
    shut(&c->err);
    return;
  }
  const size_t left = SAID - c->said_length, kept = (size_t)n < left ? (size_t)n : left;
  memcpy(c->said + c->said_length, bytes, kept);
  c->said_length += kept;
}

/* Milliseconds until the deadline, at most a second, rounded up. */
static int patience(const child *c) {
  const double left = c->deadline - now();
  return left <= 0 ? 0 : left < 1 ? (int)(left * 1000) + 1 : 1000;
}

/* Serves all channels in turn until the child has closed its ends, the deadline, or an excess. */
static void converse(child *c) {
  while (c->how == ENDED && (c->out >= 0 || c->err >= 0)) {
    struct pollfd fds[] = {{c->in, POLLOUT, 0}, {c->out, POLLIN, 0}, {c->err, POLLIN, 0}};
    const int wait = patience(c);
    if (!wait) c->how = LATE;
    if (!wait || poll(fds, 3, wait) <= 0) continue;
    if (fds[0].revents) feed(c);
    if (fds[1].revents) take_output(c);
    if (fds[2].revents) take_said(c);
  }
}

/* Waits for the child; one that is not wanted any more, or does not end in time, is killed. */
static void collect(child *c) {
  struct rusage usage = {0};
  bool killed = false;
  pid_t got = 0;
  while (got == 0 || (got < 0 && errno == EINTR)) {
    if (!killed && c->how == ENDED && !patience(c)) c->how = LATE;
    if (!killed && c->how != ENDED) killed = kill(c->pid, SIGKILL) == 0;
    got = wait4(c->pid, &c->status, killed ? 0 : WNOHANG, &usage);
    if (got == 0) poll(NULL, 0, 2);
  }
  if (got < 0) c->status = -1;
  c->peak = (size_t)usage.ru_maxrss * 1024;
}

/* One line of valid UTF-8 without control characters, as far as the bytes are that. */
static anno_str plain(anno_arena *arena, anno_str bytes) {
  anno_buf line = anno_buf_in(arena);
  for (size_t at = 0; at < bytes.len;) {
    const size_t valid = at + anno_utf_invalid(anno_str_sub(bytes, at, bytes.len));
    while (at < valid) {
      const size_t begin = at;
      const uint32_t code = anno_utf_next(anno_str_sub(bytes, 0, valid), &at);
      if (code >= 0x20 && (code < 0x7F || code > 0x9F) && code != 0x2028 && code != 0x2029)
        anno_buf_put(&line, anno_str_sub(bytes, begin, at));
      else if (line.len && line.ptr[line.len - 1] != ' ')
        anno_buf_putc(&line, ' ');
    }
    if (at < bytes.len) at++;
  }
  return anno_str_trim(anno_buf_str(&line));
}

/* What was wrong with a child that is gone; "" if nothing was. */
static anno_str judge(anno_arena *arena, const child *c) {
  if (c->how == NOT_STARTED) return anno_arena_print(arena, "cannot be started: %s", strerror(c->error));
  if (c->how == LATE) return ANNO_STR("did not end in time");
  if (c->how == FLOOD) return ANNO_STR("wrote more than a picture may have");
  const anno_str said = plain(arena, (anno_str){c->said, c->said_length});
  const char *colon = said.len ? ": " : "";
  if (c->status == -1) return ANNO_STR("how it ended is not known");
  /* What it said then holds process numbers and times of day. */
  if (WIFSIGNALED(c->status)) return anno_arena_print(arena, "crashed (signal %d)", WTERMSIG(c->status));
  if (WEXITSTATUS(c->status) == ANNO_CANVAS_MEMORY) return ANNO_STR("needs more memory than it may have");
  if (WEXITSTATUS(c->status))
    return anno_arena_print(arena, "failed (exit status %d)%s%.*s", WEXITSTATUS(c->status), colon, ANNO_FMT(said));
  if (c->dot.len) return ANNO_STR("did not read the graph");
  return c->bytes ? ANNO_STR("") : ANNO_STR("drew nothing");
}

/* The pieces of the picture in one. */
static anno_str joined(anno_arena *arena, const child *c) {
  char *bytes = anno_arena_take(arena, c->bytes + 1);
  size_t at = 0;
  if (!bytes) return ANNO_STR("");
  for (const chunk *piece = c->first; piece; at += piece->length, piece = piece->next)
    memcpy(bytes + at, piece->bytes, piece->length);
  return (anno_str){bytes, at};
}

static void run(child *c, char *const argv[], double timeout) {
  c->deadline = now() + timeout;
  c->error = start(c, argv);
  if (c->error) c->how = NOT_STARTED;
  if (!c->error) converse(c);
  shut(&c->in);
  shut(&c->out);
  shut(&c->err);
  if (!c->error) collect(c);
}

/* Runs the engine argv[2]. Its picture becomes `out->bytes`, or what is wrong with it is added to `out->why`. False
   without memory. */
static bool try_engine(anno_arena *arena, anno_str dot, char *const argv[], double timeout, anno_rendering *out) {
  child c = {.in = -1, .out = -1, .err = -1, .dot = dot, .scratch = anno_arena_new(NULL, CHUNK)};
  if (!c.scratch) return false;
  run(&c, argv, timeout);
  if (c.peak > out->peak) out->peak = c.peak;
  if (c.how != STARVED) {
    const anno_str wrong = judge(arena, &c);
    if (wrong.len)
      out->why = anno_arena_print(arena, "%.*s%s%s: %.*s", ANNO_FMT(out->why), out->why.len ? "; " : "", argv[2],
                                  ANNO_FMT(wrong));
    else
      out->bytes = joined(arena, &c);
  }
  anno_arena_free(c.scratch);
  return c.how != STARVED && !anno_arena_failed(arena);
}

anno_status anno_layout(const anno_ctx *ctx, anno_str dot, const char *format, const anno_layout_limits *limits,
                        anno_rendering *out) {
  const double begin = now();
  *out = (anno_rendering){.engine = ANNO_ENGINE_NONE, .bytes = ANNO_STR(""), .why = ANNO_STR("")};
  const char *program = limits->program ? limits->program : "/proc/self/exe";
  char *argv[] = {(char *)(uintptr_t)program,
                  (char *)(uintptr_t) "--layout",
                  NULL,
                  (char *)(uintptr_t)format,
                  (char *)(uintptr_t)anno_arena_print(ctx->document, "%zu", limits->memory).ptr,
                  NULL};
  bool good = !anno_arena_failed(ctx->document);
  if (!(limits->timeout > 0)) {
    out->why = ANNO_STR("no time is given to any engine");
    return ANNO_OK;
  }
  for (anno_engine e = ANNO_ENGINE_DOT; good && e < ANNO_ENGINE_NONE && !out->bytes.len; e++) {
    argv[2] = (char *)(uintptr_t)anno_engine_name(e);
    good = try_engine(ctx->document, dot, argv, limits->timeout, out);
    if (good && out->bytes.len) out->engine = e;
  }
  out->seconds = now() - begin;
  if (good) return ANNO_OK;
  anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}
