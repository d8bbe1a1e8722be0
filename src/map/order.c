/* Fillers before those they fill: Tarjan's strongly connected components, without recursion because a document may
   nest as deep as it is long. */
#include "map/work.h"

typedef struct {
  anno_node node;
  size_t next; /* argument to look at */
} frame;

typedef struct {
  anno_work *work;
  unsigned *index, *low; /* by node, 0: not met */
  bool *waiting;
  anno_node *stack;
  size_t stacked;
  frame *frames;
  size_t depth;
  unsigned counter;
  anno_status status;
} search;

/* True if argument `i` is a part of what `node` says: what an attribution answers is not. */
static bool is_part(const anno_work *work, anno_node node, size_t i) {
  const anno_sense *sense = &work->senses[node];
  if (sense->means != ANNO_MEANS_ATTRIBUTION) return true;
  return anno_str_eq(sense->properties[i], anno_vocab_iri(ANNO_V_content)) ||
         anno_str_eq(sense->properties[i], anno_vocab_iri(ANNO_V_speaker));
}

static bool has_order(const anno_work *work, anno_node node) {
  const anno_means means = work->senses[node].means;
  return means == ANNO_MEANS_PROPOSITION || means == ANNO_MEANS_ATTRIBUTION;
}

static void enter(search *s, anno_node node) {
  s->index[node] = s->low[node] = ++s->counter;
  s->stack[s->stacked++] = node;
  s->waiting[node] = true;
  s->frames[s->depth++] = (frame){node, 0};
}

static bool refers_to_itself(const search *s, anno_node node) {
  const anno_item *item = anno_work_item(s->work, node);
  for (size_t i = 0; i < item->arg_count; i++)
    if (item->args[i].filler == node && is_part(s->work, node, i)) return true;
  return false;
}

/* The component that ends with `root` is complete: its members are on top of the stack. */
static void finish(search *s, anno_node root) {
  anno_work *work = s->work;
  size_t first = s->stacked;
  bool attribution = false;
  do {
    const anno_node node = s->stack[--first];
    s->waiting[node] = false;
    attribution |= work->senses[node].means == ANNO_MEANS_ATTRIBUTION;
  } while (s->stack[first] != root);
  const bool cycle = s->stacked - first > 1 || refers_to_itself(s, root);
  for (size_t i = first; i < s->stacked; i++) {
    work->senses[s->stack[i]].cyclic = cycle;
    work->order[work->order_count++] = s->stack[i];
  }
  /* Events may lead back to themselves; what somebody says may not contain that he says it. */
  if (cycle && attribution) {
    const anno_item *item = anno_work_item(work, root);
    anno_report(work->map->ctx->diag, ANNO_SELF_REFERENCE, item->at, "%.*s", ANNO_FMT(item->id));
    s->status = ANNO_SKIP;
  }
  s->stacked = first;
}

static void step(search *s) {
  frame *f = &s->frames[s->depth - 1];
  const anno_node node = f->node;
  const anno_item *item = anno_work_item(s->work, node);
  while (f->next < item->arg_count) {
    const size_t i = f->next++;
    const anno_node filler = item->args[i].filler;
    if (!has_order(s->work, filler) || !is_part(s->work, node, i)) continue;
    if (!s->index[filler]) {
      enter(s, filler);
      return;
    }
    if (s->waiting[filler] && s->index[filler] < s->low[node]) s->low[node] = s->index[filler];
  }
  s->depth--;
  if (s->depth) {
    const anno_node parent = s->frames[s->depth - 1].node;
    if (s->low[node] < s->low[parent]) s->low[parent] = s->low[node];
  }
  if (s->low[node] == s->index[node]) finish(s, node);
}

anno_status anno_order_all(anno_work *work) {
  const size_t n = work->doc->count;
  search s = {.work = work,
              .index = anno_arena_array(work->arena, n, sizeof *s.index),
              .low = anno_arena_array(work->arena, n, sizeof *s.low),
              .waiting = anno_arena_array(work->arena, n, sizeof *s.waiting),
              .stack = anno_arena_array(work->arena, n, sizeof *s.stack),
              .frames = anno_arena_array(work->arena, n + 1, sizeof *s.frames)};
  work->order = anno_arena_array(work->arena, n, sizeof *work->order);
  if (anno_arena_failed(work->arena)) return ANNO_NO_MEMORY;
  for (anno_node node = 1; node < n; node++) {
    if (s.index[node] || !has_order(work, node)) continue;
    enter(&s, node);
    while (s.depth) step(&s);
  }
  return s.status;
}
