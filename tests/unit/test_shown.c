/* Text as pictures show it. */
#include "base/arena.h"
#include "draw/shown.h"
#include "unit/check.h"

#define SHOWN(text, expected)                  CHECK_STR(anno_shown(arena, ANNO_STR(text)), expected)
#define CLIPPED(text, columns, expected)       CHECK_STR(anno_clipped(arena, ANNO_STR(text), columns), expected)
#define WRAPPED(text, columns, most, expected) CHECK_STR(wrapped(arena, ANNO_STR(text), columns, most), expected)

static void test_shown(anno_arena *arena, int *faults) {
  SHOWN("", "");
  SHOWN(" a \t\r\n b\xc2\xa0\xe3\x80\x80 c ", "a b c");
  SHOWN("nul\0byte \x01\x0b\x7f\xc2\x9b", "nul⟨U+0000⟩byte ⟨U+0001⟩⟨U+000B⟩⟨U+007F⟩⟨U+009B⟩");
  SHOWN("\xe2\x80\xaetxt.exe\xe2\x81\xa9\xd8\x9c", "⟨U+202E⟩txt.exe⟨U+2069⟩⟨U+061C⟩");
  SHOWN("a\xe2\x80\x8b"
        "b\xe2\x81\xa0\xef\xbb\xbf\xc2\xad",
        "a⟨U+200B⟩b⟨U+2060⟩⟨U+FEFF⟩⟨U+00AD⟩");
  SHOWN("\xef\xbf\xbe\xf0\x9f\xbf\xbf\xef\xb7\x90", "⟨U+FFFE⟩⟨U+1FFFF⟩⟨U+FDD0⟩");
  SHOWN("\xff\xc0\xaf\xed\xa0\x80 \xe2\x82", "⟨FF⟩⟨C0⟩⟨AF⟩⟨ED⟩⟨A0⟩⟨80⟩ ⟨E2⟩⟨82⟩");
  SHOWN("می\xe2\x80\x8cخواهم 👩\xe2\x80\x8d🔬 é e\xcc\x81", "می\xe2\x80\x8cخواهم 👩\xe2\x80\x8d🔬 é e\xcc\x81");
  SHOWN("a\xe2\x80\x8c"
        "b \xe2\x80\x8dم",
        "a⟨U+200C⟩b ⟨U+200D⟩م");
  SHOWN("<b>&amp; \\N \"", "<b>&amp; \\N \"");
}

static void test_columns(anno_arena *arena, int *faults) {
  CHECK(anno_columns(ANNO_STR("")) == 0 && anno_columns(ANNO_STR("abc")) == 3);
  CHECK(anno_columns(ANNO_STR("外交部")) == 6 && anno_columns(ANNO_STR("e\xcc\x81")) == 1);
  CHECK(anno_columns(ANNO_STR("👩\xe2\x80\x8d🔬")) == 2);
  CLIPPED("abc", 3, "abc");
  CLIPPED("abcd", 3, "ab…");
  CLIPPED("ab cd", 4, "ab…");
  CLIPPED("abcd", 1, "…");
  CLIPPED("abcd", 0, "");
  CLIPPED("外交部", 5, "外交…");
  CLIPPED("外交部", 4, "外…");
  CLIPPED("ae\xcc\x81iou", 3, "ae\xcc\x81…");
  CLIPPED("a👩\xe2\x80\x8d🔬"
          "bcd",
          3, "a…");
}

/* The lines with "|" between them. */
static anno_str wrapped(anno_arena *arena, anno_str text, size_t columns, size_t most) {
  const anno_lines lines = anno_wrapped(arena, text, columns, most);
  anno_buf all = anno_buf_in(arena);
  for (size_t i = 0; i < lines.count; i++) {
    if (i) anno_buf_putc(&all, '|');
    anno_buf_put(&all, lines.items[i]);
  }
  return anno_buf_str(&all);
}

