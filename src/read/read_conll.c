/* CoNLL-2002, 2003 and 2012, and tables like them: words with tags of spans. */
#include "read/conll_doc.h"
#include "read/fields.h"
#include "read/sections.h"

static const char endings[] = ".conll .iob .iob2 .bio .tsv";

/* True if the whole lines of `head` are rows of which one column is tags, with one that is of a span; with `even`, rows
   of as many columns each. */
static bool has_tags(anno_str head, bool even) {
  anno_str fields[8], type;
  char mark;
  size_t rows = 0, tagged = 0, columns = 0;
  bool span = false;
  while (head.len && anno_str_find(head, 0, '\n') < head.len) {
    const anno_str line = anno_line(&head);
    size_t n = 0, tags = 0;
    if (!line.len || line.ptr[0] == '#') continue;
    for (anno_str rest = line, field; n < 8 && (field = anno_field(&rest, 0)).len;) fields[n++] = field;
    for (size_t i = 0; i < n; i++) {
      const bool tag = anno_conll_tag(fields[i], &mark, &type);
      tags += tag;
      span = span || (tag && type.len);
    }
    if (anno_conll_docstart(fields, n)) continue;
    if (!columns) columns = n;
    if (n < 2 || (even && n != columns)) return false;
    rows++;
    tagged += tags != 0;
  }
  return span && rows == tagged;
}

/* Files of CoNLL-U are called so too. */
static bool is_conllu(anno_str head) {
  static const anno_str keys[] = {ANNO_STR_INIT("# newdoc"), ANNO_STR_INIT("# sent_id"),
                                  ANNO_STR_INIT("# global.Entity"), ANNO_STR_INIT("# text =")};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (anno_str_starts(head, keys[i])) return true;
  return false;
}

/* CoNLL-2003 itself has endings that say nothing. */
static int bid(anno_head *begin, anno_str path) {
  anno_str head = begin->bytes;
  const bool named = anno_path_ending(path, endings) != 0, tsv = anno_str_ends(path, ANNO_STR(".tsv"));
  head = anno_utf_without_bom(head);
  if (!head.len) return 0;
  if (anno_conll_begins(head)) return 90;
  if (has_tags(head, !named)) return named ? 60 : 55;
  if (!named || tsv) return 0;
  return is_conllu(head) ? 20 : 55;
}

/* ---- One file */

typedef struct {
  const anno_ctx *ctx;
  const anno_input *input;
  anno_sections sections;
  bool brackets; /* CoNLL-2012 */
  anno_conll_columns *columns;
} file;

/* "#begin document (NAME); part 000": NAME/000. Some write the name alone. */
static anno_str name_of(anno_arena *arena, anno_str line) {
  const size_t open = anno_str_find(line, 0, '('), close = anno_str_find(line, open, ')');
  if (open == line.len) return anno_str_trim(anno_str_sub(line, anno_conll_begins(line), line.len));
  const anno_str name = anno_str_sub(line, open + 1, close);
  anno_str part = anno_str_trim(anno_str_sub(line, close + 1, line.len));
  while (part.len && (part.ptr[0] < '0' || part.ptr[0] > '9')) part = anno_str_sub(part, 1, part.len);
  if (!part.len) return name;
  return anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(name), ANNO_FMT(part));
}

static void find_sections(file *f) {
  anno_arena *arena = f->ctx->document;
  const anno_str bytes = f->input->bytes;
  anno_str *fields = anno_arena_array(arena, ANNO_CONLL_ROOM, sizeof *fields);
  for (anno_str rest = bytes; fields && rest.len;) {
    const size_t at = (size_t)(rest.ptr - bytes.ptr);
    const anno_str line = anno_line(&rest);
    if (f->brackets && anno_conll_begins(line))
      anno_sections_add(arena, &f->sections, f->sections.count ? at : 0, name_of(arena, line));
    const bool start = !f->brackets && line.len < 200 && anno_conll_docstart(fields, anno_conll_cut(line, fields));
    if (start) anno_sections_add(arena, &f->sections, f->sections.count ? at : 0, ANNO_STR(""));
  }
  if (!f->sections.count) anno_sections_add(arena, &f->sections, 0, ANNO_STR(""));
}

static void read_section(void *handle, anno_doc *doc, anno_str bytes) {
  const file *f = handle;
  anno_conll c = anno_conll_in(doc);
  if (f->brackets)
    anno_conll_read_2012(&c, bytes, doc->at);
  else if (f->columns->count == ANNO_CONLL_ROOM)
    anno_doc_error(doc, ANNO_LIMIT, doc->at, ANNO_STR("columns of a table"));
  else if (f->columns->count && !f->columns->spans)
    anno_doc_error(doc, ANNO_OLD_FORMAT, doc->at, ANNO_STR("no column marks spans"));
  else if (f->columns->count)
    anno_conll_read_tags(&c, f->columns, bytes, doc->at);
  anno_token_text_give(&c.text, doc);
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  const anno_status status = anno_source_load(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  file f = {.ctx = ctx, .input = input};
  f.brackets = anno_conll_begins(input->bytes) != 0;
  f.columns = anno_arena_take(ctx->document, sizeof *f.columns);
  if (f.columns) find_sections(&f);
  anno_sections_name(ctx->document, &f.sections, input->bytes.len, anno_source_id(source, endings));
  const bool looked = f.columns && (f.brackets || anno_conll_look(ctx->document, input->bytes, f.columns));
  if (!looked || anno_arena_failed(ctx->document)) return anno_source_no_memory(ctx);
  const anno_sections_job job = {ctx, source, input, out, "conll", &f, read_section};
  return anno_sections_read(&f.sections, &job);
}

const anno_reader anno_reader_conll = {.name = "conll",
                                       .summary = "CoNLL-2002, 2003 (IOB tags) and 2012 (.conll)",
                                       .unit = ANNO_TOKENS,
                                       .rules = "conll",
                                       .bid = bid,
                                       .read = read_source};
