/* What unit tests say: CHECK(condition) counts and names what does not hold. */
#ifndef ANNO_UNIT_CHECK_H
#define ANNO_UNIT_CHECK_H

#include <stdio.h>

#include "base/str.h"

#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition, faults)
#define CHECK_STR(a, b) CHECK(anno_str_eq((a), anno_str_from(b)))

static inline void check(bool holds, const char *file, int line, const char *what, int *faults) {
  if (holds) return;
  printf("%s:%d: %s\n", file, line, what);
  ++*faults;
}

#endif
