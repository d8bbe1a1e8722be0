/* Tables for anno_iri_ok, anno_language_ok and the order of terms. */
#include <stdio.h>

#include "rdf/term.h"

static const char *const good_iris[] = {"a:",
                                        "urn:x:y",
                                        "http://example.org/",
                                        "http://example.org",
                                        "http://[::1]:80/a",
                                        "http://example.org/a?b#c",
                                        "http://example.org/%41",
                                        "http://example.org/caf\xC3\xA9",
                                        "http://example.org/\xF0\x9F\x98\x80",
                                        "x+1-.:y",
                                        "http://example.org/?\xEE\x80\x80",
                                        "mailto:a@b",
                                        "http://example.org/a'b(c)*!$&,;=~:@",
                                        "http://h:80/",
                                        "http://user@h:/",
                                        "http://",
                                        "file:///a",
                                        "http://[2001:db8::1.2.3.4]",
                                        "http://u@[::1]:8080?q",
                                        "x://1:2"};
static const char *const bad_iris[] = {"",
                                       "a",
                                       "/a",
                                       "_:b1",
                                       "1a:b",
                                       ":a",
                                       "http",
                                       "http://example.org/a b",
                                       "http://example.org/<",
                                       "http://example.org/>",
                                       "http://example.org/\"",
                                       "http://example.org/{",
                                       "http://example.org/}",
                                       "http://example.org/|",
                                       "http://example.org/^",
                                       "http://example.org/`",
                                       "http://example.org/\\",
                                       "http://example.org/\n",
                                       "http://example.org/\x7F",
                                       "http://example.org/\xFF",
                                       "http://example.org/\xED\xA0\x80",
                                       "http://example.org/\xC2\x85",
                                       "http://example.org/\xEF\xBF\xBE",
                                       "http://example.org/\xEE\x80\x80",
                                       "http://example.org/#\xEE\x80\x80?",
                                       "http://example.org/a#b#c",
                                       "http://example.org/[a]",
                                       "http://example.org/%",
                                       "http://example.org/%4",
                                       "http://example.org/%zz",
                                       "http://example.org/\xC3",
                                       "http://h:x/",
                                       "http://h:80:90/",
                                       "http://a@b@c/",
                                       "http://[::1/",
                                       "http://::1]/",
                                       "http://[]/",
                                       "http://a[::1]/",
                                       "http://[::x]/",
                                       "http://[::1]x/"};
static const char *const good_tags[] = {"en",
                                        "EN",
                                        "de-at",
                                        "zh-hant-tw",
                                        "sl-1994",
                                        "x-y",
                                        "en-x-y",
                                        "en-b-cc",
                                        "abcdefgh",
                                        "zh-yue-Hant-HK",
                                        "de-Latf-DE-1901-a-bb-cc-x-1",
                                        "es-419",
                                        "zh-min-nan",
                                        "en-GB-oed",
                                        "i-klingon",
                                        "x-1-a",
                                        "abcd-latn"};
static const char *const bad_tags[] = {"",
                                       "a",
                                       "en-",
                                       "-en",
                                       "en--us",
                                       "en_us",
                                       "1a",
                                       "en us",
                                       "abcdefghi",
                                       "en-abcdefghi",
                                       "en-a",
                                       "x",
                                       "\xD1\x80\xD1\x83",
                                       "sl-19",
                                       "en-us-gb",
                                       "en-us-latn",
                                       "en-abc-abc-abc-abc",
                                       "abcd-efg",
                                       "en-a-b-cc",
                                       "en-1abc-us",
                                       "en-a-x-b",
                                       "i-other"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int wrong(const char *what, const char *text) {
  fprintf(stderr, "%s: '%s'\n", what, text);
  return 1;
}

static int order(void) {
  const anno_term three[] = {anno_iri(ANNO_STR("a")), anno_iri(ANNO_STR("b")), anno_iri(ANNO_STR("c"))};
  const anno_term four[] = {anno_iri(ANNO_STR("a")), anno_iri(ANNO_STR("b")), anno_text(ANNO_STR("c"), ANNO_STR(""))};
  const anno_term sorted[] = {{0},
                              anno_iri(ANNO_STR("a")),
                              anno_iri(ANNO_STR("b")),
                              anno_text(ANNO_STR("a"), ANNO_STR("")),
                              anno_typed(ANNO_STR("a"), ANNO_STR("t")),
                              anno_text(ANNO_STR("a"), ANNO_STR("en")),
                              anno_text(ANNO_STR("b"), ANNO_STR("")),
                              {.kind = ANNO_TRIPLE, .triple = three},
                              {.kind = ANNO_TRIPLE, .triple = four}};
  int bad = 0;
  for (size_t i = 0; i < COUNT(sorted); i++)
    for (size_t k = 0; k < COUNT(sorted); k++) {
      const int c = anno_term_cmp(&sorted[i], &sorted[k]), want = (i > k) - (i < k);
      if ((c > 0) - (c < 0) != want || anno_term_eq(&sorted[i], &sorted[k]) != (i == k)) bad += wrong("order", "terms");
    }
  const anno_stmt a = {.subject = sorted[1], .predicate = sorted[2], .object = sorted[3]};
  anno_stmt b = a;
  if (anno_stmt_cmp(&a, &b) != 0) bad += wrong("order", "equal statements");
  b.graph = sorted[1];
  b.subject = sorted[0];
  if (anno_stmt_cmp(&a, &b) >= 0 || anno_stmt_cmp(&b, &a) <= 0) bad += wrong("order", "the graph comes first");
  return bad;
}

int main(void) {
  int bad = order();
  for (size_t i = 0; i < COUNT(good_iris); i++)
    if (!anno_iri_ok(anno_str_from(good_iris[i]))) bad += wrong("refused IRI", good_iris[i]);
  for (size_t i = 0; i < COUNT(bad_iris); i++)
    if (anno_iri_ok(anno_str_from(bad_iris[i]))) bad += wrong("taken IRI", bad_iris[i]);
  if (anno_iri_ok((anno_str){"http://example.org/a\0b", 22})) bad += wrong("taken IRI", "with U+0000");
  for (size_t i = 0; i < COUNT(good_tags); i++)
    if (!anno_language_ok(anno_str_from(good_tags[i]))) bad += wrong("refused tag", good_tags[i]);
  for (size_t i = 0; i < COUNT(bad_tags); i++)
    if (anno_language_ok(anno_str_from(bad_tags[i]))) bad += wrong("taken tag", bad_tags[i]);
  return bad != 0;
}
