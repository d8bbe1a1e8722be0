/* check: every finding, no output. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/run.h"
#include "rdf/count.h"

static int run_check(const anno_options *options) {
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  anno_count count = {0};
  anno_run_map(&run, anno_count_sink(&count));
  return anno_run_end(&run, (size_t)count.statements, NULL);
}

const anno_command anno_command_check = {
    .name = "check",
    .arguments = "INPUT...",
    .summary = "Does what export does, without output: tells every finding with its place.",
    .options = ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(strict) | ANNO_BIT(messages) |
               ANNO_BIT(quiet) | ANNO_BIT(verbose) | ANNO_BIT(help),
    .run = run_check,
};
