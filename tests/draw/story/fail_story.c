/* Makes each allocation of gathering and telling fail in turn: every run must end without memory, neither crash nor
   leak. Usage: fail_story FILE */
#include <stdio.h>
#include <stdlib.h>

#include "draw/gather.h"
#include "draw/story.h"
#include "rdf/load.h"
#include "../../failing.h"

typedef struct {
  failing memory;
  size_t records;
} run;

static void on_diag(void *handle, const anno_diag *diag) { (void)handle, (void)diag; }
static const anno_diag_sink diag = {NULL, on_diag};

static anno_status tell(run *r, const anno_rdf *rdf, anno_arena *arena) {
  anno_gather gather;
  anno_story story;
  if (!anno_gather_begin(&gather, arena, &diag)) return ANNO_NO_MEMORY;
  const anno_sink sink = anno_gather_sink(&gather);
  for (size_t i = 0; i < rdf->count; i++)
    if (anno_send_stmt(sink, &rdf->stmts[i])) return ANNO_NO_MEMORY;
  const anno_status status = anno_gather_end(&gather);
  if (status) return status;
  if (!anno_story_tell(arena, gather.graph, &story)) return ANNO_NO_MEMORY;
  r->records = story.saying_count + story.claim_count + story.referent_count + story.document_count;
  return ANNO_OK;
}

static anno_status run_once(run *r, const anno_rdf *rdf) {
  const anno_alloc alloc = failing_alloc(&r->memory);
  anno_arena *arena = anno_arena_new(&alloc, 1);
  const anno_status status = arena ? tell(r, rdf, arena) : ANNO_NO_MEMORY;
  anno_arena_free(arena);
  return status;
}

static int fail_all(const anno_rdf *rdf) {
  run whole = {0};
  if (run_once(&whole, rdf) != ANNO_OK || whole.memory.held || whole.records < 10) {
    printf("the story cannot be told with memory enough\n");
    return EXIT_FAILURE;
  }
  for (size_t n = 1; n <= whole.memory.takes; n++) {
    run r = {.memory.fail_at = n};
    const anno_status status = run_once(&r, rdf);
    if (status == ANNO_NO_MEMORY && !r.memory.held) continue;
    printf("allocation %zu: status %d, %zu blocks not given back\n", n, (int)status, r.memory.held);
    return EXIT_FAILURE;
  }
  printf("%zu allocations failed, one at a time\n", whole.memory.takes);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &diag, NULL};
  anno_input input = {.name = anno_str_from(argc == 2 ? argv[1] : "")};
  anno_rdf rdf = {0};
  if (anno_files_disk.read(anno_files_disk.handle, ctx.run, input.name, &input.bytes)) return 2;
  if (anno_rdf_load(&ctx, &input, ANNO_STR("http://example.org/"), &rdf)) return 2;
  const int failed = fail_all(&rdf);
  anno_arena_free(ctx.run);
  anno_arena_free(ctx.document);
  return failed;
}
