/* JSON of any layout that a rule file describes. */
#include "read/described.h"
#include "read/described_side.h"

static int bid(anno_head *head, anno_str path) {
  (void)head, (void)path;
  return 0; /* layouts bid, not the reader: anno_layout_bid() */
}

typedef struct {
  const anno_ctx *ctx;
  const anno_source *source;
  const anno_json_layout *layout;
  anno_doc_sink out;
  anno_sides *sides; /* NULL if no part has a file of its own */
  anno_str file_id;
  bool alone;    /* the file is one document */
  size_t number; /* of the document, from 1 */
  anno_status worst;
} reading;

static void add_status(reading *r, anno_status status) {
  if (status > r->worst) r->worst = status;
}

static bool goes_on(const reading *r) { return r->worst <= ANNO_SKIP; }

/* ---- One document */

static anno_doc *new_doc(reading *r, anno_str own, anno_loc at) {
  r->number++;
  const anno_str part = anno_source_part_id(r->ctx->document, r->file_id, own, r->number);
  anno_doc *doc = anno_source_part(r->ctx, r->source, r->alone ? r->file_id : part, at);
  if (!doc) return NULL;
  doc->format = ANNO_STR("described");
  doc->unit = r->layout->unit == ANNO_TOKENS ? ANNO_CODE_POINTS : r->layout->unit;
  return doc;
}

/* Spans that are found by their offsets must be there first. */
static bool waits(const anno_json_layout *layout, size_t number) {
  for (size_t i = 0; i < layout->part_count; i++) {
    size_t in = i + 1;
    while (in && in != number) in = layout->parts[in - 1].in;
    if (in && layout->parts[i].matches) return true;
  }
  return false;
}

static anno_status read_parts(reading *r, anno_described *d, const anno_at *document, anno_str own, bool waiting) {
  const anno_described_holder none = {0};
  anno_status status = ANNO_OK;
  for (size_t i = 1; i <= r->layout->part_count && status == ANNO_OK; i++) {
    const anno_layout_part *part = &r->layout->parts[i - 1];
    if (part->in || waits(r->layout, i) != waiting) continue;
    if (part->file.len)
      status = anno_sides_read(r->sides, d, i, own);
    else
      anno_described_part(d, i, document, none);
  }
  return status;
}

static anno_status read_object(reading *r, anno_described *d, const anno_at *document, anno_str own) {
  d->doc->annotator = anno_path_text(d->arena, document, r->layout->paths[ANNO_AT_ANNOTATOR]);
  anno_described_named_paths(d);
  anno_status status = anno_described_text(d, document);
  if (status == ANNO_OK) status = read_parts(r, d, document, own, false);
  if (status == ANNO_OK) status = read_parts(r, d, document, own, true);
  anno_described_rest(d, 0, document, (anno_described_holder){0});
  anno_described_resolve(d);
  return status;
}

static anno_status read_document(reading *r, const anno_at *document) {
  anno_arena *arena = r->ctx->document;
  const anno_str own = anno_path_text(arena, document, r->layout->paths[ANNO_AT_ID]);
  anno_doc *doc = new_doc(r, own, anno_json_at(document->value));
  if (!doc) return ANNO_NO_MEMORY;
  anno_described d = {
      .ctx = r->ctx, .source = r->source, .arena = arena, .layout = r->layout, .doc = doc, .ids = anno_ids_in(arena)};
  d.made = anno_arena_array(arena, r->layout->part_count + 1, sizeof *d.made);
  d.by_id = d.by_offsets = d.by_group = anno_table_in(arena);
  anno_status status = ANNO_OK;
  if (anno_json_is(document->value) == ANNO_JSON_OBJECT)
    status = read_object(r, &d, document, own);
  else
    anno_json_error(doc, document->value, "an object");
  if (status != ANNO_OK) return status;
  return anno_source_done(doc, r->out);
}

static void on_document(void *handle, const anno_at *document) {
  reading *r = handle;
  if (!goes_on(r)) return;
  const anno_arena_mark mark = anno_arena_now(r->ctx->document);
  add_status(r, read_document(r, document));
  anno_arena_back(r->ctx->document, mark);
}

/* ---- The file */

static bool is_itself(anno_str path) {
  anno_str step;
  return !anno_path_step(&path, &step);
}

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  reading *r = handle;
  const anno_at top = {.value = root};
  const anno_str path = r->layout->paths[ANNO_AT_ITEMS];
  r->alone = !is_line && anno_json_is(root) != ANNO_JSON_ARRAY && is_itself(path);
  anno_path_items(&top, path, on_document, r);
  return r->worst;
}

/* A line that cannot be read is a document that is skipped. */
static void on_bad(void *handle, anno_loc at, bool is_line) {
  reading *r = handle;
  r->alone = !is_line;
  anno_doc *doc = new_doc(r, ANNO_STR(""), at);
  if (doc) doc->bad = true;
  add_status(r, doc ? r->out.on_doc(r->out.handle, doc) : ANNO_NO_MEMORY);
}

static anno_status parse(reading *r, const anno_input *file, anno_str bytes, size_t line, bool is_line) {
  anno_input *input = anno_arena_take(r->ctx->document, sizeof *input);
  if (!input) return anno_source_no_memory(r->ctx);
  *input = (anno_input){.name = file->name, .bytes = bytes, .first_line = line};
  anno_json root;
  const anno_status status = anno_json_parse(r->ctx, input, &root);
  if (status == ANNO_OK) return on_value(r, root, is_line);
  if (status == ANNO_SKIP) on_bad(r, (anno_loc){input, 0}, is_line);
  return status;
}

static anno_status read_joined(reading *r) {
  anno_input *file;
  anno_status status = anno_source_load(r->ctx, r->source->path, &file);
  if (status == ANNO_OK) status = anno_sides_load(r->ctx, r->source, r->layout, &r->sides);
  add_status(r, status);
  if (!goes_on(r)) return r->worst;
  const bool lines = anno_json_is_lines(file->bytes, r->source->path);
  anno_str rest = file->bytes;
  for (size_t line = 0; rest.len && goes_on(r); line++) {
    const anno_arena_mark mark = anno_arena_now(r->ctx->document);
    const anno_str bytes = lines ? anno_str_cut(&rest, '\n') : rest;
    if (!lines) rest.len = 0;
    if (lines && !anno_str_trim(bytes).len) continue;
    add_status(r, parse(r, file, bytes, line, lines));
    anno_arena_back(r->ctx->document, mark);
  }
  if (goes_on(r)) add_status(r, anno_sides_end(r->sides, r->file_id, r->out));
  return r->worst;
}

static bool is_joined(const anno_json_layout *layout) {
  for (size_t i = 0; i < layout->part_count; i++)
    if (layout->parts[i].file.len) return true;
  return false;
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  reading r = {.ctx = ctx, .source = source, .layout = source->layout, .out = out};
  if (!r.layout) {
    anno_report(ctx->diag, ANNO_NO_LAYOUT, (anno_loc){0}, "%.*s", ANNO_FMT(source->path));
    return ANNO_BAD_INPUT;
  }
  r.file_id = anno_source_id(source, ".json .jsonl .ndjson");
  if (is_joined(r.layout)) return read_joined(&r);
  const anno_status status = anno_json_values(ctx, source->path, (anno_json_sink){&r, on_value, on_bad});
  return status > r.worst ? status : r.worst;
}

const anno_reader anno_reader_described = {.name = "described",
                                           .summary = "JSON of a layout that a rule file describes",
                                           .unit = ANNO_CODE_POINTS,
                                           .bid = bid,
                                           .read = read_source};
