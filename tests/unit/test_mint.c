/* Which texts the mapping takes for normal without asking the library that knows. */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf.h"
#include "map/mint.h"
#include "unit/check.h"

static bool is_same(const char *text, size_t length) {
  utf8proc_uint8_t *out = NULL;
  const utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &out,
                                          UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const bool same = n == (utf8proc_ssize_t)length && !memcmp(out, text, length);
  free(out);
  return same;
}

/* Each settled code point alone, and between two of every kind that could join with it. */
static void test_settled(int *faults) {
  static const uint32_t beside[] = {'a', 'e', 0xE9, 0x41A, 0x439, 0x2019, 0x4E00};
  size_t settled = 0;
  for (uint32_t code = 1; code < 0x110000; code++) {
    char text[16];
    if (code >= 0xD800 && code < 0xE000) continue;
    const size_t n = anno_utf_put(code, text);
    if (!anno_mint_settled((anno_str){text, n})) continue;
    settled++;
    CHECK(utf8proc_get_property((utf8proc_int32_t)code)->combining_class == 0);
    CHECK(is_same(text, n));
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
      size_t m = anno_utf_put(beside[i], text);
      m += anno_utf_put(code, text + m);
      m += anno_utf_put(beside[i], text + m);
      CHECK(is_same(text, m));
    }
  }
  CHECK(settled > 20000);
  CHECK(!anno_mint_settled(ANNO_STR("e\xCC\x81")));
}

static void test_normal(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("  a \n b ")), ANNO_STR("a b")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("a b")), ANNO_STR("a b")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("a b ")), ANNO_STR("a b")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("a\xC2\xA0" "b")), ANNO_STR("a b")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("")), ANNO_STR("")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR(" ")), ANNO_STR("")));
  CHECK(anno_str_eq(anno_mint_normal(arena, ANNO_STR("e\xCC\x81")), ANNO_STR("\xC3\xA9")));
  anno_arena_free(arena);
}

int main(void) {
  int faults = 0;
  test_settled(&faults);
  test_normal(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
