#include "read/cas.h"

#include "base/limits.h"

anno_cas *anno_cas_new(anno_doc *doc) {
  static const char *const names[] = {
      "",
#define ANNO_CAS_NAME(constant, text) text,
#include "read/cas_names.def"
#undef ANNO_CAS_NAME
  };
  anno_arena *arena = doc->ctx->document;
  anno_cas *cas = anno_arena_take(arena, sizeof *cas);
  if (!cas) return NULL;
  *cas = (anno_cas){.ctx = doc->ctx,
                    .input = doc->at.input,
                    .doc = doc,
                    .types = anno_cas_types_in(arena),
                    .ids = anno_table_in(arena),
                    .name_numbers = anno_table_in(arena),
                    .used_numbers = anno_table_in(arena),
                    .sofa_ids = anno_table_in(arena)};
  for (unsigned i = 0; i < ANNO_CAS_NAME_COUNT; i++) {
    const anno_str name = anno_str_from(names[i]);
    if (!ANNO_PUSH(arena, cas->names, cas->name_count, cas->name_capacity, name)) return NULL;
    if (i) anno_table_set(&cas->name_numbers, name, i);
  }
  const anno_cas_used unused = {.name = ANNO_STR("")};
  if (!ANNO_PUSH(arena, cas->used, cas->used_count, cas->used_capacity, unused)) return NULL;
  anno_cas_fs **none = anno_arena_array(arena, 1, sizeof *none);
  if (none) *none = anno_arena_array(arena, ANNO_CAS_CHUNK, sizeof **none);
  if (!none || !*none) return NULL;
  cas->chunks = none;
  cas->chunk_count = cas->chunk_capacity = 1;
  cas->count = 1;
  return cas;
}

/* ---- IDs */

/* Numbers that are long, or written unlike others, as "007", are kept as they are. */
static bool is_number(anno_str id, size_t *number) {
  enum { DIGITS = 9 };
  size_t n = 0;
  if (!id.len || id.len > DIGITS || (id.ptr[0] == '0' && id.len > 1)) return false;
  for (size_t i = 0; i < id.len; i++) {
    if (id.ptr[i] < '0' || id.ptr[i] > '9') return false;
    n = 10 * n + (size_t)(id.ptr[i] - '0');
  }
  *number = n;
  return true;
}

unsigned anno_cas_find(const anno_cas *cas, anno_str id) {
  size_t number;
  if (is_number(id, &number) && number / ANNO_CAS_CHUNK < cas->page_count) {
    const uint32_t *page = cas->pages[number / ANNO_CAS_CHUNK];
    if (page && page[number % ANNO_CAS_CHUNK]) return page[number % ANNO_CAS_CHUNK];
  }
  return cas->ids.used ? anno_table_get(&cas->ids, id) : 0;
}

/* The page of an ID; NULL if it is too far from the others, so that memory grows with their number. */
static uint32_t *page_of(anno_cas *cas, size_t number) {
  enum { FREE = 16, EACH = 64 };
  const size_t at = number / ANNO_CAS_CHUNK;
  anno_arena *arena = cas->ctx->document;
  if (at < cas->page_count && cas->pages[at]) return cas->pages[at];
  if (at >= FREE + cas->count || cas->page_total > FREE + cas->count / EACH) return NULL;
  if (at >= cas->page_count) {
    const size_t count = at + 1 > 2 * cas->page_count ? at + 1 : 2 * cas->page_count;
    uint32_t **pages = anno_arena_array(arena, count, sizeof(uint32_t *));
    if (!pages) return NULL;
    if (cas->page_count) memcpy(pages, cas->pages, cas->page_count * sizeof(uint32_t *));
    cas->pages = pages;
    cas->page_count = count;
  }
  cas->pages[at] = anno_arena_array(arena, ANNO_CAS_CHUNK, sizeof *cas->pages[at]);
  cas->page_total++;
  return cas->pages[at];
}

/* ---- Feature structures */

uint32_t anno_cas_use(anno_cas *cas, anno_str type) {
  const unsigned known = anno_table_get(&cas->used_numbers, type);
  const anno_cas_used used = {.name = type};
  if (known) return known;
  if (!ANNO_PUSH(cas->ctx->document, cas->used, cas->used_count, cas->used_capacity, used)) return 0;
  const unsigned number = (unsigned)cas->used_count - 1;
  return anno_table_set(&cas->used_numbers, type, number) ? number : 0;
}

static uint32_t short_offset(size_t offset) { return offset < UINT32_MAX ? (uint32_t)offset : UINT32_MAX; }

/* In chunks, because an array that grows by copying would leave as much again behind in the arena. */
static anno_cas_fs *add_fs(anno_cas *cas) {
  anno_arena *arena = cas->ctx->document;
  if (cas->count % ANNO_CAS_CHUNK == 0) {
    anno_cas_fs *chunk = anno_arena_room(arena, ANNO_CAS_CHUNK * sizeof *chunk);
    if (!chunk || !ANNO_PUSH(arena, cas->chunks, cas->chunk_count, cas->chunk_capacity, chunk)) return NULL;
  }
  return anno_cas_at(cas, cas->count++);
}

