/* XML as events, with places. The only part that sees libxml2's parser for reading. Nothing but the input's own bytes
   is read: no DTD, entity, XInclude or network. All views that a reader is handed live as long as ctx->document; where
   a value stands in the input as it is, the view points into the input, so that anno_doc_place() finds it. */
#ifndef ANNO_READ_XML_H
#define ANNO_READ_XML_H

#include "base/ctx.h"

typedef struct {
  anno_str uri;   /* namespace, "" for none */
  anno_str name;  /* local */
  anno_str value; /* decoded: references resolved before white space becomes blanks, as XML 1.0 3.3.3 says */
  anno_loc at;    /* the value, behind the quote */
} anno_xml_attr;

typedef struct {
  anno_str uri, name;
  const anno_xml_attr *attrs; /* in the order of the file, without namespace declarations; valid during the call */
  size_t attr_count;
  size_t depth; /* 1: the root */
  anno_loc at;  /* the '<' */
} anno_xml_tag;

/* What a reader is told, in the order of the file; any of them may be NULL. False ends the parsing, which is then no
   error of the input: whoever returns it knows why. */
typedef struct {
  void *handle;
  bool (*on_start)(void *handle, const anno_xml_tag *tag);
  /* `tag` has neither attributes nor, unless the element is empty, the place of its begin: `at` is that of "</". */
  bool (*on_end)(void *handle, const anno_xml_tag *tag);
  /* All text between two tags in one piece, CDATA sections included, comments and instructions left out; blanks between
     tags too. `at` is where it begins; `text` is never empty. */
  bool (*on_text)(void *handle, anno_str text, anno_loc at);
} anno_xml_events;

/* Parses `input`. Its bytes become those that places count in: UTF-8 without a BOM, decoded from what the BOM or the
   declaration says. ANNO_OK, also when an event ended it; ANNO_SKIP after one finding (BAD_XML, BAD_ENCODING, NOT_UTF8,
   ENTITY_REFUSED, LIMIT), the events before it having been told; ANNO_NO_MEMORY, reported, also if ctx->document had
   none left. Limits: 250 elements deep; 500 attributes and 9.9 MB for a start tag. */
anno_status anno_xml_parse(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events);

/* The one of `count` attributes that is called `name` in the namespace `uri` ("": in none); NULL if there is none. */
const anno_xml_attr *anno_xml_attr_of(const anno_xml_attr *attrs, size_t count, anno_str uri, anno_str name);
/* The attribute `name` in the namespace `uri`; NULL if there is none. Inline, for names are mostly literals. */
static inline const anno_xml_attr *anno_xml_attr_in(const anno_xml_tag *tag, const char *uri, const char *name) {
  return anno_xml_attr_of(tag->attrs, tag->attr_count, anno_str_from(uri), anno_str_from(name));
}
/* The same in no namespace. */
static inline const anno_xml_attr *anno_xml_attr_named(const anno_xml_tag *tag, const char *name) {
  return anno_xml_attr_in(tag, "", name);
}
/* Its value, "" if there is none. */
static inline anno_str anno_xml_value(const anno_xml_tag *tag, const char *name) {
  const anno_xml_attr *attr = anno_xml_attr_named(tag, name);
  return attr ? attr->value : ANNO_STR("");
}

/* For bids: the text of the root's start tag behind its '<' ("GateDocument version=\"3\""), as far as `head` has it; ""
   if `head` is not the begin of an XML file in an encoding that extends ASCII. */
anno_str anno_xml_root(anno_str head);

/* To be called before threads are started: libxml2 takes the thread that comes first for the main one, and what it keeps
   for others is freed when they end, which the main one does not. */
void anno_xml_begin(void);

#endif
