#include "map/map.h"

#include <stdlib.h>

#include "map/work.h"

anno_map *anno_map_new(const anno_ctx *ctx, const anno_rules *rules, const anno_corpus *corpus,
                       anno_map_options options) {
  anno_map *map = anno_arena_take(ctx->run, sizeof *map);
  if (map)
    *map = (anno_map){
        .ctx = ctx, .rules = rules, .corpus = corpus, .options = options, .ranks = anno_blocks_ranks(ctx->run)};
  return map;
}

void anno_map_use(anno_map *map, const anno_rules *rules) { map->rules = rules; }

anno_map_counts anno_map_counted(const anno_map *map) { return map->counts; }

anno_status anno_map_prefixes(const anno_map *map, anno_sink to) {
  static const anno_str rows[][2] = {
      {ANNO_STR_INIT("anno"), ANNO_STR_INIT(ANNO_NS)},
      {ANNO_STR_INIT("rel"), ANNO_STR_INIT(ANNO_NS_REL)},
      {ANNO_STR_INIT("said"), ANNO_STR_INIT(ANNO_NS_SAID)},
      {ANNO_STR_INIT("claimed"), ANNO_STR_INIT(ANNO_NS_CLAIMED)},
      {ANNO_STR_INIT("denied"), ANNO_STR_INIT(ANNO_NS_DENIED)},
      {ANNO_STR_INIT("rdf"), ANNO_STR_INIT(ANNO_NS_RDF)},
      {ANNO_STR_INIT("rdfs"), ANNO_STR_INIT(ANNO_NS_RDFS)},
      {ANNO_STR_INIT("xsd"), ANNO_STR_INIT(ANNO_NS_XSD)},
      {ANNO_STR_INIT("skos"), ANNO_STR_INIT(ANNO_NS_SKOS)},
      {ANNO_STR_INIT("dcterms"), ANNO_STR_INIT(ANNO_NS_DCTERMS)},
      {ANNO_STR_INIT("schema"), ANNO_STR_INIT(ANNO_NS_SCHEMA)},
      {ANNO_STR_INIT("nif"), ANNO_STR_INIT(ANNO_NS_NIF)},
  };
  anno_status status = ANNO_OK;
  for (size_t i = 0; i < sizeof rows / sizeof *rows && !status; i++)
    status = anno_send_prefix(to, rows[i][0], rows[i][1]);
  for (int s = 0; s < ANNO_MINT_COUNT && !status; s++) {
    const anno_str iri = anno_mint(map->ctx->run, map->corpus->base, (anno_mint_space)s, ANNO_STR(""));
    status = anno_send_prefix(to, anno_mint_prefix((anno_mint_space)s), iri);
  }
  return status;
}

static anno_block *head_block(anno_blocks *blocks, const anno_stmt *s) {
  return anno_block_for(blocks, ANNO_PART_DOCUMENT, s->subject.value, (anno_extent){0, 0});
}

static anno_status send_all(const anno_map *map, const anno_stmt *stmts, size_t count, anno_sink to) {
  anno_blocks blocks;
  anno_blocks_init(&blocks, map->ctx->document, &map->ranks);
  for (size_t i = 0; i < count; i++)
    anno_block_add(&blocks, head_block(&blocks, &stmts[i]), stmts[i].predicate.value, stmts[i].object);
  anno_status status = anno_arena_failed(map->ctx->document) ? ANNO_NO_MEMORY : ANNO_OK;
  if (!status) status = anno_blocks_send(&blocks, (anno_term){0}, to);
  anno_arena_reset(map->ctx->document);
  return status;
}

/* What documents.ttl says of a document stands in the document's section; everything else stands here. */
static anno_status send_corpus(const anno_map *map, anno_sink to) {
  const anno_rdf *rdf = &map->corpus->documents;
  const anno_str documents = anno_mint(map->ctx->run, map->corpus->base, ANNO_MINT_DOCUMENT, ANNO_STR(""));
  anno_stmt *rest = anno_arena_array(map->ctx->run, rdf->count + 1, sizeof *rest);
  size_t count = 0;
  for (size_t i = 0; rest && i < rdf->count; i++)
    if (!anno_str_starts(rdf->stmts[i].subject.value, documents)) rest[count++] = rdf->stmts[i];
  return rest ? send_all(map, rest, count, to) : ANNO_NO_MEMORY;
}

anno_status anno_map_head(const anno_map *map, anno_sink to) {
  anno_status status = anno_send_section(to, ANNO_STR("Relations and roles, as the rules declare them"));
  if (!status) status = send_all(map, map->rules->declared, map->rules->declared_count, to);
  if (!status) status = anno_send_section(to, ANNO_STR("The corpus"));
  if (!status) status = send_corpus(map, to);
  if (!status && map->corpus->authority.count) {
    status = anno_send_section(to, ANNO_STR("The authority: who is who"));
    if (!status) status = send_all(map, map->corpus->authority.stmts, map->corpus->authority.count, to);
  }
  return status;
}

