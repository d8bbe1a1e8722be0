/* What the features of a CAS mean: XMI writes them all as text. */
#include <stdlib.h>

#include "read/cas.h"

typedef struct {
  anno_cas *cas;
  anno_table told;   /* unknown types that were reported */
  anno_table shapes; /* TYPE:FEATURE that the type system does not have -> a sum of shape */
  bool *indexed;     /* by structure: in a view */
} resolving;

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

/* ---- Containers */

/* An array or list type of UIMA, or one of JSON CAS that is made from a type. */
static bool is_container(anno_str type) {
  const anno_str base = ANNO_STR("uima.cas.");
  if (anno_str_ends(type, ANNO_STR("[]"))) return true;
  return anno_str_starts(type, base) &&
         (anno_str_ends(type, ANNO_STR("Array")) || anno_str_ends(type, ANNO_STR("List")));
}

/* "uima.cas.IntegerArray" and "uima.cas.NonEmptyFloatList" to what they hold: "Integer", "Float"; "" for structures. */
static anno_str held(anno_str type) {
  const size_t base = sizeof "uima.cas." - 1;
  if (anno_str_ends(type, ANNO_STR("[]"))) return ANNO_STR("");
  anno_str name = anno_str_sub(type, base, type.len);
  static const anno_str fronts[] = {ANNO_STR_INIT("NonEmpty"), ANNO_STR_INIT("Empty")};
  for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
    if (anno_str_starts(name, fronts[i])) name = anno_str_sub(name, fronts[i].len, name.len);
  static const anno_str ends[] = {ANNO_STR_INIT("Array"), ANNO_STR_INIT("List")};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (anno_str_ends(name, ends[i])) name = anno_str_sub(name, 0, name.len - ends[i].len);
  return is(name, "FS") ? ANNO_STR("") : name;
}

static anno_cas_kind kind_of(anno_str primitive) {
  if (!primitive.len) return ANNO_CAS_REF;
  if (is(primitive, "Boolean")) return ANNO_CAS_BOOLEAN;
  /* Bytes come as one word. */
  return is(primitive, "String") || is(primitive, "Byte") ? ANNO_CAS_STRING : ANNO_CAS_NUMBER;
}

/* Splits the only text of a value at blanks. */
static void split(resolving *r, anno_cas_value *value) {
  anno_str rest = value->count == 1 ? anno_cas_text(value, 0) : ANNO_STR("");
  value->count = value->length = 0;
  value->text.one = "";
  while (rest.len) {
    const anno_str word = anno_str_cut(&rest, ' ');
    if (word.len) anno_cas_add_text(r->cas, value, word);
  }
}

/* What stands in the place of an array: its items, or child elements of that name. */
static void set_items(resolving *r, anno_cas_value *value, anno_cas_kind kind, bool bytes) {
  const bool children = value->many;
  value->kind = (uint8_t)kind;
  value->many = true;
  if (!children && !bytes) split(r, value);
}

static void set_single(resolving *r, anno_cas_value *value, anno_cas_kind kind) {
  value->kind = (uint8_t)kind;
  if (kind == ANNO_CAS_REF) split(r, value);
}

/* ---- Values of known types */

static void by_range(resolving *r, anno_cas_value *value, const anno_cas_feature *feature) {
  const anno_str range = feature->range, base = ANNO_STR("uima.cas.");
  static const char *const primitives[] = {"String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double"};
  if (is_container(range)) {
    const anno_str item = held(range);
    if (feature->shared && !value->many)
      set_single(r, value, ANNO_CAS_REF);
    else
      set_items(r, value, kind_of(item), is(item, "Byte"));
    return;
  }
  const anno_str name = anno_str_starts(range, base) ? anno_str_sub(range, base.len, range.len) : ANNO_STR("");
  for (size_t i = 0; i < sizeof primitives / sizeof *primitives; i++)
    if (is(name, primitives[i])) {
      value->kind = (uint8_t)(is(name, "Byte") ? ANNO_CAS_NUMBER : kind_of(name));
      return;
    }
  /* A type below it that lists the values allowed. */
  const bool string = anno_cas_types_is(&r->cas->types, range, ANNO_STR("uima.cas.String"));
  set_single(r, value, string ? ANNO_CAS_STRING : ANNO_CAS_REF);
}

