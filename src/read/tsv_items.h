/* The annotations of a WebAnno TSV 3 file while its rows are read: cells of several rows and columns make one. */
#ifndef ANNO_READ_TSV_ITEMS_H
#define ANNO_READ_TSV_ITEMS_H

#include "read/ids.h"
#include "read/tsv_header.h"
#include "read/tsv_row.h"

/* What a role leads to, named by the place of its annotation: it may stand further down. */
typedef struct {
  anno_node node; /* who has the role */
  anno_str role, type, unit, number;
  anno_loc at;
} anno_tsv_ref;

/* A link of a chain. */
typedef struct {
  anno_node chain, link;
  size_t position;
} anno_tsv_member;

/* A value of a feature. */
typedef struct {
  anno_node node;
  size_t column;
} anno_tsv_value;

typedef struct {
  anno_doc *doc;
  anno_tsv_header header;
  anno_table nodes; /* the place of an annotation -> its node; see the keys in tsv_items.c */
  anno_ids ids;
  anno_tsv_ref *refs;
  size_t ref_count, ref_capacity;
  anno_tsv_member *members;
  size_t member_count, member_capacity;
  anno_tsv_value *values;
  size_t value_count, value_capacity;
} anno_tsv;

/* Where the cells of one row and layer are. */
typedef struct {
  const anno_tsv_row *row;
  size_t layer; /* index */
  anno_loc at;  /* the row */
} anno_tsv_place;

/* A word or sentence of the file itself. */
anno_node anno_tsv_unit(anno_tsv *tsv, const char *type, anno_str id, anno_fragment place);
/* The annotation with this number, or at this position of the cells of this row: it is made, a span, or an event if the
   layer has slots; or it reaches over the row as well. */
anno_node anno_tsv_span(anno_tsv *tsv, const anno_tsv_place *place, anno_str number, size_t position);
/* The link number `position` of chain `number`, which is made, or reaches over the row. */
anno_node anno_tsv_link(anno_tsv *tsv, const anno_tsv_place *place, anno_str number, size_t position);
/* A relation that ends in this row. */
anno_node anno_tsv_relation(anno_tsv *tsv, const anno_tsv_place *place, size_t position);
/* Gives `owner` the value of a column; an IRI is a link to a knowledge base. A value that another row gave already is
   passed over if it is the same, otherwise reported. */
void anno_tsv_feature(anno_tsv *tsv, anno_node owner, size_t column, anno_str value, anno_loc at);
/* Gives `owner` an attribute that is no column's. */
void anno_tsv_attribute(anno_tsv *tsv, anno_node owner, anno_str name, anno_str value, anno_loc at);
/* True for the first call with these two. */
bool anno_tsv_first(anno_tsv *tsv, anno_node node, size_t column);
/* Names a cell that is no part of the document. */
void anno_tsv_lost(anno_tsv *tsv, anno_str cell, anno_loc at);
/* Finds out which columns hold booleans or numbers: the header does not tell. */
void anno_tsv_type_values(anno_tsv *tsv);
/* Resolves the roles and closes the chains, behind the last row. */
void anno_tsv_resolve(anno_tsv *tsv);

#endif
