#include "base/out_target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

/* ---- Names of temporary files */

static const char mark[] = ".annograph-", ending[] = ".tmp", letters[] = "abcdefghijklmnopqrstuvwxyz234567";
enum { VARIES = 6, AROUND = 1 + (sizeof mark - 1) + VARIES + (sizeof ending - 1), TRIES = 100 };

/* The part of the target's name for which there is room. */
static anno_str stem(const anno_target *t) {
  anno_str s = anno_str_from(t->name);
  if (s.len <= NAME_MAX - AROUND) return s;
  s.len = NAME_MAX - AROUND;
  while (s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80) s.len--;
  return s;
}

static int invent(anno_target *t) {
  unsigned char random[VARIES];
  char varies[VARIES + 1] = {0};
  if (getrandom(random, sizeof random, 0) != VARIES) return errno ? errno : EIO;
  for (size_t i = 0; i < VARIES; i++) varies[i] = letters[random[i] % (sizeof letters - 1)];
  const anno_str s = stem(t);
  snprintf(t->temporary, sizeof t->temporary, ".%.*s%s%s%s", ANNO_FMT(s), mark, varies, ending);
  return 0;
}

static bool is_ours(const anno_target *t, const char *file) {
  const anno_str s = stem(t), all = anno_str_from(file);
  if (all.len != s.len + AROUND || file[0] != '.') return false;
  const char *at = file + 1 + s.len;
  return memcmp(file + 1, s.ptr, s.len) == 0 && memcmp(at, mark, sizeof mark - 1) == 0 &&
         strspn(at + sizeof mark - 1, letters) == VARIES && anno_str_ends(all, anno_str_from(ending));
}

/* ---- What others left behind */

/* For a lock some file systems want a descriptor that can write. */
static int open_left(int folder, const char *file) {
  const int flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const int fd = openat(folder, file, O_WRONLY | flags);
  return fd < 0 && errno == EACCES ? openat(folder, file, O_RDONLY | flags) : fd;
}

static void remove_dead(int folder, const char *file) {
  struct stat opened, there;
  const int fd = open_left(folder, file);
  if (fd < 0) return;
  /* It may have got its proper name in the meantime, and somebody else this one. */
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &opened) == 0 && S_ISREG(opened.st_mode) &&
      fstatat(folder, file, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_ino == opened.st_ino)
    unlinkat(folder, file, 0);
  close(fd);
}

