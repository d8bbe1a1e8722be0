/* Where a span is: offsets of either end, or a length, or its tokens. */
#include "read/described.h"

typedef struct {
  anno_described *d;
  const anno_layout_part *part;
  const anno_at *item;
  anno_node node;
} span_reader;

static anno_values values(const span_reader *s, anno_at_name path) {
  return anno_path_values(s->d->arena, s->item, s->part->paths[path]);
}

/* Numbers, also in quotation marks: exports of databases write them so. */
static bool to_offset(const span_reader *s, const anno_found_value *v, size_t *out) {
  if (anno_str_to_size(v->text, out) && *out < (size_t)-1) return true;
  anno_json_error(s->d->doc, v->value.tree ? v->value : s->item->value, "an offset");
  return false;
}

static bool outside(const span_reader *s, anno_loc at, size_t begin, size_t end) {
  anno_doc_error(s->d->doc, ANNO_OUTSIDE_TEXT, at, anno_arena_print(s->d->arena, "%zu %zu", begin, end));
  return false;
}

/* The sentence that the offsets of the item count from; false after a finding. NULL: the document. */
static bool find_sentence(const span_reader *s, const anno_described_sentence **out) {
  anno_found_value v;
  size_t n;
  *out = NULL;
  if (!anno_path_first(s->d->arena, s->item, s->part->paths[ANNO_AT_SENTENCE], &v)) return true;
  if (!to_offset(s, &v, &n)) return false;
  if (n >= s->d->sentence_count) {
    anno_json_error(s->d->doc, v.value.tree ? v.value : s->item->value, "the number of a sentence");
    return false;
  }
  *out = &s->d->sentences[n];
  return true;
}

/* Tokens from `begin` up to `end`, exclusive, become characters. */
static bool to_points(const span_reader *s, anno_loc at, size_t *begin, size_t *end) {
  const anno_described *d = s->d;
  if (*begin > *end || *end > d->token_count || *begin >= d->token_count) return outside(s, at, *begin, *end);
  const size_t first = *begin, last = *end;
  *begin = d->tokens[first].begin;
  *end = first == last ? *begin : d->tokens[last - 1].end;
  return true;
}

static bool add_fragment(const span_reader *s, const anno_found_value *at, size_t begin, size_t end) {
  const anno_described_sentence *sentence;
  if (!find_sentence(s, &sentence)) return false;
  const size_t base = !sentence ? 0 : s->part->tokens ? sentence->token : sentence->begin;
  if (begin > (size_t)-1 - base || end > (size_t)-1 - base) return outside(s, at->at, begin, end);
  begin += base;
  end += base;
  if (s->part->tokens && !to_points(s, at->at, &begin, &end)) return false;
  anno_doc_fragment(s->d->doc, s->node, begin, end);
  return true;
}

static bool missing(const span_reader *s, const char *what, anno_str path) {
  const anno_str wanted = anno_arena_print(s->d->arena, "an annotation with %s at \"%.*s\"", what, ANNO_FMT(path));
  anno_json_error(s->d->doc, s->item->value, wanted.ptr ? wanted.ptr : "");
  return false;
}

/* ---- Begin and end */

static bool read_ends(const span_reader *s) {
  const anno_str *paths = s->part->paths;
  const bool by_length = !paths[ANNO_AT_END].len;
  const anno_values begins = values(s, ANNO_AT_BEGIN), ends = values(s, by_length ? ANNO_AT_LENGTH : ANNO_AT_END);
  if (!begins.count) return missing(s, "a begin", paths[ANNO_AT_BEGIN]);
  if (ends.count != begins.count)
    return missing(s, by_length ? "a length" : "an end", paths[by_length ? ANNO_AT_LENGTH : ANNO_AT_END]);
  for (size_t i = 0; i < begins.count; i++) {
    size_t begin, end;
    if (!to_offset(s, &begins.items[i], &begin) || !to_offset(s, &ends.items[i], &end)) return false;
    if (by_length && end > (size_t)-1 - begin) return outside(s, begins.items[i].at, begin, end);
    if (by_length) end += begin;
    if (s->part->inclusive) end++;
    if (!add_fragment(s, &begins.items[i], begin, end)) return false;
  }
  return true;
}

/* ---- Single tokens: "7", or "3:7" for token 7 of sentence 3 */

static bool read_token(const span_reader *s, const anno_found_value *v, size_t *out) {
  const size_t colon = anno_str_find(v->text, 0, ':');
  size_t sentence = 0;
  anno_found_value number = *v;
  if (colon < v->text.len) {
    number.text = anno_str_sub(v->text, 0, colon);
    if (!to_offset(s, &number, &sentence)) return false;
    number.text = anno_str_sub(v->text, colon + 1, v->text.len);
  }
  if (!to_offset(s, &number, out)) return false;
  if (colon == v->text.len) return true;
  if (sentence >= s->d->sentence_count || *out > s->d->token_count) return outside(s, v->at, sentence, *out);
  *out += s->d->sentences[sentence].token;
  return true;
}

/* Tokens that follow each other are one fragment. */
static bool read_tokens(const span_reader *s) {
  const anno_values all = values(s, ANNO_AT_TOKEN);
  if (!all.count) return missing(s, "tokens", s->part->paths[ANNO_AT_TOKEN]);
  size_t begin = 0, end = 0;
  for (size_t i = 0; i < all.count; i++) {
    size_t n;
    if (!read_token(s, &all.items[i], &n)) return false;
    if (i && n == end) {
      end++;
      continue;
    }
    if (i && !add_fragment(s, &all.items[i - 1], begin, end)) return false;
    begin = n;
    end = n + 1;
  }
  return add_fragment(s, &all.items[all.count - 1], begin, end);
}

bool anno_described_fragments(anno_described *d, const anno_layout_part *part, const anno_at *item, anno_node node) {
  const span_reader s = {d, part, item, node};
  if (part->paths[ANNO_AT_TOKEN].len) return read_tokens(&s);
  /* Without any offsets it is said of the document as a whole. */
  return !part->paths[ANNO_AT_BEGIN].len || read_ends(&s);
}

bool anno_described_nowhere(anno_described *d, const anno_layout_part *part, const anno_at *item) {
  static const anno_at_name all[] = {ANNO_AT_BEGIN, ANNO_AT_END, ANNO_AT_LENGTH, ANNO_AT_TOKEN};
  anno_found_value v;
  bool any = false;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    any |= part->paths[all[i]].len != 0;
    if (anno_path_first(d->arena, item, part->paths[all[i]], &v)) return false;
  }
  return any;
}
