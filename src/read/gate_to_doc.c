/* A GATE document as items of the model. */
#include <stdlib.h>

#include "read/gate.h"
#include "base/limits.h"
#include "read/said.h"

typedef struct {
  anno_gate *gate;
  anno_ids names; /* of attributes */
  size_t left;    /* shared values that may still be looked at */
  bool exhausted;
} conversion;

/* The annotation whose features are taken. */
typedef struct {
  anno_str id, name;
  anno_loc at;
  int depth;
  bool shared;
} step;

static bool failed(const anno_gate *gate) { return anno_arena_failed(gate->ctx->document); }

/* ---- IDs: those of the file; where a set has one that another set has too, the set's name is put before it */

static const anno_gate_set *set_of(const anno_gate *gate, const anno_gate_note *note) { return &gate->sets[note->set]; }

static int by_name(const void *a, const void *b) {
  return anno_str_cmp((*(const anno_gate_set *const *)a)->name, (*(const anno_gate_set *const *)b)->name);
}

/* The place of each set in the order of the names, so that the order of the file makes no difference. */
static size_t *ranks_of(const anno_gate *gate) {
  const anno_gate_set **sorted = anno_arena_array(gate->ctx->document, gate->set_count + 1, sizeof *sorted);
  size_t *ranks = anno_arena_array(gate->ctx->document, gate->set_count + 1, sizeof *ranks);
  if (!sorted || !ranks) return NULL;
  for (size_t i = 0; i < gate->set_count; i++) sorted[i] = &gate->sets[i];
  qsort(sorted, gate->set_count, sizeof(const anno_gate_set *), by_name);
  for (size_t i = 0; i < gate->set_count; i++) ranks[sorted[i] - gate->sets] = i;
  return ranks;
}

static void name_in_set(const anno_gate_note *note, anno_table *least, size_t rank) {
  const unsigned now = anno_table_get(least, note->id);
  if (!now || now > rank + 1) anno_table_set(least, note->id, (unsigned)rank + 1);
}

/* Without IDs, those of old files, annotations are numbered as they come. */
static void name_all(anno_gate *gate, const size_t *ranks) {
  anno_arena *arena = gate->ctx->document;
  anno_table least = anno_table_in(arena);
  for (size_t i = 0; i < gate->note_count; i++) {
    anno_gate_note *note = &gate->notes[i];
    if (!note->id.len) note->id = anno_arena_print(arena, "n%zu", i + 1);
    name_in_set(note, &least, ranks[note->set]);
  }
  for (size_t i = 0; i < gate->note_count && !failed(gate); i++) {
    anno_gate_note *note = &gate->notes[i];
    const bool first = anno_table_get(&least, note->id) == ranks[note->set] + 1;
    const anno_str set = set_of(gate, note)->name;
    note->item = first ? note->id : anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(set), ANNO_FMT(note->id));
  }
}

/* ---- Features */

static anno_str attribute_id(conversion *c, step from) {
  anno_arena *arena = c->gate->ctx->document;
  const anno_str id = anno_arena_print(arena, "%.*s.%.*s", ANNO_FMT(from.id), ANNO_FMT(from.name));
  return anno_ids_next(&c->names, id);
}

static void add_attribute(conversion *c, anno_str text, step from) {
  anno_doc *doc = c->gate->doc;
  const bool link = anno_is_absolute_iri(text);
  const anno_node node =
      anno_doc_add(doc, link ? ANNO_LINK : ANNO_ATTRIBUTE, attribute_id(c, from), from.name, from.at);
  anno_item *item = anno_doc_item(doc, node);
  item->value = text;
  if (link) item->database = from.name;
  anno_doc_arg(doc, node, ANNO_STR(""), from.id, from.at);
}

/* One look at a value; false if there were too many, which is told once. */
static bool spend(conversion *c, step from) {
  /* A list is a step, and each of what is in it. */
  const bool deep = from.depth > 2 * ANNO_MOST_gate_depth;
  if (!c->exhausted && !deep && (c->left || !from.shared)) {
    c->left -= from.shared;
    return true;
  }
  if (!c->exhausted)
    anno_doc_error(c->gate->doc, ANNO_LIMIT, from.at,
                   deep ? ANNO_STR("values within each other") : ANNO_STR("references to shared values"));
  c->exhausted = true;
  c->left = 0;
  return false;
}

static void add_value(conversion *c, const anno_gate_value *value, step from);

/* What is in a map has the name of the map before its own. */
static step into(const conversion *c, step from, anno_str key) {
  from.name = anno_arena_print(c->gate->ctx->document, "%.*s.%.*s", ANNO_FMT(from.name), ANNO_FMT(key));
  return from;
}

static void add_values(conversion *c, const anno_gate_value *of, step from) {
  from.depth++;
  for (const anno_gate_value *v = of->first; v && !failed(c->gate) && !c->exhausted; v = v->next) {
    const bool named = of->kind == ANNO_GATE_MAP && v->kind != ANNO_GATE_ENTRY;
    add_value(c, v, named ? into(c, from, v->name) : from);
  }
}

