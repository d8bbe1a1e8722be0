/* Attributions: who says what, how, and where it stands. */
#include <stdlib.h>

#include "base/buf.h"
#include "draw/tell.h"

static const struct {
  anno_vocab class;
  const char *one, *many;
} acts[ANNO_ACT_COUNT] = {
    [ANNO_ACT_STATEMENT] = {ANNO_V_Statement, "statement", "statements"},
    [ANNO_ACT_REPORT] = {ANNO_V_Report, "report", "reports"},
    [ANNO_ACT_NARRATION] = {ANNO_V_Narration, "narration", "narrations"},
    [ANNO_ACT_ACCUSATION] = {ANNO_V_Accusation, "accusation", "accusations"},
    [ANNO_ACT_DENIAL] = {ANNO_V_Denial, "denial", "denials"},
    [ANNO_ACT_ACKNOWLEDGEMENT] = {ANNO_V_Acknowledgement, "acknowledgement", "acknowledgements"},
    [ANNO_ACT_ASSESSMENT] = {ANNO_V_Assessment, "assessment", "assessments"},
    [ANNO_ACT_PREDICTION] = {ANNO_V_Prediction, "prediction", "predictions"},
    [ANNO_ACT_PROPOSAL] = {ANNO_V_Proposal, "proposal", "proposals"},
    [ANNO_ACT_COMMITMENT] = {ANNO_V_Commitment, "commitment", "commitments"},
    [ANNO_ACT_REJECTION] = {ANNO_V_Rejection, "rejection", "rejections"},
    [ANNO_ACT_WARNING] = {ANNO_V_Warning, "warning", "warnings"},
    [ANNO_ACT_QUESTION] = {ANNO_V_Question, "question", "questions"},
};