static void sweep(const anno_target *t) {
  const int fd = openat(t->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  if (!dir) {
    if (fd >= 0) close(fd);
    return;
  }
  for (const struct dirent *entry; (entry = readdir(dir));)
    if (is_ours(t, entry->d_name)) remove_dead(t->folder, entry->d_name);
  closedir(dir);
}

/* ---- A new file */

/* The name of an open file, by which a file without one can be linked. */
enum { BY_NUMBER = 40 };
static void by_number(char *to, int fd) { snprintf(to, BY_NUMBER, "/proc/self/fd/%d", fd); }

/* -1: not here. */
static int open_unnamed(const anno_target *t) {
  char name[BY_NUMBER];
  const int fd = openat(t->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0) return -1;
  by_number(name, fd);
  if (access(name, F_OK) == 0) return fd;
  close(fd);
  return -1;
}

/* A lock taken late may find the file removed by somebody who took it for a dead one. Where there are no locks nobody
   can take one, so that nothing is removed. */
static bool lock(int fd) {
  struct stat st;
  return flock(fd, LOCK_EX) != 0 || (fstat(fd, &st) == 0 && st.st_nlink > 0);
}

/* What takes the place of a file that others may not read is not theirs to open either; lend() gives its mode. */
static int open_named(anno_target *t) {
  struct stat st;
  const mode_t mode = fstatat(t->folder, t->name, &st, 0) == 0 ? 0600 : 0666;
  for (int i = 0; i < TRIES; i++) {
    const int error = invent(t);
    if (error) return error;
    t->fd = openat(t->folder, t->temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
    if (t->fd < 0 && errno == EEXIST) continue;
    if (t->fd < 0) {
      const int why = errno;
      t->temporary[0] = 0;
      return why;
    }
    if (lock(t->fd)) return 0;
    close(t->fd);
    t->fd = -1;
  }
  t->temporary[0] = 0;
  return EEXIST;
}

/* Who could not read the old file must not be able to read the new one: a group that cannot be kept gets what all
   others have. */
static int lend(const anno_target *t) {
  struct stat old, new;
  if (fstatat(t->folder, t->name, &old, 0)) return errno == ENOENT ? 0 : errno;
  if (fstat(t->fd, &new)) return errno;
  mode_t mode = old.st_mode & 0777;
  const bool others = old.st_uid != new.st_uid || old.st_gid != new.st_gid;
  if (others && fchown(t->fd, old.st_uid, old.st_gid) && fchown(t->fd, (uid_t)-1, old.st_gid))
    mode = (mode & 0707) | (mode & 07) << 3;
  return fchmod(t->fd, mode) ? errno : 0;
}

static int open_folder(anno_target *t) {
  char *slash = strrchr(t->path, '/');
  t->name = slash ? slash + 1 : t->path;
  char *folder = slash ? strndup(t->path, slash == t->path ? 1 : (size_t)(slash - t->path)) : strdup(".");
  if (!folder) return ENOMEM;
  t->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  /* One that cannot be listed may be written to. */
  if (t->folder < 0 && errno == EACCES) t->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  const int error = errno;
  free(folder);
  return t->folder < 0 ? error : 0;
}

/* The descriptor that a path names; -1: none. */
static int descriptor_of(const char *path) {
  static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
  int fd = -1;
  if (strcmp(path, "/dev/stdout") == 0) return STDOUT_FILENO;
  if (strcmp(path, "/dev/stderr") == 0) return STDERR_FILENO;
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    const size_t length = strlen(folders[i]), digits = strlen(path) - length;
    if (strncmp(path, folders[i], length) != 0 || !digits || digits > 6) continue;
    if (strspn(path + length, "0123456789") == digits) fd = (int)strtol(path + length, NULL, 10);
  }
  return fd;
}

/* What a link points at is written, not the link replaced; one that points at nothing says nothing of where to. */
static int find_path(anno_target *t, const char *path, bool *is_special) {
  struct stat st;
  *is_special = stat(path, &st) == 0 && !S_ISREG(st.st_mode);
  t->path = *is_special ? NULL : realpath(path, NULL);
  const int error = errno;
  if (!t->path && !*is_special && lstat(path, &st) == 0) return error;
  return t->path || (t->path = strdup(path)) ? 0 : ENOMEM;
}

int anno_target_open(anno_target *t, const char *path) {
  bool is_special = false;
  *t = (anno_target){.fd = -1, .folder = -1};
  const int given = descriptor_of(path);
  int error = given < 0 ? find_path(t, path, &is_special) : 0;
  if (error) return error;
  if (given >= 0) {
    /* Whoever opened it may write there too, and go on behind. */
    t->fd = (t->path = strdup(path)) ? fcntl(given, F_DUPFD_CLOEXEC, 3) : -1;
    return t->fd < 0 ? errno : 0;
  }
  if (is_special) {
    t->fd = open(t->path, O_WRONLY | O_CLOEXEC);
    return t->fd < 0 ? errno : 0;
  }
  error = open_folder(t);
  if (error) return error;
  sweep(t);
  t->fd = open_unnamed(t);
  error = t->fd < 0 ? open_named(t) : 0;
  return error ? error : lend(t);
}

/* ---- Putting in place */

static int name_it(anno_target *t, int fd) {
  char number[BY_NUMBER];
  by_number(number, fd);
  flock(fd, LOCK_EX);
  for (int i = 0; i < TRIES; i++) {
    int error = invent(t);
    if (!error && linkat(AT_FDCWD, number, t->folder, t->temporary, AT_SYMLINK_FOLLOW) == 0) return 0;
    if (!error) error = errno;
    t->temporary[0] = 0;
    if (error != EEXIST) return error;
  }
  return EEXIST;
}

static int move(anno_target *t, int fd) {
  const int error = t->temporary[0] ? 0 : name_it(t, fd);
  if (error) return error;
  if (renameat(t->folder, t->temporary, t->folder, t->name)) return errno;
  t->temporary[0] = 0;
  /* Or a crash of the machine may undo it. Some file systems know no such request. */
  return fsync(t->folder) && errno != EINVAL && errno != EBADF && errno != ENOTSUP ? errno : 0;
}

/* Between its two names the file is not left behind by a signal that asks to end. */
static int move_at_once(anno_target *t, int fd) {
  static const int asking[] = {SIGHUP, SIGINT, SIGTERM};
  sigset_t held, before;
  sigemptyset(&held);
  for (size_t i = 0; i < sizeof asking / sizeof *asking; i++) sigaddset(&held, asking[i]);
  pthread_sigmask(SIG_BLOCK, &held, &before);
  const int error = move(t, fd);
  if (t->temporary[0]) unlinkat(t->folder, t->temporary, 0);
  t->temporary[0] = 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error;
}

int anno_target_keep(anno_target *t) {
  if (fsync(t->fd)) return errno;
  /* What only closing finds has to be known before, and the lock held until after. */
  const int again = fcntl(t->fd, F_DUPFD_CLOEXEC, 0);
  if (again < 0) return errno;
  int error = close(t->fd) ? errno : 0;
  t->fd = -1;
  if (!error) error = move_at_once(t, again);
  close(again);
  return error;
}

int anno_target_drop(anno_target *t) {
  if (t->temporary[0]) unlinkat(t->folder, t->temporary, 0);
  const int error = t->fd >= 0 && close(t->fd) ? errno : 0;
  if (t->folder >= 0) close(t->folder);
  free(t->path);
  *t = (anno_target){.fd = -1, .folder = -1};
  return error;
}
