#include "read/xml_plain.h"

#include <stdint.h>

#include "base/limits.h"
#include "read/xml_chars.h"

/* Whatever is not known to be right is left to the parser that has words for it, so all functions here may be strict:
   they return false where the input is not plain, or where nobody wants to hear more. Source: XML 1.0, 5th edition, and
   Namespaces in XML 1.0; in comments the numbers of their rules. */

enum { MOST_ATTRIBUTES = 64, LONGEST_NAME = 1000, LONGEST_ASIDE = 1000 * 1000 };

typedef struct {
  anno_str prefix, uri;
} binding;

typedef struct {
  anno_str whole, name, uri; /* the name as written, its local part */
  size_t bindings;           /* how many there were before it */
} element;

typedef struct {
  const anno_ctx *ctx;
  const anno_input *input;
  const anno_xml_events *events;
  const char *at, *end;
  size_t told;
  bool stopped; /* nobody wants to hear more */

  element open[ANNO_MOST_xml_depth + 1]; /* open[depth] is the last one */
  size_t depth;
  binding *bindings;
  size_t binding_count, binding_capacity;
  anno_xml_attr attrs[MOST_ATTRIBUTES];
  size_t attr_count;

  anno_str text; /* between the last two tags */
  anno_loc text_at;
} plain;

static bool more(const plain *p, size_t n) { return (size_t)(p->end - p->at) >= n; }
static bool stands(const plain *p, anno_str what) {
  return more(p, what.len) && memcmp(p->at, what.ptr, what.len) == 0;
}
static anno_str from(const char *begin, const char *end) { return (anno_str){begin, (size_t)(end - begin)}; }
static anno_loc place(const plain *p, const char *at) {
  return (anno_loc){p->input, (size_t)(at - p->input->bytes.ptr)};
}

/* ---- Text */

/* Behind `stop`, or NULL if it does not come soon. */
static const char *behind(const plain *p, const char *at, anno_str stop) {
  const size_t left = (size_t)(p->end - at), far = left < LONGEST_ASIDE ? left : LONGEST_ASIDE;
  const char *found = memmem(at, far, stop.ptr, stop.len);
  return found ? found + stop.len : NULL;
}

/* Rules 15: two hyphens only where a comment ends. */
static bool pass_comment(plain *p) {
  const char *begin = p->at + 4, *end = behind(p, begin, ANNO_STR("--"));
  if (!end || end == p->end || *end != '>' || !anno_xml_all_characters(from(begin, end))) return false;
  p->at = end + 1;
  return true;
}

static const char *behind_name(const plain *p, const char *at) {
  if (at == p->end || !anno_xml_is(*at, ANNO_XML_NAME_START)) return at;
  while (at < p->end && anno_xml_is(*at, ANNO_XML_NAME)) at++;
  return at;
}

/* Rule 16. A declaration may only be the first of all. */
static bool pass_instruction(plain *p) {
  const char *begin = p->at + 2, *name_end = behind_name(p, begin), *end = behind(p, begin, ANNO_STR("?>"));
  const anno_str name = from(begin, name_end);
  if (!end || !name.len || (name.len == 3 && (name.ptr[0] | 0x20) == 'x')) return false;
  if ((!anno_xml_is(*name_end, ANNO_XML_WHITE) && name_end != end - 2) || !anno_xml_all_characters(from(begin, end)))
    return false;
  p->at = end;
  return true;
}

static bool pass_cdata(plain *p, char **out) {
  const anno_str open = ANNO_STR("<![CDATA["), close = ANNO_STR("]]>");
  if (!stands(p, open)) return false;
  const char *begin = p->at + open.len, *end = behind(p, begin, close);
  if (!end || !anno_xml_all_characters(from(begin, end))) return false;
  const anno_str inside = from(begin, end - close.len);
  memcpy(*out, inside.ptr, inside.len);
  *out += inside.len;
  p->at = end;
  return true;
}

/* Passes over text up to what it cannot be copied with. */
static bool pass_characters(plain *p) {
  const char *at = p->at;
  for (;; at++) {
    while (at < p->end && !anno_xml_is(*at, ANNO_XML_STOPS_TEXT)) at++;
    if (at == p->end || *at == '<' || *at == '&') break;
    if (anno_xml_is(*at, ANNO_XML_CONTROL) || (*at == '\xEF' && anno_xml_no_character(at))) return false;
    if (*at == ']' && p->end - at > 2 && at[1] == ']' && at[2] == '>') return false;
  }
  p->at = at;
  return true;
}

