/* Rule files: statements about one rule become one row. */
#include <errno.h>

#include "map/builtin.h"
#include "map/rules.h"

/* The statements of one subject, as they stand in the file. */
typedef struct {
  const anno_ctx *ctx;
  anno_rules *rules;
  const anno_rdf *rdf;
  const size_t *next; /* of each statement: the next one of its subject, 0 at the end (the first is never a next) */
  size_t first;
  anno_str subject;
  anno_loc at;
} rule_node;

static anno_str value_of(const rule_node *node, anno_vocab property) {
  size_t i = node->first;
  do {
    const anno_stmt *s = &node->rdf->stmts[i];
    if (anno_is(&s->predicate, property)) return s->object.value;
  } while ((i = node->next[i]));
  return ANNO_STR("");
}

/* Like value_of, but the rule is useless without it. */
static bool need(const rule_node *node, anno_vocab property, anno_str *out) {
  *out = value_of(node, property);
  if (out->len) return true;
  anno_report(node->ctx->diag, ANNO_BAD_RULE, node->at, "<%.*s> lacks <%.*s>", ANNO_FMT(node->subject),
              ANNO_FMT(anno_vocab_iri(property)));
  return false;
}

/* The values of a property one by one, for rules that hold for several names; false behind the last. `*at` begins
   as 0 and is then the statement behind the one returned, plus one. */
static bool next_value(const rule_node *node, anno_vocab property, size_t *at, anno_str *out) {
  size_t i = *at ? node->next[*at - 1] : node->first;
  for (bool first = !*at; first || i; first = false, i = node->next[i]) {
    if (!anno_is(&node->rdf->stmts[i].predicate, property)) continue;
    *out = node->rdf->stmts[i].object.value;
    *at = i + 1;
    return true;
  }
  return false;
}

static void collect_classes(const rule_node *node, anno_rule *rule) {
  size_t capacity = 0;
  anno_str class;
  for (size_t i = 0; next_value(node, ANNO_V_rule_class, &i, &class);)
    ANNO_PUSH(node->rules->arena, rule->classes, rule->class_count, capacity, class);
}

static anno_table *table_for(anno_rules *rules, anno_vocab kind) {
  switch (kind) {
    case ANNO_V_AttributionRule:
    case ANNO_V_PropositionRule: return &rules->events;
    case ANNO_V_RelationRule: return &rules->relations;
    default: return &rules->spans;
  }
}

static void index_rule(anno_rules *rules, const anno_rule *rule) {
  const unsigned at = (unsigned)rules->rule_count;
  anno_str key = rule->type;
  if (rule->attribute.len) {
    key = anno_rules_key(rules->arena, rule->type, rule->attribute, rule->value);
    rules->conditional = true;
  }
  anno_table_add(table_for(rules, rule->kind), key, at);
  if (rule->kind != ANNO_V_IgnoreRule) return;
  anno_table_add(&rules->events, key, at);
  anno_table_add(&rules->relations, key, at);
}

static void add_type_rule(anno_rules *rules, const anno_rule *rule) {
  if (ANNO_PUSH(rules->arena, rules->rules, rules->rule_count, rules->rule_capacity, *rule)) index_rule(rules, rule);
}

/* Rules for all of a layer. True if there is any. */
static bool add_layer_rules(const rule_node *node) {
  anno_rules *rules = node->rules;
  anno_rule rule = {.kind = ANNO_V_IgnoreRule};
  anno_str layer;
  bool any = false;
  for (size_t i = 0; next_value(node, ANNO_V_rule_layer, &i, &layer); any = true)
    if (ANNO_PUSH(rules->arena, rules->rules, rules->rule_count, rules->rule_capacity, rule))
      anno_table_add(&rules->layers, layer, (unsigned)rules->rule_count);
  return any;
}

static bool add_type_rules(const rule_node *node, anno_vocab kind) {
  anno_rule rule = {.kind = kind};
  if (kind == ANNO_V_IgnoreRule && add_layer_rules(node) && !value_of(node, ANNO_V_rule_type).len) return true;
  if (!need(node, ANNO_V_rule_type, &rule.type)) return false;
  collect_classes(node, &rule);
  rule.predicate = value_of(node, ANNO_V_rule_predicate);
  if (kind == ANNO_V_PropositionRule || kind == ANNO_V_RelationRule)
    if (!need(node, ANNO_V_rule_predicate, &rule.predicate)) return false;
  rule.shortcut = value_of(node, ANNO_V_rule_shortcut);
  rule.polarity = value_of(node, ANNO_V_rule_polarity);
  rule.certainty = value_of(node, ANNO_V_rule_certainty);
  rule.mood = value_of(node, ANNO_V_rule_mood);
  rule.speaker = value_of(node, ANNO_V_rule_speaker);
  rule.asserts = value_of(node, ANNO_V_rule_asserts);
  rule.fixed = anno_str_eq(value_of(node, ANNO_V_rule_fixed), ANNO_STR("true"));
  rule.by_name = anno_str_eq(value_of(node, ANNO_V_rule_identity), anno_vocab_iri(ANNO_V_rule_Name));
  rule.attribute = value_of(node, ANNO_V_rule_attribute);
  const bool any = !value_of(node, ANNO_V_rule_value).len;
  /* Several types, and values, may share one rule. */
  for (size_t i = 0; next_value(node, ANNO_V_rule_type, &i, &rule.type);) {
    for (size_t k = 0; !any && next_value(node, ANNO_V_rule_value, &k, &rule.value);) add_type_rule(node->rules, &rule);
    if (any) add_type_rule(node->rules, &rule);
  }
  return true;
}