static void in_container(resolving *r, anno_cas_value *value, anno_str type) {
  const anno_str item = held(type);
  if (value->name == ANNO_CAS_ELEMENTS)
    set_items(r, value, kind_of(item), is(item, "Byte"));
  else if (value->name == ANNO_CAS_TAIL)
    set_single(r, value, ANNO_CAS_REF);
  else
    set_single(r, value, kind_of(item));
}

/* ---- Values of types that the type system does not have */

/* A structure that is there to be referred to: a link of a slot, or an array. */
static bool is_link(const anno_cas_fs *fs) {
  return fs->container || (anno_cas_value_of(fs, ANNO_CAS_TARGET) && !anno_cas_value_of(fs, ANNO_CAS_BEGIN));
}

/* True if the text is IDs of structures and nothing else; `links`: of such as are there to be referred to. */
static bool is_ids(const resolving *r, anno_str text, bool links) {
  size_t count = 0;
  while (text.len) {
    const anno_str word = anno_str_cut(&text, ' ');
    if (!word.len) continue;
    const unsigned index = anno_cas_find(r->cas, word);
    if (!is(word, "0") && (!index || (links && !is_link(anno_cas_at(r->cas, index))))) return false;
    count += !is(word, "0");
  }
  return count > 0;
}

/* What all values of a feature together look like. */
enum shape { NO_IDS = 1, IDS_OF_PARTS = 2, SEEN = 4, SEEN_AGAIN = 8 };

static anno_str feature_key(resolving *r, const anno_cas_fs *fs, anno_str feature) {
  const anno_str type = anno_cas_type_of(r->cas, fs);
  return anno_arena_print(r->cas->ctx->document, "%.*s:%.*s", ANNO_FMT(type), ANNO_FMT(feature));
}

/* Neither in a view nor in the text: there only because something refers to it. */
static bool is_part(const resolving *r, unsigned index) {
  const anno_cas_fs *fs = anno_cas_at(r->cas, index);
  return !r->indexed[index] && !anno_cas_value_of(fs, ANNO_CAS_BEGIN) && !anno_cas_value_of(fs, ANNO_CAS_END);
}

static unsigned shape_of(const resolving *r, unsigned owner, anno_str text) {
  const bool from_part = is_part(r, owner);
  unsigned shape = SEEN, count = 0;
  while (text.len) {
    const anno_str word = anno_str_cut(&text, ' ');
    if (!word.len) continue;
    const unsigned index = anno_cas_find(r->cas, word);
    if (index && is_part(r, index))
      shape |= IDS_OF_PARTS;
    else if (!index || !from_part)
      shape |= NO_IDS;
    count++;
  }
  return count ? shape : 0;
}

/* Looks at what guess() will be asked for. */
static void look_at(resolving *r, unsigned owner) {
  anno_arena *arena = r->cas->ctx->document;
  const anno_cas_fs *fs = anno_cas_at(r->cas, owner);
  if (fs->container || r->cas->used[fs->type].known) return;
  for (size_t i = 0; i < fs->value_count; i++) {
    const anno_cas_value *value = &fs->values[i];
    if (value->kind != ANNO_CAS_RAW) continue;
    const anno_arena_mark mark = anno_arena_now(arena);
    const anno_str name = anno_cas_name_of(r->cas, value), key = feature_key(r, fs, name);
    const unsigned known = key.len ? anno_table_get(&r->shapes, key) : NO_IDS;
    const unsigned now = value->count == 1 && !value->many ? shape_of(r, owner, anno_cas_text(value, 0)) : NO_IDS;
    if (known) anno_arena_back(arena, mark);
    const unsigned all = known | now | (known & now & SEEN ? SEEN_AGAIN : 0);
    if (all == known || (known & NO_IDS)) continue;
    anno_table_set(&r->shapes, known ? feature_key(r, fs, name) : key, all);
  }
}

