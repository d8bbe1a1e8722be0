/* What a picture becomes. One file out_<name>.c that ends in one constant, one row in outputs.def; svg, png and pdf are
   the dot text laid out. */
#ifndef ANNO_DRAW_OUTPUT_H
#define ANNO_DRAW_OUTPUT_H

#include "base/buf.h"
#include "draw/palette.h"
#include "draw/picture.h"

typedef struct {
  const char *name;          /* also the ending of files: "svg" */
  const char *summary;       /* for lists */
  const char *engine_format; /* NULL: `write` gives the bytes; else Graphviz gives this format of what out_dot writes */
  bool unlimited;            /* for programs that draw large graphs: nothing is folded unless the user asks */
  /* Appends the picture. Out of memory is the arena's to know. The same picture gives the same bytes everywhere. */
  void (*write)(const anno_picture *picture, anno_theme theme, anno_buf *out);
} anno_output;

const anno_output *anno_output_named(anno_str name);
/* By the ending of a path; NULL if none fits. */
const anno_output *anno_output_of_path(anno_str path);
const anno_output *anno_output_at(size_t i);

#endif
