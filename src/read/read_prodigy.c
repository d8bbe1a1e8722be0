/* Prodigy: one task a line, as db-out writes them. Source: prodi.gy/docs/api-interfaces, which names the members of a
   task; offsets are code points, token_end is inclusive, head and child of a relation are numbers of tokens. */
#include "read/tasks.h"

static bool is_answered(anno_head *head) {
  static const char *const answers[] = {"\"accept\"", "\"reject\"", "\"ignore\""};
  const anno_str answer = anno_json_head(head->bytes, "answer");
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
    if (anno_str_starts(answer, anno_str_from(answers[i]))) return true;
  return false;
}

static int bid(anno_head *head, anno_str path) {
  (void)path;
  if (anno_json_head_is(head, "_task_hash") == ANNO_JSON_NUMBER) return 95;
  if (anno_json_head_is(head, "_view_id") == ANNO_JSON_STRING) return 95;
  if (anno_json_head_is(head, "relations/head_span") == ANNO_JSON_OBJECT) return 95;
  if (anno_json_head_is(head, "spans/token_start") == ANNO_JSON_NUMBER) return 90;
  if (anno_json_head_is(head, "text") != ANNO_JSON_STRING) return 0;
  if (is_answered(head) && anno_json_head_is(head, "label") == ANNO_JSON_STRING) return 75;
  if (anno_json_head_is(head, "spans/start") != ANNO_JSON_NUMBER) return 0;
  if (anno_json_head_is(head, "answer") == ANNO_JSON_STRING) return 85;
  /* Elsewhere a span is an object of one label, of which "spans" are the parts. */
  return anno_json_head_is(head, "spans/label") == ANNO_JSON_STRING ? 70 : 0;
}

/* A task while it is read. */
typedef struct {
  anno_task task;
  anno_json json;
  anno_json *tokens;
  size_t token_count;
  anno_table spans;   /* "BEGIN END" -> node of the first span there */
  anno_table ends;    /* "END" in tokens -> the same */
  anno_table options; /* ID -> node of the JSON, once somebody asks */
} reading;

static anno_arena *arena_of(const reading *r) { return r->task.doc->ctx->document; }
static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }

/* ---- Spans */

static void remember(reading *r, anno_node node, anno_json span) {
  const anno_str begin = anno_task_name(span, "start"), end = anno_task_name(span, "end");
  const anno_str last = anno_task_name(span, "token_end");
  anno_table_add(&r->spans, anno_arena_print(arena_of(r), "%.*s %.*s", ANNO_FMT(begin), ANNO_FMT(end)), node);
  if (last.len) anno_table_add(&r->ends, last, node);
}

static anno_node add_span(reading *r, anno_json span, anno_str type, const char *made, anno_loc at) {
  anno_task *t = &r->task;
  const anno_str id = anno_task_id(t, ANNO_STR(""), made);
  const anno_node node = anno_doc_add(t->doc, ANNO_SPAN, id, type, at);
  anno_task_place(t, node, member(span, "start"), member(span, "end"));
  const anno_json text = member(span, "text");
  anno_item *item = anno_doc_item(t->doc, node);
  item->has_recorded = anno_json_is(text) == ANNO_JSON_STRING;
  if (item->has_recorded) item->recorded = anno_json_text(text);
  remember(r, node, span);
  return node;
}

/* A region of a picture, a recording or a film. */
static bool is_region(anno_json span) {
  static const char keys[] = "points x center width channel frame";
  if (anno_json_is(member(span, "start")) != ANNO_JSON_NOTHING) return anno_json_is(member(span, "channel")) != 0;
  ANNO_JSON_EACH(value, span) if (anno_str_among(anno_json_key(value), keys)) return true;
  return false;
}

static void read_span(reading *r, anno_json span) {
  static const char known[] = "start end text label token_start token_end type color input_hash";
  if (anno_json_is(span) != ANNO_JSON_OBJECT) {
    r->task.doc->read++;
    anno_json_error(r->task.doc, span, "a span");
    return;
  }
  if (is_region(span)) {
    anno_task_leave(&r->task, anno_json_at(span), 1, "a region that is no stretch of text");
    return;
  }
  const anno_json given = member(span, "label");
  const anno_str label = anno_task_name(span, "label");
  const anno_node node = add_span(r, span, label.len ? label : ANNO_STR("span"), "s", anno_json_at(span));
  if (!label.len && anno_json_is(given) > ANNO_JSON_NULL) anno_json_error(r->task.doc, given, "a label");
  const anno_str id = anno_doc_item(r->task.doc, node)->id;
  ANNO_JSON_EACH(value, span)
  if (!anno_str_among(anno_json_key(value), known)) anno_task_features(&r->task, id, anno_json_key(value), value);
}

/* ---- Relations */

/* Tokens are numbered in their order. Where they lie in another, or tell other numbers, nobody knows what a number
   means. */
