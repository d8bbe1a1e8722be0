/* merge: N-Triples and N-Quads files into one, sorted. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/line_reader.h"
#include "base/line_sort.h"
#include "base/utf.h"
#include "cli/command.h"
#include "cli/report.h"
#include "cli/shard_set.h"
#include "rdf/line_check.h"

typedef struct {
  const anno_options *options;
  anno_reporter reporter;
  anno_arena *arena;
  anno_line_sort *sort;
  anno_line_sort_counts counts;
  anno_status status; /* the worst so far; lines are of no use then, but are checked nevertheless */
} merge;

static void note(merge *m, anno_status status) {
  if (status > m->status) m->status = status;
}

/* --- Reading --------------------------------------------------------------------------------------------------- */

static void report_bad(merge *m, const anno_line_reader *reader, anno_str line, const anno_line_fault *fault) {
  const anno_input input = {.name = anno_str_from(reader->path), .bytes = line, .first_line = reader->number - 1};
  m->reporter.cursor = (anno_cursor){0};
  if (fault->why)
    anno_report(&m->reporter.sink, ANNO_BAD_RDF, (anno_loc){&input, fault->at}, "%s", fault->why);
  else
    anno_report(&m->reporter.sink, ANNO_NOT_UTF8, (anno_loc){&input, fault->at}, NULL);
  note(m, ANNO_BAD_INPUT);
}

/* The statement in the current line: false if there is none, which is reported if the line is not empty either. */
static bool statement(merge *m, const anno_line_reader *reader, anno_str *out) {
  anno_line_fault fault;
  anno_str line = anno_line_current(reader);
  if (reader->number == 1) line = anno_utf_without_bom(line);
  if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
  *out = line;
  const anno_line_kind kind = anno_line_check(line, &fault);
  if (kind == ANNO_LINE_BAD) report_bad(m, reader, line, &fault);
  return kind == ANNO_LINE_STATEMENT;
}

/* Opens a file and hands it to `read`. The first fault of a file is the end of it. */
static bool read_file(merge *m, const char *path, bool (*read)(merge *m, anno_line_reader *reader)) {
  enum { ROOM = 128 * 1024 };
  anno_line_reader reader;
  const bool opened = anno_line_reader_open(&reader, m->arena, path, ROOM);
  const bool result = opened && read(m, &reader);
  if (reader.why) note(m, anno_line_reader_report(&reader, &m->reporter.sink));
  anno_line_reader_close(&reader);
  return result;
}

static bool put_lines(merge *m, anno_line_reader *reader) {
  const size_t errors = m->reporter.errors;
  anno_str line;
  while (anno_line_reader_next(reader)) {
    if (statement(m, reader, &line) && m->status == ANNO_OK && !anno_line_sort_put(m->sort, line)) return false;
    if (m->reporter.errors > errors) return false;
  }
  return true;
}

/* True if all lines are statements in order as they are, so that the file can be merged without being sorted. */
static bool check_sorted(merge *m, anno_line_reader *reader) {
  anno_str line;
  while (anno_line_reader_next(reader)) {
    const anno_str whole = anno_line_current(reader);
    if (!statement(m, reader, &line) || line.len != whole.len) return false;
    if (reader->number > 1 && anno_str_cmp(anno_line_before(reader), whole) > 0) return false;
  }
  return !reader->why &&
         (m->status != ANNO_OK || anno_line_sort_file(m->sort, reader->path, reader->number, reader->longest));
}

/* What is short is sorted faster than it is read again. */
static bool may_be_sorted(const merge *m, const char *path) {
  struct stat st;
  return strcmp(path, "-") != 0 && !anno_line_reader_unpacks(path) && stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
         (unsigned long long)st.st_size > m->options->memory / 8;
}

static void take_file(merge *m, const char *path) {
  const size_t errors = m->reporter.errors;
  if (may_be_sorted(m, path) && read_file(m, path, check_sorted)) return;
  if (m->reporter.errors == errors) read_file(m, path, put_lines);
}

/* --- The run --------------------------------------------------------------------------------------------------- */

/* Where runs are put: where the user wants such files, or beside the output, which needs as much room. */
static const char *temporary_folder(merge *m) {
  const char *named = getenv("TMPDIR"), *output = m->options->output;
  if (named && *named) return named;
  if (!output || strncmp(output, "/dev/", 5) == 0 || strcmp(output, "-") == 0) return "/tmp";
  const anno_str folder = anno_path_folder(anno_str_from(output));
  return folder.len ? anno_arena_copy(m->arena, folder).ptr : ".";
}

