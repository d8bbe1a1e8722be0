#include "map/layouts_check.h"

/* Where a property of a subject stands, or the first thing that is said of it. */
static anno_loc place(const anno_layout_file *f, anno_str subject, anno_vocab property) {
  anno_loc first = {0};
  for (size_t i = f->rdf.count; i-- > 0;) {
    const anno_stmt *s = &f->rdf.stmts[i];
    if (!anno_str_eq(s->subject.value, subject)) continue;
    first = f->rdf.places[i];
    if (anno_is(&s->predicate, property)) return first;
  }
  return first;
}

static bool fault(const anno_layout_file *f, anno_str subject, anno_vocab property, const char *what) {
  anno_report(f->ctx->diag, ANNO_BAD_RULE, place(f, subject, property), "<%.*s>: %s", ANNO_FMT(subject), what);
  return false;
}

/* ---- The document */

static bool is_file_name(anno_str name) {
  const size_t star = anno_str_find(name, 0, '*');
  return anno_str_find(name, 0, '/') == name.len && anno_str_find(name, star + 1, '*') == name.len;
}

static bool check_unit(const anno_layout_file *f, anno_str subject, const anno_json_layout *layout) {
  for (size_t i = 0; i < f->rdf.count; i++) {
    const anno_stmt *s = &f->rdf.stmts[i];
    if (!anno_str_eq(s->subject.value, subject) || !anno_is(&s->predicate, ANNO_V_rule_unit)) continue;
    const bool own = anno_str_eq(subject, f->document), tokens = anno_is(&s->object, ANNO_V_rule_Tokens);
    const bool characters = anno_is(&s->object, ANNO_V_rule_CodePoints) ||
                            anno_is(&s->object, ANNO_V_rule_Utf16Units) || anno_is(&s->object, ANNO_V_rule_Bytes);
    if (!tokens && !characters)
      return fault(f, subject, ANNO_V_rule_unit, "CodePoints, Utf16Units, Bytes or Tokens is needed");
    if (!own && !tokens) return fault(f, subject, ANNO_V_rule_unit, "a part may only differ in counting tokens");
    if (tokens && !layout->paths[ANNO_AT_TOKENS].len)
      return fault(f, f->document, ANNO_V_rule_unit, "tokens are counted, and tokensAt is missing");
    if (tokens && layout->unit != ANNO_TOKENS && layout->unit != ANNO_CODE_POINTS)
      return fault(f, subject, ANNO_V_rule_unit, "besides tokens only code points may be counted");
  }
  return true;
}

static bool check_document(const anno_layout_file *f, const anno_json_layout *layout) {
  const anno_str *paths = layout->paths;
  bool good = check_unit(f, f->document, layout);
  if (!is_file_name(layout->file))
    good = fault(f, f->document, ANNO_V_rule_file, "a file name is needed, with one '*' at most");
  if (!is_file_name(layout->text_file))
    good = fault(f, f->document, ANNO_V_rule_textFile, "a file name is needed, with one '*' at most");
  if (layout->text_file.len && (paths[ANNO_AT_TEXT].len || paths[ANNO_AT_SENTENCES].len || paths[ANNO_AT_TOKENS].len))
    good = fault(f, f->document, ANNO_V_rule_textFile, "the text is either in a file of its own or in this one");
  if (!layout->file.len && !layout->has_count)
    good = fault(f, f->document, ANNO_V_type, "file or has is needed, to know the layout by");
  for (size_t i = ANNO_AT_TYPE; i < ANNO_AT_COUNT; i++)
    if (paths[i].len)
      good =
          fault(f, f->document, (anno_vocab)(ANNO_V_rule_itemsAt + i), "the path belongs to parts, not to documents");
  return good;
}

/* ---- Parts */

static bool has(const anno_layout_part *part, anno_at_name path) { return part->paths[path].len != 0; }

