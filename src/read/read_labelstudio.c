/* Label Studio: tasks as JSON, and JSON-MIN, which is one object for each annotation of a task. Source:
   labelstud.io/guide/task_format and /guide/export. */
#include "read/labelstudio.h"

static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }
static bool has(anno_head *head, const char *path, anno_json_kind kind) {
  return anno_json_head_is(head, path) == kind;
}

static int bid(anno_head *head, anno_str path) {
  (void)path;
  if (has(head, "annotations/result", ANNO_JSON_ARRAY) || has(head, "completions/result", ANNO_JSON_ARRAY)) return 95;
  if (has(head, "predictions/result", ANNO_JSON_ARRAY)) return 95;
  if (has(head, "annotation_id", ANNO_JSON_NUMBER) && has(head, "lead_time", ANNO_JSON_NUMBER)) return 90;
  const bool task = has(head, "data", ANNO_JSON_OBJECT) && has(head, "annotations", ANNO_JSON_ARRAY);
  return task ? 80 : 0;
}

/* A task with all that was said in it. */
typedef struct {
  anno_tasks *tasks;
  anno_json json, data;
  anno_str id; /* of its documents */
  anno_ls_parts parts;
  anno_ids annotators; /* names given, of which each has one document */
  bool done;           /* that was reported */
} task;

typedef struct {
  anno_ls_result *items;
  size_t count, capacity;
} results;

static anno_arena *arena_of(const task *t) { return t->tasks->ctx->document; }

/* ---- Results */

static void gather(const task *t, anno_json list, results *out) {
  ANNO_JSON_EACH(item, list) {
    if (anno_json_is(item) != ANNO_JSON_OBJECT) continue;
    const anno_ls_result r = {.item = item,
                              .value = member(item, "value"),
                              .id = anno_task_name(item, "id"),
                              .type = anno_task_name(item, "type"),
                              .from_name = anno_task_name(item, "from_name"),
                              .to_name = anno_task_name(item, "to_name")};
    ANNO_PUSH(arena_of(t), out->items, out->count, out->capacity, r);
  }
}

/* Reports what is no result. */
static void check(anno_doc *doc, anno_json list) {
  if (anno_json_is(list) > ANNO_JSON_NULL && anno_json_is(list) != ANNO_JSON_ARRAY)
    anno_json_error(doc, list, "an array");
  ANNO_JSON_EACH(item, list) {
    const anno_json value = member(item, "value"), labels = anno_json_get(value, anno_task_name(item, "type"));
    if (anno_json_is(item) != ANNO_JSON_OBJECT) {
      doc->read++;
      anno_json_error(doc, item, "a result");
    } else if (anno_json_is(value) && anno_json_is(value) != ANNO_JSON_OBJECT) {
      anno_json_error(doc, value, "an object");
    } else if (anno_str_ends(anno_json_key(labels), ANNO_STR("labels")) && anno_json_is(labels) != ANNO_JSON_ARRAY) {
      anno_json_error(doc, labels, "an array of labels");
    }
  }
}

/* ---- Documents */

/* The name of a user: an e-mail address, where the export has more than a number. */
static anno_str user_of(anno_json by) {
  static const char *const keys[] = {"email", "username", "id"};
  anno_str name = anno_json_text(by);
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !name.len; i++) name = anno_task_name(by, keys[i]);
  return name;
}

/* Who annotates a task twice makes two documents. */
static anno_str annotator_of(task *t, anno_json annotation) {
  const anno_str name = user_of(member(annotation, "completed_by")), id = anno_task_name(annotation, "id");
  if (name.len) return anno_ids_take(&t->annotators, name);
  if (!anno_table_get(&t->annotators.taken, name)) return anno_ids_take(&t->annotators, name);
  return anno_ids_take(&t->annotators, anno_arena_print(arena_of(t), "annotation-%.*s", ANNO_FMT(id)));
}

static bool is_true(anno_json value) { return anno_json_is(value) == ANNO_JSON_TRUE; }

/* Models' results, drafts, and what an annotator cancelled. */
static void leave_out(task *t, anno_task *to) {
  static const char *const keys[] = {"predictions", "drafts", "annotations", "completions"};
  static const char *const why[] = {"a prediction", "a draft", "a cancelled annotation", "a cancelled annotation"};
  if (t->done) return;
  t->done = true;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) ANNO_JSON_EACH(set, member(t->json, keys[i])) {
      const size_t count = anno_json_count(member(set, "result"));
      if (i >= 2 && !is_true(member(set, "was_cancelled"))) continue;
      const anno_str text = anno_arena_print(arena_of(t), "%s of %zu results", why[i], count);
      if (text.len) anno_task_leave(to, anno_json_at(set), count, text.ptr);
    }
}

