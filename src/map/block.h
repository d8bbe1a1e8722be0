/* The statements of one document, gathered by subject and put in order before they are sent: memory is that of one
   document, and the bytes depend on content alone. */
#ifndef ANNO_MAP_BLOCK_H
#define ANNO_MAP_BLOCK_H

#include <stdint.h>

#include "base/table.h"
#include "rdf/sink.h"
#include "rdf/vocab.h"

/* The parts of a document's section, in the order in which they are written. */
typedef enum {
  ANNO_PART_DOCUMENT,
  ANNO_PART_ATTRIBUTIONS,
  ANNO_PART_PROPOSITIONS,
  ANNO_PART_REFERENTS,
  ANNO_PART_TIMES,
  ANNO_PART_MENTIONS,
  ANNO_PART_SPANS,
  ANNO_PART_VOCABULARY,
  ANNO_PART_GRAPHS
} anno_part;

/* A place in the text, in code points. */
typedef struct {
  size_t begin, end;
} anno_extent;

typedef struct {
  anno_term predicate, object;
} anno_pair;

/* A predicate and an object, packed, for a document has more of these than of anything else. Pairs of a block are a
   list, the last one first. */
typedef struct {
  const void *value;  /* bytes of the object, or the three terms of a triple term */
  uint32_t length;    /* of these bytes */
  uint32_t next;      /* pair + 1; 0 ends the list */
  uint32_t predicate; /* row of vocab.def, or behind these of `others` */
  uint32_t form;      /* what the object is but its value */
} anno_block_pair;

typedef struct {
  anno_part part;
  anno_extent at;          /* the first place that made it */
  anno_str subject, graph; /* IRIs; graph "" for the default one */
  uint32_t pairs;          /* pair + 1: the last one */
  uint32_t count;
} anno_block;

typedef struct {
  anno_arena *arena;
  anno_str base;           /* what most subjects begin with: an IRI itself */
  const anno_table *ranks; /* IRI -> row of vocab.def, plus one */
  anno_block **blocks;
  size_t count, capacity;
  anno_block_pair **chunks; /* of pairs */
  size_t chunk_count, chunk_capacity;
  uint32_t pair_count;
  anno_term *others; /* predicates that stand in no row */
  size_t other_count, other_capacity;
  anno_term *forms; /* objects without values: of each kind, language and datatype */
  size_t form_count, form_capacity;
  size_t room;                      /* pairs that may still be added */
  bool full;                        /* more were wanted: the blocks are not complete */
  anno_table by_subject;            /* graph + subject -> index, plus one */
  anno_table by_predicate, by_form; /* -> index into others, forms, plus one */
} anno_blocks;

/* Where blocks find the rows of vocab.def, in `arena`: one table for many blocks. */
anno_table anno_blocks_ranks(anno_arena *arena);
/* No blocks, in `arena`, and room without bounds; `ranks` must live as long. */
void anno_blocks_init(anno_blocks *blocks, anno_arena *arena, const anno_table *ranks);
/* The value of the first pair of the block of `subject` in the default graph with that predicate; "" if none has. */
anno_str anno_blocks_value(const anno_blocks *blocks, anno_str subject, anno_vocab predicate);
/* The block of `subject` in the default graph; made in `part` if it is new; `at` orders it, the
   first place in the text counts. NULL without memory. */
anno_block *anno_block_for(anno_blocks *blocks, anno_part part, anno_str subject, anno_extent at);
/* A block of `subject`, which has and gets no other one: anno_block_for() does not find it. */
anno_block *anno_block_new(anno_blocks *blocks, anno_part part, anno_str subject, anno_extent at);
/* The block of `subject` in `graph`. */
anno_block *anno_block_in(anno_blocks *blocks, anno_str graph, anno_str subject);
/* Takes `pairs` of the room; false, and the blocks are full for good, if there is not so much. */
bool anno_blocks_afford(anno_blocks *blocks, size_t pairs);
/* Adds predicate and object if there is room; NULL blocks are passed over. */
void anno_block_add(anno_blocks *blocks, anno_block *block, anno_str predicate, anno_term object);
/* The same with a predicate of vocab.def. */
void anno_block_put(anno_blocks *blocks, anno_block *block, anno_vocab predicate, anno_term object);
/* Sends all blocks in order, each statement once; those of the default graph in `graph`. */
anno_status anno_blocks_send(anno_blocks *blocks, anno_term graph, anno_sink to);

#endif
