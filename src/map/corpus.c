#include "map/corpus.h"

#include <errno.h>

static anno_status load_beside(const anno_ctx *ctx, anno_str root, anno_str name, anno_str base, anno_rdf *out) {
  const anno_str path = anno_path_join(ctx->run, root, name);
  const anno_file_kind kind = ctx->files->kind(ctx->files->handle, path);
  if (kind == ANNO_FILE_NONE) return ANNO_OK;
  if (kind == ANNO_FILE_OTHER) { /* reading a pipe or device may never end */
    anno_report(ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(path), strerror(EINVAL));
    return ANNO_BAD_INPUT;
  }
  anno_input *input = anno_arena_take(ctx->run, sizeof *input);
  if (!input) return ANNO_NO_MEMORY;
  input->name = path;
  const int error = ctx->files->read(ctx->files->handle, ctx->run, path, &input->bytes);
  if (error == ENOMEM) return ANNO_NO_MEMORY;
  if (error) {
    anno_report(ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(path), strerror(error));
    return ANNO_BAD_INPUT;
  }
  return anno_rdf_load(ctx, input, base, out);
}

/* The IRI of whatever calls itself a corpus, "" if nothing does. False after a report that no name can be put behind
 * it.
 */
static bool declared_base(const anno_ctx *ctx, const anno_corpus *corpus, anno_str *out) {
  const anno_rdf *rdf = &corpus->documents;
  *out = ANNO_STR("");
  for (size_t i = 0; i < rdf->count && !out->len; i++) {
    if (!anno_is(&rdf->stmts[i].predicate, ANNO_V_type) || !anno_is(&rdf->stmts[i].object, ANNO_V_Corpus)) continue;
    *out = rdf->stmts[i].subject.value;
    if (anno_base_ok(*out)) continue;
    anno_report(ctx->diag, ANNO_BAD_RDF, rdf->places[i], "a corpus has an IRI without '#': all others begin with it");
    return false;
  }
  return true;
}

static void find_rule_sets(const anno_ctx *ctx, anno_str declared, anno_corpus *out) {
  const anno_rdf *rdf = &out->documents;
  size_t capacity = 0;
  for (size_t i = 0; i < rdf->count; i++)
    if (anno_str_eq(rdf->stmts[i].subject.value, declared) && anno_is(&rdf->stmts[i].predicate, ANNO_V_rules))
      ANNO_PUSH(ctx->run, out->rule_sets, out->rule_set_count, capacity, rdf->stmts[i].object.value);
}

/* --base renames what the files beside the documents name, so that links keep meeting their entries. */
static void rebase(const anno_ctx *ctx, anno_rdf *rdf, anno_str from, anno_str to) {
  for (size_t i = 0; i < rdf->count; i++) {
    anno_term *const terms[] = {&rdf->stmts[i].subject, &rdf->stmts[i].object};
    for (size_t k = 0; k < 2; k++) {
      if (terms[k]->kind != ANNO_IRI || !anno_str_starts(terms[k]->value, from)) continue;
      const anno_str rest = anno_str_sub(terms[k]->value, from.len, terms[k]->value.len);
      terms[k]->value = anno_arena_print(ctx->run, "%.*s%.*s", ANNO_FMT(to), ANNO_FMT(rest));
    }
  }
}

/* Blank nodes get names from their file and order, since an export has none. */
static void name_blank_nodes(const anno_ctx *ctx, anno_rdf *rdf, anno_str base, const char *file) {
  const anno_str blank = ANNO_STR("_:");
  for (size_t i = 0; i < rdf->count; i++) {
    anno_term *const terms[] = {&rdf->stmts[i].subject, &rdf->stmts[i].object};
    for (size_t k = 0; k < 2; k++) {
      if (terms[k]->kind != ANNO_IRI || !anno_str_starts(terms[k]->value, blank)) continue;
      const anno_str label = anno_str_sub(terms[k]->value, blank.len, terms[k]->value.len);
      terms[k]->value = anno_arena_print(ctx->run, "%.*sgenid/%s-%.*s", ANNO_FMT(base), file, ANNO_FMT(label));
    }
  }
}

static void index_subjects(anno_arena *arena, anno_corpus *out) {
  out->document_next = anno_arena_array(arena, out->documents.count + 1, sizeof *out->document_next);
  for (size_t i = out->documents.count; out->document_next && i-- > 0;) {
    const anno_str subject = out->documents.stmts[i].subject.value;
    out->document_next[i] = anno_table_get(&out->document_heads, subject);
    anno_table_set(&out->document_heads, subject, (unsigned)i + 1);
  }
  for (size_t i = 0; i < out->authority.count; i++)
    if (anno_is(&out->authority.stmts[i].predicate, ANNO_V_label))
      anno_table_add(&out->labels, out->authority.stmts[i].subject.value, (unsigned)i + 1);
}

anno_status anno_corpus_load(const anno_ctx *ctx, anno_str root, anno_str base, anno_corpus *out) {
  *out = (anno_corpus){.root = root, .document_heads = anno_table_in(ctx->run), .labels = anno_table_in(ctx->run)};
  const anno_str relative_to = ANNO_STR(ANNO_DEFAULT_BASE);
  anno_status status = load_beside(ctx, root, ANNO_STR("documents.ttl"), relative_to, &out->documents);
  if (!status) status = load_beside(ctx, root, ANNO_STR("authority.ttl"), relative_to, &out->authority);
  if (status) return status;
  anno_str declared;
  if (!declared_base(ctx, out, &declared)) return ANNO_BAD_INPUT;
  /* Names are put behind it, so it has to end where a name may begin. */
  if (base.len && base.ptr[base.len - 1] != '/') base = anno_arena_print(ctx->run, "%.*s/", ANNO_FMT(base));
  out->base = base.len ? base : declared.len ? declared : ANNO_STR(ANNO_DEFAULT_BASE);
  out->declared = declared;
  find_rule_sets(ctx, declared, out);
  if (declared.len && !anno_str_eq(declared, out->base)) {
    rebase(ctx, &out->documents, declared, out->base);
    rebase(ctx, &out->authority, declared, out->base);
  }
  name_blank_nodes(ctx, &out->documents, out->base, "documents");
  name_blank_nodes(ctx, &out->authority, out->base, "authority");
  index_subjects(ctx->run, out);
  return anno_arena_failed(ctx->run) ? ANNO_NO_MEMORY : ANNO_OK;
}

anno_str anno_corpus_label(const anno_corpus *corpus, anno_str iri) {
  const unsigned at = anno_table_get(&corpus->labels, iri);
  return at ? corpus->authority.stmts[at - 1].object.value : ANNO_STR("");
}

anno_term anno_corpus_fact(const anno_corpus *corpus, anno_str document, anno_vocab property) {
  const anno_rdf *rdf = &corpus->documents;
  for (size_t i = anno_table_get(&corpus->document_heads, document); i; i = corpus->document_next[i - 1])
    if (anno_is(&rdf->stmts[i - 1].predicate, property)) return rdf->stmts[i - 1].object;
  return (anno_term){0};
}
