/* JSON as a tree that refers to the input: 8 bytes a value, keys included, beside the text of strings with escapes. The
   only part that sees yajl. Source: RFC 8259; beyond it, keys are unique, numbers stay text and "\u0000" is refused. */
#ifndef ANNO_READ_JSON_H
#define ANNO_READ_JSON_H

#include "model/doc.h"
#include "read/head.h"

typedef enum {
  ANNO_JSON_NOTHING, /* no value: what is asked for is not there */
  ANNO_JSON_NULL,
  ANNO_JSON_TRUE,
  ANNO_JSON_FALSE,
  ANNO_JSON_NUMBER,
  ANNO_JSON_STRING,
  ANNO_JSON_ARRAY,
  ANNO_JSON_OBJECT
} anno_json_kind;

/* A value; passed by value, lives as long as ctx->document. {0} is nothing, and all functions take it. */
typedef struct {
  const struct anno_json_tree *tree;
  unsigned node;
} anno_json;

/* Parses all of `input` (a BOM is cut off it) as one value into ctx->document. ANNO_OK; ANNO_SKIP after one finding
   (BAD_JSON, NOT_UTF8, DUPLICATE_KEY, LIMIT); ANNO_NO_MEMORY, reported. At most 256 arrays and objects deep. */
anno_status anno_json_parse(const anno_ctx *ctx, anno_input *input, anno_json *out);

/* Its kind. */
anno_json_kind anno_json_is(anno_json value);
/* A string decoded, a number as written; "" for all else. */
anno_str anno_json_text(anno_json value);
/* True if a number is an integer without sign, fraction, exponent or leading zero, and fits: an offset. */
bool anno_json_size(anno_json value, size_t *out);
/* Where the value begins (a string: its quote). */
anno_loc anno_json_at(anno_json value);

/* The first item of an array, or value of an object; nothing if there is none or `value` is neither. */
anno_json anno_json_first(anno_json value);
/* The item or value behind an item of an array or a value of an object; nothing behind the last. Only for what
   anno_json_first() and anno_json_next() gave, or anno_json_get(). */
anno_json anno_json_next(anno_json value);
/* The key of a value of an object, decoded; "" for all else. */
anno_str anno_json_key(anno_json value);
/* Where that key stands. */
anno_loc anno_json_key_at(anno_json value);
/* The value of `key`; nothing if `object` has none or is no object. Walks over the object's own keys. */
anno_json anno_json_get(anno_json object, anno_str key);
/* The number of items or members. */
size_t anno_json_count(anno_json value);

/* for (anno_json item = ...) over the items of an array or the values of an object. */
#define ANNO_JSON_EACH(item, of) for (anno_json item = anno_json_first(of); (item).node; item = anno_json_next(item))

/* The JSON Pointer (RFC 6901) of a value, for findings; in `arena`. */
anno_str anno_json_pointer(anno_arena *arena, anno_json value);
/* Reports BAD_VALUE: `value` is not `wanted` ("an object"); names its pointer and marks the document bad. For a value
   that is missing give what it is missing in, and say so in `wanted` ("an object with \"text\""). */
void anno_json_error(anno_doc *doc, anno_json value, const char *wanted);

/* Who gets the values of a file. */
typedef struct {
  void *handle;
  /* `root` and all else in ctx->document are gone after the call; whoever needs a value longer copies it. A status
     other than ANNO_OK and ANNO_SKIP ends the reading. */
  anno_status (*on_value)(void *handle, anno_json root, bool is_line);
  /* A value that could not be read, after its finding, at its place; NULL if nobody wants to know. */
  void (*on_bad)(void *handle, anno_loc at, bool is_line);
} anno_json_sink;

/* Reads `path` ("-": standard input): JSON Lines, if the first line that is not blank is an array or object of its own
   and another line follows that is not blank, or if the name ends in .jsonl or .ndjson and that line is more than a
   bracket; otherwise one value. Lines are read one at a time, so that memory grows with the longest only; blank ones
   are passed over, bad ones reported each, and the rest goes on. The worst status; CANNOT_READ is reported as
   ANNO_BAD_INPUT. Empties ctx->document. */
anno_status anno_json_values(const anno_ctx *ctx, anno_str path, anno_json_sink sink);

/* True if the file `path` with these bytes is read as JSON Lines. */
bool anno_json_is_lines(anno_str bytes, anno_str path);

/* For bids: the kind of the first value that stands at `path` ("annotations/result/from_name") in a file that may be
   cut off anywhere. Names are keys of objects, as they stand in the file; arrays on the way, and the values of JSON
   Lines, are looked into one by one; "[]" at the end of a name goes to the items of an array: "labels[][]" is the kind
   of what the arrays in the array hold. ANNO_JSON_NOTHING if there is none, or the head is not JSON. */
anno_json_kind anno_json_head_kind(anno_str head, const char *path);
/* The same for a head that is asked for many paths: those that it does not have are told without a walk over it. */
anno_json_kind anno_json_head_is(anno_head *head, const char *path);
/* For bids: what stands behind `"key":` in the first kilobyte of a file that may be cut off anywhere, white space
   skipped, up to the end of `head`; "" if no such key is met. */
anno_str anno_json_head(anno_str head, const char *key);

#endif
