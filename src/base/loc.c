#include "base/loc.h"

anno_place anno_loc_place(anno_loc at) {
  if (!at.input) return (anno_place){0, 0};
  anno_place place = {at.input->first_line + 1, 1};
  const anno_str before = anno_str_sub(at.input->bytes, 0, at.offset);
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
