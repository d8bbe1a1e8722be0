#include "cli/record.h"

static anno_made_counts counts_now(const anno_record *r) {
  const anno_run_counts *n = r->counts;
  return (anno_made_counts){.documents = n->documents,
                            .skipped = n->skipped,
                            .read = n->read,
                            .exported = n->exported,
                            .reported = n->reported,
                            .left_out = n->left_out,
                            .statements = n->attributions,
                            .triples = (size_t)n->triples,
                            .errors = r->reporter->errors,
                            .warnings = r->reporter->warnings};
}

static void begin_section(anno_record *r) {
  const size_t corpus = r->section.corpus;
  anno_arena_reset(r->arena);
  r->section = (anno_made_section){.corpus = corpus, .begin = (size_t)anno_out_bytes(r->out)};
  r->document_capacity = 0;
  r->before = counts_now(r);
}

static void end_section(anno_record *r) {
  anno_made_section *section = &r->section;
  section->length = (size_t)anno_out_bytes(r->out) - section->begin;
  if (!r->options->writer->sections) section->begin = section->length = 0;
  section->counts = counts_now(r);
  anno_made_counts_take(&section->counts, &r->before);
  if (anno_arena_failed(r->arena)) anno_manifest_lacks(r->manifest);
  anno_manifest_add(r->manifest, section);
  begin_section(r);
}

bool anno_record_open(anno_record *r, const anno_ctx *ctx, const anno_inputs *inputs) {
  r->arena = anno_arena_new(NULL, 0);
  if (!r->arena) anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  if (r->arena) r->manifest = anno_manifest_open(ctx, r->options, inputs);
  if (r->manifest) return true;
  anno_arena_free(r->arena);
  return false;
}

void anno_record_begin_corpus(anno_record *r, anno_ctx *ctx) {
  r->section.corpus++;
  begin_section(r);
  r->files = ctx->files;
  anno_watched_begin(&r->watched, r->arena, r->files);
  ctx->files = &r->watched.files;
}

void anno_record_corpus_begun(const anno_record *r, anno_ctx *ctx) { ctx->files = r->files; }

void anno_record_head(anno_record *r, const anno_found *first, anno_str base) {
  anno_buf files = anno_buf_in(r->arena);
  anno_manifest_files(&r->watched, first, true, &files);
  r->section.base = base;
  r->section.files_text = anno_buf_str(&files);
  end_section(r);
}

void anno_record_document(anno_record *r, anno_str key) {
  const anno_str copy = anno_arena_copy(r->arena, key);
  size_t at = copy.len;
  while (at && copy.ptr[at - 1] != '\n') at--;
  const anno_made_document document = {anno_str_sub(copy, 0, at ? at - 1 : 0), anno_str_sub(copy, at, copy.len)};
  anno_made_section *section = &r->section;
  ANNO_PUSH(r->arena, section->documents, section->document_count, r->document_capacity, document);
}

void anno_record_source(anno_record *r, const anno_found *found, anno_str files) {
  r->section.source = found->id;
  r->section.format = anno_str_from(found->reader->name);
  r->section.files_text = files;
  end_section(r);
}

anno_status anno_record_again(anno_record *r, const anno_made_section *old) {
  anno_made_section section = *old;
  section.corpus = r->section.corpus;
  section.begin = (size_t)anno_out_bytes(r->out);
  r->unchanged += section.counts.documents;
  anno_manifest_add(r->manifest, &section);
  const anno_status status = anno_manifest_copy(r->manifest, old, r->out);
  begin_section(r);
  return status;
}

anno_status anno_record_close(anno_record *r, bool keep) {
  const anno_made_counts all = counts_now(r);
  anno_arena_free(r->arena);
  return anno_manifest_close(r->manifest, keep, &all);
}
