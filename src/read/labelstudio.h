/* What read_labelstudio.c is made of. Source: labelstud.io/guide/task_format and /tags: Text, HyperText, Paragraphs and
   the controls on them; for the unit of offsets heartexlabs/label-studio-frontend#308. */
#ifndef ANNO_READ_LABELSTUDIO_H
#define ANNO_READ_LABELSTUDIO_H

#include "read/tasks.h"

/* One thing that was said in a task: an item of "result", or of an array in JSON-MIN. */
typedef struct {
  anno_json item, value; /* "value" of the item; in JSON-MIN the item itself */
  anno_str id;           /* of the region; "" if it has none */
  anno_str type;         /* kind of control: "labels", "choices", "relation" */
  anno_str from_name, to_name;
} anno_ls_result;

typedef enum { ANNO_LS_PLAIN, ANNO_LS_HTML, ANNO_LS_DIALOGUE } anno_ls_form;

/* A turn of a dialogue. */
typedef struct {
  anno_json json;
  anno_str name, words;                  /* its author, "" if it does not tell, and what was said */
  size_t author, author_end, begin, end; /* in the document's text */
} anno_ls_turn;

/* What one object tag showed, as far as regions on it tell. */
typedef struct {
  anno_str name; /* of the tag */
  anno_ls_form form;
  anno_json source;  /* the member of the data; nothing if it was not found */
  anno_str text;     /* "" for a dialogue */
  size_t begin, end; /* in the document's text */
  anno_ls_turn *turns;
  size_t turn_count;
} anno_ls_part;

/* ---- labelstudio_match.c: regions, and the text that fits them */

/* True for a region of a text: it has a begin and an end, and is no part of a picture or recording. */
bool anno_ls_is_region(const anno_ls_result *result);
/* True for a region of something else. */
bool anno_ls_is_foreign(const anno_ls_result *result);
/* What its place tells of the text that it lies in. */
anno_ls_form anno_ls_form_of(const anno_ls_result *result);
/* Begin and end of a region, in its part or, in a dialogue, in its turns. False if the file does not say. */
bool anno_ls_offsets(const anno_ls_result *result, size_t *begin, size_t *end);

/* A part for which the text is looked for, and what may be said of it. */
typedef struct {
  anno_arena *arena;
  const anno_ls_result *results;
  size_t count;
  const anno_ls_part *part;
} anno_ls_search;

/* Of some regions: how many lie within a text, and how many have there what they record, with their offsets in code
   points and in UTF-16. */
typedef struct {
  size_t agree[2], inside[2], recorded, asked;
} anno_ls_score;

/* How regions fit the text or the turns of the part. */
anno_ls_score anno_ls_score_of(const anno_ls_search *search);
/* Sets source and text of `part` to the member of `data` that fits; nothing if none does. */
void anno_ls_find_text(const anno_ls_search *search, anno_json data, anno_ls_part *part);

/* ---- labelstudio_text.c: the text, of which the export does not say where it stands */

typedef struct {
  anno_ls_part *items;
  size_t count, capacity;
  bool has_text;
  anno_str text;   /* of the document: of all parts, a line end between two */
  anno_unit unit;  /* of all offsets */
  bool other_unit; /* it is not the one that the format has today */
  bool joined;     /* made of several, or of turns */
} anno_ls_parts;

/* The parts that `results` are said of, each the member of `data` that fits the texts they record; without regions, the
   one that is likely the text. */
void anno_ls_find_parts(anno_arena *arena, anno_json data, const anno_ls_result *results, size_t count,
                        anno_ls_parts *out);
/* The part of a tag; NULL if there is none. */
const anno_ls_part *anno_ls_part_of(const anno_ls_parts *parts, anno_str to_name);

/* ---- labelstudio_html.c */

/* What the text nodes of a page hold, in `arena`: no tags, comments, head, scripts and styles, references to characters
   resolved, a line end for <br>. */
anno_str anno_ls_html_text(anno_arena *arena, anno_str html);

/* ---- labelstudio_items.c */

/* Adds what `results` say to a document that has the text of `parts`. */
void anno_ls_add(anno_task *task, const anno_ls_parts *parts, const anno_ls_result *results, size_t count);

#endif