static void read_tokens(reading *r, anno_json tokens) {
  size_t before = 0, begin, end, id;
  r->tokens = anno_arena_array(arena_of(r), anno_json_count(tokens) + 1, sizeof *r->tokens);
  if (!r->tokens) return;
  ANNO_JSON_EACH(token, tokens) {
    const anno_json number = member(token, "id");
    const bool placed = anno_json_size(member(token, "start"), &begin) && anno_json_size(member(token, "end"), &end);
    const bool counted = !anno_json_is(number) || (anno_json_size(number, &id) && id == r->token_count);
    if (!placed || begin < before || !counted) {
      r->token_count = 0;
      return;
    }
    before = end;
    r->tokens[r->token_count++] = token;
  }
}

static anno_json token_at(const reading *r, anno_str number) {
  size_t n;
  return anno_str_to_size(number, &n) && n < r->token_count ? r->tokens[n] : (anno_json){0};
}

/* The span at one end of a relation: where the file says it lies, or that whose last token the number is; if the
   annotator related a bare token, that becomes a span. 0 if there is none. */
static anno_node end_of(reading *r, anno_json relation, const char *token_key, const char *span_key) {
  anno_json at = member(relation, span_key);
  const anno_str number = anno_task_name(relation, token_key);
  if (anno_json_is(member(at, "start")) != ANNO_JSON_NUMBER) {
    const anno_node node = number.len ? anno_table_get(&r->ends, number) : 0;
    if (node) return node;
    at = token_at(r, number);
  }
  const anno_str begin = anno_task_name(at, "start"), end = anno_task_name(at, "end");
  if (!begin.len) return 0;
  const anno_str key = anno_arena_print(arena_of(r), "%.*s %.*s", ANNO_FMT(begin), ANNO_FMT(end));
  const anno_node node = anno_table_get(&r->spans, key);
  if (node) return node;
  const anno_str label = anno_task_name(at, "label");
  return add_span(r, at, label.len ? label : ANNO_STR("token"), "t", anno_json_at(relation));
}

static void read_relation(reading *r, anno_json relation) {
  anno_doc *doc = r->task.doc;
  if (anno_json_is(relation) != ANNO_JSON_OBJECT) {
    doc->read++;
    anno_json_error(doc, relation, "a relation");
    return;
  }
  const anno_node head = end_of(r, relation, "head", "head_span"), child = end_of(r, relation, "child", "child_span");
  if (!head || !child) {
    const anno_str number = anno_task_name(relation, head ? "child" : "head");
    const anno_str why =
        anno_arena_print(arena_of(r), "a relation of token %.*s, which is not there", ANNO_FMT(number));
    anno_task_leave(&r->task, anno_json_at(relation), 1, number.len ? why.ptr : "a relation without head or child");
    return;
  }
  const anno_str label = anno_task_name(relation, "label"), id = anno_task_id(&r->task, ANNO_STR(""), "r");
  const anno_node node =
      anno_doc_add(doc, ANNO_RELATION, id, label.len ? label : ANNO_STR("relation"), anno_json_at(relation));
  anno_doc_arg(doc, node, ANNO_STR("head"), anno_doc_item(doc, head)->id, anno_json_at(member(relation, "head")));
  anno_doc_arg(doc, node, ANNO_STR("child"), anno_doc_item(doc, child)->id, anno_json_at(member(relation, "child")));
}

/* ---- Choices */

static bool is_wikidata(anno_str s) {
  size_t number;
  return s.len > 1 && s.ptr[0] == 'Q' && anno_str_to_size(anno_str_sub(s, 1, s.len), &number);
}

/* What the annotator saw of the option called `id`. */
static anno_json option_text(reading *r, anno_str id) {
  const anno_json options = member(r->json, "options");
  if (!r->options.used)
    ANNO_JSON_EACH(option, options) anno_table_add(&r->options, anno_task_name(option, "id"), option.node);
  return member((anno_json){options.tree, anno_table_get(&r->options, id)}, "text");
}

/* Options that are Wikidata's are links; those that are mere numbers are called what the annotator saw. */
static void read_choice(reading *r, anno_str target, anno_json choice) {
  anno_task *t = &r->task;
  const anno_str id = anno_json_text(choice), shown = anno_json_text(option_text(r, id));
  const anno_json_kind kind = anno_json_is(choice);
  if (kind != ANNO_JSON_STRING && kind != ANNO_JSON_NUMBER) {
    t->doc->read++;
    anno_json_error(t->doc, choice, "the ID of an option");
    return;
  }
  const anno_str entry = is_wikidata(id) ? anno_arena_print(arena_of(r), "Wikidata:%.*s", ANNO_FMT(id)) : id;
  const anno_str value = kind == ANNO_JSON_NUMBER && shown.len ? shown : entry;
  if (!value.len) return;
  anno_task_feature(t, target, ANNO_STR("accept"), value, anno_json_at(choice));
  anno_item *item = anno_doc_item(t->doc, (anno_node)(t->doc->count - 1));
  if (item->kind == ANNO_LINK) item->label = shown;
}

