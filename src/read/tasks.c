#include "read/tasks.h"

#include "read/source.h"

static anno_status worse(anno_status a, anno_status b) { return a > b ? a : b; }
static bool may_go_on(anno_status status) { return status == ANNO_OK || status == ANNO_SKIP; }

/* ---- The file */

static anno_status read_task(anno_tasks *tasks, anno_json json) {
  anno_task task;
  tasks->number++;
  if (anno_json_is(json) == ANNO_JSON_OBJECT) return tasks->format->on_task(tasks, json);
  if (!anno_task_begin(tasks, json, anno_tasks_id(tasks, ANNO_STR(""), ANNO_STR("")), &task)) return ANNO_NO_MEMORY;
  anno_json_error(task.doc, json, "an object with a text");
  return anno_task_end(tasks, &task);
}

static anno_status on_value(void *handle, anno_json root, bool is_line) {
  anno_tasks *tasks = handle;
  (void)is_line;
  if (anno_json_is(root) != ANNO_JSON_ARRAY) return read_task(tasks, root);
  anno_status status = ANNO_OK;
  ANNO_JSON_EACH(item, root) {
    const anno_arena_mark mark = anno_arena_now(tasks->ctx->document);
    status = worse(status, read_task(tasks, item));
    if (!may_go_on(status)) break;
    anno_arena_back(tasks->ctx->document, mark);
  }
  return status;
}

/* A line that is no JSON would have been a document. */
static void on_bad(void *handle, anno_loc at, bool is_line) {
  anno_tasks *tasks = handle;
  tasks->number++;
  const anno_str id = is_line ? anno_tasks_id(tasks, ANNO_STR(""), ANNO_STR("")) : tasks->id;
  anno_doc *doc = anno_arena_failed(tasks->ctx->run) ? NULL : anno_doc_new(tasks->ctx, id, at);
  tasks->failed |= !doc;
  if (!doc) return;
  doc->bad = true;
  tasks->out.on_doc(tasks->out.handle, doc);
}

anno_status anno_tasks_read(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out,
                            const anno_task_format *format) {
  anno_tasks tasks = {.ctx = ctx, .source = source, .out = out, .format = format};
  tasks.id = anno_source_id(source, ".json .jsonl .ndjson");
  tasks.ids = anno_ids_in(ctx->run);
  const anno_status status = anno_json_values(ctx, source->path, (anno_json_sink){&tasks, on_value, on_bad});
  return tasks.failed && may_go_on(status) ? anno_source_no_memory(ctx) : status;
}

/* ---- IDs of documents */

anno_str anno_tasks_id(anno_tasks *tasks, anno_str own, anno_str annotator) {
  anno_arena *run = tasks->ctx->run;
  const anno_str id = anno_source_part_id(run, tasks->id, own, tasks->number);
  const anno_str taken =
      anno_ids_take(&tasks->ids, anno_arena_print(run, "%.*s\n%.*s", ANNO_FMT(annotator), ANNO_FMT(id)));
  return anno_str_sub(taken, annotator.len + 1, taken.len);
}

/* ---- Documents */

bool anno_task_begin(anno_tasks *tasks, anno_json json, anno_str id, anno_task *out) {
  const anno_ctx *ctx = tasks->ctx;
  if (anno_arena_failed(ctx->run)) return anno_source_no_memory(ctx) == ANNO_OK;
  anno_doc *doc = anno_source_part(ctx, tasks->source, id, anno_json_at(json));
  *out = (anno_task){.doc = doc, .ids = anno_ids_in(ctx->document), .whole = ANNO_STR("")};
  if (!doc) return false;
  doc->format = anno_str_from(tasks->format->format);
  doc->unit = tasks->format->unit;
  return true;
}

anno_status anno_task_end(anno_tasks *tasks, anno_task *task) {
  anno_doc *doc = task->doc;
  bool placed = false;
  for (anno_node node = 1; node < doc->count; node++) placed |= doc->items[node].fragment_count != 0;
  if (placed && !doc->has_text && !doc->bad) anno_report(doc->ctx->diag, ANNO_NO_TEXT, doc->at, NULL);
  return anno_source_done(doc, tasks->out);
}
