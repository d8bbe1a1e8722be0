#include "read/cas_source.h"

#include "read/source.h"
#include "read/xml.h"

anno_cas *anno_cas_open(const anno_ctx *ctx, const anno_source *source, const char *endings, const anno_input *input) {
  anno_str id = anno_source_id(source, endings);
  const anno_str user = anno_source_cut_user(ctx->document, &id);
  anno_doc *doc = anno_doc_new(ctx, id, (anno_loc){input, 0});
  anno_cas *cas = doc ? anno_cas_new(doc) : NULL;
  if (!cas) {
    anno_source_no_memory(ctx);
    return NULL;
  }
  doc->annotator = user;
  doc->unit = ANNO_UTF16_UNITS;
  /* IRIs are made of them. */
  if (anno_utf_invalid(id) < id.len || anno_utf_invalid(doc->annotator) < doc->annotator.len)
    anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){0}, source->path);
  return cas;
}

/* ---- Type systems */

enum { HEAD = 8192 }; /* a licence may stand before the root */

typedef struct {
  char bytes[HEAD];
  size_t len;
} head;

static bool take_head(void *handle, anno_str bytes) {
  head *h = handle;
  const anno_str part = anno_str_sub(bytes, 0, HEAD - h->len);
  memcpy(h->bytes + h->len, part.ptr, part.len);
  h->len += part.len;
  return h->len < HEAD;
}

static bool is_file(const anno_ctx *ctx, anno_str path) {
  return ctx->files->kind(ctx->files->handle, path) == ANNO_FILE_REGULAR;
}

static bool is_type_system(const anno_ctx *ctx, anno_str path) {
  head h = {.len = 0};
  if (!is_file(ctx, path) || ctx->files->stream(ctx->files->handle, path, &h, take_head)) return false;
  const anno_str root = anno_xml_root((anno_str){h.bytes, h.len});
  return anno_str_starts(root, ANNO_STR("typeSystemDescription"));
}

static anno_status add_types(anno_cas *cas, anno_str path) {
  anno_input *input;
  anno_status status = anno_source_load_all(cas->ctx, path, &input);
  if (status == ANNO_OK) status = anno_cas_types_xml(cas->ctx, &cas->types, input);
  if (status == ANNO_SKIP) cas->unsure = true;
  return status == ANNO_SKIP ? ANNO_OK : status;
}

/* Adds what `folder` has; `*found` tells whether it has anything. */
static anno_status types_in(anno_cas *cas, anno_str folder, bool *found) {
  const anno_ctx *ctx = cas->ctx;
  const anno_str exported = anno_path_join(ctx->document, folder, ANNO_STR("TypeSystem.xml"));
  anno_str *names;
  size_t count = 0;
  if (is_file(ctx, exported)) {
    *found = true;
    return add_types(cas, exported);
  }
  const anno_str listed = folder.len ? folder : ANNO_STR(".");
  if (ctx->files->list(ctx->files->handle, ctx->document, listed, &names, &count)) return ANNO_OK;
  anno_status status = ANNO_OK;
  for (size_t i = 0; i < count && status == ANNO_OK; i++) {
    if (!anno_str_ends(names[i], ANNO_STR(".xml"))) continue;
    const anno_str path = anno_path_join(ctx->document, folder, names[i]);
    if (!is_type_system(ctx, path)) continue;
    *found = true;
    status = add_types(cas, path);
  }
  return status;
}

anno_status anno_cas_find_types(anno_cas *cas, const anno_source *source) {
  if (anno_str_eq(source->path, ANNO_STR("-"))) return ANNO_OK;
  const anno_str id = anno_source_id(source, 0);
  const anno_str above = anno_str_sub(source->path, 0, source->path.len - id.len);
  bool found = false;
  anno_status status = ANNO_OK;
  for (anno_str inside = id; status == ANNO_OK && !found && inside.len;) {
    inside = anno_path_folder(inside);
    const anno_str path = anno_str_sub(source->path, 0, above.len + inside.len);
    /* The root itself ends in the '/' that stands before the rest. */
    const bool slash = path.len > 1 && path.ptr[path.len - 1] == '/';
    status = types_in(cas, slash ? anno_str_sub(path, 0, path.len - 1) : path, &found);
    if (status == ANNO_OK && anno_arena_failed(cas->ctx->document)) return anno_source_no_memory(cas->ctx);
  }
  return status;
}
