#include "base/line_merge.h"

/* The losers of all matches: node n plays the winners of nodes 2n and 2n+1, node count+i is reader i. */
typedef struct {
  const anno_line_merge *merge;
  size_t *losers;
} tree;

/* A reader at its end comes behind all others. */
static bool before(const anno_line_merge *m, size_t a, size_t b) {
  const anno_line_reader *left = &m->readers[a], *right = &m->readers[b];
  if (!left->has_line || !right->has_line) return left->has_line;
  return anno_str_cmp(anno_line_current(left), anno_line_current(right)) < 0;
}

static size_t plant(tree *t, size_t *winners) {
  const size_t count = t->merge->count;
  for (size_t i = 0; i < count; i++) winners[count + i] = i;
  for (size_t n = count - 1; n; n--) {
    const bool right = before(t->merge, winners[2 * n + 1], winners[2 * n]);
    winners[n] = winners[2 * n + right];
    t->losers[n] = winners[2 * n + !right];
  }
  return winners[1];
}

/* The winner now that reader `i`, which was it, has gone on. */
static size_t replay(tree *t, size_t i) {
  for (size_t n = (t->merge->count + i) / 2; n; n /= 2) {
    const size_t other = t->losers[n];
    if (!before(t->merge, other, i)) continue;
    t->losers[n] = i;
    i = other;
  }
  return i;
}

/* `last` is the reader whose line was put last, which is the one before its current one. */
static const anno_line_reader *play(anno_line_merge *m, tree *t, size_t winner) {
  for (const anno_line_reader *last = NULL;; winner = replay(t, winner)) {
    anno_line_reader *r = &m->readers[winner];
    if (!r->has_line) return NULL;
    const int order = last ? anno_str_cmp(anno_line_before(last), anno_line_current(r)) : -1;
    if (order > 0) {
      r->code = ANNO_CANNOT_READ;
      r->why = "it has changed while it was read";
      return r;
    }
    m->repeated += order == 0;
    m->written += order != 0;
    if (order && !m->to.put(m->to.handle, anno_line_current(r))) return NULL;
    if (order) last = r;
    if (!anno_line_reader_next(r) && r->why) return r;
  }
}

const anno_line_reader *anno_line_merge_run(anno_line_merge *m, anno_arena *arena) {
  const anno_arena_mark mark = anno_arena_now(arena);
  size_t *losers = anno_arena_array(arena, 3 * m->count, sizeof *losers);
  if (!losers) {
    m->readers[0].code = ANNO_OUT_OF_MEMORY;
    m->readers[0].why = "out of memory";
    return m->readers;
  }
  for (size_t i = 0; i < m->count; i++)
    if (!anno_line_reader_next(&m->readers[i]) && m->readers[i].why) return &m->readers[i];
  tree t = {m, losers};
  const anno_line_reader *failed = play(m, &t, plant(&t, losers + m->count));
  anno_arena_back(arena, mark);
  return failed;
}
