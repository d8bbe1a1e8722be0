/* A document of a described layout while it is built. */
#ifndef ANNO_READ_DESCRIBED_H
#define ANNO_READ_DESCRIBED_H

#include "read/ids.h"
#include "read/layout.h"
#include "read/layout_path.h"
#include "read/source.h"

/* A role, or a target, that is named before it may exist. */
typedef struct {
  anno_node node; /* what has the role */
  anno_str role;  /* "" for a target */
  anno_str id;    /* as written; "" if `filler` is known */
  anno_node filler;
  size_t group;                 /* the first member of it, if not 0 */
  const anno_layout_part *part; /* who says so */
  anno_loc at;
} anno_described_ref;

/* Annotations of one thing. */
typedef struct {
  anno_str id; /* "" if none */
  size_t part; /* its number */
  anno_loc at;
  anno_node *members;
  size_t count, capacity;
} anno_described_group;

/* What holds the items that are being read. */
typedef struct {
  anno_node node; /* the annotation; 0: a group, or the document */
  size_t group;   /* of things that are the same: its number, plus one; else 0 */
  anno_kind kind; /* of the annotation */
  anno_str type;
} anno_described_holder;

/* A token, in code points. */
typedef struct {
  size_t begin, end;
} anno_described_token;

/* The first token of a sentence, and where it begins in the document's unit. */
typedef struct {
  size_t token, begin;
} anno_described_sentence;

/* A path that somebody reads. */
typedef struct {
  anno_str path;
  bool all; /* whatever is there; else values only */
} anno_described_name_of;

typedef struct {
  anno_described_name_of *items;
  size_t count, capacity;
} anno_described_names;

typedef struct {
  const anno_ctx *ctx;
  const anno_source *source;
  anno_arena *arena; /* ctx->document */
  const anno_json_layout *layout;
  anno_doc *doc;
  anno_ids ids;
  unsigned *made;        /* IDs made so far, for each part */
  anno_table by_id;      /* "PART ID", and " ID" for the first of any part -> node */
  anno_table by_offsets; /* "PART BEGIN END" -> node */
  anno_table by_group;   /* "PART GROUP" -> number in `groups`, plus one */
  anno_described_group *groups;
  size_t group_count, group_capacity;
  anno_described_ref *refs;
  size_t ref_count, ref_capacity;
  anno_described_token *tokens;
  size_t token_count, token_capacity;
  anno_described_sentence *sentences;
  size_t sentence_count, sentence_capacity;
  anno_described_names *named; /* paths that others read in the items of each part; before all, in the document */
  anno_node whole;             /* the span that stands for the document; 0: none yet */
} anno_described;

/* ---- described_text.c */

/* Gives the document its text, tokens and sentences. ANNO_OK; ANNO_BAD_INPUT or ANNO_NO_MEMORY, reported. */
anno_status anno_described_text(anno_described *d, const anno_at *document);

/* ---- described_spans.c */

/* Adds the fragments of the span `item` to `node`; false after a finding. */
bool anno_described_fragments(anno_described *d, const anno_layout_part *part, const anno_at *item, anno_node node);
/* True if the item says nothing of where it is: all its paths to offsets lead nowhere. */
bool anno_described_nowhere(anno_described *d, const anno_layout_part *part, const anno_at *item);

/* ---- described_refs.c */

/* An ID for what has none: "T1/trigger" of the ID of what holds it and what it is there, "mention1" if `holder` is
   empty. */
anno_str anno_described_id(anno_described *d, anno_str holder, size_t part, anno_str name);
/* Makes the ID `id` of an item of `part` lead to `node`. */
void anno_described_name(anno_described *d, size_t part, anno_str id, anno_node node);
/* The node that the item of `part` with this ID has; 0: none. */
anno_node anno_described_named(const anno_described *d, size_t part, anno_str id);
/* The group of `part` called `id`, new if it is not there; its number, plus one. 0 without memory. */
size_t anno_described_group_of(anno_described *d, size_t part, anno_str id, anno_loc at);
void anno_described_join(anno_described *d, size_t group, anno_node member);
/* Makes equivalences of groups, then arguments of references. */
void anno_described_resolve(anno_described *d);

/* ---- described_parts.c */

/* The text at the path of a part; "" if there is none. A second one is reported: nothing can hold it. */
anno_str anno_described_text_at(anno_described *d, const anno_layout_part *part, anno_at_name path,
                                const anno_at *item);

/* Reads the items of part `number` (from 1) below `from`. */
void anno_described_part(anno_described *d, size_t number, const anno_at *from, anno_described_holder holder);
/* Reads one item of a part. */
void anno_described_item(anno_described *d, size_t number, const anno_at *item, anno_described_holder holder);

/* ---- described_remarks.c */

/* Reads one item of a part that is attributes, links or remarks. */
void anno_described_remark(anno_described *d, const anno_layout_part *part, const anno_at *item,
                           anno_described_holder holder);
/* Adds an attribute to what `on` says, which may be the document as a whole. */
void anno_described_attribute(anno_described *d, anno_described_holder on, anno_str name,
                              const anno_found_value *value);

/* ---- described_rest.c */

/* Finds out which paths are read in the items of each part. */
void anno_described_named_paths(anno_described *d);
/* Makes attributes of all that nobody else reads in an item of part `number` (0: in the document). */
void anno_described_rest(anno_described *d, size_t number, const anno_at *item, anno_described_holder on);

#endif
