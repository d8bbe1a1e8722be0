#include "fuzz_facts.h"

#include "fuzz.h"
#include "rdf/vocab.h"

static anno_node named(const anno_graph *graph, anno_vocab name) {
  return anno_graph_find(graph, anno_vocab_iri(name));
}

static bool holds(anno_nodes nodes, anno_node node) {
  for (size_t i = 0; i < nodes.count; i++)
    if (nodes.items[i] == node) return true;
  return false;
}

static bool says(const anno_graph *graph, anno_node subject, anno_vocab predicate, anno_node object) {
  return object && holds(anno_graph_objects(graph, subject, named(graph, predicate)), object);
}

static bool is_narrated(const anno_graph *graph, anno_node proposition) {
  const anno_nodes by = anno_graph_subjects(graph, named(graph, ANNO_V_affirms), proposition);
  for (size_t i = 0; i < by.count; i++)
    if (says(graph, by.items[i], ANNO_V_type, named(graph, ANNO_V_Narration))) return true;
  return false;
}

/* The propositions with this predicate are `all`. */
static bool is_fact(const anno_graph *graph, anno_nodes all, anno_node subject, anno_node object) {
  for (size_t i = 0; i < all.count; i++) {
    const anno_node p = all.items[i];
    const bool same = says(graph, p, ANNO_V_subject, subject) &&
                      (says(graph, p, ANNO_V_object, object) || says(graph, p, ANNO_V_said_value, object));
    if (same && is_narrated(graph, p)) return true;
  }
  return false;
}

void fuzz_facts_check(anno_graph *graph, bool facts) {
  MUST(anno_graph_seal(graph));
  const anno_node predicate = named(graph, ANNO_V_predicate);
  for (anno_node node = 1; node <= anno_graph_nodes(graph); node++) {
    const anno_about about = anno_graph_about(graph, node);
    for (size_t i = 0; i < about.count; i++) {
      const anno_nodes all = anno_graph_subjects(graph, predicate, about.predicates[i]);
      if (all.count) MUST(facts && is_fact(graph, all, node, about.objects[i]));
    }
  }
}
