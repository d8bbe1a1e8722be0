#include "read/conllu_entity.h"

#include "base/buf.h"
#include "base/limits.h"
#include "read/said.h"

static anno_arena *arena_of(const anno_entities *e) { return e->doc->ctx->document; }

static bool is(anno_str s, const char *name) { return anno_str_eq(s, anno_str_from(name)); }

anno_entities anno_entities_in(anno_doc *doc, anno_ids *ids, anno_str fields) {
  return (anno_entities){.doc = doc, .ids = ids, .fields = fields, .names = anno_table_in(doc->ctx->document)};
}

static void error(anno_entities *e, anno_loc at, anno_str part) {
  anno_doc_error(e->doc, ANNO_BAD_ROW, anno_doc_place(at, part), part);
}

/* ---- Values */

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%28" for "(": marks of the notation itself are written so; other bytes stay, the text must remain UTF-8. */
static anno_str decoded(anno_arena *arena, anno_str s) {
  if (anno_str_find(s, 0, '%') == s.len) return s;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < s.len; i++) {
    const bool escape = s.ptr[i] == '%' && i + 2 < s.len && hex(s.ptr[i + 1]) >= 2 && hex(s.ptr[i + 2]) >= 0;
    const int code = escape ? hex(s.ptr[i + 1]) * 16 + hex(s.ptr[i + 2]) : 0;
    if (code && code < 127) i += 2;
    anno_buf_putc(&buf, code && code < 127 ? (char)code : s.ptr[i]);
  }
  return anno_buf_str(&buf);
}

static void say(anno_entities *e, anno_node mention, anno_str name, anno_str value, anno_loc at) {
  const anno_owner to = {e->doc, e->ids, anno_doc_item(e->doc, mention)->id};
  const bool link = is(name, "identity");
  const anno_node node = anno_say(&to, link ? ANNO_LINK : ANNO_ATTRIBUTE, name, anno_doc_place(at, value));
  anno_item *item = anno_doc_item(e->doc, node);
  item->value = decoded(arena_of(e), value);
  /* The field holds the title of an article. */
  if (link) item->database = ANNO_STR("Wikipedia");
}

/* ---- Mentions */

/* The index of a group plus one, 0 without memory. */
static unsigned group_of(anno_entities *e, anno_str name) {
  const unsigned known = anno_table_get(&e->names, name);
  if (known) return known;
  const anno_group group = {.name = name};
  if (!ANNO_PUSH(arena_of(e), e->groups, e->group_count, e->group_capacity, group)) return 0;
  anno_table_set(&e->names, name, (unsigned)e->group_count);
  return (unsigned)e->group_count;
}

/* Cuts "[2/3]" off a group: true if it names another part of a mention than the first. */
static bool is_later_part(anno_str *group) {
  const size_t open = anno_str_find(*group, 0, '[');
  if (open == group->len) return false;
  anno_str part = anno_str_sub(*group, open + 1, group->len);
  *group = anno_str_sub(*group, 0, open);
  size_t n;
  return anno_str_to_size(anno_str_cut(&part, '/'), &n) && n > 1;
}

static anno_node add_mention(anno_entities *e, unsigned group, anno_loc at) {
  anno_group *g = &e->groups[group - 1];
  const anno_str id = anno_ids_take(e->ids, anno_arena_print(arena_of(e), "%.*s/%u", ANNO_FMT(g->name), ++g->count));
  const anno_node node = anno_doc_add(e->doc, ANNO_SPAN, id, ANNO_STR("Entity"), at);
  if (!g->first) g->first = node;
  g->last = node;
  const anno_mention mention = {group, node};
  ANNO_PUSH(arena_of(e), e->mentions, e->mention_count, e->mention_capacity, mention);
  return node;
}

/* The fields behind the group: named by the header, of which the last one may hold hyphens. */
static void read_fields(anno_entities *e, anno_node node, anno_str rest, anno_loc at) {
  anno_str names = e->fields;
  anno_str_cut(&names, '-');
  while (rest.len) {
    const anno_str name = names.len ? anno_str_cut(&names, '-') : ANNO_STR("other");
    const anno_str value = names.len ? anno_str_cut(&rest, '-') : rest;
    if (!names.len) rest.len = 0;
    if (!value.len) continue;
    if (is(name, "etype") || is(name, "entity"))
      anno_doc_item(e->doc, node)->type = value;
    else
      say(e, node, name, value, at);
  }
}

/* True unless too many are open, which is told once. */
static bool may_open(anno_entities *e, anno_loc at, anno_str body) {
  if (e->open_count < ANNO_MOST_conllu_entities) return true;
  if (!e->too_deep) anno_doc_error(e->doc, ANNO_LIMIT, at, body);
  e->too_deep = true;
  return false;
}

/* Without names of fields a group may be called anything. */
static anno_str cut_group(const anno_entities *e, anno_str *rest) {
  return anno_str_cut(rest, e->fields.len ? '-' : ')');
}

/* Where groups are called by type and number, "person-1", that is the type of their mentions. */
static void read_type(anno_entities *e, anno_node node, anno_str name) {
  size_t n = 0;
  while (n < name.len && name.ptr[n] >= 'a' && name.ptr[n] <= 'z') n++;
  const bool number = n + 1 < name.len && name.ptr[n] == '-' && name.ptr[n + 1] >= '0' && name.ptr[n + 1] <= '9';
  if (n && number) anno_doc_item(e->doc, node)->type = anno_str_sub(name, 0, n);
}

