#include "base/standard_input.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/buf.h"

enum { HEAD = 1 << 16 };

typedef enum { UNREAD, PLAIN, PACKED, TAR, FAILED } shape;

struct anno_stdin {
  anno_files files;
  const anno_files *inner;
  const anno_diag_sink *diag;
  shape shape;
  int error;             /* of FAILED */
  anno_archive *archive; /* of PACKED and TAR */
  anno_member first;
  int found;                        /* what looking for the first member gave */
  size_t raw_len, len;              /* bytes in `raw`, `head` */
  bool raw_given;                   /* the archive had `raw` */
  bool ended;                       /* there is nothing behind `head` */
  bool passed;                      /* `head` was taken */
  _Atomic unsigned long long bytes; /* handed out, of all files */
  char raw[HEAD];                   /* of standard input */
  char head[HEAD];                  /* of what it holds */
};

static long read_some(char *to, size_t room) {
  for (;;) {
    const ssize_t n = read(STDIN_FILENO, to, room);
    if (n >= 0 || errno != EINTR) return n;
  }
}

static long on_more(void *handle, const char **piece) {
  anno_stdin *in = handle;
  *piece = in->raw;
  if (in->raw_given) return read_some(in->raw, HEAD);
  in->raw_given = true;
  return (long)in->raw_len;
}

static void tell(const anno_stdin *in, const char *why) {
  anno_report(in->diag, ANNO_BAD_ARCHIVE, (anno_loc){0}, "-: %s", why);
}

/* More of what standard input holds: how many bytes, 0 at the end, -1 with errno. */
static long more(anno_stdin *in, char *to, size_t room) {
  if (in->shape != PACKED) return read_some(to, room);
  const long n = anno_archive_data(in->archive, to, room);
  if (n >= 0) return n;
  tell(in, anno_archive_why(in->archive));
  errno = EBADMSG;
  return -1;
}

/* Fills `to`, unless the end comes before. */
static bool fill(anno_stdin *in, char *to, size_t *len) {
  while (*len < HEAD) {
    const long n = more(in, to + *len, HEAD - *len);
    if (n < 0) in->error = errno;
    if (n < 0) return false;
    if (n == 0) break;
    *len += (size_t)n;
  }
  return true;
}

static bool open_archive(anno_stdin *in) {
  const anno_archive_source source = {.more = on_more, .handle = in};
  in->archive = anno_archive_open(&source);
  in->error = ENOMEM;
  if (!in->archive) return false;
  in->found = anno_archive_next(in->archive, &in->first);
  in->shape = in->found == 1 && anno_archive_is_bare(in->archive) ? PACKED : TAR;
  in->error = EBADMSG;
  if (in->found < 0) tell(in, anno_archive_why(in->archive));
  return in->found >= 0;
}

static bool begin(anno_stdin *in) {
  in->shape = PLAIN;
  if (!fill(in, in->raw, &in->raw_len)) return false;
  const anno_str raw = {in->raw, in->raw_len};
  in->error = EBADMSG;
  if (anno_archive_begins_zip(raw)) return tell(in, "a ZIP archive cannot be read from a stream"), false;
  if (anno_archive_begins(raw) && !open_archive(in)) return false;
  if (in->shape == PACKED && !fill(in, in->head, &in->len)) return false;
  if (in->shape == PLAIN) memcpy(in->head, in->raw, in->len = in->raw_len);
  in->ended = in->len < HEAD;
  return true;
}

/* Looks at standard input, the first time; false if it cannot be read. */
static bool look(anno_stdin *in) {
  if (in->shape == UNREAD && !begin(in)) in->shape = FAILED;
  return in->shape != FAILED;
}

/* ---- The functions of a file system */

static bool is_own(anno_str path) { return anno_str_eq(path, ANNO_STR("-")); }

static anno_file_kind stdin_kind(void *handle, anno_str path) {
  anno_stdin *in = handle;
  if (!is_own(path)) return in->inner->kind(in->inner->handle, path);
  if (look(in)) return in->shape == TAR ? ANNO_FILE_FOLDER : ANNO_FILE_OTHER;
  errno = in->error;
  return ANNO_FILE_NONE;
}

/* Hands chunks on and counts them. */
typedef struct {
  anno_stdin *in;
  void *to;
  bool (*chunk)(void *to, anno_str bytes);
} counting;

static bool on_counted(void *handle, anno_str bytes) {
  const counting *c = handle;
  c->in->bytes += bytes.len;
  return c->chunk(c->to, bytes);
}

static int stream_own(anno_stdin *in, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  if (!look(in)) return in->error;
  if (in->shape == TAR) return EISDIR;
  if (!in->passed && in->len && !chunk(to, (anno_str){in->head, in->len})) return 0;
  if (in->ended) return 0;
  in->passed = true;
  for (;;) {
    char bytes[HEAD];
    const long n = more(in, bytes, sizeof bytes);
    if (n < 0) return errno;
    if (n == 0 || !chunk(to, (anno_str){bytes, (size_t)n})) return 0;
  }
}

static int stdin_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  anno_stdin *in = handle;
  counting c = {in, to, chunk};
  if (is_own(path)) return stream_own(in, &c, on_counted);
  return in->inner->stream(in->inner->handle, path, &c, on_counted);
}

static bool keep(void *to, anno_str bytes) {
  anno_buf *buf = to;
  anno_buf_put(buf, bytes);
  return !anno_arena_failed(buf->arena) && buf->len <= ANNO_MOST_pipe_bytes;
}

static int stdin_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  anno_stdin *in = handle;
  if (!is_own(path)) {
    const int failed = in->inner->read(in->inner->handle, arena, path, out);
    if (!failed) in->bytes += out->len;
    return failed;
  }
  anno_buf buf = anno_buf_in(arena);
  const int error = stdin_stream(in, path, &buf, keep);
  if (error) return error;
  if (anno_arena_failed(arena)) return ENOMEM;
  *out = anno_buf_str(&buf);
  return buf.len > ANNO_MOST_pipe_bytes ? EFBIG : 0;
}

static int stdin_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  const anno_stdin *in = handle;
  return in->inner->list(in->inner->handle, arena, path, names, count);
}

/* ---- */

anno_stdin *anno_stdin_new(const anno_files *inner, const anno_diag_sink *diag) {
  anno_stdin *in = calloc(1, sizeof *in);
  if (!in) return NULL;
  in->files = (anno_files){in, stdin_kind, stdin_read, stdin_list, stdin_stream};
  in->inner = inner;
  in->diag = diag;
  return in;
}

void anno_stdin_free(anno_stdin *in) {
  if (!in) return;
  anno_archive_close(in->archive);
  free(in);
}

const anno_files *anno_stdin_files(const anno_stdin *in) { return &in->files; }

unsigned long long anno_stdin_bytes(const anno_stdin *in) {
  return in->bytes + (in->shape == TAR ? anno_archive_unpacked(in->archive) : 0);
}

anno_archive *anno_stdin_tar(anno_stdin *in, anno_member *first, int *found) {
  if (!look(in) || in->shape != TAR) return NULL;
  *first = in->first;
  *found = in->found;
  return in->archive;
}
