#include "draw/choose.h"

#include "base/buf.h"
#include "draw/focus.h"
#include "draw/relate.h"

/* What is being chosen; NULL where there is no such criterion. */
typedef struct {
  anno_story *story;
  const anno_choice *choice;
  bool *documents;
  bool *claims, *sayings; /* near a focus */
} choosing;

static bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80u;
}

static bool begins_with(anno_str id, anno_str begin) {
  if (!begin.len || !anno_str_starts(id, begin)) return false;
  return id.len == begin.len || !is_word(id.ptr[begin.len]) || !is_word(begin.ptr[begin.len - 1]);
}

/* Marks the document of that name, else those whose IDs begin with it; false if there is none. */
static bool mark_documents(choosing *c, anno_str name) {
  bool found = false;
  for (size_t i = 0; i < c->story->document_count; i++) {
    const anno_document *d = &c->story->documents[i];
    if (anno_str_eq(d->id, name) || anno_str_eq(d->source, name)) found = c->documents[i] = true;
  }
  if (found) return true;
  for (size_t i = 0; i < c->story->document_count; i++)
    if (begins_with(c->story->documents[i].id, name)) found = c->documents[i] = true;
  return found;
}

static bool find_documents(const anno_ctx *ctx, choosing *c) {
  bool known = true;
  for (size_t i = 0; i < c->choice->document_count && c->documents; i++) {
    const anno_str name = anno_str_from(c->choice->documents[i]);
    if (mark_documents(c, name)) continue;
    known = false;
    anno_report(ctx->diag, ANNO_UNKNOWN_DOCUMENT, (anno_loc){NULL, 0}, "'%.*s'", ANNO_FMT(name));
  }
  return known;
}

static bool asks_time(const anno_choice *choice) { return choice->has_since || choice->has_until; }

static bool is_in_time(const choosing *c, const anno_saying *saying) {
  const anno_choice *choice = c->choice;
  const anno_period *p = &saying->when;
  if (!asks_time(choice)) return true;
  if (!p->known && saying->document != ANNO_NOWHERE) p = &c->story->documents[saying->document].date;
  return p->known && (!choice->has_since || p->end >= choice->since) &&
         (!choice->has_until || p->begin <= choice->until);
}

static bool is_chosen_saying(const choosing *c, anno_at at) {
  const anno_saying *s = &c->story->sayings[at];
  if (c->sayings && !c->sayings[at]) return false;
  if (c->documents && (s->document == ANNO_NOWHERE || !c->documents[s->document])) return false;
  return (!c->choice->acts || s->acts & c->choice->acts) && is_in_time(c, s);
}

static bool is_chosen_claim(const choosing *c, anno_at at) {
  const anno_claim *claim = &c->story->claims[at];
  for (size_t i = 0; i < claim->sayings.count; i++)
    if (c->story->sayings[claim->sayings.items[i]].chosen) return true;
  if (claim->sayings.count || c->choice->acts || asks_time(c->choice)) return false;
  if (c->claims && !c->claims[at]) return false;
  for (size_t i = 0; i < claim->documents.count && c->documents; i++)
    if (c->documents[claim->documents.items[i]]) return true;
  return !c->documents;
}

anno_status anno_choose(const anno_ctx *ctx, anno_story *story, const anno_choice *choice) {
  choosing c = {.story = story, .choice = choice};
  if (choice->document_count) c.documents = anno_arena_array(story->arena, story->document_count + 1, sizeof(bool));
  const bool documents_known = find_documents(ctx, &c), focus_known = anno_focus_mark(ctx, story, choice);
  if (!documents_known || !focus_known) return ANNO_BAD_USAGE;
  if (choice->focus_count) {
    c.claims = anno_arena_array(story->arena, story->claim_count + 1, sizeof(bool));
    c.sayings = anno_arena_array(story->arena, story->saying_count + 1, sizeof(bool));
    if (c.claims && c.sayings) anno_focus_reach(story, choice->depth, c.claims, c.sayings);
  }
  if (!story->index) anno_index_make(story);
  if (anno_arena_failed(story->arena)) return ANNO_NO_MEMORY;
  for (anno_at s = 0; s < story->saying_count; s++) story->sayings[s].chosen = is_chosen_saying(&c, s);
  for (anno_at i = 0; i < story->claim_count; i++) story->claims[i].chosen = is_chosen_claim(&c, i);
  return ANNO_OK;
}

bool anno_in_focus(const anno_story *story, const anno_choice *choice, anno_at referent) {
  return choice->focus_count && referent < story->referent_count && story->referents[referent].in_focus;
}

static void begin_part(anno_buf *out, const char *words) {
  if (out->len) anno_buf_put(out, ANNO_STR("; "));
  anno_buf_put(out, anno_str_from(words));
}

static void put_names(anno_buf *out, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    anno_buf_put(out, i ? ANNO_STR(", ") : ANNO_STR(" "));
    anno_buf_put(out, anno_str_from(names[i]));
  }
}

static void put_acts(anno_buf *out, unsigned acts) {
  unsigned left = acts;
  for (unsigned act = 0; act < ANNO_ACT_COUNT; act++) {
    if (!(left & 1u << act)) continue;
    left &= ~(1u << act);
    if (left != (acts & ~(1u << act))) anno_buf_put(out, left ? ANNO_STR(", ") : ANNO_STR(" and "));
    anno_buf_put(out, anno_str_from(anno_act_name((anno_act)act, true)));
  }
  anno_buf_put(out, ANNO_STR(" only"));
}

anno_str anno_choice_text(anno_arena *arena, const anno_choice *choice) {
  anno_buf out = anno_buf_in(arena);
  if (choice->focus_count) {
    begin_part(&out, "about");
    put_names(&out, choice->focus, choice->focus_count);
    if (choice->depth > 1) anno_buf_put(&out, anno_arena_print(arena, " and those up to %u steps away", choice->depth));
  }
  if (choice->has_since) {
    begin_part(&out, "since ");
    anno_buf_put(&out, anno_day_text(arena, choice->since));
  }
  if (choice->has_until) {
    begin_part(&out, "until ");
    anno_buf_put(&out, anno_day_text(arena, choice->until));
  }
  if (choice->document_count) {
    begin_part(&out, choice->document_count > 1 ? "documents" : "document");
    put_names(&out, choice->documents, choice->document_count);
  }
  if (choice->acts) {
    begin_part(&out, "");
    put_acts(&out, choice->acts);
  }
  if (choice->min_count > 1) begin_part(&out, anno_arena_print(arena, "at least %u times", choice->min_count).ptr);
  return anno_buf_str(&out);
}
