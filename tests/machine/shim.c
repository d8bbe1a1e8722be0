/* Loaded before the C library (LD_PRELOAD): makes one allocation fail, or reads and writes short and interrupted.
   MACHINE_FAIL=N: the N-th allocation of each process gives nothing; MACHINE_FROM: "own" counts those that the
   program's code asks for itself, "library" the other ones, else all. MACHINE_COUNT=FILE: the number of allocations is
   appended there at the end. MACHINE_SHORT=K: a read or write moves at most 1, 2 … K bytes in turn, and every second
   call is interrupted before it moves any. MACHINE_NAMED: no file without a name can be
   made. MACHINE_TRAP: a debugger gets to see the allocation that fails. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

enum from { ALL, OWN, LIBRARY };

static struct {
  atomic_ulong taken, moved;
  unsigned long fail, most;
  enum from from;
  char *begin, *end; /* of the program's code */
  int counts; /* where the number of allocations is written at the end */
  bool ready, named;
  void *refused; /* who asked for the allocation that failed */
} shim;

/* True once a library was named that is neither the C library, which only aborts for others, nor this. */
static bool name_place(const char *what, void *address) {
  Dl_info info;
  char text[256];
  if (!dladdr(address, &info) || !info.dli_fname) return false;
  const char *slash = strrchr(info.dli_fname, '/'), *name = slash ? slash + 1 : info.dli_fname;
  if (strncmp(name, "libc.", 5) == 0 || strncmp(name, "machine_shim", 12) == 0) return false;
  const int n = snprintf(text, sizeof text, "machine: %s %s\n", what, name);
  syscall(SYS_write, STDERR_FILENO, text, n);
  return true;
}

/* Names the library that got no memory, and the one whose code a signal ended unless the stack is gone. */
static void on_crash(int signal_number) {
  void *frames[64];
  if (shim.refused) name_place("no memory for", shim.refused);
  const int count = backtrace(frames, sizeof frames / sizeof *frames);
  for (int i = 1; i < count; i++)
    if (name_place("crashed in", frames[i])) break;
  raise(signal_number);
}

static void name_crashes(void) {
  static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
  static char room[1 << 16]; /* for the case that the stack is gone */
  const stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
  void *frame;
  sigaltstack(&stack, NULL);
  backtrace(&frame, 1); /* what it needs is loaded now */
  const struct sigaction action = {.sa_handler = on_crash, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK)};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}

static int find_program(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    shim.begin = (char *)info->dlpi_addr + part->p_vaddr;
    shim.end = shim.begin + part->p_memsz;
  }
  return 1; /* the program is the first */
}

static unsigned long number(const char *name) {
  const char *value = getenv(name);
  return value ? strtoul(value, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *from = getenv("MACHINE_FROM");
  name_crashes();
  dl_iterate_phdr(find_program, NULL);
  shim.fail = number("MACHINE_FAIL");
  shim.most = number("MACHINE_SHORT");
  shim.from = !from ? ALL : strcmp(from, "own") == 0 ? OWN : LIBRARY;
  shim.named = getenv("MACHINE_NAMED") != NULL;
  /* Now, since the program confines itself; high, since it asks which of the first three are open. */
  const char *path = getenv("MACHINE_COUNT");
  const int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  shim.counts = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 100);
  if (fd >= 0) close(fd);
  shim.ready = true;
}

__attribute__((destructor)) static void end(void) {
  char text[32];
  if (shim.counts < 0) return;
  const int n = snprintf(text, sizeof text, "%lu\n", atomic_load(&shim.taken));
  syscall(SYS_write, shim.counts, text, n);
}

static bool fails(char *caller) {
  const bool own = caller >= shim.begin && caller < shim.end;
  if (!shim.ready || (shim.from == OWN && !own) || (shim.from == LIBRARY && own)) return false;
  if (atomic_fetch_add(&shim.taken, 1) + 1 != shim.fail) return false;
  if (getenv("MACHINE_TRAP")) raise(SIGTRAP);
  shim.refused = caller;
  errno = ENOMEM;
  return true;
}

void *malloc(size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size); }

void *calloc(size_t count, size_t size) {
  return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size); }

/* How many of `size` bytes are moved now; 0: the call is interrupted. */
static size_t part(size_t size) {
  if (!shim.most || !size) return size;
  const unsigned long n = atomic_fetch_add(&shim.moved, 1);
  const size_t most = n / 2 % shim.most + 1;
  return n % 2 ? 0 : size < most ? size : most;
}

static ssize_t interrupted(void) {
  errno = EINTR;
  return -1;
}

ssize_t read(int fd, void *to, size_t size) {
  const size_t n = part(size);
  return n || !size ? syscall(SYS_read, fd, to, n) : interrupted();
}

ssize_t write(int fd, const void *from, size_t size) {
  const size_t n = part(size);
  return n || !size ? syscall(SYS_write, fd, from, n) : interrupted();
}

ssize_t pread(int fd, void *to, size_t size, off_t at) {
  const size_t n = part(size);
  return n || !size ? syscall(SYS_pread64, fd, to, n, at) : interrupted();
}

ssize_t pread64(int fd, void *to, size_t size, off_t at) { return pread(fd, to, size, at); }

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
  const size_t n = part(size);
  return n || !size ? syscall(SYS_pwrite64, fd, from, n, at) : interrupted();
}

ssize_t pwrite64(int fd, const void *from, size_t size, off_t at) { return pwrite(fd, from, size, at); }

static int open_at(int folder, const char *path, int flags, va_list rest) {
  const bool unnamed = (flags & O_TMPFILE) == O_TMPFILE;
  const mode_t mode = unnamed || (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
  if (unnamed && shim.named) return errno = EOPNOTSUPP, -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const int fd = open_at(AT_FDCWD, path, flags, rest);
  va_end(rest);
  return fd;
}

int openat(int folder, const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const int fd = open_at(folder, path, flags, rest);
  va_end(rest);
  return fd;
}
