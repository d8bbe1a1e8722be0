/* The XML events: what a reader is told and where, and what is refused. Numbers of paragraphs are those of XML 1.0. */
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "read/xml.h"
#include "unit/check.h"

/* What was told, as text. */
typedef struct {
  anno_buf told;
  anno_diag_sink sink;
  anno_ctx ctx;
  anno_input input;
  int findings;
  anno_code code;
  anno_place place;
  char detail[128];
  size_t stop_after; /* start tags; 0: never */
} world;

static void hear(void *handle, const anno_diag *diag) {
  world *w = handle;
  w->findings++;
  w->code = diag->code;
  w->place = anno_loc_place(diag->at);
  snprintf(w->detail, sizeof w->detail, "%.*s", ANNO_FMT(diag->detail));
}

static void tell(world *w, const char *what, anno_loc at, anno_str name) {
  const anno_place place = anno_loc_place(at);
  const anno_str line = anno_arena_print(w->ctx.run, "%s%zu:%zu %.*s", what, place.line, place.column, ANNO_FMT(name));
  anno_buf_put(&w->told, line);
}

static void tell_uri(world *w, anno_str uri) {
  if (uri.len) anno_buf_put(&w->told, anno_arena_print(w->ctx.run, "{%.*s}", ANNO_FMT(uri)));
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  world *w = handle;
  tell(w, "<", tag->at, tag->name);
  tell_uri(w, tag->uri);
  for (size_t i = 0; i < tag->attr_count; i++) {
    tell(w, " ", tag->attrs[i].at, tag->attrs[i].name);
    tell_uri(w, tag->attrs[i].uri);
    anno_buf_put(&w->told, ANNO_STR("="));
    anno_buf_put(&w->told, tag->attrs[i].value);
  }
  anno_buf_put(&w->told, ANNO_STR(">"));
  return !w->stop_after || --w->stop_after;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  tell(handle, "</", tag->at, tag->name);
  anno_buf_put(&((world *)handle)->told, ANNO_STR(">"));
  return true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  tell(handle, "[", at, text);
  anno_buf_put(&((world *)handle)->told, ANNO_STR("]"));
  return true;
}

static anno_status parse_bytes(world *w, anno_str bytes) {
  const size_t stop_after = w->stop_after;
  *w = (world){.input = {.name = ANNO_STR("x"), .bytes = bytes}, .stop_after = stop_after};
  w->sink = (anno_diag_sink){w, hear};
  w->ctx = (anno_ctx){anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &w->sink, NULL};
  w->told = anno_buf_in(w->ctx.run);
  const anno_xml_events events = {w, on_start, on_end, on_text};
  return anno_xml_parse(&w->ctx, &w->input, &events);
}

static anno_status parse(world *w, const char *text) { return parse_bytes(w, anno_str_from(text)); }

static void end(world *w) {
  anno_arena_free(w->ctx.run);
  anno_arena_free(w->ctx.document);
  w->stop_after = 0;
}

