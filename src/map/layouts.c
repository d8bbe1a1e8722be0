#include "map/layouts.h"

#include <errno.h>

#include "map/builtin.h"
#include "map/layouts_check.h"

/* ---- Values of properties */

static const anno_term *value_of(const anno_layout_file *f, anno_str subject, anno_vocab property, anno_loc *at) {
  for (size_t i = 0; i < f->rdf.count; i++) {
    const anno_stmt *s = &f->rdf.stmts[i];
    if (!anno_str_eq(s->subject.value, subject) || !anno_is(&s->predicate, property)) continue;
    if (at) *at = f->rdf.places[i];
    return &s->object;
  }
  return NULL;
}

static anno_str text_of(const anno_layout_file *f, anno_str subject, anno_vocab property) {
  const anno_term *term = value_of(f, subject, property, NULL);
  return term ? term->value : ANNO_STR("");
}

static bool is_true(const anno_layout_file *f, anno_str subject, anno_vocab property) {
  return anno_str_eq(text_of(f, subject, property), ANNO_STR("true"));
}

static anno_str local(anno_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.ptr[i] == '#' || iri.ptr[i] == '/') return anno_str_sub(iri, i + 1, iri.len);
  return iri;
}

/* ---- Parts */

static void take_paths(const anno_layout_file *f, anno_str subject, anno_str *paths) {
  for (size_t i = 0; i < ANNO_AT_COUNT; i++) paths[i] = text_of(f, subject, (anno_vocab)(ANNO_V_rule_itemsAt + i));
  if (!paths[ANNO_AT_ITEMS].len) paths[ANNO_AT_ITEMS] = ANNO_STR(".");
}

typedef struct {
  anno_str *items;
  size_t count, capacity;
} texts;

static texts all_texts(const anno_layout_file *f, anno_str subject, anno_vocab property) {
  texts t = {0};
  for (size_t i = 0; i < f->rdf.count; i++) {
    const anno_stmt *s = &f->rdf.stmts[i];
    if (anno_str_eq(s->subject.value, subject) && anno_is(&s->predicate, property))
      ANNO_PUSH(f->ctx->run, t.items, t.count, t.capacity, s->object.value);
  }
  return t;
}

/* What a part reads where nothing is said: a role its item, an attribute or remark its item. */
static void take_defaults(anno_layout_part *part) {
  anno_str *paths = part->paths;
  if (part->kind == ANNO_PART_ROLES && !paths[ANNO_AT_FILLER].len) paths[ANNO_AT_FILLER] = ANNO_STR(".");
  if (part->kind == ANNO_PART_LINKS && !paths[ANNO_AT_ENTRY].len) paths[ANNO_AT_ENTRY] = ANNO_STR(".");
  const bool valued =
      part->kind == ANNO_PART_REMARKS || (part->kind == ANNO_PART_ATTRIBUTES && !paths[ANNO_AT_NAME].len);
  if (valued && !paths[ANNO_AT_VALUE].len) paths[ANNO_AT_VALUE] = ANNO_STR(".");
}

static void add_part(anno_layout_file *f, anno_json_layout *layout, anno_str subject, anno_part_kind kind, size_t in) {
  anno_layout_part part = {.kind = kind, .name = local(subject), .in = in};
  take_paths(f, subject, part.paths);
  take_defaults(&part);
  part.file = text_of(f, subject, ANNO_V_rule_file);
  const anno_str unit = text_of(f, subject, ANNO_V_rule_unit);
  part.tokens = unit.len ? anno_str_eq(unit, anno_vocab_iri(ANNO_V_rule_Tokens)) : layout->unit == ANNO_TOKENS;
  part.inclusive =
      is_true(f, value_of(f, subject, ANNO_V_rule_inclusive, NULL) ? subject : f->document, ANNO_V_rule_inclusive);
  const texts ignored = all_texts(f, subject, ANNO_V_rule_ignore);
  part.ignored = ignored.items;
  part.ignored_count = ignored.count;
  anno_arena *run = f->ctx->run;
  const bool kept = ANNO_PUSH(run, layout->parts, layout->part_count, layout->part_capacity, part) &&
                    ANNO_PUSH(run, f->subjects, f->subject_count, f->subject_capacity, subject);
  if (kept) anno_table_set(&f->numbers, subject, (unsigned)layout->part_count);
}

/* The class of a part; false if it is none. */
static bool kind_of(const anno_term *class, anno_part_kind *kind) {
  for (anno_vocab v = ANNO_V_Spans; v <= ANNO_V_Remarks; v++) {
    if (!anno_is(class, v)) continue;
    *kind = (anno_part_kind)(v - ANNO_V_Spans);
    return true;
  }
  return false;
}

/* The parts in `holder`, each followed by those in it. A part that is met already is not added again, so that circles
   end. */
