#include "cli/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/manifest_read.h"
#include "cli/rooted.h"
#include "map/builtin.h"

typedef struct {
  size_t at, length; /* in the manifest that was there; 0: none */
} old_line;

struct anno_manifest {
  const anno_ctx *ctx;
  const anno_options *options;
  const anno_inputs *inputs;
  anno_arena *arena; /* lives as long as this */
  anno_arena *line;  /* of one line */
  anno_out *out;
  size_t end;                      /* of the last section */
  bool begun;                      /* a section was added */
  bool incomplete;                 /* and one was not, without memory: reported */
  int old, old_output;             /* descriptors; -1: what was there does not hold */
  old_line *lines;                 /* of each source */
  anno_hash *configurations;       /* of each corpus, as it was */
  size_t corpora, corpus_capacity; /* that had a head */
  bool holds;                      /* the corpus whose head was added last is as it was */
};

/* ---- What it was made with */

static const char *claims_name(anno_claims claims) {
  static const char *const names[] = {[ANNO_CLAIMS_NODE] = "node",
                                      [ANNO_CLAIMS_REIFICATION] = "reification",
                                      [ANNO_CLAIMS_GRAPH] = "graph",
                                      [ANNO_CLAIMS_RDF12] = "rdf12",
                                      [ANNO_CLAIMS_FLAT] = "flat"};
  return names[claims];
}

static void put_option(anno_buf *to, const char *begin, anno_str value) {
  anno_buf_put(to, anno_str_from(begin));
  anno_json_put_text(to, value);
}

static void put_rules_file(const anno_manifest *m, anno_digest *digest, anno_str name) {
  anno_str bytes = ANNO_STR("");
  for (const anno_builtin *b = anno_builtins; b->name; b++)
    if (anno_str_eq(name, anno_str_from(b->name))) {
      anno_digest_put(digest, name);
      return;
    }
  /* That it cannot be read is told where it is used. */
  if (m->ctx->files->read(m->ctx->files->handle, m->line, name, &bytes)) return;
  anno_digest file;
  anno_digest_begin(&file);
  anno_digest_put(&file, bytes);
  const anno_hash hash = anno_digest_end(&file);
  anno_digest_put(digest, (anno_str){(const char *)hash.bytes, sizeof hash.bytes});
}

static anno_hash rules_hash(const anno_manifest *m) {
  anno_digest digest;
  anno_digest_begin(&digest);
  for (const anno_builtin *b = anno_builtins; b->name; b++) anno_digest_put(&digest, b->turtle);
  for (size_t i = 0; i < m->options->rule_count; i++) put_rules_file(m, &digest, anno_str_from(m->options->rules[i]));
  return anno_digest_end(&digest);
}

/* All on which the bytes of any section depend, beside the sources and their corpus. */
static anno_str header_of(const anno_manifest *m) {
  const anno_options *o = m->options;
  const anno_hash rules = rules_hash(m);
  anno_buf buf = anno_buf_in(m->arena);
  put_option(&buf, "{\"manifest\":1,\"annograph\":", ANNO_STR(ANNO_VERSION));
  const anno_str shard =
      o->shard.count ? anno_arena_print(m->arena, "%zu/%zu", o->shard.number, o->shard.count) : ANNO_STR("1/1");
  put_option(&buf, ",\"shard\":", shard);
  put_option(&buf, ",\"to\":", anno_str_from(o->writer->name));
  put_option(&buf, ",\"from\":", anno_str_from(o->reader ? o->reader->name : ""));
  put_option(&buf, ",\"base\":", o->base);
  put_option(&buf, ",\"claims\":", anno_str_from(claims_name(o->map.claims)));
  put_option(&buf, ",\"facts\":", anno_str_from(o->map.facts ? "structural" : "none"));
  put_option(&buf, ",\"graphs\":", anno_str_from(o->map.document_graphs ? "document" : "none"));
  anno_buf_putc(&buf, ',');
  anno_json_put_hash(&buf, "rules", &rules);
  anno_buf_put(&buf, ANNO_STR(",\"sections\":["));
  return anno_buf_str(&buf);
}

