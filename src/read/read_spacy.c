/* spaCy's JSON: Doc.to_json(), the training format of spaCy 2, and texts with lists of entities; one value, or lines.
   Sources: spacy.io/api/doc#to_json, v2.spacy.io/api/annotation#json-input, spacy.io/usage/training. */
#include "read/source.h"
#include "read/spacy.h"

static bool is_kind(anno_head *head, const char *path, anno_json_kind kind) {
  return anno_json_head_is(head, path) == kind;
}

/* A text with {"LABEL": share}, which classifiers are trained with. */
static bool is_text_with_cats(anno_head *head) {
  return is_kind(head, "cats", ANNO_JSON_OBJECT) && is_kind(head, "text", ANNO_JSON_STRING);
}

/* Tokens of Prodigy, which look alike, have a text. */
static int bid(anno_head *head, anno_str path) {
  (void)path;
  if (is_kind(head, "paragraphs/sentences/tokens/orth", ANNO_JSON_STRING)) return 95;
  if (is_kind(head, "entities[][]", ANNO_JSON_NUMBER)) return 80;
  if (is_kind(head, "annotations/entities[][]", ANNO_JSON_NUMBER)) return 80;
  const anno_json_kind text = anno_json_head_is(head, "text");
  /* A text of the wrong kind is to be told, not to be passed over. */
  if (text && is_kind(head, "ents/start", ANNO_JSON_NUMBER)) return text == ANNO_JSON_STRING ? 85 : 50;
  if (text != ANNO_JSON_STRING) return 0;
  /* spaCy has no relations: what has some is another tool's. */
  const bool other = is_kind(head, "relations", ANNO_JSON_ARRAY) || is_kind(head, "events", ANNO_JSON_ARRAY);
  if (is_kind(head, "entities/start", ANNO_JSON_NUMBER))
    return !other && is_kind(head, "entities/label", ANNO_JSON_STRING) ? 60 : 0;
  if (is_text_with_cats(head)) return 55;
  const bool tokens = is_kind(head, "tokens/start", ANNO_JSON_NUMBER) && is_kind(head, "tokens/id", ANNO_JSON_NUMBER);
  return tokens && is_kind(head, "tokens/text", ANNO_JSON_NOTHING) ? 80 : 0;
}

typedef struct {
  const anno_ctx *ctx;
  const anno_source *source;
  anno_doc_sink out;
  anno_str id;      /* of the file */
  size_t documents; /* so far */
  anno_ids lines;   /* IDs that lines have given, for the whole file */
} file;

/* "id" of training data, or the number in the file. */
static anno_str id_of(file *f, anno_json root, anno_ids *ids) {
  const anno_str own = anno_json_text(anno_json_get(root, ANNO_STR("id")));
  f->documents++;
  const anno_str id = anno_source_part_id(f->ctx->document, f->id, ids ? own : ANNO_STR(""), f->documents);
  return ids ? anno_ids_take(ids, id) : id;
}

/* A line is gone when the next one is read. */
static anno_str line_id(file *f, anno_json root) {
  const anno_str own = anno_json_text(anno_json_get(root, ANNO_STR("id")));
  const anno_str id = id_of(f, root, NULL);
  if (!own.len) return id;
  return anno_ids_take(&f->lines, anno_source_part_id(f->ctx->run, f->id, own, f->documents));
}

/* ["text", {"entities": ...}] */
static bool is_pair(anno_json value) {
  const anno_json text = anno_json_first(value);
  return anno_json_is(value) == ANNO_JSON_ARRAY && anno_json_is(text) == ANNO_JSON_STRING &&
         anno_json_is(anno_json_next(text)) == ANNO_JSON_OBJECT;
}

static void read_layout(anno_spacy *s, anno_json root) {
  const anno_json_kind entities = anno_json_is(anno_json_get(root, ANNO_STR("entities")));
  if (is_pair(root))
    anno_spacy_read_pair(s, anno_json_first(root), anno_json_next(anno_json_first(root)));
  else if (anno_json_is(root) != ANNO_JSON_OBJECT)
    anno_json_error(s->doc, root, "a document");
  else if (anno_json_is(anno_json_get(root, ANNO_STR("paragraphs"))) != ANNO_JSON_NOTHING)
    anno_spacy_read_training(s, root);
  else if (entities != ANNO_JSON_NOTHING)
    anno_spacy_read_pair(s, anno_json_get(root, ANNO_STR("text")), root);
  else
    anno_spacy_read_doc(s, root);
}

static anno_status read_one(const file *f, anno_json root, anno_str id) {
  anno_doc *doc = anno_source_part(f->ctx, f->source, id, anno_json_at(root));
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("spacy");
  anno_spacy s = {.doc = doc, .ids = anno_ids_in(f->ctx->document), .token_ends = anno_table_in(f->ctx->document)};
  read_layout(&s, root);
  return anno_source_done(doc, f->out);
}

static anno_status read_list(file *f, anno_json list) {
  anno_ids taken = anno_ids_in(f->ctx->document);
  anno_str *ids = anno_arena_array(f->ctx->document, anno_json_count(list) + 1, sizeof *ids);
  anno_status worst = ANNO_OK;
  size_t n = 0;
  if (!ids) return anno_source_no_memory(f->ctx);
  ANNO_JSON_EACH(item, list) if (anno_json_is(item) != ANNO_JSON_NULL) ids[n++] = id_of(f, item, &taken);
  if (anno_arena_failed(f->ctx->document)) return anno_source_no_memory(f->ctx);
  const anno_arena_mark mark = anno_arena_now(f->ctx->document);
  n = 0;
  ANNO_JSON_EACH(item, list) {
    if (anno_json_is(item) == ANNO_JSON_NULL) continue;
    const anno_status status = read_one(f, item, ids[n++]);
    if (status > worst) worst = status;
    if (status > ANNO_SKIP) break;
    anno_arena_back(f->ctx->document, mark);
  }
  return worst;
}

/* The file of an annotation tool holds its pairs under "annotations". */
static anno_status on_value(void *handle, anno_json root, bool is_line) {
  file *f = handle;
  const anno_json annotations = anno_json_get(root, ANNO_STR("annotations"));
  if (is_line) return read_one(f, root, line_id(f, root));
  if (is_pair(anno_json_first(annotations))) return read_list(f, annotations);
  if (anno_json_is(root) == ANNO_JSON_ARRAY && !is_pair(root)) return read_list(f, root);
  return read_one(f, root, f->id);
}

static void on_bad(void *handle, anno_loc at, bool is_line) {
  (void)at, (void)is_line;
  ((file *)handle)->documents++;
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  file f = {.ctx = ctx, .source = source, .out = out, .id = anno_source_id(source, ".json .jsonl .ndjson")};
  f.lines = anno_ids_in(ctx->run);
  return anno_json_values(ctx, source->path, (anno_json_sink){&f, on_value, on_bad});
}

const anno_reader anno_reader_spacy = {.name = "spacy",
                                       .summary = "spaCy's JSON: Doc.to_json(), training data, lists of entities",
                                       .unit = ANNO_CODE_POINTS,
                                       .rules = "spacy",
                                       .bid = bid,
                                       .read = read_source};
