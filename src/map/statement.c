/* What is written of an attribution: who, what, how surely, in which words, where. */
#include "map/work.h"

typedef struct {
  anno_work *work;
  anno_node node;
  const anno_claim *claim;
  anno_block *block;
} statement;

static void put(const statement *s, anno_vocab property, anno_term object) {
  anno_block_put(&s->work->blocks, s->block, property, object);
}

static bool has_class(const anno_rule *rule, anno_vocab class) {
  for (size_t i = 0; rule && i < rule->class_count; i++)
    if (anno_str_eq(rule->classes[i], anno_vocab_iri(class))) return true;
  return false;
}

/* What relays is a report and nothing else; a report that states something itself is a statement. */
static void put_classes(const statement *s) {
  const anno_rule *rule = s->work->senses[s->node].rule;
  put(s, ANNO_V_type, anno_vocab_term(ANNO_V_Attribution));
  if (s->claim->polarity == ANNO_V_relays) {
    put(s, ANNO_V_type, anno_vocab_term(ANNO_V_Report));
    return;
  }
  if (s->claim->polarity != ANNO_V_COUNT) put(s, ANNO_V_type, anno_vocab_term(ANNO_V_Statement));
  if (rule->asserts.len) put(s, ANNO_V_type, anno_iri(rule->asserts));
  if (s->claim->plain || has_class(rule, ANNO_V_Report)) return;
  for (size_t i = 0; i < rule->class_count; i++) put(s, ANNO_V_type, anno_iri(rule->classes[i]));
}

/* The one-step way from a speaker to what the document itself attributes to him. */
static void put_shortcuts(const statement *s, const anno_term *speaker) {
  anno_work *work = s->work;
  const anno_sense *sense = &work->senses[s->node];
  if (sense->inner || anno_work_flat(work) || speaker->kind != ANNO_IRI) return;
  const bool narrated = anno_str_eq(speaker->value, work->document);
  const anno_part part = narrated ? ANNO_PART_DOCUMENT : ANNO_PART_REFERENTS;
  anno_block *block = anno_block_for(&work->blocks, part, speaker->value, (anno_extent){0, 0});
  const anno_term self = anno_fit_iri(s->claim->iri);
  const bool relays = s->claim->polarity == ANNO_V_relays;
  anno_block_put(&work->blocks, block, narrated ? ANNO_V_narrates : relays ? ANNO_V_reports : ANNO_V_states, self);
  if (narrated || relays || s->claim->plain || has_class(sense->rule, ANNO_V_Report)) return;
  if (sense->rule->shortcut.len) anno_block_add(&work->blocks, block, sense->rule->shortcut, self);
}

static void put_speakers(const statement *s) {
  const anno_term *speakers;
  anno_str label;
  const size_t n = anno_attribution_speakers(s->work, s->node, &speakers, &label);
  for (size_t i = 0; i < n && !s->work->blocks.full; i++) {
    put(s, ANNO_V_speaker, speakers[i]);
    put_shortcuts(s, &speakers[i]);
  }
}

/* What attributes mark on the attribution and its polarity does not say. */
static void put_marks(const statement *s) {
  const anno_sense *sense = &s->work->senses[s->node];
  const anno_term yes = anno_typed(ANNO_STR("true"), ANNO_STR(ANNO_NS_XSD "boolean"));
  const anno_vocab polarity = s->claim->polarity;
  if (anno_work_item(s->work, s->node)->kind != ANNO_EVENT) return;
  if (sense->negated && polarity != ANNO_V_negates) put(s, ANNO_V_negated, yes);
  if (sense->open && polarity != ANNO_V_leavesOpen) put(s, ANNO_V_open, yes);
  if (s->claim->certainty.len) return;
  if (sense->certainty.len) put(s, ANNO_V_certainty, anno_iri(sense->certainty));
  if (sense->mood.len) put(s, ANNO_V_mood, anno_iri(sense->mood));
}

