#include "read/cas_types.h"

#include "read/xml.h"

/* Types above each other in a type system that is no tree. */
enum { DEEPEST = 100, FEW_FEATURES = 16 };

anno_cas_types anno_cas_types_in(anno_arena *arena) {
  anno_cas_types types = {.arena = arena, .names = anno_table_in(arena)};
  const anno_str top = ANNO_STR("uima.cas.TOP"), base = ANNO_STR("uima.cas.AnnotationBase");
  const anno_str integer = ANNO_STR("uima.cas.Integer"), none = ANNO_STR("");
  anno_cas_types_add(&types, top, none);
  anno_cas_types_add(&types, base, top);
  anno_cas_type *annotation = anno_cas_types_add(&types, ANNO_STR("uima.tcas.Annotation"), base);
  if (!annotation) return types;
  anno_cas_types_feature(&types, annotation, (anno_cas_feature){ANNO_STR("begin"), integer, none, false});
  anno_cas_types_feature(&types, annotation, (anno_cas_feature){ANNO_STR("end"), integer, none, false});
  return types;
}

anno_cas_type *anno_cas_types_add(anno_cas_types *types, anno_str name, anno_str super) {
  const unsigned known = anno_table_get(&types->names, name);
  if (known) return &types->types[known - 1];
  const anno_cas_type type = {.name = name, .super = super};
  if (!ANNO_PUSH(types->arena, types->types, types->count, types->capacity, type)) return NULL;
  anno_table_set(&types->names, name, (unsigned)types->count);
  return &types->types[types->count - 1];
}

static const anno_cas_feature *own(const anno_cas_type *type, anno_str name) {
  if (type->feature_count > FEW_FEATURES) {
    const unsigned known = anno_table_get(&type->by_name, name);
    return known ? &type->features[known - 1] : NULL;
  }
  for (size_t i = 0; i < type->feature_count; i++)
    if (anno_str_eq(type->features[i].name, name)) return &type->features[i];
  return NULL;
}

void anno_cas_types_feature(anno_cas_types *types, anno_cas_type *type, anno_cas_feature feature) {
  if (own(type, feature.name)) return;
  if (!ANNO_PUSH(types->arena, type->features, type->feature_count, type->feature_capacity, feature)) return;
  const size_t count = type->feature_count;
  if (count == FEW_FEATURES + 1) type->by_name = anno_table_in(types->arena);
  for (size_t i = count == FEW_FEATURES + 1 ? 0 : count - 1; count > FEW_FEATURES && i < count; i++)
    anno_table_add(&type->by_name, type->features[i].name, (unsigned)i + 1);
}

/* ---- Queries */

const anno_cas_type *anno_cas_types_get(const anno_cas_types *types, anno_str name) {
  const unsigned known = anno_table_get(&types->names, name);
  return known ? &types->types[known - 1] : NULL;
}

bool anno_cas_types_is(const anno_cas_types *types, anno_str name, anno_str above) {
  for (int left = DEEPEST; left && name.len; left--) {
    if (anno_str_eq(name, above)) return true;
    const anno_cas_type *type = anno_cas_types_get(types, name);
    name = type ? type->super : ANNO_STR("");
  }
  return false;
}

const anno_cas_feature *anno_cas_types_find(const anno_cas_types *types, anno_str name, anno_str feature) {
  const anno_cas_type *type = anno_cas_types_get(types, name);
  for (int left = DEEPEST; left && type; left--) {
    const anno_cas_feature *found = own(type, feature);
    if (found) return found;
    type = anno_cas_types_get(types, type->super);
  }
  return NULL;
}

/* ---- Type system descriptions */

typedef struct {
  anno_cas_types *types;
  anno_cas_type type;       /* the one that is open */
  anno_cas_feature feature; /* the one that is open */
  bool in_feature;
  anno_str text; /* since the last tag */
} description;

static bool on_start(void *handle, const anno_xml_tag *tag) {
  description *d = handle;
  const anno_str none = ANNO_STR("");
  d->text = none;
  if (anno_str_eq(tag->name, ANNO_STR("typeDescription"))) d->type = (anno_cas_type){.name = none, .super = none};
  if (anno_str_eq(tag->name, ANNO_STR("featureDescription"))) {
    d->feature = (anno_cas_feature){none, none, none, false};
    d->in_feature = true;
  }
  return true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  (void)at;
  ((description *)handle)->text = anno_str_trim(text);
  return true;
}

static void end_type(description *d) {
  anno_cas_type *type = d->type.name.len ? anno_cas_types_add(d->types, d->type.name, d->type.super) : NULL;
  for (size_t i = 0; type && i < d->type.feature_count; i++)
    anno_cas_types_feature(d->types, type, d->type.features[i]);
  d->type = (anno_cas_type){.name = ANNO_STR("")};
}

static void end_feature(description *d) {
  if (d->feature.name.len) anno_cas_types_feature(d->types, &d->type, d->feature);
  d->in_feature = false;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  description *d = handle;
  const anno_str name = tag->name, text = d->text;
  if (anno_str_eq(name, ANNO_STR("typeDescription")))
    end_type(d);
  else if (anno_str_eq(name, ANNO_STR("featureDescription")))
    end_feature(d);
  else if (anno_str_eq(name, ANNO_STR("name")))
    *(d->in_feature ? &d->feature.name : &d->type.name) = text;
  else if (anno_str_eq(name, ANNO_STR("supertypeName")))
    d->type.super = text;
  else if (anno_str_eq(name, ANNO_STR("rangeTypeName")))
    d->feature.range = text;
  else if (anno_str_eq(name, ANNO_STR("elementType")))
    d->feature.element = text;
  else if (anno_str_eq(name, ANNO_STR("multipleReferencesAllowed")))
    d->feature.shared = anno_str_eq(text, ANNO_STR("true"));
  d->text = ANNO_STR("");
  return true;
}

anno_status anno_cas_types_xml(const anno_ctx *ctx, anno_cas_types *types, anno_input *input) {
  description d = {.types = types, .type = {.name = ANNO_STR("")}, .text = ANNO_STR("")};
  const anno_xml_events events = {&d, on_start, on_end, on_text};
  return anno_xml_parse(ctx, input, &events);
}

anno_status anno_cas_types_builtin(const anno_ctx *ctx, anno_cas_types *types) {
  anno_input *input = anno_arena_take(ctx->document, sizeof *input);
  if (!input) {
    anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  *input = (anno_input){.name = ANNO_STR("built-in types"), .bytes = anno_cas_builtin_types};
  return anno_cas_types_xml(ctx, types, input);
}
