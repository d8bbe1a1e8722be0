/* The layers and columns that the header of a WebAnno TSV 3 file declares. */
#ifndef ANNO_READ_TSV_HEADER_H
#define ANNO_READ_TSV_HEADER_H

#include "model/doc.h"

typedef enum { ANNO_TSV_SPAN, ANNO_TSV_RELATION, ANNO_TSV_CHAIN } anno_tsv_kind;

typedef enum {
  ANNO_TSV_MARK,    /* of a layer without features: only that there is an annotation */
  ANNO_TSV_FEATURE, /* `name` */
  ANNO_TSV_ROLES,   /* of the slots of the feature `name` */
  ANNO_TSV_FILLERS, /* of these slots, in the column behind: annotations of the type `name` */
  ANNO_TSV_SOURCES  /* where relations begin: annotations of the type `name` */
} anno_tsv_use;

typedef struct {
  anno_tsv_use use;
  anno_str name;
} anno_tsv_column;

typedef struct {
  anno_tsv_kind kind;
  anno_str type;       /* full name */
  anno_str local;      /* its last part */
  size_t first, count; /* columns */
  bool slots;          /* a column has roles */
} anno_tsv_layer;

typedef struct {
  anno_tsv_layer *layers;
  size_t layer_count, layer_capacity;
  anno_tsv_column *columns;
  size_t column_count, column_capacity;
} anno_tsv_header;

/* Adds what one line behind "#T_" says; false if it is none of the three kinds of layers, or roles have no fillers. */
bool anno_tsv_declare(anno_arena *arena, anno_tsv_header *header, anno_str line);

#endif
