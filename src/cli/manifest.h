/* What an export was made of, written beside it, and what of it need not be made again. */
#ifndef ANNO_CLI_MANIFEST_H
#define ANNO_CLI_MANIFEST_H

#include "base/out.h"
#include "cli/inputs.h"
#include "cli/manifest_text.h"

typedef struct anno_manifest anno_manifest;

/* Begins the manifest options->manifest of an export of `inputs`, all of which outlive it, and looks at the one that is
   there: what it says holds if it was made in the same way and its output is as it was. NULL after a report. */
anno_manifest *anno_manifest_open(const anno_ctx *ctx, const anno_options *options, const anno_inputs *inputs);

/* Appends what was watched while a source was read, or the head of the corpus of `found` was made, as a manifest has
   it: with paths below the corpus root. The answers of what lies outside cannot be asked for again, unless they are
   those of a head, which is compared by its bytes. Failure is that of the arena of `watched`. */
void anno_manifest_files(anno_watched *watched, const anno_found *found, bool is_head, anno_buf *to);

/* Without memory for what is to be told, which is reported: the manifest will not be kept. */
void anno_manifest_lacks(anno_manifest *manifest);
/* Adds what was written: first the head of a corpus, then its sources in order. */
void anno_manifest_add(anno_manifest *manifest, const anno_made_section *section);
/* True if the source inputs->found[at] is as it was when the manifest that was there was written, and so is its corpus,
   whose head has been added. `line`, in `arena`, is what it says. Reads through `files`; may be called by several
   threads. */
bool anno_manifest_unchanged(const anno_manifest *manifest, const anno_files *files, size_t at, anno_arena *arena,
                             anno_str *line);
/* Writes the bytes of an unchanged section; ANNO_BAD_OUTPUT, reported, if they cannot be read any more. */
anno_status anno_manifest_copy(const anno_manifest *manifest, const anno_made_section *section, anno_out *to);

/* Finishes and frees. With `keep` the manifest is put in place, for the output that is in its place already; without it
   nothing is left behind. Reported: ANNO_BAD_OUTPUT, ANNO_NO_MEMORY, or ANNO_INTERNAL if the sections are not all of
   the output. */
anno_status anno_manifest_close(anno_manifest *manifest, bool keep, const anno_made_counts *counts);

#endif
