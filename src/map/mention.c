/* Mentions and spans: where in the text each annotation stands, and what is said of annotations themselves. */
#include "map/work.h"

enum { LONGEST_OFFSETS = 1000 }; /* in an IRI, which stands in many statements */

static void put(anno_work *work, anno_block *block, anno_vocab property, anno_term object) {
  anno_block_put(&work->blocks, block, property, object);
}

static anno_buf offsets_of(const anno_work *work, const anno_fragment *fragments, size_t count) {
  anno_buf buf = anno_buf_in(work->arena);
  for (size_t i = 0; i < count; i++) {
    if (i) anno_buf_putc(&buf, '_');
    anno_buf_put(&buf, anno_arena_print(work->arena, "%zu-%zu", fragments[i].begin, fragments[i].end));
  }
  return buf;
}

static anno_str short_offsets(const anno_work *work, const anno_item *item) {
  if (!item->fragment_count) return anno_mint_path_of(work->arena, item->id);
  if (item->fragment_count == 1) {
    char begin[ANNO_DIGITS], end[ANNO_DIGITS];
    return ANNO_JOIN(work->arena, anno_digits(begin, item->fragments->begin), ANNO_STR("-"),
                     anno_digits(end, item->fragments->end));
  }
  const anno_buf buf = offsets_of(work, item->fragments, item->fragment_count);
  if (buf.len <= LONGEST_OFFSETS) return anno_buf_str(&buf);
  return anno_arena_print(work->arena, "%zu-%zu-%.*s", item->begin, item->end,
                          ANNO_FMT(anno_mint_hash(work->arena, anno_buf_str(&buf))));
}

anno_str anno_mention_offsets(const anno_work *work, const anno_item *item) {
  anno_str *known = &work->senses[item - work->doc->items].offsets;
  if (!known->len) *known = short_offsets(work, item);
  return *known;
}

/* A stretch of the document, described: offsets in code points, the exact text, the document. */
typedef struct {
  anno_str iri;
  anno_extent at;
  anno_str text;
  bool has_text;
} stretch;

static void put_context(anno_work *work, anno_block *block) {
  put(work, block, ANNO_V_referenceContext, anno_fit_iri(work->document));
  put(work, block, ANNO_V_inDocument, anno_fit_iri(work->document));
}

static anno_str quoted(anno_work *work, anno_str text) {
  return ANNO_JOIN(work->arena, ANNO_STR("“"), anno_work_short(work->arena, text, 80), ANNO_STR("”"));
}

static anno_term index_of(const anno_work *work, size_t at) {
  char digits[ANNO_DIGITS];
  return anno_typed(anno_arena_copy(work->arena, anno_digits(digits, at)), ANNO_STR(ANNO_NS_XSD "nonNegativeInteger"));
}

/* In the order of vocab.def, in which they are sent. */
static anno_block *describe_span(anno_work *work, const stretch *s) {
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_SPANS, s->iri, s->at);
  /* Many annotations may stand on the same words. */
  if (block && block->count && s->has_text) return block;
  /* Without the document's text the words of some spans are recorded and those of others are not. */
  const anno_str label =
      s->has_text ? quoted(work, s->text) : anno_arena_print(work->arena, "%zu to %zu", s->at.begin, s->at.end);
  put(work, block, ANNO_V_type, anno_vocab_term(ANNO_V_Span));
  put(work, block, ANNO_V_label, anno_work_text(work, label));
  put(work, block, ANNO_V_beginIndex, index_of(work, s->at.begin));
  put(work, block, ANNO_V_endIndex, index_of(work, s->at.end));
  if (s->has_text)
    put(work, block, ANNO_V_anchorOf, anno_work_text(work, s->text));
  else if (s->text.len)
    put(work, block, ANNO_V_recordedText, anno_work_text(work, s->text));
  put_context(work, block);
  return block;
}

