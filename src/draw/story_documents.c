/* Documents, and how pictures name them. */
#include <stdlib.h>

#include "draw/tell.h"

static anno_period date_of(const anno_tell *tell, anno_node node) {
  static const anno_vocab given[] = {ANNO_V_dateOfDocument, ANNO_V_date, ANNO_V_dateInferred};
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    const anno_str text = anno_best_literal(tell, anno_told(tell, node, given[i]));
    if (!text.len) continue;
    anno_period period = anno_period_of_date(text);
    if (given[i] == ANNO_V_dateInferred) period.uncertain = period.known;
    return period;
  }
  return (anno_period){.text = ANNO_STR("")};
}

static void fill(const anno_tell *tell, anno_node node, anno_document *out) {
  const anno_node publisher = anno_told_one(tell, node, ANNO_V_publisher);
  *out = (anno_document){.iri = anno_value_of(tell, node),
                         .id = anno_best_literal(tell, anno_told(tell, node, ANNO_V_identifier)),
                         .title = anno_best_literal(tell, anno_told(tell, node, ANNO_V_title)),
                         .publisher = publisher ? anno_label_of(tell, publisher) : ANNO_STR(""),
                         .date = date_of(tell, node)};
  if (!out->id.len) out->id = anno_local_name(tell->arena, out->iri);
}

static bool is_word(char c) {
  return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t common(anno_str a, anno_str b) {
  size_t n = 0;
  while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) n++;
  return n;
}

/* The shortest beginning of `id` that is longer than `shared` and ends at a word. */
static anno_str beginning(anno_str id, size_t shared) {
  for (size_t n = shared + 1; n < id.len; n++)
    if (is_word(id.ptr[n - 1]) && !is_word(id.ptr[n])) return anno_str_sub(id, 0, n);
  return id;
}

static int by_id(const void *a, const void *b) {
  const anno_document *const *x = a, *const *y = b;
  const int c = anno_str_cmp((*x)->id, (*y)->id);
  return c ? c : anno_str_cmp((*x)->iri, (*y)->iri);
}

/* What an ID has in common with any other it has with one of its neighbours in order. */
static bool name_sources(anno_story *story) {
  const size_t count = story->document_count;
  anno_document **sorted = anno_arena_array(story->arena, count, sizeof *sorted);
  if (!sorted) return false;
  for (size_t i = 0; i < count; i++) sorted[i] = &story->documents[i];
  if (count) qsort(sorted, count, sizeof *sorted, by_id);
  for (size_t i = 0; i < count; i++) {
    const size_t before = i ? common(sorted[i]->id, sorted[i - 1]->id) : 0;
    const size_t after = i + 1 < count ? common(sorted[i]->id, sorted[i + 1]->id) : 0;
    sorted[i]->source = beginning(sorted[i]->id, before > after ? before : after);
  }
  return true;
}

bool anno_tell_documents(anno_tell *tell) {
  for (anno_node n = 1; n <= tell->nodes; n++)
    if (tell->kinds[n] == ANNO_TELLS_DOCUMENT) fill(tell, n, &tell->story->documents[tell->places[n]]);
  return name_sources(tell->story);
}
