#include "cli/run.h"

#include <stdio.h>

#include "cli/rule_sets.h"
#include "rdf/count.h"

/* What one corpus is read with. */
typedef struct {
  anno_run *run;
  anno_corpus corpus;
  anno_rule_sets sets;
  const anno_rules *rules; /* for the source that is being read */
  anno_map *map;           /* NULL when documents are only visited */
  anno_sink to;
  anno_run_visit visit;
  void *visit_handle;
} corpus_run;

static void worst(anno_run *run, anno_status status) {
  if (status > run->status) run->status = status;
}

static void let_go(anno_run *run) {
  anno_archives_free(run->archives);
  anno_arena_free(run->ctx.document);
  anno_arena_free(run->ctx.run);
}

bool anno_run_begin(anno_run *run, const anno_options *options) {
  *run = (anno_run){.options = options};
  anno_reporter_init(&run->reporter, options);
  run->ctx = (anno_ctx){
      .run = anno_arena_new(NULL, 0), .document = anno_arena_new(NULL, 1 << 20), .diag = &run->reporter.sink};
  run->archives = anno_archives_new(run->ctx.diag);
  if (run->archives) run->ctx.files = anno_archives_files(run->archives);
  if (!run->archives || !run->ctx.run || !run->ctx.document || anno_inputs_find(&run->ctx, options, &run->inputs)) {
    anno_report(&run->reporter.sink, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
    let_go(run);
    return false;
  }
  run->seen = anno_table_in(run->ctx.run);
  if (run->inputs.unreadable) worst(run, ANNO_BAD_INPUT);
  return true;
}

static void skip(corpus_run *c, const anno_doc *doc) {
  c->run->counts.skipped++;
  c->run->counts.read += doc->read;
  c->run->counts.reported += doc->read;
}

/* Two files may not make one document: their statements would be told apart by nobody. */
static bool is_double(corpus_run *c, const anno_doc *doc) {
  anno_arena *arena = c->run->ctx.run;
  const anno_str key = anno_arena_print(arena, "%.*s\n%.*s\n%.*s", ANNO_FMT(c->corpus.base), ANNO_FMT(doc->id),
                                        ANNO_FMT(doc->annotator));
  if (!anno_table_get(&c->run->seen, key)) {
    anno_table_add(&c->run->seen, key, 1);
    return false;
  }
  anno_report(c->run->ctx.diag, ANNO_DUPLICATE_DOCUMENT, doc->at, "%.*s", ANNO_FMT(doc->id));
  return true;
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  corpus_run *c = handle;
  if (doc->bad || is_double(c, doc)) {
    skip(c, doc);
    return ANNO_SKIP;
  }
  if (c->run->options->verbose) fprintf(stderr, "annograph: %.*s: %zu annotations\n", ANNO_FMT(doc->id), doc->read);
  if (c->visit) {
    c->visit(c->visit_handle, doc, c->rules);
    c->run->counts.documents++;
    return ANNO_OK;
  }
  const anno_status status = anno_map_document(c->map, doc, c->to);
  if (status == ANNO_SKIP)
    skip(c, doc);
  else
    c->run->counts.reported += doc->reported;
  return status;
}

/* The sources from `first` on that have its root. */
static size_t count_sources(const anno_inputs *inputs, size_t first) {
  size_t end = first;
  while (end < inputs->count && anno_str_eq(inputs->found[end].real_root, inputs->found[first].real_root)) end++;
  return end - first;
}

static anno_status begin_corpus(corpus_run *c, size_t first, size_t count) {
  const anno_run *run = c->run;
  const anno_str root = run->inputs.found[first].shown_root;
  anno_status status = anno_corpus_load(&run->ctx, root, run->options->base, &c->corpus);
  c->sets = (anno_rule_sets){.ctx = &run->ctx, .options = run->options, .corpus = &c->corpus};
  if (!status) status = anno_rule_sets_load(&c->sets, &run->inputs.found[first], count);
  if (status || c->visit) return status;
  c->map = anno_map_new(&run->ctx, c->sets.declared, &c->corpus, run->options->map);
  if (!c->map) return ANNO_NO_MEMORY;
  status = anno_map_prefixes(c->map, c->to);
  return status ? status : anno_map_head(c->map, c->to);
}

static void add_counts(anno_run *run, const anno_map *map) {
  const anno_map_counts m = anno_map_counted(map);
  run->counts.documents += m.documents;
  run->counts.read += m.read;
  run->counts.exported += m.exported;
  run->counts.left_out += m.left_out;
  run->counts.attributions += m.attributions;
  run->counts.propositions += m.propositions;
  run->counts.mentions += m.mentions;
}

static bool goes_on(const anno_run *run) { return run->status <= ANNO_SKIP || run->status == ANNO_BAD_INPUT; }

/* One corpus: all sources from `first` on with the same root. Returns the index behind the last. */
static size_t run_corpus(corpus_run *c, size_t first) {
  anno_run *run = c->run;
  const size_t end = first + count_sources(&run->inputs, first);
  const anno_status begun = begin_corpus(c, first, end - first);
  worst(run, begun);
  for (size_t i = first; i < end && !begun && goes_on(run); i++) {
    const anno_found *found = &run->inputs.found[i];
    const anno_doc_sink sink = {c, on_doc};
    c->rules = anno_rule_sets_for(&c->sets, found);
    if (c->map) anno_map_use(c->map, c->rules);
    worst(run, found->reader->read(&run->ctx, &found->source, sink));
    anno_arena_reset(run->ctx.document);
    /* The memory of an input may become that of another one. */
    run->reporter.cursor = (anno_cursor){0};
  }
  if (c->map) add_counts(run, c->map);
  return end;
}

void anno_run_map(anno_run *run, anno_sink to) {
  run->mapped = true;
  for (size_t i = 0; i < run->inputs.count && goes_on(run);) {
    corpus_run c = {.run = run, .to = to};
    i = run_corpus(&c, i);
  }
  /* Also after a failure: writers let go of what they hold. */
  worst(run, anno_send_end(to));
}

void anno_run_visit_all(anno_run *run, anno_run_visit visit, void *handle) {
  for (size_t i = 0; i < run->inputs.count && goes_on(run);) {
    corpus_run c = {.run = run, .visit = visit, .visit_handle = handle};
    i = run_corpus(&c, i);
  }
}

static void say_balance(const anno_run *run, size_t triples, const char *written_to) {
  const anno_run_counts *n = &run->counts;
  fprintf(stderr,
          "annograph: %zu documents, %zu skipped; annotations: %zu read = %zu exported + %zu reported + %zu left out "
          "by rule; ",
          n->documents, n->skipped, n->read, n->exported, n->reported, n->left_out);
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
  if (anno_archives_refused(run->archives)) worst(run, ANNO_BAD_INPUT);
  const int status = exit_status(run);
  let_go(run);
  return status;
}
