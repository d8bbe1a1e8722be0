/* The command line. */
#ifndef ANNO_CLI_OPTIONS_H
#define ANNO_CLI_OPTIONS_H

#include "cli/draw_options.h"
#include "cli/push_options.h"
#include "cli/shard.h"
#include "map/map.h"
#include "rdf/parse.h"
#include "read/reader.h"
#include "write/writer.h"

typedef enum {
#define ANNO_OPTION(name, letter, argument, help) ANNO_OPT_##name,
#include "cli/options.def"
#undef ANNO_OPTION
  ANNO_OPT_COUNT
} anno_option;

/* The bit of an option in anno_command.options. */
#define ANNO_BIT(name) (1ull << ANNO_OPT_##name)

typedef struct {
  const char *output; /* NULL: standard output */
  const char *to;     /* NULL: by the ending of `output` */
  const anno_writer *writer;
  const anno_reader *reader; /* NULL: recognise */
  const anno_syntax *syntax; /* of RDF inputs; NULL: by the ending of their names */
  const char **rules;
  size_t rule_count;
  anno_shard shard;
  const char *manifest; /* NULL: none */
  anno_str base;
  anno_map_options map;
  anno_draw_options draw;
  anno_push_request push;
  size_t memory; /* bytes for sorting */
  bool strict, dry_run, json, quiet, verbose, no_confine;
  size_t threads; /* 0: one for each core */
  const char *const *inputs;
  size_t input_count;
} anno_options;

struct anno_command;

/* Reads what follows the command's name; `rules` and `draw.words` have room for all of `argv`. Returns -1 to go on, or
   the exit status (after an error was said on standard error, or help was given). */
int anno_options_read(const struct anno_command *command, int argc, char **argv, anno_options *out);

/* How many threads may be used: those asked for, or one for each core that this process may run on. */
size_t anno_options_threads(const anno_options *options);

#endif
