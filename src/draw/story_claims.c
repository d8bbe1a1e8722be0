/* Claims: propositions with their roles, and words that are conveyed. */
#include <stdlib.h>

#include "draw/tell.h"

/* A filler while fillers are put in order. */
typedef struct {
  anno_node role, node;
  int rank;
} part;

static int rank_of_role(anno_vocab role) {
  return role == ANNO_V_subject ? 0 : role == ANNO_V_object ? 1 : role == ANNO_V_said_value ? 2 : 3;
}

static int by_role(const void *a, const void *b) {
  const part *x = a, *y = b;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  if (x->role != y->role) return x->role < y->role ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

static unsigned nature_of(const anno_tell *tell, anno_node predicate) {
  static const struct {
    anno_vocab class;
    unsigned bits;
  } natures[] = {{ANNO_V_ConductRelation, ANNO_CONDUCT},
                 {ANNO_V_BlameRelation, ANNO_BLAME | ANNO_CONDUCT},
                 {ANNO_V_DescriptiveRelation, ANNO_DESCRIPTIVE},
                 {ANNO_V_StructuralRelation, ANNO_STRUCTURAL}};
  unsigned bits = 0;
  for (size_t i = 0; i < sizeof natures / sizeof *natures; i++)
    if (anno_told_so(tell, predicate, ANNO_V_type, natures[i].class)) bits |= natures[i].bits;
  return bits;
}

static void fill_filler(const anno_tell *tell, const part *from, anno_filler *out) {
  *out = (anno_filler){.role = anno_value_of(tell, from->role),
                       .label = anno_label_of(tell, from->role),
                       .kind = ANNO_FILLS_VALUE,
                       .at = ANNO_NOWHERE,
                       .text = anno_label_of(tell, from->node),
                       .period = {.text = ANNO_STR("")}};
  switch ((anno_tells)tell->kinds[from->node]) {
    case ANNO_TELLS_REFERENT:
      out->kind = ANNO_FILLS_REFERENT;
      out->at = tell->places[from->node];
      return;
    case ANNO_TELLS_TEXT:
    case ANNO_TELLS_CLAIM:
      out->kind = ANNO_FILLS_CLAIM;
      out->at = tell->places[from->node];
      return;
    case ANNO_TELLS_TIME:
      out->kind = ANNO_FILLS_TIME;
      out->period = anno_period_of(tell, (anno_nodes){&from->node, 1});
      return;
    default: return;
  }
}

static bool add_fillers(const anno_tell *tell, anno_node node, anno_claim *out) {
  const anno_about about = anno_graph_about(tell->graph, node);
  part *parts = anno_arena_array(tell->arena, about.count, sizeof *parts);
  size_t count = 0;
  if (!parts) return false;
  for (size_t i = 0; i < about.count; i++)
    if (tell->roles[about.predicates[i]])
      parts[count++] = (part){about.predicates[i], about.objects[i], rank_of_role(tell->terms[about.predicates[i]])};
  if (!count) return true;
  qsort(parts, count, sizeof *parts, by_role);
  anno_filler *fillers = anno_arena_array(tell->arena, count, sizeof *fillers);
  if (!fillers) return false;
  for (size_t i = 0; i < count; i++) fill_filler(tell, &parts[i], &fillers[i]);
  out->fillers = fillers;
  out->filler_count = count;
  return true;
}

/* The words of the first annotation, in order of the text, that expresses the proposition. */
static anno_str evidence_of(const anno_tell *tell, anno_nodes mentions) {
  anno_str words = ANNO_STR(""), first = ANNO_STR("");
  for (size_t i = 0; i < mentions.count; i++) {
    const anno_str iri = anno_value_of(tell, mentions.items[i]);
    if (words.len && anno_natural_cmp(iri, first) >= 0) continue;
    const anno_str found = anno_words_of(tell, anno_told(tell, mentions.items[i], ANNO_V_span));
    if (!found.len) continue;
    words = found;
    first = iri;
  }
  return words;
}

static bool fill(const anno_tell *tell, anno_node node, anno_claim *out) {
  const anno_node predicate = anno_told_one(tell, node, ANNO_V_predicate);
  *out = (anno_claim){.iri = anno_value_of(tell, node),
                      .label = anno_label_of(tell, node),
                      .predicate = predicate ? anno_value_of(tell, predicate) : ANNO_STR(""),
                      .verb = predicate ? anno_label_of(tell, predicate) : ANNO_STR(""),
                      .nature = predicate ? nature_of(tell, predicate) : 0,
                      .evidence = evidence_of(tell, anno_tellers(tell, ANNO_V_expresses, node))};
  return add_fillers(tell, node, out);
}

static void fill_text(const anno_tell *tell, anno_node node, anno_claim *out) {
  *out = (anno_claim){.iri = anno_value_of(tell, node),
                      .label = anno_label_of(tell, node),
                      .predicate = ANNO_STR(""),
                      .verb = ANNO_STR(""),
                      .evidence = ANNO_STR("")};
}

static bool nest(anno_tell *tell) {
  anno_story *story = tell->story;
  anno_belongings within = {.arena = tell->arena};
  anno_list *lists = anno_arena_array(tell->arena, story->claim_count, sizeof *lists);
  if (!lists) return false;
  for (size_t c = 0; c < story->claim_count; c++)
    for (size_t i = 0; i < story->claims[c].filler_count; i++) {
      const anno_filler *filler = &story->claims[c].fillers[i];
      if (filler->kind == ANNO_FILLS_CLAIM) anno_belong(&within, filler->at, (anno_at)c);
    }
  if (!anno_belongings_lists(&within, lists, story->claim_count)) return false;
  for (size_t c = 0; c < story->claim_count; c++) story->claims[c].within = lists[c];
  return true;
}

bool anno_tell_claims(anno_tell *tell) {
  for (anno_node n = 1; n <= tell->nodes; n++) {
    if (tell->kinds[n] == ANNO_TELLS_TEXT) fill_text(tell, n, &tell->story->claims[tell->places[n]]);
    if (tell->kinds[n] == ANNO_TELLS_CLAIM && !fill(tell, n, &tell->story->claims[tell->places[n]])) return false;
  }
  return nest(tell);
}
