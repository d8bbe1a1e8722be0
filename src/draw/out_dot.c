/* dot: what Graphviz lays out. Written as text, not by Graphviz: the same bytes on every machine. */
#include "draw/dot_text.h"
#include "draw/output.h"

#define FONTS "Noto Sans,DejaVu Sans,sans-serif"

static const double default_rank_gap = 0.75, default_node_gap = 0.16, packed_gap = 0.06;

/* ` name=1.25`: inches in hundredths, without a locale's comma. */
static void put_inches(anno_dot *dot, const char *name, double inches) {
  const unsigned hundredths = inches > 0 && inches < 20 ? (unsigned)(inches * 100 + 0.5) : 2;
  ANNO_DOT_PRINT(dot, " %s=%u.%02u", name, hundredths / 100, hundredths % 100);
}

/* All attributes of edges, in order of their names: in parts of its work dot looks them up by their number in a copy of
   the graph, in which they stand in this order. */
static void put_edge_defaults(anno_dot *dot, anno_hex ink) {
  ANNO_DOT_PRINT(dot,
                 "edge [arrowhead=normal arrowsize=0.8 arrowtail=normal color=\"%s\" constraint=true dir=forward "
                 "fontcolor=\"%s\" fontname=\"" FONTS
                 "\" fontsize=11 headport=\"\" id=\"\" label=\"\" labeltooltip=\"\" "
                 "penwidth=1 style=\"\" tailport=\"\" tooltip=\"\" weight=1];\n",
                 ink.text, ink.text);
}

static void put_graph_attributes(anno_dot *dot) {
  const anno_picture *p = dot->picture;
  const anno_hex paper = anno_dot_colour(dot, ANNO_TONE_PLAIN, ANNO_SHADE_PAPER);
  const anno_hex ink = anno_dot_colour(dot, ANNO_TONE_INK, ANNO_SHADE_TEXT);
  ANNO_DOT_PRINT(dot,
                 "graph [id=\"picture\" charset=\"UTF-8\" rankdir=%s newrank=true outputorder=edgesfirst splines=true",
                 p->direction == ANNO_ACROSS ? "LR" : "TB");
  put_inches(dot, "ranksep", p->packed ? packed_gap : p->rank_gap > 0 ? p->rank_gap : default_rank_gap);
  put_inches(dot, "nodesep", p->node_gap > 0 ? p->node_gap : default_node_gap);
  ANNO_DOT_PRINT(dot, " pad=0.25 overlap=prism sep=\"+12\" bgcolor=\"%s\" fontcolor=\"%s\"", paper.text, ink.text);
  anno_dot_say(dot, " fontname=\"" FONTS "\" fontsize=12 labelloc=t labeljust=l");
  anno_dot_attribute(dot, "tooltip", anno_dot_tip(dot, p->title, p->view));
  anno_dot_heading(dot);
  anno_dot_say(dot, "];\n");
  ANNO_DOT_PRINT(dot, "node [shape=plain fontname=\"" FONTS "\" fontsize=12 fontcolor=\"%s\"];\n", ink.text);
  put_edge_defaults(dot, ink);
}

/* ---- groups */

static void put_group_attributes(anno_dot *dot, size_t at) {
  const anno_group *g = &dot->picture->groups[at];
  const anno_hex line = anno_dot_colour(dot, g->tone, ANNO_SHADE_LINE);
  const anno_str label = g->label.len ? g->label : g->key;
  ANNO_DOT_PRINT(dot, "graph [id=\"%.*s\"", ANNO_FMT(dot->ids.groups[at]));
  anno_dot_attribute(dot, "tooltip", anno_dot_tip(dot, label, g->key));
  ANNO_DOT_PRINT(dot, " style=\"rounded%s\" color=\"%s\" penwidth=1.5 margin=12 fontsize=14 labeljust=l label=<",
                 g->dashed ? ",dashed" : "", line.text);
  const anno_lines lines = anno_dot_wrap(dot, label, 30, 3);
  anno_dot_lines(dot, lines, (anno_type){line, NULL, true}, ANNO_DOT_LEFT);
  anno_dot_say(dot, lines.count > 1 ? ANNO_DOT_LEFT ">];\n" : ">];\n");
}

/* The group of the group that holds `group` directly or not and has the parent `parent`; -1 if there is none. */
static int below(const anno_picture *p, int group, int parent) {
  for (size_t steps = 0; group >= 0 && (size_t)group < p->group_count && steps <= p->group_count; steps++) {
    if (p->groups[group].parent == parent) return group;
    group = p->groups[group].parent;
  }
  return -1;
}

static bool is_group(const anno_picture *p, int group) { return below(p, group, -1) >= 0; }

