/* The encoding of an XML file. Source: XML 1.0, 4.3.3 and appendix F. */
#ifndef ANNO_READ_XML_DECODE_H
#define ANNO_READ_XML_DECODE_H

#include "base/ctx.h"

/* Makes the bytes of `input` UTF-8 without a BOM and without NUL, in ctx->document unless they are already. A BOM
   counts before what the file declares. ANNO_OK; ANNO_SKIP after BAD_ENCODING, NOT_UTF8 or BAD_XML; ANNO_NO_MEMORY, not
   reported. */
anno_status anno_xml_decode(const anno_ctx *ctx, anno_input *input);

#endif
