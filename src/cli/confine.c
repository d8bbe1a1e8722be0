#include "cli/confine.h"

#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/limits.h"

/* As in linux/landlock.h, which distributions have in older versions than the kernel that runs. */
#define EXECUTE     (1ull << 0)
#define WRITE_FILE  (1ull << 1)
#define READ_FILE   (1ull << 2)
#define READ_DIR    (1ull << 3)
#define REMOVE_FILE (1ull << 5)
#define MAKE_DIR    (1ull << 7)
#define MAKE_REG    (1ull << 8)
#define TRUNCATE    (1ull << 14)
#define TCP         (3ull << 0) /* bind and connect */
#define SCOPED      (3ull << 0) /* abstract UNIX sockets, signals */

#define READ     (READ_FILE | READ_DIR)
#define WRITE    (READ | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE)
#define OF_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE)

enum { CREATE_RULESET = 444, ADD_RULE, RESTRICT_SELF }; /* the same numbers on every architecture that has them */
enum { ASK_VERSION = 1, BELOW_PATH = 1 };

typedef struct {
  uint64_t files, network, scoped;
} handled_rights;

typedef struct __attribute__((packed)) {
  uint64_t rights;
  int32_t fd;
} path_rule;

typedef struct {
  int fd;
  uint64_t files; /* the rights that are given up unless a rule keeps them */
} domain;

/* ---- The kernel */

/* All rights to files that a version of the interface knows. */
static uint64_t file_rights(long version) {
  static const int counts[] = {13, 14, 15, 15, 16}; /* of versions 1 to 5; none came with later ones */
  const size_t last = sizeof counts / sizeof *counts;
  return (1ull << counts[(size_t)version > last ? last - 1 : (size_t)version - 1]) - 1;
}

static domain open_domain(uint64_t unrestricted, bool tcp) {
  const long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);
  domain d = {.fd = -1};
  if (version < 1) return d;
  d.files = file_rights(version) & ~unrestricted;
  const handled_rights handled = {d.files, version >= 4 && !tcp ? TCP : 0, version >= 6 ? SCOPED : 0};
  const size_t size = version >= 6 ? sizeof handled : (version >= 4 ? 2 : 1) * sizeof(uint64_t);
  d.fd = (int)syscall(CREATE_RULESET, &handled, size, 0);
  return d;
}

static bool enter(const domain *d) {
  const bool entered = d->fd >= 0 && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && !syscall(RESTRICT_SELF, d->fd, 0);
  if (d->fd >= 0) close(d->fd);
  return entered;
}

/* Keeps rights to `path` and all below it, links resolved. What is not there needs none: whoever opens it says so. */
static void keep(const domain *d, const char *path, uint64_t rights) {
  struct stat st;
  path_rule rule = {rights & d->files, -1};
  if (d->fd < 0 || (rule.fd = open(path, O_PATH | O_CLOEXEC)) < 0) return;
  if (fstat(rule.fd, &st) == 0) {
    if (!S_ISDIR(st.st_mode)) rule.rights &= OF_FILES;
    if (rule.rights) syscall(ADD_RULE, d->fd, BELOW_PATH, &rule, 0);
  }
  close(rule.fd);
}

/* ---- Paths */

/* The folder that holds `path`, in `out`, cut off if it does not fit, which no system call would take either. */
static const char *folder_of(const char *path, char out[PATH_MAX]) {
  size_t n = strnlen(path, PATH_MAX - 1);
  while (n > 1 && path[n - 1] == '/') n--;
  while (n && path[n - 1] != '/') n--;
  while (n > 1 && path[n - 1] == '/') n--;
  memcpy(out, path, n);
  memcpy(out + n, n ? "" : ".", n ? 1 : 2);
  return out;
}

static void keep_folder(const domain *d, const char *path, uint64_t rights) {
  char folder[PATH_MAX];
  keep(d, folder_of(path, folder), rights);
}