static void lose(const conversion *c, const anno_gate_value *value, anno_str name) {
  anno_doc *doc = c->gate->doc;
  const anno_str why = anno_arena_print(c->gate->ctx->document, "an object of the class %.*s", ANNO_FMT(value->text));
  anno_gate_lose(c->gate, value->at, name, why.ptr);
  doc->read++;
  doc->reported++;
}

static void add_value(conversion *c, const anno_gate_value *value, step from) {
  if (!spend(c, from)) return;
  from.at = value->at;
  from.depth++;
  switch (value->kind) {
    case ANNO_GATE_NULL: return;
    case ANNO_GATE_TEXT:
      /* An empty string says nothing. */
      if (value->text.len) add_attribute(c, value->text, from);
      return;
    case ANNO_GATE_TRUE: add_attribute(c, ANNO_STR(""), from); return;
    case ANNO_GATE_LIST:
    case ANNO_GATE_MAP: add_values(c, value, from); return;
    case ANNO_GATE_ENTRY: add_value(c, value->first->next, into(c, from, value->first->text)); return;
    case ANNO_GATE_SAME:
      from.shared = true;
      add_value(c, value->first, from);
      return;
    case ANNO_GATE_LOST: lose(c, value, from.name); return;
  }
}

static void add_features(conversion *c, anno_gate_row features, step of, bool (*is_chain)(const anno_gate_value *)) {
  for (const anno_gate_value *v = features.first; v && !failed(c->gate) && !c->exhausted; v = v->next) {
    of.name = v->name;
    if (!is_chain || !is_chain(v)) add_value(c, v, of);
  }
}

/* ---- Annotations */

static void add_document(conversion *c) {
  anno_gate *gate = c->gate;
  const anno_str id = ANNO_STR("document");
  if (!gate->features.first) return;
  anno_doc_add(gate->doc, ANNO_SPAN, id, ANNO_STR("GateDocument"), gate->doc->at);
  add_features(c, gate->features, (step){.id = id}, anno_gate_is_chains);
}

/* Members are called by their number, as GATE's own interface counts them. */
static void add_members(conversion *c, const anno_table *items, anno_node node, const anno_gate_note *relation) {
  anno_arena *arena = c->gate->ctx->document;
  size_t n = 0;
  for (const anno_gate_value *v = relation->members; v && !failed(c->gate); v = v->next) {
    const anno_str role = anno_arena_print(arena, "arg%zu", ++n);
    const unsigned member =
        anno_table_get(items, anno_arena_print(arena, "%zu %.*s", relation->set, ANNO_FMT(v->text)));
    const anno_str id = member ? c->gate->notes[member - 1].item : v->text;
    if (member)
      anno_doc_arg(c->gate->doc, node, role, id, v->at);
    else
      anno_doc_error(c->gate->doc, ANNO_DANGLING, v->at, id);
  }
}

static void add_note(conversion *c, const anno_table *items, const anno_gate_note *note) {
  anno_doc *doc = c->gate->doc;
  const anno_node node =
      anno_doc_add(doc, note->relation ? ANNO_RELATION : ANNO_SPAN, note->item, note->type, note->at);
  anno_doc_item(doc, node)->layer = set_of(c->gate, note)->name;
  if (note->relation)
    add_members(c, items, node, note);
  else if (note->has_place)
    anno_doc_fragment(doc, node, note->begin, note->end);
  add_features(c, note->features, (step){.id = note->item}, note->relation ? NULL : anno_gate_is_chain);
}

static void add_notes(conversion *c) {
  anno_gate *gate = c->gate;
  anno_table items = anno_table_in(gate->ctx->document);
  for (size_t i = 0; i < gate->note_count && !failed(gate); i++) {
    const anno_gate_note *note = &gate->notes[i];
    const anno_str key = anno_arena_print(gate->ctx->document, "%zu %.*s", note->set, ANNO_FMT(note->id));
    anno_table_add(&items, key, (unsigned)i + 1);
  }
  for (size_t i = 0; i < gate->note_count && !failed(gate); i++) add_note(c, &items, &gate->notes[i]);
}

anno_status anno_gate_to_doc(anno_gate *gate, anno_doc_sink out) {
  conversion c = {.gate = gate, .names = anno_ids_in(gate->ctx->document), .left = ANNO_MOST_gate_shared};
  const size_t *ranks = ranks_of(gate);
  if (ranks) {
    name_all(gate, ranks);
    add_document(&c);
    add_notes(&c);
    anno_gate_add_chains(gate);
  }
  if (!gate->doc->has_text && gate->doc->count > 1 && !gate->doc->bad)
    anno_report(gate->ctx->diag, ANNO_NO_TEXT, gate->doc->at, NULL);
  return anno_source_done(gate->doc, out);
}