/* A discontinuous span has a span for each fragment, numbered in the order of the text. */
static void describe_fragments(anno_work *work, anno_block *whole, const anno_item *item) {
  for (size_t i = 0; i < item->fragment_count; i++) {
    const anno_fragment f = item->fragments[i];
    stretch part = {.iri = anno_arena_print(work->arena, "%.*s%zu-%zu", ANNO_FMT(work->spans), f.begin, f.end),
                    .at = {f.begin, f.end}};
    part.has_text = work->doc->has_text;
    if (part.has_text) {
      const size_t begin = anno_utf_byte(&work->doc->index, f.begin), end = anno_utf_byte(&work->doc->index, f.end);
      part.text = anno_str_sub(work->doc->text, begin, end);
    }
    describe_span(work, &part);
    const anno_str property =
        anno_arena_print(work->arena, "%.*s%zu", ANNO_FMT(anno_vocab_iri(ANNO_V_fragment)), i + 1);
    anno_block_add(&work->blocks, whole, property, anno_fit_iri(part.iri));
  }
}

/* Words that stand nowhere in the document, or nobody knows where. */
static anno_str describe_words(anno_work *work, const anno_item *item) {
  const anno_str local = anno_arena_print(work->arena, "%.*s:text-%.*s", ANNO_FMT(work->path),
                                          ANNO_FMT(anno_mint_hash(work->arena, item->text)));
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_SPAN, local);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_SPANS, iri, (anno_extent){0, 0});
  put(work, block, ANNO_V_type, anno_vocab_term(ANNO_V_Span));
  put(work, block, ANNO_V_label, anno_work_text(work, quoted(work, item->text)));
  put(work, block, ANNO_V_recordedText, anno_work_text(work, item->text));
  put_context(work, block);
  return iri;
}

anno_str anno_mention_span(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_str *known = &work->senses[node].span;
  if (known->len) return *known;
  if (item->text_only || (!item->fragment_count && item->text.len)) return *known = describe_words(work, item);
  if (!item->fragment_count) return *known = work->document;
  const anno_str offsets = anno_mention_offsets(work, item);
  const anno_str iri = ANNO_JOIN(work->arena, work->spans, offsets);
  const stretch s = {iri, {item->begin, item->end}, item->text, work->doc->has_text};
  anno_block *block = describe_span(work, &s);
  if (item->fragment_count > 1) describe_fragments(work, block, item);
  return *known = s.iri;
}

/* The proposition's IRI without the base, so that --base changes no hash. */
static anno_str below_base(const anno_work *work, const anno_sense *sense) {
  const anno_str iri = sense->terms[0].value, base = work->map->corpus->base;
  return anno_str_starts(iri, base) ? anno_str_sub(iri, base.len, iri.len) : iri;
}

/* The mention's IRI: its place and type; an event or relation adds its content and attributes, since several may share
   a trigger. */
static anno_str mention_iri(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  const anno_sense *sense = &work->senses[node];
  const anno_str type = anno_mint_name(work->scratch, item->type);
  const anno_str offsets = item->kind == ANNO_SPAN
                               ? anno_mention_offsets(work, item)
                               : anno_arena_print(work->scratch, "%zu-%zu", sense->at.begin, sense->at.end);
  anno_str local = ANNO_JOIN(work->scratch, work->scope, ANNO_STR(":"), offsets, ANNO_STR("-"), type);
  if (sense->first_link && sense->means == ANNO_MEANS_REFERENT) {
    /* Several mentions may share a span and a type: "the two countries" are two referents. */
    const anno_str referent = below_base(work, sense);
    local = anno_arena_print(work->scratch, "%.*s-%.*s", ANNO_FMT(local),
                             ANNO_FMT(anno_str_sub(referent, anno_mint_path(ANNO_MINT_ENTITY).len, referent.len)));
  }
  if (item->kind != ANNO_SPAN && sense->term_count) {
    const anno_str key =
        anno_arena_print(work->scratch, "%.*s\n%d%d\n%.*s\n%.*s", ANNO_FMT(below_base(work, sense)), sense->negated,
                         sense->open, ANNO_FMT(sense->certainty), ANNO_FMT(sense->mood));
    local = anno_arena_print(work->scratch, "%.*s-%.*s", ANNO_FMT(local), ANNO_FMT(anno_mint_hash(work->scratch, key)));
  }
  if (sense->twin) local = anno_arena_print(work->scratch, "%.*s-%u", ANNO_FMT(local), sense->twin + 1);
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_MENTION, local);
  const anno_str name = anno_str_sub(iri, iri.len - local.len, iri.len);
  const unsigned given = anno_table_get(&work->mentions, name);
  anno_table_set(&work->mentions, name, given + 1);
  return given ? anno_arena_print(work->arena, "%.*s-%u", ANNO_FMT(iri), given + 1) : iri;
}