/* Input and what is told of it. */
static const struct {
  const char *xml, *told;
} good[] = {
    {"<a/>", "<1:1 a></1:1 a>"},
    {"\xEF\xBB\xBF<?xml version='1.0' encoding=\"utf-8\"?>\n<a></a>", "<2:1 a></2:4 a>"},
    {"<a x='1'\r\n  y = \"two\"><b/></a>", "<1:1 a 1:7 x=1 2:8 y=two><2:13 b></2:13 b></2:17 a>"},
    {"<a>\n <b>ä &amp; ö</b>\r\n</a>", NULL},
    {"<p:a xmlns:p='urn:p' xmlns='urn:d' p:x='1' y='2' xml:id='z'><b/></p:a>",
     "<1:1 a{urn:p} 1:41 x{urn:p}=1 1:47 y=2 1:58 id{http://www.w3.org/XML/1998/namespace}=z>"
     "<1:61 b{urn:d}></1:61 b></1:65 a>"},
    /* 3.3.3: references are kept, white space becomes blanks. */
    {"<a t='l1&#10;l2&#x9;&lt;&apos;\nl3\tl4 😀'/>", "<1:1 a 1:7 t=l1\nl2\t<' l3 l4 😀></1:1 a>"},
    {"<a t='&amp; &#38;lt; &amp;amp; &#x26;#38;'/>", "<1:1 a 1:7 t=& &lt; &amp; &#38;></1:1 a>"},
    /* Text is told in one piece. */
    {"<a>x<!-- <no> -->y<![CDATA[<z> & ]]>&#128512;<?pi <p> ?>.</a>", "<1:1 a>[1:4 xy<z> & 😀.]</1:58 a>"},
    {"<a>x<b t='>'/>y</a>", "<1:1 a>[1:4 x]<1:5 b 1:11 t=>></1:5 b>[1:15 y]</1:16 a>"},
    {"<a>&amp;amp;</a>", "<1:1 a>[1:4 &amp;]</1:13 a>"},
    /* A document type without declarations of entities is passed over, its file is not looked for. */
    {"<!DOCTYPE a PUBLIC \"-//x\" 'file:>///etc/passwd'>\n<a/>", "<2:1 a></2:1 a>"},
    {"<!DOCTYPE a SYSTEM 'no.dtd' [<!ELEMENT a (b)> <!-- ' --> <!ATTLIST a t CDATA 'default>'>]>\n<a u='1'/>",
     "<2:1 a 2:7 u=1></2:1 a>"},
    {"<?xml version='1.1'?><a/>", "<1:22 a></1:22 a>"},
    {"<?xml version='1.0'?><?xml-stylesheet href='file:///etc/passwd'?>"
     "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>",
     "<1:66 include{http://www.w3.org/2001/XInclude} 1:125 href=file:///etc/passwd></1:66 include>"},
    {"<a xmlns:c='http:///uima/cas.ecore' xmlns:d='no uri at all'><c:b/></a>",
     "<1:1 a><1:61 b{http:///uima/cas.ecore}></1:61 b></1:67 a>"},
};

static void test_events(int *faults) {
  world w = {0};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    CHECK(parse(&w, good[i].xml) == ANNO_OK);
    const anno_str told = anno_buf_str(&w.told);
    const bool as_told = !good[i].told || anno_str_eq(told, anno_str_from(good[i].told));
    CHECK(as_told);
    if (!as_told || w.findings) printf("%s\n  %.*s\n  %d %s\n", good[i].xml, ANNO_FMT(told), w.findings, w.detail);
    end(&w);
  }
  CHECK(parse(&w, "<a>\n <b>ä &amp; ö</b>\r\n</a>") == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "<1:1 a>[1:4 \n ]<2:2 b>[2:5 ä & ö]</2:14 b>[2:18 \n]</3:1 a>");
  end(&w);
  w.stop_after = 2;
  CHECK(parse(&w, "<a><b/><c/>") == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "<1:1 a><1:4 b>");
  end(&w);
}

