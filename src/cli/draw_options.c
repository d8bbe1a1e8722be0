#include "cli/draw_options.h"

#include <stdio.h>

#include "cli/command.h"

enum { MOST_NODES = 60, MOST_SECONDS = 86400, MEGABYTE = 1 << 20, LAYOUT_MEGABYTES = 1024 };

anno_draw_options anno_draw_defaults(const char **words, size_t room) {
  return (anno_draw_options){.choice = {.depth = 1, .min_count = 1, .max_nodes = MOST_NODES},
                             .limits = {.timeout = 20, .memory = (size_t)LAYOUT_MEGABYTES * MEGABYTE},
                             .words = words,
                             .room = room};
}

static bool number(const char *value, size_t least, size_t most, size_t *out) {
  return anno_str_to_size(anno_str_from(value), out) && *out >= least && *out <= most;
}

/* A year, month or day as its first day, or its last one: years have four digits, and there is no year 0. */
static bool date(const char *value, bool last, long *out) {
  const anno_str text = anno_str_from(value);
  const bool shaped = text.len == 4 || text.len == 7 || text.len == 10;
  long first_day, last_day;
  if (!shaped || *value == '-' || anno_str_starts(text, ANNO_STR("0000"))) return false;
  if (!anno_days_read(text, &first_day, &last_day)) return false;
  *out = last ? last_day : first_day;
  return true;
}

static int set_date(const anno_command *command, bool last, const char *value, anno_choice *choice) {
  if (!date(value, last, last ? &choice->until : &choice->since))
    return anno_bad_usage(command, "no date like 2017, 2017-07 or 2017-07-07", value);
  if (last)
    choice->has_until = true;
  else
    choice->has_since = true;
  return -1;
}

static int set_kind(const anno_command *command, const char *value, anno_choice *choice) {
  const anno_act act = anno_act_named(anno_str_from(value));
  if (act == ANNO_ACT_COUNT) {
    anno_bad_usage(command, "no such kind of statement", value);
    fputs("Kinds are:", stderr);
    for (int i = 0; i < ANNO_ACT_COUNT; i++) fprintf(stderr, " %s", anno_act_name((anno_act)i, false));
    fputs(".\n", stderr);
    return ANNO_EXIT_USAGE;
  }
  choice->acts |= 1u << act;
  return -1;
}

static int set_number(const anno_command *command, int option, const char *value, anno_draw_options *out) {
  static const char wrong[] = "not a number that can be used here";
  size_t n;
  const bool zero = option == ANNO_OPT_max_nodes || option == ANNO_OPT_layout_timeout;
  const size_t most = option == ANNO_OPT_layout_timeout ? MOST_SECONDS : 1000000;
  if (!number(value, zero ? 0 : 1, most, &n)) return anno_bad_usage(command, wrong, value);
  switch (option) {
    case ANNO_OPT_depth: out->choice.depth = (unsigned)n; break;
    case ANNO_OPT_min_count: out->choice.min_count = (unsigned)n; break;
    case ANNO_OPT_max_nodes:
      out->choice.max_nodes = n;
      out->max_nodes_given = true;
      break;
    case ANNO_OPT_layout_timeout: out->limits.timeout = (double)n; break;
    default: out->limits.memory = n * MEGABYTE; break;
  }
  return -1;
}

int anno_draw_option(const anno_command *command, int option, const char *value, anno_draw_options *out) {
  anno_choice *choice = &out->choice;
  switch (option) {
    case ANNO_OPT_views: out->views = value; return -1;
    case ANNO_OPT_table: out->table = value; return -1;
    case ANNO_OPT_theme:
      if (anno_theme_named(anno_str_from(value), &out->theme)) return -1;
      return anno_bad_usage(command, "--theme is light or dark, not", value);
    case ANNO_OPT_focus:
      choice->focus = out->words;
      out->words[choice->focus_count++] = value;
      return -1;
    case ANNO_OPT_document:
      choice->documents = &out->words[out->room - ++choice->document_count];
      out->words[out->room - choice->document_count] = value;
      return -1;
    case ANNO_OPT_since: return set_date(command, false, value, choice);
    case ANNO_OPT_until: return set_date(command, true, value, choice);
    case ANNO_OPT_kind: return set_kind(command, value, choice);
    default: return set_number(command, option, value, out);
  }
}
