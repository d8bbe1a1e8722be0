/* CoNLL-U with the entities of CorefUD and GUM: one document, or several that "# newdoc" begins. */
#include "read/conllu_rows.h"
#include "read/fields.h"
#include "read/sections.h"

/* Of CorefUD 1.0, where a file does not tell. */
static const anno_str default_fields = ANNO_STR_INIT("eid-etype-head-other");

static bool is_id(anno_str s) {
  size_t n;
  return anno_str_to_size(anno_str_cut(&s, anno_str_find(s, 0, '-') < s.len ? '-' : '.'), &n);
}

/* True for a row, or for comments that only CoNLL-U has, among whole lines. */
static int evidence(anno_str head) {
  static const anno_str keys[] = {ANNO_STR_INIT("# newdoc"), ANNO_STR_INIT("# sent_id"),
                                  ANNO_STR_INIT("# global.Entity"), ANNO_STR_INIT("# text =")};
  int found = 0;
  while (head.len) {
    const anno_str line = anno_line(&head);
    anno_str columns[ANNO_CONLLU_COLUMNS];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
      if (anno_str_starts(line, keys[i])) found = 50;
    if (!line.len || line.ptr[0] == '#') continue;
    return anno_conllu_cut(line, columns) == ANNO_CONLLU_COLUMNS && is_id(columns[0]) ? 50 : 0;
  }
  return found;
}

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  const bool named = anno_str_ends(path, ANNO_STR(".conllu"));
  if (!head.len) return named ? 60 : 0;
  const int found = evidence(anno_utf_without_bom(head));
  return named ? 40 + found : found;
}

/* ---- One file */

typedef struct {
  const anno_ctx *ctx;
  const anno_input *input;
  anno_sections sections;
  anno_str fields; /* of "# global.Entity", from where it stands on */
} file;

/* The documents: each begins with the comments among which "# newdoc" stands. */
static void find_sections(file *f) {
  const anno_str bytes = f->input->bytes, key = ANNO_STR("# newdoc");
  size_t comments = 0;
  bool in_comments = false, words = false;
  for (anno_str rest = bytes; rest.len;) {
    const size_t at = (size_t)(rest.ptr - bytes.ptr);
    anno_str line = anno_line(&rest);
    const bool comment = line.len && line.ptr[0] == '#';
    if (comment && !in_comments) comments = at;
    in_comments = comment;
    words = words || (line.len && !comment);
    if (!anno_str_starts(line, key) || (line.len > key.len && !anno_is_white(line.ptr[key.len]))) continue;
    if (words && !f->sections.count) anno_sections_add(f->ctx->document, &f->sections, 0, ANNO_STR(""));
    anno_str_cut(&line, '=');
    anno_sections_add(f->ctx->document, &f->sections, f->sections.count ? comments : 0, anno_str_trim(line));
  }
  if (!f->sections.count) anno_sections_add(f->ctx->document, &f->sections, 0, ANNO_STR(""));
}

static void read_lines(file *f, anno_conllu *c, anno_str bytes) {
  const anno_str key = ANNO_STR("# global.Entity");
  for (anno_str rest = bytes; rest.len && !anno_arena_failed(f->ctx->document);) {
    const anno_loc at = anno_doc_place(c->doc->at, rest);
    const anno_str line = anno_line(&rest);
    if (anno_str_starts(line, key)) {
      anno_str value = line;
      anno_str_cut(&value, '=');
      f->fields = c->entities.fields = anno_str_trim(value);
    }
    anno_conllu_line(c, line, at);
  }
  anno_conllu_end(c);
}

static void read_section(void *handle, anno_doc *doc, anno_str bytes) {
  file *f = handle;
  anno_arena *arena = doc->ctx->document;
  anno_conllu c = {.doc = doc, .ids = anno_ids_in(arena), .text = anno_token_text_in(arena)};
  c.word_ids = anno_table_in(arena);
  c.entities = anno_entities_in(doc, &c.ids, f->fields);
  read_lines(f, &c, bytes);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  const anno_status status = anno_source_load(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  file f = {ctx, input, {0}, default_fields};
  find_sections(&f);
  anno_sections_name(ctx->document, &f.sections, input->bytes.len, anno_source_id(source, ".conllu .conll"));
  if (anno_arena_failed(ctx->document)) return anno_source_no_memory(ctx);
  const anno_sections_job job = {ctx, source, input, out, "conllu", &f, read_section};
  return anno_sections_read(&f.sections, &job);
}

const anno_reader anno_reader_conllu = {.name = "conllu",
                                        .summary = "CoNLL-U (.conllu), with entities and coreference in Entity=",
                                        .unit = ANNO_TOKENS,
                                        .rules = "conllu",
                                        .bid = bid,
                                        .read = read_source};
