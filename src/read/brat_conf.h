/* annotation.conf, the schema of a brat project: type hierarchies, roles, symmetric relations.
   Source: brat.nlplab.org/configuration.html and what brat's own server accepts. */
#ifndef ANNO_READ_BRAT_CONF_H
#define ANNO_READ_BRAT_CONF_H

#include "model/doc.h"

/* Reads `input` (valid UTF-8, without a BOM) into a schema in ctx->document whose names are views into `input` or live
   there too. What is not understood is reported as BAD_CONF and passed over. NULL without memory. */
const anno_schema *anno_brat_conf(const anno_ctx *ctx, const anno_input *input);

#endif
