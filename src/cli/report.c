#include "cli/report.h"

#include <stdio.h>

/* JSON needs quotes, backslashes and controls escaped; everything else may stand as it is. */
static void put_json(const char *key, anno_str value, FILE *to) {
  fprintf(to, "\"%s\":\"", key);
  for (size_t i = 0; i < value.len; i++) {
    const unsigned char c = (unsigned char)value.ptr[i];
    if (c == '"' || c == '\\')
      fprintf(to, "\\%c", c);
    else if (c < 0x20)
      fprintf(to, "\\u%04x", (unsigned)c);
    else
      fputc(c, to);
  }
  fputc('"', to);
}

static void print_json(const anno_diag *diag, anno_place place) {
  fputc('{', stderr);
  if (diag->at.input) {
    put_json("file", diag->at.input->name, stderr);
    fprintf(stderr, ",\"line\":%zu,\"column\":%zu,", place.line, place.column);
  }
  put_json("level", anno_str_from(anno_level_name(diag->level)), stderr);
  fputc(',', stderr);
  put_json("what", anno_str_from(anno_code_summary(diag->code)), stderr);
  if (diag->detail.len) {
    fputc(',', stderr);
    put_json("detail", diag->detail, stderr);
  }
  fputc(',', stderr);
  put_json("code", anno_str_from(anno_code_name(diag->code)), stderr);
  fputs("}\n", stderr);
}

/* The line of the finding, cut where a terminal would, and a mark below the column. */
static void print_line(const anno_diag *diag, anno_place place) {
  const anno_str bytes = diag->at.input->bytes;
  size_t begin = diag->at.offset < bytes.len ? diag->at.offset : bytes.len;
  while (begin && bytes.ptr[begin - 1] != '\n') begin--;
  const anno_str line = anno_str_sub(bytes, begin, anno_str_find(bytes, begin, '\n'));
  if (line.len > 200 || place.column > 200) return;
  fprintf(stderr, "  %.*s\n  %*s\n", ANNO_FMT(line), (int)place.column, "^");
}

static void print_text(const anno_reporter *reporter, const anno_diag *diag, anno_place place) {
  if (diag->at.input)
    fprintf(stderr, "%.*s:%zu:%zu: ", ANNO_FMT(diag->at.input->name), place.line, place.column);
  else
    fputs("annograph: ", stderr);
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
  if (reporter->verbose && diag->at.input) print_line(diag, place);
}

static void on_diag(void *handle, const anno_diag *diag) {
  anno_reporter *reporter = handle;
  reporter->codes[diag->code]++;
  *(diag->level == ANNO_ERROR     ? &reporter->errors
    : diag->level == ANNO_WARNING ? &reporter->warnings
                                  : &reporter->notes) += 1;
  if (diag->level == ANNO_NOTE && reporter->quiet) return;
  const anno_place place = anno_cursor_place(&reporter->cursor, diag->at);
  if (reporter->json)
    print_json(diag, place);
  else
    print_text(reporter, diag, place);
}

void anno_reporter_init(anno_reporter *reporter, const anno_options *options) {
  *reporter = (anno_reporter){.json = options->json, .quiet = options->quiet, .verbose = options->verbose};
  reporter->sink = (anno_diag_sink){reporter, on_diag};
}
