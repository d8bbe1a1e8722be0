#include "read/concept.h"

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_name_char(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'; }

static bool is_like(anno_str s, const char *small) {
  size_t i = 0;
  for (; i < s.len && small[i]; i++)
    if (s.ptr[i] != small[i] && !(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' && s.ptr[i] - 'A' + 'a' == small[i])) return false;
  return i == s.len && !small[i];
}

/* How tools write that the annotation has no entry. */
static bool is_none(anno_str value) {
  static const char *const none[] = {"-", "-1", "none", "null"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (is_like(value, none[i])) return true;
  return false;
}

static bool separates(char c) { return c == '|' || c == ',' || c == ';'; }

anno_str anno_concept_cut(anno_str *rest) {
  size_t n = 0;
  while (n < rest->len && !separates(rest->ptr[n])) n++;
  const anno_str first = anno_str_sub(*rest, 0, n);
  *rest = anno_str_sub(*rest, n + 1, rest->len);
  return first;
}

/* Several entries, or one in a notation of its own: it names no one entry of a database. */
static bool is_compound(anno_str value) {
  for (size_t i = 0; i < value.len; i++)
    if (separates(value.ptr[i]) || anno_is_white(value.ptr[i])) return true;
  return false;
}

/* True for DATABASE:ENTRY. */
static bool has_database(anno_str value) {
  size_t n = 0;
  while (n < value.len && is_name_char(value.ptr[n])) n++;
  return n && n + 1 < value.len && value.ptr[n] == ':' && is_letter(value.ptr[0]);
}

/* An entry without its database belongs to the one of the annotation's type: genes and species are numbers both. */
static void identify(anno_item *item, const anno_concept *c) {
  item->database = c->type.len ? c->type : c->name;
  if (anno_is_absolute_iri(c->value) || is_compound(c->value)) {
    item->database = c->name;
  } else if (has_database(c->value)) {
    anno_cut_entry(c->value, &item->database, &item->value);
  }
}

anno_node anno_concept_add(anno_doc *doc, anno_ids *ids, anno_concept c) {
  const bool named = is_like(c.name, ANNO_CONCEPT_IDENTIFIER) && !is_none(c.value);
  const bool link =
      named || anno_is_absolute_iri(c.value) || (c.may_identify && !is_compound(c.value) && has_database(c.value));
  if (!c.value.len) return 0;
  const anno_owner to = {doc, ids, c.owner};
  const anno_node node = anno_say(&to, link ? ANNO_LINK : ANNO_ATTRIBUTE, c.name, c.at);
  anno_item *item = anno_doc_item(doc, node);
  item->value = c.value;
  if (link) identify(item, &c);
  return node;
}
