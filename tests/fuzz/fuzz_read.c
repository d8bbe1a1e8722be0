/* A libFuzzer target for the reader FUZZ_READER, with the layout of the rule file FUZZ_LAYOUT if it has one: the input
   is a file, or two with the byte 1E between them, of which the second is whatever else the reader asks for. The
   document is dumped, so that all of it is looked at. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "map/layouts.h"
#include "model/dump.h"
#include "read/reader.h"

typedef struct {
  anno_str main, beside;
} disk;

static const anno_str main_path = ANNO_STR_INIT("f/x" FUZZ_ENDING);

static const anno_str *content(const disk *d, anno_str path) {
  if (anno_str_eq(path, main_path)) return &d->main;
  return d->beside.len ? &d->beside : NULL;
}

static anno_file_kind on_kind(void *handle, anno_str path) {
  return content(handle, path) ? ANNO_FILE_REGULAR : ANNO_FILE_NONE;
}

static int on_read(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  const anno_str *bytes = content(handle, path);
  if (!bytes) return ENOENT;
  *out = anno_arena_copy(arena, *bytes);
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

static int on_list(void *handle, anno_arena *arena, anno_str path, anno_str **names, size_t *count) {
  size_t capacity = 0;
  (void)path;
  *names = NULL;
  *count = 0;
  ANNO_PUSH(arena, *names, *count, capacity, anno_path_name(main_path));
  if (((disk *)handle)->beside.len) ANNO_PUSH(arena, *names, *count, capacity, ANNO_STR("y.xml"));
  return 0;
}

static int on_stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  const anno_str *bytes = content(handle, path);
  if (!bytes) return ENOENT;
  /* Small pieces: lines and values are cut anywhere. */
  for (size_t at = 0; at < bytes->len; at += 61)
    if (!chunk(to, anno_str_sub(*bytes, at, at + 61))) break;
  return 0;
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  if (!doc->bad) anno_dump(handle, doc, &(anno_cursor){0});
  return doc->bad ? ANNO_SKIP : ANNO_OK;
}

/* A place of a finding is worked out, as it is when it is printed. */
static void on_diag(void *handle, const anno_diag *diag) {
  size_t *sum = handle;
  *sum += anno_loc_place(diag->at).line + diag->detail.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const anno_str all = {(const char *)data, size};
  const size_t cut = anno_str_find(all, 0, '\x1E');
  disk d = {anno_str_sub(all, 0, cut), anno_str_sub(all, cut + 1, size)};
  size_t sum = 0;
  const anno_files files = {&d, on_kind, on_read, on_list, on_stream};
  const anno_diag_sink diag = {&sum, on_diag};
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &files, &diag, NULL};
  anno_layouts layouts = {0};
  if (sizeof FUZZ_LAYOUT > 1) anno_layouts_add(&ctx, ANNO_STR(FUZZ_LAYOUT), &layouts);
  anno_source source = {.path = main_path, .root = ANNO_STR("f"), .name = anno_str_sub(main_path, 2, main_path.len)};
  if (layouts.count) source.layout = &layouts.items[0];
  anno_out *out = anno_out_open(&diag, NULL);
  const anno_reader *reader = anno_reader_named(ANNO_STR(FUZZ_READER));
  if (!reader || !out) abort();
  anno_reader_bid(reader, anno_str_sub(d.main, 0, 1 << 16), main_path);
  reader->read(&ctx, &source, (anno_doc_sink){out, on_doc});
  anno_out_close(out, false);
  anno_arena_free(ctx.document);
  anno_arena_free(ctx.run);
  return 0;
}
