/* What no path of a layout leads to becomes attributes, so that nothing is lost. */
#include "read/described.h"

/* ---- Which paths are read */

/* `in` and then `path`, as seen from where `in` begins; false if that leads out of it, or to no value of its own. */
static bool join(anno_arena *arena, anno_str in, anno_str path, anno_str *out) {
  anno_str step;
  anno_str rest = path;
  while (anno_path_step(&rest, &step)) {
    if (anno_str_eq(step, ANNO_STR("#")) || anno_str_eq(step, ANNO_STR("@"))) return false;
    if (anno_str_eq(step, ANNO_STR(".."))) {
      if (!in.len) return false;
      in = anno_path_folder(in);
    } else {
      in = anno_path_join(arena, in, step);
    }
  }
  *out = in;
  return true;
}

static void name(anno_described *d, anno_described_names *to, anno_str in, anno_described_name_of named) {
  if (!named.path.len || named.path.ptr[0] == '=' || !join(d->arena, in, named.path, &named.path)) return;
  ANNO_PUSH(d->arena, to->items, to->count, to->capacity, named);
}

/* A path to a value; what is no string, number or boolean there is nobody's. */
static anno_described_name_of value_at(anno_str path) { return (anno_described_name_of){path, false}; }
/* A path to items that are looked into, or that are ignored. */
static anno_described_name_of all_at(anno_str path) { return (anno_described_name_of){path, true}; }

static bool is_itself(anno_str path) {
  anno_str step;
  return !anno_path_step(&path, &step);
}

/* True if the items of the part are annotations, and not what their holder is: they have a rest of their own. */
static bool has_rest(const anno_layout_part *part) {
  const bool is_holder = is_itself(part->paths[ANNO_AT_ITEMS]) && !part->file.len;
  return part->kind <= ANNO_PART_EQUIVALENCES && !is_holder;
}

static void name_children(anno_described *d, anno_described_names *to, size_t in, anno_str prefix);

static void name_part(anno_described *d, anno_described_names *to, size_t number, anno_str prefix) {
  const anno_layout_part *part = &d->layout->parts[number - 1];
  for (size_t i = ANNO_AT_ID; i < ANNO_AT_COUNT; i++) name(d, to, prefix, value_at(part->paths[i]));
  for (size_t i = 0; i < part->ignored_count; i++) name(d, to, prefix, all_at(part->ignored[i]));
  name_children(d, to, number, prefix);
}

/* Parts lie within each other as deep as the rule file says, without circles. */
static void name_children(anno_described *d, anno_described_names *to, size_t in, anno_str prefix) {
  for (size_t i = 0; i < d->layout->part_count; i++) {
    const anno_layout_part *part = &d->layout->parts[i];
    anno_str items = prefix;
    if (part->in != in || part->file.len) continue;
    if (!join(d->arena, prefix, part->paths[ANNO_AT_ITEMS], &items)) continue;
    if (has_rest(part))
      name(d, to, ANNO_STR(""), all_at(items));
    else
      name_part(d, to, i + 1, items);
  }
}

static void name_document(anno_described *d, anno_described_names *to) {
  const anno_str *paths = d->layout->paths;
  const bool of_sentences = !paths[ANNO_AT_TOKENS].len;
  for (size_t i = ANNO_AT_ID; i <= ANNO_AT_ANNOTATOR; i++) {
    const bool in_sentence = i == ANNO_AT_TOKENS || (i == ANNO_AT_TEXT && of_sentences);
    if (i != ANNO_AT_SENTENCES) name(d, to, in_sentence ? paths[ANNO_AT_SENTENCES] : ANNO_STR(""), value_at(paths[i]));
  }
  for (size_t i = 0; i < d->layout->ignored_count; i++) name(d, to, ANNO_STR(""), all_at(d->layout->ignored[i]));
  name_children(d, to, 0, ANNO_STR(""));
}

void anno_described_named_paths(anno_described *d) {
  d->named = anno_arena_array(d->arena, d->layout->part_count + 1, sizeof *d->named);
  if (!d->named) return;
  name_document(d, &d->named[0]);
  for (size_t i = 1; i <= d->layout->part_count; i++) name_part(d, &d->named[i], i, ANNO_STR(""));
}

