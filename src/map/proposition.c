/* Propositions: a predicate with any number of roles. The IRI is a function of the content, so that what several
   documents say or deny is one node. */
#include <stdlib.h>

#include "map/work.h"

/* Properties of the attribution, not of the content, may be annotated at the content's trigger (a degree). */
static bool is_lifted(anno_str property) { return anno_str_starts(property, ANNO_STR(ANNO_NS)); }

static anno_str predicate_of(anno_work *work, anno_node node) {
  const anno_sense *sense = &work->senses[node];
  if (sense->rule && sense->rule->predicate.len) return sense->rule->predicate;
  return anno_own_type(work, anno_work_item(work, node)->type, ANNO_V_RelationType);
}

/* A literal is a value and anything else an object, whichever the annotation calls it: one property never has both. */
static anno_str fitting(anno_str property, const anno_term *filler) {
  const anno_str object = anno_vocab_iri(ANNO_V_object), value = anno_vocab_iri(ANNO_V_said_value);
  if (!anno_str_eq(property, object) && !anno_str_eq(property, value)) return property;
  return filler->kind == ANNO_LITERAL ? value : object;
}

static int by_bytes(const void *a, const void *b) {
  const anno_pair *x = a, *y = b;
  const int c = anno_str_cmp(x->predicate.value, y->predicate.value);
  return c ? c : anno_term_cmp(&x->object, &y->object);
}

/* One term of a key: IRIs below the base without it, so that --base changes no hash. */
static void put_key(anno_buf *key, anno_str base, const anno_term *term) {
  anno_buf_putc(key, '\x1F');
  if (term->kind == ANNO_IRI) {
    const bool own = anno_str_starts(term->value, base);
    anno_buf_put(key, own ? ANNO_STR("~") : ANNO_STR("<"));
    anno_buf_put(key, anno_str_sub(term->value, own ? base.len : 0, term->value.len));
    return;
  }
  anno_buf_putc(key, '"');
  anno_buf_put(key, term->value);
  anno_buf_putc(key, '"');
  anno_buf_put(key, term->language);
  anno_buf_putc(key, '^');
  anno_buf_put(key, term->datatype);
}

static anno_str mint(anno_work *work, anno_str predicate, const anno_pair *parts, size_t count) {
  anno_buf key = anno_buf_in(work->scratch);
  const anno_str base = work->map->corpus->base;
  const anno_term p = anno_iri(predicate);
  anno_buf_put(&key, ANNO_STR("proposition"));
  put_key(&key, base, &p);
  for (size_t i = 0; i < count; i++) {
    put_key(&key, base, &parts[i].predicate);
    put_key(&key, base, &parts[i].object);
  }
  const anno_str hash = anno_mint_hash(work->scratch, anno_buf_str(&key));
  const anno_str local =
      anno_arena_print(work->scratch, "%.*s-%.*s", ANNO_FMT(anno_work_local(predicate)), ANNO_FMT(hash));
  return anno_mint(work->arena, base, ANNO_MINT_PROPOSITION, local);
}

static void describe(anno_work *work, anno_block *block, anno_str predicate, anno_str label) {
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_Proposition));
  anno_block_put(&work->blocks, block, ANNO_V_label, anno_work_text(work, label));
  anno_block_put(&work->blocks, block, ANNO_V_predicate, anno_iri(predicate));
}

anno_term anno_proposition_wrap(anno_work *work, anno_vocab predicate, anno_term inner, anno_str label) {
  const anno_str iri_of = anno_vocab_iri(predicate);
  const anno_pair part = {anno_vocab_term(ANNO_V_object), inner};
  const anno_str iri = mint(work, iri_of, &part, 1);
  if (anno_work_flat(work)) return anno_fit_iri(iri);
  const anno_extent at = {(size_t)-1, (size_t)-1};
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_PROPOSITIONS, iri, at);
  describe(work, block, iri_of, label);
  anno_block_put(&work->blocks, block, ANNO_V_object, inner);
  const anno_triple_view view = {
      .iri = iri, .predicate = iri_of, .label = label, .objects = &part.object, .object_count = 1, .at = at};
  anno_claims_add(work, &view);
  return anno_fit_iri(iri);
}