/* ---- Tasks */

static size_t annotations_in(anno_json json) {
  return anno_json_count(member(json, "spans")) + anno_json_count(member(json, "relations")) +
         anno_json_count(member(json, "accept")) + (anno_json_is(member(json, "label")) > ANNO_JSON_NULL);
}

/* The array called `key`; nothing, after a finding, if it is something else. */
static anno_json list(reading *r, const char *key) {
  const anno_json value = member(r->json, key);
  const anno_json_kind kind = anno_json_is(value);
  if (kind > ANNO_JSON_NULL && kind != ANNO_JSON_ARRAY) anno_json_error(r->task.doc, value, "an array");
  return kind == ANNO_JSON_ARRAY ? value : (anno_json){0};
}

/* What was accepted; an entry is linked to the only span of its task, if there is just one. */
static void read_annotations(reading *r) {
  const anno_json spans = list(r, "spans"), choices = list(r, "accept");
  read_tokens(r, list(r, "tokens"));
  ANNO_JSON_EACH(span, spans) read_span(r, span);
  const bool one = r->task.doc->count > 1 && anno_json_count(spans) == 1;
  const anno_str only = one ? anno_doc_item(r->task.doc, 1)->id : ANNO_STR("");
  ANNO_JSON_EACH(relation, list(r, "relations")) read_relation(r, relation);
  ANNO_JSON_EACH(choice, choices) read_choice(r, one ? only : anno_task_whole(&r->task), choice);
  anno_json label = member(r->json, "label");
  if (anno_json_is(label) > ANNO_JSON_NULL)
    anno_task_features(&r->task, anno_task_whole(&r->task), ANNO_STR("label"), label);
}

/* What else the task says of its text; what begins with a low line is Prodigy's own. */
static void read_metadata(reading *r) {
  static const char known[] = "text tokens spans relations answer options accept label config html image audio video "
                              "path width height style arcs words versions id";
  ANNO_JSON_EACH(value, r->json) {
    const anno_str key = anno_json_key(value);
    const bool meta = anno_str_eq(key, ANNO_STR("meta"));
    if ((key.len && key.ptr[0] == '_') || anno_str_among(key, known) || anno_json_is(value) == ANNO_JSON_NULL) continue;
    if (anno_json_is(value) == ANNO_JSON_OBJECT && !anno_json_count(value)) continue;
    anno_task_features(&r->task, anno_task_whole(&r->task), meta ? ANNO_STR("") : key, value);
  }
}

static void read_members(reading *r) {
  const anno_json answer = member(r->json, "answer"), text = member(r->json, "text");
  const anno_str given = anno_json_text(answer);
  anno_task_text(&r->task, text);
  if (anno_json_is(answer) > ANNO_JSON_NULL && !anno_str_eq(given, ANNO_STR("accept"))) {
    const size_t count = annotations_in(r->json);
    anno_task_leave(&r->task, anno_json_at(answer), count,
                    anno_arena_print(arena_of(r), "the answer is \"%.*s\": annotations %zu",
                                     ANNO_FMT(given.len > 60 ? ANNO_STR("") : given), count)
                        .ptr);
  } else {
    read_annotations(r);
  }
  read_metadata(r);
}

/* The session is called after who annotated, unless nobody was told apart. */
static anno_str annotator_of(anno_json json) {
  const anno_str annotator = anno_task_name(json, "_annotator_id"), session = anno_task_name(json, "_session_id");
  const anno_str name = annotator.len ? annotator : session;
  return anno_str_eq(name, ANNO_STR("None")) ? ANNO_STR("") : name;
}

/* The hash of the input is the same for all who annotated it, wherever it stands in the file. */
static anno_str id_of(anno_json json) {
  const anno_str id = anno_task_name(json, "id"), meta = anno_task_name(member(json, "meta"), "id");
  return id.len ? id : meta.len ? meta : anno_task_name(json, "_input_hash");
}

static anno_status on_task(anno_tasks *tasks, anno_json json) {
  const anno_str annotator = annotator_of(json);
  reading r = {.json = json};
  if (!anno_task_begin(tasks, json, anno_tasks_id(tasks, id_of(json), annotator), &r.task)) return ANNO_NO_MEMORY;
  r.task.doc->annotator = annotator;
  r.spans = anno_table_in(arena_of(&r));
  r.ends = anno_table_in(arena_of(&r));
  r.options = anno_table_in(arena_of(&r));
  read_members(&r);
  return anno_task_end(tasks, &r.task);
}

static const anno_task_format format = {"prodigy", ANNO_CODE_POINTS, on_task};

static anno_status read_source(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out) {
  return anno_tasks_read(ctx, source, out, &format);
}

const anno_reader anno_reader_prodigy = {.name = "prodigy",
                                         .summary = "Prodigy: tasks as JSON Lines (db-out)",
                                         .unit = ANNO_CODE_POINTS,
                                         .rules = "prodigy",
                                         .bid = bid,
                                         .read = read_source};
