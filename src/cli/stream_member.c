#include "cli/stream_member.h"

#include <errno.h>

#include "base/limits.h"
#include "base/archives.h"
#include "base/buf.h"
#include "read/json.h"
#include "read/xml.h"

/* ---- What it is for */

static bool ends_in_one(anno_str path, const char *const *endings, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (anno_str_ends(path, anno_str_from(endings[i]))) return true;
  return false;
}

bool anno_stream_is_annotation(anno_str path) {
  static const char *const endings[] = {".ann", ".a1", ".a2"};
  return ends_in_one(path, endings, sizeof endings / sizeof *endings);
}

bool anno_stream_is_text(anno_str path) { return anno_str_ends(path, ANNO_STR(".txt")); }

/* What a rule file may describe is looked at as a whole. */
static bool is_json(anno_str path) {
  static const char *const endings[] = {".json", ".jsonl", ".ndjson"};
  return ends_in_one(path, endings, sizeof endings / sizeof *endings);
}

static bool is_about(anno_str path, anno_str head) {
  static const char *const endings[] = {".ttl", "/annotation.conf"};
  if (ends_in_one(path, endings, sizeof endings / sizeof *endings)) return true;
  return anno_str_ends(path, ANNO_STR(".xml")) &&
         anno_str_starts(anno_xml_root(head), ANNO_STR("typeSystemDescription"));
}

anno_stream_use anno_stream_use_of(const anno_reader *forced, anno_str path, const anno_stream_member *m) {
  const anno_str head = m->packed ? ANNO_STR("") : m->head;
  if (anno_archive_named(path)) return ANNO_STREAM_PASSED;
  if (is_about(path, head)) return ANNO_STREAM_ABOUT;
  if (is_json(path) && head.len == ANNO_STREAM_HEAD && anno_json_is_lines(head, path)) return ANNO_STREAM_LINES;
  if (m->packed || anno_stream_is_text(path) || is_json(path)) return ANNO_STREAM_DOCUMENT;
  const bool known = forced ? anno_reader_bid(forced, ANNO_STR(""), path) || anno_reader_bid(forced, head, path)
                            : anno_reader_for(ANNO_STR(""), path) || anno_reader_for(head, path);
  return known ? ANNO_STREAM_DOCUMENT : ANNO_STREAM_PASSED;
}

/* ---- Names */

static anno_str without_ending(anno_str path) {
  const anno_str name = anno_path_name(path);
  size_t dot = name.len;
  while (dot && name.ptr[dot - 1] != '.') dot--;
  return dot < 2 ? ANNO_STR("") : anno_str_sub(path, 0, path.len - name.len + dot - 1);
}

anno_stream_bases anno_stream_bases_of(anno_str path) {
  anno_stream_bases out = {{without_ending(path), ANNO_STR("")}};
  if (!out.names[0].len) out.names[0] = path;
  if (anno_stream_is_annotation(path)) out.names[1] = without_ending(out.names[0]);
  return out;
}

anno_stream_bases anno_stream_bases_both(anno_stream_bases a, anno_stream_bases b) {
  anno_stream_bases out = {{ANNO_STR(""), ANNO_STR("")}};
  size_t n = 0;
  for (size_t i = 0; i < 4; i++)
    if (n < 2 && a.names[i / 2].len && anno_str_eq(a.names[i / 2], b.names[i % 2])) out.names[n++] = a.names[i / 2];
  return out;
}

/* ---- Bytes */

int anno_stream_begin(anno_stream_member *m, char *head) {
  m->head = (anno_str){head, 0};
  while (m->head.len < ANNO_STREAM_HEAD) {
    const long n = anno_archive_data(m->archive, head + m->head.len, ANNO_STREAM_HEAD - m->head.len);
    if (n < 0) return EBADMSG;
    if (n == 0) break;
    m->head.len += (size_t)n;
  }
  return 0;
}

static bool is_bomb(size_t bytes, size_t packed) {
  return bytes > ANNO_MOST_archive_bytes && bytes / ANNO_MOST_archive_ratio > packed;
}

/* What is left of a member; `packed` bytes stand for the archive's own so far if it does not tell. */
static int pour(anno_archive *from, size_t packed, anno_buf *to) {
  char bytes[1 << 16];
  for (;;) {
    const long n = anno_archive_data(from, bytes, sizeof bytes);
    if (n < 0) return EBADMSG;
    if (n == 0) return anno_arena_failed(to->arena) ? ENOMEM : 0;
    anno_buf_put(to, (anno_str){bytes, (size_t)n});
    if (anno_arena_failed(to->arena)) return ENOMEM;
    if (to->len > ANNO_MOST_file_bytes || is_bomb(to->len, packed ? packed : anno_archive_taken(from))) return EFBIG;
  }
}

static int unpack(anno_str bytes, anno_arena *arena, anno_str *out) {
  const anno_archive_source source = {.bytes = bytes, .bare = true};
  anno_archive *archive = anno_archive_open(&source);
  anno_member member;
  if (!archive) return ENOMEM;
  anno_buf buf = anno_buf_in(arena);
  const int error = anno_archive_next(archive, &member) == 1 ? pour(archive, bytes.len, &buf) : EBADMSG;
  anno_archive_close(archive);
  *out = anno_buf_str(&buf);
  return error == EBADMSG ? EILSEQ : error;
}

int anno_stream_load(const anno_stream_member *m, anno_arena *arena, anno_str *out) {
  if (m->member.size > ANNO_MOST_file_bytes) return EFBIG;
  anno_buf buf = anno_buf_in(arena);
  if (!anno_buf_room(&buf, m->member.size + 1)) return ENOMEM;
  anno_buf_put(&buf, m->head);
  const int error = pour(m->archive, 0, &buf);
  *out = anno_buf_str(&buf);
  return error || !m->packed ? error : unpack(*out, arena, out);
}
