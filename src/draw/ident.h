/* The ids of a picture's parts: the same in the drawing, its table and its graph files, and the same from run to run,
   as they are made of content: "c-", "r-", "e-" or "g-" and 16 hexadecimal digits (FNV-1a 64 of the key), and "-2",
   "-3" … behind those of later parts with the same digits. They need no escaping anywhere. */
#ifndef ANNO_DRAW_IDENT_H
#define ANNO_DRAW_IDENT_H

#include "draw/picture.h"

typedef struct {
  anno_arena *arena;
  anno_str *cards, *edges, *groups; /* as many as the picture has, in its order; only_order edges have ids, too */
  anno_str *rows;                   /* of all cards, one card's after the other's */
  size_t *first_row;                /* of each card, into `rows` */
} anno_idents;

/* The ids of all parts, in the picture's arena; it must not change while they are in use. False without memory, the
   arena then knows. A row without key is known by its card, style and text; an edge by its ends, kind and label. */
bool anno_idents_of(const anno_picture *picture, anno_idents *out);
/* The id of a row of a card, whether it has a key or not. */
anno_str anno_ident_row(const anno_idents *idents, size_t card, int row);
/* The node that the end (`card`, `row`) of an edge stands for: the row if it has a key, else the card. */
anno_str anno_ident_end(const anno_idents *idents, const anno_picture *picture, size_t card, int row);

#endif
