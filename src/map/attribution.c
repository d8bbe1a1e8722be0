/* Attributions: one node for each content, with the polarity that the act, the annotation and the content make. */
#include <stdlib.h>

#include "map/work.h"

enum { PAIRS_OF_CLAIM = 32 }; /* what a statement costs of what the document may become */

static bool is_property(const anno_work *work, anno_node node, size_t i, anno_vocab property) {
  return anno_str_eq(work->senses[node].properties[i], anno_vocab_iri(property));
}

bool anno_work_has(const anno_work *work, anno_node node, anno_vocab property) {
  const anno_sense *sense = &work->senses[node];
  for (size_t i = 0; i < sense->other_count; i++)
    if (is_property(work, node, sense->others[i], property)) return true;
  return false;
}

static void push_speaker(anno_work *work, anno_sense *sense, anno_term term) {
  ANNO_PUSH(work->arena, sense->speakers, sense->speaker_count, sense->speaker_capacity, term);
}

static anno_term local_speaker(anno_work *work, anno_str local, anno_vocab class, anno_str label) {
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_ENTITY, local);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_REFERENTS, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(class));
  anno_block_put(&work->blocks, block, ANNO_V_label, anno_work_text(work, label));
  anno_block_put(&work->blocks, block, ANNO_V_mentionedIn, anno_fit_iri(work->document));
  return anno_fit_iri(iri);
}

static anno_term unspecified_speaker(anno_work *work, anno_node node) {
  const anno_extent at = work->senses[node].at;
  const anno_str local =
      anno_arena_print(work->arena, "%.*s:unspecified-%zu-%zu", ANNO_FMT(work->path), at.begin, at.end);
  return local_speaker(work, local, ANNO_V_Unspecified, ANNO_STR("unspecified"));
}

/* Words cannot speak: who is only named by them is a referent of this document. */
static anno_term named_speaker(anno_work *work, anno_str words) {
  const anno_str local = anno_arena_print(work->arena, "%.*s:speaker-%.*s", ANNO_FMT(work->path),
                                          ANNO_FMT(anno_mint_hash(work->arena, words)));
  return local_speaker(work, local, ANNO_V_Referent, words);
}

/* True if the document itself speaks: a rule says so, or a relation asserts by itself. */
static bool document_speaks(const anno_sense *sense) {
  return sense->rule &&
         (sense->rule->asserts.len || anno_str_eq(sense->rule->speaker, anno_vocab_iri(ANNO_V_Document)));
}

static int by_term(const void *a, const void *b) { return anno_term_cmp(a, b); }

/* Labels are cut where they are made, or those of statements in statements would grow with their depth. */
static anno_str cut(anno_work *work, anno_str label) {
  return anno_work_short(work->scratch, label, ANNO_LABEL_LENGTH);
}

static void find_speakers(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  anno_buf names = anno_buf_in(work->scratch);
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_term *terms;
    anno_str name;
    if (!is_property(work, node, i, ANNO_V_speaker)) continue;
    const size_t n = anno_proposition_filler(work, item->args[i].filler, &terms, &name);
    for (size_t k = 0; k < n; k++)
      push_speaker(work, sense, terms[k].kind == ANNO_LITERAL ? named_speaker(work, terms[k].value) : terms[k]);
    if (names.len) anno_buf_put(&names, ANNO_STR(", "));
    anno_buf_put(&names, name);
  }
  sense->speaker_label = anno_buf_str(&names);
  if (!sense->speaker_count && document_speaks(sense)) {
    push_speaker(work, sense, anno_fit_iri(work->document));
    sense->speaker_label = anno_work_label(work, anno_vocab_iri(ANNO_V_Narration));
  } else if (!sense->speaker_count) {
    push_speaker(work, sense, unspecified_speaker(work, node));
    sense->speaker_label = ANNO_STR("unspecified");
  }
  if (sense->speaker_count > 1) qsort(sense->speakers, sense->speaker_count, sizeof *sense->speakers, by_term);
  sense->speaker_label = anno_arena_copy(work->arena, cut(work, sense->speaker_label));
}

