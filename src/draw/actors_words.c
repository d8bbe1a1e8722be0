/* What the cards of the view of actors say of who stands in them. */
#include "draw/actors_words.h"

#include "draw/places.h"
#include "draw/relate.h"
#include "rdf/vocab.h"

enum { MOST_BYTES = 120, MOST_EVIDENCE = 3 };

anno_str anno_cast_joined(anno_arena *arena, anno_str a, anno_str b) {
  if (!a.len) return b;
  if (!b.len) return a;
  return anno_arena_print(arena, "%.*s · %.*s", ANNO_FMT(a), ANNO_FMT(b));
}

/* Whether the claim ties the two by a structural relation, in whichever direction. */
static bool says_belongs(const anno_claim *claim, anno_at who, anno_at body) {
  bool has_who = false, has_body = false;
  if (!(claim->nature & ANNO_STRUCTURAL) && !anno_str_eq(claim->predicate, anno_vocab_iri(ANNO_V_rel_affiliation)) &&
      !anno_str_eq(claim->predicate, anno_vocab_iri(ANNO_V_rel_component)))
    return false;
  for (size_t i = 0; i < claim->filler_count; i++) {
    if (claim->fillers[i].kind != ANNO_FILLS_REFERENT) continue;
    has_who = has_who || claim->fillers[i].at == who;
    has_body = has_body || claim->fillers[i].at == body;
  }
  return has_who && has_body;
}

/* "Huntress Labs": who says that `who` belongs to its body; "" if no saying tells. */
static anno_str who_says(const anno_task *task, anno_at who) {
  const anno_story *story = task->story;
  for (size_t i = 0; i < story->claim_count; i++) {
    const anno_claim *claim = &story->claims[i];
    if (!says_belongs(claim, who, story->referents[who].body)) continue;
    for (size_t j = 0; j < claim->sayings.count; j++) {
      const anno_saying *s = &story->sayings[claim->sayings.items[j]];
      if (s->polarity == ANNO_AFFIRMS) return anno_speakers_text(task->arena, story, s, 2);
    }
  }
  return ANNO_STR("");
}

anno_str anno_cast_alleged(const anno_task *task, anno_at who, bool name_body) {
  const anno_referent *r = &task->story->referents[who];
  if (r->body == ANNO_NOWHERE || !r->body_is_alleged) return ANNO_STR("");
  const anno_str body = name_body ? task->story->referents[r->body].label : ANNO_STR("");
  const anno_str by = who_says(task, who);
  return anno_arena_print(task->arena, "said to belong%s%.*s%s%.*s", body.len ? " to " : "", ANNO_FMT(body),
                          by.len ? ", by " : "", ANNO_FMT(by));
}

anno_str anno_cast_names(const anno_cast *cast, const anno_at *referents, size_t count) {
  anno_buf out = anno_buf_in(cast->task->arena);
  size_t i = 0;
  for (; i < count && (!i || out.len < MOST_BYTES); i++) {
    if (i) anno_buf_put(&out, ANNO_STR(", "));
    anno_buf_put(&out, cast->task->story->referents[referents[i]].label);
  }
  if (i < count) anno_buf_put(&out, anno_arena_print(cast->task->arena, " and %zu more", count - i));
  return anno_buf_str(&out);
}

anno_str anno_cast_evidence(const anno_cast *cast, anno_at referent) {
  const anno_part *part = &cast->parts[referent];
  const anno_story *story = cast->task->story;
  anno_buf out = anno_buf_in(cast->task->arena);
  for (size_t i = 0; i < part->count && i < MOST_EVIDENCE; i++) {
    const anno_at voice = cast->voices[part->first + i];
    const anno_str words = cast->spoken ? anno_evidence_text(cast->task->arena, story, &story->sayings[voice])
                                        : story->claims[voice].evidence;
    if (out.len && words.len) anno_buf_putc(&out, '\n');
    anno_buf_put(&out, words);
  }
  return anno_buf_str(&out);
}

anno_str anno_cast_sources(const anno_cast *cast, const anno_at *referents, size_t count) {
  const anno_story *story = cast->task->story;
  anno_places places = anno_places_in(cast->task->arena);
  for (size_t i = 0; i < count; i++) {
    const anno_part *part = &cast->parts[referents[i]];
    for (size_t j = 0; j < part->count; j++) {
      const anno_at voice = cast->voices[part->first + j];
      anno_list documents =
          cast->spoken ? (anno_list){&story->sayings[voice].document, 1} : story->claims[voice].documents;
      for (size_t k = 0; k < documents.count; k++)
        if (documents.items[k] != ANNO_NOWHERE) anno_places_add(&places, documents.items[k]);
    }
  }
  return places.count ? anno_sources_text(cast->task->arena, story, anno_places_list(&places)) : ANNO_STR("");
}

anno_str anno_cast_kind(const anno_cast *cast, anno_at referent) {
  const anno_task *task = cast->task;
  for (size_t i = 0; i < task->sides.count; i++)
    if (task->sides.items[i] == referent) return ANNO_STR("side");
  switch (task->story->referents[referent].kind) {
    case ANNO_PERSON: return ANNO_STR("person");
    case ANNO_GROUP: return ANNO_STR("group");
    case ANNO_ORGANIZATION:
    case ANNO_STATE: return ANNO_STR("body");
    case ANNO_WORK: return ANNO_STR("work");
    default: return ANNO_STR("actor");
  }
}
