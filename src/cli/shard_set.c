#include "cli/shard_set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/manifest_read.h"
#include "cli/rooted.h"

/* One of the set, while it is read. */
typedef struct {
  anno_shard_set *set;
  const char *path;
  anno_shard_made made;
  anno_digest heads;
  anno_arena *line; /* of one section */
  anno_buf last;    /* the source before */
  size_t last_corpus;
} one;

static bool refuse(const one *o, const char *why, anno_str what) {
  anno_report(o->set->diag, ANNO_BAD_MANIFEST, (anno_loc){0}, "%s: %s%s%.*s", o->path, why, what.len ? ": " : "",
              ANNO_FMT(what));
  return false;
}

static bool cannot_read(const one *o, const char *path, int error) {
  anno_report(o->set->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%s: %s", path, strerror(error));
  return false;
}

/* ---- What one manifest says */

static bool read_header(one *o, anno_str header) {
  static const anno_str same = ANNO_STR_INIT(",\"to\":");
  const anno_str whole = anno_arena_print(o->set->arena, "%.*s]}", ANNO_FMT(header));
  const anno_str shard = anno_json_member(o->set->arena, whole, "shard");
  const anno_str version = anno_json_member(o->set->arena, whole, "annograph");
  size_t at = 0;
  while (at < header.len && !anno_str_starts(anno_str_sub(header, at, header.len), same)) at++;
  if (!anno_shard_parse(shard, &o->made.shard)) return refuse(o, "names no shard", shard);
  const anno_str to = anno_json_member(o->set->arena, whole, "to");
  o->made.is_lines = anno_str_eq(to, ANNO_STR("ntriples")) || anno_str_eq(to, ANNO_STR("nquads"));
  anno_buf made = anno_buf_in(o->set->arena);
  anno_json_put_text(&made, version);
  anno_buf_put(&made, anno_str_sub(header, at, header.len - strlen(",\"sections\":[")));
  o->made.made = anno_buf_str(&made);
  return true;
}

static void take_head(one *o, const anno_made_section *head) {
  anno_buf buf = anno_buf_in(o->line);
  anno_made_section_put(&buf, head);
  anno_digest_put(&o->heads, anno_buf_str(&buf));
  anno_made_counts_add(&o->made.heads, &head->counts);
  o->last_corpus = head->corpus;
  o->last.len = 0;
}

/* A name that is no UTF-8 is not what it is in the manifest. */
static bool is_lossy(anno_str name) {
  static const anno_str unknown = ANNO_STR_INIT("\xEF\xBF\xBD");
  for (size_t i = 0; i + unknown.len <= name.len; i++)
    if (anno_str_starts(anno_str_sub(name, i, name.len), unknown)) return true;
  return false;
}

static bool take_source(one *o, const anno_made_section *section) {
  if (is_lossy(section->source)) return true;
  if (!anno_shard_has(o->made.shard, section->source)) return refuse(o, "a source of another shard", section->source);
  if (section->corpus != o->last_corpus || anno_str_cmp(anno_buf_str(&o->last), section->source) >= 0)
    return refuse(o, "a source out of order", section->source);
  o->last.len = 0;
  anno_buf_put(&o->last, section->source);
  return true;
}

static bool read_sections(one *o, anno_manifest_reader *reader) {
  anno_made_section section;
  anno_digest_begin(&o->heads);
  while (anno_manifest_reader_next(reader, &section)) {
    if (!section.source.len)
      take_head(o, &section);
    else if (!take_source(o, &section))
      return false;
    anno_arena_reset(o->line);
  }
  if (reader->fault) return refuse(o, reader->fault, ANNO_STR(""));
  o->made.heads_hash = anno_digest_end(&o->heads);
  o->made.counts = reader->counts;
  return true;
}

/* Size and hash of the file `path`, by which name it can be opened. */
static bool look(const one *o, const char *path, anno_made_file *out) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  const int error = fd < 0 ? errno : anno_made_file_look(fd, out);
  if (fd >= 0) close(fd);
  out->name = anno_str_from(path);
  return error ? cannot_read(o, path, error) : true;
}

static bool check_output(one *o, const anno_made_file *said) {
  anno_arena *arena = o->set->arena;
  const anno_str folder = anno_path_folder(anno_str_from(o->path));
  const anno_str path = anno_path_join(arena, folder, anno_arena_copy(arena, said->name));
  if (anno_arena_failed(arena)) return false;
  if (!look(o, path.ptr, &o->made.output)) return false;
  const anno_made_file *is = &o->made.output;
  if (is->size == said->size && memcmp(is->hash.bytes, said->hash.bytes, sizeof is->hash.bytes) == 0) return true;
  return refuse(o, "the output is not what it was", path);
}

static bool read_manifest(one *o) {
  anno_manifest_reader reader;
  bool good = anno_manifest_reader_open(&reader, o->path);
  if (!good && reader.error)
    cannot_read(o, o->path, reader.error);
  else if (!good)
    refuse(o, reader.fault, ANNO_STR(""));
  good = good && read_header(o, reader.header) && read_sections(o, &reader) && check_output(o, &reader.output);
  anno_manifest_reader_close(&reader);
  return good && look(o, o->path, &o->made.manifest);
}

