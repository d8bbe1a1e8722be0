#include "base/archive_index.h"

#include <errno.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/archives.h"
#include "base/files.h"

typedef struct {
  const anno_index_report *report;
  anno_arena *arena;
  anno_archive_index *out;
  size_t promised; /* bytes that the members say they have */
} building;

static void refuse(const building *b, anno_code code, anno_str name, const char *why) {
  anno_report(b->report->diag, code, (anno_loc){0}, "%.*s: %.*s: %s", ANNO_FMT(b->report->path), ANNO_FMT(name), why);
  ++*b->report->refused;
}

/* Without "./" before and "/" behind it. */
static anno_str trimmed(anno_str name) {
  while (anno_str_starts(name, ANNO_STR("./"))) name = anno_str_sub(name, 2, name.len);
  while (name.len && name.ptr[name.len - 1] == '/') name.len--;
  return name;
}

static bool leads_out(anno_str name) {
  const bool drive = name.len > 1 && name.ptr[1] == ':';
  if (name.ptr[0] == '/' || drive || anno_str_find(name, 0, '\\') < name.len) return true;
  for (anno_str rest = name; rest.len;) {
    const anno_str part = anno_str_cut(&rest, '/');
    if (!part.len || anno_str_eq(part, ANNO_STR(".")) || anno_str_eq(part, ANNO_STR(".."))) return true;
  }
  return false;
}

static bool is_hidden(anno_str name) {
  for (anno_str rest = name; rest.len;)
    if (anno_str_starts(anno_str_cut(&rest, '/'), ANNO_STR("."))) return true;
  return anno_str_starts(name, ANNO_STR("__MACOSX/"));
}

static void add(building *b, anno_index_row row) {
  row.name = anno_arena_copy(b->arena, row.name);
  ANNO_PUSH(b->arena, b->out->rows, b->out->count, b->out->capacity, row);
}

static const char *why_not(const anno_member *member, anno_str name) {
  if (!name.len || (!leads_out(name) && is_hidden(name))) return "";
  if (leads_out(name)) return "the name leads out of the archive";
  if (member->is_folder) return NULL;
  if (!member->is_regular) return "a link or a device";
  return member->is_encrypted ? "encrypted" : NULL;
}

anno_str anno_archive_path(const anno_member *member, const char **why) {
  const anno_str name = trimmed(member->name);
  *why = why_not(member, name);
  return name;
}

static void take(building *b, const anno_member *member, size_t order) {
  const char *why;
  const anno_str name = anno_archive_path(member, &why);
  if (why && *why)
    refuse(b, ANNO_BAD_MEMBER, name, why);
  else if (!why && member->is_folder)
    add(b, (anno_index_row){.name = name, .order = order, .is_folder = true});
  else if (!why)
    add(b, (anno_index_row){.name = name, .order = order, .size = member->size});
}

static int by_name(const void *a, const void *b) {
  const anno_index_row *x = a, *y = b;
  const int c = anno_str_cmp(x->name, y->name);
  return c ? c : (x->order > y->order) - (x->order < y->order);
}

static void sort(anno_archive_index *index) {
  if (index->count) qsort(index->rows, index->count, sizeof *index->rows, by_name);
}

/* Folders that only the names of their files tell of. */
static void add_folders(building *b) {
  const size_t given = b->out->count;
  anno_str last = ANNO_STR("");
  for (size_t i = 0; i < given; i++) {
    anno_str folder = anno_path_folder(b->out->rows[i].name);
    const anno_str own = folder;
    for (; folder.len && !anno_str_eq(folder, last); folder = anno_path_folder(folder)) {
      if (anno_str_starts(last, folder) && last.ptr[folder.len] == '/') break;
      add(b, (anno_index_row){.name = folder, .order = (size_t)-1, .is_folder = true});
    }
    if (own.len) last = own;
  }
}

/* Of equal names the first stays; files, unlike folders, are told. */
static void drop_doubles(building *b) {
  anno_archive_index *index = b->out;
  size_t kept = 0;
  for (size_t i = 0; i < index->count; i++) {
    if (!kept || !anno_str_eq(index->rows[kept - 1].name, index->rows[i].name))
      index->rows[kept++] = index->rows[i];
    else if (!index->rows[i].is_folder || !index->rows[kept - 1].is_folder)
      refuse(b, ANNO_BAD_MEMBER, index->rows[i].name, "the name occurs twice; the first one is read");
  }
  index->count = kept;
}

static bool is_too_large(const building *b, size_t bytes) {
  return bytes > ANNO_MOST_archive_bytes && bytes / ANNO_MOST_archive_ratio > b->report->packed;
}

int anno_archive_index_read(anno_archive *archive, const anno_index_report *report, anno_arena *arena,
                            anno_archive_index *out) {
  building b = {.report = report, .arena = arena, .out = out};
  anno_member member;
  int found;
  for (size_t order = 0; (found = anno_archive_next(archive, &member)) > 0 && !anno_arena_failed(arena); order++) {
    b.promised += member.size;
    if (order >= ANNO_MOST_archive_members || is_too_large(&b, b.promised) ||
        is_too_large(&b, anno_archive_unpacked(archive))) {
      refuse(&b, ANNO_LIMIT, member.name, "the archive unpacks to too much");
      return EBADMSG;
    }
    take(&b, &member, order);
  }
  if (found < 0) {
    anno_report(report->diag, ANNO_BAD_ARCHIVE, (anno_loc){0}, "%.*s: %s", ANNO_FMT(report->path),
                anno_archive_why(archive));
    ++*report->refused;
    return EBADMSG;
  }
  sort(out);
  add_folders(&b);
  sort(out);
  drop_doubles(&b);
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

size_t anno_archive_index_from(const anno_archive_index *index, anno_str name) {
  size_t low = 0, high = index->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (anno_str_cmp(index->rows[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const anno_index_row *anno_archive_index_find(const anno_archive_index *index, anno_str name) {
  const size_t at = anno_archive_index_from(index, name);
  return at < index->count && anno_str_eq(index->rows[at].name, name) ? &index->rows[at] : NULL;
}
