/* Times, numbers and words: fillers that are values, not referents. */
#include "map/work.h"

/* The normalised value that a link gives a time or number; "" if there is none. */
static anno_str normalised(anno_work *work, anno_node node, anno_vocab what, anno_node *link) {
  for (*link = work->senses[node].first_link; *link; *link = work->senses[*link].next_link) {
    const anno_entry *entry = anno_link_entry(work, *link);
    const anno_link_rule *rule = entry ? entry->rule : NULL;
    if (rule && anno_str_eq(rule->normalises, anno_vocab_iri(what))) return entry->value;
  }
  return ANNO_STR("");
}

static bool is_integer(anno_str s) {
  if (s.len && s.ptr[0] == '-') s = anno_str_sub(s, 1, s.len);
  size_t n;
  return anno_str_to_size(s, &n) && (s.len == 1 || s.ptr[0] != '0');
}

static anno_term literal_of(anno_work *work, anno_node node) {
  anno_node link;
  const anno_str number = normalised(work, node, ANNO_V_rule_Integer, &link);
  if (number.len && is_integer(number)) return anno_typed(number, ANNO_STR(ANNO_NS_XSD "integer"));
  if (number.len)
    anno_report(work->map->ctx->diag, ANNO_BAD_NUMBER, anno_work_item(work, link)->at, "%.*s", ANNO_FMT(number));
  return anno_work_text(work, anno_mint_normal(work->arena, anno_work_item(work, node)->text));
}

static void add_bound(anno_work *work, anno_block *block, anno_vocab property, anno_str day) {
  if (day.len) anno_block_put(&work->blocks, block, property, anno_typed(day, ANNO_STR(ANNO_NS_XSD "date")));
}

/* One end of an interval without the marks that an IRI or a local name would have to escape. */
static anno_str end_name(anno_str end) {
  if (anno_str_eq(end, ANNO_STR(".."))) return ANNO_STR("open");
  if (anno_str_starts(end, ANNO_STR("[")) && anno_str_ends(end, ANNO_STR("]")))
    return anno_str_sub(end, 1, end.len - 1);
  return end;
}

/* A date value as a part of an IRI: "../2014" would be taken for a relative path. */
static anno_str time_name(anno_arena *arena, anno_str value) {
  anno_str rest = value;
  const anno_str begin = end_name(anno_str_cut(&rest, '/')), end = end_name(rest);
  if (!rest.len) return begin;
  return anno_arena_print(arena, "%.*s_%.*s", ANNO_FMT(begin), ANNO_FMT(end));
}

static anno_term time_of(anno_work *work, anno_node node) {
  anno_node link;
  const anno_item *item = anno_work_item(work, node);
  anno_str value = normalised(work, node, ANNO_V_rule_Time, &link);
  if (!value.len) value = normalised(work, node, ANNO_V_rule_InferredTime, &link);
  anno_time time = {0};
  if (value.len && !anno_time_read(work->arena, value, &time)) {
    anno_report(work->map->ctx->diag, ANNO_BAD_DATE, anno_work_item(work, link)->at, "%.*s", ANNO_FMT(value));
    value = ANNO_STR("");
  }
  anno_str local =
      anno_arena_print(work->arena, "%.*s:%.*s", ANNO_FMT(work->path), ANNO_FMT(anno_mention_offsets(work, item)));
  if (value.len) local = anno_mint_path_of(work->arena, time_name(work->arena, value));
  const anno_str iri = anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_TIME, local);
  anno_block *block = anno_block_for(&work->blocks, ANNO_PART_TIMES, iri, (anno_extent){0, 0});
  anno_block_put(&work->blocks, block, ANNO_V_type, anno_vocab_term(ANNO_V_TimeSpan));
  const anno_str words = anno_mint_normal(work->arena, item->text);
  anno_block_put(&work->blocks, block, ANNO_V_label,
                 value.len ? anno_text(value, ANNO_STR("")) : anno_work_text(work, words));
  if (value.len)
    anno_block_put(&work->blocks, block, ANNO_V_edtf, anno_text(value, ANNO_STR("")));
  else
    anno_block_put(&work->blocks, block, ANNO_V_timeText, anno_work_text(work, words));
  if (time.exact.len) {
    const anno_str datatype = anno_arena_print(work->arena, ANNO_NS_XSD "%s", time.exact_type);
    const anno_term date = anno_typed(time.exact, datatype);
    anno_block_put(&work->blocks, block, ANNO_V_date, date);
    if ((work->senses[node].date = anno_arena_room(work->arena, sizeof date))) *work->senses[node].date = date;
  }
  add_bound(work, block, ANNO_V_beginEarliest, time.begin_earliest);
  add_bound(work, block, ANNO_V_beginLatest, time.begin_latest);
  add_bound(work, block, ANNO_V_endEarliest, time.end_earliest);
  add_bound(work, block, ANNO_V_endLatest, time.end_latest);
  return anno_fit_iri(iri);
}

/* ---- Values of attributes */

static anno_str digits(anno_str *rest) {
  size_t n = 0;
  while (n < rest->len && rest->ptr[n] >= '0' && rest->ptr[n] <= '9') n++;
  const anno_str all = *rest;
  *rest = anno_str_sub(all, n, all.len);
  return anno_str_sub(all, 0, n);
}

static bool take(anno_str *rest, const char *any) {
  if (!rest->len || !strchr(any, rest->ptr[0])) return false;
  *rest = anno_str_sub(*rest, 1, rest->len);
  return true;
}

/* The datatype whose lexical form the text has; NULL if it is no number. */
static const char *number_type(anno_str s) {
  take(&s, "+-");
  const bool whole = digits(&s).len != 0, point = take(&s, "."), part = point && digits(&s).len != 0;
  if (!whole && !part) return NULL;
  if (!s.len) return point ? part ? "decimal" : NULL : "integer";
  if (!take(&s, "eE")) return NULL;
  take(&s, "+-");
  return digits(&s).len && !s.len ? "double" : NULL;
}

anno_term anno_value_literal(const anno_item *item) {
  const anno_str value = item->value, boolean = ANNO_STR(ANNO_NS_XSD "boolean");
  if (!value.len) return anno_typed(ANNO_STR("true"), boolean);
  if (item->value_kind == ANNO_BOOLEAN && anno_str_eq(value, ANNO_STR("false"))) return anno_typed(value, boolean);
  const char *number = item->value_kind == ANNO_NUMBER ? number_type(value) : NULL;
  if (!number) return anno_text(value, ANNO_STR(""));
  if (*number == 'i') return anno_typed(value, ANNO_STR(ANNO_NS_XSD "integer"));
  return anno_typed(value, number[1] == 'e' ? ANNO_STR(ANNO_NS_XSD "decimal") : ANNO_STR(ANNO_NS_XSD "double"));
}

/* The term that a value or text span stands for; its label is its words. */
void anno_value_give(anno_work *work, anno_node node) {
  anno_sense *sense = &work->senses[node];
  anno_term term;
  if (sense->means == ANNO_MEANS_LITERAL)
    term = literal_of(work, node);
  else if (sense->means == ANNO_MEANS_TIME)
    term = time_of(work, node);
  else if (sense->means == ANNO_MEANS_TEXT)
    term = anno_fit_iri(anno_mention_span(work, node));
  else
    return;
  sense->terms = anno_arena_take(work->arena, sizeof *sense->terms);
  if (!sense->terms) return;
  *sense->terms = term;
  sense->term_count = 1;
}