/* ---- What is left */

typedef struct {
  anno_described *d;
  anno_described_holder on;
} rest_reader;

/* What is left of paths behind a step, and whether one of them ends there. */
typedef struct {
  anno_described_name_of *names;
  size_t count;
  bool all, value;
} left;

static left room_for(anno_arena *arena, size_t count) {
  return (left){.names = anno_arena_array(arena, count + 1, sizeof(anno_described_name_of))};
}

static void keep(left *l, anno_described_name_of name, anno_str rest) {
  if (!is_itself(rest))
    l->names[l->count++] = (anno_described_name_of){rest, name.all};
  else if (name.all)
    l->all = true;
  else
    l->value = true;
}

/* What is left of a path behind the member `key` of an object, or the item `index` of an array; false if the path leads
   elsewhere. */
typedef struct {
  bool array;
  anno_str key;
  size_t index;
} step_taken;

static bool behind(const step_taken *taken, anno_str path, anno_str *rest) {
  anno_str step;
  size_t n;
  *rest = path;
  anno_path_step(rest, &step);
  if (anno_str_eq(step, ANNO_STR("*"))) return true;
  if (!taken->array) return anno_path_is_name(step, taken->key);
  if (anno_path_number(step, &n)) return n == taken->index;
  *rest = path;
  return true;
}

static left after(anno_arena *arena, const left *before, step_taken taken) {
  size_t count = 0;
  anno_str rest;
  for (size_t i = 0; i < before->count; i++) count += behind(&taken, before->names[i].path, &rest);
  if (!count) return (left){.names = before->names};
  left l = room_for(arena, count);
  for (size_t i = 0; l.names && i < before->count; i++)
    if (behind(&taken, before->names[i].path, &rest)) keep(&l, before->names[i], rest);
  return l;
}

static void walk(const rest_reader *r, anno_json value, anno_str called, const left *names);

/* Of what is read as a value, objects are left; arrays are gone through, as paths do. */
static void walk_on(const rest_reader *r, anno_json value, anno_str called, const left *names) {
  const anno_json_kind kind = anno_json_is(value);
  if (names->all || !names->names) return;
  if (!names->value || kind == ANNO_JSON_OBJECT) {
    walk(r, value, called, names);
  } else if (kind == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(item, value) walk_on(r, item, called, names);
  }
}

/* As deep as the tree, which is bounded. */
static void walk(const rest_reader *r, anno_json value, anno_str called, const left *names) {
  anno_arena *arena = r->d->arena;
  const anno_json_kind kind = anno_json_is(value);
  size_t i = 0;
  if (kind == ANNO_JSON_OBJECT) {
    ANNO_JSON_EACH(member, value) {
      const left l = after(arena, names, (step_taken){.key = anno_json_key(member)});
      if (!l.all) walk_on(r, member, anno_path_join(arena, called, anno_json_key(member)), &l);
    }
  } else if (kind == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(item, value) {
      const left l = after(arena, names, (step_taken){.array = true, .index = i});
      walk_on(r, item, called.len ? called : anno_arena_print(arena, "%zu", i), &l);
      i++;
    }
  } else if (kind > ANNO_JSON_NULL) {
    const anno_at at = {.value = value};
    anno_found_value v;
    if (anno_path_first(arena, &at, ANNO_STR("."), &v)) anno_described_attribute(r->d, r->on, called, &v);
  }
}

void anno_described_rest(anno_described *d, size_t number, const anno_at *item, anno_described_holder on) {
  if (!d->named || (number && !has_rest(&d->layout->parts[number - 1]))) return;
  const anno_described_names *named = &d->named[number];
  const rest_reader r = {d, on};
  left all = room_for(d->arena, named->count);
  for (size_t i = 0; all.names && i < named->count; i++) keep(&all, named->items[i], named->items[i].path);
  const anno_json_kind kind = anno_json_is(item->value);
  if (kind == ANNO_JSON_OBJECT || kind == ANNO_JSON_ARRAY) walk_on(&r, item->value, ANNO_STR(""), &all);
}