/* ---- Whether they belong together */

static bool fits(const one *o, const anno_shard_made *first, bool merging) {
  const anno_shard_made *own = &o->made;
  if (own->shard.count != o->set->count) return refuse(o, "another number of shards than are given", ANNO_STR(""));
  if (merging && !own->is_lines) return refuse(o, "only N-Triples and N-Quads can be merged", ANNO_STR(""));
  if (!first) return true;
  if (!anno_str_eq(own->made, first->made))
    return refuse(o, "made by another version, or with other options or rules, than", first->manifest.name);
  if (memcmp(own->heads_hash.bytes, first->heads_hash.bytes, sizeof own->heads_hash.bytes) != 0)
    return refuse(o, "made with another authority or other metadata than", first->manifest.name);
  return true;
}

static bool take(one *o, const anno_shard_made **first, bool merging) {
  o->last = anno_buf_in(o->set->arena);
  if (!read_manifest(o) || !fits(o, *first, merging)) return false;
  anno_shard_made *place = &o->set->shards[o->made.shard.number - 1];
  if (place->made.len) return refuse(o, "the same shard as", place->manifest.name);
  *place = o->made;
  o->set->outputs[o->made.shard.number - 1] = place->output.name.ptr;
  if (!*first) *first = place;
  return true;
}

anno_status anno_shard_set_check(anno_shard_set *set, bool merging) {
  const anno_shard_made *first = NULL;
  bool good = true;
  anno_arena *line = anno_arena_new(NULL, 0);
  set->shards = anno_arena_array(set->arena, set->count + 1, sizeof *set->shards);
  set->outputs = anno_arena_array(set->arena, set->count + 1, sizeof *set->outputs);
  for (size_t i = 0; line && set->shards && set->outputs && i < set->count; i++) {
    one o = {.set = set, .path = set->manifests[i], .line = line};
    good = take(&o, &first, merging) && good;
  }
  const bool failed = !line || anno_arena_failed(set->arena);
  anno_arena_free(line);
  if (failed) {
    anno_report(set->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  return good ? ANNO_OK : ANNO_BAD_INPUT;
}

/* ---- The manifest of the set */

static void put_file(anno_buf *to, const char *key, const char *from, const anno_made_file *file) {
  anno_made_file named = *file;
  named.name = anno_path_from(to->arena, from, file->name.ptr);
  anno_buf_put(to, ANNO_STR("\""));
  anno_buf_put(to, anno_str_from(key));
  anno_buf_put(to, ANNO_STR("\":"));
  anno_made_file_put(to, &named);
}

static void put_shard(anno_buf *to, const char *path, const anno_shard_made *made) {
  anno_buf_put(to, anno_arena_print(to->arena, "{\"shard\":\"%zu/%zu\"", made->shard.number, made->shard.count));
  anno_buf_putc(to, ',');
  put_file(to, "manifest", path, &made->manifest);
  anno_buf_putc(to, ',');
  put_file(to, "output", path, &made->output);
  anno_buf_put(to, ANNO_STR(",\"counts\":"));
  anno_made_counts_put(to, &made->counts);
  anno_buf_putc(to, '}');
}

/* The heads are in each shard, and count once. */
static anno_made_counts counts_of(const anno_shard_set *set) {
  anno_made_counts all = {0};
  for (size_t i = 0; i < set->count; i++) {
    anno_made_counts_add(&all, &set->shards[i].counts);
    if (i) anno_made_counts_take(&all, &set->shards[i].heads);
  }
  return all;
}

anno_status anno_shard_set_publish(anno_shard_set *set, const char *path, const char *merged) {
  one o = {.set = set, .path = path};
  anno_made_file output;
  if (merged && !look(&o, merged, &output)) return ANNO_BAD_OUTPUT;
  const anno_made_counts counts = counts_of(set);
  anno_buf buf = anno_buf_in(set->arena);
  anno_buf_put(&buf, ANNO_STR("{\"set\":1,\"annograph\":"));
  if (set->count) anno_buf_put(&buf, set->shards[0].made);
  anno_buf_put(&buf, ANNO_STR(",\"shards\":["));
  for (size_t i = 0; i < set->count; i++) {
    anno_buf_put(&buf, i ? ANNO_STR(",\n") : ANNO_STR("\n"));
    put_shard(&buf, path, &set->shards[i]);
  }
  anno_buf_put(&buf, ANNO_STR("\n],\n\"counts\":"));
  anno_made_counts_put(&buf, &counts);
  if (merged) {
    anno_buf_put(&buf, ANNO_STR(",\n"));
    put_file(&buf, "output", path, &output);
  }
  anno_buf_put(&buf, ANNO_STR("}\n"));
  if (anno_arena_failed(set->arena)) {
    anno_report(set->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  anno_out *out = anno_out_open(set->diag, path);
  if (!out) return ANNO_BAD_OUTPUT;
  anno_out_put(out, anno_buf_str(&buf));
  return anno_out_close(out, true);
}
