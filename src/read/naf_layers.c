/* Layers whose elements are spans, one or several, and what is said of them. */
#include "read/naf.h"

static bool has_words(anno_naf *naf, const anno_naf_el *el, const anno_naf_cover *cover) {
  if (!cover->count && !naf->doc->bad) anno_naf_lose(naf, el, "covers no words");
  return cover->count;
}

void anno_naf_name(anno_naf *naf, const anno_naf_el *el, anno_node node) {
  const anno_naf_said *id = anno_naf_id(el);
  if (!id || !node) return;
  const anno_node first = anno_table_add(&naf->named, id->value, node);
  if (first && first != node && anno_str_eq(anno_doc_item(naf->doc, first)->layer, naf->layer))
    anno_doc_error(naf->doc, ANNO_DUPLICATE_ID, anno_naf_place(naf, id->at), id->value);
}

/* ---- Terms */

static void add_anchor(anno_naf *naf, const anno_naf_el *el, const anno_naf_cover *cover, const char *taken_children) {
  const anno_str id = anno_naf_own_id(naf, el);
  const anno_node node = anno_naf_add_span(naf, id, el->name, cover, anno_naf_place(naf, el->at));
  const anno_naf_anchor anchor = {*cover, node};
  anno_naf_say_rest(naf, id, el, "", taken_children);
  anno_naf_anchor_add(naf, &naf->terms, anno_naf_id(el), &anchor);
}

/* A component may have no span of its own. */
static void read_term(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_cover cover = anno_naf_cover_of(naf, el);
  if (!has_words(naf, el, &cover)) return;
  add_anchor(naf, el, &cover, "component");
  for (const anno_naf_el *c = anno_naf_child(el, "component"); c; c = anno_naf_again(c)) {
    const anno_naf_cover own = anno_naf_cover_of(naf, c);
    add_anchor(naf, c, own.count ? &own : &cover, "");
  }
}

bool anno_naf_read_term(anno_naf *naf, const anno_naf_el *el) {
  if (!anno_naf_is(el, "term")) return false;
  read_term(naf, el);
  return true;
}

/* DTD, MW ELEMENT: it has no span but those of its components, which point to terms. */
bool anno_naf_read_multiword(anno_naf *naf, const anno_naf_el *el) {
  if (!anno_naf_is(el, "mw")) return false;
  read_term(naf, el);
  return true;
}

/* ---- Mentions */

/* "type" of these elements is the type of their spans, if they have one. */
static const char *const mentions[] = {"entity", "mark", "chunk", "property", "category", "location", "date"};

/* The first <span> of `el`, or of its <references>. */
static const anno_naf_el *first_span(const anno_naf_el *el) {
  const anno_naf_el *references = anno_naf_child(el, "references");
  return anno_naf_child(references ? references : el, "span");
}

static anno_str type_of(const anno_naf_el *el) {
  const anno_str type = anno_naf_value(el, "type");
  return type.len ? type : el->name;
}

/* A mention called `id`; 0 if it has no words. */
static anno_node add_mention(anno_naf *naf, const anno_naf_el *span, anno_str id, anno_str type) {
  const anno_naf_cover cover = anno_naf_cover_of(naf, span);
  if (!has_words(naf, span, &cover)) return 0;
  const anno_node node = anno_naf_add_span(naf, id, type, &cover, anno_naf_place(naf, span->at));
  anno_naf_say_span(naf, id, span);
  return node;
}

/* The spans of one element mention one thing. What is said of that is said of the first. */
static void read_chain(anno_naf *naf, const anno_naf_el *el) {
  const anno_str own = anno_naf_own_id(naf, el), type = type_of(el);
  anno_node whole = 0;
  for (const anno_naf_el *span = first_span(el); span; span = anno_naf_again(span)) {
    const anno_str id = anno_naf_part_id(naf, own, "span");
    if (!add_mention(naf, span, id, type)) continue;
    if (!whole) {
      anno_naf_say_rest(naf, id, el, "type", "");
      whole = anno_naf_add(naf, ANNO_EQUIVALENCE, own, el->name, anno_naf_place(naf, el->at));
    }
    anno_doc_arg(naf->doc, whole, ANNO_STR(""), id, anno_naf_place(naf, span->at));
  }
  anno_naf_name(naf, el, whole);
  if (!whole) anno_naf_lose(naf, el, "covers no words");
}

