/* A run over all inputs: corpus by corpus, document by document. */
#ifndef ANNO_CLI_RUN_H
#define ANNO_CLI_RUN_H

#include "cli/command.h"
#include "cli/worker.h"

/* Where a run maps into. */
typedef struct {
  const anno_writer *writer; /* NULL: nothing is written */
  anno_out *out;             /* for the writer */
  anno_sink also;            /* gets every event too; on_event NULL: nobody */
} anno_run_target;

typedef struct {
  const anno_options *options;
  anno_reporter reporter;
  anno_ctx ctx;
  anno_archives *archives; /* what ctx.files reads through */
  anno_inputs inputs;
  anno_run_counts counts;
  anno_table seen;    /* documents met, by base, ID and annotator */
  anno_table told;    /* details of findings that a corpus has once only */
  anno_out *out;      /* for bytes of sections */
  bool dropping;      /* what comes out belongs to a document that was met before */
  bool mapped;        /* documents were mapped, so there is a balance to tell */
  anno_status status; /* the worst that stopped something */
} anno_run;

/* Prepares a run: memory, findings, sources. False without memory (said already). */
bool anno_run_begin(anno_run *run, const anno_options *options);
/* Maps every document: prefixes and heads first, then the sections of the sources in order, whichever of the run's
   threads makes them. */
void anno_run_map(anno_run *run, const anno_run_target *target);
/* Hands every sealed document to `visit`, with its corpus's rules. */
void anno_run_visit_all(anno_run *run, anno_run_visit visit, void *handle);
/* Checks the balance, says it (unless quiet), frees all. Returns the exit status. `triples` and `to` may be 0, NULL. */
int anno_run_end(anno_run *run, size_t triples, const char *written_to);

#endif
