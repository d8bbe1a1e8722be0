/* brat standoff: X.ann, or BioNLP's X.a1 and X.a2, beside X.txt, with an annotation.conf in the folder or above. */
#include "read/brat_conf.h"
#include "read/brat_lines.h"
#include "read/fields.h"
#include "read/source.h"

static const char endings[] = ".ann .a1 .a2";

static bool is_standard_input(anno_str path) { return anno_str_eq(path, ANNO_STR("-")); }

/* True if the first line that holds something has the shape of an annotation. */
static bool looks_like(anno_str head) {
  anno_str line = ANNO_STR("");
  for (head = anno_utf_without_bom(head); head.len && !anno_skip_blanks(line).len;) line = anno_line(&head);
  const size_t id = anno_brat_id(line);
  if (!id || !anno_brat_letter(line.ptr[0])) return false;
  if (line.ptr[0] != '#') return true;
  /* Other formats have comments: a remark names its type and what it is about. */
  anno_str rest = anno_str_sub(line, id + 1, line.len);
  rest = anno_str_cut(&rest, '\t');
  anno_str_cut(&rest, ' ');
  return rest.len && anno_brat_id(anno_str_sub(line, (size_t)(rest.ptr - line.ptr), line.len)) == rest.len;
}

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  const bool ours = anno_path_ending(path, endings) != 0;
  if (!head.len) return ours ? 60 : 0;
  if (looks_like(head)) return ours ? 90 : 50;
  return ours ? 30 : 0;
}

/* ---- Files */

/* A pipe or device that nobody named is no part of a document: reading it may never end. */
static bool is_file(const anno_ctx *ctx, anno_str path) {
  return ctx->files->kind(ctx->files->handle, path) == ANNO_FILE_REGULAR;
}

/* True if `input` is UTF-8; otherwise the document is bad. */
static bool check_utf8(anno_doc *doc, const anno_input *input) {
  const size_t at = anno_utf_invalid(input->bytes);
  if (at < input->bytes.len) anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){input, at}, ANNO_STR(""));
  return at == input->bytes.len;
}

/* ---- What one source is made of */

typedef struct {
  anno_str stem;      /* path without the ending */
  anno_str text_path; /* "" if there is no text */
  anno_str annotator;
  anno_str second;  /* the .a2 of an .a1, or "" */
  size_t id_length; /* of `stem`: less than all of it if it ends in an annotator */
} parts;

/* X.alice.ann is alice's work on X.txt unless X.alice.txt exists. */
static void find_text(const anno_ctx *ctx, parts *p) {
  const anno_str suffix = ANNO_STR(".txt");
  const anno_str whole = anno_arena_print(ctx->document, "%.*s%.*s", ANNO_FMT(p->stem), ANNO_FMT(suffix));
  if (is_file(ctx, whole)) {
    p->text_path = whole;
    return;
  }
  const anno_str name = anno_path_name(p->stem);
  size_t dot = name.len;
  while (dot && name.ptr[dot - 1] != '.') dot--;
  if (dot < 2 || dot == name.len) return;
  const size_t cut = p->stem.len - name.len + dot - 1;
  const anno_str shared = anno_str_sub(p->stem, 0, cut);
  const anno_str text = anno_arena_print(ctx->document, "%.*s%.*s", ANNO_FMT(shared), ANNO_FMT(suffix));
  if (!is_file(ctx, text)) return;
  p->text_path = text;
  p->annotator = anno_str_sub(name, dot, name.len);
  p->id_length = cut;
}

static anno_str sibling(const anno_ctx *ctx, anno_str stem, anno_str suffix) {
  const anno_str path = anno_arena_print(ctx->document, "%.*s%.*s", ANNO_FMT(stem), ANNO_FMT(suffix));
  return is_file(ctx, path) ? path : ANNO_STR("");
}

static parts find_parts(const anno_ctx *ctx, anno_str path) {
  const anno_str none = ANNO_STR("");
  parts p = {anno_str_sub(path, 0, path.len - anno_path_ending(path, endings)), none, none, none, 0};
  p.id_length = p.stem.len;
  if (is_standard_input(path)) return p;
  if (anno_str_ends(path, ANNO_STR(".a1"))) p.second = sibling(ctx, p.stem, ANNO_STR(".a2"));
  find_text(ctx, &p);
  return p;
}

/* ---- The schema */

