/* The rules of a corpus: one set for each of its formats, so that no document is understood by what lies beside it. */
#ifndef ANNO_CLI_RULE_SETS_H
#define ANNO_CLI_RULE_SETS_H

#include "cli/inputs.h"
#include "map/corpus.h"

typedef struct {
  anno_str format; /* name of the rules of a format or layout; "" if it has none, or they were asked for anyway */
  anno_rules *rules;
} anno_rule_set;

typedef struct {
  const anno_ctx *ctx;
  const anno_options *options;
  const anno_corpus *corpus;
  anno_rule_set *sets;
  size_t count, capacity;
  anno_rules *declared; /* what the files of all sets declare, and no rule */
} anno_rule_sets;

/* Loads what one corpus needs, whose sources are the `count` ones from `found`; ctx, options and corpus are given.
   Each set: the user's rules first, then the corpus's, then those of the format, then what is safe for any tag set.
   Faults are reported: ANNO_BAD_INPUT or ANNO_NO_MEMORY. */
anno_status anno_rule_sets_load(anno_rule_sets *sets, const anno_found *found, size_t count);
/* The rules for the documents of one of these sources. */
const anno_rules *anno_rule_sets_for(const anno_rule_sets *sets, const anno_found *found);

#endif
