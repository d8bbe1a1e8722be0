#include "draw/picture.h"

#include "base/buf.h"

anno_picture anno_picture_in(anno_arena *arena) { return (anno_picture){.arena = arena}; }

void anno_picture_clear(anno_picture *picture) { *picture = anno_picture_in(picture->arena); }

int anno_add_group(anno_picture *picture, const anno_group *group) {
  const size_t at = picture->group_count;
  const bool good = ANNO_PUSH(picture->arena, picture->groups, picture->group_count, picture->group_capacity, *group);
  return good ? (int)at : 0;
}

size_t anno_add_card(anno_picture *picture, const anno_card *card) {
  const size_t at = picture->card_count;
  return ANNO_PUSH(picture->arena, picture->cards, picture->card_count, picture->card_capacity, *card) ? at : 0;
}

int anno_add_row(anno_picture *picture, size_t card, const anno_row *row) {
  if (card >= picture->card_count) return 0;
  anno_card *to = &picture->cards[card];
  const size_t at = to->row_count;
  return ANNO_PUSH(picture->arena, to->rows, to->row_count, to->row_capacity, *row) ? (int)at : 0;
}

void anno_add_edge(anno_picture *picture, const anno_edge *edge) {
  ANNO_PUSH(picture->arena, picture->edges, picture->edge_count, picture->edge_capacity, *edge);
}

void anno_add_key(anno_picture *picture, const anno_key *key) {
  ANNO_PUSH(picture->arena, picture->keys, picture->key_count, picture->key_capacity, *key);
}

void anno_add_note(anno_picture *picture, anno_str note) {
  if (!note.len) return;
  picture->notes = picture->notes.len
                       ? anno_arena_print(picture->arena, "%.*s · %.*s", ANNO_FMT(picture->notes), ANNO_FMT(note))
                       : anno_arena_copy(picture->arena, note);
}

size_t anno_picture_nodes(const anno_picture *picture) {
  size_t n = 0;
  for (size_t i = 0; i < picture->card_count; i++) {
    const anno_card *card = &picture->cards[i];
    n += card->style != ANNO_CARD_AXIS;
    for (size_t j = 0; j < card->row_count; j++) n += card->rows[j].key.len > 0;
  }
  return n;
}
