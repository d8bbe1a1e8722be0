/* Pictures: the text that Graphviz and other programs get, and the SVG that comes back. */
#include <graphviz/cgraph.h>
#include <libxml/parser.h>
#include <stdlib.h>

#include "draw/gather.h"
#include "draw/output.h"
#include "draw/svg.h"
#include "draw/view.h"
#include "fuzz.h"
#include "base/utf.h"
#include "rdf/lines.h"

void fuzz_draw(const char *target, anno_str bytes);
void fuzz_svg(const char *target, anno_str bytes);

static xmlDoc *parse_xml(anno_str text) {
  return xmlReadMemory(text.ptr, (int)text.len, NULL, NULL,
                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
}

/* ---- svg */

typedef struct {
  anno_arena *arena;
  anno_table ids;
} looking;

static anno_str value_of(anno_arena *arena, const xmlAttr *a) {
  xmlChar *text = xmlNodeListGetString(a->doc, a->children, 1);
  const anno_str copy = anno_arena_copy(arena, anno_str_from((const char *)text));
  xmlFree(text);
  return copy;
}

static bool holds(anno_str text, const char *part) {
  return text.len && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* Nothing runs, nothing is loaded: links lead to the web. */
static void look_at_attribute(looking *l, const xmlAttr *a) {
  const anno_str name = anno_str_from((const char *)a->name), value = value_of(l->arena, a);
  MUST(!anno_str_starts(name, ANNO_STR("on")));
  MUST(!holds(value, "javascript:"));
  MUST(!anno_str_eq(name, ANNO_STR("base")) && !anno_str_eq(name, ANNO_STR("src")));
  if (anno_str_eq(name, ANNO_STR("href")))
    MUST(anno_str_starts(value, ANNO_STR("http://")) || anno_str_starts(value, ANNO_STR("https://")));
  else
    MUST(!holds(value, "url(") || anno_str_starts(value, ANNO_STR("url(#")));
  if (!anno_str_eq(name, ANNO_STR("id"))) return;
  MUST(!anno_table_get(&l->ids, value));
  anno_table_set(&l->ids, value, 1);
}

static void look_at_element(looking *l, const xmlNode *node) {
  static const char *const names[] = {"svg",  "g",      "a",       "title", "desc",           "text",           "tspan",
                                      "path", "circle", "ellipse", "line",  "polygon",        "polyline",       "rect",
                                      "defs", "stop",   NULL,      NULL,    "linearGradient", "radialGradient", NULL};
  MUST(node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE);
  if (node->type != XML_ELEMENT_NODE) return;
  bool known = false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    known |= names[i] && xmlStrEqual(node->name, (const xmlChar *)names[i]);
  MUST(known && xmlStrEqual(node->ns->href, (const xmlChar *)"http://www.w3.org/2000/svg"));
  for (const xmlAttr *a = node->properties; a; a = a->next) look_at_attribute(l, a);
  for (const xmlNode *n = node->children; n; n = n->next) look_at_element(l, n);
}

void fuzz_svg(const char *target, anno_str bytes) {
  static const anno_svg_about about = {ANNO_STR_INIT("p"), ANNO_STR_INIT("Who <accuses> \"whom\"?"),
                                       ANNO_STR_INIT("12 & 13"), ANNO_STR_INIT("en")};
  fuzz_world world;
  (void)target;
  fuzz_world_open(&world);
  anno_buf first = anno_buf_in(world.ctx.run), second = anno_buf_in(world.ctx.run);
  const anno_status status = anno_svg_finish(&world.ctx, bytes, &about, &first);
  MUST(status == ANNO_OK || (status == ANNO_INTERNAL && world.errors));
  if (!status) {
    xmlDoc *doc = parse_xml(anno_buf_str(&first));
    MUST(doc && anno_utf_invalid(anno_buf_str(&first)) == first.len);
    looking l = {world.ctx.run, anno_table_in(world.ctx.run)};
    look_at_element(&l, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    MUST(anno_svg_finish(&world.ctx, anno_buf_str(&first), &about, &second) == ANNO_OK);
    MUST(anno_str_eq(anno_buf_str(&first), anno_buf_str(&second)));
  }
  fuzz_world_close(&world);
}

/* ---- draw */

static void check_xml(anno_arena *arena, anno_str text) {
  xmlDoc *doc = parse_xml(text);
  (void)arena;
  MUST(doc);
  xmlFreeDoc(doc);
}

/* A label that is HTML is well-formed, or Graphviz leaves it out. */
static void check_label(anno_arena *arena, void *thing, const char *name) {
  char key[16]; /* agget takes no constant */
  anno_buf text = anno_buf_in(arena);
  memcpy(key, name, strlen(name) + 1);
  char *value = agget(thing, key);
  if (!value || !aghtmlstr(value)) return;
  anno_buf_put(&text, ANNO_STR("<x>"));
  anno_buf_put(&text, anno_str_from(value));
  anno_buf_put(&text, ANNO_STR("</x>"));
  check_xml(arena, anno_buf_str(&text));
}

static void check_dot(anno_arena *arena, anno_str text) {
  static const char *const labels[] = {"label", "xlabel", "headlabel", "taillabel"};
  const anno_str copy = anno_arena_copy(arena, text);
  Agraph_t *graph = agmemread(copy.ptr);
  MUST(graph && !agerrors());
  for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
    for (size_t i = 0; i < 2; i++) check_label(arena, n, labels[i]);
    for (Agedge_t *e = agfstout(graph, n); e; e = agnxtout(graph, e))
      for (size_t i = 0; i < 4; i++) check_label(arena, e, labels[i]);
  }
  check_label(arena, graph, "label");
  for (Agraph_t *g = agfstsubg(graph); g; g = agnxtsubg(g)) check_label(arena, g, "label");
  agclose(graph);
}

/* Statements, a line each; lines that are none are passed over. */
static void gather(anno_gather *to, anno_arena *arena, anno_str text) {
  const anno_sink sink = anno_gather_sink(to);
  while (text.len) {
    anno_stmt stmt;
    anno_lines lines = {.arena = arena, .text = anno_str_cut(&text, '\n'), .graphs = true, .blank = ANNO_STR("_:n")};
    if (anno_lines_next(&lines, &stmt)) MUST(anno_send_stmt(sink, &stmt) == ANNO_OK);
  }
  MUST(anno_send_end(sink) == ANNO_OK);
}

static void write_as(fuzz_world *world, const anno_picture *picture, const char *name, anno_theme theme) {
  anno_arena *arena = world->ctx.run;
  anno_buf text = anno_buf_in(arena), again = anno_buf_in(arena);
  const anno_output *output = anno_output_named(anno_str_from(name));
  output->write(picture, theme, &text);
  output->write(picture, theme, &again);
  const anno_str said = anno_buf_str(&text);
  MUST(anno_str_eq(said, anno_buf_str(&again)));
  MUST(anno_utf_invalid(said) == said.len && anno_str_find(said, 0, '\0') == said.len);
  if (strcmp(name, "dot") == 0) check_dot(arena, said);
  if (strcmp(name, "graphml") == 0 || strcmp(name, "gexf") == 0) check_xml(arena, said);
}

static void draw(fuzz_world *world, const anno_view *view, anno_story *story, unsigned how) {
  static const char *const forms[] = {"dot", "csv", "graphml", "gexf"};
  const anno_choice choice = {.depth = 1, .min_count = 1, .max_nodes = how % 4 ? how % 4 * 8 : 0};
  MUST(anno_choose(&world->ctx, story, &choice) == ANNO_OK);
  anno_picture picture = anno_picture_in(world->ctx.run);
  MUST(anno_view_draw(&world->ctx, view, story, &choice, &picture) == ANNO_OK);
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    write_as(world, &picture, forms[i], how & 16 ? ANNO_DARK : ANNO_LIGHT);
}

/* The first byte chooses the view, the second what of it is drawn. */
void fuzz_draw(const char *target, anno_str bytes) {
  fuzz_world world;
  anno_gather all;
  anno_story story = {0};
  size_t views = 0;
  (void)target;
  if (bytes.len < 2) return;
  fuzz_world_open(&world);
  while (anno_view_at(views)) views++;
  const anno_str text = anno_str_sub(bytes, 2, bytes.len);
  if (anno_utf_invalid(text) == text.len && anno_gather_begin(&all, world.ctx.run, &world.diag)) {
    gather(&all, world.ctx.run, text);
    const anno_status status = anno_gather_end(&all);
    MUST(!status || (status == ANNO_BAD_INPUT && world.errors));
    if (!status) {
      MUST(anno_story_tell(world.ctx.run, all.graph, &story));
      draw(&world, anno_view_at((unsigned char)bytes.ptr[0] % views), &story, (unsigned char)bytes.ptr[1]);
    }
  }
  fuzz_world_close(&world);
}
