#include "rdf/term.h"

#include "base/utf.h"
#include "rdf/vocab.h"

static int triple_cmp(const anno_term *a, const anno_term *b) {
  for (int i = 0; i < 3; i++) {
    const int c = anno_term_cmp(&a[i], &b[i]);
    if (c) return c;
  }
  return 0;
}

int anno_term_cmp(const anno_term *a, const anno_term *b) {
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == ANNO_NO_TERM) return 0;
  if (a->kind == ANNO_TRIPLE) return triple_cmp(a->triple, b->triple);
  int c = anno_str_cmp(a->value, b->value);
  if (c || a->kind == ANNO_IRI) return c;
  c = anno_str_cmp(a->language, b->language);
  return c ? c : anno_str_cmp(a->datatype, b->datatype);
}

int anno_stmt_cmp(const anno_stmt *a, const anno_stmt *b) {
  int c = anno_term_cmp(&a->graph, &b->graph);
  if (!c) c = anno_term_cmp(&a->subject, &b->subject);
  if (!c) c = anno_term_cmp(&a->predicate, &b->predicate);
  return c ? c : anno_term_cmp(&a->object, &b->object);
}

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool hex(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool scheme_char(char c) { return letter(c) || digit(c) || c == '+' || c == '-' || c == '.'; }

/* The position of the colon behind the scheme; 0 if there is no scheme. Source: RFC 3986, 3.1. */
static size_t scheme(anno_str iri) {
  if (!iri.len || !letter(iri.ptr[0])) return 0;
  size_t i = 1;
  while (i < iri.len && scheme_char(iri.ptr[i])) i++;
  return i < iri.len && iri.ptr[i] == ':' ? i : 0;
}

/* What a byte in an IRI asks for. */
enum {
  ODD = 1,  /* not allowed, or only beside certain others */
  END = 2,  /* ends the authority */
  HOST = 4, /* in an authority: a closer look */
  HASH = 8  /* begins the fragment */
};

static const unsigned char classes[256] = {
    1, 1, 1, 1,  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* controls */
    1, 0, 1, 10, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 1, 2, /* blank " # % / :
                                                                                                        < > ? */
    4, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 5, 1, 0, /* @ [ \ ] ^ */
    1, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, /* ` { | } DEL */
    1, 1, 1, 1,  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* UTF-8 */
    1, 1, 1, 1,  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1,  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1,  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

static unsigned class_of(char c) { return classes[(unsigned char)c]; }

/* The classes of all bytes together. */
static unsigned classes_in(anno_str s) {
  unsigned found = 0;
  for (size_t i = 0; i < s.len; i++) found |= class_of(s.ptr[i]);
  return found;
}

/* RFC 3987, ucschar and (in queries only) iprivate; unassigned planes are left to it. */
static bool international(uint32_t c, bool query) {
  if (c < 0xA0 || (c & 0xFFFE) == 0xFFFE) return false;
  if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000) return query;
  return !(c >= 0xFDD0 && c <= 0xFDEF) && !(c >= 0xFFF0 && c <= 0xFFFF) && !(c >= 0xE0000 && c <= 0xE0FFF);
}

/* Where the authority ("//" user@host:port) ends, or 0 if there is none. */
static size_t authority(anno_str iri, size_t colon) {
  if (!anno_str_starts(anno_str_sub(iri, colon + 1, iri.len), ANNO_STR("//"))) return 0;
  size_t end = colon + 3;
  while (end < iri.len && !(class_of(iri.ptr[end]) & END)) end++;
  return end;
}

/* An address between brackets, of which nothing but the characters is looked at. */
static bool address_ok(anno_str host) {
  if (host.len < 3 || host.ptr[host.len - 1] != ']') return false;
  for (size_t i = 1; i + 1 < host.len; i++)
    if (!hex(host.ptr[i]) && host.ptr[i] != ':' && host.ptr[i] != '.') return false;
  return true;
}

static bool host_ok(anno_str host) {
  if (!(classes_in(host) & HOST)) return true;
  const size_t user = anno_str_find(host, 0, '@');
  if (user < host.len) host = anno_str_sub(host, user + 1, host.len);
  size_t port = host.len;
  while (port && digit(host.ptr[port - 1])) port--;
  if (port && host.ptr[port - 1] == ':') host.len = port - 1;
  if (host.len && host.ptr[0] == '[') return address_ok(host);
  return !(classes_in(host) & HOST);
}

static bool careful(anno_str iri, size_t host_end) {
  if (anno_utf_invalid(iri) < iri.len) return false;
  const size_t fragment = anno_str_find(iri, 0, '#');
  const size_t query = anno_str_find(iri, 0, '?');
  for (size_t i = 0; i < iri.len;) {
    const size_t at = i;
    const uint32_t c = anno_utf_next(iri, &i);
    if (c >= 0x80 ? !international(c, at > query && at < fragment)
                  : (classes[c] & ODD) && c != '%' && c != '[' && c != ']')
      return false;
    if (c == '%' && !(at + 2 < iri.len && hex(iri.ptr[at + 1]) && hex(iri.ptr[at + 2]))) return false;
    if ((c == '[' || c == ']') && at >= host_end) return false;
  }
  return true;
}

bool anno_iri_ok(anno_str iri) {
  const size_t colon = scheme(iri);
  if (!colon) return false;
  const size_t end = authority(iri, colon);
  if (end && !host_ok(anno_str_sub(iri, colon + 3, end))) return false;
  const unsigned found = classes_in(anno_str_sub(iri, colon, iri.len));
  if ((found & HASH) && anno_str_find(iri, anno_str_find(iri, 0, '#') + 1, '#') < iri.len) return false;
  return !(found & ODD) || careful(iri, end);
}

bool anno_iri_ok_below(anno_str iri, anno_str base) {
  const bool below = base.len && base.ptr[base.len - 1] == '/' && anno_str_starts(iri, base);
  if (below && !(classes_in(anno_str_sub(iri, base.len, iri.len)) & (ODD | HASH))) return true;
  return anno_iri_ok(iri);
}

bool anno_datatype_ok(anno_str iri) {
  return !anno_str_eq(iri, ANNO_STR(ANNO_NS_RDF "langString")) &&
         !anno_str_eq(iri, ANNO_STR(ANNO_NS_RDF "dirLangString")) && anno_iri_ok(iri);
}

/* What a subtag may be; each stands behind those before it. Source: RFC 5646, 2.1. */
typedef enum { LANGUAGE, EXTENDED, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE } subtag;

static bool all_letters(anno_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!letter(s.ptr[i])) return false;
  return true;
}

