#include "base/archives.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/archive_index.h"
#include "base/buf.h"
#include "base/table.h"

/* An archive that is being read, from its begin towards its end. */
typedef struct {
  anno_archive *archive;
  size_t passed; /* members */
} session;

/* Members that were read ahead, in order of names: the run asks for them in that order, in whichever one they lie. */
typedef struct {
  anno_arena *arena; /* NULL: nothing was read ahead */
  anno_str *bytes;   /* of the rows from `first` on; NULL where there are none */
  size_t first, count;
} window;

/* An archive, or a compressed file, which is one with a single member. */
typedef struct holder {
  anno_str path;
  struct holder *parent; /* the archive that it lies in, NULL for the disk */
  anno_str name;         /* in there */
  bool bare;
  int depth, error;
  size_t packed; /* bytes of the archive itself */
  anno_archive_index index;
  session session;
  window window;
  anno_arena *bytes_arena; /* of an archive in another one, while it is open */
  anno_str bytes;
} holder;

struct anno_archives {
  anno_files files;
  const anno_diag_sink *diag;
  anno_arena *arena;
  anno_table numbers; /* path -> index into holders, plus one */
  holder **holders;
  size_t count, capacity, refused;
  holder *open[ANNO_MOST_archive_depth]; /* at each depth the one that was read last */
};

/* Where a path leads. */
typedef struct {
  holder *holder; /* NULL: the disk */
  anno_str inner; /* in the holder; else the path */
} spot;

static const anno_str compressions[] = {ANNO_STR_INIT(".gz"), ANNO_STR_INIT(".zst")};
enum { COMPRESSIONS = sizeof compressions / sizeof *compressions };

anno_str anno_archives_plain(anno_str name) {
  for (size_t i = 0; i < COMPRESSIONS && !anno_archive_named(name); i++) {
    const anno_str last = anno_path_name(name);
    if (last.len > compressions[i].len && anno_str_ends(last, compressions[i]))
      return anno_str_sub(name, 0, name.len - compressions[i].len);
  }
  return name;
}

/* ---- Opening */

static void refuse(anno_archives *v, anno_code code, anno_str path, const char *why) {
  anno_report(v->diag, code, (anno_loc){0}, "%.*s: %s", ANNO_FMT(path), why);
  v->refused++;
}

static void end_session(session *s) {
  anno_archive_close(s->archive);
  *s = (session){0};
}

static void end_window(window *w) {
  anno_arena_free(w->arena);
  *w = (window){0};
}

static void let_go(holder *h) {
  end_window(&h->window);
  end_session(&h->session);
  anno_arena_free(h->bytes_arena);
  h->bytes_arena = NULL;
}

static int pour(anno_archives *v, holder *h, const anno_index_row *row, void *to,
                bool (*chunk)(void *to, anno_str bytes));

static bool keep_bytes(void *to, anno_str bytes) {
  anno_buf_put(to, bytes);
  return !anno_arena_failed(((anno_buf *)to)->arena);
}

/* Of archives within archives one at each depth is held in memory. */
static int load_bytes(anno_archives *v, holder *h) {
  holder **last = &v->open[h->depth];
  if (*last && *last != h) let_go(*last);
  *last = h;
  if (!h->parent || h->bytes_arena) return 0;
  const anno_index_row *row = anno_archive_index_find(&h->parent->index, h->name);
  h->bytes_arena = anno_arena_new(NULL, 0);
  if (!row || !h->bytes_arena) return row ? ENOMEM : ENOENT;
  anno_buf buf = anno_buf_in(h->bytes_arena);
  const int error = pour(v, h->parent, row, &buf, keep_bytes);
  h->bytes = anno_buf_str(&buf);
  h->packed = h->bytes.len;
  return error ? error : anno_arena_failed(h->bytes_arena) ? ENOMEM : 0;
}

static int begin_session(anno_archives *v, holder *h) {
  end_session(&h->session);
  const int error = load_bytes(v, h);
  if (error) return error;
  const anno_archive_source source = {.path = h->parent ? NULL : h->path.ptr, .bytes = h->bytes, .bare = h->bare};
  h->session.archive = anno_archive_open(&source);
  return h->session.archive ? 0 : ENOMEM;
}

