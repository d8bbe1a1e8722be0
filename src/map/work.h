/* The work on one document: what each annotation means, and the blocks it becomes. Internal to map/. */
#ifndef ANNO_MAP_WORK_H
#define ANNO_MAP_WORK_H

#include "map/block.h"
#include "map/map.h"
#include "map/mint.h"
#include "map/time.h"

/* What an annotation stands for. */
typedef enum {
  ANNO_MEANS_NOTHING, /* attributes, links, remarks: they say something of another annotation */
  ANNO_MEANS_REFERENT,
  ANNO_MEANS_TIME,
  ANNO_MEANS_LITERAL,
  ANNO_MEANS_TEXT,    /* the words themselves */
  ANNO_MEANS_WHOLE,   /* said of the document as a whole */
  ANNO_MEANS_TRIGGER, /* folded into its events */
  ANNO_MEANS_PROPOSITION,
  ANNO_MEANS_ATTRIBUTION,
  ANNO_MEANS_IGNORED /* left out by a rule */
} anno_means;

/* One statement of an attribution: an attribution with two contents makes two. */
typedef struct {
  anno_str iri, label;
  anno_extent at;      /* its words, or its cue */
  anno_vocab polarity; /* affirms, negates, leavesOpen; relays; conveys; ANNO_V_COUNT without content */
  anno_term content;
  anno_node source; /* the annotation that is the content; 0 if none */
  anno_str certainty, mood;
  bool plain; /* the kind of speech act does not hold for it (a negated denial) */
} anno_claim;

/* What a link leads to. */
typedef struct {
  const anno_link_rule *rule; /* of the database; NULL if it has none, or the IRI itself says what is meant */
  anno_str database;          /* its name; links to one database name different things by different entries */
  anno_str value;             /* the entry */
  anno_str iri;               /* of the entry, there; "" if it has none */
  anno_str referent;          /* the IRI of the referent that the link names; "" if it names none */
  bool authority;             /* an entry of authority.ttl */
  bool same;                  /* the referent is what `iri` names elsewhere */
  bool by_iri;                /* the IRI tells all, whatever the name before it */
} anno_entry;

/* What has no rule. */
typedef enum {
  ANNO_OF_SPAN,
  ANNO_OF_EVENT,
  ANNO_OF_RELATION,
  ANNO_OF_ROLE,
  ANNO_OF_ATTRIBUTE,
  ANNO_OF_COUNT
} anno_noted_what;

/* A node that carries what is said of an annotation. */
typedef struct {
  anno_str iri;
  anno_block *block; /* NULL: it is found by the IRI */
} anno_carrier;

typedef struct {
  anno_means means;
  anno_node first_attribute, last_attribute, next_attribute; /* attributes of it, chained */
  anno_node first_link, last_link, next_link;                /* links to it; next_link: of a link */
  anno_node same_as;                                         /* equivalence: towards the representative, 0 at it */
  unsigned twin;                                             /* how many spans of its type and place have a lesser ID */
  bool filler;                                               /* it fills some role */
  bool inner;   /* an attribution that another one relays or a proposition talks about */
  bool cyclic;  /* it is a part of its own content */
  bool applied; /* an attribute that a rule gave a meaning */
  bool chosen;  /* an attribute by which a rule was chosen: it stands as it is, too */
  bool exported;
  bool negated, open;
  const anno_rule *rule;   /* NULL: the fallback */
  const anno_entry *entry; /* of a link: what it leads to; of a referent: what its identity is from, NULL if none */
  anno_term *terms;        /* what it stands for as the filler of a role */
  size_t term_count;
  anno_extent at;
  anno_str label;
  anno_str offsets;       /* of a span, as IRIs have them, once they were asked for */
  anno_str span;          /* IRI, once it is described */
  anno_carrier *carriers; /* nodes that carry what is said of the annotation itself */
  size_t carrier_count, carrier_capacity;
  anno_str certainty, mood; /* IRIs from attributes, "" if none */
  anno_term *date;          /* of a time that is exact to the day, month or year; else NULL */

  /* of what has roles: propositions and attributions */
  anno_str *properties; /* of each argument */
  size_t *others;       /* arguments that are roles of a statement: all of an attribution's but its contents and its
                           speakers, those of a proposition that it lifts */
  size_t other_count;
  anno_pair *parts; /* proposition: roles and fillers, in order of bytes */
  size_t part_count;
  anno_str role_key; /* attribution: hash of its roles and their places, once it was needed */
  anno_claim *claims;
  size_t claim_count, claim_capacity;
  anno_term *speakers; /* of an attribution, once they are asked for */
  size_t speaker_count, speaker_capacity;
  anno_str speaker_label;
} anno_sense;

struct anno_map {
  const anno_ctx *ctx;
  const anno_rules *rules;
  const anno_corpus *corpus;
  anno_map_options options;
  anno_map_counts counts;
  anno_table ranks; /* IRI -> row of vocab.def, plus one */
};

typedef struct {
  anno_map *map;
  anno_doc *doc;
  anno_arena *arena;
  anno_arena *scratch; /* for what is needed until one annotation is done */
  anno_sense *senses;
  anno_node *by_id; /* annotations that mean something by themselves, in the order of their IDs, T2 before T10 */
  size_t by_id_count;
  anno_node *order; /* events and relations, fillers before those they fill */
  size_t order_count;
  anno_blocks blocks;
  anno_table mentions;             /* local names of mentions that were given away */
  anno_table parents;              /* type -> row of the schema, plus one */
  anno_table declared[4];          /* types that were declared, by their class */
  anno_table noted[ANNO_OF_COUNT]; /* types, roles and attributes that were told to have no rule */
  anno_table own[4]; /* name in the corpus's own vocabulary, by its class -> index into own_iris, plus one */
  anno_str *own_iris;
  size_t own_count, own_capacity;
  anno_str document; /* IRI */
  anno_str path;     /* the document's part of IRIs */
  anno_str scope;    /* the same with the annotator */
  anno_str spans;    /* what the IRIs of the document's spans begin with */
  anno_str language; /* "" if unknown */
} anno_work;

