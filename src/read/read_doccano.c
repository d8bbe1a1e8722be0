/* doccano, in the forms that its versions wrote: "labels" and "label" as arrays of [begin, end, label], "annotations"
   with numbers for labels and users, "entities" and "relations" with or without "label" around them, and "cats".
   Source: doccano's docs/tutorial and backend/data_export; offsets are code points. */
#include "read/tasks.h"

static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }

static bool has(anno_head *head, const char *path, anno_json_kind kind) {
  return anno_json_head_is(head, path) == kind;
}

static int bid(anno_head *head, anno_str path) {
  static const char *const sure[] = {"entities/start_offset", "label/entities/start_offset", "labels/start_offset",
                                     "label/start_offset", "annotations/start_offset"};
  (void)path;
  for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
    if (has(head, sure[i], ANNO_JSON_NUMBER)) return 90;
  if (!has(head, "text", ANNO_JSON_STRING) && !has(head, "data", ANNO_JSON_STRING)) return 0;
  if (has(head, "labels[][]", ANNO_JSON_NUMBER) || has(head, "label[][]", ANNO_JSON_NUMBER)) return 85;
  if (has(head, "entities[][]", ANNO_JSON_NUMBER)) return has(head, "cats[]", ANNO_JSON_STRING) ? 85 : 65;
  if (has(head, "label/entities", ANNO_JSON_ARRAY)) return 70;
  /* Nobody has annotated anything so far. */
  if (has(head, "entities", ANNO_JSON_ARRAY) && has(head, "Comments", ANNO_JSON_ARRAY)) return 60;
  /* Labels of a whole text, or its translation, by somebody who is a number. */
  const bool by_users =
      has(head, "annotations/user", ANNO_JSON_NUMBER) || has(head, "annotation_approver", ANNO_JSON_NULL);
  if (by_users && (has(head, "annotations/label", ANNO_JSON_NUMBER) || has(head, "annotations/text", ANNO_JSON_STRING)))
    return 80;
  return has(head, "label[]", ANNO_JSON_STRING) || has(head, "labels[]", ANNO_JSON_STRING) ? 60 : 0;
}

/* Elements of "annotations" with the same "user". */
typedef struct {
  anno_str name;
  anno_json *items;
  size_t count, capacity;
} user;

/* A task as one annotator left it. */
typedef struct {
  anno_task task;
  anno_json json;
  const user *user; /* whose annotations are read; NULL if there are none with users */
} reading;

/* What is of the wrong kind is counted all the same. */
static void refuse(reading *r, anno_json value, const char *wanted) {
  r->task.doc->read++;
  anno_json_error(r->task.doc, value, wanted);
}

/* ---- Spans */

static anno_node add_span(reading *r, anno_json json, anno_json label, anno_str id) {
  const anno_str name = anno_json_text(label);
  const anno_node node =
      anno_doc_add(r->task.doc, ANNO_SPAN, anno_task_id(&r->task, id, "s"), name, anno_json_at(json));
  if (!name.len) anno_json_error(r->task.doc, anno_json_is(label) ? label : json, "a span with a label");
  return node;
}

/* [begin, end, label] */
static void read_triple(reading *r, anno_json json) {
  const anno_json begin = anno_json_first(json), end = anno_json_next(begin), label = anno_json_next(end);
  if (anno_json_count(json) != 3) {
    refuse(r, json, "an array of begin, end and label");
    return;
  }
  anno_task_place(&r->task, add_span(r, json, label, ANNO_STR("")), begin, end);
}

static void read_object(reading *r, anno_json json) {
  static const char known[] = "id label start_offset end_offset user created_at updated_at document example";
  const anno_str id = anno_task_name(json, "id");
  const anno_node node = add_span(r, json, member(json, "label"), id);
  anno_task_place(&r->task, node, member(json, "start_offset"), member(json, "end_offset"));
  const anno_str own = anno_doc_item(r->task.doc, node)->id;
  ANNO_JSON_EACH(value, json)
  if (!anno_str_among(anno_json_key(value), known)) anno_task_features(&r->task, own, anno_json_key(value), value);
}

/* ---- What the text as a whole is labelled with */

static void read_category(reading *r, anno_str name, anno_json value) {
  anno_task_features(&r->task, anno_task_whole(&r->task), name, value);
}