static void add_parts(anno_layout_file *f, anno_json_layout *layout, anno_str holder, size_t in) {
  for (size_t i = 0; i < f->rdf.count && !anno_arena_failed(f->ctx->run); i++) {
    const anno_stmt *s = &f->rdf.stmts[i];
    anno_part_kind kind;
    if (!anno_is(&s->predicate, ANNO_V_type) || !kind_of(&s->object, &kind)) continue;
    if (anno_table_get(&f->numbers, s->subject.value)) continue;
    if (!anno_str_eq(text_of(f, s->subject.value, ANNO_V_rule_in), holder)) continue;
    add_part(f, layout, s->subject.value, kind, in);
    add_parts(f, layout, s->subject.value, layout->part_count);
  }
}

static size_t number_of(const anno_layout_file *f, anno_str subject, anno_vocab property) {
  const anno_str part = text_of(f, subject, property);
  const unsigned number = anno_table_get(&f->numbers, part);
  /* Not one of another layout. */
  return number && number <= f->subject_count && anno_str_eq(f->subjects[number - 1], part) ? number : 0;
}

static anno_unit unit_of(const anno_layout_file *f, anno_str subject) {
  const anno_str unit = text_of(f, subject, ANNO_V_rule_unit);
  if (anno_str_eq(unit, anno_vocab_iri(ANNO_V_rule_Utf16Units))) return ANNO_UTF16_UNITS;
  if (anno_str_eq(unit, anno_vocab_iri(ANNO_V_rule_Bytes))) return ANNO_BYTES;
  if (anno_str_eq(unit, anno_vocab_iri(ANNO_V_rule_Tokens))) return ANNO_TOKENS;
  return ANNO_CODE_POINTS;
}

static bool add_layout(anno_layout_file *f, anno_str rules, anno_str subject, anno_layouts *out) {
  anno_json_layout layout = {.name = local(subject), .rules = rules, .unit = unit_of(f, subject)};
  const texts has = all_texts(f, subject, ANNO_V_rule_has), ignored = all_texts(f, subject, ANNO_V_rule_ignore);
  layout.has = has.items;
  layout.has_count = has.count;
  layout.ignored = ignored.items;
  layout.ignored_count = ignored.count;
  layout.file = text_of(f, subject, ANNO_V_rule_file);
  layout.text_file = text_of(f, subject, ANNO_V_rule_textFile);
  take_paths(f, subject, layout.paths);
  f->document = subject;
  f->subject_count = 0;
  add_parts(f, &layout, subject, 0);
  for (size_t i = 0; i < layout.part_count && i < f->subject_count; i++) {
    layout.parts[i].refers_to = number_of(f, f->subjects[i], ANNO_V_rule_refersTo);
    layout.parts[i].matches = number_of(f, f->subjects[i], ANNO_V_rule_matches);
  }
  ANNO_PUSH(f->ctx->run, out->items, out->count, out->capacity, layout);
  return anno_layout_check(f, &layout);
}

/* ---- Files */

static bool speaks_of_layouts(anno_str turtle) {
  static const anno_str word = ANNO_STR_INIT("Documents");
  for (size_t at = anno_str_find(turtle, 0, 'D'); at < turtle.len; at = anno_str_find(turtle, at + 1, 'D'))
    if (anno_str_starts(anno_str_sub(turtle, at, turtle.len), word)) return true;
  return false;
}

static anno_status read_turtle(const anno_ctx *ctx, anno_str rules, anno_str *turtle) {
  for (const anno_builtin *b = anno_builtins; b->name; b++) {
    if (!anno_str_eq(anno_str_from(b->name), rules)) continue;
    *turtle = b->turtle;
    return ANNO_OK;
  }
  const int error = ctx->files->read(ctx->files->handle, ctx->run, rules, turtle);
  if (!error) return ANNO_OK;
  if (error == ENOMEM) return ANNO_NO_MEMORY;
  anno_report(ctx->diag, ANNO_UNKNOWN_RULES, (anno_loc){0}, "%.*s", ANNO_FMT(rules));
  return ANNO_BAD_INPUT;
}

anno_status anno_layouts_add(const anno_ctx *ctx, anno_str rules, anno_layouts *out) {
  anno_input *input = anno_arena_take(ctx->run, sizeof *input);
  anno_layout_file f = {.ctx = ctx};
  if (!input) return ANNO_NO_MEMORY;
  input->name = anno_arena_copy(ctx->run, rules);
  anno_status status = read_turtle(ctx, rules, &input->bytes);
  if (status || !speaks_of_layouts(input->bytes)) return status;
  status = anno_rdf_load(ctx, input, ANNO_STR(ANNO_NS_RULE), &f.rdf);
  if (status) return status;
  const size_t before = out->count;
  bool good = true;
  f.numbers = anno_table_in(ctx->run);
  for (size_t i = 0; i < f.rdf.count; i++) {
    const anno_stmt *s = &f.rdf.stmts[i];
    if (anno_is(&s->predicate, ANNO_V_type) && anno_is(&s->object, ANNO_V_Documents))
      good = add_layout(&f, input->name, s->subject.value, out) && good;
  }
  good = anno_layout_check_all(&f) && good;
  if (!good) out->count = before;
  if (anno_arena_failed(ctx->run)) return ANNO_NO_MEMORY;
  return good ? ANNO_OK : ANNO_BAD_INPUT;
}
