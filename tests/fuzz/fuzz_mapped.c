#include "fuzz_mapped.h"

#include "fuzz_facts.h"
#include "model/dump.h"
#include "rdf/tee.h"

typedef struct {
  fuzz_world *world;
  anno_map_options options;
  bool look; /* for facts: rules of an input may use a predicate for anything else as well */
  anno_out *out;
  anno_map *map;
  anno_sink sink;
  anno_arena *arena; /* of `graph` */
  anno_graph *graph; /* of the document; NULL: it is not looked at */
} mapping;

static anno_status on_event(void *handle, const anno_event *event) {
  mapping *m = handle;
  if (event->kind == ANNO_EVENT_STATEMENT && m->graph) MUST(anno_graph_add(m->graph, event->stmt));
  return ANNO_OK;
}

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
  anno_arena_reset(m->arena);
  m->graph = m->look && m->options.claims == ANNO_CLAIMS_NODE ? anno_graph_new(m->arena) : NULL;
  const anno_status status = anno_map_document(m->map, doc, m->sink);
  if (m->graph) fuzz_facts_check(m->graph, m->options.facts);
  const anno_map_counts now = anno_map_counted(m->map);
  MUST(status == ANNO_OK || (status == ANNO_SKIP && m->world->errors > errors));
  const size_t read = now.read - then.read;
  MUST(status || read == doc->read);
  MUST(read == now.exported - then.exported + now.left_out - then.left_out + (status ? 0 : doc->reported));
  return status ? status : anno_send_break(m->sink);
}

/* Half of the inputs, and most of these with facts, in the way that can be looked through. */
static anno_map_options options_for(size_t choice) {
  return (anno_map_options){.claims = choice % 2 ? (anno_claims)(1 + choice / 2 % 4) : ANNO_CLAIMS_NODE,
                            .facts = choice / 2 % 4 != 3,
                            .document_graphs = choice / 8 % 4 == 0};
}

void fuzz_read_and_map(const fuzz_reading *reading, size_t choice) {
  fuzz_world *world = reading->world;
  fuzz_check check;
  mapping m = {.world = world, .out = anno_out_open(&world->diag, NULL)};
  anno_tee tee = {fuzz_check_open(&check, &world->ctx), {&m, on_event}};
  m.sink = anno_tee_sink(&tee);
  m.arena = anno_arena_new(NULL, 0);
  m.options = options_for(choice);
  m.look = reading->own_rules;
  m.map = anno_map_new(&world->ctx, reading->rules, reading->corpus, m.options);
  const anno_str path = fuzz_source_path(reading->reader->name);
  const anno_source source = {
      .path = path, .root = ANNO_STR("f"), .name = anno_path_name(path), .layout = reading->layout};
  MUST(anno_map_prefixes(m.map, m.sink) == ANNO_OK);
  if (!reading->own_rules) MUST(anno_map_head(m.map, m.sink) == ANNO_OK);
  const anno_status status = reading->reader->read(&world->ctx, &source, (anno_doc_sink){&m, on_doc});
  MUST(status == ANNO_OK || world->errors);
  MUST(status <= ANNO_SKIP || status == ANNO_BAD_INPUT);
  fuzz_check_close(&check);
  anno_arena_free(m.arena);
  anno_out_close(m.out, false);
}
