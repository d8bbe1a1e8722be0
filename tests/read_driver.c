/* Reads inputs and prints the document model to standard output and the findings to standard error: what the cases
   under tests/read/ compare. Usage: read_driver [-r ROOT] [-f READER] [-l RULES] PATH...: after -l paths are read by
   the first layout that RULES describes and that bids for them, or else the first. */
#include <stdio.h>
#include <stdlib.h>

#include "map/layouts.h"
#include "model/dump.h"
#include "read/layout.h"
#include "read/reader.h"

static const char *const status_names[] = {"ok",         "skip",      "bad usage", "bad input",
                                           "bad output", "no memory", "internal"};

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  const anno_place place = anno_loc_place(diag->at);
  if (diag->at.input) fprintf(stderr, "%.*s:%zu:%zu: ", ANNO_FMT(diag->at.input->name), place.line, place.column);
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
}

/* Of a document that must be skipped only the count is shown: it goes into the balance. */
static anno_status on_doc(void *handle, anno_doc *doc) {
  if (!doc->bad) {
    anno_dump(handle, doc, &(anno_cursor){0});
    return ANNO_OK;
  }
  const anno_str text =
      anno_arena_print(doc->ctx->document, "skipped \"%.*s\" annotations %zu\n", ANNO_FMT(doc->id), doc->read);
  anno_out_put(handle, text);
  return ANNO_SKIP;
}

/* The first kilobyte of a file; standard input is not touched. */
static anno_str head_of(const char *path, char *buffer, size_t size) {
  FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
  if (!file) return ANNO_STR("");
  const size_t n = fread(buffer, 1, size, file);
  fclose(file);
  return (anno_str){buffer, n};
}

typedef struct {
  const char *root, *reader; /* NULL: by content */
  anno_layouts layouts;
} settings;

static const anno_json_layout *layout_for(const settings *set, anno_str head, anno_str path) {
  for (size_t i = 0; i < set->layouts.count; i++)
    if (anno_layout_bid(&set->layouts.items[i], head, path)) return &set->layouts.items[i];
  return set->layouts.count ? &set->layouts.items[0] : NULL;
}

static anno_status read_one(const anno_ctx *ctx, const char *path, const settings *set, anno_out *out) {
  char buffer[1024];
  const anno_str at = anno_str_from(path), head = head_of(path, buffer, sizeof buffer);
  const anno_source source = {
      .path = at, .root = anno_str_from(set->root), .name = ANNO_STR(""), .layout = layout_for(set, head, at)};
  const anno_reader *reader = set->reader ? anno_reader_named(anno_str_from(set->reader)) : anno_reader_for(head, at);
  if (!reader) {
    anno_report(ctx->diag, ANNO_NO_DOCUMENT, (anno_loc){0}, "%s", path);
    return ANNO_BAD_INPUT;
  }
  return reader->read(ctx, &source, (anno_doc_sink){out, on_doc});
}

static anno_status read_all(const anno_ctx *ctx, int argc, char **argv, anno_out *out) {
  settings set = {.root = ""};
  anno_status worst = ANNO_OK;
  for (int i = 1; i < argc; i++) {
    anno_status status = ANNO_OK;
    if (strcmp(argv[i], "-r") == 0 && i + 1 < argc) {
      set.root = argv[++i];
    } else if (strcmp(argv[i], "-f") == 0 && i + 1 < argc) {
      set.reader = argv[++i];
    } else if (strcmp(argv[i], "-l") == 0 && i + 1 < argc) {
      set.reader = "described";
      status = anno_layouts_add(ctx, anno_str_from(argv[++i]), &set.layouts);
    } else {
      status = read_one(ctx, argv[i], &set, out);
    }
    if (status != ANNO_OK) fprintf(stderr, "%s: status: %s\n", argv[i], status_names[status]);
    if (status > worst) worst = status;
  }
  return worst;
}

int main(int argc, char **argv) {
  const anno_diag_sink diag = {NULL, on_diag};
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &diag, NULL};
  anno_out *out = anno_out_open(&diag, "-");
  if (!ctx.run || !ctx.document || !out) return EXIT_FAILURE;
  anno_status status = read_all(&ctx, argc, argv, out);
  const anno_status closed = anno_out_close(out, true);
  if (closed > status) status = closed;
  anno_arena_free(ctx.document);
  anno_arena_free(ctx.run);
  return (int)status;
}
