/* What each annotation means: its rule, its roles, its attributes, and which referent it denotes. */
#include <stdlib.h>

#include "map/work.h"

static anno_means means_of(const anno_item *item, const anno_rule *rule) {
  if (!rule) return item->kind == ANNO_SPAN ? ANNO_MEANS_REFERENT : ANNO_MEANS_PROPOSITION;
  switch (rule->kind) {
    case ANNO_V_TimeRule: return ANNO_MEANS_TIME;
    case ANNO_V_LiteralRule: return ANNO_MEANS_LITERAL;
    case ANNO_V_TextRule: return ANNO_MEANS_TEXT;
    case ANNO_V_IgnoreRule: return ANNO_MEANS_IGNORED;
    case ANNO_V_AttributionRule: return ANNO_MEANS_ATTRIBUTION;
    case ANNO_V_PropositionRule:
    case ANNO_V_RelationRule: return ANNO_MEANS_PROPOSITION;
    default: return ANNO_MEANS_REFERENT;
  }
}

static void mark_fillers(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  if (item->kind != ANNO_EVENT && item->kind != ANNO_RELATION) return;
  for (size_t i = 0; i < item->arg_count; i++) work->senses[item->args[i].filler].filler = true;
}

static int by_begin(const void *a, const void *b) {
  const anno_fragment *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

/* The order in which a file lists the fragments of a span says nothing: the graph has that of the text. */
static void order_fragments(anno_item *item) {
  if (item->fragment_count > 1) qsort(item->fragments, item->fragment_count, sizeof *item->fragments, by_begin);
}

/* A trigger that fills a role is talked about itself; any other is a part of its event. What is said of the whole
   document names nobody, unless a rule or a role says so. */
static anno_means span_means(const anno_item *item, const anno_sense *sense) {
  if (item->triggers && !sense->filler) return ANNO_MEANS_TRIGGER;
  const anno_means means = means_of(item, sense->rule);
  const bool value = means == ANNO_MEANS_TIME || means == ANNO_MEANS_LITERAL;
  const bool somebody = (means == ANNO_MEANS_REFERENT && (sense->rule || sense->filler)) || (value && sense->filler);
  return item->fragment_count || somebody || means == ANNO_MEANS_IGNORED ? means : ANNO_MEANS_WHOLE;
}

/* The rule for a type, or an earlier one that asks for an attribute, which the annotation has. */
static const anno_rule *choose_rule(anno_work *work, anno_node node, const anno_rule *plain) {
  const anno_rules *rules = work->map->rules;
  const anno_rule *best = plain;
  anno_node by = 0;
  if (!rules->conditional) return plain;
  for (anno_node a = work->senses[node].first_attribute; a; a = work->senses[a].next_attribute) {
    const anno_rule *rule = anno_rules_where(work->arena, rules, anno_work_item(work, node), anno_work_item(work, a));
    if (!rule || (best && best < rule)) continue;
    best = rule;
    by = a;
  }
  work->senses[by].chosen = by != 0;
  return best;
}

static void find_rule(anno_work *work, anno_node node) {
  const anno_rules *rules = work->map->rules;
  anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  switch (item->kind) {
    case ANNO_SPAN:
      order_fragments(item);
      sense->rule = choose_rule(work, node, anno_rules_span(rules, item->type));
      sense->means = span_means(item, sense);
      sense->at = (anno_extent){item->begin, item->end};
      break;
    case ANNO_EVENT:
      sense->rule = choose_rule(work, node, anno_rules_event(rules, item->type));
      sense->means = means_of(item, sense->rule);
      sense->at = (anno_extent){work->doc->items[item->trigger].begin, work->doc->items[item->trigger].end};
      break;
    case ANNO_RELATION:
      sense->rule = choose_rule(work, node, anno_rules_relation(rules, item->type));
      sense->means = means_of(item, sense->rule);
      break;
    default: sense->means = ANNO_MEANS_NOTHING;
  }
  if (sense->means != ANNO_MEANS_NOTHING && anno_rules_layer(rules, item->layer)) {
    sense->rule = anno_rules_layer(rules, item->layer);
    sense->means = ANNO_MEANS_IGNORED;
  }
  static const anno_noted_what kinds[] = {
      [ANNO_SPAN] = ANNO_OF_SPAN, [ANNO_EVENT] = ANNO_OF_EVENT, [ANNO_RELATION] = ANNO_OF_RELATION};
  const bool typed =
      sense->means != ANNO_MEANS_NOTHING && sense->means != ANNO_MEANS_TRIGGER && sense->means != ANNO_MEANS_WHOLE;
  if (typed && !sense->rule) anno_own_note(work, kinds[item->kind], item->type, item->at);
}

/* True if the property is one of a statement, not of what is said. */
static bool is_other(const anno_sense *sense, anno_str property) {
  if (sense->means == ANNO_MEANS_PROPOSITION) return anno_str_starts(property, ANNO_STR(ANNO_NS));
  return !anno_str_eq(property, anno_vocab_iri(ANNO_V_content)) &&
         !anno_str_eq(property, anno_vocab_iri(ANNO_V_speaker));
}

static void find_others(anno_work *work, anno_sense *sense, size_t count) {
  size_t capacity = 0;
  for (size_t i = 0; i < count; i++)
    if (is_other(sense, sense->properties[i])) ANNO_PUSH(work->arena, sense->others, sense->other_count, capacity, i);
}

static void find_roles(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  if (sense->means != ANNO_MEANS_PROPOSITION && sense->means != ANNO_MEANS_ATTRIBUTION) return;
  sense->properties = anno_arena_array(work->arena, item->arg_count + 1, sizeof *sense->properties);
  if (!sense->properties) return;
  for (size_t i = 0; i < item->arg_count; i++)
    sense->properties[i] = anno_own_property(work, sense->rule, &item->args[i]);
  find_others(work, sense, item->arg_count);
  if (item->kind == ANNO_EVENT && item->trigger) return;
  /* What has no trigger stands where its arguments stand. */
  sense->at = (anno_extent){(size_t)-1, 0};
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_item *arg = anno_work_item(work, item->args[i].filler);
    if (arg->kind == ANNO_EVENT && arg->trigger) arg = anno_work_item(work, arg->trigger);
    if (arg->kind != ANNO_SPAN || !arg->fragment_count) continue;
    if (arg->begin < sense->at.begin) sense->at.begin = arg->begin;
    if (arg->end > sense->at.end) sense->at.end = arg->end;
  }
  if (sense->at.begin == (size_t)-1) sense->at.begin = 0;
}

