#include "write/term_text.h"

#include <stdint.h>

#include "base/utf.h"
#include "rdf/vocab.h"

enum { SHOWN = 200 }; /* bytes of a refused term in a finding */

static const anno_str xsd_string = ANNO_STR_INIT(ANNO_NS_XSD "string");
/* What is wrong with a term, and which part of it. */
typedef struct {
  const char *why; /* NULL: nothing */
  anno_str what;
} fault;

static const fault fine = {0};

static fault iri_fault(anno_str iri) { return anno_iri_ok(iri) ? fine : (fault){"not an absolute IRI", iri}; }

static fault literal_fault(const anno_term *literal) {
  if (anno_utf_invalid(literal->value) < literal->value.len) return (fault){"not valid UTF-8", literal->value};
  if (literal->fit) return fine;
  if (literal->language.len) {
    if (!anno_language_ok(literal->language)) return (fault){"not a language tag", literal->language};
    return literal->datatype.len ? (fault){"a literal has a language or a datatype", literal->value} : fine;
  }
  if (!literal->datatype.len) return fine;
  if (!anno_iri_ok(literal->datatype)) return iri_fault(literal->datatype);
  return anno_datatype_ok(literal->datatype) ? fine : (fault){"the datatype wants a language", literal->value};
}

static fault named(const anno_term *term, const char *why) {
  if (term->kind == ANNO_IRI && term->fit) return fine;
  return term->kind == ANNO_IRI ? iri_fault(term->value) : (fault){why, term->value};
}

static fault triple_fault(const anno_writer *format, const anno_term *subject, const anno_term *predicate,
                          const anno_term *object) {
  fault f = named(subject, "a subject is an IRI");
  if (!f.why) f = named(predicate, "a predicate is an IRI");
  if (f.why) return f;
  if (object->kind == ANNO_LITERAL) return literal_fault(object);
  if (object->kind != ANNO_TRIPLE) return named(object, "a statement has an object");
  if (!format->triple_terms) return (fault){"no triple terms in this format", object->triple[0].value};
  return triple_fault(format, &object->triple[0], &object->triple[1], &object->triple[2]);
}

/* Bytes that a terminal or a line of findings cannot take become '?'. */
static anno_str shown(anno_str what, char *to) {
  size_t n = 0;
  const size_t valid = anno_utf_invalid(what);
  for (size_t i = 0; i < what.len && i < SHOWN; i++) {
    const unsigned char c = (unsigned char)what.ptr[i];
    to[n++] = c < ' ' || c == 0x7F || (c >= 0x80 && i >= valid) ? '?' : (char)c;
  }
  const anno_str cut = {to, n};
  return anno_str_sub(cut, 0, anno_utf_invalid(cut));
}

anno_status anno_text_refuse(const anno_ctx *ctx, const char *why, anno_str what) {
  char bytes[SHOWN];
  const anno_str text = shown(what, bytes);
  anno_report(ctx->diag, ANNO_CANNOT_SAY, (anno_loc){0}, "%s: %.*s", why, ANNO_FMT(text));
  return ANNO_BAD_OUTPUT;
}

anno_status anno_text_check(const anno_ctx *ctx, const anno_writer *format, const anno_stmt *stmt) {
  fault f = fine;
  if (stmt->graph.kind != ANNO_NO_TERM) {
    f = named(&stmt->graph, "a graph is named by an IRI");
    if (!format->graphs) f = (fault){"no graphs in this format", stmt->graph.value};
  }
  if (!f.why) f = triple_fault(format, &stmt->subject, &stmt->predicate, &stmt->object);
  return f.why ? anno_text_refuse(ctx, f.why, f.what) : ANNO_OK;
}

void anno_text_iri(anno_buf *to, anno_str iri) {
  if (!anno_buf_room(to, iri.len + 2)) return;
  char *p = to->ptr + to->len;
  p[0] = '<';
  memcpy(p + 1, iri.ptr, iri.len);
  p[iri.len + 1] = '>';
  to->len += iri.len + 2;
}

/* The letter that stands for `c` behind a backslash; 0 if there is none. */
static char short_escape(unsigned char c) {
  switch (c) {
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\f': return 'f';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return 0;
  }
}