static bool is_word(anno_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!letter(s.ptr[i]) && !digit(s.ptr[i])) return false;
  return s.len >= 1 && s.len <= 8;
}

static bool all_digits(anno_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!digit(s.ptr[i])) return false;
  return true;
}

/* What `s`, a word, is behind a subtag that is `last`; LANGUAGE if it cannot stand there. */
static subtag next_subtag(anno_str s, subtag last, bool may_extend) {
  if (last == PRIVATE) return PRIVATE;
  if (s.len == 1) return (s.ptr[0] | 0x20) == 'x' ? PRIVATE : EXTENSION;
  if (last == EXTENSION) return EXTENSION;
  if (last < SCRIPT && may_extend && s.len == 3 && all_letters(s)) return EXTENDED;
  if (last < SCRIPT && s.len == 4 && all_letters(s)) return SCRIPT;
  if (last < REGION && ((s.len == 2 && all_letters(s)) || (s.len == 3 && all_digits(s)))) return REGION;
  return s.len >= 5 || (s.len == 4 && digit(s.ptr[0])) ? VARIANT : LANGUAGE;
}

/* Tags that are older than the syntax and do not fit it. */
static bool is_irregular(anno_str tag) {
  static const char tags[] =
      "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu "
      "sgn-be-fr sgn-be-nl sgn-ch-de";
  char lower[16];
  if (tag.len > sizeof lower) return false;
  for (size_t i = 0; i < tag.len; i++) lower[i] = letter(tag.ptr[i]) ? (char)(tag.ptr[i] | 0x20) : tag.ptr[i];
  return anno_str_among((anno_str){lower, tag.len}, tags);
}

bool anno_language_ok(anno_str tag) {
  enum { MOST_EXTENDED = 3 };
  anno_str rest = tag;
  const anno_str first = anno_str_cut(&rest, '-');
  if (is_irregular(tag)) return true;
  const bool is_private = first.len == 1 && (first.ptr[0] | 0x20) == 'x';
  if (!is_private && (!is_word(first) || first.len == 1 || !all_letters(first))) return false;
  subtag last = is_private ? PRIVATE : LANGUAGE;
  bool open = is_private; /* a subtag of one character wants another one behind it */
  /* rest.len alone would not see a '-' at the end. */
  for (size_t at = first.len, extended = 0; at < tag.len; extended += last == EXTENDED) {
    const size_t end = anno_str_find(tag, at + 1, '-');
    const anno_str part = anno_str_sub(tag, at + 1, end);
    const bool single = part.len == 1 && last != PRIVATE;
    if (!is_word(part) || (single && open)) return false;
    last = next_subtag(part, last, first.len < 4 && extended < MOST_EXTENDED);
    if (last == LANGUAGE) return false;
    open = single;
    at = end;
  }
  return !open;
}