/* A filler that stands for nothing (left out by a rule, or no annotation of text): its words, or its ID. */
static size_t filler_in_words(anno_work *work, anno_node filler, const anno_term **terms, anno_str *label) {
  const anno_item *item = anno_work_item(work, filler);
  *label = item->text.len ? item->text : item->id;
  anno_term *term = anno_arena_take(work->arena, sizeof *term);
  if (!term) return 0;
  *term = anno_work_text(work, *label);
  *terms = term;
  return 1;
}

size_t anno_proposition_filler(anno_work *work, anno_node filler, const anno_term **terms, anno_str *label) {
  const anno_sense *sense = &work->senses[filler];
  *terms = sense->terms;
  *label = sense->label;
  if (!sense->term_count) return filler_in_words(work, filler, terms, label);
  if (sense->means != ANNO_MEANS_PROPOSITION || (!sense->negated && !sense->open)) return sense->term_count;
  const bool negated = sense->negated;
  *label = anno_arena_print(work->arena, negated ? "not: %.*s" : "whether %.*s", ANNO_FMT(sense->label));
  anno_term *wrapped = anno_arena_take(work->arena, sizeof *wrapped);
  if (!wrapped) return 0;
  *wrapped = anno_proposition_wrap(work, negated ? ANNO_V_isNotSo : ANNO_V_isOpen, sense->terms[0], *label);
  *terms = wrapped;
  return 1;
}

static void put_labels(anno_buf *to, anno_str label) {
  if (to->len) anno_buf_put(to, ANNO_STR(", "));
  anno_buf_put(to, label);
}

/* "subject predicate object [role: filler; ...]", from the labels of the fillers. */
typedef struct {
  anno_buf subject, object, rest;
} label_parts;

static void put_role(anno_work *work, label_parts *label, anno_str property, anno_str filler) {
  if (anno_str_eq(property, anno_vocab_iri(ANNO_V_subject)))
    put_labels(&label->subject, filler);
  else if (anno_str_eq(property, anno_vocab_iri(ANNO_V_object)) ||
           anno_str_eq(property, anno_vocab_iri(ANNO_V_said_value)))
    put_labels(&label->object, filler);
  else {
    anno_buf_put(&label->rest, label->rest.len ? ANNO_STR("; ") : ANNO_STR(" ["));
    anno_buf_put(&label->rest, anno_work_label(work, property));
    anno_buf_put(&label->rest, ANNO_STR(": "));
    anno_buf_put(&label->rest, filler);
  }
}

static anno_str whole_label(anno_work *work, label_parts *label, anno_str predicate) {
  anno_buf whole = anno_buf_in(work->scratch);
  anno_buf_put(&whole, label->subject.len ? anno_buf_str(&label->subject) : ANNO_STR("…"));
  anno_buf_putc(&whole, ' ');
  anno_buf_put(&whole, anno_work_label(work, predicate));
  if (label->object.len) anno_buf_putc(&whole, ' ');
  anno_buf_put(&whole, anno_buf_str(&label->object));
  if (label->rest.len) anno_buf_putc(&label->rest, ']');
  anno_buf_put(&whole, anno_buf_str(&label->rest));
  return anno_arena_copy(work->arena, anno_work_short(work->scratch, anno_buf_str(&whole), 300));
}

/* A role, its filler, and what the filler is called; sorted together so that labels depend on content alone. */
typedef struct {
  anno_pair pair;
  anno_str label;
} labelled;

static int by_pair(const void *a, const void *b) {
  return by_bytes(&((const labelled *)a)->pair, &((const labelled *)b)->pair);
}

