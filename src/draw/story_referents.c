/* Referents: what is talked about, and who talks. */
#include <stdlib.h>

#include "draw/tell.h"

/* The closest kind comes first. */
static const struct {
  anno_vocab class;
  anno_referent_kind kind;
} kinds[] = {
    {ANNO_V_Person, ANNO_PERSON},
    {ANNO_V_Organization, ANNO_ORGANIZATION},
    {ANNO_V_State, ANNO_STATE},
    {ANNO_V_AgentGroup, ANNO_GROUP},
    {ANNO_V_Agreement, ANNO_AGREEMENT},
    {ANNO_V_LegalAct, ANNO_LEGAL_ACT},
    {ANNO_V_Mechanism, ANNO_MECHANISM},
    {ANNO_V_Agent, ANNO_AGENT},
    {ANNO_V_Arrangement, ANNO_ARRANGEMENT},
    {ANNO_V_Place, ANNO_PLACE},
    {ANNO_V_Work, ANNO_WORK},
    {ANNO_V_Event, ANNO_HAPPENING},
    {ANNO_V_Concept, ANNO_CONCEPT},
};

bool anno_may_act(const anno_referent *referent) {
  return referent->kind <= ANNO_AGENT || referent->kind == ANNO_THING;
}

bool anno_is_arrangement(const anno_referent *referent) {
  return referent->kind >= ANNO_ARRANGEMENT && referent->kind <= ANNO_MECHANISM;
}

static anno_referent_kind kind_of(const anno_tell *tell, anno_nodes types) {
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (size_t i = 0; i < types.count; i++)
      if (tell->terms[types.items[i]] == kinds[k].class) return kinds[k].kind;
  return ANNO_THING;
}

/* The first class that is not of the project's vocabulary. */
static anno_str own_class(const anno_tell *tell, anno_nodes types) {
  for (size_t i = 0; i < types.count; i++)
    if (anno_is_iri(tell, types.items[i]) && !anno_str_starts(anno_value_of(tell, types.items[i]), ANNO_STR(ANNO_NS)))
      return anno_label_of(tell, types.items[i]);
  return ANNO_STR("");
}

static anno_str link_of(const anno_tell *tell, anno_node node) {
  const anno_nodes all = anno_told(tell, node, ANNO_V_sameAs);
  for (size_t i = 0; i < all.count; i++) {
    const anno_str iri = anno_value_of(tell, all.items[i]);
    if (anno_str_starts(iri, ANNO_STR("http://")) || anno_str_starts(iri, ANNO_STR("https://"))) return iri;
  }
  return ANNO_STR("");
}

static anno_str colour_of(const anno_tell *tell, anno_node node) {
  const anno_nodes all = anno_told(tell, node, ANNO_V_colour);
  for (size_t i = 0; i < all.count; i++) {
    const anno_str colour = anno_value_of(tell, all.items[i]);
    size_t n = 1;
    while (n < colour.len && memchr("0123456789abcdefABCDEF", colour.ptr[n], 22)) n++;
    if (colour.len == 7 && colour.ptr[0] == '#' && n == 7) return colour;
  }
  return ANNO_STR("");
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

/* All names but the label, in order, each once. */
static bool add_names(const anno_tell *tell, anno_node node, anno_referent *out) {
  static const anno_vocab properties[] = {ANNO_V_label, ANNO_V_prefLabel, ANNO_V_altLabel};
  enum { PROPERTIES = sizeof properties / sizeof *properties };
  size_t room = 0, count = 0, left = 0;
  for (size_t k = 0; k < PROPERTIES; k++) room += anno_told(tell, node, properties[k]).count;
  anno_str *names = anno_arena_array(tell->arena, room, sizeof *names);
  if (!names) return false;
  for (size_t k = 0; k < PROPERTIES; k++) {
    const anno_nodes all = anno_told(tell, node, properties[k]);
    for (size_t i = 0; i < all.count; i++)
      if (!anno_is_iri(tell, all.items[i])) names[count++] = anno_value_of(tell, all.items[i]);
  }
  if (count) qsort(names, count, sizeof *names, by_bytes);
  for (size_t i = 0; i < count; i++)
    if (!anno_str_eq(names[i], out->label) && !(left && anno_str_eq(names[i], names[left - 1])))
      names[left++] = names[i];
  out->names = names;
  out->name_count = left;
  return true;
}

/* What it is grouped under, other than itself. */
static anno_at group_of(const anno_tell *tell, anno_node node, anno_vocab property) {
  const anno_nodes all = anno_told(tell, node, property);
  for (size_t i = 0; i < all.count; i++) {
    const anno_at at = anno_place_as(tell, all.items[i], ANNO_TELLS_REFERENT);
    if (at != ANNO_NOWHERE && all.items[i] != node) return at;
  }
  return ANNO_NOWHERE;
}

static bool fill(const anno_tell *tell, anno_node node, anno_referent *out) {
  const anno_nodes types = anno_told(tell, node, ANNO_V_type);
  *out = (anno_referent){.iri = anno_value_of(tell, node),
                         .label = anno_label_of(tell, node),
                         .link = link_of(tell, node),
                         .kind = kind_of(tell, types),
                         .type = own_class(tell, types),
                         .unspecified = anno_told_so(tell, node, ANNO_V_type, ANNO_V_Unspecified),
                         .body = group_of(tell, node, ANNO_V_body),
                         .side = group_of(tell, node, ANNO_V_side),
                         .post = ANNO_STR(""),
                         .tag = anno_best_literal(tell, anno_told(tell, node, ANNO_V_tag)),
                         .colour = colour_of(tell, node)};
  return add_names(tell, node, out);
}

bool anno_tell_referents(anno_tell *tell) {
  for (anno_node n = 1; n <= tell->nodes; n++)
    if (tell->kinds[n] == ANNO_TELLS_REFERENT && !fill(tell, n, &tell->story->referents[tell->places[n]])) return false;
  return true;
}
