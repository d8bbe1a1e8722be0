/* Makes each allocation of a document's reading fail in turn: every run must end in ANNO_NO_MEMORY, say so once, hand
   no document on and leak nothing. The files are served from memory, so that nothing else can fail. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/reader.h"

static const struct {
  const char *path, *bytes;
} disk[] = {
  {"c/x.txt", "Müller denied it. Ms Orlova said so.\n"},
  {"c/annotation.conf", "[entities]\n!Agent\n\tPerson\n\tState\n"
                        "[relations]\n<PS>=Person|State\nof Arg1:<PS>, Arg2:<PS>\n"
                        "Alias Arg1:<PS>, Arg2:<PS>, <REL-TYPE>:symmetric-transitive\n[events]\n"
                        "Report Source:<PS>, Content*:<EVENT>\nDenial Source:<PS>\n"
                        "[attributes]\nNegation Arg:<EVENT>\n"},
  {"c/x.alice.a1", "T1\tState 0 6\tMüller\nT2\tDenial 7 13\tdenied\n"
                   "T3\tPerson 18 27\tMs Orlova\nT4\tReport 28 32\tsaid\n"
                   "T5\tPhrase 33 35;14 16\titso\nT6\tPhrase 0 13\tMüller\ndenied\n"},
  {"c/x.alice.a2", "E1\tDenial:T2 Source:T1 Source2:T3 Source3:T5\nE2\tReport:T4 Source:T3 Content:E1 Content2:E3\n"
                   "E3\tReport:T4 Content:E2\nR1\tof Arg1:T3 Arg2:T1\n*\tEquiv T1 T3 T5\nA1\tConfidence E1 High\n"
                   "M1\tNegation E2\nN1\tReference T1 Wikidata:Q649\tMüller\n#1\tAnnotatorNotes E2\tnested\n"
                   "T7\tState 0 6\tMöller\nT8\tState 0 6\tMüller\n"},
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
  size_t takes, fail_at, held; /* allocations so far, the one that fails, and those not given back */
  size_t out_of_memory, documents, nodes;
} run;

static void *take(void *handle, size_t size) {
  run *r = handle;
  if (++r->takes == r->fail_at) return NULL;
  r->held++;
  return malloc(size);
}

static void give(void *handle, void *block) {
  ((run *)handle)->held--;
  free(block);
}

static void on_diag(void *handle, const anno_diag *diag) {
  ((run *)handle)->out_of_memory += diag->code == ANNO_OUT_OF_MEMORY;
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  ((run *)handle)->documents++;
  ((run *)handle)->nodes = doc->count - 1;
  return ANNO_OK;
}

static anno_status read_once(run *r) {
  const anno_files files = {NULL, kind, read_file, NULL, NULL};
  const anno_diag_sink diag = {r, on_diag};
  const anno_alloc alloc = {r, take, give};
  const anno_source source = {.path = ANNO_STR("c/x.alice.a1"), .root = ANNO_STR("c"), .name = ANNO_STR("")};
  anno_arena *arena = anno_arena_new(&alloc, 1);
  if (!arena) return ANNO_INTERNAL;
  const anno_ctx ctx = {NULL, arena, &files, &diag};
  const anno_status status = anno_reader_named(ANNO_STR("brat"))->read(&ctx, &source, (anno_doc_sink){r, on_doc});
  anno_arena_free(arena);
  return status;
}

static int fault(const run *r, const char *what) {
  printf("allocation %zu: %s\n", r->fail_at, what);
  return EXIT_FAILURE;
}

static int check(const run *r, anno_status status) {
  if (status != ANNO_NO_MEMORY) return fault(r, "the status is not ANNO_NO_MEMORY");
  if (r->out_of_memory != 1) return fault(r, "not reported exactly once");
  if (r->documents) return fault(r, "a document was handed on");
  if (r->held) return fault(r, "memory was not given back");
  return EXIT_SUCCESS;
}

int main(void) {
  run whole = {0};
  if (read_once(&whole) != ANNO_OK || whole.documents != 1 || whole.nodes != 17 || whole.held)
    return fault(&whole, "the document cannot be read with memory enough");
  /* The first allocation is the arena itself. */
  for (size_t n = 2; n <= whole.takes; n++) {
    run r = {.fail_at = n};
    const anno_status status = read_once(&r);
    if (check(&r, status)) return EXIT_FAILURE;
  }
  printf("%zu allocations failed, one at a time\n", whole.takes - 1);
  return EXIT_SUCCESS;
}
