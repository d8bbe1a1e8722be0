/* Dates as annotators write them, and the bounds they set. */
#ifndef ANNO_MAP_TIME_H
#define ANNO_MAP_TIME_H

#include "base/arena.h"

/* Bounds are xsd:date lexical forms, "" where unknown. */
typedef struct {
  anno_str begin_earliest, begin_latest, end_earliest, end_latest;
  anno_str exact;         /* the date itself when the value is YYYY, YYYY-MM or YYYY-MM-DD */
  const char *exact_type; /* "gYear", "gYearMonth", "date" */
} anno_time;

/* Reads YYYY, YYYY-MM, YYYY-MM-DD, XXXX-MM-DD, A/B with an open end "..", and [A..B] for one moment between A and B.
   A and B may be bracketed too. False if it is none of these or no such day exists; strings live in `arena`.
   A subset of EDTF (ISO 8601-2:2019, levels 0 to 2). */
bool anno_time_read(anno_arena *arena, anno_str value, anno_time *out);

#endif