static void put_annotation(anno_work *work, anno_block *block, const anno_item *item) {
  put(work, block, ANNO_V_annotationType, anno_text(item->type, ANNO_STR("")));
  put(work, block, ANNO_V_annotationId, anno_text(item->id, ANNO_STR("")));
  if (item->layer.len) put(work, block, ANNO_V_layer, anno_text(item->layer, ANNO_STR("")));
  const anno_fragment *recorded = item->anchored_from ? item->anchored_from : item->text_only ? item->fragments : NULL;
  if (!recorded) return;
  const anno_buf offsets = offsets_of(work, recorded, item->fragment_count);
  put(work, block, ANNO_V_recordedOffsets, anno_text(anno_buf_str(&offsets), ANNO_STR("")));
}

/* An annotation of the whole document has no span, unless the file gives it words. */
static bool has_span(const anno_item *item) {
  return item->kind == ANNO_SPAN && (item->fragment_count || item->text.len);
}

/* The referent as this document knows it; an entry of the authority has its label and class there. */
static void describe_referent(anno_work *work, anno_node node) {
  const anno_sense *sense = &work->senses[node];
  const anno_str iri = sense->terms[0].value;
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_REFERENTS, iri, (anno_extent){0, 0});
  put(work, block, ANNO_V_mentionedIn, anno_fit_iri(work->document));
  if (anno_corpus_label(work->map->corpus, iri).len) return;
  put(work, block, ANNO_V_type, anno_vocab_term(ANNO_V_Referent));
  put(work, block, ANNO_V_label, anno_work_text(work, sense->label));
  for (size_t i = 0; sense->rule && i < sense->rule->class_count; i++)
    put(work, block, ANNO_V_type, anno_iri(sense->rule->classes[i]));
  if (!sense->rule)
    put(work, block, ANNO_V_type,
        anno_fit_iri(anno_own_type(work, anno_work_item(work, node)->type, ANNO_V_AnnotationClass)));
}

static void put_meaning(anno_work *work, anno_node node, anno_block *block) {
  const anno_sense *sense = &work->senses[node];
  switch (sense->means) {
    case ANNO_MEANS_REFERENT:
      put(work, block, ANNO_V_refersTo, sense->terms[0]);
      describe_referent(work, node);
      break;
    case ANNO_MEANS_TIME: put(work, block, ANNO_V_denotesTime, sense->terms[0]); break;
    case ANNO_MEANS_LITERAL: put(work, block, ANNO_V_value, sense->terms[0]); break;
    case ANNO_MEANS_PROPOSITION:
      if (!anno_work_flat(work)) put(work, block, ANNO_V_expresses, sense->terms[0]);
      break;
    default: break;
  }
}

/* The attributes that rules understand stand on the mention too, where the proposition fills a role. */
static void put_modality(anno_work *work, anno_node node, anno_block *block) {
  const anno_sense *sense = &work->senses[node];
  const anno_term yes = anno_typed(ANNO_STR("true"), ANNO_STR(ANNO_NS_XSD "boolean"));
  if (sense->negated) put(work, block, ANNO_V_negated, yes);
  if (sense->open) put(work, block, ANNO_V_open, yes);
  if (sense->certainty.len) put(work, block, ANNO_V_certainty, anno_iri(sense->certainty));
  if (sense->mood.len) put(work, block, ANNO_V_mood, anno_iri(sense->mood));
}

/* Words that are marked as such: their class says what kind of words the span holds. */
static void put_text_classes(anno_work *work, anno_node node, anno_str span) {
  const anno_sense *sense = &work->senses[node];
  if (sense->means != ANNO_MEANS_TEXT || !sense->rule) return;
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_SPANS, span, sense->at);
  for (size_t i = 0; i < sense->rule->class_count; i++)
    put(work, block, ANNO_V_type, anno_iri(sense->rule->classes[i]));
}