static void read_mention(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_el *span = first_span(el);
  if (span && anno_naf_again(span)) {
    read_chain(naf, el);
    return;
  }
  const anno_str own = anno_naf_own_id(naf, el);
  const anno_node node = span ? add_mention(naf, span, own, type_of(el)) : 0;
  if (!span) anno_naf_lose(naf, el, "has no span");
  anno_naf_name(naf, el, node);
  if (node) anno_naf_say_rest(naf, own, el, "type", "");
}

/* ---- Times */

static bool digits(anno_str s, size_t from, size_t count) {
  for (size_t i = from; i < from + count; i++)
    if (i >= s.len || s.ptr[i] < '0' || s.ptr[i] > '9') return false;
  return true;
}

/* The date that a value begins with and that fills it, or behind which a time of day follows: YYYY, YYYY-MM,
   YYYY-MM-DD. Of the many things that the value of a TIMEX3 may be the others give "". */
static anno_str date_of(anno_str s) {
  if (anno_str_find(s, 0, 'T') == 10) s = anno_str_sub(s, 0, 10);
  if (!digits(s, 0, 4) || (s.len != 4 && s.len != 7 && s.len != 10)) return ANNO_STR("");
  if (s.len > 4 && (s.ptr[4] != '-' || !digits(s, 5, 2))) return ANNO_STR("");
  return s.len < 10 || (s.ptr[7] == '-' && digits(s, 8, 2)) ? s : ANNO_STR("");
}

static void read_time(anno_naf *naf, const anno_naf_el *el) {
  const anno_str id = anno_naf_own_id(naf, el);
  const anno_naf_cover cover = anno_naf_cover_of(naf, el);
  const anno_node node = anno_naf_add_span(naf, id, type_of(el), &cover, anno_naf_place(naf, el->at));
  const anno_naf_said *value = anno_naf_attr(el, "value");
  anno_naf_name(naf, el, node);
  const anno_str date = value ? date_of(value->value) : ANNO_STR("");
  if (date.len) anno_naf_link(naf, id, value->name, date, anno_naf_place(naf, value->at));
  if (value && date.len < value->value.len)
    anno_naf_say(naf, id, value->name, value->value, anno_naf_place(naf, value->at));
  for (const anno_naf_el *span = anno_naf_child(el, "span"); span; span = anno_naf_again(span))
    anno_naf_say_span(naf, id, span);
  anno_naf_say_rest(naf, id, el, "type value beginPoint endPoint anchorTimeID", "");
}

/* ---- Units of the text */

static void read_unit(anno_naf *naf, const anno_naf_el *el) {
  anno_naf_piece at;
  if (!anno_naf_stretch(naf, el, &at)) return;
  const anno_str id = anno_naf_own_id(naf, el);
  anno_doc_fragment(naf->doc, anno_naf_add(naf, ANNO_SPAN, id, el->name, anno_naf_place(naf, el->at)), at.begin,
                    at.end);
  anno_naf_say_rest(naf, id, el, "offset length", "");
}

bool anno_naf_read_span(anno_naf *naf, const anno_naf_el *el) {
  for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++)
    if (anno_naf_is(el, mentions[i])) {
      read_mention(naf, el);
      return true;
    }
  if (anno_naf_is(el, "coref"))
    read_chain(naf, el);
  else if (anno_naf_is(el, "timex3"))
    read_time(naf, el);
  else if (anno_naf_is(el, "tunit"))
    read_unit(naf, el);
  else
    return false;
  return true;
}
