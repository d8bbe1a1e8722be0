/* Offsets in bytes and UTF-16 units: the indexes, and what sealing makes of them. */
#include <stdlib.h>

#include "model/doc.h"
#include "unit/check.h"

/* Each offset of a text, found by counting from the begin. */
static void check_text(anno_arena *arena, anno_str text, int *faults) {
  const anno_utf_index index = anno_utf_index_of(arena, text);
  const anno_utf16_index units = anno_utf16_index_of(arena, &index);
  size_t unit = 0, at = 0, found;
  for (size_t point = 0;; point++) {
    CHECK(anno_utf_point(&index, at, &found) && found == point);
    CHECK(anno_utf16_point(&units, unit, &found) && found == point);
    if (at == text.len) break;
    size_t next = at;
    const bool pair = anno_utf_next(text, &next) > 0xFFFF;
    for (size_t byte = at + 1; byte < next; byte++) CHECK(!anno_utf_point(&index, byte, &found));
    if (pair) CHECK(!anno_utf16_point(&units, unit + 1, &found));
    at = next;
    unit += pair ? 2 : 1;
  }
  CHECK(units.count == unit);
}

static void test_indexes(int *faults) {
  static const char *const pieces[] = {"x", "ä", "😀", "€", "a😀b", "xyzä"};
  anno_arena *arena = anno_arena_new(NULL, 0);
  for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
    anno_str text = ANNO_STR("");
    for (size_t i = 0; i < 200; i++) {
      if (i < 3 || (i > 60 && i < 68) || i > 190) check_text(arena, text, faults);
      text = anno_arena_print(arena, "%.*s%s", ANNO_FMT(text), pieces[i % 7 ? p : 0]);
    }
  }
  anno_arena_free(arena);
}

/* ---- Sealing */

typedef struct {
  size_t counts[ANNO_CODE_COUNT];
  char detail[64];
} world;

static void hear(void *handle, const anno_diag *diag) {
  world *w = handle;
  w->counts[diag->code]++;
  snprintf(w->detail, sizeof w->detail, "%.*s", ANNO_FMT(diag->detail));
}

/* "😀 ä x": 5 code points, 6 UTF-16 units, 9 bytes. */
static const struct {
  anno_unit unit;
  size_t begin, end;
  anno_code code; /* ANNO_CODE_COUNT: none */
  size_t is_begin, is_end;
} rows[] = {
    {ANNO_CODE_POINTS, 0, 5, ANNO_CODE_COUNT, 0, 5},   {ANNO_CODE_POINTS, 4, 6, ANNO_OUTSIDE_TEXT, 0, 0},
    {ANNO_UTF16_UNITS, 0, 2, ANNO_CODE_COUNT, 0, 1},   {ANNO_UTF16_UNITS, 3, 6, ANNO_CODE_COUNT, 2, 5},
    {ANNO_UTF16_UNITS, 6, 6, ANNO_CODE_COUNT, 5, 5},   {ANNO_UTF16_UNITS, 1, 2, ANNO_HALF_CHARACTER, 0, 0},
    {ANNO_UTF16_UNITS, 0, 1, ANNO_HALF_CHARACTER, 0, 0}, {ANNO_UTF16_UNITS, 6, 7, ANNO_OUTSIDE_TEXT, 0, 0},
    {ANNO_UTF16_UNITS, 3, 2, ANNO_BAD_SPAN, 0, 0},     {ANNO_UTF16_UNITS, (size_t)-1, (size_t)-1, ANNO_OUTSIDE_TEXT, 0, 0},
    {ANNO_BYTES, 0, 4, ANNO_CODE_COUNT, 0, 1},         {ANNO_BYTES, 5, 9, ANNO_CODE_COUNT, 2, 5},
    {ANNO_BYTES, 9, 9, ANNO_CODE_COUNT, 5, 5},         {ANNO_BYTES, 5, 6, ANNO_HALF_CHARACTER, 0, 0},
    {ANNO_BYTES, 9, 10, ANNO_OUTSIDE_TEXT, 0, 0},      {ANNO_TOKENS, 2, 3, ANNO_CODE_COUNT, 2, 3},
};

static void test_sealing(int *faults) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w = {0};
    const anno_diag_sink sink = {&w, hear};
    const anno_ctx ctx = {NULL, anno_arena_new(NULL, 0), &anno_files_disk, &sink, NULL};
    anno_doc *doc = anno_doc_new(&ctx, ANNO_STR("x"), (anno_loc){0});
    doc->text = ANNO_STR("😀 ä x");
    doc->has_text = true;
    doc->unit = rows[i].unit;
    const anno_node node = anno_doc_add(doc, ANNO_SPAN, ANNO_STR("T"), ANNO_STR("X"), (anno_loc){0});
    anno_doc_fragment(doc, node, rows[i].begin, rows[i].end);
    const bool good = rows[i].code == ANNO_CODE_COUNT;
    CHECK(anno_doc_seal(doc) == (good ? ANNO_OK : ANNO_SKIP));
    const anno_item *item = anno_doc_item(doc, node);
    if (good) CHECK(item->begin == rows[i].is_begin && item->end == rows[i].is_end && item->fragments[0].end == item->end);
    if (!good) CHECK(w.counts[rows[i].code] == 1 && w.detail[0]);
    if (rows[i].code == ANNO_HALF_CHARACTER && rows[i].unit == ANNO_BYTES) CHECK(strcmp(w.detail, "5 6") == 0);
    anno_arena_free(ctx.document);
  }
}

int main(void) {
  int faults = 0;
  test_indexes(&faults);
  test_sealing(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