/* The first value counts; a further one stays an attribute of the corpus's own. */
static bool set_first(anno_str *to, anno_str value) {
  if (!value.len || (to->len && !anno_str_eq(*to, value))) return false;
  *to = value;
  return true;
}

static void apply_attribute(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  const anno_attribute_rule *rule = anno_rules_attribute(work->map->rules, item->type, item->value);
  anno_sense *target = &work->senses[item->target];
  if (!rule) {
    /* A flag that is not set says nothing. */
    const bool unset = item->value_kind == ANNO_BOOLEAN && anno_str_eq(item->value, ANNO_STR("false"));
    work->senses[node].applied = unset && anno_rules_attribute(work->map->rules, item->type, ANNO_STR(""));
    return;
  }
  const bool negates = anno_str_eq(rule->sets, anno_vocab_iri(ANNO_V_rule_Negated));
  const bool opens = anno_str_eq(rule->sets, anno_vocab_iri(ANNO_V_rule_Open));
  target->negated |= negates;
  target->open |= opens;
  const bool certain = set_first(&target->certainty, rule->certainty), mood = set_first(&target->mood, rule->mood);
  work->senses[node].applied = negates || opens || certain || mood;
}

/* An attribute with the name of a database is a link to it: "date" may give a time, "entity" name a referent. A value
   like "Wikidata:Q95" names its own. One with the name of a type of notes is a note. */
static void read_attribute(anno_work *work, anno_node node) {
  anno_item *item = anno_work_item(work, node);
  const anno_rules *rules = work->map->rules;
  if (!item->value.len || anno_rules_attribute(rules, item->type, item->value)) return;
  if (anno_rules_note(rules, item->type)) item->kind = ANNO_REMARK;
  if (item->kind == ANNO_REMARK || !anno_rules_link(rules, item->type)) return;
  anno_str rest = item->value;
  const anno_str prefix = anno_str_cut(&rest, ':');
  const bool prefixed = rest.len && anno_rules_link(rules, prefix);
  item->kind = ANNO_LINK;
  item->database = prefixed ? prefix : item->type;
  if (prefixed) item->value = rest;
}

static void chain_attribute(anno_work *work, anno_node node) {
  anno_sense *target = &work->senses[anno_work_item(work, node)->target];
  *(target->last_attribute ? &work->senses[target->last_attribute].next_attribute : &target->first_attribute) = node;
  target->last_attribute = node;
}

