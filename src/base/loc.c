#include "base/loc.h"

anno_place anno_loc_place(anno_loc at) {
  if (!at.input) return (anno_place){0, 0};
  const anno_loc begin = {at.input, 0};
  return anno_loc_place_after(at, begin, (anno_place){at.input->first_line + 1, 1});
}

static size_t characters(anno_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

/* Backwards from a place that is known. */
static anno_place place_before(anno_loc at, anno_loc known, anno_place place) {
  const anno_str bytes = at.input->bytes, between = anno_str_sub(bytes, at.offset, known.offset);
  size_t lines = 0, begin = at.offset < bytes.len ? at.offset : bytes.len;
  for (size_t i = 0; i < between.len; i++) lines += between.ptr[i] == '\n';
  place.line -= lines;
  if (!lines) {
    place.column -= characters(between);
    return place;
  }
  while (begin && bytes.ptr[begin - 1] != '\n') begin--;
  place.column = 1 + characters(anno_str_sub(bytes, begin, at.offset));
  return place;
}

anno_place anno_loc_place_after(anno_loc at, anno_loc known, anno_place place) {
  if (!at.input || at.input != known.input) return anno_loc_place(at);
  if (at.offset < known.offset && at.offset < known.offset - at.offset) return anno_loc_place(at);
  if (at.offset < known.offset) return place_before(at, known, place);
  const anno_str before = anno_str_sub(at.input->bytes, known.offset, at.offset);
  for (size_t i = 0; i < before.len; i++) {
    const unsigned char c = (unsigned char)before.ptr[i];
    if (c == '\n') {
      place.line++;
      place.column = 1;
    } else if ((c & 0xC0) != 0x80) {
      place.column++;
    }
  }
  return place;
}
