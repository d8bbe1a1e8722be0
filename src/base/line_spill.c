#include "base/line_spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUFFER = 128 * 1024 };

void anno_spill_init(anno_spill *spill, anno_arena *arena, const char *folder) {
  *spill = (anno_spill){.folder = folder, .fd = -1, .buffer = anno_arena_take(arena, BUFFER)};
  if (!spill->buffer) spill->error = ENOMEM;
}

/* Not every file system has files without a name. */
static int open_unnamed(const char *folder) {
  const int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return fd;
  char *name = NULL;
  if (asprintf(&name, "%s/annograph.XXXXXX", folder) < 0) return errno = ENOMEM, -1;
  const int named = mkostemp(name, O_CLOEXEC);
  if (named >= 0) unlink(name);
  const int error = errno;
  free(name);
  errno = error;
  return named;
}

static void write_all(anno_spill *s, const char *p, size_t n) {
  if (s->fd < 0 && !s->error && (s->fd = open_unnamed(s->folder)) < 0) s->error = errno;
  while (n && !s->error) {
    const ssize_t done = write(s->fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      s->error = errno;
      return;
    }
    p += done;
    n -= (size_t)done;
  }
}

bool anno_spill_flush(anno_spill *s) {
  if (s->used) write_all(s, s->buffer, s->used);
  s->used = 0;
  return !s->error;
}

static void put(anno_spill *s, const char *p, size_t n) {
  if (s->error) return;
  if (n > BUFFER - s->used) anno_spill_flush(s);
  if (n > BUFFER) {
    write_all(s, p, n);
  } else if (n) {
    memcpy(s->buffer + s->used, p, n);
    s->used += n;
  }
  s->size += (long long)n;
}

bool anno_spill_put(anno_spill *s, anno_str line) {
  put(s, line.ptr, line.len);
  put(s, "\n", 1);
  return !s->error;
}

void anno_spill_drop(anno_spill *s, const long long part[2]) {
  /* Only disk space is lost where this fails. */
  (void)fallocate(s->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, part[0], part[1] - part[0]);
}

void anno_spill_close(anno_spill *s) {
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
}

anno_status anno_spill_report(const anno_spill *s, const anno_diag_sink *diag) {
  if (s->error == ENOMEM) {
    anno_report(diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  anno_report(diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "temporary file in %s: %s", s->folder, strerror(s->error));
  return ANNO_BAD_OUTPUT;
}
