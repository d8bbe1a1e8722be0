/* Words for people: labels, shortened texts, literals in the language of the document. */
#include "map/work.h"

anno_term anno_work_text(const anno_work *work, anno_str text) { return anno_text(text, work->language); }

anno_str anno_work_local(anno_str iri) {
  size_t at = iri.len;
  while (at && iri.ptr[at - 1] != '#' && iri.ptr[at - 1] != '/') at--;
  return anno_str_sub(iri, at, iri.len);
}

anno_str anno_work_label(const anno_work *work, anno_str iri) {
  const anno_str declared = anno_rules_label(work->map->rules, iri);
  if (declared.len) return declared;
  const anno_str first = anno_blocks_value(&work->blocks, iri, ANNO_V_label);
  return first.ptr ? first : anno_work_local(iri);
}

/* The beginning of a long text, which is made normal in vain: more than becomes `limit` characters. */
static anno_str beginning(anno_str text, size_t limit) {
  enum { SPARE = 64, JOINED = 4 }; /* so many characters become one at most */
  size_t at = 0, kept = 0;
  if (text.len <= (limit + SPARE) * JOINED) return text;
  while (at < text.len && kept < (limit + SPARE) * JOINED) {
    const uint32_t code = anno_utf_next(text, &at);
    kept += !anno_utf_is_space(code);
  }
  return anno_str_sub(text, 0, at);
}

anno_str anno_work_short(anno_arena *arena, anno_str text, size_t limit) {
  const anno_str normal = anno_mint_normal(arena, beginning(text, limit));
  size_t at = 0;
  for (size_t n = 0; n < limit && at < normal.len; n++) anno_utf_next(normal, &at);
  if (at == normal.len) return normal;
  return anno_arena_print(arena, "%.*s…", (int)at, normal.ptr);
}
