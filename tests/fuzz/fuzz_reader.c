/* Each reader: the input is a file, or two with the byte 1E between them, of which the second is whatever else the
   reader asks for. */
#include <stdlib.h>

#include "fuzz_mapped.h"
#include "map/layouts.h"

/* What is the same for all inputs is loaded once. */
typedef struct {
  fuzz_world world;
  anno_layouts layouts;
  anno_rules *rules;
  anno_corpus corpus;
} lasting;

static void load(lasting *own, const anno_reader *reader) {
  fuzz_world_open(&own->world);
  const anno_ctx *ctx = &own->world.ctx;
  own->rules = anno_rules_new(ctx->run);
  if (strcmp(reader->name, "described") == 0) MUST(!anno_layouts_add(ctx, ANNO_STR("re3d"), &own->layouts));
  if (own->layouts.count) MUST(!anno_rules_add(ctx, own->rules, ANNO_STR("re3d")));
  /* Without rules of its own a format gets those that know most. */
  MUST(!anno_rules_add(ctx, own->rules, anno_str_from(reader->rules ? reader->rules : "brat")));
  MUST(!anno_rules_add(ctx, own->rules, ANNO_STR("fallback")));
  MUST(!anno_corpus_load(ctx, ANNO_STR("f"), ANNO_STR(""), &own->corpus));
}

void fuzz_reader(const char *name, anno_str bytes);

void fuzz_reader(const char *name, anno_str bytes) {
  static lasting own;
  fuzz_world world;
  const anno_reader *reader = anno_reader_named(anno_str_from(name));
  if (!reader) abort();
  if (!own.rules) load(&own, reader);
  anno_str rest = bytes;
  const anno_str whole = fuzz_part(&rest);
  fuzz_world_open(&world);
  fuzz_world_add(&world, fuzz_source_path(name), whole);
  fuzz_world_add(&world, ANNO_STR(""), rest);
  anno_reader_bid(reader, anno_str_sub(whole, 0, 1 << 16), fuzz_source_path(name));
  fuzz_read_and_map(&(fuzz_reading){.world = &world,
                                    .reader = reader,
                                    .layout = own.layouts.count ? &own.layouts.items[0] : NULL,
                                    .rules = own.rules,
                                    .corpus = &own.corpus,
                                    .own_rules = true},
                    bytes.len);
  fuzz_world_close(&world);
}
