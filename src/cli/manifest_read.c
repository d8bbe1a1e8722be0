#include "cli/manifest_read.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The current line without its end; false at the end of the file, or if the line has no end: it was cut off. */
static bool next_line(anno_manifest_reader *r, anno_str *out) {
  r->at += r->length;
  r->length = 0;
  const ssize_t n = getline(&r->line, &r->room, r->file);
  if (n <= 0 || r->line[n - 1] != '\n') return false;
  r->length = (size_t)n;
  *out = (anno_str){r->line, (size_t)n - 1};
  return true;
}

static bool fail(anno_manifest_reader *r, const char *fault) {
  r->fault = fault;
  return false;
}

bool anno_manifest_reader_open(anno_manifest_reader *r, const char *path) {
  static const anno_str begin = ANNO_STR_INIT("{\"manifest\":1,"), end = ANNO_STR_INIT(",\"sections\":[");
  anno_str line;
  *r = (anno_manifest_reader){.file = fopen(path, "re")};
  if (!r->file) {
    r->error = errno;
    return fail(r, "cannot be opened");
  }
  r->arena = anno_arena_new(NULL, 0);
  r->keep = anno_arena_new(NULL, 4096);
  if (!r->arena || !r->keep) return fail(r, "no memory");
  if (!next_line(r, &line) || !anno_str_starts(line, begin) || !anno_str_ends(line, end))
    return fail(r, "not a manifest of an export");
  r->header = anno_arena_copy(r->keep, line);
  return true;
}

/* Findings on inputs belong to no section. */
static bool agree(const anno_made_counts *all, const anno_made_counts *sum) {
  return all->documents == sum->documents && all->skipped == sum->skipped && all->read == sum->read &&
         all->exported == sum->exported && all->reported == sum->reported && all->left_out == sum->left_out &&
         all->statements == sum->statements && all->triples == sum->triples;
}

/* `"counts":{...},` and `"output":{...}}` stand on lines of their own. */
static bool read_foot(anno_manifest_reader *r) {
  static const anno_str counts = ANNO_STR_INIT("\"counts\":"), output = ANNO_STR_INIT("\"output\":");
  anno_str line;
  if (!next_line(r, &line) || !anno_str_starts(line, counts)) return false;
  if (!anno_made_counts_read(r->arena, anno_str_sub(line, counts.len, line.len), &r->counts)) return false;
  if (!agree(&r->counts, &r->sum)) return false;
  if (!next_line(r, &line) || !anno_str_starts(line, output) || !anno_str_ends(line, ANNO_STR("}}"))) return false;
  if (!anno_made_file_read(r->keep, anno_arena_copy(r->keep, anno_str_sub(line, output.len, line.len - 1)), &r->output))
    return false;
  return !next_line(r, &line) && feof(r->file);
}

bool anno_manifest_reader_next(anno_manifest_reader *r, anno_made_section *out) {
  anno_str line;
  if (r->fault) return false;
  anno_arena_reset(r->arena);
  if (!next_line(r, &line)) return fail(r, "cut off");
  if (anno_str_eq(line, ANNO_STR("],"))) return read_foot(r) ? false : fail(r, "damaged at its end");
  if (!anno_made_section_read(r->arena, line, out)) return fail(r, "damaged");
  anno_made_counts_add(&r->sum, &out->counts);
  return true;
}

void anno_manifest_reader_close(anno_manifest_reader *r) {
  if (r->file) fclose(r->file);
  free(r->line);
  anno_arena_free(r->arena);
  anno_arena_free(r->keep);
  *r = (anno_manifest_reader){.fault = r->fault, .error = r->error};
}

int anno_made_file_look(int fd, anno_made_file *out) {
  char bytes[1 << 16];
  anno_digest digest;
  anno_digest_begin(&digest);
  out->size = 0;
  for (;;) {
    const ssize_t n = pread(fd, bytes, sizeof bytes, (off_t)out->size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) break;
    anno_digest_put(&digest, (anno_str){bytes, (size_t)n});
    out->size += (size_t)n;
  }
  out->hash = anno_digest_end(&digest);
  return 0;
}
