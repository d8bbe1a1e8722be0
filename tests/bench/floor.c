/* floor FORMAT FOLDER STATEMENTS COUNT: what an export cannot do without, on the same bytes and into the same sink.
 *
 * Reads each file of the format below FOLDER once, by the fastest tokenizer at hand, and does nothing with what it
 * finds: libxml2's SAX2 with empty callbacks (xmi, naf), yajl with empty callbacks (jsoncas, jsonl), lines found by
 * memchr (brat: both files). FORMAT "none" reads nothing.
 *
 * Writes COUNT statements to standard output through a buffer of 64 KB. The terms are those of STATEMENTS, a sample of
 * what was exported, held as characters in memory and used in turns. Each is formatted anew: brackets, quotes, escapes
 * looked for in each literal, datatypes and languages; and the last number in each subject and object is another in
 * each round, so that no line can be copied from an earlier one. So it does all that any writer of N-Triples must do
 * for terms that somebody else has put together, and nothing of what it takes to put them together.
 *
 * What it is: a bound from below that no exporter reaches, since it neither knows nor checks anything.
 */
#include "statements.h"

#include <err.h>
#include <fts.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yajl/yajl_parse.h>

enum { CHUNK = 65536 };

typedef struct {
  char *bytes;
  size_t used, size;
} buffer;

/* ---- Reading */

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int spaces,
                     const xmlChar **space, int attributes, int defaulted, const xmlChar **attribute) {
  (void)ctx, (void)name, (void)prefix, (void)uri, (void)spaces, (void)space, (void)attributes, (void)defaulted;
  (void)attribute;
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)ctx, (void)name, (void)prefix, (void)uri;
}

static void on_text(void *ctx, const xmlChar *text, int length) { (void)ctx, (void)text, (void)length; }

static void read_xml(const char *path, const buffer *file) {
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                           .startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .ignorableWhitespace = on_text,
                           .cdataBlock = on_text};
  xmlParserCtxtPtr ctx = xmlCreateMemoryParserCtxt(file->bytes, (int)file->used);
  if (!ctx) errx(1, "%s: no parser", path);
  *ctx->sax = handler;
  xmlCtxtUseOptions(ctx, XML_PARSE_HUGE | XML_PARSE_NONET);
  if (xmlParseDocument(ctx)) errx(1, "%s: not well-formed", path);
  xmlFreeParserCtxt(ctx);
}

static int on_nothing(void *ctx) { return (void)ctx, 1; }
static int on_flag(void *ctx, int flag) { return (void)ctx, (void)flag, 1; }
static int on_number(void *ctx, const char *text, size_t length) { return (void)ctx, (void)text, (void)length, 1; }
static int on_string(void *ctx, const unsigned char *text, size_t length) {
  return (void)ctx, (void)text, (void)length, 1;
}

static void read_json(const char *path, const buffer *file) {
  static const yajl_callbacks callbacks = {.yajl_null = on_nothing,
                                           .yajl_boolean = on_flag,
                                           .yajl_number = on_number,
                                           .yajl_string = on_string,
                                           .yajl_start_map = on_nothing,
                                           .yajl_map_key = on_string,
                                           .yajl_end_map = on_nothing,
                                           .yajl_start_array = on_nothing,
                                           .yajl_end_array = on_nothing};
  yajl_handle handle = yajl_alloc(&callbacks, NULL, NULL);
  if (!handle) errx(1, "%s: no parser", path);
  yajl_config(handle, yajl_allow_multiple_values, 1);
  const unsigned char *bytes = (const unsigned char *)file->bytes;
  if (yajl_parse(handle, bytes, file->used) || yajl_complete_parse(handle)) errx(1, "%s: not well-formed", path);
  yajl_free(handle);
}

static void read_lines(const char *path, const buffer *file) {
  const char *at = file->bytes, *end = at + file->used;
  size_t lines = 0;
  for (const char *found; at < end && (found = memchr(at, '\n', (size_t)(end - at))); at = found + 1) lines++;
  if (lines > file->used) errx(1, "%s", path); /* so that the count is needed */
}

static void load(const char *path, size_t size, buffer *file) {
  if (size > file->size) {
    free(file->bytes);
    file->bytes = malloc(size);
    file->size = size;
    if (!file->bytes) err(1, "%s", path);
  }
  FILE *in = fopen(path, "r");
  if (!in) err(1, "%s", path);
  setvbuf(in, NULL, _IONBF, 0);
  file->used = fread(file->bytes, 1, size, in);
  fclose(in);
  if (file->used != size) errx(1, "%s: not read whole", path);
}

typedef struct {
  const char *format, *suffixes[2];
  void (*read)(const char *path, const buffer *file);
} tokenizer;