/* True before a tag and at the end. */
static bool before_tag(const plain *p) {
  return p->at == p->end || (*p->at == '<' && p->end - p->at > 1 && p->at[1] != '!' && p->at[1] != '?');
}

/* What stands in the middle of text beside characters, put behind `*out`. */
static bool pass_other(plain *p, char **out) {
  if (*p->at == '&') {
    const size_t length = anno_xml_put_reference(from(p->at, p->end), out);
    p->at += length;
    return length;
  }
  if (stands(p, ANNO_STR("<!--"))) return pass_comment(p);
  if (stands(p, ANNO_STR("<?"))) return pass_instruction(p);
  return pass_cdata(p, out);
}

/* The begin of the next tag, if comments and their kin are what they seem to be, so that room for what stands before
   is room enough. */
static const char *next_tag(const plain *p) {
  for (const char *at = p->at; at && at < p->end;) {
    const char *open = memchr(at, '<', (size_t)(p->end - at));
    if (!open || p->end - open < 2) return p->end;
    if (open[1] == '?')
      at = behind(p, open, ANNO_STR("?>"));
    else if (open[1] != '!')
      return open;
    else
      at = behind(p, open, open[2 % (p->end - open)] == '-' ? ANNO_STR("-->") : ANNO_STR("]]>"));
  }
  return NULL;
}

/* Goes on with text that began at `begin` and is not a mere view. */
static bool copy_text(plain *p, const char *begin) {
  const char *tag = next_tag(p);
  const size_t ready = (size_t)(p->at - begin);
  char *text = tag ? anno_arena_room(p->ctx->document, (size_t)(tag - begin) + 1) : NULL, *out = text;
  if (!text) return false;
  memcpy(out, begin, ready);
  for (out += ready; !before_tag(p);) {
    const char *from_here = p->at;
    if (!pass_characters(p)) return false;
    memcpy(out, from_here, (size_t)(p->at - from_here));
    out += p->at - from_here;
    if (!before_tag(p) && !pass_other(p, &out)) return false;
  }
  p->text = from(text, out);
  return true;
}

static bool read_text(plain *p) {
  const char *begin = p->at;
  p->text_at = place(p, begin);
  if (!pass_characters(p)) return false;
  p->text = from(begin, p->at);
  return before_tag(p) || copy_text(p, begin);
}

/* ---- Names and values */

static bool skip_white(plain *p) {
  const char *begin = p->at;
  while (p->at < p->end && anno_xml_is(*p->at, ANNO_XML_WHITE)) p->at++;
  return p->at > begin;
}

/* A name with a prefix or without one, "". */
typedef struct {
  anno_str whole, prefix, local;
} qualified;

static bool read_name(plain *p, qualified *out) {
  const char *begin = p->at, *local = begin, *end = behind_name(p, begin);
  out->prefix = ANNO_STR("");
  if (end > begin && end < p->end && *end == ':') {
    out->prefix = from(begin, end);
    local = end + 1;
    end = behind_name(p, local);
  }
  p->at = end;
  out->local = from(local, end);
  out->whole = from(begin, end);
  return end > local && end < p->end && *end != ':' && (unsigned char)*end < 0x80 && end - begin <= LONGEST_NAME;
}

/* 3.3.3: white space becomes blanks, but not where it was referred to. */
static bool copy_value(plain *p, const char *close, anno_str *out) {
  char *value = anno_arena_room(p->ctx->document, (size_t)(close - p->at) + 1), *to = value;
  for (const char *at = p->at; value && at < close;) {
    if (*at == '<' || (anno_xml_is(*at, ANNO_XML_CONTROL)) || (*at == '\xEF' && anno_xml_no_character(at)))
      return false;
    if (*at != '&') {
      *to++ = anno_xml_is(*at, ANNO_XML_WHITE) ? ' ' : *at;
      at++;
      continue;
    }
    const size_t length = anno_xml_put_reference(from(at, close), &to);
    if (!length) return false;
    at += length;
  }
  *out = from(value, to);
  p->at = close + 1;
  return value;
}

