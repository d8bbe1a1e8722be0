/* The text of a document: as it stands there, put together from sentences, or from tokens. */
#include "read/described.h"
#include "read/token_text.h"

/* How far behind its place a token is looked for: a text may have notes that the tokens lack. */
enum { NEAR = 200 };

/* ---- Text */

static size_t length_of(const anno_described *d, anno_str s) {
  if (d->layout->unit == ANNO_BYTES) return s.len;
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    const unsigned char c = (unsigned char)s.ptr[i];
    n += (c & 0xC0) != 0x80;
    n += d->layout->unit == ANNO_UTF16_UNITS && c >= 0xF0;
  }
  return n;
}

/* Several strings are lines. */
static anno_str joined(anno_arena *arena, const anno_values *values) {
  if (values->count == 1) return values->items[0].text;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < values->count; i++) {
    if (i) anno_buf_putc(&buf, '\n');
    anno_buf_put(&buf, values->items[i].text);
  }
  return anno_buf_str(&buf);
}

/* False if there is none where one should be. */
static bool find_text(anno_described *d, const anno_at *at, anno_str *text) {
  const anno_values found = anno_path_values(d->arena, at, d->layout->paths[ANNO_AT_TEXT]);
  for (size_t i = 0; i < found.count; i++) {
    if (!found.items[i].value.tree || anno_json_is(found.items[i].value) == ANNO_JSON_STRING) continue;
    anno_json_error(d->doc, found.items[i].value, "a text");
    return false;
  }
  *text = joined(d->arena, &found);
  if (found.count) return true;
  const anno_str path = d->layout->paths[ANNO_AT_TEXT];
  anno_json_error(d->doc, at->value,
                  anno_arena_print(d->arena, "an object with a text at \"%.*s\"", ANNO_FMT(path)).ptr);
  return false;
}

/* ---- Sentences with a text each */

typedef struct {
  anno_described *d;
  anno_buf text;
  size_t length;          /* in the document's unit */
  anno_token_text tokens; /* of the text that is made */
  anno_values words;      /* all tokens */
} text_maker;

static void add_sentence(void *handle, const anno_at *at) {
  text_maker *m = handle;
  anno_described *d = m->d;
  anno_str text;
  if (d->sentence_count) anno_buf_putc(&m->text, '\n'), m->length++;
  const anno_described_sentence sentence = {.begin = m->length};
  ANNO_PUSH(d->arena, d->sentences, d->sentence_count, d->sentence_capacity, sentence);
  if (!find_text(d, at, &text)) return;
  anno_buf_put(&m->text, text);
  m->length += length_of(d, text);
}

/* ---- Tokens */

static void add_tokens(void *handle, const anno_at *at) {
  text_maker *m = handle;
  anno_described *d = m->d;
  const anno_described_sentence sentence = {.token = m->words.count};
  ANNO_PUSH(d->arena, d->sentences, d->sentence_count, d->sentence_capacity, sentence);
  const anno_values words = anno_path_values(d->arena, at, d->layout->paths[ANNO_AT_TOKENS]);
  for (size_t i = 0; i < words.count; i++)
    ANNO_PUSH(d->arena, m->words.items, m->words.count, m->words.capacity, words.items[i]);
}

