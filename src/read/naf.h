/* NAF and KAF: the file as a tree of elements, the words and terms that all layers stand on, and what makes items of
   elements. Source: naf_v3.2.dtd and the NAF and KAF descriptions; in comments "DTD" is the first of these. */
#ifndef ANNO_READ_NAF_H
#define ANNO_READ_NAF_H

#include "base/buf.h"
#include "read/said.h"
#include "read/xml.h"

/* An attribute. There is one for each word at least: no more is kept of it than has to be. */
typedef struct {
  anno_str name, value;
  size_t at : 63;     /* offset of the value */
  size_t foreign : 1; /* it has a namespace */
} anno_naf_said;

/* An element. Text is what stands directly in it, in one piece. */
typedef struct anno_naf_el {
  anno_str name, text;
  struct anno_naf_el *next, *first;
  size_t at; /* offset of the '<' */
  unsigned attr_count;
  unsigned id : 16;  /* attrs[id - 1] is its ID; 0 if it has none */
  unsigned read : 1; /* it became items or was reported */
  anno_naf_said attrs[];
} anno_naf_el;

/* A stretch of the text, in code points. */
typedef struct {
  size_t begin, end;
} anno_naf_piece;

/* What a word, a term or a <span> covers: pieces in the order of the text, with more than blanks between them. There is
   room for the least power of two not below `count`. */
typedef struct {
  anno_naf_piece *pieces;
  size_t count;
} anno_naf_cover;

/* A word or term that others point to. */
typedef struct {
  anno_naf_cover cover;
  anno_node node; /* its item */
} anno_naf_anchor;

typedef struct {
  anno_doc *doc;
  anno_arena *arena;
  anno_arena *work; /* for what is not needed when the document is handed on; may be the same */
  anno_naf_el *root;
  anno_ids ids;
  anno_utf_index index;   /* of the text */
  anno_utf16_index utf16; /* the same in UTF-16 */
  bool in_utf16;          /* the file's offsets count in that */
  anno_naf_anchor *anchors;
  size_t anchor_count, anchor_capacity;
  anno_table words, terms; /* ID as in the file -> index into anchors, plus one */
  anno_table named;        /* ID as in the file -> item of another layer */
  anno_table predicates;   /* what a predicate covers, as a string -> its event */
  bool in_terms;           /* terms are being read: targets are words */
  anno_str layer;          /* the element below the root that is being read */
} anno_naf;

/* ---- naf_tree.c */

/* Parses `input` to a tree in `work`, the caller's to ask for a failure; the statuses of anno_xml_parse(). */
anno_status anno_naf_parse(const anno_ctx *ctx, anno_arena *work, anno_input *input, anno_naf_el **root);
/* About how many items the elements in `root` will become. */
size_t anno_naf_expected(const anno_naf_el *root);
/* The attribute called `name`, in no namespace; NULL if there is none. */
const anno_naf_said *anno_naf_find(const anno_naf_el *el, anno_str name);
/* Inline, for names are mostly literals. */
static inline const anno_naf_said *anno_naf_attr(const anno_naf_el *el, const char *name) {
  return anno_naf_find(el, anno_str_from(name));
}
/* Its value, "" if there is none. */
static inline anno_str anno_naf_value(const anno_naf_el *el, const char *name) {
  const anno_naf_said *attr = anno_naf_attr(el, name);
  return attr ? attr->value : ANNO_STR("");
}
/* True if the element is called so. */
static inline bool anno_naf_is(const anno_naf_el *el, const char *name) {
  return anno_str_eq(el->name, anno_str_from(name));
}
/* The first child called `name`, the next sibling with the name of `el`; NULL if there is none. */
static inline const anno_naf_el *anno_naf_child(const anno_naf_el *el, const char *name) {
  const anno_naf_el *child = el->first;
  while (child && !anno_naf_is(child, name)) child = child->next;
  return child;
}
const anno_naf_el *anno_naf_again(const anno_naf_el *el);
/* The ID of an element: "id", or what KAF calls it: the first letter or letters of what is meant before it. */
static inline const anno_naf_said *anno_naf_id(const anno_naf_el *el) { return el->id ? &el->attrs[el->id - 1] : NULL; }
static inline bool anno_naf_failed(const anno_naf *naf) {
  return anno_arena_failed(naf->arena) || anno_arena_failed(naf->work);
}
/* The place of an element or attribute that has this offset. */
static inline anno_loc anno_naf_place(const anno_naf *naf, size_t at) { return (anno_loc){naf->doc->at.input, at}; }

/* ---- naf_words.c */

