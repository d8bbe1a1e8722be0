/* dump: the document model as text. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/overlap.h"
#include "cli/run.h"
#include "model/dump.h"

typedef struct {
  anno_out *out;
  anno_cursor *cursor;
} dump;

static void visit(void *handle, anno_doc *doc, const anno_rules *rules) {
  const dump *to = handle;
  (void)rules;
  anno_dump(to->out, doc, to->cursor);
}

static int run_dump(const anno_options *options) {
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  const bool overlaps = anno_overlap_found(&run.reporter.sink, options, &run.inputs);
  anno_out *out = overlaps ? NULL : anno_out_open(&run.reporter.sink, options->output ? options->output : "-");
  if (!out) {
    run.status = ANNO_BAD_OUTPUT;
    return anno_run_end(&run, 0, NULL);
  }
  anno_run_visit_all(&run, visit, &(dump){out, &run.reporter.cursor});
  /* What stopped on the way is no dump of the inputs. */
  const anno_status closed = anno_out_close(out, anno_run_is_wanted(&run));
  if (closed > run.status) run.status = closed;
  return anno_run_end(&run, 0, NULL);
}

const anno_command anno_command_dump = {
    .name = "dump",
    .arguments = "INPUT...",
    .summary = "Prints documents as they were understood, before any rule.",
    .options = ANNO_BIT(output) | ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(shard) | ANNO_BIT(messages) |
               ANNO_BIT(quiet) | ANNO_BIT(no_confine) | ANNO_BIT(verbose) | ANNO_BIT(help),
    .needs = ANNO_NEEDS_CORPORA,
    .run = run_dump,
};
