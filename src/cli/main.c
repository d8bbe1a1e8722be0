/* annograph: human annotations to RDF. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/confine.h"
#include "draw/canvas.h"

#define ANNO_COMMAND(name) extern const anno_command anno_command_##name;
#include "cli/commands.def"
#undef ANNO_COMMAND

static const anno_command *const commands[] = {
#define ANNO_COMMAND(name) &anno_command_##name,
#include "cli/commands.def"
#undef ANNO_COMMAND
};

const anno_command *anno_command_at(size_t i) { return i < sizeof commands / sizeof *commands ? commands[i] : NULL; }

const anno_command *anno_command_named(const char *name) {
  for (size_t i = 0; anno_command_at(i); i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

static void help(FILE *to) {
  fputs("annograph: human annotations to RDF - who says what, in which words\n\nusage: annograph COMMAND [OPTION...] "
        "[INPUT...]\n\n",
        to);
  for (size_t i = 0; anno_command_at(i); i++) fprintf(to, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
  fputs("\n'annograph COMMAND --help' tells a command's options; annograph(1) tells all.\n"
        "Example: annograph export data/us-russia-cyber -o out/us-russia-cyber.ttl\n",
        to);
}

/* What was printed to standard output counts too: a full disk must not look like success. */
static int finish(int status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return status;
  fputs("annograph: cannot write standard output\n", stderr);
  return status ? status : ANNO_EXIT_OUTPUT;
}

/* A standard descriptor that is closed would be given to the next file opened, and findings would land in the output.
   Standard output gets one that cannot be written, so that a closed one still counts as a failure. */
static void occupy_standard_descriptors(void) {
  static const int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", modes[fd]) != fd) _exit(ANNO_EXIT_INTERNAL);
}

static void confine(const anno_command *command, const anno_options *options) {
  if (!command->needs || options->no_confine || anno_confine(command, options) || !options->verbose) return;
  if (!options->json) fputs("annograph: this kernel cannot confine the program to its inputs and outputs\n", stderr);
}

int main(int argc, char **argv) {
  occupy_standard_descriptors();
  const char *name = argc > 1 ? argv[1] : "";
  /* What this program starts for a layout; see draw/layout.h. */
  if (strcmp(name, "--layout") == 0) return anno_confine_layout(), anno_canvas_main(argc, argv);
  /* Whoever started this program may ignore it, and then nobody could learn how a child ended. */
  signal(SIGCHLD, SIG_DFL);
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
    return help(stdout), finish(0);
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
    return printf("annograph %s\n", ANNO_VERSION), finish(0);
  const anno_command *command = anno_command_named(name);
  if (!command) {
    if (*name) fprintf(stderr, "annograph: no such command: %s\n", name);
    help(stderr);
    return ANNO_EXIT_USAGE;
  }
  /* Room for as many rule sets, foci and documents, and inputs as there are arguments. */
  const size_t room = (size_t)argc;
  const char **words = calloc(3 * room, sizeof *words);
  if (!words) return fputs("annograph: out of memory\n", stderr), ANNO_EXIT_INTERNAL;
  anno_options options = {.rules = words, .draw = {.words = words + room, .room = room}};
  int status = anno_options_read(command, argc - 1, argv + 1, &options);
  if (status < 0 && !options.input_count && strncmp(command->arguments, "INPUT", 5) == 0) {
    fprintf(stderr, "annograph %s: no input\nTry 'annograph %s --help'.\n", name, name);
    status = ANNO_EXIT_USAGE;
  }
  if (status < 0) {
    confine(command, &options);
    status = command->run(&options);
  }
  free(words);
  return finish(status);
}
