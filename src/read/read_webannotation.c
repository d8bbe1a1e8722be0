/* W3C Web Annotations as JSON-LD: annotations, pages and collections of them, as Recogito writes them; and as the API
   and the export of Hypothesis have them. */
#include "model/span_text.h"
#include "read/measure.h"
#include "read/source.h"
#include "read/webannotation.h"

static int bid(anno_head *head, anno_str path) {
  (void)path;
  static const char *const selectors[] = {"target/selector/type", "items/target/selector/type",
                                          "first/items/target/selector/type", "rows/target/selector/type",
                                          "annotations/target/selector/type"};
  static const char *const sources[] = {"rows/target/source", "annotations/target/source"};
  const anno_str context = anno_json_head(head->bytes, "@context"), w3c = ANNO_STR("http://www.w3.org/ns/anno");
  for (size_t i = 0; i < context.len && i < 200; i++)
    if (anno_str_starts(anno_str_sub(context, i, context.len), w3c)) return 95;
  for (size_t i = 0; i < sizeof selectors / sizeof *selectors; i++)
    if (anno_json_head_is(head, selectors[i]) == ANNO_JSON_STRING) return 90;
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    if (anno_json_head_is(head, sources[i]) == ANNO_JSON_STRING) return 80;
  /* As the text annotator of Recogito keeps it: "bodies", and the quote beside the offsets. */
  if (anno_json_head_is(head, "target/selector/quote") == ANNO_JSON_STRING &&
      anno_json_head_is(head, "bodies") == ANNO_JSON_ARRAY)
    return 90;
  /* What Hypothesis has of a page or a reply has no selector, but a user and who may read it. */
  const bool user = anno_str_starts(anno_json_head(head->bytes, "user"), ANNO_STR("\"acct:"));
  return user && anno_json_head_is(head, "target") == ANNO_JSON_ARRAY ? 80 : 0;
}

/* ---- The text: of a file that the source names, or that is called like the annotations' */

static bool is_text_file(const anno_ctx *ctx, anno_str path) {
  return anno_str_ends(path, ANNO_STR(".txt")) && ctx->files->kind(ctx->files->handle, path) == ANNO_FILE_REGULAR;
}

static anno_str text_path(const anno_ctx *ctx, const anno_source *source, anno_str iri) {
  const anno_str folder = anno_path_folder(source->path), name = anno_path_name(iri);
  anno_str path = source->path;
  if (anno_str_eq(path, ANNO_STR("-"))) return ANNO_STR("");
  if (name.len) path = anno_path_join(ctx->document, folder, name);
  if (!iri.len) {
    size_t dot = path.len;
    while (dot && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/') dot--;
    path = anno_arena_print(ctx->document, "%.*stxt", ANNO_FMT(anno_str_sub(path, 0, dot)));
  }
  return is_text_file(ctx, path) ? path : ANNO_STR("");
}

static anno_status load_text(anno_doc *doc, const anno_source *source, anno_str iri) {
  const anno_str path = text_path(doc->ctx, source, iri);
  anno_input *input;
  if (!path.len) return ANNO_OK;
  const anno_status status = anno_source_load(doc->ctx, path, &input);
  if (status != ANNO_OK) return status;
  const size_t bad = anno_utf_invalid(input->bytes);
  if (bad < input->bytes.len) {
    anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){input, bad}, ANNO_STR(""));
    return ANNO_OK;
  }
  doc->text = input->bytes;
  doc->has_text = true;
  return ANNO_OK;
}

/* ---- The unit: code points by section 4.2.4, but browsers count in UTF-16 */

static bool covers(anno_str text, size_t begin, anno_str recorded) {
  return anno_str_starts(anno_str_sub(text, begin, text.len), recorded);
}

static void choose_unit(anno_doc *doc) {
  anno_measure text;
  size_t by_points = 0, by_units = 0, byte;
  anno_measure_text(doc->ctx->document, doc->text, &text);
  if (anno_arena_failed(doc->ctx->document) || text.ascii) return;
  for (anno_node node = 1; node < doc->count; node++) {
    const anno_item *item = anno_doc_item(doc, node);
    if (item->kind != ANNO_SPAN || item->fragment_count != 1 || !item->has_recorded) continue;
    const size_t begin = item->fragments[0].begin;
    by_points += anno_measure_byte(&text, ANNO_CODE_POINTS, begin, &byte) && covers(doc->text, byte, item->recorded);
    by_units += anno_measure_byte(&text, ANNO_UTF16_UNITS, begin, &byte) && covers(doc->text, byte, item->recorded);
  }
  if (by_units <= by_points) return;
  doc->unit = ANNO_UTF16_UNITS;
  anno_report(doc->ctx->diag, ANNO_OTHER_UNIT, doc->at, "%s", anno_measure_name(doc->unit));
}

