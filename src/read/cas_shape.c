#include "read/cas_shape.h"

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

unsigned anno_cas_target(const anno_cas *cas, const anno_cas_fs *fs, anno_cas_name name) {
  const anno_str id = anno_cas_text_of(fs, name, ANNO_CAS_REF);
  return id.len ? anno_cas_find(cas, id) : 0;
}

/* ---- Views */

/* The first one counts only where none is called so. */
static unsigned initial_of(const anno_cas *cas) {
  for (size_t v = 0; v < cas->view_count; v++)
    if (is(cas->views[v].name, "_InitialView")) return (unsigned)v + 1;
  return cas->view_count ? 1 : 0;
}

static void index_members(anno_cas_shape *shape, unsigned v) {
  anno_cas *cas = shape->cas;
  const anno_cas_view *view = &cas->views[v - 1];
  /* An empty CAS has a view, but no Sofa. */
  if (view->member_count && view->id.len && !view->declared)
    anno_doc_error(cas->doc, ANNO_DANGLING, anno_doc_place(view->at, view->id), view->id);
  for (size_t i = 0; i < view->member_count; i++) {
    const unsigned index = anno_cas_find(cas, view->members[i]);
    if (!index && anno_table_get(&cas->sofa_ids, view->members[i])) continue;
    if (!index) anno_doc_error(cas->doc, ANNO_DANGLING, anno_doc_place(view->at, view->members[i]), view->members[i]);
    shape->states[index].indexed = true;
    if (!shape->states[index].view) shape->states[index].view = v;
  }
}

/* An annotation stands in the text that it names. */
static void find_view(anno_cas_shape *shape, unsigned index) {
  anno_cas *cas = shape->cas;
  anno_cas_state *state = &shape->states[index];
  const anno_cas_value *sofa = anno_cas_value_of(anno_cas_at(cas, index), ANNO_CAS_SOFA);
  const anno_str id = sofa && sofa->count == 1 ? anno_cas_text(sofa, 0) : ANNO_STR("");
  const unsigned view = anno_table_get(&cas->sofa_ids, id);
  if (id.len && view) state->view = view;
  if (id.len && !view && !is(id, "0")) anno_doc_error(cas->doc, ANNO_DANGLING, anno_cas_place(cas, sofa->at), id);
  if (!state->view) state->view = shape->initial;
}

/* ---- Roles */

static bool refers(const anno_cas_fs *fs, anno_cas_name name) {
  const anno_cas_value *value = anno_cas_value_of(fs, name);
  return value && value->kind == ANNO_CAS_REF;
}

static bool declares(const anno_cas *cas, anno_str type, const char *feature) {
  return anno_cas_types_find(&cas->types, type, anno_str_from(feature)) != NULL;
}

/* What the type alone tells. */
static void look_at_types(anno_cas *cas) {
  for (size_t i = 1; i < cas->used_count; i++) {
    anno_cas_used *used = &cas->used[i];
    const anno_cas_feature *first = anno_cas_types_find(&cas->types, used->name, ANNO_STR("first"));
    used->relates = declares(cas, used->name, "Governor") && declares(cas, used->name, "Dependent");
    used->has_first = first != NULL;
    used->chains = first && declares(cas, first->range, "next");
  }
}

static bool is_relation(const anno_cas *cas, const anno_cas_fs *fs) {
  if (cas->used[fs->type].relates) return true;
  return refers(fs, ANNO_CAS_GOVERNOR) && refers(fs, ANNO_CAS_DEPENDENT);
}

static bool is_chain(const anno_cas *cas, const anno_cas_fs *fs) {
  if (cas->used[fs->type].has_first) return cas->used[fs->type].chains;
  const unsigned link = anno_cas_target(cas, fs, ANNO_CAS_FIRST);
  return link && anno_cas_at(cas, link)->annotation;
}

static anno_cas_role role_of(const anno_cas *cas, const anno_cas_fs *fs) {
  if (fs->container) return ANNO_CAS_PART;
  if (is_relation(cas, fs)) return ANNO_CAS_RELATION;
  if (fs->annotation) return ANNO_CAS_SPAN;
  return is_chain(cas, fs) ? ANNO_CAS_CHAIN : ANNO_CAS_PART;
}

