/* One BioC document in memory, whichever form it was read from. Source: BioC.dtd, versions 1 and 2, of the BioC
   project; bioc_schema.json of bionlplab/bioc. Offsets count from the begin of the document. */
#ifndef ANNO_READ_BIOC_H
#define ANNO_READ_BIOC_H

#include "read/ids.h"
#include "model/doc.h"

/* A key may stand several times. */
typedef struct {
  anno_str key, value;
  anno_loc at;
  bool entry; /* the value is the identifier of an entry, whatever it looks like */
} anno_bioc_infon;

typedef struct {
  anno_bioc_infon *items;
  size_t count, capacity;
} anno_bioc_infons;

/* A passage, or a sentence of one. */
typedef struct {
  bool sentence;
  unsigned passage; /* of a sentence: the index of its passage plus one; 0: it stands in none */
  size_t offset;
  bool has_offset;
  anno_str text;
  bool has_sentence; /* a passage with at least one */
  anno_bioc_infons infons;
  anno_loc at;
  bool placed;   /* its text is a part of the document's: a sentence's only if its passage has none */
  unsigned last; /* the index of the last part up to this one that was placed, plus one; 0: none */
  size_t begin;  /* where it was placed: `offset`, unless another text is there */
  size_t length;
} anno_bioc_part;

typedef struct {
  size_t offset, length;
  anno_loc at;
} anno_bioc_location;

/* An argument of a relation. */
typedef struct {
  anno_str id, role;
  anno_loc at;
} anno_bioc_node;

/* An annotation has locations, a relation has nodes. */
typedef struct {
  bool relation;
  anno_str id;   /* "" if it has none */
  unsigned part; /* the index of what it stands in plus one; 0: the document itself */
  anno_bioc_infons infons;
  anno_bioc_location *locations;
  size_t location_count, location_capacity;
  anno_bioc_node *nodes;
  size_t node_count, node_capacity;
  anno_str text;
  anno_loc at;
  anno_str own_id; /* unique in the document */
} anno_bioc_item;

typedef struct {
  anno_doc *doc;
  const anno_bioc_infons *collection; /* with its source, date and key; NULL: none */
  anno_bioc_infons infons;
  anno_bioc_part *parts;
  size_t part_count, part_capacity;
  anno_bioc_item *items;
  size_t item_count, item_capacity;
  anno_unit unit;
  bool relative; /* offsets of annotations count from the begin of the passage or sentence that they stand in */
  bool moved;    /* some part does not stand at its offset */
} anno_bioc;

/* An infon without a value says nothing and is not added. */
void anno_bioc_add_infon(anno_arena *arena, anno_bioc_infons *infons, anno_bioc_infon infon);
/* Adds a passage, or a sentence of the passage with index `passage` - 1. Valid until the next is added; NULL without
   memory. So all of these. */
anno_bioc_part *anno_bioc_add_part(anno_bioc *bioc, unsigned passage, anno_loc at);
anno_bioc_item *anno_bioc_add_item(anno_bioc *bioc, bool relation, unsigned part, anno_loc at);

/* Finds out in which unit the document counts and puts its text together, each part at its offset and blanks between
   them. */
void anno_bioc_place(anno_bioc *bioc);
/* The index of the part whose text stands at `offset`, plus one; 0 if there is none, or it cannot be told. */
unsigned anno_bioc_part_at(const anno_bioc *bioc, size_t offset);
/* Adds all that was read to the document. */
void anno_bioc_to_doc(anno_bioc *bioc);

#endif
