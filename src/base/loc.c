#include "base/loc.h"

anno_place anno_loc_place(anno_loc at) {
  if (!at.input) return (anno_place){0, 0};
  const anno_loc begin = {at.input, 0};
  return anno_loc_place_after(at, begin, (anno_place){at.input->first_line + 1, 1});
}

anno_place anno_loc_place_after(anno_loc at, anno_loc known, anno_place place) {
  if (!at.input || at.input != known.input || at.offset < known.offset) return anno_loc_place(at);
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