static int read_index(anno_archives *v, holder *h) {
  const anno_index_report report = {v->diag, h->path, h->packed, &v->refused};
  const int error = anno_archive_index_read(h->session.archive, &report, v->arena, &h->index);
  end_session(&h->session);
  return error;
}

static void learn_size(holder *h) {
  struct stat st;
  if (!h->parent && !stat(h->path.ptr, &st) && st.st_size > 0) h->packed = (size_t)st.st_size;
}

static holder *add_holder(anno_archives *v, anno_str path, spot in, bool bare) {
  holder *h = anno_arena_take(v->arena, sizeof *h);
  if (!h) return NULL;
  *h = (holder){.path = anno_arena_copy(v->arena, path), .parent = in.holder, .bare = bare};
  h->name = anno_arena_copy(v->arena, in.inner);
  h->depth = in.holder ? in.holder->depth + 1 : 0;
  if (!ANNO_PUSH(v->arena, v->holders, v->count, v->capacity, h)) return NULL;
  if (!anno_table_add(&v->numbers, h->path, (unsigned)v->count)) return NULL;
  learn_size(h);
  if (h->depth >= ANNO_MOST_archive_depth) {
    refuse(v, ANNO_LIMIT, path, "archives in archives");
    h->depth = ANNO_MOST_archive_depth - 1;
    h->error = EBADMSG;
    return h;
  }
  if (!bare) h->error = begin_session(v, h);
  if (!bare && !h->error) h->error = read_index(v, h);
  return h;
}

/* The number of the holder of a file on the disk that was met by another path; 0 if there is none. `path` is then
   known too. */
static unsigned by_other_path(anno_archives *v, anno_str path) {
  const anno_str copy = anno_arena_copy(v->arena, path);
  char *real = realpath(copy.ptr, NULL);
  const anno_str key = anno_arena_copy(v->arena, anno_str_from(real));
  free(real);
  /* The next holder's, if there is none. */
  const unsigned number = key.len ? anno_table_add(&v->numbers, key, (unsigned)v->count + 1) : 0;
  if (number && number <= v->count) anno_table_add(&v->numbers, copy, number);
  return number <= v->count ? number : 0;
}

/* The holder of the archive or compressed file at `path`, which is there. */
static holder *holder_of(anno_archives *v, anno_str path, spot in, bool bare) {
  unsigned known = anno_table_get(&v->numbers, path);
  if (!known && !in.holder) known = by_other_path(v, path);
  return known ? v->holders[known - 1] : add_holder(v, path, in, bare);
}

/* ---- Reading */

static bool is_bomb(const holder *h, size_t bytes) {
  return bytes > ANNO_MOST_archive_bytes && bytes / ANNO_MOST_archive_ratio > h->packed;
}

/* Goes to a member, forwards if that is possible. */
static int go_to(anno_archives *v, holder *h, size_t order) {
  anno_member member;
  if (!h->session.archive || h->session.passed > order) {
    const int error = begin_session(v, h);
    if (error) return error;
  }
  while (h->session.passed <= order) {
    if (anno_archive_next(h->session.archive, &member) != 1) return EBADMSG;
    h->session.passed++;
  }
  return 0;
}

static int pour_from(anno_archives *v, const holder *h, anno_archive *from, void *to,
                     bool (*chunk)(void *to, anno_str bytes)) {
  char bytes[1 << 16];
  size_t total = 0;
  for (;;) {
    const long n = anno_archive_data(from, bytes, sizeof bytes);
    if (n < 0) {
      refuse(v, ANNO_BAD_ARCHIVE, h->path, anno_archive_why(from));
      return EBADMSG;
    }
    if (n == 0 || !chunk(to, (anno_str){bytes, (size_t)n})) return 0;
    total += (size_t)n;
    if (!is_bomb(h, total)) continue;
    refuse(v, ANNO_LIMIT, h->path, "a member unpacks to too much");
    return EFBIG;
  }
}

/* Where there is no session, the archive that holds this one is damaged, which was told. */
static int fail(anno_archives *v, holder *h, int error) {
  if (error == EBADMSG && h->session.archive)
    refuse(v, ANNO_BAD_ARCHIVE, h->path, anno_archive_why(h->session.archive));
  end_session(&h->session);
  return error;
}

