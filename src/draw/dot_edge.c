#include "draw/dot_text.h"

enum { LABEL_COLUMNS = 24, LABEL_LINES = 3 };

/* One end as it is written. */
typedef struct {
  size_t card;
  int row;
  const char *side; /* a compass point; "" leaves it to Graphviz */
} end;

static int rank_of(const anno_dot *dot, size_t card) { return dot->picture->cards[card].rank; }

/* The ranks in use are numbered from 0; -1 if there is none. */
static int last_rank(const anno_picture *picture) {
  int last = -1;
  for (size_t i = 0; i < picture->card_count; i++)
    if (picture->cards[i].rank > last) last = picture->cards[i].rank;
  return last;
}

/* Edges leave a card where the next rank is; between cards of one rank they bow to the outside. */
static void choose_sides(const anno_dot *dot, int last, end *tail, end *head) {
  const bool across = dot->picture->direction == ANNO_ACROSS;
  const int from = rank_of(dot, tail->card), to = rank_of(dot, head->card);
  if (from < 0 || to < 0 || tail->card == head->card) return;
  if (from < to) {
    tail->side = across ? "e" : tail->row < 0 ? "s" : "";
    head->side = across ? "w" : head->row < 0 ? "n" : "";
  } else if (across)
    tail->side = head->side = from == last ? "e" : "w";
  if (from == to && across && from != 0 && from != last) tail->side = head->side = "e";
}

static void put_end(anno_dot *dot, const end *e) {
  const bool east = e->side[0] == 'e';
  ANNO_DOT_PRINT(dot, "\"%.*s\"", ANNO_FMT(dot->ids.cards[e->card]));
  if (e->row >= 0 && (size_t)e->row < dot->picture->cards[e->card].row_count)
    ANNO_DOT_PRINT(dot, ":%.*s", ANNO_FMT(anno_dot_port(dot, e->card, e->row, east)));
  if (e->side[0]) ANNO_DOT_PRINT(dot, ":%s", e->side);
}

static void put_heads(anno_dot *dot, anno_edge_head head, bool turned) {
  const char *at = turned ? "arrowtail" : "arrowhead";
  switch (head) {
    case ANNO_HEAD_ARROW: break;
    case ANNO_HEAD_NONE: anno_dot_say(dot, " dir=none"); return;
    case ANNO_HEAD_TEE: ANNO_DOT_PRINT(dot, " %s=tee", at); break;
    case ANNO_HEAD_BOTH: anno_dot_say(dot, " dir=both"); return;
  }
  if (turned) anno_dot_say(dot, " dir=back");
}

static void put_style(anno_dot *dot, const anno_edge *edge) {
  unsigned tenths = edge->count >= 2 ? 10 + 5 * (edge->count < 10 ? edge->count : 10) : 12;
  if (edge->style == ANNO_EDGE_DOTTED && tenths < 16) tenths = 16;
  ANNO_DOT_PRINT(dot, " color=\"%s\" penwidth=%u.%u", anno_dot_colour(dot, edge->tone, ANNO_SHADE_LINE).text,
                 tenths / 10, tenths % 10);
  if (edge->style == ANNO_EDGE_DASHED) anno_dot_say(dot, " style=dashed");
  if (edge->style == ANNO_EDGE_DOTTED) anno_dot_say(dot, " style=dotted");
}

/* On a ground of its own, so that no line crosses it. */
static void put_label(anno_dot *dot, const anno_edge *edge) {
  const anno_lines lines = anno_dot_wrap(dot, edge->label, LABEL_COLUMNS, LABEL_LINES);
  if (!lines.count) return;
  const anno_type type = {anno_dot_colour(dot, edge->tone, ANNO_SHADE_LINE), NULL, false};
  ANNO_DOT_PRINT(
      dot, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"3\" CELLPADDING=\"1\"><TR><TD BGCOLOR=\"%s\">",
      anno_dot_colour(dot, edge->tone, ANNO_SHADE_PAPER).text);
  anno_dot_lines(dot, lines, type, "<BR/>");
  anno_dot_say(dot, "</TD></TR></TABLE>>");
}

/* "A accuses B ×3", for edges whose view says nothing else. */
static anno_str spoken(anno_dot *dot, const anno_edge *edge) {
  const anno_card *from = &dot->picture->cards[edge->from], *to = &dot->picture->cards[edge->to];
  const anno_str a = edge->from_row >= 0 ? from->rows[edge->from_row].text : from->label;
  const anno_str b = edge->to_row >= 0 ? to->rows[edge->to_row].text : to->label;
  const anno_str times = edge->count > 1 ? anno_arena_print(dot->arena, " ×%u", edge->count) : ANNO_STR("");
  return anno_arena_print(dot->arena, "%.*s %.*s %.*s%.*s", ANNO_FMT(a), ANNO_FMT(edge->kind), ANNO_FMT(b),
                          ANNO_FMT(times));
}

static void put_tips(anno_dot *dot, const anno_edge *edge) {
  const anno_str tip = anno_dot_tip(dot, edge->tooltip, spoken(dot, edge));
  anno_dot_attribute(dot, "tooltip", tip);
  if (edge->label.len) anno_dot_attribute(dot, "labeltooltip", tip);
}

static void put_edge(anno_dot *dot, size_t at, int last) {
  const anno_edge *edge = &dot->picture->edges[at];
  const int from = rank_of(dot, edge->from), to = rank_of(dot, edge->to);
  const bool turned = to >= 0 && from > to, same = from >= 0 && from == to;
  end tail = {edge->from, edge->from_row, ""}, head = {edge->to, edge->to_row, ""};
  if (turned) {
    const end other = tail;
    tail = head, head = other;
  }
  if (!edge->only_order) choose_sides(dot, last, &tail, &head);
  put_end(dot, &tail);
  anno_dot_say(dot, " -> ");
  put_end(dot, &head);
  if (edge->only_order) {
    anno_dot_say(dot, " [style=invis];\n");
    return;
  }
  ANNO_DOT_PRINT(dot, " [id=\"%.*s\"", ANNO_FMT(dot->ids.edges[at]));
  put_style(dot, edge);
  put_heads(dot, edge->head, turned);
  if (edge->loose || same) anno_dot_say(dot, same ? " constraint=false weight=0" : " constraint=false");
  put_tips(dot, edge);
  put_label(dot, edge);
  anno_dot_say(dot, "];\n");
}

void anno_dot_edges(anno_dot *dot) {
  const int last = last_rank(dot->picture);
  for (size_t i = 0; i < dot->picture->edge_count; i++) {
    const anno_edge *edge = &dot->picture->edges[i];
    if (edge->told) continue;
    if (edge->from < dot->picture->card_count && edge->to < dot->picture->card_count) put_edge(dot, i, last);
  }
}
