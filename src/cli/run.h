/* A run over all inputs: corpus by corpus, document by document. */
#ifndef ANNO_CLI_RUN_H
#define ANNO_CLI_RUN_H

#include "base/archives.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/report.h"

typedef struct {
  size_t documents, skipped;
  size_t read, exported, left_out, reported; /* annotations */
  size_t attributions, propositions, mentions;
} anno_run_counts;

typedef struct {
  const anno_options *options;
  anno_reporter reporter;
  anno_ctx ctx;
  anno_archives *archives; /* what ctx.files reads through */
  anno_inputs inputs;
  anno_run_counts counts;
  anno_table seen;    /* documents met, by base, ID and annotator */
  bool mapped;        /* documents were mapped, so there is a balance to tell */
  anno_status status; /* the worst that stopped something */
} anno_run;

/* Prepares a run: memory, findings, sources. False without memory (said already). */
bool anno_run_begin(anno_run *run, const anno_options *options);
/* Maps every document into `to`: prefixes and heads first, in order. */
void anno_run_map(anno_run *run, anno_sink to);
/* Hands every sealed document to `visit`, with its corpus's rules. */
typedef void (*anno_run_visit)(void *handle, anno_doc *doc, const anno_rules *rules);
void anno_run_visit_all(anno_run *run, anno_run_visit visit, void *handle);
/* Checks the balance, says it (unless quiet), frees all. Returns the exit status. `triples` and `to` may be 0, NULL. */
int anno_run_end(anno_run *run, size_t triples, const char *written_to);

#endif
