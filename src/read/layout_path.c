#include "read/layout_path.h"

bool anno_path_step(anno_str *rest, anno_str *step) {
  do {
    if (!rest->len) return false;
    *step = anno_str_cut(rest, '/');
  } while (!step->len || anno_str_eq(*step, ANNO_STR(".")));
  return true;
}

bool anno_path_is_name(anno_str step, anno_str key) {
  size_t k = 0;
  for (size_t i = 0; i < step.len; i++, k++) {
    char c = step.ptr[i];
    if (c == '~' && i + 1 < step.len) {
      c = step.ptr[++i];
      c = c == '0' ? '~' : c == '1' ? '/' : c;
    }
    if (k == key.len || key.ptr[k] != c) return false;
  }
  return k == key.len;
}

bool anno_path_number(anno_str step, size_t *out) { return step.len && anno_str_to_size(step, out); }

/* ---- Walking */

typedef struct {
  anno_path_visit visit;
  void *handle;
  bool through; /* arrays at the end are gone through, whatever the last step is */
} walk;

static void go(const walk *w, const anno_at *at, anno_str rest, bool named);

static void go_to(const walk *w, const anno_at *from, anno_json value, size_t index, anno_str rest) {
  const bool has_key = anno_json_is(from->value) == ANNO_JSON_OBJECT;
  const anno_at at = {from, value, has_key ? anno_json_key(value) : from->key, index};
  go(w, &at, rest, false);
}

/* The items of an array in the place of the array: no step of its own. */
static void go_through(const walk *w, const anno_at *at, anno_str rest, bool named) {
  size_t i = 0;
  ANNO_JSON_EACH(item, at->value) {
    const anno_at inner = {at->up, item, at->key, i++};
    go(w, &inner, rest, named);
  }
}

static void go_all(const walk *w, const anno_at *at, anno_str rest) {
  size_t i = 0;
  ANNO_JSON_EACH(item, at->value) go_to(w, at, item, i++, rest);
}

static void go_number(const walk *w, const anno_at *at, size_t number, anno_str rest) {
  size_t i = 0;
  ANNO_JSON_EACH(item, at->value) {
    if (i++ != number) continue;
    go_to(w, at, item, number, rest);
    return;
  }
}

static void go_name(const walk *w, const anno_at *at, anno_str name, anno_str rest) {
  ANNO_JSON_EACH(member, at->value) {
    if (!anno_path_is_name(name, anno_json_key(member))) continue;
    const anno_at inner = {at, member, anno_json_key(member), at->index};
    go(w, &inner, rest, true);
    return;
  }
}

static void end(const walk *w, const anno_at *at, bool named) {
  const anno_json_kind kind = anno_json_is(at->value);
  if (kind == ANNO_JSON_ARRAY && (named || w->through))
    go_through(w, at, ANNO_STR(""), false); /* an array in it is an item itself */
  else if (kind > ANNO_JSON_NULL)
    w->visit(w->handle, at);
}

/* Depth is bounded by that of the path and of the tree. `named`: the last step was a name. */
static void go(const walk *w, const anno_at *at, anno_str rest, bool named) {
  anno_str step, behind = rest;
  size_t number;
  if (!anno_path_step(&behind, &step)) {
    end(w, at, named);
    return;
  }
  const bool array = anno_json_is(at->value) == ANNO_JSON_ARRAY;
  if (anno_str_eq(step, ANNO_STR(".."))) {
    if (at->up) go(w, at->up, behind, false);
  } else if (anno_str_eq(step, ANNO_STR("*"))) {
    go_all(w, at, behind);
  } else if (array && anno_path_number(step, &number)) {
    go_number(w, at, number, behind);
  } else if (array) {
    go_through(w, at, rest, named);
  } else {
    go_name(w, at, step, behind);
  }
}

void anno_path_items(const anno_at *from, anno_str path, anno_path_visit visit, void *handle) {
  const walk w = {visit, handle, false};
  /* A file may be an array of what it is about; what an item is was settled on the way to it. */
  go(&w, from, path, !from->up);
}

/* ---- Values */

typedef struct {
  anno_arena *arena;
  anno_values found;
  size_t most;
  char mark; /* '#', '@' or 0 */
} collector;

static anno_str text_of(anno_json value) {
  switch (anno_json_is(value)) {
    case ANNO_JSON_TRUE: return ANNO_STR("true");
    case ANNO_JSON_FALSE: return ANNO_STR("false");
    default: return anno_json_text(value);
  }
}

/* Most paths lead to one value: no more room than that is taken first. */
static void push(collector *c, anno_found_value v) {
  if (!c->found.count) {
    c->found.items = anno_arena_take(c->arena, sizeof *c->found.items);
    c->found.capacity = c->found.items ? 1 : 0;
  }
  ANNO_PUSH(c->arena, c->found.items, c->found.count, c->found.capacity, v);
}

static void collect(void *handle, const anno_at *at) {
  collector *c = handle;
  anno_found_value v = {.value = at->value, .at = anno_json_at(at->value)};
  if (c->found.count == c->most) return;
  if (c->mark) {
    v.value = (anno_json){0};
    v.text = c->mark == '@' ? at->key : anno_arena_print(c->arena, "%zu", at->index);
  } else if (anno_json_is(at->value) == ANNO_JSON_OBJECT) {
    return;
  } else {
    v.text = text_of(at->value);
  }
  push(c, v);
}

static anno_values find(anno_arena *arena, const anno_at *from, anno_str path, size_t most) {
  collector c = {.arena = arena, .most = most};
  if (anno_str_starts(path, ANNO_STR("="))) {
    const anno_found_value v = {.text = anno_str_sub(path, 1, path.len), .at = anno_json_at(from->value)};
    push(&c, v);
    return c.found;
  }
  if (!path.len) return c.found;
  const char last = path.ptr[path.len - 1];
  if ((last == '#' || last == '@') && (path.len == 1 || path.ptr[path.len - 2] == '/')) {
    c.mark = last;
    path.len--;
  }
  const walk w = {collect, &c, !c.mark};
  go(&w, from, path, !c.mark);
  return c.found;
}

anno_values anno_path_values(anno_arena *arena, const anno_at *from, anno_str path) {
  return find(arena, from, path, (size_t)-1);
}

bool anno_path_first(anno_arena *arena, const anno_at *from, anno_str path, anno_found_value *out) {
  const anno_values found = find(arena, from, path, 1);
  *out = found.count ? found.items[0] : (anno_found_value){.text = ANNO_STR("")};
  return found.count != 0;
}

anno_str anno_path_text(anno_arena *arena, const anno_at *from, anno_str path) {
  anno_found_value v;
  anno_path_first(arena, from, path, &v);
  return v.text;
}
