#include "read/described_side.h"

typedef struct {
  anno_str document; /* the ID */
  anno_str bytes;    /* of the line; empty if there is a tree */
  size_t line;       /* lines before it */
  const anno_at *at; /* the item in the tree */
  unsigned next;     /* of the same document, plus one */
  bool used;
} entry;

typedef struct {
  anno_str path;
  entry *entries;
  size_t count, capacity;
  anno_table first, last; /* document -> number of the entry, plus one */
} side;

struct anno_sides {
  const anno_ctx *ctx;
  const anno_json_layout *layout;
  side *parts; /* one for each part; those without a file are empty */
};

/* ---- Loading */

typedef struct {
  anno_sides *sides;
  size_t number;
  anno_str bytes; /* of the line; empty for a tree */
  size_t line;
} loader;

static side *side_of(const loader *l) { return &l->sides->parts[l->number - 1]; }

static const anno_at *copy_of(anno_arena *arena, const anno_at *at) {
  anno_at *copy = at ? anno_arena_take(arena, sizeof *copy) : NULL;
  if (!copy) return NULL;
  *copy = *at;
  copy->up = copy_of(arena, at->up);
  return copy;
}

/* True if `s` is a part of the file's bytes, which stay. */
static bool stays(anno_str bytes, anno_str s) {
  const anno_input input = {.bytes = bytes};
  return !s.len || anno_doc_place((anno_loc){&input, bytes.len + 1}, s).offset <= bytes.len;
}

static void add_entry(const loader *l, anno_str document, const anno_at *at) {
  side *s = side_of(l);
  const entry e = {.document = document, .bytes = l->bytes, .line = l->line, .at = at};
  anno_arena *arena = l->sides->ctx->document;
  if (!ANNO_PUSH(arena, s->entries, s->count, s->capacity, e)) return;
  const unsigned before = anno_table_get(&s->last, document);
  if (before)
    s->entries[before - 1].next = (unsigned)s->count;
  else
    anno_table_set(&s->first, document, (unsigned)s->count);
  anno_table_set(&s->last, document, (unsigned)s->count);
}

static void on_tree_item(void *handle, const anno_at *item) {
  const loader *l = handle;
  anno_arena *arena = l->sides->ctx->document;
  const anno_str path = l->sides->layout->parts[l->number - 1].paths[ANNO_AT_DOCUMENT];
  add_entry(l, anno_path_text(arena, item, path), copy_of(arena, item));
}

/* Of a line only the IDs of its items are kept. */
typedef struct {
  const loader *loader;
  anno_str ids[8];
  size_t count;
} line_ids;

static void on_line_item(void *handle, const anno_at *item) {
  line_ids *ids = handle;
  const anno_sides *sides = ids->loader->sides;
  const anno_str path = sides->layout->parts[ids->loader->number - 1].paths[ANNO_AT_DOCUMENT];
  const anno_str id = anno_path_text(sides->ctx->document, item, path);
  for (size_t i = 0; i < ids->count; i++)
    if (anno_str_eq(ids->ids[i], id)) return;
  if (ids->count < sizeof ids->ids / sizeof *ids->ids) ids->ids[ids->count++] = id;
}

static anno_status parse(const anno_ctx *ctx, anno_str path, anno_str bytes, size_t line, anno_json *root) {
  anno_input *input = anno_arena_take(ctx->document, sizeof *input);
  if (!input) return anno_source_no_memory(ctx);
  *input = (anno_input){.name = path, .bytes = bytes, .first_line = line};
  return anno_json_parse(ctx, input, root);
}

static anno_status load_line(loader *l) {
  anno_arena *arena = l->sides->ctx->document;
  const anno_arena_mark mark = anno_arena_now(arena);
  line_ids ids = {.loader = l};
  anno_json root;
  const anno_status status = parse(l->sides->ctx, side_of(l)->path, l->bytes, l->line, &root);
  if (status != ANNO_OK) return status;
  const anno_at top = {.value = root};
  anno_path_items(&top, l->sides->layout->parts[l->number - 1].paths[ANNO_AT_ITEMS], on_line_item, &ids);
  bool all_stay = !anno_arena_failed(arena);
  for (size_t i = 0; i < ids.count; i++) all_stay = all_stay && stays(l->bytes, ids.ids[i]);
  if (all_stay) anno_arena_back(arena, mark);
  for (size_t i = 0; i < ids.count; i++) add_entry(l, ids.ids[i], NULL);
  return ANNO_OK;
}

static anno_status load_lines(loader *l, anno_str rest) {
  anno_status worst = ANNO_OK;
  for (; rest.len && worst <= ANNO_SKIP; l->line++) {
    l->bytes = anno_str_cut(&rest, '\n');
    if (!anno_str_trim(l->bytes).len) continue;
    const anno_status status = load_line(l);
    if (status > worst) worst = status;
  }
  return worst;
}

static anno_status load_tree(loader *l, anno_str bytes) {
  anno_json root;
  const anno_status status = parse(l->sides->ctx, side_of(l)->path, bytes, 0, &root);
  /* Nobody knows what is missing of which document. */
  if (status != ANNO_OK) return status == ANNO_SKIP ? ANNO_BAD_INPUT : status;
  const anno_at *top = copy_of(l->sides->ctx->document, &(anno_at){.value = root});
  if (top) anno_path_items(top, l->sides->layout->parts[l->number - 1].paths[ANNO_AT_ITEMS], on_tree_item, l);
  return ANNO_OK;
}

