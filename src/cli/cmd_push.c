/* push: documents to a triple store, each in a graph of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/push_lines.h"
#include "push/push.h"
#include "push/url.h"

typedef struct {
  const anno_options *options;
  anno_run run;
  anno_credentials credentials;
  anno_store store;
  anno_push_state *state;
  anno_push_counts counts;
  time_t told; /* when it was said last how far it is */
  size_t graphs, statements;
} push;

/* ---- What is said */

static void waits(void *handle, anno_str why, unsigned long milliseconds) {
  const push *p = handle;
  if (p->options->quiet || p->options->json) return;
  fprintf(stderr, "annograph: again in %lu.%lu s: %.*s\n", milliseconds / 1000, milliseconds % 1000 / 100,
          ANNO_FMT(why));
}

/* What is sent takes its time: a line every ten seconds. */
static void tell_progress(push *p) {
  enum { EVERY = 10 };
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) || now.tv_sec < p->told + EVERY) return;
  if (p->told && !p->options->quiet && !p->options->json)
    fprintf(stderr, "annograph: %zu graphs, %zu statements so far\n", p->graphs, p->statements);
  p->told = now.tv_sec;
}

static void done(void *handle, anno_str graph, size_t statements, bool sent) {
  push *p = handle;
  p->graphs++;
  p->statements += statements;
  tell_progress(p);
  if (!p->options->verbose) return;
  /* No request is under way. */
  anno_arena_reset(p->store.arena);
  anno_buf name = anno_buf_in(p->store.arena);
  anno_put_plain(&name, graph);
  fprintf(stderr, "annograph: %.*s: %zu statements%s\n", ANNO_FMT(anno_buf_str(&name)), statements,
          !sent                 ? ", unchanged"
          : p->options->dry_run ? ", to be sent"
                                : "");
}

static void tell(const push *p) {
  const anno_push_counts *n = &p->counts;
  const bool dry = p->options->dry_run;
  if (p->options->quiet) return;
  fprintf(stderr, "annograph: %zu graphs = %zu %s + %zu unchanged + %zu not sent; %zu statements", n->graphs, n->sent,
          dry ? "to be sent" : "sent", n->unchanged, n->failed, n->statements);
  if (n->sent && !dry) fputs(p->options->push.unverified ? ", not verified" : ", verified", stderr);
  fputs("\n", stderr);
}

/* ---- The store */

static int bad_file(const char *option, const char *path, const char *fault) {
  fprintf(stderr, "annograph push: %s: %s %s\n", option, path, fault);
  return ANNO_EXIT_USAGE;
}

/* From the file, else from the environment: -1, or the exit status after a message. */
static int load_credentials(push *p) {
  const char *path = p->options->push.auth, *given = getenv("ANNOGRAPH_AUTH"), *fault = NULL;
  anno_arena *arena = p->run.ctx.run;
  if (path)
    fault = anno_credentials_load(arena, path, &p->credentials);
  else if (given && *given)
    fault = anno_credentials_read(arena, anno_str_from(given), &p->credentials);
  if (!fault) return -1;
  return path ? bad_file("--auth", path, fault) : bad_file("the environment", "ANNOGRAPH_AUTH", fault);
}

static int open_state(push *p) {
  const char *path = p->options->push.resume;
  const bool writes = !p->options->dry_run;
  if (!path || (!writes && access(path, F_OK))) return -1;
  const char *fault =
      anno_push_state_open(&p->run.ctx, path, anno_str_from(p->options->push.endpoint), writes, &p->state);
  return fault ? bad_file("--resume", path, fault) : -1;
}

static bool open_store(push *p) {
  const anno_push_request *r = &p->options->push;
  p->store = (anno_store){
      .endpoint = anno_str_from(r->endpoint), .sparql = anno_str_from(r->sparql), .update = anno_str_from(r->update)};
  const anno_http_options options = {.credentials = p->credentials,
                                     .addresses = {p->store.endpoint, p->store.sparql, p->store.update},
                                     .retries = r->retries,
                                     .timeout = r->timeout,
                                     .handle = p,
                                     .waits = waits};
  p->store.http = anno_http_open(&options);
  p->store.arena = anno_arena_new(NULL, 0);
  return p->store.http && p->store.arena;
}

/* ---- The run */

