/* Words: where they stand in the text, or the text made of them. */
#include <stdlib.h>

#include "model/fold.h"
#include "read/naf.h"
#include "read/token_text.h"

typedef struct {
  const anno_naf_el *el;
  anno_str text;
  anno_naf_piece at;
  size_t number; /* in the order of the file */
} word;

typedef struct {
  anno_naf *naf;
  word *items;
  size_t count;
} words;

static anno_str between(const anno_naf *naf, anno_naf_piece p) {
  return anno_str_sub(naf->doc->text, anno_utf_byte(&naf->index, p.begin), anno_utf_byte(&naf->index, p.end));
}

static anno_str text_from(const anno_naf *naf, size_t begin) {
  return anno_str_sub(naf->doc->text, anno_utf_byte(&naf->index, begin), naf->doc->text.len);
}

/* ---- Offsets */

static bool read_number(anno_naf *naf, const anno_naf_el *el, const char *name, size_t *out) {
  const anno_naf_said *attr = anno_naf_attr(el, name);
  if (attr && anno_str_to_size(attr->value, out)) return true;
  anno_doc_error(naf->doc, ANNO_BAD_SPAN, attr ? anno_naf_place(naf, attr->at) : anno_naf_place(naf, el->at),
                 attr ? attr->value : anno_str_from(name));
  return false;
}

static bool to_point(const anno_naf *naf, size_t offset, bool in_utf16, size_t *out) {
  if (in_utf16) return offset <= naf->utf16.count && anno_utf16_point(&naf->utf16, offset, out);
  *out = offset;
  return offset <= naf->index.count;
}

/* With `cut` what reaches beyond the end of the text is cut there. */
static bool read_stretch(anno_naf *naf, const anno_naf_el *el, bool cut, anno_naf_piece *out) {
  size_t offset, length;
  if (!read_number(naf, el, "offset", &offset) || !read_number(naf, el, "length", &length)) return false;
  const size_t all = naf->in_utf16 ? naf->utf16.count : naf->index.count;
  const anno_loc at = anno_naf_place(naf, anno_naf_attr(el, "offset")->at);
  if (cut && offset < all && length > all - offset) length = all - offset;
  if (offset > all || length > all - offset) {
    anno_doc_error(naf->doc, ANNO_OUTSIDE_TEXT, at, anno_naf_value(el, offset > all ? "offset" : "length"));
    return false;
  }
  if (to_point(naf, offset, naf->in_utf16, &out->begin) && to_point(naf, offset + length, naf->in_utf16, &out->end))
    return true;
  anno_doc_error(naf->doc, ANNO_HALF_CHARACTER, at, anno_naf_value(el, "offset"));
  return false;
}

bool anno_naf_stretch(anno_naf *naf, const anno_naf_el *el, anno_naf_piece *out) {
  return read_stretch(naf, el, false, out);
}

/* ---- In a text that the file has */

/* The words that stand at their offsets if these count as said. */
static size_t agreeing(const words *w, bool in_utf16) {
  size_t n = 0;
  for (size_t i = 0; i < w->count; i++) {
    size_t offset, point;
    if (!anno_str_to_size(anno_naf_value(w->items[i].el, "offset"), &offset)) continue;
    if (!to_point(w->naf, offset, in_utf16, &point)) continue;
    const anno_str rest = text_from(w->naf, point);
    n += w->items[i].text.len && anno_str_starts(rest, w->items[i].text);
  }
  return n;
}

/* Tools written in Java may count UTF-16 units, whatever the format says. */
static void find_unit(const words *w) {
  anno_naf *naf = w->naf;
  if (!naf->utf16.marks || agreeing(w, true) <= agreeing(w, false)) return;
  naf->in_utf16 = true;
  anno_report(naf->doc->ctx->diag, ANNO_OTHER_UNIT, naf->doc->at, "UTF-16 units");
}

/* The length that the file gives may be that of a quote as "``", even behind the text; blanks are no part of a word. */
static void fit(const anno_naf *naf, word *w) {
  const anno_str rest = text_from(naf, w->at.begin);
  /* A word of the file has no blanks at its ends. */
  if (w->text.len && anno_str_starts(rest, w->text)) {
    w->at.end = w->at.begin + anno_utf_count(w->text);
    return;
  }
  for (anno_str s = between(naf, w->at); s.len && anno_is_white(s.ptr[0]); s = between(naf, w->at)) w->at.begin++;
  for (anno_str s = between(naf, w->at); s.len && anno_is_white(s.ptr[s.len - 1]); s.len--) w->at.end--;
}

