#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *name, *summary, *explanation;
  anno_level level;
} code_row;

static const code_row rows[] = {
#define ANNO_CODE(name, level, summary, explanation) {#name, summary, explanation, ANNO_##level},
#include "base/codes.def"
#undef ANNO_CODE
};

const char *anno_code_name(anno_code code) { return rows[code].name; }
const char *anno_code_summary(anno_code code) { return rows[code].summary; }
const char *anno_code_explanation(anno_code code) { return rows[code].explanation; }
anno_level anno_code_level(anno_code code) { return rows[code].level; }

const char *anno_level_name(anno_level level) {
  static const char *const names[] = {[ANNO_NOTE] = "note", [ANNO_WARNING] = "warning", [ANNO_ERROR] = "error"};
  return names[level];
}

void anno_report(const anno_diag_sink *to, anno_code code, anno_loc at, const char *format, ...) {
  anno_diag diag = {.code = code, .level = rows[code].level, .at = at};
  char *detail = NULL;
  if (format) {
    va_list args;
    va_start(args, format);
    const int n = vasprintf(&detail, format, args);
    va_end(args);
    if (n < 0) detail = NULL;
  }
  diag.detail = anno_str_from(detail);
  to->on_diag(to->handle, &diag);
  free(detail);
}
