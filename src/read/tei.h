/* TEI P5 while it is read: a tree of elements and texts, and what becomes of each. Internal to read_tei.c and tei_*.c.
   Source: TEI Guidelines P5, chapters 3.3 (quotation), 13 (names, dates), 16 (linking, standOff), 17 (analysis). */
#ifndef ANNO_READ_TEI_H
#define ANNO_READ_TEI_H

#include "base/buf.h"
#include "read/said.h"
#include "read/xml.h"

/* What an element becomes. */
typedef enum {
  ANNO_TEI_NOTHING,  /* it only holds others */
  ANNO_TEI_MENTION,  /* a span of the text with its attributes */
  ANNO_TEI_SPEECH,   /* the same, and an event: somebody says it */
  ANNO_TEI_ENTRY,    /* a person, organization, place ... of a list: a span without a place */
  ANNO_TEI_RELATION, /* between entries */
  ANNO_TEI_LINK,     /* of a linkGrp */
  ANNO_TEI_SPAN,     /* of a spanGrp, or an annotation of a listAnnotation: it points to its place */
  ANNO_TEI_NOTE,
  ANNO_TEI_CERTAINTY,
  ANNO_TEI_HEADER /* told of the document: teiHeader, standOff */
} anno_tei_kind;

typedef struct anno_tei_node {
  anno_str name; /* local; "" for text */
  anno_str text; /* of a text */
  const anno_xml_attr *attrs;
  size_t attr_count;
  struct anno_tei_node *parent, *first, *last, *next;
  anno_loc at;
  anno_tei_kind kind;
  anno_str item;     /* ID of the annotation that it becomes, "" if none */
  bool in_text;      /* its words are a part of the text */
  size_t begin, end; /* code points, if so */
} anno_tei_node;

typedef struct {
  anno_doc *doc;
  anno_tei_node *root;
  anno_ids ids;
  anno_utf_index index;  /* of the text */
  anno_table by_id;      /* xml:id -> number in `named`, plus one */
  anno_tei_node **named; /* elements with an xml:id */
  size_t named_count, named_capacity;
  anno_table shared;  /* xml:id that several elements have */
  anno_table numbers; /* name of an element -> how many items have their ID from it */
  anno_table away;    /* pointers that lead out of the document -> node of the span that stands for it */
  anno_node whole;    /* what the header says stands on it; 0 until it is needed */
} anno_tei;

/* tei_tree.c */
/* True if the element is called so. */
bool anno_tei_is(const anno_tei_node *node, const char *name);
/* The attribute called `name` in no namespace; NULL if there is none. */
const anno_xml_attr *anno_tei_attr(const anno_tei_node *node, const char *name);
/* Its value without white space around it, "" if there is none. */
anno_str anno_tei_value(const anno_tei_node *node, const char *name);
/* Its xml:id, "" if there is none. */
anno_str anno_tei_xml_id(const anno_tei_node *node);
/* All words in an element, white space made single blanks. */
anno_str anno_tei_words(anno_arena *arena, const anno_tei_node *node);
/* Reads the file into a tree. */
anno_status anno_tei_parse(const anno_ctx *ctx, anno_input *input, anno_tei_node **root);

/* tei_text.c: gives the document its text, and each element its place in it. */
void anno_tei_make_text(anno_tei *t);

/* tei_kinds.c: finds out what each element becomes, and its ID. */
void anno_tei_plan(anno_tei *t);

/* tei_items.c: makes annotations of all elements. */
void anno_tei_make_items(anno_tei *t);
/* Those below an element. */
void anno_tei_make_below(anno_tei *t, const anno_tei_node *node);

/* tei_said.c, tei_dates.c: attributes and pointers. */
/* The owner of what is said of the document as a whole. */
anno_str anno_tei_whole(anno_tei *t, anno_loc at);
/* Here and below an owner "" is the document as a whole. */
void anno_tei_say(anno_tei *t, anno_str owner, anno_str name, anno_str value, anno_loc at);
void anno_tei_link(anno_tei *t, anno_str owner, anno_str database, anno_str entry, anno_loc at);
/* Says all attributes of an element but xml:id and those that `known` lists: references as links or as the same thing,
   all else as attributes. */
void anno_tei_say_attrs(anno_tei *t, anno_str owner, const anno_tei_node *node, const char *known);
/* The attributes that date something. */
#define ANNO_TEI_DATES "when from to notBefore notAfter"
/* Says the date that these attributes give, as a link of the owner. */
void anno_tei_say_when(anno_tei *t, anno_str owner, const anno_tei_node *node);
/* True if any of them is there. */
bool anno_tei_is_dated(const anno_tei_node *node);
/* Says what the elements below `node` hold, each under the path to it behind `path`; what has a kind of its own is left
   out. */
void anno_tei_say_below(anno_tei *t, anno_str owner, const anno_tei_node *node, anno_str path);
/* The same for one element below it. */
void anno_tei_say_one(anno_tei *t, anno_str owner, const anno_tei_node *child);
/* Says what the pointers of an attribute lead to: one within the document is the same thing. */
void anno_tei_refer(anno_tei *t, anno_str owner, anno_str name, const anno_xml_attr *attr);
/* The element that "#id" points to; NULL if there is none here. An error of the document if
   several have that ID. */
anno_tei_node *anno_tei_target(anno_tei *t, anno_str pointer);
/* The ID of the annotation that a pointer leads to, or of a span that stands for what is not in this document. */
anno_str anno_tei_filler(anno_tei *t, anno_str pointer, anno_loc at);

/* tei_lists.c: entries, what relates them, and groups of links. */
void anno_tei_add_entry(anno_tei *t, const anno_tei_node *node);
void anno_tei_add_relation(anno_tei *t, const anno_tei_node *node);
void anno_tei_add_link(anno_tei *t, const anno_tei_node *node);

/* tei_pointing.c: what points to the text that it is about. */
void anno_tei_add_span(anno_tei *t, const anno_tei_node *node);
void anno_tei_add_note(anno_tei *t, const anno_tei_node *node);
void anno_tei_add_certainty(anno_tei *t, const anno_tei_node *node);

#endif
