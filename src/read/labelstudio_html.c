#include "base/buf.h"
#include "base/utf.h"
#include "read/labelstudio.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* True if `s` begins with `word`, in letters of either case. */
static bool begins(anno_str s, const char *word) {
  size_t i = 0;
  while (i < s.len && word[i] && lower(s.ptr[i]) == word[i]) i++;
  return !word[i];
}

/* The offset behind the next `word`; the end if there is none. */
static size_t behind(anno_str s, size_t from, const char *word) {
  while (from < s.len && !begins(anno_str_sub(s, from, s.len), word)) from++;
  const size_t end = from + strlen(word);
  return end < s.len ? end : s.len;
}

static bool ends_name(anno_str s, size_t at) {
  return at >= s.len || s.ptr[at] == '>' || s.ptr[at] == '/' || anno_is_white(s.ptr[at]);
}

/* Passes over the tag or comment at *at. */
static void pass_tag(anno_buf *out, anno_str s, size_t *at) {
  static const struct {
    const char *open, *close;
  } hidden[] = {{"<!--", "-->"}, {"<head", "</head>"}, {"<script", "</script>"}, {"<style", "</style>"}};
  const anno_str rest = anno_str_sub(s, *at, s.len);
  for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
    const bool comment = i == 0;
    if (!begins(rest, hidden[i].open) || !(comment || ends_name(rest, strlen(hidden[i].open)))) continue;
    *at = behind(s, *at, hidden[i].close);
    return;
  }
  if (begins(rest, "<br") && ends_name(rest, 3)) anno_buf_putc(out, '\n');
  *at = behind(s, *at, ">");
}

/* The number in "&#123;" or "&#x7B;"; 0 if it is no character. */
static uint32_t number_of(anno_str digits) {
  const bool hex = begins(digits, "x");
  uint32_t code = 0;
  if (hex) digits = anno_str_sub(digits, 1, digits.len);
  for (size_t i = 0; i < digits.len; i++) {
    const char c = lower(digits.ptr[i]);
    const bool letter = hex && c >= 'a' && c <= 'f';
    if (!letter && (c < '0' || c > '9')) return 0;
    code = code * (hex ? 16 : 10) + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
    if (code > 0x10FFFF) return 0;
  }
  return code >= 0xD800 && code < 0xE000 ? 0 : code;
}

static uint32_t code_of(anno_str name) {
  static const struct {
    const char *name;
    uint32_t code;
  } named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};
  if (name.len && name.ptr[0] == '#') return number_of(anno_str_sub(name, 1, name.len));
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (anno_str_eq(name, anno_str_from(named[i].name))) return named[i].code;
  return 0;
}

/* A reference to a character, or what looks like one as it stands. */
static void put_reference(anno_buf *out, anno_str s, size_t *at) {
  enum { LONGEST = 10 };
  const anno_str window = anno_str_sub(s, *at + 1, *at + 1 + LONGEST);
  const size_t end = anno_str_find(window, 0, ';');
  const uint32_t code = end < window.len ? code_of(anno_str_sub(window, 0, end)) : 0;
  char bytes[4];
  if (code)
    anno_buf_put(out, (anno_str){bytes, anno_utf_put(code, bytes)});
  else
    anno_buf_putc(out, '&');
  *at += code ? end + 2 : 1;
}

anno_str anno_ls_html_text(anno_arena *arena, anno_str html) {
  anno_buf out = anno_buf_in(arena);
  for (size_t at = 0; at < html.len;) {
    const char c = html.ptr[at];
    if (c == '<') {
      pass_tag(&out, html, &at);
    } else if (c == '&') {
      put_reference(&out, html, &at);
    } else {
      /* The line ends of a page are LF, whatever its file has. */
      const bool pair = c == '\r' && at + 1 < html.len && html.ptr[at + 1] == '\n';
      anno_buf_putc(&out, c == '\r' ? '\n' : c);
      at += pair ? 2 : 1;
    }
  }
  return anno_buf_str(&out);
}