/* Hands the bytes of a member to `chunk`, which may read other files meanwhile. */
static int pour_at(anno_archives *v, holder *h, size_t order, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  int error = go_to(v, h, order);
  if (error) return fail(v, h, error);
  session own = h->session;
  anno_arena *bytes = h->bytes_arena;
  h->session = (session){0};
  h->bytes_arena = NULL;
  error = pour_from(v, h, own.archive, to, chunk);
  if (h->session.archive || h->bytes_arena) {
    end_session(&own);
    anno_arena_free(bytes);
    return error;
  }
  h->session = own;
  h->bytes_arena = bytes;
  if (error) end_session(&h->session);
  return error;
}

/* ---- Reading ahead */

enum { AHEAD = 1 << 25 }; /* bytes */

typedef struct {
  size_t order, row;
} wanted;

static int by_order(const void *a, const void *b) {
  const wanted *x = a, *y = b;
  return (x->order > y->order) - (x->order < y->order);
}

/* The rows from `first` on that are read in one walk over the archive, in its order. */
static wanted *plan(const holder *h, window *w) {
  const anno_archive_index *index = &h->index;
  wanted *list = NULL;
  size_t count = 0, capacity = 0, sum = 0;
  for (size_t i = w->first; i < index->count && (sum += index->rows[i].size) <= AHEAD; i++)
    if (!index->rows[i].is_folder) ANNO_PUSH(w->arena, list, count, capacity, ((wanted){index->rows[i].order, i}));
  w->count = count;
  if (count) qsort(list, count, sizeof *list, by_order);
  return list;
}

/* Reads ahead from a row on. What fails is read again, and told, when it is asked for. */
static void read_ahead(anno_archives *v, holder *h, const anno_index_row *row) {
  window w = {.arena = anno_arena_new(NULL, 0), .first = (size_t)(row - h->index.rows)};
  end_window(&h->window);
  if (!w.arena) return;
  const wanted *list = plan(h, &w);
  const size_t count = w.count;
  w.count = count ? h->index.count - w.first : 0;
  w.bytes = anno_arena_array(w.arena, w.count, sizeof *w.bytes);
  for (size_t i = 0; w.bytes && i < count; i++) {
    anno_buf buf = anno_buf_in(w.arena);
    if (!anno_buf_room(&buf, h->index.rows[list[i].row].size + 1)) break;
    if (pour_at(v, h, list[i].order, &buf, keep_bytes)) break;
    w.bytes[list[i].row - w.first] = anno_buf_str(&buf);
  }
  if (w.bytes)
    h->window = w;
  else
    anno_arena_free(w.arena);
}

static anno_str ahead(const holder *h, const anno_index_row *row) {
  const size_t i = row ? (size_t)(row - h->index.rows) : 0;
  const bool within = row && i >= h->window.first && i - h->window.first < h->window.count;
  return within ? h->window.bytes[i - h->window.first] : (anno_str){NULL, 0};
}

/* The same for a member of an archive, or with `row` NULL for a compressed file. An archive whose members lie in
   another order than that of their names is not walked over anew for each. */
static int pour(anno_archives *v, holder *h, const anno_index_row *row, void *to,
                bool (*chunk)(void *to, anno_str bytes)) {
  if (row && !ahead(h, row).ptr && h->session.archive && h->session.passed > row->order) read_ahead(v, h, row);
  const anno_str bytes = ahead(h, row);
  if (!bytes.ptr) return pour_at(v, h, row ? row->order : 0, to, chunk);
  window own = h->window;
  h->window = (window){0};
  chunk(to, bytes);
  if (h->window.arena)
    end_window(&own);
  else
    h->window = own;
  return 0;
}

/* ---- Paths */

static bool is_file(spot in) {
  if (!in.holder) return anno_files_disk.kind(NULL, in.inner) == ANNO_FILE_REGULAR;
  const anno_index_row *row = anno_archive_index_find(&in.holder->index, in.inner);
  return row && !row->is_folder;
}

