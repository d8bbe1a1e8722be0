#include "rdf/lines.h"

#include "base/buf.h"
#include "base/utf.h"

static char peek(const anno_lines *l) { return l->at < l->text.len ? l->text.ptr[l->at] : '\n'; }

static bool line_end(char c) { return c == '\n' || c == '\r'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static void skip_blanks(anno_lines *l) {
  while (peek(l) == ' ' || peek(l) == '\t') l->at++;
}

/* Moves to the end of the line behind a comment. */
static void skip_comment(anno_lines *l) {
  if (peek(l) != '#') return;
  while (!line_end(peek(l))) l->at++;
}

/* The first fault counts. */
static bool fault(anno_lines *l, size_t at, const char *why) {
  if (l->fault) return false;
  l->at = at;
  l->fault = why;
  return false;
}

static bool starts(const anno_lines *l, anno_str with) {
  return anno_str_starts(anno_str_sub(l->text, l->at, l->text.len), with);
}

/* --- Escapes --------------------------------------------------------------------------------------------------- */

/* The code that `digits` hexadecimal digits at `at` stand for; a value that is no character if they do not. */
static uint32_t hex(anno_str s, size_t at, size_t digits) {
  uint32_t code = 0;
  if (at + digits > s.len) return UINT32_MAX;
  for (size_t i = at; i < at + digits; i++) {
    const char c = s.ptr[i], low = (char)(c | 0x20);
    if (!digit(c) && !(low >= 'a' && low <= 'f')) return UINT32_MAX;
    code = code << 4 | (uint32_t)(digit(c) ? c - '0' : low - 'a' + 10);
  }
  return code;
}

/* Undoes the escape at `at` of `s` and returns its length; 0 if it is none. */
static size_t undo(anno_buf *to, anno_str s, size_t at, bool in_iri) {
  static const char named[] = "tbnrf\"'\\", meant[] = "\t\b\n\r\f\"'\\";
  const char c = at + 1 < s.len ? s.ptr[at + 1] : '\0', *known = c ? strchr(named, c) : NULL;
  if (known && in_iri) return 0;
  if (known) anno_buf_putc(to, meant[known - named]);
  if (known) return 2;
  const size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
  const uint32_t code = digits ? hex(s, at + 2, digits) : UINT32_MAX;
  if ((in_iri && !code) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0;
  char bytes[4];
  anno_buf_put(to, (anno_str){bytes, anno_utf_put(code, bytes)});
  return 2 + digits;
}

/* The text up to `end`, which is moved behind, without its escapes. */
static bool enclosed(anno_lines *l, char end, anno_str *out) {
  const size_t begin = ++l->at;
  bool escapes = false;
  while (peek(l) != end && !line_end(peek(l))) {
    if (peek(l) == '\\') escapes = true, l->at++;
    if (!line_end(peek(l))) l->at++;
  }
  if (peek(l) != end) return fault(l, begin - 1, end == '"' ? "a string without an end" : "an IRI without an end");
  *out = anno_str_sub(l->text, begin, l->at++);
  if (!escapes) return true;
  const anno_str raw = *out;
  anno_buf text = anno_buf_in(l->arena);
  for (size_t i = 0; i < raw.len;) {
    if (raw.ptr[i] != '\\') {
      anno_buf_putc(&text, raw.ptr[i++]);
      continue;
    }
    const size_t length = undo(&text, raw, i, end == '>');
    if (!length) return fault(l, begin + i, "not an escape of a character");
    i += length;
  }
  *out = anno_buf_str(&text);
  return true;
}

/* --- Terms ----------------------------------------------------------------------------------------------------- */

static bool iri(anno_lines *l, anno_str *out) {
  const size_t begin = l->at;
  if (starts(l, ANNO_STR("<<"))) {
    l->triple_term = true;
    return fault(l, begin, "<<");
  }
  if (!enclosed(l, '>', out)) return false;
  return anno_iri_ok(*out) || fault(l, begin, "not an absolute IRI");
}

/* A dot inside a label is a part of it, one behind it is not. */
static bool blank_node(anno_lines *l, anno_str *out) {
  const size_t begin = l->at;
  l->at += 2;
  const size_t label = l->at;
  for (char c = peek(l); letter(c) || digit(c) || (c & 0x80) || strchr("_-.", c); c = peek(l)) l->at++;
  while (l->at > label && l->text.ptr[l->at - 1] == '.') l->at--;
  const anno_str name = anno_str_sub(l->text, label, l->at);
  if (!name.len || name.ptr[0] == '-' || name.ptr[0] == '.') return fault(l, begin, "not a label of a blank node");
  *out = anno_arena_print(l->arena, "%.*s%.*s", ANNO_FMT(l->blank), ANNO_FMT(name));
  return true;
}

static bool language(anno_lines *l, anno_str *out) {
  const size_t begin = ++l->at;
  while (letter(peek(l)) || digit(peek(l)) || peek(l) == '-') l->at++;
  *out = anno_str_sub(l->text, begin, l->at);
  if (!anno_language_ok(*out)) return fault(l, begin - 1, "not a language tag");
  char *lower = anno_arena_take(l->arena, out->len);
  if (!lower) return false;
  for (size_t i = 0; i < out->len; i++)
    lower[i] = out->ptr[i] >= 'A' && out->ptr[i] <= 'Z' ? (char)(out->ptr[i] | 0x20) : out->ptr[i];
  out->ptr = lower;
  return true;
}

static bool literal(anno_lines *l, anno_term *out) {
  anno_str text = ANNO_STR(""), type = ANNO_STR("");
  if (!enclosed(l, '"', &text)) return false;
  *out = anno_text(text, ANNO_STR(""));
  skip_blanks(l);
  if (peek(l) == '@') return language(l, &out->language);
  if (!starts(l, ANNO_STR("^^"))) return true;
  l->at += 2;
  skip_blanks(l);
  if (peek(l) != '<') return fault(l, l->at, "not a datatype");
  if (!iri(l, &type)) return false;
  if (!anno_str_eq(type, ANNO_STR("http://www.w3.org/2001/XMLSchema#string"))) out->datatype = type;
  return true;
}

typedef enum { AN_IRI, OR_BLANK, OR_LITERAL } allowed;

static bool term(anno_lines *l, allowed what, anno_term *out) {
  static const char *const expected[] = {"an IRI is expected", "an IRI or a blank node is expected",
                                         "an IRI, a blank node or a string is expected"};
  anno_str text = ANNO_STR("");
  bool read;
  skip_blanks(l);
  if (peek(l) == '"' && what == OR_LITERAL) return literal(l, out);
  if (peek(l) == '<')
    read = iri(l, &text);
  else if (starts(l, ANNO_STR("_:")) && what != AN_IRI)
    read = blank_node(l, &text);
  else
    read = fault(l, l->at, expected[what]);
  *out = anno_iri(text);
  return read;
}

bool anno_lines_next(anno_lines *l, anno_stmt *out) {
  for (skip_blanks(l), skip_comment(l); l->at < l->text.len && line_end(peek(l)); skip_comment(l)) {
    l->at++;
    skip_blanks(l);
  }
  if (l->fault || l->at >= l->text.len) return false;
  *out = (anno_stmt){0};
  if (!term(l, OR_BLANK, &out->subject) || !term(l, AN_IRI, &out->predicate) || !term(l, OR_LITERAL, &out->object))
    return false;
  skip_blanks(l);
  if (l->graphs && peek(l) != '.' && !term(l, OR_BLANK, &out->graph)) return false;
  skip_blanks(l);
  if (peek(l) != '.') return fault(l, l->at, "a dot is expected");
  l->at++;
  skip_blanks(l);
  skip_comment(l);
  return (line_end(peek(l)) || fault(l, l->at, "more behind the dot")) && !anno_arena_failed(l->arena);
}
