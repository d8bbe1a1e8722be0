/* Gathering what a feature structure says, through arrays, lists, links and parts. */
#include "read/cas_shape.h"

/* Parts within parts. */
enum { DEEPEST = 32 };

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

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
      const unsigned index = anno_cas_find(shape->cas, value->texts[i]);
      if (index) follow(shape, index, from);
    } else {
      add(shape, (anno_cas_fact){.name = from.name, .kind = value->kind, .text = value->texts[i], .at = from.at});
    }
  }
}

/* One look at a part; false if there were too many, which is told once. */
static bool spend(anno_cas_shape *shape, step from) {
  const bool deep = from.depth > DEEPEST;
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
    const anno_cas_fs *fs = &shape->cas->fss[index];
    const anno_cas_value *head = anno_cas_value_of(fs, "head"), *elements = anno_cas_value_of(fs, "elements");
    if (head) take_value(shape, head, from);
    if (elements) take_value(shape, elements, from);
    index = anno_cas_target(shape->cas, fs, "tail");
    if (index && !shape->cas->fss[index].container) return;
  }
}

/* The features of a part, as "feature.feature" of what has it; a link's role and target make one fact. */
static void take_part(anno_cas_shape *shape, unsigned index, step from) {
  const anno_cas *cas = shape->cas;
  const anno_cas_fs *fs = &cas->fss[index];
  const unsigned target = anno_cas_target(cas, fs, "target");
  const bool link = target && shape->states[target].role != ANNO_CAS_PART;
  const anno_str role = link ? anno_cas_text_of(fs, "role", ANNO_CAS_STRING) : ANNO_STR("");
  if (link) add(shape, (anno_cas_fact){role.len ? role : from.name, ANNO_CAS_REF, ANNO_STR(""), target, true, fs->at});
  for (size_t i = 0; i < fs->value_count; i++) {
    const anno_cas_value *value = &fs->values[i];
    if (is(value->name, "sofa") || (link && (is(value->name, "target") || is(value->name, "role")))) continue;
    const anno_str name = anno_arena_print(cas->ctx->document, "%.*s.%.*s", ANNO_FMT(from.name), ANNO_FMT(value->name));
    take_value(shape, value, (step){name, value->at, from.depth + 1});
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
  if (shape->cas->fss[index].container)
    take_list(shape, index, (step){from.name, from.at, from.depth + 1});
  else
    take_part(shape, index, from);
  state->on_path = false;
}

/* The place of an annotation, and the links of a chain, stand elsewhere. */
static bool is_shape(const anno_cas_shape *shape, unsigned index, anno_str name) {
  const anno_cas_state *state = &shape->states[index];
  if (is(name, "sofa")) return true;
  if (is(name, "begin") || is(name, "end")) return shape->cas->fss[index].annotation;
  return (state->role == ANNO_CAS_CHAIN && is(name, "first")) || (state->chain && is(name, "next"));
}

void anno_cas_gather(anno_cas_shape *shape, unsigned index) {
  const anno_cas_fs *fs = &shape->cas->fss[index];
  shape->fact_count = 0;
  for (size_t i = 0; i < fs->value_count; i++)
    if (!is_shape(shape, index, fs->values[i].name))
      take_value(shape, &fs->values[i], (step){fs->values[i].name, fs->values[i].at, 0});
}
