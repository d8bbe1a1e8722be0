#include "read/gate.h"

anno_gate anno_gate_of(anno_doc *doc) {
  return (anno_gate){.ctx = doc->ctx, .doc = doc, .set_names = anno_table_in(doc->ctx->document)};
}

size_t anno_gate_set_of(anno_gate *gate, anno_str name, anno_loc at) {
  const unsigned known = anno_table_get(&gate->set_names, name);
  if (known) return known - 1;
  const anno_gate_set set = {name, at};
  if (!ANNO_PUSH(gate->ctx->document, gate->sets, gate->set_count, gate->set_capacity, set)) return 0;
  anno_table_set(&gate->set_names, name, (unsigned)gate->set_count);
  return gate->set_count - 1;
}

anno_gate_note *anno_gate_add(anno_gate *gate, size_t set, anno_str id, anno_str type, anno_loc at) {
  const anno_gate_note note = {.id = id, .type = type, .at = at, .set = set};
  if (!ANNO_PUSH(gate->ctx->document, gate->notes, gate->note_count, gate->note_capacity, note)) return NULL;
  if (id.len && !anno_gate_is_id(id))
    anno_doc_error(gate->doc, ANNO_BAD_VALUE, at, ANNO_STR("an ID that is no integer"));
  if (!type.len) anno_doc_error(gate->doc, ANNO_BAD_VALUE, at, ANNO_STR("an annotation or relation without a type"));
  return &gate->notes[gate->note_count - 1];
}

anno_gate_value *anno_gate_put(const anno_gate *gate, anno_gate_row *row, anno_gate_kind kind, anno_loc at) {
  anno_gate_value *value = anno_arena_take(gate->ctx->document, sizeof *value);
  if (!value) return NULL;
  value->kind = kind;
  value->at = at;
  if (row->last)
    row->last->next = value;
  else
    row->first = value;
  row->last = value;
  return value;
}

bool anno_gate_is_id(anno_str s) {
  size_t n;
  if (s.len && s.ptr[0] == '-') s = anno_str_sub(s, 1, s.len);
  return anno_str_to_size(s, &n);
}

void anno_gate_lose(const anno_gate *gate, anno_loc at, anno_str what, const char *why) {
  enum { SHOWN = 100 };
  what = anno_str_trim(what);
  what.len = anno_str_find(what, 0, '\n');
  if (what.len > SHOWN) {
    what.len = SHOWN;
    while (what.len && ((unsigned char)what.ptr[what.len] & 0xC0) == 0x80) what.len--;
  }
  anno_report(gate->ctx->diag, ANNO_NOT_TAKEN, at, "%.*s: %s", ANNO_FMT(what), why);
}

const anno_gate_value *anno_gate_resolve(const anno_gate_value *value) {
  /* References lead to no references, but for the values of GATE's own maps: no circle. */
  while (value && value->kind == ANNO_GATE_SAME) value = value->first;
  return value;
}

anno_str anno_gate_id_in(const anno_gate_value *value) {
  value = anno_gate_resolve(value);
  return value && value->kind == ANNO_GATE_TEXT && anno_gate_is_id(value->text) ? value->text : ANNO_STR("");
}
