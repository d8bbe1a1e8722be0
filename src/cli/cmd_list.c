/* list: formats, writers, rule sets, codes. */
#include <stdio.h>

#include "cli/command.h"
#include "map/builtin.h"

static void list_formats(void) {
  static const char *const units[] = {"code points", "UTF-16 units", "bytes", "tokens"};
  puts("formats (--from):");
  for (size_t i = 0; anno_reader_at(i); i++) {
    const anno_reader *r = anno_reader_at(i);
    printf("  %-13s %s; offsets in %s\n", r->name, r->summary, units[r->unit]);
  }
}

static void list_writers(void) {
  puts("writers (--to):");
  for (size_t i = 0; anno_writer_at(i); i++) {
    const anno_writer *w = anno_writer_at(i);
    printf("  %-13s %-6s %s\n", w->name, w->suffix, w->summary);
  }
}

static void list_views(void) {
  puts("views ('annograph draw VIEW'):");
  for (size_t i = 0; anno_view_at(i); i++) printf("  %-13s %s\n", anno_view_at(i)->name, anno_view_at(i)->summary);
}

static void list_pictures(void) {
  puts("pictures (--to of 'annograph draw'):");
  for (size_t i = 0; anno_output_at(i); i++)
    printf("  %-13s %s\n", anno_output_at(i)->name, anno_output_at(i)->summary);
}

static void list_rules(void) {
  puts("rules (--rules):");
  for (const anno_builtin *b = anno_builtins; b->name; b++) printf("  %s\n", b->name);
}

static void list_codes(void) {
  puts("codes ('annograph explain CODE'):");
  for (int i = 0; i < ANNO_CODE_COUNT; i++) {
    const anno_code code = (anno_code)i;
    printf("  %-20s %-8s %s\n", anno_code_name(code), anno_level_name(anno_code_level(code)), anno_code_summary(code));
  }
}

static void list_limits(void) {
  static const struct {
    const char *name, *code, *what;
    long value;
  } rows[] = {
#define ANNO_BOUND(name, value, code, what) {#name, code, what, value},
#include "base/limits.def"
#undef ANNO_BOUND
  };
  puts("limits of an input (one more is told by the finding named):");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    printf("  %-18s %10ld %-12s %s\n", rows[i].name, rows[i].value, rows[i].code, rows[i].what);
}

static int run_list(const anno_options *options) {
  static const struct {
    const char *name;
    void (*list)(void);
  } parts[] = {{"formats", list_formats},   {"writers", list_writers}, {"views", list_views},
               {"pictures", list_pictures}, {"rules", list_rules},     {"codes", list_codes},
               {"limits", list_limits}};
  bool any = false;
  const char *wanted = options->input_count ? options->inputs[0] : NULL;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (wanted && strcmp(wanted, parts[i].name) != 0) continue;
    if (any) putchar('\n');
    parts[i].list();
    any = true;
  }
  if (any) return ANNO_EXIT_FINE;
  fprintf(stderr, "annograph list: formats, writers, views, pictures, rules, codes or limits, not: %s\n", wanted);
  return ANNO_EXIT_USAGE;
}

const anno_command anno_command_list = {
    .name = "list",
    .arguments = "[formats|writers|views|pictures|rules|codes|limits]",
    .summary = "Lists input and output formats, views, built-in rule sets, findings and limits.",
    .options = ANNO_BIT(help),
    .run = run_list,
};
