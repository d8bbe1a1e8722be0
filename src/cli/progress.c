#include "cli/progress.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 160, NUMBER = 32, USUAL_COLUMNS = 80 };

static const long long second = 1000000000, quiet_at_first = 2000000000, terminal_pause = 200000000,
                       line_pause = 10000000000;

static long long monotonic(void *clock) {
  struct timespec t;
  (void)clock;
  return clock_gettime(CLOCK_MONOTONIC, &t) ? 0 : t.tv_sec * second + t.tv_nsec;
}

anno_progress_form anno_progress_wanted(const anno_options *options) {
  if (options->quiet || options->json) return ANNO_PROGRESS_NONE;
  const char *terminal = getenv("TERM");
  const bool overwrites = terminal && *terminal && strcmp(terminal, "dumb") != 0;
  return overwrites && isatty(STDERR_FILENO) ? ANNO_PROGRESS_TERMINAL : ANNO_PROGRESS_LINES;
}

void anno_progress_begin(anno_progress *p, anno_progress_form form) {
  struct winsize size = {0};
  *p = (anno_progress){.form = form, .to = stderr, .columns = USUAL_COLUMNS, .now = monotonic};
  if (form == ANNO_PROGRESS_TERMINAL && !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col)
    p->columns = size.ws_col;
  anno_progress_start(p);
}

void anno_progress_start(anno_progress *p) {
  if (p->form == ANNO_PROGRESS_NONE) return;
  p->began = p->now(p->clock);
  p->next = p->began + (p->form == ANNO_PROGRESS_TERMINAL ? quiet_at_first : line_pause);
}

/* ---- What is said */

typedef struct {
  char text[LINE];
  size_t len;
} line;

static void put(line *l, const char *text) {
  const size_t n = strlen(text), room = LINE - 1 - l->len;
  memcpy(l->text + l->len, text, n < room ? n : room);
  l->len += n < room ? n : room;
}

/* 12,345 */
static void put_count(line *l, unsigned long long n) {
  char digits[NUMBER];
  size_t at = NUMBER - 1, count = 0;
  digits[at] = 0;
  do {
    if (count && count % 3 == 0) digits[--at] = ',';
    digits[--at] = (char)('0' + n % 10);
    count++;
  } while (n /= 10);
  put(l, digits + at);
}

/* 1.2 M: with one digit behind the point below ten. */
static void put_scaled(line *l, unsigned long long n, unsigned long long unit, const char *name) {
  char digit[] = ".0";
  put_count(l, n / unit);
  digit[1] = (char)('0' + n % unit * 10 / unit);
  if (n / unit < 10) put(l, digit);
  put(l, name);
}

static void put_bytes(line *l, unsigned long long n) {
  if (n >= 10000000000)
    put_scaled(l, n, 1000000000, " GB");
  else
    put_scaled(l, n, 1000000, " MB");
}

static void put_rate(line *l, unsigned long long n, long long time) {
  const unsigned long long rate = (unsigned long long)((double)n * (double)second / (double)time);
  if (rate >= 1000000)
    put_scaled(l, rate, 1000000, " M");
  else if (rate >= 1000)
    put_scaled(l, rate, 1000, " k");
  else
    put_count(l, rate);
  put(l, " triples/s");
}

/* 1:02:03, 2:03 */
static void put_time(line *l, long long seconds) {
  char text[NUMBER];
  if (seconds >= 3600)
    snprintf(text, sizeof text, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  else
    snprintf(text, sizeof text, "%lld:%02lld", seconds / 60, seconds % 60);
  put(l, text);
}

static void put_state(line *l, const anno_progress_state *s, long long time) {
  put_count(l, s->documents);
  /* How many there are is known where each source is one. */
  if (s->all_sources > 1 && s->documents <= s->sources + 1) {
    put(l, " of ");
    put_count(l, s->all_sources);
  }
  put(l, " documents, ");
  put_bytes(l, s->bytes);
  if (s->triples) put(l, ", ");
  if (s->triples) put_rate(l, *s->triples, time);
  put(l, ", ");
  put_count(l, s->findings);
  put(l, s->findings == 1 ? " finding" : " findings");
  if (s->all_sources < 2 || !s->sources || s->sources > s->all_sources) return;
  const double left = (double)time / (double)s->sources * (double)(s->all_sources - s->sources);
  put(l, ", ");
  put_time(l, (long long)(left / (double)second + 0.5));
  put(l, " left");
}

void anno_progress_tick(anno_progress *p, const anno_progress_state *state) {
  if (p->form == ANNO_PROGRESS_NONE) return;
  const long long now = p->now(p->clock);
  if (now < p->next) return;
  line l = {.len = 0};
  const bool terminal = p->form == ANNO_PROGRESS_TERMINAL;
  if (!terminal) put(&l, "annograph: ");
  put_state(&l, state, now - p->began);
  /* A line that goes on in the next row could not be overwritten. */
  if (terminal && l.len >= p->columns) l.len = p->columns - 1;
  fprintf(p->to, "%s%.*s%s", terminal ? "\r\033[K" : "", (int)l.len, l.text, terminal ? "" : "\n");
  fflush(p->to);
  p->shown = terminal;
  p->next = now + (terminal ? terminal_pause : line_pause);
}

void anno_progress_clear(anno_progress *p) {
  if (!p || !p->shown) return;
  fputs("\r\033[K", p->to);
  fflush(p->to);
  p->shown = false;
}

void anno_progress_end(anno_progress *p) {
  anno_progress_clear(p);
  p->form = ANNO_PROGRESS_NONE;
}
