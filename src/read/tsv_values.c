/* What the columns of features hold, by all values that stand in them. */
#include "read/tsv_items.h"

static bool is_boolean(anno_str s) { return anno_str_eq(s, ANNO_STR("true")) || anno_str_eq(s, ANNO_STR("false")); }

static size_t digits(anno_str s, size_t from) {
  while (from < s.len && s.ptr[from] >= '0' && s.ptr[from] <= '9') from++;
  return from;
}

/* "42", "-1", "0.5", not "007", which is a name. */
static bool is_number(anno_str s) {
  const size_t begin = s.len && s.ptr[0] == '-', point = digits(s, begin);
  if (point == begin || (s.ptr[begin] == '0' && point - begin > 1)) return false;
  return point == s.len || (s.ptr[point] == '.' && point + 1 < s.len && digits(s, point + 1) == s.len);
}

/* How many values of a column are what. */
typedef struct {
  size_t all, booleans, numbers;
} tally;

static anno_value_kind kind_of(tally t) {
  if (t.booleans == t.all) return ANNO_BOOLEAN;
  return t.numbers == t.all ? ANNO_NUMBER : ANNO_WORDS;
}

void anno_tsv_type_values(anno_tsv *tsv) {
  tally *columns = anno_arena_array(tsv->doc->ctx->document, tsv->header.column_count + 1, sizeof *columns);
  if (!columns) return;
  for (size_t i = 0; i < tsv->value_count; i++) {
    const anno_item *item = anno_doc_item(tsv->doc, tsv->values[i].node);
    tally *column = &columns[tsv->values[i].column];
    column->all++;
    column->booleans += is_boolean(item->value);
    column->numbers += is_number(item->value);
  }
  for (size_t i = 0; i < tsv->value_count; i++) {
    anno_item *item = anno_doc_item(tsv->doc, tsv->values[i].node);
    item->value_kind = kind_of(columns[tsv->values[i].column]);
    if (item->value_kind == ANNO_BOOLEAN && anno_str_eq(item->value, ANNO_STR("true"))) item->value = ANNO_STR("");
  }
}
