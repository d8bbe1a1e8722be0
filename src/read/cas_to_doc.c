/* A CAS as documents: each view is one, annotations of all layers become items. */
#include <stdlib.h>

#include "model/seal_spans.h"
#include "read/cas_shape.h"
#include "read/said.h"

typedef struct {
  anno_cas *cas;
  anno_cas_shape shape;
  anno_doc **docs; /* one for each view; NULL: nothing is in it */
  anno_ids names;  /* of attributes */
} conversion;

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

static anno_doc *doc_of(const conversion *c, unsigned index) {
  const unsigned view = c->shape.states[index].view;
  return view && c->docs[view - 1] ? c->docs[view - 1] : c->cas->doc;
}

/* Something that was read and is not to be exported. */
static void lose(const conversion *c, anno_doc *doc, const anno_cas_fs *fs, const char *why) {
  const anno_str id = anno_cas_id(fs), type = anno_cas_type_of(c->cas, fs);
  anno_report(doc->ctx->diag, ANNO_NOT_TAKEN, anno_cas_place(c->cas, fs->at), "%.*s %.*s: %s", ANNO_FMT(id),
              ANNO_FMT(type), why);
  doc->read++;
  doc->reported++;
}

/* ---- Attributes and links */

static anno_str attribute_id(conversion *c, anno_str owner, anno_str name) {
  anno_arena *arena = c->cas->ctx->document;
  const anno_str id = anno_arena_print(arena, "%.*s.%.*s", ANNO_FMT(owner), ANNO_FMT(name));
  return anno_ids_next(&c->names, id);
}

static void add_attribute(conversion *c, anno_doc *doc, const anno_cas_fs *fs, const anno_cas_fact *fact) {
  if (!fact->text.len) return; /* an empty string says nothing */
  const bool link = fact->kind == ANNO_CAS_STRING && anno_is_absolute_iri(fact->text);
  const bool yes = fact->kind == ANNO_CAS_BOOLEAN && is(fact->text, "true");
  const anno_node node = anno_doc_add(doc, link ? ANNO_LINK : ANNO_ATTRIBUTE,
                                      attribute_id(c, anno_cas_id(fs), fact->name), fact->name, fact->at);
  anno_item *item = anno_doc_item(doc, node);
  item->value = yes ? ANNO_STR("") : fact->text;
  if (fact->kind == ANNO_CAS_BOOLEAN) item->value_kind = ANNO_BOOLEAN;
  if (fact->kind == ANNO_CAS_NUMBER) item->value_kind = ANNO_NUMBER;
  if (link) item->database = fact->name;
  anno_doc_arg(doc, node, ANNO_STR(""), anno_cas_id(fs), fact->at);
}

/* ---- Roles */

static void lose_role(const anno_doc *doc, const anno_cas_fact *fact, anno_str id, const char *why) {
  const anno_str name = fact->name.len ? fact->name : ANNO_STR("next");
  anno_report(doc->ctx->diag, ANNO_NOT_TAKEN, fact->at, "%.*s %.*s: %s", ANNO_FMT(name), ANNO_FMT(id), why);
}

static void add_role(conversion *c, anno_doc *doc, anno_node node, const anno_cas_fact *fact) {
  const anno_str id = anno_cas_id(anno_cas_at(c->cas, fact->target));
  if (doc_of(c, fact->target) != doc)
    lose_role(doc, fact, id, "in another view");
  else if (c->shape.states[fact->target].role == ANNO_CAS_CHAIN)
    lose_role(doc, fact, id, "a chain is no annotation that fills a role");
  else
    anno_doc_arg(doc, node, fact->name, id, fact->at);
}

/* The ends of a relation come first, in their order; all else in the order of the features. */
static int rank_of(anno_str role) { return is(role, "Governor") ? 0 : is(role, "Dependent") ? 1 : 2; }

