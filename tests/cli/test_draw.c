/* A picture that dot cannot lay out is laid out by sfdp, which is a finding. No input makes dot fail everywhere, so
   this program is the one that is started for the layout, and refuses to be dot under a name that ends in "only_sfdp".
   Usage: test_draw FILE.ttl */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/draw_job.h"
#include "draw/canvas.h"

static const char name[] = "only_sfdp";

static int faults;

static void check(bool holds, const char *what) {
  if (holds) return;
  printf("does not hold: %s\n", what);
  faults++;
}

static anno_str file_in(anno_arena *arena, const char *folder, const char *file) {
  return anno_path_join(arena, anno_str_from(folder), anno_str_from(file));
}

/* Draws FILE by a program of that path; what was found is counted in run->reporter. */
static anno_status draw(anno_run *run, anno_options *options, const char *input) {
  anno_gather gather;
  anno_story story = {0};
  if (!anno_run_begin(run, options) || !anno_gather_begin(&gather, run->ctx.run, run->ctx.diag)) return ANNO_NO_MEMORY;
  const anno_rdf_file file = {
      .path = anno_str_from(input), .name = anno_str_from(input), .syntax = anno_syntax_named(ANNO_STR("turtle"))};
  anno_status status = anno_rdf_parse(&run->ctx, &file, anno_gather_sink(&gather));
  if (!status) status = anno_draw_begin(run, &gather, &story);
  return status ? status : anno_draw_one(run, &story);
}

static void check_sfdp(anno_arena *arena, const char *folder, const char *input) {
  const char *words[4];
  const char *program = file_in(arena, folder, name).ptr, *picture = file_in(arena, folder, "a.svg").ptr;
  char self[4096] = "";
  anno_options options = {.quiet = true, .output = picture, .draw = anno_draw_defaults(words, 4)};
  anno_run run;
  anno_str bytes;
  check(readlink("/proc/self/exe", self, sizeof self - 1) > 0 && symlink(self, program) == 0, "a name for itself");
  options.draw.view = anno_view_named(ANNO_STR("accusations"));
  options.draw.output = anno_output_named(ANNO_STR("svg"));
  options.draw.limits.program = program;
  check(draw(&run, &options, input) == ANNO_OK, "the picture is drawn");
  check(run.reporter.codes[ANNO_LAYOUT_BY_SFDP] == 1 && !run.reporter.codes[ANNO_LAYOUT_FAILED], "by sfdp, told once");
  check(anno_files_disk.read(NULL, arena, anno_str_from(picture), &bytes) == 0 &&
            memmem(bytes.ptr, bytes.len, "Carl spied on Ann", 17) && memmem(bytes.ptr, bytes.len, "</svg>", 6),
        "all of it is there");
  check(anno_run_end(&run, 0, NULL) == ANNO_EXIT_FINE, "sfdp: 0");
  unlink(picture);
  unlink(program);
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "--layout") == 0) {
    if (anno_str_ends(anno_str_from(argv[0]), anno_str_from(name)) && strcmp(argv[2], "dot") == 0) return 1;
    return anno_canvas_main(argc, argv);
  }
  char folder[] = "/tmp/anno_draw_XXXXXX";
  anno_arena *arena = anno_arena_new(NULL, 0);
  if (argc < 2 || !mkdtemp(folder)) return EXIT_FAILURE;
  check_sfdp(arena, folder, argv[1]);
  check(rmdir(folder) == 0, "nothing else is left");
  anno_arena_free(arena);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
