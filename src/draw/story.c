/* Sorts the nodes of the graph into what they become, and has each part filled. */
#include "draw/story.h"

#include <stdlib.h>

#include "draw/tell.h"

/* What is known of a node while nodes are sorted. */
enum {
  SAYING = 1,
  CLAIM = 2,
  TEXT = 4,
  DOCUMENT = 8,
  TIME = 16,
  SPAN = 32,
  REFERENT = 64, /* of a class of referents */
  USED = 128     /* where the story has referents */
};

/* --- The graph by vocabulary ----------------------------------------------------------------------------------- */

anno_nodes anno_told(const anno_tell *tell, anno_node subject, anno_vocab predicate) {
  return anno_graph_objects(tell->graph, subject, tell->vocab[predicate]);
}

anno_nodes anno_tellers(const anno_tell *tell, anno_vocab predicate, anno_node object) {
  return anno_graph_subjects(tell->graph, tell->vocab[predicate], object);
}

anno_node anno_told_one(const anno_tell *tell, anno_node subject, anno_vocab predicate) {
  const anno_nodes all = anno_told(tell, subject, predicate);
  return all.count ? all.items[0] : 0;
}

bool anno_told_so(const anno_tell *tell, anno_node subject, anno_vocab predicate, anno_vocab object) {
  const anno_nodes all = anno_told(tell, subject, predicate);
  for (size_t i = 0; i < all.count; i++)
    if (tell->terms[all.items[i]] == object) return true;
  return false;
}

anno_str anno_value_of(const anno_tell *tell, anno_node node) { return anno_graph_term(tell->graph, node)->value; }

bool anno_is_iri(const anno_tell *tell, anno_node node) { return anno_graph_term(tell->graph, node)->kind == ANNO_IRI; }

anno_at anno_place_as(const anno_tell *tell, anno_node node, anno_tells kind) {
  return node && tell->kinds[node] == kind ? tell->places[node] : ANNO_NOWHERE;
}

anno_at anno_place_of_claim(const anno_tell *tell, anno_node node) {
  const anno_at at = anno_place_as(tell, node, ANNO_TELLS_CLAIM);
  return at == ANNO_NOWHERE ? anno_place_as(tell, node, ANNO_TELLS_TEXT) : at;
}

anno_list anno_places(const anno_tell *tell, anno_nodes nodes, anno_tells kind) {
  anno_list list = {0};
  for (size_t i = 0; i < nodes.count; i++) list.count += anno_place_as(tell, nodes.items[i], kind) != ANNO_NOWHERE;
  if (!list.count) return list;
  list.items = anno_arena_array(tell->arena, list.count, sizeof *list.items);
  if (!list.items) return (anno_list){0};
  size_t n = 0;
  for (size_t i = 0; i < nodes.count; i++) {
    const anno_at at = anno_place_as(tell, nodes.items[i], kind);
    if (at != ANNO_NOWHERE) list.items[n++] = at;
  }
  return list;
}

/* --- What belongs to what -------------------------------------------------------------------------------------- */

void anno_belong(anno_belongings *to, anno_at key, anno_at value) {
  if (key == ANNO_NOWHERE || value == ANNO_NOWHERE) return;
  ANNO_PUSH(to->arena, to->items, to->count, to->capacity, ((anno_belonging){key, value}));
}

static int by_key(const void *a, const void *b) {
  const anno_belonging *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->value > y->value) - (x->value < y->value);
}

bool anno_belongings_lists(anno_belongings *from, anno_list *lists, size_t count) {
  if (anno_arena_failed(from->arena)) return false;
  if (!from->count) return true;
  anno_at *values = anno_arena_array(from->arena, from->count, sizeof *values);
  if (!values) return false;
  qsort(from->items, from->count, sizeof *from->items, by_key);
  for (size_t i = 0, n = 0; i < from->count; i++) {
    const anno_belonging *b = &from->items[i];
    if (b->key >= count || (i && by_key(b, b - 1) == 0)) continue;
    anno_list *list = &lists[b->key];
    if (!list->count) list->items = &values[n];
    list->count++;
    values[n++] = b->value;
  }
  return true;
}

/* --- Sorting nodes --------------------------------------------------------------------------------------------- */

