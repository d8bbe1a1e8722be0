#include "read/conllu_rows.h"
#include "read/said.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

static const anno_str column_names[ANNO_CONLLU_COLUMNS] = {
    ANNO_STR_INIT("ID"),   ANNO_STR_INIT("FORM"),  ANNO_STR_INIT("LEMMA"), ANNO_STR_INIT("UPOS"),
    ANNO_STR_INIT("XPOS"), ANNO_STR_INIT("FEATS"), ANNO_STR_INIT("HEAD"),  ANNO_STR_INIT("DEPREL"),
    ANNO_STR_INIT("DEPS"), ANNO_STR_INIT("MISC")};

static anno_arena *arena_of(const anno_conllu *c) { return c->doc->ctx->document; }

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

static bool none(anno_str value) { return !value.len || is(value, "_"); }

static void error(anno_conllu *c, anno_loc at, anno_str part) {
  anno_doc_error(c->doc, ANNO_BAD_ROW, anno_doc_place(at, part), part);
}

static void say(anno_conllu *c, anno_node of, anno_str name, anno_str value, anno_loc at) {
  const anno_owner to = {c->doc, &c->ids, anno_doc_item(c->doc, of)->id};
  anno_say_attribute(&to, name, value, anno_doc_place(at, value));
}

/* ---- Comments */

static void read_comment(anno_conllu *c, anno_str line, anno_loc at) {
  anno_str value = anno_str_sub(line, 1, line.len);
  const anno_str name = anno_str_trim(anno_str_cut(&value, '='));
  const anno_conllu_comment comment = {name.len ? name : ANNO_STR("comment"), anno_str_trim(value), at};
  ANNO_PUSH(arena_of(c), c->comments, c->comment_count, c->comment_capacity, comment);
}

static bool is_of_document(anno_str name) {
  return is(name, "newdoc") || anno_str_starts(name, ANNO_STR("newdoc ")) ||
         anno_str_starts(name, ANNO_STR("meta::")) || anno_str_starts(name, ANNO_STR("global."));
}

static anno_str comment_of(const anno_conllu *c, const char *name) {
  for (size_t i = 0; i < c->comment_count; i++)
    if (is(c->comments[i].name, name)) return c->comments[i].value;
  return ANNO_STR("");
}

/* All but the ID and the text of the sentence, which it has itself. */
static void say_comments(anno_conllu *c, anno_node sentence) {
  for (size_t i = 0; i < c->comment_count; i++) {
    const anno_conllu_comment *comment = &c->comments[i];
    const bool of_document = is_of_document(comment->name);
    if (is(comment->name, "sent_id") || is(comment->name, "text")) continue;
    if (of_document && !c->document) c->document = anno_add_whole(c->doc, &c->ids, "Document", comment->at);
    say(c, of_document ? c->document : sentence, comment->name, comment->value, comment->at);
  }
  c->comment_count = 0;
}

/* ---- Sentences */

static void open_sentence(anno_conllu *c, anno_loc at) {
  anno_str id = comment_of(c, "sent_id");
  const anno_str text = comment_of(c, "text");
  c->sentences++;
  if (!id.len) id = anno_arena_print(arena_of(c), "sentence %zu", c->sentences);
  c->sentence = anno_doc_add(c->doc, ANNO_SPAN, anno_ids_take(&c->ids, id), ANNO_STR("Sentence"), at);
  anno_item *item = anno_doc_item(c->doc, c->sentence);
  item->recorded = text;
  item->has_recorded = text.len != 0;
  say_comments(c, c->sentence);
  c->sentence_begin = SIZE_MAX;
  c->range_last = 0;
}

static anno_str word_key(const anno_conllu *c, anno_str id) {
  return anno_arena_print(arena_of(c), "%zu-%.*s", c->sentences, ANNO_FMT(id));
}

/* HEAD and DEPREL of a word: a relation to its head; of a root an attribute. */
static void depend(anno_conllu *c, const anno_conllu_word *word) {
  const anno_str name = none(word->relation) ? column_names[DEPREL] : word->relation;
  const anno_loc at = anno_doc_place(word->at, word->head);
  if (none(word->head)) {
    if (!none(word->relation)) say(c, word->node, column_names[DEPREL], word->relation, word->at);
    return;
  }
  if (is(word->head, "0")) {
    say(c, word->node, column_names[HEAD], name, word->at);
    return;
  }
  const anno_node head = anno_table_get(&c->word_ids, word_key(c, word->head));
  if (!head) {
    error(c, at, word->head);
    return;
  }
  const anno_str id = anno_arena_print(arena_of(c), "%.*s.%.*s", ANNO_FMT(anno_doc_item(c->doc, word->node)->id),
                                       ANNO_FMT(column_names[DEPREL]));
  const anno_node node = anno_doc_add(c->doc, ANNO_RELATION, anno_ids_take(&c->ids, id), ANNO_STR("Dependency"), at);
  anno_doc_arg(c->doc, node, column_names[HEAD], anno_doc_item(c->doc, head)->id, at);
  anno_doc_arg(c->doc, node, name, anno_doc_item(c->doc, word->node)->id, at);
}

static void close_sentence(anno_conllu *c, anno_loc at) {
  const anno_str text = comment_of(c, "text");
  if (!c->sentence && c->comment_count) open_sentence(c, at);
  if (!c->sentence) return;
  if (c->sentence_begin == SIZE_MAX) { /* it has no words: its text is all there is of it */
    c->sentence_begin = anno_token_text_put(&c->text, text, ANNO_STR(" "));
    c->end = c->text.points;
  }
  anno_doc_fragment(c->doc, c->sentence, c->sentence_begin, c->text.points);
  for (size_t i = 0; i < c->word_count; i++) depend(c, &c->words[i]);
  if (is(c->text.gap, " ")) c->text.gap = ANNO_STR("\n");
  c->word_count = 0;
  c->sentence = 0;
}