/* What else is known of the document. */
static void add_metadata(task *t, anno_task *to) {
  ANNO_JSON_EACH(value, t->data) {
    bool used = false;
    for (size_t i = 0; i < t->parts.count; i++) used |= t->parts.items[i].source.node == value.node;
    const bool holds = anno_json_is(value) >= ANNO_JSON_ARRAY, none = anno_json_is(value) == ANNO_JSON_NULL;
    if (!used && !none && !(holds && !anno_json_count(value)))
      anno_task_features(to, anno_task_whole(to), anno_json_key(value), value);
  }
  const anno_json meta = member(t->json, "meta");
  if (anno_json_count(meta)) anno_task_features(to, anno_task_whole(to), ANNO_STR("meta"), meta);
}

/* Results under a name that no version gives them. */
static void leave_strange(const task *t, anno_task *to) {
  static const char known[] = "annotations completions predictions drafts";
  ANNO_JSON_EACH(value, t->json) {
    const anno_json held = member(anno_json_first(value), "result");
    if (!anno_json_is(held) || anno_str_among(anno_json_key(value), known)) continue;
    const anno_str text = anno_arena_print(arena_of(t), "%.*s", ANNO_FMT(anno_json_key(value)));
    if (text.len) anno_task_leave(to, anno_json_key_at(value), anno_json_count(held), text.ptr);
  }
}

static void tell_text(const task *t, const anno_task *to) {
  const anno_diag_sink *diag = to->doc->ctx->diag;
  if (t->parts.joined && !to->doc->bad) anno_report(diag, ANNO_JOINED_TEXT, to->doc->at, NULL);
  if (t->parts.other_unit && !to->doc->bad) anno_report(diag, ANNO_OTHER_UNIT, to->doc->at, "UTF-16 units");
}

/* One annotator's document; `annotation` nothing: that of a task nobody annotated. */
static anno_status read_annotation(task *t, anno_json annotation, anno_str annotator) {
  anno_task to;
  results own = {0};
  const anno_json list = member(annotation, "result");
  if (!anno_task_begin(t->tasks, anno_json_is(annotation) ? annotation : t->json, t->id, &to)) return ANNO_NO_MEMORY;
  to.doc->annotator = annotator;
  gather(t, list, &own);
  check(to.doc, list);
  anno_ls_add(&to, &t->parts, own.items, own.count);
  if (is_true(member(annotation, "ground_truth")))
    anno_task_features(&to, anno_task_whole(&to), ANNO_STR("ground_truth"), member(annotation, "ground_truth"));
  add_metadata(t, &to);
  if (!t->done) leave_strange(t, &to);
  leave_out(t, &to);
  tell_text(t, &to);
  return anno_task_end(t->tasks, &to);
}

/* What is no list of annotations makes the task bad. */
static anno_status refuse(const task *t, anno_json value, const char *wanted) {
  anno_task to;
  if (!anno_task_begin(t->tasks, t->json, t->id, &to)) return ANNO_NO_MEMORY;
  anno_json_error(to.doc, value, wanted);
  return anno_task_end(t->tasks, &to);
}

static anno_status worse(anno_status a, anno_status b) { return a > b ? a : b; }

/* The text is the same for all annotators, so all that they said tells where it stands. */
static anno_status read_annotations(task *t, anno_json list) {
  results all = {0};
  anno_status status = ANNO_OK;
  size_t count = 0;
  ANNO_JSON_EACH(annotation, list) gather(t, member(annotation, "result"), &all);
  anno_ls_find_parts(arena_of(t), t->data, all.items, all.count, &t->parts);
  ANNO_JSON_EACH(annotation, list) {
    const bool sound = anno_json_is(annotation) == ANNO_JSON_OBJECT;
    if (is_true(member(annotation, "was_cancelled"))) continue;
    const anno_str annotator = annotator_of(t, annotation);
    const anno_arena_mark mark = anno_arena_now(arena_of(t));
    const anno_status one = !sound ? refuse(t, annotation, "an annotation")
                            : !anno_json_is(member(annotation, "result"))
                                ? refuse(t, annotation, "an annotation with \"result\"")
                                : read_annotation(t, annotation, annotator);
    status = worse(status, one);
    count++;
    if (status > ANNO_SKIP) return status;
    anno_arena_back(arena_of(t), mark);
  }
  return count ? status : read_annotation(t, (anno_json){0}, ANNO_STR(""));
}

