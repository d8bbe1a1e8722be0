#include "rdf/graph.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/table.h"

/* Rows and terms come in blocks, for an array that grows in an arena leaves its smaller copies behind. A statement
   takes 12 bytes as a row, 12 more for sorting, and 8 in each of the two indexes. */
enum { ROWS = 1 << 16, TERMS = 1 << 12 };

/* A term while it is interned. */
typedef struct {
  anno_term term;
  uint32_t hash;
  anno_node next; /* of those whose hashes share a head */
  anno_node id;   /* after sealing */
} entry;

typedef enum { SUBJECT, PREDICATE, OBJECT } position;

typedef struct {
  anno_node term[3]; /* by position; in order of appearance, after sealing those of the contract */
} row;

typedef struct {
  row **blocks;
  size_t blocks_used, capacity;
} rows;

/* What stands at one end of the statements: those of node n are starts[n] to starts[n + 1]. */
typedef struct {
  anno_node *starts, *predicates, *others;
} side;

struct anno_graph {
  anno_arena *arena;
  entry **blocks; /* the entry of id n is blocks[n / TERMS][n % TERMS]; that of 0 is free */
  size_t blocks_used, capacity;
  anno_node nodes;
  anno_node *heads; /* as many as a power of two */
  size_t heads_count;
  anno_table tail_table; /* of languages and datatypes, which are few, to their places in tails */
  anno_str *tails;
  size_t tails_count, tails_capacity;
  rows rows;
  size_t size;
  bool tried, sealed;
  entry **sorted; /* by id, from 1 */
  side of_subjects, of_objects;
};

anno_graph *anno_graph_new(anno_arena *arena) {
  anno_graph *graph = anno_arena_take(arena, sizeof *graph);
  if (graph) *graph = (anno_graph){.arena = arena, .tail_table = anno_table_in(arena)};
  return graph;
}

/* --- Terms ----------------------------------------------------------------------------------------------------- */

static uint32_t mix(uint32_t hash, anno_str s) {
  for (size_t i = 0; i < s.len; i++) hash = (hash ^ (unsigned char)s.ptr[i]) * 16777619u;
  return hash;
}

static uint32_t hash_of(const anno_term *term) {
  uint32_t hash = mix(2166136261u ^ (uint32_t)term->kind, term->value);
  hash = mix(mix(hash, term->language), term->datatype);
  return hash ^ hash >> 15;
}

static entry *entry_at(const anno_graph *graph, anno_node n) { return &graph->blocks[n / TERMS][n % TERMS]; }

static anno_node lookup(const anno_graph *graph, const anno_term *term, uint32_t hash) {
  if (!graph->heads_count) return 0;
  anno_node n = graph->heads[hash & (graph->heads_count - 1)];
  while (n && (entry_at(graph, n)->hash != hash || !anno_term_eq(&entry_at(graph, n)->term, term)))
    n = entry_at(graph, n)->next;
  return n;
}

static void link_entry(anno_graph *graph, anno_node n) {
  entry *e = entry_at(graph, n);
  anno_node *head = &graph->heads[e->hash & (graph->heads_count - 1)];
  e->next = *head;
  *head = n;
}

static bool enlarge(anno_graph *graph) {
  const size_t count = graph->heads_count ? 2 * graph->heads_count : TERMS;
  anno_node *heads = anno_arena_array(graph->arena, count, sizeof *heads);
  if (!heads) return false;
  graph->heads = heads;
  graph->heads_count = count;
  for (anno_node n = 1; n <= graph->nodes; n++) link_entry(graph, n);
  return true;
}

static anno_str kept_tail(anno_graph *graph, anno_str tail) {
  if (!tail.len) return ANNO_STR("");
  const unsigned known = anno_table_get(&graph->tail_table, tail);
  if (known) return graph->tails[known - 1];
  const anno_str copy = anno_arena_copy(graph->arena, tail);
  if (ANNO_PUSH(graph->arena, graph->tails, graph->tails_count, graph->tails_capacity, copy))
    anno_table_set(&graph->tail_table, copy, (unsigned)graph->tails_count);
  return copy;
}

