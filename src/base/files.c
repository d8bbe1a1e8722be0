#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/buf.h"

/* What cannot be looked at is not taken for absent, or its statements would be missing without a word: it passes for a
   file, and reading it tells what is wrong. */
static bool is_absent(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES || error == ELOOP || error == ENAMETOOLONG;
}

static anno_file_kind disk_kind(void *handle, anno_str path) {
  (void)handle;
  struct stat st;
  char *name = strndup(path.ptr, path.len);
  if (!name) return ANNO_FILE_REGULAR;
  const int failed = stat(name, &st);
  free(name);
  if (failed) return is_absent(errno) ? ANNO_FILE_NONE : ANNO_FILE_REGULAR;
  return S_ISREG(st.st_mode) ? ANNO_FILE_REGULAR : S_ISDIR(st.st_mode) ? ANNO_FILE_FOLDER : ANNO_FILE_OTHER;
}

/* Reads to the end: a size announced by stat is only a hint, pipes have none. A device may have no end, and lengths
   have to fit into an int where text is printed. */
static int read_all(int fd, anno_arena *arena, size_t hint, anno_str *out) {
  const size_t largest = hint > ANNO_MOST_pipe_bytes ? ANNO_MOST_file_bytes : ANNO_MOST_pipe_bytes;
  if (hint > largest) return EFBIG;
  anno_buf buf = anno_buf_in(arena);
  if (!anno_buf_room(&buf, hint + 1)) return ENOMEM;
  for (;;) {
    if (!anno_buf_room(&buf, 1)) return ENOMEM;
    const ssize_t n = read(fd, buf.ptr + buf.len, buf.capacity - buf.len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) break;
    buf.len += (size_t)n;
    if (buf.len > largest) return EFBIG;
  }
  *out = anno_buf_str(&buf);
  return 0;
}

/* A descriptor for `path`, in *fd; a folder is refused. */
static int open_file(const char *path, int *fd, struct stat *st) {
  *fd = open(path, O_RDONLY | O_CLOEXEC);
  if (*fd < 0) return errno;
  const int error = fstat(*fd, st) ? errno : S_ISDIR(st->st_mode) ? EISDIR : 0;
  if (error) close(*fd);
  return error;
}

static int disk_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  (void)handle;
  if (anno_str_eq(path, ANNO_STR("-"))) return read_all(STDIN_FILENO, arena, 4095, out);
  const anno_str name = anno_arena_copy(arena, path);
  if (anno_arena_failed(arena)) return ENOMEM;
  if (memchr(name.ptr, 0, name.len)) return ENOENT;
  int fd;
  struct stat st;
  int error = open_file(name.ptr, &fd, &st);
  if (error) return error;
  error = read_all(fd, arena, S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 4095, out);
  close(fd);
  return error;
}

static int stream_all(int fd, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  char bytes[1 << 16];
  for (;;) {
    const ssize_t n = read(fd, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0 || !chunk(to, (anno_str){bytes, (size_t)n})) return 0;
  }
}

static int disk_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  (void)handle;
  if (anno_str_eq(path, ANNO_STR("-"))) return stream_all(STDIN_FILENO, to, chunk);
  if (path.len && memchr(path.ptr, 0, path.len)) return ENOENT;
  char *name = strndup(path.ptr, path.len);
  if (!name) return ENOMEM;
  int fd;
  struct stat st;
  int error = open_file(name, &fd, &st);
  free(name);
  if (error) return error;
  error = stream_all(fd, to, chunk);
  close(fd);
  return error;
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

static int disk_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  (void)handle;
  const anno_str folder = anno_arena_copy(arena, path);
  if (anno_arena_failed(arena)) return ENOMEM;
  DIR *dir = opendir(folder.ptr);
  if (!dir) return errno;
  size_t capacity = 0;
  *names = NULL;
  *count = 0;
  errno = 0;
  for (struct dirent *entry; (entry = readdir(dir)); errno = 0) {
    if (entry->d_name[0] == '.') continue;
    if (!ANNO_PUSH(arena, *names, *count, capacity, anno_arena_copy(arena, anno_str_from(entry->d_name)))) break;
  }
  const int error = anno_arena_failed(arena) ? ENOMEM : errno;
  closedir(dir);
  if (!error && *count) qsort(*names, *count, sizeof **names, by_bytes);
  return error;
}

const anno_files anno_files_disk = {NULL, disk_kind, disk_read, disk_list, disk_stream};

anno_str anno_path_name(anno_str path) {
  size_t at = path.len;
  while (at && path.ptr[at - 1] != '/') at--;
  return anno_str_sub(path, at, path.len);
}

anno_str anno_path_folder(anno_str path) {
  size_t at = path.len;
  while (at && path.ptr[at - 1] != '/') at--;
  if (at > 1) at--;
  return anno_str_sub(path, 0, at);
}

anno_str anno_path_join(anno_arena *arena, anno_str folder, anno_str name) {
  if (!folder.len) return anno_arena_copy(arena, name);
  const char *slash = folder.ptr[folder.len - 1] == '/' ? "" : "/";
  return anno_arena_print(arena, "%.*s%s%.*s", ANNO_FMT(folder), slash, ANNO_FMT(name));
}
