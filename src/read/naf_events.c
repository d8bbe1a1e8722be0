/* Layers whose elements are events: semantic roles, opinions, attributions. */
#include "read/naf.h"

/* Tools write a part that was not found as an empty element. */
static bool says_nothing(const anno_naf_el *el) {
  const anno_naf_el *span = anno_naf_child(el, "span");
  const anno_naf_said *id = anno_naf_id(el);
  bool said = span ? span->first || anno_naf_again(span) : el->first != NULL;
  for (size_t i = 0; i < el->attr_count; i++) said = said || (&el->attrs[i] != id && el->attrs[i].value.len);
  return !said;
}

/* A part of an event as a span; "" if it covers nothing. */
static anno_str add_part(anno_naf *naf, const anno_naf_el *el, anno_str id, const char *taken) {
  const anno_naf_cover cover = anno_naf_cover_of(naf, el);
  if (!cover.count) {
    if (!naf->doc->bad && !says_nothing(el)) anno_naf_lose(naf, el, "covers no words");
    return ANNO_STR("");
  }
  anno_naf_add_span(naf, id, el->name, &cover, anno_naf_place(naf, el->at));
  for (const anno_naf_el *span = anno_naf_child(el, "span"); span; span = anno_naf_again(span))
    anno_naf_say_span(naf, id, span);
  if (taken) anno_naf_say_rest(naf, id, el, taken, "");
  return id;
}

static anno_str part_id(anno_naf *naf, anno_str owner, const anno_naf_el *el) {
  const anno_str name = anno_arena_print(naf->arena, "%.*s", ANNO_FMT(el->name));
  return anno_naf_id(el) ? anno_naf_own_id(naf, el) : anno_naf_part_id(naf, owner, name.ptr ? name.ptr : "");
}

/* ---- Semantic roles */

static void add_role(anno_naf *naf, anno_node event, anno_str owner, const anno_naf_el *el) {
  const anno_str id = add_part(naf, el, part_id(naf, owner, el), "semRole");
  const anno_str role = anno_naf_value(el, "semRole");
  if (id.len) anno_doc_arg(naf->doc, event, role.len ? role : el->name, id, anno_naf_place(naf, el->at));
}

/* The words of a predicate are those of its own spans, not those of its roles. */
static anno_naf_cover words_of_predicate(anno_naf *naf, const anno_naf_el *el) {
  anno_naf_cover cover = {0};
  for (const anno_naf_el *span = anno_naf_child(el, "span"); span; span = anno_naf_again(span)) {
    const anno_naf_cover own = anno_naf_cover_of(naf, span);
    for (size_t i = 0; i < own.count; i++) anno_naf_cover_add(naf, &cover, own.pieces[i]);
  }
  anno_naf_settle(naf, &cover);
  return cover;
}

static void read_predicate(anno_naf *naf, const anno_naf_el *el) {
  const anno_naf_cover cover = words_of_predicate(naf, el);
  if (!cover.count) {
    if (!naf->doc->bad) anno_naf_lose(naf, el, "covers no words");
    return;
  }
  const anno_str id = anno_naf_own_id(naf, el), trigger = anno_naf_part_id(naf, id, "span");
  anno_naf_add_span(naf, trigger, el->name, &cover, anno_naf_place(naf, el->at));
  const anno_node event = anno_naf_add(naf, ANNO_EVENT, id, el->name, anno_naf_place(naf, el->at));
  anno_doc_item(naf->doc, event)->trigger_id = trigger;
  /* All predicates have one type: only its words tell which it is, so they are a part of what is said. */
  anno_doc_arg(naf->doc, event, el->name, trigger, anno_naf_place(naf, el->at));
  anno_naf_name(naf, el, event);
  anno_table_add(&naf->predicates, anno_naf_cover_key(naf, &cover), event);
  for (const anno_naf_el *span = anno_naf_child(el, "span"); span; span = anno_naf_again(span))
    anno_naf_say_span(naf, id, span);
  anno_naf_say_rest(naf, id, el, "", "role");
  for (const anno_naf_el *role = anno_naf_child(el, "role"); role; role = anno_naf_again(role))
    add_role(naf, event, id, role);
}

/* ---- Opinions and attributions */

static const struct {
  const char *element, *trigger; /* the child that expresses the event; what that says is said of the event */
  const char *parts;             /* all children that are parts of the event */
} events[] = {{"opinion", "opinion_expression", "opinion_expression opinion_holder opinion_target "},
              {"statement", "statement_cue", "statement_cue statement_source statement_target "}};

static void read_event(anno_naf *naf, const anno_naf_el *el, const char *trigger_name, const char *parts) {
  const anno_str own = anno_naf_own_id(naf, el);
  const anno_naf_el *trigger = anno_naf_child(el, trigger_name);
  const anno_str trigger_id = trigger ? add_part(naf, trigger, part_id(naf, own, trigger), NULL) : ANNO_STR("");
  const anno_node event = anno_naf_add(naf, ANNO_EVENT, own, el->name, anno_naf_place(naf, el->at));
  anno_doc_item(naf->doc, event)->trigger_id = trigger_id;
  anno_naf_name(naf, el, event);
  if (trigger_id.len) anno_naf_say_rest(naf, own, trigger, "", "");
  for (const anno_naf_el *child = el->first; child; child = child->next) {
    if (child == trigger || !anno_str_among(child->name, parts)) continue;
    const anno_str id = add_part(naf, child, part_id(naf, own, child), "");
    if (id.len) anno_doc_arg(naf->doc, event, child->name, id, anno_naf_place(naf, child->at));
  }
  anno_naf_say_rest(naf, own, el, "", parts);
}

bool anno_naf_read_event(anno_naf *naf, const anno_naf_el *el) {
  if (anno_naf_is(el, "predicate")) {
    read_predicate(naf, el);
    return true;
  }
  for (size_t i = 0; i < sizeof events / sizeof *events; i++)
    if (anno_naf_is(el, events[i].element)) {
      read_event(naf, el, events[i].trigger, events[i].parts);
      return true;
    }
  return false;
}
