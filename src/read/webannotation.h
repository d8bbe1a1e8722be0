/* W3C Web Annotations while they are read. Internal to read_webannotation.c and webannotation_*.c. Source:
   w3.org/TR/annotation-model (the sections are named where they count) and the API of Hypothesis. */
#ifndef ANNO_READ_WEBANNOTATION_H
#define ANNO_READ_WEBANNOTATION_H

#include "read/json_said.h"

/* One annotation of the file, and what it is known to be about. */
typedef struct {
  anno_json json;
  anno_str id;      /* "" if it has none */
  anno_str source;  /* of its first target; "" while it is not known */
  anno_str creator; /* "" if it does not say */
  unsigned about;   /* number of the annotation that it points to, plus one; 0 if it points to a source */
  unsigned group;   /* number of its document */
  unsigned next;    /* number of the next one of that document, plus one; 0 behind the last */
  unsigned root;    /* number of the one that it is about in the end, plus one; 0 while it is not known */
  anno_node node;   /* its item, once it is added */
  bool relates;     /* it connects two or more annotations */
} anno_web_note;

/* Annotations of one source by one creator: a document. */
typedef struct {
  anno_str source, creator;
  anno_str id;          /* of the document */
  unsigned first, last; /* numbers of its annotations, plus one */
} anno_web_group;

typedef struct {
  const anno_ctx *ctx;
  anno_web_note *notes;
  size_t count, capacity;
  anno_table by_id; /* -> number of the annotation, plus one */
  anno_web_group *groups;
  size_t group_count, group_capacity;
  anno_table by_source; /* source and creator -> number of the group, plus one */
  size_t source_count;  /* different sources */
  anno_json strange;    /* an object that is neither an annotation nor holds any; nothing if there is none */
  anno_table quotes; /* of one document: words and what is around them -> their place plus two; 1: none, or several */
} anno_web;

/* webannotation_find.c */
/* True if the value is an annotation. */
bool anno_web_is_note(anno_json value);
/* The first thing that `key` of an object holds: of an array its first item. */
anno_json anno_web_first(anno_json object, const char *key);
/* The IRI of a resource: a string, or the "id" or "source" of an object. */
anno_str anno_web_iri(anno_json resource);
/* Collects the annotations of a value, whatever holds them. */
void anno_web_gather(anno_web *web, anno_json value);
/* Sorts all that were collected into documents. False without memory. */
bool anno_web_sort(anno_web *web, anno_str file_id);

/* webannotation_items.c: makes the items of one annotation. */
void anno_web_add(const anno_web *web, anno_doc *doc, anno_ids *ids, const anno_web_note *note);
/* The ID of its item. */
anno_str anno_web_item_id(const anno_web *web, const anno_web_note *note);

#endif
