/* What the documents of annotation tools are built of. */
#include "base/buf.h"
#include "read/tasks.h"

void anno_task_text(anno_task *task, anno_json value) {
  if (anno_json_is(value) <= ANNO_JSON_NULL) return;
  if (anno_json_is(value) != ANNO_JSON_STRING) {
    anno_json_error(task->doc, value, "a string");
    return;
  }
  task->doc->has_text = true;
  task->doc->text = anno_json_text(value);
}

anno_str anno_task_id(anno_task *task, anno_str given, const char *made) {
  if (given.len) {
    anno_table_add(&task->ids.taken, given, 1);
    return given;
  }
  anno_arena *arena = task->doc->ctx->document;
  const anno_str counter = anno_arena_print(arena, "\n%s", made);
  const unsigned n = anno_table_get(&task->ids.taken, counter) + 1;
  anno_table_set(&task->ids.taken, counter, n);
  return anno_ids_take(&task->ids, anno_arena_print(arena, "%s%u", made, n));
}

void anno_task_place(anno_task *task, anno_node node, anno_json begin, anno_json end) {
  size_t from, to;
  const bool begins = anno_json_size(begin, &from), both = begins && anno_json_size(end, &to);
  const anno_json wrong = begins ? end : begin;
  if (!both && !anno_json_is(wrong))
    anno_doc_error(task->doc, ANNO_BAD_VALUE, anno_doc_item(task->doc, node)->at, ANNO_STR("an offset is missing"));
  else if (!both)
    anno_json_error(task->doc, wrong, "an offset");
  if (!both) return;
  anno_doc_fragment(task->doc, node, from, to);
  anno_item *item = anno_doc_item(task->doc, node);
  if (item->fragment_count) item->fragments[item->fragment_count - 1].at = anno_json_at(begin);
}

anno_str anno_task_whole(anno_task *task) {
  if (task->whole.len) return task->whole;
  const anno_node whole = anno_add_whole(task->doc, &task->ids, "document", task->doc->at);
  return task->whole = anno_doc_item(task->doc, whole)->id;
}

/* ---- Features */

/* The Q number behind the name of Wikidata; "" if it is none. */
static anno_str wikidata_entry(anno_str s) {
  anno_str database, entry;
  size_t number;
  const bool cut = anno_cut_entry(s, &database, &entry) && anno_str_eq(database, ANNO_STR("Wikidata"));
  const bool item = cut && entry.ptr[0] == 'Q' && anno_str_to_size(anno_str_sub(entry, 1, entry.len), &number);
  return item ? entry : ANNO_STR("");
}

static anno_owner owner_of(anno_task *task, anno_str id) { return (anno_owner){task->doc, &task->ids, id}; }

void anno_task_feature(anno_task *task, anno_str target, anno_str name, anno_str text, anno_loc at) {
  const anno_owner to = owner_of(task, target);
  const bool of_span = !anno_str_eq(target, task->whole);
  const anno_str entry = of_span ? wikidata_entry(text) : ANNO_STR("");
  if (!text.len) return; /* an empty string says nothing */
  if (!entry.len && !(of_span && anno_is_web_iri(text))) {
    anno_say_attribute(&to, name, text, at);
    return;
  }
  anno_item *link = anno_doc_item(task->doc, anno_say(&to, ANNO_LINK, name, at));
  link->database = entry.len ? ANNO_STR("Wikidata") : name;
  link->value = entry.len ? entry : text;
}

void anno_task_features(anno_task *task, anno_str target, anno_str name, anno_json value) {
  anno_arena *arena = task->doc->ctx->document;
  const anno_owner to = owner_of(task, target);
  const anno_loc at = anno_json_at(value);
  switch (anno_json_is(value)) {
    case ANNO_JSON_NOTHING:
    case ANNO_JSON_NULL: break;
    case ANNO_JSON_TRUE: anno_say_attribute(&to, name, ANNO_STR(""), at); break;
    case ANNO_JSON_FALSE: anno_say_attribute(&to, name, ANNO_STR("false"), at); break;
    case ANNO_JSON_ARRAY: ANNO_JSON_EACH(item, value) anno_task_features(task, target, name, item); break;
    case ANNO_JSON_OBJECT:
      ANNO_JSON_EACH(member, value) {
        const anno_str key = anno_json_key(member);
        const anno_str inner = anno_arena_print(arena, "%.*s.%.*s", ANNO_FMT(name), ANNO_FMT(key));
        anno_task_features(task, target, name.len ? inner : key, member);
      }
      break;
    default: anno_task_feature(task, target, name, anno_json_text(value), at);
  }
}

void anno_task_remark(anno_task *task, anno_str target, anno_str type, anno_json text) {
  const anno_owner to = owner_of(task, target);
  anno_doc_item(task->doc, anno_say(&to, ANNO_REMARK, type, anno_json_at(text)))->value = anno_json_text(text);
}

void anno_task_leave(anno_task *task, anno_loc at, size_t count, const char *why) {
  task->doc->read += count;
  task->doc->reported += count;
  anno_report(task->doc->ctx->diag, ANNO_NOT_TAKEN, at, "%s", why);
}
