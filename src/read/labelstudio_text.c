#include "base/buf.h"
#include "read/labelstudio.h"

static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }
/* More tags than any configuration has; regions on further ones have no text. */
enum { MOST_PARTS = 64 };

static bool is_string(anno_json v) { return anno_json_is(v) == ANNO_JSON_STRING; }

/* ---- Dialogues */

/* The first of `keys` that a turn has as a string; nothing if there is none. */
static anno_json one_of(anno_json turn, const char *const *keys) {
  for (; *keys; keys++)
    if (is_string(member(turn, *keys))) return member(turn, *keys);
  return (anno_json){0};
}

/* The keys that a labelling configuration has unless it names others, and what others are called. */
static anno_json author_of(anno_json turn) {
  static const char *const keys[] = {"author", "name", "speaker", NULL};
  return one_of(turn, keys);
}

static anno_json words_of(anno_json turn) {
  static const char *const keys[] = {"text", "phrase", "utterance", "content", NULL};
  return one_of(turn, keys);
}

static bool is_dialogue(anno_json value) {
  return anno_json_is(value) == ANNO_JSON_ARRAY && is_string(words_of(anno_json_first(value)));
}

static anno_json find_dialogue(anno_json data, anno_str name) {
  const anno_json named = anno_json_get(data, name);
  if (is_dialogue(named)) return named;
  ANNO_JSON_EACH(value, data) if (is_dialogue(value)) return value;
  return (anno_json){0};
}

/* The turns, which have a place only once the unit of offsets is known. Some authors have the colon in the name. */
static void find_turns(anno_arena *arena, anno_ls_part *part) {
  part->turns = anno_arena_array(arena, anno_json_count(part->source) + 1, sizeof *part->turns);
  if (!part->turns) return;
  ANNO_JSON_EACH(json, part->source) {
    anno_str name = anno_json_text(author_of(json));
    while (name.len && (name.ptr[name.len - 1] == ':' || anno_is_white(name.ptr[name.len - 1]))) name.len--;
    part->turns[part->turn_count++] =
        (anno_ls_turn){.json = json, .name = name, .words = anno_json_text(words_of(json))};
  }
}

/* ---- One text of all */

/* Text that is put together, and how long it is in the unit of offsets. */
typedef struct {
  anno_buf out;
  anno_unit unit;
  size_t length;
} joining;

static void put(joining *to, anno_str s) {
  anno_buf_put(&to->out, s);
  /* Bytes that begin a character; in UTF-16 those of four-byte characters twice. */
  for (size_t i = 0; i < s.len; i++) {
    const unsigned char c = (unsigned char)s.ptr[i];
    to->length += (size_t)((c & 0xC0) != 0x80) + (size_t)(to->unit == ANNO_UTF16_UNITS && c >= 0xF0);
  }
}

/* AUTHOR: TEXT */
static void put_turn(joining *to, anno_ls_turn *turn) {
  turn->author = to->length;
  put(to, turn->name);
  turn->author_end = to->length;
  if (turn->name.len) put(to, ANNO_STR(": "));
  turn->begin = to->length;
  put(to, turn->words);
  turn->end = to->length;
}

static void put_part(joining *to, anno_ls_part *part) {
  part->begin = to->length;
  put(to, part->text);
  for (size_t i = 0; i < part->turn_count; i++) {
    if (i) put(to, ANNO_STR("\n"));
    put_turn(to, &part->turns[i]);
  }
  part->end = to->length;
}

/* Two tags may show one member. */
static const anno_ls_part *same_source(const anno_ls_parts *parts, const anno_ls_part *part) {
  for (const anno_ls_part *p = parts->items; p < part; p++)
    if (p->source.node == part->source.node && p->form == part->form) return p;
  return NULL;
}

