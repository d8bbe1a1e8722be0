/* Re-anchoring: by hand what is moved and what is not, and 1,000 spans of real texts that were moved by up to 40
   characters and recorded in another form, of which it is known where they belong. Usage: test_anchor CORPUS */
#include <stdlib.h>

#include "base/buf.h"
#include "model/fold.h"
#include "read/reader.h"
#include "unit/check.h"

typedef struct {
  size_t counts[ANNO_CODE_COUNT];
  anno_diag_sink sink;
  anno_ctx ctx;
} world;

static void count(void *handle, const anno_diag *diag) { ((world *)handle)->counts[diag->code]++; }

static anno_doc *new_doc(world *w, anno_str text) {
  memset(w->counts, 0, sizeof w->counts);
  w->sink = (anno_diag_sink){w, count};
  w->ctx = (anno_ctx){NULL, anno_arena_new(NULL, 0), &anno_files_disk, &w->sink, NULL};
  anno_doc *doc = anno_doc_new(&w->ctx, ANNO_STR("x"), (anno_loc){0});
  doc->text = text;
  doc->has_text = true;
  return doc;
}

static anno_node span(anno_doc *doc, anno_str type, size_t begin, size_t end, anno_str recorded) {
  const anno_str id = anno_arena_print(doc->ctx->document, "T%zu", doc->count);
  const anno_node node = anno_doc_add(doc, ANNO_SPAN, id, type, (anno_loc){0});
  anno_doc_fragment(doc, node, begin, end);
  anno_item *item = anno_doc_item(doc, node);
  item->recorded = recorded;
  item->has_recorded = true;
  return node;
}

/* ---- By hand */

#define FIFTY "..........,,,,,,,,,,..........,,,,,,,,,,.........."

#define NOTHING ANNO_CODE_COUNT

static const struct {
  const char *text, *recorded;
  size_t begin, end;       /* as the file has them */
  size_t is_begin, is_end; /* as they should be then; the same for a span that is not moved */
  anno_code code;          /* NOTHING: no finding */
} rows[] = {
    {"Moscow denied it.", "Moscow", 1, 7, 0, 6, ANNO_REANCHORED},
    {"Moscow denied it.", "Minsk", 1, 7, 1, 7, ANNO_TEXT_DIFFERS},
    {"Moscow denied it.", "  ", 1, 7, 1, 7, ANNO_TEXT_DIFFERS},
    /* As far as 40, not as far as 41. */
    {FIFTY "Moscow", "Moscow", 10, 16, 50, 56, ANNO_REANCHORED},
    {FIFTY "Moscow", "Moscow", 9, 15, 9, 15, ANNO_TEXT_DIFFERS},
    {"Moscow" FIFTY, "Moscow", 40, 46, 0, 6, ANNO_REANCHORED},
    {"Moscow" FIFTY, "Moscow", 41, 47, 41, 47, ANNO_TEXT_DIFFERS},
    /* Twice within reach: nobody knows which, however near one is. */
    {"Rome and Rome", "Rome", 3, 7, 3, 7, ANNO_TEXT_DIFFERS},
    {"Rome or Milan or Rome", "Rome", 1, 5, 1, 5, ANNO_TEXT_DIFFERS},
    /* What stands within the span is nearer than all else, and where it begins, too. */
    {"in Rome or Rome", "Rome", 2, 8, 3, 7, ANNO_REANCHORED},
    {"Rome, or Rome, or Rome, Italy", "Rome", 9, 14, 9, 13, ANNO_REANCHORED},
    /* Words before parts of words; short parts are chance. */
    {"others knew he did", "he", 1, 3, 12, 14, ANNO_REANCHORED},
    {"others knew", "he", 1, 3, 1, 3, ANNO_TEXT_DIFFERS},
    {"its un-Russianness", "Russia", 1, 7, 7, 13, ANNO_REANCHORED},
    {"北京和上海", "上海", 1, 3, 3, 5, ANNO_REANCHORED},
    /* Other blanks, quotes, forms. */
    {"x said “we’re  here” then", "\"we're here\"", 3, 15, 7, 20, ANNO_REANCHORED},
    {"x said \"‘we're’\" then", "“'we're'”", 3, 12, 7, 16, ANNO_REANCHORED},
    {"x said ``we're\u00A0here'' then", "“we’re here”", 3, 15, 7, 21, ANNO_REANCHORED},
    {"in Zu\u0308rich", "Z\u00FCrich", 1, 7, 3, 10, ANNO_REANCHORED},
    {"in Z\u00FCrich", "Zu\u0308rich", 1, 8, 3, 9, ANNO_REANCHORED},
    {"the \uFB01rst", "first", 0, 5, 4, 8, ANNO_REANCHORED},
    {"u\u0308ber u", "u", 2, 3, 6, 7, ANNO_REANCHORED},
    {"😀😀 on 1\u00A0Nov", "1 Nov", 2, 7, 6, 11, ANNO_REANCHORED},
    /* The same but for form is no difference. */
    {"said “we’re  here” then", "\"we're here\"", 5, 18, 5, 18, NOTHING},
    {"Z\u00FCrich", "Zu\u0308rich", 0, 6, 0, 6, NOTHING},
    /* Blanks that were recorded belong to the span. */
    {"a word or two", " word ", 3, 9, 1, 7, ANNO_REANCHORED},
    {"a word\n or two", "word or", 1, 8, 2, 10, ANNO_REANCHORED},
};

