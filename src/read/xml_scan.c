#include "read/xml_scan.h"

static bool is_quote(char c) { return c == '"' || c == '\''; }

/* Where the tag, instruction or document type that reaches to `close` ends: behind it, outside quotes. */
static size_t behind_quoted(anno_str bytes, size_t at, char close) {
  while (at < bytes.len && bytes.ptr[at] != close)
    at = is_quote(bytes.ptr[at]) ? anno_str_find(bytes, at + 1, bytes.ptr[at]) + 1 : at + 1;
  return at < bytes.len ? at + 1 : bytes.len;
}

/* Behind the first `stop` at or behind `at`. */
static size_t behind(anno_str bytes, size_t at, anno_str stop) {
  if (at >= bytes.len) return bytes.len;
  const char *p = memmem(bytes.ptr + at, bytes.len - at, stop.ptr, stop.len);
  return p ? (size_t)(p - bytes.ptr) + stop.len : bytes.len;
}

static bool stands(anno_str bytes, size_t at, anno_str what) {
  return anno_str_starts(anno_str_sub(bytes, at, bytes.len), what);
}

/* Passes over `at`, the '<' of what is no tag; the same place if it is one. */
static size_t behind_other(anno_str bytes, size_t at) {
  if (stands(bytes, at, ANNO_STR("<!--"))) return behind(bytes, at + 4, ANNO_STR("-->"));
  if (stands(bytes, at, ANNO_STR("<?"))) return behind(bytes, at + 2, ANNO_STR("?>"));
  if (stands(bytes, at, ANNO_STR("<![CDATA["))) return behind(bytes, at + 9, ANNO_STR("]]>"));
  return at;
}

/* The declarations in the brackets of a document type are themselves between '<' and '>'. */
static size_t behind_doctype(anno_str bytes, size_t at) {
  for (at += 2; at < bytes.len && bytes.ptr[at] != '>';) {
    const char c = bytes.ptr[at];
    if (c == '<') {
      const size_t next = behind_other(bytes, at);
      at = next > at ? next : behind_quoted(bytes, at, '>');
    } else {
      at = is_quote(c) ? anno_str_find(bytes, at + 1, c) + 1 : at + 1;
    }
  }
  return at < bytes.len ? at + 1 : bytes.len;
}

anno_xml_mark anno_xml_next_mark(anno_str bytes, size_t from) {
  for (size_t at = anno_str_find(bytes, from, '<'); at < bytes.len; at = anno_str_find(bytes, from, '<')) {
    from = behind_other(bytes, at);
    if (from > at) continue;
    if (stands(bytes, at, ANNO_STR("<!"))) {
      from = behind_doctype(bytes, at);
      continue;
    }
    const size_t end = behind_quoted(bytes, at, '>');
    const bool stops = stands(bytes, at, ANNO_STR("</")), empty = end - at > 2 && bytes.ptr[end - 2] == '/';
    return (anno_xml_mark){stops ? ANNO_XML_STOP : empty ? ANNO_XML_EMPTY : ANNO_XML_START, at, end};
  }
  return (anno_xml_mark){ANNO_XML_NONE, bytes.len, bytes.len};
}

static bool ends_name(char c) { return anno_is_white(c) || c == '=' || c == '>' || c == '/'; }

/* The name at `at`. */
static anno_str name_at(anno_str bytes, size_t at, size_t end) {
  size_t stop = at;
  while (stop < end && !ends_name(bytes.ptr[stop])) stop++;
  return anno_str_sub(bytes, at, stop);
}

anno_str anno_xml_mark_name(anno_str bytes, anno_xml_mark mark) {
  return name_at(bytes, mark.begin + (mark.kind == ANNO_XML_STOP ? 2 : 1), mark.end);
}

bool anno_xml_next_raw(anno_str bytes, anno_xml_mark mark, size_t *at, anno_xml_raw *out) {
  size_t i = *at;
  if (!i) i = mark.begin + 1 + anno_xml_mark_name(bytes, mark).len;
  while (i < mark.end && (anno_is_white(bytes.ptr[i]) || bytes.ptr[i] == '/')) i++;
  out->name = name_at(bytes, i, mark.end);
  for (i += out->name.len; i < mark.end && !is_quote(bytes.ptr[i]); i++)
    if (bytes.ptr[i] == '>') return false;
  if (i >= mark.end) return false;
  const size_t close = anno_str_find(bytes, i + 1, bytes.ptr[i]);
  out->value = anno_str_sub(bytes, i + 1, close < mark.end ? close : mark.end);
  *at = close + 1;
  return true;
}

anno_str anno_xml_local(anno_str name) {
  const size_t colon = anno_str_find(name, 0, ':');
  return colon < name.len ? anno_str_sub(name, colon + 1, name.len) : name;
}
