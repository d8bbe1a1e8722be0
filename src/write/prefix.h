/* Prefixes, and IRIs shortened by them. */
#ifndef ANNO_WRITE_PREFIX_H
#define ANNO_WRITE_PREFIX_H

#include "base/arena.h"

typedef struct {
  anno_str name, iri;
  size_t parent; /* the longest other prefix that `iri` begins with: its index + 1; 0 if none */
  bool leaf;     /* no other prefix begins with `iri`: what begins with it has no longer one */
} anno_prefix;

enum { ANNO_PREFIXES_RECENT = 4 };

/* In order of their IRIs' bytes; everything lives in `arena`. */
typedef struct {
  anno_arena *arena;
  anno_prefix *items;
  size_t count, capacity;
  size_t recent[ANNO_PREFIXES_RECENT]; /* leaves that were used last: index + 1, 0 if there were fewer */
} anno_prefixes;

static inline anno_prefixes anno_prefixes_in(anno_arena *arena) { return (anno_prefixes){.arena = arena}; }
/* True if `name` is empty, or a letter and then letters, digits, '-' and '_', all ASCII, and does not begin
   with true or false, which serd takes for literals: a name every reader takes. */
bool anno_prefix_name_ok(anno_str name);
/* Adds copies; a prefix of the same name goes, and of two with one IRI the older is used. False without memory. */
bool anno_prefixes_add(anno_prefixes *prefixes, anno_str name, anno_str iri);
/* True if a prefix has this name, or this IRI. */
bool anno_prefixes_have(const anno_prefixes *prefixes, anno_str name, anno_str iri);
/* True if `iri` begins with a prefix (the longest counts) and the rest may stand behind `name:` without escapes. */
bool anno_prefixes_shorten(anno_prefixes *prefixes, anno_str iri, anno_str *name, anno_str *local);

#endif
