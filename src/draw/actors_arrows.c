/* The arrows of the view of actors, and what the legend and the notes say of them. */
#include "draw/actors.h"
#include "draw/places.h"
#include "draw/relate.h"

enum { MOST_TOOLTIPS = 3, MOST_VERBS = 2 };

typedef struct {
  anno_tone tone;
  anno_edge_head head;
  anno_edge_style style, relayed_style;
  const char *kind, *said, *relayed; /* for tables; for the legend, with the plain style and with the other one */
} look;

static const look looks[] = {
    [ANNO_TIE_ACCUSES] = {ANNO_TONE_INK, ANNO_HEAD_ARROW, ANNO_EDGE_SOLID, ANNO_EDGE_DASHED, "accuses", "accuses",
                          "accuses, as only somebody else relays"},
    [ANNO_TIE_DENIES] = {ANNO_TONE_DENIED, ANNO_HEAD_TEE, ANNO_EDGE_DASHED, ANNO_EDGE_DASHED, "denies",
                         "denies what the other says", "denies what the other says"},
    [ANNO_TIE_TOGETHER] = {ANNO_TONE_TALKS, ANNO_HEAD_BOTH, ANNO_EDGE_SOLID, ANNO_EDGE_DASHED, "does together with",
                           "do something together, as a document narrates",
                           "do something together, as only somebody says"},
    [ANNO_TIE_ABOUT] = {ANNO_TONE_PLAIN, ANNO_HEAD_ARROW, ANNO_EDGE_SOLID, ANNO_EDGE_DASHED, "speaks about",
                        "says something else about", "says something else about, as only somebody else relays"},
    [ANNO_TIE_MARKED] = {ANNO_TONE_PLAIN, ANNO_HEAD_ARROW, ANNO_EDGE_DOTTED, ANNO_EDGE_DOTTED, "is marked with",
                         "marked in the text, nobody's statement", "marked in the text, nobody's statement"},
};

static const char *const units[][2] = {
    [ANNO_TIE_ACCUSES] = {"accusation", "accusations"},
    [ANNO_TIE_DENIES] = {"denial", "denials"},
    [ANNO_TIE_TOGETHER] = {"joint act", "joint acts"},
    [ANNO_TIE_ABOUT] = {"statement about others", "statements about others"},
    [ANNO_TIE_MARKED] = {"marked relation", "marked relations"},
};

/* "signed", "discussed, met", "discussed, met …": the verbs of the bond's claims. */
static anno_str verbs_of(const anno_cast *cast, const anno_bond *bond) {
  const anno_story *story = cast->task->story;
  anno_str verbs[MOST_VERBS + 1];
  size_t n = 0;
  anno_buf out = anno_buf_in(cast->task->arena);
  for (size_t i = 0; i < bond->tie_count && n <= MOST_VERBS; i++) {
    const anno_claim *claim = &story->claims[bond->ties[i].claim];
    const anno_str verb = claim->verb.len ? claim->verb : claim->label;
    size_t j = 0;
    while (j < n && !anno_str_eq(verbs[j], verb)) j++;
    if (j == n && verb.len) verbs[n++] = verb;
  }
  for (size_t i = 0; i < n && i < MOST_VERBS; i++) {
    if (i) anno_buf_put(&out, ANNO_STR(", "));
    anno_buf_put(&out, verbs[i]);
  }
  if (n > MOST_VERBS) anno_buf_put(&out, ANNO_STR(" …"));
  return anno_buf_str(&out);
}

static anno_str label_of(const anno_cast *cast, const anno_bond *bond) {
  anno_arena *arena = cast->task->arena;
  const bool by_verb = bond->kind == ANNO_TIE_TOGETHER || bond->kind == ANNO_TIE_MARKED;
  anno_str what = by_verb ? verbs_of(cast, bond) : anno_str_from(looks[bond->kind].kind);
  if (!what.len) what = anno_str_from(looks[bond->kind].kind);
  if (bond->kind == ANNO_TIE_MARKED && bond->count == 1) return what;
  const bool relayed = bond->kind == ANNO_TIE_DENIES && !bond->firm;
  return anno_arena_print(arena, "%.*s ×%u%s", ANNO_FMT(what), bond->count, relayed ? " (relayed)" : "");
}

static anno_str tooltip_of(const anno_cast *cast, const anno_bond *bond) {
  const anno_story *story = cast->task->story;
  anno_arena *arena = cast->task->arena;
  anno_buf out = anno_buf_in(arena);
  unsigned n = 0;
  for (size_t i = 0; i < bond->tie_count && n < MOST_TOOLTIPS; i++) {
    const anno_tie *tie = &bond->ties[i];
    if (i && tie->saying == tie[-1].saying && tie->claim == tie[-1].claim) continue;
    const anno_str words = tie->saying == ANNO_NOWHERE ? story->claims[tie->claim].evidence
                                                       : anno_evidence_text(arena, story, &story->sayings[tie->saying]);
    if (out.len && words.len) anno_buf_putc(&out, '\n');
    anno_buf_put(&out, words);
    n++;
  }
  if (out.len && bond->count > n) anno_buf_put(&out, anno_arena_print(arena, "\nand %u more", bond->count - n));
  return anno_buf_str(&out);
}