static void test_rows(int *faults) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w;
    anno_doc *doc = new_doc(&w, anno_str_from(rows[i].text));
    const anno_node node = span(doc, ANNO_STR("X"), rows[i].begin, rows[i].end, anno_str_from(rows[i].recorded));
    const anno_item *item = anno_doc_item(doc, node);
    const bool moved = rows[i].code == ANNO_REANCHORED;
    bool right = anno_doc_seal(doc) == ANNO_OK && item->begin == rows[i].is_begin && item->end == rows[i].is_end;
    right = right && w.counts[ANNO_REANCHORED] == moved && w.counts[ANNO_TEXT_DIFFERS] == (rows[i].code == ANNO_TEXT_DIFFERS);
    right = right && (item->anchored_from != NULL) == moved;
    if (moved && right) right = item->anchored_from[0].begin == rows[i].begin && item->anchored_from[0].end == rows[i].end;
    CHECK(right);
    if (!right) printf("  %s: %s, %zu..%zu\n", rows[i].text, rows[i].recorded, item->begin, item->end);
    anno_arena_free(w.ctx.document);
  }
}

/* Where two places would do, the spans around tell, or those of the same type. */
static void test_evidence(int *faults) {
  world w;
  const anno_str text = ANNO_STR("Ann met Rome and Rome in May."), x = ANNO_STR("X"), y = ANNO_STR("Y");
  anno_doc *doc = new_doc(&w, text);
  span(doc, y, 4, 7, ANNO_STR("Ann"));
  anno_node rome = span(doc, y, 12, 16, ANNO_STR("Rome"));
  span(doc, y, 29, 29, ANNO_STR("May"));
  CHECK(anno_doc_seal(doc) == ANNO_OK && w.counts[ANNO_REANCHORED] == 3 && anno_doc_item(doc, rome)->begin == 8);
  anno_arena_free(w.ctx.document);
  doc = new_doc(&w, text);
  span(doc, x, 17, 21, ANNO_STR("Rome"));
  rome = span(doc, x, 12, 16, ANNO_STR("Rome"));
  const anno_node other = span(doc, y, 12, 16, ANNO_STR("Rome"));
  CHECK(anno_doc_seal(doc) == ANNO_OK && w.counts[ANNO_REANCHORED] == 1 && w.counts[ANNO_TEXT_DIFFERS] == 1);
  CHECK(anno_doc_item(doc, rome)->begin == 8 && anno_doc_item(doc, other)->begin == 12);
  anno_arena_free(w.ctx.document);
}

