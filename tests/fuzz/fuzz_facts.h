/* Whether a plain fact was said by the document itself: looked up in the statements alone. */
#ifndef FUZZ_FACTS_H
#define FUZZ_FACTS_H

#include "rdf/graph.h"

/* Every statement whose predicate is that of a proposition has one with its subject and object that a narration
   affirms; without `facts` there is no such statement. `graph`, unsealed, holds a document mapped with
   ANNO_CLAIMS_NODE. */
void fuzz_facts_check(anno_graph *graph, bool facts);

#endif