/* An element of a list: a span, or a label of the whole text. */
static void read_element(reading *r, anno_str name, anno_json json) {
  const bool placed = anno_json_is(member(json, "start_offset")) || anno_json_is(member(json, "end_offset"));
  switch (anno_json_is(json)) {
    case ANNO_JSON_ARRAY: read_triple(r, json); break;
    case ANNO_JSON_STRING:
    case ANNO_JSON_NUMBER: read_category(r, name, json); break;
    case ANNO_JSON_OBJECT:
      if (placed || anno_str_eq(name, ANNO_STR("entities")))
        read_object(r, json);
      else if (anno_json_is(member(json, "label")) || anno_json_is(member(json, "text")))
        read_category(r, name, anno_json_is(member(json, "label")) ? member(json, "label") : member(json, "text"));
      else
        refuse(r, json, "a span or a label");
      break;
    default: refuse(r, json, "a span or a label");
  }
}

static void read_relation(reading *r, anno_json json) {
  anno_doc *doc = r->task.doc;
  const anno_json from = member(json, "from_id"), to = member(json, "to_id"), type = member(json, "type");
  const anno_str given = anno_task_name(json, "id"), name = anno_json_text(type);
  if (anno_json_is(json) != ANNO_JSON_OBJECT || !anno_json_text(from).len || !anno_json_text(to).len) {
    refuse(r, json, "a relation with \"from_id\" and \"to_id\"");
    return;
  }
  /* Relations are numbered by themselves. */
  const anno_str own = given.len ? anno_arena_print(doc->ctx->document, "r%.*s", ANNO_FMT(given)) : given;
  const anno_node node = anno_doc_add(doc, ANNO_RELATION, anno_task_id(&r->task, own, "r"), name, anno_json_at(json));
  if (!name.len) anno_json_error(doc, anno_json_is(type) ? type : json, "a relation with a type");
  anno_doc_arg(doc, node, ANNO_STR("from"), anno_json_text(from), anno_json_at(from));
  anno_doc_arg(doc, node, ANNO_STR("to"), anno_json_text(to), anno_json_at(to));
}

/* ---- Tasks */

static void read_list(reading *r, anno_json list) {
  const anno_str name = anno_json_key(list);
  const anno_json_kind kind = anno_json_is(list);
  if (kind == ANNO_JSON_STRING || kind == ANNO_JSON_NUMBER)
    read_category(r, name, list);
  else if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_ARRAY)
    refuse(r, list, "an array");
  else
    ANNO_JSON_EACH(item, list) read_element(r, name, item);
}

static void read_relations(reading *r, anno_json list) {
  if (anno_json_is(list) > ANNO_JSON_NULL && anno_json_is(list) != ANNO_JSON_ARRAY) refuse(r, list, "an array");
  ANNO_JSON_EACH(item, list) read_relation(r, item);
}

static void read_comment(reading *r, anno_json json) {
  const anno_json text = anno_json_is(json) == ANNO_JSON_OBJECT ? member(json, "text") : json;
  if (anno_json_is(text) == ANNO_JSON_STRING)
    anno_task_remark(&r->task, anno_task_whole(&r->task), ANNO_STR("comment"), text);
  else
    refuse(r, json, "a comment");
}

static void read_comments(reading *r, anno_json comments) {
  if (anno_json_is(comments) == ANNO_JSON_STRING)
    read_comment(r, comments);
  else if (anno_json_is(comments) > ANNO_JSON_NULL && anno_json_is(comments) < ANNO_JSON_ARRAY)
    refuse(r, comments, "comments");
  else
    ANNO_JSON_EACH(comment, comments) read_comment(r, comment);
}

/* An object "label" has the lists of the document; what else it has is said of the whole. */
static void read_inner(reading *r, anno_json label) {
  read_relations(r, member(label, "relations"));
  ANNO_JSON_EACH(value, label)
  if (!anno_str_among(anno_json_key(value), "entities relations"))
    anno_task_features(&r->task, anno_task_whole(&r->task), anno_json_key(value), value);
}

