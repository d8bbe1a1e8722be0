/* Statements kept in memory and indexed, for what has to look at them from several sides. */
#ifndef ANNO_RDF_GRAPH_H
#define ANNO_RDF_GRAPH_H

#include "base/arena.h"
#include "rdf/term.h"

typedef struct anno_graph anno_graph;
/* A term; 0: none. After sealing the ids 1..n follow anno_term_cmp, in whatever order the statements came. */
typedef unsigned anno_node;
/* Views into a graph: ascending, without doubles. */
typedef struct {
  const anno_node *items;
  size_t count;
} anno_nodes;
/* What is said of a subject: pairs, ascending by predicate, then by object. */
typedef struct {
  const anno_node *predicates, *objects;
  size_t count;
} anno_about;

/* An empty graph; it and all it keeps live in `arena`. NULL without memory. */
anno_graph *anno_graph_new(anno_arena *arena);
/* Copies a statement; the name of its graph is ignored, so this is the union of all graphs. False without memory,
   behind sealing, and for triple terms and missing terms, which are not kept: anno_arena_failed() tells which. */
bool anno_graph_add(anno_graph *graph, const anno_stmt *stmt);
/* Sorts, removes doubles and builds the indexes; a second time it does nothing. False without memory: the graph then
   answers as if it were empty. Everything below is for sealed graphs, but for the size. */
bool anno_graph_seal(anno_graph *graph);

/* The number of statements; doubles count until sealing. */
size_t anno_graph_size(const anno_graph *graph);
/* The highest id. */
size_t anno_graph_nodes(const anno_graph *graph);
/* The node of an IRI; 0 if there is none. */
anno_node anno_graph_find(const anno_graph *graph, anno_str iri);
/* The term of a node; NULL for 0 and ids that are too high. */
const anno_term *anno_graph_term(const anno_graph *graph, anno_node node);
/* Nothing is said of 0 and of ids that are too high. */
anno_nodes anno_graph_objects(const anno_graph *graph, anno_node subject, anno_node predicate);
anno_nodes anno_graph_subjects(const anno_graph *graph, anno_node predicate, anno_node object);
anno_about anno_graph_about(const anno_graph *graph, anno_node subject);

#endif