size_t anno_attribution_speakers(anno_work *work, anno_node node, const anno_term **out, anno_str *label) {
  const anno_sense *sense = &work->senses[node];
  if (!sense->speakers) find_speakers(work, node);
  *out = sense->speakers;
  *label = sense->speaker_label;
  return sense->speaker_count;
}

/* What an attribution does with its content before the content's own negation counts. An act that an attribute turns
   round or leaves open is no longer that act: who does not deny neither denies nor affirms. */
static anno_vocab own_polarity(const anno_sense *sense, bool *plain) {
  const anno_str given = sense->rule ? sense->rule->polarity : ANNO_STR("");
  const bool denies = anno_str_eq(given, anno_vocab_iri(ANNO_V_negates)), fixed = sense->rule && sense->rule->fixed;
  *plain = (denies || fixed) && (sense->open || sense->negated);
  if (sense->open || anno_str_eq(given, anno_vocab_iri(ANNO_V_leavesOpen))) return ANNO_V_leavesOpen;
  if (denies) return sense->negated ? ANNO_V_leavesOpen : ANNO_V_negates;
  return sense->negated ? ANNO_V_negates : ANNO_V_affirms;
}

/* Joins the polarity of the act with that of the content; what they cannot express together is wrapped. */
static void combine(anno_work *work, const anno_sense *sense, anno_claim *claim) {
  const anno_sense *inner = &work->senses[claim->source];
  const bool fixed = sense->rule && sense->rule->fixed;
  claim->polarity = own_polarity(sense, &claim->plain);
  bool wrap = false;
  if (inner->negated) {
    if (claim->polarity == ANNO_V_affirms && !fixed && !inner->open)
      claim->polarity = ANNO_V_negates;
    else
      wrap = true;
  }
  if (inner->open && claim->polarity == ANNO_V_affirms) claim->polarity = ANNO_V_leavesOpen;
  if (!wrap) return;
  const anno_str label = anno_arena_print(work->arena, "not (%.*s)", ANNO_FMT(inner->label));
  claim->content = anno_proposition_wrap(work, ANNO_V_isNotSo, claim->content, label);
  claim->label = label;
}

/* The more particular annotation counts: that of the attribution, of the content, the rule's, the default. */
static anno_str first_of(anno_str a, anno_str b, anno_str c, anno_vocab otherwise) {
  return a.len ? a : b.len ? b : c.len ? c : anno_vocab_iri(otherwise);
}

static void set_modality(anno_work *work, const anno_sense *sense, anno_claim *claim) {
  const anno_sense *inner = &work->senses[claim->source];
  const anno_str none = ANNO_STR("");
  claim->certainty =
      first_of(sense->certainty, inner->certainty, sense->rule ? sense->rule->certainty : none, ANNO_V_Certain);
  claim->mood = first_of(sense->mood, inner->mood, sense->rule ? sense->rule->mood : none, ANNO_V_Actual);
}

static void put_key(anno_buf *key, anno_str base, anno_str part) {
  const bool own = anno_str_starts(part, base);
  anno_buf_putc(key, '\x1F');
  anno_buf_put(key, own ? anno_str_sub(part, base.len, part.len) : part);
}

/* Where the statement stands: its first words, or its cue. */
static anno_extent place_of(const anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_extent at = work->senses[node].at;
  bool found = false;
  for (size_t k = 0; k < work->senses[node].other_count; k++) {
    const size_t i = work->senses[node].others[k];
    if (!is_property(work, node, i, ANNO_V_quote) && !is_property(work, node, i, ANNO_V_evidence)) continue;
    const anno_extent words = work->senses[item->args[i].filler].at;
    if (!found || words.begin < at.begin || (words.begin == at.begin && words.end < at.end)) at = words;
    found = true;
  }
  return at;
}

static int by_bytes(const void *a, const void *b) { return anno_str_cmp(*(const anno_str *)a, *(const anno_str *)b); }

/* Roles and places of the words that fill them, in an order that does not depend on the file: two acts that differ in
   their time or occasion alone are two. */
