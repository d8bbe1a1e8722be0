/* Mistakes in descriptions of layouts. */
#ifndef ANNO_MAP_LAYOUTS_CHECK_H
#define ANNO_MAP_LAYOUTS_CHECK_H

#include "base/table.h"
#include "map/layouts.h"
#include "rdf/load.h"
#include "rdf/vocab.h"

/* A rule file while its layouts are read. */
typedef struct {
  const anno_ctx *ctx;
  anno_rdf rdf;
  anno_str document;  /* the subject of the layout */
  anno_str *subjects; /* of its parts */
  size_t subject_count, subject_capacity;
  anno_table numbers; /* part -> its number within its layout, from 1 */
} anno_layout_file;

/* Reports what one layout lacks or contradicts; false if there is anything. */
bool anno_layout_check(const anno_layout_file *f, const anno_json_layout *layout);
/* Reports parts that are in no layout; false if there is any. */
bool anno_layout_check_all(const anno_layout_file *f);

#endif
