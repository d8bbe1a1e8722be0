#include "draw/ident.h"

#include <stdint.h>

#include "base/table.h"

/* FNV-1a with 64 bits. Source: RFC 9923. */
static const uint64_t start = 14695981039346656037u, prime = 1099511628211u;

static uint64_t add(uint64_t hash, anno_str text) {
  for (size_t i = 0; i < text.len; i++) hash = (hash ^ (unsigned char)text.ptr[i]) * prime;
  return hash;
}

/* The field ends in a NUL, so that ("ab", "c") and ("a", "bc") differ. */
static uint64_t add_field(uint64_t hash, anno_str field) { return add(add(hash, field), ANNO_STR("\0")); }

/* The id of the letter and hash, numbered if it has been given before. */
static anno_str next_id(anno_table *seen, char letter, uint64_t hash) {
  char text[18] = {letter, '-'};
  for (size_t i = 0; i < 16; i++) text[2 + i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
  const anno_str id = anno_arena_copy(seen->arena, (anno_str){text, sizeof text});
  const unsigned before = anno_table_get(seen, id);
  anno_table_set(seen, id, before + 1);
  return before ? anno_arena_print(seen->arena, "%.*s-%u", ANNO_FMT(id), before + 1) : id;
}

static uint64_t hash_of_row(const anno_card *card, const anno_row *row) {
  if (row->key.len) return add(start, row->key);
  const char style = (char)('0' + (int)row->style);
  return add_field(add_field(add_field(start, card->key), (anno_str){&style, 1}), row->text);
}

static uint64_t hash_of_edge(const anno_picture *picture, const anno_idents *idents, const anno_edge *edge) {
  const uint64_t from = add_field(start, anno_ident_end(idents, picture, edge->from, edge->from_row));
  const uint64_t ends = add_field(from, anno_ident_end(idents, picture, edge->to, edge->to_row));
  return add_field(add_field(ends, edge->kind), edge->label);
}

static size_t count_rows(const anno_picture *picture) {
  size_t count = 0;
  for (size_t i = 0; i < picture->card_count; i++) count += picture->cards[i].row_count;
  return count;
}

static void name_cards(const anno_picture *picture, anno_table *seen, anno_idents *out) {
  size_t next = 0;
  for (size_t i = 0; i < picture->card_count; i++) {
    const anno_card *card = &picture->cards[i];
    out->cards[i] = next_id(seen, 'c', add(start, card->key));
    out->first_row[i] = next;
    for (size_t j = 0; j < card->row_count; j++)
      out->rows[next++] = next_id(seen, 'r', hash_of_row(card, &card->rows[j]));
  }
}

bool anno_idents_of(const anno_picture *picture, anno_idents *out) {
  anno_arena *arena = picture->arena;
  *out = (anno_idents){.arena = arena};
  out->cards = anno_arena_array(arena, picture->card_count + 1, sizeof *out->cards);
  out->first_row = anno_arena_array(arena, picture->card_count + 1, sizeof *out->first_row);
  out->rows = anno_arena_array(arena, count_rows(picture) + 1, sizeof *out->rows);
  out->edges = anno_arena_array(arena, picture->edge_count + 1, sizeof *out->edges);
  out->groups = anno_arena_array(arena, picture->group_count + 1, sizeof *out->groups);
  if (anno_arena_failed(arena)) return false;
  anno_table seen = anno_table_in(arena);
  for (size_t i = 0; i < picture->group_count; i++)
    out->groups[i] = next_id(&seen, 'g', add(start, picture->groups[i].key));
  name_cards(picture, &seen, out);
  for (size_t i = 0; i < picture->edge_count; i++)
    out->edges[i] = next_id(&seen, 'e', hash_of_edge(picture, out, &picture->edges[i]));
  return !anno_arena_failed(arena);
}

anno_str anno_ident_row(const anno_idents *idents, size_t card, int row) {
  return idents->rows[idents->first_row[card] + (size_t)row];
}

anno_str anno_ident_end(const anno_idents *idents, const anno_picture *picture, size_t card, int row) {
  const anno_card *c = &picture->cards[card];
  const bool node = row >= 0 && (size_t)row < c->row_count && c->rows[row].key.len;
  return node ? anno_ident_row(idents, card, row) : idents->cards[card];
}