/* The nearest annotation.conf in the folder of `path` or above it, up to `root`; "" if there is none. */
static anno_str find_conf(const anno_ctx *ctx, anno_str path, anno_str root) {
  const anno_str inside = anno_path_below(path, root), above = anno_str_sub(path, 0, path.len - inside.len);
  for (anno_str folder = anno_path_folder(inside);; folder = anno_path_folder(folder)) {
    const anno_str conf = anno_path_join(ctx->document, folder, ANNO_STR("annotation.conf"));
    const anno_str full = anno_arena_print(ctx->document, "%.*s%.*s", ANNO_FMT(above), ANNO_FMT(conf));
    if (is_file(ctx, full)) return full;
    if (!folder.len || anno_arena_failed(ctx->document)) return ANNO_STR("");
  }
}

static anno_status read_conf(anno_doc *doc, const anno_source *source) {
  const anno_ctx *ctx = doc->ctx;
  const anno_str path = is_standard_input(source->path) ? ANNO_STR("") : find_conf(ctx, source->path, source->root);
  if (!path.len) return ANNO_OK;
  anno_input *input;
  const anno_status status = anno_source_load_all(ctx, path, &input);
  if (status != ANNO_OK) return status;
  input->bytes = anno_utf_without_bom(input->bytes);
  const size_t at = anno_utf_invalid(input->bytes);
  if (at < input->bytes.len)
    anno_report(ctx->diag, ANNO_BAD_CONF, (anno_loc){input, at}, "not valid UTF-8");
  else
    doc->schema = anno_brat_conf(ctx, input);
  return ANNO_OK;
}

/* ---- The document */

static anno_status read_text(anno_doc *doc, anno_str path) {
  if (!path.len) {
    anno_report(doc->ctx->diag, ANNO_NO_TEXT, doc->at, NULL);
    return ANNO_OK;
  }
  anno_input *input;
  const anno_status status = anno_source_load_all(doc->ctx, path, &input);
  if (status != ANNO_OK || !check_utf8(doc, input)) return status;
  doc->text = input->bytes;
  doc->has_text = true;
  return ANNO_OK;
}

static anno_status read_lines(anno_doc *doc, anno_input *input) {
  /* Places count from behind the BOM, as editors do. */
  input->bytes = anno_utf_without_bom(input->bytes);
  if (check_utf8(doc, input)) anno_brat_lines(doc, input);
  return ANNO_OK;
}

static anno_status read_second(anno_doc *doc, anno_str path) {
  anno_input *input;
  const anno_status status = path.len ? anno_source_load_all(doc->ctx, path, &input) : ANNO_OK;
  return path.len && status == ANNO_OK ? read_lines(doc, input) : status;
}

static anno_status read_parts(anno_doc *doc, const anno_source *source, const parts *p, anno_input *first) {
  anno_status status = read_text(doc, p->text_path);
  if (status == ANNO_OK) status = read_conf(doc, source);
  if (status == ANNO_OK) status = read_lines(doc, first);
  if (status == ANNO_OK) status = read_second(doc, p->second);
  return status == ANNO_OK ? anno_doc_seal(doc) : status;
}

/* The path below the corpus root without what stands behind the stem. */
static anno_str document_id(const anno_source *source, const parts *p) {
  if (is_standard_input(source->path)) return ANNO_STR("stdin");
  if (!source->name.len) return anno_path_below(anno_str_sub(p->stem, 0, p->id_length), source->root);
  return anno_str_sub(source->name, 0, source->name.len - (source->path.len - p->id_length));
}

static anno_status read_document(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  const parts p = find_parts(ctx, source->path);
  anno_input *input;
  anno_status status = anno_source_load_all(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  const anno_str id = document_id(source, &p);
  anno_doc *doc = anno_doc_new(ctx, id, (anno_loc){input, 0});
  if (!doc) return anno_source_no_memory(ctx);
  doc->annotator = p.annotator;
  doc->format = ANNO_STR("brat");
  /* IRIs are made of it. */
  if (anno_utf_invalid(id) < id.len || anno_utf_invalid(p.annotator) < p.annotator.len)
    anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){0}, source->path);
  status = read_parts(doc, source, &p, input);
  if (status != ANNO_OK && status != ANNO_SKIP) return status;
  doc->bad = status == ANNO_SKIP;
  return out.on_doc(out.handle, doc);
}

/* An .a2 beside its .a1 is read with that. */
static bool is_second(const anno_ctx *ctx, anno_str path) {
  const anno_str first = ANNO_STR(".a1");
  if (!anno_str_ends(path, ANNO_STR(".a2"))) return false;
  return sibling(ctx, anno_str_sub(path, 0, path.len - first.len), first).len != 0;
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  return is_second(ctx, source->path) ? ANNO_OK : read_document(ctx, source, out);
}

const anno_reader anno_reader_brat = {.name = "brat",
                                      .summary = "brat standoff (.ann, .a1 and .a2) beside .txt",
                                      .unit = ANNO_CODE_POINTS,
                                      .bid = bid,
                                      .read = read_source};
