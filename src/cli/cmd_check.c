/* check: every finding, no output. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/run.h"

static int run_check(const anno_options *options) {
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  anno_run_map(&run, &(anno_run_target){0});
  return anno_run_end(&run, (size_t)run.counts.triples, NULL);
}

const anno_command anno_command_check = {
    .name = "check",
    .arguments = "INPUT...",
    .summary = "Does what export does, without output: tells every finding with its place.",
    .options = ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(shard) | ANNO_BIT(threads) |
               ANNO_BIT(strict) | ANNO_BIT(messages) | ANNO_BIT(quiet) | ANNO_BIT(no_confine) | ANNO_BIT(verbose) |
               ANNO_BIT(help),
    .needs = ANNO_NEEDS_CORPORA,
    .run = run_check,
};