static bool special(unsigned char c) { return c < ' ' || c == '"' || c == '\\' || c == 0x7F || c == 0xEF; }

/* Escapes what begins at `text.ptr[at]`, if it wants escaping; returns the bytes dealt with, 0 if it does not. */
static size_t escape(anno_buf *to, anno_str text, size_t at) {
  static const char digits[] = "0123456789ABCDEF";
  const unsigned char c = (unsigned char)text.ptr[at];
  const char letter = short_escape(c);
  if (letter) {
    anno_buf_put(to, (anno_str){(const char[]){'\\', letter}, 2});
    return 1;
  }
  if (c < 0x80) {
    anno_buf_put(to, (anno_str){(const char[]){'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]}, 6});
    return 1;
  }
  /* U+FFFE and U+FFFF are no characters of XML, so the canonical form escapes them. */
  if (anno_str_starts(anno_str_sub(text, at, text.len), ANNO_STR("\xEF\xBF\xBE"))) {
    anno_buf_put(to, ANNO_STR("\\uFFFE"));
    return 3;
  }
  if (anno_str_starts(anno_str_sub(text, at, text.len), ANNO_STR("\xEF\xBF\xBF"))) {
    anno_buf_put(to, ANNO_STR("\\uFFFF"));
    return 3;
  }
  return 0;
}

static void escaped(anno_buf *to, anno_str text) {
  size_t done = 0;
  for (size_t i = 0; i < text.len;) {
    if (!special((unsigned char)text.ptr[i])) {
      i++;
      continue;
    }
    anno_buf_put(to, anno_str_sub(text, done, i));
    done = i;
    const size_t n = escape(to, text, i);
    i += n ? n : 1;
    if (n) done = i;
  }
  anno_buf_put(to, anno_str_sub(text, done, text.len));
}

static bool plain(anno_str text) {
  unsigned char odd = 0;
  for (size_t i = 0; i < text.len; i++) odd |= (unsigned char)special((unsigned char)text.ptr[i]);
  return !odd;
}

void anno_text_quoted(anno_buf *to, anno_str text) {
  if (!anno_buf_room(to, text.len + 2)) return;
  char *p = to->ptr + to->len;
  if (!plain(text)) {
    anno_buf_putc(to, '"');
    escaped(to, text);
    anno_buf_putc(to, '"');
    return;
  }
  *p++ = '"';
  if (text.len) memcpy(p, text.ptr, text.len);
  p[text.len] = '"';
  to->len += text.len + 2;
}

void anno_text_language(anno_buf *to, anno_str tag) {
  anno_buf_putc(to, '@');
  for (size_t i = 0; i < tag.len; i++) {
    const char c = tag.ptr[i];
    anno_buf_putc(to, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
  }
}

bool anno_text_typed(const anno_term *literal) {
  return literal->datatype.len && !anno_str_eq(literal->datatype, xsd_string);
}

static void literal_text(anno_buf *to, const anno_term *literal) {
  anno_text_quoted(to, literal->value);
  if (literal->language.len) anno_text_language(to, literal->language);
  if (!anno_text_typed(literal)) return;
  anno_buf_put(to, ANNO_STR("^^"));
  anno_text_iri(to, literal->datatype);
}

void anno_text_term(anno_buf *to, const anno_term *term) {
  if (term->kind == ANNO_IRI) anno_text_iri(to, term->value);
  if (term->kind == ANNO_LITERAL) literal_text(to, term);
  if (term->kind != ANNO_TRIPLE) return;
  anno_buf_put(to, ANNO_STR("<<("));
  for (int i = 0; i < 3; i++) {
    anno_buf_putc(to, ' ');
    anno_text_term(to, &term->triple[i]);
  }
  anno_buf_put(to, ANNO_STR(" )>>"));
}

anno_status anno_text_finish(const anno_out *out) { return anno_out_good(out) ? ANNO_OK : ANNO_BAD_OUTPUT; }

anno_status anno_text_flush(const anno_ctx *ctx, anno_buf *from, anno_out *out) {
  if (anno_arena_failed(from->arena)) {
    anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  anno_out_put(out, anno_buf_str(from));
  from->len = 0;
  return ANNO_OK;
}
