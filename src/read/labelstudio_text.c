#include "base/buf.h"
#include "read/labelstudio.h"

/* Regions that are compared with each member of the data. */
enum { SAMPLES = 64, MOST_PARTS = 64 };

static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }
static bool is_string(anno_json v) { return anno_json_is(v) == ANNO_JSON_STRING; }

size_t anno_ls_units(anno_str text) {
  size_t n = 0;
  /* Bytes that begin a character, and four-byte characters twice. */
  for (size_t i = 0; i < text.len; i++)
    n += (size_t)(((unsigned char)text.ptr[i] & 0xC0) != 0x80) + (size_t)((unsigned char)text.ptr[i] >= 0xF0);
  return n;
}

/* ---- Regions */

bool anno_ls_is_foreign(const anno_ls_result *result) {
  static const char *const in_value[] = {"x",    "points",   "ranges",   "channel", "rle",   "format",
                                         "bbox", "vertices", "sequence", "instant", "frame", NULL};
  static const char *const in_item[] = {"original_width", "original_height", "original_length", NULL};
  ANNO_JSON_EACH(v, result->value) if (anno_task_listed(in_value, anno_json_key(v))) return true;
  ANNO_JSON_EACH(v, result->item) if (anno_task_listed(in_item, anno_json_key(v))) return true;
  /* Seconds of a recording. */
  const anno_json start = member(result->value, "start");
  const anno_str seconds = anno_json_text(start);
  return anno_json_is(start) == ANNO_JSON_NUMBER && anno_str_find(seconds, 0, '.') < seconds.len;
}

bool anno_ls_is_region(const anno_ls_result *result) {
  return anno_json_is(member(result->value, "start")) && anno_json_is(member(result->value, "end"));
}

/* An offset is a number, or one in a string. */
static bool offset(anno_json value, size_t *out) {
  const anno_json_kind kind = anno_json_is(value);
  return (kind == ANNO_JSON_NUMBER || kind == ANNO_JSON_STRING) && anno_str_to_size(anno_json_text(value), out);
}

static anno_ls_form form_of(const anno_ls_result *result) {
  const anno_json start = member(result->value, "start");
  size_t n;
  if (anno_json_is(member(result->value, "globalOffsets"))) return ANNO_LS_HTML;
  if (is_string(start) && !offset(start, &n)) return ANNO_LS_HTML;
  return anno_json_is(member(result->value, "startOffset")) ? ANNO_LS_DIALOGUE : ANNO_LS_PLAIN;
}

/* Both ends lie in the first text of the page: before any tag. */
static bool is_first_text(const anno_ls_result *result) {
  const anno_str first = ANNO_STR("/text()[1]");
  return anno_str_eq(anno_task_name(result->value, "start"), first) &&
         anno_str_eq(anno_task_name(result->value, "end"), first);
}

bool anno_ls_offsets(const anno_ls_result *result, size_t *begin, size_t *end) {
  const anno_json value = result->value, global = member(value, "globalOffsets");
  const anno_ls_form form = form_of(result);
  if (form == ANNO_LS_HTML && anno_json_is(global))
    return offset(member(global, "start"), begin) && offset(member(global, "end"), end);
  if (form == ANNO_LS_HTML && !is_first_text(result)) return false;
  const bool in_turn = form != ANNO_LS_PLAIN;
  return offset(member(value, in_turn ? "startOffset" : "start"), begin) &&
         offset(member(value, in_turn ? "endOffset" : "end"), end);
}

/* ---- Which member of the data fits */

static bool is_address(anno_str s) {
  static const anno_str begins[] = {ANNO_STR_INIT("http://"), ANNO_STR_INIT("https://"),      ANNO_STR_INIT("s3://"),
                                    ANNO_STR_INIT("gs://"),   ANNO_STR_INIT("azure-blob://"), ANNO_STR_INIT("/data/")};
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] <= ' ') return false;
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (anno_str_starts(s, begins[i])) return true;
  return false;
}

