#include "read/labelstudio.h"
#include "read/measure.h"

/* Regions that are compared with each member of the data. */
enum { SAMPLES = 64 };

static anno_json member(anno_json object, const char *key) { return anno_json_get(object, anno_str_from(key)); }
static bool is_string(anno_json v) { return anno_json_is(v) == ANNO_JSON_STRING; }

/* ---- Regions */

bool anno_ls_is_foreign(const anno_ls_result *result) {
  static const char in_value[] = "x points ranges channel rle format bbox vertices sequence instant frame";
  static const char in_item[] = "original_width original_height original_length";
  ANNO_JSON_EACH(v, result->value) if (anno_str_among(anno_json_key(v), in_value)) return true;
  ANNO_JSON_EACH(v, result->item) if (anno_str_among(anno_json_key(v), in_item)) return true;
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

anno_ls_form anno_ls_form_of(const anno_ls_result *result) {
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
  const anno_ls_form form = anno_ls_form_of(result);
  if (form == ANNO_LS_HTML && anno_json_is(global))
    return offset(member(global, "start"), begin) && offset(member(global, "end"), end);
  if (form == ANNO_LS_HTML && !is_first_text(result)) return false;
  const bool in_turn = form != ANNO_LS_PLAIN;
  return offset(member(value, in_turn ? "startOffset" : "start"), begin) &&
         offset(member(value, in_turn ? "endOffset" : "end"), end);
}

/* ---- How a text fits */

static const anno_unit units[] = {ANNO_CODE_POINTS, ANNO_UTF16_UNITS};

static void add_sample(anno_ls_score *score, const anno_measure *text, const anno_ls_result *r) {
  const anno_json recorded = member(r->value, "text");
  size_t from, to;
  if (!anno_ls_offsets(r, &from, &to)) return;
  score->asked++;
  score->recorded += is_string(recorded);
  for (int u = 0; u < 2; u++) {
    score->inside[u] += from <= to && to <= anno_measure_length(text, units[u]);
    score->agree[u] += is_string(recorded) && anno_measure_has(text, units[u], from, to, anno_json_text(recorded));
  }
}

static bool is_on(const anno_ls_search *s, const anno_ls_result *r) {
  return anno_str_eq(r->to_name, s->part->name) && anno_ls_is_region(r) && !anno_ls_is_foreign(r);
}

/* How many of the regions lie in `text`, and how many of these have there what they record. */
static anno_ls_score score_of(const anno_ls_search *s, anno_str text) {
  anno_ls_score score = {0};
  const anno_arena_mark mark = anno_arena_now(s->arena);
  anno_measure measure;
  anno_measure_text(s->arena, text, &measure);
  for (size_t i = 0; i < s->count && score.asked < SAMPLES && !anno_arena_failed(s->arena); i++)
    if (is_on(s, &s->results[i])) add_sample(&score, &measure, &s->results[i]);
  anno_arena_back(s->arena, mark);
  return score;
}

static size_t agreeing(const anno_ls_score *score) {
  return score->agree[0] > score->agree[1] ? score->agree[0] : score->agree[1];
}

static size_t lying_inside(const anno_ls_score *score) {
  return score->inside[0] > score->inside[1] ? score->inside[0] : score->inside[1];
}

/* A region within one turn. */
static void score_turn(const anno_ls_search *s, const anno_ls_result *r, anno_ls_score *score) {
  const anno_str first = anno_task_name(r->value, "start"), last = anno_task_name(r->value, "end");
  size_t n;
  if (!anno_str_eq(first, last) || !anno_str_to_size(first, &n) || n >= s->part->turn_count) return;
  const anno_arena_mark mark = anno_arena_now(s->arena);
  anno_measure measure;
  anno_measure_text(s->arena, s->part->turns[n].words, &measure);
  if (!anno_arena_failed(s->arena)) add_sample(score, &measure, r);
  anno_arena_back(s->arena, mark);
}

anno_ls_score anno_ls_score_of(const anno_ls_search *s) {
  anno_ls_score score = {0};
  if (s->part->form != ANNO_LS_DIALOGUE) return score_of(s, s->part->text);
  for (size_t i = 0; i < s->count && score.asked < SAMPLES; i++)
    if (is_on(s, &s->results[i])) score_turn(s, &s->results[i], &score);
  return score;
}

static bool is_address(anno_str s) {
  static const anno_str begins[] = {ANNO_STR_INIT("http://"), ANNO_STR_INIT("https://"),      ANNO_STR_INIT("s3://"),
                                    ANNO_STR_INIT("gs://"),   ANNO_STR_INIT("azure-blob://"), ANNO_STR_INIT("/data/")};
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] <= ' ') return false;
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (anno_str_starts(s, begins[i])) return true;
  return false;
}

static int rank_of(const anno_ls_search *s, anno_json source) {
  const anno_str key = anno_json_key(source);
  if (s->part->name.len && anno_str_eq(key, s->part->name)) return 0;
  return anno_str_eq(key, ANNO_STR("text")) ? 1 : 2;
}

static anno_str with_line_feeds(anno_arena *arena, anno_str text) {
  char *out = anno_arena_take(arena, text.len + 1);
  size_t n = 0;
  for (size_t i = 0; out && i < text.len; i++)
    if (text.ptr[i] != '\r') out[n++] = text.ptr[i];
  return out ? (anno_str){out, n} : ANNO_STR("");
}

/* What of a member of the data is counted in: browsers may have turned CR LF into LF before. */
static anno_str text_of(const anno_ls_search *s, anno_json source) {
  const anno_str text = anno_json_text(source);
  if (s->part->form == ANNO_LS_HTML) return anno_ls_html_text(s->arena, text);
  if (anno_str_find(text, 0, '\r') == text.len) return text;
  const anno_str other = with_line_feeds(s->arena, text);
  const anno_ls_score with = score_of(s, text), without = score_of(s, other);
  return agreeing(&without) > agreeing(&with) ? other : text;
}

/* The one that agrees with most regions; where none does, the one that is called after the tag or "text", or else the
   only one, if all regions lie within. A page is taken only if it agrees: what of it is text is a guess. */
static anno_json find_source(const anno_ls_search *s, anno_json data) {
  anno_json best = {0}, other = {0};
  size_t most = 0, others = 0;
  int rank = 0;
  ANNO_JSON_EACH(source, data) {
    if (!is_string(source)) continue;
    const anno_ls_score own = score_of(s, text_of(s, source));
    const size_t agree = agreeing(&own);
    const bool fits = lying_inside(&own) == own.asked;
    const int own_rank = rank_of(s, source);
    const bool guess = s->part->form == ANNO_LS_HTML && own.recorded;
    const bool address = is_address(anno_json_text(source));
    /* The text lies elsewhere; no other member is it. */
    if (!agree && address && own_rank < 2) others += 2;
    if (!agree && (guess || address)) continue;
    if (!agree && own_rank == 2) {
      others += fits;
      if (fits) other = source;
    } else if (!anno_json_is(best) || agree > most || (agree == most && own_rank < rank)) {
      best = source;
      most = agree;
      rank = own_rank;
    }
  }
  return anno_json_is(best) || others != 1 ? best : other;
}

void anno_ls_find_text(const anno_ls_search *s, anno_json data, anno_ls_part *part) {
  part->source = find_source(s, data);
  if (anno_json_is(part->source)) part->text = text_of(s, part->source);
}