static bool is_folder(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Descriptors and devices: nothing lies beside them. */
static bool is_special(const char *path) { return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0; }

/* The corpus that a folder belongs to may begin above it: where there is a documents.ttl. See inputs.c. */
static void keep_corpus(const domain *d, const char *folder) {
  char *at = realpath(folder, NULL);
  for (int left = ANNO_MOST_folder_depth; at && left; left--) {
    char file[PATH_MAX + sizeof "/documents.ttl"], above[PATH_MAX];
    snprintf(file, sizeof file, "%s/documents.ttl", at);
    if (access(file, F_OK) == 0) {
      keep(d, at, READ);
      break;
    }
    if (strcmp(folder_of(at, above), at) == 0) break;
    memcpy(at, above, strlen(above) + 1);
  }
  free(at);
}

/* What is named may lie in an archive ("corpus.zip/a.ann"), or be packed ("a.ann" for a.ann.gz): the nearest that is
   there is meant. */
static void keep_input(const domain *d, const char *input, bool beside) {
  char path[PATH_MAX], folder[PATH_MAX];
  snprintf(path, sizeof path, "%s", input);
  while (access(path, F_OK) && strchr(path, '/') && strcmp(path, "/") != 0) {
    folder_of(path, folder);
    memcpy(path, folder, sizeof path);
  }
  keep(d, path, READ);
  if (!beside || is_special(path)) return;
  const char *in = is_folder(path) ? path : folder_of(path, folder);
  keep(d, in, READ);
  keep_corpus(d, in);
}

/* A new file takes the place of an old one; a device or a pipe is written to. See base/out.c. */
static void keep_output(const domain *d, const char *output) {
  struct stat st;
  if (!output || strcmp(output, "-") == 0) return;
  if (stat(output, &st) == 0 && !S_ISREG(st.st_mode)) {
    keep(d, output, WRITE_FILE);
    return;
  }
  char *path = realpath(output, NULL);
  keep_folder(d, path ? path : output, WRITE);
  free(path);
}

/* The folder is made if it is not there. */
static void keep_views(const domain *d, const char *views) {
  if (is_folder(views))
    keep(d, views, WRITE);
  else
    keep_folder(d, views, WRITE | MAKE_DIR);
}

/* ---- What commands need */

typedef struct {
  const domain *d;
  char last[PATH_MAX]; /* most lie in one folder */
} libraries;

static int keep_library(struct dl_phdr_info *info, size_t size, void *handle) {
  libraries *l = handle;
  char folder[PATH_MAX];
  (void)size;
  if (!info->dlpi_name || *info->dlpi_name != '/' || strcmp(folder_of(info->dlpi_name, folder), l->last) == 0) return 0;
  memcpy(l->last, folder, sizeof folder);
  keep(l->d, folder, READ);
  return 0;
}

/* What starts a program that needs libraries. */
static int keep_loader(struct dl_phdr_info *info, size_t size, void *d) {
  const char *slash = info->dlpi_name ? strrchr(info->dlpi_name, '/') : NULL;
  (void)size;
  if (slash && strncmp(slash, "/ld-", 4) == 0) keep(d, info->dlpi_name, READ | EXECUTE);
  return 0;
}

static void keep_all(const domain *d, const char *const *paths, uint64_t rights) {
  for (; *paths; paths++) keep(d, *paths, rights);
}

/* Libraries load others, and tables of encodings, from where they lie themselves. */
static void keep_libraries(const domain *d) {
  static const char *const files[] = {"/etc/ld.so.cache",
                                      "/etc/localtime",
                                      "/usr/share/zoneinfo",
                                      "/usr/lib/locale",
                                      "/usr/share/locale",
                                      "/sys/devices/system/cpu",
                                      "/proc/sys/vm/overcommit_memory",
                                      NULL};
  dl_iterate_phdr(keep_library, &(libraries){d, ""});
  keep_all(d, files, READ);
#ifdef ANNO_SANITIZED
  keep(d, "/proc", READ); /* what a finding of theirs is told with */
#endif
#ifdef ANNO_COUNTED
  keep(d, ANNO_COUNTED, WRITE | MAKE_DIR); /* where a build that counts which lines ran puts its counts */
#endif
}

static void keep_below(const domain *d, const char *variable, const char *name) {
  char path[PATH_MAX];
  const char *folder = getenv(variable);
  if (!folder || *folder != '/') return;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  keep(d, path, READ);
}

/* Where fontconfig looks unless its configuration names other folders. */
static void keep_fonts(const domain *d) {
  static const char *const system[] = {"/etc/fonts",
                                       "/usr/share/fonts",
                                       "/usr/local/share/fonts",
                                       "/usr/share/fontconfig",
                                       "/var/cache/fontconfig",
                                       "/usr/share/X11/fonts",
                                       NULL};
  static const char *const home[] = {
      ".fonts", ".fonts.conf", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig", NULL};
  keep_all(d, system, READ);
  for (size_t i = 0; home[i]; i++) keep_below(d, "HOME", home[i]);
  keep_below(d, "XDG_DATA_HOME", "fonts");
  keep_below(d, "XDG_CONFIG_HOME", "fontconfig");
  keep_below(d, "XDG_CACHE_HOME", "fontconfig");
  keep_below(d, "FONTCONFIG_PATH", "");
  const char *file = getenv("FONTCONFIG_FILE");
  if (file) keep(d, file, READ);
}

/* How a host is found, and whether it is who it says. */
static void keep_network(const domain *d) {
  static const char *const files[] = {"/etc/resolv.conf",
                                      "/etc/hosts",
                                      "/etc/host.conf",
                                      "/etc/nsswitch.conf",
                                      "/etc/gai.conf",
                                      "/etc/services",
                                      "/etc/ssl",
                                      "/etc/pki",
                                      "/etc/gnutls",
                                      "/usr/share/ca-certificates",
                                      "/usr/lib/ssl",
                                      "/run/systemd/resolve",
                                      "/etc/pkcs11",
                                      "/usr/share/p11-kit",
                                      NULL};
  keep_all(d, files, READ);
}

/* The program again, as the child that lays out; it reads nothing but its standard input, libraries and fonts. */
static void keep_layout(const domain *d) {
  keep(d, "/proc/self/exe", READ | EXECUTE);
  domain own = *d;
  dl_iterate_phdr(keep_loader, &own);
  keep_fonts(d);
}

/* What goes to standard output waits in a file until it is known to be wanted. */
static bool holds_output(const anno_options *options) {
  return options->strict && (!options->output || strcmp(options->output, "-") == 0);
}

/* For lines that are sorted, and for anno_out_hold(), which takes tmpfile(). */
static void keep_temporary(const domain *d, const anno_command *command, const anno_options *options) {
  const char *named = getenv("TMPDIR");
  const bool is_named = named && *named, spills = command->needs & ANNO_NEEDS_TEMPORARY;
  if (is_named && spills) keep(d, named, WRITE);
  if (holds_output(options) || (spills && !is_named)) keep(d, "/tmp", WRITE);
}

static void keep_named(const domain *d, const anno_command *command, const anno_options *options) {
  for (size_t i = 0; i < options->input_count; i++)
    keep_input(d, options->inputs[i], command->needs & ANNO_NEEDS_CORPORA);
  for (size_t i = 0; i < options->rule_count; i++) keep(d, options->rules[i], READ);
  if (options->push.auth) keep(d, options->push.auth, READ);
  if (options->push.resume) keep_output(d, options->push.resume);
  if (options->dry_run) return;
  keep_output(d, options->output);
  keep_output(d, options->manifest);
  keep_output(d, options->draw.table);
  if (options->draw.views) keep_views(d, options->draw.views);
}

bool anno_confine(const anno_command *command, const anno_options *options) {
  /* The manifests of shards tell where the shards are. */
  const bool everywhere = !(command->needs & ANNO_NEEDS_CORPORA) && options->manifest;
  const domain d = open_domain(everywhere ? READ : 0, command->needs & ANNO_NEEDS_TCP);
  keep_libraries(&d);
  keep_named(&d, command, options);
  if (command->needs & ANNO_NEEDS_LAYOUT || options->draw.views) keep_layout(&d);
  keep_temporary(&d, command, options);
  if (command->needs & ANNO_NEEDS_TCP) keep_network(&d);
  return enter(&d);
}

void anno_confine_layout(void) {
  const domain d = open_domain(0, false);
  keep_libraries(&d);
  keep_fonts(&d);
  enter(&d);
}
