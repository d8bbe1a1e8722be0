#include "draw/svg.h"

#include <limits.h>
#include <stdint.h>

#include <libxml/parser.h>

#include "base/table.h"
#include "base/utf.h"

static const char svg_name[] = "http://www.w3.org/2000/svg", xlink_name[] = "http://www.w3.org/1999/xlink";

typedef struct {
  anno_buf *out;
  anno_arena *arena;
  const anno_svg_about *about;
  anno_table ids;       /* every id written */
  anno_table gradients; /* id of a gradient as it was read: index of its new one, plus one */
  anno_str *names;      /* new ids of gradients */
  size_t count, capacity;
} writer;

/* --------- What was read ------------------ */

static anno_str view(const xmlChar *s) { return anno_str_from((const char *)s); }

static bool named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && node->ns && xmlStrEqual(node->ns->href, (const xmlChar *)svg_name) &&
         xmlStrEqual(node->name, (const xmlChar *)name);
}

/* The value of an attribute; "" if it is not one plain text. */
static anno_str value_of(const xmlAttr *attr) {
  const xmlNode *text = attr->children;
  return text && !text->next && text->type == XML_TEXT_NODE ? view(text->content) : ANNO_STR("");
}

/* The value of an attribute of the namespace `space` (NULL: none), "" if it is not there. */
static anno_str attribute(const xmlNode *node, const char *space, const char *name) {
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    const bool same = space ? a->ns && xmlStrEqual(a->ns->href, (const xmlChar *)space) : !a->ns;
    if (same && xmlStrEqual(a->name, (const xmlChar *)name)) return value_of(a);
  }
  return ANNO_STR("");
}

static bool among(anno_str s, const char *const *names) {
  for (; *names; names++)
    if (anno_str_eq(s, anno_str_from(*names))) return true;
  return false;
}

static bool holds(anno_str s, const char *part) { return s.len && memmem(s.ptr, s.len, part, strlen(part)) != NULL; }

/* The only element in `node`, NULL if there are several or none. */
static const xmlNode *only_element(const xmlNode *node) {
  const xmlNode *only = NULL;
  for (const xmlNode *n = node->children; n; n = n->next)
    if (n->type == XML_ELEMENT_NODE) {
      if (only) return NULL;
      only = n;
    }
  return only;
}

/* The <a> in a <g> that Graphviz puts around what has a tooltip or a link; NULL for any other element. */
static const xmlNode *anchor_in(const xmlNode *node) {
  if (!named(node, "g") || attribute(node, NULL, "class").len) return NULL;
  const xmlNode *only = only_element(node);
  return only && named(only, "a") ? only : NULL;
}

/* What Graphviz shows for an <a>; it takes the label if nothing is said, and has a name for those that are tables. */
static anno_str tooltip_of(const xmlNode *a) {
  const anno_str tooltip = attribute(a, xlink_name, "title");
  return anno_str_eq(tooltip, ANNO_STR("<TABLE>")) ? ANNO_STR("") : tooltip;
}

/* Where a link leads, "" if it must not lead there. */
static anno_str target(const xmlNode *a) {
  anno_str to = attribute(a, xlink_name, "href");
  if (!to.len) to = attribute(a, NULL, "href");
  const bool web = anno_str_starts(to, ANNO_STR("http://")) || anno_str_starts(to, ANNO_STR("https://"));
  return web && !holds(to, "javascript:") ? to : ANNO_STR("");
}

static bool has_link(const xmlNode *node) {
  if (named(node, "a") && target(node).len) return true;
  for (const xmlNode *n = node->children; n; n = n->next)
    if (n->type == XML_ELEMENT_NODE && has_link(n)) return true;
  return false;
}

/* --------- Characters ------------------ */

static void put(writer *w, const char *s) { anno_buf_put(w->out, anno_str_from(s)); }

static const char *escape(uint32_t code, bool quoted) {
  switch (code) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '\r': return "&#13;";
    case '"': return quoted ? "&quot;" : NULL;
    case '\t': return quoted ? "&#9;" : NULL;
    case '\n': return quoted ? "&#10;" : NULL;
    default: break;
  }
  const bool control = code < 0x20 && code != '\t' && code != '\n';
  return control || code == 0xFFFE || code == 0xFFFF ? "" : NULL; /* not characters of XML 1.0 */
}

static void put_text(writer *w, anno_str s, bool quoted) {
  for (size_t at = 0, begin = 0; at < s.len; begin = at) {
    const char *escaped = NULL;
    size_t end = at;
    while (at < s.len && !escaped) {
      end = at;
      escaped = escape(anno_utf_next(s, &at), quoted);
    }
    anno_buf_put(w->out, anno_str_sub(s, begin, escaped ? end : at));
    if (escaped) put(w, escaped);
  }
}

