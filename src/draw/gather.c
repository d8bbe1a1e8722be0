#include "draw/gather.h"

#include "rdf/vocab.h"

/* What the story reads of the project's own properties. Which statements are kept depends on each alone and, for labels
   and types of mentions and spans, which the story never reads, on what came before: so their order does not matter. */
static const anno_vocab read_by_story[] = {
    ANNO_V_speaker,      ANNO_V_onBehalfOf,  ANNO_V_addressee,   ANNO_V_medium,    ANNO_V_accuses,
    ANNO_V_affirms,      ANNO_V_negates,     ANNO_V_leavesOpen,  ANNO_V_content,   ANNO_V_relays,
    ANNO_V_conveys,      ANNO_V_degree,      ANNO_V_certainty,   ANNO_V_mood,      ANNO_V_condition,
    ANNO_V_quote,        ANNO_V_when,        ANNO_V_date,        ANNO_V_predicate, ANNO_V_edtf,
    ANNO_V_timeText,     ANNO_V_beginLatest, ANNO_V_endEarliest, ANNO_V_endLatest, ANNO_V_beginEarliest,
    ANNO_V_expresses,    ANNO_V_span,        ANNO_V_evidence,    ANNO_V_gloss,     ANNO_V_inDocument,
    ANNO_V_annotationId, ANNO_V_annotator,   ANNO_V_respondsTo,  ANNO_V_about,     ANNO_V_manner,
    ANNO_V_body,         ANNO_V_side,        ANNO_V_tag,         ANNO_V_colour,    ANNO_V_dateInferred,
};
static const anno_vocab read_of_others[] = {
    ANNO_V_type,       ANNO_V_label,     ANNO_V_prefLabel,       ANNO_V_altLabel,      ANNO_V_title,
    ANNO_V_identifier, ANNO_V_publisher, ANNO_V_dateOfDocument,  ANNO_V_sameAs,        ANNO_V_subClassOf,
    ANNO_V_anchorOf,   ANNO_V_rel_post,  ANNO_V_rel_affiliation, ANNO_V_rel_component,
};

bool anno_gather_begin(anno_gather *gather, anno_arena *arena, const anno_diag_sink *diag) {
  *gather = (anno_gather){.graph = anno_graph_new(arena), .diag = diag, .arena = arena, .subject = anno_buf_in(arena)};
  return gather->graph != NULL;
}

static bool is_one_of(const anno_term *term, const anno_vocab *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (anno_is(term, list[i])) return true;
  return false;
}

static bool in_space(const anno_term *term, const char *space) {
  return anno_str_starts(term->value, anno_str_from(space));
}

/* Namespaces of which the story reads some properties and no others. */
static bool is_known_space(const anno_term *predicate) {
  static const char *const spaces[] = {ANNO_NS_RDF,     ANNO_NS_RDFS,   ANNO_NS_SKOS, ANNO_NS_REL,
                                       ANNO_NS_DCTERMS, ANNO_NS_SCHEMA, ANNO_NS_NIF};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (in_space(predicate, spaces[i])) return true;
  return false;
}

static bool is_twin(const anno_term *predicate) {
  return in_space(predicate, ANNO_NS_CLAIMED) || in_space(predicate, ANNO_NS_DENIED);
}

static bool is_wanted(const anno_gather *gather, const anno_stmt *stmt) {
  static const anno_vocab marks[] = {ANNO_V_Mention,     ANNO_V_DocumentAnnotation, ANNO_V_Span,
                                     ANNO_V_TextContent, ANNO_V_QuotedTwin,         ANNO_V_rdf_Statement};
  const anno_term *p = &stmt->predicate;
  if (stmt->object.kind != ANNO_IRI && stmt->object.kind != ANNO_LITERAL) return false;
  if (is_twin(p)) return false;
  if (in_space(p, ANNO_NS)) return is_one_of(p, read_by_story, sizeof read_by_story / sizeof *read_by_story);
  if (anno_is(p, ANNO_V_type) || anno_is(p, ANNO_V_label))
    return !gather->dropping && !is_one_of(&stmt->object, marks, sizeof marks / sizeof *marks);
  if (is_known_space(p)) return is_one_of(p, read_of_others, sizeof read_of_others / sizeof *read_of_others);
  return true;
}

/* A mention or span whose type comes first: its labels and types are as long as all the rest. */
static void meet_subject(anno_gather *gather, const anno_stmt *stmt) {
  if (!anno_str_eq(anno_buf_str(&gather->subject), stmt->subject.value)) {
    gather->subject.len = 0;
    anno_buf_put(&gather->subject, stmt->subject.value);
    gather->dropping = false;
  }
  static const anno_vocab classes[] = {ANNO_V_Mention, ANNO_V_DocumentAnnotation, ANNO_V_Span};
  if (anno_is(&stmt->predicate, ANNO_V_type) && is_one_of(&stmt->object, classes, sizeof classes / sizeof *classes))
    gather->dropping = true;
}

/* Twins stand in the graph of their proposition, or else they are flat. Of the graphs with twins one is enough to tell;
   it is the first in order, whichever comes first. */
static void meet_twin(anno_gather *gather, const anno_stmt *stmt) {
  const anno_str graph = stmt->graph.kind == ANNO_IRI ? stmt->graph.value : ANNO_STR("");
  if (gather->twins && anno_str_cmp(graph, gather->twin_graph) >= 0) return;
  gather->twins = true;
  gather->twin_graph = anno_arena_copy(gather->arena, graph);
}

static anno_status on_event(void *handle, const anno_event *event) {
  anno_gather *gather = handle;
  if (event->kind != ANNO_EVENT_STATEMENT) return ANNO_OK;
  const anno_stmt *stmt = event->stmt;
  gather->statements++;
  meet_subject(gather, stmt);
  if (is_twin(&stmt->predicate)) meet_twin(gather, stmt);
  if (is_wanted(gather, stmt) && !anno_graph_add(gather->graph, stmt)) gather->failed = true;
  if (anno_arena_failed(gather->arena)) gather->failed = true;
  return gather->failed ? ANNO_NO_MEMORY : ANNO_OK;
}

anno_sink anno_gather_sink(anno_gather *gather) { return (anno_sink){gather, on_event}; }

static bool is_typed(const anno_graph *graph, anno_node node, anno_vocab class) {
  const anno_nodes types = anno_graph_objects(graph, node, anno_graph_find(graph, anno_vocab_iri(ANNO_V_type)));
  for (size_t i = 0; i < types.count; i++)
    if (anno_is(anno_graph_term(graph, types.items[i]), class)) return true;
  return false;
}

static bool has_any(const anno_graph *graph, anno_vocab class) {
  const anno_node type = anno_graph_find(graph, anno_vocab_iri(ANNO_V_type));
  return anno_graph_subjects(graph, type, anno_graph_find(graph, anno_vocab_iri(class))).count > 0;
}

anno_status anno_gather_end(anno_gather *gather) {
  if (gather->failed || !anno_graph_seal(gather->graph)) return ANNO_NO_MEMORY;
  if (!gather->twins || has_any(gather->graph, ANNO_V_Attribution)) return ANNO_OK;
  if (is_typed(gather->graph, anno_graph_find(gather->graph, gather->twin_graph), ANNO_V_Proposition)) return ANNO_OK;
  anno_report(gather->diag, ANNO_FLAT_CLAIMS, (anno_loc){0}, NULL);
  return ANNO_BAD_INPUT;
}