static anno_status load(anno_sides *sides, const anno_source *source, size_t number) {
  anno_arena *arena = sides->ctx->document;
  loader l = {.sides = sides, .number = number};
  side *s = side_of(&l);
  anno_str star;
  anno_input *input;
  anno_layout_named(sides->layout->file, anno_path_name(source->path), &star);
  s->path = anno_path_join(arena, anno_path_folder(source->path),
                           anno_layout_file(arena, sides->layout->parts[number - 1].file, star));
  s->first = anno_table_in(arena);
  s->last = anno_table_in(arena);
  const anno_status status = anno_source_load(sides->ctx, s->path, &input);
  if (status != ANNO_OK) return status;
  return anno_json_is_lines(input->bytes, s->path) ? load_lines(&l, input->bytes) : load_tree(&l, input->bytes);
}

anno_status anno_sides_load(const anno_ctx *ctx, const anno_source *source, const anno_json_layout *layout,
                            anno_sides **out) {
  anno_status worst = ANNO_OK;
  anno_sides *sides = anno_arena_take(ctx->document, sizeof *sides);
  if (!sides) return anno_source_no_memory(ctx);
  *sides = (anno_sides){.ctx = ctx, .layout = layout};
  sides->parts = anno_arena_array(ctx->document, layout->part_count + 1, sizeof *sides->parts);
  for (size_t i = 0; sides->parts && i < layout->part_count && worst <= ANNO_SKIP; i++) {
    if (!layout->parts[i].file.len) continue;
    const anno_status status = load(sides, source, i + 1);
    if (status > worst) worst = status;
  }
  if (worst <= ANNO_SKIP && anno_arena_failed(ctx->document)) return anno_source_no_memory(ctx);
  *out = sides;
  return worst;
}

/* ---- Reading */

typedef struct {
  anno_described *d;
  size_t number;
  anno_str id;
} item_reader;

static void on_item(void *handle, const anno_at *item) {
  const item_reader *r = handle;
  const anno_str path = r->d->layout->parts[r->number - 1].paths[ANNO_AT_DOCUMENT];
  if (!anno_str_eq(anno_path_text(r->d->arena, item, path), r->id)) return;
  anno_described_item(r->d, r->number, item, (anno_described_holder){0});
}

static anno_status read_line(const anno_sides *sides, item_reader *r, const entry *e) {
  anno_json root;
  /* It was parsed before, so that only memory may fail. */
  const anno_status status = parse(sides->ctx, sides->parts[r->number - 1].path, e->bytes, e->line, &root);
  const anno_at top = {.value = root};
  if (status == ANNO_OK) anno_path_items(&top, sides->layout->parts[r->number - 1].paths[ANNO_AT_ITEMS], on_item, r);
  return status;
}

anno_status anno_sides_read(anno_sides *sides, anno_described *d, size_t number, anno_str id) {
  const side *s = &sides->parts[number - 1];
  item_reader r = {d, number, id};
  anno_status status = ANNO_OK;
  for (unsigned i = anno_table_get(&s->first, id); i && status == ANNO_OK; i = s->entries[i - 1].next) {
    entry *e = &s->entries[i - 1];
    e->used = true;
    if (e->at)
      anno_described_item(d, number, e->at, (anno_described_holder){0});
    else
      status = read_line(sides, &r, e);
  }
  return status;
}

/* ---- What is left */

static anno_loc place_of(const anno_sides *sides, const side *s, const entry *e) {
  if (e->at) return anno_json_at(e->at->value);
  anno_input *input = anno_arena_take(sides->ctx->document, sizeof *input);
  if (!input) return (anno_loc){0};
  *input = (anno_input){.name = s->path, .bytes = e->bytes, .first_line = e->line};
  size_t at = 0;
  while (at < e->bytes.len && anno_is_white(e->bytes.ptr[at])) at++;
  return (anno_loc){input, at};
}

static anno_status end_side(const anno_sides *sides, const side *s, anno_str file_id, anno_doc_sink out) {
  anno_doc *doc = NULL;
  for (size_t i = 0; i < s->count; i++) {
    const entry *e = &s->entries[i];
    if (e->used) continue;
    const anno_loc at = place_of(sides, s, e);
    if (!doc) doc = anno_doc_new(sides->ctx, file_id, at);
    if (!doc) return anno_source_no_memory(sides->ctx);
    doc->read++;
    anno_doc_error(doc, ANNO_DANGLING, at,
                   anno_arena_print(sides->ctx->document, "document \"%.*s\"", ANNO_FMT(e->document)));
  }
  if (!doc) return ANNO_OK;
  doc->format = ANNO_STR("described");
  return anno_source_done(doc, out);
}

anno_status anno_sides_end(anno_sides *sides, anno_str file_id, anno_doc_sink out) {
  anno_status worst = ANNO_OK;
  for (size_t i = 0; i < sides->layout->part_count && worst <= ANNO_SKIP; i++) {
    const anno_status status = end_side(sides, &sides->parts[i], file_id, out);
    if (status > worst) worst = status;
  }
  return worst;
}