static size_t collect(anno_work *work, anno_node node, labelled **out) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  size_t count = 0, capacity = 0;
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_term *terms;
    anno_str label;
    if (is_lifted(sense->properties[i])) continue;
    const size_t n = anno_proposition_filler(work, item->args[i].filler, &terms, &label);
    if (!anno_blocks_afford(&work->blocks, n)) return count;
    if (work->senses[item->args[i].filler].means == ANNO_MEANS_PROPOSITION)
      label = anno_arena_print(work->scratch, "(%.*s)", ANNO_FMT(label));
    for (size_t k = 0; k < n; k++) {
      const anno_str property = fitting(sense->properties[i], &terms[k]);
      const labelled one = {{anno_iri(property), terms[k]}, label};
      ANNO_PUSH(work->scratch, *out, count, capacity, one);
    }
  }
  if (count) qsort(*out, count, sizeof **out, by_pair);
  return count;
}

static void set_iri(anno_work *work, anno_sense *sense, anno_str iri) {
  sense->terms = anno_arena_take(work->arena, sizeof *sense->terms);
  if (!sense->terms) return;
  *sense->terms = anno_fit_iri(iri);
  sense->term_count = 1;
}

void anno_proposition_localise(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  const anno_str type = anno_work_item(work, node)->type;
  const anno_str local = anno_arena_print(work->arena, "%.*s:%zu-%zu-%.*s", ANNO_FMT(work->scope), sense->at.begin,
                                          sense->at.end, ANNO_FMT(anno_mint_name(work->arena, type)));
  set_iri(work, sense, anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_PROPOSITION, local));
  sense->label = anno_arena_print(work->arena, "… %.*s …", ANNO_FMT(anno_work_label(work, predicate_of(work, node))));
}

void anno_proposition_resolve(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  labelled *found = NULL;
  const size_t count = collect(work, node, &found);
  label_parts label = {anno_buf_in(work->scratch), anno_buf_in(work->scratch), anno_buf_in(work->scratch)};
  sense->parts = anno_arena_array(work->arena, count + 1, sizeof *sense->parts);
  if (!sense->parts) return;
  for (size_t i = 0; i < count; i++) {
    sense->parts[i] = found[i].pair;
    put_role(work, &label, found[i].pair.predicate.value, found[i].label);
  }
  sense->part_count = count;
  const anno_str predicate = predicate_of(work, node);
  if (!sense->cyclic) {
    set_iri(work, sense, mint(work, predicate, sense->parts, count));
    sense->label = whole_label(work, &label, predicate);
  }
}

/* The fillers of one role, in order; `value` too where literals stand apart. */
static size_t fillers_of(anno_work *work, const anno_sense *sense, anno_vocab role, anno_term **out) {
  size_t count = 0, capacity = 0;
  *out = NULL;
  for (size_t i = 0; i < sense->part_count; i++) {
    const anno_term *p = &sense->parts[i].predicate;
    const bool fits = anno_is(p, role) || (role == ANNO_V_object && anno_is(p, ANNO_V_said_value));
    if (fits) ANNO_PUSH(work->scratch, *out, count, capacity, sense->parts[i].object);
  }
  return count;
}

anno_triple_view anno_proposition_view(anno_work *work, anno_node node) {
  const anno_sense *sense = &work->senses[node];
  anno_term *subjects, *objects;
  anno_triple_view view = {.iri = sense->terms[0].value, .label = sense->label, .at = sense->at};
  view.predicate = predicate_of(work, node);
  view.subject_count = fillers_of(work, sense, ANNO_V_subject, &subjects);
  view.object_count = fillers_of(work, sense, ANNO_V_object, &objects);
  view.subjects = subjects;
  view.objects = objects;
  return view;
}

void anno_proposition_emit(anno_work *work, anno_node node) {
  const anno_sense *sense = &work->senses[node];
  if (!sense->term_count || anno_work_flat(work)) return;
  const anno_triple_view view = anno_proposition_view(work, node);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_PROPOSITIONS, view.iri, view.at);
  describe(work, block, view.predicate, view.label);
  for (size_t i = 0; i < sense->part_count; i++)
    anno_block_add(&work->blocks, block, sense->parts[i].predicate.value, sense->parts[i].object);
  anno_claims_add(work, &view);
}
