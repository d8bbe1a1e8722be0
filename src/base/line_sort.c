#include "base/line_sort.h"

#include "base/line_merge.h"
#include "base/line_order.h"
#include "base/line_spill.h"

enum {
  MOST_WAYS = 128,   /* runs that are merged at once */
  LEAST_ROOM = 1024, /* for each */
  SLACK = 8          /* readable bytes behind the last line */
};

/* Sorted lines, in a file of their own or in the temporary one. */
typedef struct {
  const char *path;
  long long part[2];
} run;

struct anno_line_sort {
  anno_arena *arena, *block_arena; /* the first lives as long as the sorter */
  const anno_diag_sink *diag;
  size_t memory, longest; /* bytes for lines; of the longest line */
  anno_status status;     /* the first failure */
  anno_spill spill;
  run *runs; /* those before `first` have been merged */
  size_t first, run_count, run_capacity;
  anno_line_sort_counts counts;
  char *block; /* lines from the front, their entries from the end, the newest first */
  size_t size, used, lines;
  bool sorted;     /* the lines of the block came in order */
  char *last;      /* of the newest run, to see whether the next lines can be added to it */
  size_t last_len; /* bytes; `last_room` of them fit */
  size_t last_room;
  anno_arena *last_arena;
  bool run_open; /* the newest run is in the temporary file, and more can be added to it */
};

static bool fail(anno_line_sort *s, anno_status status) {
  if (s->status == ANNO_OK) s->status = status;
  return false;
}

