#include "cli/turns.h"

#include <pthread.h>
#include <stdlib.h>

enum { WAITING = 4 << 20 }; /* bytes that may wait for their turn */

struct anno_turns {
  pthread_mutex_t lock;
  pthread_cond_t turned;
  anno_section_sink to;
  size_t next, end;       /* the next source that is taken; behind the last one */
  size_t now;             /* whose turn it is */
  anno_section *finished; /* wait for their turn, the earliest first */
  anno_section *empty;
  size_t waiting; /* bytes that the finished ones hold */
  bool stopped;
};

anno_turns *anno_turns_new(size_t first, size_t end, anno_section_sink to) {
  anno_turns *turns = calloc(1, sizeof *turns);
  if (!turns) return NULL;
  *turns = (anno_turns){.to = to, .next = first, .now = first, .end = end};
  pthread_mutex_init(&turns->lock, NULL);
  pthread_cond_init(&turns->turned, NULL);
  return turns;
}

bool anno_turns_complete(const anno_turns *turns) { return turns->stopped || turns->now == turns->end; }

static void free_list(anno_section *section) {
  for (anno_section *next; section; section = next) {
    next = section->next;
    anno_section_free(section);
  }
}

void anno_turns_free(anno_turns *turns) {
  free_list(turns->finished);
  free_list(turns->empty);
  pthread_cond_destroy(&turns->turned);
  pthread_mutex_destroy(&turns->lock);
  free(turns);
}

bool anno_turns_take(anno_turns *turns, anno_section *section) {
  pthread_mutex_lock(&turns->lock);
  const bool any = !turns->stopped && turns->next < turns->end;
  if (any) section->source = turns->next++;
  pthread_mutex_unlock(&turns->lock);
  return any;
}

bool anno_turns_has(anno_turns *turns, const anno_section *section) {
  pthread_mutex_lock(&turns->lock);
  const bool has = turns->now == section->source;
  pthread_mutex_unlock(&turns->lock);
  return has;
}

void anno_turns_wait(anno_turns *turns, const anno_section *section) {
  pthread_mutex_lock(&turns->lock);
  while (turns->now != section->source) pthread_cond_wait(&turns->turned, &turns->lock);
  pthread_mutex_unlock(&turns->lock);
}

/* The rest is with the lock held, but for the time in which a section comes out. */

static void let_out(anno_turns *turns, anno_section *section) {
  pthread_mutex_unlock(&turns->lock);
  const bool more = turns->to.on_section(turns->to.handle, section);
  pthread_mutex_lock(&turns->lock);
  turns->stopped |= !more;
  turns->now++;
  pthread_cond_broadcast(&turns->turned);
}

/* What had to wait for the section that came out. */
static void let_out_finished(anno_turns *turns) {
  while (turns->finished && turns->finished->source == turns->now) {
    anno_section *section = turns->finished;
    turns->finished = section->next;
    turns->waiting -= section->bytes;
    let_out(turns, section);
    section->next = turns->empty;
    turns->empty = section;
  }
}

static void put_by(anno_turns *turns, anno_section *section) {
  anno_section **at = &turns->finished;
  while (*at && (*at)->source < section->source) at = &(*at)->next;
  section->next = *at;
  *at = section;
  turns->waiting += section->bytes;
}

static anno_section *take_empty(anno_turns *turns) {
  anno_section *section = turns->empty;
  if (!section) return anno_section_new();
  turns->empty = section->next;
  section->next = NULL;
  return section;
}

anno_section *anno_turns_done(anno_turns *turns, anno_section *section) {
  pthread_mutex_lock(&turns->lock);
  while (turns->now != section->source && turns->waiting + section->bytes > WAITING)
    pthread_cond_wait(&turns->turned, &turns->lock);
  if (turns->now == section->source) {
    let_out(turns, section);
    let_out_finished(turns);
  } else {
    put_by(turns, section);
    section = take_empty(turns);
  }
  pthread_mutex_unlock(&turns->lock);
  return section;
}
