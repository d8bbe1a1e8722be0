#include "cli/rule_sets.h"

#include "model/layout.h"

/* True if a path leads out of the folder that it is relative to. */
static bool leads_out(anno_str path) {
  if (anno_str_starts(path, ANNO_STR("/"))) return true;
  for (anno_str rest = path; rest.len;)
    if (anno_str_eq(anno_str_cut(&rest, '/'), ANNO_STR(".."))) return true;
  return false;
}

/* A rule file that a corpus names lies in its folder: somebody else's corpus may not have other files read. */
static anno_status add_of_corpus(const anno_rule_sets *sets, anno_rules *rules, anno_str name) {
  const anno_ctx *ctx = sets->ctx;
  if (anno_rules_builtin(name)) return anno_rules_add(ctx, rules, name);
  if (!leads_out(name)) return anno_rules_add(ctx, rules, anno_path_join(ctx->run, sets->corpus->root, name));
  anno_report(ctx->diag, ANNO_UNKNOWN_RULES, (anno_loc){0}, "%.*s (not in the folder of the corpus that names it)",
              ANNO_FMT(name));
  return ANNO_BAD_INPUT;
}

static bool is_asked_for(const anno_rule_sets *sets, anno_str rules) {
  for (size_t i = 0; i < sets->options->rule_count; i++)
    if (anno_str_eq(anno_str_from(sets->options->rules[i]), rules)) return true;
  for (size_t i = 0; i < sets->corpus->rule_set_count; i++)
    if (anno_str_eq(sets->corpus->rule_sets[i], rules)) return true;
  return false;
}

/* What the source's format brings along, beside what holds for all of the corpus. */
static anno_str format_of(const anno_rule_sets *sets, const anno_found *found) {
  const struct anno_layout *layout = found->source.layout;
  const anno_str rules = layout ? layout->rules : anno_str_from(found->reader->rules);
  return is_asked_for(sets, rules) ? ANNO_STR("") : rules;
}

const anno_rules *anno_rule_sets_for(const anno_rule_sets *sets, const anno_found *found) {
  const anno_str format = format_of(sets, found);
  for (size_t i = 0; i < sets->count; i++)
    if (anno_str_eq(sets->sets[i].format, format)) return sets->sets[i].rules;
  return NULL;
}

static anno_status load_set(anno_rule_sets *sets, anno_str format) {
  const anno_ctx *ctx = sets->ctx;
  const anno_rule_set set = {format, anno_rules_new(ctx->run)};
  if (!set.rules || !ANNO_PUSH(ctx->run, sets->sets, sets->count, sets->capacity, set)) return ANNO_NO_MEMORY;
  anno_status status = ANNO_OK;
  for (size_t i = 0; i < sets->options->rule_count && !status; i++)
    status = anno_rules_add(ctx, set.rules, anno_str_from(sets->options->rules[i]));
  for (size_t i = 0; i < sets->corpus->rule_set_count && !status; i++)
    status = add_of_corpus(sets, set.rules, sets->corpus->rule_sets[i]);
  if (!status && format.len) status = anno_rules_add(ctx, set.rules, format);
  if (!status) status = anno_rules_add(ctx, set.rules, ANNO_STR("fallback"));
  return status ? status : anno_rules_declare(sets->declared, set.rules);
}

anno_status anno_rule_sets_load(anno_rule_sets *sets, const anno_found *found, size_t count) {
  sets->declared = anno_rules_new(sets->ctx->run);
  if (!sets->declared) return ANNO_NO_MEMORY;
  anno_status status = ANNO_OK;
  for (size_t i = 0; i < count && !status; i++)
    if (!anno_rule_sets_for(sets, &found[i])) status = load_set(sets, format_of(sets, &found[i]));
  return status;
}
