/* The graph: ids, doubles, questions, size. */
#include <stdlib.h>

#include "rdf/graph.h"
#include "rdf/syntax.h"
#include "unit/check.h"

static anno_term iri(const char *text) { return anno_iri(anno_str_from(text)); }

static anno_stmt stmt(const char *s, const char *p, anno_term o) {
  return (anno_stmt){.subject = iri(s), .predicate = iri(p), .object = o};
}

/* A graph of the statements, from number `first` on and around. */
static anno_graph *sealed(anno_arena *arena, const anno_stmt *stmts, size_t count, size_t first, int *faults) {
  anno_graph *graph = anno_graph_new(arena);
  for (size_t i = 0; i < count; i++) CHECK(anno_graph_add(graph, &stmts[(i * 5 + first) % count]));
  CHECK(anno_graph_size(graph) == count && anno_graph_nodes(graph) == 0);
  CHECK(anno_graph_seal(graph) && anno_graph_seal(graph) && !anno_graph_add(graph, &stmts[0]));
  return graph;
}

static void test_small(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  const anno_stmt stmts[] = {
      stmt("b", "p", iri("x")),
      stmt("a", "q", anno_text(ANNO_STR("x"), ANNO_STR(""))),
      stmt("a", "p", anno_text(ANNO_STR("x"), ANNO_STR("en"))),
      stmt("a", "p", anno_typed(ANNO_STR("x"), ANNO_STR("en"))),
      stmt("a", "p", iri("x")),
      stmt("a", "p", anno_text(ANNO_STR("x"), ANNO_STR(""))),
      stmt("a", "p", iri("x")),
      {.subject = iri("a"), .predicate = iri("p"), .object = iri("x"), .graph = iri("g")},
  };
  enum { COUNT = sizeof stmts / sizeof *stmts };
  for (size_t first = 0; first < COUNT; first++) {
    const anno_graph *graph = sealed(arena, stmts, COUNT, first, faults);
    CHECK(anno_graph_size(graph) == 6 && anno_graph_nodes(graph) == 8);
    const anno_node a = anno_graph_find(graph, ANNO_STR("a")), p = anno_graph_find(graph, ANNO_STR("p")),
                    x = anno_graph_find(graph, ANNO_STR("x")), q = anno_graph_find(graph, ANNO_STR("q"));
    CHECK(a == 1 && anno_graph_find(graph, ANNO_STR("b")) == 2 && p == 3 && q == 4 && x == 5);
    CHECK(!anno_graph_find(graph, ANNO_STR("g")) && !anno_graph_find(graph, ANNO_STR("en")));
    for (anno_node n = 2; n <= 8; n++)
      CHECK(anno_term_cmp(anno_graph_term(graph, n - 1), anno_graph_term(graph, n)) < 0);
    CHECK(anno_graph_term(graph, 8)->kind == ANNO_LITERAL && anno_str_eq(anno_graph_term(graph, 8)->language, ANNO_STR("en")));
    const anno_nodes objects = anno_graph_objects(graph, a, p), subjects = anno_graph_subjects(graph, p, x);
    CHECK(objects.count == 4 && objects.items[0] == x && objects.items[1] == 6 && objects.items[3] == 8);
    CHECK(subjects.count == 2 && subjects.items[0] == a && subjects.items[1] == 2);
    CHECK(anno_graph_subjects(graph, q, 6).count == 1 && anno_graph_subjects(graph, q, x).count == 0);
    const anno_about about = anno_graph_about(graph, a);
    CHECK(about.count == 5 && about.predicates[3] == p && about.predicates[4] == q && about.objects[4] == 6);
    CHECK(anno_graph_about(graph, x).count == 0 && anno_graph_about(graph, 0).count == 0);
  }
  anno_arena_free(arena);
}

