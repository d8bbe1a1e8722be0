/* An allocator of which one allocation fails, to make each fail in turn and see that nothing is left behind. */
#ifndef ANNO_TESTS_FAILING_H
#define ANNO_TESTS_FAILING_H

#include <stdlib.h>

#include "base/arena.h"

typedef struct {
  size_t takes, fail_at, held; /* allocations so far, the one that fails, and those not given back */
} failing;

static inline void *failing_take(void *handle, size_t size) {
  failing *f = handle;
  if (++f->takes == f->fail_at) return NULL;
  f->held++;
  return malloc(size);
}

static inline void failing_give(void *handle, void *block) {
  ((failing *)handle)->held--;
  free(block);
}

/* What takes from `f`, which must live as long. */
static inline anno_alloc failing_alloc(failing *f) { return (anno_alloc){f, failing_take, failing_give}; }

#endif
