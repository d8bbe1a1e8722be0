#include "read/brat_lines.h"

#include "read/fields.h"

/* One line while its fields are cut off. */
typedef struct {
  anno_doc *doc;
  anno_loc at;
  anno_node node;
  anno_str rest;    /* what is not yet read */
  bool takes_lines; /* a span with a recorded text, which lines without an ID continue */
} line;

static void error(line *l, anno_code code, anno_str part, const char *what) {
  anno_doc_error(l->doc, code, anno_doc_place(l->at, part), part.len ? part : anno_str_from(what));
}

/* The next field; without one an error that says `what` is missing. */
static bool field(line *l, anno_str *out, const char *what) {
  *out = anno_field(&l->rest, 0);
  if (!out->len) error(l, ANNO_BAD_LINE, *out, what);
  return out->len != 0;
}

static bool read_type(line *l) {
  anno_str type;
  if (!field(l, &type, "the type is missing")) return false;
  anno_doc_item(l->doc, l->node)->type = type;
  return true;
}

/* Splits `part` at its last colon: types may contain colons, IDs do not. */
static bool split_id(anno_str part, anno_str *name, anno_str *id) {
  size_t at = part.len;
  while (at && part.ptr[at - 1] != ':') at--;
  if (at < 2 || at == part.len) return false;
  *name = anno_str_sub(part, 0, at - 1);
  *id = anno_str_sub(part, at, part.len);
  return true;
}

/* All fields that are left, as ROLE:ID; the number of fields met. */
static size_t read_roles(line *l) {
  size_t count = 0;
  for (anno_str part, role, id; (part = anno_field(&l->rest, 0)).len; count++) {
    if (split_id(part, &role, &id))
      anno_doc_arg(l->doc, l->node, role, id, anno_doc_place(l->at, part));
    else
      error(l, ANNO_BAD_LINE, part, NULL);
  }
  return count;
}

static bool read_target(line *l) {
  anno_str id;
  if (!field(l, &id, "the ID it refers to is missing")) return false;
  anno_doc_arg(l->doc, l->node, ANNO_STR(""), id, anno_doc_place(l->at, id));
  return true;
}

/* ---- One function for each kind of line; the ID is read */

/* BEGIN END of one fragment. */
static bool read_fragment(line *l) {
  const anno_str first = anno_field(&l->rest, ';'), second = anno_field(&l->rest, ';');
  size_t begin, end;
  const bool first_ok = anno_str_to_size(first, &begin), ok = first_ok && anno_str_to_size(second, &end);
  if (!ok) {
    error(l, ANNO_BAD_SPAN, first_ok ? second : first, "an offset is missing");
    return false;
  }
  const anno_loc at = anno_doc_place(l->at, first);
  anno_doc_fragment(l->doc, l->node, begin, end);
  anno_item *item = anno_doc_item(l->doc, l->node);
  if (item->fragment_count) item->fragments[item->fragment_count - 1].at = at;
  if (begin == end) anno_report(l->doc->ctx->diag, ANNO_EMPTY_SPAN, at, NULL);
  return true;
}

/* True if another fragment follows, whose ';' is then read. */
static bool more_fragments(line *l) {
  anno_str rest = l->rest;
  while (rest.len && rest.ptr[0] == ' ') rest = anno_str_sub(rest, 1, rest.len);
  if (!rest.len || rest.ptr[0] != ';') return false;
  l->rest = anno_str_sub(rest, 1, rest.len);
  return true;
}

/* TYPE BEGIN END[;BEGIN END]* TAB TEXT; a blank instead of the tab is understood. */
static void read_span(line *l) {
  if (!read_type(l)) return;
  bool ok = true;
  do ok = read_fragment(l);
  while (ok && more_fragments(l));
  anno_item *item = anno_doc_item(l->doc, l->node);
  const size_t tab = anno_str_find(l->rest, 0, '\t');
  const anno_str before = anno_str_sub(l->rest, 0, tab);
  const bool at_tab = tab < l->rest.len && (!ok || !anno_skip_blanks(before).len);
  item->recorded = at_tab ? anno_str_sub(l->rest, tab + 1, l->rest.len) : anno_skip_blanks(l->rest);
  item->has_recorded = anno_skip_blanks(item->recorded).len != 0;
  if (!item->has_recorded) item->recorded.len = 0;
  l->takes_lines = at_tab || item->has_recorded;
}

/* TYPE:TRIGGER ROLE:ID ... */
static void read_event(line *l) {
  anno_str head, type, trigger;
  if (!field(l, &head, "the type is missing")) return;
  anno_item *item = anno_doc_item(l->doc, l->node);
  if (split_id(head, &type, &trigger)) {
    item->type = type;
    item->trigger_id = trigger;
  } else {
    error(l, ANNO_BAD_LINE, head, NULL);
  }
  read_roles(l);
}

/* TYPE ROLE:ID ROLE:ID ... */
static void read_relation(line *l) {
  if (!read_type(l)) return;
  if (read_roles(l) < 2) error(l, ANNO_BAD_LINE, l->rest, "a relation has two arguments");
}

/* TYPE ID ID ... */
static void read_equivalence(line *l) {
  if (!read_type(l) || !read_target(l)) return;
  for (anno_str id; (id = anno_field(&l->rest, 0)).len;)
    anno_doc_arg(l->doc, l->node, ANNO_STR(""), id, anno_doc_place(l->at, id));
}

static void read_value(line *l) { anno_doc_item(l->doc, l->node)->value = anno_trim_end(anno_skip_blanks(l->rest)); }

