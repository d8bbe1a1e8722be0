/* Rules: what annotation types, roles, attributes, links and notes become. They are data, read from Turtle;
   annograph-rules(5) describes the language. */
#ifndef ANNO_MAP_RULES_H
#define ANNO_MAP_RULES_H

#include "base/ctx.h"
#include "base/table.h"
#include "model/doc.h"
#include "rdf/load.h"
#include "rdf/vocab.h"

typedef struct {
  anno_vocab kind;           /* ANNO_V_EntityRule ... ANNO_V_RelationRule */
  anno_str type;             /* the annotation's */
  anno_str attribute, value; /* only if it has this attribute: "" if that does not matter; value "": any but "false" */
  anno_str *classes;         /* IRIs */
  size_t class_count;
  anno_str predicate;                 /* of a proposition or relation */
  anno_str shortcut;                  /* from speaker to attribution */
  anno_str polarity, certainty, mood; /* IRIs, "" for the default */
  anno_str speaker;                   /* ANNO_V_Document's IRI if the document itself speaks */
  anno_str asserts; /* relation: the class of attribution that the annotation itself makes, "" for none */
  bool fixed;       /* the polarity does not change with the content's */
  bool by_name;     /* entity: equal names are one referent */
} anno_rule;

typedef struct {
  anno_str role, on, on_type; /* on: IRI of a rule class, "" for all; on_type: annotation type, "" for all */
  anno_str property;
} anno_role_rule;

typedef struct {
  anno_str attribute, value; /* value "" for any */
  anno_str sets;             /* IRI, "" for nothing */
  anno_str certainty, mood;
} anno_attribute_rule;

typedef struct {
  anno_str database, identity, normalises;
  anno_str iri_prefix, number_prefix; /* number_prefix: for entries that are all digits, "" for the same */
  anno_str attribute; /* attributes of this name are links; "": a rule for links that are links already */
} anno_link_rule;

typedef struct {
  anno_str note, property;
} anno_note_rule;

typedef struct {
  anno_arena *arena;
  anno_rule *rules;
  size_t rule_count, rule_capacity;
  anno_role_rule *roles;
  size_t role_count, role_capacity;
  anno_attribute_rule *attributes;
  size_t attribute_count, attribute_capacity;
  anno_link_rule *links;
  size_t link_count, link_capacity;
  anno_note_rule *notes;
  size_t note_count, note_capacity;
  anno_table spans, events, relations; /* type, or what anno_rules_key() makes -> index into rules, plus one */
  anno_table layers;                   /* those that are left out -> the same */
  anno_stmt *declared;                 /* what the files say of anything but rules: relation types, labels */
  size_t declared_count, declared_capacity;
  bool conditional;      /* some rule asks for an attribute */
  anno_table labels;     /* IRI -> index into declared, plus one */
  anno_table structural; /* IRI -> 1 */
} anno_rules;

/* Empty rules in `arena`. */
anno_rules *anno_rules_new(anno_arena *arena);
/* Adds a built-in rule set by name, or a Turtle file by path. What was added first wins. A fault is reported:
   ANNO_BAD_INPUT or ANNO_NO_MEMORY. */
anno_status anno_rules_add(const anno_ctx *ctx, anno_rules *rules, anno_str name);

/* Adds what the files of `from` say of anything but rules. ANNO_NO_MEMORY is the only other status. */
anno_status anno_rules_declare(anno_rules *rules, const anno_rules *from);

/* True if `name` is that of a built-in rule set. */
bool anno_rules_builtin(anno_str name);

/* Reports what rule files say of rules that is not of the language; `subjects` are the rules. False if there is any. */
bool anno_rules_check(const anno_ctx *ctx, const anno_rdf *rdf, const anno_table *subjects);

/* What a rule that asks for an attribute is looked up by. */
anno_str anno_rules_key(anno_arena *arena, anno_str type, anno_str attribute, anno_str value);
/* The rule for a span, event or relation of this type, whatever attributes it has; NULL if there is none. */
const anno_rule *anno_rules_span(const anno_rules *rules, anno_str type);
const anno_rule *anno_rules_event(const anno_rules *rules, anno_str type);
const anno_rule *anno_rules_relation(const anno_rules *rules, anno_str type);
/* The rule that leaves out all of a layer; NULL if there is none. */
const anno_rule *anno_rules_layer(const anno_rules *rules, anno_str layer);
/* The first rule that asks for this attribute of such a span, event or relation; NULL if there is none. */
const anno_rule *anno_rules_where(anno_arena *arena, const anno_rules *rules, const anno_item *item,
                                  const anno_item *attribute);
/* The property for a role on an annotation: looked up as it stands, then as `base`, then without trailing digits;
   "" if there is none. `rule` may be NULL. */
anno_str anno_rules_role(const anno_rules *rules, const anno_rule *rule, anno_str role, anno_str base);
/* The rule for an attribute and its value, "" for true. A rule for any value is none for "false". */
const anno_attribute_rule *anno_rules_attribute(const anno_rules *rules, anno_str name, anno_str value);
const anno_link_rule *anno_rules_link(const anno_rules *rules, anno_str database);
/* The rule by which attributes of this name are links, to its database; NULL if there is none. */
const anno_link_rule *anno_rules_linking(const anno_rules *rules, anno_str attribute);
/* The rule for the database whose entries have IRIs like this one, whether by http or https: the first rule with the
   name of the first rule whose prefix the IRI begins with. `*entry`: what stands behind the prefix. NULL if there is
   none. */
const anno_link_rule *anno_rules_link_of(const anno_rules *rules, anno_str iri, anno_str *entry);
const anno_note_rule *anno_rules_note(const anno_rules *rules, anno_str type);
/* The declared rdfs:label of an IRI; "" if there is none. */
anno_str anno_rules_label(const anno_rules *rules, anno_str iri);
/* True if the IRI is declared as a structural relation. */
bool anno_rules_structural(const anno_rules *rules, anno_str iri);

#endif
