#include "push/push.h"

#include <stdlib.h>

#include "push/staging.h"

struct anno_push {
  anno_push_options options;
  anno_push_counts counts;
  anno_arena *arena; /* names of graphs; lives as long */
  anno_arena *own;   /* of the graph that is being taken */
  anno_str graph;
  size_t statements; /* of it */
  anno_buf line;     /* that is not whole yet; in `rest` */
  anno_arena *rest;
  anno_buf lines; /* N-Triples; in `own` */
  anno_staging staging;
  bool stopped; /* nothing more is sent */
  bool failed;  /* there was no memory */
};

static void let_go(anno_push *p) {
  anno_arena_free(p->arena);
  anno_arena_free(p->own);
  anno_arena_free(p->rest);
  free(p);
}

anno_push *anno_push_new(const anno_push_options *options) {
  anno_push *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->options = *options;
  p->arena = anno_arena_new(NULL, 0);
  p->own = anno_arena_new(NULL, 0);
  p->rest = anno_arena_new(NULL, 0);
  p->line = anno_buf_in(p->rest);
  p->lines = anno_buf_in(p->own);
  p->staging = (anno_staging){.arena = p->arena};
  if (p->arena && p->own && p->rest) return p;
  let_go(p);
  return NULL;
}

/* ---- One graph */

static bool refuse(anno_push *p, anno_code code, const char *why, size_t length) {
  anno_report(p->options.diag, code, (anno_loc){0}, "%.*s: %.*s", ANNO_FMT(p->graph), (int)length, why);
  p->stopped |= p->options.together;
  return false;
}

static bool not_pushed(anno_push *p, const anno_http_answer *answer) {
  /* What is wrong with one graph does not concern the next one; everything else does. */
  const long status = answer->status;
  p->stopped |= status != 400 && status != 413 && status != 422 && status != 500;
  return refuse(p, ANNO_NOT_PUSHED, answer->why.ptr, answer->why.len);
}

/* True if the store can be asked and has as many statements, or cannot be asked. */
static bool counted(anno_push *p, anno_str name) {
  size_t there = 0;
  if (!p->options.store->sparql.len) return true;
  const anno_http_answer answer = anno_store_count(p->options.store, name, &there);
  if (!answer.good) return not_pushed(p, &answer);
  if (there == p->statements) return true;
  const anno_str why =
      anno_arena_print(p->own, "%zu statements were sent, and the store counts %zu", p->statements, there);
  return refuse(p, ANNO_COUNT_DIFFERS, why.ptr, why.len);
}

/* What the state tells counts only as long as the store agrees. */
static bool is_there(anno_push *p, const anno_hash *hash) {
  size_t there = p->statements;
  if (!p->options.state || !anno_push_state_has(p->options.state, p->graph, hash)) return false;
  if (!p->options.store || !p->options.store->sparql.len) return true;
  return anno_store_count(p->options.store, p->graph, &there).good && there == p->statements;
}

static void is_done(anno_push *p, anno_str graph, size_t statements, const anno_hash *hash) {
  if (p->options.state && p->options.store) anno_push_state_sent(p->options.state, graph, hash);
  p->counts.sent++;
  p->counts.statements += statements;
  if (p->options.done) p->options.done(p->options.handle, graph, statements, true);
}

static bool goes_on(anno_push *p) {
  p->failed |= anno_arena_failed(p->own) || anno_arena_failed(p->arena) || anno_arena_failed(p->rest);
  if (p->failed || (p->options.state && anno_push_state_error(p->options.state))) p->stopped = true;
  return !p->stopped;
}

static bool goes_aside(const anno_push *p) { return p->options.store && p->options.store->update.len; }

static anno_str name_of(const anno_push *p, const anno_staged *item) {
  return goes_aside(p) ? anno_staging_name(p->own, p->graph, item->tries) : p->graph;
}

static anno_http_answer put(anno_push *p, anno_staged *item) {
  anno_store *store = p->options.store;
  store->doubt = ANNO_PACKING_FINE;
  for (size_t attempt = 1;;) {
    const anno_http_answer answer = anno_store_put(store, name_of(p, item), anno_buf_str(&p->lines));
    item->waits = answer.good && goes_aside(p);
    if (answer.good) return answer;
    item->tries += answer.reached;
    if (store->doubt != ANNO_PACKING_REFUSED && !anno_http_wait(store->http, attempt++, &answer)) return answer;
  }
}

/* The last one that was put aside belongs where it is to be. */
static bool move_one(anno_push *p) {
  anno_staging one = {.arena = p->own, .items = &p->staging.items[p->staging.count - 1], .count = 1};
  if (p->options.state) anno_push_state_sends(p->options.state, p->graph);
  const bool moved = goes_on(p) && anno_staging_move(&one, p->options.store, p->options.diag);
  p->stopped |= !moved;
  return moved;
}

