/* Entities and coreference in the column MISC of CoNLL-U: Entity=, Bridge=, SplitAnte=.
   Sources: CorefUD 1.0 format; Universal Anaphora; GUM build documentation, "Entity annotations". */
#ifndef ANNO_READ_CONLLU_ENTITY_H
#define ANNO_READ_CONLLU_ENTITY_H

#include "model/doc.h"
#include "read/ids.h"

/* A cluster: all mentions with one group ID. */
typedef struct {
  anno_str name;
  unsigned count;        /* mentions so far */
  anno_node first, last; /* mentions */
} anno_group;

typedef struct {
  unsigned group; /* index plus one */
  anno_node node;
} anno_mention;

/* A mention whose closing bracket has not come. */
typedef struct {
  anno_mention mention;
  size_t begin;
  anno_str at; /* its opening bracket in the file */
} anno_open_mention;

/* An argument of a relation that leads to a cluster whose first mention comes later. */
typedef struct {
  anno_node relation;
  anno_str role, group;
  anno_loc at;
} anno_late_arg;

typedef struct {
  anno_doc *doc;
  anno_ids *ids;
  anno_str fields;  /* names of what a mention has, joined by '-'; "" if it is its group only */
  anno_table names; /* group -> index into groups, plus one */
  anno_group *groups;
  size_t group_count, group_capacity;
  anno_mention *mentions;
  size_t mention_count, mention_capacity;
  anno_open_mention *open;
  size_t open_count, open_capacity;
  bool too_deep; /* reported */
  anno_late_arg *late;
  size_t late_count, late_capacity;
} anno_entities;

anno_entities anno_entities_in(anno_doc *doc, anno_ids *ids, anno_str fields);
/* Reads one value of Entity= on a token from `begin` to `end`. */
void anno_entities_read(anno_entities *e, anno_str value, size_t begin, size_t end, anno_loc at);
/* Reads one value of Bridge= or SplitAnte=, `type`: A<B, A<B:SUBTYPE, separated by commas. */
void anno_entities_relate(anno_entities *e, anno_str type, anno_str value, anno_loc at);
/* Joins the mentions of each group; brackets that are open are reported. */
void anno_entities_end(anno_entities *e, anno_loc at);

#endif
