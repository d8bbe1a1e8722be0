/* The file as a tree. */
#include <stdint.h>

#include "read/naf.h"

#include "base/limits.h"

/* An element that is open. */
typedef struct {
  anno_naf_el *el, *last; /* its last child so far */
  anno_buf text;          /* of several pieces */
} open_element;

typedef struct {
  anno_arena *arena, *work;
  anno_naf_el *root;
  size_t depth;
  open_element open[ANNO_MOST_xml_depth + 1]; /* open[depth] is the last one, open[0] none */
} building;

/* How good a name is for that of an ID: the best counts. 0 if it is none. */
static size_t rank_of(anno_str name) {
  static const anno_str names[] = {
      ANNO_STR_INIT("mwid"), ANNO_STR_INIT("did"), ANNO_STR_INIT("lid"), ANNO_STR_INIT("pid"), ANNO_STR_INIT("oid"),
      ANNO_STR_INIT("coid"), ANNO_STR_INIT("eid"), ANNO_STR_INIT("cid"), ANNO_STR_INIT("tid"), ANNO_STR_INIT("wid")};
  enum { COUNT = sizeof names / sizeof *names };
  if (name.len < 2 || name.len > 4 || name.ptr[name.len - 1] != 'd') return 0;
  if (name.len == 2) return name.ptr[0] == 'i' ? COUNT + 1 : 0;
  for (size_t i = 0; i < COUNT; i++)
    if (anno_str_eq(name, names[i])) return i + 1;
  return 0;
}

static void take_attrs(anno_naf_el *el, const anno_xml_tag *tag) {
  size_t best = 0;
  for (size_t i = 0; i < tag->attr_count; i++) {
    const anno_xml_attr *attr = &tag->attrs[i];
    el->attrs[i] = (anno_naf_said){attr->name, attr->value, attr->at.offset & SIZE_MAX >> 1, attr->uri.len != 0};
    const size_t rank = attr->uri.len ? 0 : rank_of(attr->name);
    if (rank > best) {
      best = rank;
      el->id = (unsigned short)(i + 1);
    }
  }
}

static void add_child(building *b, anno_naf_el *el) {
  open_element *parent = &b->open[b->depth];
  if (!b->depth)
    b->root = el;
  else if (parent->last)
    parent->last->next = el;
  else
    parent->el->first = el;
  parent->last = el;
}

static bool on_start(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  anno_naf_el *el = anno_arena_room(b->work, sizeof *el + tag->attr_count * sizeof *el->attrs);
  if (!el || b->depth == ANNO_MOST_xml_depth) return false;
  *el = (anno_naf_el){
      .name = tag->name, .text = ANNO_STR(""), .at = tag->at.offset, .attr_count = (unsigned)tag->attr_count};
  take_attrs(el, tag);
  add_child(b, el);
  b->open[++b->depth] = (open_element){.el = el};
  return true;
}

static bool on_end(void *handle, const anno_xml_tag *tag) {
  building *b = handle;
  (void)tag;
  b->depth--;
  return true;
}

/* Blanks between tags are no text. Text around children is put together. */
static bool on_text(void *handle, anno_str text, anno_loc at) {
  building *b = handle;
  open_element *open = &b->open[b->depth];
  (void)at;
  if (!open->el->text.len) {
    open->el->text = text;
  } else if (anno_str_trim(text).len) {
    if (!open->text.len) {
      open->text = anno_buf_in(b->arena);
      anno_buf_put(&open->text, open->el->text);
    }
    anno_buf_put(&open->text, text);
    open->el->text = anno_buf_str(&open->text);
  }
  return true;
}

anno_status anno_naf_parse(const anno_ctx *ctx, anno_arena *work, anno_input *input, anno_naf_el **root) {
  building b = {.arena = ctx->document, .work = work};
  const anno_xml_events events = {&b, on_start, on_end, on_text};
  const anno_status status = anno_xml_parse(ctx, input, &events);
  *root = b.root;
  return status;
}

static size_t items_of(const anno_naf_el *el) {
  const bool place = anno_naf_is(el, "span") || anno_naf_is(el, "target");
  const size_t offsets = anno_naf_is(el, "wf") && el->attr_count > 3 ? 2 : 0;
  return place ? 0 : 1 + el->attr_count - (el->id != 0) - offsets;
}

size_t anno_naf_expected(const anno_naf_el *root) {
  size_t count = 0;
  for (const anno_naf_el *layer = root->first; layer; layer = layer->next)
    for (const anno_naf_el *el = layer->first; el; el = el->next) {
      count += items_of(el);
      for (const anno_naf_el *child = el->first; child; child = child->next) count += items_of(child);
    }
  return count;
}

const anno_naf_said *anno_naf_find(const anno_naf_el *el, anno_str name) {
  for (const anno_naf_said *attr = el->attrs, *end = attr + el->attr_count; attr < end; attr++)
    if (anno_str_eq(attr->name, name) && !attr->foreign) return attr;
  return NULL;
}

const anno_naf_el *anno_naf_again(const anno_naf_el *el) {
  for (const anno_naf_el *next = el->next; next; next = next->next)
    if (anno_str_eq(next->name, el->name)) return next;
  return NULL;
}
