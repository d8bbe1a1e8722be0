#include "read/many.h"

bool anno_many_no_memory(anno_many *many) {
  if (many->status != ANNO_NO_MEMORY) many->status = anno_source_no_memory(many->ctx);
  return false;
}

bool anno_many_open(anno_many *many, const anno_ctx *ctx, const anno_source *source, const char *endings) {
  many->ctx = ctx;
  many->own = *ctx;
  many->own.document = anno_arena_like(ctx->document);
  many->names = anno_arena_like(ctx->document);
  if (!many->own.document || !many->names) return anno_many_no_memory(many);
  many->ids = anno_ids_in(many->names);
  many->id = anno_source_id(source, endings);
  return true;
}

anno_doc *anno_many_begin(anno_many *many, anno_loc at) {
  anno_doc *doc = anno_doc_new(&many->own, many->id, at);
  many->count++;
  if (doc)
    doc->format = anno_str_from(many->format);
  else
    anno_many_no_memory(many);
  return doc;
}

static anno_str id_of(anno_many *many, anno_str name, bool alone) {
  const anno_str id = alone ? many->id : anno_source_part_id(many->names, many->id, name, many->count);
  return anno_ids_take(&many->ids, id);
}

bool anno_many_end(anno_many *many, anno_doc *doc, anno_str name, bool alone) {
  doc->id = id_of(many, name, alone);
  if (anno_arena_failed(many->names) || anno_arena_failed(many->ctx->document)) return anno_many_no_memory(many);
  /* IRIs are made of it. */
  if (anno_utf_invalid(doc->id) < doc->id.len) anno_doc_error(doc, ANNO_NOT_UTF8, doc->at, ANNO_STR(""));
  /* Whoever gets the document works in the arena of the file. */
  const anno_arena_mark mark = anno_arena_now(many->ctx->document);
  const anno_status status = anno_source_done(doc, many->out);
  anno_arena_back(many->ctx->document, mark);
  anno_arena_reset(many->own.document);
  if (status > many->status) many->status = status;
  return anno_many_go_on(many);
}

void anno_many_bad(anno_many *many, anno_loc at, bool alone) {
  anno_doc *doc = anno_many_begin(many, at);
  if (!doc) return;
  doc->bad = true;
  anno_many_end(many, doc, ANNO_STR(""), alone);
}

void anno_many_values(anno_many *many, anno_str path, anno_json_sink sink) {
  const anno_status status = anno_json_values(many->ctx, path, sink);
  if (status > many->status) many->status = status;
}

anno_status anno_many_close(anno_many *many) {
  anno_arena_free(many->own.document);
  anno_arena_free(many->names);
  return many->status;
}