/* The sorted lines go to the store as they come. */
static void send_all(push *p, anno_line_sort *sort) {
  anno_run *run = &p->run;
  const bool dry = p->options->dry_run;
  const anno_push_options options = {.diag = run->ctx.diag,
                                     .store = dry ? NULL : &p->store,
                                     .state = p->state,
                                     .together = p->options->push.staging && !dry,
                                     .handle = p,
                                     .done = done};
  anno_line_sort_counts counts;
  anno_push *to = anno_push_new(&options);
  anno_out *out = to ? anno_out_to(run->ctx.diag, to, anno_push_put) : NULL;
  if (!out) anno_run_worst(run, ANNO_NO_MEMORY);
  anno_status sorted = out ? anno_line_sort_end(sort, out, &counts) : ANNO_NO_MEMORY;
  if (out) anno_out_close(out, true);
  anno_run_worst(run, sorted);
  if (to) anno_run_worst(run, anno_push_end(to, !sorted, &p->counts));
}

static void map_and_send(push *p) {
  anno_run *run = &p->run;
  const char *folder = getenv("TMPDIR");
  anno_push_lines lines = {.run = run, .arena = anno_arena_new(NULL, 0)};
  lines.sort = anno_line_sort_new(run->ctx.run, run->ctx.diag, folder && *folder ? folder : "/tmp", p->options->memory);
  if (!lines.arena || !lines.sort) anno_run_worst(run, ANNO_NO_MEMORY);
  if (anno_run_goes_on(run)) anno_run_map(run, &(anno_run_target){.also = anno_push_lines_sink(&lines)});
  if (anno_run_is_wanted(run)) send_all(p, lines.sort);
  anno_line_sort_free(lines.sort);
  anno_arena_free(lines.arena);
}

static int end(push *p) {
  const bool told = p->counts.graphs != 0;
  const anno_str shown = anno_url_shown(anno_str_from(p->options->push.endpoint));
  const char *to = p->counts.sent && !p->options->dry_run ? anno_arena_copy(p->run.ctx.run, shown).ptr : NULL;
  anno_push_state_close(p->state);
  anno_http_close(p->store.http);
  anno_arena_free(p->store.arena);
  const int status = anno_run_end(&p->run, (size_t)p->run.counts.triples, to);
  if (told) tell(p);
  const bool worse = status == ANNO_EXIT_INTERNAL || status == ANNO_EXIT_OUTPUT;
  return (p->counts.failed || p->counts.left) && !worse ? ANNO_EXIT_PUSH : status;
}

static int run_push(const anno_options *options) {
  push *p = calloc(1, sizeof *p);
  if (!p) return ANNO_EXIT_INTERNAL;
  p->options = options;
  if (!anno_run_begin(&p->run, options)) return free(p), ANNO_EXIT_INTERNAL;
  int refused = load_credentials(p);
  if (refused < 0) refused = open_state(p);
  if (refused < 0 && !open_store(p)) anno_run_worst(&p->run, ANNO_NO_MEMORY);
  if (refused < 0) map_and_send(p);
  const int status = end(p);
  free(p);
  return refused < 0 ? status : refused;
}

static int settle_push(const anno_command *command, anno_options *out) {
  out->map.document_graphs = true;
  if (out->map.claims == ANNO_CLAIMS_GRAPH)
    return anno_bad_usage(command, "--claims=graph", "cannot be sent by document: documents share these graphs");
  return anno_push_settle(command, &out->push);
}

const anno_command anno_command_push = {
    .name = "push",
    .arguments = "INPUT...",
    .summary = "Sends what export writes to a triple store, each document in a graph of its own.",
    .options = ANNO_BIT(endpoint) | ANNO_BIT(sparql) | ANNO_BIT(unverified) | ANNO_BIT(staging) | ANNO_BIT(update) |
               ANNO_BIT(auth) | ANNO_BIT(resume) | ANNO_BIT(retries) | ANNO_BIT(timeout) | ANNO_BIT(from) |
               ANNO_BIT(rules) | ANNO_BIT(base) | ANNO_BIT(claims) | ANNO_BIT(facts) | ANNO_BIT(memory) |
               ANNO_BIT(strict) | ANNO_BIT(dry_run) | ANNO_BIT(messages) | ANNO_BIT(quiet) | ANNO_BIT(verbose) |
               ANNO_BIT(no_confine) | ANNO_BIT(help),
    .needs = ANNO_NEEDS_CORPORA | ANNO_NEEDS_TEMPORARY | ANNO_NEEDS_TCP,
    .settle = settle_push,
    .run = run_push,
};