/* NAME ID [VALUE], and TYPE ID TAB TEXT */
static void read_said(line *l) {
  if (read_type(l) && read_target(l)) read_value(l);
}

/* What BioNLP-ST 2013 writes before the fields of a link, in either order. */
static anno_str without_prefix(anno_str part, anno_str prefix) {
  return anno_str_starts(part, prefix) ? anno_str_sub(part, prefix.len, part.len) : part;
}

/* TYPE ID DATABASE:ENTRY TAB NAME */
static void read_link(line *l) {
  const anno_str annotation = ANNO_STR("Annotation:"), referent = ANNO_STR("Referent:");
  anno_str target, entry;
  if (!read_type(l) || !field(l, &target, "the ID it refers to is missing")) return;
  if (!field(l, &entry, "the entry is missing")) return;
  if (anno_str_starts(target, referent) && anno_str_starts(entry, annotation)) {
    const anno_str swap = target;
    target = entry;
    entry = swap;
  }
  if (anno_str_starts(target, annotation)) {
    target = without_prefix(target, annotation);
    entry = without_prefix(entry, referent);
  }
  anno_doc_arg(l->doc, l->node, ANNO_STR(""), target, anno_doc_place(l->at, target));
  anno_item *item = anno_doc_item(l->doc, l->node);
  const size_t colon = anno_str_find(entry, 0, ':');
  if (!colon || colon + 1 >= entry.len) error(l, ANNO_BAD_LINE, entry, NULL);
  item->database = anno_str_sub(entry, 0, colon);
  item->value = anno_str_sub(entry, colon + 1, entry.len);
  item->label = anno_trim_end(anno_skip_blanks(l->rest));
}

/* ---- Lines */

static const struct {
  char letter;
  anno_kind kind;
  void (*read)(line *l);
} rows[] = {
    {'T', ANNO_SPAN, read_span},         {'E', ANNO_EVENT, read_event},
    {'R', ANNO_RELATION, read_relation}, {'*', ANNO_EQUIVALENCE, read_equivalence},
    {'A', ANNO_ATTRIBUTE, read_said},    {'M', ANNO_ATTRIBUTE, read_said},
    {'N', ANNO_LINK, read_link},         {'#', ANNO_REMARK, read_said},
};
enum { ROWS = sizeof rows / sizeof *rows };

static size_t row_of(char letter) {
  size_t i = 0;
  while (i < ROWS && rows[i].letter != letter) i++;
  return i;
}

bool anno_brat_letter(char letter) { return row_of(letter) < ROWS; }

size_t anno_brat_id(anno_str s) {
  const size_t tab = anno_str_find(s, 0, '\t');
  if (!tab || tab == s.len) return 0;
  const char c = s.ptr[0];
  if (c == '*') return tab == 1 ? 1 : 0;
  size_t n = 1;
  while (n < tab && s.ptr[n] >= '0' && s.ptr[n] <= '9') n++;
  if (c == '#') return n == tab ? tab : 0;
  const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return letter && n > 1 && anno_str_find(anno_str_sub(s, 0, tab), n, ' ') == tab ? tab : 0;
}

/* The span that lines without an ID continue. */
typedef struct {
  anno_node node; /* 0: there is none */
  bool told;
} open_span;

static open_span read_line(anno_doc *doc, anno_loc at, anno_str text, size_t id_length) {
  const anno_str id = anno_str_sub(text, 0, id_length);
  const size_t row = row_of(id.ptr[0]);
  if (row == ROWS) {
    doc->read++;
    anno_doc_error(doc, ANNO_BAD_LINE, at, id);
    return (open_span){0};
  }
  line l = {.doc = doc, .at = at, .rest = anno_str_sub(text, id_length + 1, text.len)};
  l.node = anno_doc_add(doc, rows[row].kind, id, ANNO_STR(""), at);
  rows[row].read(&l);
  return (open_span){.node = l.takes_lines ? l.node : 0};
}

/* True for a line of fields: its ID is damaged, or the tab behind it is missing. Texts hardly have tabs. */
static bool is_row(anno_str text) {
  const anno_str first = anno_str_sub(text, 0, anno_str_find(text, 0, '\t'));
  const bool numbered = first.len > 1 && ((first.ptr[1] >= '0' && first.ptr[1] <= '9') || first.ptr[1] == '-');
  return first.len < text.len && (numbered || anno_str_find(first, 0, ' ') == first.len);
}

/* A line without an ID: more of a span's text, which then reaches from its begin to the end of this line. */
static void continue_span(anno_doc *doc, open_span *open, anno_loc at, anno_str text) {
  if (!open->node || is_row(text)) {
    doc->read++;
    anno_doc_error(doc, ANNO_BAD_LINE, at, text);
    return;
  }
  anno_item *item = anno_doc_item(doc, open->node);
  item->recorded.len = (size_t)(text.ptr + text.len - item->recorded.ptr);
  item->has_recorded = true;
  if (!open->told) anno_report(doc->ctx->diag, ANNO_LINE_IN_SPAN, at, NULL);
  open->told = true;
}

void anno_brat_lines(anno_doc *doc, const anno_input *input) {
  open_span open = {0};
  for (anno_str rest = input->bytes; rest.len && !anno_arena_failed(doc->ctx->document);) {
    const anno_loc at = {input, (size_t)(rest.ptr - input->bytes.ptr)};
    const anno_str text = anno_line(&rest);
    const size_t id_length = anno_brat_id(text);
    if (id_length)
      open = read_line(doc, at, text, id_length);
    else if (anno_skip_blanks(text).len)
      continue_span(doc, &open, at, text);
  }
}
