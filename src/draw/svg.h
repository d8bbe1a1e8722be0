/* The SVG that Graphviz writes, made fit for the web. */
#ifndef ANNO_DRAW_SVG_H
#define ANNO_DRAW_SVG_H

#include "base/buf.h"
#include "base/ctx.h"

/* What stands at the head of the picture; all valid UTF-8. */
typedef struct {
  anno_str id;                 /* begins every id of the picture, so that several can stand in one page; a name or "" */
  anno_str title, description; /* "" for none */
  anno_str language;           /* of title and labels, BCP 47; "" if there is none */
} anno_svg_about;

/* Appends to `out` the picture `svg` of Graphviz as it is published: UTF-8, without DOCTYPE, comments and names of
   software; with natural size and a style that lets it shrink; root title and description that name it; the tooltips of
   nodes, clusters, edges and rows as <title> in place of internal names, and a role for each thing that has one
   (WAI-ARIA Graphics Module 1.0). Only elements and attributes of a fixed list pass: no script, style sheet, image,
   event or reference out of the picture but links to http:// and https://. Every id is unique: a repeated one gets
   "-2", "-3". Doing it twice changes nothing. ANNO_NO_MEMORY, or ANNO_INTERNAL if `svg` is not well-formed
   (LAYOUT_FAILED), both after a report; what is in `out` is then of no use. */
anno_status anno_svg_finish(const anno_ctx *ctx, anno_str svg, const anno_svg_about *about, anno_buf *out);

#endif
