/* Days and stretches of time. */
#include "draw/tell.h"

enum { DAYS_OF_ERA = 146097, YEARS_OF_ERA = 400, FARTHEST_YEAR = 999999 };

/* Days since 1970-01-01 in the Gregorian calendar, for any year; counted in eras of 400 years that begin in March. */
static long day_of(long year, unsigned month, unsigned day) {
  if (month <= 2) year--;
  const long era = (year >= 0 ? year : year - (YEARS_OF_ERA - 1)) / YEARS_OF_ERA;
  const unsigned in_era = (unsigned)(year - era * YEARS_OF_ERA);
  const unsigned in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * DAYS_OF_ERA + (long)(in_era * 365 + in_era / 4 - in_era / 100 + in_year) - 719468;
}

anno_str anno_day_text(anno_arena *arena, long day) {
  const long shifted = day + 719468;
  const long era = (shifted >= 0 ? shifted : shifted - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
  const unsigned in_era = (unsigned)(shifted - era * DAYS_OF_ERA);
  const unsigned year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  const unsigned in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * in_year + 2) / 153, of_month = in_year - (153 * shifted_month + 2) / 5 + 1;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const long year = (long)year_of_era + era * YEARS_OF_ERA + (month <= 2);
  return anno_arena_print(arena, "%s%04u-%02u-%02u", year < 0 ? "-" : "", (unsigned)(year < 0 ? -year : year), month,
                          of_month);
}

static unsigned days_in(long year, unsigned month) {
  return (unsigned)(day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - day_of(year, month, 1));
}

/* Reads a number of digits alone. */
static bool digits(anno_str s, size_t least, size_t most, unsigned *out) {
  size_t n;
  if (s.len < least || s.len > most || !anno_str_to_size(s, &n)) return false;
  *out = (unsigned)n;
  return true;
}

static bool read_parts(anno_str text, long *year, unsigned *month, unsigned *day) {
  const bool before = text.len && text.ptr[0] == '-';
  anno_str rest = before ? anno_str_sub(text, 1, text.len) : text;
  const anno_str y = anno_str_cut(&rest, '-'), m = anno_str_cut(&rest, '-'), d = anno_str_sub(rest, 0, 2);
  unsigned n;
  *month = *day = 0;
  if (!digits(y, 4, 6, &n) || n > FARTHEST_YEAR) return false;
  *year = before ? -(long)n : (long)n;
  if (!m.len) return !rest.len && text.ptr[text.len - 1] != '-';
  if (!digits(m, 2, 2, month) || *month < 1 || *month > 12) return false;
  if (!rest.len) return text.ptr[text.len - 1] != '-';
  if (!digits(d, 2, 2, day) || *day < 1 || *day > days_in(*year, *month)) return false;
  return rest.len == 2 || rest.ptr[2] == 'T' || rest.ptr[2] == 'Z' || rest.ptr[2] == '+' || rest.ptr[2] == '-';
}

bool anno_days_read(anno_str text, long *first, long *last) {
  long year;
  unsigned month, day;
  if (!read_parts(text, &year, &month, &day)) return false;
  const unsigned last_month = month ? month : 12;
  *first = day_of(year, month ? month : 1, day ? day : 1);
  *last = day_of(year, last_month, day ? day : days_in(year, last_month));
  return true;
}

anno_period anno_period_of_date(anno_str text) {
  anno_period period = {.text = text};
  period.known = anno_days_read(text, &period.begin, &period.end);
  period.uncertain = period.known && period.begin != period.end;
  return period;
}

/* The bound is the first day (`last` false) or the last one of what the graph gives. */
static bool read_bound(const anno_tell *tell, anno_node time, anno_vocab property, bool last, long *out) {
  const anno_nodes all = anno_told(tell, time, property);
  long first_day, last_day;
  for (size_t i = 0; i < all.count; i++)
    if (anno_days_read(anno_value_of(tell, all.items[i]), &first_day, &last_day)) {
      *out = last ? last_day : first_day;
      return true;
    }
  return false;
}

static bool is_hedged(anno_str edtf) {
  for (size_t i = 0; i < edtf.len; i++)
    if (memchr("?~%X", edtf.ptr[i], 4)) return true;
  return anno_str_starts(edtf, ANNO_STR("[")) || anno_str_starts(edtf, ANNO_STR("{"));
}

static anno_str text_of(const anno_tell *tell, anno_node time) {
  static const anno_vocab texts[] = {ANNO_V_edtf, ANNO_V_timeText, ANNO_V_date};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const anno_str text = anno_best_literal(tell, anno_told(tell, time, texts[i]));
    if (text.len) return text;
  }
  return anno_label_of(tell, time);
}

/* What is given of a time span, and what is not is taken from its neighbour. */
typedef struct {
  bool has_begin, has_end;
  long begin, begin_last, end_first, end;
} bounds;

static bounds bounds_of(const anno_tell *tell, anno_node time) {
  bounds b = {0};
  const bool begin = read_bound(tell, time, ANNO_V_beginEarliest, false, &b.begin);
  const bool begin_last = read_bound(tell, time, ANNO_V_beginLatest, true, &b.begin_last);
  const bool end_first = read_bound(tell, time, ANNO_V_endEarliest, false, &b.end_first);
  const bool end = read_bound(tell, time, ANNO_V_endLatest, true, &b.end);
  if (!begin) b.begin = b.begin_last;
  if (!begin_last) b.begin_last = b.begin;
  if (!end) b.end = b.end_first;
  if (!end_first) b.end_first = b.end;
  b.has_begin = begin || begin_last;
  b.has_end = end || end_first;
  /* The side that is open begins or ends where the other is known to be. */
  if (!b.has_begin) b.begin = b.begin_last = b.end_first;
  if (!b.has_end) b.end = b.end_first = b.begin_last;
  return b;
}

static anno_period period_of_one(const anno_tell *tell, anno_node time) {
  const bounds b = bounds_of(tell, time);
  const anno_str edtf = anno_best_literal(tell, anno_told(tell, time, ANNO_V_edtf));
  anno_period period = {.text = text_of(tell, time)};
  if (!b.has_begin && !b.has_end) {
    const anno_str date = anno_best_literal(tell, anno_told(tell, time, ANNO_V_date));
    const anno_period of_date = anno_period_of_date(date.len ? date : edtf);
    return (anno_period){of_date.known, of_date.uncertain, of_date.begin, of_date.end, period.text};
  }
  const bool exact = b.has_begin && b.has_end && b.begin == b.begin_last && b.end == b.end_first;
  period.known = b.begin <= b.end;
  if (!period.known) return period;
  period.begin = b.begin;
  period.end = b.end;
  period.uncertain = !exact || is_hedged(edtf);
  return period;
}

/* The stretch that holds both; one that is not known adds its words only if there is no other. */
static anno_period hull(anno_period a, anno_period b) {
  if (!b.known) return a;
  if (!a.known) return b;
  return (anno_period){true, true, b.begin < a.begin ? b.begin : a.begin, b.end > a.end ? b.end : a.end, a.text};
}

anno_period anno_period_of(const anno_tell *tell, anno_nodes times) {
  anno_period period = {.text = ANNO_STR("")};
  bool any = false;
  for (size_t i = 0; i < times.count; i++) {
    const anno_node node = times.items[i];
    const bool literal = anno_graph_term(tell->graph, node)->kind == ANNO_LITERAL;
    const anno_period one = literal ? anno_period_of_date(anno_value_of(tell, node)) : period_of_one(tell, node);
    period = any ? hull(period, one) : one;
    any = true;
  }
  return period;
}