/* True if `path` up to `end` is a compressed file, and what stands behind it is what that one holds. */
static bool holds_rest(anno_str path, size_t end) {
  const anno_str file = anno_str_sub(path, 0, end), plain = anno_archives_plain(file);
  const anno_str rest = anno_str_sub(path, end + 1, path.len);
  return plain.len < file.len && rest.len && anno_str_eq(rest, anno_path_name(plain));
}

/* Follows the archives on the way of `path`; false without memory. */
static bool locate(anno_archives *v, anno_str path, spot *out) {
  *out = (spot){NULL, path};
  size_t from = 0;
  for (size_t end = 0; end <= path.len; end++) {
    if (end < path.len && path.ptr[end] != '/') continue;
    const anno_str prefix = anno_str_sub(path, 0, end);
    const spot here = {out->holder, anno_str_sub(path, from, end)};
    const bool bare = holds_rest(path, end);
    if ((!bare && !anno_archive_named(prefix)) || !is_file(here)) continue;
    out->holder = holder_of(v, prefix, here, bare);
    if (!out->holder) return false;
    from = end < path.len ? end + 1 : end;
    out->inner = anno_str_sub(path, from, path.len);
  }
  return true;
}

/* What `path`, the name of a compressed file, could stand for is there without it: as it is, or compressed in the way
   that comes first. Such a file is shown by its own name. */
static bool is_second(anno_archives *v, anno_str path, spot in) {
  const anno_str plain = anno_archives_plain(path);
  if (plain.len == path.len) return false;
  const anno_arena_mark before = anno_arena_now(v->arena);
  spot other = {in.holder, anno_str_sub(in.inner, 0, in.inner.len - (path.len - plain.len))};
  bool found = is_file(other);
  for (size_t i = 0; i < COMPRESSIONS && !found && !anno_str_ends(path, compressions[i]); i++) {
    other.inner = anno_arena_print(v->arena, "%.*s%.*s", ANNO_FMT(other.inner), ANNO_FMT(compressions[i]));
    found = is_file(other);
  }
  anno_arena_back(v->arena, before);
  return found;
}

/* The compressed file that stands for `path` at `in`; NULL if there is none. */
static holder *compressed(anno_archives *v, anno_str path, spot in) {
  for (size_t i = 0; i < COMPRESSIONS; i++) {
    const anno_arena_mark before = anno_arena_now(v->arena);
    const anno_str suffix = compressions[i];
    const anno_str name = anno_arena_print(v->arena, "%.*s%.*s", ANNO_FMT(path), ANNO_FMT(suffix));
    const spot there = {in.holder, anno_str_sub(name, path.len - in.inner.len, name.len)};
    if (is_file(there)) return holder_of(v, name, there, true);
    anno_arena_back(v->arena, before);
  }
  return NULL;
}

/* ---- The functions of a file system */

static anno_file_kind view_kind(void *handle, anno_str path) {
  anno_archives *v = handle;
  spot at;
  if (!locate(v, path, &at)) return ANNO_FILE_NONE;
  if (at.holder && at.holder->bare) return ANNO_FILE_REGULAR;
  if (at.holder && !at.inner.len) return ANNO_FILE_FOLDER;
  anno_file_kind kind = ANNO_FILE_NONE;
  /* It is shown as what it holds. */
  if (anno_archives_plain(path).len < path.len && is_file(at) && !is_second(v, path, at)) return ANNO_FILE_NONE;
  if (at.holder) {
    const anno_index_row *row = anno_archive_index_find(&at.holder->index, at.inner);
    if (row) kind = row->is_folder ? ANNO_FILE_FOLDER : ANNO_FILE_REGULAR;
  } else {
    kind = anno_files_disk.kind(NULL, path);
  }
  return kind == ANNO_FILE_NONE && compressed(v, path, at) ? ANNO_FILE_REGULAR : kind;
}