/* What a document may become: statements in statements, and what is said of many at once, multiply. No annotation
   that people make comes near it. */
static size_t room_for(const anno_work *work) {
  enum { FOR_ALL = 1000000, FOR_EACH = 40 };
  size_t parts = work->map->corpus->documents.count;
  for (anno_node node = 1; node < work->doc->count; node++) {
    const anno_item *item = anno_work_item(work, node);
    parts += 1 + item->arg_count + item->fragment_count;
  }
  return FOR_ALL + FOR_EACH * parts;
}

static void index_schema(anno_work *work) {
  const anno_schema *schema = work->doc->schema;
  for (size_t i = 0; schema && i < schema->type_count; i++)
    anno_table_add(&work->parents, schema->types[i].name, (unsigned)i + 1);
}

/* One entry: no list, and no sign that there is none ("-1"). */
static bool names_entry(anno_str value) {
  bool one = value.len && value.ptr[0] != '-';
  for (size_t i = 0; i < value.len; i++) {
    const char c = value.ptr[i];
    one = one && c != '|' && c != ',' && c != ';' && !anno_is_white(c);
  }
  return one;
}

/* Formats that know no links write them as attributes; rules tell which. */
static void find_links(const anno_work *work) {
  for (anno_node node = 1; node < work->doc->count; node++) {
    anno_item *item = anno_work_item(work, node);
    if (item->kind != ANNO_ATTRIBUTE || !names_entry(item->value)) continue;
    const anno_link_rule *rule = anno_rules_linking(work->map->rules, item->type);
    if (!rule) continue;
    item->kind = ANNO_LINK;
    item->database = rule->database;
  }
}

static void begin_work(anno_work *work, anno_map *map, anno_doc *doc) {
  anno_arena *arena = map->ctx->document;
  *work = (anno_work){.map = map,
                      .doc = doc,
                      .arena = arena,
                      .scratch = map->ctx->scratch ? map->ctx->scratch : arena,
                      .parents = anno_table_in(arena)};
  work->senses = anno_arena_array(arena, doc->count ? doc->count : 1, sizeof *work->senses);
  work->mentions = anno_table_in(arena);
  for (size_t i = 0; i < sizeof work->own / sizeof *work->own; i++)
    work->own[i] = work->declared[i] = anno_table_in(arena);
  for (size_t i = 0; i < ANNO_OF_COUNT; i++) work->noted[i] = anno_table_in(arena);
  work->path = anno_mint_path_of(arena, doc->id);
  work->scope = work->path;
  if (doc->annotator.len)
    work->scope =
        anno_arena_print(arena, "%.*s:%.*s", ANNO_FMT(work->path), ANNO_FMT(anno_mint_path_of(arena, doc->annotator)));
  work->spans =
      anno_mint(arena, map->corpus->base, ANNO_MINT_SPAN, anno_arena_print(arena, "%.*s:", ANNO_FMT(work->path)));
  work->document = anno_mint(arena, map->corpus->base, ANNO_MINT_DOCUMENT, work->path);
  const anno_term language = anno_corpus_fact(map->corpus, work->document, ANNO_V_language);
  work->language = language.kind == ANNO_LITERAL && anno_language_ok(language.value) ? language.value : ANNO_STR("");
  anno_blocks_init(&work->blocks, arena, &map->ranks);
  work->blocks.base = map->corpus->base;
  work->blocks.room = room_for(work);
  index_schema(work);
  find_links(work);
}

static void describe_document(anno_work *work) {
  const anno_corpus *corpus = work->map->corpus;
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_DOCUMENT, work->document, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_Document));
  anno_block_put(&work->blocks, block, ANNO_V_identifier, anno_text(work->doc->id, ANNO_STR("")));
  for (size_t i = anno_table_get(&corpus->document_heads, work->document); i; i = corpus->document_next[i - 1]) {
    const anno_stmt *s = &corpus->documents.stmts[i - 1];
    anno_block_add(&work->blocks, block, s->predicate.value, s->object);
  }
  if (anno_corpus_fact(corpus, work->document, ANNO_V_label).kind) return;
  const anno_term title = anno_corpus_fact(corpus, work->document, ANNO_V_title);
  anno_block_put(&work->blocks, block, ANNO_V_label, title.kind ? title : anno_text(work->doc->id, ANNO_STR("")));
}

