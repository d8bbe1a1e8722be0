/* Bounds on inputs, for each row of limits.def: ANNO_MOST_<name> is allowed, one more is not. */
#ifndef ANNO_BASE_LIMITS_H
#define ANNO_BASE_LIMITS_H

enum {
#define ANNO_BOUND(name, value, code, what) ANNO_MOST_##name = (value),
#include "base/limits.def"
#undef ANNO_BOUND
};

#endif
