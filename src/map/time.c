#include "map/time.h"

/* One date: the first and the last day it may mean. */
typedef struct {
  anno_str first, last;
  bool known; /* false for an open end or an unknown year */
} day_range;

static int digits(anno_str s) {
  size_t n;
  return anno_str_to_size(s, &n) && n <= 9999 ? (int)n : -1;
}

static int days_in(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

static anno_str date(anno_arena *arena, int year, int month, int day) {
  return anno_arena_print(arena, "%04d-%02d-%02d", year, month, day);
}

static bool read_day(anno_arena *arena, anno_str s, day_range *out, size_t *parts) {
  anno_str rest = s;
  const anno_str y = anno_str_cut(&rest, '-'), m = anno_str_cut(&rest, '-'), d = rest;
  const bool open_year = anno_str_eq(y, ANNO_STR("XXXX"));
  if (y.len != 4 || (m.len && m.len != 2) || (d.len && d.len != 2)) return false;
  const int year = open_year ? 2000 : digits(y), month = m.len ? digits(m) : 1, day = d.len ? digits(d) : 1;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return false;
  *parts = d.len ? 3 : m.len ? 2 : 1;
  if (s.len != (*parts == 3 ? 10u : *parts == 2 ? 7u : 4u) || (open_year && *parts < 2)) return false;
  out->known = !open_year;
  if (open_year) return true;
  const int last_month = m.len ? month : 12;
  out->first = date(arena, year, month, day);
  out->last = date(arena, year, last_month, d.len ? day : days_in(year, last_month));
  return true;
}

/* One end of an interval: a day, month or year, "..", or [A..B]. */
static bool read_end(anno_arena *arena, anno_str s, day_range *out) {
  size_t parts;
  *out = (day_range){0};
  if (anno_str_eq(s, ANNO_STR(".."))) return true;
  if (!anno_str_starts(s, ANNO_STR("["))) return read_day(arena, s, out, &parts);
  if (!anno_str_ends(s, ANNO_STR("]"))) return false;
  const anno_str inner = anno_str_sub(s, 1, s.len - 1);
  const size_t dot = anno_str_find(inner, 0, '.');
  if (dot + 2 > inner.len || inner.ptr[dot + 1] != '.') return false;
  day_range a, b;
  if (!read_day(arena, anno_str_sub(inner, 0, dot), &a, &parts)) return false;
  if (!read_day(arena, anno_str_sub(inner, dot + 2, inner.len), &b, &parts)) return false;
  *out = (day_range){a.first, b.last, a.known && b.known};
  return out->known && anno_str_cmp(out->first, out->last) <= 0;
}

bool anno_time_read(anno_arena *arena, anno_str value, anno_time *out) {
  static const char *const types[] = {"", "gYear", "gYearMonth", "date"};
  day_range begin, end;
  size_t parts = 0;
  *out = (anno_time){0};
  const size_t slash = anno_str_find(value, 0, '/');
  if (slash == value.len) {
    if (!read_end(arena, value, &begin) || anno_str_eq(value, ANNO_STR(".."))) return false;
    end = begin;
    day_range again;
    if (begin.known && read_day(arena, value, &again, &parts)) {
      out->exact = anno_arena_copy(arena, value);
      out->exact_type = types[parts];
    }
  } else {
    if (!read_end(arena, anno_str_sub(value, 0, slash), &begin)) return false;
    if (!read_end(arena, anno_str_sub(value, slash + 1, value.len), &end)) return false;
    if (begin.known && end.known && anno_str_cmp(begin.first, end.last) > 0) return false;
  }
  if (begin.known) out->begin_earliest = begin.first, out->begin_latest = begin.last;
  if (end.known) out->end_earliest = end.first, out->end_latest = end.last;
  return true;
}
