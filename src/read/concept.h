/* What annotations of biomedical texts say beside their type: named values, of which some name an entry of a database.
   Shared by BioC and PubTator, which say the same in other forms. */
#ifndef ANNO_READ_CONCEPT_H
#define ANNO_READ_CONCEPT_H

#include "read/said.h"

/* The name of a value that tells which entry an annotation is about. */
#define ANNO_CONCEPT_IDENTIFIER "identifier"

typedef struct {
  anno_str owner; /* ID of the annotation */
  anno_str type;  /* of the annotation: the database of entries that do not say theirs */
  anno_str name, value;
  anno_loc at;
  bool may_identify; /* whatever its name, it identifies if it is DATABASE:ENTRY */
} anno_concept;

/* Adds the value to the document: a link if it is an IRI or identifies the annotation, else an attribute. A value
   without any text says nothing. The node, or 0. */
anno_node anno_concept_add(anno_doc *doc, anno_ids *ids, anno_concept concept);
/* Cuts the first of several entries off `*rest`. */
anno_str anno_concept_cut(anno_str *rest);

#endif
