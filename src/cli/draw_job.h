/* From a story to files: one picture in one form, or all views in a folder. */
#ifndef ANNO_CLI_DRAW_JOB_H
#define ANNO_CLI_DRAW_JOB_H

#include "cli/run.h"
#include "draw/gather.h"

/* Tells the story of what was gathered and marks what is chosen in it. What fails is reported. */
anno_status anno_draw_begin(anno_run *run, anno_gather *gather, anno_story *story);
/* Draws the view that the options name and writes it, and the table if one is asked for. */
anno_status anno_draw_one(anno_run *run, const anno_story *story);
/* The endings of what anno_draw_all() writes; NULL behind the last. */
extern const char *const anno_draw_forms[];
/* Draws every view as DOT, SVG, PNG and CSV into the folder that the options name, which is made if it is missing. */
anno_status anno_draw_all(anno_run *run, const anno_story *story);

#endif