static void add_roles(conversion *c, anno_doc *doc, anno_node node, bool relation) {
  for (int rank = relation ? 0 : 2; rank <= 2; rank++)
    for (size_t i = 0; i < c->shape.fact_count; i++) {
      const anno_cas_fact *fact = &c->shape.facts[i];
      if (fact->kind == ANNO_CAS_REF && (!relation || rank_of(fact->name) == rank)) add_role(c, doc, node, fact);
    }
}

static void add_attributes(conversion *c, anno_doc *doc, const anno_cas_fs *fs) {
  for (size_t i = 0; i < c->shape.fact_count; i++)
    if (c->shape.facts[i].kind != ANNO_CAS_REF) add_attribute(c, doc, fs, &c->shape.facts[i]);
}

/* ---- Annotations */

/* Begin or end; 0, UIMA's own default, if it is not there. */
static bool read_offset(const conversion *c, anno_doc *doc, const anno_cas_value *value, size_t *out) {
  const anno_str text = value && value->count == 1 ? anno_cas_text(value, 0) : ANNO_STR("");
  *out = 0;
  if (!value) return true;
  if (value->kind == ANNO_CAS_NUMBER && anno_str_to_size(text, out)) return true;
  anno_doc_error(doc, ANNO_BAD_SPAN, anno_cas_place(c->cas, value->at), text);
  return false;
}

static void add_place(const conversion *c, anno_doc *doc, anno_node node, const anno_cas_fs *fs) {
  size_t begin, end;
  const bool has_begin = read_offset(c, doc, anno_cas_value_of(fs, ANNO_CAS_BEGIN), &begin);
  if (read_offset(c, doc, anno_cas_value_of(fs, ANNO_CAS_END), &end) && has_begin)
    anno_doc_fragment(doc, node, begin, end);
}

static anno_node add_event(const conversion *c, anno_doc *doc, const anno_cas_fs *fs) {
  /* IDs of a CAS are numbers. */
  const anno_str id = anno_cas_id(fs), type = anno_cas_type_of(c->cas, fs);
  const anno_loc at = anno_cas_place(c->cas, fs->at);
  const anno_str trigger = anno_arena_print(doc->ctx->document, "T%.*s", ANNO_FMT(id));
  add_place(c, doc, anno_doc_add(doc, ANNO_SPAN, trigger, type, at), fs);
  const anno_node node = anno_doc_add(doc, ANNO_EVENT, id, type, at);
  anno_doc_item(doc, node)->trigger_id = trigger;
  return node;
}

/* The next link at or behind `link` that stands in the text of `doc`, 0 if there is none. */
static unsigned link_in(const conversion *c, const anno_doc *doc, unsigned link, unsigned chain) {
  while (link && (c->shape.states[link].chain != chain || doc_of(c, link) != doc))
    link = c->shape.states[link].chain == chain ? anno_cas_target(c->cas, anno_cas_at(c->cas, link), ANNO_CAS_NEXT) : 0;
  return link;
}

static void add_chain(conversion *c, anno_doc *doc, unsigned index) {
  const anno_cas_fs *fs = anno_cas_at(c->cas, index);
  for (size_t i = 0; i < c->shape.fact_count; i++)
    if (c->shape.facts[i].text.len || c->shape.facts[i].kind == ANNO_CAS_REF)
      lose(c, doc, fs, anno_arena_print(doc->ctx->document, "%.*s of a chain", ANNO_FMT(c->shape.facts[i].name)).ptr);
  const unsigned first = anno_cas_target(c->cas, fs, ANNO_CAS_FIRST);
  if (!link_in(c, doc, first, index)) {
    lose(c, doc, fs, "a chain without links");
    return;
  }
  const anno_node node = anno_doc_add(doc, ANNO_EQUIVALENCE, anno_cas_id(fs), anno_cas_type_of(c->cas, fs),
                                      anno_cas_place(c->cas, fs->at));
  for (unsigned link = first; link && c->shape.states[link].chain == index;
       link = anno_cas_target(c->cas, anno_cas_at(c->cas, link), ANNO_CAS_NEXT))
    add_role(c, doc, node,
             &(anno_cas_fact){
                 .name = ANNO_STR(""), .target = link, .at = anno_cas_place(c->cas, anno_cas_at(c->cas, link)->at)});
}