anno_cas_fs *anno_cas_add(anno_cas *cas, anno_str id, uint32_t type, anno_loc at) {
  anno_cas_fs *fs = add_fs(cas);
  if (!fs) return NULL;
  *fs = (anno_cas_fs){.id = id.ptr, .id_length = (uint32_t)id.len, .type = type, .at = short_offset(at.offset)};
  const unsigned index = (unsigned)cas->count - 1;
  size_t number;
  uint32_t *page;
  const bool usual = is_number(id, &number);
  const bool is_id = usual || anno_str_to_size(id, &number);
  cas->unsure = cas->unsure || !is_id || anno_cas_find(cas, id);
  if (!is_id)
    anno_doc_error(cas->doc, ANNO_BAD_VALUE, anno_doc_place(at, id),
                   id.len ? anno_arena_print(cas->ctx->document, "%.*s is no ID", ANNO_FMT(id))
                          : ANNO_STR("the ID is missing"));
  else if (anno_cas_find(cas, id))
    anno_doc_error(cas->doc, ANNO_DUPLICATE_ID, anno_doc_place(at, id), id);
  else if (usual && (page = page_of(cas, number)) != NULL)
    page[number % ANNO_CAS_CHUNK] = index;
  else
    anno_table_set(&cas->ids, id, index);
  return fs;
}

void anno_cas_reserve(anno_cas *cas, anno_cas_fs *fs, size_t count) {
  fs->values = count < UINT32_MAX ? anno_arena_room(cas->ctx->document, count * sizeof *fs->values) : NULL;
  fs->value_capacity = fs->values ? (uint32_t)count : 0;
}

/* ---- Values */

/* The number of a name, 0 if there are too many of them. */
static uint16_t number_of(anno_cas *cas, anno_str name) {
  const unsigned known = anno_table_get(&cas->name_numbers, name);
  if (known) return (uint16_t)known;
  if (cas->name_count > ANNO_MOST_cas_names) return 0;
  if (!ANNO_PUSH(cas->ctx->document, cas->names, cas->name_count, cas->name_capacity, name)) return 0;
  const uint16_t number = (uint16_t)(cas->name_count - 1);
  return anno_table_set(&cas->name_numbers, name, number) ? number : 0;
}

static bool enlarge_values(anno_cas *cas, anno_cas_fs *fs) {
  size_t capacity = fs->value_capacity;
  anno_cas_value *values = anno_arena_grow(cas->ctx->document, fs->values, fs->value_count, &capacity, sizeof *values);
  if (!values || capacity > UINT32_MAX) return false;
  fs->values = values;
  fs->value_capacity = (uint32_t)capacity;
  return true;
}

anno_cas_value *anno_cas_add_value(anno_cas *cas, anno_cas_fs *fs, anno_str name, anno_cas_kind kind, anno_loc at) {
  if (fs->value_count == fs->value_capacity && !enlarge_values(cas, fs)) return NULL;
  const uint16_t number = number_of(cas, name);
  if (!number && !anno_arena_failed(cas->ctx->document))
    anno_doc_error(cas->doc, ANNO_LIMIT, at, ANNO_STR("names of features"));
  anno_cas_value *value = &fs->values[fs->value_count++];
  *value = (anno_cas_value){.text.one = "", .at = short_offset(at.offset), .name = number, .kind = (uint8_t)kind};
  return value;
}

void anno_cas_add_text(anno_cas *cas, anno_cas_value *value, anno_str text) {
  if (!value->count) {
    /* Nearly all values are single. */
    value->text.one = text.ptr;
    value->length = (uint32_t)text.len;
    value->count = 1;
    return;
  }
  anno_str *all = value->text.all;
  size_t capacity = value->length;
  if (value->count == 1) {
    const anno_str first = anno_cas_text(value, 0);
    capacity = 4;
    all = anno_arena_array(cas->ctx->document, capacity, sizeof *all);
    if (all) *all = first;
  } else {
    all = anno_arena_grow(cas->ctx->document, all, value->count, &capacity, sizeof *all);
  }
  if (!all || capacity > UINT32_MAX) return;
  all[value->count++] = text;
  value->text.all = all;
  value->length = (uint32_t)capacity;
}

/* ---- Views */

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

/* ---- Features */

const anno_cas_value *anno_cas_value_of(const anno_cas_fs *fs, anno_cas_name name) {
  for (uint32_t i = 0; i < fs->value_count; i++)
    if (fs->values[i].name == name) return &fs->values[i];
  return NULL;
}

anno_str anno_cas_text_of(const anno_cas_fs *fs, anno_cas_name name, anno_cas_kind kind) {
  const anno_cas_value *value = anno_cas_value_of(fs, name);
  return value && value->kind == kind && value->count == 1 ? anno_cas_text(value, 0) : ANNO_STR("");
}
