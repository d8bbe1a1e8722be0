#include "cli/options.h"

#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/line_sort.h"
#include "cli/command.h"

typedef struct {
  const char *name, *argument, *help;
  int letter;
} option_row;

static const option_row rows[] = {
#define ANNO_OPTION(name, letter, argument, help) {#name, argument, help, letter},
#include "cli/options.def"
#undef ANNO_OPTION
};

/* Options without a letter get a number above all letters. */
enum { LONG_ONLY = 256 };

/* The long name: a C name has no hyphens. */
static void long_name(const char *name, char *out, size_t size) {
  size_t i = 0;
  for (; name[i] && i + 1 < size; i++) out[i] = name[i] == '_' ? '-' : name[i];
  out[i] = 0;
}

static void help(const anno_command *command) {
  printf("usage: annograph %s [OPTION...] %s\n\n%s\n\n", command->name, command->arguments, command->summary);
  for (int i = 0; i < ANNO_OPT_COUNT; i++) {
    char name[32], left[64];
    if (!(command->options >> i & 1)) continue;
    long_name(rows[i].name, name, sizeof name);
    const char *argument = rows[i].argument ? rows[i].argument : "";
    if (rows[i].letter)
      snprintf(left, sizeof left, "-%c, --%s %s", rows[i].letter, name, argument);
    else
      snprintf(left, sizeof left, "    --%s %s", name, argument);
    printf("  %-26s %s\n", left, rows[i].help);
  }
  if (strncmp(command->arguments, "INPUT", 5) != 0) return;
  printf("\nInputs are files and folders; '-' is standard input. '--' ends the options. See annograph(1).\n");
}

int anno_bad_usage(const anno_command *command, const char *what, const char *value) {
  fprintf(stderr, "annograph %s: %s: %s\nTry 'annograph %s --help'.\n", command->name, what, value, command->name);
  return ANNO_EXIT_USAGE;
}

/* The index of `value` among `names`, or -1. */
static int choice(const char *value, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(value, names[i]) == 0) return (int)i;
  return -1;
}

static int set_mode(const anno_command *command, anno_option option, const char *value, anno_options *out) {
  static const char *const claims[] = {"node", "reification", "graph", "rdf12", "flat"};
  static const char *const facts[] = {"none", "structural"}, *const graphs[] = {"none", "document"};
  static const char *const messages[] = {"text", "json"};
  int i;
  switch (option) {
    case ANNO_OPT_claims:
      if ((i = choice(value, claims, 5)) < 0)
        return anno_bad_usage(command, "--claims is node, reification, graph, rdf12 or flat, not", value);
      out->map.claims = (anno_claims)i;
      return -1;
    case ANNO_OPT_facts:
      if ((i = choice(value, facts, 2)) < 0)
        return anno_bad_usage(command, "--facts is structural or none, not", value);
      out->map.facts = i;
      return -1;
    case ANNO_OPT_graphs:
      if ((i = choice(value, graphs, 2)) < 0)
        return anno_bad_usage(command, "--graphs is none or document, not", value);
      out->map.document_graphs = i;
      return -1;
    default:
      if ((i = choice(value, messages, 2)) < 0)
        return anno_bad_usage(command, "--messages is text or json, not", value);
      out->json = i;
      return -1;
  }
}

/* Only what draws takes RDF as well. */
static int set_from(const anno_command *command, const char *value, anno_options *out) {
  out->reader = anno_reader_named(anno_str_from(value));
  if (!out->reader && command->options & ANNO_BIT(focus)) out->syntax = anno_syntax_named(anno_str_from(value));
  if (out->reader || out->syntax) return -1;
  return anno_bad_usage(command, "no such format ('annograph list' names them)", value);
}

static int set_threads(const anno_command *command, const char *value, anno_options *out) {
  enum { MOST = 1024 };
  const bool number = anno_str_to_size(anno_str_from(value), &out->threads);
  if (number && out->threads && out->threads <= MOST) return -1;
  return anno_bad_usage(command, "-j is a number from 1 to 1024, not", value);
}

size_t anno_options_threads(const anno_options *options) {
  cpu_set_t cores;
  if (options->threads) return options->threads;
  return sched_getaffinity(0, sizeof cores, &cores) ? 1 : (size_t)CPU_COUNT(&cores);
}

/* Megabytes, or what the letter behind the number says. */
static int set_memory(const anno_command *command, const char *value, size_t *out) {
  anno_str number = anno_str_from(value);
  unsigned shift = 20;
  if (anno_str_ends(number, ANNO_STR("K")) || anno_str_ends(number, ANNO_STR("M")))
    shift = number.ptr[--number.len] == 'K' ? 10 : 20;
  size_t count;
  if (!anno_str_to_size(number, &count) || count < (size_t)ANNO_SORT_LEAST >> shift || !count ||
      count > (size_t)ANNO_SORT_MOST >> shift)
    return anno_bad_usage(command, "--memory is from 4K to 1024M, not", value);
  *out = count << shift;
  return -1;
}

