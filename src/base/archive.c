#include "base/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>

/* Names in archives are UTF-8 or converted to it, whatever the locale of the run is. */
struct anno_archive {
  struct archive *archive;
  struct archive_entry *entry; /* the library's own may be missing without memory, which it does not see */
  anno_archive_source source;
  locale_t utf8; /* (locale_t)0 if the system has none */
  bool is_open;
  bool warned; /* the error that is set is about the name of a member */
};

enum { BLOCK = 1 << 16 };

bool anno_archive_named(anno_str name) {
  static const char *const endings[] = {".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst", ".tar.bz2", ".tar.xz"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const anno_str ending = anno_str_from(endings[i]);
    if (name.len > ending.len && anno_str_ends(name, ending)) return name.ptr[name.len - ending.len - 1] != '/';
  }
  return false;
}

/* Formats and compressions are named one by one: others of the library start programs or are little tried. */
static bool set_up(struct archive *a, const anno_archive_source *source) {
  int worst = ARCHIVE_OK;
  int (*const filters[])(struct archive *) = {archive_read_support_filter_gzip, archive_read_support_filter_zstd,
                                              archive_read_support_filter_bzip2, archive_read_support_filter_xz};
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
    const int status = filters[i](a);
    if (status < worst) worst = status;
  }
  if (source->bare)
    return worst == ARCHIVE_OK && archive_read_support_format_raw(a) == ARCHIVE_OK &&
           archive_read_support_format_empty(a) == ARCHIVE_OK;
  if (worst == ARCHIVE_OK)
    worst = source->more ? archive_read_support_format_raw(a) : archive_read_support_format_zip_seekable(a);
  return worst == ARCHIVE_OK && archive_read_support_format_tar(a) == ARCHIVE_OK &&
         archive_read_support_format_gnutar(a) == ARCHIVE_OK;
}

bool anno_archive_begins_zip(anno_str head) { return anno_str_starts(head, ANNO_STR("PK\3\4")); }

/* The header of a member holds the sum of its bytes, with blanks in place of the sum. */
static bool begins_tar(anno_str head) {
  enum { SIZE = 512, SUM = 148, SUM_END = 156 };
  unsigned long sum = 0, said = 0;
  if (head.len < SIZE) return false;
  for (size_t i = 0; i < SIZE; i++) sum += i >= SUM && i < SUM_END ? ' ' : (unsigned char)head.ptr[i];
  for (size_t i = SUM; i < SUM_END; i++)
    if (head.ptr[i] >= '0' && head.ptr[i] <= '7') said = said * 8 + (unsigned long)(head.ptr[i] - '0');
  /* Zeros alone are a tar without members. */
  return said == sum || (sum == (unsigned long)(SUM_END - SUM) * ' ' && !head.ptr[SUM]);
}

bool anno_archive_begins(anno_str head) {
  static const anno_str marks[] = {ANNO_STR_INIT("\x1f\x8b\x08"), ANNO_STR_INIT("\x28\xb5\x2f\xfd"),
                                   ANNO_STR_INIT("BZh"),
                                   ANNO_STR_INIT("\xfd"
                                                 "7zXZ")};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (anno_str_starts(head, marks[i])) return true;
  return begins_tar(head);
}

static la_ssize_t on_more(struct archive *archive, void *handle, const void **piece) {
  anno_archive *own = handle;
  const char *bytes = NULL;
  const long n = own->source.more(own->source.handle, &bytes);
  if (n < 0) archive_set_error(archive, errno, "cannot be read");
  *piece = bytes;
  return n;
}

static int open_source(anno_archive *own) {
  const anno_archive_source *source = &own->source;
  if (source->more) return archive_read_open(own->archive, own, NULL, on_more, NULL);
  return source->path ? archive_read_open_filename(own->archive, source->path, BLOCK)
                      : archive_read_open_memory(own->archive, source->bytes.ptr, source->bytes.len);
}

/* A disk that fails between two compressed parts looks like the end of the file: the error is set, and not told. */
static bool is_sound(const anno_archive *own) { return own->warned || !archive_errno(own->archive); }

anno_archive *anno_archive_open(const anno_archive_source *source) {
  anno_archive *own = calloc(1, sizeof *own);
  if (!own) return NULL;
  own->archive = archive_read_new();
  own->entry = archive_entry_new();
  own->source = *source;
  if (!own->archive || !own->entry || !set_up(own->archive, source)) {
    anno_archive_close(own);
    return NULL;
  }
  own->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  own->is_open = open_source(own) == ARCHIVE_OK && is_sound(own);
  return own;
}

void anno_archive_close(anno_archive *own) {
  if (!own) return;
  if (own->archive) archive_read_free(own->archive);
  if (own->entry) archive_entry_free(own->entry);
  if (own->utf8) freelocale(own->utf8);
  free(own);
}

static anno_str name_of(struct archive_entry *entry) {
  const char *name = archive_entry_pathname_utf8(entry);
  return anno_str_from(name ? name : archive_entry_pathname(entry));
}

static int next(anno_archive *own, anno_member *out) {
  struct archive_entry *entry = own->entry;
  const int status = archive_read_next_header2(own->archive, entry);
  if (status == ARCHIVE_EOF) return is_sound(own) ? 0 : -1;
  own->warned = status == ARCHIVE_WARN;
  if ((status != ARCHIVE_OK && status != ARCHIVE_WARN) || !is_sound(own)) return -1;
  const bool is_link = archive_entry_hardlink(entry) || archive_entry_symlink(entry);
  *out = (anno_member){.name = name_of(entry),
                       .is_regular = archive_entry_filetype(entry) == AE_IFREG && !is_link,
                       .is_folder = archive_entry_filetype(entry) == AE_IFDIR,
                       .is_encrypted = archive_entry_is_encrypted(entry)};
  if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0) out->size = (size_t)archive_entry_size(entry);
  return 1;
}

int anno_archive_next(anno_archive *own, anno_member *out) {
  *out = (anno_member){0};
  if (!own->is_open) return -1;
  const locale_t before = own->utf8 ? uselocale(own->utf8) : (locale_t)0;
  const int result = next(own, out);
  if (before) uselocale(before);
  return result;
}

long anno_archive_data(anno_archive *own, char *to, size_t room) {
  for (;;) {
    const la_ssize_t n = archive_read_data(own->archive, to, room);
    if (n == 0 && !is_sound(own)) return -1;
    if (n >= 0) return (long)n;
    if (n != ARCHIVE_RETRY) return -1;
  }
}

bool anno_archive_is_bare(anno_archive *own) { return archive_format(own->archive) == ARCHIVE_FORMAT_RAW; }

size_t anno_archive_taken(anno_archive *own) {
  const la_int64_t n = archive_filter_bytes(own->archive, -1);
  return n > 0 ? (size_t)n : 0;
}

size_t anno_archive_unpacked(anno_archive *own) {
  const la_int64_t n = archive_filter_bytes(own->archive, 0);
  return n > 0 ? (size_t)n : 0;
}

bool anno_archive_packed(anno_archive *own) { return archive_filter_count(own->archive) > 1; }

const char *anno_archive_why(anno_archive *own) {
  const char *why = archive_error_string(own->archive);
  return why ? why : "damaged";
}
