/* What the fuzz targets share: a world of their own in memory, and a check of statements. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/table.h"
#include "rdf/sink.h"

/* What holds for every input: if it does not, the input is a finding. */
#define MUST(condition) ((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *condition, const char *file, int line);

typedef struct {
  const char *name;
  void (*run)(const char *name, anno_str bytes);
} fuzz_target;

/* A file; a path "" stands for whatever file is asked for beside those named before it. */
typedef struct {
  anno_str path, bytes;
} fuzz_file;

/* Its files lie in the folder "f". A finding is looked at as if it were printed. */
typedef struct {
  fuzz_file files[4];
  size_t count;
  size_t errors;      /* told so far */
  anno_cursor cursor; /* of the place of the last finding */
  size_t seen;        /* keeps what is looked at from being left out */
  anno_files functions;
  anno_diag_sink diag;
  anno_ctx ctx;
} fuzz_world;

void fuzz_world_open(fuzz_world *world);
void fuzz_world_add(fuzz_world *world, anno_str path, anno_str bytes);
void fuzz_world_close(fuzz_world *world);
/* What stands before the next byte 1E; it and the byte are cut off `rest`. */
anno_str fuzz_part(anno_str *rest);

/* A sink that looks at every statement: terms are what RDF allows, whether they call themselves fit or not; there are
   no blank nodes unless `blanks`; within a section what is said of a subject in a graph stands together, each once. */
typedef struct {
  const anno_ctx *ctx;
  bool blanks;
  anno_arena *arena;   /* of the section */
  anno_table subjects; /* met in the section, with their graphs */
  anno_table stmts;    /* likewise */
  anno_buf line;
  unsigned current; /* subject */
  size_t statements;
} fuzz_check;

/* A sink over `check`, which the caller owns. */
anno_sink fuzz_check_open(fuzz_check *check, const anno_ctx *ctx);
void fuzz_check_close(fuzz_check *check);

/* A file of this process in $TMPDIR that has these bytes, and whose name ends in `name`. The path is in `arena`. */
anno_str fuzz_on_disk(anno_arena *arena, const char *name, anno_str bytes);

#endif
