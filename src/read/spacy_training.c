/* The training format of spaCy 2: paragraphs of sentences of tokens. Source: v2.spacy.io/api/annotation#json-input. */
#include "read/spacy.h"

/* An entity that is open, told by the letter before its label. */
typedef struct {
  anno_str label;
  size_t begin;
  anno_loc at;
  bool is_open;
} entity;

typedef struct {
  anno_spacy *s;
  anno_token_text text; /* of all paragraphs */
  anno_str raw;         /* of the paragraph, what is left of it */
  bool has_raw, made;
  size_t begin, end; /* of the last token */
  entity entity;
  size_t tokens, entities, sentences, brackets, paragraph;
  bool many; /* paragraphs */
} training;

/* ---- Text */

static anno_str member(training *t, anno_json object, const char *key, anno_json_kind kind) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (anno_json_is(value) > ANNO_JSON_NULL && anno_json_is(value) != kind)
    anno_json_error(t->s->doc, value, kind == ANNO_JSON_STRING ? "a string" : "a number");
  return anno_json_text(value);
}

static anno_json list(training *t, anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  if (anno_json_is(value) > ANNO_JSON_NULL && anno_json_is(value) != ANNO_JSON_ARRAY)
    anno_json_error(t->s->doc, value, "an array");
  return anno_json_is(value) == ANNO_JSON_ARRAY ? value : (anno_json){0};
}

/* How the token is written where `raw` begins: as it is, or as the quote or bracket that a treebank has another name
   for;
   "" if it does not stand there. */
static anno_str written(anno_str raw, anno_str orth) {
  static const struct {
    const char *name, *sign;
  } signs[] = {{"``", "\""},   {"''", "\""},   {"``", "\xE2\x80\x9C"}, {"''", "\xE2\x80\x9D"}, {"-LRB-", "("},
               {"-RRB-", ")"}, {"-LSB-", "["}, {"-RSB-", "]"},         {"-LCB-", "{"},         {"-RCB-", "}"}};
  if (anno_str_starts(raw, orth)) return orth;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    const anno_str sign = anno_str_from(signs[i].sign);
    if (anno_str_eq(orth, anno_str_from(signs[i].name)) && anno_str_starts(raw, sign)) return sign;
  }
  return ANNO_STR("");
}

/* What stands in the raw text before the token: only white space may. The token as it is written there. */
static anno_str gap_before(training *t, anno_json token, anno_str *orth) {
  size_t n = 0;
  while (n < t->raw.len && !written(anno_str_sub(t->raw, n, t->raw.len), *orth).len) {
    size_t at = n;
    const uint32_t code = anno_utf_next(t->raw, &at);
    if (code > ' ' && code != 0xA0 && code != 0x3000 && (code < 0x2000 || code > 0x200B)) break;
    n = at;
  }
  const anno_str found = written(anno_str_sub(t->raw, n, t->raw.len), *orth);
  if (!found.len && orth->len) anno_json_error(t->s->doc, token, "a token that stands next in \"raw\"");
  if (found.len) *orth = found;
  const anno_str gap = anno_str_sub(t->raw, 0, n);
  t->raw = anno_str_sub(t->raw, n + orth->len, t->raw.len);
  return gap;
}

static void place_token(training *t, anno_json token) {
  anno_str orth = member(t, token, "orth", ANNO_JSON_STRING);
  if (!orth.len) anno_json_error(t->s->doc, token, "a token with \"orth\"");
  if (t->has_raw) {
    const anno_str gap = gap_before(t, token, &orth);
    if (gap.len) anno_token_text_put(&t->text, gap, ANNO_STR(""));
  }
  t->begin = anno_token_text_put(&t->text, orth, t->has_raw ? ANNO_STR("") : ANNO_STR(" "));
  t->end = t->text.points;
  t->made = t->made || !t->has_raw;
}

/* ---- Entities: B- I- L- U- O, "-" where nothing is known; also B- I- O */

static void close_entity(training *t, size_t end) {
  if (!t->entity.is_open) return;
  const anno_node node = anno_spacy_span(t->s, "ner", t->entities++, t->entity.label, t->entity.at);
  anno_doc_fragment(t->s->doc, node, t->entity.begin, end);
  t->entity.is_open = false;
}

