/* What a picture says by colour, dashes and signs, said in words: by its legend where that has an entry, else by plain
   words. Parts are joined by "; ", "" if there is nothing to say. All in the picture's arena. */
#ifndef ANNO_DRAW_WORDS_H
#define ANNO_DRAW_WORDS_H

#include "draw/picture.h"

/* "dashed border: alleged; colour: United States" */
anno_str anno_words_of_card(const anno_picture *picture, const anno_card *card);
/* Of a row's colour only; its sign, tag and texts are said by anno_words_in_row. */
anno_str anno_words_of_row(const anno_picture *picture, const anno_row *row);
anno_str anno_words_of_edge(const anno_picture *picture, const anno_edge *edge);
/* What the sample of an entry of the legend looks like. */
anno_str anno_words_of_key(const anno_picture *picture, const anno_key *key);
/* Everything that can be read in a row as one line: "denied: [RU] Embassy (a spokesman), 2018"; a sign whose meaning
   the text begins with is not said twice. Without `text` only what stands around the row's text: "denied; RU; 2018". */
anno_str anno_words_in_row(const anno_picture *picture, const anno_row *row, bool text);

#endif
