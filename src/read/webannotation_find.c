/* The annotations of a file, whatever holds them, and the documents that they make. */
#include "read/webannotation.h"

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

anno_json anno_web_first(anno_json object, const char *key) {
  const anno_json value = anno_json_get(object, anno_str_from(key));
  return anno_json_is(value) == ANNO_JSON_ARRAY ? anno_json_first(value) : value;
}

static bool has_type(anno_json value, const char *name) {
  const anno_json type = anno_json_get(value, ANNO_STR("type"));
  if (is(anno_json_text(type), name)) return true;
  ANNO_JSON_EACH(item, type) if (is(anno_json_text(item), name)) return true;
  return false;
}

bool anno_web_is_note(anno_json value) {
  if (anno_json_is(value) != ANNO_JSON_OBJECT) return false;
  return has_type(value, "Annotation") || anno_json_is(anno_json_get(value, ANNO_STR("target"))) > ANNO_JSON_NULL;
}

anno_str anno_web_iri(anno_json resource) {
  static const char *const keys[] = {"source", "id", "@id"};
  if (anno_json_is(resource) == ANNO_JSON_STRING) return anno_json_text(resource);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const anno_json value = anno_json_get(resource, anno_str_from(keys[i]));
    if (anno_json_is(value) == ANNO_JSON_STRING) return anno_json_text(value);
    if (anno_json_is(value) == ANNO_JSON_OBJECT) return anno_web_iri(value);
  }
  return ANNO_STR("");
}

/* Who made it (section 3.3.1): a name for people, or what identifies him. */
static anno_str creator_of(anno_json note) {
  static const char *const names[] = {"name", "nickname", "displayName"};
  const anno_json own = anno_web_first(note, "creator");
  const anno_json creator =
      anno_json_is(own) > ANNO_JSON_NULL ? own : anno_web_first(anno_web_first(note, "target"), "creator");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const anno_str name = anno_json_text(anno_web_first(creator, names[i]));
    if (name.len) return name;
  }
  const anno_str iri = anno_web_iri(creator);
  return iri.len ? iri : anno_json_text(anno_json_get(note, ANNO_STR("user")));
}

static anno_str id_of(anno_json note) {
  const anno_str id = anno_json_text(anno_json_get(note, ANNO_STR("id")));
  return id.len ? id : anno_json_text(anno_json_get(note, ANNO_STR("@id")));
}

void anno_web_gather(anno_web *web, anno_json value) {
  static const char *const holders[] = {"rows", "items", "annotations", "first", "@graph"};
  if (anno_json_is(value) == ANNO_JSON_ARRAY) {
    ANNO_JSON_EACH(item, value) anno_web_gather(web, item);
    return;
  }
  if (anno_json_is(value) != ANNO_JSON_OBJECT) return;
  if (!anno_web_is_note(value)) {
    bool holds = false;
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
      const anno_json held = anno_json_get(value, anno_str_from(holders[i]));
      holds |= anno_json_is(held) != ANNO_JSON_NOTHING;
      anno_web_gather(web, held);
    }
    if (!holds && anno_json_is(web->strange) == ANNO_JSON_NOTHING) web->strange = value;
    return;
  }
  anno_web_note note = {.json = value, .id = id_of(value), .creator = creator_of(value), .source = ANNO_STR("")};
  if (note.id.len) anno_table_add(&web->by_id, note.id, (unsigned)web->count + 1);
  ANNO_PUSH(web->ctx->document, web->notes, web->count, web->capacity, note);
}

/* ---- What each is about */

/* A Hypothesis reply names the thread that it continues, its parent last. */
static unsigned parent_of(const anno_web *web, anno_json note) {
  const anno_json references = anno_json_get(note, ANNO_STR("references"));
  unsigned parent = 0;
  ANNO_JSON_EACH(id, references) {
    const unsigned known = anno_table_get(&web->by_id, anno_json_text(id));
    if (known) parent = known;
  }
  return parent;
}

static void find_target(anno_web *web, unsigned number) {
  anno_web_note *note = &web->notes[number];
  const anno_json target = anno_json_get(note->json, ANNO_STR("target"));
  const bool many = anno_json_is(target) == ANNO_JSON_ARRAY;
  const anno_json first = many ? anno_json_first(target) : target;
  const anno_str iri = anno_web_iri(first);
  const unsigned known = anno_table_get(&web->by_id, iri), parent = parent_of(web, note->json);
  note->relates = many && anno_json_count(target) > 1 && (known || anno_str_starts(iri, ANNO_STR("#")));
  note->about = parent ? parent : known == number + 1 ? 0 : known;
  note->source = iri.len && !known ? iri : anno_json_text(anno_json_get(note->json, ANNO_STR("uri")));
}

/* The annotation at the bottom of those that lead to each other; the first one where they run in a circle. Each is
   walked over once. */
static unsigned root_of(anno_web *web, unsigned number) {
  unsigned at = number;
  for (size_t steps = 0; !web->notes[at].root && web->notes[at].about; at = web->notes[at].about - 1)
    if (steps++ > web->count) break;
  const unsigned root = web->notes[at].root ? web->notes[at].root : at + 1;
  for (at = number; !web->notes[at].root; at = web->notes[at].about - 1) {
    web->notes[at].root = root;
    if (!web->notes[at].about) break;
  }
  return root - 1;
}

/* ---- Documents */

static void find_group(anno_web *web, unsigned number) {
  anno_arena *arena = web->ctx->document;
  anno_web_note *note = &web->notes[number];
  const anno_web_note *root = &web->notes[root_of(web, number)];
  const anno_str key = anno_arena_print(arena, "%.*s\n%.*s", ANNO_FMT(root->source), ANNO_FMT(root->creator));
  const unsigned next = (unsigned)web->group_count + 1, known = anno_table_add(&web->by_source, key, next);
  if (known == next) {
    const anno_web_group group = {.source = root->source, .creator = root->creator, .id = ANNO_STR("")};
    ANNO_PUSH(arena, web->groups, web->group_count, web->group_capacity, group);
  }
  if (!known || known > web->group_count) return;
  anno_web_group *group = &web->groups[known - 1];
  note->group = known - 1;
  *(group->last ? &web->notes[group->last - 1].next : &group->first) = number + 1;
  group->last = number + 1;
}

/* Documents of one source have one ID, that of the file if there is one source. */
static void name_groups(anno_web *web, anno_str file_id) {
  anno_arena *arena = web->ctx->document;
  anno_table sources = anno_table_in(arena);
  for (size_t i = 0; i < web->group_count; i++)
    if (anno_table_add(&sources, web->groups[i].source, (unsigned)i + 1) == i + 1) web->source_count++;
  for (size_t i = 0; i < web->group_count; i++) {
    anno_web_group *group = &web->groups[i];
    group->id = web->source_count < 2 || !group->source.len
                    ? file_id
                    : anno_arena_print(arena, "%.*s/%.*s", ANNO_FMT(file_id), ANNO_FMT(group->source));
  }
}

bool anno_web_sort(anno_web *web, anno_str file_id) {
  if (anno_arena_failed(web->ctx->document)) return false;
  for (unsigned i = 0; i < web->count; i++) find_target(web, i);
  for (unsigned i = 0; i < web->count; i++) find_group(web, i);
  name_groups(web, file_id);
  return !anno_arena_failed(web->ctx->document);
}
