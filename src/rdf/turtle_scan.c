#include "rdf/turtle_scan.h"

#include "base/buf.h"

/* What the next term is, in a block, in [ ] or in ( ). */
typedef enum { AT_SUBJECT, AT_PREDICATE, AT_OBJECT, AT_ITEM } position;

typedef struct {
  anno_arena *arena;
  anno_str text;
  size_t at;
  anno_turtle_scan *scan;
  position position;
  anno_buf outer;      /* positions around the open brackets, a byte each */
  size_t block, first; /* where the block begins; the number of statements before it */
  bool nested;         /* the block has brackets */
} scanner;

static char peek(const scanner *s, size_t ahead) {
  return s->at + ahead < s->text.len ? s->text.ptr[s->at + ahead] : '\0';
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static void skip_blanks(scanner *s) {
  while (s->at < s->text.len && (blank(peek(s, 0)) || peek(s, 0) == '#')) {
    if (peek(s, 0) == '#')
      s->at = anno_str_find(s->text, s->at, '\n');
    else
      s->at++;
  }
}

/* Moves behind a backslash and what it escapes; the digits of a \u are left, they are plain text. */
static void skip_escape(scanner *s) {
  const anno_str rest = anno_str_sub(s->text, s->at, s->text.len);
  if (anno_str_starts(rest, ANNO_STR("\\u0000")) || anno_str_starts(rest, ANNO_STR("\\U00000000"))) {
    if (s->at < s->scan->nul) s->scan->nul = s->at;
  }
  s->at += 2;
}

/* Moves behind `end`; if that is one character, a line ends too, so that a missing quote hides no more than a line. */
static void skip_until(scanner *s, anno_str end) {
  while (s->at < s->text.len && !anno_str_starts(anno_str_sub(s->text, s->at, s->text.len), end)) {
    if (end.len == 1 && peek(s, 0) == '\n') return;
    if (peek(s, 0) == '\\')
      skip_escape(s);
    else
      s->at++;
  }
  s->at += end.len;
}

static void skip_string(scanner *s) {
  const char quote = peek(s, 0);
  const char end[] = {quote, quote, quote};
  const size_t quotes = peek(s, 1) == quote && peek(s, 2) == quote ? 3 : 1;
  s->at += quotes;
  skip_until(s, (anno_str){end, quotes});
}

/* Letters, digits and signs of names, keywords, blank nodes; a dot belongs to them only if more follows. */
static void skip_word(scanner *s) {
  static const char ends[] = "<>\"'()[],;#";
  while (s->at < s->text.len) {
    const char c = peek(s, 0), next = peek(s, 1);
    if (blank(c) || (c && strchr(ends, c))) return;
    if (c == '.' && (!next || blank(next) || strchr(ends, next))) return;
    s->at += c == '\\' ? 2 : 1;
  }
}

static bool exponent(const scanner *s, size_t ahead) {
  const char c = peek(s, ahead);
  if (c != 'e' && c != 'E') return false;
  const char next = peek(s, ahead + 1);
  return digit(next) || ((next == '+' || next == '-') && digit(peek(s, ahead + 2)));
}

static void skip_digits(scanner *s) {
  while (digit(peek(s, 0))) s->at++;
}

static void skip_number(scanner *s) {
  if (!digit(peek(s, 0)) && peek(s, 0) != '.') s->at++;
  skip_digits(s);
  if (peek(s, 0) == '.' && (digit(peek(s, 1)) || exponent(s, 1))) s->at++;
  skip_digits(s);
  if (!exponent(s, 0)) return;
  s->at += 2;
  skip_digits(s);
}

static bool number(const scanner *s) {
  const size_t sign = peek(s, 0) == '+' || peek(s, 0) == '-';
  return digit(peek(s, sign)) || (peek(s, sign) == '.' && digit(peek(s, sign + 1)));
}

/* Moves behind a term that is no bracket. */
static void skip_term(scanner *s) {
  const size_t begin = s->at;
  const char c = peek(s, 0);
  if (c == '{' && begin < s->scan->brace) s->scan->brace = begin;
  if (c == '<')
    skip_until(s, ANNO_STR(">"));
  else if (c == '"' || c == '\'')
    skip_string(s);
  else if (number(s))
    skip_number(s);
  else
    skip_word(s);
  if (s->at == begin) s->at++; /* no Turtle, but an end has to come */
}

static void skip_language(scanner *s) {
  do {
    s->at++;
  } while (digit(peek(s, 0)) || peek(s, 0) == '-' || letter(peek(s, 0)));
}

/* Literals have tails: @en, ^^ and an IRI. */
static void skip_tail(scanner *s) {
  skip_blanks(s);
  if (peek(s, 0) == '@') skip_language(s);
  if (peek(s, 0) != '^' || peek(s, 1) != '^') return;
  s->at += 2;
  skip_blanks(s);
  skip_term(s);
}

static void add(scanner *s, size_t place) {
  ANNO_PUSH(s->arena, s->scan->places, s->scan->count, s->scan->capacity, place);
}

/* A term is complete: it is a subject, a predicate, an object, or an item of a list (two statements). */
static void take_term(scanner *s, size_t place) {
  if (s->position == AT_OBJECT || s->position == AT_ITEM) add(s, place);
  if (s->position == AT_ITEM) add(s, place);
  if (s->position == AT_SUBJECT)
    s->position = AT_PREDICATE;
  else if (s->position == AT_PREDICATE)
    s->position = AT_OBJECT;
}

static void open_bracket(scanner *s) {
  anno_buf_putc(&s->outer, (char)s->position);
  s->position = peek(s, 0) == '[' ? AT_PREDICATE : AT_ITEM;
  s->nested = true;
  s->at++;
}

static void close_bracket(scanner *s) {
  s->at++;
  if (!s->outer.len) return;
  s->position = (position)s->outer.ptr[--s->outer.len];
  take_term(s, s->block);
}

static void end_block(scanner *s) {
  s->at++;
  if (s->outer.len) return;
  for (size_t i = s->first; s->nested && i < s->scan->count; i++) s->scan->places[i] = s->block;
  s->position = AT_SUBJECT;
  s->nested = false;
  s->first = s->scan->count;
}

static bool keyword(const scanner *s, const char *lower) {
  const size_t length = strlen(lower);
  for (size_t i = 0; i < length; i++)
    if ((peek(s, i) | 0x20) != lower[i]) return false;
  return blank(peek(s, length)) || peek(s, length) == '<';
}

/* Moves behind @prefix, PREFIX, @base or BASE, which make no statement; false if none stands here. */
static bool skip_directive(scanner *s) {
  const bool dotted = peek(s, 0) == '@';
  if (dotted) s->at++;
  const bool prefix = keyword(s, "prefix");
  if (!prefix && !keyword(s, "base")) return false;
  skip_word(s);
  skip_blanks(s);
  if (prefix) skip_word(s);
  skip_blanks(s);
  skip_term(s);
  skip_blanks(s);
  if (dotted && peek(s, 0) == '.') s->at++;
  return true;
}

static void step(scanner *s) {
  const size_t place = s->at;
  const char c = peek(s, 0);
  if (s->position == AT_SUBJECT) {
    if (skip_directive(s)) return;
    s->block = place;
  }
  switch (c) {
    case '[':
    case '(': open_bracket(s); return;
    case ']':
    case ')': close_bracket(s); return;
    case ',': s->at++; return;
    case ';': s->at++, s->position = AT_PREDICATE; return;
    default: break;
  }
  if (c == '.' && !number(s)) {
    end_block(s);
    return;
  }
  skip_term(s);
  if (c == '"' || c == '\'') skip_tail(s);
  take_term(s, place);
}

bool anno_turtle_scan_text(anno_arena *arena, anno_str text, anno_turtle_scan *scan) {
  *scan = (anno_turtle_scan){.nul = text.len, .brace = text.len};
  scanner s = {.arena = arena, .text = text, .scan = scan, .outer = anno_buf_in(arena)};
  for (skip_blanks(&s); s.at < text.len; skip_blanks(&s)) step(&s);
  return !anno_arena_failed(arena);
}