static void add_fs(conversion *c, unsigned index) {
  const anno_cas_fs *fs = anno_cas_at(c->cas, index);
  const anno_str id = anno_cas_id(fs), type = anno_cas_type_of(c->cas, fs);
  const anno_loc at = anno_cas_place(c->cas, fs->at);
  anno_doc *doc = doc_of(c, index);
  anno_node node;
  anno_cas_gather(&c->shape, index);
  switch (c->shape.states[index].role) {
    case ANNO_CAS_SPAN: add_place(c, doc, anno_doc_add(doc, ANNO_SPAN, id, type, at), fs); break;
    case ANNO_CAS_EVENT:
      node = add_event(c, doc, fs);
      add_roles(c, doc, node, false);
      break;
    case ANNO_CAS_RELATION:
      node = anno_doc_add(doc, ANNO_RELATION, id, type, at);
      add_roles(c, doc, node, true);
      break;
    case ANNO_CAS_CHAIN: add_chain(c, doc, index); return;
    case ANNO_CAS_WHOLE: anno_doc_add(doc, ANNO_SPAN, id, type, at); break;
    case ANNO_CAS_PART:
      /* An empty array or list says nothing, wherever it belongs. */
      if (!c->shape.states[index].owned && fs->value_count)
        lose(c, doc, fs, "an array, or of an array, that no annotation has");
      return;
  }
  add_attributes(c, doc, fs);
}

static void add_all(conversion *c) {
  for (unsigned i = 1; i < c->cas->count && !anno_arena_failed(c->cas->ctx->document); i++) {
    if (c->shape.states[i].reached)
      add_fs(c, i);
    else if (!anno_cas_at(c->cas, i)->container)
      lose(c, doc_of(c, i), anno_cas_at(c->cas, i), "in no view");
  }
}

/* ---- The hierarchy of the types that occur */

static int by_name(const void *a, const void *b) {
  return anno_str_cmp(((const anno_type_row *)a)->name, ((const anno_type_row *)b)->name);
}

static bool is_own(anno_str type) { return type.len && !anno_str_starts(type, ANNO_STR("uima.")); }

/* Adds the type and those above it that are not UIMA's own. */
static void add_type(conversion *c, anno_schema *schema, anno_table *met, anno_str name) {
  while (!anno_table_get(met, name)) {
    const anno_cas_type *type = anno_cas_types_get(&c->cas->types, name);
    anno_table_set(met, name, 1);
    if (!type || !is_own(type->super)) return;
    const anno_type_row row = {name, type->super};
    ANNO_PUSH(c->cas->ctx->document, schema->types, schema->type_count, schema->type_capacity, row);
    name = type->super;
  }
}

static void add_schema(conversion *c, anno_doc *doc) {
  anno_arena *arena = c->cas->ctx->document;
  anno_schema *schema = anno_arena_take(arena, sizeof *schema);
  anno_table met = anno_table_in(arena);
  if (!schema) return;
  for (anno_node node = 1; node < doc->count; node++) {
    const anno_item *item = anno_doc_item(doc, node);
    if (item->kind == ANNO_SPAN || item->kind == ANNO_EVENT || item->kind == ANNO_RELATION)
      add_type(c, schema, &met, item->type);
  }
  if (!schema->type_count) return;
  qsort(schema->types, schema->type_count, sizeof *schema->types, by_name);
  doc->schema = schema;
}

/* ---- Documents */

static void set_text(anno_doc *doc, const anno_cas_view *view) {
  doc->has_text = view->has_text;
  doc->text = view->text;
}

