/* The lines of a manifest: JSON that is written, and read again, one section a line. annograph(1) describes it. */
#ifndef ANNO_CLI_MANIFEST_TEXT_H
#define ANNO_CLI_MANIFEST_TEXT_H

#include "base/buf.h"
#include "base/digest.h"
#include "cli/watched.h"

typedef struct {
  size_t documents, skipped, read, exported, reported, left_out, statements, triples, errors, warnings;
} anno_made_counts;

typedef struct {
  anno_str id, annotator;
} anno_made_document;

/* What stands in one stretch of the output: the head of a corpus, or what one source became. */
typedef struct {
  size_t corpus;        /* from 1, in the order of the output */
  anno_str source;      /* its ID; "": the head of the corpus */
  anno_str format;      /* of the source: the name of its reader */
  anno_str base;        /* of the corpus; only in its head */
  size_t begin, length; /* bytes */
  anno_made_counts counts;
  anno_made_document *documents;
  size_t document_count;
  anno_watched_row *files; /* paths relative to the corpus root */
  size_t file_count;
  anno_str files_text; /* what anno_made_files_put() made of them: then the rows are not needed for writing */
} anno_made_section;

/* What a finished file is. */
typedef struct {
  anno_str name; /* relative to the folder of the manifest */
  size_t size;   /* bytes */
  anno_hash hash;
} anno_made_file;

void anno_json_put_text(anno_buf *to, anno_str text); /* with quotes; what is not UTF-8 becomes U+FFFD */
void anno_json_put_size(anno_buf *to, const char *key, size_t value); /* "key":value */
void anno_json_put_hash(anno_buf *to, const char *key, const anno_hash *hash);
void anno_made_counts_put(anno_buf *to, const anno_made_counts *counts);
void anno_made_file_put(anno_buf *to, const anno_made_file *file);

void anno_made_files_put(anno_buf *to, const anno_watched_row *rows, size_t count);

/* The line of a section from behind the number where it begins. */
void anno_made_section_put(anno_buf *to, const anno_made_section *section);

/* Reads one line, with or without a comma at its end, into `arena`; false if it is no such line. */
bool anno_made_section_read(anno_arena *arena, anno_str line, anno_made_section *out);
/* The same for an object with counts, and one that describes a file. */
bool anno_made_counts_read(anno_arena *arena, anno_str text, anno_made_counts *out);
bool anno_made_file_read(anno_arena *arena, anno_str text, anno_made_file *out);
/* The text of the member `key` of the object `text`; "" if there is none. */
anno_str anno_json_member(anno_arena *arena, anno_str text, const char *key);
/* Adds what another section or shard has; takes it away. */
void anno_made_counts_add(anno_made_counts *to, const anno_made_counts *from);
void anno_made_counts_take(anno_made_counts *to, const anno_made_counts *from);

#endif
