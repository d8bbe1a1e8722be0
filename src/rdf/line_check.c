#include "rdf/line_check.h"

#include <stdint.h>

#include "base/limits.h"
#include "base/utf.h"
#include "rdf/vocab.h"

/* Triple terms in one another. */
enum { BLOCK = 16 };

typedef struct {
  const unsigned char *at, *end;
  const char *why; /* the first fault, at `at` */
} scan;

/* Sets of ASCII characters: what no IRI has (controls, blanks, <>"{}|^` and backslash), and letters and digits. */
static const uint64_t not_in_iris[2] = {0x50000005FFFFFFFFu, 0x3800000150000000u};
static const uint64_t alphanumeric[2] = {0x03FF000000000000u, 0x07FFFFFE07FFFFFEu};

static bool among(const uint64_t set[2], unsigned char c) { return c < 0x80 && (set[c >> 6] >> (c & 63) & 1); }

/* Bytes that are looked at at once, in any processor. */
typedef unsigned char block __attribute__((vector_size(BLOCK)));

/* True if an IRI may have all of the BLOCK bytes. Characters that differ in one bit are asked for together. */
static bool all_in_iris(const unsigned char *p) {
  block c;
  uint64_t half[2];
  memcpy(&c, p, sizeof c);
  const block bad = (block)((c <= ' ') | (c == '"') | ((c | 2) == '>') | ((c | 2) == '^') | (c == '`') | (c == '{') |
                            ((c | 1) == '}'));
  memcpy(half, &bad, sizeof half);
  return !(half[0] | half[1]);
}

static bool fault(scan *s, const unsigned char *at, const char *why) {
  if (s->why) return false;
  s->at = at;
  s->why = why;
  return false;
}

static unsigned char peek(const scan *s) { return s->at < s->end ? *s->at : '\0'; }
static unsigned char peek_next(const scan *s) { return s->end - s->at > 1 ? s->at[1] : '\0'; }

static void skip_blanks(scan *s) {
  while (peek(s) == ' ' || peek(s) == '\t') s->at++;
}

