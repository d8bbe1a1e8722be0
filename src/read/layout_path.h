/* Paths into JSON, as layouts have them: "entities/begin". Steps are joined by '/':
     NAME  the member of an object; of an array: of each of its items
     N     the N-th item of an array, from 0
     *     each item of an array, each value of an object
     ..    what the step before led away from; arrays that are only passed through are none
     .     the value itself
     #     as the last step: the number of the item in its array, from 0
     @     as the last step: the key under which the value stands
   In a name '~1' is '/', '~0' is '~', and '~' before any other character is that character. */
#ifndef ANNO_READ_LAYOUT_PATH_H
#define ANNO_READ_LAYOUT_PATH_H

#include "read/json.h"

/* A value and the way that led to it. */
typedef struct anno_at {
  const struct anno_at *up; /* what the last step led away from; NULL at the top */
  anno_json value;
  anno_str key; /* of the last step, or of one before if that led through arrays */
  size_t index; /* in the innermost array */
} anno_at;

/* Cuts the next step off `*rest`; false behind the last. */
bool anno_path_step(anno_str *rest, anno_str *step);
/* True if `step` is a name that is `key`. */
bool anno_path_is_name(anno_str step, anno_str key);
/* True if `step` is a number. */
bool anno_path_number(anno_str step, size_t *out);

typedef void (*anno_path_visit)(void *handle, const anno_at *at);

/* Calls `visit` for each value at `path` that is there and not null. Where the path ends in a name, and in
   '.' at the top, arrays are gone through to their items. `at` lives as long as the call. */
void anno_path_items(const anno_at *from, anno_str path, anno_path_visit visit, void *handle);

/* What stands at a path. */
typedef struct {
  anno_str text;   /* of a string decoded, of a number as written, "true" or "false" */
  anno_json value; /* nothing for constants, numbers and keys of items */
  anno_loc at;
} anno_found_value;

typedef struct {
  anno_found_value *items;
  size_t count, capacity;
} anno_values;

/* All strings, numbers and booleans at `path`, arrays gone through; "=X" is the constant X. In `arena`. */
anno_values anno_path_values(anno_arena *arena, const anno_at *from, anno_str path);
/* The first of them; false if there is none, or no path. */
bool anno_path_first(anno_arena *arena, const anno_at *from, anno_str path, anno_found_value *out);
/* Its text; "" if there is none. */
anno_str anno_path_text(anno_arena *arena, const anno_at *from, anno_str path);

#endif