/* All fragments of a span are moved alike. */
static void test_fragments(int *faults) {
  world w;
  anno_doc *doc = new_doc(&w, ANNO_STR("She has been often seen there."));
  const anno_node node = span(doc, ANNO_STR("X"), 16, 20, ANNO_STR("has been seen"));
  anno_doc_fragment(doc, node, 1, 9);
  CHECK(anno_doc_seal(doc) == ANNO_OK && w.counts[ANNO_REANCHORED] == 1);
  const anno_item *item = anno_doc_item(doc, node);
  CHECK_STR(item->text, "has been seen");
  CHECK(item->fragments[0].begin == 19 && item->fragments[1].begin == 4 && item->anchored_from[0].begin == 16);
  anno_arena_free(w.ctx.document);
}

/* ---- 1,000 spans of real texts */

enum { WANTED = 1000, RIGHT = 990 };

typedef struct {
  world source;
  unsigned long random;
  bool together; /* all spans of a text are moved alike, as when the text was edited above them */
  size_t moved, right, wrong, left;
} trial;

/* Of Knuth; the same on every machine. */
static size_t draw(trial *t, size_t below) {
  t->random = t->random * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(t->random >> 33) % below;
}

/* The text with a letter that has two forms in Unicode; no offset changes but those of bytes. */
static anno_str with_umlauts(anno_arena *arena, anno_str text) {
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == 'o')
      anno_buf_put(&out, ANNO_STR("\u00F6"));
    else
      anno_buf_putc(&out, text.ptr[i]);
  }
  return anno_buf_str(&out);
}

static const struct {
  anno_str from, to[3];
} forms[] = {
    {ANNO_STR_INIT("\u00F6"), {ANNO_STR_INIT("o\u0308"), ANNO_STR_INIT("\u00F6"), ANNO_STR_INIT("o\u0308")}},
    {ANNO_STR_INIT("\""), {ANNO_STR_INIT("\u201C"), ANNO_STR_INIT("\u00AB"), ANNO_STR_INIT("''")}},
    {ANNO_STR_INIT("\u201C"), {ANNO_STR_INIT("\""), ANNO_STR_INIT("``"), ANNO_STR_INIT("\u201E")}},
    {ANNO_STR_INIT("\u201D"), {ANNO_STR_INIT("\""), ANNO_STR_INIT("''"), ANNO_STR_INIT("\u201C")}},
    {ANNO_STR_INIT("'"), {ANNO_STR_INIT("\u2019"), ANNO_STR_INIT("\u2018"), ANNO_STR_INIT("`")}},
    {ANNO_STR_INIT("\u2019"), {ANNO_STR_INIT("'"), ANNO_STR_INIT("\u00B4"), ANNO_STR_INIT("'")}},
    {ANNO_STR_INIT(" "), {ANNO_STR_INIT("\u00A0"), ANNO_STR_INIT("\n  "), ANNO_STR_INIT("\u2009")}},
    {ANNO_STR_INIT("fi"), {ANNO_STR_INIT("\uFB01"), ANNO_STR_INIT("fi"), ANNO_STR_INIT("\uFB01")}},
    {ANNO_STR_INIT("R"), {ANNO_STR_INIT("R"), ANNO_STR_INIT("\uFF32"), ANNO_STR_INIT("R")}},
};
enum { FORMS = sizeof forms / sizeof *forms };

/* The text as another tool might have recorded it; one in four stays as it is. */
static anno_str recorded_form(trial *t, anno_arena *arena, anno_str text) {
  const size_t which = draw(t, 4);
  if (which == 3) return text;
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < text.len;) {
    size_t f = 0;
    while (f < FORMS && !anno_str_starts(anno_str_sub(text, i, text.len), forms[f].from)) f++;
    anno_buf_put(&out, f < FORMS ? forms[f].to[which] : anno_str_sub(text, i, i + 1));
    i += f < FORMS ? forms[f].from.len : 1;
  }
  return anno_buf_str(&out);
}

static size_t draw_shift(trial *t) {
  const size_t distance = 1 + draw(t, 40);
  return draw(t, 2) ? distance : (size_t)0 - distance;
}

static anno_str covered(const anno_utf_index *index, const anno_item *item) {
  return anno_str_sub(index->text, anno_utf_byte(index, item->begin), anno_utf_byte(index, item->end));
}

