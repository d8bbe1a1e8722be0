/* What annotations cover: targets, through terms and words, as pieces of the text. */
#include <stdlib.h>

#include "read/naf.h"

void anno_naf_cover_add(anno_naf *naf, anno_naf_cover *cover, anno_naf_piece piece) {
  const size_t n = cover->count;
  if (!(n & (n - 1))) {
    anno_naf_piece *larger = anno_arena_room(naf->work, (n ? n * 2 : 1) * sizeof *larger);
    if (!larger) return;
    if (n) memcpy(larger, cover->pieces, n * sizeof *larger);
    cover->pieces = larger;
  }
  cover->pieces[cover->count++] = piece;
}

static int by_begin(const void *a, const void *b) {
  const anno_naf_piece *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

/* True if nothing but blanks, and not a page of them, stands between `begin` and `end`. */
static bool is_gap(const anno_naf *naf, size_t begin, size_t end) {
  enum { WIDEST = 1000 };
  if (end <= begin) return true;
  if (end - begin > WIDEST) return false;
  const size_t from = anno_utf_byte(&naf->index, begin), to = anno_utf_byte(&naf->index, end);
  const anno_str gap = anno_str_sub(naf->doc->text, from, to);
  for (size_t i = 0; i < gap.len;)
    if (!anno_utf_is_space(anno_utf_next(gap, &i))) return false;
  return true;
}

void anno_naf_settle(anno_naf *naf, anno_naf_cover *cover) {
  if (cover->count < 2) return;
  size_t last = 0;
  qsort(cover->pieces, cover->count, sizeof *cover->pieces, by_begin);
  for (size_t i = 1; i < cover->count; i++) {
    anno_naf_piece *before = &cover->pieces[last];
    const anno_naf_piece piece = cover->pieces[i];
    if (!is_gap(naf, before->end, piece.begin))
      cover->pieces[++last] = piece;
    else if (piece.end > before->end)
      before->end = piece.end;
  }
  cover->count = last + 1;
}

/* Terms are pointed to by most layers, words by terms and some others. */
static const anno_naf_anchor *anchor_of(const anno_naf *naf, anno_str id) {
  unsigned at = naf->in_terms ? 0 : anno_table_get(&naf->terms, id);
  if (!at) at = anno_table_get(&naf->words, id);
  return at ? &naf->anchors[at - 1] : NULL;
}

anno_naf_cover anno_naf_cover_at(anno_naf *naf, const anno_naf_said *id) {
  const anno_naf_anchor *anchor = anchor_of(naf, id->value);
  if (anchor) return anchor->cover;
  anno_doc_error(naf->doc, ANNO_DANGLING, anno_naf_place(naf, id->at), id->value);
  return (anno_naf_cover){0};
}

/* Real files have targets that do not exist: what the others cover remains. */
static void take_target(anno_naf *naf, anno_naf_cover *cover, const anno_naf_el *el) {
  const anno_naf_said *id = anno_naf_id(el);
  const anno_naf_anchor *anchor = id ? anchor_of(naf, id->value) : NULL;
  const anno_str named = id ? id->value : ANNO_STR("");
  if (!anchor)
    anno_report(naf->doc->ctx->diag, ANNO_NOT_TAKEN, id ? anno_naf_place(naf, id->at) : anno_naf_place(naf, el->at),
                "target %.*s: no term or word has this ID", ANNO_FMT(named));
  for (size_t i = 0; anchor && i < anchor->cover.count; i++) anno_naf_cover_add(naf, cover, anchor->cover.pieces[i]);
}

static void take_targets(anno_naf *naf, anno_naf_cover *cover, const anno_naf_el *el) {
  if (anno_naf_is(el, "target")) take_target(naf, cover, el);
  for (const anno_naf_el *child = el->first; child; child = child->next) take_targets(naf, cover, child);
}

anno_naf_cover anno_naf_cover_of(anno_naf *naf, const anno_naf_el *el) {
  anno_naf_cover cover = {0};
  take_targets(naf, &cover, el);
  anno_naf_settle(naf, &cover);
  return cover;
}

anno_str anno_naf_cover_key(anno_naf *naf, const anno_naf_cover *cover) {
  anno_buf buf = anno_buf_in(naf->work);
  for (size_t i = 0; i < cover->count; i++)
    anno_buf_put(&buf, anno_arena_print(naf->work, "%zu-%zu ", cover->pieces[i].begin, cover->pieces[i].end));
  return anno_buf_str(&buf);
}

anno_str anno_naf_words_of(anno_naf *naf, const anno_naf_cover *cover) {
  anno_buf buf = anno_buf_in(naf->arena);
  for (size_t i = 0; i < cover->count; i++) {
    const size_t begin = anno_utf_byte(&naf->index, cover->pieces[i].begin);
    if (i) anno_buf_putc(&buf, ' ');
    anno_buf_put(&buf, anno_str_sub(naf->doc->text, begin, anno_utf_byte(&naf->index, cover->pieces[i].end)));
  }
  return anno_buf_str(&buf);
}

void anno_naf_anchor_add(anno_naf *naf, anno_table *to, const anno_naf_said *id, const anno_naf_anchor *anchor) {
  if (!id || !ANNO_PUSH(naf->work, naf->anchors, naf->anchor_count, naf->anchor_capacity, *anchor)) return;
  const unsigned own = (unsigned)naf->anchor_count, first = anno_table_add(to, id->value, own);
  if (first && first != own) anno_doc_error(naf->doc, ANNO_DUPLICATE_ID, anno_naf_place(naf, id->at), id->value);
}

anno_str anno_naf_item_of(anno_naf *naf, const anno_naf_said *id) {
  const unsigned node = anno_table_get(&naf->named, id->value);
  if (node) return anno_doc_item(naf->doc, node)->id;
  const anno_naf_anchor *anchor = anchor_of(naf, id->value);
  if (anchor) return anno_doc_item(naf->doc, anchor->node)->id;
  anno_doc_error(naf->doc, ANNO_DANGLING, anno_naf_place(naf, id->at), id->value);
  return ANNO_STR("");
}