/* The links of a chain are of that chain only. */
static void mark_links(anno_cas_shape *shape, unsigned chain) {
  anno_cas *cas = shape->cas;
  unsigned link = anno_cas_target(cas, anno_cas_at(cas, chain), ANNO_CAS_FIRST);
  for (; link; link = anno_cas_target(cas, anno_cas_at(cas, link), ANNO_CAS_NEXT)) {
    if (shape->states[link].chain || shape->states[link].role != ANNO_CAS_SPAN) {
      const anno_str id = anno_cas_id(anno_cas_at(cas, link));
      anno_doc_error(cas->doc, ANNO_BAD_VALUE, anno_cas_place(cas, anno_cas_at(cas, chain)->at),
                     anno_arena_print(cas->ctx->document, "a chain that has %.*s twice, or as a link of another one",
                                      ANNO_FMT(id)));
      return;
    }
    shape->states[link].chain = chain;
  }
}

/* ---- What can be reached, and what belongs to what */

typedef struct {
  anno_cas_shape *shape;
  unsigned *stack;
  size_t count, capacity;
} walk;

static void push(walk *w, unsigned index) {
  ANNO_PUSH(w->shape->cas->ctx->document, w->stack, w->count, w->capacity, index);
}

/* A reference that a walk comes by. */
typedef struct {
  unsigned from, to; /* where the walk began, and what is referred to: 0 if there is no such structure */
  const anno_cas_value *value;
  anno_str id; /* as written */
} reference;

/* Walks over all that `from` refers to, and further where `step` says so. */
static void follow(walk *w, unsigned from, bool (*step)(const walk *w, const reference *r)) {
  const anno_cas *cas = w->shape->cas;
  push(w, from);
  while (w->count) {
    const anno_cas_fs *fs = anno_cas_at(cas, w->stack[--w->count]);
    for (size_t v = 0; v < fs->value_count; v++)
      for (size_t i = 0; fs->values[v].kind == ANNO_CAS_REF && i < fs->values[v].count; i++) {
        const anno_str id = anno_cas_text(&fs->values[v], i);
        const reference r = {from, anno_cas_find(cas, id), &fs->values[v], id};
        if (step(w, &r)) push(w, r.to);
      }
  }
}

static bool reach_step(const walk *w, const reference *r) {
  if (r->value->name == ANNO_CAS_SOFA || is(r->id, "0")) return false;
  const anno_cas *cas = w->shape->cas;
  if (!r->to) anno_doc_error(cas->doc, ANNO_DANGLING, anno_doc_place(anno_cas_place(cas, r->value->at), r->id), r->id);
  if (!r->to || w->shape->states[r->to].reached) return false;
  return w->shape->states[r->to].reached = true;
}

/* Reaches all that `from` refers to, and so on; what is not there is told, once. */
static void reach(walk *w, unsigned from) {
  if (w->shape->states[from].reached) return;
  w->shape->states[from].reached = true;
  follow(w, from, reach_step);
}

/* Gives it the parts that it refers to, and those that these do. */
static bool own_step(const walk *w, const reference *r) {
  anno_cas_state *state = &w->shape->states[r->to];
  if (!r->to || state->owned || state->role != ANNO_CAS_PART) return false;
  return state->owned = true;
}

/* Marks what it refers to, itself or through arrays; those are gone through once. */
static bool mark_referenced_step(const walk *w, const reference *r) {
  anno_cas_state *state = &w->shape->states[r->to];
  if (!r->to || r->to == r->from || state->referenced) return false;
  state->referenced = true;
  return anno_cas_at(w->shape->cas, r->to)->container;
}

/* An indexed part that nothing owns is said of the document: those first that nothing refers to, then, as they come,
   those that refer to each other in a circle. Arrays say nothing by themselves. */
static void find_wholes(walk *w, bool circles) {
  for (unsigned i = 1; i < w->shape->cas->count; i++) {
    anno_cas_state *state = &w->shape->states[i];
    const bool free =
        state->indexed && !state->owned && state->role == ANNO_CAS_PART && !anno_cas_at(w->shape->cas, i)->container;
    if (!free || (state->referenced && !circles)) continue;
    state->role = ANNO_CAS_WHOLE;
    follow(w, i, own_step);
  }
}

