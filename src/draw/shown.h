/* Text as pictures show it: literal, visible, and not too long. */
#ifndef ANNO_DRAW_SHOWN_H
#define ANNO_DRAW_SHOWN_H

#include "base/buf.h"

/* `text` with white space made single blanks, and with what would hide or reorder it made visible: controls,
   bidirectional controls (U+061C, U+200E, U+200F, U+202A-202E, U+2066-2069), what has no width (U+200B, U+2060, U+FEFF,
   and so on), noncharacters and bytes that are not UTF-8 as "⟨U+202E⟩" and "⟨FF⟩". Joiners (U+200C, U+200D) stay
   between letters and signs outside ASCII, and so does one variation selector behind such a sign, a digit, # or *. In
   `arena`. */
anno_str anno_shown(anno_arena *arena, anno_str text);
/* The columns that a text takes: wide characters count two, combining ones none. */
size_t anno_columns(anno_str text);
/* The longest beginning of `text` of at most `columns`, at a grapheme boundary, with "…" if anything was cut. */
anno_str anno_clipped(anno_arena *arena, anno_str text, size_t columns);

typedef struct {
  anno_str *items;
  size_t count;
} anno_lines;
/* Breaks `text` (already shown) into lines of at most `columns` columns: at blanks and after hyphens and slashes,
   between ideographs, else within a word; at most `most` lines, the last then ends in "…". Lines differ little in
   length. */
anno_lines anno_wrapped(anno_arena *arena, anno_str text, size_t columns, size_t most);

/* Appends `text` with & < > " ' escaped as XML wants it, without characters that XML 1.0 forbids. */
void anno_put_xml(anno_buf *out, anno_str text);
/* True for http:// and https:// IRIs. */
bool anno_is_web(anno_str iri);

#endif
