/* What the JSON of annotation tools shares: a file of many texts, each an object of its own, in one array or on a line.
   Lines are read one by one; an array is read as a whole, and its tree is 8 bytes a value. */
#ifndef ANNO_READ_TASKS_H
#define ANNO_READ_TASKS_H

#include "read/json.h"
#include "read/reader.h"
#include "read/said.h"

typedef struct anno_tasks anno_tasks;

/* One object of the file: adds its documents. A status beyond ANNO_SKIP ends the reading. */
typedef anno_status anno_on_task(anno_tasks *tasks, anno_json task);

typedef struct {
  const char *format; /* name of the reader */
  anno_unit unit;
  anno_on_task *on_task;
} anno_task_format;

struct anno_tasks {
  const anno_ctx *ctx;
  const anno_source *source;
  anno_doc_sink out;
  const anno_task_format *format;
  anno_str id;   /* of the file */
  size_t number; /* of the task, from 1 */
  anno_ids ids;  /* of documents, behind their annotators, in ctx->run: the only thing kept from task to task */
  bool noted;    /* the format's note on the file was given */
  bool failed;   /* memory was out where nobody could be told */
};

/* Reads the file. ANNO_OK, ANNO_SKIP if a document was skipped, or what ended the reading. */
anno_status anno_tasks_read(const anno_ctx *ctx, const anno_source *source, anno_doc_sink out,
                            const anno_task_format *format);

/* The ID of the document `own` ("": its number) of the file, in ctx->run; with a tilde and a number, if `annotator` has
   one of that ID already. */
anno_str anno_tasks_id(anno_tasks *tasks, anno_str own, anno_str annotator);

/* One document while it is built. */
typedef struct {
  anno_doc *doc;
  anno_ids ids;
  anno_str whole; /* ID of the span without a place that the features of the document are said of; "" so far */
} anno_task;

/* A document for (a part of) `json`. False without memory, which is then reported. */
bool anno_task_begin(anno_tasks *tasks, anno_json json, anno_str id, anno_task *out);
/* Seals it and hands it on. */
anno_status anno_task_end(anno_tasks *tasks, anno_task *task);

/* The text of `value`, of which only strings have one. */
void anno_task_text(anno_task *task, anno_json value);
/* An ID that the file gives; "" becomes `made` and a number. */
anno_str anno_task_id(anno_task *task, anno_str given, const char *made);
/* Adds the fragment that `begin` and `end` tell, or reports that one is no offset. */
void anno_task_place(anno_task *task, anno_node node, anno_json begin, anno_json end);
/* The ID of the document as a whole. */
anno_str anno_task_whole(anno_task *task);
/* An attribute of `target`; a link, if `target` is no document and `text` names an entry of a knowledge base by an IRI
   or as Wikidata:Q1. Nothing for an empty string. */
void anno_task_feature(anno_task *task, anno_str target, anno_str name, anno_str text, anno_loc at);
/* The same for whatever JSON has: true is an empty value, null nothing, the items of an array have the same name, and
   the values of an object the name OBJECT.KEY. */
void anno_task_features(anno_task *task, anno_str target, anno_str name, anno_json value);
/* Free text on `target`. */
void anno_task_remark(anno_task *task, anno_str target, anno_str type, anno_json text);
/* `count` annotations that are counted as read and named, but not to be exported. */
void anno_task_leave(anno_task *task, anno_loc at, size_t count, const char *why);

/* A number or string as it stands: what IDs are; "" for all else. */
static inline anno_str anno_task_name(anno_json object, const char *key) {
  return anno_json_text(anno_json_get(object, anno_str_from(key)));
}

#endif
