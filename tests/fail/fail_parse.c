/* Makes each allocation fail in turn while XML and JSON are parsed and a document in UTF-16 units is sealed, some spans
   of which are astray: every run must end in ANNO_NO_MEMORY, say so once and leak nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "model/doc.h"
#include "read/json.h"
#include "read/xml.h"
#include "../failing.h"

typedef struct {
  failing memory;
  size_t out_of_memory;
} run;

static void on_diag(void *handle, const anno_diag *diag) {
  ((run *)handle)->out_of_memory += diag->code == ANNO_OUT_OF_MEMORY;
}

/* ---- What is tried */

static bool on_start(void *handle, const anno_xml_tag *tag) { return (void)handle, tag->depth > 0; }
static bool on_text(void *handle, anno_str text, anno_loc at) { return (void)handle, (void)at, text.len > 0; }

static anno_status parse_xml(const anno_ctx *ctx) {
  static const char xml[] = "<?xml version='1.0' encoding='ISO-8859-1'?><p:a xmlns:p='urn:p' xmlns='urn:d'>"
                            "<b t='&lt;'>x &amp; y</b><c d='\xE4'>\xE4<![CDATA[z]]></c></p:a>";
  anno_input input = {.name = ANNO_STR("x"), .bytes = {xml, sizeof xml - 1}};
  return anno_xml_parse(ctx, &input, &(anno_xml_events){.on_start = on_start, .on_text = on_text});
}

#define MANY "{\"1\":1,\"2\":2,\"3\":3,\"4\":4,\"5\":5,\"6\":6,\"7\":7,\"8\":8,\"9\":9,\"\\u0061\":\"\\n\"}"

static anno_status parse_json(const anno_ctx *ctx) {
  anno_input input = {.name = ANNO_STR("x"), .bytes = ANNO_STR("[" MANY ", null, {}, [\"a\"]]")};
  anno_json root;
  const anno_status status = anno_json_parse(ctx, &input, &root);
  if (status == ANNO_OK && anno_json_count(root) != 4) return ANNO_INTERNAL;
  return status;
}

static int stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  (void)handle, (void)path;
  if (chunk(to, ANNO_STR("{\"a\": 1}\n{\"a\": "))) chunk(to, ANNO_STR("2}\n" MANY "\n"));
  return 0;
}

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  (void)handle;
  return anno_json_count(root) && is_line ? ANNO_OK : ANNO_INTERNAL;
}

static anno_status parse_lines(const anno_ctx *ctx) {
  const anno_files files = {.stream = stream};
  anno_ctx own = *ctx;
  own.files = &files;
  return anno_json_values(&own, ANNO_STR("-"), (anno_json_sink){.on_value = on_value});
}

static anno_status seal(const anno_ctx *ctx) {
  static const struct {
    size_t begin, end;
    const char *recorded;
  } spans[] = {{0, 2, "😀"}, {4, 8, "Rome"}, {5, 9, "Rome"}, {17, 20, "May"}, {0, 3, "Minsk"}, {3, 4, "“Zu\u0308rich”"}};
  anno_doc *doc = anno_doc_new(ctx, ANNO_STR("x"), (anno_loc){0});
  if (!doc) return anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL), ANNO_NO_MEMORY;
  doc->text = ANNO_STR("😀 Rome, Rome May 'Zürich'");
  doc->has_text = true;
  doc->unit = ANNO_UTF16_UNITS;
  for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
    const anno_node node = anno_doc_add(doc, ANNO_SPAN, ANNO_STR("*"), ANNO_STR("X"), (anno_loc){0});
    anno_doc_fragment(doc, node, spans[i].begin, spans[i].end);
    anno_doc_item(doc, node)->recorded = anno_str_from(spans[i].recorded);
    anno_doc_item(doc, node)->has_recorded = true;
  }
  return anno_doc_seal(doc);
}

/* ---- */

static anno_status try_once(run *r, anno_status (*what)(const anno_ctx *ctx)) {
  const anno_diag_sink diag = {r, on_diag};
  const anno_alloc alloc = failing_alloc(&r->memory);
  anno_arena *arena = anno_arena_new(&alloc, 1);
  if (!arena) return ANNO_INTERNAL;
  const anno_ctx ctx = {NULL, arena, NULL, &diag, NULL};
  const anno_status status = what(&ctx);
  anno_arena_free(arena);
  return status;
}

static int try_all(const char *name, anno_status (*what)(const anno_ctx *ctx)) {
  run whole = {0};
  const anno_status status = try_once(&whole, what);
  int faults = status != ANNO_OK || whole.memory.held || whole.out_of_memory;
  if (faults) printf("%s: status %d with memory enough\n", name, status);
  /* The first allocation is the arena itself. */
  for (size_t n = 2; n <= whole.memory.takes; n++) {
    run r = {.memory.fail_at = n};
    const anno_status failed = try_once(&r, what);
    if (failed == ANNO_NO_MEMORY && r.out_of_memory == 1 && !r.memory.held) continue;
    printf("%s, allocation %zu: status %d, told %zu times, %zu held\n", name, n, failed, r.out_of_memory, r.memory.held);
    faults++;
  }
  printf("%s: %zu allocations failed, one at a time\n", name, whole.memory.takes - 1);
  return faults;
}

int main(void) {
  const int faults = try_all("XML", parse_xml) + try_all("JSON", parse_json) + try_all("lines", parse_lines) +
                     try_all("sealing", seal);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
