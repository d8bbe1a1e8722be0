/* NAF, versions 1 to 3.2, and KAF, from which it comes: layers of annotations by reference to terms and words.
   Source: naf_v3.2.dtd; the NAF and KAF descriptions of their projects. */
#include "read/naf.h"
#include "read/source.h"

static const char endings[] = ".naf .kaf .naf.xml .kaf.xml";

static bool is_root(anno_str name) { return anno_str_eq(name, ANNO_STR("NAF")) || anno_str_eq(name, ANNO_STR("KAF")); }

static int bid(anno_head *begin, anno_str path) {
  const anno_str head = begin->bytes;
  const bool named = anno_path_ending(path, endings) != 0;
  if (!head.len) return named ? 60 : 0;
  const anno_str root = anno_xml_root(head);
  size_t n = 0;
  while (n < root.len && !anno_is_white(root.ptr[n]) && root.ptr[n] != '/' && root.ptr[n] != '>') n++;
  if (is_root(anno_str_sub(root, 0, n))) return named ? 95 : 80;
  return 0;
}

/* ---- The document as a whole */

/* One annotation without a place in the text, that says all of the head. */
static void read_head(anno_naf *naf) {
  static const char *const heads[] = {"nafHeader", "kafHeader"};
  const anno_str id = anno_ids_take(&naf->ids, ANNO_STR("document"));
  anno_naf_add(naf, ANNO_SPAN, id, naf->root->name, anno_naf_place(naf, naf->root->at));
  for (size_t i = 0; i < naf->root->attr_count; i++) {
    const anno_naf_said *attr = &naf->root->attrs[i];
    anno_naf_say(naf, id, attr->name, attr->value, anno_naf_place(naf, attr->at));
  }
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    for (const anno_naf_el *head = anno_naf_child(naf->root, heads[i]); head; head = anno_naf_again(head)) {
      naf->layer = head->name;
      for (const anno_naf_el *el = head->first; el; el = el->next) {
        if (anno_naf_is(el, "linguisticProcessors")) {
          for (const anno_naf_el *lp = el->first; lp; lp = lp->next)
            anno_naf_say(naf, id, el->name, anno_naf_describe(naf, anno_naf_value(el, "layer"), lp, ""),
                         anno_naf_place(naf, lp->at));
        } else {
          anno_naf_say_rest(naf, id, el, "", "");
        }
      }
    }
}

/* A topic is said of the document; how sure it is, beside it. */
static bool read_topic(anno_naf *naf, const anno_naf_el *el) {
  const anno_str text = anno_str_trim(el->text), id = ANNO_STR("document");
  if (!anno_naf_is(el, "topic")) return false;
  anno_naf_say(naf, id, el->name, text, anno_naf_place(naf, el->at));
  const anno_str all = anno_naf_describe(naf, text, el, "");
  if (all.len > text.len) anno_naf_say(naf, id, el->name, all, anno_naf_place(naf, el->at));
  return true;
}

/* ---- Layers */

