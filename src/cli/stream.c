#include "cli/stream.h"

#include <errno.h>
#include <stdlib.h>

#include "base/archive_index.h"
#include "cli/layouts.h"
#include "cli/recognise.h"
#include "cli/stream_files.h"
#include "cli/stream_member.h"
#include "read/foreign.h"

/* A corpus that was begun, for the formats of which it has the rules. */
typedef struct {
  anno_run_corpus corpus;
  anno_str root; /* "-" or "-/..." */
  bool good;
} begun;

typedef struct {
  const anno_run_corpus *model;
  anno_run *run;
  anno_archive *archive;
  anno_stream_files files;
  anno_layout_shelf layouts;
  begun **corpora;
  size_t count, capacity;
  anno_table folders;      /* in and below which documents were read */
  anno_table apart;        /* documents of which a text (TEXT) or annotations (ANNOTATIONS) came alone */
  anno_stream_bases bases; /* of the group */
  size_t read;             /* sources */
  bool damaged;            /* there is nothing more to be had */
  char head[ANNO_STREAM_HEAD];
} stream;

enum { TEXT = 1, ANNOTATIONS };

static void refuse(stream *s, anno_code code, anno_str path, const char *why) {
  anno_report(s->run->ctx.diag, code, (anno_loc){0}, "%.*s%s%s", ANNO_FMT(path), why ? ": " : "", why ? why : "");
  anno_run_worst(s->run, ANNO_BAD_INPUT);
}

/* ---- Documents */

/* The folder at or above that of `path` that has a documents.ttl, else the top. */
static anno_str root_of(stream *s, anno_str path) {
  anno_arena *arena = s->files.group.arena;
  for (anno_str folder = anno_path_folder(path); folder.len > 1; folder = anno_path_folder(folder))
    if (anno_stream_files_find(&s->files, anno_path_join(arena, folder, ANNO_STR("documents.ttl")))) return folder;
  return ANNO_STR("-");
}

static begun *corpus_for(stream *s, const anno_found *found) {
  anno_arena *arena = s->run->ctx.run;
  for (size_t i = 0; i < s->count; i++) {
    begun *b = s->corpora[i];
    if (anno_str_eq(b->root, found->real_root) && (!b->good || anno_rule_sets_for(&b->corpus.sets, found))) return b;
  }
  begun *b = anno_arena_take(arena, sizeof *b);
  if (!b || !ANNO_PUSH(arena, s->corpora, s->count, s->capacity, b)) return NULL;
  *b = (begun){.corpus = *s->model, .root = anno_arena_copy(arena, found->real_root)};
  anno_found lasting = *found;
  lasting.shown_root = b->root;
  b->good = anno_run_corpus_begin(&b->corpus, &lasting, 1);
  return b;
}

static void mark_folders(stream *s, anno_str path) {
  for (anno_str folder = anno_path_folder(path); folder.len; folder = anno_path_folder(folder)) {
    if (anno_table_get(&s->folders, folder)) return;
    anno_table_add(&s->folders, anno_arena_copy(s->run->ctx.run, folder), 1);
  }
}

static void read_source(stream *s, anno_found *found) {
  const anno_str path = found->source.path, root = root_of(s, path);
  found->id = anno_str_sub(path, root.len + 1, path.len);
  found->source.name = found->id;
  found->elsewhere = !anno_shard_has(s->run->options->shard, found->id);
  found->source.root = anno_str_sub(path, 0, root.len + 1);
  found->real_root = found->shown_root = root;
  begun *b = corpus_for(s, found);
  if (!b) anno_run_worst(s->run, ANNO_NO_MEMORY);
  if (b && b->good) anno_run_corpus_read(&b->corpus, found);
  mark_folders(s, path);
  s->read++;
}

static anno_found recognise(stream *s, anno_str path) {
  const anno_ctx *ctx = &s->run->ctx;
  const anno_options *options = s->run->options;
  anno_found out = {.source.path = path};
  anno_recognised known = {0};
  const bool asked = anno_layout_asked(ctx, options, &s->layouts, path);
  if (!asked) known = anno_recognise(ctx, options->reader, path, false);
  out.reader = known.reader;
  if (asked || (!out.reader && !known.error && anno_layout_for(ctx, options, &s->layouts, path)))
    out.reader = anno_reader_named(ANNO_STR("described"));
  if (!out.reader && known.foreign.len)
    anno_report(ctx->diag, ANNO_NOT_READ, (anno_loc){0}, "%.*s: %.*s", ANNO_FMT(path), ANNO_FMT(known.foreign));
  else if (!out.reader && !known.error && !options->reader && anno_tell_damage(ctx, path))
    anno_run_worst(s->run, ANNO_BAD_INPUT);
  if (anno_layout_needed(out.reader)) out.source.layout = anno_layout_for(ctx, options, &s->layouts, path);
  return out;
}

