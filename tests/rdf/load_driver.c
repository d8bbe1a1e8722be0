/* Loads Turtle files one after the other and prints their statements with their places, and the findings on standard
   error: what the cases under tests/rdf/ compare. Usage: load_driver BASE FILE... */
#include <stdio.h>

#include "rdf/load.h"
#include "write/term_text.h"

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  const anno_place place = anno_loc_place(diag->at);
  if (diag->at.input) fprintf(stderr, "%.*s:%zu:%zu: ", ANNO_FMT(diag->at.input->name), place.line, place.column);
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
}

static void print(const anno_ctx *ctx, const anno_rdf *rdf) {
  for (size_t i = 0; i < rdf->count; i++) {
    const anno_place place = anno_loc_place(rdf->places[i]);
    const anno_term *const terms[] = {&rdf->stmts[i].subject, &rdf->stmts[i].predicate, &rdf->stmts[i].object};
    printf("%.*s:%zu:%zu:", ANNO_FMT(rdf->places[i].input->name), place.line, place.column);
    for (int k = 0; k < 3; k++) {
      anno_buf text = anno_buf_in(ctx->document);
      anno_text_term(&text, terms[k]);
      printf(" %.*s", ANNO_FMT(anno_buf_str(&text)));
    }
    printf("\n");
    anno_arena_reset(ctx->document);
  }
}

int main(int argc, char **argv) {
  const anno_diag_sink diag = {NULL, on_diag};
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &diag, NULL};
  anno_rdf rdf = {0};
  anno_status worst = ANNO_OK;
  for (int i = 2; i < argc; i++) {
    anno_input *input = anno_arena_take(ctx.run, sizeof *input);
    input->name = anno_str_from(argv[i]);
    if (anno_files_disk.read(anno_files_disk.handle, ctx.run, input->name, &input->bytes)) return 2;
    const anno_status status = anno_rdf_load(&ctx, input, anno_str_from(argv[1]), &rdf);
    if (status > worst) worst = status;
  }
  print(&ctx, &rdf);
  anno_arena_free(ctx.run);
  anno_arena_free(ctx.document);
  return (int)worst;
}
