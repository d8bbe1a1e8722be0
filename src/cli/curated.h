/* What a project export of INCEpTION or WebAnno holds of each document more than once. */
#ifndef ANNO_CLI_CURATED_H
#define ANNO_CLI_CURATED_H

#include "cli/inputs.h"

/* Leaves out what annotators made of documents that curators made one of ("annotation/DOCUMENT/USER" where there is
   "curation/DOCUMENT/..."), and the state before anybody annotated where somebody did. Each is told (CURATED). */
void anno_curated_prefer(const anno_ctx *ctx, anno_inputs *inputs);
/* True if `names`, those in a folder, are those of a project export: its folder "source" holds what was imported. */
bool anno_curated_is_project(const anno_str *names, size_t count);

#endif
