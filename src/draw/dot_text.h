/* The parts of a picture as DOT text. Whatever comes from data is made visible, clipped and escaped here. */
#ifndef ANNO_DRAW_DOT_TEXT_H
#define ANNO_DRAW_DOT_TEXT_H

#include "base/buf.h"
#include "draw/ident.h"
#include "draw/palette.h"
#include "draw/picture.h"
#include "draw/shown.h"

typedef struct {
  anno_buf *out;
  anno_arena *arena;
  const anno_picture *picture;
  anno_theme theme;
  anno_idents ids;
} anno_dot;

/* How a piece of text is set. */
typedef struct {
  anno_hex colour;
  const char *size; /* points, as DOT has it; NULL: as around it */
  bool bold;
} anno_type;

/* ---- dot_text.c */

/* Writes a literal as it is. */
void anno_dot_say(anno_dot *dot, const char *text);
/* The same with conversions, for anno_arena_print. */
#define ANNO_DOT_PRINT(dot, ...) anno_buf_put((dot)->out, anno_arena_print((dot)->arena, __VA_ARGS__))
anno_hex anno_dot_colour(const anno_dot *dot, anno_tone tone, anno_shade shade);
/* The shade of the tone if it can be read on `ground`, else the colour of text. */
anno_hex anno_dot_legible(const anno_dot *dot, anno_tone tone, anno_shade shade, anno_hex ground);
/* ` name="value"` of a node, edge or graph; of an HTML-like element; nothing if the value is empty. */
void anno_dot_attribute(anno_dot *dot, const char *name, anno_str value);
void anno_dot_html_attribute(anno_dot *dot, const char *name, anno_str value);
/* Text in an HTML-like label; nothing, not even an empty element, for "". */
void anno_dot_run(anno_dot *dot, anno_str text, anno_type type);
/* The line break of what stands at the left. */
#define ANNO_DOT_LEFT "<BR ALIGN=\"LEFT\"/>"
/* Lines set alike, with `line_break` between them. */
void anno_dot_lines(anno_dot *dot, anno_lines lines, anno_type type, const char *line_break);
/* `text` shown and wrapped. */
anno_lines anno_dot_wrap(anno_dot *dot, anno_str text, size_t columns, size_t most);
/* The tooltip as it is written: its lines shown, and clipped; `instead` if it is empty. */
anno_str anno_dot_tip(anno_dot *dot, anno_str tooltip, anno_str instead);
/* The IRI with what Graphviz cannot take percent-encoded; "" if it is not of the web. It goes into SVG as it is, so
   what SVG escapes is escaped before. */
anno_str anno_dot_link(anno_dot *dot, anno_str iri);
/* "●" and the like; "" for none. */
anno_str anno_dot_mark(anno_mark mark);

/* ---- dot_card.c */

/* The statement of the node of a card; the node is named by its id. */
void anno_dot_card(anno_dot *dot, size_t card);
/* The port at which edges of a row end, at its east or west end: "r3" or "r3z". */
anno_str anno_dot_port(anno_dot *dot, size_t card, int row, bool east);

/* ---- dot_edge.c */

void anno_dot_edges(anno_dot *dot);

/* ---- dot_heading.c */

/* Title, subtitle, legend and sources: the label of the graph. */
void anno_dot_heading(anno_dot *dot);

#endif