/* The member that a path stands for: 1; 0 if the disk has it as it is; -1 with an errno value in *error. */
static int member_at(anno_archives *v, anno_str path, holder **of, const anno_index_row **out, int *error) {
  spot at;
  *error = ENOMEM;
  if (!locate(v, path, &at)) return -1;
  *of = at.holder;
  *out = NULL;
  if (at.holder && at.holder->bare) return 1;
  const anno_index_row *row = at.holder ? anno_archive_index_find(&at.holder->index, at.inner) : NULL;
  *out = row;
  if (!at.holder && anno_files_disk.kind(NULL, path) != ANNO_FILE_NONE) return 0;
  if (!row) *of = compressed(v, path, at);
  *error = at.holder && at.holder->error ? at.holder->error : row && row->is_folder ? EISDIR : ENOENT;
  return !*of && !at.holder ? 0 : *of && (!row || !row->is_folder) ? 1 : -1;
}

static int view_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  anno_archives *v = handle;
  holder *h;
  const anno_index_row *row;
  int error;
  if (anno_str_eq(path, ANNO_STR("-"))) return anno_files_disk.stream(NULL, path, to, chunk);
  const int found = member_at(v, path, &h, &row, &error);
  if (found < 0) return error;
  return found ? pour(v, h, row, to, chunk) : anno_files_disk.stream(NULL, path, to, chunk);
}

static int view_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  anno_archives *v = handle;
  holder *h;
  const anno_index_row *row;
  int error;
  if (anno_str_eq(path, ANNO_STR("-"))) return anno_files_disk.read(NULL, arena, path, out);
  const int found = member_at(v, path, &h, &row, &error);
  if (found < 0) return error;
  if (!found) return anno_files_disk.read(NULL, arena, path, out);
  anno_buf buf = anno_buf_in(arena);
  error = pour(v, h, row, &buf, keep_bytes);
  *out = anno_buf_str(&buf);
  return error ? error : anno_arena_failed(arena) ? ENOMEM : 0;
}

static int list_members(const holder *h, anno_arena *arena, anno_str folder, anno_str **names, size_t *count) {
  const anno_str prefix = folder.len ? anno_arena_print(arena, "%.*s/", ANNO_FMT(folder)) : ANNO_STR("");
  size_t capacity = 0;
  for (size_t i = anno_archive_index_from(&h->index, prefix); i < h->index.count; i++) {
    const anno_str name = h->index.rows[i].name;
    if (!anno_str_starts(name, prefix)) break;
    const anno_str own = anno_str_sub(name, prefix.len, name.len);
    if (anno_str_find(own, 0, '/') == own.len) ANNO_PUSH(arena, *names, *count, capacity, own);
  }
  return h->error ? h->error : anno_arena_failed(arena) ? ENOMEM : 0;
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

/* Compressed files are listed as what they hold, unless that is there too. */
static void show_plain(anno_archives *v, anno_arena *arena, anno_str folder, anno_str *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const anno_str plain = anno_archives_plain(names[i]);
    spot at;
    if (plain.len == names[i].len) continue;
    const anno_str path = anno_path_join(arena, folder, names[i]);
    if (locate(v, path, &at) && is_file(at) && !is_second(v, path, at)) names[i] = plain;
  }
  if (count) qsort(names, count, sizeof *names, by_bytes);
}

static int view_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  anno_archives *v = handle;
  spot at;
  *names = NULL;
  *count = 0;
  if (!locate(v, path, &at)) return ENOMEM;
  const int error = at.holder ? list_members(at.holder, arena, at.inner, names, count)
                              : anno_files_disk.list(NULL, arena, path, names, count);
  show_plain(v, arena, path, *names, *count);
  return error;
}

/* ---- */

anno_archives *anno_archives_new(const anno_diag_sink *diag) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_archives *v = arena ? anno_arena_take(arena, sizeof *v) : NULL;
  if (!v) {
    anno_arena_free(arena);
    return NULL;
  }
  v->files = (anno_files){v, view_kind, view_read, view_list, view_stream};
  v->diag = diag;
  v->arena = arena;
  v->numbers = anno_table_in(arena);
  return v;
}

void anno_archives_free(anno_archives *v) {
  if (!v) return;
  for (size_t i = 0; i < v->count; i++) let_go(v->holders[i]);
  anno_arena_free(v->arena);
}

const anno_files *anno_archives_files(const anno_archives *v) { return &v->files; }

size_t anno_archives_refused(const anno_archives *v) { return v->refused; }
