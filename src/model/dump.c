#include "model/dump.h"

static const char *const kind_names[] = {[ANNO_SPAN] = "span",           [ANNO_EVENT] = "event",
                                         [ANNO_RELATION] = "relation",   [ANNO_EQUIVALENCE] = "equivalence",
                                         [ANNO_ATTRIBUTE] = "attribute", [ANNO_LINK] = "link",
                                         [ANNO_REMARK] = "remark"};

static void put(anno_out *out, const char *s) { anno_out_put(out, anno_str_from(s)); }

static void put_number(anno_out *out, size_t n) {
  char digits[24];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + n % 10);
  } while (n /= 10);
  anno_out_put(out, (anno_str){digits + at, sizeof digits - at});
}

static void put_escaped(anno_out *out, char c) {
  static const char hex[] = "0123456789ABCDEF";
  const unsigned char u = (unsigned char)c;
  if (c == '\n')
    put(out, "\\n");
  else if (c == '\r')
    put(out, "\\r");
  else if (c == '\t')
    put(out, "\\t");
  else if (c == '"' || c == '\\')
    anno_out_put(out, (anno_str){(char[]){'\\', c}, 2});
  else
    anno_out_put(out, (anno_str){(char[]){'\\', 'x', hex[u >> 4], hex[u & 15]}, 4});
}

static bool is_plain(char c) { return (unsigned char)c >= ' ' && c != '"' && c != '\\' && c != 127; }

static void put_quoted(anno_out *out, anno_str s) {
  put(out, "\"");
  for (size_t i = 0, from = 0; i <= s.len; i++) {
    if (i < s.len && is_plain(s.ptr[i])) continue;
    anno_out_put(out, anno_str_sub(s, from, i));
    if (i < s.len) put_escaped(out, s.ptr[i]);
    from = i + 1;
  }
  put(out, "\"");
}

/* Names stand bare unless that would make the line ambiguous. */
static void put_name(anno_out *out, anno_str s) {
  bool bare = s.len > 0;
  for (size_t i = 0; i < s.len; i++) bare = bare && is_plain(s.ptr[i]) && s.ptr[i] != ' ';
  if (bare)
    anno_out_put(out, s);
  else
    put_quoted(out, s);
}

/* Line and column, behind the file's name if it is not the document's first one. */
static void put_place(anno_out *out, const anno_doc *doc, anno_loc at, anno_cursor *cursor) {
  const anno_place place = anno_cursor_place(cursor, at);
  if (at.input != doc->at.input && at.input) {
    anno_out_put(out, at.input->name);
    put(out, ":");
  }
  put_number(out, place.line);
  put(out, ":");
  put_number(out, place.column);
}

static void put_ref(anno_out *out, const anno_doc *doc, anno_node node) {
  if (node && node < doc->count)
    put_name(out, doc->items[node].id);
  else
    put(out, "?");
}

static void put_fragments(anno_out *out, const anno_fragment *fragments, size_t count) {
  for (size_t i = 0; i < count; i++) {
    put(out, " ");
    put_number(out, fragments[i].begin);
    put(out, "..");
    put_number(out, fragments[i].end);
  }
}

static void put_span(anno_out *out, const anno_item *item) {
  put_fragments(out, item->fragments, item->fragment_count);
  put(out, " ");
  put_quoted(out, item->text);
  if (item->has_recorded && !anno_str_eq(item->recorded, item->text)) {
    put(out, " recorded ");
    put_quoted(out, item->recorded);
  }
  if (item->text_only) put(out, " not in the text");
  if (item->anchored_from) {
    put(out, " moved from");
    put_fragments(out, item->anchored_from, item->fragment_count);
  }
  if (item->triggers) put(out, " trigger");
}

/* An attribute, a link or a remark: what it is said of, and what is said. */
static void put_said(anno_out *out, const anno_doc *doc, const anno_item *item) {
  put(out, " of ");
  put_ref(out, doc, item->arg_count ? item->args[0].filler : 0);
  if (item->kind == ANNO_LINK) {
    put(out, " ");
    put_quoted(out, item->database);
  }
  if (item->value.len || item->kind != ANNO_ATTRIBUTE) {
    put(out, " ");
    (item->value_kind == ANNO_WORDS ? put_quoted : put_name)(out, item->value);
  }
  if (item->kind == ANNO_LINK && item->label.len) {
    put(out, " ");
    put_quoted(out, item->label);
  }
}

static void put_args(anno_out *out, const anno_doc *doc, const anno_item *item) {
  for (size_t i = 0; i < item->arg_count; i++) {
    const anno_arg *arg = &item->args[i];
    put(out, "    ");
    if (arg->role.len) {
      put_name(out, arg->role);
      put(out, " ");
    }
    if (!anno_str_eq(arg->base, arg->role)) {
      put(out, "(");
      put_name(out, arg->base);
      put(out, ") ");
    }
    put_ref(out, doc, arg->filler);
    put(out, "\n");
  }
}

static void put_item(anno_out *out, const anno_doc *doc, const anno_item *item, anno_cursor *cursor) {
  put_place(out, doc, item->at, cursor);
  put(out, " ");
  put(out, kind_names[item->kind]);
  put(out, " ");
  put_name(out, item->id);
  put(out, " ");
  put_name(out, item->type);
  if (item->layer.len) {
    put(out, " in ");
    put_name(out, item->layer);
  }
  if (item->kind == ANNO_SPAN) put_span(out, item);
  if (item->kind == ANNO_ATTRIBUTE || item->kind == ANNO_LINK || item->kind == ANNO_REMARK) {
    put_said(out, doc, item);
    put(out, "\n");
    return;
  }
  if (item->kind == ANNO_EVENT && item->trigger_id.len) {
    put(out, " at ");
    put_ref(out, doc, item->trigger);
  }
  put(out, "\n");
  put_args(out, doc, item);
}

static void put_names(anno_out *out, const char *what, const anno_str *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    put(out, what);
    put_name(out, names[i]);
    put(out, "\n");
  }
}

static void put_schema(anno_out *out, const anno_schema *schema) {
  for (size_t i = 0; i < schema->type_count; i++) {
    put(out, "type ");
    put_name(out, schema->types[i].name);
    if (schema->types[i].parent.len) {
      put(out, " below ");
      put_name(out, schema->types[i].parent);
    }
    put(out, "\n");
  }
  put_names(out, "role ", schema->roles, schema->role_count);
  put_names(out, "symmetric ", schema->symmetric, schema->symmetric_count);
}

void anno_dump(anno_out *out, const anno_doc *doc, anno_cursor *cursor) {
  put(out, "document ");
  put_quoted(out, doc->id);
  if (doc->annotator.len) {
    put(out, " by ");
    put_quoted(out, doc->annotator);
  }
  put(out, " format ");
  put_name(out, doc->format);
  put(out, doc->has_text ? " characters " : " without text");
  if (doc->has_text) put_number(out, doc->index.count);
  put(out, " annotations ");
  put_number(out, doc->read);
  put(out, "\n");
  if (doc->schema) put_schema(out, doc->schema);
  for (size_t i = 1; i < doc->count; i++) put_item(out, doc, &doc->items[i], cursor);
}
