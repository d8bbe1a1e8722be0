/* External references: of those that one resource gives with a confidence the surest is taken as a link, the others are
   kept as what they are, other possibilities. DTD, EXTERNALREFERENCES ELEMENT. */
#include <stdlib.h>

#include "read/naf.h"

enum { UNSURE = -1 };

/* A number; UNSURE if it is none. */
static double confidence_of(const anno_naf_el *el) {
  enum { LONGEST = 40 };
  const anno_str text = anno_naf_value(el, "confidence");
  char copy[LONGEST + 1], *end;
  if (!text.len || text.len > LONGEST) return UNSURE;
  memcpy(copy, text.ptr, text.len);
  copy[text.len] = 0;
  const double value = strtod(copy, &end);
  return *end || !(value >= 0) ? UNSURE : value;
}

/* The first of the surest references of each resource among the children of `list`: resource -> its number, from 1.
   Where no confidence is given, none is surer than another: there is no entry. */
static anno_table find_best(anno_naf *naf, const anno_naf_el *list) {
  anno_table best = anno_table_in(naf->work);
  const anno_naf_el **met = NULL;
  size_t count = 0, capacity = 0;
  for (const anno_naf_el *el = list->first; el; el = el->next) {
    if (!ANNO_PUSH(naf->work, met, count, capacity, el)) break;
    const double own = confidence_of(el);
    const unsigned other = anno_table_get(&best, anno_naf_value(el, "resource"));
    if (own > UNSURE && (!other || own > confidence_of(met[other - 1])))
      anno_table_set(&best, anno_naf_value(el, "resource"), (unsigned)count);
  }
  return best;
}

static void add_link(anno_naf *naf, anno_str owner, const anno_naf_el *el) {
  const anno_naf_said *reference = anno_naf_attr(el, "reference");
  const anno_str resource = anno_naf_value(el, "resource");
  const anno_str id = anno_naf_part_id(naf, owner, "externalRef");
  const anno_node node = anno_naf_add(naf, ANNO_LINK, id, el->name, anno_naf_place(naf, el->at));
  anno_item *item = anno_doc_item(naf->doc, node);
  item->database = resource.len ? resource : el->name;
  item->value = reference->value;
  anno_doc_arg(naf->doc, node, ANNO_STR(""), owner, anno_naf_place(naf, el->at));
}

/* All that stands in a reference, for those that are no link and for what a link cannot hold. */
static void add_description(anno_naf *naf, anno_str owner, const anno_naf_el *el) {
  const anno_str id = anno_naf_part_id(naf, owner, "externalRef");
  const anno_node node = anno_naf_add(naf, ANNO_ATTRIBUTE, id, el->name, anno_naf_place(naf, el->at));
  const anno_str resource = anno_naf_value(el, "resource"), reference = anno_naf_value(el, "reference");
  const anno_str front =
      anno_arena_print(naf->arena, resource.len ? "%.*s %.*s" : "%.*s%.*s", ANNO_FMT(resource), ANNO_FMT(reference));
  anno_doc_item(naf->doc, node)->value = anno_naf_describe(naf, front, el, "resource reference");
  anno_doc_arg(naf->doc, node, ANNO_STR(""), owner, anno_naf_place(naf, el->at));
}

static bool says_more(const anno_naf_el *el) {
  for (size_t i = 0; i < el->attr_count; i++)
    if (!anno_str_eq(el->attrs[i].name, ANNO_STR("resource")) && !anno_str_eq(el->attrs[i].name, ANNO_STR("reference")))
      return true;
  return false;
}

/* References in a reference hold if that one does. */
static void take_list(anno_naf *naf, anno_str owner, const anno_naf_el *list, bool holds) {
  const anno_table best = find_best(naf, list);
  unsigned number = 0;
  for (const anno_naf_el *el = list->first; el; el = el->next) {
    number++;
    if (!anno_naf_is(el, "externalRef")) {
      anno_naf_say(naf, owner, el->name, anno_naf_describe(naf, anno_str_trim(el->text), el, ""),
                   anno_naf_place(naf, el->at));
      continue;
    }
    const unsigned chosen = anno_table_get(&best, anno_naf_value(el, "resource"));
    const bool taken = holds && (!chosen || chosen == number);
    if (!anno_naf_value(el, "reference").len) {
      anno_naf_lose(naf, el, "refers to nothing");
    } else {
      if (taken) add_link(naf, owner, el);
      if (!taken || says_more(el)) add_description(naf, owner, el);
    }
    if (el->first) take_list(naf, owner, el, taken);
  }
}

void anno_naf_links(anno_naf *naf, anno_str owner, const anno_naf_el *list) { take_list(naf, owner, list, true); }
