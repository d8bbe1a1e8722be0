/* Makes each allocation of the mapping and of the writers fail in turn: every run must end in ANNO_NO_MEMORY and leak
   nothing. Rules and metadata are read with memory enough, for the RDF parser has memory of its own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "map/map.h"
#include "read/reader.h"
#include "write/writer.h"
#include "../failing.h"

static const struct {
  const char *path, *bytes;
} disk[] = {
    {"c/x.txt", "Müller denied on 1 May that Ms Orlova did it twice. Ms Orlova said so, he said.\n"},
    {"c/annotation.conf", "[entities]\n!Agent\n\tPerson\n\tOddity\n[events]\nUse\n"},
    {"c/documents.ttl", "@prefix a: <https://w3id.org/annograph/ns#> . @prefix t: <http://purl.org/dc/terms/> .\n"
                        "<http://c/> a a:Corpus . <http://c/document/x> t:title \"A title\" ; t:language \"en\" .\n"},
    {"c/authority.ttl", "<http://c/entity/mueller> <http://www.w3.org/2000/01/rdf-schema#label> \"Müller\"@de .\n"},
    {"c/x.alice.ann",
     "T1\tPerson 0 6\tMüller\nT2\tDenial 7 13\tdenied\nT3\tTime 17 22\t1 May\nT4\tPerson 28 37\tMs Orlova\n"
     "T5\tUse 38 44\tdid it\nT6\tQuantity 45 50\ttwice\nT7\tReport 62 66\tsaid\nT8\tPerson 52 61\tMs Orlova\n"
     "T9\tOddity 67 69;71 73\tso he\nT10\tReport 74 78\tsaid\nT11\tQuotation 52 69\tMs Orlova said so\n"
     "T12\tUse 67 69\tso\n"
     "E1\tUse:T5 Subject:T4 Quantity:T6 Object:T9 Object2:T1\nE2\tDenial:T2 Source:T1 Content:E1 When:T3 Content2:E5\n"
     "E3\tReport:T7 Source:T8 Content:E2\nE4\tReport:T10 Content:E3 Quote:T11\n"
     "E5\tUse:T12 Subject:T1 Object:E6\nE6\tUse:T12 Object:E5\nR1\tAffiliation Arg1:T1 Arg2:T4\n*\tEquiv T4 T8\n"
     "A1\tNegation E1\nA2\tCertainty E1 Probable\nA3\tStrange T9 very\nN1\tReference T1 Authority:mueller\tMüller\n"
     "N2\tReference T4 Wikidata:Q1\tOrlova\nN3\tReference T3 Date:2017-05-01\t1 May\nN4\tReference T4 Wikidata:Q2\tO\n"
     "N5\tReference T6 Number:2\t2\nN6\tReference T8 kb:http://example.org/a%20b#c\t\n"
     "N7\tReference T1 kb:http://c/entity/mueller\t\nA4\tWikidata T9 DBpedia:Oddity\nA5\tGloss E1 did\n"
     "#1\tAnnotatorNotes E2\tnested\n#2\tGloss T5\tdid\n"},
};
enum { FILES = sizeof disk / sizeof *disk };

static const char *contents(anno_str path) {
  for (size_t i = 0; i < FILES; i++)
    if (anno_str_eq(anno_str_from(disk[i].path), path)) return disk[i].bytes;
  return NULL;
}

static anno_file_kind kind(void *handle, anno_str path) {
  (void)handle;
  return contents(path) ? ANNO_FILE_REGULAR : ANNO_FILE_NONE;
}

static int read_file(void *handle, anno_arena *arena, anno_str path, anno_str *out) {
  (void)handle;
  if (!contents(path)) return ENOENT;
  *out = anno_arena_copy(arena, anno_str_from(contents(path)));
  return anno_arena_failed(arena) ? ENOMEM : 0;
}

typedef struct {
  failing memory;
  const char *format;
  anno_map_options options;
  const anno_rules *rules;
  const anno_corpus *corpus;
  anno_ctx ctx; /* its arenas are those that fail */
  unsigned long long bytes;
  size_t exported;
} run;

static void on_diag(void *handle, const anno_diag *diag) { (void)handle, (void)diag; }

static const anno_files files = {NULL, kind, read_file, NULL, NULL};
static const anno_diag_sink diag = {NULL, on_diag};