static void look_at_all(resolving *r) {
  const anno_cas *cas = r->cas;
  r->indexed = anno_arena_array(cas->ctx->document, cas->count + 1, sizeof *r->indexed);
  if (!r->indexed) return;
  for (size_t v = 0; v < cas->view_count; v++)
    for (size_t i = 0; i < cas->views[v].member_count; i++)
      r->indexed[anno_cas_find(cas, cas->views[v].members[i])] = true;
  for (size_t i = 1; i < cas->count && !anno_arena_failed(cas->ctx->document); i++) look_at(r, (unsigned)i);
}

/* Numbers may be IDs by chance: true if all values of the feature are IDs, of parts, or said by several parts. */
static bool always_refers(resolving *r, const anno_cas_fs *fs, anno_str feature) {
  anno_arena *arena = r->cas->ctx->document;
  const anno_arena_mark mark = anno_arena_now(arena);
  const anno_str key = feature_key(r, fs, feature);
  const unsigned shape = key.len ? anno_table_get(&r->shapes, key) : 0;
  anno_arena_back(arena, mark);
  return shape && !(shape & NO_IDS) && (shape & (IDS_OF_PARTS | SEEN_AGAIN));
}

/* The features by which relations, chains and slots of all layers refer, and those that refer in all structures. */
static void guess(resolving *r, const anno_cas_fs *fs, anno_cas_value *value) {
  static const uint16_t names[] = {ANNO_CAS_GOVERNOR, ANNO_CAS_DEPENDENT, ANNO_CAS_FIRST, ANNO_CAS_NEXT,
                                   ANNO_CAS_TARGET};
  bool named = false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) named = named || value->name == names[i];
  const bool single = value->count == 1 && !value->many;
  const bool refers =
      single && (is_ids(r, anno_cas_text(value, 0), !named) || always_refers(r, fs, anno_cas_name_of(r->cas, value)));
  value->kind = ANNO_CAS_STRING;
  if (refers) set_items(r, value, ANNO_CAS_REF, false);
}

/* The finding on a type or feature that the type system does not have, once for each. */
static void tell_unknown(resolving *r, const anno_cas_fs *fs, anno_str feature) {
  const char *format = feature.len ? "%.*s:%.*s" : "%.*s%.*s";
  const anno_str type = anno_cas_type_of(r->cas, fs);
  const anno_str key = anno_arena_print(r->cas->ctx->document, format, ANNO_FMT(type), ANNO_FMT(feature));
  if (!key.len || anno_table_get(&r->told, key)) return;
  anno_table_add(&r->told, key, 1);
  anno_report(r->cas->ctx->diag, ANNO_UNKNOWN_TYPE, anno_cas_place(r->cas, fs->at), "%.*s", ANNO_FMT(key));
}

static bool is_place(unsigned name) { return name == ANNO_CAS_BEGIN || name == ANNO_CAS_END || name == ANNO_CAS_SOFA; }

static void resolve_value(resolving *r, const anno_cas_fs *fs, anno_cas_value *value) {
  if (value->kind != ANNO_CAS_RAW) return;
  if (is_place(value->name)) {
    value->kind = value->name == ANNO_CAS_SOFA ? ANNO_CAS_REF : ANNO_CAS_NUMBER;
    return;
  }
  if (fs->container) {
    in_container(r, value, anno_cas_type_of(r->cas, fs));
    return;
  }
  const anno_str type = anno_cas_type_of(r->cas, fs), name = anno_cas_name_of(r->cas, value);
  const anno_cas_feature *feature = anno_cas_types_find(&r->cas->types, type, name);
  if (feature) {
    by_range(r, value, feature);
    return;
  }
  if (r->cas->used[fs->type].known) tell_unknown(r, fs, name);
  guess(r, fs, value);
}

/* ---- All */

static int by_name(const anno_cas *cas, const anno_cas_value *a, const anno_cas_value *b) {
  const int c = a->name == b->name ? 0 : anno_str_cmp(anno_cas_name_of(cas, a), anno_cas_name_of(cas, b));
  return c ? c : (a->at > b->at) - (a->at < b->at);
}