/* The value with its quotes, as a view if it may be one. */
static bool read_value(plain *p, anno_str *out) {
  const char quote = p->at < p->end ? *p->at : 0, *begin = p->at + 1, *at = begin;
  if (quote != '"' && quote != '\'') return false;
  for (;; at++) {
    while (at < p->end && !anno_xml_is(*at, ANNO_XML_STOPS_VALUE)) at++;
    if (at == p->end) return false;
    if (*at == quote) break;
    if (*at == '"' || *at == '\'' || (*at == '\xEF' && !anno_xml_no_character(at))) continue;
    const char *close = memchr(at, quote, (size_t)(p->end - at));
    p->at = begin;
    return close && copy_value(p, close, out);
  }
  *out = from(begin, at);
  p->at = at + 1;
  return true;
}

static bool read_equals(plain *p) {
  skip_white(p);
  if (p->at == p->end || *p->at != '=') return false;
  p->at++;
  skip_white(p);
  return true;
}

/* ---- Namespaces */

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

static bool find_uri(const plain *p, anno_str prefix, anno_str *uri) {
  for (size_t i = p->binding_count; i; i--)
    if (anno_str_eq(p->bindings[i - 1].prefix, prefix)) {
      *uri = p->bindings[i - 1].uri;
      return true;
    }
  *uri = anno_str_eq(prefix, ANNO_STR("xml")) ? ANNO_STR(XML_NAMESPACE) : ANNO_STR("");
  return !prefix.len || uri->len;
}

/* Namespaces 3: what may not be bound, and that each prefix is bound once in a tag. */
static bool bind_prefix(plain *p, anno_str prefix, anno_str uri, const char *raw) {
  const bool reserved = anno_str_eq(prefix, ANNO_STR("xml")) || anno_str_eq(prefix, ANNO_STR("xmlns")) ||
                        anno_str_eq(uri, ANNO_STR(XML_NAMESPACE)) ||
                        anno_str_eq(uri, ANNO_STR("http://www.w3.org/2000/xmlns/"));
  if (reserved || (prefix.len && !uri.len) || uri.ptr != raw) return false;
  for (size_t i = p->open[p->depth + 1].bindings; i < p->binding_count; i++)
    if (anno_str_eq(p->bindings[i].prefix, prefix)) return false;
  const binding row = {prefix, uri};
  return ANNO_PUSH(p->ctx->document, p->bindings, p->binding_count, p->binding_capacity, row);
}

/* Resolves the prefixes of attributes, which stand in the place of their namespaces. No two may be the same: most names
   of one tag differ in what `seen` is made of. */
static bool resolve_attrs(plain *p) {
  uint64_t seen = 0;
  for (size_t i = 0; i < p->attr_count; i++) {
    anno_xml_attr *attr = &p->attrs[i];
    const anno_str name = attr->name;
    const unsigned sum = (unsigned char)name.ptr[0] * 5U + (unsigned char)name.ptr[name.len - 1] + (unsigned)name.len;
    const uint64_t bit = UINT64_C(1) << sum % 64;
    if (attr->uri.len && !find_uri(p, attr->uri, &attr->uri)) return false;
    for (size_t k = 0; seen & bit && k < i; k++)
      if (anno_str_eq(p->attrs[k].name, name) && anno_str_eq(p->attrs[k].uri, attr->uri)) return false;
    seen |= bit;
  }
  return true;
}

/* ---- Tags */

static bool read_attr(plain *p) {
  qualified name;
  anno_str value;
  if (!read_name(p, &name) || !read_equals(p)) return false;
  const char *raw = p->at + 1;
  if (!read_value(p, &value)) return false;
  if (anno_str_eq(name.prefix, ANNO_STR("xmlns"))) return bind_prefix(p, name.local, value, raw);
  if (anno_str_eq(name.whole, ANNO_STR("xmlns"))) return bind_prefix(p, ANNO_STR(""), value, raw);
  if (p->attr_count == MOST_ATTRIBUTES) return false;
  p->attrs[p->attr_count++] =
      (anno_xml_attr){.uri = name.prefix, .name = name.local, .value = value, .at = place(p, raw)};
  return true;
}

static bool tell_text(plain *p) {
  const anno_str text = p->text;
  p->text.len = 0;
  if (!text.len) return true;
  p->told++;
  p->stopped = p->events->on_text && !p->events->on_text(p->events->handle, text, p->text_at);
  return !p->stopped;
}

static bool tell_end(plain *p, const char *at) {
  const element *el = &p->open[p->depth];
  const anno_xml_tag tag = {.uri = el->uri, .name = el->name, .depth = p->depth, .at = place(p, at)};
  p->binding_count = el->bindings;
  p->depth--;
  p->told++;
  p->stopped = p->events->on_end && !p->events->on_end(p->events->handle, &tag);
  return !p->stopped;
}

