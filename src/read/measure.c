#include "read/measure.h"

void anno_measure_text(anno_arena *arena, anno_str text, anno_measure *out) {
  *out = (anno_measure){.text = text, .points = anno_utf_index_of(arena, text)};
  out->ascii = out->points.count == text.len;
  if (!out->ascii && !anno_arena_failed(arena)) out->units = anno_utf16_index_of(arena, &out->points);
}

size_t anno_measure_length(const anno_measure *m, anno_unit unit) {
  if (m->ascii || unit == ANNO_BYTES) return m->text.len;
  return unit == ANNO_UTF16_UNITS ? m->units.count : m->points.count;
}

bool anno_measure_byte(const anno_measure *m, anno_unit unit, size_t offset, size_t *byte) {
  size_t point = offset;
  *byte = offset;
  if (offset > anno_measure_length(m, unit)) return false;
  if (m->ascii) return true;
  if (unit == ANNO_BYTES) return anno_utf_point(&m->points, offset, &point);
  if (unit == ANNO_UTF16_UNITS && !anno_utf16_point(&m->units, offset, &point)) return false;
  *byte = anno_utf_byte(&m->points, point);
  return true;
}

bool anno_measure_has(const anno_measure *m, anno_unit unit, size_t begin, size_t end, anno_str words) {
  if (begin > end || !anno_measure_byte(m, unit, begin, &begin) || !anno_measure_byte(m, unit, end, &end)) return false;
  return anno_str_eq(anno_str_sub(m->text, begin, end), words);
}

const char *anno_measure_name(anno_unit unit) {
  return unit == ANNO_BYTES ? "bytes" : unit == ANNO_UTF16_UNITS ? "UTF-16 units" : "code points";
}