static anno_status read_task(task *t) {
  const anno_json list = member(t->json, "annotations"), old = member(t->json, "completions");
  const anno_json annotations = anno_json_is(list) ? list : old;
  t->data = member(t->json, "data");
  t->annotators = anno_ids_in(arena_of(t));
  t->id = anno_tasks_id(t->tasks, anno_task_name(t->json, "id"), ANNO_STR(""));
  if (anno_json_is(t->data) != ANNO_JSON_OBJECT)
    return refuse(t, anno_json_is(t->data) ? t->data : t->json, "an object with \"data\"");
  if (anno_json_is(annotations) > ANNO_JSON_NULL && anno_json_is(annotations) != ANNO_JSON_ARRAY)
    return refuse(t, annotations, "an array");
  return read_annotations(t, annotations);
}

/* ---- JSON-MIN: what stood under the name of a control is a member of the task */

static bool is_result(anno_json item) {
  const anno_ls_result r = {.item = item, .value = item};
  return anno_json_is(item) == ANNO_JSON_OBJECT && (anno_ls_is_region(&r) || anno_ls_is_foreign(&r));
}

static void gather_min(task *t, results *out) {
  ANNO_JSON_EACH(value, t->json)
  if (is_result(anno_json_first(value))) ANNO_JSON_EACH(item, value) {
      const anno_ls_result r = {.item = item,
                                .value = item,
                                .id = ANNO_STR(""),
                                .type = ANNO_STR("region"),
                                .from_name = anno_json_key(value),
                                .to_name = ANNO_STR("")};
      if (anno_json_is(item) == ANNO_JSON_OBJECT) ANNO_PUSH(arena_of(t), out->items, out->count, out->capacity, r);
    }
}

static void note_min(anno_tasks *tasks, const anno_doc *doc) {
  if (!tasks->noted) anno_report(doc->ctx->diag, ANNO_PARTIAL_EXPORT, doc->at, NULL);
  tasks->noted = true;
}

static void add_min_metadata(task *t, anno_task *to) {
  static const char known[] = "id annotator annotation_id created_at updated_at lead_time";
  ANNO_JSON_EACH(value, t->json) {
    const anno_str key = anno_json_key(value);
    const bool choices = anno_json_count(value) == 1 && anno_json_is(member(value, "choices"));
    if (anno_str_among(key, known) || is_result(anno_json_first(value)) || value.node == t->parts.items[0].source.node)
      continue;
    if (anno_json_is(value) == ANNO_JSON_NULL || (anno_json_is(value) >= ANNO_JSON_ARRAY && !anno_json_count(value)))
      continue;
    anno_task_features(to, anno_task_whole(to), key, choices ? member(value, "choices") : value);
  }
}

static anno_status read_min(task *t) {
  anno_task to;
  results all = {0};
  const anno_str annotator = user_of(member(t->json, "annotator"));
  t->id = anno_tasks_id(t->tasks, anno_task_name(t->json, "id"), annotator);
  if (!anno_task_begin(t->tasks, t->json, t->id, &to)) return ANNO_NO_MEMORY;
  note_min(t->tasks, to.doc);
  to.doc->annotator = annotator;
  gather_min(t, &all);
  anno_ls_find_parts(arena_of(t), t->json, all.items, all.count, &t->parts);
  anno_ls_add(&to, &t->parts, all.items, all.count);
  if (t->parts.count) add_min_metadata(t, &to);
  tell_text(t, &to);
  return anno_task_end(t->tasks, &to);
}

/* ---- */

static bool is_min(anno_json json) {
  return anno_json_is(member(json, "annotation_id")) && !anno_json_is(member(json, "data"));
}

static anno_status on_task(anno_tasks *tasks, anno_json json) {
  task t = {.tasks = tasks, .json = json};
  return is_min(json) ? read_min(&t) : read_task(&t);
}

static const anno_task_format format = {"labelstudio", ANNO_CODE_POINTS, on_task};

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  return anno_tasks_read(ctx, source, out, &format);
}

const anno_reader anno_reader_labelstudio = {.name = "labelstudio",
                                             .summary = "Label Studio: JSON, also by line, and JSON-MIN",
                                             .unit = ANNO_CODE_POINTS,
                                             .rules = "labelstudio",
                                             .bid = bid,
                                             .read = read_source};