static anno_str role_key(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  if (sense->role_key.len) return sense->role_key;
  anno_str *roles = NULL;
  size_t count = 0, capacity = 0;
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_sense *filler = &work->senses[item->args[i].filler];
    if (anno_work_item(work, item->args[i].filler)->kind != ANNO_SPAN) continue;
    const anno_str role = anno_arena_print(work->scratch, "%.*s %zu-%zu", ANNO_FMT(sense->properties[i]),
                                           filler->at.begin, filler->at.end);
    ANNO_PUSH(work->scratch, roles, count, capacity, role);
  }
  if (count) qsort(roles, count, sizeof *roles, by_bytes);
  anno_buf key = anno_buf_in(work->scratch);
  anno_buf_put(&key, ANNO_STR("roles"));
  for (size_t i = 0; i < count; i++) {
    anno_buf_putc(&key, '\n');
    anno_buf_put(&key, roles[i]);
  }
  return sense->role_key = anno_mint_hash(work->arena, anno_buf_str(&key));
}

/* The IRI depends on what is attributed to whom by which words: one annotation more renames no other. */
static void set_iri(anno_work *work, anno_node node, anno_claim *claim) {
  const anno_term *speakers;
  anno_str ignored;
  const anno_str base = work->map->corpus->base;
  const size_t n = anno_attribution_speakers(work, node, &speakers, &ignored);
  const anno_extent cue = work->senses[node].at, at = place_of(work, node);
  anno_buf key = anno_buf_in(work->scratch);
  anno_buf_put(&key, anno_work_item(work, node)->type);
  put_key(&key, base, anno_arena_print(work->scratch, "%zu-%zu", cue.begin, cue.end));
  put_key(&key, base, work->doc->annotator);
  if (claim->polarity < ANNO_V_COUNT) put_key(&key, base, anno_vocab_iri(claim->polarity));
  put_key(&key, base, claim->content.value);
  put_key(&key, base, claim->certainty);
  put_key(&key, base, claim->mood);
  put_key(&key, base, role_key(work, node));
  for (size_t i = 0; i < n; i++) put_key(&key, base, speakers[i].value);
  const anno_str local = anno_arena_print(work->scratch, "%.*s:%zu-%zu-%.*s", ANNO_FMT(work->path), at.begin, at.end,
                                          ANNO_FMT(anno_mint_hash(work->scratch, anno_buf_str(&key))));
  claim->iri = anno_mint(work->arena, base, ANNO_MINT_STATEMENT, local);
  claim->at = at;
}

static anno_str last_word(anno_work *work, anno_str iri, anno_vocab unmarked) {
  if (!iri.len || anno_str_eq(iri, anno_vocab_iri(unmarked))) return ANNO_STR("");
  return anno_work_label(work, iri);
}

/* "Maria Zakharova: not (… used the mechanism)", "Joe Biden: whether … (Possible)". */
static void set_label(anno_work *work, anno_node node, anno_claim *claim) {
  const anno_term *speakers;
  anno_str who;
  anno_attribution_speakers(work, node, &speakers, &who);
  const char *format = claim->polarity == ANNO_V_negates      ? "%.*s: not (%.*s)%s%.*s%s%.*s%s"
                       : claim->polarity == ANNO_V_leavesOpen ? "%.*s: whether %.*s%s%.*s%s%.*s%s"
                       : claim->polarity == ANNO_V_conveys    ? "%.*s: “%.*s”%s%.*s%s%.*s%s"
                                                              : "%.*s: %.*s%s%.*s%s%.*s%s";
  const anno_str certainty = last_word(work, claim->certainty, ANNO_V_Certain);
  const anno_str mood = last_word(work, claim->mood, ANNO_V_Actual);
  const bool any = certainty.len || mood.len, both = certainty.len && mood.len;
  const anno_str label = anno_arena_print(work->scratch, format, ANNO_FMT(who), ANNO_FMT(claim->label), any ? " (" : "",
                                          ANNO_FMT(certainty), both ? ", " : "", ANNO_FMT(mood), any ? ")" : "");
  claim->label = anno_arena_copy(work->arena, cut(work, label));
}

