#include "cli/recognise.h"

#include "base/archives.h"
#include "base/buf.h"
#include "base/utf.h"
#include "read/foreign.h"
#include "read/json.h"

enum { HEAD = 1 << 16 };

static bool keep(void *to, anno_str bytes) {
  anno_buf *head = to;
  anno_buf_put(head, anno_str_sub(bytes, 0, HEAD - head->len));
  return head->len < HEAD;
}

/* The text of a brat document need not be opened to know that it is no document of its own. */
static bool is_companion(const anno_ctx *ctx, anno_str path) {
  static const anno_str text = ANNO_STR_INIT(".txt");
  static const char *const annotations[] = {".ann", ".a1"};
  if (!anno_str_ends(path, text)) return false;
  const anno_str stem = anno_str_sub(path, 0, path.len - text.len);
  for (size_t i = 0; i < sizeof annotations / sizeof *annotations; i++) {
    const anno_str beside = anno_arena_print(ctx->document, "%.*s%s", ANNO_FMT(stem), annotations[i]);
    if (ctx->files->kind(ctx->files->handle, beside) == ANNO_FILE_REGULAR) return true;
  }
  return false;
}

static const anno_reader *best(const anno_reader *forced, anno_str head, anno_str path) {
  if (!forced) return anno_reader_for(head, path);
  return anno_reader_bid(forced, head, path) > 0 ? forced : NULL;
}

static anno_recognised by_content(const anno_ctx *ctx, const anno_reader *forced, anno_str path) {
  anno_recognised out = {0};
  anno_buf head = anno_buf_in(ctx->document);
  out.error = ctx->files->stream(ctx->files->handle, path, &head, keep);
  if (out.error) return out;
  out.reader = best(forced, anno_buf_str(&head), path);
  if (!out.reader && !forced) out.foreign = anno_foreign_format(anno_buf_str(&head), path);
  return out;
}

anno_recognised anno_recognise(const anno_ctx *ctx, const anno_reader *forced, anno_str path, bool named) {
  anno_recognised out = {0};
  if (forced && named) {
    out.reader = forced;
    return out;
  }
  out.reader = best(forced, ANNO_STR(""), path);
  if (!out.reader && (named || !is_companion(ctx, path))) out = by_content(ctx, forced, path);
  anno_arena_reset(ctx->document);
  return out;
}

/* ---- Files that nobody recognises because they are damaged */

static anno_status pass(void *handle, anno_json root, bool is_line) {
  (void)handle, (void)root, (void)is_line;
  return ANNO_OK;
}

static void on_bad(void *handle, anno_loc at, bool is_line) {
  (void)at, (void)is_line;
  *(bool *)handle = true;
}

/* Nothing is damaged in a file that holds nothing. */
static bool is_blank(const anno_ctx *ctx, anno_str path) {
  anno_buf head = anno_buf_in(ctx->document);
  return !ctx->files->stream(ctx->files->handle, path, &head, keep) &&
         !anno_str_trim(anno_utf_without_bom(anno_buf_str(&head))).len;
}

bool anno_tell_damage(const anno_ctx *ctx, anno_str path) {
  static const char *const endings[] = {".json", ".jsonl", ".ndjson"};
  const anno_str plain = anno_archives_plain(path);
  bool bad = false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (!anno_str_ends(plain, anno_str_from(endings[i])) || is_blank(ctx, path)) continue;
    anno_json_values(ctx, path, (anno_json_sink){&bad, pass, on_bad});
    anno_arena_reset(ctx->document);
  }
  return bad;
}
