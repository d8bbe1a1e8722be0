/* Where tags and attribute values stand in the bytes of an XML file: what its parser does not tell. Right for what is
   well-formed; on anything else it ends somewhere within the bytes. */
#ifndef ANNO_READ_XML_SCAN_H
#define ANNO_READ_XML_SCAN_H

#include "base/str.h"

typedef enum { ANNO_XML_NONE, ANNO_XML_START, ANNO_XML_STOP, ANNO_XML_EMPTY } anno_xml_mark_kind;

/* A start tag, an end tag, or that of an empty element. */
typedef struct {
  anno_xml_mark_kind kind;
  size_t begin, end; /* of the '<', and behind the '>' */
} anno_xml_mark;

/* The first tag at or behind `from`, passing over comments, instructions, CDATA sections and the document type;
   ANNO_XML_NONE at the end of `bytes` if there is none. */
anno_xml_mark anno_xml_next_mark(anno_str bytes, size_t from);
/* The name that a tag begins with, as written. */
anno_str anno_xml_mark_name(anno_str bytes, anno_xml_mark mark);

/* An attribute as written, the value without quotes. */
typedef struct {
  anno_str name, value;
} anno_xml_raw;

/* The next attribute of a tag at or behind `*at`, which is moved behind it and is 0 at first; false without one. */
bool anno_xml_next_raw(anno_str bytes, anno_xml_mark mark, size_t *at, anno_xml_raw *out);
/* The part behind the last colon of a name that has a prefix, else all of it. */
anno_str anno_xml_local(anno_str name);

#endif