static bool is_layer(const anno_naf_el *el) {
  static const char *const others[] = {"nafHeader", "kafHeader", "raw", "text"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (anno_naf_is(el, others[i])) return false;
  return true;
}

typedef bool read_element(anno_naf *naf, const anno_naf_el *el);

static void read_round(anno_naf *naf, read_element *read) {
  for (anno_naf_el *layer = naf->root->first; layer; layer = layer->next) {
    if (!is_layer(layer)) continue;
    naf->layer = layer->name;
    for (anno_naf_el *el = layer->first; el && !anno_naf_failed(naf); el = el->next)
      if (read(naf, el)) el->read = true;
  }
}

/* What no round knew: one finding for a layer. */
static void lose_unread(anno_naf *naf) {
  for (const anno_naf_el *layer = naf->root->first; layer; layer = layer->next) {
    size_t count = 0;
    const anno_naf_el *first = NULL;
    for (const anno_naf_el *el = layer->first; is_layer(layer) && el; el = el->next) {
      if (el->read) continue;
      if (!count++) first = el;
    }
    if (!layer->first && is_layer(layer) && anno_str_trim(layer->text).len) anno_naf_lose(naf, layer, "a text");
    if (!count) continue;
    anno_report(naf->doc->ctx->diag, ANNO_NOT_TAKEN, anno_naf_place(naf, first->at),
                "%.*s in %.*s: %zu elements of no known kind", ANNO_FMT(first->name), ANNO_FMT(layer->name), count);
    naf->doc->read += count;
    naf->doc->reported += count;
  }
}

/* KAF has its layers of properties and categories in one element: they take its place. */
static void lift_features(anno_naf_el *root) {
  for (anno_naf_el **at = &root->first; *at; at = &(*at)->next) {
    anno_naf_el *layer = *at;
    if (!anno_naf_is(layer, "features") || !layer->first) continue;
    anno_naf_el *last = layer->first;
    while (last->next) last = last->next;
    last->next = layer->next;
    *at = layer->first;
  }
}

static void read_all(anno_naf *naf) {
  lift_features(naf->root);
  const size_t expected = anno_naf_expected(naf->root);
  anno_doc_expect(naf->doc, expected);
  anno_table_expect(&naf->ids.taken, expected);
  read_head(naf);
  anno_naf_read_words(naf);
  if (anno_naf_failed(naf)) return;
  naf->in_terms = true;
  read_round(naf, anno_naf_read_term);
  naf->in_terms = false;
  read_round(naf, anno_naf_read_multiword);
  read_round(naf, read_topic);
  read_round(naf, anno_naf_read_span);
  read_round(naf, anno_naf_read_event);
  read_round(naf, anno_naf_read_relation);
  lose_unread(naf);
}

/* The document, read as far as it is good; NULL without memory, reported. The parser has said what is wrong with the
   bytes, if anything is. */
static anno_doc *read_parsed(const anno_ctx *ctx, anno_arena *work, const anno_source *source, const anno_loc begin,
                             anno_naf_el *root) {
  const anno_str id = anno_source_id(source, endings);
  anno_doc *doc = root ? anno_source_part(ctx, source, id, begin) : anno_doc_new(ctx, id, begin);
  if (!doc) {
    if (!root) anno_source_no_memory(ctx);
    return NULL;
  }
  doc->format = ANNO_STR("naf");
  doc->bad = doc->bad || !root;
  anno_naf naf = {.doc = doc,
                  .arena = ctx->document,
                  .work = work,
                  .root = root,
                  .ids = {ctx->document, anno_table_in(work)},
                  .words = anno_table_in(work),
                  .terms = anno_table_in(work),
                  .named = anno_table_in(work),
                  .predicates = anno_table_in(work),
                  .layer = ANNO_STR("")};
  if (!doc->bad && !is_root(root->name))
    anno_doc_error(doc, ANNO_BAD_VALUE, anno_naf_place(&naf, root->at), ANNO_STR("the root is no NAF or KAF"));
  if (!doc->bad) read_all(&naf);
  return doc;
}

/* What only reading needs of a large file is given back before the document goes on. */
static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  enum { LARGE = 1 << 20 };
  anno_input *input;
  anno_naf_el *root = NULL;
  anno_doc *doc = NULL;
  anno_status status = anno_source_load_all(ctx, source->path, &input);
  if (status) return status;
  const bool own = input->bytes.len > LARGE;
  anno_arena *work = own ? anno_arena_like(ctx->document) : ctx->document;
  if (!work) return anno_source_no_memory(ctx);
  status = anno_naf_parse(ctx, work, input, &root);
  bool failed = status <= ANNO_SKIP && anno_arena_failed(work);
  if (status <= ANNO_SKIP && !failed) {
    doc = read_parsed(ctx, work, source, (anno_loc){input, 0}, status ? NULL : root);
    failed = doc && own && anno_arena_failed(work);
  }
  if (own) anno_arena_free(work);
  if (failed) return anno_source_no_memory(ctx);
  if (status > ANNO_SKIP) return status;
  return doc ? anno_source_done(doc, out) : ANNO_NO_MEMORY;
}

const anno_reader anno_reader_naf = {.name = "naf",
                                     .summary = "NAF and KAF (.naf, .kaf): layers of the NewsReader pipelines",
                                     .unit = ANNO_CODE_POINTS,
                                     .rules = "naf",
                                     .bid = bid,
                                     .read = read_source};
