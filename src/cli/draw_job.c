#include "cli/draw_job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "draw/shown.h"
#include "draw/svg.h"

/* One picture on its way into files. */
typedef struct {
  anno_run *run;
  anno_ctx ctx; /* its run arena is the picture's own */
  const anno_draw_options *options;
  const anno_view *view;
  anno_picture picture;
} job;

/* What was made with too little memory is only a part, which must not pass for the whole. */
static bool is_whole(const job *j) {
  if (!anno_arena_failed(j->ctx.run)) return true;
  anno_report(j->ctx.diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return false;
}

static anno_status write_file(const job *j, anno_str path, anno_str bytes) {
  if (!is_whole(j)) return ANNO_NO_MEMORY;
  if (j->run->options->dry_run) return ANNO_OK;
  anno_out *out = anno_out_open(j->ctx.diag, path.ptr);
  if (!out) return ANNO_BAD_OUTPUT;
  anno_out_put(out, bytes);
  return anno_out_close(out, true);
}

static anno_str text_of(const job *j, const anno_output *output) {
  anno_buf text = anno_buf_in(j->ctx.run);
  output->write(&j->picture, j->options->theme, &text);
  return anno_buf_str(&text);
}

static bool is_standard(anno_str path) { return anno_str_eq(path, ANNO_STR("-")); }

static void tell(const job *j, const anno_rendering *made, anno_str path) {
  const anno_options *options = j->run->options;
  if (options->quiet) return;
  fprintf(stderr, "annograph: %s: %.*s", j->view->name, ANNO_FMT(j->picture.subtitle));
  if (made) fprintf(stderr, "; %s %.2f s, %zu MB", anno_engine_name(made->engine), made->seconds, made->peak >> 20);
  if (!options->dry_run) fprintf(stderr, " -> %s", is_standard(path) ? "standard output" : path.ptr);
  fputc('\n', stderr);
}

/* The last rung: no picture, but what it would have shown. Beside standard output there is no place for it. */
static anno_status table_instead(const job *j, const anno_rendering *made, anno_str path) {
  anno_str table = {0};
  if (j->options->table)
    table = anno_str_from(j->options->table);
  else if (!is_standard(path))
    table = anno_arena_print(j->ctx.run, "%s.csv", path.ptr);
  anno_report(j->ctx.diag, ANNO_LAYOUT_FAILED, (anno_loc){0}, "%s: %.*s%s%.*s", j->view->name, ANNO_FMT(made->why),
              table.len ? "; see " : "", ANNO_FMT(table));
  if (table.len) write_file(j, table, text_of(j, anno_output_named(ANNO_STR("csv"))));
  return ANNO_BAD_OUTPUT;
}

static anno_status lay_out(const job *j, const anno_output *output, anno_str path) {
  anno_rendering made;
  const anno_str dot = text_of(j, anno_output_named(ANNO_STR("dot")));
  if (!is_whole(j)) return ANNO_NO_MEMORY;
  anno_status status = anno_layout(&j->ctx, dot, output->engine_format, &j->options->limits, &made);
  if (status) return status;
  if (made.engine == ANNO_ENGINE_NONE) return table_instead(j, &made, path);
  if (made.engine == ANNO_ENGINE_SFDP)
    anno_report(j->ctx.diag, ANNO_LAYOUT_BY_SFDP, (anno_loc){0}, "%s: %.*s", j->view->name, ANNO_FMT(made.why));
  anno_str bytes = made.bytes;
  if (strcmp(output->engine_format, "svg") == 0) {
    anno_buf finished = anno_buf_in(j->ctx.run);
    const anno_svg_about about = {.id = j->picture.view,
                                  .title = j->picture.title,
                                  .description = anno_shown(j->ctx.run, j->picture.description)};
    status = anno_svg_finish(&j->ctx, made.bytes, &about, &finished);
    bytes = anno_buf_str(&finished);
  }
  if (!status) status = write_file(j, path, bytes);
  if (!status) tell(j, &made, path);
  return status;
}

static anno_status write_as(const job *j, const anno_output *output, anno_str path) {
  if (output->engine_format) return lay_out(j, output, path);
  const anno_status status = write_file(j, path, text_of(j, output));
  if (!status) tell(j, NULL, path);
  return status;
}

/* Draws the view in an arena of its own; `limit` is false for what draws without limit unless one was given. */
static anno_status begin(job *j, anno_run *run, const anno_story *story, const anno_view *view, bool limit) {
  *j = (job){.run = run, .ctx = run->ctx, .options = &run->options->draw, .view = view};
  j->ctx.run = anno_arena_new(NULL, 0);
  if (!j->ctx.run) return ANNO_NO_MEMORY;
  anno_choice choice = j->options->choice;
  if (!limit && !j->options->max_nodes_given) choice.max_nodes = 0;
  j->picture = anno_picture_in(j->ctx.run);
  return anno_view_draw(&j->ctx, view, story, &choice, &j->picture);
}

static anno_status end(job *j, anno_status status) {
  if (!status && j->ctx.run && anno_arena_failed(j->ctx.run)) status = ANNO_NO_MEMORY;
  anno_arena_free(j->ctx.run);
  anno_arena_reset(j->ctx.document);
  return status;
}

anno_status anno_draw_one(anno_run *run, const anno_story *story) {
  const anno_draw_options *o = &run->options->draw;
  job j;
  anno_status status = begin(&j, run, story, o->view, !o->output->unlimited);
  if (!status) status = write_as(&j, o->output, anno_str_from(run->options->output ? run->options->output : "-"));
  /* On the last rung the table is there already. */
  if (!status && o->table)
    status = write_file(&j, anno_str_from(o->table), text_of(&j, anno_output_named(ANNO_STR("csv"))));
  return end(&j, status);
}

const char *const anno_draw_forms[] = {"dot", "svg", "png", "csv", NULL};

static anno_status draw_into(anno_run *run, const anno_story *story, const anno_view *view, anno_str folder) {
  job j;
  anno_status status = begin(&j, run, story, view, true);
  for (const char *const *form = anno_draw_forms; *form && !status; form++) {
    const anno_str name = anno_arena_print(j.ctx.run, "%s.%s", view->name, *form);
    const anno_str path = anno_path_join(j.ctx.run, folder, name);
    status =
        anno_arena_failed(j.ctx.run) ? ANNO_NO_MEMORY : write_as(&j, anno_output_named(anno_str_from(*form)), path);
  }
  return end(&j, status);
}

anno_status anno_draw_all(anno_run *run, const anno_story *story) {
  const anno_str folder = anno_str_from(run->options->draw.views);
  if (!run->options->dry_run && mkdir(folder.ptr, 0777) != 0 && errno != EEXIST) {
    anno_report(run->ctx.diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: %s", folder.ptr, strerror(errno));
    return ANNO_BAD_OUTPUT;
  }
  anno_status status = ANNO_OK;
  for (size_t i = 0; anno_view_at(i) && status != ANNO_NO_MEMORY; i++) {
    const anno_status drawn = draw_into(run, story, anno_view_at(i), folder);
    if (drawn > status) status = drawn;
  }
  return status;
}

anno_status anno_draw_begin(anno_run *run, anno_gather *gather, anno_story *story) {
  const anno_status status = anno_gather_end(gather);
  if (status) return status;
  if (!anno_story_tell(run->ctx.run, gather->graph, story)) return ANNO_NO_MEMORY;
  return anno_choose(&run->ctx, story, &run->options->draw.choice);
}
