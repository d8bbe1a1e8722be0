/* The text of a BioC document, and the unit in which its offsets count: the DTD says bytes, its own tests code points,
   tools written in Java UTF-16 units, and some count from the begin of the passage. The words that annotations record
   decide. */
#include "base/buf.h"
#include "base/limits.h"
#include "read/bioc.h"
#include "read/measure.h"

static anno_arena *arena_of(const anno_bioc *bioc) { return bioc->doc->ctx->document; }

void anno_bioc_add_infon(anno_arena *arena, anno_bioc_infons *infons, anno_bioc_infon infon) {
  if (infon.value.len) ANNO_PUSH(arena, infons->items, infons->count, infons->capacity, infon);
}

anno_bioc_part *anno_bioc_add_part(anno_bioc *bioc, unsigned passage, anno_loc at) {
  const anno_bioc_part part = {.sentence = passage != 0, .passage = passage, .text = ANNO_STR(""), .at = at};
  if (passage) bioc->parts[passage - 1].has_sentence = true;
  if (!ANNO_PUSH(arena_of(bioc), bioc->parts, bioc->part_count, bioc->part_capacity, part)) return NULL;
  return &bioc->parts[bioc->part_count - 1];
}

anno_bioc_item *anno_bioc_add_item(anno_bioc *bioc, bool relation, unsigned part, anno_loc at) {
  const anno_str none = ANNO_STR("");
  const anno_bioc_item item = {.relation = relation, .id = none, .part = part, .text = none, .at = at, .own_id = none};
  if (!ANNO_PUSH(arena_of(bioc), bioc->items, bioc->item_count, bioc->item_capacity, item)) return NULL;
  return &bioc->items[bioc->item_count - 1];
}

/* ---- The unit */