static const tokenizer tokenizers[] = {
    {"brat", {".ann", ".txt"}, read_lines}, {"xmi", {".xmi", ".xml"}, read_xml}, {"naf", {".naf"}, read_xml},
    {"jsoncas", {".json"}, read_json},      {"jsonl", {".jsonl"}, read_json},    {"none", {NULL}, NULL},
};

static bool ends_with(const char *text, const char *suffix) {
  size_t length = strlen(text), tail = suffix ? strlen(suffix) : 0;
  return tail && length > tail && !strcmp(text + length - tail, suffix);
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* Bytes that were read. */
static size_t read_folder(const tokenizer *t, char *folder) {
  char *const roots[] = {folder, NULL};
  FTS *tree = fts_open(roots, FTS_PHYSICAL, by_name);
  if (!tree) err(1, "%s", folder);
  buffer file = {0};
  size_t total = 0;
  for (FTSENT *entry; (entry = fts_read(tree));) {
    if (entry->fts_info != FTS_F) continue;
    if (!ends_with(entry->fts_name, t->suffixes[0]) && !ends_with(entry->fts_name, t->suffixes[1])) continue;
    load(entry->fts_accpath, (size_t)entry->fts_statp->st_size, &file);
    t->read(entry->fts_path, &file);
    total += file.used;
  }
  fts_close(tree);
  free(file.bytes);
  return total;
}

/* ---- Writing */

static size_t flush(buffer *out) {
  size_t written = 0;
  while (written < out->used) {
    ssize_t now = write(STDOUT_FILENO, out->bytes + written, out->used - written);
    if (now < 0) err(1, "standard output");
    written += (size_t)now;
  }
  out->used = 0;
  return written;
}

static char *put(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

static char *put_iri(char *at, const bench_text *text, unsigned long round) {
  *at++ = '<';
  at += bench_fill(at, text, round);
  return put(at, "> ", 2);
}

static bool is_special(unsigned char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r'; }

/* The literal, filled at its place; moved apart only where there is something to escape. */
static char *put_literal(char *at, const bench_statement *s, unsigned long round) {
  *at++ = '"';
  char *end = at + bench_fill(at, &s->object, round), *next = at;
  while (next < end && !is_special((unsigned char)*next)) next++;
  if (next < end) {
    for (; next < end; next++) {
      if (!is_special((unsigned char)*next)) continue;
      memmove(next + 1, next, (size_t)(end - next));
      end++;
      *next++ = '\\';
      if (*next == '\n') *next = 'n';
      if (*next == '\r') *next = 'r';
    }
  }
  *end++ = '"';
  if (s->language) {
    *end++ = '@';
    end = put(end, s->language, strlen(s->language));
  } else if (s->datatype) {
    end = put(end, "^^<", 3);
    end = put(end, s->datatype, strlen(s->datatype));
    *end++ = '>';
  }
  *end++ = ' ';
  return end;
}

static size_t longest(const bench_set *set) {
  size_t most = 0;
  for (size_t i = 0; i < set->count; i++) {
    const bench_statement *s = &set->of[i];
    size_t length = s->subject.length + s->predicate.length + 2 * s->object.length + 256;
    if (length > most) most = length;
  }
  return most;
}

/* Bytes that were written. */
static size_t write_statements(const bench_set *set, unsigned long count) {
  size_t most = longest(set), total = 0, next = 0;
  unsigned long round = 0;
  buffer out = {.bytes = malloc(CHUNK + most), .size = CHUNK};
  if (!out.bytes) err(1, "buffer");
  for (unsigned long i = 0; i < count; i++) {
    if (next == set->count) next = 0, round++;
    const bench_statement *s = &set->of[next++];
    char *at = out.bytes + out.used;
    at = put_iri(at, &s->subject, round);
    at = put_iri(at, &s->predicate, round);
    at = s->literal ? put_literal(at, s, round) : put_iri(at, &s->object, round);
    at = put(at, ".\n", 2);
    out.used = (size_t)(at - out.bytes);
    if (out.used >= CHUNK) total += flush(&out);
  }
  total += flush(&out);
  free(out.bytes);
  return total;
}

int main(int argc, char **argv) {
  if (argc != 5) errx(2, "usage: floor FORMAT FOLDER STATEMENTS COUNT");
  const tokenizer *found = NULL;
  for (size_t i = 0; i < sizeof tokenizers / sizeof *tokenizers; i++)
    if (!strcmp(argv[1], tokenizers[i].format)) found = &tokenizers[i];
  if (!found) errx(2, "unknown format: %s", argv[1]);
  size_t input = found->read ? read_folder(found, argv[2]) : 0;
  bench_set set = bench_load(argv[3]);
  unsigned long count = strtoul(argv[4], NULL, 10);
  size_t output = write_statements(&set, count);
  bench_free(&set);
  fprintf(stderr, "read %zu bytes, wrote %zu bytes, %lu statements\n", input, output, count);
  return 0;
}
