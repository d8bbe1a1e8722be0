/* The plain reading of XML against the whole parser: pieces put together by chance, and documents with faults made by
   chance, the same ones in each run, must give the same events, places and findings. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "read/xml_plain.h"
#include "unit/check.h"

enum { RUNS = 40000, LONGEST = 600 };

typedef struct {
  anno_arena *run;
  anno_buf told;
} world;

static void put(world *w, const char *what, anno_loc at, anno_str text) {
  anno_buf_put(&w->told, anno_arena_print(w->run, "%s%zu %.*s", what, at.offset, ANNO_FMT(text)));
}

static void hear(void *handle, const anno_diag *diag) {
  put(handle, anno_code_name(diag->code), diag->at, diag->detail);
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  put(handle, "<", tag->at, tag->name);
  put(handle, "{", (anno_loc){0}, tag->uri);
  for (size_t i = 0; i < tag->attr_count; i++) {
    put(handle, " ", tag->attrs[i].at, tag->attrs[i].name);
    put(handle, "{", (anno_loc){0}, tag->attrs[i].uri);
    put(handle, "=", (anno_loc){0}, tag->attrs[i].value);
  }
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  put(handle, "</", tag->at, tag->name);
  put(handle, "{", (anno_loc){0}, tag->uri);
  return true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  put(handle, "[", at, text);
  return true;
}

typedef anno_status parser(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events);

static anno_str told_by(anno_arena *run, parser *parse, anno_str bytes) {
  world w = {run, anno_buf_in(run)};
  anno_arena *document = anno_arena_new(NULL, 0);
  const anno_diag_sink sink = {&w, hear};
  const anno_ctx ctx = {run, document, &anno_files_disk, &sink, NULL};
  anno_input input = {.name = ANNO_STR("x"), .bytes = bytes};
  const anno_xml_events events = {&w, on_start, on_end, on_text};
  const anno_status status = parse(&ctx, &input, &events);
  anno_buf_put(&w.told, anno_arena_print(run, " %d", (int)status));
  anno_arena_free(document);
  return anno_buf_str(&w.told);
}

static bool same(anno_str bytes) {
  anno_arena *run = anno_arena_new(NULL, 0);
  /* Of just that size, so that reading beyond the end is seen by whoever looks for it. */
  char *own = malloc(bytes.len + !bytes.len);
  if (!own || !run) abort();
  memcpy(own, bytes.ptr, bytes.len);
  const anno_str input = {own, bytes.len};
  const anno_str plain = told_by(run, anno_xml_parse, input), whole = told_by(run, anno_xml_parse_whole, input);
  const bool equal = anno_str_eq(plain, whole);
  if (!equal) printf("%.*s\n  %.*s\n  %.*s\n", ANNO_FMT(input), ANNO_FMT(plain), ANNO_FMT(whole));
  anno_arena_free(run);
  free(own);
  return equal;
}

/* xorshift: the same numbers everywhere. */
static size_t chance(uint64_t *state, size_t below) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (size_t)(*state >> 11) % below;
}

static const char *const pieces[] = {"<a>",
                                     "</a>",
                                     "<a>",
                                     "</a>",
                                     "<b x='1'>",
                                     "</b >",
                                     "<p:c\nxmlns:p=\"u\" p:x = 'y\tz' x='&lt;&#x41;'\n/>",
                                     "<a x='1' x='2'/>",
                                     "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>",
                                     "<a xmlns='u' xml:lang='en'><b/></a>",
                                     "<p:a/>",
                                     "<a xmlns:p=''/>",
                                     "<a xmlns='' xml:space='no'/>",
                                     "<xml:a/>",
                                     "<a:b:c/>",
                                     "<a :b=''/>",
                                     "<ä ö='ü'/>",
                                     "<a b='1'c='2'/>",
                                     "<a b=1/>",
                                     "<a b='<'/>",
                                     "<a b='>\"'/>",
                                     "<a b/>",
                                     "<a / >",
                                     "<!-- c -->",
                                     "<!-- c -- >-->",
                                     "<!--->-->",
                                     "<![CDATA[<&]]]]>",
                                     "<!X>",
                                     "<?p i?>",
                                     "<?xml version='1.0'?>",
                                     "<?XmL?>",
                                     "<?p:q?>",
                                     "<? ?>",
                                     "]]>",
                                     "]]",
                                     ">",
                                     "&amp;",
                                     "&#38;#38;",
                                     "&#0;",
                                     "&#xD800;",
                                     "&#xFFFE;",
                                     "&#13;",
                                     "&#x110000;",
                                     "&#;",
                                     "&x;",
                                     "&",
                                     " \n\t",
                                     "\r\n",
                                     "text",
                                     "\xEF\xBF\xBD",
                                     "\xEF\xBF\xBE",
                                     "\xEF\xBB\xBF",
                                     "\x7F",
                                     "\x02",
                                     "😀",
                                     "<",
                                     "</",
                                     "'"};

/* Something that is often well formed. */
static anno_str compose(uint64_t *state, char *out) {
  const size_t count = chance(state, 12), kinds = sizeof pieces / sizeof *pieces;
  size_t n = 0;
  memcpy(out, "<r>", 3);
  n = 3;
  for (size_t i = 0; i < count; i++) {
    const anno_str piece = anno_str_from(pieces[chance(state, chance(state, 2) ? kinds : 8)]);
    memcpy(out + n, piece.ptr, piece.len);
    n += piece.len;
  }
  memcpy(out + n, "</r>", 4);
  return (anno_str){out, n + 4};
}

static const char *const documents[] = {
    "<?xml version='1.0' encoding=\"UTF-8\" standalone='yes'?>\n<!-- c --><?p i?>\n<r xmlns='u' xmlns:p='v'>\n <p:a "
    "p:x='1' x=\"2 &amp; 3\">text &lt; <![CDATA[<b>]]> more</p:a>\n <b/><!-- d -->ä\xEF\xBF\xBD</r>\n<!-- e -->\n",
    "<N v='3'><w id='w1' o='0' l='2'>ab</w><w id='w2'>c]&#x20;&gt;]</w><t><s><g id='w1'/></s></t></N>"};

/* A document with a few bytes lost, doubled, swapped or become others. */
static anno_str spoil(uint64_t *state, char *out) {
  static const char others[] = "<>/&;'\"= \n\r\t!?-[]:x#\x01\xC3\xEF";
  const anno_str document = anno_str_from(documents[chance(state, sizeof documents / sizeof *documents)]);
  size_t n = document.len;
  memcpy(out, document.ptr, n);
  for (size_t faults = 1 + chance(state, 3); faults; faults--) {
    const size_t at = chance(state, n), length = 1 + chance(state, 4), end = at + length < n ? at + length : n;
    switch (chance(state, 3)) {
      case 0: out[at] = others[chance(state, sizeof others - 1)]; break;
      case 1:
        memmove(out + at, out + end, n - end);
        n -= end - at;
        break;
      default: memmove(out + end, out + at, n - at); n += end - at;
    }
    if (!n) break;
  }
  return (anno_str){out, n};
}

static void test_by_chance(int *faults) {
  uint64_t state = 5;
  for (size_t i = 0; i < RUNS; i++) {
    char room[LONGEST];
    CHECK(same(compose(&state, room)));
    CHECK(same(spoil(&state, room)));
  }
}

static void test_cut_short(int *faults) {
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
    for (size_t n = 0; n <= strlen(documents[i]); n++) CHECK(same((anno_str){documents[i], n}));
}

int main(void) {
  int faults = 0;
  test_by_chance(&faults);
  test_cut_short(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