static void read_tag(training *t, anno_json ner, size_t last_end) {
  const anno_str tag = anno_json_text(ner);
  const bool tagged = tag.len > 2 && tag.ptr[1] == '-';
  const char letter = tagged ? tag.ptr[0] : 'O';
  const anno_str label = tagged ? anno_str_sub(tag, 2, tag.len) : ANNO_STR("");
  const bool known = letter == 'B' || letter == 'I' || letter == 'L' || letter == 'U';
  const bool empty = !tag.len || anno_str_eq(tag, ANNO_STR("O")) || anno_str_eq(tag, ANNO_STR("-"));
  if (!(tagged ? known : empty)) anno_json_error(t->s->doc, ner, "O, -, or B-, I-, L- or U- with a label");
  const bool goes_on = t->entity.is_open && (letter == 'I' || letter == 'L') && anno_str_eq(label, t->entity.label);
  if (!goes_on) close_entity(t, last_end);
  if (!goes_on && tagged) t->entity = (entity){label, t->begin, anno_json_at(ner), true};
  if (letter == 'L' || letter == 'U') close_entity(t, t->end);
}

/* ---- Sentences */

/* "head" is counted from the token itself. */
static void read_head(training *t, anno_json token, const anno_node *tokens, size_t count, size_t i) {
  const anno_json json = anno_json_get(token, ANNO_STR("head"));
  const anno_str text = member(t, token, "head", ANNO_JSON_NUMBER);
  const bool back = text.len && text.ptr[0] == '-';
  size_t by;
  if (!text.len) return;
  const bool number = anno_str_to_size(anno_str_sub(text, back, text.len), &by);
  if (!number || (back ? by > i : by >= count - i))
    anno_json_error(t->s->doc, json, "the distance to a token of the sentence");
  else
    anno_spacy_depend(t->s, tokens[i], tokens[back ? i - by : i + by], member(t, token, "dep", ANNO_JSON_STRING),
                      anno_json_at(json));
}

static void read_brackets(training *t, anno_json sentence, const anno_node *tokens, size_t count) {
  const anno_json brackets = list(t, sentence, "brackets");
  ANNO_JSON_EACH(json, brackets) {
    size_t first, last;
    const bool numbers = anno_json_size(anno_json_get(json, ANNO_STR("first")), &first) &&
                         anno_json_size(anno_json_get(json, ANNO_STR("last")), &last);
    if (!numbers || first > last || last >= count) {
      anno_json_error(t->s->doc, json, "an object with \"first\" and \"last\", numbers of tokens of the sentence");
      continue;
    }
    const anno_node node = anno_spacy_span(t->s, "brackets", t->brackets++, ANNO_STR("Bracketing"), anno_json_at(json));
    const anno_owner owner = anno_spacy_owner(t->s, node);
    anno_json_say(&owner, ANNO_STR("label"), anno_json_get(json, ANNO_STR("label")));
    anno_doc_item(t->s->doc, node)->layer = ANNO_STR("brackets");
    const anno_item *from = anno_doc_item(t->s->doc, tokens[first]), *to = anno_doc_item(t->s->doc, tokens[last]);
    if (from->fragment_count && to->fragment_count)
      anno_doc_fragment(t->s->doc, node, from->fragments[0].begin, to->fragments[0].end);
  }
}

