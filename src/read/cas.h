/* A UIMA CAS in memory, whichever syntax it came in: feature structures with their features, views with their members,
   and the type system. Sources: Apache UIMA reference, "XMI CAS Serialization Reference" and "CAS"; apache/
   uima-uimaj-io-jsoncas SPECIFICATION.adoc. */
#ifndef ANNO_READ_CAS_H
#define ANNO_READ_CAS_H

#include "base/table.h"
#include "read/cas_types.h"

typedef enum {
  ANNO_CAS_RAW, /* text whose meaning the type system tells (XMI); none is left after anno_cas_resolve() */
  ANNO_CAS_STRING,
  ANNO_CAS_NUMBER,
  ANNO_CAS_BOOLEAN,
  ANNO_CAS_REF /* IDs of feature structures; "0" is none */
} anno_cas_kind;

/* What a feature has. */
typedef struct {
  anno_str name; /* "elements" of an array */
  anno_cas_kind kind;
  bool many;       /* an array, as it stands in the place of a value */
  anno_str *texts; /* as written */
  size_t count, capacity;
  anno_loc at;
} anno_cas_value;

/* A feature structure. */
typedef struct {
  anno_str id, type;
  anno_loc at;
  anno_cas_value *values; /* after resolving: in the order of their names */
  size_t value_count, value_capacity;
  bool annotation; /* after resolving: a stretch of text, with begin and end */
  bool container;  /* after resolving: an array or a list */
} anno_cas_fs;

typedef struct {
  anno_str id;   /* of its Sofa, "" if there is none */
  anno_str name; /* "_InitialView" */
  bool declared; /* by a Sofa */
  bool has_text;
  anno_str text;
  anno_loc at;
  anno_str *members; /* IDs of what the view's index holds */
  size_t member_count, member_capacity;
} anno_cas_view;

typedef struct {
  const anno_ctx *ctx;
  anno_doc *doc; /* of the initial view; it takes what is wrong with the file */
  anno_cas_types types;
  anno_cas_fs *fss; /* fss[0] is unused */
  size_t count, capacity;
  anno_table ids;      /* ID -> index into fss */
  anno_table sofa_ids; /* ID -> index into views, plus one */
  anno_cas_view *views;
  size_t view_count, view_capacity;
} anno_cas;

/* An empty CAS in ctx->document whose faults are told to `doc`. NULL without memory. */
anno_cas *anno_cas_new(anno_doc *doc);
/* Adds a feature structure; an ID that is taken, or no number, is a finding. Valid until the next one is added; NULL
   without memory. */
anno_cas_fs *anno_cas_add(anno_cas *cas, anno_str id, anno_str type, anno_loc at);
/* Makes room for `count` values. */
void anno_cas_reserve(anno_cas *cas, anno_cas_fs *fs, size_t count);
/* Adds a value without text. Valid until the next one of `fs` is added; NULL without memory. */
anno_cas_value *anno_cas_add_value(anno_cas *cas, anno_cas_fs *fs, anno_str name, anno_cas_kind kind, anno_loc at);
/* Adds a text to a value. */
void anno_cas_add_text(anno_cas *cas, anno_cas_value *value, anno_str text);
/* The view of the Sofa `id`, which is made if there is none. NULL without memory. Valid until the next one is made. */
anno_cas_view *anno_cas_view_of(anno_cas *cas, anno_str id, anno_loc at);
/* The view of a Sofa structure, named and with the Sofa's text if it has one. */
void anno_cas_declare_view(anno_cas *cas, anno_str id, anno_str name, const anno_str *text, anno_loc at);
/* Adds a member to a view. */
void anno_cas_add_member(anno_cas *cas, anno_cas_view *view, anno_str id);
/* The index of the feature structure `id`, 0 if there is none. */
unsigned anno_cas_find(const anno_cas *cas, anno_str id);
/* The value of a feature; NULL if it has none. */
const anno_cas_value *anno_cas_value_of(const anno_cas_fs *fs, const char *name);
/* The only text of such a value of kind `kind`; "" if there is none. */
anno_str anno_cas_text_of(const anno_cas_fs *fs, const char *name, anno_cas_kind kind);

/* Gives raw values their kind, by the type system, or by what they look like where it does not know the type, which is
   a finding once a type; sorts the values; finds out what is an annotation or a container. ANNO_OK, or ANNO_NO_MEMORY,
   which is reported. */
anno_status anno_cas_resolve(anno_cas *cas);

/* Makes a document of each view, seals it and hands it over: cas->doc of the initial view (or the only or first one),
   others with the ID "ID#VIEW". If the CAS is faulty, cas->doc alone is handed over, as bad. The worst status. */
anno_status anno_cas_to_docs(anno_cas *cas, anno_doc_sink out);

#endif
