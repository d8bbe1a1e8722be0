/* Types, roles and attributes that no rule knows become the corpus's own vocabulary, declared in the section of each
   document that uses them, so that documents need not know of each other. */
#include "map/work.h"

void anno_own_note(anno_work *work, const char *what, anno_str name, anno_loc at) {
  anno_map *map = work->map;
  if (!map->rules->rule_count) return;
  const anno_str key = anno_arena_print(work->arena, "%s %.*s", what, ANNO_FMT(name));
  if (anno_table_get(&work->noted, key)) return;
  anno_table_add(&work->noted, key, 1);
  anno_report(map->ctx->diag, ANNO_NO_RULE, at, "%.*s", ANNO_FMT(key));
}

static anno_str own(anno_work *work, anno_mint_space space, anno_str name, anno_vocab class) {
  const anno_arena_mark before = anno_arena_now(work->arena);
  const anno_str key = anno_arena_print(work->arena, "%d %.*s", (int)class, ANNO_FMT(name));
  const unsigned known = anno_table_get(&work->own, key);
  if (known) {
    anno_arena_back(work->arena, before);
    return work->own_iris[known - 1];
  }
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, space, anno_mint_name(work->arena, name));
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_VOCABULARY, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(class));
  anno_block_put(&work->blocks, block, ANNO_V_label, anno_text(name, ANNO_STR("")));
  if (ANNO_PUSH(work->arena, work->own_iris, work->own_count, work->own_capacity, iri))
    anno_table_add(&work->own, key, (unsigned)work->own_count);
  return iri;
}

/* The type above `type` in the schema beside the documents; "" if there is none. */
static anno_str parent_of(const anno_work *work, anno_str type) {
  const unsigned row = anno_table_get(&work->parents, type);
  return row ? work->doc->schema->types[row - 1].parent : ANNO_STR("");
}

/* True if the type and those above it have not been declared as such yet. */
static bool is_new(anno_work *work, anno_str type, anno_vocab class) {
  const unsigned next = (unsigned)work->declared.used + 1;
  const anno_arena_mark before = anno_arena_now(work->arena);
  const anno_str key = anno_arena_print(work->arena, "%d %.*s", (int)class, ANNO_FMT(type));
  if (anno_table_get(&work->declared, key)) {
    anno_arena_back(work->arena, before);
    return false;
  }
  return anno_table_add(&work->declared, key, next) == next;
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
  anno_own_note(work, "role", arg->base, arg->at);
  return anno_own_role(work, arg->base.len ? arg->base : ANNO_STR("argument"));
}
