/* Cells of WebAnno TSV 3: values joined by unescaped marks, with numbers in brackets behind them. All parts are views.
   Source: INCEpTION user guide, "WebAnno TSV 3.3 File format". */
#ifndef ANNO_READ_TSV_CELL_H
#define ANNO_READ_TSV_CELL_H

#include "base/arena.h"

/* True if nothing stands in the cell. */
static inline bool anno_tsv_none(anno_str cell) { return !cell.len || anno_str_eq(cell, ANNO_STR("_")); }
/* True for the values that say that there is an annotation without this value. */
static inline bool anno_tsv_unset(anno_str value) { return anno_tsv_none(value) || anno_str_eq(value, ANNO_STR("*")); }
/* Cuts what stands before the first unescaped `stop` off the front of `*rest`, and the `stop` with it. */
anno_str anno_tsv_cut(anno_str *rest, char stop);
/* The number of parts that unescaped `stop`s make of a cell: at least 1. */
size_t anno_tsv_count(anno_str cell, char stop);
/* Takes the "[...]" of digits and '_' off the end of `*part`; its inside, "" if there is none. */
anno_str anno_tsv_number(anno_str *part);
/* Cuts at the first unescaped "->": what stands before it; all of it, and `*rest` empty, without one. */
anno_str anno_tsv_arrow(anno_str *rest);
/* The text that `s` stands for: \t, \n, \r, \b, \f, and a backslash before any of the format's own marks. */
anno_str anno_tsv_text(anno_arena *arena, anno_str s);

#endif
