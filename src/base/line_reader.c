#include "base/line_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

enum { LEAST_ROOM = 256 };

static bool fail(anno_line_reader *r, anno_code code, const char *why) {
  if (!r->why) {
    r->code = code;
    r->why = why;
  }
  r->has_line = false;
  return false;
}

static bool no_memory(anno_line_reader *r) { return fail(r, ANNO_OUT_OF_MEMORY, "out of memory"); }

/* Gives the buffer `room` bytes; what it held stays. An arena of its own, so that the smaller one is given back. */
static bool set_room(anno_line_reader *r, const anno_arena *model, size_t room) {
  anno_arena *arena = anno_arena_like(model);
  char *buffer = arena ? anno_arena_take(arena, room) : NULL;
  if (!buffer) {
    anno_arena_free(arena);
    return no_memory(r);
  }
  if (r->end) memcpy(buffer, r->buffer, r->end);
  anno_arena_free(r->arena);
  r->arena = arena;
  r->buffer = buffer;
  r->room = room;
  return true;
}

bool anno_line_reader_unpacks(const char *path) {
  const anno_str name = anno_str_from(path);
  return anno_str_ends(name, ANNO_STR(".gz")) || anno_str_ends(name, ANNO_STR(".zst"));
}

static bool open_packed(anno_line_reader *r) {
  anno_member member;
  r->archive = anno_archive_open(&(anno_archive_source){.path = r->path, .bare = true});
  if (!r->archive) return no_memory(r);
  const int found = anno_archive_next(r->archive, &member);
  r->drained = found == 0;
  if (found < 0) return fail(r, ANNO_BAD_ARCHIVE, anno_archive_why(r->archive));
  return anno_archive_packed(r->archive) || fail(r, ANNO_BAD_ARCHIVE, "not compressed");
}

bool anno_line_reader_open(anno_line_reader *r, const anno_arena *model, const char *path, size_t room) {
  *r = (anno_line_reader){.path = path, .fd = STDIN_FILENO, .at = -1};
  if (strcmp(path, "-") != 0) {
    struct stat st;
    r->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0) return fail(r, ANNO_CANNOT_READ, strerror(errno));
    r->owns_fd = true;
    if (fstat(r->fd, &st)) return fail(r, ANNO_CANNOT_READ, strerror(errno));
    if (S_ISDIR(st.st_mode)) return fail(r, ANNO_CANNOT_READ, strerror(EISDIR));
  }
  if (anno_line_reader_unpacks(path) && !open_packed(r)) return false;
  return set_room(r, model, room > LEAST_ROOM ? room : LEAST_ROOM);
}

bool anno_line_reader_part(anno_line_reader *r, const anno_arena *model, int fd, const long long part[2], size_t room) {
  *r = (anno_line_reader){.fd = fd, .at = part[0], .to = part[1]};
  return set_room(r, model, room > LEAST_ROOM ? room : LEAST_ROOM);
}

static long read_some(anno_line_reader *r, char *to, size_t room) {
  if (r->archive) return anno_archive_data(r->archive, to, room);
  if (r->at < 0) return read(r->fd, to, room);
  if (r->to - r->at < (long long)room) room = (size_t)(r->to - r->at);
  const ssize_t n = room ? pread(r->fd, to, room, r->at) : 0;
  if (n > 0) r->at += n;
  return n;
}

static const char too_long[] = "a line of more than 256 MiB";

/* Moves what is still wanted to the front of the buffer and reads more behind it. */
static bool refill(anno_line_reader *r) {
  const size_t gone = r->before;
  if (gone) memmove(r->buffer, r->buffer + gone, r->end - gone);
  r->before = 0;
  r->line -= gone;
  r->next -= gone;
  r->end -= gone;
  if (r->end - r->next > ANNO_MOST_line_bytes) return fail(r, ANNO_LIMIT, too_long);
  if (r->end == r->room && !set_room(r, r->arena, 2 * r->room)) return false;
  long n;
  do {
    n = read_some(r, r->buffer + r->end, r->room - r->end);
  } while (n < 0 && !r->archive && errno == EINTR);
  if (n < 0 && r->archive) return fail(r, ANNO_BAD_ARCHIVE, anno_archive_why(r->archive));
  if (n < 0) return fail(r, ANNO_CANNOT_READ, strerror(errno));
  r->drained = n == 0;
  r->end += (size_t)n;
  return true;
}

bool anno_line_reader_next(anno_line_reader *r) {
  if (r->why) return false;
  r->before = r->line;
  r->before_size = r->length;
  r->line = r->next;
  r->length = 0;
  r->has_line = false;
  for (size_t looked = 0;;) {
    const char *end = memchr(r->buffer + r->next + looked, '\n', r->end - r->next - looked);
    if (!end && !r->drained) {
      looked = r->end - r->next;
      if (!refill(r)) return false;
      continue;
    }
    if (!end && r->next == r->end) return false;
    r->length = end ? (size_t)(end - (r->buffer + r->next)) : r->end - r->next;
    r->next += r->length + (end != NULL);
    r->ended = end != NULL;
    r->number++;
    if (r->length > ANNO_MOST_line_bytes) return fail(r, ANNO_LIMIT, too_long);
    if (r->length > r->longest) r->longest = r->length;
    return r->has_line = true;
  }
}

void anno_line_reader_close(anno_line_reader *r) {
  anno_archive_close(r->archive);
  if (r->owns_fd) close(r->fd);
  anno_arena_free(r->arena);
  *r = (anno_line_reader){0};
}

anno_status anno_line_reader_report(const anno_line_reader *r, const anno_diag_sink *diag) {
  if (r->code == ANNO_OUT_OF_MEMORY) {
    anno_report(diag, r->code, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  anno_report(diag, r->code, (anno_loc){0}, "%s: %s", r->path ? r->path : "temporary file", r->why);
  return ANNO_BAD_INPUT;
}