static void test_nothing(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  anno_graph *graph = anno_graph_new(arena);
  const anno_term three[] = {iri("a"), iri("b"), iri("c")};
  const anno_stmt triple = stmt("a", "p", (anno_term){.kind = ANNO_TRIPLE, .triple = three});
  const anno_stmt without = stmt("a", "p", (anno_term){0});
  CHECK(!anno_graph_add(graph, &triple) && !anno_graph_add(graph, &without) && !anno_arena_failed(arena));
  CHECK(anno_graph_seal(graph) && anno_graph_size(graph) == 0 && anno_graph_nodes(graph) == 0);
  CHECK(!anno_graph_find(graph, ANNO_STR("a")) && !anno_graph_term(graph, 0) && !anno_graph_term(graph, 1));
  CHECK(anno_graph_objects(graph, 1, 1).count == 0 && anno_graph_subjects(graph, 1, 1).count == 0);
  CHECK(anno_graph_about(graph, 7).count == 0 && anno_graph_objects(graph, 0, 0).count == 0);
  anno_arena_free(arena);
}

/* More statements than a block has rows, in two orders. */
static void test_many(int *faults) {
  enum { COUNT = 100000, STEP = 7919 };
  anno_graph *graphs[2];
  anno_arena *arena = anno_arena_new(NULL, 0), *scratch = anno_arena_new(NULL, 0);
  for (size_t k = 0; k < 2; k++) {
    graphs[k] = anno_graph_new(arena);
    for (size_t i = 0; i < COUNT; i++) {
      const size_t n = k ? i * STEP % COUNT : i;
      const anno_stmt s = {.subject = anno_iri(anno_arena_print(scratch, "s%zu", n / 10)),
                           .predicate = anno_iri(anno_arena_print(scratch, "p%zu", n % 10)),
                           .object = anno_text(anno_arena_print(scratch, "%zu", n % 1000), ANNO_STR(""))};
      CHECK(anno_graph_add(graphs[k], &s));
      anno_arena_reset(scratch);
    }
    CHECK(anno_graph_seal(graphs[k]) && anno_graph_size(graphs[k]) == COUNT);
    CHECK(anno_graph_nodes(graphs[k]) == COUNT / 10 + 10 + 1000);
  }
  size_t seen = 0, found = 0;
  for (anno_node n = 1; n <= anno_graph_nodes(graphs[0]); n++) {
    const anno_about one = anno_graph_about(graphs[0], n), other = anno_graph_about(graphs[1], n);
    CHECK(anno_term_eq(anno_graph_term(graphs[0], n), anno_graph_term(graphs[1], n)) && one.count == other.count);
    for (size_t i = 0; i < one.count && one.count == other.count; i++) {
      CHECK(one.predicates[i] == other.predicates[i] && one.objects[i] == other.objects[i]);
      const anno_nodes back = anno_graph_subjects(graphs[0], one.predicates[i], one.objects[i]);
      CHECK(back.count == 100);
      for (size_t b = 0; b < back.count; b++) found += back.items[b] == n;
    }
    seen += one.count;
  }
  CHECK(seen == COUNT && found == COUNT);
  anno_arena_free(arena);
  anno_arena_free(scratch);
}

static void test_syntaxes(int *faults) {
  size_t count = 0;
  for (const anno_syntax *s; (s = anno_syntax_at(count)); count++) {
    CHECK(anno_syntax_named(anno_str_from(s->name)) == s && anno_syntax_of_path(anno_str_from(s->suffix)) == s);
  }
  CHECK(count == 5 && !anno_syntax_named(ANNO_STR("dot")) && !anno_syntax_of_path(ANNO_STR("a.ttl.gz")));
  CHECK(anno_syntax_of_path(ANNO_STR("folder/a.ttl")) == anno_syntax_named(ANNO_STR("turtle")));
}

int main(void) {
  int faults = 0;
  test_small(&faults);
  test_nothing(&faults);
  test_many(&faults);
  test_syntaxes(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
