#include "read/tsv_header.h"

static const struct {
  anno_str prefix;
  anno_tsv_kind kind;
} kinds[] = {
    {ANNO_STR_INIT("SP="), ANNO_TSV_SPAN},
    {ANNO_STR_INIT("RL="), ANNO_TSV_RELATION},
    {ANNO_STR_INIT("CH="), ANNO_TSV_CHAIN},
};

static anno_str local_name(anno_str type) {
  size_t at = type.len;
  while (at && type.ptr[at - 1] != '.') at--;
  return at < type.len ? anno_str_sub(type, at, type.len) : type;
}

/* HOST:FEATURE_LINKTYPE: the feature. It may contain '_'; the link type is a name with packages. */
static anno_str slot_name(anno_str s) {
  const anno_str rest = anno_str_sub(s, anno_str_find(s, 0, ':') + 1, s.len);
  size_t at = anno_str_find(rest, 0, '.');
  while (at && rest.ptr[at - 1] != '_') at--;
  return at ? anno_str_sub(rest, 0, at - 1) : rest;
}

static anno_tsv_column column_of(anno_str part, const anno_tsv_column *before) {
  const anno_str slot = ANNO_STR("ROLE_"), base = ANNO_STR("BT_");
  if (before && before->use == ANNO_TSV_ROLES) return (anno_tsv_column){ANNO_TSV_FILLERS, part};
  if (anno_str_starts(part, slot))
    return (anno_tsv_column){ANNO_TSV_ROLES, slot_name(anno_str_sub(part, slot.len, part.len))};
  if (anno_str_starts(part, base)) return (anno_tsv_column){ANNO_TSV_SOURCES, anno_str_sub(part, base.len, part.len)};
  return (anno_tsv_column){ANNO_TSV_FEATURE, part};
}

static void declare_columns(anno_arena *arena, anno_tsv_header *header, anno_tsv_layer *layer, anno_str rest) {
  while (rest.len) {
    const anno_str part = anno_str_cut(&rest, '|');
    const anno_tsv_column *before = layer->count ? &header->columns[header->column_count - 1] : NULL;
    if (!part.len) continue;
    const anno_tsv_column column = column_of(part, before);
    if (!ANNO_PUSH(arena, header->columns, header->column_count, header->column_capacity, column)) return;
    layer->count++;
    layer->slots = layer->slots || column.use == ANNO_TSV_ROLES;
  }
  if (layer->count) return;
  const anno_tsv_column mark = {ANNO_TSV_MARK, ANNO_STR("")};
  if (ANNO_PUSH(arena, header->columns, header->column_count, header->column_capacity, mark)) layer->count = 1;
}

bool anno_tsv_declare(anno_arena *arena, anno_tsv_header *header, anno_str line) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!anno_str_starts(line, kinds[i].prefix)) continue;
    anno_str rest = anno_str_trim(anno_str_sub(line, kinds[i].prefix.len, line.len));
    const anno_str type = anno_str_cut(&rest, '|');
    anno_tsv_layer layer = {kinds[i].kind, type, local_name(type), header->column_count, 0, false};
    if (!type.len) return false;
    declare_columns(arena, header, &layer, rest);
    if (layer.count && header->columns[header->column_count - 1].use == ANNO_TSV_ROLES) return false;
    ANNO_PUSH(arena, header->layers, header->layer_count, header->layer_capacity, layer);
    return true;
  }
  return false;
}
