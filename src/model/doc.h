/* The annotated document: what a reader builds and the mapping walks. It knows neither a file format nor RDF.
   A node is named by a handle; 0 is nothing. Building is straight-line code: a failure is sticky in the arena and is
   asked for once, in anno_doc_seal(). */
#ifndef ANNO_MODEL_DOC_H
#define ANNO_MODEL_DOC_H

#include "base/ctx.h"
#include "base/utf.h"

typedef unsigned anno_node;

/* What an offset counts in a format's files. ANNO_TOKENS: the reader itself turns them into code points. */
typedef enum { ANNO_CODE_POINTS, ANNO_UTF16_UNITS, ANNO_BYTES, ANNO_TOKENS } anno_unit;

typedef enum {
  ANNO_SPAN,        /* a stretch of text with a type: brat T; without fragments: the document as a whole */
  ANNO_EVENT,       /* a trigger span with roles: brat E */
  ANNO_RELATION,    /* two or more arguments without a trigger: brat R */
  ANNO_EQUIVALENCE, /* arguments that are the same thing: brat * */
  ANNO_ATTRIBUTE,   /* a named value of another node: brat A, M */
  ANNO_LINK,        /* from a node to an entry of a knowledge base: brat N */
  ANNO_REMARK       /* free text on a node: brat # */
} anno_kind;

/* What an attribute's value is, if the format tells words from others. */
typedef enum { ANNO_WORDS, ANNO_BOOLEAN, ANNO_NUMBER } anno_value_kind;

/* Half-open, in the document's unit until it is sealed, in code points afterwards (a document without text keeps its
   unit). */
typedef struct {
  size_t begin, end;
  anno_loc at; /* the item's place unless the reader knows better */
} anno_fragment;

/* A role and what fills it. */
typedef struct {
  anno_str role;    /* as written, with its number: "Content2" */
  anno_str base;    /* after sealing: without the number where that only means "another one": "Content" */
  anno_str id;      /* as written */
  anno_node filler; /* after sealing */
  anno_loc at;
} anno_arg;

typedef struct {
  anno_kind kind;
  anno_value_kind value_kind; /* attribute: of `value` as it is written, such as "false" or "42"; "" is true anyway */
  anno_node target;  /* attribute, link, remark, after sealing: the annotation of the text it is about; 0 if none */
  anno_node trigger; /* event, after sealing: its span, 0 if it has none */
  bool triggers;     /* span, after sealing: it is the trigger of some event */
  bool has_recorded;
  /* span, after sealing: the recorded text is not at the offsets of the file, nor near-by; `text` is the recorded one,
     and the offsets are what the file has */
  bool text_only;
  size_t begin, end; /* span, after sealing: least begin and greatest end */
  size_t fragment_count, arg_count;
  anno_str id;   /* as written: "T3"; "*" for equivalences */
  anno_str type; /* of a span, event, relation; name of an attribute; type of a remark; "Reference" of a link */
  anno_loc at;

  anno_fragment *fragments; /* span: in the order of the file */
  anno_arg *args;           /* event, relation, equivalence; attribute, link, remark: one, the target (role "") */
  anno_str recorded;        /* span: the text the file gives, "" if none */
  anno_str text; /* span, after sealing: the covered text (fragments joined by one blank), or the recorded one */
  /* span, after sealing: the fragments as the file has them, in code points, if the span was re-anchored; else NULL */
  const anno_fragment *anchored_from;
  anno_str layer;      /* the set, layer or tier of the file that it stands in, if the file has several; else "" */
  anno_str trigger_id; /* event; "" if nothing in the text expresses it */
  anno_str value;      /* attribute: value, "" for true; link: the entry within the database; remark: the text */
  anno_str database;   /* link */
  anno_str label;      /* link: the name the file gives */
} anno_item;

/* What a schema beside the documents says (annotation.conf). */
typedef struct {
  anno_str name, parent; /* parent "" at the top */
} anno_type_row;

typedef struct {
  anno_type_row *types;
  size_t type_count, type_capacity;
  anno_str *roles; /* declared role and argument names */
  size_t role_count, role_capacity;
  anno_str *symmetric; /* relations that are symmetric and transitive */
  size_t symmetric_count, symmetric_capacity;
} anno_schema;

typedef struct {
  const anno_ctx *ctx;
  anno_str id;               /* path below the corpus root without the format's ending */
  anno_str annotator;        /* "" if the format does not tell */
  anno_str format;           /* name of the reader */
  anno_unit unit;            /* of the fragments until the document is sealed; code points unless the reader says */
  anno_loc at;               /* the document as a whole */
  const anno_schema *schema; /* NULL if there is none */
  bool has_text;
  anno_str text;        /* UTF-8 */
  anno_utf_index index; /* after sealing */
  anno_item *items;     /* items[0] is unused */
  size_t count;         /* handles are 1 .. count-1 */
  size_t capacity;
  size_t read;     /* annotations met in the input, understood or not */
  size_t reported; /* of these, named in a finding and not to be exported, though the document is good */
  bool bad;        /* an error was reported: the document must be skipped */
} anno_doc;

/* Who gets sealed documents. */
typedef struct {
  void *handle;
  anno_status (*on_doc)(void *handle, anno_doc *doc);
} anno_doc_sink;

/* An empty document in ctx->document. The views stay the caller's, and must live as long as the document. */
anno_doc *anno_doc_new(const anno_ctx *ctx, anno_str id, anno_loc at);
/* Adds a node and counts it as read; its fields are set through anno_doc_item(). 0 without memory. */
anno_node anno_doc_add(anno_doc *doc, anno_kind kind, anno_str id, anno_str type, anno_loc at);
/* Makes room for about so many nodes, so that they need not be moved one time after the other. */
void anno_doc_expect(anno_doc *doc, size_t count);
/* The node, for setting its fields; a scratch item that nobody reads for handle 0. Valid until the next add. */
anno_item *anno_doc_item(anno_doc *doc, anno_node node);
/* Adds a fragment in the reader's unit. */
void anno_doc_fragment(anno_doc *doc, anno_node node, size_t begin, size_t end);
/* Adds an argument that refers to `id`, defined already or not. */
void anno_doc_arg(anno_doc *doc, anno_node node, anno_str role, anno_str id, anno_loc at);
/* The place of `part` if it is a view into the input of `at`, else `at`: a token's place without keeping it. */
anno_loc anno_doc_place(anno_loc at, anno_str part);
/* Reports an error of this document and marks it bad; a long detail is cut, line breaks in it become blanks. */
void anno_doc_error(anno_doc *doc, anno_code code, anno_loc at, anno_str detail);

/* Finishes a document: turns offsets into code points, checks them against the text, compares recorded text and
   re-anchors spans where it differs (anchor.h), resolves IDs, works out base roles. Every finding is reported. ANNO_OK,
   ANNO_SKIP if the document is bad, ANNO_NO_MEMORY. */
anno_status anno_doc_seal(anno_doc *doc);

#endif