/* ---- Groups: the files of one document */

/* What came alone is remembered, and told if the other half comes alone as well. */
static void came_alone(stream *s, anno_str path, unsigned what) {
  anno_stream_bases bases = anno_stream_bases_of(path);
  for (size_t i = 0; i < 2 && bases.names[i].len; i++) {
    const unsigned before = anno_table_get(&s->apart, bases.names[i]);
    if (before && before != what) {
      refuse(s, ANNO_LATE_FILE, path, NULL);
      return;
    }
    if (!before) anno_table_add(&s->apart, anno_arena_copy(s->run->ctx.run, bases.names[i]), what);
  }
}

static void check_alone(stream *s) {
  const anno_stream_shelf *group = &s->files.group;
  bool texts = false, annotations = false;
  for (size_t i = 0; i < group->count; i++) {
    texts |= anno_stream_is_text(group->items[i].path);
    annotations |= anno_stream_is_annotation(group->items[i].path);
  }
  for (size_t i = 0; i < group->count && texts != annotations; i++) {
    const anno_str path = group->items[i].path;
    if (anno_stream_is_text(path)) came_alone(s, path, TEXT);
    if (anno_stream_is_annotation(path)) came_alone(s, path, ANNOTATIONS);
  }
}

static int by_path(const void *a, const void *b) {
  return anno_str_cmp(((const anno_stream_file *)a)->path, ((const anno_stream_file *)b)->path);
}

static void forget_group(stream *s) {
  anno_stream_files_next(&s->files);
  s->bases = (anno_stream_bases){0};
}

static void end_group(stream *s) {
  const anno_stream_shelf *group = &s->files.group;
  if (group->count > 1) qsort(group->items, group->count, sizeof *group->items, by_path);
  for (size_t i = 0; i < group->count && anno_run_goes_on(s->run); i++) {
    anno_found found = recognise(s, group->items[i].path);
    if (found.reader) read_source(s, &found);
  }
  check_alone(s);
  forget_group(s);
}

/* Ends the group unless the file at `path` may be of the same document. */
static void join(stream *s, anno_str path) {
  const anno_stream_bases own = anno_stream_bases_of(path);
  const anno_stream_bases both = anno_stream_bases_both(s->bases, own);
  if (s->files.group.count && both.names[0].len)
    s->bases = both;
  else
    end_group(s);
}

/* ---- Members */

/* True if documents were read that the file is about. */
static bool is_late(const stream *s, anno_str path) {
  const anno_str name = anno_path_name(path), folder = anno_path_folder(path);
  if (anno_str_eq(name, ANNO_STR("documents.ttl")) || !anno_str_ends(name, ANNO_STR(".ttl")))
    return anno_table_get(&s->folders, folder) != 0;
  for (size_t i = 0; i < s->count && anno_str_eq(name, ANNO_STR("authority.ttl")); i++)
    if (anno_str_eq(s->corpora[i]->root, folder)) return true;
  return false;
}

static void tell_unread(stream *s, anno_str path, int error) {
  s->damaged |= error == EBADMSG;
  switch (error) {
    case ENOMEM: anno_run_worst(s->run, ANNO_NO_MEMORY); break;
    case EFBIG: refuse(s, ANNO_LIMIT, path, "too large for a stream"); break;
    case EBADMSG: refuse(s, ANNO_BAD_ARCHIVE, path, anno_archive_why(s->archive)); break;
    default: refuse(s, ANNO_BAD_ARCHIVE, path, "damaged");
  }
}

/* In an arena of its own, because the group goes on. */
static void keep(stream *s, const anno_stream_member *m, anno_str path) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_str bytes;
  const int error = arena ? anno_stream_load(m, arena, &bytes) : ENOMEM;
  if (error)
    tell_unread(s, path, error);
  else if (is_late(s, path))
    refuse(s, ANNO_LATE_FILE, path, NULL);
  else if (!anno_stream_files_keep(&s->files, (anno_stream_file){path, bytes, NULL}))
    refuse(s, ANNO_LIMIT, path, "too many bytes of files that are no documents");
  anno_arena_free(arena);
}