static int set(const anno_command *command, anno_option option, const char *value, anno_options *out) {
  switch (option) {
    case ANNO_OPT_output: out->output = value; return -1;
    case ANNO_OPT_to: out->to = value; return -1;
    case ANNO_OPT_from: return set_from(command, value, out);
    case ANNO_OPT_rules: out->rules[out->rule_count++] = value; return -1;
    case ANNO_OPT_shard:
      if (anno_shard_parse(anno_str_from(value), &out->shard)) return -1;
      return anno_bad_usage(command, "--shard is I/N with 1 <= I <= N, not", value);
    case ANNO_OPT_manifest: out->manifest = value; return -1;
    case ANNO_OPT_base:
      out->base = anno_str_from(value);
      return anno_base_ok(out->base) ? -1 : anno_bad_usage(command, "--base is no absolute IRI without '#'", value);
    case ANNO_OPT_threads: return set_threads(command, value, out);
    case ANNO_OPT_memory: return set_memory(command, value, &out->memory);
    case ANNO_OPT_strict: out->strict = true; return -1;
    case ANNO_OPT_dry_run: out->dry_run = true; return -1;
    case ANNO_OPT_quiet: out->quiet = true; return -1;
    case ANNO_OPT_verbose: out->verbose = true; return -1;
    case ANNO_OPT_no_confine: out->no_confine = true; return -1;
    case ANNO_OPT_help: help(command); return ANNO_EXIT_FINE;
    case ANNO_OPT_version: printf("annograph %s\n", ANNO_VERSION); return ANNO_EXIT_FINE;
    case ANNO_OPT_claims:
    case ANNO_OPT_facts:
    case ANNO_OPT_graphs:
    case ANNO_OPT_messages: return set_mode(command, option, value, out);
    case ANNO_OPT_endpoint:
    case ANNO_OPT_sparql:
    case ANNO_OPT_unverified:
    case ANNO_OPT_staging:
    case ANNO_OPT_update:
    case ANNO_OPT_auth:
    case ANNO_OPT_resume:
    case ANNO_OPT_retries:
    case ANNO_OPT_timeout: return anno_push_option(command, (int)option, value, &out->push);
    default: return anno_draw_option(command, (int)option, value, &out->draw);
  }
}

/* What getopt_long wants, from the rows that the command understands. */
typedef struct {
  char names[ANNO_OPT_COUNT][32], letters[3 * ANNO_OPT_COUNT + 1];
  struct option options[ANNO_OPT_COUNT + 1];
} getopt_tables;

static void fill_tables(const anno_command *command, getopt_tables *t) {
  size_t n = 0, at = 0;
  for (int i = 0; i < ANNO_OPT_COUNT; i++) {
    if (!(command->options >> i & 1)) continue;
    long_name(rows[i].name, t->names[i], sizeof t->names[i]);
    const int needs = rows[i].argument ? required_argument : no_argument;
    t->options[n++] = (struct option){t->names[i], needs, NULL, LONG_ONLY + i};
    if (!rows[i].letter) continue;
    t->letters[at++] = (char)rows[i].letter;
    if (rows[i].argument) t->letters[at++] = ':';
  }
}

static anno_option option_of(int c) {
  if (c >= LONG_ONLY) return (anno_option)(c - LONG_ONLY);
  int i = 0;
  while (rows[i].letter != c) i++;
  return (anno_option)i;
}

int anno_options_read(const anno_command *command, int argc, char **argv, anno_options *out) {
  getopt_tables tables = {0};
  fill_tables(command, &tables);
  *out = (anno_options){.rules = out->rules,
                        .map = {.facts = true},
                        .memory = ANNO_SORT_MEMORY,
                        .push = anno_push_defaults(),
                        .draw = anno_draw_defaults(out->draw.words, out->draw.room)};
  /* getopt_long begins its own messages with this. */
  char program[64];
  snprintf(program, sizeof program, "annograph %s", command->name);
  argv[0] = program;
  optind = 1;
  opterr = 1;
  for (int c; (c = getopt_long(argc, argv, tables.letters, tables.options, NULL)) != -1;) {
    if (c == '?') {
      fprintf(stderr, "Try 'annograph %s --help'.\n", command->name);
      return ANNO_EXIT_USAGE;
    }
    const int status = set(command, option_of(c), optarg, out);
    if (status >= 0) return status;
  }
  out->inputs = (const char *const *)argv + optind;
  out->input_count = (size_t)(argc - optind);
  return command->settle ? command->settle(command, out) : -1;
}
