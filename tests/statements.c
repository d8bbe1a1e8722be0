#include "statements.h"

#include "base/buf.h"
#include "base/utf.h"

/* Triple terms deeper than this are no terms. */
enum { DEEPEST = 8 };

static char take(anno_str *rest) {
  if (!rest->len) return '\0';
  rest->len--;
  return *rest->ptr++;
}

static char peek(const anno_str *rest) { return rest->len ? *rest->ptr : '\0'; }

static uint32_t hex(anno_str *rest, size_t digits) {
  uint32_t code = 0;
  for (size_t i = 0; i < digits && rest->len; i++) {
    const char c = take(rest);
    code = code << 4 | ((uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10) & 15);
  }
  return code > 0x10FFFF ? 0xFFFD : code;
}

/* Takes text up to `end` off the front of `rest`, with its escapes undone; bytes that are no UTF-8 stay. */
static anno_str unescape(anno_arena *arena, anno_str *rest, char end) {
  static const char from[] = "btnfr", to[] = "\b\t\n\f\r";
  anno_buf text = anno_buf_in(arena);
  take(rest);
  while (rest->len && peek(rest) != end) {
    char c = take(rest);
    if (c != '\\') {
      anno_buf_putc(&text, c);
      continue;
    }
    c = take(rest);
    char bytes[4] = {c};
    size_t length = 1;
    const char *known = c ? strchr(from, c) : NULL;
    if (c == 'u' || c == 'U')
      length = anno_utf_put(hex(rest, c == 'u' ? 4 : 8), bytes);
    else if (known)
      bytes[0] = to[known - from];
    anno_buf_put(&text, (anno_str){bytes, length});
  }
  take(rest);
  return anno_buf_str(&text);
}

static anno_term term(anno_arena *arena, anno_str *rest, int depth);

static anno_term triple(anno_arena *arena, anno_str *rest, int depth) {
  anno_term *terms = anno_arena_array(arena, 3, sizeof *terms);
  *rest = anno_str_sub(*rest, 3, rest->len);
  for (int i = 0; i < 3; i++) terms[i] = term(arena, rest, depth + 1);
  anno_str_cut(rest, '>');
  anno_str_cut(rest, '>');
  return (anno_term){.kind = ANNO_TRIPLE, .triple = terms};
}

static anno_term literal(anno_arena *arena, anno_str *rest) {
  anno_term made = anno_text(unescape(arena, rest, '"'), ANNO_STR(""));
  if (peek(rest) == '@') {
    made.language = anno_str_cut(rest, ' ');
    made.language = anno_str_sub(made.language, 1, made.language.len);
  }
  if (anno_str_starts(*rest, ANNO_STR("^^"))) {
    *rest = anno_str_sub(*rest, 2, rest->len);
    made.datatype = unescape(arena, rest, '>');
  }
  return made;
}

static anno_term term(anno_arena *arena, anno_str *rest, int depth) {
  *rest = anno_str_trim(*rest);
  if (!rest->len || peek(rest) == '.') return (anno_term){0};
  if (depth < DEEPEST && anno_str_starts(*rest, ANNO_STR("<<("))) return triple(arena, rest, depth);
  if (peek(rest) == '<') return anno_iri(unescape(arena, rest, '>'));
  if (peek(rest) == '"') return literal(arena, rest);
  return anno_iri(anno_str_cut(rest, ' ')); /* a blank node's label, as the loader makes it */
}

bool statements_event(anno_arena *arena, anno_str line, anno_event *out, anno_stmt *stmt) {
  static const anno_str section = ANNO_STR_INIT("#section "), prefix = ANNO_STR_INIT("#prefix ");
  *out = (anno_event){.kind = ANNO_EVENT_STATEMENT, .stmt = stmt};
  if (anno_str_starts(line, section)) {
    *out = (anno_event){.kind = ANNO_EVENT_SECTION, .name = anno_str_sub(line, section.len, line.len)};
  } else if (anno_str_starts(line, prefix)) {
    line = anno_str_sub(line, prefix.len, line.len);
    *out = (anno_event){.kind = ANNO_EVENT_PREFIX, .name = anno_str_cut(&line, ' ')};
    out->iri = anno_str_trim(line);
  } else if (anno_str_eq(line, ANNO_STR("#break"))) {
    *out = (anno_event){.kind = ANNO_EVENT_BREAK};
  } else if (!line.len || line.ptr[0] == '#') {
    return false;
  } else {
    *stmt = (anno_stmt){0};
    anno_term *const terms[] = {&stmt->subject, &stmt->predicate, &stmt->object, &stmt->graph};
    for (int i = 0; i < 4; i++) *terms[i] = term(arena, &line, 0);
  }
  return true;
}
