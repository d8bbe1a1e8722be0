#include "read/source.h"

#include <errno.h>

anno_status anno_source_no_memory(const anno_ctx *ctx) {
  anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}

anno_status anno_source_load_all(const anno_ctx *ctx, anno_str path, anno_input **out) {
  anno_input *input = anno_arena_take(ctx->document, sizeof *input);
  if (!input) return anno_source_no_memory(ctx);
  *input = (anno_input){.name = path, .bytes = ANNO_STR("")};
  const int error = ctx->files->read(ctx->files->handle, ctx->document, path, &input->bytes);
  if (error == ENOMEM || anno_arena_failed(ctx->document)) return anno_source_no_memory(ctx);
  *out = input;
  if (!error) return ANNO_OK;
  anno_report(ctx->diag, ANNO_CANNOT_READ, (anno_loc){0}, "%.*s: %s", ANNO_FMT(path), strerror(error));
  return ANNO_BAD_INPUT;
}

anno_status anno_source_load(const anno_ctx *ctx, anno_str path, anno_input **out) {
  const anno_status status = anno_source_load_all(ctx, path, out);
  if (status == ANNO_OK) (*out)->bytes = anno_utf_without_bom((*out)->bytes);
  return status;
}

anno_str anno_path_below(anno_str path, anno_str root) {
  while (root.len > 1 && root.ptr[root.len - 1] == '/') root.len--;
  const bool here = !root.len || anno_str_eq(root, ANNO_STR("."));
  if (here && anno_str_starts(path, ANNO_STR("./"))) return anno_str_sub(path, 2, path.len);
  if (here && path.len && path.ptr[0] != '/') return path;
  const size_t n = anno_str_eq(root, ANNO_STR("/")) ? 0 : root.len;
  const bool inside = root.len && anno_str_starts(path, root) && path.len > n && path.ptr[n] == '/';
  return inside ? anno_str_sub(path, n + 1, path.len) : anno_path_name(path);
}

size_t anno_path_ending(anno_str path, const char *endings) {
  const anno_str name = anno_path_name(path);
  for (anno_str rest = anno_str_from(endings); rest.len;) {
    const anno_str ending = anno_str_cut(&rest, ' ');
    if (name.len > ending.len && anno_str_ends(name, ending)) return ending.len;
  }
  return 0;
}

anno_str anno_source_id(const anno_source *source, const char *endings) {
  if (anno_str_eq(source->path, ANNO_STR("-"))) return ANNO_STR("stdin");
  const anno_str name = source->name.len ? source->name : anno_path_below(source->path, source->root);
  return anno_str_sub(name, 0, name.len - anno_path_ending(name, endings));
}

/* Cuts the last part off `*path`, and the '/' before it. */
static anno_str cut_last(anno_str *path) {
  const anno_str name = anno_path_name(*path);
  *path = anno_path_folder(*path);
  return name;
}

anno_str anno_source_cut_user(anno_arena *arena, anno_str *id) {
  static const anno_str zip = ANNO_STR_INIT(".zip");
  anno_str rest = *id;
  anno_str user = cut_last(&rest), document = cut_last(&rest);
  if (anno_str_ends(document, zip)) {
    user = anno_str_sub(document, 0, document.len - zip.len);
    document = cut_last(&rest);
  }
  const anno_str folder = cut_last(&rest);
  const bool exported = anno_str_eq(folder, ANNO_STR("annotation")) || anno_str_eq(folder, ANNO_STR("curation"));
  if (!document.len || !exported) return ANNO_STR("");
  *id = anno_path_join(arena, rest, document);
  return user;
}

anno_str anno_source_part_id(anno_arena *arena, anno_str file, anno_str name, size_t number) {
  return name.len ? anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(file), ANNO_FMT(name))
                  : anno_arena_print(arena, "%.*s/%zu", ANNO_FMT(file), number);
}

anno_doc *anno_source_part(const anno_ctx *ctx, const anno_source *source, anno_str id, anno_loc at) {
  anno_doc *doc = anno_doc_new(ctx, id, at);
  if (!doc) {
    anno_source_no_memory(ctx);
    return NULL;
  }
  /* IRIs are made of it. */
  if (anno_utf_invalid(id) < id.len) anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){0}, source->path);
  return doc;
}

anno_doc *anno_source_doc(const anno_ctx *ctx, const anno_source *source, anno_str id, const anno_input *input) {
  anno_doc *doc = anno_source_part(ctx, source, id, (anno_loc){input, 0});
  const size_t at = anno_utf_invalid(input->bytes);
  if (doc && at < input->bytes.len) anno_doc_error(doc, ANNO_NOT_UTF8, (anno_loc){input, at}, ANNO_STR(""));
  return doc;
}

anno_status anno_source_done(anno_doc *doc, anno_doc_sink out) {
  const anno_status status = anno_doc_seal(doc);
  if (status != ANNO_OK && status != ANNO_SKIP) return status;
  doc->bad = status == ANNO_SKIP;
  return out.on_doc(out.handle, doc);
}
