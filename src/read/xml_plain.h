/* XML without a document type and without errors, as most is: told without a parser that copies all of it. */
#ifndef ANNO_READ_XML_PLAIN_H
#define ANNO_READ_XML_PLAIN_H

#include "read/xml.h"

/* Tells the events of `input`, which is UTF-8, as anno_xml_parse() does, but stops in silence before the first thing
   that may be an error, or that only a whole parser knows: a document type, a name beyond ASCII, a CR. True if all was
   told, or if an event or ctx->document ended it; else *told is the number of events, the empty handlers' too, that
   were told: those that the whole parser comes to next are the first that are new. */
bool anno_xml_plain(const anno_ctx *ctx, const anno_input *input, const anno_xml_events *events, size_t *told);

/* anno_xml_parse() by the whole parser alone: what the plain one is held against. */
anno_status anno_xml_parse_whole(const anno_ctx *ctx, anno_input *input, const anno_xml_events *events);

#endif
