/* Attributes, links, remarks and equivalences: what annotations say of annotations. */
#include "map/work.h"

/* Adds predicate and object to every node that carries what is said of `target`. */
static void put_on(anno_work *work, anno_node target, anno_str predicate, anno_term object) {
  const anno_sense *sense = &work->senses[target];
  if (sense->means == ANNO_MEANS_ATTRIBUTION && anno_work_flat(work)) return;
  const anno_part part = sense->means == ANNO_MEANS_ATTRIBUTION ? ANNO_PART_ATTRIBUTIONS : ANNO_PART_MENTIONS;
  for (size_t i = 0; i < sense->carrier_count && !work->blocks.full; i++) {
    const anno_carrier *carrier = &sense->carriers[i];
    anno_block *block = carrier->block;
    if (!block) block = anno_block_for(&work->blocks, part, carrier->iri, sense->at);
    anno_block_add(&work->blocks, block, predicate, object);
  }
}

static bool has_carrier(const anno_work *work, anno_node target) {
  return target && work->senses[target].carrier_count;
}

static void attribute(anno_work *work, anno_node node, anno_node target) {
  const anno_item *item = anno_work_item(work, node);
  work->senses[node].exported = has_carrier(work, target);
  if (work->senses[node].applied || !has_carrier(work, target)) return;
  if (!work->senses[node].chosen && !anno_rules_attribute(work->map->rules, item->type, item->value))
    anno_own_note(work, ANNO_OF_ATTRIBUTE, item->type, item->at);
  put_on(work, target, anno_own_attribute(work, item->type), anno_value_literal(item));
}

static bool has_term(const anno_sense *sense, anno_str iri) {
  return sense->term_count && anno_str_eq(sense->terms[0].value, iri);
}

/* True if an earlier link of the mention names another entry of the same knowledge base. `firsts` holds the first link
   of each mention to each base, which is marked as open once another entry was met. */
static bool has_other_entry(anno_work *work, anno_table *firsts, anno_node link) {
  const anno_entry *entry = work->senses[link].entry;
  const anno_str key =
      anno_arena_print(work->arena, "%u %.*s", anno_work_item(work, link)->target, ANNO_FMT(entry->database));
  const anno_node first = anno_table_add(firsts, key, link);
  if (!first || first == link) return false;
  const bool other = !anno_str_eq(work->senses[first].entry->value, entry->value), met = work->senses[first].open;
  work->senses[first].open = met || other;
  return met || other;
}

/* A link stands on the mention as it was written, and on the referent if it names one elsewhere. */
static void link(anno_work *work, anno_table *firsts, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  const anno_node target = item->target;
  const anno_sense *sense = &work->senses[target];
  const anno_entry *entry = anno_link_entry(work, node);
  if (!entry) return;
  const bool other = has_other_entry(work, firsts, node);
  const anno_str normalises = entry->rule ? entry->rule->normalises : ANNO_STR(""), iri = entry->iri;
  const bool named = item->label.len && !anno_str_eq(item->label, sense->label);
  const anno_str written = anno_arena_print(work->arena, named ? "%.*s:%.*s %.*s" : "%.*s:%.*s",
                                            ANNO_FMT(item->database), ANNO_FMT(item->value), ANNO_FMT(item->label));
  work->senses[node].exported = has_carrier(work, target);
  if (iri.len && !has_term(sense, iri)) put_on(work, target, anno_vocab_iri(ANNO_V_linkedTo), anno_iri(iri));
  const bool prefixed = entry->rule && entry->rule->iri_prefix.len;
  if (!iri.len || entry->by_iri || prefixed || (named && !normalises.len))
    put_on(work, target, anno_vocab_iri(ANNO_V_linkText), anno_text(written, ANNO_STR("")));
  if (anno_str_eq(normalises, anno_vocab_iri(ANNO_V_rule_InferredTime)))
    put_on(work, target, anno_vocab_iri(ANNO_V_inferred),
           anno_typed(ANNO_STR("true"), ANNO_STR(ANNO_NS_XSD "boolean")));
  if (sense->means != ANNO_MEANS_REFERENT || !entry->same) return;
  if (other || anno_sense_rivals(work, sense, node)) return;
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_REFERENTS, sense->terms[0].value, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_sameAs, anno_iri(iri));
}

static void remark(anno_work *work, anno_node node, anno_node target) {
  const anno_item *item = anno_work_item(work, node);
  const anno_note_rule *rule = anno_rules_note(work->map->rules, item->type);
  work->senses[node].exported = has_carrier(work, target);
  put_on(work, target, rule ? rule->property : anno_vocab_iri(ANNO_V_comment), anno_work_text(work, item->value));
}

/* Equivalent mentions share a referent; of anything else the equivalence is said between the annotations. */
static void equivalence(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  bool all = item->arg_count > 0;
  for (size_t i = 0; i < item->arg_count; i++) all = all && has_carrier(work, item->args[i].filler);
  const anno_str property = all ? anno_own_role(work, item->type) : ANNO_STR("");
  for (size_t i = 1; all && i < item->arg_count && !work->blocks.full; i++) {
    const anno_sense *first = &work->senses[item->args[0].filler];
    put_on(work, item->args[i].filler, property, anno_fit_iri(first->carriers[0].iri));
  }
  work->senses[node].exported = all;
}

void anno_remarks_emit(anno_work *work) {
  anno_table firsts = anno_table_in(work->arena);
  for (anno_node node = 1; node < work->doc->count && !work->blocks.full; node++) {
    const anno_kind kind = anno_work_item(work, node)->kind;
    const anno_node target = anno_work_item(work, node)->target;
    if (kind == ANNO_ATTRIBUTE) attribute(work, node, target);
    if (kind == ANNO_LINK) link(work, &firsts, node);
    if (kind == ANNO_REMARK) remark(work, node, target);
    if (kind == ANNO_EQUIVALENCE) equivalence(work, node);
  }
}