/* Roles of the statement that the annotation gives to its content stand here too, whoever says it. */
static void put_lifted(anno_work *work, anno_node node, anno_block *block) {
  const anno_item *item = anno_work_item(work, node);
  const anno_sense *sense = &work->senses[node];
  for (size_t i = 0; sense->properties && i < item->arg_count; i++) {
    const anno_term *terms;
    anno_str label;
    if (!anno_str_starts(sense->properties[i], ANNO_STR(ANNO_NS))) continue;
    const size_t n = anno_proposition_filler(work, item->args[i].filler, &terms, &label);
    for (size_t k = 0; k < n; k++) anno_block_add(&work->blocks, block, sense->properties[i], terms[k]);
  }
}

/* The span of a text annotation, if it has one. */
static bool put_span(anno_work *work, anno_node node, anno_block *block) {
  if (!node || !has_span(anno_work_item(work, node))) return false;
  put(work, block, ANNO_V_span, anno_fit_iri(anno_mention_span(work, node)));
  return true;
}

/* True if there is any. */
static bool put_spans(anno_work *work, anno_node node, anno_block *block) {
  const anno_item *item = anno_work_item(work, node);
  bool any = put_span(work, node, block);
  if (any) put_text_classes(work, node, anno_mention_span(work, node));
  if (item->kind == ANNO_EVENT && item->trigger) {
    any |= put_span(work, item->trigger, block);
    put_annotation(work, block, anno_work_item(work, item->trigger));
  }
  /* What has no trigger stands on its arguments. */
  for (size_t i = 0; item->kind != ANNO_SPAN && !item->trigger && i < item->arg_count; i++) {
    anno_node arg = item->args[i].filler;
    if (anno_work_item(work, arg)->kind == ANNO_EVENT) arg = anno_work_item(work, arg)->trigger;
    any |= put_span(work, arg, block);
  }
  return any;
}

static void add_carrier(anno_work *work, anno_node node, anno_carrier carrier) {
  anno_sense *sense = &work->senses[node];
  /* Most have one, and a first array has room for eight. */
  if (!sense->carriers) sense->carriers = anno_arena_array(work->arena, sense->carrier_capacity = 1, sizeof carrier);
  if (!sense->carriers) return;
  ANNO_PUSH(work->arena, sense->carriers, sense->carrier_count, sense->carrier_capacity, carrier);
}

/* A trigger is folded into its events; what is said of it is said of them. */
static void share_carriers(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  if (item->kind != ANNO_EVENT || work->senses[item->trigger].means != ANNO_MEANS_TRIGGER) return;
  for (size_t i = 0; i < work->senses[node].carrier_count; i++)
    add_carrier(work, item->trigger, work->senses[node].carriers[i]);
  work->senses[item->trigger].exported = true;
}

void anno_mention_emit(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  if (sense->means == ANNO_MEANS_NOTHING || sense->means == ANNO_MEANS_IGNORED || sense->means == ANNO_MEANS_TRIGGER)
    return;
  sense->exported = true;
  const bool whole = item->kind == ANNO_SPAN && !item->fragment_count;
  if (sense->means != ANNO_MEANS_ATTRIBUTION && (whole || sense->term_count || sense->means == ANNO_MEANS_TEXT)) {
    const anno_str iri = mention_iri(work, node);
    anno_block *block = anno_block_new(&work->blocks, ANNO_PART_MENTIONS, iri, sense->at);
    const anno_str label = ANNO_JOIN(work->arena, sense->label, ANNO_STR(" ("), item->type, ANNO_STR(")"));
    put(work, block, ANNO_V_label, anno_work_text(work, label));
    put_meaning(work, node, block);
    put_modality(work, node, block);
    put_lifted(work, node, block);
    /* What stands nowhere in the text, like a relation of entries of a list, is said of the document too. */
    const bool nowhere = !put_spans(work, node, block) || whole;
    put(work, block, ANNO_V_type, anno_vocab_term(nowhere ? ANNO_V_DocumentAnnotation : ANNO_V_Mention));
    put_annotation(work, block, item);
    put(work, block, ANNO_V_inDocument, anno_fit_iri(work->document));
    if (work->doc->annotator.len) put(work, block, ANNO_V_annotator, anno_text(work->doc->annotator, ANNO_STR("")));
    add_carrier(work, node, (anno_carrier){iri, block});
    work->map->counts.mentions++;
  }
  share_carriers(work, node);
}
