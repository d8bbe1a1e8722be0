/* What a file says of an annotation beside its type and place: attributes, links to knowledge bases and remarks. Each
   is an item of its own, called OWNER.NAME. */
#ifndef ANNO_READ_SAID_H
#define ANNO_READ_SAID_H

#include "model/doc.h"
#include "read/ids.h"

/* Who something is said of. */
typedef struct {
  anno_doc *doc;
  anno_ids *ids;  /* of the items of the document */
  anno_str owner; /* ID; its item may follow */
} anno_owner;

/* True for SCHEME://..., and for http://... and https://..., without white space. */
bool anno_is_absolute_iri(anno_str s);
bool anno_is_web_iri(anno_str s);

/* Cuts PREFIX:ENTRY into the name of a knowledge base and its entry; "wd" and "wikidata" are
   "Wikidata". False for an IRI with "://", and without one of both. */
bool anno_cut_entry(anno_str s, anno_str *database, anno_str *entry);

/* A span without a place, called "document": what is said of it is said of the document as a whole. */
anno_node anno_add_whole(anno_doc *doc, anno_ids *ids, const char *type, anno_loc at);
/* An attribute, link or remark called `name` that says nothing so far. */
anno_node anno_say(const anno_owner *to, anno_kind kind, anno_str name, anno_loc at);
/* An attribute with a value, "" for true. */
anno_node anno_say_attribute(const anno_owner *to, anno_str name, anno_str value, anno_loc at);
/* A link to an entry of `database`, by which it is called. */
anno_node anno_say_link(const anno_owner *to, anno_str database, anno_str entry, anno_loc at);
/* A link whose database is `name` if the value is an IRI with any scheme, else an attribute. */
anno_node anno_say_value(const anno_owner *to, anno_str name, anno_str value, anno_loc at);

#endif
