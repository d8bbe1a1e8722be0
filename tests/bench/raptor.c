/* raptor SYNTAX STATEMENTS COUNT: COUNT statements through raptor2's serializer for SYNTAX, to standard output.
 *
 * The statements are those that floor.c writes, with the same numbers; each is put together as raptor2's terms, as any
 * program that uses its serializers must do. What it takes to read the input is not in it: floor.c says that.
 */
#include "statements.h"

#include <err.h>
#include <raptor2.h>
#include <stdlib.h>
#include <string.h>

static raptor_term *iri(raptor_world *world, const bench_text *text, unsigned long round, char *room) {
  size_t length = bench_fill(room, text, round);
  return raptor_new_term_from_counted_uri_string(world, (const unsigned char *)room, length);
}

static raptor_term *literal(raptor_world *world, const bench_statement *s, unsigned long round, char *room) {
  size_t length = bench_fill(room, &s->object, round);
  raptor_uri *type = s->datatype ? raptor_new_uri(world, (const unsigned char *)s->datatype) : NULL;
  const unsigned char *language = (const unsigned char *)s->language;
  raptor_term *term = raptor_new_term_from_counted_literal(world, (const unsigned char *)room, length, type, language,
                                                           (unsigned char)(s->language ? strlen(s->language) : 0));
  if (type) raptor_free_uri(type);
  return term;
}

static size_t longest(const bench_set *set) {
  size_t most = 0;
  for (size_t i = 0; i < set->count; i++) {
    if (set->of[i].subject.length > most) most = set->of[i].subject.length;
    if (set->of[i].predicate.length > most) most = set->of[i].predicate.length;
    if (set->of[i].object.length > most) most = set->of[i].object.length;
  }
  return most;
}

static void serialize(raptor_world *world, raptor_serializer *to, const bench_set *set, unsigned long count) {
  char *room = malloc(longest(set) + 32);
  if (!room) err(1, "raptor");
  for (unsigned long i = 0; i < count; i++) {
    const bench_statement *s = &set->of[i % set->count];
    unsigned long round = i / set->count;
    raptor_statement out;
    raptor_statement_init(&out, world);
    out.subject = iri(world, &s->subject, round, room);
    out.predicate = iri(world, &s->predicate, round, room);
    out.object = s->literal ? literal(world, s, round, room) : iri(world, &s->object, round, room);
    if (raptor_serializer_serialize_statement(to, &out)) errx(1, "statement %lu: not written", i);
    raptor_statement_clear(&out);
  }
  free(room);
}

int main(int argc, char **argv) {
  if (argc != 4) errx(2, "usage: raptor SYNTAX STATEMENTS COUNT");
  bench_set set = bench_load(argv[2]);
  raptor_world *world = raptor_new_world();
  raptor_serializer *to = raptor_new_serializer(world, argv[1]);
  if (!to || raptor_serializer_start_to_file_handle(to, NULL, stdout)) errx(1, "%s: no serializer", argv[1]);
  serialize(world, to, &set, strtoul(argv[3], NULL, 10));
  if (raptor_serializer_serialize_end(to) || fflush(stdout)) errx(1, "not written");
  raptor_free_serializer(to);
  raptor_free_world(world);
  bench_free(&set);
  return 0;
}
