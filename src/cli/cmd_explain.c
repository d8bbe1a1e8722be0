/* explain: what a finding means and what to do. */
#include <stdio.h>

#include "cli/command.h"

static int run_explain(const anno_options *options) {
  if (options->input_count != 1) {
    fputs("annograph explain: one CODE is needed ('annograph list codes' names them)\n", stderr);
    return ANNO_EXIT_USAGE;
  }
  const anno_str wanted = anno_str_from(options->inputs[0]);
  for (int i = 0; i < ANNO_CODE_COUNT; i++) {
    const anno_code code = (anno_code)i;
    if (!anno_str_eq(wanted, anno_str_from(anno_code_name(code)))) continue;
    printf("%s (%s): %s\n\n%s\n", anno_code_name(code), anno_level_name(anno_code_level(code)), anno_code_summary(code),
           anno_code_explanation(code));
    return ANNO_EXIT_FINE;
  }
  fprintf(stderr, "annograph explain: no such code: %.*s\n", ANNO_FMT(wanted));
  return ANNO_EXIT_USAGE;
}

const anno_command anno_command_explain = {
    .name = "explain",
    .arguments = "CODE",
    .summary = "Says what a finding means and what to do.",
    .options = ANNO_BIT(help),
    .run = run_explain,
};