const char *anno_act_name(anno_act act, bool many) {
  if (act >= ANNO_ACT_COUNT) return "";
  return many ? acts[act].many : acts[act].one;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

static bool is_called(anno_str name, const char *what) {
  const anno_str s = anno_str_from(what);
  if (s.len != name.len) return false;
  for (size_t i = 0; i < s.len; i++)
    if (lower(name.ptr[i]) != s.ptr[i]) return false;
  return true;
}

anno_act anno_act_named(anno_str name) {
  for (int i = 0; i < ANNO_ACT_COUNT; i++)
    if (is_called(name, acts[i].one) || is_called(name, acts[i].many)) return (anno_act)i;
  return ANNO_ACT_COUNT;
}

/* "possible" for anno:Possible: what names a value that needs no label of its own in the data. */
static anno_str name_of_value(const anno_tell *tell, anno_node node) {
  if (!node) return ANNO_STR("");
  const anno_str iri = anno_value_of(tell, node);
  if (!anno_is_iri(tell, node) || !anno_str_starts(iri, ANNO_STR(ANNO_NS))) return anno_label_of(tell, node);
  const anno_str copy = anno_arena_copy(tell->arena, anno_str_sub(iri, sizeof ANNO_NS - 1, iri.len));
  /* The copy is ours. */
  for (size_t i = 0; i < copy.len; i++) ((char *)copy.ptr)[i] = lower(copy.ptr[i]);
  return copy;
}

static void set_acts(const anno_tell *tell, anno_node node, anno_saying *out) {
  const anno_nodes types = anno_told(tell, node, ANNO_V_type);
  for (size_t i = 0; i < types.count; i++)
    for (int k = 0; k < ANNO_ACT_COUNT; k++)
      if (tell->terms[types.items[i]] == acts[k].class) out->acts |= 1u << k;
  if (!out->acts) out->acts = 1u << (out->polarity == ANNO_RELAYS ? ANNO_ACT_REPORT : ANNO_ACT_STATEMENT);
  /* The first that is closer than a narration, else the closest there is. */
  int act = ANNO_ACT_NARRATION + 1;
  while (act < ANNO_ACT_COUNT && !(out->acts & 1u << act)) act++;
  if (act == ANNO_ACT_COUNT)
    for (act = ANNO_ACT_NARRATION; act > 0 && !(out->acts & 1u << act);) act--;
  out->act = (anno_act)act;
}

/* Without any content it is a report of which nothing more is known. A content whose polarity is not given is conveyed.
 */
static void set_content(const anno_tell *tell, anno_node node, anno_saying *out) {
  static const struct {
    anno_vocab property;
    anno_polarity polarity;
  } contents[] = {{ANNO_V_affirms, ANNO_AFFIRMS},
                  {ANNO_V_negates, ANNO_NEGATES},
                  {ANNO_V_leavesOpen, ANNO_LEAVES_OPEN},
                  {ANNO_V_content, ANNO_CONVEYS},
                  {ANNO_V_conveys, ANNO_CONVEYS}};
  out->claim = ANNO_NOWHERE;
  for (size_t i = 0; i < sizeof contents / sizeof *contents && out->claim == ANNO_NOWHERE; i++) {
    const anno_nodes all = anno_told(tell, node, contents[i].property);
    out->polarity = contents[i].polarity;
    for (size_t k = 0; k < all.count && out->claim == ANNO_NOWHERE; k++)
      out->claim = anno_place_of_claim(tell, all.items[k]);
  }
  if (out->claim == ANNO_NOWHERE) out->polarity = ANNO_RELAYS;
}

static anno_list referents(const anno_tell *tell, anno_node node, anno_vocab property) {
  return anno_places(tell, anno_told(tell, node, property), ANNO_TELLS_REFERENT);
}

static void set_people(const anno_tell *tell, anno_node node, anno_saying *out) {
  out->speakers = referents(tell, node, ANNO_V_speaker);
  out->behalf = referents(tell, node, ANNO_V_onBehalfOf);
  out->addressees = referents(tell, node, ANNO_V_addressee);
  out->accused = referents(tell, node, ANNO_V_accuses);
  out->about = referents(tell, node, ANNO_V_about);
  out->media = referents(tell, node, ANNO_V_medium);
  const anno_nodes speakers = anno_told(tell, node, ANNO_V_speaker);
  anno_node document = anno_told_one(tell, node, ANNO_V_inDocument);
  bool narrated = anno_told_so(tell, node, ANNO_V_type, ANNO_V_Narration);
  for (size_t i = 0; i < speakers.count; i++) {
    if (tell->kinds[speakers.items[i]] != ANNO_TELLS_DOCUMENT) continue;
    narrated = true;
    if (!document) document = speakers.items[i];
  }
  out->narrated = narrated && !out->speakers.count;
  out->document = anno_place_as(tell, document, ANNO_TELLS_DOCUMENT);
}

static void set_modality(const anno_tell *tell, anno_node node, anno_saying *out) {
  const anno_node certainty = anno_told_one(tell, node, ANNO_V_certainty);
  const anno_node mood = anno_told_one(tell, node, ANNO_V_mood);
  out->certainty = name_of_value(tell, certainty);
  out->is_certain = !certainty || tell->terms[certainty] == ANNO_V_Certain;
  out->mood = name_of_value(tell, mood);
  out->is_actual = !mood || tell->terms[mood] == ANNO_V_Actual;
}

/* What one annotation makes has its document, annotator and IDs in common. */
static anno_str event_of(const anno_tell *tell, anno_node node) {
  static const anno_vocab keys[] = {ANNO_V_annotator, ANNO_V_annotationId};
  if (!anno_told(tell, node, ANNO_V_annotationId).count) return anno_value_of(tell, node);
  anno_buf key = anno_buf_in(tell->arena);
  const anno_node document = anno_told_one(tell, node, ANNO_V_inDocument);
  anno_buf_put(&key, document ? anno_value_of(tell, document) : ANNO_STR(""));
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const anno_nodes all = anno_told(tell, node, keys[i]);
    for (size_t k = 0; k < all.count; k++) {
      anno_buf_putc(&key, ' ');
      anno_buf_put(&key, anno_value_of(tell, all.items[k]));
    }
  }
  return anno_buf_str(&key);
}

