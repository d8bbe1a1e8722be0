/* TEI P5: a document, or a corpus of several, or a part such as a list of persons in a file of its own. */
#include "read/source.h"
#include "read/tei.h"

#define TEI_NS "http://www.tei-c.org/ns/1.0"

static bool holds(anno_str s, anno_str part) {
  for (size_t i = 0; i + part.len <= s.len; i++)
    if (anno_str_starts(anno_str_sub(s, i, s.len), part)) return true;
  return false;
}

/* The name of the root without its prefix. */
static anno_str root_name(anno_str tag) {
  size_t n = 0;
  while (n < tag.len && !anno_is_white(tag.ptr[n]) && tag.ptr[n] != '/' && tag.ptr[n] != '>') n++;
  const size_t colon = anno_str_find(anno_str_sub(tag, 0, n), 0, ':');
  return anno_str_sub(tag, colon < n ? colon + 1 : 0, n);
}

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  const bool named = anno_str_ends(path, ANNO_STR(".tei"));
  const anno_str tag = anno_xml_root(head);
  if (!head.len) return named ? 60 : 0;
  if (holds(tag, ANNO_STR(TEI_NS))) return 95;
  return anno_str_among(root_name(tag), "TEI teiCorpus") ? 80 : 0;
}

typedef struct {
  const anno_ctx *ctx;
  const anno_source *source;
  const anno_input *input;
  anno_doc_sink out;
  anno_str id;   /* of the file */
  anno_ids ids;  /* of documents in a corpus */
  size_t number; /* of the document in the corpus */
  bool bad;      /* the file is not well-formed */
} file;

/* Whether a tree holds anything but documents of its own. */
static bool has_part(const anno_tei_node *corpus) {
  for (const anno_tei_node *child = corpus->first; child; child = child->next)
    if (child->name.len && !anno_str_among(child->name, "TEI teiCorpus")) return true;
  return false;
}

static anno_str id_of(file *f, const anno_tei_node *node) {
  if (!node->parent) return f->id;
  f->number++;
  return anno_ids_take(&f->ids, anno_source_part_id(f->ctx->document, f->id, anno_tei_xml_id(node), f->number));
}

static anno_status read_document(file *f, anno_tei_node *root) {
  anno_arena *arena = f->ctx->document;
  const anno_loc at = root ? root->at : (anno_loc){f->input, 0};
  anno_doc *doc = anno_source_part(f->ctx, f->source, root ? id_of(f, root) : f->id, at);
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = ANNO_STR("tei");
  doc->bad = doc->bad || f->bad;
  anno_tei t = {.doc = doc,
                .root = root,
                .ids = anno_ids_in(arena),
                .by_id = anno_table_in(arena),
                .shared = anno_table_in(arena),
                .numbers = anno_table_in(arena),
                .away = anno_table_in(arena)};
  if (root && !doc->bad) {
    anno_tei_make_text(&t);
    if (!anno_arena_failed(arena)) anno_tei_plan(&t);
    if (!anno_arena_failed(arena)) anno_tei_make_items(&t);
  }
  return anno_source_done(doc, f->out);
}

static anno_status read_tree(file *f, anno_tei_node *node) {
  const bool corpus = anno_tei_is(node, "teiCorpus");
  anno_status worst = !corpus || has_part(node) ? read_document(f, node) : ANNO_OK;
  for (anno_tei_node *child = node->first; child && worst <= ANNO_SKIP; child = child->next) {
    if (!anno_str_among(child->name, "TEI teiCorpus")) continue;
    const anno_status status = read_tree(f, child);
    if (status > worst) worst = status;
  }
  return worst;
}

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  anno_input *input;
  anno_tei_node *root = NULL;
  anno_status status = anno_source_load_all(ctx, source->path, &input);
  if (status != ANNO_OK) return status;
  status = anno_tei_parse(ctx, input, &root);
  if (status > ANNO_SKIP) return status;
  file f = {ctx, source,           input, out, anno_source_id(source, ".xml .tei"), anno_ids_in(ctx->document),
            0,   status != ANNO_OK};
  return f.bad || !root ? read_document(&f, NULL) : read_tree(&f, root);
}

const anno_reader anno_reader_tei = {.name = "tei",
                                     .summary = "TEI P5: names, standOff, lists and relations, speech",
                                     .unit = ANNO_TOKENS,
                                     .rules = "tei",
                                     .bid = bid,
                                     .read = read_source};