static unsigned char class_flag(anno_vocab class) {
  switch (class) {
    case ANNO_V_Attribution:
    case ANNO_V_Statement:
    case ANNO_V_Report:
    case ANNO_V_Narration:
    case ANNO_V_Accusation:
    case ANNO_V_Denial:
    case ANNO_V_Acknowledgement:
    case ANNO_V_Assessment:
    case ANNO_V_Prediction:
    case ANNO_V_Proposal:
    case ANNO_V_Commitment:
    case ANNO_V_Rejection:
    case ANNO_V_Warning:
    case ANNO_V_Question: return SAYING;
    case ANNO_V_Proposition: return CLAIM;
    case ANNO_V_Document: return DOCUMENT;
    case ANNO_V_TimeSpan: return TIME;
    case ANNO_V_Referent:
    case ANNO_V_Agent:
    case ANNO_V_Person:
    case ANNO_V_Organization:
    case ANNO_V_State:
    case ANNO_V_AgentGroup:
    case ANNO_V_Place:
    case ANNO_V_Work:
    case ANNO_V_Arrangement:
    case ANNO_V_Agreement:
    case ANNO_V_LegalAct:
    case ANNO_V_Mechanism:
    case ANNO_V_Event:
    case ANNO_V_Concept: return REFERENT;
    default: return 0;
  }
}

/* What a statement's object is by its predicate alone. */
static unsigned char object_flag(anno_vocab predicate) {
  switch (predicate) {
    case ANNO_V_affirms:
    case ANNO_V_negates:
    case ANNO_V_leavesOpen:
    case ANNO_V_content:
    case ANNO_V_expresses: return CLAIM;
    case ANNO_V_conveys: return TEXT;
    case ANNO_V_inDocument: return DOCUMENT;
    case ANNO_V_when: return TIME;
    case ANNO_V_evidence:
    case ANNO_V_span: return SPAN;
    case ANNO_V_speaker:
    case ANNO_V_onBehalfOf:
    case ANNO_V_addressee:
    case ANNO_V_accuses:
    case ANNO_V_about:
    case ANNO_V_medium:
    case ANNO_V_body:
    case ANNO_V_side:
    case ANNO_V_rel_affiliation:
    case ANNO_V_rel_component: return USED;
    default: return 0;
  }
}

/* The same of its subject. */
static unsigned char subject_flag(anno_vocab predicate) {
  switch (predicate) {
    case ANNO_V_anchorOf:
    case ANNO_V_span:
    case ANNO_V_expresses: return SPAN;
    case ANNO_V_edtf:
    case ANNO_V_timeText:
    case ANNO_V_beginEarliest:
    case ANNO_V_beginLatest:
    case ANNO_V_endEarliest:
    case ANNO_V_endLatest: return TIME;
    case ANNO_V_body:
    case ANNO_V_side:
    case ANNO_V_rel_affiliation:
    case ANNO_V_rel_component:
    case ANNO_V_rel_post: return USED;
    default: return 0;
  }
}

static void flag_about(const anno_tell *tell, anno_node subject, unsigned char *flags) {
  const anno_about about = anno_graph_about(tell->graph, subject);
  for (size_t i = 0; i < about.count; i++) {
    const anno_vocab predicate = tell->terms[about.predicates[i]];
    if (predicate == ANNO_V_type)
      flags[subject] |= class_flag(tell->terms[about.objects[i]]);
    else
      flags[subject] |= subject_flag(predicate);
    if (anno_is_iri(tell, about.objects[i])) flags[about.objects[i]] |= object_flag(predicate);
  }
}

static void flag_fillers(const anno_tell *tell, anno_node subject, unsigned char *flags) {
  const anno_about about = anno_graph_about(tell->graph, subject);
  for (size_t i = 0; i < about.count; i++)
    if (tell->roles[about.predicates[i]] && anno_is_iri(tell, about.objects[i])) flags[about.objects[i]] |= USED;
}

static anno_tells kind_of(unsigned flags) {
  static const struct {
    unsigned flag;
    anno_tells kind;
  } order[] = {{SAYING, ANNO_TELLS_SAYING},     {CLAIM, ANNO_TELLS_CLAIM},  {TEXT, ANNO_TELLS_TEXT},
               {DOCUMENT, ANNO_TELLS_DOCUMENT}, {TIME, ANNO_TELLS_TIME},    {SPAN, ANNO_TELLS_SPAN},
               {REFERENT, ANNO_TELLS_REFERENT}, {USED, ANNO_TELLS_REFERENT}};
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    if (flags & order[i].flag) return order[i].kind;
  return ANNO_TELLS_NOTHING;
}

