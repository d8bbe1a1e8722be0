/* Rows of WebAnno TSV 3, and the text that is put together from them. */
#ifndef ANNO_READ_TSV_ROW_H
#define ANNO_READ_TSV_ROW_H

#include "base/buf.h"
#include "model/doc.h"

/* SENTENCE-TOKEN[.PART] TAB BEGIN-END TAB TEXT TAB CELLS */
typedef struct {
  anno_str unit;
  bool part; /* of a token, or between tokens */
  size_t begin, end;
  anno_str text;  /* escaped */
  anno_str cells; /* separated by tabs */
} anno_tsv_row;

/* A sentence: its lines "#Text=" joined, and where it lies in the document. */
typedef struct {
  size_t begin, end; /* in the document's unit */
  anno_str text;
  anno_loc at;
} anno_tsv_sentence;

typedef struct {
  anno_str text;
  size_t length;       /* in the unit */
  anno_unit unit;      /* in which the tokens fit best */
  size_t misfits;      /* tokens that are not the text at their offsets */
  bool overlap;        /* a sentence begins before the end of the one before it */
  anno_loc overlap_at; /* its first row */
  anno_tsv_sentence *sentences;
  size_t sentence_count, sentence_capacity;
} anno_tsv_text_of;

/* False if the line has not the shape of a row. */
bool anno_tsv_row_of(anno_str line, anno_tsv_row *row);
/* Puts the text of all sentences where their tokens say, line ends and blanks between them. Offsets are UTF-16 units,
   or code points if these fit the tokens and those do not: some programs write them. */
anno_tsv_text_of anno_tsv_text_build(anno_arena *arena, const anno_input *input);

#endif