static void read_sentence(training *t, anno_json sentence) {
  static const char known_of_token[] = "orth ner head dep";
  static const char known[] = "tokens brackets";
  anno_spacy *s = t->s;
  const anno_json tokens = list(t, sentence, "tokens");
  const size_t count = anno_json_count(tokens);
  anno_node *nodes = anno_arena_array(s->doc->ctx->document, count + 1, sizeof *nodes);
  const anno_node whole = anno_spacy_span(s, "sentences", t->sentences++, ANNO_STR("Sentence"), anno_json_at(sentence));
  size_t n = 0, begin = t->text.points;
  ANNO_JSON_EACH(token, tokens) {
    const size_t last_end = t->end;
    if (!nodes || anno_json_is(token) != ANNO_JSON_OBJECT) {
      anno_json_error(s->doc, token, "a token");
      return;
    }
    place_token(t, token);
    if (!n) begin = t->begin;
    nodes[n] = anno_spacy_span(s, "tokens", t->tokens++, ANNO_STR("Token"), anno_json_at(token));
    anno_doc_fragment(s->doc, nodes[n++], t->begin, t->end);
    const anno_owner to = anno_spacy_owner(s, nodes[n - 1]);
    anno_json_say_rest(&to, ANNO_STR(""), token, known_of_token);
    read_tag(t, anno_json_get(token, ANNO_STR("ner")), last_end);
  }
  anno_doc_fragment(s->doc, whole, begin, count ? t->end : begin);
  n = 0;
  ANNO_JSON_EACH(token, tokens) read_head(t, token, nodes, count, n++);
  read_brackets(t, sentence, nodes, count);
  const anno_owner to = anno_spacy_owner(s, whole);
  anno_json_say_rest(&to, ANNO_STR(""), sentence, known);
}

/* ---- Paragraphs and documents */

/* A category that does not apply is said too: its value is 0 or false. They are of the paragraph, if there are several.
 */
static void read_cats(training *t, anno_json cats, size_t begin) {
  anno_node part = 0;
  if (t->many && anno_json_count(cats)) {
    part = anno_spacy_span(t->s, "paragraphs", t->paragraph, ANNO_STR("Part"), anno_json_at(cats));
    anno_doc_fragment(t->s->doc, part, begin, t->text.points);
  }
  ANNO_JSON_EACH(cat, cats) {
    const anno_str label = member(t, cat, "label", ANNO_JSON_STRING);
    const anno_owner to = part ? anno_spacy_owner(t->s, part) : anno_spacy_whole(t->s, anno_json_at(cat));
    const anno_str name = anno_arena_print(t->s->doc->ctx->document, "cats.%.*s", ANNO_FMT(label));
    if (!label.len) anno_json_error(t->s->doc, cat, "an object with \"label\"");
    anno_json_say(&to, name, anno_json_get(cat, ANNO_STR("value")));
  }
}

static void read_paragraph(training *t, anno_json paragraph) {
  static const char known[] = "raw sentences cats";
  const anno_json raw = anno_json_get(paragraph, ANNO_STR("raw"));
  t->raw = member(t, paragraph, "raw", ANNO_JSON_STRING);
  t->has_raw = anno_json_is(raw) == ANNO_JSON_STRING;
  const anno_json sentences = list(t, paragraph, "sentences");
  const size_t begin = t->text.points + anno_utf_count(t->text.gap) * (t->text.points != 0);
  ANNO_JSON_EACH(sentence, sentences) read_sentence(t, sentence);
  close_entity(t, t->end);
  if (t->has_raw && t->raw.len) anno_token_text_put(&t->text, t->raw, ANNO_STR(""));
  t->text.gap = ANNO_STR("\n");
  read_cats(t, list(t, paragraph, "cats"), begin);
  ANNO_JSON_EACH(value, paragraph) {
    if (anno_str_among(anno_json_key(value), known)) continue;
    const anno_owner to = anno_spacy_whole(t->s, anno_json_at(value));
    anno_json_say(&to, anno_json_key(value), value);
  }
}

void anno_spacy_read_training(anno_spacy *s, anno_json root) {
  training t = {.s = s, .text = anno_token_text_in(s->doc->ctx->document)};
  const anno_json paragraphs = list(&t, root, "paragraphs");
  t.many = anno_json_count(paragraphs) > 1;
  ANNO_JSON_EACH(paragraph, paragraphs) {
    if (anno_json_is(paragraph) == ANNO_JSON_OBJECT)
      read_paragraph(&t, paragraph);
    else
      anno_json_error(s->doc, paragraph, "a paragraph");
    t.paragraph++;
  }
  s->doc->text = anno_buf_str(&t.text.buf);
  s->doc->has_text = true;
  if (t.made) anno_report(s->doc->ctx->diag, ANNO_MADE_TEXT, s->doc->at, NULL);
}