static anno_str sources_of(const anno_cast *cast, const anno_bond *bond) {
  const anno_story *story = cast->task->story;
  anno_places places = anno_places_in(cast->task->arena);
  for (size_t i = 0; i < bond->tie_count; i++) {
    const anno_tie *tie = &bond->ties[i];
    if (tie->saying != ANNO_NOWHERE) {
      if (story->sayings[tie->saying].document != ANNO_NOWHERE)
        anno_places_add(&places, story->sayings[tie->saying].document);
      continue;
    }
    const anno_list documents = story->claims[tie->claim].documents;
    for (size_t j = 0; j < documents.count; j++) anno_places_add(&places, documents.items[j]);
  }
  return anno_sources_text(cast->task->arena, story, anno_places_list(&places));
}

/* The one actor whom all ties of the bond begin (or end) with; ANNO_NOWHERE if there are several. */
static anno_at only_end(const anno_bond *bond, bool from) {
  const anno_at first = from ? bond->ties[0].from : bond->ties[0].to;
  for (size_t i = 1; i < bond->tie_count; i++)
    if ((from ? bond->ties[i].from : bond->ties[i].to) != first) return ANNO_NOWHERE;
  return first;
}

/* An arrow within a column would run over the cards between its ends: a row says it. */
static bool is_level(const anno_cast *cast, const anno_bond *bond) {
  return cast->cards[bond->from].column == cast->cards[bond->to].column;
}

/* Whether the bond begins with the actor who has row `row` (-1: with nobody who has a row in the card). */
static bool begins_at(const anno_stage *stage, const anno_bond *bond, int row) {
  const anno_at from = only_end(bond, true);
  return (from == ANNO_NOWHERE ? -1 : stage->row[from]) == row;
}

static anno_str target_of(const anno_cast *cast, const anno_bond *bond) {
  const anno_troupe *card = &cast->cards[bond->to];
  const anno_at to = only_end(bond, false);
  const anno_str name = to != ANNO_NOWHERE               ? cast->task->story->referents[to].label
                        : card->referent != ANNO_NOWHERE ? cast->task->story->referents[card->referent].label
                                                         : ANNO_STR("others");
  return anno_arena_print(cast->task->arena, "%.*s ×%u", ANNO_FMT(name), bond->count);
}

/* "denies: Robert Mueller ×1, US intelligence ×2" */
static void tell_kind(const anno_cast *cast, const anno_bond *const *bonds, size_t count, anno_row *row) {
  const look *l = &looks[bonds[0]->kind];
  anno_arena *arena = cast->task->arena;
  anno_buf text = anno_buf_in(arena), tips = anno_buf_in(arena);
  const bool by_verb = bonds[0]->kind == ANNO_TIE_TOGETHER || bonds[0]->kind == ANNO_TIE_MARKED;
  anno_buf_put(&text, by_verb ? verbs_of(cast, bonds[0]) : anno_str_from(l->kind));
  if (!bonds[0]->firm && bonds[0]->kind != ANNO_TIE_MARKED)
    anno_buf_put(&text, bonds[0]->kind == ANNO_TIE_TOGETHER ? ANNO_STR(" (as somebody says)") : ANNO_STR(" (relayed)"));
  for (size_t i = 0; i < count; i++) {
    anno_buf_put(&text, i ? ANNO_STR(", ") : ANNO_STR(": "));
    anno_buf_put(&text, target_of(cast, bonds[i]));
    const anno_str tip = tooltip_of(cast, bonds[i]);
    if (tips.len && tip.len) anno_buf_putc(&tips, '\n');
    anno_buf_put(&tips, tip);
  }
  row->text = anno_buf_str(&text);
  row->tooltip = anno_buf_str(&tips);
  row->tone = l->tone;
  row->mark = bonds[0]->kind == ANNO_TIE_DENIES ? ANNO_MARK_NO : ANNO_MARK_DOT;
}

/* Bonds of a kind that may share a row: those with verbs have one each. */
static bool goes_with(const anno_bond *a, const anno_bond *b) {
  if (a->kind != b->kind || a->firm != b->firm) return false;
  return a->kind != ANNO_TIE_TOGETHER && a->kind != ANNO_TIE_MARKED;
}

