/* Rule files, what stands beside documents, and the layouts that rule files describe. */
#include "fuzz_mapped.h"
#include "map/layouts.h"

void fuzz_rules(const char *target, anno_str bytes);
void fuzz_layout(const char *target, anno_str bytes);

/* A document with one of everything. */
static const char ann[] =
    "T1\tPerson 0 3\tAnn\nT2\tSay 4 8\tsaid\nT3\tPlace 9 14\tParis\nT4\tPerson 15 18\tBob\nE1\tSay:T2 Speaker:T1 "
    "Content:E2\nT5\tMeet 19 22\tmet\nE2\tMeet:T5 Agent:T4 Place2:T3\nR1\tKnows Arg1:T1 Arg2:T4\nA1\tNegated E2\nA2\t"
    "Modality E1 maybe\nN1\tReference T3 Wikidata:Q90\tParis\n#1\tAnnotatorNotes T1\tsee there\n*\tEquiv T1 T4\n";
static const char txt[] = "Ann said Paris Bob met";

void fuzz_rules(const char *target, anno_str bytes) {
  fuzz_world world;
  anno_corpus corpus;
  anno_str rest = bytes;
  (void)target;
  fuzz_world_open(&world);
  fuzz_world_add(&world, ANNO_STR("f/rules.ttl"), fuzz_part(&rest));
  fuzz_world_add(&world, ANNO_STR("f/documents.ttl"), fuzz_part(&rest));
  /* An empty file and none are not the same. */
  if (rest.len) fuzz_world_add(&world, ANNO_STR("f/authority.ttl"), rest);
  anno_rules *rules = anno_rules_new(world.ctx.run);
  anno_status status = anno_rules_add(&world.ctx, rules, ANNO_STR("f/rules.ttl"));
  if (!status) status = anno_rules_add(&world.ctx, rules, ANNO_STR("fallback"));
  if (!status) status = anno_corpus_load(&world.ctx, ANNO_STR("f"), ANNO_STR(""), &corpus);
  MUST(!status || (status == ANNO_BAD_INPUT && world.errors));
  world.count = 0;
  fuzz_world_add(&world, ANNO_STR("f/x.ann"), anno_str_from(ann));
  fuzz_world_add(&world, ANNO_STR("f/x.txt"), anno_str_from(txt));
  const anno_reader *reader = anno_reader_named(ANNO_STR("brat"));
  if (!status) fuzz_read_and_map(&(fuzz_reading){&world, reader, NULL, rules, &corpus, false}, bytes.len);
  fuzz_world_close(&world);
}

void fuzz_layout(const char *target, anno_str bytes) {
  fuzz_world world;
  anno_layouts layouts = {0};
  anno_corpus corpus;
  anno_str rest = bytes;
  (void)target;
  fuzz_world_open(&world);
  fuzz_world_add(&world, ANNO_STR("f/rules.ttl"), fuzz_part(&rest));
  anno_rules *rules = anno_rules_new(world.ctx.run);
  anno_status status = anno_layouts_add(&world.ctx, ANNO_STR("f/rules.ttl"), &layouts);
  MUST(!status || (status == ANNO_BAD_INPUT && world.errors));
  if (!status) status = anno_rules_add(&world.ctx, rules, ANNO_STR("f/rules.ttl"));
  if (!status) status = anno_rules_add(&world.ctx, rules, ANNO_STR("fallback"));
  MUST(!status || (status == ANNO_BAD_INPUT && world.errors));
  world.count = 0;
  if (!status) status = anno_corpus_load(&world.ctx, ANNO_STR("f"), ANNO_STR(""), &corpus);
  fuzz_world_add(&world, fuzz_source_path("described"), fuzz_part(&rest));
  fuzz_world_add(&world, ANNO_STR(""), rest);
  const anno_reader *reader = anno_reader_named(ANNO_STR("described"));
  for (size_t i = 0; i < layouts.count && !status; i++)
    fuzz_read_and_map(&(fuzz_reading){&world, reader, &layouts.items[i], rules, &corpus, false}, bytes.len);
  fuzz_world_close(&world);
}