unsigned anno_bioc_part_at(const anno_bioc *bioc, size_t offset) {
  size_t low = 0, high = bioc->part_count;
  if (bioc->moved) return 0;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (bioc->parts[middle].offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? bioc->parts[low - 1].last : 0;
}

/* True if the item tells something of the unit: it has words, and one place. */
static bool tells(const anno_bioc_item *item) { return item->location_count == 1 && item->text.len; }

/* True if the item's words stand where it says, if offsets count in the unit and from the begin that `bioc` has. */
static bool fits(const anno_bioc *bioc, const anno_measure *texts, const anno_bioc_item *item) {
  const anno_bioc_location *location = item->locations;
  const bool own = item->part && bioc->parts[item->part - 1].placed;
  size_t begin = location->offset;
  if (bioc->relative && item->part) begin += bioc->parts[item->part - 1].offset;
  const unsigned part = own ? item->part : anno_bioc_part_at(bioc, begin);
  if (!part || begin < bioc->parts[part - 1].offset) return false;
  begin -= bioc->parts[part - 1].offset;
  return anno_measure_has(&texts[part - 1], bioc->unit, begin, begin + location->length, item->text);
}

static bool all_fit(const anno_bioc *bioc, const anno_measure *texts) {
  size_t told = 0;
  for (size_t i = 0; i < bioc->item_count; i++) {
    if (!tells(&bioc->items[i])) continue;
    told++;
    if (!fits(bioc, texts, &bioc->items[i])) return false;
  }
  return told;
}

static bool try_all(anno_bioc *bioc, const anno_measure *texts, bool ascii) {
  static const anno_unit units[] = {ANNO_CODE_POINTS, ANNO_UTF16_UNITS, ANNO_BYTES};
  for (int relative = 0; relative < 2; relative++)
    for (size_t i = 0; i < (ascii ? 1 : sizeof units / sizeof *units); i++) {
      bioc->unit = units[i];
      bioc->relative = relative;
      if (all_fit(bioc, texts)) return true;
    }
  return false;
}

static void tell_unit(const anno_bioc *bioc) {
  const anno_doc *doc = bioc->doc;
  if (bioc->unit == ANNO_CODE_POINTS && !bioc->relative) return;
  anno_report(doc->ctx->diag, ANNO_OTHER_UNIT, doc->at, "%s%s", anno_measure_name(bioc->unit),
              bioc->relative ? " from the begin of the passage or sentence" : "");
}

static void find_unit(anno_bioc *bioc, const anno_measure *texts) {
  bool ascii = true;
  for (size_t i = 0; i < bioc->part_count; i++) ascii = ascii && texts[i].ascii;
  if (try_all(bioc, texts, ascii)) {
    tell_unit(bioc);
    return;
  }
  bioc->unit = ANNO_CODE_POINTS;
  bioc->relative = false;
}

/* ---- The text */

/* True if each text begins behind the one before it. */
static bool in_order(const anno_bioc *bioc) {
  size_t last = 0;
  for (size_t i = 0; i < bioc->part_count; i++) {
    if (bioc->parts[i].offset < last) return false;
    last = bioc->parts[i].offset;
  }
  return true;
}

typedef struct {
  anno_bioc *bioc;
  anno_buf text;
  size_t length, blanks; /* of the text so far, in the document's unit */
} placing;

/* Puts a text at its offset, or if that is taken, behind what is there. */
static void put_part(placing *p, anno_bioc_part *part) {
  anno_doc *doc = p->bioc->doc;
  part->begin = part->offset;
  if (part->offset < p->length) {
    part->begin = p->length + 1;
    p->bioc->moved = true;
    anno_report(doc->ctx->diag, ANNO_PASSAGE_MOVED, part->at, "from %zu to %zu", part->offset, part->begin);
  }
  const size_t gap = part->begin - p->length;
  if (gap > ANNO_MOST_bioc_blanks - p->blanks) {
    anno_doc_error(doc, ANNO_LIMIT, part->at, ANNO_STR("the offset is far behind the text before"));
    return;
  }
  for (size_t i = 0; i < gap; i++) anno_buf_putc(&p->text, ' ');
  anno_buf_put(&p->text, part->text);
  p->blanks += gap;
  p->length = part->begin + part->length;
}

static void choose_parts(anno_bioc *bioc) {
  for (size_t i = 0; i < bioc->part_count; i++) {
    anno_bioc_part *part = &bioc->parts[i];
    part->placed = part->text.len && (!part->passage || !bioc->parts[part->passage - 1].placed);
    part->last = part->placed ? (unsigned)(i + 1) : i ? bioc->parts[i - 1].last : 0;
  }
}

/* A part that has no text of its own stands where its offset says; its sentences say how long it is. */
static void stretch(anno_bioc *bioc, const anno_measure *texts) {
  for (size_t i = 0; i < bioc->part_count; i++) {
    anno_bioc_part *part = &bioc->parts[i];
    if (!part->placed) part->begin = part->offset;
    if (!part->placed && part->text.len) part->length = anno_measure_length(&texts[i], bioc->unit);
    if (!part->passage) continue;
    anno_bioc_part *passage = &bioc->parts[part->passage - 1];
    const size_t end = part->begin + part->length;
    if (!part->placed && passage->placed) part->begin += passage->begin - passage->offset;
    if (part->placed && end > passage->begin + passage->length) passage->length = end - passage->begin;
  }
}

void anno_bioc_place(anno_bioc *bioc) {
  anno_arena *arena = arena_of(bioc);
  anno_measure *texts = anno_arena_array(arena, bioc->part_count + 1, sizeof *texts);
  choose_parts(bioc);
  for (size_t i = 0; texts && i < bioc->part_count; i++) anno_measure_text(arena, bioc->parts[i].text, &texts[i]);
  if (!texts || anno_arena_failed(arena)) return;
  bioc->moved = !in_order(bioc);
  find_unit(bioc, texts);
  placing p = {.bioc = bioc, .text = anno_buf_in(arena)};
  for (size_t i = 0; i < bioc->part_count && !bioc->doc->bad; i++) {
    bioc->parts[i].length = 0;
    if (!bioc->parts[i].placed) continue;
    bioc->parts[i].length = anno_measure_length(&texts[i], bioc->unit);
    put_part(&p, &bioc->parts[i]);
  }
  stretch(bioc, texts);
  bioc->doc->unit = bioc->unit;
  bioc->doc->text = anno_buf_str(&p.text);
  bioc->doc->has_text = true;
}
