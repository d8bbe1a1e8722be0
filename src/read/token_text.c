#include "read/token_text.h"

anno_token_text anno_token_text_in(anno_arena *arena) {
  return (anno_token_text){.buf = anno_buf_in(arena), .gap = ANNO_STR("")};
}

size_t anno_token_text_put(anno_token_text *text, anno_str token, anno_str gap) {
  if (text->buf.len) {
    anno_buf_put(&text->buf, text->gap);
    text->points += anno_utf_count(text->gap);
  }
  const size_t begin = text->points;
  anno_buf_put(&text->buf, token);
  text->points += anno_utf_count(token);
  text->gap = gap;
  return begin;
}

void anno_token_text_give(const anno_token_text *text, anno_doc *doc) {
  doc->text = anno_buf_str(&text->buf);
  doc->has_text = true;
  if (text->buf.len) anno_report(doc->ctx->diag, ANNO_MADE_TEXT, doc->at, NULL);
}