/* A character as \uXXXX or \UXXXXXXXX, but for surrogates. Only a string may hold U+0000. */
static bool numbered(scan *s, bool in_string) {
  const unsigned char *begin = s->at;
  const size_t digits = peek_next(s) == 'u' ? 4 : peek_next(s) == 'U' ? 8 : 0;
  uint32_t code = 0;
  if (!digits || (size_t)(s->end - s->at) < 2 + digits) return fault(s, begin, "not an escape");
  for (s->at += 2; s->at < begin + 2 + digits; s->at++) {
    const unsigned char c = *s->at, low = c | 0x20;
    if (!(c >= '0' && c <= '9') && !(low >= 'a' && low <= 'f')) return fault(s, begin, "not an escape");
    code = code << 4 | (uint32_t)(c <= '9' ? c - '0' : low - 'a' + 10);
  }
  if ((!code && !in_string) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return fault(s, begin, "not an escape of a character");
  return true;
}

static bool iri(scan *s) {
  const unsigned char *begin = s->at++;
  while (among(alphanumeric, peek(s)) || (peek(s) && strchr("+-.", peek(s)))) s->at++;
  if (peek(s) != ':' || s->at == begin + 1 || !among(alphanumeric, begin[1]) || begin[1] <= '9')
    return fault(s, begin, "not an absolute IRI");
  for (;;) {
    while (s->end - s->at >= BLOCK && all_in_iris(s->at)) s->at += BLOCK;
    while (s->at < s->end && !among(not_in_iris, *s->at)) s->at++;
    if (peek(s) == '>') return s->at++, true;
    if (s->at == s->end) return fault(s, begin, "an IRI without an end");
    if (*s->at != '\\') return fault(s, s->at, "not a character of an IRI");
    if (!numbered(s, false)) return false;
  }
}

/* A dot inside a label is a part of it, one behind it is not. */
static bool blank_node(scan *s) {
  const unsigned char *begin = s->at, *label = s->at += 2;
  while (among(alphanumeric, peek(s)) || peek(s) >= 0x80 || (peek(s) && strchr("_-.", peek(s)))) s->at++;
  while (s->at > label && s->at[-1] == '.') s->at--;
  if (s->at == label || *label == '-' || *label == '.') return fault(s, begin, "not a label of a blank node");
  return true;
}

/* Behind '@': letters, then groups of letters and digits, and maybe the direction of the text. */
static bool language(scan *s) {
  const unsigned char *begin = s->at++, *part = s->at;
  for (bool first = true;; first = false, part = ++s->at) {
    while (among(alphanumeric, peek(s)) && !(first && peek(s) <= '9')) s->at++;
    if (s->at == part || s->at - part > 8) return fault(s, begin, "not a language tag");
    if (peek(s) != '-') return true;
    if (peek_next(s) == '-') break;
  }
  s->at += 2;
  const size_t left = (size_t)(s->end - s->at);
  if (left < 3 || (memcmp(s->at, "ltr", 3) != 0 && memcmp(s->at, "rtl", 3) != 0))
    return fault(s, begin, "not a language tag");
  s->at += 3;
  return true;
}

static bool string(scan *s) {
  const unsigned char *begin = s->at++;
  for (; s->at < s->end; s->at++) {
    const unsigned char c = *s->at;
    if (c == '"') return s->at++, true;
    if (!c || c == '\r') return fault(s, s->at, "not a character of a string");
    if (c != '\\') continue;
    if (peek_next(s) && strchr("tbnrf\"'\\", peek_next(s)))
      s->at++;
    else if (!numbered(s, true))
      return false;
    else
      s->at--;
  }
  return fault(s, begin, "a string without an end");
}

static bool wants_language(anno_str datatype) {
  return anno_str_eq(datatype, ANNO_STR(ANNO_NS_RDF "langString")) ||
         anno_str_eq(datatype, ANNO_STR(ANNO_NS_RDF "dirLangString"));
}

static bool literal(scan *s) {
  if (!string(s)) return false;
  skip_blanks(s);
  if (peek(s) == '@') return language(s);
  if (peek(s) != '^' || peek_next(s) != '^') return true;
  s->at += 2;
  skip_blanks(s);
  const unsigned char *begin = s->at;
  if (peek(s) != '<') return fault(s, begin, "not a datatype");
  if (!iri(s)) return false;
  const anno_str datatype = {(const char *)begin + 1, (size_t)(s->at - begin) - 2};
  return wants_language(datatype) ? fault(s, begin, "the datatype wants a language") : true;
}

typedef enum { AN_IRI, OR_BLANK, OR_LITERAL } allowed;

static bool triple(scan *s, unsigned depth);

/* <<( subject predicate object )>> */
static bool triple_term(scan *s, unsigned depth) {
  if (s->end - s->at < 3 || s->at[2] != '(') return fault(s, s->at, "an object is expected");
  if (depth == ANNO_MOST_triple_term_depth) return fault(s, s->at, "too many triple terms in one another");
  s->at += 3;
  if (!triple(s, depth + 1)) return false;
  skip_blanks(s);
  if (s->end - s->at < 3 || memcmp(s->at, ")>>", 3) != 0)
    return fault(s, s->at, "the end of a triple term is expected");
  s->at += 3;
  return true;
}

static bool term(scan *s, allowed what, unsigned depth) {
  static const char *const expected[] = {"an IRI is expected", "an IRI or a blank node is expected",
                                         "an IRI, a blank node or a string is expected"};
  skip_blanks(s);
  if (peek(s) == '<' && peek_next(s) == '<' && what == OR_LITERAL) return triple_term(s, depth);
  if (peek(s) == '<') return iri(s);
  if (peek(s) == '_' && peek_next(s) == ':' && what != AN_IRI) return blank_node(s);
  if (peek(s) == '"' && what == OR_LITERAL) return literal(s);
  return fault(s, s->at, expected[what]);
}

static bool triple(scan *s, unsigned depth) {
  return term(s, OR_BLANK, depth) && term(s, AN_IRI, depth) && term(s, OR_LITERAL, depth);
}

/* To the end of the line. Some read a carriage return as the end of a line, and would find more there. */
static bool comment(scan *s) {
  for (; s->at < s->end; s->at++)
    if (!*s->at || *s->at == '\r') return fault(s, s->at, "not a character of a comment");
  return true;
}

static bool statement(scan *s) {
  if (!triple(s, 0)) return false;
  skip_blanks(s);
  if (peek(s) != '.' && !term(s, OR_BLANK, 0)) return fault(s, s->at, "a dot is expected");
  skip_blanks(s);
  if (peek(s) != '.') return fault(s, s->at, "a dot is expected");
  s->at++;
  skip_blanks(s);
  return s->at == s->end || *s->at == '#' ? comment(s) : fault(s, s->at, "more behind the dot");
}

static bool ascii(anno_str line) {
  unsigned char all = 0;
  for (size_t i = 0; i < line.len; i++) all |= (unsigned char)line.ptr[i];
  return all < 0x80;
}

anno_line_kind anno_line_check(anno_str line, anno_line_fault *out) {
  const unsigned char *begin = (const unsigned char *)line.ptr;
  scan s = {begin, begin + line.len, NULL};
  const size_t valid = ascii(line) ? line.len : anno_utf_invalid(line);
  *out = (anno_line_fault){valid, NULL};
  if (valid < line.len) return ANNO_LINE_BAD;
  skip_blanks(&s);
  const bool empty = s.at == s.end || *s.at == '#';
  if (empty ? comment(&s) : statement(&s)) return empty ? ANNO_LINE_EMPTY : ANNO_LINE_STATEMENT;
  *out = (anno_line_fault){(size_t)(s.at - begin), s.why};
  return ANNO_LINE_BAD;
}