/* What is refused: code and place. */
static const struct {
  const char *xml;
  anno_code code;
  size_t line, column;
} bad[] = {
    {"", ANNO_BAD_XML, 1, 1},
    {"  \n ", ANNO_BAD_XML, 2, 2},
    {"{\"no\": 1}", ANNO_BAD_XML, 1, 1},
    {"<a>\n <b>\n</a>", ANNO_BAD_XML, 3, 5},
    {"<a>\n <b", ANNO_BAD_XML, 2, 4},
    {"<a><b></b>\n", ANNO_BAD_XML, 2, 1},
    {"<a/>\n<b/>", ANNO_BAD_XML, 2, 1},
    {"<a/> junk", ANNO_BAD_XML, 1, 6},
    {"<a x='1' x='2'/>", ANNO_BAD_XML, 1, 15},
    {"<a x='1'y='2'/>", ANNO_BAD_XML, 1, 9},
    {"<a x='<'/>", ANNO_BAD_XML, 1, 7},
    {"<a x=1/>", ANNO_BAD_XML, 1, 6},
    {"<a>\n<p:b/></a>", ANNO_BAD_XML, 2, 5},
    {"<a>&#0;</a>", ANNO_BAD_XML, 1, 8},
    {"<a>\x01</a>", ANNO_BAD_XML, 1, 4},
    {"<a>& b</a>", ANNO_BAD_XML, 1, 5},
    {"<a>]]></a>", ANNO_BAD_XML, 1, 4},
    {"<a>\xFF</a>", ANNO_NOT_UTF8, 1, 4},
    {"<a>\xED\xA0\x80</a>", ANNO_NOT_UTF8, 1, 4},
    {"<a>&nbsp;</a>", ANNO_ENTITY_REFUSED, 1, 10},
    {"<!DOCTYPE a SYSTEM 'a.dtd'><a>\n&nbsp;</a>", ANNO_ENTITY_REFUSED, 2, 7},
    {"<!DOCTYPE a SYSTEM 'a.dtd'><a x='&nbsp;'/>", ANNO_ENTITY_REFUSED, 1, 40},
    {"<!DOCTYPE a [\n<!ENTITY e 'e'>]><a/>", ANNO_ENTITY_REFUSED, 2, 15},
    {"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", ANNO_ENTITY_REFUSED, 1, 52},
    {"<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]><a/>", ANNO_ENTITY_REFUSED, 1, 54},
    {"<!DOCTYPE a SYSTEM 'a.dtd' [%e;]><a/>", ANNO_ENTITY_REFUSED, 1, 32},
    {"<!DOCTYPE a [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>", ANNO_ENTITY_REFUSED, 1, 30},
    {"<?xml version='1.0' encoding='no-such'?><a/>", ANNO_BAD_ENCODING, 1, 31},
    {"<?xml version='1.0' encoding='UTF-16'?><a/>", ANNO_BAD_ENCODING, 1, 31},
    {"<?xml version='1.0' encoding='utf-8//IGNORE'?><a/>", ANNO_BAD_ENCODING, 1, 31},
    {"<?xml version='1.0' encoding='US-ASCII'?>\n<a>\xC3\xA4</a>", ANNO_BAD_ENCODING, 2, 4},
};

static void test_refusals(int *faults) {
  world w = {0};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    const bool refused = parse(&w, bad[i].xml) == ANNO_SKIP && w.findings == 1 && w.code == bad[i].code;
    const bool right = refused && w.place.line == bad[i].line && w.place.column == bad[i].column;
    CHECK(right);
    if (!right)
      printf("%s\n  %d %s %zu:%zu %s\n", bad[i].xml, w.findings, anno_code_name(w.code), w.place.line, w.place.column,
             w.detail);
    end(&w);
  }
  CHECK(parse_bytes(&w, (anno_str){"<a>\0</a>", 8}) == ANNO_SKIP && w.code == ANNO_BAD_XML && w.place.column == 4);
  end(&w);
}

/* ---- Encodings */

#define WIDE_LE "\xFF\xFE<\0a\0 \0t\0=\0'\0\xE4\0'\0>\0\r\0\n\0\x3D\xD8\x00\xDE<\0/\0a\0>\0"
#define WIDE_BE "\0<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0" "1\0.\0" "0\0'\0?\0>\0<\0a\0>\x04\x16\0<\0/\0a\0>"

static void test_encodings(int *faults) {
  world w = {0};
  CHECK(parse_bytes(&w, (anno_str){WIDE_LE, sizeof WIDE_LE - 1}) == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "<1:1 a 1:7 t=ä>[1:10 \n😀]</2:2 a>");
  end(&w);
  CHECK(parse_bytes(&w, (anno_str){WIDE_BE, sizeof WIDE_BE - 1}) == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "<1:22 a>[1:25 Ж]</1:26 a>");
  end(&w);
  /* Half of a pair behind two characters. */
  CHECK(parse_bytes(&w, (anno_str){"\xFF\xFE<\0a\0\x00\xD8>\0", 10}) == ANNO_SKIP);
  CHECK(w.code == ANNO_BAD_ENCODING && w.place.line == 1 && w.place.column == 3);
  end(&w);
  CHECK(parse(&w, "<?xml version='1.0' encoding=\"Windows-1251\"?>\n<a t='\xC6'>\xC6\xC6<b/></a>") == ANNO_OK);
  CHECK_STR(anno_buf_str(&w.told), "<2:1 a 2:7 t=Ж>[2:10 ЖЖ]<2:12 b></2:12 b></2:16 a>");
  end(&w);
}

/* ---- Sizes */

