/* export: documents to RDF. */
#include <stdio.h>
#include <unistd.h>

#include "base/out_pack.h"
#include "cli/command.h"
#include "cli/draw_job.h"
#include "cli/overlap.h"

/* Maps everything into the target, and with --views into a story as well, which is drawn if the export is wanted: true
   then, be it that a picture could not be drawn. */
static bool map_and_draw(anno_run *run, anno_run_target target) {
  anno_gather gather;
  anno_story story = {0};
  if (!run->options->draw.views) {
    anno_run_map(run, &target);
    return anno_run_is_wanted(run);
  }
  if (!anno_gather_begin(&gather, run->ctx.run, run->ctx.diag)) {
    run->status = ANNO_NO_MEMORY;
    return false;
  }
  target.also = anno_gather_sink(&gather);
  anno_run_map(run, &target);
  if (!anno_run_is_wanted(run)) return false;
  anno_status status = anno_draw_begin(run, &gather, &story);
  if (!status) status = anno_draw_all(run, &story);
  if (status > run->status) run->status = status;
  return status <= ANNO_BAD_OUTPUT;
}

/* The manifest is put in place when the output is: what it tells of is there. */
static anno_status close_both(anno_run *run, anno_out *out, bool keep) {
  const anno_status closed = anno_out_close(out, keep);
  const anno_status told = run->record ? anno_record_close(run->record, keep && !closed) : ANNO_OK;
  return closed ? closed : told;
}

static int export_to(anno_run *run, const char *path) {
  const bool overlaps = path && anno_overlap_found(&run->reporter.sink, run->options, &run->inputs);
  anno_out *out = overlaps ? NULL : anno_out_open(&run->reporter.sink, path);
  if (!out || (run->options->strict && !anno_out_hold(out))) {
    if (out) anno_out_close(out, false);
    run->status = ANNO_BAD_OUTPUT;
    return anno_run_end(run, 0, NULL);
  }
  anno_record record = {.options = run->options, .reporter = &run->reporter, .counts = &run->counts, .out = out};
  const bool recorded = run->options->manifest && path,
             ready = !recorded || anno_record_open(&record, &run->ctx, &run->inputs);
  if (recorded && ready) run->record = &record;
  if (!ready) run->status = ANNO_BAD_OUTPUT;
  if (run->options->writer->lines) anno_out_lines(out);
  run->no_progress = path && strcmp(path, "-") == 0 && isatty(STDOUT_FILENO);
  const bool keep = ready && map_and_draw(run, (anno_run_target){.writer = run->options->writer, .out = out});
  const anno_status closed = close_both(run, out, keep);
  if (closed > run->status) run->status = closed;
  return anno_run_end(run, (size_t)run->counts.triples, keep ? path : NULL);
}

static int settle_export(const anno_command *command, anno_options *out) {
  if (out->to) {
    out->writer = anno_writer_named(anno_str_from(out->to));
    if (!out->writer) return anno_bad_usage(command, "no such format ('annograph list' names them)", out->to);
  } else if (out->output && strcmp(out->output, "-") != 0) {
    out->writer = anno_writer_for(anno_pack_plain(anno_str_from(out->output)));
    if (!out->writer) return anno_bad_usage(command, "no output format has this ending (use --to)", out->output);
  }
  if (!out->writer) out->writer = anno_writer_named(ANNO_STR("turtle"));
  if (out->manifest && (!out->output || strcmp(out->output, "-") == 0))
    return anno_bad_usage(command, "--manifest needs an output file (-o) for", out->manifest);
  for (size_t i = 0; out->manifest && i < out->input_count; i++)
    if (strcmp(out->inputs[i], "-") == 0)
      return anno_bad_usage(command, "--manifest tells of files, not of standard input", out->manifest);
  if (out->manifest && strcmp(out->manifest, out->output) == 0)
    return anno_bad_usage(command, "--manifest is the output itself", out->manifest);
  if (!out->writer->graphs && (out->map.document_graphs || out->map.claims == ANNO_CLAIMS_GRAPH))
    return anno_bad_usage(command, "named graphs need --to trig or nquads, not", out->writer->name);
  if (!out->writer->triple_terms && out->map.claims == ANNO_CLAIMS_RDF12)
    return anno_bad_usage(command, "--claims=rdf12 cannot be written as", out->writer->name);
  if (out->draw.views && (out->map.claims == ANNO_CLAIMS_RDF12 || out->map.claims == ANNO_CLAIMS_FLAT))
    return anno_bad_usage(command, "--views cannot be drawn with these --claims; views of", out->draw.views);
  return -1;
}

static int run_export(const anno_options *options) {
  const bool standard = !options->output || (options->output[0] == '-' && !options->output[1]);
  anno_run run;
  if (!anno_run_begin(&run, options)) return ANNO_EXIT_INTERNAL;
  return export_to(&run, options->dry_run ? NULL : standard ? "-" : options->output);
}

const anno_command anno_command_export = {
    .name = "export",
    .arguments = "INPUT...",
    .summary = "Writes what the annotations of files and folders say as RDF.",
    .options = ANNO_BIT(output) | ANNO_BIT(to) | ANNO_BIT(from) | ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(claims) |
               ANNO_BIT(facts) | ANNO_BIT(graphs) | ANNO_BIT(views) | ANNO_BIT(theme) | ANNO_BIT(max_nodes) |
               ANNO_BIT(layout_timeout) | ANNO_BIT(layout_memory) | ANNO_BIT(shard) | ANNO_BIT(manifest) |
               ANNO_BIT(threads) | ANNO_BIT(strict) | ANNO_BIT(dry_run) | ANNO_BIT(messages) | ANNO_BIT(quiet) |
               ANNO_BIT(no_confine) | ANNO_BIT(verbose) | ANNO_BIT(help) | ANNO_BIT(version),
    .settle = settle_export,
    .needs = ANNO_NEEDS_CORPORA,
    .run = run_export,
};
