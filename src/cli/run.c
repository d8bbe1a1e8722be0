#include "cli/run.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli/stream.h"
#include "rdf/tee.h"
#include "read/xml.h"

void anno_run_worst(anno_run *run, anno_status status) {
  if (status > run->status) run->status = status;
}

static void let_go(anno_run *run) {
  anno_stdin_free(run->input);
  anno_archives_free(run->archives);
  anno_arena_free(run->ctx.document);
  anno_arena_free(run->ctx.scratch);
  anno_arena_free(run->ctx.run);
}

bool anno_run_begin(anno_run *run, const anno_options *options) {
  *run = (anno_run){.options = options};
  anno_reporter_init(&run->reporter, options);
  run->reporter.progress = &run->progress;
  run->ctx = (anno_ctx){.run = anno_arena_new(NULL, 0),
                        .document = anno_arena_new(NULL, 1 << 20),
                        .scratch = anno_arena_new(NULL, 0),
                        .diag = &run->reporter.sink};
  run->archives = anno_archives_new(run->ctx.diag);
  run->input = run->archives ? anno_stdin_new(anno_archives_files(run->archives), run->ctx.diag) : NULL;
  if (run->input) run->ctx.files = anno_stdin_files(run->input);
  if (!run->input || !run->ctx.run || !run->ctx.document || !run->ctx.scratch ||
      anno_inputs_find(&run->ctx, options, &run->inputs)) {
    anno_report(&run->reporter.sink, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    let_go(run);
    return false;
  }
  run->seen = anno_table_in(run->ctx.run);
  if (run->inputs.unreadable) anno_run_worst(run, ANNO_BAD_INPUT);
  return true;
}

/* The sources from `first` on that have its root. */
static size_t count_sources(const anno_inputs *inputs, size_t first) {
  size_t end = first;
  while (end < inputs->count && anno_str_eq(inputs->found[end].real_root, inputs->found[first].real_root)) end++;
  return end - first;
}

/* ---- What comes out, in order */

bool anno_run_goes_on(const anno_run *run) { return run->status <= ANNO_SKIP || run->status == ANNO_BAD_INPUT; }

bool anno_run_is_wanted(const anno_run *run) {
  const bool nothing = run->status == ANNO_BAD_INPUT && !run->counts.documents;
  return anno_run_goes_on(run) && !nothing && !(run->options->strict && run->reporter.errors);
}

static void take_old(anno_run *run, const anno_noted *noted);

/* What a corpus lacks is told once, not for each document. */
static bool is_news(anno_run *run, const anno_noted *finding) {
  if (finding->code != ANNO_NO_RULE) return true;
  if (anno_table_get(&run->told, finding->detail)) return false;
  return anno_table_add(&run->told, anno_arena_copy(run->ctx.run, finding->detail), 1);
}

/* Of what tells a document from others 128 bits of its hash are kept, for there may be millions. */
enum { KEPT = 16 };

static bool is_seen(const anno_run *run, anno_str document) {
  const anno_hash hash = anno_hash_of(document);
  return anno_table_get(&run->seen, (anno_str){(const char *)hash.bytes, KEPT}) != 0;
}

static void see(anno_run *run, anno_str document) {
  const anno_hash hash = anno_hash_of(document);
  char *kept = anno_arena_room(run->ctx.run, KEPT);
  if (!kept) return;
  memcpy(kept, hash.bytes, KEPT);
  anno_table_add(&run->seen, (anno_str){kept, KEPT}, 1);
}

static void begin_document(anno_run *run, const anno_noted *document) {
  run->dropping = is_seen(run, document->detail);
  if (run->dropping)
    anno_reporter_tell(&run->reporter, document->code, document->text);
  else
    see(run, document->detail);
  /* Behind the base, which is that of the corpus. */
  const size_t own = anno_str_find(document->detail, 0, '\n') + 1;
  if (run->record && !run->dropping)
    anno_record_document(run->record, anno_str_sub(document->detail, own, document->detail.len));
}

static void end_document(anno_run *run, const anno_noted *done) {
  const size_t read = done->counts.read;
  const anno_run_counts dropped = {.skipped = 1, .read = read, .reported = read};
  anno_run_counts_add(&run->counts, run->dropping ? &dropped : &done->counts);
  run->dropping = false;
}

static void tick(anno_run *run, const anno_noted *noted) {
  const anno_reporter *said = &run->reporter;
  run->read += noted->bytes;
  run->done.sources += noted->kind == ANNO_NOTED_END;
  run->done.documents = run->counts.documents + run->counts.skipped;
  run->done.bytes = run->read + anno_stdin_bytes(run->input) - run->looked;
  run->done.findings = said->errors + said->warnings + said->notes;
  anno_progress_tick(&run->progress, &run->done);
}

static void end_source(anno_run *run, const anno_noted *end) {
  anno_run_worst(run, end->status);
  if (!run->record) return;
  const anno_found *found = &run->inputs.found[end->source];
  if (!found->elsewhere) anno_record_source(run->record, found, end->text);
}

static bool on_noted(void *handle, const anno_noted *noted) {
  anno_run *run = handle;
  if (!anno_run_goes_on(run)) return false;
  const bool kept = !run->dropping;
  switch (noted->kind) {
    case ANNO_NOTED_FINDING:
      if (kept && is_news(run, noted)) anno_reporter_tell(&run->reporter, noted->code, noted->text);
      break;
    case ANNO_NOTED_WORDS:
      anno_progress_clear(&run->progress);
      if (kept) fwrite(noted->text.ptr, 1, noted->text.len, stderr);
      break;
    case ANNO_NOTED_DOCUMENT: begin_document(run, noted); return !run->dropping;
    case ANNO_NOTED_BYTES:
      if (kept) anno_out_put(run->out, noted->text);
      if (run->out && !anno_out_good(run->out)) anno_run_worst(run, ANNO_BAD_OUTPUT);
      break;
    case ANNO_NOTED_DONE: end_document(run, noted); break;
    case ANNO_NOTED_OLD: take_old(run, noted); break;
    case ANNO_NOTED_END: end_source(run, noted); break;
  }
  if (anno_arena_failed(run->ctx.run)) anno_run_worst(run, ANNO_NO_MEMORY);
  if (noted->kind >= ANNO_NOTED_DONE) tick(run, noted);
  return kept;
}

static bool on_section(void *handle, anno_section *section) {
  for (const anno_noted *n = section->first; n; n = n->next) on_noted(handle, n);
  anno_section_clear(section);
  return anno_run_goes_on(handle);
}

/* ---- Corpora */

static anno_status load_corpus(anno_run_corpus *c, const anno_found *found, size_t count) {
  anno_run *run = c->run;
  anno_status status = anno_corpus_load(&run->ctx, found->shown_root, run->options->base, &c->corpus);
  c->sets = (anno_rule_sets){.ctx = &run->ctx, .options = run->options, .corpus = &c->corpus};
  if (!status) status = anno_rule_sets_load(&c->sets, found, count);
  run->told = anno_table_in(run->ctx.run);
  c->shop.corpus = &c->corpus;
  c->shop.sets = &c->sets;
  return status;
}

static anno_status send_head(anno_run_corpus *c) {
  anno_run *run = c->run;
  anno_count count = {.next = c->to};
  const anno_sink to = anno_count_sink(&count);
  anno_map *map = anno_map_new(&run->ctx, c->sets.declared, &c->corpus, run->options->map);
  anno_status status = map ? anno_map_prefixes(map, to) : ANNO_NO_MEMORY;
  if (!status) status = anno_map_head(map, to);
  if (!status) status = anno_send_break(to);
  run->counts.triples += count.statements;
  return status;
}

static void read_alone(anno_run_corpus *c, size_t first, size_t end) {
  anno_run *run = c->run;
  anno_worker worker;
  if (!anno_worker_alone(&worker, &c->shop, &run->ctx, c->to)) anno_run_worst(run, ANNO_NO_MEMORY);
  for (size_t i = first; i < end && anno_run_goes_on(run); i++) {
    run->reporter.cursor = (anno_cursor){0};
    anno_worker_read(&worker, i);
  }
  anno_worker_end(&worker);
}

/* ---- What is unchanged */

static anno_str document_key(const anno_run_corpus *c, const anno_made_document *document, anno_arena *arena) {
  return anno_run_document_key(arena, c->corpus.base, document->id, document->annotator);
}

/* True if one of the documents of a section has been met in another source. */
static bool is_met(const anno_run_corpus *c, const anno_made_section *old, anno_arena *arena) {
  bool met = false;
  for (size_t i = 0; i < old->document_count; i++) met |= is_seen(c->run, document_key(c, &old->documents[i], arena));
  return met;
}

static void take_over(const anno_run_corpus *c, const anno_made_section *old, anno_arena *arena) {
  anno_run *run = c->run;
  const anno_made_counts *n = &old->counts;
  const anno_run_counts counts = {.documents = n->documents,
                                  .read = n->read,
                                  .exported = n->exported,
                                  .left_out = n->left_out,
                                  .reported = n->reported,
                                  .attributions = n->statements,
                                  .triples = n->triples};
  for (size_t i = 0; i < old->document_count; i++) see(run, document_key(c, &old->documents[i], arena));
  anno_run_counts_add(&run->counts, &counts);
  run->done.sources++;
  anno_run_worst(run, anno_record_again(run->record, old));
}

/* What became of the source comes out again, or it is read after all: another one may have its documents now. */
static void take_old(anno_run *run, const anno_noted *noted) {
  anno_run_corpus *c = run->corpus;
  anno_made_section old;
  anno_worker worker;
  anno_arena *arena = anno_arena_new(NULL, 0);
  if (arena && anno_made_section_read(arena, noted->text, &old) && !is_met(c, &old, arena)) {
    take_over(c, &old, arena);
  } else {
    if (anno_worker_alone(&worker, &c->shop, &run->ctx, c->to))
      anno_worker_read_again(&worker, noted->source);
    else
      anno_run_worst(run, ANNO_NO_MEMORY);
    anno_worker_end(&worker);
  }
  anno_arena_free(arena);
}

/* ---- Threads */

static void *read_all(void *worker) {
  anno_worker_read_all(worker);
  return NULL;
}

/* As many as there can be, this thread among them. */
static void read_among(anno_run_corpus *c, anno_turns *turns, size_t count) {
  anno_worker *workers = anno_arena_array(c->run->ctx.run, count, sizeof *workers);
  pthread_t *threads = anno_arena_array(c->run->ctx.run, count, sizeof *threads);
  size_t ready = 0, started = 1;
  anno_xml_begin();
  while (workers && threads && ready < count && anno_worker_among(&workers[ready], &c->shop, turns)) ready++;
  while (started < ready && !pthread_create(&threads[started], NULL, read_all, &workers[started])) started++;
  if (ready) anno_worker_read_all(&workers[0]);
  for (size_t i = 1; i < started && i < ready; i++) pthread_join(threads[i], NULL);
  for (size_t i = 0; workers && i < count; i++) anno_worker_end(&workers[i]);
  if (!anno_turns_complete(turns)) anno_run_worst(c->run, ANNO_NO_MEMORY);
}

static void read_sources(anno_run_corpus *c, size_t first, size_t end, size_t threads) {
  if (threads > end - first) threads = end - first;
  if (threads < 2) {
    read_alone(c, first, end);
    return;
  }
  anno_turns *turns = anno_turns_new(first, end, (anno_section_sink){c->run, on_section});
  if (turns)
    read_among(c, turns, threads);
  else
    anno_run_worst(c->run, ANNO_NO_MEMORY);
  if (turns) anno_turns_free(turns);
}

bool anno_run_corpus_begin(anno_run_corpus *c, const anno_found *found, size_t count) {
  anno_run *run = c->run;
  c->shop.options = run->options;
  c->shop.reporter = &run->reporter;
  c->shop.found = run->inputs.found;
  c->shop.out = (anno_noted_sink){run, on_noted};
  run->corpus = c;
  if (run->record) anno_record_begin_corpus(run->record, &run->ctx);
  anno_status status = load_corpus(c, found, count);
  if (run->record) anno_record_corpus_begun(run->record, &run->ctx);
  if (!status && !c->shop.visit) status = send_head(c);
  if (!status && run->record) anno_record_head(run->record, found, c->corpus.base);
  anno_run_worst(run, status);
  return !status;
}

void anno_run_corpus_read(anno_run_corpus *c, const anno_found *found) {
  anno_run *run = c->run;
  c->shop.found = found;
  if (!c->works && !anno_worker_alone(&c->worker, &c->shop, &run->ctx, c->to)) anno_run_worst(run, ANNO_NO_MEMORY);
  c->works = true;
  run->reporter.cursor = (anno_cursor){0};
  if (anno_run_goes_on(run)) anno_worker_read(&c->worker, 0);
}

void anno_run_corpus_end(anno_run_corpus *c) {
  if (c->works) anno_worker_end(&c->worker);
  c->works = false;
}

/* One corpus: all sources from `first` on with the same root. Returns the index behind the last. */
static size_t run_corpus(anno_run_corpus *c, size_t first, size_t threads) {
  const anno_found *found = &c->run->inputs.found[first];
  const size_t count = count_sources(&c->run->inputs, first);
  if (found->is_stream) {
    anno_stream_run(c);
    return first + 1;
  }
  if (anno_run_corpus_begin(c, found, count)) read_sources(c, first, first + count, threads);
  return first + count;
}

/* What is told of an archive is told once, and members of most are reached through those before them only: one worker
   reads them all. */
static bool all_on_disk(const anno_inputs *inputs) {
  for (size_t i = 0; i < inputs->count; i++)
    if (anno_files_disk.kind(NULL, inputs->found[i].source.path) != ANNO_FILE_REGULAR) return false;
  return true;
}

static size_t threads_for(const anno_run *run, const anno_run_target *target) {
  const bool sections = !target->writer || target->writer->sections;
  const size_t wanted = anno_options_threads(run->options);
  return wanted > 1 && sections && !target->also.on_event && all_on_disk(&run->inputs) ? wanted : 1;
}

static bool open_target(anno_run *run, const anno_run_target *target, anno_tee *tee, anno_sink *to) {
  *to = target->also;
  run->out = target->out;
  if (!target->writer) return true;
  *to = target->writer->open(&run->ctx, target->out);
  if (!to->on_event) return false;
  *tee = (anno_tee){*to, target->also};
  if (target->also.on_event) *to = anno_tee_sink(tee);
  return true;
}

static void run_all(const anno_run_corpus *model, size_t threads) {
  anno_run *run = model->run;
  run->looked = anno_stdin_bytes(run->input);
  run->done.all_sources = run->inputs.count;
  if (run->mapped) run->done.triples = &run->counts.triples;
  anno_progress_begin(&run->progress, run->no_progress ? ANNO_PROGRESS_NONE : anno_progress_wanted(run->options));
  for (size_t i = 0; i < run->inputs.count && anno_run_goes_on(run);) {
    anno_run_corpus c = *model;
    i = run_corpus(&c, i, threads);
  }
  anno_progress_end(&run->progress);
}

void anno_run_map(anno_run *run, const anno_run_target *target) {
  anno_sink to;
  anno_tee tee;
  run->mapped = true;
  if (!open_target(run, target, &tee, &to)) {
    anno_run_worst(run, ANNO_NO_MEMORY);
    return;
  }
  const anno_shop shop = {.writer = target->writer, .manifest = run->record ? run->record->manifest : NULL};
  run_all(&(anno_run_corpus){.run = run, .to = to, .shop = shop}, threads_for(run, target));
  /* Also after a failure: writers let go of what they hold. */
  if (to.on_event) anno_run_worst(run, anno_send_end(to));
}

void anno_run_visit_all(anno_run *run, anno_run_visit visit, void *handle) {
  run->no_progress = isatty(STDOUT_FILENO);
  run_all(&(anno_run_corpus){.run = run, .shop = {.visit = visit, .visit_handle = handle}}, 1);
}

static void say_balance(const anno_run *run, size_t triples, const char *written_to) {
  const anno_run_counts *n = &run->counts;
  char unchanged[40] = "";
  if (run->record) snprintf(unchanged, sizeof unchanged, " (%zu unchanged)", run->record->unchanged);
  fprintf(stderr,
          "annograph: %zu documents%s, %zu skipped; annotations: %zu read = %zu exported + %zu reported + %zu left out "
          "by rule; ",
          n->documents, unchanged, n->skipped, n->read, n->exported, n->reported, n->left_out);
  fprintf(stderr, "%zu statements, %zu triples", n->attributions, triples);
  if (written_to) fprintf(stderr, " -> %s", written_to);
  fprintf(stderr, "; %zu errors, %zu warnings\n", run->reporter.errors, run->reporter.warnings);
}

static int exit_status(const anno_run *run) {
  if (run->status == ANNO_NO_MEMORY || run->status == ANNO_INTERNAL) return ANNO_EXIT_INTERNAL;
  if (run->status == ANNO_BAD_OUTPUT) return ANNO_EXIT_OUTPUT;
  if (run->options->strict && run->reporter.errors) return ANNO_EXIT_STRICT;
  if (run->status == ANNO_BAD_INPUT) return ANNO_EXIT_INPUT;
  if (run->status == ANNO_BAD_USAGE) return ANNO_EXIT_USAGE;
  return run->counts.skipped || run->status == ANNO_SKIP ? ANNO_EXIT_SKIPPED : ANNO_EXIT_FINE;
}

int anno_run_end(anno_run *run, size_t triples, const char *written_to) {
  const anno_run_counts *n = &run->counts;
  if (run->status == ANNO_NO_MEMORY && !run->reporter.codes[ANNO_OUT_OF_MEMORY])
    anno_report(&run->reporter.sink, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  if (run->mapped && n->read != n->exported + n->reported + n->left_out) {
    anno_report(&run->reporter.sink, ANNO_UNBALANCED, (anno_loc){0},
                "%zu read, %zu exported, %zu reported, %zu left out", n->read, n->exported, n->reported, n->left_out);
    run->status = ANNO_INTERNAL;
  }
  if (!run->options->quiet && run->mapped) say_balance(run, triples, written_to);
  if (anno_archives_refused(run->archives)) anno_run_worst(run, ANNO_BAD_INPUT);
  const int status = exit_status(run);
  let_go(run);
  return status;
}
