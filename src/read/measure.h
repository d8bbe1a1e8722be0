/* A text in each unit that formats count in: to find out in which one a file does. */
#ifndef ANNO_READ_MEASURE_H
#define ANNO_READ_MEASURE_H

#include "model/doc.h"

typedef struct {
  anno_str text;
  bool ascii; /* all units are alike */
  anno_utf_index points;
  anno_utf16_index units;
} anno_measure;

/* A valid text; the indexes live in `arena`, which says so on failure. They refer to `*out`, which stays where it is.
 */
void anno_measure_text(anno_arena *arena, anno_str text, anno_measure *out);
/* Its length in `unit`. */
size_t anno_measure_length(const anno_measure *measure, anno_unit unit);
/* The byte of the text that stands at `offset` in `unit`; false behind the end and inside a character. */
bool anno_measure_byte(const anno_measure *measure, anno_unit unit, size_t offset, size_t *byte);
/* True if `words` are what stands from `begin` to `end` in `unit`. */
bool anno_measure_has(const anno_measure *measure, anno_unit unit, size_t begin, size_t end, anno_str words);
/* "code points", "UTF-16 units", "bytes". */
const char *anno_measure_name(anno_unit unit);

#endif
