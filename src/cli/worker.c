#include "cli/worker.h"

#include <stdio.h>

enum { HELD = 2 << 20 }; /* bytes that a section keeps until its turn */

/* ---- Noting */

static bool has_turn(anno_worker *w) {
  if (!w->turn && w->turns) w->turn = anno_turns_has(w->turns, w->section);
  return w->turn;
}

static void let_out_held(anno_worker *w) {
  if (!w->section || !w->section->first) return;
  for (const anno_noted *n = w->section->first; n; n = n->next) w->shop->out.on_noted(w->shop->out.handle, n);
  anno_section_clear(w->section);
}

/* False if it was let out, and belongs to a document that is dropped. */
static bool note(anno_worker *w, const anno_noted *noted) {
  if (!has_turn(w)) {
    w->failed |= !anno_section_note(w->section, noted);
    return true;
  }
  let_out_held(w);
  return w->shop->out.on_noted(w->shop->out.handle, noted);
}

static void on_diag(void *handle, const anno_diag *diag) {
  anno_worker *w = handle;
  const anno_place place = anno_cursor_place(&w->cursor, diag->at);
  anno_buf text = anno_buf_in(w->words);
  anno_reporter_put(w->shop->reporter, diag, place, &text);
  const bool whole = !anno_arena_failed(w->words);
  const anno_noted noted = {.kind = ANNO_NOTED_FINDING,
                            .code = diag->code,
                            .text = whole ? anno_buf_str(&text) : anno_str_from(anno_code_summary(diag->code)),
                            .detail = diag->detail};
  note(w, &noted);
  anno_arena_reset(w->words);
}

static void on_bytes(void *handle, anno_str bytes) {
  anno_worker *w = handle;
  if (w->mute) return;
  if (!has_turn(w) && w->section->bytes + bytes.len > HELD) anno_turns_wait(w->turns, w->section);
  note(w, &(anno_noted){.kind = ANNO_NOTED_BYTES, .text = bytes});
}

/* ---- Documents */

static anno_status skip(anno_worker *w, const anno_doc *doc) {
  const anno_noted noted = {.kind = ANNO_NOTED_DONE,
                            .counts = {.skipped = 1, .read = doc->read, .reported = doc->read}};
  note(w, &noted);
  return ANNO_SKIP;
}

/* Two files may not make one document: their statements would be told apart by nobody. True if it goes on. */
static bool begin_document(anno_worker *w, const anno_doc *doc) {
  const anno_diag diag = {ANNO_DUPLICATE_DOCUMENT, anno_code_level(ANNO_DUPLICATE_DOCUMENT), doc->at, doc->id};
  anno_buf text = anno_buf_in(w->words);
  anno_reporter_put(w->shop->reporter, &diag, anno_cursor_place(&w->cursor, doc->at), &text);
  anno_noted noted = {.kind = ANNO_NOTED_DOCUMENT, .code = diag.code, .text = anno_buf_str(&text)};
  noted.detail = anno_run_document_key(w->words, w->shop->corpus->base, doc->id, doc->annotator);
  w->failed |= anno_arena_failed(w->words);
  bool goes_on = note(w, &noted);
  if (goes_on && w->shop->options->verbose) {
    anno_buf words = anno_buf_in(w->words);
    anno_buf_put(&words, ANNO_STR("annograph: "));
    anno_put_plain(&words, doc->id);
    anno_buf_put(&words, anno_arena_print(w->words, ": %zu annotations\n", doc->read));
    noted = (anno_noted){.kind = ANNO_NOTED_WORDS, .text = anno_buf_str(&words)};
    note(w, &noted);
  }
  anno_arena_reset(w->words);
  return goes_on;
}

static void count_mapped(const anno_worker *w, const anno_map_counts *then, anno_run_counts *to) {
  const anno_map_counts now = anno_map_counted(w->map);
  to->documents = now.documents - then->documents;
  to->read = now.read - then->read;
  to->exported = now.exported - then->exported;
  to->left_out = now.left_out - then->left_out;
  to->attributions = now.attributions - then->attributions;
  to->propositions = now.propositions - then->propositions;
  to->mentions = now.mentions - then->mentions;
}

static anno_status map_document(anno_worker *w, anno_doc *doc) {
  const anno_map_counts before = anno_map_counted(w->map);
  const unsigned long long triples = w->count.statements;
  anno_status status = anno_map_document(w->map, doc, w->to);
  if (status == ANNO_SKIP) return skip(w, doc);
  /* What is written of this document comes out before the next one begins. */
  if (!status) status = anno_send_break(w->to);
  if (w->out) anno_out_flush(w->out);
  anno_noted noted = {.kind = ANNO_NOTED_DONE};
  count_mapped(w, &before, &noted.counts);
  noted.counts.reported = doc->reported;
  noted.counts.triples = w->count.statements - triples;
  note(w, &noted);
  return status;
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  anno_worker *w = handle;
  if (doc->bad || !begin_document(w, doc)) return skip(w, doc);
  if (w->map) return map_document(w, doc);
  w->shop->visit(w->shop->visit_handle, doc, anno_rule_sets_for(w->shop->sets, &w->shop->found[w->section->source]));
  note(w, &(anno_noted){.kind = ANNO_NOTED_DONE, .counts = {.documents = 1}});
  return ANNO_OK;
}

/* ---- Sources */