static bool no_memory(anno_line_sort *s) {
  if (s->status == ANNO_OK) anno_report(s->diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return fail(s, ANNO_NO_MEMORY);
}

anno_line_sort *anno_line_sort_new(const anno_arena *model, const anno_diag_sink *diag, const char *folder,
                                   size_t memory) {
  anno_arena *arena = anno_arena_like(model);
  anno_line_sort *s = arena ? anno_arena_take(arena, sizeof *s) : NULL;
  if (s) {
    *s = (anno_line_sort){.arena = arena, .diag = diag, .memory = memory, .sorted = true};
    anno_spill_init(&s->spill, arena, folder);
    s->block_arena = anno_arena_like(model);
    s->size = memory / sizeof(anno_line_entry) * sizeof(anno_line_entry);
    s->block = s->block_arena ? anno_arena_take(s->block_arena, s->size) : NULL;
    if (s->block && !anno_arena_failed(arena)) return s;
    anno_line_sort_free(s);
  } else {
    anno_arena_free(arena);
  }
  anno_report(diag, ANNO_OUT_OF_MEMORY, (anno_loc){0}, NULL);
  return NULL;
}

void anno_line_sort_free(anno_line_sort *s) {
  if (!s) return;
  anno_spill_close(&s->spill);
  anno_arena_free(s->block_arena);
  anno_arena_free(s->last_arena);
  anno_arena_free(s->arena);
}

/* --- Runs ------------------------------------------------------------------------------------------------------ */

static bool add_run(anno_line_sort *s, const char *path) {
  const run made = {path, {s->spill.size, s->spill.size}};
  return ANNO_PUSH(s->arena, s->runs, s->run_count, s->run_capacity, made) || no_memory(s);
}

/* Begins a run, or goes on with the newest one: lines that come in order make one run, however many blocks they fill.
   `*last` becomes the line that it ends with, or NULL. */
static bool begin_run(anno_line_sort *s, anno_str first, anno_str *last) {
  *last = (anno_str){s->last, s->last_len};
  s->run_open = s->run_open && anno_str_cmp(*last, first) <= 0;
  if (s->run_open) return true;
  *last = (anno_str){0};
  return s->run_open = add_run(s, NULL);
}

static bool end_run(anno_line_sort *s, anno_str line) {
  if (line.len > s->last_room || !s->last_arena) {
    anno_arena_free(s->last_arena);
    s->last_arena = anno_arena_like(s->arena);
    s->last_room = line.len + 256;
    s->last = s->last_arena ? anno_arena_take(s->last_arena, s->last_room) : NULL;
    if (!s->last) return no_memory(s);
  }
  if (line.len) memcpy(s->last, line.ptr, line.len);
  s->last_len = line.len;
  s->runs[s->run_count - 1].part[1] = s->spill.size;
  return !s->spill.error || fail(s, anno_spill_report(&s->spill, s->diag));
}

/* --- The block ------------------------------------------------------------------------------------------------- */

static anno_line_entry *entries(const anno_line_sort *s) {
  return (anno_line_entry *)(void *)(s->block + s->size) - s->lines;
}

static anno_str line_of(const anno_line_sort *s, anno_line_entry entry) {
  return (anno_str){s->block + entry.at, entry.length};
}

static bool put_spill(void *handle, anno_str line) { return anno_spill_put(handle, line); }

static bool put_out(void *handle, anno_str line) {
  anno_out_put(handle, line);
  anno_out_put(handle, ANNO_STR("\n"));
  return anno_out_good(handle);
}

/* The entries of the block in order. */
static const anno_line_entry *ordered(const anno_line_sort *s) {
  anno_line_entry *lines = entries(s);
  if (!s->sorted) {
    anno_lines_order(s->block, lines, s->lines);
    return lines;
  }
  for (size_t i = 0, j = s->lines; i + 1 < j; i++) {
    const anno_line_entry kept = lines[i];
    lines[i] = lines[--j];
    lines[j] = kept;
  }
  return lines;
}

/* Puts the lines, each once and none that is `*last`, which then is the last one. Returns how many were put. */
static size_t put_block(anno_line_sort *s, const anno_line_entry *lines, anno_str *last, anno_line_sink to) {
  size_t put = 0, i = 0;
  for (; i < s->lines; i++) {
    const anno_str line = line_of(s, lines[i]);
    if (last->ptr && anno_str_eq(*last, line)) continue;
    if (!to.put(to.handle, line)) break;
    *last = line;
    put++;
  }
  s->counts.repeated += i - put;
  s->used = s->lines = 0;
  s->sorted = true;
  return put;
}

static bool spill_block(anno_line_sort *s) {
  anno_str last;
  if (!s->lines) return true;
  const anno_line_entry *lines = ordered(s);
  if (!begin_run(s, line_of(s, lines[0]), &last)) return false;
  put_block(s, lines, &last, (anno_line_sink){&s->spill, put_spill});
  return end_run(s, last);
}

/* A line that no block holds is a run, or goes on with one. */
static bool spill_line(anno_line_sort *s, anno_str line) {
  anno_str last;
  if (!spill_block(s) || !begin_run(s, line, &last)) return false;
  if (last.ptr && anno_str_eq(last, line))
    s->counts.repeated++;
  else
    anno_spill_put(&s->spill, line);
  return end_run(s, line);
}

bool anno_line_sort_put(anno_line_sort *s, anno_str line) {
  if (s->status != ANNO_OK) return false;
  s->counts.taken++;
  if (line.len > s->longest) s->longest = line.len;
  const size_t need = line.len + sizeof(anno_line_entry) + SLACK;
  if (need > s->size) return spill_line(s, line);
  if (need > s->size - s->used - s->lines * sizeof(anno_line_entry) && !spill_block(s)) return false;
  if (s->lines && s->sorted) s->sorted = anno_str_cmp(line_of(s, *entries(s)), line) <= 0;
  if (line.len) memcpy(s->block + s->used, line.ptr, line.len);
  s->lines++;
  *entries(s) = (anno_line_entry){.at = (uint32_t)s->used, .length = (uint32_t)line.len};
  s->used += line.len;
  return true;
}

bool anno_line_sort_file(anno_line_sort *s, const char *path, size_t lines, size_t longest) {
  if (s->status != ANNO_OK) return false;
  s->counts.taken += lines;
  if (longest > s->longest) s->longest = longest;
  s->run_open = false;
  return add_run(s, path);
}

/* --- The end --------------------------------------------------------------------------------------------------- */

static bool open_run(anno_line_sort *s, anno_line_reader *reader, const run *from, size_t room) {
  const bool opened = from->path ? anno_line_reader_open(reader, s->arena, from->path, room)
                                 : anno_line_reader_part(reader, s->arena, s->spill.fd, from->part, room);
  return opened || fail(s, anno_line_reader_report(reader, s->diag));
}

/* Merges the next `ways` runs. */
static void merge_runs(anno_line_sort *s, size_t ways, size_t room, anno_line_merge *merge) {
  const anno_arena_mark mark = anno_arena_now(s->arena);
  anno_line_reader *readers = anno_arena_array(s->arena, ways, sizeof *readers);
  if (!readers || !anno_spill_flush(&s->spill)) {
    if (!readers)
      no_memory(s);
    else
      fail(s, anno_spill_report(&s->spill, s->diag));
    return;
  }
  bool good = true;
  for (size_t i = 0; i < ways && good; i++) good = open_run(s, &readers[i], &s->runs[s->first + i], room);
  merge->readers = readers;
  merge->count = ways;
  const anno_line_reader *failed = good ? anno_line_merge_run(merge, s->arena) : NULL;
  if (failed) fail(s, anno_line_reader_report(failed, s->diag));
  for (size_t i = 0; i < ways; i++) {
    anno_line_reader_close(&readers[i]);
    if (!s->runs[s->first + i].path) anno_spill_drop(&s->spill, s->runs[s->first + i].part);
  }
  s->first += ways;
  s->counts.repeated += merge->repeated;
  anno_arena_back(s->arena, mark);
}

/* Merges the oldest runs into a new one until so few are left that all can be merged at once. */
static void merge_until_few(anno_line_sort *s, size_t ways, size_t room) {
  while (s->status == ANNO_OK && s->run_count - s->first > ways) {
    const size_t surplus = s->run_count - s->first - ways + 1;
    anno_line_merge merge = {.to = {&s->spill, put_spill}};
    if (!add_run(s, NULL)) return;
    merge_runs(s, surplus < ways ? surplus : ways, room, &merge);
    s->runs[s->run_count - 1].part[1] = s->spill.size;
  }
}

/* How many runs are merged at once. Each may hold two of the longest lines, so there are fewer of them if these are
   long. */
static size_t ways_of(const anno_line_sort *s) {
  const size_t ways = (s->memory + 4 * s->longest) / (2 * s->longest + LEAST_ROOM);
  return ways < 2 ? 2 : ways > MOST_WAYS ? MOST_WAYS : ways;
}

anno_status anno_line_sort_end(anno_line_sort *s, anno_out *out, anno_line_sort_counts *counts) {
  const anno_line_sink to = {out, put_out};
  anno_str last = {0};
  if (s->status == ANNO_OK && !s->run_count) {
    s->counts.written = put_block(s, ordered(s), &last, to);
  } else if (s->status == ANNO_OK && spill_block(s)) {
    anno_arena_free(s->block_arena);
    s->block_arena = NULL;
    const size_t ways = ways_of(s);
    merge_until_few(s, ways, s->memory / ways);
    anno_line_merge merge = {.to = to};
    if (s->status == ANNO_OK) merge_runs(s, s->run_count - s->first, s->memory / ways, &merge);
    s->counts.written = merge.written;
  }
  *counts = s->counts;
  return s->status;
}
