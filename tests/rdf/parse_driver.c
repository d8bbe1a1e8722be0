/* Parses RDF files and prints their statements, and the findings on standard error: what the cases under
   tests/rdf/parse/ compare. Usage: parse_driver quads|graph CHUNK PIECE FILE...
   `quads` prints statements as they come, `graph` what a sealed graph holds of all files. The parser gets the bytes of
   a file CHUNK at a time (0: as the disk gives them), and pieces of PIECE bytes (0: as usual). */
#include <stdio.h>
#include <stdlib.h>

#include "rdf/graph.h"
#include "rdf/parse.h"
#include "write/term_text.h"

typedef struct {
  anno_arena *arena; /* emptied after each statement */
  anno_graph *graph; /* NULL: statements are printed */
} taker;

static size_t chunk_size; /* a test may have one */

typedef struct {
  void *to;
  bool (*chunk)(void *to, anno_str bytes);
} chunks;

static bool split(void *handle, anno_str bytes) {
  const chunks *c = handle;
  const size_t size = chunk_size ? chunk_size : bytes.len;
  for (size_t at = 0; at < bytes.len; at += size)
    if (!c->chunk(c->to, anno_str_sub(bytes, at, at + size))) return false;
  return true;
}

static int stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  chunks c = {to, chunk};
  return anno_files_disk.stream(handle, path, &c, split);
}

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  const anno_place place = anno_loc_place(diag->at);
  if (diag->at.input) fprintf(stderr, "%.*s:%zu:%zu: ", ANNO_FMT(diag->at.input->name), place.line, place.column);
  fprintf(stderr, "%s: %s", anno_level_name(diag->level), anno_code_summary(diag->code));
  if (diag->detail.len) fprintf(stderr, ": %.*s", ANNO_FMT(diag->detail));
  fprintf(stderr, " [%s]\n", anno_code_name(diag->code));
}

static void print(anno_arena *arena, const anno_term *const *terms, size_t count) {
  for (size_t i = 0; i < count; i++) {
    anno_buf text = anno_buf_in(arena);
    if (terms[i]->kind == ANNO_IRI && anno_str_starts(terms[i]->value, ANNO_STR("_:")))
      anno_buf_put(&text, terms[i]->value);
    else
      anno_text_term(&text, terms[i]);
    printf("%.*s ", ANNO_FMT(anno_buf_str(&text)));
  }
  printf(".\n");
  anno_arena_reset(arena);
}

static anno_status on_event(void *handle, const anno_event *event) {
  const taker *t = handle;
  const anno_stmt *s = event->stmt;
  const anno_term *const terms[] = {&s->subject, &s->predicate, &s->object, &s->graph};
  if (event->kind != ANNO_EVENT_STATEMENT) return ANNO_INTERNAL;
  if (t->graph) return anno_graph_add(t->graph, s) ? ANNO_OK : ANNO_NO_MEMORY;
  print(t->arena, terms, s->graph.kind == ANNO_NO_TERM ? 3 : 4);
  return ANNO_OK;
}

static void print_graph(const taker *t) {
  if (!anno_graph_seal(t->graph)) exit(2);
  for (anno_node n = 1; n <= anno_graph_nodes(t->graph); n++) {
    const anno_about about = anno_graph_about(t->graph, n);
    for (size_t i = 0; i < about.count; i++) {
      const anno_term *const terms[] = {anno_graph_term(t->graph, n), anno_graph_term(t->graph, about.predicates[i]),
                                        anno_graph_term(t->graph, about.objects[i])};
      print(t->arena, terms, 3);
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  const anno_diag_sink diag = {NULL, on_diag};
  anno_files files = anno_files_disk;
  files.stream = stream;
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &files, &diag, NULL};
  taker t = {.arena = anno_arena_new(NULL, 0)};
  size_t piece = 0;
  anno_status status = ANNO_OK;
  if (!anno_str_to_size(anno_str_from(argv[2]), &chunk_size) || !anno_str_to_size(anno_str_from(argv[3]), &piece))
    return 2;
  if (strcmp(argv[1], "graph") == 0) t.graph = anno_graph_new(ctx.run);
  for (int i = 4; i < argc && status == ANNO_OK; i++) {
    anno_rdf_file file = {.path = anno_str_from(argv[i]), .number = (unsigned)i - 3, .piece = piece};
    file.syntax = anno_syntax_of_path(file.path);
    if (!file.syntax) return 2;
    status = anno_rdf_parse(&ctx, &file, (anno_sink){&t, on_event});
  }
  if (t.graph && status == ANNO_OK) print_graph(&t);
  anno_arena_free(ctx.run);
  anno_arena_free(ctx.document);
  anno_arena_free(t.arena);
  return (int)status;
}
