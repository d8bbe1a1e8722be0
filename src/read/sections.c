#include "read/sections.h"

#include "read/ids.h"

void anno_sections_add(anno_arena *arena, anno_sections *sections, size_t begin, anno_str name) {
  const anno_section section = {.begin = begin, .name = name};
  if (sections->count) sections->items[sections->count - 1].end = begin;
  ANNO_PUSH(arena, sections->items, sections->count, sections->capacity, section);
}

void anno_sections_name(anno_arena *arena, anno_sections *sections, size_t end, anno_str id) {
  anno_ids ids = anno_ids_in(arena);
  if (sections->count) sections->items[sections->count - 1].end = end;
  for (size_t i = 0; i < sections->count; i++) {
    anno_section *s = &sections->items[i];
    s->id = sections->count == 1 ? id : anno_ids_take(&ids, anno_source_part_id(arena, id, s->name, i + 1));
  }
}

static anno_status read_section(const anno_sections_job *job, const anno_section *section) {
  const anno_str bytes = anno_str_sub(job->input->bytes, section->begin, section->end);
  const size_t bad = anno_utf_invalid(bytes);
  anno_doc *doc = anno_source_part(job->ctx, job->source, section->id, (anno_loc){job->input, section->begin});
  if (!doc) return ANNO_NO_MEMORY;
  doc->format = anno_str_from(job->format);
  if (bad < bytes.len) anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){job->input, section->begin + bad}, ANNO_STR(""));
  if (!doc->bad) job->read(job->handle, doc, bytes);
  return anno_source_done(doc, job->out);
}

anno_status anno_sections_read(const anno_sections *sections, const anno_sections_job *job) {
  anno_status worst = ANNO_OK;
  const anno_arena_mark mark = anno_arena_now(job->ctx->document);
  for (size_t i = 0; i < sections->count && worst <= ANNO_SKIP; i++) {
    const anno_status status = read_section(job, &sections->items[i]);
    if (status > worst) worst = status;
    if (status <= ANNO_SKIP) anno_arena_back(job->ctx->document, mark);
  }
  return worst;
}
