/* Formats of annotations that are known by name only, so that nobody thinks they were read. */
#ifndef ANNO_READ_FOREIGN_H
#define ANNO_READ_FOREIGN_H

#include "base/str.h"

/* The name of the format of a file with this path and first bytes; "" if it is none of these. */
anno_str anno_foreign_format(anno_str head, anno_str path);

#endif
