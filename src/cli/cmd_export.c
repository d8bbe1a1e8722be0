/* export: documents to RDF. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/run.h"
#include "rdf/count.h"

/* With --strict an error anywhere means that nothing is written. */
static bool is_wanted(const anno_run *run) {
  const bool stopped = run->status > ANNO_SKIP && run->status != ANNO_BAD_INPUT;
  const bool nothing = run->status == ANNO_BAD_INPUT && !run->counts.documents;
  return !stopped && !nothing && !(run->options->strict && run->reporter.errors);
}

static int export_to(anno_run *run, const char *path) {
  anno_out *out = anno_out_open(&run->reporter.sink, path);
  if (!out || (run->options->strict && !anno_out_hold(out))) {
    if (out) anno_out_close(out, false);
    run->status = ANNO_BAD_OUTPUT;
    return anno_run_end(run, 0, NULL);
  }
  anno_count count = {.next = run->options->writer->open(&run->ctx, out)};
  if (count.next.on_event)
    anno_run_map(run, anno_count_sink(&count));
  else
    run->status = ANNO_NO_MEMORY;
  const bool keep = is_wanted(run);
  const anno_status closed = anno_out_close(out, keep);
  if (closed > run->status) run->status = closed;
  return anno_run_end(run, (size_t)count.statements, keep ? path : NULL);
}

static int run_export(const anno_options *options) {
  const bool standard = !options->output || (options->output[0] == '-' && !options->output[1]);
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  return export_to(&run, options->dry_run ? NULL : standard ? "-" : options->output);
}

const anno_command anno_command_export = {
    .name = "export",
    .arguments = "INPUT...",
    .summary = "Writes what the annotations of files and folders say as RDF.",
    .options = ANNO_BIT(output) | ANNO_BIT(to) | ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(claims) |
               ANNO_BIT(facts) | ANNO_BIT(graphs) | ANNO_BIT(strict) | ANNO_BIT(dry_run) | ANNO_BIT(messages) |
               ANNO_BIT(quiet) | ANNO_BIT(verbose) | ANNO_BIT(help) | ANNO_BIT(version),
    .run = run_export,
};
