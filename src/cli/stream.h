/* A tar stream on standard input, read once from its begin to its end: document by document in its order, of which each
   with its files is in memory while it is read. */
#ifndef ANNO_CLI_STREAM_H
#define ANNO_CLI_STREAM_H

#include "cli/run.h"

/* Reads the stream of model->run; where its documents go to is taken from `model`. */
void anno_stream_run(const anno_run_corpus *model);

#endif
