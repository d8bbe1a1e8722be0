/* An export as its manifest tells it, section by section as they come out. */
#ifndef ANNO_CLI_RECORD_H
#define ANNO_CLI_RECORD_H

#include "cli/manifest.h"
#include "cli/report.h"
#include "cli/section.h"

typedef struct {
  anno_manifest *manifest;
  const anno_options *options;
  const anno_reporter *reporter;
  const anno_run_counts *counts; /* of the run, up to now */
  anno_out *out;
  const anno_files *files;
  anno_watched watched;      /* while a corpus is begun */
  anno_arena *arena;         /* of one section */
  anno_made_section section; /* that is being made */
  size_t document_capacity;
  anno_made_counts before; /* of the run, when the section began */
  size_t unchanged;        /* documents that were not read */
} anno_record;

/* Begins the record of an export of `inputs`; options, reporter, counts and out are set. False after a report. */
bool anno_record_open(anno_record *record, const anno_ctx *ctx, const anno_inputs *inputs);
/* The next corpus begins: what is read through `ctx` is noted, until its head ends. */
void anno_record_begin_corpus(anno_record *record, anno_ctx *ctx);
/* It has begun, or cannot. */
void anno_record_corpus_begun(const anno_record *record, anno_ctx *ctx);
/* The head of a corpus with this base is written, whose first source is `first`. */
void anno_record_head(anno_record *record, const anno_found *first, anno_str base);
/* A document of the section: its ID, a line end, and its annotator. */
void anno_record_document(anno_record *record, anno_str key);
/* The section that `found` became is written, which was made from `files`, as a manifest has them. */
void anno_record_source(anno_record *record, const anno_found *found, anno_str files);
/* Writes the section that was in `line` of the manifest that was there once more; ANNO_BAD_OUTPUT after a report. */
anno_status anno_record_again(anno_record *record, const anno_made_section *old);
/* Ends the record; the manifest is put in place with `keep`. */
anno_status anno_record_close(anno_record *record, bool keep);

#endif
