#include "read/cas.h"

anno_cas *anno_cas_new(anno_doc *doc) {
  anno_arena *arena = doc->ctx->document;
  anno_cas *cas = anno_arena_take(arena, sizeof *cas);
  if (!cas) return NULL;
  *cas = (anno_cas){.ctx = doc->ctx,
                    .doc = doc,
                    .types = anno_cas_types_in(arena),
                    .ids = anno_table_in(arena),
                    .sofa_ids = anno_table_in(arena)};
  const anno_cas_fs unused = {.id = ANNO_STR("")};
  return ANNO_PUSH(arena, cas->fss, cas->count, cas->capacity, unused) ? cas : NULL;
}

anno_cas_fs *anno_cas_add(anno_cas *cas, anno_str id, anno_str type, anno_loc at) {
  const anno_cas_fs fs = {.id = id, .type = type, .at = at};
  if (!ANNO_PUSH(cas->ctx->document, cas->fss, cas->count, cas->capacity, fs)) return NULL;
  const unsigned index = (unsigned)(cas->count - 1);
  size_t number;
  if (!anno_str_to_size(id, &number))
    anno_doc_error(cas->doc, ANNO_BAD_VALUE, anno_doc_place(at, id),
                   id.len ? anno_arena_print(cas->ctx->document, "%.*s is no ID", ANNO_FMT(id))
                          : ANNO_STR("the ID is missing"));
  else if (anno_table_add(&cas->ids, id, index) != index)
    anno_doc_error(cas->doc, ANNO_DUPLICATE_ID, anno_doc_place(at, id), id);
  return &cas->fss[index];
}

void anno_cas_reserve(anno_cas *cas, anno_cas_fs *fs, size_t count) {
  fs->values = anno_arena_array(cas->ctx->document, count, sizeof *fs->values);
  fs->value_capacity = fs->values ? count : 0;
}

anno_cas_value *anno_cas_add_value(anno_cas *cas, anno_cas_fs *fs, anno_str name, anno_cas_kind kind, anno_loc at) {
  const anno_cas_value value = {.name = name, .kind = kind, .at = at};
  if (!ANNO_PUSH(cas->ctx->document, fs->values, fs->value_count, fs->value_capacity, value)) return NULL;
  return &fs->values[fs->value_count - 1];
}

void anno_cas_add_text(anno_cas *cas, anno_cas_value *value, anno_str text) {
  if (!value->count) {
    /* Nearly all values are single. */
    value->texts = anno_arena_take(cas->ctx->document, sizeof *value->texts);
    value->capacity = value->texts ? 1 : 0;
  }
  ANNO_PUSH(cas->ctx->document, value->texts, value->count, value->capacity, text);
}

anno_cas_view *anno_cas_view_of(anno_cas *cas, anno_str id, anno_loc at) {
  const unsigned known = anno_table_get(&cas->sofa_ids, id);
  if (known) return &cas->views[known - 1];
  const anno_cas_view view = {.id = id, .name = ANNO_STR(""), .text = ANNO_STR(""), .at = at};
  if (!ANNO_PUSH(cas->ctx->document, cas->views, cas->view_count, cas->view_capacity, view)) return NULL;
  anno_table_set(&cas->sofa_ids, id, (unsigned)cas->view_count);
  return &cas->views[cas->view_count - 1];
}

void anno_cas_declare_view(anno_cas *cas, anno_str id, anno_str name, const anno_str *text, anno_loc at) {
  anno_cas_view *view = anno_cas_view_of(cas, id, at);
  if (!view) return;
  if (view->declared) anno_doc_error(cas->doc, ANNO_DUPLICATE_ID, anno_doc_place(at, id), id);
  view->declared = true;
  view->name = name;
  view->at = at;
  view->has_text = text != NULL;
  if (text) view->text = *text;
}

void anno_cas_add_member(anno_cas *cas, anno_cas_view *view, anno_str id) {
  ANNO_PUSH(cas->ctx->document, view->members, view->member_count, view->member_capacity, id);
}

unsigned anno_cas_find(const anno_cas *cas, anno_str id) { return anno_table_get(&cas->ids, id); }

const anno_cas_value *anno_cas_value_of(const anno_cas_fs *fs, const char *name) {
  const anno_str wanted = anno_str_from(name);
  for (size_t i = 0; i < fs->value_count; i++)
    if (anno_str_eq(fs->values[i].name, wanted)) return &fs->values[i];
  return NULL;
}

anno_str anno_cas_text_of(const anno_cas_fs *fs, const char *name, anno_cas_kind kind) {
  const anno_cas_value *value = anno_cas_value_of(fs, name);
  return value && value->kind == kind && value->count == 1 ? value->texts[0] : ANNO_STR("");
}