static anno_str labels_of(const anno_tell *tell, anno_nodes nodes) {
  anno_buf out = anno_buf_in(tell->arena);
  for (size_t i = 0; i < nodes.count; i++) {
    if (out.len) anno_buf_put(&out, ANNO_STR(", "));
    anno_buf_put(&out, anno_label_of(tell, nodes.items[i]));
  }
  return anno_buf_str(&out);
}

static anno_period when_of(const anno_tell *tell, anno_node node) {
  const anno_period when = anno_period_of(tell, anno_told(tell, node, ANNO_V_when));
  if (when.known) return when;
  const anno_period date = anno_period_of(tell, anno_told(tell, node, ANNO_V_date));
  return date.known || !when.text.len ? date : when;
}

static void fill(const anno_tell *tell, anno_node node, anno_saying *out) {
  *out = (anno_saying){.iri = anno_value_of(tell, node),
                       .label = anno_label_of(tell, node),
                       .gloss = anno_best_literal(tell, anno_told(tell, node, ANNO_V_gloss)),
                       .quote = anno_joined(tell, anno_told(tell, node, ANNO_V_quote), ANNO_STR(" … ")),
                       .words = anno_words_of(tell, anno_told(tell, node, ANNO_V_evidence)),
                       .degree = anno_joined(tell, anno_told(tell, node, ANNO_V_degree), ANNO_STR(", ")),
                       .manner = labels_of(tell, anno_told(tell, node, ANNO_V_manner)),
                       .when = when_of(tell, node),
                       .answers = anno_places(tell, anno_told(tell, node, ANNO_V_respondsTo), ANNO_TELLS_SAYING),
                       .relays = anno_places(tell, anno_told(tell, node, ANNO_V_relays), ANNO_TELLS_SAYING),
                       .relayed_by = anno_places(tell, anno_tellers(tell, ANNO_V_relays, node), ANNO_TELLS_SAYING),
                       .event = event_of(tell, node)};
  set_content(tell, node, out);
  set_acts(tell, node, out);
  set_people(tell, node, out);
  set_modality(tell, node, out);
}

/* The documents of annotations that express a claim. */
static void add_expressions(const anno_tell *tell, anno_belongings *documents) {
  for (anno_node n = 1; n <= tell->nodes; n++) {
    if (tell->kinds[n] != ANNO_TELLS_CLAIM) continue;
    const anno_nodes mentions = anno_tellers(tell, ANNO_V_expresses, n);
    for (size_t i = 0; i < mentions.count; i++) {
      const anno_nodes in = anno_told(tell, mentions.items[i], ANNO_V_inDocument);
      for (size_t k = 0; k < in.count; k++)
        anno_belong(documents, tell->places[n], anno_place_as(tell, in.items[k], ANNO_TELLS_DOCUMENT));
    }
  }
}

/* Says of claims who says them and where. */
static bool support(const anno_tell *tell) {
  anno_story *story = tell->story;
  anno_belongings sayings = {.arena = tell->arena}, documents = {.arena = tell->arena};
  anno_list *said = anno_arena_array(tell->arena, story->claim_count, sizeof *said);
  anno_list *found = anno_arena_array(tell->arena, story->claim_count, sizeof *found);
  if (!said || !found) return false;
  add_expressions(tell, &documents);
  for (size_t s = 0; s < story->saying_count; s++) {
    anno_belong(&sayings, story->sayings[s].claim, (anno_at)s);
    anno_belong(&documents, story->sayings[s].claim, story->sayings[s].document);
  }
  if (!anno_belongings_lists(&sayings, said, story->claim_count)) return false;
  if (!anno_belongings_lists(&documents, found, story->claim_count)) return false;
  for (size_t c = 0; c < story->claim_count; c++) {
    story->claims[c].sayings = said[c];
    story->claims[c].documents = found[c];
  }
  return true;
}

bool anno_tell_sayings(anno_tell *tell) {
  for (anno_node n = 1; n <= tell->nodes; n++)
    if (tell->kinds[n] == ANNO_TELLS_SAYING) fill(tell, n, &tell->story->sayings[tell->places[n]]);
  return support(tell);
}
