/* draw: pictures of what is said, from annotated documents and from our own exports. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/draw_job.h"
#include "cli/overlap.h"

static int bad_view(const anno_command *command, const char *name) {
  anno_bad_usage(command, name ? "no such view" : "no view named", name ? name : "the first argument");
  for (size_t i = 0; anno_view_at(i); i++)
    fprintf(stderr, "  %-12s %s\n", anno_view_at(i)->name, anno_view_at(i)->summary);
  return ANNO_EXIT_USAGE;
}

/* The first argument is the view. The form is that of --to, else of the ending of the output, else SVG. */
static int settle_draw(const anno_command *command, anno_options *out) {
  if (!out->input_count || !(out->draw.view = anno_view_named(anno_str_from(out->inputs[0]))))
    return bad_view(command, out->input_count ? out->inputs[0] : NULL);
  out->inputs++;
  out->input_count--;
  if (!out->input_count) return anno_bad_usage(command, "no input for the view", out->draw.view->name);
  if (out->to) {
    out->draw.output = anno_output_named(anno_str_from(out->to));
    if (!out->draw.output)
      return anno_bad_usage(command, "no such form of picture ('annograph list' names them)", out->to);
  } else if (out->output && strcmp(out->output, "-") != 0) {
    out->draw.output = anno_output_of_path(anno_str_from(out->output));
    if (!out->draw.output) return anno_bad_usage(command, "no form of picture has this ending (use --to)", out->output);
  } else {
    out->draw.output = anno_output_named(ANNO_STR("svg"));
  }
  return -1;
}

/* RDF by --from or by the ending of a file's name; everything else is annotations. */
static const anno_syntax *syntax_of(const anno_options *options, const char *input) {
  if (options->syntax || options->reader) return options->syntax;
  const anno_str path = anno_str_from(input);
  return anno_files_disk.kind(NULL, path) == ANNO_FILE_FOLDER ? NULL : anno_syntax_of_path(anno_archives_plain(path));
}

/* What a compressed file holds is called like it, without the ending. */
static anno_str path_of(const anno_run *run, const char *input) {
  const anno_str path = anno_str_from(input), plain = anno_archives_plain(path);
  return plain.len < path.len ? anno_path_join(run->ctx.run, path, anno_path_name(plain)) : path;
}

/* Sorts the inputs: annotations first, RDF behind them. Returns how many are annotations. */
static size_t part_inputs(const anno_options *options, const char **inputs) {
  size_t annotated = 0, n;
  for (size_t i = 0; i < options->input_count; i++)
    if (!syntax_of(options, options->inputs[i])) inputs[annotated++] = options->inputs[i];
  n = annotated;
  for (size_t i = 0; i < options->input_count; i++)
    if (syntax_of(options, options->inputs[i])) inputs[n++] = options->inputs[i];
  return annotated;
}

static void worst(anno_run *run, anno_status status) {
  if (status > run->status) run->status = status;
}

static bool goes_on(const anno_run *run) { return run->status <= ANNO_SKIP || run->status == ANNO_BAD_INPUT; }

/* Everything into one graph: the documents are mapped, the RDF is parsed. True if there is something to draw: an input
   that cannot be read does not stop the other ones, but of RDF with a fault some statements are in the graph already.
 */
static bool gather_all(anno_run *run, const char **inputs, size_t annotated, size_t count, anno_gather *gather) {
  const anno_sink sink = anno_gather_sink(gather);
  size_t parsed = 0;
  bool sound = true;
  if (annotated) anno_run_map(run, &(anno_run_target){.also = sink});
  for (size_t i = annotated; i < count && goes_on(run); i++) {
    const anno_rdf_file file = {.path = path_of(run, inputs[i]),
                                .name = strcmp(inputs[i], "-") == 0 ? ANNO_STR("<stdin>") : anno_str_from(inputs[i]),
                                .syntax = syntax_of(run->options, inputs[i]),
                                .number = (unsigned)i};
    const size_t unreadable = run->reporter.codes[ANNO_CANNOT_READ];
    const anno_status status = anno_rdf_parse(&run->ctx, &file, sink);
    parsed += !status;
    sound &= !status || run->reporter.codes[ANNO_CANNOT_READ] > unreadable;
    worst(run, status);
  }
  return goes_on(run) && sound && (run->status <= ANNO_SKIP || run->counts.documents || parsed);
}

static int draw_inputs(anno_options *options, const char **inputs, size_t annotated, size_t count) {
  anno_run run;
  anno_gather gather = {0};
  anno_story story = {0};
  options->inputs = inputs;
  options->input_count = annotated;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  bool usable = false;
  anno_options all = *options;
  all.input_count = count;
  if (!options->dry_run && anno_overlap_found(run.ctx.diag, &all, &run.inputs))
    worst(&run, ANNO_BAD_OUTPUT);
  else if (!anno_gather_begin(&gather, run.ctx.run, run.ctx.diag))
    worst(&run, ANNO_NO_MEMORY);
  else
    usable = gather_all(&run, inputs, annotated, count, &gather);
  if (usable && !(options->strict && run.reporter.errors)) {
    anno_status status = anno_draw_begin(&run, &gather, &story);
    if (!status) status = anno_draw_one(&run, &story);
    worst(&run, status);
  }
  return anno_run_end(&run, gather.statements, NULL);
}

static int run_draw(const anno_options *given) {
  anno_options options = *given;
  /* The arguments were counted by whoever made room for words. */
  const char **inputs = given->draw.words + given->draw.room;
  const size_t count = given->input_count;
  return draw_inputs(&options, inputs, part_inputs(given, inputs), count);
}

const anno_command anno_command_draw = {
    .name = "draw",
    .arguments = "VIEW INPUT...",
    .summary = "Draws who says what of whom as a picture, from annotations or from exported RDF.",
    .options = ANNO_BIT(output) | ANNO_BIT(to) | ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(focus) |
               ANNO_BIT(depth) | ANNO_BIT(since) | ANNO_BIT(until) | ANNO_BIT(document) | ANNO_BIT(kind) |
               ANNO_BIT(min_count) | ANNO_BIT(max_nodes) | ANNO_BIT(theme) | ANNO_BIT(table) |
               ANNO_BIT(layout_timeout) | ANNO_BIT(layout_memory) | ANNO_BIT(strict) | ANNO_BIT(dry_run) |
               ANNO_BIT(messages) | ANNO_BIT(quiet) | ANNO_BIT(no_confine) | ANNO_BIT(verbose) | ANNO_BIT(help) |
               ANNO_BIT(version),
    .settle = settle_draw,
    .needs = ANNO_NEEDS_CORPORA | ANNO_NEEDS_LAYOUT,
    .run = run_draw,
};
