#include "draw/dot_text.h"

enum { TOOLTIP = 600, LINK = 2000 };

void anno_dot_say(anno_dot *dot, const char *text) { anno_buf_put(dot->out, anno_str_from(text)); }

anno_hex anno_dot_colour(const anno_dot *dot, anno_tone tone, anno_shade shade) {
  return anno_colour(dot->picture, dot->theme, tone, shade);
}

anno_hex anno_dot_legible(const anno_dot *dot, anno_tone tone, anno_shade shade, anno_hex ground) {
  const anno_hex colour = anno_dot_colour(dot, tone, shade);
  return anno_contrast(colour, ground) >= 4.5 ? colour : anno_dot_colour(dot, ANNO_TONE_INK, ANNO_SHADE_TEXT);
}

/* Escaped as in XML, with each backslash and each line break written as said. */
static void put_escaped(anno_dot *dot, anno_str text, const char *backslash, const char *line_break) {
  size_t begin = 0;
  for (size_t at = 0; at <= text.len; at++) {
    const char c = at < text.len ? text.ptr[at] : '\n';
    if (c != '\\' && c != '\n') continue;
    anno_put_xml(dot->out, anno_str_sub(text, begin, at));
    if (at < text.len) anno_dot_say(dot, c == '\\' ? backslash : line_break);
    begin = at + 1;
  }
}

/* The escapes of tooltips are resolved twice; labels, which are all HTML, know no plain attributes. */
void anno_dot_attribute(anno_dot *dot, const char *name, anno_str value) {
  if (!value.len) return;
  ANNO_DOT_PRINT(dot, " %s=\"", name);
  put_escaped(dot, value, "\\\\\\\\", "\\n");
  anno_dot_say(dot, "\"");
}

void anno_dot_html_attribute(anno_dot *dot, const char *name, anno_str value) {
  if (!value.len) return;
  ANNO_DOT_PRINT(dot, " %s=\"", name);
  put_escaped(dot, value, "\\\\", "&#10;");
  anno_dot_say(dot, "\"");
}

static void begin_type(anno_dot *dot, anno_type type) {
  anno_dot_say(dot, "<FONT");
  if (type.size) ANNO_DOT_PRINT(dot, " POINT-SIZE=\"%s\"", type.size);
  ANNO_DOT_PRINT(dot, " COLOR=\"%s\">%s", type.colour.text, type.bold ? "<B>" : "");
}

/* Scripts that stand higher or lower than Latin: without more room their lines touch. */
static bool is_tall(anno_str line) {
  for (size_t i = 0; i + 1 < line.len; i++) {
    const unsigned char a = (unsigned char)line.ptr[i], b = (unsigned char)line.ptr[i + 1];
    if ((a >= 0xD8 && a <= 0xDD) || (a == 0xE0 && b >= 0xA0) || (a == 0xE1 && b <= 0x8F)) return true; /* U+0600-13FF */
    if (a == 0xEF && b >= 0xAD && b <= 0xBB) return true; /* presentation forms of Arabic */
  }
  return false;
}

void anno_dot_run(anno_dot *dot, anno_str line, anno_type type) {
  if (!line.len) return;
  begin_type(dot, type);
  put_escaped(dot, line, "\\\\", " "); /* "\N" stands for a name even within HTML */
  anno_dot_say(dot, type.bold ? "</B></FONT>" : "</FONT>");
  if (is_tall(line)) anno_dot_say(dot, "<FONT POINT-SIZE=\"16\">&#160;</FONT>");
}

void anno_dot_lines(anno_dot *dot, anno_lines lines, anno_type type, const char *line_break) {
  for (size_t i = 0; i < lines.count; i++) {
    if (i) anno_dot_say(dot, line_break);
    anno_dot_run(dot, lines.items[i], type);
  }
}

anno_lines anno_dot_wrap(anno_dot *dot, anno_str text, size_t columns, size_t most) {
  return anno_wrapped(dot->arena, anno_shown(dot->arena, text), columns, most);
}

anno_str anno_dot_tip(anno_dot *dot, anno_str tooltip, anno_str instead) {
  anno_buf line = anno_buf_in(dot->arena);
  for (anno_str rest = tooltip.len ? tooltip : instead; rest.len;) {
    const anno_str part = anno_shown(dot->arena, anno_str_cut(&rest, '\n'));
    if (part.len && line.len) anno_buf_putc(&line, '\n');
    anno_buf_put(&line, part);
  }
  return anno_clipped(dot->arena, anno_buf_str(&line), TOOLTIP);
}

anno_str anno_dot_link(anno_dot *dot, anno_str iri) {
  anno_buf out = anno_buf_in(dot->arena);
  if (!anno_is_web(iri) || iri.len > LINK) return ANNO_STR("");
  for (size_t i = 0; i < iri.len; i++) {
    const unsigned char c = (unsigned char)iri.ptr[i];
    if (c == '&')
      anno_buf_put(&out, ANNO_STR("&amp;"));
    else if (c > 0x20 && c < 0x7F && !strchr("<>\"'\\{}|^`", c))
      anno_buf_putc(&out, (char)c);
    else {
      const char escape[] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
      anno_buf_put(&out, (anno_str){escape, sizeof escape});
    }
  }
  return anno_buf_str(&out);
}

anno_str anno_dot_mark(anno_mark mark) {
  static const char *const signs[] = {
      [ANNO_MARK_NONE] = "", [ANNO_MARK_YES] = "+",  [ANNO_MARK_NO] = "✗",   [ANNO_MARK_DOUBT] = "?",
      [ANNO_MARK_DOT] = "·", [ANNO_MARK_FULL] = "●", [ANNO_MARK_HALF] = "◐", [ANNO_MARK_EMPTY] = "○",
  };
  return anno_str_from(signs[mark]);
}