/* GROUP-FIELD-FIELD ... behind "(". */
static bool open_mention(anno_entities *e, anno_str body, size_t begin, anno_loc at) {
  const anno_loc place = anno_doc_place(at, body);
  anno_str rest = body, name = cut_group(e, &rest);
  const bool later = is_later_part(&name);
  if (!name.len) error(e, at, body);
  const unsigned group = name.len && may_open(e, place, body) ? group_of(e, name) : 0;
  if (!group) return false;
  const anno_node known = later ? e->groups[group - 1].last : 0;
  const anno_node node = known ? known : add_mention(e, group, place);
  if (!known) read_fields(e, node, rest, at);
  if (!known && !e->fields.len) read_type(e, node, name);
  const anno_open_mention mention = {{group, node}, begin, body};
  return ANNO_PUSH(arena_of(e), e->open, e->open_count, e->open_capacity, mention);
}

/* GROUP before ")": of the mention of that group that was opened last. */
static void close_mention(anno_entities *e, anno_str name, size_t end, anno_loc at) {
  const anno_str whole = name;
  is_later_part(&name);
  const unsigned group = anno_table_get(&e->names, name);
  size_t i = e->open_count;
  while (i && e->open[i - 1].mention.group != group) i--;
  if (!i || !group) {
    error(e, at, whole);
    return;
  }
  anno_doc_fragment(e->doc, e->open[i - 1].mention.node, e->open[i - 1].begin, end);
  memmove(&e->open[i - 1], &e->open[i], (e->open_count - i) * sizeof *e->open);
  e->open_count--;
}

static size_t find_bracket(anno_str s) {
  size_t n = 0;
  while (n < s.len && s.ptr[n] != '(' && s.ptr[n] != ')') n++;
  return n;
}

void anno_entities_read(anno_entities *e, anno_str value, size_t begin, size_t end, anno_loc at) {
  while (value.len) {
    const bool opens = value.ptr[0] == '(';
    if (opens) value = anno_str_sub(value, 1, value.len);
    const size_t n = find_bracket(value);
    const bool closes = n < value.len && value.ptr[n] == ')';
    const anno_str body = anno_str_sub(value, 0, n);
    value = anno_str_sub(value, n + closes, value.len);
    anno_str group = body;
    const bool opened = opens && open_mention(e, body, begin, at);
    if (opened) group = cut_group(e, &group);
    if (closes && (opened || !opens)) close_mention(e, group, end, at);
    if (!closes && !opens) error(e, at, body);
  }
}

/* ---- Relations between clusters */

static void add_end(anno_entities *e, anno_node relation, const char *role, anno_str group, anno_loc at) {
  const unsigned index = anno_table_get(&e->names, group);
  const anno_late_arg late = {relation, anno_str_from(role), group, at};
  if (index)
    anno_doc_arg(e->doc, relation, late.role, anno_doc_item(e->doc, e->groups[index - 1].last)->id, at);
  else
    ANNO_PUSH(arena_of(e), e->late, e->late_count, e->late_capacity, late);
}

void anno_entities_relate(anno_entities *e, anno_str type, anno_str value, anno_loc at) {
  anno_str before = ANNO_STR("");
  anno_node node = 0;
  while (value.len) {
    const anno_str pair = anno_str_cut(&value, ',');
    const anno_loc place = anno_doc_place(at, pair);
    anno_str subtype = pair;
    const anno_str ends = anno_str_cut(&subtype, ':');
    anno_str anaphor = ends;
    const anno_str antecedent = anno_str_cut(&anaphor, '<');
    if (!antecedent.len || !anaphor.len) {
      error(e, at, pair);
      continue;
    }
    /* The parts of one split antecedent are one relation. */
    const bool more = node && is(type, "SplitAnte") && anno_str_eq(anaphor, before);
    if (!more) {
      const anno_str id = anno_arena_print(arena_of(e), "%.*s:%.*s", ANNO_FMT(type), ANNO_FMT(ends));
      node = anno_doc_add(e->doc, ANNO_RELATION, anno_ids_take(e->ids, id), type, place);
      add_end(e, node, "anaphor", anaphor, place);
      if (subtype.len) say(e, node, ANNO_STR("subtype"), subtype, at);
    }
    add_end(e, node, "antecedent", antecedent, place);
    before = anaphor;
  }
}

/* ---- The end of the document */

static void join_groups(anno_entities *e) {
  anno_node *joined = anno_arena_array(arena_of(e), e->group_count + 1, sizeof *joined);
  if (!joined) return;
  for (size_t i = 0; i < e->group_count; i++) {
    const anno_group *g = &e->groups[i];
    if (g->count < 2) continue;
    const anno_str id = anno_ids_take(e->ids, anno_arena_print(arena_of(e), "%.*s/", ANNO_FMT(g->name)));
    joined[i] = anno_doc_add(e->doc, ANNO_EQUIVALENCE, id, ANNO_STR("Entity"), anno_doc_item(e->doc, g->first)->at);
  }
  for (size_t i = 0; i < e->mention_count; i++) {
    const anno_node set = joined[e->mentions[i].group - 1];
    const anno_item *mention = anno_doc_item(e->doc, e->mentions[i].node);
    if (set) anno_doc_arg(e->doc, set, ANNO_STR(""), mention->id, mention->at);
  }
}

void anno_entities_end(anno_entities *e, anno_loc at) {
  for (size_t i = 0; i < e->open_count && !e->too_deep; i++) error(e, at, e->open[i].at);
  for (size_t i = 0; i < e->late_count; i++) {
    const anno_late_arg *late = &e->late[i];
    const unsigned group = anno_table_get(&e->names, late->group);
    const anno_str id = group ? anno_doc_item(e->doc, e->groups[group - 1].first)->id : late->group;
    anno_doc_arg(e->doc, late->relation, late->role, id, late->at);
  }
  join_groups(e);
}