/* An attribution that another one relays, or that a proposition talks about, is not the document's own. */
static void mark_inner(anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  const anno_sense *sense = &work->senses[node];
  for (size_t i = 0; i < item->arg_count; i++) {
    anno_sense *filler = &work->senses[item->args[i].filler];
    if (filler->means != ANNO_MEANS_ATTRIBUTION) continue;
    if (sense->means == ANNO_MEANS_PROPOSITION || anno_str_eq(sense->properties[i], anno_vocab_iri(ANNO_V_content)))
      filler->inner = true;
  }
}

static void resolve_all(anno_work *work) {
  for (size_t i = 0; i < work->order_count; i++)
    if (work->senses[work->order[i]].cyclic) anno_proposition_localise(work, work->order[i]);
  for (size_t i = 0; i < work->order_count && !work->blocks.full; i++) {
    const anno_node node = work->order[i];
    mark_inner(work, node);
    if (work->senses[node].means == ANNO_MEANS_ATTRIBUTION)
      anno_attribution_resolve(work, node);
    else
      anno_proposition_resolve(work, node);
    if (work->senses[node].means == ANNO_MEANS_PROPOSITION) anno_attribution_assert(work, node);
    anno_work_forget(work);
  }
}

static void emit_all(anno_work *work) {
  for (size_t i = 0; i < work->order_count && !work->blocks.full; i++) {
    const anno_node node = work->order[i];
    if (work->senses[node].means == ANNO_MEANS_PROPOSITION) {
      anno_proposition_emit(work, node);
      work->map->counts.propositions++;
    }
    anno_statement_emit(work, node);
    work->map->counts.attributions += work->senses[node].claim_count;
    anno_work_forget(work);
  }
  for (size_t i = 0; i < work->by_id_count && !work->blocks.full; i++) {
    anno_mention_emit(work, work->by_id[i]);
    anno_work_forget(work);
  }
  anno_remarks_emit(work);
}

/* What a rule leaves out takes what is said of it along. */
static bool left_out(const anno_work *work, anno_node node) {
  const anno_item *item = anno_work_item(work, node);
  const anno_node about = item->target ? item->target : node;
  if (work->senses[about].means == ANNO_MEANS_IGNORED) return true;
  for (size_t i = 0; item->kind == ANNO_EQUIVALENCE && i < item->arg_count; i++)
    if (work->senses[item->args[i].filler].means == ANNO_MEANS_IGNORED) return true;
  return false;
}

/* A trigger all of whose events are left out is left out with them. */
static void leave_out_triggers(anno_work *work) {
  for (anno_node node = 1; node < work->doc->count; node++) {
    const anno_item *item = anno_work_item(work, node);
    if (item->kind != ANNO_EVENT || work->senses[node].means != ANNO_MEANS_IGNORED) continue;
    anno_sense *trigger = &work->senses[item->trigger];
    if (trigger->means == ANNO_MEANS_TRIGGER && !trigger->exported) trigger->means = ANNO_MEANS_IGNORED;
  }
}

static void count_all(anno_work *work) {
  anno_map_counts *counts = &work->map->counts;
  leave_out_triggers(work);
  counts->documents++;
  counts->read += work->doc->read;
  for (anno_node node = 1; node < work->doc->count; node++) {
    if (work->senses[node].exported)
      counts->exported++;
    else if (left_out(work, node))
      counts->left_out++;
  }
}

anno_status anno_map_document(anno_map *map, anno_doc *doc, anno_sink to) {
  anno_work work;
  begin_work(&work, map, doc);
  if (anno_arena_failed(work.arena)) return ANNO_NO_MEMORY;
  describe_document(&work);
  anno_sense_all(&work);
  if (anno_arena_failed(work.arena)) return ANNO_NO_MEMORY;
  anno_status status = anno_order_all(&work);
  if (status) return status;
  resolve_all(&work);
  if (anno_arena_failed(work.arena)) return ANNO_NO_MEMORY;
  const anno_map_counts before = map->counts;
  if (!work.blocks.full) emit_all(&work);
  const anno_str heading = anno_arena_print(work.arena, "Document %.*s", ANNO_FMT(doc->id));
  if (anno_arena_failed(work.scratch) || anno_arena_failed(work.arena) || anno_arena_failed(map->ctx->run))
    return ANNO_NO_MEMORY;
  if (work.blocks.full) {
    map->counts = before;
    anno_report(map->ctx->diag, ANNO_TOO_MUCH, doc->at, NULL);
    return ANNO_SKIP;
  }
  count_all(&work);
  const anno_term graph = map->options.document_graphs ? anno_fit_iri(work.document) : (anno_term){0};
  status = anno_send_section(to, heading);
  return status ? status : anno_blocks_send(&work.blocks, graph, to);
}