static bool tell_start(plain *p, const char *at) {
  const element *el = &p->open[p->depth];
  const anno_xml_tag tag = {.uri = el->uri,
                            .name = el->name,
                            .attrs = p->attrs,
                            .attr_count = p->attr_count,
                            .depth = p->depth,
                            .at = place(p, at)};
  p->told++;
  p->stopped = p->events->on_start && !p->events->on_start(p->events->handle, &tag);
  return !p->stopped;
}

static bool read_start(plain *p) {
  const char *begin = p->at++;
  qualified name;
  element *el = &p->open[p->depth + 1];
  if (p->depth == ANNO_MOST_xml_depth || !read_name(p, &name)) return false;
  el->bindings = p->binding_count;
  for (p->attr_count = 0; skip_white(p) && p->at < p->end && *p->at != '>' && *p->at != '/';)
    if (!read_attr(p)) return false;
  const bool empty = more(p, 2) && *p->at == '/';
  p->at += empty;
  if (p->at == p->end || *p->at++ != '>' || p->at - begin > ANNO_MOST_xml_tag_bytes || !resolve_attrs(p)) return false;
  el->whole = name.whole;
  el->name = name.local;
  if (anno_str_among(name.prefix, "xml xmlns") || !find_uri(p, name.prefix, &el->uri)) return false;
  if (!tell_text(p)) return false;
  p->depth++;
  return tell_start(p, begin) && (!empty || tell_end(p, begin));
}

static bool read_end(plain *p) {
  const char *begin = p->at;
  const anno_str name = p->open[p->depth].whole;
  p->at += 2;
  if (!p->depth || !stands(p, name)) return false;
  p->at += name.len;
  skip_white(p);
  if (p->at == p->end || *p->at++ != '>') return false;
  return tell_text(p) && tell_end(p, begin);
}

/* ---- The document */

/* True if `value` may be that of the part `i` of a declaration. */
static bool may_declare(const plain *p, size_t i, anno_str value) {
  if (!i) return anno_str_eq(value, ANNO_STR("1.0"));
  return i == 2 ? anno_str_among(value, "yes no") : value.len && behind_name(p, value.ptr) == value.ptr + value.len;
}

/* Rules 23 to 32 and 80; of what is said of the encoding the bytes are rid. */
static bool read_declaration(plain *p) {
  static const char *const names[] = {"version", "encoding", "standalone"};
  if (!stands(p, ANNO_STR("<?xml")) || !more(p, 6) || !anno_xml_is(p->at[5], ANNO_XML_WHITE)) return true;
  p->at += 5;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    qualified name;
    anno_str value;
    const char *before = p->at;
    if (!skip_white(p) || !read_name(p, &name) || !anno_str_eq(name.whole, anno_str_from(names[i]))) {
      if (!i) return false;
      p->at = before;
      continue;
    }
    if (!read_equals(p)) return false;
    const char *raw = p->at + 1;
    if (!read_value(p, &value) || value.ptr != raw || !may_declare(p, i, value)) return false;
  }
  skip_white(p);
  if (!stands(p, ANNO_STR("?>"))) return false;
  p->at += 2;
  return true;
}

/* Comments, instructions and blanks around the root. */
static bool read_outside(plain *p) {
  for (;;) {
    skip_white(p);
    if (stands(p, ANNO_STR("<!--"))) {
      if (!pass_comment(p)) return false;
    } else if (stands(p, ANNO_STR("<?"))) {
      if (!pass_instruction(p)) return false;
    } else {
      return true;
    }
  }
}

static bool read_all(plain *p) {
  if (!read_declaration(p) || !read_outside(p) || !before_tag(p) || !more(p, 2) || !read_start(p)) return false;
  while (p->depth) {
    if (!read_text(p) || !more(p, 2)) return false;
    if (!(p->at[1] == '/' ? read_end(p) : read_start(p))) return false;
  }
  return read_outside(p) && p->at == p->end;
}

bool anno_xml_plain(const anno_ctx *ctx, const anno_input *input, const anno_xml_events *events, size_t *told) {
  const anno_str bytes = input->bytes;
  plain *p = anno_arena_take(ctx->document, sizeof *p);
  if (!p) return true;
  p->ctx = ctx;
  p->input = input;
  p->events = events;
  p->at = bytes.ptr;
  p->end = bytes.ptr + bytes.len;
  const bool all = read_all(p);
  *told = p->told;
  return all || p->stopped || anno_arena_failed(ctx->document);
}
