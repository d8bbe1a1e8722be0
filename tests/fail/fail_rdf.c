/* Makes each allocation of parsing into a graph fail in turn: every run must end in ANNO_NO_MEMORY, say so at most once
   (a graph does not) and leak nothing. raptor has memory of its own, which does not fail here. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "rdf/graph.h"
#include "rdf/parse.h"
#include "../failing.h"

static const struct {
  const char *path, *bytes;
} disk[] = {
    {"a.ttl",
     "@prefix ex: <http://example.org/> .\nex:a ex:p \"b\"@en , \"c\"^^ex:t , [ ex:q ( 1 2 ) ] .\n_:x ex:p _:y .\n"},
    {"a.trig", "@prefix ex: <http://example.org/> .\nex:a ex:p ex:b .\nex:g { ex:a ex:p ex:c . ex:a ex:p _:d }\n"},
    {"a.nq",
     "_:a <http://example.org/p> \"b\\n\"@EN .\n_:a <http://example.org/p> \"1\"^^<http://example.org/t> _:g .\n"},
    {"a.rdf", "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:ex=\"http://example.org/\">\n"
              "<ex:C><ex:p rdf:nodeID=\"b\"/>\n<ex:p>c</ex:p></ex:C></rdf:RDF>\n"},
    {"bad.ttl", "@prefix ex: <http://example.org/> .\nex:a ex:p ex:b\n"}, /* last: a finding needs memory, too */
};
enum { FILES = sizeof disk / sizeof *disk };

/* The bytes of a file, three at a time. */
static int stream(void *handle, anno_str path, void *to, bool (*chunk)(void *to, anno_str bytes)) {
  (void)handle;
  for (size_t i = 0; i < FILES; i++) {
    const anno_str bytes = anno_str_from(disk[i].bytes);
    if (!anno_str_eq(anno_str_from(disk[i].path), path)) continue;
    for (size_t at = 0; at < bytes.len && chunk(to, anno_str_sub(bytes, at, at + 3));) at += 3;
    return 0;
  }
  return ENOENT;
}

typedef struct {
  failing memory;
  size_t out_of_memory, bad_rdf;
  anno_graph *graph;
} run;

static void on_diag(void *handle, const anno_diag *diag) {
  ((run *)handle)->out_of_memory += diag->code == ANNO_OUT_OF_MEMORY;
  ((run *)handle)->bad_rdf += diag->code == ANNO_BAD_RDF;
}

static anno_status on_event(void *handle, const anno_event *event) {
  return anno_graph_add(((run *)handle)->graph, event->stmt) ? ANNO_OK : ANNO_NO_MEMORY;
}

static anno_status parse_once(run *r) {
  const anno_alloc alloc = failing_alloc(&r->memory);
  const anno_files files = {NULL, NULL, NULL, NULL, stream};
  const anno_diag_sink diag = {r, on_diag};
  anno_arena *arena = anno_arena_new(&alloc, 1), *document = anno_arena_new(&alloc, 1);
  anno_status status = ANNO_NO_MEMORY;
  if (arena && document) {
    const anno_ctx ctx = {arena, document, &files, &diag, NULL};
    r->graph = anno_graph_new(arena);
    status = r->graph ? ANNO_OK : ANNO_NO_MEMORY;
    for (size_t i = 0; i < FILES && status == ANNO_OK; i++) {
      anno_rdf_file file = {.path = anno_str_from(disk[i].path), .number = (unsigned)i, .piece = 1};
      file.syntax = anno_syntax_of_path(file.path);
      status = anno_rdf_parse(&ctx, &file, (anno_sink){r, on_event});
    }
    if (status == ANNO_BAD_INPUT && !anno_graph_seal(r->graph)) status = ANNO_NO_MEMORY;
  }
  anno_arena_free(document);
  anno_arena_free(arena);
  return status;
}

static int fault(const run *r, const char *what) {
  printf("allocation %zu: %s\n", r->memory.fail_at, what);
  return EXIT_FAILURE;
}

int main(void) {
  run whole = {0};
  if (parse_once(&whole) != ANNO_BAD_INPUT || whole.bad_rdf != 1 || whole.memory.held || whole.out_of_memory)
    return fault(&whole, "the files cannot be parsed with memory enough");
  for (size_t n = 1; n <= whole.memory.takes; n++) {
    run r = {.memory.fail_at = n};
    const anno_status status = parse_once(&r);
    if (status != ANNO_NO_MEMORY) return fault(&r, "the status is not ANNO_NO_MEMORY");
    if (r.out_of_memory > 1) return fault(&r, "reported more than once");
    if (r.memory.held) return fault(&r, "memory was not given back");
  }
  printf("%zu allocations failed, one at a time\n", whole.memory.takes);
  return EXIT_SUCCESS;
}
