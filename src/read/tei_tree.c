#include "read/tei.h"

#define XML "http://www.w3.org/XML/1998/namespace"

bool anno_tei_is(const anno_tei_node *node, const char *name) { return anno_str_eq(node->name, anno_str_from(name)); }

const anno_xml_attr *anno_tei_attr(const anno_tei_node *node, const char *name) {
  return anno_xml_attr_of(node->attrs, node->attr_count, ANNO_STR(""), anno_str_from(name));
}

anno_str anno_tei_value(const anno_tei_node *node, const char *name) {
  const anno_xml_attr *attr = anno_tei_attr(node, name);
  return attr ? anno_str_trim(attr->value) : ANNO_STR("");
}

anno_str anno_tei_xml_id(const anno_tei_node *node) {
  const anno_xml_attr *id = anno_xml_attr_of(node->attrs, node->attr_count, ANNO_STR(XML), ANNO_STR("id"));
  return id ? anno_str_trim(id->value) : ANNO_STR("");
}

static void put_words(anno_buf *buf, anno_str text, bool *blank) {
  for (size_t i = 0, from = 0; i <= text.len; i++) {
    if (i < text.len && !anno_is_white(text.ptr[i])) continue;
    if (i > from) {
      if (*blank && buf->len) anno_buf_putc(buf, ' ');
      anno_buf_put(buf, anno_str_sub(text, from, i));
      *blank = false;
    }
    if (i < text.len) *blank = true;
    from = i + 1;
  }
}

static void gather(anno_buf *buf, const anno_tei_node *node, bool *blank) {
  if (!node->name.len) put_words(buf, node->text, blank);
  for (const anno_tei_node *child = node->first; child; child = child->next) gather(buf, child, blank);
}

anno_str anno_tei_words(anno_arena *arena, const anno_tei_node *node) {
  anno_buf buf = anno_buf_in(arena);
  bool blank = false;
  gather(&buf, node, &blank);
  return anno_buf_str(&buf);
}

/* ---- Parsing */

typedef struct {
  anno_arena *arena;
  anno_tei_node *root, *open;
} building;

static anno_tei_node *add(building *b, anno_loc at) {
  anno_tei_node *node = anno_arena_take(b->arena, sizeof *node), *parent = b->open;
  if (!node) return NULL;
  *node = (anno_tei_node){.name = ANNO_STR(""), .text = ANNO_STR(""), .parent = parent, .at = at};
  node->item = ANNO_STR("");
  if (!parent)
    b->root = node;
  else if (parent->last)
    parent->last->next = node;
  else
    parent->first = node;
  if (parent) parent->last = node;
  return node;
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  anno_tei_node *node = add(b, tag->at);
  anno_xml_attr *attrs = anno_arena_array(b->arena, tag->attr_count + 1, sizeof *attrs);
  if (!node || !attrs) return false;
  for (size_t i = 0; i < tag->attr_count; i++) attrs[i] = tag->attrs[i];
  node->name = tag->name;
  node->attrs = attrs;
  node->attr_count = tag->attr_count;
  b->open = node;
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  (void)tag;
  b->open = b->open->parent;
  return true;
}

static bool on_text(void *handle, anno_str text, anno_loc at) {
  building *b = handle;
  anno_tei_node *node = add(b, at);
  if (node) node->text = text;
  return node != NULL;
}

anno_status anno_tei_parse(const anno_ctx *ctx, anno_input *input, anno_tei_node **root) {
  building b = {.arena = ctx->document};
  const anno_xml_events events = {&b, on_start, on_end, on_text};
  const anno_status status = anno_xml_parse(ctx, input, &events);
  *root = b.root;
  return status;
}