/* ---- Rows */

/* The value of a key of MISC. */
static anno_str misc_of(anno_str misc, const char *key) {
  while (misc.len) {
    anno_str value = anno_str_cut(&misc, '|');
    if (is(anno_str_cut(&value, '='), key)) return value;
  }
  return ANNO_STR("");
}

static anno_str gap_behind(anno_str misc) {
  return is(misc_of(misc, "SpaceAfter"), "No") ? ANNO_STR("") : ANNO_STR(" ");
}

static void read_misc(anno_conllu *c, anno_node node, anno_str misc, anno_loc at) {
  /* Relations between entities may lead to those of the same word. */
  for (anno_str rest = none(misc) ? ANNO_STR("") : misc; rest.len;) {
    anno_str value = anno_str_cut(&rest, '|');
    if (is(anno_str_cut(&value, '='), "Entity")) anno_entities_read(&c->entities, value, c->begin, c->end, at);
  }
  for (anno_str rest = none(misc) ? ANNO_STR("") : misc; rest.len;) {
    anno_str value = anno_str_cut(&rest, '|');
    const anno_str key = anno_str_cut(&value, '=');
    if (is(key, "Entity") || is(key, "SpaceAfter")) continue;
    if (is(key, "Bridge") || is(key, "SplitAnte"))
      anno_entities_relate(&c->entities, key, value, at);
    else
      say(c, node, key, value, at);
  }
}

static anno_node add_token(anno_conllu *c, const anno_str *columns, const char *type, anno_loc at) {
  const anno_str key = word_key(c, columns[ID]);
  const anno_node node = anno_doc_add(c->doc, ANNO_SPAN, anno_ids_take(&c->ids, key), anno_str_from(type), at);
  if (!anno_table_get(&c->word_ids, key))
    anno_table_set(&c->word_ids, key, node);
  else
    anno_doc_error(c->doc, ANNO_DUPLICATE_ID, at, columns[ID]);
  anno_doc_fragment(c->doc, node, c->begin, c->end);
  static const int told[] = {LEMMA, UPOS, XPOS, FEATS, DEPS};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    if (!none(columns[told[i]])) say(c, node, column_names[told[i]], columns[told[i]], at);
  read_misc(c, node, columns[MISC], at);
  return node;
}

static void place(anno_conllu *c, const anno_str *columns) {
  c->begin = anno_token_text_put(&c->text, columns[FORM], gap_behind(columns[MISC]));
  c->end = c->text.points;
  if (c->sentence_begin == SIZE_MAX) c->sentence_begin = c->begin;
}

/* ID is N, N-M for a token that is several words, or N.M for a node without a token. */
static void read_row(anno_conllu *c, const anno_str *columns, anno_loc at) {
  size_t first, last;
  anno_str rest = columns[ID];
  const bool range = anno_str_find(rest, 0, '-') < rest.len, empty = anno_str_find(rest, 0, '.') < rest.len;
  const bool ok = anno_str_to_size(anno_str_cut(&rest, range ? '-' : '.'), &first) &&
                  (!(range || empty) || anno_str_to_size(rest, &last));
  if (!ok) {
    error(c, at, columns[ID]);
    return;
  }
  if (range) {
    place(c, columns);
    c->range_last = last;
    add_token(c, columns, "MultiwordToken", at);
    return;
  }
  if (empty) {
    c->begin = c->end = c->text.points;
    if (c->sentence_begin == SIZE_MAX) c->sentence_begin = c->begin;
  } else if (first > c->range_last) {
    place(c, columns);
  }
  const anno_conllu_word word = {add_token(c, columns, empty ? "EmptyNode" : "Token", at), columns[HEAD],
                                 columns[DEPREL], at};
  ANNO_PUSH(arena_of(c), c->words, c->word_count, c->word_capacity, word);
}

size_t anno_conllu_cut(anno_str line, anno_str columns[ANNO_CONLLU_COLUMNS]) {
  size_t n = 0;
  bool more = line.len > 0;
  for (; more && n < ANNO_CONLLU_COLUMNS; n++) {
    more = anno_str_find(line, 0, '\t') < line.len;
    columns[n] = anno_str_cut(&line, '\t');
  }
  return n + more;
}

void anno_conllu_line(anno_conllu *c, anno_str line, anno_loc at) {
  anno_str columns[ANNO_CONLLU_COLUMNS];
  if (!anno_str_trim(line).len) {
    close_sentence(c, at);
  } else if (line.ptr[0] == '#') {
    if (c->sentence) close_sentence(c, at);
    read_comment(c, line, at);
  } else if (anno_conllu_cut(line, columns) != ANNO_CONLLU_COLUMNS) {
    c->doc->read++;
    anno_doc_error(c->doc, ANNO_BAD_ROW, at, line);
  } else {
    if (!c->sentence) open_sentence(c, at);
    read_row(c, columns, at);
  }
}

void anno_conllu_end(anno_conllu *c) {
  close_sentence(c, c->doc->at);
  anno_entities_end(&c->entities, c->doc->at);
  anno_token_text_give(&c->text, c->doc);
  if (c->document) anno_doc_fragment(c->doc, c->document, 0, c->text.points);
}
