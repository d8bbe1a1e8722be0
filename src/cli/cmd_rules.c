/* rules: a skeleton rule file for a tag set. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/run.h"

/* One line of the skeleton: where it belongs, and whether a rule has it already. */
typedef struct {
  int part; /* the order of the file */
  anno_str name, extra;
  bool mapped;
} entry;

typedef struct {
  anno_arena *arena;
  anno_table at;
  entry *entries;
  size_t count, capacity;
} skeleton;

enum { PART_SPAN, PART_EVENT, PART_RELATION, PART_ROLE, PART_ATTRIBUTE, PART_LINK, PART_NOTE };

static void add(skeleton *s, entry e) {
  const anno_str key = anno_arena_print(s->arena, "%d\t%.*s\t%.*s", e.part, ANNO_FMT(e.name), ANNO_FMT(e.extra));
  if (anno_table_get(&s->at, key)) return;
  e.name = anno_arena_copy(s->arena, e.name);
  e.extra = anno_arena_copy(s->arena, e.extra);
  if (ANNO_PUSH(s->arena, s->entries, s->count, s->capacity, e)) anno_table_add(&s->at, key, (unsigned)s->count);
}

static void add_roles(skeleton *s, const anno_item *item, const anno_rules *rules, const anno_rule *rule) {
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_arg *arg = &item->args[i];
    const bool mapped = anno_rules_role(rules, rule, arg->role, arg->base).len != 0;
    add(s, (entry){PART_ROLE, arg->base, item->type, mapped});
  }
}

static void visit(void *handle, anno_doc *doc, const anno_rules *rules) {
  skeleton *s = handle;
  for (anno_node i = 1; i < doc->count; i++) {
    const anno_item *item = &doc->items[i];
    const anno_str none = ANNO_STR("");
    if (item->kind == ANNO_SPAN && !item->triggers)
      add(s, (entry){PART_SPAN, item->type, none, anno_rules_span(rules, item->type) != NULL});
    if (item->kind == ANNO_EVENT) {
      add(s, (entry){PART_EVENT, item->type, none, anno_rules_event(rules, item->type) != NULL});
      add_roles(s, item, rules, anno_rules_event(rules, item->type));
    }
    if (item->kind == ANNO_RELATION) {
      add(s, (entry){PART_RELATION, item->type, none, anno_rules_relation(rules, item->type) != NULL});
      add_roles(s, item, rules, anno_rules_relation(rules, item->type));
    }
    if (item->kind == ANNO_ATTRIBUTE) {
      const bool known = anno_rules_attribute(rules, item->type, item->value) || anno_rules_link(rules, item->type);
      add(s, (entry){PART_ATTRIBUTE, item->type, item->value, known});
    }
    if (item->kind == ANNO_LINK) {
      anno_str rest;
      const bool known = anno_rules_link(rules, item->database) || anno_rules_link_of(rules, item->value, &rest);
      add(s, (entry){PART_LINK, item->database, none, known});
    }
    if (item->kind == ANNO_REMARK)
      add(s, (entry){PART_NOTE, item->type, none, anno_rules_note(rules, item->type) != NULL});
  }
}

static int by_part(const void *a, const void *b) {
  const entry *x = a, *y = b;
  if (x->part != y->part) return x->part < y->part ? -1 : 1;
  const int c = anno_str_cmp(x->name, y->name);
  return c ? c : anno_str_cmp(x->extra, y->extra);
}

/* A Turtle string literal's inside. */
static void put_string(anno_str s) {
  putchar('"');
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] == '"' || s.ptr[i] == '\\') putchar('\\');
    if (s.ptr[i] == '\n')
      fputs("\\n", stdout);
    else
      putchar(s.ptr[i]);
  }
  putchar('"');
}

/* A rule that is missing stands as a comment, to be completed; one that exists is only named. */
static void put_entry(const entry *e, size_t number) {
  static const char *const classes[] = {"Entity", "Proposition", "Relation", "Role", "Attribute", "Link", "Note"};
  static const char *const keys[] = {"type", "type", "type", "role", "attribute", "database", "note"};
  static const char *const rest[] = {" ; rule:class anno:Referent",
                                     " ; rule:predicate my:CHOOSE",
                                     " ; rule:predicate my:CHOOSE",
                                     " ; rule:property said:CHOOSE",
                                     "",
                                     "",
                                     " ; rule:property rdfs:comment"};
  if (e->mapped)
    fputs("# has a rule: ", stdout);
  else
    printf("#my:%s-%zu a rule:%sRule ; rule:%s ", keys[e->part], number, classes[e->part], keys[e->part]);
  put_string(e->name);
  if (e->extra.len && e->part == PART_ROLE) fputs(e->mapped ? " on " : " ; rule:onType ", stdout);
  if (e->extra.len && e->part == PART_ATTRIBUTE) fputs(e->mapped ? " = " : " ; rule:value ", stdout);
  if (e->extra.len) put_string(e->extra);
  puts("");
  if (!e->mapped && *rest[e->part])
    printf("#   %s .\n", rest[e->part] + 1);
  else if (!e->mapped)
    puts("#   .");
}

static void put_skeleton(const skeleton *s) {
  static const char *const headings[] = {
      "Spans: EntityRule (rule:class), TimeRule, LiteralRule, TextRule or IgnoreRule",
      "Events: PropositionRule (rule:predicate) or AttributionRule (rule:class)",
      "Relations",
      "Roles",
      "Attributes: rule:sets rule:Negated or rule:Open; rule:certainty; rule:mood",
      "Links: rule:iriPrefix and rule:identity, or rule:normalises",
      "Notes"};
  puts("# A skeleton: uncomment and complete what should not be left to the fallback. See annograph-rules(5).\n"
       "@prefix rule: <" ANNO_NS_RULE "> .\n@prefix anno: <" ANNO_NS "> .\n@prefix rel: <" ANNO_NS_REL "> .\n"
       "@prefix said: <" ANNO_NS_SAID "> .\n@prefix rdfs: <" ANNO_NS_RDFS
       "> .\n@prefix my: <https://example.org/rules#> .");
  int part = -1;
  for (size_t i = 0; i < s->count; i++) {
    if (s->entries[i].part != part) printf("\n# ==== %s\n", headings[s->entries[i].part]);
    part = s->entries[i].part;
    put_entry(&s->entries[i], i + 1);
  }
}

static int run_rules(const anno_options *options) {
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  skeleton s = {.arena = run.ctx.run, .at = anno_table_in(run.ctx.run)};
  anno_run_visit_all(&run, visit, &s);
  if (s.count) qsort(s.entries, s.count, sizeof *s.entries, by_part);
  put_skeleton(&s);
  return anno_run_end(&run, 0, NULL);
}

const anno_command anno_command_rules = {
    .name = "rules",
    .arguments = "INPUT...",
    .summary = "Writes a skeleton rule file with every type, role and attribute met.",
    .options = ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(messages) | ANNO_BIT(quiet) | ANNO_BIT(no_confine) |
               ANNO_BIT(verbose) | ANNO_BIT(help),
    .needs = ANNO_NEEDS_CORPORA,
    .run = run_rules,
};
