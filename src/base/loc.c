#include "base/loc.h"

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

/* Forwards from the offset `from`, whose place is `place`. */
static anno_place place_behind(anno_loc at, size_t from, anno_place place) {
  const anno_str between = anno_str_sub(at.input->bytes, from, at.offset);
  size_t begin = 0;
  for (size_t end; (end = anno_str_find(between, begin, '\n')) < between.len; begin = end + 1) {
    place.line++;
    place.column = 1;
  }
  place.column += characters(anno_str_sub(between, begin, between.len));
  return place;
}

anno_place anno_loc_place(anno_loc at) {
  if (!at.input) return (anno_place){0, 0};
  return place_behind(at, 0, (anno_place){at.input->first_line + 1, 1});
}

/* True if the cursor stands in the input of `at`, and not in one that is gone, in whose memory that of `at` lies. */
static bool is_within(const anno_cursor *cursor, anno_loc at) {
  const anno_input *now = at.input, *then = &cursor->input;
  return now && now == cursor->at.input && now->bytes.ptr == then->bytes.ptr && now->bytes.len == then->bytes.len &&
         now->first_line == then->first_line;
}

anno_place anno_cursor_place(anno_cursor *cursor, anno_loc at) {
  const size_t known = cursor->at.offset;
  anno_place place;
  if (!is_within(cursor, at) || at.offset < known / 2)
    place = anno_loc_place(at);
  else if (at.offset < known)
    place = place_before(at, cursor->at, cursor->place);
  else
    place = place_behind(at, known, cursor->place);
  *cursor = (anno_cursor){.at = at, .place = place};
  if (at.input) cursor->input = *at.input;
  return place;
}