typedef struct {
  anno_arena *arena;
  const anno_ls_result *results;
  size_t count;
  const anno_ls_part *part;
} search;

static bool is_on(const search *s, size_t i) {
  const anno_ls_result *r = &s->results[i];
  return anno_str_eq(r->to_name, s->part->name) && anno_ls_is_region(r) && !anno_ls_is_foreign(r);
}

typedef struct {
  size_t agree, inside, recorded, asked;
} score;

/* How many of the regions lie in `text`, and how many of these have there what they record. */
static score score_of(const search *s, anno_str text) {
  score result = {0};
  const anno_arena_mark mark = anno_arena_now(s->arena);
  const anno_utf_index index = anno_utf_index_of(s->arena, text);
  const anno_utf16_index units = anno_utf16_index_of(s->arena, &index);
  for (size_t i = 0; i < s->count && result.asked < SAMPLES && !anno_arena_failed(s->arena); i++) {
    size_t begin, end;
    if (!is_on(s, i) || !anno_ls_offsets(&s->results[i], &begin, &end)) continue;
    const anno_json recorded = member(s->results[i].value, "text");
    result.asked++;
    result.recorded += is_string(recorded);
    if (begin > end || end > units.count) continue;
    result.inside++;
    if (!anno_utf16_point(&units, begin, &begin) || !anno_utf16_point(&units, end, &end)) continue;
    const anno_str covered = anno_str_sub(text, anno_utf_byte(&index, begin), anno_utf_byte(&index, end));
    result.agree += is_string(recorded) && anno_str_eq(covered, anno_json_text(recorded));
  }
  anno_arena_back(s->arena, mark);
  return result;
}

static int rank_of(const search *s, anno_json source) {
  const anno_str key = anno_json_key(source);
  if (s->part->name.len && anno_str_eq(key, s->part->name)) return 0;
  return anno_str_eq(key, ANNO_STR("text")) ? 1 : 2;
}

static anno_str text_of(const search *s, anno_json source) {
  const anno_str text = anno_json_text(source);
  return s->part->form == ANNO_LS_HTML ? anno_ls_html_text(s->arena, text) : text;
}

/* The one that agrees with most regions; where none does, the one that is called after the tag or "text", or else the
   only one, if all regions lie within. A page is taken only if it agrees: what of it is text is a guess. */
static anno_json find_source(const search *s, anno_json data) {
  anno_json best = {0}, other = {0};
  size_t most = 0, others = 0;
  int rank = 0;
  ANNO_JSON_EACH(source, data) {
    if (!is_string(source)) continue;
    const score own = score_of(s, text_of(s, source));
    const int own_rank = rank_of(s, source);
    const bool guess = s->part->form == ANNO_LS_HTML && own.recorded;
    const bool address = is_address(anno_json_text(source));
    /* The text lies elsewhere; no other member is it. */
    if (!own.agree && address && own_rank < 2) others += 2;
    if (!own.agree && (guess || address)) continue;
    if (!own.agree && own_rank == 2) {
      others += own.inside == own.asked;
      if (own.inside == own.asked) other = source;
    } else if (!anno_json_is(best) || own.agree > most || (own.agree == most && own_rank < rank)) {
      best = source;
      most = own.agree;
      rank = own_rank;
    }
  }
  return anno_json_is(best) || others != 1 ? best : other;
}

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

/* AUTHOR: TEXT, where some have the colon in the name. */
static void put_turn(anno_buf *out, anno_ls_turn *turn, size_t *units) {
  anno_str author = anno_json_text(author_of(turn->json));
  const anno_str words = anno_json_text(words_of(turn->json));
  while (author.len && (author.ptr[author.len - 1] == ':' || anno_is_white(author.ptr[author.len - 1]))) author.len--;
  turn->name = author;
  turn->author = *units;
  anno_buf_put(out, author);
  turn->author_end = *units += anno_ls_units(author);
  if (author.len) anno_buf_put(out, ANNO_STR(": ")), *units += 2;
  turn->begin = *units;
  anno_buf_put(out, words);
  turn->end = *units += anno_ls_units(words);
}

