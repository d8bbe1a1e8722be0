/* A UIMA CAS in memory, whichever syntax it came in: feature structures with their features, views with their members,
   and the type system. Sources: Apache UIMA reference, "XMI CAS Serialization Reference" and "CAS"; apache/
   uima-uimaj-io-jsoncas SPECIFICATION.adoc. */
#ifndef ANNO_READ_CAS_H
#define ANNO_READ_CAS_H

#include <stdint.h>

#include "base/table.h"
#include "read/cas_types.h"

typedef enum {
  ANNO_CAS_RAW, /* text whose meaning the type system tells (XMI); none is left after anno_cas_resolve() */
  ANNO_CAS_STRING,
  ANNO_CAS_NUMBER,
  ANNO_CAS_BOOLEAN,
  ANNO_CAS_REF /* IDs of feature structures; "0" is none */
} anno_cas_kind;

/* Names of features that mean something in all type systems, as numbers; others get the next ones. */
typedef enum {
  ANNO_CAS_NO_NAME,
#define ANNO_CAS_NAME(constant, text) ANNO_CAS_##constant,
#include "read/cas_names.def"
#undef ANNO_CAS_NAME
  ANNO_CAS_NAME_COUNT
} anno_cas_name;

/* What a feature has. There are many of them, so places are offsets and texts are not kept as views. */
typedef struct {
  union {
    const char *one; /* of a single text: its bytes */
    anno_str *all;   /* of more than one */
  } text;            /* as written */
  uint32_t length;   /* of a single text: bytes; of more: the room in `all` */
  uint32_t count;
  uint32_t at;   /* offset in the input of the CAS */
  uint16_t name; /* a number in cas->names; "elements" of an array */
  uint8_t kind;  /* anno_cas_kind */
  bool many;     /* an array, as it stands in the place of a value */
} anno_cas_value;

/* A feature structure. */
typedef struct {
  anno_cas_value *values; /* after resolving: in the order of their names */
  uint32_t value_count, value_capacity;
  const char *id; /* as written */
  uint32_t id_length;
  uint32_t type;       /* a number in cas->used */
  uint32_t at;         /* offset in the input of the CAS */
  bool annotation : 1; /* after resolving: a stretch of text, with begin and end */
  bool container : 1;  /* after resolving: an array or a list */
} anno_cas_fs;

/* A type that occurs. */
typedef struct {
  anno_str name;
  const anno_cas_type *known; /* after resolving: NULL if the type system does not have it */
  bool container;             /* after resolving */
  bool annotation;            /* after resolving, of a known type: below uima.tcas.Annotation */
  bool relates;               /* once shapes are found: the type has Governor and Dependent */
  bool has_first, chains;     /* once shapes are found: it has `first`, and what that has has `next` */
} anno_cas_used;

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

enum { ANNO_CAS_CHUNK = 1 << 10 };

typedef struct {
  const anno_ctx *ctx;
  const anno_input *input;
  anno_doc *doc; /* of the initial view; it takes what is wrong with the file */
  bool unsure;   /* the file is cut off, or its IDs are faulty: nothing can be said of what refers to what */
  anno_cas_types types;
  anno_cas_fs **chunks; /* of feature structures, the first of which is unused: anno_cas_at() */
  size_t count, chunk_count, chunk_capacity;
  uint32_t **pages; /* number of an ID -> index, by ANNO_CAS_CHUNK; NULL: nothing there */
  size_t page_count, page_total;
  anno_table ids; /* IDs that are not there, for they are far apart or no numbers -> index */
  anno_str *names;
  size_t name_count, name_capacity;
  anno_table name_numbers;
  anno_cas_used *used; /* used[0] is unused */
  size_t used_count, used_capacity;
  anno_table used_numbers;
  anno_table sofa_ids; /* ID -> index into views, plus one */
  anno_cas_view *views;
  size_t view_count, view_capacity;
} anno_cas;

static inline anno_cas_fs *anno_cas_at(const anno_cas *cas, size_t index) {
  return &cas->chunks[index / ANNO_CAS_CHUNK][index % ANNO_CAS_CHUNK];
}

static inline anno_str anno_cas_id(const anno_cas_fs *fs) { return (anno_str){fs->id, fs->id_length}; }
static inline anno_str anno_cas_type_of(const anno_cas *cas, const anno_cas_fs *fs) { return cas->used[fs->type].name; }
static inline anno_loc anno_cas_place(const anno_cas *cas, uint32_t at) { return (anno_loc){cas->input, at}; }
/* The name of a value's feature. */
static inline anno_str anno_cas_name_of(const anno_cas *cas, const anno_cas_value *value) {
  return cas->names[value->name];
}
/* The i-th text of a value. */
static inline anno_str anno_cas_text(const anno_cas_value *value, size_t i) {
  return value->count == 1 ? (anno_str){value->text.one, value->length} : value->text.all[i];
}

/* An empty CAS in ctx->document whose faults are told to `doc`. NULL without memory. */
anno_cas *anno_cas_new(anno_doc *doc);
/* The number of a type in cas->used; 0 without memory. */
uint32_t anno_cas_use(anno_cas *cas, anno_str type);
/* Adds a feature structure; an ID that is taken, or no number, is a finding. NULL without memory. */
anno_cas_fs *anno_cas_add(anno_cas *cas, anno_str id, uint32_t type, anno_loc at);
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
const anno_cas_value *anno_cas_value_of(const anno_cas_fs *fs, anno_cas_name name);
/* The only text of such a value of kind `kind`; "" if there is none. */
anno_str anno_cas_text_of(const anno_cas_fs *fs, anno_cas_name name, anno_cas_kind kind);

/* Gives raw values their kind, by the type system, or by what they look like where it does not know the type, which is
   a finding once a type; sorts the values; finds out what is an annotation or a container. ANNO_OK, or ANNO_NO_MEMORY,
   which is reported. */
anno_status anno_cas_resolve(anno_cas *cas);

/* Makes a document of each view, seals it and hands it over: cas->doc of the initial view (or the only or first one),
   others with the ID "ID#VIEW". If the CAS is faulty, cas->doc alone is handed over, as bad. The worst status. */
anno_status anno_cas_to_docs(anno_cas *cas, anno_doc_sink out);

#endif