/* Gives the document its text, and places all words in it: their items, and `words`. */
void anno_naf_read_words(anno_naf *naf);
/* Where `offset` and `length` of an element lie in the text; false after an error. */
bool anno_naf_stretch(anno_naf *naf, const anno_naf_el *el, anno_naf_piece *out);

/* ---- naf_cover.c */

/* Adds a piece of any order; anno_naf_settle() brings them into order and joins what only blanks keep apart. */
void anno_naf_cover_add(anno_naf *naf, anno_naf_cover *cover, anno_naf_piece piece);
void anno_naf_settle(anno_naf *naf, anno_naf_cover *cover);
/* What the targets anywhere in `el` cover. A target that does not exist is reported, and left out. */
anno_naf_cover anno_naf_cover_of(anno_naf *naf, const anno_naf_el *el);
/* What the term or word that `id` names covers; an error if there is none. */
anno_naf_cover anno_naf_cover_at(anno_naf *naf, const anno_naf_said *id);
/* The same as a string that equal covers share. */
anno_str anno_naf_cover_key(anno_naf *naf, const anno_naf_cover *cover);
/* The words covered, as they stand in the text, joined by one blank. */
anno_str anno_naf_words_of(anno_naf *naf, const anno_naf_cover *cover);
/* Makes a word or term known under its ID, which must be new. */
void anno_naf_anchor_add(anno_naf *naf, anno_table *to, const anno_naf_said *id, const anno_naf_anchor *anchor);
/* The ID of the item that `id` names: of any layer, a term, or a word, in this order; "" after an error if none. */
anno_str anno_naf_item_of(anno_naf *naf, const anno_naf_said *id);

/* ---- naf_items.c */

/* An ID for the part `part` of what is called `owner`. */
anno_str anno_naf_part_id(anno_naf *naf, anno_str owner, const char *part);
/* The ID of the item for `el`: its own if that is free. */
anno_str anno_naf_own_id(anno_naf *naf, const anno_naf_el *el);
/* An item in the layer that is being read; a span over what `cover` covers. */
anno_node anno_naf_add(anno_naf *naf, anno_kind kind, anno_str id, anno_str type, anno_loc at);
anno_node anno_naf_add_span(anno_naf *naf, anno_str id, anno_str type, const anno_naf_cover *cover, anno_loc at);
/* An attribute of the item called `owner`, or a link if its value is an IRI. */
void anno_naf_say(anno_naf *naf, anno_str owner, anno_str name, anno_str value, anno_loc at);
/* A link of the item called `owner`. */
void anno_naf_link(anno_naf *naf, anno_str owner, anno_str database, anno_str value, anno_loc at);
/* What a <span> says beside its targets, and the head among these. */
void anno_naf_say_span(anno_naf *naf, anno_str owner, const anno_naf_el *span);
/* The attributes of `el`, but for its ID and those in `taken` (names with a blank between them); and all that its
   children say but spans and what `taken_children` names. */
void anno_naf_say_rest(anno_naf *naf, anno_str owner, const anno_naf_el *el, const char *taken,
                       const char *taken_children);
/* The attributes of `el` but `taken` as "NAME=VALUE", behind `front` and each behind a blank. */
anno_str anno_naf_describe(anno_naf *naf, anno_str front, const anno_naf_el *el, const char *taken);
/* A relation from one item to another. */
anno_str anno_naf_relate(anno_naf *naf, anno_str id, anno_str type, const anno_naf_said *from, const anno_naf_said *to);
/* Reports an element that no annotation can be made of, as read and reported. */
void anno_naf_lose(anno_naf *naf, const anno_naf_el *el, const char *why);

/* ---- naf_links.c */

/* The external references in `list`, nested ones too. */
void anno_naf_links(anno_naf *naf, anno_str owner, const anno_naf_el *list);

/* ---- naf_layers.c, naf_events.c, naf_relations.c */

/* Makes `node` known as what the ID of `el` names. Two of one layer cannot have one ID. */
void anno_naf_name(anno_naf *naf, const anno_naf_el *el, anno_node node);
/* Reads the element `el` of a layer; false if it knows no such element. Three rounds, since the later ones refer to
   what the earlier ones made: words and terms, annotations, relations and facts about annotations. */
bool anno_naf_read_term(anno_naf *naf, const anno_naf_el *el);
bool anno_naf_read_multiword(anno_naf *naf, const anno_naf_el *el);
bool anno_naf_read_span(anno_naf *naf, const anno_naf_el *el);
bool anno_naf_read_event(anno_naf *naf, const anno_naf_el *el);
bool anno_naf_read_relation(anno_naf *naf, const anno_naf_el *el);

#endif