static void add(stream *s, const anno_stream_member *m, anno_str path) {
  join(s, path);
  anno_arena *arena = s->files.group.arena;
  anno_stream_file file = {.path = anno_arena_copy(arena, path)};
  const int error = anno_stream_load(m, arena, &file.bytes);
  if (error)
    tell_unread(s, path, error);
  else if (anno_stream_files_find(&s->files, path))
    refuse(s, ANNO_BAD_MEMBER, path, "the name occurs twice; the first one is read");
  else if (!anno_stream_files_add(&s->files, file))
    anno_run_worst(s->run, ANNO_NO_MEMORY);
  /* Of a document only half of which could be read nothing is. */
  if (error) forget_group(s);
  if (!error && !s->bases.names[0].len) s->bases = anno_stream_bases_of(file.path);
}

static long on_more(void *handle, char *to, size_t room) {
  stream *s = handle;
  const long n = s->damaged ? -1 : anno_archive_data(s->archive, to, room);
  if (n < 0) s->damaged = true;
  return n;
}

/* The reader takes the lines as they come. */
static void add_lines(stream *s, const anno_stream_member *m, anno_str path) {
  const anno_stream_rest rest = {s, on_more};
  end_group(s);
  if (!anno_stream_files_add(&s->files, (anno_stream_file){path, m->head, &rest}))
    anno_run_worst(s->run, ANNO_NO_MEMORY);
  end_group(s);
  if (s->damaged) tell_unread(s, path, EBADMSG);
}

static void pass(stream *s, anno_str head, anno_str path) {
  const anno_str foreign = s->run->options->reader ? ANNO_STR("") : anno_foreign_format(head, path);
  const anno_str what = anno_archive_named(path) ? ANNO_STR("an archive in a stream") : foreign;
  if (what.len)
    anno_report(s->run->ctx.diag, ANNO_NOT_READ, (anno_loc){0}, "%.*s: %.*s", ANNO_FMT(path), ANNO_FMT(what));
}

/* `arena` lasts while the member is read. */
static void take(stream *s, const anno_member *member, anno_arena *arena) {
  const char *why;
  const anno_str name = anno_archive_path(member, &why);
  const anno_str given = anno_arena_print(arena, "-/%.*s", ANNO_FMT(name)), path = anno_archives_plain(given);
  if (why && *why) refuse(s, ANNO_BAD_MEMBER, given, why);
  if (why || member->is_folder) return;
  anno_stream_member m = {.archive = s->archive, .member = *member, .packed = path.len < given.len};
  const int error = anno_stream_begin(&m, s->head);
  const anno_stream_use use = anno_stream_use_of(s->run->options->reader, path, &m);
  if (error)
    tell_unread(s, path, error);
  else if (use == ANNO_STREAM_ABOUT)
    keep(s, &m, path);
  else if (use == ANNO_STREAM_LINES)
    add_lines(s, &m, path);
  else if (use == ANNO_STREAM_DOCUMENT)
    add(s, &m, path);
  else
    pass(s, m.head, path);
}

static void read_members(stream *s, anno_arena *arena) {
  anno_member member;
  int found = 0;
  s->archive = anno_stdin_tar(s->run->input, &member, &found);
  s->run->done.all_sources = 0;
  while (found > 0 && !s->damaged && anno_run_goes_on(s->run)) {
    take(s, &member, arena);
    if (anno_arena_failed(arena)) anno_run_worst(s->run, ANNO_NO_MEMORY);
    anno_arena_reset(arena);
    if (!s->damaged) found = anno_archive_next(s->archive, &member);
  }
  if (found < 0) tell_unread(s, ANNO_STR("-"), EBADMSG);
  end_group(s);
  if (!s->read && anno_run_goes_on(s->run)) refuse(s, ANNO_NO_DOCUMENT, ANNO_STR("-"), NULL);
}

void anno_stream_run(const anno_run_corpus *model) {
  anno_run *run = model->run;
  const anno_files *before = run->ctx.files;
  anno_arena *arena = anno_arena_new(NULL, 0);
  stream *s = calloc(1, sizeof *s);
  if (s && arena && anno_stream_files_open(&s->files, before)) {
    s->model = model;
    s->run = run;
    s->folders = anno_table_in(run->ctx.run);
    s->apart = anno_table_in(run->ctx.run);
    run->ctx.files = &s->files.files;
    read_members(s, arena);
    run->ctx.files = before;
    for (size_t i = 0; i < s->count; i++) anno_run_corpus_end(&s->corpora[i]->corpus);
  } else {
    anno_run_worst(run, ANNO_NO_MEMORY);
  }
  if (s) anno_stream_files_close(&s->files);
  free(s);
  anno_arena_free(arena);
}