static anno_hash configuration_of(anno_arena *arena, const anno_made_section *head) {
  const anno_made_section only = {
      .base = head->base, .files = head->files, .file_count = head->file_count, .files_text = head->files_text};
  anno_buf buf = anno_buf_in(arena);
  anno_digest digest;
  anno_made_section_put(&buf, &only);
  anno_digest_begin(&digest);
  anno_digest_put(&digest, anno_buf_str(&buf));
  return anno_digest_end(&digest);
}

/* ---- What was there */

static void forget_old(anno_manifest *m) {
  if (m->old >= 0) close(m->old);
  if (m->old_output >= 0) close(m->old_output);
  m->old = m->old_output = -1;
}

/* True if the output is what the manifest says. It stays open: the new one is put in its place. */
static bool open_old_output(anno_manifest *m, const anno_made_file *was) {
  const anno_str folder = anno_path_folder(anno_str_from(m->options->manifest));
  const char *path = anno_path_join(m->line, folder, anno_arena_copy(m->line, was->name)).ptr;
  anno_made_file is;
  if (anno_arena_failed(m->line)) return false;
  m->old_output = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return m->old_output >= 0 && !anno_made_file_look(m->old_output, &is) && is.size == was->size &&
         memcmp(is.hash.bytes, was->hash.bytes, sizeof is.hash.bytes) == 0;
}

static void note_old_head(anno_manifest *m, const anno_made_section *head) {
  while (m->corpora < head->corpus) {
    const anno_hash none = {{0}};
    if (!ANNO_PUSH(m->arena, m->configurations, m->corpora, m->corpus_capacity, none)) return;
  }
  m->configurations[head->corpus - 1] = configuration_of(m->line, head);
  anno_arena_reset(m->line);
}

typedef struct {
  size_t at, corpus; /* in inputs->found */
} cursor;

static bool same_root(const anno_inputs *inputs, size_t a, size_t b) {
  return anno_str_eq(inputs->found[a].real_root, inputs->found[b].real_root);
}

/* Both are in the same order, so that one walk over both finds what each source was. */
static void note_old_section(anno_manifest *m, cursor *c, const anno_made_section *old, old_line line) {
  const anno_inputs *in = m->inputs;
  while (c->at < in->count) {
    const anno_found *found = &in->found[c->at];
    int order = (c->corpus > old->corpus) - (c->corpus < old->corpus);
    if (!order) order = anno_str_cmp(found->id, old->source);
    if (order > 0) return;
    if (!order) m->lines[c->at] = line;
    if (c->at + 1 < in->count && !same_root(in, c->at, c->at + 1)) c->corpus++;
    c->at++;
    if (!order) return;
  }
}

static bool read_old(anno_manifest *m, anno_manifest_reader *reader) {
  cursor c = {0, 1};
  anno_made_section section;
  size_t end = 0;
  enum { MOST_CORPORA = 1 << 20 };
  while (anno_manifest_reader_next(reader, &section)) {
    if (!section.corpus || section.corpus > MOST_CORPORA || section.begin != end) return false;
    end += section.length;
    if (section.source.len)
      note_old_section(m, &c, &section, (old_line){reader->at, reader->length});
    else
      note_old_head(m, &section);
  }
  return !reader->fault && end == reader->output.size && open_old_output(m, &reader->output);
}

/* RDF/XML has no sections, and those of a compressed file cannot be copied. */
static bool has_sections(const anno_options *options) {
  const anno_str path = anno_str_from(options->output);
  const bool packed = anno_str_ends(path, ANNO_STR(".gz")) || anno_str_ends(path, ANNO_STR(".zst"));
  return options->writer->sections && !packed;
}