static void put_content(const statement *s) {
  const anno_vocab polarity = s->claim->polarity;
  put_marks(s);
  if (polarity == ANNO_V_COUNT) return;
  put(s, polarity, s->claim->content);
  if (polarity == ANNO_V_relays || polarity == ANNO_V_conveys) return;
  put(s, ANNO_V_content, s->claim->content);
  put(s, ANNO_V_certainty, anno_iri(s->claim->certainty));
  put(s, ANNO_V_mood, anno_iri(s->claim->mood));
}

static void put_words(const statement *s, anno_vocab literal, anno_vocab span, anno_node filler) {
  anno_work *work = s->work;
  if (anno_work_item(work, filler)->kind != ANNO_SPAN) return;
  const anno_str text = anno_mint_normal(work->arena, anno_work_item(work, filler)->text);
  if (literal != ANNO_V_COUNT) put(s, literal, anno_work_text(work, text));
  if (span != ANNO_V_COUNT) put(s, span, anno_fit_iri(anno_mention_span(work, filler)));
}

static bool is(anno_str property, anno_vocab v) { return anno_str_eq(property, anno_vocab_iri(v)); }

static void put_argument(const statement *s, anno_str property, anno_node filler) {
  anno_work *work = s->work;
  const anno_term *terms;
  anno_str label;
  if (is(property, ANNO_V_content) || is(property, ANNO_V_speaker)) return;
  const bool words = anno_work_item(work, filler)->kind == ANNO_SPAN;
  if (words && is(property, ANNO_V_quote)) {
    put_words(s, ANNO_V_quote, ANNO_V_evidence, filler);
    return;
  }
  if (words && is(property, ANNO_V_evidence)) {
    put_words(s, ANNO_V_COUNT, ANNO_V_evidence, filler);
    return;
  }
  if (words && is(property, ANNO_V_cue)) {
    put_words(s, ANNO_V_cue, ANNO_V_cueSpan, filler);
    return;
  }
  const size_t n = anno_proposition_filler(work, filler, &terms, &label);
  for (size_t i = 0; i < n; i++) anno_block_add(&work->blocks, s->block, property, terms[i]);
  if (is(property, ANNO_V_when) && work->senses[filler].date) put(s, ANNO_V_date, *work->senses[filler].date);
}

/* Roles of the attribution, and those that its content lifts to it (a degree). */
static void put_arguments(const statement *s, anno_node from) {
  const anno_item *item = anno_work_item(s->work, from);
  const anno_sense *sense = &s->work->senses[from];
  for (size_t k = 0; k < sense->other_count && !s->work->blocks.full; k++) {
    const size_t i = sense->others[k];
    put_argument(s, sense->properties[i], item->args[i].filler);
  }
}

/* The words of what has no trigger are those of its arguments; of an event those that stand in the text. */
static void put_argument_evidence(const statement *s) {
  const anno_item *item = anno_work_item(s->work, s->node);
  for (size_t i = 0; i < item->arg_count; i++) {
    anno_node arg = item->args[i].filler;
    if (anno_work_item(s->work, arg)->kind == ANNO_EVENT) arg = anno_work_item(s->work, arg)->trigger;
    const anno_item *span = anno_work_item(s->work, arg);
    const bool has_words = span->fragment_count || (item->kind == ANNO_RELATION && span->text.len);
    if (arg && span->kind == ANNO_SPAN && has_words)
      put(s, ANNO_V_evidence, anno_fit_iri(anno_mention_span(s->work, arg)));
  }
}

static void put_cue(const statement *s) {
  const anno_item *item = anno_work_item(s->work, s->node);
  if (!item->trigger) {
    put_argument_evidence(s);
    return;
  }
  put_words(s, ANNO_V_cue, ANNO_V_cueSpan, item->trigger);
  const bool evident =
      anno_work_has(s->work, s->node, ANNO_V_quote) || anno_work_has(s->work, s->node, ANNO_V_evidence);
  if (!evident) put_words(s, ANNO_V_COUNT, ANNO_V_evidence, item->trigger);
}