typedef struct {
  anno_str name;
  anno_cas_value value;
} named;

static int by_own_name(const void *a, const void *b) {
  const named *x = a, *y = b;
  const int c = anno_str_cmp(x->name, y->name);
  return c ? c : (x->value.at > y->value.at) - (x->value.at < y->value.at);
}

static void sort_many(const anno_cas *cas, anno_cas_fs *fs) {
  anno_arena *arena = cas->ctx->document;
  const anno_arena_mark mark = anno_arena_now(arena);
  named *all = anno_arena_array(arena, fs->value_count, sizeof *all);
  if (!all) return;
  for (size_t i = 0; i < fs->value_count; i++) all[i] = (named){anno_cas_name_of(cas, &fs->values[i]), fs->values[i]};
  qsort(all, fs->value_count, sizeof *all, by_own_name);
  for (size_t i = 0; i < fs->value_count; i++) fs->values[i] = all[i].value;
  anno_arena_back(arena, mark);
}

/* They are few, and often in order. */
static void sort_values(const anno_cas *cas, anno_cas_fs *fs) {
  enum { FEW = 12 };
  anno_cas_value *v = fs->values;
  if (fs->value_count > FEW) {
    sort_many(cas, fs);
    return;
  }
  for (size_t i = 1; i < fs->value_count; i++)
    for (size_t j = i; j && by_name(cas, &v[j - 1], &v[j]) > 0; j--) {
      const anno_cas_value later = v[j - 1];
      v[j - 1] = v[j];
      v[j] = later;
    }
}

static void resolve_fs(resolving *r, anno_cas_fs *fs) {
  const anno_cas_used *used = &r->cas->used[fs->type];
  if (!used->known && !fs->container) tell_unknown(r, fs, ANNO_STR(""));
  for (size_t i = 0; i < fs->value_count; i++) resolve_value(r, fs, &fs->values[i]);
  sort_values(r->cas, fs);
  fs->annotation =
      used->known ? used->annotation : anno_cas_value_of(fs, ANNO_CAS_BEGIN) || anno_cas_value_of(fs, ANNO_CAS_END);
}

static anno_status complete_types(anno_cas *cas) {
  const anno_str top = ANNO_STR("uima.cas.TOP");
  bool all_known = true;
  for (size_t i = 1; i < cas->used_count; i++)
    all_known = all_known && (cas->used[i].container || anno_cas_types_is(&cas->types, cas->used[i].name, top));
  return all_known ? ANNO_OK : anno_cas_types_builtin(cas->ctx, &cas->types);
}

static anno_status find_used(anno_cas *cas) {
  for (size_t i = 1; i < cas->used_count; i++) cas->used[i].container = is_container(cas->used[i].name);
  const anno_status status = complete_types(cas);
  for (size_t i = 1; i < cas->used_count; i++) {
    cas->used[i].known = anno_cas_types_get(&cas->types, cas->used[i].name);
    cas->used[i].annotation = anno_cas_types_is(&cas->types, cas->used[i].name, ANNO_STR("uima.tcas.Annotation"));
  }
  return status;
}

anno_status anno_cas_resolve(anno_cas *cas) {
  anno_arena *arena = cas->ctx->document;
  resolving r = {cas, anno_table_in(arena), anno_table_in(arena), NULL};
  const anno_status status = find_used(cas);
  if (status != ANNO_OK) return status;
  for (size_t i = 1; i < cas->count; i++)
    anno_cas_at(cas, i)->container = cas->used[anno_cas_at(cas, i)->type].container;
  look_at_all(&r);
  for (size_t i = 1; i < cas->count && !anno_arena_failed(cas->ctx->document); i++) resolve_fs(&r, anno_cas_at(cas, i));
  if (!anno_arena_failed(cas->ctx->document)) return ANNO_OK;
  anno_report(cas->ctx->diag, ANNO_OUT_OF_MEMORY, cas->doc->at, NULL);
  return ANNO_NO_MEMORY;
}
