#include "read/brat_conf.h"

#include "base/limits.h"
#include "base/buf.h"
#include "base/table.h"
#include "read/fields.h"

typedef enum { NO_SECTION, ENTITIES, RELATIONS, EVENTS, ATTRIBUTES, UNKNOWN_SECTION } section;

/* Macros may hold macros: without a bound a file of one kilobyte could grow to any size. */
enum { MAX_SHOWN = 60 };

typedef struct {
  const anno_ctx *ctx;
  anno_schema *schema;
  anno_loc at; /* the line */
  section section;
  anno_str *macros; /* names with their brackets, and values, by turns */
  size_t macro_count, macro_capacity;
  anno_str *path; /* the last type at each depth */
  size_t depth, path_capacity;
  anno_table roles, types, symmetric; /* what is in the schema */
} conf;

static void complain(const conf *c, anno_str part, const char *what) {
  const anno_loc at = anno_doc_place(c->at, part);
  if (part.len > MAX_SHOWN) part.len = MAX_SHOWN;
  part.len = anno_utf_invalid(part); /* not half a character */
  anno_report(c->ctx->diag, ANNO_BAD_CONF, at, "%s: %.*s", what, ANNO_FMT(part));
}

static bool add_once(conf *c, anno_table *known, anno_str key) {
  if (anno_table_get(known, key)) return false;
  return anno_table_set(known, key, 1) && !anno_arena_failed(c->ctx->document);
}

/* ---- Macros: <NAME>=VALUE, then <NAME> anywhere in a line */

static bool is_reserved(anno_str name) {
  static const anno_str names[] = {ANNO_STR_INIT("<ANY>"),     ANNO_STR_INIT("<ENTITY>"),  ANNO_STR_INIT("<RELATION>"),
                                   ANNO_STR_INIT("<EVENT>"),   ANNO_STR_INIT("<NONE>"),    ANNO_STR_INIT("<REL-TYPE>"),
                                   ANNO_STR_INIT("<OVERLAP>"), ANNO_STR_INIT("<OVL-TYPE>")};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (anno_str_eq(name, names[i])) return true;
  return false;
}

static const anno_str *macro_value(const conf *c, anno_str name) {
  for (size_t i = c->macro_count; i; i -= 2)
    if (anno_str_eq(c->macros[i - 2], name)) return &c->macros[i - 1];
  return NULL;
}

/* `text` with its macros replaced: the view itself if there are none. */
static anno_str expand(conf *c, anno_str text) {
  anno_buf buf = anno_buf_in(c->ctx->document);
  size_t done = 0;
  for (size_t open = 0; (open = anno_str_find(text, open, '<')) < text.len; open++) {
    const size_t close = anno_str_find(text, open, '>');
    const anno_str *value = close < text.len ? macro_value(c, anno_str_sub(text, open, close + 1)) : NULL;
    if (!value) continue;
    anno_buf_put(&buf, anno_str_sub(text, done, open));
    anno_buf_put(&buf, *value);
    done = close + 1;
    open = close;
    if (buf.len <= ANNO_MOST_conf_line_bytes) continue;
    complain(c, text, "too long after replacing macros");
    return ANNO_STR("");
  }
  if (!done) return text;
  anno_buf_put(&buf, anno_str_sub(text, done, text.len));
  return anno_buf_str(&buf);
}

/* True if `text` defines a macro, which is then known. */
static bool read_macro(conf *c, anno_str text) {
  const size_t close = anno_str_find(text, 0, '>');
  if (!text.len || text.ptr[0] != '<' || close + 1 >= text.len || text.ptr[close + 1] != '=') return false;
  const anno_str name = anno_str_sub(text, 0, close + 1);
  if (is_reserved(name)) {
    complain(c, name, "a reserved name");
    return true;
  }
  const anno_str value = expand(c, anno_trim_end(anno_skip_blanks(anno_str_sub(text, close + 2, text.len))));
  anno_arena *arena = c->ctx->document;
  if (ANNO_PUSH(arena, c->macros, c->macro_count, c->macro_capacity, name))
    ANNO_PUSH(arena, c->macros, c->macro_count, c->macro_capacity, value);
  return true;
}

/* ---- Types */

static void add_type(conf *c, anno_str name, anno_str parent) {
  anno_schema *s = c->schema;
  const anno_str key = anno_arena_print(c->ctx->document, "%.*s\t%.*s", ANNO_FMT(parent), ANNO_FMT(name));
  if (!add_once(c, &c->types, key)) return;
  ANNO_PUSH(c->ctx->document, s->types, s->type_count, s->type_capacity, ((anno_type_row){name, parent}));
}

/* The type that `terms` ("!Name|label|...") names: its first term, without the mark of types that only group. */
static anno_str type_name(anno_str terms) {
  anno_str name = anno_str_sub(terms, 0, anno_str_find(terms, 0, '|'));
  if (name.len && name.ptr[0] == '!') name = anno_str_sub(name, 1, name.len);
  return name;
}

