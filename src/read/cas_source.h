/* What the readers of CAS files begin with. */
#ifndef ANNO_READ_CAS_SOURCE_H
#define ANNO_READ_CAS_SOURCE_H

#include "read/cas.h"
#include "read/reader.h"

/* A CAS for `input`, whose path ends in one of `endings`. Of "annotation/DOCUMENT/USER.xmi" and
   "curation/DOCUMENT/USER.xmi", as INCEpTION exports them, the document is what lies beside or above these folders,
   and USER the annotator. NULL without memory, which is reported. */
anno_cas *anno_cas_open(const anno_ctx *ctx, const anno_source *source, const char *endings, const anno_input *input);
/* Adds the type system of the nearest folder that has one, from that of the source up to its root: TypeSystem.xml, or
   else all *.xml that are type system descriptions. ANNO_OK also if there is none; a file that is not well-formed makes
   the document bad. */
anno_status anno_cas_find_types(anno_cas *cas, const anno_source *source);

#endif
