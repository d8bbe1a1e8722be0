/* Statements as a text in which any term may stand anywhere, so that refusals can be asked for: N-Quads, and a line
   `#section TEXT`, `#prefix NAME IRI` or `#break` for these events; other lines with # are comments. Any bytes will do.
 */
#ifndef TESTS_STATEMENTS_H
#define TESTS_STATEMENTS_H

#include "base/arena.h"
#include "rdf/sink.h"

/* Makes of a line an event, whose parts are in `arena` or `line`. False if it is none. */
bool statements_event(anno_arena *arena, anno_str line, anno_event *out, anno_stmt *stmt);

#endif
