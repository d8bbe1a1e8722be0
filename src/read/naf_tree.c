/* The file as a tree. */
#include "read/naf.h"

typedef struct {
  anno_arena *arena;
  anno_naf_el *root, *open;
} building;

static bool on_start(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  anno_naf_el *el = anno_arena_take(b->arena, sizeof *el);
  anno_xml_attr *attrs = anno_arena_array(b->arena, tag->attr_count + 1, sizeof *attrs);
  if (!el || !attrs) return false;
  if (tag->attr_count) memcpy(attrs, tag->attrs, tag->attr_count * sizeof *attrs);
  *el = (anno_naf_el){.name = tag->name,
                      .text = ANNO_STR(""),
                      .attrs = attrs,
                      .attr_count = tag->attr_count,
                      .parent = b->open,
                      .at = tag->at};
  if (!b->open)
    b->root = el;
  else if (b->open->last)
    b->open->last->next = el;
  else
    b->open->first = el;
  if (b->open) b->open->last = el;
  b->open = el;
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  (void)tag;
  b->open = b->open->parent;
  return true;
}

/* Blanks between tags are no text. Text around children is put together. */
static bool on_text(void *handle, anno_str text, anno_loc at) {
  building *b = handle;
  anno_naf_el *el = b->open;
  (void)at;
  if (!el->text.len) {
    el->text = text;
  } else if (anno_str_trim(text).len) {
    if (!el->pieces.len) {
      el->pieces = anno_buf_in(b->arena);
      anno_buf_put(&el->pieces, el->text);
    }
    anno_buf_put(&el->pieces, text);
    el->text = anno_buf_str(&el->pieces);
  }
  return true;
}

anno_status anno_naf_parse(const anno_ctx *ctx, anno_input *input, anno_naf_el **root) {
  building b = {.arena = ctx->document};
  const anno_xml_events events = {&b, on_start, on_end, on_text};
  const anno_status status = anno_xml_parse(ctx, input, &events);
  *root = b.root;
  return status;
}

const anno_xml_attr *anno_naf_attr(const anno_naf_el *el, const char *name) {
  return anno_xml_attr_of(el->attrs, el->attr_count, "", name);
}

anno_str anno_naf_value(const anno_naf_el *el, const char *name) {
  const anno_xml_attr *attr = anno_naf_attr(el, name);
  return attr ? attr->value : ANNO_STR("");
}

bool anno_naf_is(const anno_naf_el *el, const char *name) { return anno_str_eq(el->name, anno_str_from(name)); }

const anno_naf_el *anno_naf_child(const anno_naf_el *el, const char *name) {
  for (const anno_naf_el *child = el->first; child; child = child->next)
    if (anno_naf_is(child, name)) return child;
  return NULL;
}

const anno_naf_el *anno_naf_again(const anno_naf_el *el) {
  for (const anno_naf_el *next = el->next; next; next = next->next)
    if (anno_str_eq(next->name, el->name)) return next;
  return NULL;
}

const anno_xml_attr *anno_naf_id(const anno_naf_el *el) {
  static const char *const names[] = {"id", "wid", "tid", "cid", "eid", "coid", "oid", "pid", "lid", "did", "mwid"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const anno_xml_attr *attr = anno_naf_attr(el, names[i]);
    if (attr) return attr;
  }
  return NULL;
}