enum { ANNO_LABEL_LENGTH = 400 }; /* of an attribution, in code points */

static inline anno_item *anno_work_item(const anno_work *work, anno_node node) { return &work->doc->items[node]; }
static inline bool anno_work_flat(const anno_work *work) { return work->map->options.claims == ANNO_CLAIMS_FLAT; }

/* What was taken from `scratch` is needed no more; that memory was out is not forgotten. */
static inline void anno_work_forget(const anno_work *work) {
  if (work->scratch != work->arena && !anno_arena_failed(work->scratch)) anno_arena_reset(work->scratch);
}

/* sense.c: rules, roles, attributes, links and identity of every annotation. */
void anno_sense_all(anno_work *work);
/* True if a link names another entry of the very knowledge base that the referent has its identity from. */
bool anno_sense_rivals(anno_work *work, const anno_sense *sense, anno_node link);

/* link.c: what a link leads to. NULL without memory. */
const anno_entry *anno_link_entry(anno_work *work, anno_node link);

/* value.c */
/* The value of an attribute: a boolean or number if it was read as one and has the form of one, else the words. */
anno_term anno_value_literal(const anno_item *item);
/* Gives a time, literal or text span the term it stands for. */
void anno_value_give(anno_work *work, anno_node node);

/* order.c: fillers first, cycles marked. ANNO_SKIP after reporting attributions that are their own content. */
anno_status anno_order_all(anno_work *work);

/* proposition.c */
/* IRI, label and parts of a proposition whose fillers have theirs. */
void anno_proposition_resolve(anno_work *work, anno_node node);
/* An IRI from the document and the trigger, for events that are a part of their own content. */
void anno_proposition_localise(anno_work *work, anno_node node);
/* What fills argument `i` of `node`: as the filler stands, or wrapped if an attribute negates it or leaves it open. */
size_t anno_proposition_filler(anno_work *work, anno_node filler, const anno_term **terms, anno_str *label);
void anno_proposition_emit(anno_work *work, anno_node node);
/* The proposition that `inner` is not so (isNotSo) or open (isOpen), described too. */
anno_term anno_proposition_wrap(anno_work *work, anno_vocab predicate, anno_term inner, anno_str label);

/* claims.c: other ways to write the content. */
typedef struct {
  anno_str iri, predicate, label;
  const anno_term *subjects, *objects;
  size_t subject_count, object_count;
  anno_extent at;
} anno_triple_view;
/* The view of a proposition that has its IRI and parts. */
anno_triple_view anno_proposition_view(anno_work *work, anno_node node);
/* Adds what the mode of the run wants of a proposition. */
void anno_claims_add(anno_work *work, const anno_triple_view *view);
/* Adds S twin O for a statement in the flat mode. */
void anno_claims_flat(anno_work *work, const anno_triple_view *view, bool denied);

/* attribution.c: IRIs, polarity and labels of attributions. */
void anno_attribution_resolve(anno_work *work, anno_node node);
/* The attribution that a relation itself makes, if its rule says so and it is nobody's content. */
void anno_attribution_assert(anno_work *work, anno_node node);
/* Who speaks: the fillers of the source, the document, or an unspecified somebody. */
size_t anno_attribution_speakers(anno_work *work, anno_node node, const anno_term **out, anno_str *label);
/* True if an argument of `node` has the property. */
bool anno_work_has(const anno_work *work, anno_node node, anno_vocab property);

/* statement.c: what is written of an attribution. */
void anno_statement_emit(anno_work *work, anno_node node);

/* mention.c */
/* The IRI of the span of a text annotation, described too: that of its text only where it has no place, and the
   document itself where it has neither. */
anno_str anno_mention_span(anno_work *work, anno_node span);
void anno_mention_emit(anno_work *work, anno_node node);
/* Attributes, links, remarks and equivalences: what is said of annotations. */
void anno_remarks_emit(anno_work *work);
/* "12-15_20-25": the fragments of a span in order; of very many only begin, end and a hash; the ID of an annotation
   of the whole document. */
anno_str anno_mention_offsets(const anno_work *work, const anno_item *item);

/* fallback.c */
/* Tells, once in a document for each name, that no rule of a corpus that has rules knows it. */
void anno_own_note(anno_work *work, anno_noted_what what, anno_str name, anno_loc at);
/* The corpus's own vocabulary, declared where it is used. */
anno_str anno_own_type(anno_work *work, anno_str type, anno_vocab class);
anno_str anno_own_role(anno_work *work, anno_str role);
anno_str anno_own_attribute(anno_work *work, anno_str name);
/* The property for a role: a rule's, or the corpus's own. */
anno_str anno_own_property(anno_work *work, const anno_rule *rule, const anno_arg *arg);

/* text.c */
/* The literal in the document's language. */
anno_term anno_work_text(const anno_work *work, anno_str text);
/* What stands behind the last '#' or '/' of an IRI. */
anno_str anno_work_local(anno_str iri);
/* What a property or class is called for people. */
anno_str anno_work_label(const anno_work *work, anno_str iri);
/* At most `limit` code points of `text`, white space made single blanks. */
anno_str anno_work_short(anno_arena *arena, anno_str text, size_t limit);

#endif
