/* A picture as a list of records, for table and graph files: all of them say the same in the same words and the same
   order. Left out is what is only layout: the points of an axis, the edges at them, edges that only keep order. */
#ifndef ANNO_DRAW_RECORDS_H
#define ANNO_DRAW_RECORDS_H

#include "base/buf.h"
#include "draw/picture.h"

typedef enum {
  ANNO_RECORD_PICTURE, /* title; subtitle, and what an empty picture says */
  ANNO_RECORD_GROUP,
  ANNO_RECORD_NODE, /* a card, or a row that has a key and is then `within` its card */
  ANNO_RECORD_ROW,  /* any other row, behind its card */
  ANNO_RECORD_EDGE,
  ANNO_RECORD_LEGEND, /* an entry of the legend */
  ANNO_RECORD_SOURCE  /* a document that is shown */
} anno_record_type;

/* The fields of a record, as the columns of a table. Nodes and edges of graph files have those with their letter. */
#define ANNO_COLUMNS                                                                                                   \
  ANNO_COLUMN(RECORD, record, "")                                                                                      \
  ANNO_COLUMN(ID, id, "")                                                                                              \
  ANNO_COLUMN(KIND, kind, "ne")                                                                                        \
  ANNO_COLUMN(LABEL, label, "ne")                                                                                      \
  ANNO_COLUMN(DETAIL, detail, "n") /* what can be read besides the label */                                            \
  ANNO_COLUMN(GROUP, group, "n")   /* its groups from the outermost inwards: "A / B" */                                \
  ANNO_COLUMN(WITHIN, within, "n") /* the id of the card or group that it stands in */                                 \
  ANNO_COLUMN(FROM, from, "")      /* ids of nodes */                                                                  \
  ANNO_COLUMN(TO, to, "")                                                                                              \
  ANNO_COLUMN(FROM_LABEL, from_label, "")                                                                              \
  ANNO_COLUMN(TO_LABEL, to_label, "")                                                                                  \
  ANNO_COLUMN(STATEMENTS, count, "ne") /* statements; "" where it does not apply */                                    \
  ANNO_COLUMN(STYLE, style, "ne")      /* in words */                                                                  \
  ANNO_COLUMN(SOURCES, sources, "ne")                                                                                  \
  ANNO_COLUMN(EVIDENCE, evidence, "ne") /* quoted words */                                                             \
  ANNO_COLUMN(IRI, iri, "n")

typedef enum {
#define ANNO_COLUMN(upper, lower, in) ANNO_COLUMN_##upper,
  ANNO_COLUMNS
#undef ANNO_COLUMN
      ANNO_COLUMN_COUNT
} anno_column;

typedef struct {
  anno_record_type type;
  anno_str cells[ANNO_COLUMN_COUNT]; /* plain texts, as anno_plain_text gives them */
} anno_record;

typedef struct {
  anno_record *items;
  size_t count, capacity;
} anno_records;

/* In the picture's arena, which knows of a failure. */
anno_records anno_records_of(const anno_picture *picture);
/* "label"; whether nodes ('n') or edges ('e') of graph files have it. */
anno_str anno_column_name(anno_column column);
bool anno_column_in(anno_column column, char part);

/* `text` with bytes that are not UTF-8 and characters that XML 1.0 forbids replaced by "⟨FF⟩" and "⟨U+0001⟩", else as
   it is. */
anno_str anno_plain_text(anno_arena *arena, anno_str text);
/* Appends plain text as XML, in an attribute or not, with line ends and tabs that every parser gives back. */
void anno_put_value(anno_buf *out, anno_str text);

#endif