static void look_at_old(anno_manifest *m, anno_str header) {
  anno_manifest_reader reader;
  /* Views want every statement. */
  if (!has_sections(m->options) || m->options->draw.views) return;
  if (anno_manifest_reader_open(&reader, m->options->manifest) && anno_str_eq(reader.header, header)) {
    m->lines = anno_arena_array(m->arena, m->inputs->count + 1, sizeof *m->lines);
    m->old = m->lines && read_old(m, &reader) ? open(m->options->manifest, O_RDONLY | O_CLOEXEC) : -1;
  }
  anno_manifest_reader_close(&reader);
  if (m->old < 0 || m->old_output < 0 || anno_arena_failed(m->arena)) forget_old(m);
}

/* ---- Writing */

static void let_go(anno_manifest *m) {
  forget_old(m);
  anno_arena_free(m->line);
  anno_arena_free(m->arena);
}

/* What was written to a pipe or a device cannot be looked at. */
static bool is_file(const anno_ctx *ctx, const char *output) {
  struct stat st;
  if (stat(output, &st) || S_ISREG(st.st_mode)) return true;
  anno_report(ctx->diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: no file, of which a manifest could tell", output);
  return false;
}

anno_manifest *anno_manifest_open(const anno_ctx *ctx, const anno_options *options, const anno_inputs *inputs) {
  if (!is_file(ctx, options->output)) return NULL;
  anno_arena *arena = anno_arena_new(NULL, 0), *line = anno_arena_new(NULL, 0);
  anno_manifest *m = arena && line ? anno_arena_take(arena, sizeof *m) : NULL;
  if (!m) {
    anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    anno_arena_free(line);
    anno_arena_free(arena);
    return NULL;
  }
  *m = (anno_manifest){ctx, options, inputs, .arena = arena, .line = line, .old = -1, .old_output = -1};
  const anno_str header = header_of(m);
  if (anno_arena_failed(m->line) || anno_arena_failed(m->arena)) anno_manifest_lacks(m);
  anno_arena_reset(m->line);
  look_at_old(m, header);
  m->out = anno_out_open(ctx->diag, options->manifest);
  if (!m->out) {
    let_go(m);
    return NULL;
  }
  anno_out_put(m->out, header);
  return m;
}

void anno_manifest_files(anno_watched *watched, const anno_found *found, bool is_head, anno_buf *to) {
  anno_arena *arena = watched->arena;
  const anno_rooted rooted = is_head ? anno_rooted_corpus(arena, found->shown_root) : anno_rooted_source(found);
  for (size_t i = 0; i < watched->count; i++) {
    anno_watched_row *row = &watched->rows[i];
    if (!anno_rooted_relative(arena, &rooted, row->path, &row->path) && !is_head) row->kind = ANNO_WATCHED_UNKNOWN;
  }
  anno_watched_sort(watched->rows, watched->count);
  anno_made_files_put(to, watched->rows, watched->count);
}

void anno_manifest_lacks(anno_manifest *m) {
  if (!m->incomplete) anno_report(m->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  m->incomplete = true;
}

void anno_manifest_add(anno_manifest *m, const anno_made_section *section) {
  anno_buf buf = anno_buf_in(m->line);
  anno_buf_put(&buf, m->begun ? ANNO_STR(",\n{") : ANNO_STR("\n{"));
  m->begun = true;
  m->end = section->begin + section->length;
  anno_json_put_size(&buf, "begin", section->begin);
  anno_made_section_put(&buf, section);
  if (!section->source.len) {
    const anno_hash is = configuration_of(m->line, section);
    m->holds = m->old >= 0 && section->corpus <= m->corpora &&
               memcmp(is.bytes, m->configurations[section->corpus - 1].bytes, sizeof is.bytes) == 0;
  }
  if (anno_arena_failed(m->line)) anno_manifest_lacks(m);
  anno_out_put(m->out, anno_buf_str(&buf));
  anno_arena_reset(m->line);
}

static bool read_at(int fd, char *to, size_t size, size_t at) {
  while (size) {
    const ssize_t n = pread(fd, to, size, (off_t)at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    at += (size_t)n;
    size -= (size_t)n;
  }
  return true;
}

static bool same_files(const anno_files *files, anno_arena *arena, const anno_found *found,
                       const anno_made_section *section) {
  const anno_rooted rooted = anno_rooted_source(found);
  for (size_t i = 0; i < section->file_count; i++) {
    anno_str path;
    if (!anno_rooted_path(arena, &rooted, section->files[i].path, &path)) return false;
    if (!anno_watched_same(files, path, &section->files[i])) return false;
  }
  return section->file_count > 0;
}

bool anno_manifest_unchanged(const anno_manifest *m, const anno_files *files, size_t at, anno_arena *arena,
                             anno_str *line) {
  const anno_found *found = &m->inputs->found[at];
  anno_made_section was;
  if (m->old < 0 || !m->holds || !m->lines[at].length) return false;
  char *text = anno_arena_room(arena, m->lines[at].length);
  if (!text || !read_at(m->old, text, m->lines[at].length, m->lines[at].at)) return false;
  *line = (anno_str){text, m->lines[at].length};
  if (!anno_made_section_read(arena, *line, &was)) return false;
  /* Findings are told in every run. */
  if (was.counts.errors || was.counts.warnings || was.counts.skipped) return false;
  return anno_str_eq(was.source, found->id) && anno_str_eq(was.format, anno_str_from(found->reader->name)) &&
         same_files(files, arena, found, &was);
}

anno_status anno_manifest_copy(const anno_manifest *m, const anno_made_section *section, anno_out *to) {
  char bytes[1 << 16];
  for (size_t done = 0; done < section->length;) {
    const size_t left = section->length - done, n = left < sizeof bytes ? left : sizeof bytes;
    if (!read_at(m->old_output, bytes, n, section->begin + done)) {
      anno_report(m->ctx->diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: what it was has changed", m->options->output);
      return ANNO_BAD_OUTPUT;
    }
    anno_out_put(to, (anno_str){bytes, n});
    done += n;
  }
  return ANNO_OK;
}

/* What stands behind the sections. */
static anno_status put_foot(anno_manifest *m, const anno_made_counts *counts) {
  if (m->incomplete) return ANNO_NO_MEMORY;
  const char *path = m->options->output;
  anno_made_file output = {.name = anno_path_from(m->line, m->options->manifest, path)};
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  const int error = fd < 0 ? errno : anno_made_file_look(fd, &output);
  if (fd >= 0) close(fd);
  if (error) {
    anno_report(m->ctx->diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: %s", path, strerror(error));
    return ANNO_BAD_OUTPUT;
  }
  if (has_sections(m->options) && m->end != output.size) {
    anno_report(m->ctx->diag, ANNO_UNBALANCED, (anno_loc){0}, "%zu bytes written, %zu of them in sections", output.size,
                m->end);
    return ANNO_INTERNAL;
  }
  anno_buf buf = anno_buf_in(m->line);
  anno_buf_put(&buf, ANNO_STR("\n],\n\"counts\":"));
  anno_made_counts_put(&buf, counts);
  anno_buf_put(&buf, ANNO_STR(",\n\"output\":"));
  anno_made_file_put(&buf, &output);
  anno_buf_put(&buf, ANNO_STR("}\n"));
  anno_out_put(m->out, anno_buf_str(&buf));
  if (!anno_arena_failed(m->line)) return ANNO_OK;
  anno_report(m->ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}

anno_status anno_manifest_close(anno_manifest *m, bool keep, const anno_made_counts *counts) {
  const anno_status whole = keep ? put_foot(m, counts) : ANNO_OK;
  const anno_status closed = anno_out_close(m->out, keep && !whole);
  let_go(m);
  return whole ? whole : closed;
}