static bool check_span(const anno_layout_file *f, anno_str subject, const anno_layout_part *part) {
  const bool ends = has(part, ANNO_AT_END) || has(part, ANNO_AT_LENGTH);
  if (has(part, ANNO_AT_BEGIN) != ends || (has(part, ANNO_AT_END) && has(part, ANNO_AT_LENGTH)))
    return fault(f, subject, ANNO_V_rule_beginAt, "beginAt needs either endAt or lengthAt, and they need it");
  if (has(part, ANNO_AT_TOKEN) && (ends || !part->tokens))
    return fault(f, subject, ANNO_V_rule_tokenAt, "tokenAt stands alone, and counts tokens");
  return true;
}

static bool check_place(const anno_layout_file *f, anno_str subject, const anno_json_layout *layout,
                        const anno_layout_part *part) {
  const anno_layout_part *in = part->in ? &layout->parts[part->in - 1] : NULL;
  const bool takes_roles = in && (in->kind == ANNO_PART_EVENTS || in->kind == ANNO_PART_RELATIONS);
  if (part->kind == ANNO_PART_ROLES && !takes_roles && !(in && in->kind == ANNO_PART_EQUIVALENCES))
    return fault(f, subject, ANNO_V_rule_in, "roles are in events or relations");
  if (part->kind == ANNO_PART_SPANS && in && in->kind == ANNO_PART_RELATIONS && !has(part, ANNO_AT_ROLE))
    return fault(f, subject, ANNO_V_rule_roleAt, "a span in a relation needs roleAt");
  if (in && in->kind > ANNO_PART_EQUIVALENCES) return fault(f, subject, ANNO_V_rule_in, "nothing is in such a part");
  if (part->file.len && (in || !has(part, ANNO_AT_DOCUMENT)))
    return fault(f, subject, ANNO_V_rule_file,
                 "a part with a file of its own is in the document, and needs documentAt");
  if (part->file.len && !is_file_name(part->file))
    return fault(f, subject, ANNO_V_rule_file, "a file name is needed, with one '*' at most");
  if (part->file.len && !layout->paths[ANNO_AT_ID].len)
    return fault(f, f->document, ANNO_V_type, "parts have files of their own, and the documents' idAt is missing");
  return true;
}

static bool leads_to_part(const anno_layout_file *f, anno_str subject, anno_vocab property, size_t number) {
  for (size_t i = 0; i < f->rdf.count; i++)
    if (anno_str_eq(f->rdf.stmts[i].subject.value, subject) && anno_is(&f->rdf.stmts[i].predicate, property) && !number)
      return fault(f, subject, property, "a part of the same layout is needed");
  return true;
}

static bool check_part(const anno_layout_file *f, const anno_json_layout *layout, size_t i) {
  const anno_layout_part *part = &layout->parts[i];
  const anno_str subject = f->subjects[i];
  bool good = check_unit(f, subject, layout) && check_place(f, subject, layout, part);
  good = leads_to_part(f, subject, ANNO_V_rule_refersTo, part->refers_to) && good;
  good = leads_to_part(f, subject, ANNO_V_rule_matches, part->matches) && good;
  if (part->kind == ANNO_PART_SPANS) good = check_span(f, subject, part) && good;
  if (part->matches && (part->kind != ANNO_PART_SPANS || layout->parts[part->matches - 1].kind != ANNO_PART_SPANS))
    good = fault(f, subject, ANNO_V_rule_matches, "only spans match spans");
  return good;
}

bool anno_layout_check(const anno_layout_file *f, const anno_json_layout *layout) {
  bool good = check_document(f, layout);
  for (size_t i = 0; i < layout->part_count && i < f->subject_count; i++) good = check_part(f, layout, i) && good;
  return good;
}

bool anno_layout_check_all(const anno_layout_file *f) {
  bool good = true;
  for (size_t i = 0; i < f->rdf.count; i++) {
    const anno_stmt *s = &f->rdf.stmts[i];
    bool is_part = false;
    for (anno_vocab v = ANNO_V_Spans; v <= ANNO_V_Remarks; v++) is_part |= anno_is(&s->object, v);
    if (!is_part || !anno_is(&s->predicate, ANNO_V_type) || anno_table_get(&f->numbers, s->subject.value)) continue;
    good = fault(f, s->subject.value, ANNO_V_rule_in, "in leads to no documents or part of them");
  }
  return good;
}
