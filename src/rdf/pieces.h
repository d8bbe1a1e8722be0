/* Cuts a stream of RDF into pieces that can be parsed one by one, for raptor's parsers of Turtle and TriG keep a whole
   text in memory. A piece of these ends behind a statement and begins with the directives met so far and the graph that
   was open; one of N-Triples or N-Quads is some lines; one of RDF/XML is just bytes, for that parser goes on from piece
   to piece. It judges no syntax: what is no RDF is cut somehow, and the parser says so. */
#ifndef ANNO_RDF_PIECES_H
#define ANNO_RDF_PIECES_H

#include "base/buf.h"

typedef enum { ANNO_CUT_TURTLE, ANNO_CUT_TRIG, ANNO_CUT_LINES, ANNO_CUT_XML } anno_cut;

/* Valid during the call that hands it on. */
typedef struct {
  anno_str text;      /* for the parser: what was put in front, bytes of the file, and maybe a closing brace */
  anno_str flat;      /* Turtle and TriG: the same without the names and braces of graphs, for counting statements */
  size_t ahead;       /* bytes of `text` that were put in front */
  size_t lines_ahead; /* line breaks among these */
  anno_str body;      /* the bytes of the file in `text` */
  size_t first_line;  /* line breaks in the file before the body */
  bool mid_line;      /* the body does not begin with a line */
  size_t triple_term; /* Turtle and TriG: where in the body "<<" begins, which RDF 1.2 knows; body.len if nowhere */
  bool too_long;      /* a statement or a line of more than 256 MiB, and only a part of it */
  bool last;
} anno_piece;

typedef struct {
  void *handle;
  bool (*on_piece)(void *handle, const anno_piece *piece); /* false: no more pieces */
} anno_piece_sink;

typedef struct anno_pieces anno_pieces;

/* Pieces of `size` bytes or a little more (0: 256 KiB; of XML at least 4 KiB, to see how it begins). Lives in `arena`,
   and so does the text of the piece at which the sink says false; `scratch` is emptied after each piece. NULL without
   memory. */
anno_pieces *anno_pieces_new(anno_arena *arena, anno_arena *scratch, anno_cut cut, size_t size, anno_piece_sink to);
/* Takes the next bytes of the file. False: no more of them are wanted, or there is no memory. */
bool anno_pieces_put(anno_pieces *pieces, anno_str bytes);
/* Hands on what is left. */
bool anno_pieces_end(anno_pieces *pieces);

#endif