static void put_attribute(writer *w, const char *name, anno_str value) {
  anno_buf_putc(w->out, ' ');
  put(w, name);
  put(w, "=\"");
  put_text(w, value, true);
  anno_buf_putc(w->out, '"');
}

/* --------- Names ------------------ */

static bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* `id` with the picture's prefix, if it does not have it yet; no other characters than names have. */
static anno_str prefixed(const writer *w, anno_str id) {
  const anno_str own = w->about->id;
  anno_buf name = anno_buf_in(w->arena);
  if (own.len && !(anno_str_starts(id, own) && id.len > own.len && id.ptr[own.len] == '-')) {
    anno_buf_put(&name, own);
    anno_buf_putc(&name, '-');
  }
  for (size_t i = 0; i < id.len; i++) anno_buf_putc(&name, is_name_char(id.ptr[i]) ? id.ptr[i] : '_');
  return anno_buf_str(&name);
}

/* The name under which an id is written: no other element has it. */
static anno_str unique(writer *w, anno_str id) {
  const anno_str name = prefixed(w, id);
  anno_str free_name = name;
  const unsigned seen = anno_table_get(&w->ids, name);
  size_t n = seen;
  while (n && anno_table_get(&w->ids, free_name) && !anno_arena_failed(w->arena))
    free_name = anno_arena_print(w->arena, "%.*s-%zu", ANNO_FMT(name), ++n);
  if (seen) anno_table_set(&w->ids, name, (unsigned)n);
  anno_table_set(&w->ids, free_name, 1);
  return free_name;
}

static anno_str unique_gradient(writer *w, anno_str id) {
  const anno_str name = unique(w, id);
  if (ANNO_PUSH(w->arena, w->names, w->count, w->capacity, name)) anno_table_set(&w->gradients, id, (unsigned)w->count);
  return name;
}

/* --------- Attributes ------------------ */

static bool is_gradient(const xmlNode *node) { return named(node, "linearGradient") || named(node, "radialGradient"); }

static bool consists_of(anno_str value, const char *others) {
  for (size_t i = 0; i < value.len; i++)
    if (!is_name_char(value.ptr[i]) && !strchr(others, value.ptr[i])) return false;
  return true;
}

/* Declarations without functions, escapes, comments or rules in them. */
static bool is_plain_style(anno_str value) { return consists_of(value, "#:;, %"); }

/* Numbers with their units. */
static bool is_size(anno_str value) { return value.len && consists_of(value, "+, %"); }

/* A paint that is a gradient of this picture gets its new name; references to anything else vanish. */
static void put_paint(writer *w, const char *name, anno_str value) {
  if (anno_str_eq(value, ANNO_STR("transparent"))) value = ANNO_STR("none"); /* is no colour in SVG 1.1 */
  if (holds(value, "url(")) {
    if (!anno_str_starts(value, ANNO_STR("url(#")) || !anno_str_ends(value, ANNO_STR(")"))) return;
    const unsigned known = anno_table_get(&w->gradients, anno_str_sub(value, 5, value.len - 1));
    if (!known) return;
    value = anno_arena_print(w->arena, "url(#%.*s)", ANNO_FMT(w->names[known - 1]));
  }
  put_attribute(w, name, value);
}

/* Written as they are, unless they refer to something. */
/* Written as they are, unless they refer to something. */
static const char plain_attributes[] =
    " baseline-shift class cx cy d dominant-baseline dx dy fill-opacity font-family font-size font-style "
    "font-weight fx fy gradientTransform gradientUnits height offset opacity points r rx ry "
    "spreadMethod stop-color stop-opacity stroke-dasharray stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration transform width x x1 x2 "
    "y y1 y2 ";

static bool is_plain(anno_str name) {
  char word[32] = " ";
  if (name.len > sizeof word - 3) return false;
  memcpy(word + 1, name.ptr, name.len);
  word[name.len + 1] = ' ';
  return strstr(plain_attributes, word) != NULL;
}

static const char object_role[] = "graphics-object group", symbol_role[] = "graphics-symbol img";
static const char *const roles[] = {object_role, symbol_role, NULL};

static void put_own_attribute(writer *w, const xmlNode *node, const xmlAttr *a) {
  static const char *const paints[] = {"fill", "stroke", NULL};
  const char *name = (const char *)a->name;
  const anno_str key = anno_str_from(name), value = value_of(a);
  if (!value.len || holds(value, "javascript:")) return;
  if (anno_str_eq(key, ANNO_STR("id")))
    put_attribute(w, name, is_gradient(node) ? unique_gradient(w, value) : unique(w, value));
  else if (among(key, paints))
    put_paint(w, name, value);
  else if ((is_plain(key) && !holds(value, "url(")) ||
           (anno_str_eq(key, ANNO_STR("style")) && named(node, "stop") && is_plain_style(value)) ||
           (anno_str_eq(key, ANNO_STR("role")) && among(value, roles)))
    put_attribute(w, name, value);
}

