#include "cli/report.h"

#include <stdio.h>

static void put(anno_buf *to, const char *text) { anno_buf_put(to, anno_str_from(text)); }

/* JSON needs quotes, backslashes and controls escaped; everything else may stand as it is. */
static void put_json(const char *key, anno_str value, anno_buf *to) {
  anno_buf_put(to, anno_arena_print(to->arena, "\"%s\":\"", key));
  for (size_t i = 0; i < value.len; i++) {
    static const char hex[] = "0123456789abcdef";
    const unsigned char c = (unsigned char)value.ptr[i];
    if (c == '"' || c == '\\') anno_buf_putc(to, '\\');
    if (c < 0x20)
      anno_buf_put(to, (anno_str){(const char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6});
    else
      anno_buf_putc(to, value.ptr[i]);
  }
  anno_buf_putc(to, '"');
}

static void put_object(const anno_diag *diag, anno_place place, anno_buf *to) {
  anno_buf_putc(to, '{');
  if (diag->at.input) {
    put_json("file", diag->at.input->name, to);
    anno_buf_put(to, anno_arena_print(to->arena, ",\"line\":%zu,\"column\":%zu,", place.line, place.column));
  }
  put_json("level", anno_str_from(anno_level_name(diag->level)), to);
  anno_buf_putc(to, ',');
  put_json("what", anno_str_from(anno_code_summary(diag->code)), to);
  if (diag->detail.len) {
    anno_buf_putc(to, ',');
    put_json("detail", diag->detail, to);
  }
  anno_buf_putc(to, ',');
  put_json("code", anno_str_from(anno_code_name(diag->code)), to);
  put(to, "}\n");
}

/* Controls (of two bytes: C1) and what turns the direction of text round (U+202A to 202E, U+2066 to 2069). */
static size_t steering(anno_str s, size_t at) {
  const unsigned char c = (unsigned char)s.ptr[at];
  const unsigned char next = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;
  const unsigned char third = at + 2 < s.len ? (unsigned char)s.ptr[at + 2] : 0;
  if (c < 0x20 || c == 0x7F) return 1;
  if (c == 0xC2 && next >= 0x80 && next < 0xA0) return 2;
  const bool turns =
      (next == 0x80 && third >= 0xAA && third <= 0xAE) || (next == 0x81 && third >= 0xA6 && third <= 0xA9);
  return c == 0xE2 && turns ? 3 : 0;
}

void anno_put_plain(anno_buf *to, anno_str text) {
  size_t done = 0;
  for (size_t i = 0; i < text.len;) {
    const size_t length = steering(text, i);
    if (length) {
      anno_buf_put(to, anno_str_sub(text, done, i));
      anno_buf_putc(to, text.ptr[i] == '\t' ? '\t' : '?');
      done = i + length;
    }
    i += length ? length : 1;
  }
  anno_buf_put(to, anno_str_sub(text, done, text.len));
}

/* The line of the finding, cut where a terminal would, and a mark below the column. */
static void put_line(const anno_diag *diag, anno_place place, anno_buf *to) {
  const anno_str bytes = diag->at.input->bytes;
  size_t begin = diag->at.offset < bytes.len ? diag->at.offset : bytes.len;
  while (begin && bytes.ptr[begin - 1] != '\n') begin--;
  const anno_str line = anno_str_sub(bytes, begin, anno_str_find(bytes, begin, '\n'));
  if (line.len > 200 || place.column > 200) return;
  put(to, "  ");
  anno_put_plain(to, line);
  put(to, "\n  ");
  for (size_t i = 1; i < place.column; i++) anno_buf_putc(to, ' ');
  put(to, "^\n");
}

static void put_text(const anno_reporter *reporter, const anno_diag *diag, anno_place place, anno_buf *to) {
  if (diag->at.input) {
    anno_put_plain(to, diag->at.input->name);
    anno_buf_put(to, anno_arena_print(to->arena, ":%zu:%zu: ", place.line, place.column));
  } else {
    put(to, "annograph: ");
  }
  put(to, anno_level_name(diag->level));
  put(to, ": ");
  put(to, anno_code_summary(diag->code));
  if (diag->detail.len) put(to, ": ");
  anno_put_plain(to, diag->detail);
  anno_buf_put(to, anno_arena_print(to->arena, " [%s]\n", anno_code_name(diag->code)));
  if (reporter->verbose && diag->at.input) put_line(diag, place, to);
}

void anno_reporter_put(const anno_reporter *reporter, const anno_diag *diag, anno_place place, anno_buf *to) {
  if (reporter->json)
    put_object(diag, place, to);
  else
    put_text(reporter, diag, place, to);
}

void anno_reporter_tell(anno_reporter *reporter, anno_code code, anno_str text) {
  const anno_level level = anno_code_level(code);
  reporter->codes[code]++;
  *(level == ANNO_ERROR ? &reporter->errors : level == ANNO_WARNING ? &reporter->warnings : &reporter->notes) += 1;
  if (level == ANNO_NOTE && reporter->quiet) return;
  anno_progress_clear(reporter->progress);
  fwrite(text.ptr, 1, text.len, stderr);
}

static void on_diag(void *handle, const anno_diag *diag) {
  anno_reporter *reporter = handle;
  const anno_place place = anno_cursor_place(&reporter->cursor, diag->at);
  anno_arena *arena = anno_arena_new(NULL, 1024);
  /* Without memory what is wrong is told all the same. */
  anno_buf text = anno_buf_in(arena);
  if (arena) anno_reporter_put(reporter, diag, place, &text);
  const bool whole = arena && !anno_arena_failed(arena);
  anno_reporter_tell(reporter, diag->code, whole ? anno_buf_str(&text) : anno_str_from(anno_code_summary(diag->code)));
  anno_arena_free(arena);
}

void anno_reporter_init(anno_reporter *reporter, const anno_options *options) {
  *reporter = (anno_reporter){.json = options->json, .quiet = options->quiet, .verbose = options->verbose};
  reporter->sink = (anno_diag_sink){reporter, on_diag};
}
