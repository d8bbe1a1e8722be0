/* UIMA type systems: types, what they are below, and their features.
   Source: Apache UIMA reference, "Type System Reference" and "Component Descriptor Reference". */
#ifndef ANNO_READ_CAS_TYPES_H
#define ANNO_READ_CAS_TYPES_H

#include "base/table.h"
#include "model/doc.h"

typedef struct {
  anno_str name;
  anno_str range;   /* type of the values: "uima.cas.String"; arrays of JSON CAS: "my.Type[]" */
  anno_str element; /* type of an array's elements, "" if it is not told */
  bool shared;      /* multipleReferencesAllowed: an array is a feature structure of its own */
} anno_cas_feature;

typedef struct {
  anno_str name, super;
  anno_cas_feature *features; /* its own, without those of what it is below */
  size_t feature_count, feature_capacity;
  anno_table by_name; /* feature -> index, plus one, once there are many */
} anno_cas_type;

typedef struct {
  anno_arena *arena;
  anno_cas_type *types;
  size_t count, capacity;
  anno_table names; /* type -> index, plus one */
} anno_cas_types;

/* A type system in `arena` with the types that all others are below. */
anno_cas_types anno_cas_types_in(anno_arena *arena);
/* The type `name`, added without features if it is new. NULL without memory. Valid until the next type is added. */
anno_cas_type *anno_cas_types_add(anno_cas_types *types, anno_str name, anno_str super);
/* Adds a feature, unless the type has one of that name. */
void anno_cas_types_feature(anno_cas_types *types, anno_cas_type *type, anno_cas_feature feature);
/* Adds what a typeSystemDescription says; a type that is known gets the features that it lacks. Imports are not
   followed. What anno_xml_parse() says. */
anno_status anno_cas_types_xml(const anno_ctx *ctx, anno_cas_types *types, anno_input *input);
/* ontology/types/dkpro.xml: what UIMA, DKPro Core and INCEpTION bring. Made when the program is built. */
extern const anno_str anno_cas_builtin_types;
/* Adds those types. ANNO_OK, or ANNO_NO_MEMORY, which is reported. */
anno_status anno_cas_types_builtin(const anno_ctx *ctx, anno_cas_types *types);

/* The type; NULL if it is unknown. */
const anno_cas_type *anno_cas_types_get(const anno_cas_types *types, anno_str name);
/* True if `name` is `above` or below it. */
bool anno_cas_types_is(const anno_cas_types *types, anno_str name, anno_str above);
/* A feature of the type or of one above it; NULL if there is none. */
const anno_cas_feature *anno_cas_types_find(const anno_cas_types *types, anno_str name, anno_str feature);

#endif
