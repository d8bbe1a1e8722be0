#include "draw/records.h"

#include "base/utf.h"
#include "draw/ident.h"
#include "draw/shown.h"
#include "draw/words.h"

typedef struct {
  const anno_picture *picture;
  anno_arena *arena;
  anno_idents ids;
  anno_records out;
} builder;

typedef struct {
  const char *name, *in;
} column;

static const column columns[] = {
#define ANNO_COLUMN(upper, lower, in) {#lower, in},
    ANNO_COLUMNS
#undef ANNO_COLUMN
};

static const char *const types[] = {
    [ANNO_RECORD_PICTURE] = "picture", [ANNO_RECORD_GROUP] = "group", [ANNO_RECORD_NODE] = "node",
    [ANNO_RECORD_ROW] = "row",         [ANNO_RECORD_EDGE] = "edge",   [ANNO_RECORD_LEGEND] = "legend",
    [ANNO_RECORD_SOURCE] = "source",
};

anno_str anno_column_name(anno_column at) { return anno_str_from(columns[at].name); }

bool anno_column_in(anno_column at, char part) { return strchr(columns[at].in, part) != NULL; }

/* ---- text */

static bool is_forbidden(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

static void put_hex(anno_buf *out, const char *before, uint32_t value, unsigned digits) {
  anno_buf_put(out, anno_str_from(before));
  while (digits-- > 0) anno_buf_putc(out, "0123456789ABCDEF"[value >> (4 * digits) & 15]);
  anno_buf_put(out, ANNO_STR("⟩"));
}

static bool is_plain(anno_str text) {
  if (anno_utf_invalid(text) < text.len) return false;
  for (size_t i = 0; i < text.len;)
    if (is_forbidden(anno_utf_next(text, &i))) return false;
  return true;
}

anno_str anno_plain_text(anno_arena *arena, anno_str text) {
  if (is_plain(text)) return text;
  anno_buf out = anno_buf_in(arena);
  while (text.len) {
    const anno_str valid = anno_str_sub(text, 0, anno_utf_invalid(text));
    for (size_t i = 0; i < valid.len;) {
      const size_t begin = i;
      const uint32_t c = anno_utf_next(valid, &i);
      if (is_forbidden(c))
        put_hex(&out, "⟨U+", c, 4);
      else
        anno_buf_put(&out, anno_str_sub(valid, begin, i));
    }
    if (valid.len < text.len) put_hex(&out, "⟨", (unsigned char)text.ptr[valid.len], 2);
    text = anno_str_sub(text, valid.len + 1, text.len);
  }
  return anno_buf_str(&out);
}

void anno_put_value(anno_buf *out, anno_str text) {
  size_t begin = 0;
  for (size_t i = 0; i <= text.len; i++) {
    const char c = i < text.len ? text.ptr[i] : '\n';
    if (c != '\n' && c != '\r' && c != '\t') continue;
    anno_put_xml(out, anno_str_sub(text, begin, i));
    begin = i + 1;
    if (i < text.len)
      anno_buf_put(out, c == '\n' ? ANNO_STR("&#10;") : c == '\r' ? ANNO_STR("&#13;") : ANNO_STR("&#9;"));
  }
}

/* ---- records */

static anno_str first_of(anno_str a, anno_str b) { return a.len ? a : b; }

static anno_str joined(anno_arena *arena, anno_str a, const char *between, anno_str b) {
  if (!a.len || !b.len) return first_of(a, b);
  return anno_arena_print(arena, "%.*s%s%.*s", ANNO_FMT(a), between, ANNO_FMT(b));
}

static void add(builder *to, anno_record record) {
  record.cells[ANNO_COLUMN_RECORD] = anno_str_from(types[record.type]);
  for (size_t i = 0; i < ANNO_COLUMN_COUNT; i++) record.cells[i] = anno_plain_text(to->arena, record.cells[i]);
  ANNO_PUSH(to->arena, to->out.items, to->out.count, to->out.capacity, record);
}

static anno_str count_text(builder *to, unsigned count) {
  return count ? anno_arena_print(to->arena, "%u", count) : ANNO_STR("");
}

/* Of at most as many groups as there are, should they ever form a ring. */
static anno_str group_path(builder *to, int group) {
  const anno_picture *picture = to->picture;
  anno_str path = ANNO_STR("");
  for (size_t i = 0; group >= 0 && i < picture->group_count; i++) {
    path = joined(to->arena, picture->groups[group].label, " / ", path);
    group = picture->groups[group].parent;
  }
  return path;
}

static anno_str group_id(const builder *from, int group) { return group >= 0 ? from->ids.groups[group] : ANNO_STR(""); }

static void add_picture(builder *to) {
  const anno_picture *picture = to->picture;
  anno_str detail = picture->subtitle;
  if (!anno_str_eq(picture->description, picture->subtitle))
    detail = joined(to->arena, detail, "; ", picture->description);
  if (!picture->card_count && !anno_str_eq(picture->description, picture->empty))
    detail = joined(to->arena, detail, "; ", picture->empty);
  add(to, (anno_record){.type = ANNO_RECORD_PICTURE,
                        .cells[ANNO_COLUMN_KIND] = picture->view,
                        .cells[ANNO_COLUMN_LABEL] = picture->title,
                        .cells[ANNO_COLUMN_DETAIL] = detail});
}

static void add_group(builder *to, size_t i) {
  const anno_group *group = &to->picture->groups[i];
  const anno_str style = group->dashed ? ANNO_STR("dashed border") : ANNO_STR("");
  add(to, (anno_record){.type = ANNO_RECORD_GROUP,
                        .cells[ANNO_COLUMN_ID] = to->ids.groups[i],
                        .cells[ANNO_COLUMN_LABEL] = group->label,
                        .cells[ANNO_COLUMN_GROUP] = group_path(to, group->parent),
                        .cells[ANNO_COLUMN_WITHIN] = group_id(to, group->parent),
                        .cells[ANNO_COLUMN_STYLE] = style});
}

static anno_str label_of_card(const anno_card *card) {
  return first_of(card->label, first_of(card->row_count ? card->rows[0].text : ANNO_STR(""), card->key));
}

static anno_str label_of_row(const anno_row *row) { return first_of(row->text, row->key); }

/* What can be read in a card; a head that only repeats its label is not said twice. */
static anno_str text_of_card(builder *to, const anno_card *card) {
  anno_buf text = anno_buf_in(to->arena);
  for (size_t i = 0; i < card->row_count; i++) {
    const anno_str words = anno_words_in_row(to->picture, &card->rows[i], true);
    if (!words.len || anno_str_eq(words, label_of_card(card))) continue;
    if (text.len) anno_buf_put(&text, ANNO_STR("; "));
    anno_buf_put(&text, words);
  }
  return anno_buf_str(&text);
}

static const char *const row_kinds[] = {"head", "title", "text", "small", "answer", "track"};

static void add_row(builder *to, size_t at, size_t i) {
  const anno_card *card = &to->picture->cards[at];
  const anno_row *row = &card->rows[i];
  const bool node = row->key.len > 0;
  const anno_str kind = node ? row->kind : first_of(row->kind, anno_str_from(row_kinds[row->style]));
  add(to, (anno_record){.type = node ? ANNO_RECORD_NODE : ANNO_RECORD_ROW,
                        .cells[ANNO_COLUMN_ID] = anno_ident_row(&to->ids, at, (int)i),
                        .cells[ANNO_COLUMN_KIND] = kind,
                        .cells[ANNO_COLUMN_LABEL] = label_of_row(row),
                        .cells[ANNO_COLUMN_DETAIL] = anno_words_in_row(to->picture, row, false),
                        .cells[ANNO_COLUMN_GROUP] = group_path(to, card->group),
                        .cells[ANNO_COLUMN_WITHIN] = to->ids.cards[at],
                        .cells[ANNO_COLUMN_STATEMENTS] = count_text(to, row->count),
                        .cells[ANNO_COLUMN_STYLE] = anno_words_of_row(to->picture, row),
                        .cells[ANNO_COLUMN_SOURCES] = row->sources,
                        .cells[ANNO_COLUMN_EVIDENCE] = row->tooltip,
                        .cells[ANNO_COLUMN_IRI] = first_of(row->iri, row->link)});
}

static void add_card(builder *to, size_t at) {
  const anno_card *card = &to->picture->cards[at];
  if (card->style == ANNO_CARD_AXIS) return;
  add(to, (anno_record){.type = ANNO_RECORD_NODE,
                        .cells[ANNO_COLUMN_ID] = to->ids.cards[at],
                        .cells[ANNO_COLUMN_KIND] = card->kind,
                        .cells[ANNO_COLUMN_LABEL] = label_of_card(card),
                        .cells[ANNO_COLUMN_DETAIL] = text_of_card(to, card),
                        .cells[ANNO_COLUMN_GROUP] = group_path(to, card->group),
                        .cells[ANNO_COLUMN_WITHIN] = group_id(to, card->group),
                        .cells[ANNO_COLUMN_STATEMENTS] = count_text(to, card->count),
                        .cells[ANNO_COLUMN_STYLE] = anno_words_of_card(to->picture, card),
                        .cells[ANNO_COLUMN_SOURCES] = card->sources,
                        .cells[ANNO_COLUMN_EVIDENCE] = card->tooltip,
                        .cells[ANNO_COLUMN_IRI] = first_of(card->iri, card->link)});
  for (size_t i = 0; i < card->row_count; i++) add_row(to, at, i);
}

static anno_str label_of_end(const anno_picture *picture, size_t at, int row) {
  const anno_card *card = &picture->cards[at];
  const bool node = row >= 0 && (size_t)row < card->row_count && card->rows[row].key.len;
  return node ? label_of_row(&card->rows[row]) : label_of_card(card);
}

static void add_edge(builder *to, size_t i) {
  const anno_picture *picture = to->picture;
  const anno_edge *edge = &picture->edges[i];
  if (edge->only_order || picture->cards[edge->from].style == ANNO_CARD_AXIS ||
      picture->cards[edge->to].style == ANNO_CARD_AXIS)
    return;
  add(to, (anno_record){.type = ANNO_RECORD_EDGE,
                        .cells[ANNO_COLUMN_ID] = to->ids.edges[i],
                        .cells[ANNO_COLUMN_KIND] = edge->kind,
                        .cells[ANNO_COLUMN_LABEL] = first_of(edge->label, edge->kind),
                        .cells[ANNO_COLUMN_FROM] = anno_ident_end(&to->ids, picture, edge->from, edge->from_row),
                        .cells[ANNO_COLUMN_TO] = anno_ident_end(&to->ids, picture, edge->to, edge->to_row),
                        .cells[ANNO_COLUMN_FROM_LABEL] = label_of_end(picture, edge->from, edge->from_row),
                        .cells[ANNO_COLUMN_TO_LABEL] = label_of_end(picture, edge->to, edge->to_row),
                        .cells[ANNO_COLUMN_STATEMENTS] = count_text(to, edge->count),
                        .cells[ANNO_COLUMN_STYLE] = anno_words_of_edge(picture, edge),
                        .cells[ANNO_COLUMN_SOURCES] = edge->sources,
                        .cells[ANNO_COLUMN_EVIDENCE] = edge->tooltip});
}

static const char *const samples[] = {"colour", "sign", "edge", "card"};

static void add_legend(builder *to, const anno_key *key) {
  add(to, (anno_record){.type = ANNO_RECORD_LEGEND,
                        .cells[ANNO_COLUMN_KIND] = anno_str_from(samples[key->sample]),
                        .cells[ANNO_COLUMN_LABEL] = key->text,
                        .cells[ANNO_COLUMN_DETAIL] = key->tag,
                        .cells[ANNO_COLUMN_STYLE] = anno_words_of_key(to->picture, key)});
}

anno_records anno_records_of(const anno_picture *picture) {
  builder to = {.picture = picture, .arena = picture->arena};
  if (!anno_idents_of(picture, &to.ids)) return to.out;
  add_picture(&to);
  for (size_t i = 0; i < picture->group_count; i++) add_group(&to, i);
  for (size_t i = 0; i < picture->card_count; i++) add_card(&to, i);
  for (size_t i = 0; i < picture->edge_count; i++) add_edge(&to, i);
  for (size_t i = 0; i < picture->key_count; i++) add_legend(&to, &picture->keys[i]);
  for (size_t i = 0; i < picture->source_count; i++)
    add(&to, (anno_record){.type = ANNO_RECORD_SOURCE, .cells[ANNO_COLUMN_LABEL] = picture->sources[i]});
  return to.out;
}