/* ---- Quotes without a position */

/* What is looked for: words, and what stands before and behind them if the file tells. */
typedef struct {
  anno_str prefix, exact, suffix;
} quote;

/* The byte at which the quote stands, plus two; 1 if it stands at no place, or at several. */
static unsigned only_place(anno_str text, const quote *q) {
  unsigned found = 1;
  for (size_t at = q->prefix.len; at + q->exact.len <= text.len; at++) {
    at = anno_str_find(text, at, q->exact.ptr[0]);
    if (at + q->exact.len > text.len || !covers(text, at, q->exact)) continue;
    if (!covers(text, at - q->prefix.len, q->prefix) || !covers(text, at + q->exact.len, q->suffix)) continue;
    if (found != 1 || at > (unsigned)-3) return 1;
    found = (unsigned)at + 2;
  }
  return found;
}

/* In the unit of the document. */
static size_t length_of(const anno_doc *doc, anno_str text) {
  size_t length = anno_utf_count(text);
  for (size_t i = 0; doc->unit == ANNO_UTF16_UNITS && i < text.len; i++) length += (unsigned char)text.ptr[i] >= 0xF0;
  return length;
}

/* Where it stands in that unit, plus two; a quote that many annotations have is looked for once. */
static unsigned place_of(anno_web *web, const anno_doc *doc, const quote *q) {
  const anno_str key = anno_arena_print(web->ctx->document, "%.*s\n%.*s\n%.*s\n%.*s", ANNO_FMT(doc->id),
                                        ANNO_FMT(q->prefix), ANNO_FMT(q->exact), ANNO_FMT(q->suffix));
  const unsigned known = anno_table_get(&web->quotes, key);
  if (known) return known;
  unsigned place = only_place(doc->text, q);
  if (place > 1) place = (unsigned)length_of(doc, anno_str_sub(doc->text, 0, place - 2)) + 2;
  anno_table_set(&web->quotes, key, place);
  return place;
}

static anno_str selector_text(anno_json note, const char *key) {
  const anno_json selector = anno_json_get(anno_web_first(note, "target"), ANNO_STR("selector"));
  if (anno_json_is(selector) == ANNO_JSON_OBJECT) return anno_json_text(anno_json_get(selector, anno_str_from(key)));
  ANNO_JSON_EACH(item, selector) {
    const anno_str text = anno_json_text(anno_json_get(item, anno_str_from(key)));
    if (text.len) return text;
  }
  return ANNO_STR("");
}

static void find_quote(anno_web *web, anno_doc *doc, const anno_web_note *note) {
  const anno_item *item = anno_doc_item(doc, note->node);
  if (item->kind != ANNO_SPAN || item->fragment_count || !item->recorded.len) return;
  const quote q = {selector_text(note->json, "prefix"), item->recorded, selector_text(note->json, "suffix")};
  const unsigned place = place_of(web, doc, &q);
  if (place < 2) {
    char shown[ANNO_SPAN_ROOM];
    anno_report(doc->ctx->diag, ANNO_TEXT_DIFFERS, anno_doc_place(item->at, item->recorded),
                "\"%s\" stands at no place of the text, or at several", anno_span_shown(item->recorded, 0, shown));
    return;
  }
  const size_t begin = place - 2;
  anno_doc_fragment(doc, note->node, begin, begin + length_of(doc, item->recorded));
}

/* ---- Documents */

static void tell_no_text(anno_doc *doc) {
  for (anno_node node = 1; node < doc->count; node++)
    if (anno_doc_item(doc, node)->fragment_count) {
      anno_report(doc->ctx->diag, ANNO_NO_TEXT, doc->at, NULL);
      return;
    }
}