static void send_item(anno_push *p, anno_staged *item) {
  const bool aside = goes_aside(p), together = p->options.together;
  if (!aside && p->options.state) anno_push_state_sends(p->options.state, p->graph);
  if (!goes_on(p)) return;
  const anno_http_answer answer = put(p, item);
  const bool good = answer.good ? counted(p, name_of(p, item)) : not_pushed(p, &answer);
  if (!good || together) return;
  if (aside && !move_one(p)) return;
  item->moved = true;
  is_done(p, p->graph, p->statements, &item->hash);
}

/* A graph is remembered as long as it is put aside, or what failed may have left something or may still come. */
static void send(anno_push *p, const anno_hash *hash) {
  const anno_staged fresh = {.graph = p->graph, .hash = *hash, .statements = p->statements};
  if (!ANNO_PUSH(p->arena, p->staging.items, p->staging.count, p->staging.capacity, fresh)) return;
  anno_staged *item = &p->staging.items[p->staging.count - 1];
  send_item(p, item);
  if (item->moved && !item->tries && !item->doubtful)
    p->staging.count--;
  else
    item->graph = anno_arena_copy(p->arena, p->graph);
}

static void end_graph(anno_push *p) {
  if (p->statements) p->counts.graphs++;
  if (p->statements && goes_on(p)) {
    const anno_hash hash = anno_hash_of(anno_buf_str(&p->lines));
    if (is_there(p, &hash)) {
      p->counts.unchanged++;
      if (p->options.done) p->options.done(p->options.handle, p->graph, p->statements, false);
    } else if (p->options.store) {
      send(p, &hash);
    } else {
      is_done(p, p->graph, p->statements, &hash);
    }
  }
  goes_on(p);
  anno_arena_reset(p->own);
  p->lines = anno_buf_in(p->own);
  p->statements = 0;
  p->graph = (anno_str){0};
}

/* ---- Lines */

static void take_line(anno_push *p, anno_str line) {
  const anno_str graph = anno_str_cut(&line, ' ');
  if (!p->statements || !anno_str_eq(graph, p->graph)) {
    end_graph(p);
    p->graph = anno_arena_copy(p->own, graph);
  }
  p->statements++;
  if (p->stopped) return;
  anno_buf_put(&p->lines, line);
  anno_buf_putc(&p->lines, '\n');
}

void anno_push_put(void *push, anno_str bytes) {
  anno_push *p = push;
  while (bytes.len) {
    const size_t end = anno_str_find(bytes, 0, '\n');
    const anno_str piece = anno_str_sub(bytes, 0, end);
    const bool whole = end < bytes.len;
    bytes = anno_str_sub(bytes, end + 1, bytes.len);
    if (whole && !p->line.len) {
      take_line(p, piece);
      continue;
    }
    anno_buf_put(&p->line, piece);
    if (!whole) return;
    take_line(p, anno_buf_str(&p->line));
    p->failed |= anno_arena_failed(p->rest);
    anno_arena_reset(p->rest);
    p->line = anno_buf_in(p->rest);
  }
}

/* ---- All of them */

static void move_together(anno_push *p) {
  anno_staging *s = &p->staging;
  for (size_t i = 0; i < s->count && p->options.state && !p->stopped; i++)
    anno_push_state_sends(p->options.state, s->items[i].graph);
  if (goes_on(p)) anno_staging_move(s, p->options.store, p->options.diag);
  for (size_t i = 0; i < s->count; i++) {
    const anno_staged *item = &s->items[i];
    if (item->moved) is_done(p, item->graph, item->statements, &item->hash);
  }
}

/* An attempt that was cut off may still be carried out, after the one that succeeded. Once the store does not answer,
   nothing more is known of the others. */
static void look_again(anno_push *p) {
  const bool aside = goes_aside(p), stopped = p->stopped;
  p->stopped = false;
  for (size_t i = 0; i < p->staging.count; i++) {
    const anno_staged *item = &p->staging.items[i];
    if (!item->moved || (aside && !item->doubtful)) continue;
    p->graph = item->graph;
    p->statements = item->statements;
    if (!p->stopped && counted(p, p->graph)) continue;
    if (p->options.state) anno_push_state_sends(p->options.state, p->graph);
    p->counts.sent--;
    p->counts.statements -= item->statements;
  }
  p->stopped |= stopped;
}

anno_status anno_push_end(anno_push *p, bool whole, anno_push_counts *counts) {
  p->stopped |= !whole;
  end_graph(p);
  if (p->options.together && p->options.store) move_together(p);
  if (goes_aside(p)) p->counts.left = !anno_staging_drop(&p->staging, p->options.store, p->options.diag);
  if (p->options.store) look_again(p);
  goes_on(p);
  p->counts.failed = p->counts.graphs - p->counts.sent - p->counts.unchanged;
  *counts = p->counts;
  const int error = p->options.state ? anno_push_state_error(p->options.state) : 0;
  const anno_status status = p->failed ? ANNO_NO_MEMORY : error ? ANNO_BAD_OUTPUT : ANNO_OK;
  if (status == ANNO_BAD_OUTPUT)
    anno_report(p->options.diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "the file of --resume: %s", strerror(error));
  let_go(p);
  return status;
}