static void put_provenance(const statement *s) {
  anno_work *work = s->work;
  const anno_item *item = anno_work_item(work, s->node);
  put(s, ANNO_V_inDocument, anno_fit_iri(work->document));
  put(s, ANNO_V_annotationType, anno_text(item->type, ANNO_STR("")));
  put(s, ANNO_V_annotationId, anno_text(item->id, ANNO_STR("")));
  if (work->doc->annotator.len) put(s, ANNO_V_annotator, anno_text(work->doc->annotator, ANNO_STR("")));
  if (!item->trigger) return;
  const anno_item *trigger = anno_work_item(work, item->trigger);
  put(s, ANNO_V_annotationId, anno_text(trigger->id, ANNO_STR("")));
  put(s, ANNO_V_annotationType, anno_text(trigger->type, ANNO_STR("")));
}

/* Only what the document itself says as a fact, of a kind that rules call structural, whole and without conditions. */
static bool may_be_fact(const anno_work *work, anno_node node, const anno_claim *claim, const anno_triple_view *view) {
  const anno_sense *sense = &work->senses[node], *inner = &work->senses[claim->source];
  const bool narrated =
      has_class(sense->rule, ANNO_V_Narration) || anno_str_eq(sense->rule->asserts, anno_vocab_iri(ANNO_V_Narration));
  return work->map->options.facts && narrated && !sense->inner && claim->polarity == ANNO_V_affirms &&
         anno_str_eq(claim->certainty, anno_vocab_iri(ANNO_V_Certain)) &&
         anno_str_eq(claim->mood, anno_vocab_iri(ANNO_V_Actual)) && !anno_work_has(work, node, ANNO_V_condition) &&
         anno_rules_structural(work->map->rules, view->predicate) && view->subject_count == 1 &&
         view->object_count == 1 && inner->part_count == 2 && view->subjects[0].kind == ANNO_IRI &&
         !inner->other_count; /* a time or a condition would qualify it */
}

static void add_plain_triples(anno_work *work, anno_node node, const anno_claim *claim) {
  const bool stated = claim->polarity == ANNO_V_affirms || claim->polarity == ANNO_V_negates;
  if (!stated || !claim->source) return;
  const anno_sense *inner = &work->senses[claim->source];
  /* A wrapped content is not the proposition of its annotation. */
  if (!inner->term_count || !anno_term_eq(&claim->content, &inner->terms[0])) return;
  if (!anno_work_flat(work) && inner->part_count != 2) return;
  const anno_triple_view view = anno_proposition_view(work, claim->source);
  if (anno_work_flat(work) && anno_str_eq(claim->mood, anno_vocab_iri(ANNO_V_Actual)))
    anno_claims_flat(work, &view, claim->polarity == ANNO_V_negates);
  if (!may_be_fact(work, node, claim, &view)) return;
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_REFERENTS, view.subjects[0].value, (anno_extent){0, 0});
  anno_block_add(&work->blocks, block, view.predicate, view.objects[0]);
}

static void emit_one(anno_work *work, anno_node node, const anno_claim *claim) {
  statement s = {work, node, claim, NULL};
  s.block = anno_block_for(&work->blocks, ANNO_PART_ATTRIBUTIONS, claim->iri, claim->at);
  put_classes(&s);
  put(&s, ANNO_V_label, anno_work_text(work, claim->label));
  put_speakers(&s);
  put_content(&s);
  if (anno_work_item(work, node)->kind == ANNO_EVENT) put_arguments(&s, node);
  if (claim->source && claim->polarity != ANNO_V_relays && claim->polarity != ANNO_V_conveys)
    put_arguments(&s, claim->source);
  put_cue(&s);
  put_provenance(&s);
}

void anno_statement_emit(anno_work *work, anno_node node) {
  const anno_sense *sense = &work->senses[node];
  for (size_t i = 0; i < sense->claim_count && !work->blocks.full; i++) {
    const anno_claim *claim = &sense->claims[i];
    add_plain_triples(work, node, claim);
    if (anno_work_flat(work)) continue;
    emit_one(work, node, claim);
  }
}
