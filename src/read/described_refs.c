/* IDs, things that are the same, and references: resolved when all annotations of a document are there. */
#include "read/described.h"

static anno_str key_of(anno_arena *arena, size_t part, anno_str id) {
  return anno_arena_print(arena, "%zu %.*s", part, ANNO_FMT(id));
}

anno_str anno_described_id(anno_described *d, anno_str holder, size_t part, anno_str name) {
  anno_str id;
  if (holder.len)
    id = anno_arena_print(d->arena, "%.*s/%.*s", ANNO_FMT(holder), ANNO_FMT(name));
  else
    id = anno_arena_print(d->arena, "%.*s%u", ANNO_FMT(name), d->made ? ++d->made[part] : 0);
  return anno_ids_take(&d->ids, id);
}

void anno_described_name(anno_described *d, size_t part, anno_str id, anno_node node) {
  if (!node) return;
  const anno_str key = key_of(d->arena, part, id);
  anno_table_add(&d->by_id, key, node);
  anno_table_add(&d->by_id, anno_str_sub(key, anno_str_find(key, 0, ' '), key.len), node);
}

anno_node anno_described_named(const anno_described *d, size_t part, anno_str id) {
  const anno_arena_mark mark = anno_arena_now(d->arena);
  anno_str key = key_of(d->arena, part, id);
  if (!part) key = anno_str_sub(key, 1, key.len);
  const anno_node node = anno_table_get(&d->by_id, key);
  anno_arena_back(d->arena, mark);
  return node;
}

/* ---- Groups */

size_t anno_described_group_of(anno_described *d, size_t part, anno_str id, anno_loc at) {
  const anno_str key = key_of(d->arena, part, id);
  const unsigned known = id.len ? anno_table_get(&d->by_group, key) : 0;
  if (known) return known;
  const anno_described_group group = {.id = id, .part = part, .at = at};
  if (!ANNO_PUSH(d->arena, d->groups, d->group_count, d->group_capacity, group)) return 0;
  if (id.len) anno_table_set(&d->by_group, key, (unsigned)d->group_count);
  return d->group_count;
}

void anno_described_join(anno_described *d, size_t group, anno_node member) {
  if (!group || !member) return;
  anno_described_group *g = &d->groups[group - 1];
  for (size_t i = g->count; i-- > 0 && g->count - i < 4;)
    if (g->members[i] == member) return;
  ANNO_PUSH(d->arena, g->members, g->count, g->capacity, member);
}

static void make_equivalence(anno_described *d, const anno_described_group *g) {
  const anno_str type = d->layout->parts[g->part - 1].name;
  const anno_str id = g->id.len ? anno_ids_take(&d->ids, g->id) : anno_described_id(d, ANNO_STR(""), g->part, type);
  const anno_node node = anno_doc_add(d->doc, ANNO_EQUIVALENCE, id, type, g->at);
  for (size_t i = 0; i < g->count; i++)
    anno_doc_arg(d->doc, node, ANNO_STR(""), anno_doc_item(d->doc, g->members[i])->id, g->at);
}

/* A group is what its first member is: an equivalence makes that one with the others. */
static void close_group(anno_described *d, const anno_described_group *g) {
  if (g->count && g->id.len) anno_described_name(d, g->part, g->id, g->members[0]);
  if (g->count > 1) make_equivalence(d, g);
}

/* ---- References */

static anno_node filler_of(anno_described *d, const anno_described_ref *ref) {
  if (ref->filler) return ref->filler;
  if (ref->group) return d->groups[ref->group - 1].count ? d->groups[ref->group - 1].members[0] : 0;
  if (!ref->part) return 0;
  const anno_node node = anno_described_named(d, ref->part->refers_to, ref->id);
  if (!node && ref->role.len) anno_doc_error(d->doc, ANNO_DANGLING, ref->at, ref->id);
  return node;
}

/* A member of a group, which has no node of its own yet. */
static bool is_of_group(const anno_described_ref *ref) { return !ref->node; }

static void put_ref(anno_described *d, const anno_described_ref *ref) {
  const anno_node filler = filler_of(d, ref);
  if (!filler && ref->role.len) return;
  /* A target that does not exist is found again, and reported, when the document is sealed. */
  const anno_str id = filler ? anno_doc_item(d->doc, filler)->id : ref->id;
  anno_doc_arg(d->doc, ref->node, ref->role, id, ref->at);
}

static void join_ref(anno_described *d, const anno_described_ref *ref) {
  const anno_node node = anno_described_named(d, ref->part->refers_to, ref->id);
  if (node)
    anno_described_join(d, ref->group, node);
  else
    anno_doc_error(d->doc, ANNO_DANGLING, ref->at, ref->id);
}

/* Members of groups first: what a group is called by others is the first of them. */
void anno_described_resolve(anno_described *d) {
  for (size_t i = 0; i < d->ref_count; i++)
    if (is_of_group(&d->refs[i])) join_ref(d, &d->refs[i]);
  for (size_t i = 0; i < d->group_count; i++) close_group(d, &d->groups[i]);
  for (size_t i = 0; i < d->ref_count; i++)
    if (!is_of_group(&d->refs[i])) put_ref(d, &d->refs[i]);
}