/* All that the program does with one document, behind the reading of rules. */
static anno_status on_doc(void *handle, anno_doc *doc) {
  run *r = handle;
  anno_out *out = anno_out_open(&diag, NULL);
  if (!out) return ANNO_INTERNAL;
  const anno_sink to = anno_writer_named(anno_str_from(r->format))->open(&r->ctx, out);
  anno_map *map = to.on_event ? anno_map_new(&r->ctx, r->rules, r->corpus, r->options) : NULL;
  anno_status status = map ? anno_map_prefixes(map, to) : ANNO_NO_MEMORY;
  if (!status) status = anno_map_document(map, doc, to);
  if (to.on_event) {
    const anno_status ended = anno_send_end(to);
    if (!status) status = ended;
  }
  if (map) r->exported = anno_map_counted(map).exported;
  r->bytes = anno_out_bytes(out);
  anno_out_close(out, false);
  return status;
}

static anno_status run_once(run *r) {
  const anno_alloc alloc = failing_alloc(&r->memory);
  const anno_source source = {
      .path = ANNO_STR("c/x.alice.ann"), .root = ANNO_STR("c"), .name = ANNO_STR("x.alice.ann")};
  anno_arena *document = anno_arena_new(&alloc, 1), *rest = anno_arena_new(&alloc, 1);
  anno_arena *scratch = anno_arena_new(&alloc, 1);
  anno_status status = ANNO_NO_MEMORY;
  if (document && rest && scratch) {
    r->ctx = (anno_ctx){rest, document, &files, &diag, scratch};
    status = anno_reader_named(ANNO_STR("brat"))->read(&r->ctx, &source, (anno_doc_sink){r, on_doc});
  }
  anno_arena_free(document);
  anno_arena_free(rest);
  anno_arena_free(scratch);
  return status;
}

static int fault(const run *r, const char *what) {
  printf("%s, claims %d, allocation %zu: %s\n", r->format, (int)r->options.claims, r->memory.fail_at, what);
  return EXIT_FAILURE;
}

/* Every allocation of one format and form of the claims. */
static int fail_all(const run *like) {
  run whole = *like;
  if (run_once(&whole) != ANNO_OK || whole.memory.held || !whole.bytes || whole.exported < 30)
    return fault(&whole, "the document cannot be exported with memory enough");
  for (size_t n = 1; n <= whole.memory.takes; n++) {
    run r = *like;
    r.memory.fail_at = n;
    const anno_status status = run_once(&r);
    if (status != ANNO_NO_MEMORY) return fault(&r, "the status is not ANNO_NO_MEMORY");
    if (r.memory.held) return fault(&r, "memory was not given back");
  }
  printf("%s, claims %d: %zu allocations failed, one at a time\n", like->format, (int)like->options.claims,
         whole.memory.takes);
  return EXIT_SUCCESS;
}

int main(void) {
  static const struct {
    const char *format;
    anno_claims claims;
  } forms[] = {{"turtle", ANNO_CLAIMS_NODE},  {"ntriples", ANNO_CLAIMS_REIFICATION}, {"trig", ANNO_CLAIMS_GRAPH},
               {"nquads", ANNO_CLAIMS_RDF12}, {"turtle", ANNO_CLAIMS_FLAT},          {"rdfxml", ANNO_CLAIMS_NODE},
               {"turtle", ANNO_CLAIMS_RDF12}, {"nquads", ANNO_CLAIMS_GRAPH}};
  anno_arena *arena = anno_arena_new(NULL, 0), *document = anno_arena_new(NULL, 0);
  const anno_ctx ctx = {arena, document, &files, &diag, NULL};
  anno_corpus corpus;
  anno_rules *rules = anno_rules_new(arena);
  int failed = anno_corpus_load(&ctx, ANNO_STR("c"), ANNO_STR(""), &corpus) ||
               anno_rules_add(&ctx, rules, ANNO_STR("brat")) || anno_rules_add(&ctx, rules, ANNO_STR("inception")) ||
               anno_rules_add(&ctx, rules, ANNO_STR("fallback"));
  for (size_t i = 0; i < sizeof forms / sizeof *forms && !failed; i++) {
    const bool graphs = forms[i].claims == ANNO_CLAIMS_GRAPH;
    const run like = {.format = forms[i].format,
                      .options = {.claims = forms[i].claims, .facts = true, .document_graphs = graphs},
                      .rules = rules,
                      .corpus = &corpus};
    failed = fail_all(&like);
  }
  anno_arena_free(document);
  anno_arena_free(arena);
  return failed;
}
