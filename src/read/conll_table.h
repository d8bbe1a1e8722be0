/* Rows of the older CoNLL formats, whose columns no header names: found out from what stands in them. */
#ifndef ANNO_READ_CONLL_TABLE_H
#define ANNO_READ_CONLL_TABLE_H

#include "base/limits.h"
#include "base/table.h"
#include "model/doc.h"

typedef enum {
  ANNO_CONLL_WORDS,  /* the tokens */
  ANNO_CONLL_NUMBER, /* of the token in its sentence */
  ANNO_CONLL_SPANS,  /* O, B-TYPE, I-TYPE, also E- L- S- U- */
  ANNO_CONLL_OTHER
} anno_conll_use;

enum { ANNO_CONLL_ROOM = ANNO_MOST_table_columns + 1 };

typedef struct {
  size_t count; /* of columns, 0 if there are no rows */
  size_t words; /* index of the column of the tokens */
  bool spans;   /* there is a column of spans */
  anno_conll_use uses[ANNO_CONLL_ROOM];
} anno_conll_columns;

/* Cuts a line at its tabs, or at blanks if it has none, into `fields` of ANNO_CONLL_ROOM; how many. What would be more
   is left out: ANNO_CONLL_ROOM fields are too many for a table. */
size_t anno_conll_cut(anno_str line, anno_str *fields);
/* True for a tag of IOB and its kin: *mark is its letter, *type what follows ("" for O). */
bool anno_conll_tag(anno_str field, char *mark, anno_str *type);
/* True for the row that begins a document of CoNLL-2003. */
/* The length of "#begin document", "# begin document", with which `s` begins; 0 if it does not. */
size_t anno_conll_begins(anno_str s);
bool anno_conll_docstart(const anno_str *fields, size_t count);
/* True for a line that is no row: empty, or a comment among rows of `columns` columns. */
bool anno_conll_comment(anno_str line, size_t fields, size_t columns);
/* Looks at all rows. `out` is large: it belongs into an arena. False without memory. */
bool anno_conll_look(anno_arena *arena, anno_str bytes, anno_conll_columns *out);

#endif
