/* What a rule file says of a JSON layout: which part of it is the document, the text, the spans, the relations.
   annograph-rules(5) describes the language; map/layouts.h reads it, read/read_described.c reads by it. */
#ifndef ANNO_MODEL_LAYOUT_H
#define ANNO_MODEL_LAYOUT_H

#include "model/doc.h"

/* What the items of a part are. */
typedef enum {
  ANNO_PART_SPANS,
  ANNO_PART_EVENTS,
  ANNO_PART_RELATIONS,
  ANNO_PART_EQUIVALENCES,
  ANNO_PART_ROLES,
  ANNO_PART_ATTRIBUTES,
  ANNO_PART_LINKS,
  ANNO_PART_REMARKS
} anno_part_kind;

/* What a path leads to. The order is that of the rows of vocab.def. */
typedef enum {
  ANNO_AT_ITEMS,
  ANNO_AT_ID,
  ANNO_AT_DOCUMENT, /* part of a file of its own: the ID of the document */
  ANNO_AT_TEXT,
  ANNO_AT_SENTENCES,
  ANNO_AT_TOKENS,
  ANNO_AT_ANNOTATOR,
  ANNO_AT_TYPE,
  ANNO_AT_LAYER,
  ANNO_AT_BEGIN,
  ANNO_AT_END,
  ANNO_AT_LENGTH,
  ANNO_AT_TOKEN, /* each token of a span, in place of begin and end */
  ANNO_AT_SENTENCE,
  ANNO_AT_QUOTE,
  ANNO_AT_GROUP,
  ANNO_AT_ROLE,
  ANNO_AT_FILLER,
  ANNO_AT_NAME,
  ANNO_AT_VALUE,
  ANNO_AT_DATABASE,
  ANNO_AT_ENTRY,
  ANNO_AT_LABEL,
  ANNO_AT_ON,
  ANNO_AT_COUNT
} anno_at_name;

/* The items at one path. References to other parts are their numbers, plus one; 0: none. */
typedef struct {
  anno_part_kind kind;
  anno_str name; /* what it is called in the rule file, without the namespace */
  size_t in;     /* the part in whose items these stand; 0: in the document */
  anno_str file; /* of a part with a file of its own: its name, in which '*' is what it is in the document's; else "" */
  anno_str paths[ANNO_AT_COUNT]; /* "" where nothing is said */
  bool tokens, inclusive;
  size_t refers_to;  /* the part whose IDs the fillers are */
  size_t matches;    /* spans: those of that part with the same offsets are these */
  anno_str *ignored; /* paths */
  size_t ignored_count, ignored_capacity;
} anno_layout_part;

typedef struct anno_layout {
  anno_str name;      /* what it is called in the rule file, without the namespace */
  anno_str rules;     /* the rule set that describes it: a built-in name, or a path */
  anno_str file;      /* the name of its files, in which one '*' stands for anything; "": any */
  anno_str text_file; /* the name of the file beside it that has the text, '*' as in `file`; "": none */
  anno_str *has;      /* paths that a file of the layout has */
  size_t has_count, has_capacity;
  anno_str paths[ANNO_AT_COUNT];
  anno_unit unit;
  anno_str *ignored;
  size_t ignored_count, ignored_capacity;
  anno_layout_part *parts; /* a part comes behind the one that it is in */
  size_t part_count, part_capacity;
} anno_json_layout;

#endif
