/* What becomes of the SVG that Graphviz writes: by hand for what must not pass, and through Graphviz, for which this
   program is its own child, for what people may have written in labels. */
#include <stdio.h>
#include <stdlib.h>

#include "draw/canvas.h"
#include "draw/layout.h"
#include "draw/svg.h"
#include "unit/check.h"
#include "../failing.h"

typedef struct {
  anno_arena *arena;
  anno_code last;
  int findings, *faults;
} bench;

static void hear(void *handle, const anno_diag *diag) {
  bench *b = handle;
  b->findings++;
  b->last = diag->code;
}

static const anno_svg_about about = {ANNO_STR_INIT("p"), ANNO_STR_INIT("Who <accuses> \"whom\" & why?"),
                                     ANNO_STR_INIT("3 claims\x01"), ANNO_STR_INIT("en")};

/* The finished picture, "" after a finding; finishing it again must change nothing. */
static anno_str finish(bench *b, anno_str svg) {
  int *faults = b->faults;
  const anno_diag_sink sink = {b, hear};
  const anno_ctx ctx = {b->arena, b->arena, &anno_files_disk, &sink, NULL};
  anno_buf out = anno_buf_in(b->arena), again = anno_buf_in(b->arena);
  if (anno_svg_finish(&ctx, svg, &about, &out)) return ANNO_STR("");
  CHECK(anno_svg_finish(&ctx, anno_buf_str(&out), &about, &again) == ANNO_OK);
  CHECK(anno_str_eq(anno_buf_str(&out), anno_buf_str(&again)));
  return anno_buf_str(&out);
}

static bool has(anno_str s, const char *part) { return memmem(s.ptr, s.len, part, strlen(part)) != NULL; }

#define HEAD  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
#define XLINK "xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define STYLE " style=\"max-width:100%;height:auto\" role=\"graphics-document document\" lang=\"en\" xml:lang=\"en\""
#define NAMES " aria-labelledby=\"p-title p-desc\">\n"
#define ROOT                                                                                                           \
  HEAD XLINK STYLE NAMES "<title id=\"p-title\">Who &lt;accuses&gt; \"whom\" &amp; why?</title>\n"                     \
                         "<desc id=\"p-desc\">3 claims</desc>\n"

