/* The options of `push`. */
#ifndef ANNO_CLI_PUSH_OPTIONS_H
#define ANNO_CLI_PUSH_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  const char *endpoint, *sparql, *update; /* NULL: none */
  const char *auth, *resume;              /* files; NULL: none */
  bool unverified, staging;
  size_t retries, timeout; /* seconds */
} anno_push_request;

anno_push_request anno_push_defaults(void);
struct anno_command;
/* Takes one option. -1 to go on, or the exit status after a message. */
int anno_push_option(const struct anno_command *command, int option, const char *value, anno_push_request *out);
/* Sees that they go together: -1, or the exit status after a message. */
int anno_push_settle(const struct anno_command *command, const anno_push_request *request);

#endif
