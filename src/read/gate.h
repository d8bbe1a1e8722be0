/* A GATE document in memory, whichever format it comes from: annotation sets, relations, features. One way from here to
   the document model, so that GATE XML and bdocjs of one document are one graph.
   Source: GATE user guide, "Language Resources: Corpora, Documents and Annotations"; gate.corpora.DocumentStaxUtils. */
#ifndef ANNO_READ_GATE_H
#define ANNO_READ_GATE_H

#include "base/table.h"
#include "read/source.h"

typedef enum {
  ANNO_GATE_NULL, /* nothing is said */
  ANNO_GATE_TEXT, /* a string, a number, false */
  ANNO_GATE_TRUE,
  ANNO_GATE_LIST,
  ANNO_GATE_MAP,   /* of named values, or of entries */
  ANNO_GATE_ENTRY, /* key and value, which follow each other in `first` */
  ANNO_GATE_SAME,  /* what stands at another place too: `first` is that value itself, not in a row of its own */
  ANNO_GATE_LOST   /* an object of a class that is neither of these, which `text` names */
} anno_gate_kind;

typedef struct anno_gate_value {
  anno_gate_kind kind;
  anno_str name; /* of a feature, or within a map */
  anno_str text;
  anno_loc at;
  struct anno_gate_value *first, *next;
} anno_gate_value;

/* Values in their order. */
typedef struct {
  anno_gate_value *first, *last;
} anno_gate_row;

typedef struct {
  anno_str name; /* "" for the default set */
  anno_loc at;
} anno_gate_set;

/* An annotation or a relation. */
typedef struct {
  anno_str id; /* an integer as written; "" if the file has none */
  anno_str type;
  anno_loc at;
  size_t set; /* index */
  bool relation;
  size_t begin, end; /* annotation: in the document's unit */
  bool has_place;
  anno_gate_value *members; /* relation: IDs, as texts */
  anno_gate_row features;
  anno_str item; /* the ID of its item in the model, once given */
} anno_gate_note;

typedef struct {
  const anno_ctx *ctx;
  anno_doc *doc;
  anno_gate_set *sets;
  size_t set_count, set_capacity;
  anno_table set_names; /* name -> index, plus one */
  anno_gate_note *notes;
  size_t note_count, note_capacity;
  anno_gate_row features; /* of the document */
} anno_gate;

/* An empty one for a document. */
anno_gate anno_gate_of(anno_doc *doc);
/* The index of the set `name`, which is added if it is not there. */
size_t anno_gate_set_of(anno_gate *gate, anno_str name, anno_loc at);
/* Adds an annotation or relation; valid until the next is added, NULL without memory. */
anno_gate_note *anno_gate_add(anno_gate *gate, size_t set, anno_str id, anno_str type, anno_loc at);
/* Adds a value at the end of a row; NULL without memory. */
anno_gate_value *anno_gate_put(const anno_gate *gate, anno_gate_row *row, anno_gate_kind kind, anno_loc at);
/* True if `s` is an integer, as IDs are. */
bool anno_gate_is_id(anno_str s);
/* Reports `what`, which was met and no item can hold, and `why`. */
void anno_gate_lose(const anno_gate *gate, anno_loc at, anno_str what, const char *why);

/* What an object that GATE wrapped (class ObjectWrapper, XStream's XML) says, as kind, text and values of `value`,
   whose place all of it has. */
void anno_gate_unwrap(const anno_gate *gate, anno_str xml, anno_gate_value *value);

/* Makes one equivalence of all annotations of a set that lists in their feature "matches", or in the document's
   "MatchesAnnots", connect. Source: gate.creole.ANNIEConstants, "coreference". */
void anno_gate_add_chains(anno_gate *gate);
/* True if the value is such a list, which is no attribute. */
bool anno_gate_is_chain(const anno_gate_value *value);
/* The same for the document's. */
bool anno_gate_is_chains(const anno_gate_value *value);

/* The integer that a value in a list of IDs is, through references; "" if it is none. */
anno_str anno_gate_id_in(const anno_gate_value *value);
/* `value`, or what it refers to. */
const anno_gate_value *anno_gate_resolve(const anno_gate_value *value);

/* Fills gate->doc, which is then sealed and handed on, whatever is wrong with it. */
anno_status anno_gate_to_doc(anno_gate *gate, anno_doc_sink out);

#endif
