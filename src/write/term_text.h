/* Terms as text: the one place that escapes, and the one that decides whether a term can be written at all. */
#ifndef ANNO_WRITE_TERM_TEXT_H
#define ANNO_WRITE_TERM_TEXT_H

#include "base/buf.h"
#include "write/writer.h"

/* ANNO_OK if RDF allows `stmt` and `format` can say it (graphs, triple terms): IRIs are absolute, text is UTF-8,
   language tags are well-formed. Otherwise CANNOT_SAY is reported and the result is ANNO_BAD_OUTPUT. The functions
   below take only terms that passed. */
anno_status anno_text_check(const anno_ctx *ctx, const anno_writer *format, const anno_stmt *stmt);
/* Reports CANNOT_SAY: `why`, and `what` as far as it can be shown. Always ANNO_BAD_OUTPUT. */
anno_status anno_text_refuse(const anno_ctx *ctx, const char *why, anno_str what);

/* <iri> */
void anno_text_iri(anno_buf *to, anno_str iri);
/* "text" with escapes. Source: RDF 1.2 N-Triples, canonical form; Turtle reads the same. */
void anno_text_quoted(anno_buf *to, anno_str text);
/* @tag in lower case. */
void anno_text_language(anno_buf *to, anno_str tag);
/* A term in canonical N-Triples. */
void anno_text_term(anno_buf *to, const anno_term *term);
/* True if the datatype has to be written: it is none and not xsd:string. */
bool anno_text_typed(const anno_term *literal);

/* What ANNO_EVENT_END returns: ANNO_OK, or ANNO_BAD_OUTPUT if `out` has failed, which reports that when it is closed.
 */
anno_status anno_text_finish(const anno_out *out);
/* Hands the bytes of `from` to `out` and empties it. ANNO_NO_MEMORY after a report if the buffer's arena failed. */
anno_status anno_text_flush(const anno_ctx *ctx, anno_buf *from, anno_out *out);

#endif