static bool add_role(const rule_node *node) {
  anno_role_rule r = {.on = value_of(node, ANNO_V_rule_on), .on_type = value_of(node, ANNO_V_rule_onType)};
  if (!need(node, ANNO_V_rule_role, &r.role) || !need(node, ANNO_V_rule_property, &r.property)) return false;
  anno_rules *rules = node->rules;
  for (size_t i = 0; next_value(node, ANNO_V_rule_role, &i, &r.role);)
    ANNO_PUSH(rules->arena, rules->roles, rules->role_count, rules->role_capacity, r);
  return true;
}

static bool add_attribute(const rule_node *node) {
  anno_attribute_rule r = {.value = value_of(node, ANNO_V_rule_value),
                           .sets = value_of(node, ANNO_V_rule_sets),
                           .certainty = value_of(node, ANNO_V_rule_certainty),
                           .mood = value_of(node, ANNO_V_rule_mood)};
  if (!need(node, ANNO_V_rule_attribute, &r.attribute)) return false;
  anno_rules *rules = node->rules;
  for (size_t i = 0; next_value(node, ANNO_V_rule_attribute, &i, &r.attribute);)
    ANNO_PUSH(rules->arena, rules->attributes, rules->attribute_count, rules->attribute_capacity, r);
  return true;
}

static bool add_link(const rule_node *node) {
  anno_link_rule r = {.identity = value_of(node, ANNO_V_rule_identity),
                      .iri_prefix = value_of(node, ANNO_V_rule_iriPrefix),
                      .number_prefix = value_of(node, ANNO_V_rule_iriPrefixOfNumber),
                      .normalises = value_of(node, ANNO_V_rule_normalises),
                      .attribute = ANNO_STR("")};
  anno_rules *rules = node->rules;
  const size_t before = rules->link_count;
  for (size_t i = 0; next_value(node, ANNO_V_rule_database, &i, &r.database);)
    ANNO_PUSH(rules->arena, rules->links, rules->link_count, rules->link_capacity, r);
  const anno_str database = value_of(node, ANNO_V_rule_database);
  for (size_t i = 0; next_value(node, ANNO_V_rule_attribute, &i, &r.attribute);) {
    r.database = database.len ? database : r.attribute;
    ANNO_PUSH(rules->arena, rules->links, rules->link_count, rules->link_capacity, r);
  }
  return rules->link_count > before || need(node, ANNO_V_rule_database, &r.database);
}

static bool add_note(const rule_node *node) {
  anno_note_rule r;
  if (!need(node, ANNO_V_rule_note, &r.note) || !need(node, ANNO_V_rule_property, &r.property)) return false;
  anno_rules *rules = node->rules;
  for (size_t i = 0; next_value(node, ANNO_V_rule_note, &i, &r.note);)
    ANNO_PUSH(rules->arena, rules->notes, rules->note_count, rules->note_capacity, r);
  return true;
}

static bool add_rule(const rule_node *node, anno_str class) {
  for (anno_vocab kind = ANNO_V_EntityRule; kind <= ANNO_V_RelationRule; kind++)
    if (anno_str_eq(class, anno_vocab_iri(kind))) return add_type_rules(node, kind);
  for (anno_vocab kind = ANNO_V_Documents; kind <= ANNO_V_Remarks; kind++)
    if (anno_str_eq(class, anno_vocab_iri(kind))) return true; /* of a layout: layouts.h */
  if (anno_str_eq(class, anno_vocab_iri(ANNO_V_RoleRule))) return add_role(node);
  if (anno_str_eq(class, anno_vocab_iri(ANNO_V_AttributeRule))) return add_attribute(node);
  if (anno_str_eq(class, anno_vocab_iri(ANNO_V_LinkRule))) return add_link(node);
  if (anno_str_eq(class, anno_vocab_iri(ANNO_V_NoteRule))) return add_note(node);
  anno_report(node->ctx->diag, ANNO_BAD_RULE, node->at, "<%.*s> is no class of rules", ANNO_FMT(class));
  return false;
}