/* A document for each view; that of the initial one has no suffix. */
static bool make_docs(conversion *c) {
  anno_cas *cas = c->cas;
  const anno_doc *model = cas->doc;
  c->docs = anno_arena_array(cas->ctx->document, cas->view_count + 1, sizeof *c->docs);
  if (!c->docs) return false;
  for (size_t v = 0; v < cas->view_count; v++) {
    const anno_cas_view *view = &cas->views[v];
    const bool initial = v + 1 == c->shape.initial;
    const anno_str id = anno_arena_print(cas->ctx->document, "%.*s#%.*s", ANNO_FMT(model->id), ANNO_FMT(view->name));
    anno_doc *doc = initial ? cas->doc : anno_doc_new(cas->ctx, id, view->at);
    if (!doc) return false;
    doc->annotator = model->annotator;
    doc->format = model->format;
    doc->unit = model->unit;
    set_text(doc, view);
    c->docs[v] = doc;
  }
  return true;
}

static anno_status hand_over(conversion *c, anno_doc *doc, anno_doc_sink out) {
  if (!doc->has_text && doc->count > 1 && !doc->bad) anno_report(doc->ctx->diag, ANNO_NO_TEXT, doc->at, NULL);
  add_schema(c, doc);
  const anno_status status = anno_doc_seal(doc);
  if (status != ANNO_OK && status != ANNO_SKIP) return status;
  doc->bad = status == ANNO_SKIP;
  return out.on_doc(out.handle, doc);
}

static anno_status no_memory(const anno_cas *cas) {
  anno_report(cas->ctx->diag, ANNO_OUT_OF_MEMORY, cas->doc->at, NULL);
  return ANNO_NO_MEMORY;
}

/* Tells of the offsets of a file that cannot be used for other reasons, so that one run tells all. */
static bool check_places(conversion *c) {
  const anno_cas *cas = c->cas;
  if (!make_docs(c)) return false;
  for (unsigned i = 1; i < cas->count; i++) {
    const anno_cas_state *state = &c->shape.states[i];
    const anno_cas_fs *fs = anno_cas_at(cas, i);
    if (!state->reached || (state->role != ANNO_CAS_SPAN && state->role != ANNO_CAS_EVENT)) continue;
    anno_doc *doc = doc_of(c, i);
    add_place(c, doc,
              anno_doc_add(doc, ANNO_SPAN, anno_cas_id(fs), anno_cas_type_of(cas, fs), anno_cas_place(cas, fs->at)),
              fs);
  }
  for (size_t v = 0; v < cas->view_count; v++) anno_seal_spans(c->docs[v]);
  return !anno_arena_failed(cas->ctx->document);
}

/* What was met in a file that cannot be used. */
static anno_status hand_over_bad(anno_cas *cas, anno_doc_sink out) {
  cas->doc->bad = true;
  cas->doc->count = 1;
  cas->doc->read = cas->count - 1;
  return out.on_doc(out.handle, cas->doc);
}

static anno_status worse(anno_status a, anno_status b) { return a > b ? a : b; }

anno_status anno_cas_to_docs(anno_cas *cas, anno_doc_sink out) {
  conversion c = {.cas = cas, .names = anno_ids_in(cas->ctx->document)};
  if (anno_arena_failed(cas->ctx->document)) return no_memory(cas);
  anno_status status = cas->unsure ? ANNO_OK : anno_cas_resolve(cas);
  if (status != ANNO_OK) return status;
  if (!cas->unsure && !anno_cas_shape_of(cas, &c.shape)) return no_memory(cas);
  if (cas->doc->bad && !cas->unsure && !check_places(&c)) return no_memory(cas);
  if (cas->doc->bad || cas->unsure) return hand_over_bad(cas, out);
  if (!make_docs(&c)) return no_memory(cas);
  add_all(&c);
  if (anno_arena_failed(cas->ctx->document)) return no_memory(cas);
  status = hand_over(&c, cas->doc, out);
  for (size_t v = 0; v < cas->view_count && status <= ANNO_SKIP; v++) {
    const anno_doc *doc = c.docs[v];
    if (doc != cas->doc && (doc->has_text || doc->read)) status = worse(status, hand_over(&c, c.docs[v], out));
  }
  return status;
}