static void put_dialogue(anno_arena *arena, anno_buf *out, anno_ls_part *part, size_t *units) {
  part->turns = anno_arena_array(arena, anno_json_count(part->source) + 1, sizeof *part->turns);
  if (!part->turns) return;
  ANNO_JSON_EACH(turn, part->source) {
    if (part->turn_count) anno_buf_putc(out, '\n'), ++*units;
    part->turns[part->turn_count].json = turn;
    put_turn(out, &part->turns[part->turn_count++], units);
  }
}

/* ---- Parts */

const anno_ls_part *anno_ls_part_of(const anno_ls_parts *parts, anno_str to_name) {
  for (size_t i = 0; i < parts->count; i++)
    if (anno_str_eq(parts->items[i].name, to_name)) return &parts->items[i];
  return NULL;
}

static void find_part(const search *in, anno_json data, bool has_regions, anno_ls_part *part) {
  search s = *in;
  s.part = part;
  if (part->form == ANNO_LS_DIALOGUE) {
    part->source = find_dialogue(data, part->name);
    return;
  }
  part->source = find_source(&s, data);
  if (anno_json_is(part->source)) part->text = text_of(&s, part->source);
  if (anno_json_is(part->source) || has_regions) return;
  part->source = find_dialogue(data, part->name);
  part->form = ANNO_LS_DIALOGUE;
}

/* Two tags may show one member. */
static const anno_ls_part *same_source(const anno_ls_parts *parts, const anno_ls_part *part) {
  for (const anno_ls_part *p = parts->items; p < part; p++)
    if (p->source.node == part->source.node && p->form == part->form) return p;
  return NULL;
}

static void join(anno_arena *arena, anno_ls_parts *parts) {
  anno_buf out = anno_buf_in(arena);
  size_t units = 0, met = 0;
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
    if (met++) anno_buf_putc(&out, '\n'), units++;
    part->begin = units;
    if (part->form == ANNO_LS_DIALOGUE)
      put_dialogue(arena, &out, part, &units);
    else
      anno_buf_put(&out, part->text), units += anno_ls_units(part->text);
    part->end = units;
    parts->joined |= met > 1 || part->form == ANNO_LS_DIALOGUE;
  }
  parts->has_text = met != 0;
  parts->text = anno_buf_str(&out);
}

void anno_ls_find_parts(anno_arena *arena, anno_json data, const anno_ls_result *results, size_t count,
                        anno_ls_parts *out) {
  const search s = {.arena = arena, .results = results, .count = count};
  anno_table names = anno_table_in(arena);
  *out = (anno_ls_parts){.text = ANNO_STR("")};
  for (size_t i = 0; i < count; i++) {
    const anno_ls_result *r = &results[i];
    if (!anno_ls_is_region(r) || anno_ls_is_foreign(r) || anno_table_get(&names, r->to_name)) continue;
    if (out->count == MOST_PARTS) break;
    anno_table_set(&names, r->to_name, 1);
    const anno_ls_part part = {.name = r->to_name, .form = form_of(r), .text = ANNO_STR("")};
    ANNO_PUSH(arena, out->items, out->count, out->capacity, part);
  }
  const bool has_regions = out->count != 0;
  const anno_ls_part whole = {.name = count ? results[0].to_name : ANNO_STR(""), .text = ANNO_STR("")};
  if (!has_regions) ANNO_PUSH(arena, out->items, out->count, out->capacity, whole);
  for (size_t i = 0; i < out->count && !anno_arena_failed(arena); i++) find_part(&s, data, has_regions, &out->items[i]);
  join(arena, out);
}