static void write_all(merge *m, anno_out *out) {
  note(m, anno_line_sort_end(m->sort, out, &m->counts));
  if (m->status != ANNO_OK || !anno_out_good(out)) return;
  if (m->counts.taken == m->counts.written + m->counts.repeated) return;
  anno_report(&m->reporter.sink, ANNO_UNBALANCED, (anno_loc){0}, "%zu lines read, %zu written and %zu repeated",
              m->counts.taken, m->counts.written, m->counts.repeated);
  note(m, ANNO_INTERNAL);
}

static void tell(const merge *m) {
  if (m->options->quiet || m->status != ANNO_OK) return;
  fprintf(stderr, "annograph: %zu files; statements: %zu read = %zu written + %zu repeated -> %s\n",
          m->options->input_count, m->counts.taken, m->counts.written, m->counts.repeated,
          m->options->output ? m->options->output : "-");
}

static void merge_all(merge *m) {
  anno_out *out = anno_out_open(&m->reporter.sink, m->options->output ? m->options->output : "-");
  if (!out) {
    note(m, ANNO_BAD_OUTPUT);
    return;
  }
  anno_out_lines(out);
  m->sort = anno_line_sort_new(m->arena, &m->reporter.sink, temporary_folder(m), m->options->memory);
  if (!m->sort) note(m, ANNO_NO_MEMORY);
  for (size_t i = 0; i < m->options->input_count && m->sort; i++) take_file(m, m->options->inputs[i]);
  if (m->status == ANNO_OK) write_all(m, out);
  note(m, anno_out_close(out, m->status == ANNO_OK));
  anno_line_sort_free(m->sort);
  tell(m);
}

static int exit_status(anno_status status) {
  switch (status) {
    case ANNO_OK: return ANNO_EXIT_FINE;
    case ANNO_BAD_OUTPUT: return ANNO_EXIT_OUTPUT;
    case ANNO_NO_MEMORY:
    case ANNO_INTERNAL: return ANNO_EXIT_INTERNAL;
    default: return ANNO_EXIT_INPUT;
  }
}

static void no_memory(merge *m) {
  anno_report(&m->reporter.sink, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  note(m, ANNO_NO_MEMORY);
}

/* The files are manifests of shards: what they tell of is merged if an output is asked for, and told of as a whole. */
static void merge_set(merge *m) {
  const anno_options *options = m->options;
  anno_shard_set set = {
      .arena = m->arena, .diag = &m->reporter.sink, .manifests = options->inputs, .count = options->input_count};
  note(m, anno_shard_set_check(&set, options->output != NULL));
  if (m->status != ANNO_OK) return;
  anno_options files = *options;
  files.inputs = set.outputs;
  m->options = &files;
  if (options->output) merge_all(m);
  m->options = options;
  if (m->status == ANNO_OK) note(m, anno_shard_set_publish(&set, options->manifest, options->output));
}

static int run_merge(const anno_options *options) {
  merge m = {.options = options, .arena = anno_arena_new(NULL, 4096)};
  anno_reporter_init(&m.reporter, options);
  if (!m.arena)
    no_memory(&m);
  else if (options->manifest)
    merge_set(&m);
  else
    merge_all(&m);
  anno_arena_free(m.arena);
  return exit_status(m.status);
}

static int settle(const anno_command *command, anno_options *options) {
  const char *manifest = options->manifest;
  if (manifest && options->output && (strcmp(options->output, "-") == 0 || strcmp(options->output, manifest) == 0))
    return anno_bad_usage(command, "--manifest needs an output file of its own (-o), not", options->output);
  for (size_t i = 0; manifest && i < options->input_count; i++)
    if (strcmp(options->inputs[i], manifest) == 0)
      return anno_bad_usage(command, "--manifest is one of the shards", manifest);
  if (options->input_count) return -1;
  fprintf(stderr, "annograph %s: no input\nTry 'annograph %s --help'.\n", command->name, command->name);
  return ANNO_EXIT_USAGE;
}

const anno_command anno_command_merge = {
    .name = "merge",
    .arguments = "FILE...",
    .summary = "Writes the lines of N-Triples and N-Quads files sorted, each once.",
    .options = ANNO_BIT(output) | ANNO_BIT(manifest) | ANNO_BIT(memory) | ANNO_BIT(messages) | ANNO_BIT(quiet) |
               ANNO_BIT(no_confine) | ANNO_BIT(verbose) | ANNO_BIT(help),
    .settle = settle,
    .needs = ANNO_NEEDS_FILES | ANNO_NEEDS_TEMPORARY,
    .run = run_merge,
};
