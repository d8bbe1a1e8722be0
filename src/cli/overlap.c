#include "cli/overlap.h"

#include <sys/stat.h>

#include "cli/draw_job.h"

typedef struct {
  const anno_diag_sink *diag;
  const char *output;
  struct stat st; /* of the output */
  anno_arena *arena;
  anno_str root; /* looked at last */
} look;

static bool is_same(const look *l, const char *path) {
  struct stat st;
  if (stat(path, &st) || st.st_dev != l->st.st_dev || st.st_ino != l->st.st_ino) return false;
  anno_report(l->diag, ANNO_CANNOT_WRITE, (anno_loc){0}, "%s: it is an input", l->output);
  return true;
}

static bool is_beside(look *l, anno_str folder, const char *name) {
  return is_same(l, anno_path_join(l->arena, folder, anno_str_from(name)).ptr);
}

/* Standoff annotations stand beside their text. */
static bool is_text_of(look *l, anno_str path) {
  size_t stem = path.len - anno_path_name(path).len;
  stem = anno_str_find(path, stem + 1, '.');
  return is_same(l, anno_arena_print(l->arena, "%.*s.txt", ANNO_FMT(anno_str_sub(path, 0, stem))).ptr);
}

static bool is_of_source(look *l, const anno_found *found) {
  if (is_same(l, found->source.path.ptr) || is_text_of(l, found->source.path)) return true;
  if (l->root.ptr && anno_str_eq(found->shown_root, l->root)) return false;
  l->root = found->shown_root;
  return is_beside(l, l->root, "documents.ttl") || is_beside(l, l->root, "authority.ttl");
}

static bool is_read(look *l, const anno_options *options, const anno_inputs *inputs) {
  for (size_t i = 0; i < options->input_count; i++)
    if (is_same(l, options->inputs[i])) return true;
  for (size_t i = 0; i < options->rule_count; i++)
    if (is_same(l, options->rules[i])) return true;
  for (size_t i = 0; i < inputs->count; i++) {
    const anno_arena_mark before = anno_arena_now(l->arena);
    if (is_of_source(l, &inputs->found[i])) return true;
    anno_arena_back(l->arena, before);
  }
  return false;
}

typedef struct {
  const anno_diag_sink *diag;
  const anno_options *options;
  const anno_inputs *inputs;
} run;

/* What is not there yet, and what is no file, takes nobody's place. */
static bool takes_input(const run *r, const char *output) {
  look l = {.diag = r->diag, .output = output};
  if (!output || stat(output, &l.st) || !S_ISREG(l.st.st_mode)) return false;
  l.arena = anno_arena_new(NULL, 0);
  if (!l.arena) anno_report(r->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  const bool found = !l.arena || is_read(&l, r->options, r->inputs);
  anno_arena_free(l.arena);
  return found;
}

static bool views_take_input(const run *r) {
  anno_arena *arena = anno_arena_new(NULL, 0);
  const anno_str folder = anno_str_from(r->options->draw.views);
  bool found = !arena;
  if (!arena) anno_report(r->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  for (size_t i = 0; arena && anno_view_at(i) && !found; i++)
    for (size_t j = 0; anno_draw_forms[j] && !found; j++) {
      const anno_str name = anno_arena_print(arena, "%s.%s", anno_view_at(i)->name, anno_draw_forms[j]);
      const anno_str path = anno_path_join(arena, folder, name);
      found = anno_arena_failed(arena) || takes_input(r, path.ptr);
    }
  anno_arena_free(arena);
  return found;
}

bool anno_overlap_found(const anno_diag_sink *diag, const anno_options *options, const anno_inputs *inputs) {
  const char *const outputs[] = {options->output, options->manifest, options->draw.table};
  const run r = {diag, options, inputs};
  for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
    if (takes_input(&r, outputs[i])) return true;
  return options->draw.views && views_take_input(&r);
}
