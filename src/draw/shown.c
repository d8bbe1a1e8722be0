#include "draw/shown.h"

#include <stdint.h>
#include <utf8proc.h>

#include "base/utf.h"

/* The code point at `*at`, which is moved behind it; -1 for a byte that is not UTF-8. */
static int32_t next_code(anno_str text, size_t *at) {
  utf8proc_int32_t code = -1;
  const utf8proc_ssize_t left = (utf8proc_ssize_t)(text.len - *at);
  const utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + *at, left, &code);
  *at += n > 0 ? (size_t)n : 1;
  return n > 0 ? code : -1;
}

static bool within(int32_t code, int32_t first, int32_t last) { return code >= first && code <= last; }

static bool is_joiner(int32_t code) { return code == 0x200C || code == 0x200D; }

static bool is_blank(int32_t code) {
  return code == ' ' || within(code, 9, 10) || code == 13 || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         within(code, 0x2000, 0x200A) || within(code, 0x2028, 0x2029) || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

/* Not seen, or moves what is seen. */
static bool is_hidden(int32_t code) { return anno_utf_is_hidden((uint32_t)code); }

/* Selects another shape of the sign before it, and is seen by that. */
static bool is_selector(int32_t code) {
  return within(code, 0xFE00, 0xFE0F) || within(code, 0xE0100, 0xE01EF) || within(code, 0x180B, 0x180D) ||
         code == 0x180F;
}

/* What a joiner may stand beside: a letter, mark or sign outside ASCII. */
static bool is_joined(int32_t code) {
  return code > 0x7F && !is_blank(code) && (!is_hidden(code) || within(code, 0xE0000, 0xE00FF));
}

/* True if a sign is as it should be between two others: one joiner or selector may be, a row of them could hide text.
 */
static bool is_apt(int32_t before, int32_t code, int32_t after) {
  if (is_selector(code))
    return !is_selector(before) && (is_joined(before) || within(before, '0', '9') || before == '#' || before == '*');
  return !is_hidden(code) || (is_joiner(code) && is_joined(before) && is_joined(after));
}

static void put_hex(anno_buf *out, uint32_t value, int least) {
  int digits = least;
  while (digits < 8 && value >> (4 * digits)) digits++;
  while (digits--) anno_buf_putc(out, "0123456789ABCDEF"[value >> (4 * digits) & 15]);
}

static void put_named(anno_buf *out, const char *prefix, uint32_t value, int digits) {
  anno_buf_put(out, ANNO_STR("⟨"));
  anno_buf_put(out, anno_str_from(prefix));
  put_hex(out, value, digits);
  anno_buf_put(out, ANNO_STR("⟩"));
}

anno_str anno_shown(anno_arena *arena, anno_str text) {
  anno_buf out = anno_buf_in(arena);
  int32_t before = ' ';
  bool blank = false; /* one is due before what follows */
  for (size_t at = 0; at < text.len;) {
    const size_t begin = at;
    const int32_t code = next_code(text, &at);
    if (is_blank(code)) {
      blank = out.len > 0;
      before = ' ';
      continue;
    }
    if (blank) anno_buf_putc(&out, ' ');
    blank = false;
    size_t ahead = at;
    const int32_t after = at < text.len ? next_code(text, &ahead) : ' ';
    if (code < 0)
      put_named(&out, "", (unsigned char)text.ptr[begin], 2);
    else if (!is_apt(before, code, after))
      put_named(&out, "U+", (uint32_t)code, 4);
    else
      anno_buf_put(&out, anno_str_sub(text, begin, at));
    before = code;
  }
  return anno_buf_str(&out);
}

/* One letter or sign as a reader counts them. */
typedef struct {
  size_t begin, end, columns;
  int32_t first, last;
} grapheme;

/* The grapheme at the offset `at` of `text`, which is not its end. */
static grapheme grapheme_at(anno_str text, size_t at) {
  grapheme g = {.begin = at};
  utf8proc_int32_t state = 0;
  g.first = g.last = next_code(text, &at);
  for (;;) {
    const int width = g.last < 0 ? 1 : utf8proc_charwidth(g.last);
    if (width > 0 && (size_t)width > g.columns) g.columns = (size_t)width;
    g.end = at;
    if (at >= text.len || g.last < 0) return g;
    const int32_t next = next_code(text, &at);
    if (next < 0 || utf8proc_grapheme_break_stateful(g.last, next, &state)) return g;
    g.last = next;
  }
}

size_t anno_columns(anno_str text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.len;) {
    const grapheme g = grapheme_at(text, at);
    columns += g.columns;
    at = g.end;
  }
  return columns;
}

/* The end of the longest beginning of at most `columns`, at a grapheme boundary. */
static size_t end_within(anno_str text, size_t columns) {
  size_t at = 0;
  while (at < text.len) {
    const grapheme g = grapheme_at(text, at);
    if (g.columns > columns) break;
    columns -= g.columns;
    at = g.end;
  }
  return at;
}

anno_str anno_clipped(anno_arena *arena, anno_str text, size_t columns) {
  if (end_within(text, columns) == text.len) return text;
  if (!columns) return ANNO_STR("");
  const anno_str kept = anno_str_trim(anno_str_sub(text, 0, end_within(text, columns - 1)));
  return anno_arena_print(arena, "%.*s…", ANNO_FMT(kept));
}