static void put_attributes(writer *w, const xmlNode *node) {
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (!a->ns)
      put_own_attribute(w, node, a);
    else if (xmlStrEqual(a->ns->href, XML_XML_NAMESPACE) && xmlStrEqual(a->name, (const xmlChar *)"space"))
      put_attribute(w, "xml:space", ANNO_STR("preserve"));
  }
}

/* --------- Elements ------------------ */

static void put_element(writer *w, const xmlNode *node);

static void put_children(writer *w, const xmlNode *node) {
  for (const xmlNode *n = node->children; n; n = n->next)
    if (n->type == XML_ELEMENT_NODE) put_element(w, n);
}

static void put_titled(writer *w, const char *name, const char *id, anno_str text) {
  if (!text.len) return;
  put(w, "<");
  put(w, name);
  if (id) put_attribute(w, "id", unique(w, anno_str_from(id)));
  put(w, ">");
  put_text(w, text, false);
  put(w, "</");
  put(w, name);
  put(w, ">\n");
}

/* Elements that hold text: every character counts, and nothing is put between. */
static void put_content(writer *w, const xmlNode *node) {
  const char *name = (const char *)node->name;
  put(w, "<");
  put(w, name);
  put_attributes(w, node);
  put(w, ">");
  for (const xmlNode *n = node->children; n; n = n->next) {
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) put_text(w, view(n->content), false);
    if (named(n, "tspan")) put_content(w, n);
  }
  put(w, "</");
  put(w, name);
  put(w, ">");
}

/* A link, and within it its tooltip, which then is its name. Without a target it is a group, which the one that
   Graphviz put around it can stand for. */
static void put_anchor(writer *w, const xmlNode *a, anno_str tooltip) {
  const anno_str to = target(a);
  const bool grouped = anchor_in(a->parent) == a;
  put(w, to.len ? "<a" : grouped ? "" : "<g");
  if (to.len) {
    put_attribute(w, "href", to);
    put_attribute(w, "xlink:href", to);
    put_attribute(w, "rel", ANNO_STR("noopener"));
  }
  if (to.len || !grouped) put(w, ">\n");
  put_titled(w, "title", NULL, tooltip);
  put_children(w, a);
  put(w, to.len ? "</a>\n" : grouped ? "" : "</g>\n");
}

/* The group with the tooltip of a node, cluster or edge itself: Graphviz names it after the thing. */
static const xmlNode *own_anchor(const xmlNode *node) {
  const anno_str id = attribute(node, NULL, "id");
  for (const xmlNode *n = node->children; n; n = n->next) {
    const anno_str other = n->type == XML_ELEMENT_NODE ? attribute(n, NULL, "id") : ANNO_STR("");
    if (anno_str_starts(other, ANNO_STR("a_")) && anno_str_eq(anno_str_sub(other, 2, other.len), id) && anchor_in(n))
      return n;
  }
  return NULL;
}

/* A node, cluster or edge as Graphviz wrote it: its tooltip becomes its title, its internal name vanishes. That of the
   whole graph would appear wherever nothing else does, and is dropped. */
static void put_thing(writer *w, const xmlNode *node) {
  const xmlNode *own = own_anchor(node);
  const anno_str kind = attribute(node, NULL, "class");
  const bool named_so = own && !anno_str_eq(kind, ANNO_STR("graph")), edge = anno_str_eq(kind, ANNO_STR("edge"));
  const anno_str tooltip = named_so ? tooltip_of(only_element(own)) : ANNO_STR("");
  put(w, "<g");
  put_attributes(w, node);
  /* What is a symbol has no parts for those who cannot see it: a link would be out of reach. */
  if (tooltip.len) put_attribute(w, "role", anno_str_from(edge && !has_link(node) ? symbol_role : object_role));
  put(w, ">\n");
  put_titled(w, "title", NULL, tooltip);
  for (const xmlNode *n = node->children; n; n = n->next) {
    if (n == own)
      put_anchor(w, only_element(n), ANNO_STR(""));
    else if (n->type == XML_ELEMENT_NODE && !named(n, "title"))
      put_element(w, n);
  }
  put(w, "</g>\n");
}

static void put_group(writer *w, const xmlNode *node) {
  static const char *const things[] = {"node", "edge", "cluster", "graph", NULL};
  if (among(attribute(node, NULL, "class"), things) && !among(attribute(node, NULL, "role"), roles)) {
    put_thing(w, node);
    return;
  }
  put(w, "<g");
  put_attributes(w, node);
  put(w, ">\n");
  put_children(w, node);
  put(w, "</g>\n");
}

