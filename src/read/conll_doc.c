#include "read/conll_doc.h"
#include "read/said.h"

static anno_arena *arena_of(const anno_conll *c) { return c->doc->ctx->document; }

anno_conll anno_conll_in(anno_doc *doc) {
  anno_arena *arena = doc->ctx->document;
  return (anno_conll){
      .doc = doc, .ids = anno_ids_in(arena), .text = anno_token_text_in(arena), .comment = ANNO_STR("")};
}

static void open_sentence(anno_conll *c, anno_loc at) {
  const anno_str id = anno_arena_print(arena_of(c), "%zu", ++c->sentences);
  c->sentence = anno_doc_add(c->doc, ANNO_SPAN, anno_ids_take(&c->ids, id), ANNO_STR("Sentence"), at);
  if (c->comment.len) anno_conll_say(c, c->sentence, ANNO_STR("comment"), c->comment, at);
  c->comment = ANNO_STR("");
}

anno_conll_word *anno_conll_add_word(anno_conll *c, anno_str form, anno_loc at) {
  if (!c->sentence) open_sentence(c, at);
  anno_conll_word word = {.at = anno_doc_place(at, form)};
  word.begin = anno_token_text_put(&c->text, form, ANNO_STR(" "));
  word.end = c->text.points;
  if (!c->word_count) c->sentence_begin = word.begin;
  const anno_str id = anno_arena_print(arena_of(c), "%zu-%zu", c->sentences, c->word_count + 1);
  word.node = anno_doc_add(c->doc, ANNO_SPAN, anno_ids_take(&c->ids, id), ANNO_STR("Token"), at);
  anno_doc_fragment(c->doc, word.node, word.begin, word.end);
  if (!ANNO_PUSH(arena_of(c), c->words, c->word_count, c->word_capacity, word)) return NULL;
  return &c->words[c->word_count - 1];
}

void anno_conll_say(anno_conll *c, anno_node of, anno_str name, anno_str value, anno_loc at) {
  const anno_owner to = {c->doc, &c->ids, anno_doc_item(c->doc, of)->id};
  anno_say_attribute(&to, name, value, anno_doc_place(at, value));
}

anno_node anno_conll_span(anno_conll *c, anno_str type, size_t first, size_t last, anno_loc at) {
  const anno_str id = anno_arena_print(arena_of(c), "%zu-%zu/%.*s", c->sentences, first + 1, ANNO_FMT(type));
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, anno_ids_take(&c->ids, id), type, at);
  if (last < c->word_count) anno_doc_fragment(c->doc, node, c->words[first].begin, c->words[last].end);
  return node;
}

void anno_conll_end_sentence(anno_conll *c) {
  if (!c->sentence) return;
  anno_doc_fragment(c->doc, c->sentence, c->sentence_begin, c->text.points);
  c->text.gap = ANNO_STR("\n");
  c->word_count = 0;
  c->sentence = 0;
}

void anno_conll_fault(anno_conll *c, anno_loc at, anno_str part) {
  anno_doc_error(c->doc, ANNO_BAD_ROW, anno_doc_place(at, part), part);
}

void anno_conll_lost(anno_conll *c, anno_str part, anno_loc at) {
  c->doc->read++;
  c->doc->reported++;
  anno_report(c->doc->ctx->diag, ANNO_LOST_CELL, anno_doc_place(at, part), "%.*s", ANNO_FMT(part));
}