/* The id of a term, which is new if need be; 0 without memory. */
static anno_node intern(anno_graph *graph, const anno_term *term) {
  const uint32_t hash = hash_of(term);
  const anno_node known = lookup(graph, term, hash);
  if (known) return known;
  const anno_node n = graph->nodes + 1;
  if (n == UINT32_MAX || (n >= graph->heads_count && !enlarge(graph))) return 0;
  if (n / TERMS >= graph->blocks_used) {
    entry *block = anno_arena_array(graph->arena, TERMS, sizeof *block);
    if (!block || !ANNO_PUSH(graph->arena, graph->blocks, graph->blocks_used, graph->capacity, block)) return 0;
  }
  entry *e = entry_at(graph, n);
  *e = (entry){.term = {.kind = term->kind, .value = anno_arena_copy(graph->arena, term->value)}, .hash = hash};
  e->term.language = kept_tail(graph, term->language);
  e->term.datatype = kept_tail(graph, term->datatype);
  if (anno_arena_failed(graph->arena)) return 0;
  graph->nodes = n;
  link_entry(graph, n);
  return n;
}

/* --- Statements ------------------------------------------------------------------------------------------------ */

static row *row_at(const rows *all, size_t i) { return &all->blocks[i / ROWS][i % ROWS]; }

static bool kept(const anno_term *term) { return term->kind == ANNO_IRI || term->kind == ANNO_LITERAL; }

bool anno_graph_add(anno_graph *graph, const anno_stmt *stmt) {
  if (graph->tried || graph->size == UINT32_MAX) return false;
  if (!kept(&stmt->subject) || !kept(&stmt->predicate) || !kept(&stmt->object)) return false;
  rows *all = &graph->rows;
  if (graph->size / ROWS >= all->blocks_used) {
    row *block = anno_arena_array(graph->arena, ROWS, sizeof *block);
    if (!block || !ANNO_PUSH(graph->arena, all->blocks, all->blocks_used, all->capacity, block)) return false;
  }
  const row made = {{intern(graph, &stmt->subject), intern(graph, &stmt->predicate), intern(graph, &stmt->object)}};
  if (anno_arena_failed(graph->arena) || !made.term[SUBJECT] || !made.term[PREDICATE] || !made.term[OBJECT])
    return false;
  *row_at(all, graph->size++) = made;
  return true;
}

/* --- Sealing --------------------------------------------------------------------------------------------------- */

static int by_term(const void *a, const void *b) {
  entry *const *x = a, *const *y = b;
  return anno_term_cmp(&(*x)->term, &(*y)->term);
}

/* Gives the terms their ids. */
static bool number_terms(anno_graph *graph) {
  entry **sorted = anno_arena_array(graph->arena, graph->nodes + (size_t)1, sizeof *sorted);
  if (!sorted) return false;
  for (anno_node n = 1; n <= graph->nodes; n++) sorted[n] = entry_at(graph, n);
  if (graph->nodes) qsort(sorted + 1, graph->nodes, sizeof *sorted, by_term);
  graph->sorted = sorted;
  for (anno_node id = 1; id <= graph->nodes; id++) sorted[id]->id = id;
  for (size_t i = 0; i < graph->size; i++)
    for (int k = 0; k < 3; k++) {
      anno_node *n = &row_at(&graph->rows, i)->term[k];
      *n = entry_at(graph, *n)->id;
    }
  return true;
}

/* Moves the rows in order of one position; rows that are equal there keep their order. `cursors` has room for all ids
   and two more. */
static void sort_by(const anno_graph *graph, const rows *from, rows *to, position key, anno_node *cursors) {
  memset(cursors, 0, (graph->nodes + (size_t)2) * sizeof *cursors);
  for (size_t i = 0; i < graph->size; i++) cursors[row_at(from, i)->term[key] + 1]++;
  for (size_t n = 1; n < graph->nodes + (size_t)2; n++) cursors[n] += cursors[n - 1];
  for (size_t i = 0; i < graph->size; i++) {
    const row *r = row_at(from, i);
    *row_at(to, cursors[r->term[key]]++) = *r;
  }
}

static void remove_doubles(anno_graph *graph, rows *all) {
  size_t left = 0;
  for (size_t i = 0; i < graph->size; i++) {
    const row *r = row_at(all, i);
    if (!left || memcmp(r, row_at(all, left - 1), sizeof *r) != 0) *row_at(all, left++) = *r;
  }
  graph->size = left;
}