static void put_other(writer *w, const xmlNode *node) {
  put(w, "<");
  put(w, (const char *)node->name);
  put_attributes(w, node);
  if (!node->children) {
    put(w, "/>\n");
    return;
  }
  put(w, ">\n");
  put_children(w, node);
  put(w, "</");
  put(w, (const char *)node->name);
  put(w, ">\n");
}

static void put_element(writer *w, const xmlNode *node) {
  static const char *const texts[] = {"title", "desc", "text", NULL};
  static const char *const others[] = {"circle",   "defs", "ellipse",        "line",           "path", "polygon",
                                       "polyline", "rect", "linearGradient", "radialGradient", "stop", NULL};
  const anno_str name =
      node->ns && xmlStrEqual(node->ns->href, (const xmlChar *)svg_name) ? view(node->name) : ANNO_STR("");
  if (anno_str_eq(name, ANNO_STR("g")))
    put_group(w, node);
  else if (anno_str_eq(name, ANNO_STR("a")))
    put_anchor(w, node, tooltip_of(node));
  else if (among(name, others))
    put_other(w, node);
  else if (among(name, texts))
    put_content(w, node), put(w, "\n");
}

static void put_root(writer *w, const xmlNode *root) {
  static const char *const sizes[] = {"width", "height", "viewBox"};
  const anno_svg_about *about = w->about;
  put(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"");
  put(w, svg_name);
  put(w, "\" xmlns:xlink=\"");
  put(w, xlink_name);
  put(w, "\"");
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    if (is_size(attribute(root, NULL, sizes[i]))) put_attribute(w, sizes[i], attribute(root, NULL, sizes[i]));
  put(w, " style=\"max-width:100%;height:auto\" role=\"graphics-document document\"");
  if (about->language.len) put_attribute(w, "lang", about->language), put_attribute(w, "xml:lang", about->language);
  const anno_str title = prefixed(w, ANNO_STR("title")), desc = prefixed(w, ANNO_STR("desc"));
  const char *between = about->title.len && about->description.len ? " " : "";
  if (about->title.len || about->description.len)
    put_attribute(w, "aria-labelledby",
                  anno_arena_print(w->arena, "%.*s%s%.*s", about->title.len ? (int)title.len : 0, title.ptr, between,
                                   about->description.len ? (int)desc.len : 0, desc.ptr));
  put(w, ">\n");
  put_titled(w, "title", "title", about->title);
  put_titled(w, "desc", "desc", about->description);
  for (const xmlNode *n = root->children; n; n = n->next)
    if (!named(n, "title") && !named(n, "desc") && n->type == XML_ELEMENT_NODE) put_element(w, n);
  put(w, "</svg>\n");
}

/* --------- The document ------------------ */

/* Without memory libxml2 leaves out what it could not keep and goes on. Which of its parts it was says where the error
   stands. */
static bool lacked_memory(const xmlParserCtxt *parser) {
  const xmlError *last = xmlGetLastError();
  return parser->errNo == XML_ERR_NO_MEMORY || parser->lastError.code == XML_ERR_NO_MEMORY ||
         (last && last->code == XML_ERR_NO_MEMORY);
}

static anno_status fail(const anno_ctx *ctx, const xmlParserCtxt *parser) {
  const xmlError *error = parser ? &parser->lastError : NULL;
  if (!parser || lacked_memory(parser)) {
    anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    return ANNO_NO_MEMORY;
  }
  const anno_str message = error->message ? anno_str_trim(anno_str_from(error->message)) : ANNO_STR("no <svg>");
  anno_report(ctx->diag, ANNO_LAYOUT_FAILED, (anno_loc){0}, "the picture is not SVG: line %d: %.*s", error->line,
              ANNO_FMT(message));
  return ANNO_INTERNAL;
}

anno_status anno_svg_finish(const anno_ctx *ctx, anno_str svg, const anno_svg_about *about, anno_buf *out) {
  /* No network, no DTD, no entities; libxml2 itself says nothing. */
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  writer w = {.out = out,
              .arena = ctx->document,
              .about = about,
              .ids = anno_table_in(ctx->document),
              .gradients = anno_table_in(ctx->document)};
  xmlResetLastError();
  xmlParserCtxt *parser = svg.len <= INT_MAX ? xmlNewParserCtxt() : NULL;
  xmlDoc *doc = parser ? xmlCtxtReadMemory(parser, svg.ptr, (int)svg.len, NULL, "UTF-8", options) : NULL;
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  anno_status status = ANNO_OK;
  if (!root || !named(root, "svg") || lacked_memory(parser))
    status = fail(ctx, parser);
  else
    put_root(&w, root);
  if (doc) xmlFreeDoc(doc);
  if (parser) xmlFreeParserCtxt(parser);
  if (status || (!anno_arena_failed(ctx->document) && !anno_arena_failed(out->arena))) return status;
  anno_report(ctx->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return ANNO_NO_MEMORY;
}