static void join(anno_arena *arena, anno_ls_parts *parts) {
  joining to = {.out = anno_buf_in(arena), .unit = parts->unit};
  size_t met = 0;
  for (size_t i = 0; i < parts->count; i++) {
    anno_ls_part *part = &parts->items[i];
    const anno_ls_part *same = same_source(parts, part);
    if (!anno_json_is(part->source)) continue;
    if (same) {
      const anno_str name = part->name;
      *part = *same;
      part->name = name;
      continue;
    }
    if (met++) put(&to, ANNO_STR("\n"));
    put_part(&to, part);
    parts->joined |= met > 1 || part->form == ANNO_LS_DIALOGUE;
  }
  parts->has_text = met != 0;
  parts->text = anno_buf_str(&to.out);
}

/* ---- Parts */

const anno_ls_part *anno_ls_part_of(const anno_ls_parts *parts, anno_str to_name) {
  for (size_t i = 0; i < parts->count; i++)
    if (anno_str_eq(parts->items[i].name, to_name)) return &parts->items[i];
  return NULL;
}

static void find_part(const anno_ls_search *in, anno_json data, bool has_regions, anno_ls_part *part) {
  anno_ls_search s = *in;
  s.part = part;
  if (part->form != ANNO_LS_DIALOGUE) anno_ls_find_text(&s, data, part);
  if (part->form != ANNO_LS_DIALOGUE && (anno_json_is(part->source) || has_regions)) return;
  part->form = ANNO_LS_DIALOGUE;
  part->source = find_dialogue(data, part->name);
  find_turns(s.arena, part);
}

/* Since version 1.4 offsets in a text or page are code points, before they were UTF-16 units, which those in turns
   still are. The texts that regions record tell, or else whether regions lie within. */
static void find_unit(const anno_ls_search *in, anno_ls_parts *parts) {
  anno_ls_search s = *in;
  size_t agree[2] = {0}, inside[2] = {0};
  bool turns = false;
  for (size_t i = 0; i < parts->count && !anno_arena_failed(s.arena); i++) {
    s.part = &parts->items[i];
    const anno_ls_score score = anno_ls_score_of(&s);
    for (int u = 0; u < 2; u++) agree[u] += score.agree[u], inside[u] += score.inside[u];
    turns |= s.part->turn_count != 0;
  }
  const bool same = agree[0] == agree[1] && inside[0] == inside[1];
  const bool utf16 = agree[1] != agree[0] ? agree[1] > agree[0] : inside[1] > inside[0];
  parts->unit = utf16 || (same && turns) ? ANNO_UTF16_UNITS : ANNO_CODE_POINTS;
  parts->other_unit = utf16 && !turns;
}

static void add_parts(const anno_ls_search *s, anno_ls_parts *out) {
  anno_table names = anno_table_in(s->arena);
  for (size_t i = 0; i < s->count && out->count < MOST_PARTS; i++) {
    const anno_ls_result *r = &s->results[i];
    if (!anno_ls_is_region(r) || anno_ls_is_foreign(r) || anno_table_get(&names, r->to_name)) continue;
    anno_table_set(&names, r->to_name, 1);
    const anno_ls_part part = {.name = r->to_name, .form = anno_ls_form_of(r), .text = ANNO_STR("")};
    ANNO_PUSH(s->arena, out->items, out->count, out->capacity, part);
  }
}

void anno_ls_find_parts(anno_arena *arena, anno_json data, const anno_ls_result *results, size_t count,
                        anno_ls_parts *out) {
  const anno_ls_search s = {.arena = arena, .results = results, .count = count};
  *out = (anno_ls_parts){.text = ANNO_STR("")};
  add_parts(&s, out);
  const bool has_regions = out->count != 0;
  const anno_ls_part whole = {.name = count ? results[0].to_name : ANNO_STR(""), .text = ANNO_STR("")};
  if (!has_regions) ANNO_PUSH(arena, out->items, out->count, out->capacity, whole);
  for (size_t i = 0; i < out->count && !anno_arena_failed(arena); i++) find_part(&s, data, has_regions, &out->items[i]);
  find_unit(&s, out);
  join(arena, out);
}
