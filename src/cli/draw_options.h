/* The options of what is drawn. */
#ifndef ANNO_CLI_DRAW_OPTIONS_H
#define ANNO_CLI_DRAW_OPTIONS_H

#include "draw/choose.h"
#include "draw/layout.h"
#include "draw/output.h"
#include "draw/view.h"

typedef struct {
  anno_choice choice;
  bool max_nodes_given; /* else it depends on the output */
  anno_theme theme;
  anno_layout_limits limits;
  const char *views, *table; /* NULL: none */
  const anno_view *view;     /* of `draw` */
  const anno_output *output;
  const char **words; /* room for the foci from its begin, for the documents from its end: as many as arguments */
  size_t room;
} anno_draw_options;

/* What is drawn if nothing is asked for; `words` has `room` places. */
anno_draw_options anno_draw_defaults(const char **words, size_t room);
struct anno_command;
/* Takes one option. -1 to go on, or the exit status after a message. */
int anno_draw_option(const struct anno_command *command, int option, const char *value, anno_draw_options *out);

#endif
