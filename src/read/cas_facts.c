/* Gathering what a feature structure says, through arrays, lists, links and parts. */
#include "read/cas_shape.h"

#include "base/limits.h"

/* Where the walk is. */
typedef struct {
  anno_str name;
  anno_loc at;
  int depth;
} step;

static void follow(anno_cas_shape *shape, unsigned index, step from);

static void add(anno_cas_shape *shape, anno_cas_fact fact) {
  ANNO_PUSH(shape->cas->ctx->document, shape->facts, shape->fact_count, shape->fact_capacity, fact);
}

static void take_value(anno_cas_shape *shape, const anno_cas_value *value, step from) {
  for (size_t i = 0; i < value->count; i++) {
    if (value->kind == ANNO_CAS_REF) {
      const unsigned index = anno_cas_find(shape->cas, anno_cas_text(value, i));
      if (index) follow(shape, index, from);
    } else {
      add(shape,
          (anno_cas_fact){
              .name = from.name, .kind = (anno_cas_kind)value->kind, .text = anno_cas_text(value, i), .at = from.at});
    }
  }
}

/* One look at a part; false if there were too many, which is told once. */
static bool spend(anno_cas_shape *shape, step from) {
  const bool deep = from.depth >= ANNO_MOST_cas_depth;
  if (shape->left && !deep) {
    shape->left--;
    return true;
  }
  if (!shape->exhausted)
    anno_doc_error(shape->cas->doc, ANNO_LIMIT, from.at,
                   deep ? ANNO_STR("structures within each other") : ANNO_STR("references to shared structures"));
  shape->exhausted = true;
  shape->left = 0;
  return false;
}

static void take_list(anno_cas_shape *shape, unsigned index, step from) {
  while (index && spend(shape, from)) {
    const anno_cas_fs *fs = anno_cas_at(shape->cas, index);
    const anno_cas_value *head = anno_cas_value_of(fs, ANNO_CAS_HEAD);
    const anno_cas_value *elements = anno_cas_value_of(fs, ANNO_CAS_ELEMENTS);
    if (head) take_value(shape, head, from);
    if (elements) take_value(shape, elements, from);
    index = anno_cas_target(shape->cas, fs, ANNO_CAS_TAIL);
    if (index && !anno_cas_at(shape->cas, index)->container) return;
  }
}

/* The features of a part, as "feature.feature" of what has it; a link's role and target make one fact. */
static void take_part(anno_cas_shape *shape, unsigned index, step from) {
  const anno_cas *cas = shape->cas;
  const anno_cas_fs *fs = anno_cas_at(cas, index);
  const unsigned target = anno_cas_target(cas, fs, ANNO_CAS_TARGET);
  const bool link = target && shape->states[target].role != ANNO_CAS_PART;
  const anno_str role = link ? anno_cas_text_of(fs, ANNO_CAS_ROLE, ANNO_CAS_STRING) : ANNO_STR("");
  if (link)
    add(shape, (anno_cas_fact){role.len ? role : from.name, ANNO_CAS_REF, ANNO_STR(""), target, true,
                               anno_cas_place(cas, fs->at)});
  for (size_t i = 0; i < fs->value_count; i++) {
    const anno_cas_value *value = &fs->values[i];
    if (value->name == ANNO_CAS_SOFA || (link && (value->name == ANNO_CAS_TARGET || value->name == ANNO_CAS_ROLE)))
      continue;
    const anno_str last = anno_cas_name_of(cas, value);
    const anno_str name = anno_arena_print(cas->ctx->document, "%.*s.%.*s", ANNO_FMT(from.name), ANNO_FMT(last));
    take_value(shape, value, (step){name, anno_cas_place(cas, value->at), from.depth + 1});
  }
}

static void follow(anno_cas_shape *shape, unsigned index, step from) {
  anno_cas_state *state = &shape->states[index];
  if (!spend(shape, from) || state->on_path) return;
  if (state->role != ANNO_CAS_PART) {
    add(shape, (anno_cas_fact){from.name, ANNO_CAS_REF, ANNO_STR(""), index, false, from.at});
    return;
  }
  state->on_path = true;
  if (anno_cas_at(shape->cas, index)->container)
    take_list(shape, index, (step){from.name, from.at, from.depth + 1});
  else
    take_part(shape, index, from);
  state->on_path = false;
}

/* The place of an annotation, and the links of a chain, stand elsewhere. */
static bool is_shape(const anno_cas_state *state, const anno_cas_fs *fs, unsigned name) {
  switch (name) {
    case ANNO_CAS_SOFA: return true;
    case ANNO_CAS_BEGIN:
    case ANNO_CAS_END: return fs->annotation;
    case ANNO_CAS_FIRST: return state->role == ANNO_CAS_CHAIN;
    case ANNO_CAS_NEXT: return state->chain != 0;
    default: return false;
  }
}

void anno_cas_gather(anno_cas_shape *shape, unsigned index) {
  const anno_cas *cas = shape->cas;
  const anno_cas_fs *fs = anno_cas_at(cas, index);
  const anno_cas_state *state = &shape->states[index];
  shape->fact_count = 0;
  for (size_t i = 0; i < fs->value_count; i++) {
    const anno_cas_value *value = &fs->values[i];
    if (!is_shape(state, fs, value->name))
      take_value(shape, value, (step){anno_cas_name_of(cas, value), anno_cas_place(cas, value->at), 0});
  }
}
