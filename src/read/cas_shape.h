/* What each feature structure of a CAS is for the document model, and what it says. */
#ifndef ANNO_READ_CAS_SHAPE_H
#define ANNO_READ_CAS_SHAPE_H

#include "read/cas.h"

typedef enum {
  ANNO_CAS_PART,     /* no annotation of its own: an array, the link of a slot, a structure that another one has */
  ANNO_CAS_SPAN,     /* an annotation that refers to none */
  ANNO_CAS_EVENT,    /* an annotation that refers to others, or might: it has slots */
  ANNO_CAS_RELATION, /* with Governor and Dependent, or an indexed structure without a place that refers to annotations
                      */
  ANNO_CAS_CHAIN,    /* its `first` is an annotation whose `next` is another one, and so on */
  ANNO_CAS_WHOLE     /* an indexed structure without a place: of the document as a whole */
} anno_cas_role;

typedef struct {
  uint32_t view;  /* index into cas->views, plus one; 0: of none */
  uint32_t chain; /* the chain that it is a link of, 0: of none */
  uint8_t role;   /* anno_cas_role */
  bool indexed : 1, reached : 1, owned : 1, referenced : 1;
  bool on_path : 1; /* while facts are gathered */
} anno_cas_state;

/* What a structure says, with what its parts say of it. */
typedef struct {
  anno_str name; /* the feature; "feature.feature" of a part; the role of a slot's link */
  anno_cas_kind kind;
  anno_str text;
  unsigned target; /* of ANNO_CAS_REF: index of a structure that is no part */
  bool link;       /* by the link of a slot */
  anno_loc at;
} anno_cas_fact;

typedef struct {
  anno_cas *cas;
  anno_cas_state *states; /* one for each of cas->fss */
  unsigned initial;       /* the initial view, plus one; 0 if there are none */
  uint8_t *slots;         /* by type: its annotations are events even without a filler: 1 yes, 2 no, 0 unknown */
  anno_cas_fact *facts;   /* of the structure asked for last */
  size_t fact_count, fact_capacity;
  size_t left;    /* how many references may still be followed */
  bool exhausted; /* there were more, which was told */
} anno_cas_shape;

/* Finds out what everything is; references to what is not there are told. False without memory. */
bool anno_cas_shape_of(anno_cas *cas, anno_cas_shape *out);
/* Gathers the facts of a structure: those of one feature stand together, features in the order of their names. */
void anno_cas_gather(anno_cas_shape *shape, unsigned index);
/* The structure that the only ID of this feature names, 0 if there is none. */
unsigned anno_cas_target(const anno_cas *cas, const anno_cas_fs *fs, anno_cas_name name);

#endif