static void chain_link(anno_work *work, anno_node node) {
  const anno_node target = anno_work_item(work, node)->target;
  anno_sense *sense = &work->senses[target];
  *(sense->last_link ? &work->senses[sense->last_link].next_link : &sense->first_link) = node;
  sense->last_link = node;
}

/* Halves the way for the next time, or a chain of equivalences would be walked again for each of its members. */
static anno_node representative(const anno_work *work, anno_node node) {
  anno_sense *senses = work->senses;
  for (; senses[node].same_as; node = senses[node].same_as)
    if (senses[senses[node].same_as].same_as) senses[node].same_as = senses[senses[node].same_as].same_as;
  return node;
}

/* The earlier span in the text stands for both. */
static void join(anno_work *work, anno_node a, anno_node b) {
  a = representative(work, a);
  b = representative(work, b);
  if (a == b || work->senses[a].means != ANNO_MEANS_REFERENT || work->senses[b].means != ANNO_MEANS_REFERENT) return;
  const anno_extent x = work->senses[a].at, y = work->senses[b].at;
  const bool a_first = x.begin < y.begin || (x.begin == y.begin && (x.end < y.end || (x.end == y.end && a < b)));
  work->senses[a_first ? b : a].same_as = a_first ? a : b;
}

static void set_identity(anno_work *work, anno_sense *sense, anno_node link, bool warn) {
  const anno_item *item = anno_work_item(work, link);
  const anno_entry *entry = anno_link_entry(work, link);
  if (!entry || !entry->referent.len) return;
  const anno_str iri = entry->referent;
  const anno_str label = entry->authority ? anno_corpus_label(work->map->corpus, iri) : item->label;
  if (entry->authority && !label.len)
    anno_report(work->map->ctx->diag, ANNO_UNKNOWN_ENTRY, item->at, "%.*s", ANNO_FMT(item->value));
  if (sense->term_count) {
    if (!warn || anno_str_eq(sense->terms[0].value, iri)) return;
    anno_report(work->map->ctx->diag, ANNO_TWO_IDENTITIES, item->at, "%.*s and %.*s", ANNO_FMT(sense->terms[0].value),
                ANNO_FMT(iri));
    return;
  }
  sense->terms = anno_arena_take(work->arena, sizeof *sense->terms);
  if (!sense->terms) return;
  *sense->terms = anno_iri(iri);
  sense->term_count = 1;
  sense->label = label;
  sense->entry = entry;
}

/* Of a class of equivalent mentions the first entry of the authority is the identity, or else the first of another
   knowledge base; a second entry of the same base contradicts it, one of another base is a link. */
static void identify(anno_work *work, anno_node node, bool authority) {
  anno_sense *sense = &work->senses[representative(work, node)];
  for (anno_node link = work->senses[node].first_link; link; link = work->senses[link].next_link) {
    const anno_entry *entry = anno_link_entry(work, link);
    if (!entry || entry->authority != authority) continue;
    set_identity(work, sense, link, authority || anno_sense_rivals(work, sense, link));
  }
}

bool anno_sense_rivals(anno_work *work, const anno_sense *sense, anno_node link) {
  const anno_entry *own = sense->entry, *other = anno_link_entry(work, link);
  return own && other && anno_str_eq(own->database, other->database) && !anno_str_eq(own->referent, other->referent);
}

/* The shorter ID first, so that T9 comes before T10 in whatever order the lines stand. */
static int compare_ids(anno_str a, anno_str b) {
  if (a.len != b.len) return a.len < b.len ? -1 : 1;
  return anno_str_cmp(a, b);
}

typedef struct {
  anno_str id;
  anno_node node;
} named_node;

static int by_id(const void *a, const void *b) {
  const named_node *x = a, *y = b;
  const int c = compare_ids(x->id, y->id);
  return c ? c : (x->node > y->node) - (x->node < y->node);
}

static bool means_something(const anno_sense *sense) {
  return sense->means != ANNO_MEANS_NOTHING && sense->means != ANNO_MEANS_IGNORED;
}

static void sort_by_id(anno_work *work) {
  size_t count = 0;
  for (anno_node i = 1; i < work->doc->count; i++) count += means_something(&work->senses[i]);
  named_node *nodes = anno_arena_room(work->arena, (count + 1) * sizeof *nodes);
  work->by_id = anno_arena_room(work->arena, (count + 1) * sizeof *work->by_id);
  if (!nodes || !work->by_id) return;
  for (anno_node i = 1; i < work->doc->count; i++)
    if (means_something(&work->senses[i])) nodes[work->by_id_count++] = (named_node){anno_work_item(work, i)->id, i};
  qsort(nodes, count, sizeof *nodes, by_id);
  for (size_t i = 0; i < count; i++) work->by_id[i] = nodes[i].node;
  anno_arena_drop(work->arena, nodes, (count + 1) * sizeof *nodes);
}

