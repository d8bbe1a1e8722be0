/* What one source became and has not come out yet: findings, bytes and counts in the order in which they were made, so
   that sections of many sources, made at the same time, come out as if one had been made after the other. */
#ifndef ANNO_CLI_SECTION_H
#define ANNO_CLI_SECTION_H

#include "base/buf.h"
#include "base/diag.h"

typedef struct {
  size_t documents, skipped;
  size_t read, exported, left_out, reported; /* annotations */
  size_t attributions, propositions, mentions;
  unsigned long long triples;
} anno_run_counts;

/* What tells a document from all others of a run; what stands behind the first line break tells it from those of its
   corpus. In `arena`. */
anno_str anno_run_document_key(anno_arena *arena, anno_str base, anno_str id, anno_str annotator);
/* Adds `more` to `to`, or takes it away again. */
void anno_run_counts_add(anno_run_counts *to, const anno_run_counts *more);
/* What `now` has more than `then`. */
anno_run_counts anno_run_counts_since(const anno_run_counts *now, const anno_run_counts *then);

typedef enum {
  ANNO_NOTED_FINDING,  /* code, text, detail */
  ANNO_NOTED_WORDS,    /* text, for standard error */
  ANNO_NOTED_DOCUMENT, /* a document begins: detail is what tells it from others, text the finding if it was met before
                        */
  ANNO_NOTED_BYTES,    /* text, for the output */
  ANNO_NOTED_DONE,     /* the document, or what cannot be one, ends: counts */
  ANNO_NOTED_OLD,      /* in place of all that: the source is unchanged, and text is what the manifest says of it */
  ANNO_NOTED_END       /* the source ends: status, and for a manifest text, the files it was made from */
} anno_noted_kind;

/* One thing that comes out. */
typedef struct anno_noted {
  struct anno_noted *next;
  anno_noted_kind kind;
  anno_code code;
  anno_status status;
  size_t source; /* its number: of an old one, and at the end */
  anno_str text, detail;
  anno_run_counts counts;
  unsigned long long bytes; /* END: read from files, unless the run sees that itself */
} anno_noted;

typedef struct anno_section {
  struct anno_section *next; /* in a list of sections */
  size_t source;             /* its number */
  anno_arena *arena;         /* owns what is noted */
  anno_noted *first, *last;
  size_t bytes; /* of texts */
} anno_section;

/* An empty section; NULL without memory. */
anno_section *anno_section_new(void);
/* NULL is allowed. */
void anno_section_free(anno_section *section);
/* Appends a copy of `noted`, texts too. False without memory. */
bool anno_section_note(anno_section *section, const anno_noted *noted);
/* Forgets what was noted. */
void anno_section_clear(anno_section *section);

#endif