static void read_annotations(reading *r) {
  static const char *const keys[] = {"entities", "labels", "label", "cats", "annotations"};
  enum { LABEL = 2, LISTS = 4 };
  for (size_t i = 0; i < LISTS + !r->user; i++) {
    const anno_json list = member(r->json, keys[i]);
    const bool inner = i == LABEL && anno_json_is(list) == ANNO_JSON_OBJECT;
    if (inner && anno_json_count(list) && !anno_json_is(member(list, "entities")) &&
        !anno_json_is(member(list, "relations")))
      refuse(r, list, "an array, or an object with \"entities\" or \"relations\"");
    read_list(r, inner ? member(list, "entities") : list);
    if (inner) read_inner(r, list);
  }
  for (size_t i = 0; r->user && i < r->user->count; i++) read_element(r, anno_str_from(keys[LISTS]), r->user->items[i]);
  read_relations(r, member(r->json, "relations"));
}

/* What else stands beside the text: doccano keeps what was imported with it. */
static void read_metadata(reading *r) {
  static const char known[] = "id text data entities relations labels label annotations cats annotation_approver "
                              "username user comments Comments";
  ANNO_JSON_EACH(value, r->json) {
    const anno_str key = anno_json_key(value);
    const bool meta = anno_str_eq(key, ANNO_STR("meta")), holds = anno_json_is(value) >= ANNO_JSON_ARRAY;
    const bool none = anno_json_is(value) == ANNO_JSON_NULL || (holds && !anno_json_count(value)) ||
                      (meta && anno_str_eq(anno_json_text(value), ANNO_STR("{}")));
    if (none || anno_str_among(key, known)) continue;
    anno_task_features(&r->task, anno_task_whole(&r->task), meta && holds ? ANNO_STR("") : key, value);
  }
  read_comments(r, member(r->json, "comments"));
  read_comments(r, member(r->json, "Comments"));
}

static anno_str annotator_of(anno_json json) {
  static const char *const keys[] = {"annotation_approver", "username", "user"};
  anno_str name = ANNO_STR("");
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !name.len; i++) name = anno_task_name(json, keys[i]);
  return name;
}

static anno_status read_document(anno_tasks *tasks, reading *r, anno_str id) {
  const anno_json text = member(r->json, "text");
  if (!anno_task_begin(tasks, r->json, id, &r->task)) return ANNO_NO_MEMORY;
  r->task.doc->annotator = r->user && r->user->name.len ? r->user->name : annotator_of(r->json);
  anno_task_text(&r->task, anno_json_is(text) ? text : member(r->json, "data"));
  read_annotations(r);
  read_metadata(r);
  return anno_task_end(tasks, &r->task);
}

typedef struct {
  user *items;
  size_t count, capacity;
} users;

/* In the order in which they come. */
static users find_users(anno_arena *arena, anno_json annotations) {
  users found = {0};
  anno_table names = anno_table_in(arena);
  ANNO_JSON_EACH(item, annotations) {
    const user one = {.name = anno_task_name(item, "user")};
    const unsigned number = anno_table_add(&names, one.name, (unsigned)found.count + 1);
    if (number > found.count) ANNO_PUSH(arena, found.items, found.count, found.capacity, one);
    if (!number || number > found.count) break; /* no memory: the next document tells */
    user *u = &found.items[number - 1];
    ANNO_PUSH(arena, u->items, u->count, u->capacity, item);
  }
  return found;
}

/* One document for each user whose annotations are there. */
static anno_status on_task(anno_tasks *tasks, anno_json json) {
  const anno_str id = anno_tasks_id(tasks, anno_task_name(json, "id"), ANNO_STR(""));
  const anno_json annotations = member(json, "annotations");
  const bool list = anno_json_is(annotations) == ANNO_JSON_ARRAY;
  const users found = find_users(tasks->ctx->document, list ? annotations : (anno_json){0});
  anno_status worst = ANNO_OK;
  size_t i = 0;
  do {
    reading r = {.json = json, .user = i < found.count ? &found.items[i] : NULL};
    const anno_status status = read_document(tasks, &r, id);
    if (status > worst) worst = status;
  } while (++i < found.count && worst <= ANNO_SKIP);
  return worst;
}

static const anno_task_format format = {"doccano", ANNO_CODE_POINTS, on_task};

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  return anno_tasks_read(ctx, source, out, &format);
}

const anno_reader anno_reader_doccano = {.name = "doccano",
                                         .summary = "doccano: JSON Lines or JSON, of all its versions",
                                         .unit = ANNO_CODE_POINTS,
                                         .bid = bid,
                                         .read = read_source};