static int by_begin(const void *a, const void *b) {
  const word *x = a, *y = b;
  if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

static int by_number(const void *a, const void *b) {
  const word *x = a, *y = b;
  return (x->number > y->number) - (x->number < y->number);
}

static bool in_order(const words *w) {
  for (size_t i = 0; i + 1 < w->count; i++)
    if (w->items[i].at.begin > w->items[i + 1].at.begin) return false;
  return true;
}

/* A word ends where the next one begins. */
static void part(words *w) {
  const bool sorted = in_order(w);
  if (!sorted) qsort(w->items, w->count, sizeof *w->items, by_begin);
  for (size_t i = 0; i + 1 < w->count; i++) {
    const size_t next = w->items[i + 1].at.begin;
    if (next > w->items[i].at.begin && next < w->items[i].at.end) w->items[i].at.end = next;
  }
  if (!sorted) qsort(w->items, w->count, sizeof *w->items, by_number);
}

/* Quotes count for nothing: "``" and "''" stand for one character. */
static bool same_but_quotes(const anno_fold *a, const anno_fold *b) {
  size_t i = 0, k = 0;
  for (;; i++, k++) {
    while (i < a->count && (a->codes[i] == '"' || a->codes[i] == '`')) i++;
    while (k < b->count && (b->codes[k] == '"' || b->codes[k] == '`')) k++;
    if (i == a->count || k == b->count || a->codes[i] != b->codes[k]) return i == a->count && k == b->count;
  }
}

/* Signs are written as ". . ." and "...". */
static bool is_sign(const anno_fold *fold) {
  for (size_t i = 0; i < fold->count; i++)
    if (anno_fold_in_word(fold->codes[i])) return false;
  return true;
}

/* "-LRB-" and its kin stand for brackets. */
static bool is_bracket(anno_str text) {
  return text.len == 5 && text.ptr[0] == '-' && text.ptr[3] == 'B' && text.ptr[4] == '-';
}

/* Tools write quotes and brackets their own way: only other letters are worth a word. */
static void compare(const anno_naf *naf, const word *w) {
  const anno_str covered = between(naf, w->at);
  if (anno_str_eq(covered, w->text) || is_bracket(w->text)) return;
  const anno_arena_mark mark = anno_arena_now(naf->arena);
  const anno_fold a = anno_fold_trimmed(naf->arena, covered), b = anno_fold_trimmed(naf->arena, w->text);
  const bool same = anno_arena_failed(naf->arena) || is_sign(&b) || same_but_quotes(&a, &b);
  anno_arena_back(naf->arena, mark);
  if (!same)
    anno_report(naf->doc->ctx->diag, ANNO_TEXT_DIFFERS, anno_naf_place(naf, w->el->at), "%.*s", ANNO_FMT(w->text));
}

static void place_in_raw(words *w, anno_str raw) {
  anno_naf *naf = w->naf;
  naf->doc->text = raw;
  naf->index = anno_utf_index_of(naf->work, raw);
  naf->utf16 = anno_utf16_index_of(naf->work, &naf->index);
  if (anno_naf_failed(naf)) return;
  find_unit(w);
  for (size_t i = 0; i < w->count; i++)
    if (read_stretch(naf, w->items[i].el, true, &w->items[i].at)) fit(naf, &w->items[i]);
  part(w);
  for (size_t i = 0; i < w->count && !naf->doc->bad; i++) compare(naf, &w->items[i]);
}

/* ---- Without a text */

static bool have_offsets(const words *w) {
  for (size_t i = 0; i < w->count; i++)
    if (!anno_naf_attr(w->items[i].el, "offset")) return false;
  return w->count;
}

static bool differ(const word *a, const word *b, const char *attr) {
  return !anno_str_eq(anno_naf_value(a->el, attr), anno_naf_value(b->el, attr));
}

static anno_str gap_behind(const words *w, size_t i) {
  if (i + 1 == w->count) return ANNO_STR("");
  const word *a = &w->items[i], *b = &w->items[i + 1];
  return differ(a, b, "sent") || differ(a, b, "para") ? ANNO_STR("\n") : ANNO_STR(" ");
}

/* The blanks from `from` up to the offset of word `i`. An offset beyond the size of the file cannot be. */
static anno_str blanks_before(const words *w, size_t i, size_t from) {
  anno_naf *naf = w->naf;
  size_t offset;
  if (i == w->count || !read_number(naf, w->items[i].el, "offset", &offset)) return ANNO_STR("");
  if (offset > naf->doc->at.input->bytes.len) {
    anno_doc_error(naf->doc, ANNO_OUTSIDE_TEXT, anno_naf_place(naf, anno_naf_attr(w->items[i].el, "offset")->at),
                   anno_naf_value(w->items[i].el, "offset"));
    return ANNO_STR("");
  }
  char *blanks = offset > from ? anno_arena_take(naf->arena, offset - from) : NULL;
  if (!blanks) return ANNO_STR("");
  memset(blanks, ' ', offset - from);
  return (anno_str){blanks, offset - from};
}

static void make_text(words *w) {
  anno_token_text text = anno_token_text_in(w->naf->arena);
  const bool placed = have_offsets(w);
  const anno_str front = placed ? blanks_before(w, 0, 0) : ANNO_STR("");
  if (front.len) anno_token_text_put(&text, front, ANNO_STR(""));
  for (size_t i = 0; i < w->count; i++) {
    const size_t length = anno_utf_count(w->items[i].text);
    const size_t begin = anno_token_text_put(&text, w->items[i].text, ANNO_STR(""));
    w->items[i].at = (anno_naf_piece){begin, begin + length};
    text.gap = placed ? blanks_before(w, i + 1, begin + length) : gap_behind(w, i);
  }
  anno_token_text_give(&text, w->naf->doc);
  w->naf->index = anno_utf_index_of(w->naf->work, w->naf->doc->text);
  w->naf->utf16 = anno_utf16_index_of(w->naf->work, &w->naf->index);
}

/* ---- Items */

/* DTD, WORDFORM ELEMENT: a word's text may stand in its parts. */
static anno_str text_of(anno_arena *arena, const anno_naf_el *el) {
  anno_buf buf = anno_buf_in(arena);
  const anno_str own = anno_str_trim(el->text);
  if (own.len) return own;
  for (const anno_naf_el *child = el->first; child; child = child->next) anno_buf_put(&buf, anno_str_trim(child->text));
  return anno_buf_str(&buf);
}

static size_t count_words(const anno_naf_el *root) {
  size_t count = 0;
  for (const anno_naf_el *layer = anno_naf_child(root, "text"); layer; layer = anno_naf_again(layer))
    for (const anno_naf_el *el = layer->first; el; el = el->next) count += anno_naf_is(el, "wf");
  return count;
}

static void gather(words *w) {
  const size_t count = count_words(w->naf->root);
  anno_table_expect(&w->naf->words, count);
  w->items = anno_arena_array(w->naf->work, count, sizeof *w->items);
  for (const anno_naf_el *layer = anno_naf_child(w->naf->root, "text"); layer; layer = anno_naf_again(layer))
    for (const anno_naf_el *el = layer->first; el; el = el->next) {
      if (!w->items || !anno_naf_is(el, "wf")) continue;
      w->items[w->count] = (word){.el = el, .text = text_of(w->naf->arena, el), .number = w->count};
      w->count++;
    }
}

static void add_anchor(anno_naf *naf, const anno_naf_el *el, anno_naf_piece at, const char *taken) {
  const anno_str id = anno_naf_own_id(naf, el);
  anno_naf_anchor anchor = {0};
  anno_naf_cover_add(naf, &anchor.cover, at);
  anchor.node = anno_naf_add_span(naf, id, el->name, &anchor.cover, anno_naf_place(naf, el->at));
  anno_naf_say_rest(naf, id, el, taken, "subtoken");
  anno_naf_anchor_add(naf, &naf->words, anno_naf_id(el), &anchor);
}

/* DTD, SUBTOKEN ELEMENT: it has an offset of its own in the text. */
static void add_parts(anno_naf *naf, const anno_naf_el *el, bool has_raw) {
  for (const anno_naf_el *child = anno_naf_child(el, "subtoken"); child; child = anno_naf_again(child)) {
    anno_naf_piece at;
    if (!has_raw)
      anno_naf_lose(naf, child, "an offset in a text that the file does not have");
    else if (anno_naf_stretch(naf, child, &at))
      add_anchor(naf, child, at, "offset length");
  }
}

void anno_naf_read_words(anno_naf *naf) {
  words w = {.naf = naf};
  const anno_naf_el *raw = anno_naf_child(naf->root, "raw");
  gather(&w);
  naf->doc->has_text = true;
  if (raw)
    place_in_raw(&w, raw->text);
  else
    make_text(&w);
  naf->layer = ANNO_STR("text");
  for (size_t i = 0; i < w.count && !anno_naf_failed(naf); i++) {
    add_anchor(naf, w.items[i].el, w.items[i].at, "offset length");
    add_parts(naf, w.items[i].el, raw);
  }
}
