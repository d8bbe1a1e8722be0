/* What a command is: one file cmd_<name>.c that ends in one constant, and one row in commands.def. */
#ifndef ANNO_CLI_COMMAND_H
#define ANNO_CLI_COMMAND_H

#include "cli/options.h"

/* The exit statuses, documented in annograph(1). */
enum {
  ANNO_EXIT_FINE = 0,
  ANNO_EXIT_STRICT = 1, /* --strict, and there was an error: nothing was written */
  ANNO_EXIT_USAGE = 2,
  ANNO_EXIT_INPUT = 3,    /* an input could not be read */
  ANNO_EXIT_OUTPUT = 4,   /* the output could not be written */
  ANNO_EXIT_PUSH = 5,     /* the upload was refused, or failed */
  ANNO_EXIT_SKIPPED = 6,  /* done, but documents were skipped */
  ANNO_EXIT_INTERNAL = 70 /* the balance does not hold, or there was no memory */
};

/* What a command needs of the system, beside reading its inputs and writing where it was told to: see confine.h. */
enum {
  ANNO_NEEDS_FILES = 1,     /* its inputs are files, each by itself */
  ANNO_NEEDS_CORPORA = 2,   /* its inputs are files and folders, with what lies beside and above them */
  ANNO_NEEDS_LAYOUT = 4,    /* starts itself to lay out graphs */
  ANNO_NEEDS_TEMPORARY = 8, /* files in $TMPDIR or /tmp */
  ANNO_NEEDS_TCP = 16       /* connections, names of hosts and certificates */
};

typedef struct anno_command {
  const char *name, *arguments, *summary;
  unsigned long long options; /* ANNO_OPTION_* bits that it understands, of options.def */
  unsigned needs;             /* ANNO_NEEDS_*; 0: opens no file, and is not confined */
  /* Resolves what only this command knows of (NULL: nothing): -1 to go on, or the exit status after a message. */
  int (*settle)(const struct anno_command *command, anno_options *options);
  int (*run)(const anno_options *options);
} anno_command;

/* Says on standard error what is wrong with the command line. Returns ANNO_EXIT_USAGE. */
int anno_bad_usage(const anno_command *command, const char *what, const char *value);

/* The command called `name`; NULL if there is none. */
const anno_command *anno_command_named(const char *name);
/* The i-th command in the order of commands.def; NULL behind the last. */
const anno_command *anno_command_at(size_t i);

#endif