static bool begins_sentence(const anno_described *d, size_t token) {
  size_t low = 0, high = d->sentence_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (d->sentences[middle].token < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low < d->sentence_count && d->sentences[low].token == token;
}

static void make_text(text_maker *m) {
  anno_described *d = m->d;
  m->tokens = anno_token_text_in(d->arena);
  d->token_count = 0;
  for (size_t i = 0; i < m->words.count; i++) {
    const anno_str word = m->words.items[i].text;
    const anno_str gap = begins_sentence(d, i + 1) ? ANNO_STR("\n") : ANNO_STR(" ");
    const size_t begin = anno_token_text_put(&m->tokens, word, gap);
    const anno_described_token token = {begin, begin + anno_utf_count(word)};
    ANNO_PUSH(d->arena, d->tokens, d->token_count, d->token_capacity, token);
  }
  anno_token_text_give(&m->tokens, d->doc);
}

/* Where `word` stands in `text` at or soon behind `from`; false if it does not. */
static bool find_word(anno_str text, size_t from, anno_str word, size_t *at) {
  while (from < text.len && anno_is_white(text.ptr[from])) from++;
  for (size_t i = from; i < from + NEAR && i + word.len <= text.len; i++) {
    if (memcmp(text.ptr + i, word.ptr, word.len) != 0) continue;
    *at = i;
    return true;
  }
  return false;
}

/* Finds the tokens in the text, one behind the other. */
static bool align(text_maker *m, anno_str text) {
  anno_described *d = m->d;
  size_t byte = 0, points = 0;
  for (size_t i = 0; i < m->words.count; i++) {
    const anno_str word = m->words.items[i].text;
    size_t at;
    if (!find_word(text, byte, word, &at)) return false;
    points += anno_utf_count(anno_str_sub(text, byte, at));
    const anno_described_token token = {points, points + anno_utf_count(word)};
    ANNO_PUSH(d->arena, d->tokens, d->token_count, d->token_capacity, token);
    points = token.end;
    byte = at + word.len;
  }
  return true;
}

static void place_sentences(anno_described *d) {
  for (size_t i = 0; i < d->sentence_count; i++) {
    anno_described_sentence *s = &d->sentences[i];
    if (s->token < d->token_count) s->begin = d->tokens[s->token].begin;
  }
}

/* ---- */

static bool has(const anno_described *d, anno_at_name path) { return d->layout->paths[path].len != 0; }

static void text_of_tokens(anno_described *d, const anno_at *document, text_maker *m) {
  anno_str text = ANNO_STR("");
  const anno_str sentences = d->layout->paths[ANNO_AT_SENTENCES];
  anno_path_items(document, sentences.len ? sentences : ANNO_STR("."), add_tokens, m);
  if (has(d, ANNO_AT_TEXT) && find_text(d, document, &text) && align(m, text)) {
    d->doc->text = text;
    d->doc->has_text = true;
  } else {
    make_text(m);
  }
  place_sentences(d);
}

/* A BOM is no part of the text. */
static anno_status load_text(anno_described *d) {
  anno_str star;
  anno_input *input;
  const anno_files *files = d->ctx->files;
  const anno_str own = d->source->path;
  anno_layout_named(d->layout->file, anno_path_name(own), &star);
  const anno_str path =
      anno_path_join(d->arena, anno_path_folder(own), anno_layout_file(d->arena, d->layout->text_file, star));
  if (files->kind(files->handle, path) == ANNO_FILE_NONE) {
    anno_report(d->ctx->diag, ANNO_NO_TEXT, d->doc->at, "%.*s", ANNO_FMT(path));
    return ANNO_OK;
  }
  const anno_status status = anno_source_load(d->ctx, path, &input);
  if (status != ANNO_OK) return status;
  const size_t bad = anno_utf_invalid(input->bytes);
  if (bad < input->bytes.len) anno_doc_error(d->doc, ANNO_NOT_UTF8, (anno_loc){input, bad}, ANNO_STR(""));
  d->doc->has_text = bad == input->bytes.len;
  d->doc->text = d->doc->has_text ? input->bytes : ANNO_STR("");
  return ANNO_OK;
}

anno_status anno_described_text(anno_described *d, const anno_at *document) {
  if (d->layout->text_file.len) return load_text(d);
  text_maker m = {.d = d, .text = anno_buf_in(d->arena)};
  if (has(d, ANNO_AT_TOKENS)) {
    text_of_tokens(d, document, &m);
  } else if (has(d, ANNO_AT_SENTENCES)) {
    anno_path_items(document, d->layout->paths[ANNO_AT_SENTENCES], add_sentence, &m);
    d->doc->text = anno_buf_str(&m.text);
    d->doc->has_text = true;
  } else if (has(d, ANNO_AT_TEXT)) {
    d->doc->has_text = find_text(d, document, &d->doc->text);
  }
  return ANNO_OK;
}
