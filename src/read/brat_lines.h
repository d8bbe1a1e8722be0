/* The lines of a brat annotation file.
   Source: brat.nlplab.org/standoff.html and what brat's own server accepts. */
#ifndef ANNO_READ_BRAT_LINES_H
#define ANNO_READ_BRAT_LINES_H

#include "model/doc.h"

/* The length of the ID (T3, E1, #2, * ...) that `line` begins with, if a tab stands behind it; else 0. The letter need
   not be one that brat knows. */
size_t anno_brat_id(anno_str line);
/* True if brat knows annotations whose ID begins with `letter`. */
bool anno_brat_letter(char letter);
/* Adds all annotations of `input` (valid UTF-8, without a BOM) to `doc`; the nodes are views into it. */
void anno_brat_lines(anno_doc *doc, const anno_input *input);

#endif
