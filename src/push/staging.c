#include "push/staging.h"

anno_str anno_staging_name(anno_arena *arena, anno_str graph, size_t tries) {
  const anno_hash hash = anno_hash_of(graph);
  return anno_arena_print(arena, "urn:annograph:staging:%.*s:%zu", ANNO_FMT(anno_hash_text(arena, &hash)), tries);
}

static void put_operation(anno_buf *text, const char *words, anno_str iri) {
  if (text->len && *words != ' ') anno_buf_put(text, ANNO_STR(" ;\n"));
  anno_buf_put(text, anno_str_from(words));
  anno_buf_put(text, iri);
  anno_buf_putc(text, '>');
}

static anno_str moves(const anno_staging *s, anno_arena *arena) {
  anno_buf text = anno_buf_in(arena);
  for (size_t i = 0; i < s->count; i++) {
    const anno_staged *item = &s->items[i];
    if (!item->waits || item->empty) continue;
    put_operation(&text, "MOVE GRAPH <", anno_staging_name(arena, item->graph, item->tries));
    put_operation(&text, " TO GRAPH <", item->graph);
  }
  return anno_buf_str(&text);
}

static anno_str drops(const anno_staging *s, anno_arena *arena) {
  anno_buf text = anno_buf_in(arena);
  for (size_t i = 0; i < s->count; i++) {
    const anno_staged *item = &s->items[i];
    for (size_t k = 0; k < item->tries + (item->waits && !item->flies); k++)
      put_operation(&text, "DROP SILENT GRAPH <", anno_staging_name(arena, item->graph, k));
  }
  return anno_buf_str(&text);
}

/* Nothing to do is done. */
static anno_http_answer update(const anno_staging *s, anno_store *store,
                               anno_str (*operations)(const anno_staging *s, anno_arena *arena)) {
  anno_http_answer answer = {.why = ANNO_STR("out of memory")};
  anno_arena *arena = anno_arena_like(s->arena);
  const anno_str text = arena ? operations(s, arena) : ANNO_STR("");
  if (arena && !anno_arena_failed(arena))
    answer = text.len ? anno_store_update(store, text) : (anno_http_answer){.good = true};
  anno_arena_free(arena);
  return answer;
}

static void refuse(const anno_diag_sink *diag, anno_str what, anno_str why) {
  anno_report(diag, ANNO_NOT_PUSHED, (anno_loc){0}, "%.*s: %.*s", ANNO_FMT(what), ANNO_FMT(why));
}

/* Nothing waits any more and all is where it belongs: it was moved, be it that the answer was lost. */
static bool look(anno_staging *s, anno_store *store, const anno_diag_sink *diag, size_t *waiting) {
  *waiting = 0;
  for (size_t i = 0; i < s->count; i++) {
    anno_staged *item = &s->items[i];
    size_t there = 0, here = 0;
    if (!item->waits) continue;
    anno_http_answer answer = anno_store_count(store, anno_staging_name(s->arena, item->graph, item->tries), &there);
    if (answer.good && !there) answer = anno_store_count(store, item->graph, &here);
    if (!answer.good) {
      refuse(diag, item->graph, answer.why);
      return false;
    }
    item->empty = !there;
    item->moved = item->empty && here == item->statements;
    item->waits = !item->moved;
    item->flies &= item->waits;
    *waiting += item->waits;
  }
  return true;
}

static void tell_differing(const anno_staging *s, const anno_diag_sink *diag) {
  for (size_t i = 0; i < s->count; i++)
    if (s->items[i].waits)
      anno_report(diag, ANNO_COUNT_DIFFERS, (anno_loc){0}, "%.*s: it says that it has moved the graph, and has not",
                  ANNO_FMT(s->items[i].graph));
}

/* What the answer says of each graph that was to be moved. */
static void take_answer(anno_staging *s, const anno_http_answer *answer) {
  s->last = *answer;
  s->last.why = anno_arena_copy(s->arena, answer->why);
  for (size_t i = 0; i < s->count; i++) {
    anno_staged *item = &s->items[i];
    item->doubtful |= item->waits && !answer->good;
    item->flies |= item->waits && answer->open;
  }
}

static void tell_flying(const anno_staging *s, const anno_diag_sink *diag) {
  for (size_t i = 0; i < s->count; i++) {
    const anno_staged *item = &s->items[i];
    if (!item->flies) continue;
    const anno_str name = anno_staging_name(s->arena, item->graph, item->tries);
    anno_report(diag, ANNO_NOT_PUSHED, (anno_loc){0},
                "%.*s: it is not known whether the store still moves it; it waits as %.*s, which is kept",
                ANNO_FMT(item->graph), ANNO_FMT(name));
  }
}

/* One update, or none if one may be under way, and a look at what came of it. True if there is nothing left to do, be
   it that it failed; `moved` tells that all is in place. */
static bool move_once(anno_staging *s, anno_store *store, const anno_diag_sink *diag, size_t attempt, bool *moved) {
  size_t waiting;
  if (!s->last.open) {
    const anno_http_answer answer = update(s, store, moves);
    take_answer(s, &answer);
  }
  const bool again = !s->last.good && anno_http_wait(store->http, attempt, &s->last);
  if (!look(s, store, diag, &waiting)) return true;
  *moved = !waiting;
  if (*moved || again) return *moved;
  if (s->last.good)
    tell_differing(s, diag);
  else
    refuse(diag, ANNO_STR("the update that moves the graphs in place"), s->last.why);
  return true;
}

bool anno_staging_move(anno_staging *s, anno_store *store, const anno_diag_sink *diag) {
  bool moved = !s->count;
  s->last = (anno_http_answer){0};
  for (size_t attempt = 1; !moved && !move_once(s, store, diag, attempt, &moved); attempt++) continue;
  tell_flying(s, diag);
  return moved;
}

bool anno_staging_drop(const anno_staging *s, anno_store *store, const anno_diag_sink *diag) {
  anno_http_answer answer = update(s, store, drops);
  for (size_t attempt = 1; !answer.good && anno_http_wait(store->http, attempt, &answer); attempt++)
    answer = update(s, store, drops);
  if (!answer.good) refuse(diag, ANNO_STR("graphs urn:annograph:staging:... remain"), answer.why);
  return answer.good;
}