static bool lay_out(const anno_graph *graph, const rows *sorted, position from, side *out) {
  anno_arena *arena = graph->arena;
  out->starts = anno_arena_array(arena, graph->nodes + (size_t)2, sizeof *out->starts);
  out->predicates = anno_arena_array(arena, graph->size, sizeof *out->predicates);
  out->others = anno_arena_array(arena, graph->size, sizeof *out->others);
  if (!out->starts || !out->predicates || !out->others) return false;
  for (size_t i = 0; i < graph->size; i++) {
    const row *r = row_at(sorted, i);
    out->starts[r->term[from] + 1]++;
    out->predicates[i] = r->term[PREDICATE];
    out->others[i] = r->term[SUBJECT + OBJECT - from];
  }
  for (size_t n = 1; n < graph->nodes + (size_t)2; n++) out->starts[n] += out->starts[n - 1];
  return true;
}

/* Room for as many rows as there are. */
static bool room(anno_graph *graph, rows *out) {
  row *all = anno_arena_array(graph->arena, graph->size, sizeof *all);
  out->blocks = anno_arena_array(graph->arena, graph->rows.blocks_used, sizeof *out->blocks);
  if (!all || !out->blocks) return false;
  for (size_t i = 0; i < graph->rows.blocks_used; i++) out->blocks[i] = all + i * ROWS;
  return true;
}

static bool seal(anno_graph *graph) {
  rows *a = &graph->rows, b = {0};
  anno_node *cursors = anno_arena_array(graph->arena, graph->nodes + (size_t)2, sizeof *cursors);
  if (!cursors || !room(graph, &b) || !number_terms(graph)) return false;
  sort_by(graph, a, &b, OBJECT, cursors);
  sort_by(graph, &b, a, PREDICATE, cursors);
  sort_by(graph, a, &b, SUBJECT, cursors);
  remove_doubles(graph, &b);
  if (!lay_out(graph, &b, SUBJECT, &graph->of_subjects)) return false;
  sort_by(graph, &b, a, PREDICATE, cursors);
  sort_by(graph, a, &b, OBJECT, cursors);
  return lay_out(graph, &b, OBJECT, &graph->of_objects);
}

bool anno_graph_seal(anno_graph *graph) {
  if (!graph->tried) graph->sealed = !anno_arena_failed(graph->arena) && seal(graph);
  graph->tried = true;
  return graph->sealed;
}

/* --- Questions ------------------------------------------------------------------------------------------------- */

size_t anno_graph_size(const anno_graph *graph) { return graph->size; }
size_t anno_graph_nodes(const anno_graph *graph) { return graph->sealed ? graph->nodes : 0; }

anno_node anno_graph_find(const anno_graph *graph, anno_str iri) {
  const anno_term term = anno_iri(iri);
  const anno_node n = graph->sealed ? lookup(graph, &term, hash_of(&term)) : 0;
  return n ? entry_at(graph, n)->id : 0;
}

const anno_term *anno_graph_term(const anno_graph *graph, anno_node node) {
  return node && node <= anno_graph_nodes(graph) ? &graph->sorted[node]->term : NULL;
}

/* The first place from `begin` to `end` whose predicate is at least `predicate`. */
static size_t first_of(const side *s, size_t begin, size_t end, anno_node predicate) {
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (s->predicates[middle] < predicate)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin;
}

static anno_nodes others(const anno_graph *graph, const side *s, anno_node node, anno_node predicate) {
  if (!node || !predicate || node > anno_graph_nodes(graph) || predicate > graph->nodes) return (anno_nodes){0};
  const size_t end = s->starts[node + 1], from = first_of(s, s->starts[node], end, predicate);
  return (anno_nodes){s->others + from, first_of(s, from, end, predicate + 1) - from};
}

anno_nodes anno_graph_objects(const anno_graph *graph, anno_node subject, anno_node predicate) {
  return others(graph, &graph->of_subjects, subject, predicate);
}

anno_nodes anno_graph_subjects(const anno_graph *graph, anno_node predicate, anno_node object) {
  return others(graph, &graph->of_objects, object, predicate);
}

anno_about anno_graph_about(const anno_graph *graph, anno_node subject) {
  if (!subject || subject > anno_graph_nodes(graph)) return (anno_about){0};
  const side *s = &graph->of_subjects;
  const size_t begin = s->starts[subject];
  return (anno_about){s->predicates + begin, s->others + begin, s->starts[subject + 1] - begin};
}
