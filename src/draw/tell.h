/* What the parts of story*.c share while a story is filled. */
#ifndef ANNO_DRAW_TELL_H
#define ANNO_DRAW_TELL_H

#include "draw/story.h"
#include "rdf/vocab.h"

/* What a node of the graph becomes in the story; a node is one thing only, the first of these that fits. */
typedef enum {
  ANNO_TELLS_NOTHING,
  ANNO_TELLS_SAYING,
  ANNO_TELLS_CLAIM,
  ANNO_TELLS_TEXT, /* a span that is conveyed: a claim too */
  ANNO_TELLS_DOCUMENT,
  ANNO_TELLS_TIME,
  ANNO_TELLS_SPAN, /* or a mention */
  ANNO_TELLS_REFERENT
} anno_tells;

typedef struct {
  anno_arena *arena;
  const anno_graph *graph;
  anno_story *story;
  anno_node nodes;
  unsigned char *kinds;          /* of each node: anno_tells */
  anno_at *places;               /* of each node: in the array of its kind */
  unsigned short *terms;         /* of each node: its row of vocab.def, or ANNO_V_COUNT */
  bool *roles;                   /* of each node: whether it is a role of propositions */
  anno_node vocab[ANNO_V_COUNT]; /* the node of a row of vocab.def; 0 if the graph has none */
} anno_tell;

/* A value that belongs to the record at place `key`. */
typedef struct {
  anno_at key, value;
} anno_belonging;

typedef struct {
  anno_arena *arena;
  anno_belonging *items;
  size_t count, capacity;
} anno_belongings;

/* The graph, by row of vocab.def. */
anno_nodes anno_told(const anno_tell *tell, anno_node subject, anno_vocab predicate);
anno_nodes anno_tellers(const anno_tell *tell, anno_vocab predicate, anno_node object);
/* The first object; 0 if there is none. */
anno_node anno_told_one(const anno_tell *tell, anno_node subject, anno_vocab predicate);
bool anno_told_so(const anno_tell *tell, anno_node subject, anno_vocab predicate, anno_vocab object);
anno_str anno_value_of(const anno_tell *tell, anno_node node);
bool anno_is_iri(const anno_tell *tell, anno_node node);
/* The node's place if it became `kind`, else ANNO_NOWHERE. */
anno_at anno_place_as(const anno_tell *tell, anno_node node, anno_tells kind);
/* The place of a claim, be it a proposition or a conveyed text. */
anno_at anno_place_of_claim(const anno_tell *tell, anno_node node);
/* Places of those nodes that became `kind`. */
anno_list anno_places(const anno_tell *tell, anno_nodes nodes, anno_tells kind);

void anno_belong(anno_belongings *to, anno_at key, anno_at value);
/* Sorted, each once, as a list for each key below `count`: `lists[key]`. False without memory. */
bool anno_belongings_lists(anno_belongings *from, anno_list *lists, size_t count);

/* story_text.c */
/* The best of several literals: without a language, then English, then the first. "" if there is none. */
anno_str anno_best_literal(const anno_tell *tell, anno_nodes nodes);
/* Its label, else the end of its IRI, decoded; of a literal its value, of a span its words. */
anno_str anno_label_of(const anno_tell *tell, anno_node node);
/* The end of an IRI, percent-decoded if that gives text. */
anno_str anno_local_name(anno_arena *arena, anno_str iri);
/* All literals, joined by `between`. */
anno_str anno_joined(const anno_tell *tell, anno_nodes nodes, anno_str between);
/* The words of spans in order of their numbers, joined by " … "; what another one holds already is left out. */
anno_str anno_words_of(const anno_tell *tell, anno_nodes spans);
/* Order of bytes, but numbers count as numbers. */
int anno_natural_cmp(anno_str a, anno_str b);

/* story_time.c */
anno_period anno_period_of_date(anno_str text);
/* Of anno:TimeSpans; of several the stretch that holds all. */
anno_period anno_period_of(const anno_tell *tell, anno_nodes times);

/* The parts, in this order. False without memory. */
bool anno_tell_documents(anno_tell *tell);
bool anno_tell_claims(anno_tell *tell);
bool anno_tell_sayings(anno_tell *tell);
bool anno_tell_referents(anno_tell *tell);
bool anno_tell_bodies(anno_tell *tell);

#endif