static void test_wrapped(anno_arena *arena, int *faults) {
  WRAPPED("", 10, 3, "");
  WRAPPED("one", 10, 3, "one");
  WRAPPED("one", 10, 0, "");
  /* Even lines, not a full one and a rest. */
  WRAPPED("aaa bbb ccc ddd", 13, 3, "aaa bbb|ccc ddd");
  WRAPPED("aaaaaaaaaa b", 10, 3, "aaaaaaaaaa|b");
  WRAPPED("one two three four five", 9, 2, "one two|three fo…");
  WRAPPED("abcdefghijklmnop", 6, 9, "abcdef|ghijkl|mnop");
  WRAPPED("abcdefghijklmnop", 6, 2, "abcdef|ghijk…");
  WRAPPED("Anglo-American and/or", 9, 9, "Anglo-|American|and/or");
  WRAPPED("see http://example.org/a", 14, 9, "see http://|example.org/a");
  WRAPPED("minus -5 --all", 6, 9, "minus|-5|--all");
  WRAPPED("这是一个很长的中文标签，应该换行。", 12, 9, "这是一个很长|的中文标签，|应该换行。");
  WRAPPED("标签，。", 6, 9, "标|签，。");
  WRAPPED("e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81",
          2, 9,
          "e\xcc\x81"
          "e\xcc\x81"
          "|e\xcc\x81");
}

static anno_str xml(anno_arena *arena, anno_str text) {
  anno_buf out = anno_buf_in(arena);
  anno_put_xml(&out, text);
  return anno_buf_str(&out);
}

static void test_xml(anno_arena *arena, int *faults) {
  CHECK_STR(xml(arena, ANNO_STR("<a href=\"x\">'&amp;'</a>")),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
  CHECK_STR(xml(arena, ANNO_STR("a\0b\x01\x1f\t\n\xef\xbf\xbf\xff\xed\xa0\x80ж")), "ab\t\nж");
  CHECK(anno_is_web(ANNO_STR("http://x")) && anno_is_web(ANNO_STR("https://x")));
  CHECK(!anno_is_web(ANNO_STR("javascript:alert(1)")) && !anno_is_web(ANNO_STR(" http://x")));
  CHECK(!anno_is_web(ANNO_STR("")) && !anno_is_web(ANNO_STR("data:x")) && !anno_is_web(ANNO_STR("HTTP://x")));
}

/* Whatever the bytes: what is shown is valid, and no line is wider than asked. */
static void test_any(anno_arena *arena, int *faults) {
  unsigned seed = 1;
  for (int i = 0; i < 2000; i++) {
    static const char *const parts[] = {
        "a", " ", "-", "/", "外", "，", "e\xcc\x81", "👩\xe2\x80\x8d🔬", "\xff", "\xe2\x80\xae", "longword", "م", "🇩🇪"};
    anno_buf text = anno_buf_in(arena);
    for (int j = 0; j < 12; j++) {
      seed = seed * 1103515245u + 12345u;
      anno_buf_put(&text, anno_str_from(parts[(seed >> 16) % 13]));
    }
    const anno_str shown = anno_shown(arena, anno_buf_str(&text));
    const size_t columns = 2 + (size_t)(i % 9), most = 1 + (size_t)(i % 5);
    const anno_lines lines = anno_wrapped(arena, shown, columns, most);
    CHECK(lines.count <= most);
    for (size_t j = 0; j < lines.count; j++) CHECK(lines.items[j].len && anno_columns(lines.items[j]) <= columns);
    CHECK(anno_columns(anno_clipped(arena, shown, columns)) <= columns);
    CHECK(anno_str_eq(anno_shown(arena, shown), shown));
  }
}

int main(void) {
  int count = 0, *faults = &count;
  anno_arena *arena = anno_arena_new(NULL, 0);
  test_shown(arena, faults);
  test_columns(arena, faults);
  test_wrapped(arena, faults);
  test_xml(arena, faults);
  test_any(arena, faults);
  anno_arena_free(arena);
  return count != 0;
}
