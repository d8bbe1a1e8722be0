/* Coreference: annotations that list each other's IDs. */
#include "read/gate.h"

#include "base/limits.h"

/* The annotations of each chain lead, parent by parent, to one of them. */
typedef struct {
  anno_gate *gate;
  anno_table notes; /* "SET ID" -> index of an annotation, plus one */
  size_t *parents;  /* by index of annotation */
  size_t *sizes;    /* of the chain, at its root */
  bool *chained;
  size_t left; /* IDs that may still be looked up: lists may be shared, and shared again */
} chains;

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

bool anno_gate_is_chain(const anno_gate_value *value) {
  if (!is(value->name, "matches")) return false;
  const anno_gate_value *list = anno_gate_resolve(value);
  if (list->kind != ANNO_GATE_LIST || !list->first) return false;
  for (const anno_gate_value *v = list->first; v; v = v->next)
    if (!anno_gate_id_in(v).len) return false;
  return true;
}

bool anno_gate_is_chains(const anno_gate_value *value) {
  return is(value->name, "MatchesAnnots") && anno_gate_resolve(value)->kind == ANNO_GATE_MAP;
}

/* ---- Sets of annotations that grow together */

static size_t root_of(const chains *c, size_t index) {
  while (c->parents[index] != index) {
    c->parents[index] = c->parents[c->parents[index]];
    index = c->parents[index];
  }
  return index;
}

static void join(chains *c, size_t a, size_t b) {
  c->chained[a] = c->chained[b] = true;
  a = root_of(c, a);
  b = root_of(c, b);
  if (a == b) return;
  /* The one that comes first in the file stays the root: it tells where the chain begins. */
  const size_t root = a < b ? a : b, other = a < b ? b : a;
  c->parents[other] = root;
  c->sizes[root] += c->sizes[other];
}

/* ---- Lists */

static anno_str key_of(const chains *c, size_t set, anno_str id) {
  return anno_arena_print(c->gate->ctx->document, "%zu %.*s", set, ANNO_FMT(id));
}

/* Joins all that the list has; those that are not there any more are named. `from`: who has the list, plus one, or 0.
 */
static void join_list(chains *c, const anno_gate_value *list, size_t set, size_t from) {
  size_t known = from;
  list = anno_gate_resolve(list);
  if (list->kind != ANNO_GATE_LIST) return;
  for (const anno_gate_value *v = list->first; v && !anno_arena_failed(c->gate->ctx->document); v = v->next) {
    if (!c->left--) {
      anno_doc_error(c->gate->doc, ANNO_LIMIT, v->at, ANNO_STR("references to shared lists"));
      c->left = 0;
      return;
    }
    const anno_str id = anno_gate_id_in(v);
    const unsigned index = anno_table_get(&c->notes, key_of(c, set, id));
    if (!index)
      anno_gate_lose(c->gate, v->at, id, "no annotation of this set has this ID");
    else if (known)
      join(c, known - 1, index - 1);
    if (index && !known) known = index;
  }
}

/* The document's own record: for each set its chains. The default set may be called null. */
static void join_record(chains *c, const anno_gate_value *record) {
  record = anno_gate_resolve(record);
  for (const anno_gate_value *v = record->first; v; v = v->next) {
    const bool entry = v->kind == ANNO_GATE_ENTRY && v->first && v->first->next;
    const anno_str name = entry ? v->first->text : is(v->name, "null") ? ANNO_STR("") : v->name;
    const anno_gate_value *lists = anno_gate_resolve(entry ? v->first->next : v);
    const unsigned set = anno_table_get(&c->gate->set_names, name);
    if (lists->kind != ANNO_GATE_LIST || !set)
      anno_gate_lose(c->gate, v->at, record->name, "not lists of annotations of a set");
    else
      for (const anno_gate_value *list = lists->first; list; list = list->next) join_list(c, list, set - 1, 0);
  }
}

static void join_all(chains *c) {
  const anno_gate *gate = c->gate;
  for (size_t i = 0; i < gate->note_count; i++) {
    const anno_gate_note *note = &gate->notes[i];
    for (const anno_gate_value *v = note->features.first; v; v = v->next)
      if (!note->relation && anno_gate_is_chain(v)) join_list(c, v, note->set, i + 1);
  }
  for (const anno_gate_value *v = gate->features.first; v; v = v->next)
    if (anno_gate_is_chains(v)) join_record(c, v);
}

/* ---- Equivalences */

static bool prepare(chains *c) {
  const anno_gate *gate = c->gate;
  anno_arena *arena = gate->ctx->document;
  c->parents = anno_arena_array(arena, gate->note_count + 1, sizeof *c->parents);
  c->sizes = anno_arena_array(arena, gate->note_count + 1, sizeof *c->sizes);
  c->chained = anno_arena_array(arena, gate->note_count + 1, sizeof *c->chained);
  if (!c->parents || !c->sizes || !c->chained) return false;
  c->notes = anno_table_in(arena);
  for (size_t i = 0; i < gate->note_count; i++) {
    const anno_gate_note *note = &gate->notes[i];
    c->parents[i] = i;
    c->sizes[i] = 1;
    if (!note->relation && note->id.len) anno_table_add(&c->notes, key_of(c, note->set, note->id), (unsigned)i + 1);
  }
  return !anno_arena_failed(arena);
}

/* In the order of their first annotations; `nodes`: by root, the equivalence. */
static void add_equivalences(const chains *c, anno_node *nodes) {
  const anno_gate *gate = c->gate;
  for (size_t i = 0; i < gate->note_count && !anno_arena_failed(gate->ctx->document); i++) {
    const size_t root = c->chained[i] ? root_of(c, i) : i;
    if (c->sizes[root] < 2) continue;
    const anno_gate_note *note = &gate->notes[i];
    if (!nodes[root]) {
      nodes[root] = anno_doc_add(gate->doc, ANNO_EQUIVALENCE, ANNO_STR("*"), ANNO_STR("matches"), note->at);
      anno_doc_item(gate->doc, nodes[root])->layer = gate->sets[note->set].name;
    }
    anno_doc_arg(gate->doc, nodes[root], ANNO_STR(""), note->item, note->at);
  }
}

static bool has_chains(const anno_gate *gate) {
  for (size_t i = 0; i < gate->note_count; i++)
    for (const anno_gate_value *v = gate->notes[i].features.first; v; v = v->next)
      if (anno_gate_is_chain(v)) return true;
  for (const anno_gate_value *v = gate->features.first; v; v = v->next)
    if (anno_gate_is_chains(v)) return true;
  return false;
}

void anno_gate_add_chains(anno_gate *gate) {
  chains c = {.gate = gate, .left = ANNO_MOST_gate_lists};
  if (!has_chains(gate) || !prepare(&c)) return;
  join_all(&c);
  anno_node *nodes = anno_arena_array(gate->ctx->document, gate->note_count + 1, sizeof *nodes);
  if (nodes) add_equivalences(&c, nodes);
}
