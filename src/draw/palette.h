/* The colours of a picture: safe for the colour-blind, text at 4.5:1 or more on what lies behind it (WCAG 2.1, 1.4.3).
 */
#ifndef ANNO_DRAW_PALETTE_H
#define ANNO_DRAW_PALETTE_H

#include "draw/picture.h"

typedef enum { ANNO_LIGHT, ANNO_DARK } anno_theme;

typedef enum {
  ANNO_SHADE_PAPER, /* behind everything */
  ANNO_SHADE_TEXT,  /* on paper, tints and cards */
  ANNO_SHADE_FAINT, /* second lines, on the same */
  ANNO_SHADE_CARD,  /* a card's ground */
  ANNO_SHADE_FILL,  /* a card's head, a tag */
  ANNO_SHADE_ON_FILL,
  ANNO_SHADE_TINT, /* rows */
  ANNO_SHADE_ON_TINT,
  ANNO_SHADE_LINE /* borders, arrows, labels of arrows (readable as text on paper) */
} anno_shade;

typedef struct {
  char text[8]; /* "#rrggbb" */
} anno_hex;

/* The colour of a shade of a tone. A side's colour is the one its data give, made darker or lighter until it can be
   read, else the next one of the palette that no side of the picture has been given. */
anno_hex anno_colour(const anno_picture *picture, anno_theme theme, anno_tone tone, anno_shade shade);
/* Relative contrast of two colours, 1 to 21. Source: WCAG 2.1, contrast ratio. */
double anno_contrast(anno_hex a, anno_hex b);
/* "light", "dark"; false if `name` is neither. */
bool anno_theme_named(anno_str name, anno_theme *out);

#endif
