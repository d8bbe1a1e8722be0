/* Checking lines of N-Triples and N-Quads, and putting lines in order. */
#include <stdio.h>
#include <stdlib.h>

#include "base/line_order.h"
#include "rdf/line_check.h"
#include "rdf/lines.h"

static int check(bool holds, const char *what) {
  if (!holds) printf("does not hold: %s\n", what);
  return !holds;
}

/* Pseudo-random numbers, the same in every run. */
static unsigned chance(unsigned long long *state, unsigned below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(*state >> 33) % below;
}

/* Each byte at each place of an IRI, wherever the blocks lie that are looked at at once. */
static int try_iris(void) {
  int faults = 0;
  for (size_t length = 1; length < 40; length++)
    for (unsigned c = 0; c < 256; c++)
      for (size_t at = 0; at < length; at++) {
        char line[80] = "<x:";
        anno_line_fault fault;
        memset(line + 3, 'a', length);
        line[3 + at] = (char)c;
        memcpy(line + 3 + length, "> <x:p> <x:o> .", 16);
        const bool allowed = c > ' ' && c < 0x80 && !strchr("<>\"{}|^`\\", (int)c);
        const anno_line_kind kind = anno_line_check((anno_str){line, 3 + length + 15}, &fault);
        faults += (kind == ANNO_LINE_STATEMENT) != allowed;
        faults += !allowed && c != '>' && fault.at != 3 + at;
      }
  return check(!faults, "an IRI has the characters of RFC 3987, and a fault its place");
}

static bool reader_takes(anno_arena *arena, anno_str line) {
  anno_stmt stmt;
  anno_lines lines = {.arena = arena, .text = line, .blank = ANNO_STR("x:"), .graphs = true};
  const bool taken = anno_lines_next(&lines, &stmt);
  anno_arena_reset(arena);
  return taken && !lines.fault;
}

/* What the reader of such files takes is a statement, and nothing makes the check leave the line. */
static int try_changed_lines(anno_arena *arena) {
  static const char *const seeds[] = {
      "<x:a> <x:p> \"a \\\"b\\\" \\u00e9 \xC3\xA9\"@en-GB <x:g> . # end", "_:a.b <x:p> \"1\"^^<x:t> _:g .",
      "<x:a><x:p><<( _:a <x:p> <<( <x:a> <x:p> \"1\"@en--ltr )>> )>>.", "<x:\\U0001F600> <x:p> _:b ."};
  static const char bytes[] = "<>\"\\_:.@^-#u0 a()\r\t\xC3\xA9";
  unsigned long long state = 1;
  int faults = 0;
  for (unsigned n = 0; n < 100000; n++) {
    const char *seed = seeds[n % 4];
    const size_t length = strlen(seed) - (n % 8 < 4 ? 0 : chance(&state, 20));
    char *line = malloc(length); /* of that size, so that a look behind its end is seen */
    anno_line_fault fault;
    if (!line) return 1;
    memcpy(line, seed, length);
    for (unsigned i = chance(&state, 3); i; i--)
      line[chance(&state, (unsigned)length)] = bytes[chance(&state, sizeof bytes - 1)];
    const anno_line_kind kind = anno_line_check((anno_str){line, length}, &fault);
    const bool valid = kind != ANNO_LINE_BAD || fault.why;
    faults += kind == ANNO_LINE_BAD && fault.at > length;
    faults +=
        kind == ANNO_LINE_BAD && valid && !memchr(line, '\r', length) && reader_takes(arena, (anno_str){line, length});
    free(line);
  }
  return check(!faults, "a line that can be read is a statement");
}

/* Lines of few letters, so that many begin alike and many are equal. */
static int try_order(void) {
  enum { LINES = 3000, LONGEST = 40 };
  char *text = malloc(LINES * LONGEST + 8);
  anno_line_entry *lines = malloc(LINES * sizeof *lines);
  unsigned long long state = 2;
  int faults = 0;
  for (unsigned round = 0; round < 40 && text && lines; round++) {
    uint32_t at = 0;
    for (unsigned i = 0; i < LINES; i++) {
      const uint32_t length = chance(&state, 1 + round), same = chance(&state, 1 + length);
      for (uint32_t k = 0; k < length; k++) text[at + k] = (char)(k < same ? 'a' : (int)(0x7F + chance(&state, 3)));
      lines[i] = (anno_line_entry){.at = at, .length = length};
      at += length;
    }
    anno_lines_order(text, lines, LINES);
    size_t bytes = 0;
    for (unsigned i = 0; i < LINES; i++) {
      const anno_str line = {text + lines[i].at, lines[i].length};
      bytes += line.len;
      faults += i && anno_str_cmp((anno_str){text + lines[i - 1].at, lines[i - 1].length}, line) > 0;
    }
    faults += bytes != at;
  }
  const bool memory = text && lines;
  free(text);
  free(lines);
  return check(memory && !faults, "lines are in order, and all are there");
}

int main(void) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  const int faults = arena ? try_iris() + try_changed_lines(arena) + try_order() : 1;
  anno_arena_free(arena);
  return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