/* Where the bonds of a card begin: they are in order of their first card. */
static size_t first_bond(const anno_cast *cast, anno_at card) {
  size_t low = 0, high = cast->bonds.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (cast->bonds.items[middle].from < card) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void anno_cast_tell_row(const anno_cast *cast, const anno_stage *stage, anno_at card, int row, anno_picture *out) {
  const size_t first = first_bond(cast, card), end = first_bond(cast, card + 1);
  const anno_bond **bonds = anno_arena_array(cast->task->arena, end - first + 1, sizeof *bonds);
  size_t n = 0;
  for (size_t i = first; bonds && i < end; i++) {
    const anno_bond *bond = &cast->bonds.items[i];
    if (is_level(cast, bond) && begins_at(stage, bond, row)) bonds[n++] = bond;
  }
  /* Insertion keeps the order of bonds of one kind. */
  for (size_t i = 1; i < n; i++)
    for (size_t j = i; j && bonds[j]->kind * 2 + !bonds[j]->firm < bonds[j - 1]->kind * 2 + !bonds[j - 1]->firm; j--) {
      const anno_bond *swap = bonds[j];
      bonds[j] = bonds[j - 1];
      bonds[j - 1] = swap;
    }
  for (size_t i = 0, many; i < n; i += many) {
    anno_row told = {.style = ANNO_ROW_ANSWER};
    for (many = 1; i + many < n && goes_with(bonds[i], bonds[i + many]); many++) {
    }
    tell_kind(cast, &bonds[i], many, &told);
    anno_add_row(out, stage->card[card], &told);
  }
}

void anno_cast_arrows(const anno_cast *cast, const anno_stage *stage, anno_picture *out) {
  for (size_t i = 0; i < cast->bonds.count; i++) {
    const anno_bond *bond = &cast->bonds.items[i];
    const look *l = &looks[bond->kind];
    const anno_at from = only_end(bond, true), to = only_end(bond, false);
    anno_add_edge(out, &(anno_edge){
                           .from = stage->card[bond->from],
                           .to = stage->card[bond->to],
                           .from_row = from == ANNO_NOWHERE ? -1 : stage->row[from],
                           .to_row = to == ANNO_NOWHERE ? -1 : stage->row[to],
                           .kind = anno_str_from(l->kind),
                           .label = label_of(cast, bond),
                           .tooltip = tooltip_of(cast, bond),
                           .sources = sources_of(cast, bond),
                           .count = bond->count,
                           .style = bond->firm ? l->style : l->relayed_style,
                           .head = l->head,
                           .tone = l->tone,
                           .told = is_level(cast, bond),
                       });
  }
}

void anno_cast_arrow_keys(const anno_cast *cast, anno_picture *out) {
  bool seen[ANNO_TIE_MARKED + 1][2] = {{false}};
  for (size_t i = 0; i < cast->bonds.count; i++) {
    const look *l = &looks[cast->bonds.items[i].kind];
    const bool same = l->style == l->relayed_style;
    seen[cast->bonds.items[i].kind][!cast->bonds.items[i].firm && !same] = true;
  }
  for (int kind = 0; kind <= ANNO_TIE_MARKED; kind++)
    for (int relayed = 0; relayed < 2; relayed++) {
      const look *l = &looks[kind];
      if (!seen[kind][relayed]) continue;
      anno_add_key(out, &(anno_key){.sample = ANNO_KEY_EDGE,
                                    .tone = l->tone,
                                    .head = l->head,
                                    .style = relayed ? l->relayed_style : l->style,
                                    .text = anno_str_from(relayed ? l->relayed : l->said)});
    }
}

void anno_cast_arrow_notes(const anno_cast *cast, anno_picture *out) {
  anno_arena *arena = cast->task->arena;
  for (int kind = 0; kind <= ANNO_TIE_MARKED; kind++) {
    const size_t n = cast->weak[kind];
    if (n)
      anno_add_note(out, anno_arena_print(arena, "%zu weaker %s “%s” not drawn", n, n == 1 ? "arrow" : "arrows",
                                          looks[kind].kind));
  }
  if (cast->bonds.within)
    anno_add_note(out, anno_arena_print(arena, "%zu statements within a card without arrow", cast->bonds.within));
}

/* "14 arrows accuse …": the arrows of each kind, in words. */
void anno_cast_arrow_words(const anno_cast *cast, anno_buf *out) {
  const char *between = "";
  for (int kind = 0; kind <= ANNO_TIE_MARKED; kind++) {
    size_t arrows = 0, statements = 0;
    for (size_t i = 0; i < cast->bonds.count; i++) {
      arrows += (int)cast->bonds.items[i].kind == kind;
      if ((int)cast->bonds.items[i].kind == kind) statements += cast->bonds.items[i].count;
    }
    if (!arrows) continue;
    anno_buf_put(out, anno_arena_print(cast->task->arena, "%s%zu %s for %zu %s", between, arrows,
                                       arrows == 1 ? "arrow" : "arrows", statements, units[kind][statements != 1]));
    between = ", ";
  }
}
