/* Mistakes in rule files: what a rule says must be of the language, or a misspelt word would change the graph in
   silence. */
#include "map/rules.h"

typedef enum { WANTS_TEXT, WANTS_IRI, WANTS_POLARITY } wants;

typedef struct {
  anno_vocab property;
  wants wants;
} property_row;

static const property_row properties[] = {
    {ANNO_V_rule_type, WANTS_TEXT},      {ANNO_V_rule_class, WANTS_IRI},
    {ANNO_V_rule_shortcut, WANTS_IRI},   {ANNO_V_rule_polarity, WANTS_POLARITY},
    {ANNO_V_rule_fixed, WANTS_TEXT},     {ANNO_V_rule_mood, WANTS_IRI},
    {ANNO_V_rule_certainty, WANTS_IRI},  {ANNO_V_rule_speaker, WANTS_IRI},
    {ANNO_V_rule_predicate, WANTS_IRI},  {ANNO_V_rule_asserts, WANTS_IRI},
    {ANNO_V_rule_role, WANTS_TEXT},      {ANNO_V_rule_property, WANTS_IRI},
    {ANNO_V_rule_on, WANTS_IRI},         {ANNO_V_rule_onType, WANTS_TEXT},
    {ANNO_V_rule_layer, WANTS_TEXT},     {ANNO_V_rule_attribute, WANTS_TEXT},
    {ANNO_V_rule_value, WANTS_TEXT},     {ANNO_V_rule_sets, WANTS_IRI},
    {ANNO_V_rule_database, WANTS_TEXT},  {ANNO_V_rule_identity, WANTS_IRI},
    {ANNO_V_rule_iriPrefix, WANTS_TEXT}, {ANNO_V_rule_iriPrefixOfNumber, WANTS_TEXT},
    {ANNO_V_rule_normalises, WANTS_IRI}, {ANNO_V_rule_note, WANTS_TEXT},
    {ANNO_V_rule_in, WANTS_IRI},         {ANNO_V_rule_file, WANTS_TEXT},
    {ANNO_V_rule_textFile, WANTS_TEXT},  {ANNO_V_rule_has, WANTS_TEXT},
    {ANNO_V_rule_ignore, WANTS_TEXT},    {ANNO_V_rule_unit, WANTS_IRI},
    {ANNO_V_rule_inclusive, WANTS_TEXT}, {ANNO_V_rule_refersTo, WANTS_IRI},
    {ANNO_V_rule_matches, WANTS_IRI},
};

static const property_row path = {.wants = WANTS_TEXT};

static const property_row *row_of(const anno_term *predicate) {
  for (anno_vocab v = ANNO_V_rule_itemsAt; v <= ANNO_V_rule_onAt; v++)
    if (anno_is(predicate, v)) return &path;
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
    if (anno_is(predicate, properties[i].property)) return &properties[i];
  return NULL;
}

static bool is_polarity(const anno_term *t) {
  return anno_is(t, ANNO_V_affirms) || anno_is(t, ANNO_V_negates) || anno_is(t, ANNO_V_leavesOpen);
}

static const char *fault(const anno_stmt *s, bool is_rule) {
  const property_row *row = row_of(&s->predicate);
  if (!row) return "no such property of a rule";
  if (!is_rule) return "the subject has no class of rules";
  if (row->wants == WANTS_TEXT && s->object.kind != ANNO_LITERAL) return "a string is needed";
  if (row->wants != WANTS_TEXT && s->object.kind != ANNO_IRI) return "an IRI is needed";
  if (row->wants == WANTS_POLARITY && !is_polarity(&s->object)) return "affirms, negates or leavesOpen is needed";
  return NULL;
}

/* What is declared is written, and nothing that is written has a blank node. */
static bool is_blank(const anno_term *t) { return t->kind == ANNO_IRI && anno_str_starts(t->value, ANNO_STR("_:")); }

static const char *declared_fault(const anno_stmt *s) {
  const bool blank = is_blank(&s->subject) || is_blank(&s->object);
  return blank ? "what is declared has no blank nodes: an IRI is needed" : NULL;
}

bool anno_rules_check(const anno_ctx *ctx, const anno_rdf *rdf, const anno_table *subjects) {
  bool good = true;
  for (size_t i = 0; i < rdf->count; i++) {
    const anno_stmt *s = &rdf->stmts[i];
    const bool is_rule = anno_table_get(subjects, s->subject.value) != 0;
    const bool of_rules = anno_str_starts(s->predicate.value, ANNO_STR(ANNO_NS_RULE));
    const char *why = of_rules ? fault(s, is_rule) : is_rule ? NULL : declared_fault(s);
    if (!why) continue;
    anno_report(ctx->diag, ANNO_BAD_RULE, rdf->places[i], "<%.*s>: %s", ANNO_FMT(s->predicate.value), why);
    good = false;
  }
  return good;
}