/* `count` times `piece` between `before` and `after`; a "%zu" in it is the number. */
static anno_str repeat(anno_arena *arena, const char *before, const char *piece, size_t count, const char *after) {
  anno_buf buf = anno_buf_in(arena);
  anno_buf_put(&buf, anno_str_from(before));
  for (size_t i = 0; i < count; i++) anno_buf_put(&buf, anno_arena_print(arena, piece, i));
  anno_buf_put(&buf, anno_str_from(after));
  return anno_arena_copy(arena, anno_buf_str(&buf));
}

static void check_sized(anno_str xml, anno_status status, const char *detail, int *faults) {
  world w = {0};
  const clock_t begin = clock();
  CHECK(parse_bytes(&w, xml) == status);
  CHECK(w.findings == (status == ANNO_SKIP));
  if (status == ANNO_SKIP) CHECK(w.code == ANNO_LIMIT);
  CHECK(strcmp(w.detail, detail) == 0);
  if (strcmp(w.detail, detail) != 0) printf("  %s instead of %s\n", w.detail, detail);
  CHECK(clock() - begin < CLOCKS_PER_SEC);
  end(&w);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void test_limits(int *faults) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  check_sized(repeat(arena, "<a", " a%zu='x'", 500, "/>"), ANNO_OK, "", faults);
  check_sized(repeat(arena, "<a", " a%zu='x'", 501, "/>"), ANNO_SKIP, "attributes of one element", faults);
  check_sized(repeat(arena, "<a><b", " a%zu='x'", 50000, "/></a>"), ANNO_SKIP, "attributes of one element", faults);
  check_sized(repeat(arena, "", "<a>", 250, repeat(arena, "", "</a>", 250, "").ptr), ANNO_OK, "", faults);
  check_sized(repeat(arena, "", "<a>", 5000, ""), ANNO_SKIP, "elements within each other", faults);
  check_sized(repeat(arena, "<a long='", "0123456789", 989998, "'/>"), ANNO_OK, "", faults);
  check_sized(repeat(arena, "<a long='", "0123456789", 990000, "'/>"), ANNO_SKIP, "long", faults);
  check_sized(repeat(arena, "<a>", "0123456789 &amp;\n", 2000000, "</a>"), ANNO_OK, "", faults);
  anno_arena_free(arena);
}

/* ---- For readers */

static void test_heads(int *faults) {
  CHECK_STR(anno_xml_root(ANNO_STR("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <b> --><!DOCTYPE a SYSTEM 'x'>\n<a x='1'><c")),
            "a x='1'");
  CHECK_STR(anno_xml_root(ANNO_STR("<a x='1")), "a x='1");
  CHECK_STR(anno_xml_root(ANNO_STR("<a/>")), "a/");
  CHECK_STR(anno_xml_root(ANNO_STR("T1\tA 0 1\t<a>")), "");
  CHECK_STR(anno_xml_root(ANNO_STR("")), "");
  CHECK_STR(anno_xml_root(ANNO_STR("<?xml ")), "");
}

/* Values that stand in the input as they are refer to it; all live longer than the parsing. */
typedef struct {
  anno_str plain, decoded;
} kept;

static bool keep(void *handle, const anno_xml_tag *tag) {
  kept *k = handle;
  k->plain = anno_xml_value(tag, "x");
  k->decoded = anno_xml_value(tag, "y");
  return !anno_xml_attr_named(tag, "z") && !anno_xml_value(tag, "z").len && anno_xml_attr_in(tag, "", "x");
}

static void test_views(int *faults) {
  world w = {0};
  parse(&w, "<a/>");
  w.input.bytes = ANNO_STR("<a x='one' y='&lt;'/>");
  kept k = {0};
  CHECK(anno_xml_parse(&w.ctx, &w.input, &(anno_xml_events){.handle = &k, .on_start = keep}) == ANNO_OK);
  CHECK(k.plain.ptr == w.input.bytes.ptr + 6);
  CHECK_STR(k.plain, "one");
  CHECK_STR(k.decoded, "<");
  end(&w);
}

int main(void) {
  int faults = 0;
  test_events(&faults);
  test_refusals(&faults);
  test_encodings(&faults);
  test_limits(&faults);
  test_heads(&faults);
  test_views(&faults);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