static bool is_role(const anno_tell *tell, anno_node node) {
  const anno_str iri = anno_value_of(tell, node);
  const size_t hash = anno_str_find(iri, 0, '#');
  if (anno_str_starts(iri, ANNO_STR(ANNO_NS_SAID))) return true;
  if (hash < iri.len && anno_str_ends(anno_str_sub(iri, 0, hash), ANNO_STR("/role"))) return true;
  return anno_told_so(tell, node, ANNO_V_type, ANNO_V_RoleProperty);
}

static bool find_vocabulary(anno_tell *tell) {
  tell->terms = anno_arena_array(tell->arena, tell->nodes + (size_t)1, sizeof *tell->terms);
  if (!tell->terms) return false;
  for (anno_node n = 0; n <= tell->nodes; n++) tell->terms[n] = ANNO_V_COUNT;
  for (unsigned v = 0; v < ANNO_V_COUNT; v++) {
    tell->vocab[v] = anno_graph_find(tell->graph, anno_vocab_iri((anno_vocab)v));
    if (tell->vocab[v]) tell->terms[tell->vocab[v]] = (unsigned short)v;
  }
  return true;
}

static anno_at *counter_of(anno_at *counts, anno_tells kind) {
  return &counts[kind == ANNO_TELLS_TEXT ? ANNO_TELLS_CLAIM : kind];
}

static bool number_nodes(anno_tell *tell, const unsigned char *flags) {
  anno_at counts[ANNO_TELLS_REFERENT + 1] = {0};
  anno_story *story = tell->story;
  for (anno_node n = 1; n <= tell->nodes; n++) {
    const anno_tells kind = kind_of(flags[n]);
    tell->kinds[n] = (unsigned char)kind;
    tell->places[n] = (*counter_of(counts, kind))++;
  }
  story->sayings = anno_arena_array(tell->arena, counts[ANNO_TELLS_SAYING], sizeof *story->sayings);
  story->claims = anno_arena_array(tell->arena, counts[ANNO_TELLS_CLAIM], sizeof *story->claims);
  story->documents = anno_arena_array(tell->arena, counts[ANNO_TELLS_DOCUMENT], sizeof *story->documents);
  story->referents = anno_arena_array(tell->arena, counts[ANNO_TELLS_REFERENT], sizeof *story->referents);
  if (anno_arena_failed(tell->arena)) return false;
  story->saying_count = counts[ANNO_TELLS_SAYING];
  story->claim_count = counts[ANNO_TELLS_CLAIM];
  story->document_count = counts[ANNO_TELLS_DOCUMENT];
  story->referent_count = counts[ANNO_TELLS_REFERENT];
  return true;
}

static bool sort_nodes(anno_tell *tell) {
  const size_t room = tell->nodes + (size_t)1;
  unsigned char *flags = anno_arena_array(tell->arena, room, sizeof *flags);
  tell->kinds = anno_arena_array(tell->arena, room, sizeof *tell->kinds);
  tell->places = anno_arena_array(tell->arena, room, sizeof *tell->places);
  tell->roles = anno_arena_array(tell->arena, room, sizeof *tell->roles);
  if (anno_arena_failed(tell->arena)) return false;
  for (anno_node n = 1; n <= tell->nodes; n++) tell->roles[n] = anno_is_iri(tell, n) && is_role(tell, n);
  for (anno_node n = 1; n <= tell->nodes; n++) flag_about(tell, n, flags);
  for (anno_node n = 1; n <= tell->nodes; n++)
    if (flags[n] & CLAIM) flag_fillers(tell, n, flags);
  return number_nodes(tell, flags);
}

bool anno_story_tell(anno_arena *arena, const anno_graph *graph, anno_story *out) {
  *out = (anno_story){.arena = arena};
  anno_tell *tell = anno_arena_take(arena, sizeof *tell);
  if (!tell) return false;
  *tell = (anno_tell){.arena = arena, .graph = graph, .story = out, .nodes = (anno_node)anno_graph_nodes(graph)};
  return find_vocabulary(tell) && sort_nodes(tell) && anno_tell_documents(tell) && anno_tell_claims(tell) &&
         anno_tell_sayings(tell) && anno_tell_referents(tell) && anno_tell_bodies(tell) && !anno_arena_failed(arena);
}

bool anno_list_has(anno_list list, anno_at at) {
  size_t begin = 0, end = list.count;
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (list.items[middle] == at) return true;
    if (list.items[middle] < at)
      begin = middle + 1;
    else
      end = middle;
  }
  return false;
}
