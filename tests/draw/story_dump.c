/* Tells the story of an RDF file and prints it, a record a line, empty fields left out: what the cases under
   tests/draw/story/ compare. Usage: story_dump forwards|backwards FILE; backwards, statements are sent last first. */
#include <stdio.h>

#include "draw/gather.h"
#include "draw/story.h"
#include "rdf/parse.h"

typedef struct {
  anno_arena *arena;
  anno_stmt *stmts;
  size_t count, capacity;
} statements;

static void on_diag(void *handle, const anno_diag *diag) {
  (void)handle;
  const anno_place place = anno_loc_place(diag->at);
  if (diag->at.input) fprintf(stderr, "%.*s:%zu: ", ANNO_FMT(diag->at.input->name), place.line);
  fprintf(stderr, "%s: %s [%s]\n", anno_level_name(diag->level), anno_code_summary(diag->code),
          anno_code_name(diag->code));
}

static anno_term copy(anno_arena *arena, const anno_term *term) {
  anno_term made = *term;
  made.value = anno_arena_copy(arena, term->value);
  made.language = anno_arena_copy(arena, term->language);
  made.datatype = anno_arena_copy(arena, term->datatype);
  return made;
}

static anno_status collect(void *handle, const anno_event *event) {
  statements *to = handle;
  const anno_stmt *s = event->stmt;
  if (event->kind != ANNO_EVENT_STATEMENT) return ANNO_OK;
  const anno_stmt made = {copy(to->arena, &s->subject), copy(to->arena, &s->predicate), copy(to->arena, &s->object),
                          copy(to->arena, &s->graph)};
  return ANNO_PUSH(to->arena, to->stmts, to->count, to->capacity, made) ? ANNO_OK : ANNO_NO_MEMORY;
}

/* --- Printing -------------------------------------------------------------------------------------------------- */

static anno_str tail(anno_str iri) {
  size_t at = iri.len;
  while (at && iri.ptr[at - 1] != '/' && iri.ptr[at - 1] != '#') at--;
  return anno_str_sub(iri, at, iri.len);
}

static void put(const char *name, anno_str value) {
  if (value.len) printf(" %s=\"%.*s\"", name, ANNO_FMT(value));
}

static void put_flag(const char *name, bool is) {
  if (is) printf(" %s", name);
}

static anno_str iri_of(const anno_story *story, char kind, anno_at at) {
  return tail(kind == 'r'   ? story->referents[at].iri
              : kind == 'c' ? story->claims[at].iri
              : kind == 's' ? story->sayings[at].iri
                            : story->documents[at].iri);
}

static void put_at(const anno_story *story, const char *name, char kind, anno_at at) {
  if (at != ANNO_NOWHERE) printf(" %s=%.*s", name, ANNO_FMT(iri_of(story, kind, at)));
}

static void put_list(const anno_story *story, const char *name, char kind, anno_list list) {
  for (size_t i = 0; i < list.count; i++) {
    if (!i) printf(" %s=", name);
    printf("%s%.*s", i ? "," : "", ANNO_FMT(iri_of(story, kind, list.items[i])));
  }
}

static void put_period(const anno_story *story, const char *name, anno_period period) {
  if (!period.known && !period.text.len) return;
  printf(" %s=", name);
  if (period.known)
    printf("%.*s..%.*s%s", ANNO_FMT(anno_day_text(story->arena, period.begin)),
           ANNO_FMT(anno_day_text(story->arena, period.end)), period.uncertain ? "?" : "");
  printf("(%.*s)", ANNO_FMT(period.text));
}

static void put_referent(const anno_story *story, const anno_referent *r) {
  static const char *const kinds[] = {"person",      "organization", "state",     "group",     "agent",
                                      "arrangement", "agreement",    "legal act", "mechanism", "place",
                                      "work",        "happening",    "concept",   "thing"};
  printf("referent %.*s: %s \"%.*s\"", ANNO_FMT(tail(r->iri)), kinds[r->kind], ANNO_FMT(r->label));
  for (size_t i = 0; i < r->name_count; i++) put("also", r->names[i]);
  put("link", r->link);
  put("type", r->type);
  put_flag("unspecified", r->unspecified);
  put_at(story, r->body_is_alleged ? "alleged-body" : "body", 'r', r->body);
  put_at(story, "side", 'r', r->side);
  put("post", r->post);
  put("tag", r->tag);
  put("colour", r->colour);
  printf("%s%s\n", anno_may_act(r) ? " acts" : "", anno_is_arrangement(r) ? " arranges" : "");
}

static void put_document(const anno_story *story, const anno_document *d) {
  printf("document %.*s: id=\"%.*s\" source=\"%.*s\"", ANNO_FMT(tail(d->iri)), ANNO_FMT(d->id), ANNO_FMT(d->source));
  put("title", d->title);
  put("publisher", d->publisher);
  put_period(story, "date", d->date);
  printf("\n");
}