static anno_status read_group(anno_web *web, const anno_source *source, unsigned number, anno_doc_sink out) {
  const anno_web_group *group = &web->groups[number];
  const anno_loc at = anno_json_at(web->notes[group->first - 1].json);
  anno_doc *doc = anno_source_part(web->ctx, source, group->id, at);
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("webannotation");
  doc->annotator = group->creator;
  anno_status status = load_text(doc, source, group->source);
  if (status != ANNO_OK) return status;
  anno_ids ids = anno_ids_in(web->ctx->document);
  for (unsigned i = group->first; i; i = web->notes[i - 1].next) {
    web->notes[i - 1].node = (anno_node)doc->count;
    anno_web_add(web, doc, &ids, &web->notes[i - 1]);
  }
  if (doc->has_text) choose_unit(doc);
  for (unsigned i = group->first; doc->has_text && i; i = web->notes[i - 1].next)
    if (web->notes[i - 1].node < doc->count) find_quote(web, doc, &web->notes[i - 1]);
  if (!doc->has_text && !doc->bad) tell_no_text(doc);
  return anno_source_done(doc, out);
}

/* A document that is only there to be counted as skipped. */
static anno_status hand_bad(anno_doc *doc, anno_json root, anno_doc_sink out) {
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("webannotation");
  doc->bad = true;
  if (anno_json_is(root)) anno_json_error(doc, root, "an annotation, or what holds some");
  return anno_source_done(doc, out);
}

/* Each line of a file of lines is a value of its own; annotations of all of them make the documents. */
static anno_status parse_lines(anno_web *web, const anno_input *input) {
  anno_status worst = ANNO_OK;
  anno_str rest = input->bytes;
  for (size_t number = input->first_line; rest.len && worst <= ANNO_SKIP; number++) {
    const anno_str line = anno_str_cut(&rest, '\n');
    if (!anno_str_trim(line).len) continue;
    anno_json value = {0};
    anno_input *own = anno_arena_take(web->ctx->document, sizeof *own);
    if (!own) return anno_source_no_memory(web->ctx);
    *own = (anno_input){.name = input->name, .bytes = line, .first_line = number};
    const anno_status status = anno_json_parse(web->ctx, own, &value);
    if (status > worst) worst = status;
    if (status == ANNO_OK) anno_web_gather(web, value);
  }
  return worst;
}

static anno_status parse(anno_web *web, anno_str path, anno_input *input, anno_json *root) {
  if (anno_json_is_lines(input->bytes, path)) return parse_lines(web, input);
  const anno_status status = anno_json_parse(web->ctx, input, root);
  if (status != ANNO_OK) return status;
  anno_web_gather(web, *root);
  if (anno_json_is(*root) != ANNO_JSON_ARRAY && anno_json_is(*root) != ANNO_JSON_OBJECT) web->strange = *root;
  return ANNO_OK;
}

static anno_status read_groups(anno_web *web, const anno_source *source, anno_doc_sink out) {
  anno_status worst = ANNO_OK;
  const anno_arena_mark mark = anno_arena_now(web->ctx->document);
  for (unsigned i = 0; i < web->group_count && worst <= ANNO_SKIP; i++) {
    web->quotes = anno_table_in(web->ctx->document);
    const anno_status status = read_group(web, source, i, out);
    if (status > worst) worst = status;
    if (status <= ANNO_SKIP) anno_arena_back(web->ctx->document, mark);
  }
  return worst;
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  anno_json root = {0};
  anno_status worst = anno_source_load(ctx, source->path, &input);
  if (worst != ANNO_OK) return worst;
  const anno_str id = anno_source_id(source, ".json .jsonld .jsonl .ndjson");
  anno_web web = {.ctx = ctx, .by_id = anno_table_in(ctx->document), .by_source = anno_table_in(ctx->document)};
  worst = parse(&web, source->path, input, &root);
  if (worst > ANNO_SKIP) return worst;
  /* What cannot be read, or is no annotation, stands for a document that is skipped. */
  anno_status other = ANNO_OK;
  if (worst == ANNO_SKIP || anno_json_is(web.strange) != ANNO_JSON_NOTHING)
    other = hand_bad(anno_source_part(ctx, source, id, (anno_loc){input, 0}), web.strange, out);
  if (other > worst) worst = other;
  if (worst > ANNO_SKIP) return worst;
  if (!anno_web_sort(&web, id)) return anno_source_no_memory(ctx);
  other = read_groups(&web, source, out);
  return other > worst ? other : worst;
}

const anno_reader anno_reader_webannotation = {.name = "webannotation",
                                               .summary = "W3C Web Annotation (JSON-LD): Recogito, Hypothesis",
                                               .unit = ANNO_CODE_POINTS,
                                               .rules = "webannotation",
                                               .bid = bid,
                                               .read = read_source};
