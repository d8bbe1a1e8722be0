/* A run over all inputs: corpus by corpus, document by document. */
#ifndef ANNO_CLI_RUN_H
#define ANNO_CLI_RUN_H

#include "base/standard_input.h"
#include "cli/command.h"
#include "cli/record.h"
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
  anno_archives *archives; /* what ctx.files reads through, */
  anno_stdin *input;       /* and through this */
  anno_inputs inputs;
  anno_run_counts counts;
  bool no_progress; /* nothing is said of it, since the output goes to the same terminal */
  anno_progress progress;
  anno_progress_state done;  /* what is said */
  unsigned long long looked; /* bytes read while sources were found */
  unsigned long long read;   /* by workers, each with files of its own */
  anno_table seen;           /* documents met: hashes of base, ID and annotator */
  anno_table told;           /* details of findings that a corpus has once only */
  anno_out *out;             /* for bytes of sections */
  anno_record *record;       /* for the manifest; NULL: none */
  void *corpus;              /* that is being read */
  bool dropping;             /* what comes out belongs to a document that was met before */
  bool mapped;               /* documents were mapped, so there is a balance to tell */
  anno_status status;        /* the worst that stopped something */
} anno_run;

/* What one corpus is read with. */
typedef struct {
  anno_run *run;
  anno_shop shop;
  anno_corpus corpus;
  anno_rule_sets sets;
  anno_sink to;       /* of the run: prefixes, the head, and the rest if there is one worker */
  anno_worker worker; /* of anno_run_corpus_read() */
  bool works;
} anno_run_corpus;

/* Begins a corpus, of which run, to and of the shop the writer, or visit and its handle, are given: loads what it is
   made of and the rules for the `count` sources from `found` on, or as many as are known, and sends the head. False if
   there is nothing to go on with. */
bool anno_run_corpus_begin(anno_run_corpus *corpus, const anno_found *found, size_t count);
/* Reads and maps a source for whose format the rules were loaded; the corpus must stay where it is. */
void anno_run_corpus_read(anno_run_corpus *corpus, const anno_found *found);
/* Lets go of what reading took. */
void anno_run_corpus_end(anno_run_corpus *corpus);
/* False once something stopped the run. */
bool anno_run_goes_on(const anno_run *run);
/* True if what the run made so far is to be written or sent: it was not stopped, read something, and with --strict no
   error was met. */
bool anno_run_is_wanted(const anno_run *run);
/* Takes `status` over unless there was a worse one. */
void anno_run_worst(anno_run *run, anno_status status);

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
