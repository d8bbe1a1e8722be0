/* The rule files that travel inside the program (made from ontology/rules/ when it is built). */
#ifndef ANNO_MAP_BUILTIN_H
#define ANNO_MAP_BUILTIN_H

#include "base/str.h"

typedef struct {
  const char *name; /* NULL ends the table */
  anno_str turtle;
} anno_builtin;

extern const anno_builtin anno_builtins[];

#endif
