/* The content of a claim in the forms that other tools expect. A form that needs a triple gets a subject or object
   that says it is unspecified; it belongs to this proposition alone, since one somebody for all would be the busiest
   actor of every picture. */
#include "map/work.h"

static anno_term unspecified(anno_work *work, const anno_triple_view *view, const char *role) {
  const anno_str local =
      anno_arena_print(work->arena, "unspecified-%.*s-%s", ANNO_FMT(anno_work_local(view->iri)), role);
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_ENTITY, local);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_REFERENTS, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_Unspecified));
  anno_block_put(&work->blocks, block, ANNO_V_label, anno_work_text(work, ANNO_STR("unspecified")));
  return anno_fit_iri(iri);
}

/* The quoted twin of a predicate, declared: claimed:use for rel:use, and for a predicate of the corpus's own
   vocabulary a name beside it. */
static anno_str twin_of(anno_work *work, const anno_triple_view *view, bool denied) {
  const anno_str predicate = view->predicate, local = anno_work_local(predicate);
  const anno_str word = denied ? ANNO_STR("denied") : ANNO_STR("claimed");
  anno_str iri;
  if (anno_str_starts(predicate, ANNO_STR(ANNO_NS_REL)))
    iri = anno_arena_print(work->arena, "%s%.*s", denied ? ANNO_NS_DENIED : ANNO_NS_CLAIMED, ANNO_FMT(local));
  else
    iri =
        anno_arena_print(work->arena, "%.*s%.*s-%.*s", ANNO_FMT(anno_str_sub(predicate, 0, predicate.len - local.len)),
                         ANNO_FMT(word), ANNO_FMT(local));
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_VOCABULARY, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_QuotedTwin));
  anno_block_put(&work->blocks, block, ANNO_V_twinOf, anno_iri(predicate));
  anno_block_put(
      &work->blocks, block, ANNO_V_label,
      anno_text(anno_arena_print(work->arena, "%.*s: %.*s", ANNO_FMT(word), ANNO_FMT(anno_work_label(work, predicate))),
                ANNO_STR("")));
  return iri;
}

/* The view with unspecified fillers where it has none. */
typedef struct {
  anno_term no_subject, no_object;
  anno_triple_view view;
} complete;

static void complete_view(anno_work *work, const anno_triple_view *view, complete *out) {
  out->view = *view;
  if (!view->subject_count) {
    out->no_subject = unspecified(work, view, "subject");
    out->view.subjects = &out->no_subject;
    out->view.subject_count = 1;
  }
  if (!view->object_count) {
    out->no_object = unspecified(work, view, "object");
    out->view.objects = &out->no_object;
    out->view.object_count = 1;
  }
}

static void add_reification(anno_work *work, const anno_triple_view *v) {
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_PROPOSITIONS, v->iri, v->at);
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_rdf_Statement));
  anno_block_put(&work->blocks, block, ANNO_V_rdf_predicate, anno_iri(v->predicate));
  for (size_t i = 0; i < v->subject_count; i++)
    anno_block_put(&work->blocks, block, ANNO_V_rdf_subject, v->subjects[i]);
  for (size_t i = 0; i < v->object_count; i++) anno_block_put(&work->blocks, block, ANNO_V_rdf_object, v->objects[i]);
}

static void add_triple_term(anno_work *work, const anno_triple_view *v, const anno_term *s, const anno_term *o) {
  anno_term *triple = anno_arena_array(work->arena, 3, sizeof *triple);
  if (!triple) return;
  triple[0] = *s;
  triple[1] = anno_iri(v->predicate);
  triple[2] = *o;
  anno_block_put(&work->blocks, anno_block_for(&work->blocks, ANNO_PART_PROPOSITIONS, v->iri, v->at), ANNO_V_reifies,
                 (anno_term){.kind = ANNO_TRIPLE, .triple = triple});
}

void anno_claims_add(anno_work *work, const anno_triple_view *view) {
  const anno_claims mode = work->map->options.claims;
  complete c;
  if (mode == ANNO_CLAIMS_NODE || mode == ANNO_CLAIMS_FLAT) return;
  complete_view(work, view, &c);
  if (mode == ANNO_CLAIMS_REIFICATION) {
    add_reification(work, &c.view);
    return;
  }
  for (size_t s = 0; s < c.view.subject_count; s++) {
    const anno_term *subject = &c.view.subjects[s];
    /* A literal cannot be the subject of a triple; the proposition's own node keeps it. */
    if (subject->kind != ANNO_IRI) continue;
    for (size_t o = 0; o < c.view.object_count && !work->blocks.full; o++) {
      if (mode == ANNO_CLAIMS_RDF12)
        add_triple_term(work, &c.view, subject, &c.view.objects[o]);
      else
        anno_block_add(&work->blocks, anno_block_in(&work->blocks, view->iri, subject->value),
                       twin_of(work, view, false), c.view.objects[o]);
    }
  }
}

void anno_claims_flat(anno_work *work, const anno_triple_view *view, bool denied) {
  complete c;
  complete_view(work, view, &c);
  const anno_str twin = twin_of(work, view, denied);
  for (size_t s = 0; s < c.view.subject_count; s++) {
    if (c.view.subjects[s].kind != ANNO_IRI) continue;
    anno_block *block =
        anno_block_for(&work->blocks, ANNO_PART_REFERENTS, c.view.subjects[s].value, (anno_extent){0, 0});
    for (size_t o = 0; o < c.view.object_count && !work->blocks.full; o++)
      anno_block_add(&work->blocks, block, twin, c.view.objects[o]);
  }
}
