/* Findings on standard error, and their count. */
#ifndef ANNO_CLI_REPORT_H
#define ANNO_CLI_REPORT_H

#include "base/buf.h"
#include "cli/progress.h"

typedef struct {
  bool json, quiet, verbose;
  size_t notes, warnings, errors, internal;
  size_t codes[ANNO_CODE_COUNT];
  anno_cursor cursor;      /* in the file that is being read */
  anno_diag_sink sink;     /* tells at once */
  anno_progress *progress; /* cleared before anything is said; may be NULL */
} anno_reporter;

/* Prepares `reporter`, which must stay where it is. */
void anno_reporter_init(anno_reporter *reporter, const anno_options *options);
/* Appends what is told of a finding at `place` to `to`, as the options want it. */
void anno_reporter_put(const anno_reporter *reporter, const anno_diag *diag, anno_place place, anno_buf *to);
/* Appends a name or text of others for a terminal: '?' for all that would steer it, hide, turn round or make up lines.
 */
void anno_put_plain(anno_buf *to, anno_str text);
/* Counts a finding and says `text`, what anno_reporter_put() made of it. */
void anno_reporter_tell(anno_reporter *reporter, anno_code code, anno_str text);

#endif
