/* A set of statements in memory, for programs that write as many as they are told to. */
#ifndef BENCH_STATEMENTS_H
#define BENCH_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>

/* Characters as they are, without escapes. begin and end are those of the last run of digits. Numbered: another number
 * is set there each time; so not in predicates and classes. */
typedef struct {
  char *text;
  size_t length, begin, end;
  unsigned long value; /* of those digits */
  bool numbered;
} bench_text;

typedef struct {
  bench_text subject, predicate, object;
  char *datatype, *language; /* NULL: none */
  bool literal;
} bench_statement;

typedef struct {
  bench_statement *of;
  size_t count;
} bench_set;

/* The statements of an N-Triples file. Ends the program with a message if it cannot be read. */
bench_set bench_load(const char *path);
void bench_free(bench_set *set);

/* Writes number in decimal at out (up to 20 characters); how many. */
size_t bench_decimal(char *out, unsigned long number);

/* Writes the text at out, its number raised by round (which time the set is gone through), at most length + 20
 * characters; how many. What was one term stays one term, and another one in each round. */
size_t bench_fill(char *out, const bench_text *text, unsigned long round);

#endif