static anno_status read_source(anno_worker *w, const anno_found *found) {
  if (w->map) anno_map_use(w->map, anno_rule_sets_for(w->shop->sets, found));
  return found->reader->read(&w->ctx, &found->source, (anno_doc_sink){w, on_doc});
}

/* The same, with a note of what it was made from. */
static anno_status read_watched(anno_worker *w, const anno_found *found, anno_buf *files) {
  anno_arena_reset(w->watching);
  anno_watched_begin(&w->watched, w->watching, w->files);
  w->ctx.files = &w->watched.files;
  const anno_status status = read_source(w, found);
  w->ctx.files = w->files;
  anno_manifest_files(&w->watched, found, false, files);
  w->failed |= anno_arena_failed(w->watching);
  return status;
}

static void begin_source(anno_worker *w, size_t source) {
  w->section->source = source;
  w->turn = !w->turns;
}

void anno_worker_read_again(anno_worker *w, size_t source) {
  const anno_found *found = &w->shop->found[source];
  anno_buf files = anno_buf_in(w->watching);
  anno_status status = ANNO_OK;
  begin_source(w, source);
  const unsigned long long before = w->input ? anno_stdin_bytes(w->input) : 0;
  if (!found->elsewhere) status = w->watching ? read_watched(w, found, &files) : read_source(w, found);
  anno_arena_reset(w->ctx.document);
  /* The memory of an input may become that of another one. */
  w->cursor = (anno_cursor){0};
  if (w->failed) status = ANNO_NO_MEMORY;
  anno_noted end = {.kind = ANNO_NOTED_END, .status = status, .source = source, .text = anno_buf_str(&files)};
  end.bytes = w->input ? anno_stdin_bytes(w->input) - before : 0;
  note(w, &end);
}

/* True if the source is unchanged, which is noted then. */
static bool is_old(anno_worker *w, size_t source) {
  anno_noted noted = {.kind = ANNO_NOTED_OLD, .source = source};
  if (!w->watching || w->shop->found[source].elsewhere) return false;
  anno_arena_reset(w->watching);
  if (!anno_manifest_unchanged(w->shop->manifest, w->files, source, w->watching, &noted.text)) return false;
  begin_source(w, source);
  note(w, &noted);
  return true;
}

void anno_worker_read(anno_worker *w, size_t source) {
  if (!is_old(w, source)) anno_worker_read_again(w, source);
}

void anno_worker_read_all(anno_worker *w) {
  while (w->section && anno_turns_take(w->turns, w->section)) {
    anno_worker_read(w, w->section->source);
    w->section = anno_turns_done(w->turns, w->section);
  }
}

static bool begin(anno_worker *w, const anno_shop *shop, anno_turns *turns) {
  *w = (anno_worker){.shop = shop, .turns = turns, .diag = {w, on_diag}};
  w->words = anno_arena_new(NULL, 4096);
  w->section = anno_section_new();
  return w->words && w->section;
}

static bool make_map(anno_worker *w) {
  w->files = w->ctx.files;
  if (w->shop->manifest) w->watching = anno_arena_new(NULL, 0);
  if (w->shop->manifest && !w->watching) return false;
  if (w->shop->visit) return true;
  w->map = anno_map_new(&w->ctx, w->shop->sets->declared, w->shop->corpus, w->shop->options->map);
  w->to = anno_count_sink(&w->count);
  return w->map != NULL;
}

bool anno_worker_alone(anno_worker *w, const anno_shop *shop, const anno_ctx *ctx, anno_sink to) {
  if (!begin(w, shop, NULL)) return false;
  w->ctx = *ctx;
  w->ctx.diag = &w->diag;
  w->count.next = to;
  return make_map(w);
}

/* The run has the prefixes at its top; the worker's own writer has to know them too. */
static bool make_writer(anno_worker *w) {
  if (!w->shop->writer) return true;
  w->count.next = w->shop->writer->open(&w->ctx, w->out);
  if (!w->count.next.on_event) return false;
  w->mute = true;
  anno_status status = anno_map_prefixes(w->map, w->to);
  if (!status) status = anno_send_break(w->to);
  anno_out_flush(w->out);
  w->mute = false;
  return !status;
}

bool anno_worker_among(anno_worker *w, const anno_shop *shop, anno_turns *turns) {
  if (!begin(w, shop, turns)) return false;
  w->ctx = (anno_ctx){.run = anno_arena_new(NULL, 0),
                      .document = anno_arena_new(NULL, 1 << 20),
                      .scratch = anno_arena_new(NULL, 0),
                      .diag = &w->diag};
  w->archives = anno_archives_new(&w->diag);
  w->out = anno_out_to(&w->diag, w, on_bytes);
  w->input = w->archives ? anno_stdin_new(anno_archives_files(w->archives), &w->diag) : NULL;
  if (!w->ctx.run || !w->ctx.document || !w->ctx.scratch || !w->input || !w->out) return false;
  w->ctx.files = anno_stdin_files(w->input);
  return make_map(w) && make_writer(w);
}

void anno_worker_end(anno_worker *w) {
  if (w->out) anno_out_close(w->out, false);
  anno_section_free(w->section);
  anno_arena_free(w->words);
  anno_arena_free(w->watching);
  if (!w->turns) return;
  anno_stdin_free(w->input);
  anno_archives_free(w->archives);
  anno_arena_free(w->ctx.document);
  anno_arena_free(w->ctx.scratch);
  anno_arena_free(w->ctx.run);
}
