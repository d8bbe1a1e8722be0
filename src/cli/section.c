#include "cli/section.h"

#include <stdlib.h>

anno_str anno_run_document_key(anno_arena *arena, anno_str base, anno_str id, anno_str annotator) {
  const anno_str end = ANNO_STR("\n");
  return ANNO_JOIN(arena, base, end, id, end, annotator);
}

void anno_run_counts_add(anno_run_counts *to, const anno_run_counts *more) {
  to->documents += more->documents;
  to->skipped += more->skipped;
  to->read += more->read;
  to->exported += more->exported;
  to->left_out += more->left_out;
  to->reported += more->reported;
  to->attributions += more->attributions;
  to->propositions += more->propositions;
  to->mentions += more->mentions;
  to->triples += more->triples;
}

anno_run_counts anno_run_counts_since(const anno_run_counts *now, const anno_run_counts *then) {
  return (anno_run_counts){now->documents - then->documents,
                           now->skipped - then->skipped,
                           now->read - then->read,
                           now->exported - then->exported,
                           now->left_out - then->left_out,
                           now->reported - then->reported,
                           now->attributions - then->attributions,
                           now->propositions - then->propositions,
                           now->mentions - then->mentions,
                           now->triples - then->triples};
}

anno_section *anno_section_new(void) {
  anno_section *section = calloc(1, sizeof *section);
  if (section) section->arena = anno_arena_new(NULL, (size_t)256 * 1024);
  if (section && section->arena) return section;
  free(section);
  return NULL;
}

void anno_section_free(anno_section *section) {
  if (!section) return;
  anno_arena_free(section->arena);
  free(section);
}

bool anno_section_note(anno_section *section, const anno_noted *noted) {
  anno_noted *copy = anno_arena_take(section->arena, sizeof *copy);
  if (!copy) return false;
  *copy = *noted;
  copy->next = NULL;
  copy->text = anno_arena_copy(section->arena, noted->text);
  copy->detail = anno_arena_copy(section->arena, noted->detail);
  *(section->last ? &section->last->next : &section->first) = copy;
  section->last = copy;
  section->bytes += sizeof *copy + noted->text.len + noted->detail.len;
  return !anno_arena_failed(section->arena);
}

void anno_section_clear(anno_section *section) {
  anno_arena_reset(section->arena);
  section->first = section->last = NULL;
  section->bytes = 0;
}
