/* Findings. A status says what the caller must do, a finding says what happened; whoever first returns a status
   other than ANNO_OK has reported it, once. */
#ifndef ANNO_BASE_DIAG_H
#define ANNO_BASE_DIAG_H

#include "base/loc.h"

typedef enum {
  ANNO_OK,
  ANNO_SKIP,      /* this document cannot be used; the next one may */
  ANNO_BAD_USAGE, /* the command line cannot be understood */
  ANNO_BAD_INPUT, /* an input cannot be read at all */
  ANNO_BAD_OUTPUT,
  ANNO_NO_MEMORY,
  ANNO_INTERNAL /* the program contradicts itself */
} anno_status;

typedef enum { ANNO_NOTE, ANNO_WARNING, ANNO_ERROR } anno_level;

/* One value for each row of codes.def. */
typedef enum {
#define ANNO_CODE(name, level, summary, explanation) ANNO_##name,
#include "base/codes.def"
#undef ANNO_CODE
  ANNO_CODE_COUNT
} anno_code;

typedef struct {
  anno_code code;
  anno_level level;
  anno_loc at;
  anno_str detail; /* which one; may be empty; valid during the call only */
} anno_diag;

/* Who is told. */
typedef struct {
  void *handle;
  void (*on_diag)(void *handle, const anno_diag *diag);
} anno_diag_sink;

/* What codes.def says of a code. */
const char *anno_code_name(anno_code code);
const char *anno_code_summary(anno_code code);
const char *anno_code_explanation(anno_code code);
anno_level anno_code_level(anno_code code);
/* "note", "warning", "error". */
const char *anno_level_name(anno_level level);

/* Reports `code` at `at`; `format` prints the detail (NULL: none). */
void anno_report(const anno_diag_sink *to, anno_code code, anno_loc at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
