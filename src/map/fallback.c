/* Types, roles and attributes that no rule knows become the corpus's own vocabulary, declared in the section of each
   document that uses them, so that documents need not know of each other. */
#include "map/work.h"

void anno_own_note(anno_work *work, anno_noted_what what, anno_str name, anno_loc at) {
  static const char *const words[] = {[ANNO_OF_SPAN] = "span type",
                                      [ANNO_OF_EVENT] = "event type",
                                      [ANNO_OF_RELATION] = "relation type",
                                      [ANNO_OF_ROLE] = "role",
                                      [ANNO_OF_ATTRIBUTE] = "attribute"};
  if (!work->map->rules->rule_count || anno_table_get(&work->noted[what], name)) return;
  anno_table_add(&work->noted[what], name, 1);
  anno_report(work->map->ctx->diag, ANNO_NO_RULE, at, "%s %.*s", words[what], ANNO_FMT(name));
}

/* Which of work->own a class has: the corpus's own vocabulary is made of these. */
static size_t own_row(anno_vocab class) {
  switch (class) {
    case ANNO_V_AnnotationClass: return 0;
    case ANNO_V_RelationType: return 1;
    case ANNO_V_RoleProperty: return 2;
    default: return 3;
  }
}

static anno_str own(anno_work *work, anno_mint_space space, anno_str name, anno_vocab class) {
  anno_table *names = &work->own[own_row(class)];
  const unsigned known = anno_table_get(names, name);
  if (known) return work->own_iris[known - 1];
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, space, anno_mint_name(work->arena, name));
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_VOCABULARY, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(class));
  anno_block_put(&work->blocks, block, ANNO_V_label, anno_text(name, ANNO_STR("")));
  if (ANNO_PUSH(work->arena, work->own_iris, work->own_count, work->own_capacity, iri))
    anno_table_add(names, name, (unsigned)work->own_count);
  return iri;
}

/* The type above `type` in the schema beside the documents; "" if there is none. */
static anno_str parent_of(const anno_work *work, anno_str type) {
  const unsigned row = anno_table_get(&work->parents, type);
  return row ? work->doc->schema->types[row - 1].parent : ANNO_STR("");
}

/* True if the type and those above it have not been declared as such yet. */
static bool is_new(anno_work *work, anno_str type, anno_vocab class) {
  anno_table *declared = &work->declared[own_row(class)];
  if (anno_table_get(declared, type)) return false;
  return anno_table_add(declared, type, 1) != 0;
}

anno_str anno_own_type(anno_work *work, anno_str type, anno_vocab class) {
  const anno_str iri = own(work, ANNO_MINT_TYPE, type, class);
  anno_str below = iri, name = type;
  if (!is_new(work, type, class)) return iri;
  /* A hierarchy is as deep as the schema has types at most, or it would be a cycle. */
  for (size_t left = work->doc->schema ? work->doc->schema->type_count : 0; left; left--) {
    const anno_str parent = parent_of(work, name);
    if (!parent.len || anno_str_eq(parent, name)) break;
    const anno_str above = own(work, ANNO_MINT_TYPE, parent, class);
    anno_block_put(&work->blocks, anno_block_for(&work->blocks, ANNO_PART_VOCABULARY, below, (anno_extent){0, 0}),
                   ANNO_V_subClassOf, anno_iri(above));
    below = above;
    name = parent;
    if (!is_new(work, name, class)) break;
  }
  return iri;
}

anno_str anno_own_role(anno_work *work, anno_str role) { return own(work, ANNO_MINT_ROLE, role, ANNO_V_RoleProperty); }

anno_str anno_own_attribute(anno_work *work, anno_str name) {
  return own(work, ANNO_MINT_ATTRIBUTE, name, ANNO_V_AttributeProperty);
}

anno_str anno_own_property(anno_work *work, const anno_rule *rule, const anno_arg *arg) {
  const anno_str property = anno_rules_role(work->map->rules, rule, arg->role, arg->base);
  if (property.len) return property;
  anno_own_note(work, ANNO_OF_ROLE, arg->base, arg->at);
  return anno_own_role(work, arg->base.len ? arg->base : ANNO_STR("argument"));
}
