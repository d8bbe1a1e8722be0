#include "push/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { LONGEST = 16 * 1024 }; /* bytes of a line; tokens have some thousand at most */

static anno_str base64(anno_arena *arena, anno_str bytes) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < bytes.len; i += 3) {
    unsigned long group = 0;
    for (size_t k = 0; k < 3; k++) group = group << 8 | (i + k < bytes.len ? (unsigned char)bytes.ptr[i + k] : 0);
    for (size_t k = 0; k < 4; k++)
      if (i + k <= bytes.len) anno_buf_putc(&out, digits[group >> (18 - 6 * k) & 63]);
  }
  return anno_buf_str(&out);
}

/* Cuts the word off that names a scheme. */
static anno_auth_scheme scheme_of(anno_str *line) {
  static const struct {
    anno_str word;
    anno_auth_scheme scheme;
  } rows[] = {{ANNO_STR_INIT("basic "), ANNO_AUTH_BASIC},
              {ANNO_STR_INIT("digest "), ANNO_AUTH_DIGEST},
              {ANNO_STR_INIT("bearer "), ANNO_AUTH_BEARER}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (!anno_str_starts(*line, rows[i].word)) continue;
    *line = anno_str_sub(*line, rows[i].word.len, line->len);
    return rows[i].scheme;
  }
  return ANNO_AUTH_OFFERED;
}

const char *anno_credentials_read(anno_arena *arena, anno_str line, anno_credentials *out) {
  line = anno_str_trim(line);
  for (size_t i = 0; i < line.len; i++)
    if ((unsigned char)line.ptr[i] < 0x20 || line.ptr[i] == 0x7F) return "is not one line of text";
  *out = (anno_credentials){.scheme = scheme_of(&line)};
  if (out->scheme == ANNO_AUTH_BEARER) {
    if (!line.len || anno_str_find(line, 0, ' ') < line.len) return "has no token";
    out->secrets[0] = anno_arena_copy(arena, line);
    out->token = out->secrets[0].ptr;
  } else {
    anno_str password = line;
    const anno_str user = anno_str_cut(&password, ':');
    if (!user.len || !password.len) return "is not USER:PASSWORD, with basic or digest before it, nor bearer TOKEN";
    out->user = anno_arena_copy(arena, user).ptr;
    out->secrets[0] = anno_arena_copy(arena, password);
    out->password = out->secrets[0].ptr;
    out->secrets[1] = base64(arena, line);
  }
  return anno_arena_failed(arena) ? "takes too much memory" : NULL;
}

/* Up to `room` bytes; -1 after a failure. */
static ssize_t read_some(int fd, char *to, size_t room) {
  size_t used = 0;
  while (used < room) {
    const ssize_t n = read(fd, to + used, room - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    used += (size_t)n;
  }
  return (ssize_t)used;
}

static const char *load_open(anno_arena *arena, int fd, anno_credentials *out) {
  struct stat st;
  char *line = anno_arena_take(arena, LONGEST);
  if (!line || fstat(fd, &st)) return "cannot be read";
  if (S_ISREG(st.st_mode) && st.st_mode & (S_IRWXG | S_IRWXO)) return "can be read by others (chmod 600)";
  const ssize_t n = read_some(fd, line, LONGEST);
  if (n < 0) return "cannot be read";
  if (n == LONGEST) return "is too long";
  return anno_credentials_read(arena, (anno_str){line, (size_t)n}, out);
}

const char *anno_credentials_load(anno_arena *arena, const char *path, anno_credentials *out) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "cannot be read";
  const char *fault = load_open(arena, fd, out);
  close(fd);
  return fault;
}

bool anno_credentials_in(const anno_credentials *credentials, anno_str text) {
  for (size_t i = 0; i < sizeof credentials->secrets / sizeof *credentials->secrets; i++) {
    const anno_str secret = credentials->secrets[i];
    if (secret.len && memmem(text.ptr, text.len, secret.ptr, secret.len)) return true;
  }
  return false;
}
