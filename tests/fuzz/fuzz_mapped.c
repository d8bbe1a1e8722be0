#include "fuzz_mapped.h"

#include "model/dump.h"

typedef struct {
  fuzz_world *world;
  anno_out *out;
  anno_map *map;
  anno_sink sink;
} mapping;

anno_str fuzz_source_path(const char *name) {
  if (strcmp(name, "brat") == 0) return ANNO_STR("f/x.ann");
  if (strcmp(name, "webannotsv") == 0) return ANNO_STR("f/x.tsv");
  return ANNO_STR("f/x");
}

static anno_status on_doc(void *handle, anno_doc *doc) {
  mapping *m = handle;
  if (doc->bad) {
    MUST(m->world->errors);
    return ANNO_SKIP;
  }
  anno_dump(m->out, doc, &(anno_cursor){0});
  const anno_map_counts then = anno_map_counted(m->map);
  const size_t errors = m->world->errors;
  const anno_status status = anno_map_document(m->map, doc, m->sink);
  const anno_map_counts now = anno_map_counted(m->map);
  MUST(status == ANNO_OK || (status == ANNO_SKIP && m->world->errors > errors));
  const size_t read = now.read - then.read;
  MUST(status || read == doc->read);
  MUST(read == now.exported - then.exported + now.left_out - then.left_out + (status ? 0 : doc->reported));
  return status ? status : anno_send_break(m->sink);
}

static anno_map_options options_for(size_t choice) {
  return (anno_map_options){
      .claims = (anno_claims)(choice % 5), .facts = choice / 5 % 2 == 0, .document_graphs = choice / 10 % 4 == 0};
}

void fuzz_read_and_map(const fuzz_reading *reading, size_t choice) {
  fuzz_world *world = reading->world;
  fuzz_check check;
  mapping m = {.world = world, .out = anno_out_open(&world->diag, NULL)};
  m.sink = fuzz_check_open(&check, &world->ctx);
  m.map = anno_map_new(&world->ctx, reading->rules, reading->corpus, options_for(choice));
  const anno_str path = fuzz_source_path(reading->reader->name);
  const anno_source source = {
      .path = path, .root = ANNO_STR("f"), .name = anno_path_name(path), .layout = reading->layout};
  MUST(anno_map_prefixes(m.map, m.sink) == ANNO_OK);
  if (reading->head) MUST(anno_map_head(m.map, m.sink) == ANNO_OK);
  const anno_status status = reading->reader->read(&world->ctx, &source, (anno_doc_sink){&m, on_doc});
  MUST(status == ANNO_OK || world->errors);
  MUST(status <= ANNO_SKIP || status == ANNO_BAD_INPUT);
  fuzz_check_close(&check);
  anno_out_close(m.out, false);
}