/* Each row: what stands in the root, and what is left of it. */
static void test_elements(bench *b) {
  static const struct {
    const char *read, *written;
  } rows[] = {
      {"", ""},
      {"<!-- x --><?xml-stylesheet href='x'?>stray<title>old</title><desc>old</desc>", ""},
      {"<script>alert(1)</script><style>*{}</style><foreignObject><p/></foreignObject><image/><use/><svg/>", ""},
      {"<g><script/><g onload='x' onclick='y' style='fill:red' class='z'/></g>", "<g>\n<g class=\"z\">\n</g>\n</g>\n"},
      {"<h:script xmlns:h='http://www.w3.org/1999/xhtml'/><h:g xmlns:h='urn:x'><path/></h:g>", ""},
      {"<path d='M0 0' xlink:href='#a' href='#b' filter='url(#x)' fill='url(http://x/)' stroke='url(#none)' id='i'/>",
       "<path d=\"M0 0\" id=\"p-i\"/>\n"},
      {"<path class='javascript:x' fill='transparent' stroke=' url(#a) '/>", "<path fill=\"none\"/>\n"},
      {"<text xml:space='preserve' x='1'> a \xC2\xA0&#160;&lt;b&gt; "
       "&amp;amp;\n<tspan>t</tspan><a>no</a><![CDATA[<]]></text>",
       "<text xml:space=\"preserve\" x=\"1\"> a \xC2\xA0\xC2\xA0&lt;b&gt; &amp;amp;\n<tspan>t</tspan>&lt;</text>\n"},
      {"<g class='node' role='x'><title>n</title></g>", "<g class=\"node\">\n</g>\n"},
      {"<path class='&quot;&lt;&amp;&#10;&#9;'/>", "<path class=\"&quot;&lt;&amp;&#10;&#9;\"/>\n"},
      {"<a xlink:href='javascript:alert(1)'><path/></a>", "<g>\n<path/>\n</g>\n"},
      {"<a xlink:href='data:x' xlink:title='t'/><a href=' https://x'/>", "<g>\n<title>t</title>\n</g>\n<g>\n</g>\n"},
      {"<a xlink:href='https://x/?a=1&amp;b' target='_top' xlink:title='t'><path/></a>",
       "<a href=\"https://x/?a=1&amp;b\" xlink:href=\"https://x/?a=1&amp;b\" rel=\"noopener\">\n"
       "<title>t</title>\n<path/>\n</a>\n"},
      {"<g id='x y'/><g id='x y'/><g id='x_y-2'/><g id='p-x_y'/>",
       "<g id=\"p-x_y\">\n</g>\n<g id=\"p-x_y-2\">\n</g>\n<g id=\"p-x_y-2-2\">\n</g>\n<g id=\"p-x_y-3\">\n</g>\n"},
      {"<g id='title'/>", "<g id=\"p-title-2\">\n</g>\n"},
      {"<g id='l_0'/><defs><linearGradient id='l_0'><stop offset='0' style='stop-color:#fff;stop-opacity:1.;'/>"
       "<stop style='stop-color:url(x)'/></linearGradient></defs><path fill='url(#l_0)'/>",
       "<g id=\"p-l_0\">\n</g>\n<defs>\n<linearGradient id=\"p-l_0-2\">\n"
       "<stop offset=\"0\" style=\"stop-color:#fff;stop-opacity:1.;\"/>\n<stop/>\n</linearGradient>\n</defs>\n"
       "<path fill=\"url(#p-l_0-2)\"/>\n"},
      {"<g id='n' class='node'><title>n1</title><g id='a_n'><a xlink:title='A &amp; B'><path/>"
       "<g id='a_r'><a xlink:title='row' target='_self'><text>r</text></a></g></a></g></g>",
       "<g id=\"p-n\" class=\"node\" role=\"graphics-object group\">\n<title>A &amp; B</title>\n<path/>\n"
       "<g id=\"p-a_r\">\n<title>row</title>\n<text>r</text>\n</g>\n</g>\n"},
      {"<g id='n' class='node'><title>n1</title><g id='a_n'><a xlink:title='T' "
       "xlink:href='http://x/'><path/></a></g></g>",
       "<g id=\"p-n\" class=\"node\" role=\"graphics-object group\">\n<title>T</title>\n"
       "<a href=\"http://x/\" xlink:href=\"http://x/\" rel=\"noopener\">\n<path/>\n</a>\n</g>\n"},
      {"<g id='n' class='node'><title>n1</title><g id='a_n'><a xlink:title='&lt;TABLE&gt;'><path/></a></g></g>",
       "<g id=\"p-n\" class=\"node\">\n<path/>\n</g>\n"},
      {"<g id='e' class='edge'><title>a-&gt;b</title><g id='a_e'><a xlink:title='T'><path/></a></g>"
       "<g id='a_e-label'><a xlink:title='L'><text>l</text></a></g></g>",
       "<g id=\"p-e\" class=\"edge\" role=\"graphics-symbol img\">\n<title>T</title>\n<path/>\n"
       "<g id=\"p-a_e-label\">\n<title>L</title>\n<text>l</text>\n</g>\n</g>\n"},
      {"<g id='g' class='graph'><title>g</title><g id='a_g'><a xlink:title='T'><path/></a></g></g>",
       "<g id=\"p-g\" class=\"graph\">\n<path/>\n</g>\n"},
  };
  int *faults = b->faults;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const anno_str svg = anno_arena_print(b->arena, "%s%s>%s</svg>", HEAD, XLINK, rows[i].read);
    const anno_str want = anno_arena_print(b->arena, "%s%s</svg>\n", ROOT, rows[i].written);
    const anno_str got = finish(b, svg);
    if (!anno_str_eq(got, want)) printf("row %zu:\n%.*s\nnot\n%.*s\n", i, ANNO_FMT(got), ANNO_FMT(want));
    CHECK(anno_str_eq(got, want));
  }
}

