#include "map/rules.h"

anno_rules *anno_rules_new(anno_arena *arena) {
  anno_rules *rules = anno_arena_take(arena, sizeof *rules);
  if (!rules) return NULL;
  rules->arena = arena;
  anno_table *const tables[] = {&rules->spans,  &rules->events, &rules->relations,
                                &rules->layers, &rules->labels, &rules->structural};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) *tables[i] = anno_table_in(arena);
  return rules;
}

static const anno_rule *lookup(const anno_rules *rules, const anno_table *table, anno_str type) {
  const unsigned at = anno_table_get(table, type);
  return at ? &rules->rules[at - 1] : NULL;
}

const anno_rule *anno_rules_span(const anno_rules *rules, anno_str type) { return lookup(rules, &rules->spans, type); }
const anno_rule *anno_rules_event(const anno_rules *rules, anno_str type) {
  return lookup(rules, &rules->events, type);
}
const anno_rule *anno_rules_relation(const anno_rules *rules, anno_str type) {
  return lookup(rules, &rules->relations, type);
}

const anno_rule *anno_rules_layer(const anno_rules *rules, anno_str layer) {
  return layer.len ? lookup(rules, &rules->layers, layer) : NULL;
}

anno_str anno_rules_key(anno_arena *arena, anno_str type, anno_str attribute, anno_str value) {
  return anno_arena_print(arena, "%.*s\n%.*s\n%.*s", ANNO_FMT(type), ANNO_FMT(attribute), ANNO_FMT(value));
}

static const anno_rule *earlier(const anno_rule *a, const anno_rule *b) { return a && (!b || a < b) ? a : b; }

const anno_rule *anno_rules_where(anno_arena *arena, const anno_rules *rules, const anno_item *item,
                                  const anno_item *attribute) {
  const anno_table *table = item->kind == ANNO_SPAN    ? &rules->spans
                            : item->kind == ANNO_EVENT ? &rules->events
                                                       : &rules->relations;
  const anno_str name = attribute->type, value = attribute->value.len ? attribute->value : ANNO_STR("true");
  const anno_rule *exact = lookup(rules, table, anno_rules_key(arena, item->type, name, value));
  if (anno_str_eq(value, ANNO_STR("false"))) return exact;
  return earlier(exact, lookup(rules, table, anno_rules_key(arena, item->type, name, ANNO_STR(""))));
}

/* How exactly a role rule fits: 3 by type, 2 by class of rule, 1 anywhere, 0 not at all. */
static int fit(const anno_role_rule *role, const anno_rule *rule) {
  if (role->on_type.len) return rule && anno_str_eq(role->on_type, rule->type) ? 3 : 0;
  if (role->on.len) return rule && anno_str_eq(role->on, anno_vocab_iri(rule->kind)) ? 2 : 0;
  return 1;
}

static anno_str role_exactly(const anno_rules *rules, const anno_rule *rule, anno_str name) {
  anno_str best = ANNO_STR("");
  int best_fit = 0;
  for (size_t i = 0; i < rules->role_count; i++) {
    const anno_role_rule *role = &rules->roles[i];
    if (!anno_str_eq(role->role, name)) continue;
    const int f = fit(role, rule);
    if (f > best_fit) {
      best_fit = f;
      best = role->property;
    }
  }
  return best;
}

static anno_str without_digits(anno_str s) {
  while (s.len > 1 && s.ptr[s.len - 1] >= '0' && s.ptr[s.len - 1] <= '9') s.len--;
  return s;
}

anno_str anno_rules_role(const anno_rules *rules, const anno_rule *rule, anno_str role, anno_str base) {
  anno_str property = role_exactly(rules, rule, role);
  if (!property.len) property = role_exactly(rules, rule, base);
  if (!property.len) property = role_exactly(rules, rule, without_digits(role));
  return property;
}

const anno_attribute_rule *anno_rules_attribute(const anno_rules *rules, anno_str name, anno_str value) {
  for (size_t i = 0; i < rules->attribute_count; i++) {
    const anno_attribute_rule *a = &rules->attributes[i];
    const bool any = !a->value.len && !anno_str_eq(value, ANNO_STR("false"));
    if (anno_str_eq(a->attribute, name) && (any || anno_str_eq(a->value, value))) return a;
  }
  return NULL;
}

const anno_link_rule *anno_rules_link(const anno_rules *rules, anno_str database) {
  for (size_t i = 0; i < rules->link_count; i++)
    if (anno_str_eq(rules->links[i].database, database)) return &rules->links[i];
  return NULL;
}

const anno_link_rule *anno_rules_linking(const anno_rules *rules, anno_str attribute) {
  for (size_t i = 0; attribute.len && i < rules->link_count; i++)
    if (anno_str_eq(rules->links[i].attribute, attribute)) return &rules->links[i];
  return NULL;
}

static anno_str without_scheme(anno_str iri) {
  static const anno_str schemes[] = {ANNO_STR_INIT("http://"), ANNO_STR_INIT("https://")};
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (anno_str_starts(iri, schemes[i])) return anno_str_sub(iri, schemes[i].len, iri.len);
  return iri;
}

/* True if the IRI is longer than the prefix and begins with it. */
static bool is_entry(anno_str iri, anno_str prefix, anno_str *entry) {
  const anno_str plain = without_scheme(iri), start = without_scheme(prefix);
  if (!start.len || plain.len <= start.len || !anno_str_starts(plain, start)) return false;
  *entry = anno_str_sub(plain, start.len, plain.len);
  return true;
}

const anno_link_rule *anno_rules_link_of(const anno_rules *rules, anno_str iri, anno_str *entry) {
  for (size_t i = 0; i < rules->link_count; i++) {
    const anno_link_rule *rule = &rules->links[i];
    if (is_entry(iri, rule->iri_prefix, entry) || is_entry(iri, rule->number_prefix, entry))
      return anno_rules_link(rules, rule->database);
  }
  return NULL;
}

const anno_note_rule *anno_rules_note(const anno_rules *rules, anno_str type) {
  for (size_t i = 0; i < rules->note_count; i++)
    if (anno_str_eq(rules->notes[i].note, type)) return &rules->notes[i];
  return NULL;
}

anno_str anno_rules_label(const anno_rules *rules, anno_str iri) {
  const unsigned at = anno_table_get(&rules->labels, iri);
  return at ? rules->declared[at - 1].object.value : ANNO_STR("");
}

bool anno_rules_structural(const anno_rules *rules, anno_str iri) {
  return anno_table_get(&rules->structural, iri) != 0;
}
