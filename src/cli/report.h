/* Findings on standard error, and their count. */
#ifndef ANNO_CLI_REPORT_H
#define ANNO_CLI_REPORT_H

#include "cli/options.h"

typedef struct {
  bool json, quiet, verbose;
  size_t notes, warnings, errors, internal;
  size_t codes[ANNO_CODE_COUNT];
  anno_cursor cursor;  /* in the file that is being read */
  anno_diag_sink sink; /* handed to everybody */
} anno_reporter;

/* Prepares `reporter`, which must stay where it is. */
void anno_reporter_init(anno_reporter *reporter, const anno_options *options);

#endif