/* Puts the type at its depth in the hierarchy: one blank or tab is one level. */
static bool place_type(conf *c, anno_str name, size_t depth) {
  if (depth > c->depth) {
    complain(c, name, "no type above this one");
    return false;
  }
  c->depth = depth;
  if (!ANNO_PUSH(c->ctx->document, c->path, c->depth, c->path_capacity, name)) return false;
  if (c->section != ATTRIBUTES) add_type(c, name, depth ? c->path[depth - 1] : ANNO_STR(""));
  return true;
}

/* ---- Roles: NAME:TYPE|TYPE, with ? * + or {2} behind the name */

static anno_str without_cardinality(anno_str role) {
  while (role.len) {
    const char last = role.ptr[role.len - 1];
    const size_t brace = anno_str_find(role, 0, '{');
    if (last == '?' || last == '*' || last == '+')
      role.len--;
    else if (last == '}' && brace < role.len)
      role.len = brace;
    else
      break;
  }
  return role;
}

static bool has_part(anno_str parts, anno_str part) {
  while (parts.len)
    if (anno_str_eq(anno_str_cut(&parts, '-'), part)) return true;
  return false;
}

static void read_relation_kind(conf *c, anno_str type, anno_str parts) {
  anno_schema *s = c->schema;
  if (!has_part(parts, ANNO_STR("symmetric")) || !has_part(parts, ANNO_STR("transitive"))) return;
  if (add_once(c, &c->symmetric, type))
    ANNO_PUSH(c->ctx->document, s->symmetric, s->symmetric_count, s->symmetric_capacity, type);
}

static void read_role(conf *c, anno_str type, anno_str part) {
  anno_schema *s = c->schema;
  const size_t colon = anno_str_find(part, 0, ':');
  const anno_str key = anno_trim_end(anno_str_sub(part, 0, colon)), role = without_cardinality(key);
  if (colon == part.len || !role.len) {
    complain(c, part, "not a role");
    return;
  }
  if (anno_str_eq(key, ANNO_STR("<REL-TYPE>"))) {
    read_relation_kind(c, type, anno_skip_blanks(anno_str_sub(part, colon + 1, part.len)));
  } else if (key.ptr[0] != '<' && add_once(c, &c->roles, role)) {
    ANNO_PUSH(c->ctx->document, s->roles, s->role_count, s->role_capacity, role);
  }
}

/* ---- Lines */

static bool is_line_of_hyphens(anno_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] != '-') return false;
  return true;
}

static void read_type(conf *c, anno_str text, size_t depth) {
  anno_str rest = expand(c, text);
  if (!rest.len) return;
  const anno_str name = type_name(anno_field(&rest, 0));
  if (!name.len) {
    complain(c, text, "no type");
    return;
  }
  /* <OVERLAP> and ENTITY-NESTING say what the editor lets overlap: no relations. */
  if (name.ptr[0] == '<' || anno_str_eq(name, ANNO_STR("ENTITY-NESTING"))) return;
  if (!place_type(c, name, depth) || (c->section != RELATIONS && c->section != EVENTS)) return;
  while (rest.len) {
    const anno_str part = anno_trim_end(anno_skip_blanks(anno_str_cut(&rest, ',')));
    if (part.len) read_role(c, name, part);
  }
}

static void read_section(conf *c, anno_str text) {
  static const anno_str names[] = {[ENTITIES] = ANNO_STR_INIT("[entities]"),
                                   [RELATIONS] = ANNO_STR_INIT("[relations]"),
                                   [EVENTS] = ANNO_STR_INIT("[events]"),
                                   [ATTRIBUTES] = ANNO_STR_INIT("[attributes]")};
  c->depth = 0;
  c->section = ENTITIES;
  while (c->section < UNKNOWN_SECTION && !anno_str_eq(names[c->section], text)) c->section++;
  if (c->section == UNKNOWN_SECTION) complain(c, text, "unknown section");
}

static void read_line(conf *c, anno_str line) {
  const anno_str text = anno_trim_end(anno_skip_blanks(line));
  const size_t depth = (size_t)(text.ptr - line.ptr);
  c->at = anno_doc_place(c->at, text);
  if (!text.len || text.ptr[0] == '#' || is_line_of_hyphens(text)) return;
  if (text.ptr[0] == '[' && text.ptr[text.len - 1] == ']')
    read_section(c, text);
  else if (c->section == NO_SECTION)
    complain(c, text, "before any section");
  else if (c->section != UNKNOWN_SECTION && !(depth == 0 && read_macro(c, text)))
    read_type(c, text, depth);
}

const anno_schema *anno_brat_conf(const anno_ctx *ctx, const anno_input *input) {
  anno_arena *arena = ctx->document;
  conf c = {.ctx = ctx,
            .schema = anno_arena_take(arena, sizeof *c.schema),
            .at = {input, 0},
            .roles = anno_table_in(arena),
            .types = anno_table_in(arena),
            .symmetric = anno_table_in(arena)};
  for (anno_str rest = input->bytes; rest.len && !anno_arena_failed(arena);) read_line(&c, anno_line(&rest));
  return anno_arena_failed(arena) ? NULL : c.schema;
}