static void put_claim(const anno_story *story, const anno_claim *c) {
  static const char *const fills[] = {"referent", "claim", "time", "value"};
  printf("claim %.*s: \"%.*s\"", ANNO_FMT(tail(c->iri)), ANNO_FMT(c->label));
  if (c->predicate.len) printf(" predicate=%.*s", ANNO_FMT(tail(c->predicate)));
  put("verb", c->verb);
  put_flag("conduct", c->nature & ANNO_CONDUCT);
  put_flag("blame", c->nature & ANNO_BLAME);
  put_flag("descriptive", c->nature & ANNO_DESCRIPTIVE);
  put_flag("structural", c->nature & ANNO_STRUCTURAL);
  put_list(story, "sayings", 's', c->sayings);
  put_list(story, "within", 'c', c->within);
  put_list(story, "documents", 'd', c->documents);
  put("evidence", c->evidence);
  printf("\n");
  for (size_t i = 0; i < c->filler_count; i++) {
    const anno_filler *f = &c->fillers[i];
    printf("  %.*s \"%.*s\": %s", ANNO_FMT(tail(f->role)), ANNO_FMT(f->label), fills[f->kind]);
    put_at(story, "at", f->kind == ANNO_FILLS_CLAIM ? 'c' : 'r', f->at);
    put("text", f->text);
    put_period(story, "period", f->period);
    printf("\n");
  }
}

static void put_speech(const anno_story *story, const anno_saying *s) {
  put_list(story, "speakers", 'r', s->speakers);
  put_list(story, "behalf", 'r', s->behalf);
  put_list(story, "addressees", 'r', s->addressees);
  put_list(story, "accused", 'r', s->accused);
  put_list(story, "about", 'r', s->about);
  put_list(story, "media", 'r', s->media);
  put_list(story, "answers", 's', s->answers);
  put_list(story, "relays", 's', s->relays);
  put_list(story, "relayed-by", 's', s->relayed_by);
}

static void put_saying(const anno_story *story, const anno_saying *s) {
  static const char *const polarities[] = {"affirms", "negates", "leaves open", "conveys", "relays"};
  printf("saying %.*s: %s %s", ANNO_FMT(tail(s->iri)), anno_act_name(s->act, false), polarities[s->polarity]);
  put_at(story, "claim", 'c', s->claim);
  printf(" acts=");
  for (unsigned k = 0; k < ANNO_ACT_COUNT; k++)
    if (s->acts & 1u << k) printf("%s%s", s->acts & ((1u << k) - 1) ? "," : "", anno_act_name((anno_act)k, true));
  put_speech(story, s);
  put_flag("narrated", s->narrated);
  put("certainty", s->certainty);
  put_flag("uncertain", !s->is_certain);
  put("mood", s->mood);
  put_flag("not-actual", !s->is_actual);
  put("degree", s->degree);
  put("manner", s->manner);
  put_at(story, "document", 'd', s->document);
  put_period(story, "when", s->when);
  put("label", s->label);
  put("gloss", s->gloss);
  put("quote", s->quote);
  put("words", s->words);
  put("event", tail(s->event));
  printf("\n");
}

static void put_story(const anno_story *story) {
  for (size_t i = 0; i < story->document_count; i++) put_document(story, &story->documents[i]);
  for (size_t i = 0; i < story->referent_count; i++) put_referent(story, &story->referents[i]);
  for (size_t i = 0; i < story->claim_count; i++) put_claim(story, &story->claims[i]);
  for (size_t i = 0; i < story->saying_count; i++) put_saying(story, &story->sayings[i]);
}

static anno_status send_backwards(const anno_ctx *ctx, const anno_rdf_file *file, anno_sink to) {
  statements all = {.arena = ctx->run};
  anno_status status = anno_rdf_parse(ctx, file, (anno_sink){&all, collect});
  for (size_t i = all.count; i && !status; i--) status = anno_send_stmt(to, &all.stmts[i - 1]);
  return status;
}

static anno_status tell(const anno_ctx *ctx, const anno_rdf_file *file, bool backwards) {
  anno_gather gather;
  anno_story story;
  if (!file->syntax) return ANNO_BAD_USAGE;
  if (!anno_gather_begin(&gather, ctx->run, ctx->diag)) return ANNO_NO_MEMORY;
  const anno_sink sink = anno_gather_sink(&gather);
  anno_status status = backwards ? send_backwards(ctx, file, sink) : anno_rdf_parse(ctx, file, sink);
  if (!status) status = anno_gather_end(&gather);
  if (status) return status;
  if (!anno_story_tell(ctx->run, gather.graph, &story)) return ANNO_NO_MEMORY;
  put_story(&story);
  return ANNO_OK;
}

int main(int argc, char **argv) {
  const anno_diag_sink diag = {NULL, on_diag};
  const anno_ctx ctx = {anno_arena_new(NULL, 0), anno_arena_new(NULL, 0), &anno_files_disk, &diag, NULL};
  if (argc != 3) return 2;
  const anno_str path = anno_str_from(argv[2]);
  const anno_rdf_file file = {.path = path, .name = anno_path_name(path), .syntax = anno_syntax_of_path(path)};
  const anno_status status = tell(&ctx, &file, strcmp(argv[1], "backwards") == 0);
  anno_arena_free(ctx.run);
  anno_arena_free(ctx.document);
  return (int)status;
}
