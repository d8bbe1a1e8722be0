#include "statements.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

static void find_number(bench_text *text) {
  size_t end = text->length;
  while (end && (text->text[end - 1] < '0' || text->text[end - 1] > '9')) end--;
  size_t begin = end;
  while (begin && text->text[begin - 1] >= '0' && text->text[begin - 1] <= '9') begin--;
  text->begin = begin;
  text->end = end;
  text->numbered = begin < end && end - begin < 10;
  if (text->numbered) text->value = strtoul(text->text + begin, NULL, 10);
}

static char *copy(const char *from, const char *end) {
  char *to = strndup(from, (size_t)(end - from));
  if (!to) err(1, "statements");
  return to;
}

static bench_text plain(const char *from, const char *end) {
  bench_text text = {.text = copy(from, end), .length = (size_t)(end - from)};
  find_number(&text);
  return text;
}

static char unescaped(char letter) {
  switch (letter) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return letter;
  }
}

/* The text between quotes; *at is behind the first of them, then behind the last. */
static bench_text quoted(const char **at) {
  const char *from = *at, *end = from;
  while (*end && *end != '"') end += *end == '\\' && end[1] ? 2 : 1;
  bench_text text = {.text = copy(from, end)};
  for (; from < end; from++) text.text[text.length++] = *from == '\\' ? unescaped(*++from) : *from;
  text.text[text.length] = '\0';
  find_number(&text);
  *at = *end ? end + 1 : end;
  return text;
}

/* The IRI that begins at *at, without its brackets. */
static bench_text iri(const char **at) {
  const char *end = strchr(*at, '>');
  if (**at != '<' || !end) errx(1, "not an IRI: %s", *at);
  bench_text text = plain(*at + 1, end);
  const char *host = strstr(text.text, "//");
  /* Nor the digits of a host. */
  if (host && text.begin < (size_t)(host - text.text) + 2 + strcspn(host + 2, "/")) text.numbered = false;
  *at = end[1] ? end + 2 : end + 1;
  return text;
}

static bench_statement statement(const char *line) {
  const char *at = line;
  bench_statement s = {.subject = iri(&at), .predicate = iri(&at)};
  s.predicate.numbered = false;
  s.literal = *at == '"';
  if (!s.literal) {
    s.object = iri(&at);
    s.object.numbered &= strcmp(s.predicate.text, TYPE) != 0;
    return s;
  }
  at++;
  s.object = quoted(&at);
  if (*at == '@')
    s.language = copy(at + 1, at + strcspn(at, " "));
  else if (*at == '^')
    s.datatype = copy(at + 3, strchr(at, '>'));
  return s;
}

bench_set bench_load(const char *path) {
  bench_set set = {0};
  char *line = NULL;
  size_t size = 0, room = 0;
  FILE *file = fopen(path, "r");
  if (!file) err(1, "%s", path);
  while (getline(&line, &size, file) > 0) {
    if (set.count == room) {
      room = room ? 2 * room : 1024;
      set.of = realloc(set.of, room * sizeof *set.of);
      if (!set.of) err(1, "%s", path);
    }
    set.of[set.count++] = statement(line);
  }
  free(line);
  fclose(file);
  if (!set.count) errx(1, "%s: no statements", path);
  return set;
}

void bench_free(bench_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    bench_statement *s = &set->of[i];
    free(s->subject.text);
    free(s->predicate.text);
    free(s->object.text);
    free(s->datatype);
    free(s->language);
  }
  free(set->of);
}

size_t bench_decimal(char *out, unsigned long number) {
  char digits[20];
  size_t count = 0;
  do digits[count++] = (char)('0' + number % 10);
  while (number /= 10);
  for (size_t i = 0; i < count; i++) out[i] = digits[count - 1 - i];
  return count;
}

size_t bench_fill(char *out, const bench_text *text, unsigned long round) {
  if (!text->numbered) {
    memcpy(out, text->text, text->length);
    return text->length;
  }
  memcpy(out, text->text, text->begin);
  size_t at = text->begin + bench_decimal(out + text->begin, text->value + round);
  memcpy(out + at, text->text + text->end, text->length - text->end);
  return at + text->length - text->end;
}