static void test_root(bench *b) {
  int *faults = b->faults;
  const anno_diag_sink sink = {b, hear};
  const anno_ctx ctx = {b->arena, b->arena, &anno_files_disk, &sink, NULL};
  const anno_svg_about none = {ANNO_STR(""), ANNO_STR(""), ANNO_STR(""), ANNO_STR("")};
  const anno_str svg = ANNO_STR("<!DOCTYPE svg PUBLIC \"x\" \"http://localhost:1/x.dtd\">"
                                "<svg width=\"9pt\" height=\"8pt\" viewBox=\"0 0 9 8\" onload=\"x\" id=\"i\" "
                                "xmlns=\"http://www.w3.org/2000/svg\"><g id=\"x\"/></svg>");
  anno_buf out = anno_buf_in(b->arena);
  CHECK(anno_svg_finish(&ctx, svg, &none, &out) == ANNO_OK);
  CHECK_STR(anno_buf_str(&out),
            HEAD XLINK " width=\"9pt\" height=\"8pt\" viewBox=\"0 0 9 8\" style=\"max-width:100%;height:auto\" "
                       "role=\"graphics-document document\">\n<g id=\"x\">\n</g>\n</svg>\n");
  /* A size is numbers. */
  const anno_str no_size = ANNO_STR("<svg width=\"javascript:x\" height=\"url(x)\" viewBox=\"0 0 9;8\" "
                                    "xmlns=\"http://www.w3.org/2000/svg\"><g id=\"x\"/></svg>");
  out.len = 0;
  CHECK(anno_svg_finish(&ctx, no_size, &none, &out) == ANNO_OK);
  CHECK(has(anno_buf_str(&out), XLINK " style="));
}

static void test_ill_formed(bench *b) {
  static const char *const bad[] = {"",
                                    "<svg",
                                    "x",
                                    "<html/>",
                                    "<svg/>",
                                    "<svg xmlns='http://www.w3.org/2000/svg'><text>\x01</text></svg>",
                                    "<svg xmlns='http://www.w3.org/2000/svg'><text>&#1;</text></svg>",
                                    "<svg xmlns='http://www.w3.org/2000/svg'><text>\xFF</text></svg>",
                                    "<svg xmlns='http://www.w3.org/2000/svg'><a href='x?a=1&b=2'/></svg>"};
  int *faults = b->faults;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    b->findings = 0;
    CHECK(finish(b, anno_str_from(bad[i])).len == 0 && b->findings == 1 && b->last == ANNO_LAYOUT_FAILED);
  }
  b->findings = 0;
  /* Entities are not expanded: neither the file nor the text appears. */
  const anno_str got =
      finish(b, ANNO_STR("<!DOCTYPE svg [<!ENTITY f SYSTEM \"/etc/passwd\"><!ENTITY t \"expanded\">]>"
                         "<svg xmlns='http://www.w3.org/2000/svg'><text class='&t;'>a&f;&t;</text></svg>"));
  CHECK(got.len && has(got, "<text>a</text>") && b->findings == 0);
}

#define HOSTILE                                                                                                        \
  "digraph \"g<script>\" { graph [fontname=\"x\\\" onload=\\\"alert(1)\", stylesheet=\"http://x/\\\"\", id=\"a "       \
  "b\"];\n"                                                                                                            \
  "n1 [label=\"AT&amp;T &lt;script&gt;alert(1)&lt;/script&gt; \\\\N ]]> -- &#160;x\", tooltip=\"\\\"><b "              \
  "onclick=1>\", id=n]"                                                                                                \
  ";\nn2 [shape=plain, id=n, fontname=\"y' onclick='alert(1)\", URL=\"javascript:alert(1)\", label=<<table><tr>"       \
  "<td id=\"r\" tooltip=\"row &amp; &lt;b&gt;\" target=\"_self\">cell &lt;!-- &amp;amp; 漢字 &#1575;</td></tr><tr>"  \
  "<td id=\"r\" href=\"data:text/html,x\">two</td></tr></table>>];\n"                                                  \
  "n3 [URL=\"https://x/?a=1&amp;b=2\", label=\"third\", style=filled, fillcolor=\"red:blue\", "                        \
  "image=\"/etc/passwd\"];\n"                                                                                          \
  "n1 -> n2 [id=n, label=\"<e>\", tooltip=\"says so\"]; subgraph cluster_x { id=n; tooltip=\"box\"; n4 } }"

