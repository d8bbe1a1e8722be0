/* Whoever reads and maps sources, one after the other, and notes what comes of it. */
#ifndef ANNO_CLI_WORKER_H
#define ANNO_CLI_WORKER_H

#include "base/archives.h"
#include "base/standard_input.h"
#include "cli/manifest.h"
#include "cli/report.h"
#include "cli/rule_sets.h"
#include "cli/turns.h"
#include "rdf/count.h"

/* Gets every sealed document, with its corpus's rules. */
typedef void (*anno_run_visit)(void *handle, anno_doc *doc, const anno_rules *rules);

/* Lets out one thing; true unless it belongs to a document that is dropped, since it was met before. */
typedef struct {
  void *handle;
  bool (*on_noted)(void *handle, const anno_noted *noted);
} anno_noted_sink;

/* What the workers of one corpus share and do not change. */
typedef struct {
  const anno_options *options;
  const anno_reporter *reporter; /* how findings are put */
  const anno_found *found;       /* all sources */
  const anno_corpus *corpus;
  const anno_rule_sets *sets;
  const anno_writer *writer;
  const anno_manifest *manifest; /* what was made before, and what is to be told; NULL: nothing */
  anno_noted_sink out;           /* for whoever has the turn */
  anno_run_visit visit;          /* NULL: documents are mapped */
  void *visit_handle;
} anno_shop;

typedef struct {
  const anno_shop *shop;
  anno_ctx ctx;
  anno_diag_sink diag;
  anno_cursor cursor; /* in the file that is being read */
  anno_arena *words;  /* for what is put into words */
  anno_map *map;      /* NULL when documents are only visited */
  anno_count count;   /* of statements, before the writer */
  anno_sink to;
  const anno_files *files; /* what ctx.files reads through while it is watched */
  anno_watched watched;
  anno_arena *watching;    /* owns what was watched; NULL without a manifest */
  anno_archives *archives; /* its own, or NULL */
  anno_stdin *input;       /* over these, since it counts bytes */
  anno_out *out;           /* its own, whose bytes are noted; NULL: statements go straight to the output */
  anno_turns *turns;       /* NULL: it always has the turn */
  anno_section *section;   /* what has to wait for the turn */
  bool turn;               /* it has the turn for its source */
  bool mute;               /* what is written is not wanted */
  bool failed;             /* there was no memory to note something */
} anno_worker;

/* A worker that has the turn always, over `ctx`, and maps into `to` (on_event NULL: into nothing). It must stay where
   it is. False without memory. */
bool anno_worker_alone(anno_worker *worker, const anno_shop *shop, const anno_ctx *ctx, anno_sink to);
/* A worker among others, with memory, files and a writer of its own. False without memory. */
bool anno_worker_among(anno_worker *worker, const anno_shop *shop, anno_turns *turns);
/* Lets go of what it owns, also after a failure. */
void anno_worker_end(anno_worker *worker);
/* Reads and maps the source with this number, and notes its end. */
void anno_worker_read(anno_worker *worker, size_t source);
/* The same for a source that was taken for unchanged. */
void anno_worker_read_again(anno_worker *worker, size_t source);
/* Takes sources until there are none. */
void anno_worker_read_all(anno_worker *worker);

#endif