/* Groups may hold groups, but not deeper than a reader can follow: data could nest without end. */
static void put_members(anno_dot *dot, int parent, int depth) {
  const anno_picture *p = dot->picture;
  for (size_t i = 0; i < p->card_count; i++) {
    const int group = is_group(p, p->cards[i].group) ? p->cards[i].group : -1;
    if (group == parent || (depth == 8 && below(p, group, parent) >= 0)) anno_dot_card(dot, i);
  }
  for (size_t i = 0; i < p->group_count && depth < 8; i++) {
    bool used = false;
    if (p->groups[i].parent != parent || !is_group(p, (int)i)) continue;
    for (size_t j = 0; j < p->card_count && !used; j++)
      used = p->cards[j].group == (int)i || below(p, p->cards[j].group, (int)i) >= 0;
    if (!used) continue;
    ANNO_DOT_PRINT(dot, "subgraph \"cluster_%.*s\" {\n", ANNO_FMT(dot->ids.groups[i]));
    put_group_attributes(dot, i);
    put_members(dot, (int)i, depth + 1);
    anno_dot_say(dot, "}\n");
  }
}

/* ---- ranks */

typedef struct {
  size_t *cards;
  size_t count;
  bool *taken;
} column;

/* The cards of a rank in order of adding, but those of one group next to each other. */
static void collect(const anno_picture *p, int rank, int parent, column *out) {
  for (size_t i = 0; i < p->card_count; i++) {
    const anno_card *card = &p->cards[i];
    if (card->rank != rank || out->taken[i]) continue;
    if (parent >= 0 && card->group != parent && below(p, card->group, parent) < 0) continue;
    const int inner = card->group == parent ? -1 : below(p, card->group, parent);
    if (inner >= 0)
      collect(p, rank, inner, out);
    else {
      out->taken[i] = true;
      out->cards[out->count++] = i;
    }
  }
}

static void put_rank(anno_dot *dot, const column *c) {
  anno_dot_say(dot, "{rank=same;");
  for (size_t i = 0; i < c->count; i++)
    ANNO_DOT_PRINT(dot, "%s \"%.*s\"", i ? " ->" : "", ANNO_FMT(dot->ids.cards[c->cards[i]]));
  anno_dot_say(dot, c->count > 1 ? " [style=invis];}\n" : ";}\n");
}

/* The least rank above `rank`; -1 if there is none. */
static int next_rank(const anno_picture *p, int rank) {
  int next = -1;
  for (size_t i = 0; i < p->card_count; i++)
    if (p->cards[i].rank > rank && (next < 0 || p->cards[i].rank < next)) next = p->cards[i].rank;
  return next;
}

/* Columns stand in order even where no visible edge leads from one to the next. */
static void put_ranks(anno_dot *dot) {
  const anno_picture *p = dot->picture;
  size_t before = 0;
  bool first = true;
  column c = {.cards = anno_arena_array(dot->arena, p->card_count + 1, sizeof *c.cards),
              .taken = anno_arena_array(dot->arena, p->card_count + 1, sizeof *c.taken)};
  if (!c.cards || !c.taken) return;
  for (int rank = next_rank(p, -1); rank >= 0; rank = next_rank(p, rank)) {
    c.count = 0;
    collect(p, rank, -1, &c);
    put_rank(dot, &c);
    if (!first)
      ANNO_DOT_PRINT(dot, "\"%.*s\" -> \"%.*s\" [style=invis];\n", ANNO_FMT(dot->ids.cards[before]),
                     ANNO_FMT(dot->ids.cards[c.cards[0]]));
    before = c.cards[0];
    first = false;
  }
}

/* ---- the graph */

static void put_empty(anno_dot *dot) {
  const anno_str empty = dot->picture->empty.len ? dot->picture->empty : ANNO_STR("Nothing to show.");
  const anno_lines lines = anno_dot_wrap(dot, empty, 64, 6);
  anno_dot_say(dot, "empty [id=\"empty\"");
  anno_dot_attribute(dot, "tooltip", anno_dot_tip(dot, empty, empty));
  anno_dot_say(dot, " label=<<TABLE BORDER=\"0\" CELLPADDING=\"14\"><TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">");
  anno_dot_lines(dot, lines, (anno_type){anno_dot_colour(dot, ANNO_TONE_PLAIN, ANNO_SHADE_TEXT), "14", false},
                 ANNO_DOT_LEFT);
  anno_dot_say(dot, "</TD></TR></TABLE>>];\n");
}

static void write_dot(const anno_picture *picture, anno_theme theme, anno_buf *out) {
  anno_dot dot = {.out = out, .arena = picture->arena, .picture = picture, .theme = theme};
  if (!anno_idents_of(picture, &dot.ids)) return;
  anno_dot_say(&dot, "digraph picture {\n");
  put_graph_attributes(&dot);
  if (picture->card_count)
    put_members(&dot, -1, 0);
  else
    put_empty(&dot);
  put_ranks(&dot);
  anno_dot_edges(&dot);
  anno_dot_say(&dot, "}\n");
}

const anno_output anno_output_dot = {
    .name = "dot",
    .summary = "the graph as Graphviz lays it out",
    .write = write_dot,
};
