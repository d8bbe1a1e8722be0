/* The document builder and sealing, without a reader; and the registry of readers. */
#include <stdlib.h>

#include "model/dump.h"
#include "read/reader.h"
#include "unit/check.h"

typedef struct {
  size_t counts[ANNO_CODE_COUNT];
  anno_diag_sink sink;
  anno_ctx ctx;
} world;

static void count(void *handle, const anno_diag *diag) { ((world *)handle)->counts[diag->code]++; }

static anno_doc *new_doc(world *w, const char *text) {
  memset(w->counts, 0, sizeof w->counts);
  w->sink = (anno_diag_sink){w, count};
  w->ctx = (anno_ctx){NULL, anno_arena_new(NULL, 1), &anno_files_disk, &w->sink, NULL};
  anno_doc *doc = anno_doc_new(&w->ctx, ANNO_STR("x"), (anno_loc){0});
  if (text) doc->text = anno_str_from(text);
  doc->has_text = text != NULL;
  return doc;
}

static anno_node span(anno_doc *doc, const char *id, size_t begin, size_t end) {
  const anno_node node = anno_doc_add(doc, ANNO_SPAN, anno_str_from(id), ANNO_STR("X"), (anno_loc){0});
  anno_doc_fragment(doc, node, begin, end);
  return node;
}

static void record(anno_doc *doc, anno_node node, const char *text) {
  anno_doc_item(doc, node)->recorded = anno_str_from(text);
  anno_doc_item(doc, node)->has_recorded = true;
}

static void test_spans(int *faults) {
  world w;
  anno_doc *doc = new_doc(&w, "Zürich, 😀 and more");
  const anno_node whole = span(doc, "T1", 0, 18), many = span(doc, "T2", 8, 9);
  anno_doc_fragment(doc, many, 0, 6);
  anno_doc_fragment(doc, many, 10, 13);
  record(doc, whole, "Zürich, 😀 and more");
  CHECK(anno_doc_seal(doc) == ANNO_OK && doc->read == 2 && doc->count == 3);
  CHECK_STR(anno_doc_item(doc, whole)->text, "Zürich, 😀 and more");
  CHECK_STR(anno_doc_item(doc, many)->text, "Zürich 😀 and");
  CHECK(anno_doc_item(doc, many)->begin == 0 && anno_doc_item(doc, many)->end == 13);
  CHECK(anno_doc_item(doc, many)->fragments[0].begin == 8 && !w.counts[ANNO_TEXT_DIFFERS]);
  anno_arena_free(w.ctx.document);
}

/* Recorded texts against the covered "ab\n cd". */
static void test_agreement(int *faults) {
  static const struct {
    const char *recorded;
    bool agrees;
  } rows[] = {{"ab\n cd", true}, {"ab cd", true},   {"ab \t\r\ncd", true}, {"ab cd more", true}, {"ab cd\tmore", true},
              {"abcd", false},   {"ab cdmore", false}, {"ab", false},     {"ab ", false},      {" ab cd", true},
              {"ab cD", false},  {"x", false}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w;
    anno_doc *doc = new_doc(&w, "ab\n cd");
    record(doc, span(doc, "T1", 0, 6), rows[i].recorded);
    CHECK(anno_doc_seal(doc) == ANNO_OK);
    CHECK(w.counts[ANNO_TEXT_DIFFERS] + w.counts[ANNO_REANCHORED] == !rows[i].agrees);
    anno_arena_free(w.ctx.document);
  }
}

static void test_errors(int *faults) {
  world w;
  anno_doc *doc = new_doc(&w, "abc");
  span(doc, "T1", 0, 4);
  span(doc, "T1", 2, 1);
  span(doc, "T2", (size_t)-1, (size_t)-1);
  const anno_node event = anno_doc_add(doc, ANNO_EVENT, ANNO_STR("E1"), ANNO_STR("X"), (anno_loc){0});
  anno_doc_item(doc, event)->trigger_id = ANNO_STR("E1");
  anno_doc_arg(doc, event, ANNO_STR("Role"), ANNO_STR("T9"), (anno_loc){0});
  CHECK(anno_doc_seal(doc) == ANNO_SKIP && doc->bad && doc->read == 4);
  CHECK(w.counts[ANNO_OUTSIDE_TEXT] == 2 && w.counts[ANNO_BAD_SPAN] == 1 && w.counts[ANNO_DUPLICATE_ID] == 1);
  CHECK(w.counts[ANNO_BAD_TRIGGER] == 1 && w.counts[ANNO_DANGLING] == 1);
  anno_arena_free(w.ctx.document);
}

static void test_many(int *faults) {
  world w;
  anno_doc *doc = new_doc(&w, NULL);
  const anno_node event = anno_doc_add(doc, ANNO_EVENT, ANNO_STR("E"), ANNO_STR("X"), (anno_loc){0});
  for (size_t i = 0; i < 100; i++) {
    const anno_str id = anno_arena_print(w.ctx.document, "T%zu", i);
    span(doc, id.ptr, i, i + 1);
    anno_doc_arg(doc, event, i ? ANNO_STR("Role2") : ANNO_STR("Role"), id, (anno_loc){0});
  }
  CHECK(anno_doc_seal(doc) == ANNO_OK);
  const anno_item *item = anno_doc_item(doc, event);
  CHECK(item->arg_count == 100);
  for (size_t i = 0; i < item->arg_count; i++) {
    CHECK(item->args[i].filler == i + 2);
    CHECK_STR(item->args[i].base, "Role");
  }
  anno_arena_free(w.ctx.document);
}

static void test_places(int *faults) {
  const anno_input input = {ANNO_STR("x"), ANNO_STR("one two"), 0};
  const anno_loc at = {&input, 0};
  CHECK(anno_doc_place(at, anno_str_sub(input.bytes, 4, 7)).offset == 4);
  CHECK(anno_doc_place(at, anno_str_sub(input.bytes, 7, 7)).offset == 7);
  CHECK(anno_doc_place((anno_loc){&input, 2}, ANNO_STR("elsewhere")).offset == 2);
  CHECK(!anno_doc_place((anno_loc){0}, input.bytes).input);
}

static void test_registry(int *faults) {
  const anno_reader *brat = anno_reader_named(ANNO_STR("brat"));
  CHECK(brat && anno_reader_at(0) && !anno_reader_at(1000) && !anno_reader_named(ANNO_STR("bra")));
  CHECK(anno_reader_for(ANNO_STR(""), ANNO_STR("a/x.ann")) == brat);
  CHECK(anno_reader_for(ANNO_STR(""), ANNO_STR("x.a2")) == brat);
  CHECK(anno_reader_for(ANNO_STR("not brat at all"), ANNO_STR("x.ann")) == brat);
  CHECK(anno_reader_for(ANNO_STR("\xEF\xBB\xBF\r\nT1\tX 0 1\tx"), ANNO_STR("-")) == brat);
  CHECK(!anno_reader_for(ANNO_STR(""), ANNO_STR("x.txt")) && !anno_reader_for(ANNO_STR(""), ANNO_STR("-")));
  CHECK(!anno_reader_for(ANNO_STR("X1\tX 0 1\tx"), ANNO_STR("x")) && !anno_reader_for(ANNO_STR(""), ANNO_STR(".ann")));
}

int main(void) {
  int faults = 0;
  test_spans(&faults);
  test_agreement(&faults);
  test_errors(&faults);
  test_many(&faults);
  test_places(&faults);
  test_registry(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