static void add_claim(anno_work *work, anno_node node, anno_claim claim) {
  const anno_term *speakers;
  anno_str who;
  const size_t n = anno_attribution_speakers(work, node, &speakers, &who);
  if (!anno_blocks_afford(&work->blocks, PAIRS_OF_CLAIM + n)) return;
  anno_sense *sense = &work->senses[node];
  const anno_sense *inner = &work->senses[claim.source];
  if (!claim.label.len) claim.label = claim.source ? inner->label : anno_work_item(work, node)->type;
  if (claim.polarity == ANNO_V_affirms) {
    combine(work, sense, &claim);
    set_modality(work, sense, &claim);
  }
  set_iri(work, node, &claim);
  set_label(work, node, &claim);
  ANNO_PUSH(work->arena, sense->claims, sense->claim_count, sense->claim_capacity, claim);
}

/* What a content filler makes: a proposition is affirmed until its polarity is known, an attribution is relayed,
   words are conveyed. */
static void add_contents(anno_work *work, anno_node node, anno_node filler) {
  anno_sense *inner = &work->senses[filler];
  if (inner->means == ANNO_MEANS_PROPOSITION && inner->term_count) {
    add_claim(work, node, (anno_claim){.polarity = ANNO_V_affirms, .content = inner->terms[0], .source = filler});
    return;
  }
  if (inner->means == ANNO_MEANS_ATTRIBUTION) {
    for (size_t i = 0; i < inner->claim_count && !work->blocks.full; i++)
      add_claim(work, node,
                (anno_claim){.polarity = ANNO_V_relays,
                             .content = anno_fit_iri(inner->claims[i].iri),
                             .source = filler,
                             .label = inner->claims[i].label});
    return;
  }
  if (anno_work_item(work, filler)->kind != ANNO_SPAN) return;
  const anno_str span = anno_mention_span(work, filler);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_SPANS, span, inner->at);
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_TextContent));
  add_claim(work, node, (anno_claim){.polarity = ANNO_V_conveys, .content = anno_fit_iri(span), .source = filler});
}

static void set_terms(anno_work *work, anno_sense *sense) {
  sense->terms = anno_arena_array(work->arena, sense->claim_count + 1, sizeof *sense->terms);
  sense->carriers = anno_arena_array(work->arena, sense->claim_count + 1, sizeof *sense->carriers);
  if (!sense->terms || !sense->carriers) return;
  for (size_t i = 0; i < sense->claim_count; i++) {
    sense->terms[i] = anno_fit_iri(sense->claims[i].iri);
    sense->carriers[i] = (anno_carrier){.iri = sense->claims[i].iri};
  }
  sense->term_count = sense->carrier_count = sense->claim_count;
  sense->carrier_capacity = sense->claim_count + 1;
  if (sense->claim_count) sense->label = sense->claims[0].label;
}

void anno_attribution_resolve(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  anno_sense *sense = &work->senses[node];
  for (size_t i = 0; i < item->arg_count; i++)
    if (is_property(work, node, i, ANNO_V_content)) add_contents(work, node, item->args[i].filler);
  if (!sense->claim_count && !work->blocks.full) {
    anno_report(work->map->ctx->diag, ANNO_NO_CONTENT, item->at, "%.*s", ANNO_FMT(item->id));
    add_claim(work, node, (anno_claim){.polarity = ANNO_V_COUNT});
  }
  set_terms(work, sense);
}

void anno_attribution_assert(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  if (!sense->rule || !sense->rule->asserts.len || !sense->term_count) return;
  /* What somebody says, or what fills a role, is not the document's own word. */
  if (sense->filler) return;
  anno_claim claim = {.polarity = ANNO_V_affirms,
                      .content = sense->terms[0],
                      .source = node,
                      .label = sense->label,
                      .certainty = anno_vocab_iri(ANNO_V_Certain),
                      .mood = anno_vocab_iri(ANNO_V_Actual)};
  if (sense->certainty.len) claim.certainty = sense->certainty;
  if (sense->mood.len) claim.mood = sense->mood;
  if (sense->negated) claim.polarity = ANNO_V_negates;
  if (sense->open) claim.polarity = ANNO_V_leavesOpen;
  set_iri(work, node, &claim);
  set_label(work, node, &claim);
  ANNO_PUSH(work->arena, sense->claims, sense->claim_count, sense->claim_capacity, claim);
}
