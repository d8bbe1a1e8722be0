#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out_pack.h"
#include "base/out_target.h"

enum { BUFFER = 64 * 1024 };

struct anno_out {
  const anno_diag_sink *diag;
  const char *shown;                          /* the path as it was given, for findings */
  anno_target target;                         /* path NULL: standard output, or no output */
  int fd;                                     /* -1: count only */
  int error;                                  /* the first errno */
  void (*take)(void *handle, anno_str bytes); /* NULL, or who gets the bytes */
  void *taker;
  bool held;       /* `fd` is an unnamed file that waits for standard output */
  bool of_lines;   /* what is put are lines, */
  bool lines;      /* and others may write to `fd` too */
  bool pipe;       /* `fd` is one */
  anno_pack *pack; /* NULL: as it is */
  unsigned long long bytes;
  size_t used;
  char buffer[BUFFER];
};

static void report(const anno_diag_sink *diag, const char *path, int error) {
  anno_report(diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: %s", path ? path : "standard output", strerror(error));
}

static void write_all(anno_out *out, const char *p, size_t n) {
  if (out->take && n) out->take(out->taker, (anno_str){p, n});
  while (n && !out->error && out->fd >= 0) {
    const ssize_t done = write(out->fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      out->error = errno;
      return;
    }
    p += done;
    n -= (size_t)done;
  }
}

static bool on_packed(void *handle, anno_str bytes) {
  write_all(handle, bytes.ptr, bytes.len);
  return !((anno_out *)handle)->error;
}

static int open_pack(anno_out *out, anno_str path) {
  if (!anno_pack_named(path)) return 0;
  out->pack = anno_pack_open(path, (anno_pack_sink){out, on_packed});
  return out->pack ? 0 : ENOMEM;
}

anno_out *anno_out_open(const anno_diag_sink *diag, const char *path) {
  anno_out *out = calloc(1, sizeof *out);
  if (!out) {
    anno_report(diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return NULL;
  }
  out->diag = diag;
  out->fd = path ? STDOUT_FILENO : -1;
  out->target = (anno_target){.fd = -1, .folder = -1};
  const bool named = path && strcmp(path, "-") != 0;
  out->shown = named ? path : NULL;
  int error = named ? anno_target_open(&out->target, path) : 0;
  if (named) out->fd = out->target.fd;
  if (named && !error) error = open_pack(out, anno_str_from(path));
  if (!error) return out;
  report(diag, path, error);
  anno_out_close(out, false);
  return NULL;
}

anno_out *anno_out_to(const anno_diag_sink *diag, void *handle, void (*take)(void *handle, anno_str bytes)) {
  anno_out *out = anno_out_open(diag, NULL);
  if (!out) return NULL;
  out->take = take;
  out->taker = handle;
  return out;
}

bool anno_out_hold(anno_out *out) {
  if (out->target.path || out->fd != STDOUT_FILENO) return true;
  FILE *file = tmpfile();
  const int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
  const int error = errno;
  if (file) fclose(file);
  if (fd < 0) {
    report(out->diag, NULL, error);
    return false;
  }
  out->fd = fd;
  out->held = true;
  return true;
}

void anno_out_lines(anno_out *out) {
  struct stat st;
  out->of_lines = true;
  if (out->fd < 0 || out->target.folder >= 0 || out->held || out->pack || fstat(out->fd, &st)) return;
  out->lines = true;
  out->pipe = S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode);
}

static void send(anno_out *out, anno_str bytes) {
  if (!out->pack) {
    write_all(out, bytes.ptr, bytes.len);
  } else if (bytes.len && !out->error && !anno_pack_put(out->pack, bytes) && !out->error) {
    out->error = ENOMEM;
  }
}

/* The bytes up to the last line end and with it; 0 if there is none. */
static size_t whole_lines(const char *p, size_t n) {
  const char *end = n ? memrchr(p, '\n', n) : NULL;
  return end ? (size_t)(end - p) + 1 : 0;
}

/* A pipe takes up to PIPE_BUF bytes at once without those of another writer between them. */
static void send_lines(anno_out *out, const char *p, size_t n) {
  while (n > PIPE_BUF && out->pipe) {
    size_t part = whole_lines(p, PIPE_BUF);
    if (!part) part = anno_str_find((anno_str){p, n}, PIPE_BUF, '\n') + 1;
    if (part >= n) break;
    write_all(out, p, part);
    p += part;
    n -= part;
  }
  write_all(out, p, n);
}

/* What is no whole line yet stays, unless the buffer is full of it. */
static void flush(anno_out *out) {
  const size_t n = out->lines ? whole_lines(out->buffer, out->used) : 0;
  if (n)
    send_lines(out, out->buffer, n);
  else
    send(out, (anno_str){out->buffer, out->used});
  out->used -= n ? n : out->used;
  if (out->used) memmove(out->buffer, out->buffer + n, out->used);
}

void anno_out_flush(anno_out *out) {
  while (out->used) flush(out);
}

static void append(anno_out *out, anno_str bytes) {
  if (bytes.len) memcpy(out->buffer + out->used, bytes.ptr, bytes.len);
  out->used += bytes.len;
}

void anno_out_put(anno_out *out, anno_str bytes) {
  out->bytes += bytes.len;
  while (out->lines && bytes.len > BUFFER - out->used) {
    const anno_str part = anno_str_sub(bytes, 0, BUFFER - out->used);
    append(out, part);
    flush(out);
    bytes = anno_str_sub(bytes, part.len, bytes.len);
  }
  if (bytes.len > BUFFER - out->used) flush(out);
  if (bytes.len >= BUFFER && !out->lines)
    send(out, bytes);
  else
    append(out, bytes);
}

char *anno_out_room(anno_out *out, size_t size) {
  while (size > BUFFER - out->used) flush(out);
  return out->buffer + out->used;
}

void anno_out_used(anno_out *out, size_t size) {
  out->used += size;
  out->bytes += size;
}

bool anno_out_good(const anno_out *out) { return !out->error; }
unsigned long long anno_out_bytes(const anno_out *out) { return out->bytes; }

static void release_held(anno_out *out) {
  const int from = out->fd;
  char bytes[BUFFER];
  if (lseek(from, 0, SEEK_SET) < 0) out->error = errno;
  out->fd = STDOUT_FILENO;
  out->held = false;
  if (out->of_lines) anno_out_lines(out);
  while (!out->error) {
    const ssize_t n = read(from, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) out->error = errno;
    if (n <= 0) break;
    anno_out_put(out, (anno_str){bytes, (size_t)n});
  }
  anno_out_flush(out);
  close(from);
}

anno_status anno_out_close(anno_out *out, bool keep) {
  if (keep) anno_out_flush(out);
  const bool packed = anno_pack_close(out->pack, keep && !out->error);
  if (keep && !packed && !out->error) out->error = ENOMEM;
  if (out->held && keep && !out->error)
    release_held(out);
  else if (out->held)
    close(out->fd);
  if (out->target.folder >= 0 && keep && !out->error) out->error = anno_target_keep(&out->target);
  const int dropped = anno_target_drop(&out->target);
  if (dropped && keep && !out->error) out->error = dropped;
  const int error = out->error;
  if (error) report(out->diag, out->shown, error);
  free(out);
  return error ? ANNO_BAD_OUTPUT : ANNO_OK;
}