/* ---- Events */

/* A slot is an array whose elements have a target and no place. */
static bool is_slot(const anno_cas *cas, const anno_cas_feature *feature) {
  const anno_str array = ANNO_STR("[]");
  anno_str element = feature->element;
  if (anno_str_ends(feature->range, array)) element = anno_str_sub(feature->range, 0, feature->range.len - array.len);
  return element.len && declares(cas, element, "target") && !declares(cas, element, "begin");
}

static bool has_slot(const anno_cas *cas, anno_str type) {
  const anno_cas_type *at = anno_cas_types_get(&cas->types, type);
  for (size_t left = cas->types.count; at && left; left--, at = anno_cas_types_get(&cas->types, at->super))
    for (size_t i = 0; i < at->feature_count; i++)
      if (is_slot(cas, &at->features[i])) return true;
  return false;
}

/* Annotations that refer to others are events, and so are all of a type that has slots. */
static void find_events(anno_cas_shape *shape) {
  const anno_cas *cas = shape->cas;
  for (unsigned i = 1; i < cas->count; i++) {
    anno_cas_state *state = &shape->states[i];
    if (!state->reached || (state->role != ANNO_CAS_SPAN && state->role != ANNO_CAS_WHOLE)) continue;
    uint8_t *slots = &shape->slots[anno_cas_at(cas, i)->type];
    if (!*slots) *slots = has_slot(cas, anno_cas_type_of(cas, anno_cas_at(cas, i))) ? 1 : 2;
    anno_cas_gather(shape, i);
    bool refer = false, link = false;
    for (size_t f = 0; f < shape->fact_count; f++) {
      refer = refer || shape->facts[f].kind == ANNO_CAS_REF;
      link = link || shape->facts[f].link;
    }
    if (link) *slots = 1;
    if (refer) state->role = state->role == ANNO_CAS_SPAN ? ANNO_CAS_EVENT : ANNO_CAS_RELATION;
  }
  for (unsigned i = 1; i < cas->count; i++)
    if (shape->states[i].role == ANNO_CAS_SPAN && shape->slots[anno_cas_at(cas, i)->type] == 1)
      shape->states[i].role = ANNO_CAS_EVENT;
}

bool anno_cas_shape_of(anno_cas *cas, anno_cas_shape *out) {
  /* Shared structures are said again of all that have them; files that people make come nowhere near this. */
  enum { FOR_ALL = 100000, FOR_EACH = 100 };
  anno_arena *arena = cas->ctx->document;
  *out = (anno_cas_shape){.cas = cas, .left = FOR_ALL + FOR_EACH * cas->count};
  out->states = anno_arena_array(arena, cas->count, sizeof *out->states);
  out->slots = anno_arena_array(arena, cas->used_count, sizeof *out->slots);
  if (!out->states || !out->slots) return false;
  look_at_types(cas);
  walk w = {.shape = out};
  const unsigned count = (unsigned)cas->count;
  out->initial = initial_of(cas);
  for (unsigned v = 1; v <= cas->view_count; v++) index_members(out, v);
  for (unsigned i = 1; i < count; i++) out->states[i].role = (uint8_t)role_of(cas, anno_cas_at(cas, i));
  for (unsigned i = 1; i < count; i++) find_view(out, i);
  for (unsigned i = 1; i < count; i++)
    if (out->states[i].indexed) reach(&w, i);
  for (unsigned i = 1; i < count; i++)
    if (out->states[i].reached && out->states[i].role == ANNO_CAS_CHAIN) mark_links(out, i);
  for (unsigned i = 1; i < count; i++)
    if (out->states[i].reached && out->states[i].role != ANNO_CAS_PART) follow(&w, i, own_step);
  for (unsigned i = 1; i < count; i++)
    if (out->states[i].role == ANNO_CAS_PART && !anno_cas_at(cas, i)->container) follow(&w, i, mark_referenced_step);
  find_wholes(&w, false);
  find_wholes(&w, true);
  find_events(out);
  return !anno_arena_failed(arena);
}
