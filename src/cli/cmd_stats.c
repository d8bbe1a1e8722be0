/* stats: what the documents hold, counted by type. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/run.h"

typedef struct {
  anno_str name; /* kind and type */
  size_t count;
} tally_row;

typedef struct {
  anno_arena *arena;
  anno_table at;
  tally_row *rows;
  size_t count, capacity;
} tally;

static void add(tally *t, const char *kind, anno_str type) {
  const anno_str name = anno_arena_print(t->arena, "%s\t%.*s", kind, ANNO_FMT(type));
  const unsigned at = anno_table_get(&t->at, name);
  if (at) {
    t->rows[at - 1].count++;
    return;
  }
  const tally_row row = {name, 1};
  if (ANNO_PUSH(t->arena, t->rows, t->count, t->capacity, row)) anno_table_add(&t->at, name, (unsigned)t->count);
}

static void visit(void *handle, anno_doc *doc, const anno_rules *rules) {
  static const char *const kinds[] = {[ANNO_SPAN] = "span",           [ANNO_EVENT] = "event",
                                      [ANNO_RELATION] = "relation",   [ANNO_EQUIVALENCE] = "equivalence",
                                      [ANNO_ATTRIBUTE] = "attribute", [ANNO_LINK] = "link",
                                      [ANNO_REMARK] = "note"};
  tally *t = handle;
  (void)rules;
  add(t, "document", ANNO_STR(""));
  for (anno_node i = 1; i < doc->count; i++) {
    const anno_item *item = &doc->items[i];
    add(t, kinds[item->kind], item->kind == ANNO_LINK ? item->database : item->type);
    for (size_t k = 0; (item->kind == ANNO_EVENT || item->kind == ANNO_RELATION) && k < item->arg_count; k++)
      add(t, "role", item->args[k].base);
  }
}

static int by_name(const void *a, const void *b) {
  return anno_str_cmp(((const tally_row *)a)->name, ((const tally_row *)b)->name);
}

static int run_stats(const anno_options *options) {
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  tally t = {.arena = run.ctx.run, .at = anno_table_in(run.ctx.run)};
  anno_run_visit_all(&run, visit, &t);
  if (t.count) qsort(t.rows, t.count, sizeof *t.rows, by_name);
  for (size_t i = 0; i < t.count; i++) printf("%zu\t%.*s\n", t.rows[i].count, ANNO_FMT(t.rows[i].name));
  return anno_run_end(&run, 0, NULL);
}

const anno_command anno_command_stats = {
    .name = "stats",
    .arguments = "INPUT...",
    .summary = "Counts documents, annotations by kind and type, and roles.",
    .options = ANNO_BIT(from) | ANNO_BIT(shard) | ANNO_BIT(messages) | ANNO_BIT(quiet) | ANNO_BIT(no_confine) |
               ANNO_BIT(verbose) | ANNO_BIT(help),
    .needs = ANNO_NEEDS_CORPORA,
    .run = run_stats,
};