/* ---- lines */

/* What no line break stands in. A blank may follow, which a line break replaces. */
typedef struct {
  size_t begin, end, columns;
  bool blank;
} piece;

typedef struct {
  anno_str text;
  piece *items;
  size_t count, capacity, widest;
} pieces;

static bool opens(int32_t code) {
  const utf8proc_category_t c = utf8proc_category(code);
  return c == UTF8PROC_CATEGORY_PS || c == UTF8PROC_CATEGORY_PI;
}

static bool closes(int32_t code) {
  const utf8proc_category_t c = utf8proc_category(code);
  return c == UTF8PROC_CATEGORY_PE || c == UTF8PROC_CATEGORY_PF || c == UTF8PROC_CATEGORY_PO || code == 0x30FC;
}

static bool is_hyphen(int32_t code) {
  return code == '-' || code == '/' || code == 0x2010 || within(code, 0x2013, 0x2014);
}

/* Whether a line may end between two graphemes without a blank between them. */
static bool may_break(const grapheme *a, const grapheme *b, bool in_word) {
  if (a->columns == 2 || b->columns == 2) return !opens(a->first) && !closes(b->first);
  return is_hyphen(a->first) && in_word && !closes(b->first) && !is_hyphen(b->first);
}

static void add_piece(anno_arena *arena, pieces *all, piece p) {
  if (p.columns > all->widest) all->widest = p.columns;
  ANNO_PUSH(arena, all->items, all->count, all->capacity, p);
}

/* Cuts the text into pieces; a word that is longer than `most` columns becomes several. */
static void cut_pieces(anno_arena *arena, pieces *all, size_t most) {
  piece p = {0};
  grapheme before = {0};
  bool in_word = false; /* not only hyphens so far */
  for (size_t at = 0; at < all->text.len;) {
    const grapheme g = grapheme_at(all->text, at);
    at = g.end;
    if (g.first == ' ') {
      p.blank = true;
      add_piece(arena, all, p);
      p = (piece){.begin = g.end, .end = g.end};
      in_word = false;
      continue;
    }
    const bool starts = p.end == p.begin;
    if (!starts && (p.columns + g.columns > most || may_break(&before, &g, in_word))) {
      add_piece(arena, all, p);
      p = (piece){.begin = g.begin};
    }
    p.end = g.end;
    p.columns += g.columns;
    in_word = in_word || !is_hyphen(g.first);
    before = g;
  }
  if (p.end > p.begin) add_piece(arena, all, p);
}

/* The index behind the last piece of the line that begins with piece `at`. */
static size_t line_end(const pieces *all, size_t at, size_t columns) {
  size_t used = all->items[at].columns;
  for (at++; at < all->count; at++) {
    used += all->items[at].columns + all->items[at - 1].blank;
    if (used > columns) break;
  }
  return at;
}

static size_t lines_of(const pieces *all, size_t columns) {
  size_t n = 0;
  for (size_t at = 0; at < all->count; at = line_end(all, at, columns)) n++;
  return n;
}

/* The least width that takes no more lines than `columns` does. */
static size_t even_columns(const pieces *all, size_t columns) {
  const size_t lines = lines_of(all, columns);
  size_t low = all->widest, high = columns;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (lines_of(all, middle) <= lines)
      high = middle;
    else
      low = middle + 1;
  }
  return high;
}

anno_lines anno_wrapped(anno_arena *arena, anno_str text, size_t columns, size_t most) {
  anno_lines lines = {0};
  pieces all = {.text = anno_str_trim(text)};
  if (columns < 2) columns = 2;
  if (!most || !all.text.len) return lines;
  cut_pieces(arena, &all, columns);
  size_t count = lines_of(&all, columns);
  const bool cut = count > most;
  const size_t width = cut ? columns : even_columns(&all, columns);
  if (cut) count = most;
  lines.items = anno_arena_array(arena, count, sizeof *lines.items);
  if (!lines.items) return lines;
  for (size_t at = 0; lines.count < count && at < all.count;) {
    const size_t end = line_end(&all, at, width);
    const bool last = cut && lines.count + 1 == count;
    const size_t stop = last ? all.text.len : all.items[end - 1].end;
    const anno_str line = anno_str_sub(all.text, all.items[at].begin, stop);
    lines.items[lines.count++] = last ? anno_clipped(arena, line, columns) : line;
    at = end;
  }
  return lines;
}

/* ---- XML */

static anno_str entity_of(char c) {
  switch (c) {
    case '&': return ANNO_STR("&amp;");
    case '<': return ANNO_STR("&lt;");
    case '>': return ANNO_STR("&gt;");
    case '"': return ANNO_STR("&quot;");
    case '\'': return ANNO_STR("&#39;");
    default: return ANNO_STR("");
  }
}

void anno_put_xml(anno_buf *out, anno_str text) {
  for (size_t at = 0; at < text.len;) {
    const size_t begin = at;
    const int32_t code = next_code(text, &at);
    const bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    if (control || code == 0xFFFE || code == 0xFFFF) continue;
    const anno_str entity = entity_of(text.ptr[begin]);
    anno_buf_put(out, entity.len ? entity : anno_str_sub(text, begin, at));
  }
}

bool anno_is_web(anno_str iri) {
  return anno_str_starts(iri, ANNO_STR("http://")) || anno_str_starts(iri, ANNO_STR("https://"));
}
