#include "cli/curated.h"

/* A path below the root of the corpus, taken apart: "BEFORE/annotation/DOCUMENT/USER...". */
typedef struct {
  anno_str before; /* with its slash */
  anno_str document, user;
} parts;

static bool take_apart(anno_str path, anno_str folder, parts *out) {
  for (size_t at = 0; at < path.len; at = anno_str_find(path, at, '/') + 1) {
    anno_str rest = anno_str_sub(path, at, path.len);
    if (!anno_str_starts(rest, folder)) continue;
    rest = anno_str_sub(rest, folder.len, rest.len);
    out->before = anno_str_sub(path, 0, at);
    out->document = anno_str_cut(&rest, '/');
    out->user = anno_str_cut(&rest, '/');
    return out->user.len > 0;
  }
  return false;
}

static anno_str key_of(anno_arena *arena, const anno_found *found, const parts *p) {
  return anno_arena_print(arena, "%.*s\n%.*s\n%.*s", ANNO_FMT(found->real_root), ANNO_FMT(p->before),
                          ANNO_FMT(p->document));
}

static bool is_initial(anno_str user) { return anno_str_starts(user, ANNO_STR("INITIAL_CAS")); }

enum { CURATED = 1, ANNOTATED = 2 };

/* What there is of each document. */
static anno_table survey(anno_arena *arena, const anno_inputs *inputs) {
  anno_table met = anno_table_in(arena);
  parts p;
  for (size_t i = 0; i < inputs->count; i++) {
    const anno_found *found = &inputs->found[i];
    unsigned what = 0;
    if (take_apart(found->id, ANNO_STR("curation/"), &p))
      what = CURATED;
    else if (take_apart(found->id, ANNO_STR("annotation/"), &p) && !is_initial(p.user))
      what = ANNOTATED;
    if (!what) continue;
    const anno_str key = key_of(arena, found, &p);
    anno_table_set(&met, key, anno_table_get(&met, key) | what);
  }
  return met;
}

void anno_curated_prefer(const anno_ctx *ctx, anno_inputs *inputs) {
  const anno_table met = survey(ctx->run, inputs);
  size_t kept = 0;
  for (size_t i = 0; i < inputs->count; i++) {
    const anno_found *found = &inputs->found[i];
    parts p;
    const bool annotated = take_apart(found->id, ANNO_STR("annotation/"), &p);
    const unsigned what = annotated ? anno_table_get(&met, key_of(ctx->run, found, &p)) : 0;
    if (what & CURATED || (what & ANNOTATED && is_initial(p.user))) {
      if (!found->elsewhere)
        anno_report(ctx->diag, ANNO_CURATED, (anno_loc){0}, "%.*s%s", ANNO_FMT(found->source.path),
                    what & CURATED ? "" : " (nobody annotated it; others did)");
    } else {
      inputs->found[kept++] = *found;
    }
  }
  inputs->count = kept;
}

bool anno_curated_is_project(const anno_str *names, size_t count) {
  bool is_described = false, is_annotated = false;
  for (size_t i = 0; i < count; i++) {
    is_described |=
        anno_str_starts(names[i], ANNO_STR("exportedproject")) && anno_str_ends(names[i], ANNO_STR(".json"));
    is_annotated |= anno_str_eq(names[i], ANNO_STR("annotation")) || anno_str_eq(names[i], ANNO_STR("curation"));
  }
  return is_described && is_annotated;
}