static bool in_rule_namespace(anno_str iri) { return anno_str_starts(iri, ANNO_STR(ANNO_NS_RULE)); }

static void declare(anno_rules *rules, const anno_stmt *s) {
  if (!ANNO_PUSH(rules->arena, rules->declared, rules->declared_count, rules->declared_capacity, *s)) return;
  const unsigned at = (unsigned)rules->declared_count;
  if (anno_is(&s->predicate, ANNO_V_label)) anno_table_add(&rules->labels, s->subject.value, at);
  if (anno_is(&s->predicate, ANNO_V_type) && anno_is(&s->object, ANNO_V_StructuralRelation))
    anno_table_add(&rules->structural, s->subject.value, 1);
}

anno_status anno_rules_declare(anno_rules *rules, const anno_rules *from) {
  for (size_t i = 0; i < from->declared_count; i++) declare(rules, &from->declared[i]);
  return anno_arena_failed(rules->arena) ? ANNO_NO_MEMORY : ANNO_OK;
}

/* Chains the statements of each subject: `first` of a subject is what `heads` holds, less one. NULL without
   memory, for a subject that is not in `heads` has no first. */
static size_t *chain_subjects(anno_arena *arena, const anno_rdf *rdf, anno_table *heads) {
  size_t *next = anno_arena_array(arena, rdf->count + 1, sizeof *next);
  if (!next) return NULL;
  for (size_t i = rdf->count; i-- > 0;) {
    const unsigned head = anno_table_get(heads, rdf->stmts[i].subject.value);
    next[i] = head ? head - 1 : 0;
    anno_table_set(heads, rdf->stmts[i].subject.value, (unsigned)i + 1);
  }
  return anno_arena_failed(arena) ? NULL : next;
}

/* Rules first, since a statement is a declaration only if its subject is no rule. */
static anno_status add_file(const anno_ctx *ctx, anno_rules *rules, const anno_input *input) {
  anno_rdf *rdf = anno_arena_take(rules->arena, sizeof *rdf);
  if (!rdf) return ANNO_NO_MEMORY;
  const anno_status status = anno_rdf_load(ctx, input, ANNO_STR(ANNO_NS_RULE), rdf);
  if (status) return status;
  anno_table rule_subjects = anno_table_in(rules->arena), heads = anno_table_in(rules->arena);
  const size_t *next = chain_subjects(rules->arena, rdf, &heads);
  if (!next) return ANNO_NO_MEMORY;
  bool good = true;
  for (size_t i = 0; i < rdf->count; i++) {
    const anno_stmt *s = &rdf->stmts[i];
    if (!anno_is(&s->predicate, ANNO_V_type) || !in_rule_namespace(s->object.value)) continue;
    anno_table_add(&rule_subjects, s->subject.value, 1);
    const rule_node node = {
        ctx, rules, rdf, next, anno_table_get(&heads, s->subject.value) - 1, s->subject.value, rdf->places[i]};
    good = add_rule(&node, s->object.value) && good;
  }
  good = anno_rules_check(ctx, rdf, &rule_subjects) && good;
  for (size_t i = 0; i < rdf->count; i++)
    if (!anno_table_get(&rule_subjects, rdf->stmts[i].subject.value)) declare(rules, &rdf->stmts[i]);
  if (anno_arena_failed(rules->arena)) return ANNO_NO_MEMORY;
  return good ? ANNO_OK : ANNO_BAD_INPUT;
}

static const anno_builtin *builtin_named(anno_str name) {
  for (const anno_builtin *b = anno_builtins; b->name; b++)
    if (anno_str_eq(anno_str_from(b->name), name)) return b;
  return NULL;
}

bool anno_rules_builtin(anno_str name) { return builtin_named(name) != NULL; }

anno_status anno_rules_add(const anno_ctx *ctx, anno_rules *rules, anno_str name) {
  anno_input *input = anno_arena_take(rules->arena, sizeof *input);
  if (!input) return ANNO_NO_MEMORY;
  input->name = anno_arena_copy(rules->arena, name);
  const anno_builtin *builtin = builtin_named(name);
  if (builtin) {
    input->bytes = builtin->turtle;
    return add_file(ctx, rules, input);
  }
  const int error = ctx->files->read(ctx->files->handle, rules->arena, name, &input->bytes);
  if (error == ENOMEM) return ANNO_NO_MEMORY;
  if (error) {
    anno_report(ctx->diag, ANNO_UNKNOWN_RULES, (anno_loc){0}, "%.*s", ANNO_FMT(name));
    return ANNO_BAD_INPUT;
  }
  return add_file(ctx, rules, input);
}
