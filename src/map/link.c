/* Links: which entry of which database they mean, and which referent they name. */
#include "map/work.h"

/* Parsers may remove parts like "/../", and the IRI would be another one. */
static bool has_dot_segment(anno_str path) {
  while (path.len) {
    const anno_str part = anno_str_cut(&path, '/');
    if (anno_str_eq(part, ANNO_STR(".")) || anno_str_eq(part, ANNO_STR(".."))) return true;
  }
  return false;
}

/* SCHEME://: what entries of knowledge bases are called where no database is named. */
static bool is_iri(anno_str s) {
  const anno_str mark = ANNO_STR("://");
  const size_t colon = anno_str_find(s, 0, ':');
  return colon && anno_str_starts(anno_str_sub(s, colon, s.len), mark) && anno_iri_ok(s) && !has_dot_segment(s);
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* What a part of an IRI stands for; as it is written if that is no text. */
static anno_str decoded(anno_arena *arena, anno_str s) {
  if (anno_str_find(s, 0, '%') == s.len) return s;
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < s.len; i++) {
    const bool room = s.ptr[i] == '%' && i + 2 < s.len;
    const int high = room ? hex_digit(s.ptr[i + 1]) : -1, low = room ? hex_digit(s.ptr[i + 2]) : -1;
    anno_buf_putc(&buf, (char)(high < 0 || low < 0 ? s.ptr[i] : high << 4 | low));
    if (high >= 0 && low >= 0) i += 2;
  }
  const anno_str text = anno_buf_str(&buf);
  return anno_utf_invalid(text) < text.len ? s : text;
}

/* An entry of authority.ttl by its own IRI; documents keep the corpus's name, whatever --base makes of it. */
static bool is_of_authority(const anno_work *work, anno_str iri, anno_str *entry) {
  const anno_corpus *corpus = work->map->corpus;
  const anno_str bases[] = {corpus->base, corpus->declared}, path = anno_mint_path(ANNO_MINT_ENTITY);
  for (size_t i = 0; i < 2; i++) {
    if (!bases[i].len || !anno_str_starts(iri, bases[i])) continue;
    const anno_str rest = anno_str_sub(iri, bases[i].len, iri.len);
    if (!anno_str_starts(rest, path)) continue;
    *entry = anno_str_sub(rest, path.len, rest.len);
    return anno_corpus_label(corpus, anno_mint(work->arena, corpus->base, ANNO_MINT_ENTITY, *entry)).len != 0;
  }
  return false;
}

/* HOST-REST, without characters that could be taken for a path of ours. */
static anno_str local_of(anno_arena *arena, anno_str iri) {
  anno_str rest = iri;
  anno_str_cut(&rest, ':');
  if (anno_str_starts(iri, ANNO_STR("http"))) rest = anno_str_sub(rest, 2, rest.len);
  const anno_str host = anno_str_cut(&rest, '/');
  const anno_str path = anno_mint_path_of(
      arena, anno_arena_print(arena, rest.len ? "%.*s-%.*s" : "%.*s%.*s", ANNO_FMT(host), ANNO_FMT(rest)));
  anno_buf buf = anno_buf_in(arena);
  for (size_t i = 0; i < path.len; i++)
    anno_buf_put(&buf, path.ptr[i] == '/' ? ANNO_STR("%2F") : (anno_str){path.ptr + i, 1});
  return anno_buf_str(&buf);
}

/* The IRI that a rule's database gives its entry; "" if it gives none. */
static anno_str iri_of(const anno_work *work, const anno_entry *e) {
  if (anno_iri_ok(e->value)) return e->value;
  const anno_str entry = anno_mint_path_of(work->arena, e->value);
  size_t number;
  const bool numbered = e->rule->number_prefix.len && anno_str_to_size(e->value, &number);
  const anno_str prefix = numbered ? e->rule->number_prefix : e->rule->iri_prefix;
  if (prefix.len) return anno_arena_print(work->arena, "%.*s%.*s", ANNO_FMT(prefix), ANNO_FMT(entry));
  if (e->authority) return anno_mint(work->arena, work->map->corpus->base, ANNO_MINT_ENTITY, entry);
  return ANNO_STR("");
}

static void name_referent(const anno_work *work, anno_entry *e) {
  const anno_str entry = anno_mint_path_of(work->arena, e->value), base = work->map->corpus->base;
  if (!e->rule->identity.len) return;
  if (e->authority) {
    e->referent = anno_mint(work->arena, base, ANNO_MINT_ENTITY, entry);
    return;
  }
  const anno_str database = anno_mint_path_of(work->arena, e->database);
  const anno_str local = anno_arena_print(work->arena, "%.*s-%.*s", ANNO_FMT(database), ANNO_FMT(entry));
  e->referent = anno_mint(work->arena, base, ANNO_MINT_ENTITY, local);
  e->same = e->rule->iri_prefix.len != 0;
}

/* By the name of the database. */
static void find_named(const anno_work *work, anno_entry *e) {
  e->authority = anno_str_eq(e->rule->identity, anno_vocab_iri(ANNO_V_rule_Authority));
  e->iri = iri_of(work, e);
  name_referent(work, e);
}

/* By the IRI of an entry of a database. */
static void find_by_prefix(const anno_work *work, anno_entry *e, anno_str rest) {
  const anno_str iri = e->value;
  e->by_iri = true;
  e->database = e->rule->database;
  e->value = decoded(work->arena, rest);
  e->authority = anno_str_eq(e->rule->identity, anno_vocab_iri(ANNO_V_rule_Authority));
  size_t number;
  const bool numbered = e->rule->number_prefix.len && anno_str_to_size(rest, &number);
  const anno_str prefix = numbered ? e->rule->number_prefix : e->rule->iri_prefix;
  e->iri = prefix.len ? anno_arena_print(work->arena, "%.*s%.*s", ANNO_FMT(prefix), ANNO_FMT(rest)) : iri;
  name_referent(work, e);
}

/* By an IRI of no database. */
static void find_by_iri(const anno_work *work, anno_entry *e) {
  const anno_str base = work->map->corpus->base;
  anno_str rest;
  e->by_iri = true;
  e->authority = is_of_authority(work, e->value, &rest);
  e->referent = anno_mint(work->arena, base, ANNO_MINT_ENTITY, e->authority ? rest : local_of(work->arena, e->value));
  e->iri = e->authority ? e->referent : e->value;
  e->same = !e->authority;
  e->rule = NULL;
}

const anno_entry *anno_link_entry(anno_work *work, anno_node link) {
  const anno_item *item = anno_work_item(work, link);
  const anno_rules *rules = work->map->rules;
  anno_sense *sense = &work->senses[link];
  if (sense->entry) return sense->entry;
  anno_entry *e = anno_arena_take(work->arena, sizeof *e);
  if (!e) return NULL;
  *e = (anno_entry){.database = item->database, .value = item->value};
  anno_str rest = ANNO_STR("");
  const bool iri = is_iri(item->value);
  const anno_link_rule *by_iri = iri ? anno_rules_link_of(rules, item->value, &rest) : NULL;
  e->rule = by_iri ? by_iri : anno_rules_link(rules, item->database);
  if (by_iri)
    find_by_prefix(work, e, rest);
  else if (iri && (!e->rule || e->rule->identity.len))
    find_by_iri(work, e);
  else if (e->rule)
    find_named(work, e);
  return sense->entry = e;
}