static void judge(trial *t, const anno_item *was, const anno_item *is) {
  const bool back = is->begin == was->begin && is->end == was->end;
  t->right += back;
  t->wrong += !back && is->anchored_from;
  t->left += !back && !is->anchored_from && is->has_recorded;
  if (!back && is->anchored_from)
    printf("  \"%.*s\" at %zu, moved to %zu..%zu, belongs to %zu..%zu\n", ANNO_FMT(is->recorded),
           is->anchored_from[0].begin, is->begin, is->end, was->begin, was->end);
}

/* A document of the corpus as a tool might have left it: all of its spans, or two of three, are moved. */
static anno_status on_doc(void *handle, anno_doc *doc) {
  trial *t = handle;
  world w;
  anno_doc *copy = new_doc(&w, ANNO_STR(""));
  copy->text = with_umlauts(w.ctx.document, doc->text);
  const anno_utf_index index = anno_utf_index_of(w.ctx.document, copy->text);
  const size_t together = draw_shift(t);
  bool *moved = calloc(doc->count, sizeof *moved);
  for (anno_node node = 1; moved && node < doc->count; node++) {
    const anno_item *item = anno_doc_item(doc, node);
    size_t shift = t->together ? together : draw_shift(t);
    if (item->kind != ANNO_SPAN || item->fragment_count != 1) {
      span(copy, ANNO_STR("none"), 0, 0, ANNO_STR(""));
      continue;
    }
    moved[node] = t->moved < WANTED && (t->together || draw(t, 3)) && item->begin + shift <= index.count &&
                  item->end + shift <= index.count;
    if (!moved[node]) shift = 0;
    t->moved += moved[node];
    const anno_str text = covered(&index, item);
    span(copy, item->type, item->begin + shift, item->end + shift,
         moved[node] ? recorded_form(t, w.ctx.document, text) : text);
  }
  const bool sealed = anno_doc_seal(copy) == ANNO_OK;
  for (anno_node node = 1; moved && sealed && node < doc->count; node++)
    if (moved[node]) judge(t, anno_doc_item(doc, node), anno_doc_item(copy, node));
  free(moved);
  anno_arena_free(w.ctx.document);
  return sealed ? ANNO_OK : ANNO_INTERNAL;
}

static void read_folder(trial *t, const char *corpus, int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_str *names = NULL;
  size_t n = 0;
  const anno_str folder = anno_str_from(corpus);
  CHECK(anno_files_disk.list(NULL, arena, folder, &names, &n) == 0);
  for (size_t i = 0; i < n; i++) {
    if (!anno_str_ends(names[i], ANNO_STR(".ann"))) continue;
    t->source.sink = (anno_diag_sink){&t->source, count};
    t->source.ctx = (anno_ctx){NULL, anno_arena_new(NULL, 0), &anno_files_disk, &t->source.sink, NULL};
    const anno_source source = {.path = anno_path_join(arena, folder, names[i]), .root = folder, .name = ANNO_STR("")};
    const anno_status status =
        anno_reader_named(ANNO_STR("brat"))->read(&t->source.ctx, &source, (anno_doc_sink){t, on_doc});
    CHECK(status == ANNO_OK);
    anno_arena_free(t->source.ctx.document);
  }
  anno_arena_free(arena);
}

static void test_corpus(const char *corpus, bool together, int *faults) {
  trial t = {.random = 4, .together = together};
  read_folder(&t, corpus, faults);
  printf("%s: %zu moved, %zu put back, %zu put elsewhere, %zu left where they were\n",
         together ? "by one distance in each text" : "each by a distance of its own", t.moved, t.right, t.wrong, t.left);
  CHECK(t.moved == WANTED && t.right >= RIGHT && !t.wrong);
}

int main(int argc, char **argv) {
  int faults = 0;
  test_rows(&faults);
  test_evidence(&faults);
  test_fragments(&faults);
  if (argc > 1) {
    test_corpus(argv[1], false, &faults);
    test_corpus(argv[1], true, &faults);
  }
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
