/* Outputs that would take the place of what they are made from. */
#ifndef ANNO_CLI_OVERLAP_H
#define ANNO_CLI_OVERLAP_H

#include "cli/inputs.h"

/* True if a file that the options name for output is one that the run reads, whatever name or link leads to it: an
   argument, a rule file, a source, its text beside it, or the metadata of its corpus. Reported (ANNO_CANNOT_WRITE). */
bool anno_overlap_found(const anno_diag_sink *diag, const anno_options *options, const anno_inputs *inputs);

#endif
