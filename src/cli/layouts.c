#include "cli/layouts.h"

#include "base/buf.h"
#include "map/builtin.h"
#include "read/layout.h"

static void add(const anno_ctx *ctx, anno_layout_shelf *shelf, anno_str rules, anno_layouts *to) {
  const anno_status status = anno_layouts_add(ctx, rules, to);
  if (status > shelf->status) shelf->status = status;
}

static void read_own(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf) {
  for (size_t i = 0; !shelf->own_read && i < options->rule_count; i++)
    add(ctx, shelf, anno_str_from(options->rules[i]), &shelf->own);
  shelf->own_read = true;
}

static void read_builtin(const anno_ctx *ctx, anno_layout_shelf *shelf) {
  for (const anno_builtin *b = anno_builtins; !shelf->builtin_read && b->name; b++)
    add(ctx, shelf, anno_str_from(b->name), &shelf->builtin);
  shelf->builtin_read = true;
}

static const anno_json_layout *highest(const anno_layouts *layouts, anno_str head, anno_str path) {
  const anno_json_layout *best = NULL;
  int highest_bid = 0;
  for (size_t i = 0; i < layouts->count; i++) {
    const int bid = anno_layout_bid(&layouts->items[i], head, path);
    if (bid <= highest_bid) continue;
    highest_bid = bid;
    best = &layouts->items[i];
  }
  return best;
}

/* ---- Files */

enum { HEAD = 65536 };

static bool take_head(void *to, anno_str bytes) {
  anno_buf *head = to;
  anno_buf_put(head, anno_str_sub(bytes, 0, HEAD - head->len));
  return head->len < HEAD;
}

/* Standard input may be. */
static bool is_json(anno_str path) {
  static const anno_str endings[] = {ANNO_STR_INIT(".json"), ANNO_STR_INIT(".jsonl"), ANNO_STR_INIT(".ndjson")};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (anno_str_ends(path, endings[i])) return true;
  return anno_str_eq(path, ANNO_STR("-"));
}

static const anno_json_layout *own_layout(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf,
                                          anno_str head, anno_str path) {
  read_own(ctx, options, shelf);
  return highest(&shelf->own, head, path);
}

static const anno_json_layout *surest(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf,
                                      anno_str head, anno_str path) {
  const anno_json_layout *layout = own_layout(ctx, options, shelf, head, path);
  if (layout) return layout;
  read_builtin(ctx, shelf);
  return highest(&shelf->builtin, head, path);
}

bool anno_layout_asked(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf, anno_str path) {
  const anno_json_layout *layout = NULL;
  if (options->reader || !options->rule_count || !is_json(path)) return false;
  anno_buf head = anno_buf_in(ctx->document);
  if (!ctx->files->stream(ctx->files->handle, path, &head, take_head))
    layout = own_layout(ctx, options, shelf, anno_buf_str(&head), path);
  anno_arena_reset(ctx->document);
  return layout != NULL;
}

const anno_json_layout *anno_layout_for(const anno_ctx *ctx, const anno_options *options, anno_layout_shelf *shelf,
                                        anno_str path) {
  const anno_json_layout *layout = NULL;
  if (options->reader && !anno_layout_needed(options->reader)) return NULL;
  anno_buf head = anno_buf_in(ctx->document);
  /* A file that cannot be read is complained of by its reader. */
  if (is_json(path) && !ctx->files->stream(ctx->files->handle, path, &head, take_head))
    layout = surest(ctx, options, shelf, anno_buf_str(&head), path);
  anno_arena_reset(ctx->document);
  if (layout || !anno_layout_needed(options->reader)) return layout;
  read_own(ctx, options, shelf);
  return shelf->own.count ? &shelf->own.items[0] : NULL;
}

bool anno_layout_needed(const anno_reader *reader) {
  return reader && reader == anno_reader_named(ANNO_STR("described"));
}
