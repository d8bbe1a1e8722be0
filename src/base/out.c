#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

struct anno_out {
  const anno_diag_sink *diag;
  const char *shown;                          /* the path as it was given, for findings */
  char *path, *temporary;                     /* NULL for standard output and for no output */
  int fd;                                     /* -1: count only */
  int error;                                  /* the first errno */
  void (*take)(void *handle, anno_str bytes); /* NULL, or who gets the bytes */
  void *taker;
  bool held; /* `fd` is an unnamed file that waits for standard output */
  unsigned long long bytes;
  size_t used;
  char buffer[BUFFER];
};

static void report(const anno_diag_sink *diag, const char *path, int error) {
  anno_report(diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: %s", path ? path : "standard output", strerror(error));
}

/* A special file (a device, a pipe) is written in place: renaming over it would replace it by a file. */
static bool in_place(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static int open_target(anno_out *out, const char *path) {
  /* What a link points at is written, not the link replaced. */
  out->shown = path;
  out->path = realpath(path, NULL);
  if (!out->path) out->path = strdup(path);
  if (!out->path) return ENOMEM;
  path = out->path;
  if (in_place(path)) {
    out->fd = open(path, O_WRONLY | O_CLOEXEC);
    return out->fd < 0 ? errno : 0;
  }
  if (asprintf(&out->temporary, "%s.XXXXXX", path) < 0) return out->temporary = NULL, ENOMEM;
  out->fd = mkostemp(out->temporary, O_CLOEXEC);
  if (out->fd < 0) {
    const int error = errno;
    free(out->temporary);
    out->temporary = NULL;
    return error;
  }
  const mode_t mask = umask(0);
  umask(mask);
  return fchmod(out->fd, 0666 & ~mask) ? errno : 0;
}

anno_out *anno_out_open(const anno_diag_sink *diag, const char *path) {
  anno_out *out = calloc(1, sizeof *out);
  if (!out) {
    anno_report(diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return NULL;
  }
  out->diag = diag;
  out->fd = path ? STDOUT_FILENO : -1;
  const int error = path && strcmp(path, "-") != 0 ? open_target(out, path) : 0;
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
  if (out->path || out->fd != STDOUT_FILENO) return true;
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

void anno_out_flush(anno_out *out) {
  write_all(out, out->buffer, out->used);
  out->used = 0;
}

void anno_out_put(anno_out *out, anno_str bytes) {
  out->bytes += bytes.len;
  if (bytes.len > BUFFER - out->used) anno_out_flush(out);
  if (bytes.len >= BUFFER) {
    write_all(out, bytes.ptr, bytes.len);
    return;
  }
  if (bytes.len) memcpy(out->buffer + out->used, bytes.ptr, bytes.len);
  out->used += bytes.len;
}

char *anno_out_room(anno_out *out, size_t size) {
  if (size > BUFFER - out->used) anno_out_flush(out);
  return out->buffer + out->used;
}

void anno_out_used(anno_out *out, size_t size) {
  out->used += size;
  out->bytes += size;
}

bool anno_out_good(const anno_out *out) { return !out->error; }
unsigned long long anno_out_bytes(const anno_out *out) { return out->bytes; }

/* After a rename the folder has to reach the disk too, or a crash may undo it. */
static void sync_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
  const int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    fsync(fd);
    close(fd);
  }
  free(folder);
}

static void put_in_place(anno_out *out) {
  if (fsync(out->fd)) out->error = errno;
  if (close(out->fd) && !out->error) out->error = errno;
  out->fd = -1;
  if (!out->error && rename(out->temporary, out->path)) out->error = errno;
  if (!out->error) sync_folder(out->path);
}

static void release_held(anno_out *out) {
  const int from = out->fd;
  if (lseek(from, 0, SEEK_SET) < 0) out->error = errno;
  out->fd = STDOUT_FILENO;
  while (!out->error) {
    const ssize_t n = read(from, out->buffer, BUFFER);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) out->error = errno;
    if (n <= 0) break;
    write_all(out, out->buffer, (size_t)n);
  }
  close(from);
}

anno_status anno_out_close(anno_out *out, bool keep) {
  if (keep) anno_out_flush(out);
  if (out->held && keep && !out->error)
    release_held(out);
  else if (out->held)
    close(out->fd);
  const bool temporary = out->temporary != NULL;
  if (temporary && keep && !out->error) put_in_place(out);
  if (temporary && (out->error || !keep)) unlink(out->temporary);
  /* Standard output is left to whoever opened it. */
  if (out->path && out->fd >= 0 && close(out->fd) && keep && !out->error) out->error = errno;
  const int error = out->error;
  if (error) report(out->diag, out->shown, error);
  free(out->temporary);
  free(out->path);
  free(out);
  return error ? ANNO_BAD_OUTPUT : ANNO_OK;
}
