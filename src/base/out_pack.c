#include "base/out_pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct anno_pack {
  struct archive *archive;
  anno_pack_sink to;
  bool dropped; /* nothing more reaches the sink */
};

typedef struct {
  const char *ending, *filter, *level;
  int (*add)(struct archive *);
} method;

static const method methods[] = {{".gz", "gzip", "6", archive_write_add_filter_gzip},
                                 {".zst", "zstd", "3", archive_write_add_filter_zstd}};
enum { METHODS = sizeof methods / sizeof *methods };

static const method *method_of(anno_str path) {
  for (size_t i = 0; i < METHODS; i++) {
    const anno_str ending = anno_str_from(methods[i].ending);
    if (path.len > ending.len && anno_str_ends(path, ending)) return &methods[i];
  }
  return NULL;
}

bool anno_pack_named(anno_str path) { return method_of(path) != NULL; }

anno_str anno_pack_plain(anno_str path) {
  const method *m = method_of(path);
  return m ? anno_str_sub(path, 0, path.len - strlen(m->ending)) : path;
}

static la_ssize_t on_bytes(struct archive *archive, void *handle, const void *bytes, size_t size) {
  anno_pack *pack = handle;
  (void)archive;
  if (!pack->dropped && !pack->to.put(pack->to.handle, (anno_str){bytes, size})) return -1;
  return (la_ssize_t)size;
}

/* The time of the run has no place in the output. */
static bool set_up(struct archive *a, const method *m) {
  return m->add(a) == ARCHIVE_OK && archive_write_set_format_raw(a) == ARCHIVE_OK &&
         archive_write_set_filter_option(a, m->filter, "compression-level", m->level) == ARCHIVE_OK &&
         (m != &methods[0] || archive_write_set_filter_option(a, m->filter, "timestamp", NULL) == ARCHIVE_OK) &&
         archive_write_set_bytes_per_block(a, 0) == ARCHIVE_OK &&
         archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK;
}

static bool begin(anno_pack *pack) {
  struct archive_entry *entry = archive_entry_new();
  if (!entry) return false;
  archive_entry_set_filetype(entry, AE_IFREG);
  const bool good = archive_write_open(pack->archive, pack, NULL, on_bytes, NULL) == ARCHIVE_OK &&
                    archive_write_header(pack->archive, entry) == ARCHIVE_OK;
  archive_entry_free(entry);
  return good;
}

anno_pack *anno_pack_open(anno_str path, anno_pack_sink to) {
  const method *m = method_of(path);
  anno_pack *pack = m ? calloc(1, sizeof *pack) : NULL;
  if (!pack) return NULL;
  pack->to = to;
  pack->archive = archive_write_new();
  if (pack->archive && set_up(pack->archive, m) && begin(pack)) return pack;
  anno_pack_close(pack, false);
  return NULL;
}

bool anno_pack_put(anno_pack *pack, anno_str bytes) {
  while (bytes.len) {
    const la_ssize_t n = archive_write_data(pack->archive, bytes.ptr, bytes.len);
    if (n <= 0) return false;
    bytes = anno_str_sub(bytes, (size_t)n, bytes.len);
  }
  return true;
}

bool anno_pack_close(anno_pack *pack, bool keep) {
  if (!pack) return true;
  pack->dropped = !keep;
  const bool good = !pack->archive || archive_write_close(pack->archive) == ARCHIVE_OK;
  if (pack->archive) archive_write_free(pack->archive);
  free(pack);
  return good;
}