/* Every id occurs once. */
static bool ids_differ(anno_arena *arena, anno_str svg) {
  const anno_str mark = ANNO_STR(" id=\"");
  for (const char *at = svg.ptr; (at = memmem(at, (size_t)(svg.ptr + svg.len - at), mark.ptr, mark.len)); at++) {
    const anno_str rest = {at + mark.len, (size_t)(svg.ptr + svg.len - at) - mark.len};
    const anno_str id = anno_str_sub(rest, 0, anno_str_find(rest, 0, '"'));
    const char *wanted = anno_arena_print(arena, " id=\"%.*s\"", ANNO_FMT(id)).ptr;
    if (memmem(rest.ptr, rest.len, wanted, strlen(wanted))) return false;
  }
  return true;
}

static void test_hostile(bench *b) {
  static const char *const gone[] = {"<script",   "onload", "onclick=\"", "javascript", "data:", "<!--",     "graphviz",
                                     "<!DOCTYPE", "passwd", "stylesheet", "<b",         "n1",    "cluster_x"};
  static const char *const kept[] = {">AT&amp;T &lt;script&gt;alert(1)&lt;/script&gt; \\N ]]&gt; -- \xC2\xA0x</text>",
                                     "<title>\"&gt;&lt;b onclick=1&gt;</title>",
                                     "<title>row &amp; &lt;b&gt;</title>",
                                     ">cell &lt;!-- &amp;amp; 漢字 ا</text>",
                                     "href=\"https://x/?a=1&amp;b=2\"",
                                     "<title>says so</title>",
                                     ">&lt;e&gt;</text>",
                                     "<title>box</title>",
                                     "url(#p-l_0)"};
  int *faults = b->faults;
  const anno_diag_sink sink = {b, hear};
  const anno_ctx ctx = {b->arena, b->arena, &anno_files_disk, &sink, NULL};
  const anno_layout_limits limits = {NULL, 120, 0};
  anno_rendering r;
  CHECK(anno_layout(&ctx, ANNO_STR(HOSTILE), "svg", &limits, &r) == ANNO_OK && r.engine == ANNO_ENGINE_DOT);
  if (r.why.len) printf("%.*s\n", ANNO_FMT(r.why));
  const anno_str svg = finish(b, r.bytes);
  const char *body = memmem(svg.ptr, svg.len, "</desc>", 7);
  CHECK(body != NULL && b->findings == 0);
  for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
    if (has(svg, gone[i])) check(false, __FILE__, __LINE__, gone[i], faults);
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (!has(svg, kept[i])) check(false, __FILE__, __LINE__, kept[i], faults);
  CHECK(ids_differ(b->arena, svg) && !ids_differ(b->arena, ANNO_STR("<g id=\"a\"/><g id=\"a\"/>")));
}

/* Each allocation fails in turn, which is reported once. */
static void test_memory(bench *b) {
  int *faults = b->faults;
  const anno_str svg = anno_arena_print(
      b->arena, "%s%s><g id='a'/><g id='a'/><defs><linearGradient id='l'/></defs><path fill='url(#l)'/></svg>", HEAD,
      XLINK);
  anno_status status = ANNO_NO_MEMORY;
  for (size_t i = 1; status != ANNO_OK && i < 1000; i++) {
    failing r = {.fail_at = i};
    const anno_alloc alloc = failing_alloc(&r);
    anno_arena *arena = anno_arena_new(&alloc, 1);
    if (!arena) continue;
    const anno_diag_sink sink = {b, hear};
    const anno_ctx ctx = {arena, arena, &anno_files_disk, &sink, NULL};
    anno_buf out = anno_buf_in(arena);
    b->findings = 0;
    status = anno_svg_finish(&ctx, svg, &about, &out);
    CHECK(status == ANNO_OK ? b->findings == 0 && i > 10
                            : status == ANNO_NO_MEMORY && b->findings == 1 && b->last == ANNO_OUT_OF_MEMORY);
    anno_arena_free(arena);
    CHECK(r.held == 0);
  }
  CHECK(status == ANNO_OK);
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "--layout") == 0) return anno_canvas_main(argc, argv);
  int count = 0;
  bench b = {.arena = anno_arena_new(NULL, 0), .faults = &count};
  test_elements(&b);
  test_root(&b);
  test_ill_formed(&b);
  test_hostile(&b);
  test_memory(&b);
  anno_arena_free(b.arena);
  return count ? EXIT_FAILURE : EXIT_SUCCESS;
}
