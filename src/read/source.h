/* What readers of single files begin with: loading an input and naming its document. */
#ifndef ANNO_READ_SOURCE_H
#define ANNO_READ_SOURCE_H

#include "read/reader.h"

/* Reports that memory is out; ANNO_NO_MEMORY. */
anno_status anno_source_no_memory(const anno_ctx *ctx);
/* All of `path`, without a BOM, as an input that lives as long as the document. ANNO_BAD_INPUT after a report. */
anno_status anno_source_load(const anno_ctx *ctx, anno_str path, anno_input **out);
/* The same with its BOM: for a text in which offsets count it, and for XML, where it outweighs the declaration. */
anno_status anno_source_load_all(const anno_ctx *ctx, anno_str path, anno_input **out);
/* `path` below `root`; the name alone if it does not lie there. */
anno_str anno_path_below(anno_str path, anno_str root);
/* The length of the first of `endings` (".a .b") that the name of `path` ends in; 0 if it does in none, or is nothing
   else. */
size_t anno_path_ending(anno_str path, const char *endings);
/* The path below the corpus root without that ending; "stdin" for standard input. */
anno_str anno_source_id(const anno_source *source, const char *endings);
/* Of the ID "annotation/DOCUMENT/USER" or "curation/DOCUMENT/USER", as INCEpTION exports them, also with
   "USER.zip/NAME" at its end, what lies beside or above these folders stays, and USER is returned; otherwise "" is. */
anno_str anno_source_cut_user(anno_arena *arena, anno_str *id);
/* The ID of one of several documents in the file with the ID `file`: FILE/NAME, or FILE/NUMBER without a name. */
anno_str anno_source_part_id(anno_arena *arena, anno_str file, anno_str name, size_t number);
/* A document of `source` called `id`, whose first input is `input`; NULL without memory, which is then reported. An
   input that is not UTF-8, or an ID that is not, makes the document bad. */
anno_doc *anno_source_doc(const anno_ctx *ctx, const anno_source *source, anno_str id, const anno_input *input);
/* The same for one of several documents in an input that is known to be UTF-8: the document begins at `at`. */
anno_doc *anno_source_part(const anno_ctx *ctx, const anno_source *source, anno_str id, anno_loc at);
/* Seals the document and hands it on, whatever is wrong with it. */
anno_status anno_source_done(anno_doc *doc, anno_doc_sink out);

#endif