/* Stacked annotations, of one type over the same words, are told apart by a number in the order of their IDs; the first
   needs none. */
static void mark_twins(anno_work *work) {
  anno_table met = anno_table_in(work->scratch);
  sort_by_id(work);
  for (size_t i = 0; i < work->by_id_count; i++) {
    const anno_node node = work->by_id[i];
    const anno_item *item = anno_work_item(work, node);
    if (item->kind != ANNO_SPAN) continue;
    const anno_str key = ANNO_JOIN(work->scratch, anno_mention_offsets(work, item), ANNO_STR(" "), item->type);
    work->senses[node].twin = anno_table_get(&met, key);
    anno_table_set(&met, key, work->senses[node].twin + 1);
  }
  anno_work_forget(work);
}

static void give_local_identity(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  if (sense->term_count || sense->same_as) return;
  const anno_item *item = anno_work_item(work, node);
  const anno_str type = anno_mint_name(work->arena, item->type);
  anno_str local = anno_arena_print(work->arena, "%.*s:%.*s-%.*s", ANNO_FMT(work->scope),
                                    ANNO_FMT(anno_mention_offsets(work, item)), ANNO_FMT(type));
  if (sense->twin) local = anno_arena_print(work->arena, "%.*s-%u", ANNO_FMT(local), sense->twin + 1);
  const anno_str slug = sense->rule && sense->rule->by_name ? anno_mint_slug(work->arena, item->text) : ANNO_STR("");
  if (slug.len) local = anno_arena_print(work->arena, "%.*s-%.*s", ANNO_FMT(type), ANNO_FMT(slug));
  sense->terms = anno_arena_take(work->arena, sizeof *sense->terms);
  if (!sense->terms) return;
  *sense->terms = anno_fit_iri(anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_ENTITY, local));
  sense->term_count = 1;
}

static void give_label(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  if (anno_work_item(work, node)->kind != ANNO_SPAN || sense->means == ANNO_MEANS_IGNORED) return;
  if (sense->means == ANNO_MEANS_REFERENT && sense->same_as) {
    const anno_sense *first = &work->senses[representative(work, node)];
    sense->terms = first->terms;
    sense->entry = first->entry;
    sense->term_count = first->term_count;
    sense->label = first->label;
  }
  const anno_item *item = anno_work_item(work, node);
  /* Without the document's text a place may have no words. */
  const bool named = item->text.len || (item->fragment_count && work->doc->has_text);
  const anno_str words = named ? item->text : item->type;
  if (!sense->label.len) sense->label = anno_work_short(work->arena, words, 100);
}

void anno_sense_all(anno_work *work) {
  const anno_node n = (anno_node)work->doc->count;
  for (anno_node i = 1; i < n; i++) {
    mark_fillers(work, i);
    if (anno_work_item(work, i)->kind == ANNO_ATTRIBUTE) chain_attribute(work, i);
    if (anno_work_item(work, i)->kind == ANNO_ATTRIBUTE) read_attribute(work, i);
  }
  for (anno_node i = 1; i < n; i++) find_rule(work, i);
  mark_twins(work);
  for (anno_node i = 1; i < n; i++) find_roles(work, i);
  for (anno_node i = 1; i < n; i++) {
    const anno_item *item = anno_work_item(work, i);
    if (item->kind == ANNO_ATTRIBUTE) apply_attribute(work, i);
    if (item->kind == ANNO_LINK) chain_link(work, i);
    if (item->kind != ANNO_EQUIVALENCE) continue;
    for (size_t k = 1; k < item->arg_count; k++) join(work, item->args[0].filler, item->args[k].filler);
  }
  for (anno_node i = 1; i < n; i++)
    if (work->senses[i].means == ANNO_MEANS_REFERENT) identify(work, i, true);
  for (anno_node i = 1; i < n; i++)
    if (work->senses[i].means == ANNO_MEANS_REFERENT) identify(work, i, false);
  for (anno_node i = 1; i < n; i++)
    if (work->senses[i].means == ANNO_MEANS_REFERENT)
      give_local_identity(work, i);
    else
      anno_value_give(work, i);
  /* Representatives first, since the others take their label from them. */
  for (anno_node i = 1; i < n; i++)
    if (!work->senses[i].same_as) give_label(work, i);
  for (anno_node i = 1; i < n; i++)
    if (work->senses[i].same_as) give_label(work, i);
}
