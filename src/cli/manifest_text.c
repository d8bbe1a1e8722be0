#include "cli/manifest_text.h"

#include "base/utf.h"
#include "read/json.h"

/* ---- Writing */

static void put_character(anno_buf *to, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  if (c >= 0x20) {
    if (c == '"' || c == '\\') anno_buf_putc(to, '\\');
    anno_buf_putc(to, (char)c);
    return;
  }
  anno_buf_put(to, ANNO_STR("\\u00"));
  anno_buf_putc(to, digits[c >> 4]);
  anno_buf_putc(to, digits[c & 15]);
}

void anno_json_put_text(anno_buf *to, anno_str text) {
  anno_buf_putc(to, '"');
  while (text.len) {
    const size_t valid = anno_utf_invalid(text);
    for (size_t i = 0; i < valid; i++) put_character(to, (unsigned char)text.ptr[i]);
    if (valid < text.len) anno_buf_put(to, ANNO_STR("\xEF\xBF\xBD"));
    text = anno_str_sub(text, valid + 1, text.len);
  }
  anno_buf_putc(to, '"');
}

static void put_key(anno_buf *to, const char *key) {
  anno_buf_putc(to, '"');
  anno_buf_put(to, anno_str_from(key));
  anno_buf_put(to, ANNO_STR("\":"));
}

void anno_json_put_size(anno_buf *to, const char *key, size_t value) {
  char digits[24];
  size_t at = sizeof digits;
  put_key(to, key);
  do digits[--at] = (char)('0' + value % 10);
  while (value /= 10);
  anno_buf_put(to, (anno_str){digits + at, sizeof digits - at});
}

void anno_json_put_hash(anno_buf *to, const char *key, const anno_hash *hash) {
  put_key(to, key);
  anno_buf_putc(to, '"');
  anno_buf_put(to, anno_hash_text(to->arena, hash));
  anno_buf_putc(to, '"');
}

typedef struct {
  const char *key;
  size_t at;
} count_row;

static const count_row count_rows[] = {{"documents", offsetof(anno_made_counts, documents)},
                                       {"skipped", offsetof(anno_made_counts, skipped)},
                                       {"read", offsetof(anno_made_counts, read)},
                                       {"exported", offsetof(anno_made_counts, exported)},
                                       {"reported", offsetof(anno_made_counts, reported)},
                                       {"left_out", offsetof(anno_made_counts, left_out)},
                                       {"statements", offsetof(anno_made_counts, statements)},
                                       {"triples", offsetof(anno_made_counts, triples)},
                                       {"errors", offsetof(anno_made_counts, errors)},
                                       {"warnings", offsetof(anno_made_counts, warnings)}};
enum { COUNTS = sizeof count_rows / sizeof *count_rows };

static size_t *count_at(anno_made_counts *counts, size_t i) {
  return (size_t *)(void *)((char *)counts + count_rows[i].at);
}

static const size_t *count_in(const anno_made_counts *counts, size_t i) {
  return (const size_t *)(const void *)((const char *)counts + count_rows[i].at);
}

void anno_made_counts_put(anno_buf *to, const anno_made_counts *counts) {
  anno_buf_putc(to, '{');
  for (size_t i = 0; i < COUNTS; i++) {
    if (i) anno_buf_putc(to, ',');
    anno_json_put_size(to, count_rows[i].key, *count_in(counts, i));
  }
  anno_buf_putc(to, '}');
}

void anno_made_counts_add(anno_made_counts *to, const anno_made_counts *from) {
  for (size_t i = 0; i < COUNTS; i++) *count_at(to, i) += *count_in(from, i);
}

void anno_made_counts_take(anno_made_counts *to, const anno_made_counts *from) {
  for (size_t i = 0; i < COUNTS; i++) *count_at(to, i) -= *count_in(from, i);
}

void anno_made_file_put(anno_buf *to, const anno_made_file *file) {
  anno_buf_put(to, ANNO_STR("{\"name\":"));
  anno_json_put_text(to, file->name);
  anno_buf_putc(to, ',');
  anno_json_put_size(to, "size", file->size);
  anno_buf_putc(to, ',');
  anno_json_put_hash(to, "sha256", &file->hash);
  anno_buf_putc(to, '}');
}

/* What the lines call what was asked of a path; those with a size have a hash, too. */
static const struct {
  const char *key, *is;
} kinds[] = {[ANNO_WATCHED_NOTHING] = {NULL, "nothing"}, [ANNO_WATCHED_FILE] = {NULL, "file"},
             [ANNO_WATCHED_FOLDER] = {NULL, "folder"},   [ANNO_WATCHED_OTHER] = {NULL, "other"},
             [ANNO_WATCHED_NAMES] = {"names", NULL},     [ANNO_WATCHED_HEAD] = {"head", NULL},
             [ANNO_WATCHED_READ] = {"size", NULL},       [ANNO_WATCHED_UNKNOWN] = {NULL, "unknown"}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void put_file(anno_buf *to, const anno_watched_row *row) {
  anno_buf_put(to, ANNO_STR("{\"path\":"));
  anno_json_put_text(to, row->path);
  anno_buf_putc(to, ',');
  if (kinds[row->kind].key) {
    anno_json_put_size(to, kinds[row->kind].key, row->size);
    anno_buf_putc(to, ',');
    anno_json_put_hash(to, "sha256", &row->hash);
  } else {
    put_key(to, "is");
    anno_json_put_text(to, anno_str_from(kinds[row->kind].is));
  }
  anno_buf_putc(to, '}');
}

static void put_document(anno_buf *to, const anno_made_document *document) {
  anno_buf_put(to, ANNO_STR("{\"id\":"));
  anno_json_put_text(to, document->id);
  if (document->annotator.len) {
    anno_buf_put(to, ANNO_STR(",\"annotator\":"));
    anno_json_put_text(to, document->annotator);
  }
  anno_buf_putc(to, '}');
}

static void put_member(anno_buf *to, const char *key, anno_str value) {
  if (!value.len) return;
  anno_buf_putc(to, ',');
  put_key(to, key);
  anno_json_put_text(to, value);
}

static void put_documents(anno_buf *to, const anno_made_section *section) {
  anno_buf_put(to, ANNO_STR(",\"documents\":["));
  for (size_t i = 0; i < section->document_count; i++) {
    if (i) anno_buf_putc(to, ',');
    put_document(to, &section->documents[i]);
  }
  anno_buf_putc(to, ']');
}

void anno_made_files_put(anno_buf *to, const anno_watched_row *rows, size_t count) {
  anno_buf_putc(to, '[');
  for (size_t i = 0; i < count; i++) {
    if (i) anno_buf_putc(to, ',');
    put_file(to, &rows[i]);
  }
  anno_buf_putc(to, ']');
}

void anno_made_section_put(anno_buf *to, const anno_made_section *section) {
  anno_buf_putc(to, ',');
  anno_json_put_size(to, "length", section->length);
  anno_buf_putc(to, ',');
  anno_json_put_size(to, "corpus", section->corpus);
  put_member(to, "base", section->base);
  put_member(to, "source", section->source);
  put_member(to, "format", section->format);
  anno_buf_put(to, ANNO_STR(",\"counts\":"));
  anno_made_counts_put(to, &section->counts);
  if (section->source.len) put_documents(to, section);
  anno_buf_put(to, ANNO_STR(",\"files\":"));
  if (section->files_text.len)
    anno_buf_put(to, section->files_text);
  else
    anno_made_files_put(to, section->files, section->file_count);
  anno_buf_putc(to, '}');
}

/* ---- Reading */

static void ignore(void *handle, const anno_diag *diag) {
  (void)handle;
  (void)diag;
}

/* What is wrong with a manifest is told by whoever wanted it. */
static bool parse(anno_arena *arena, anno_str text, anno_json *out) {
  static const anno_diag_sink nobody = {NULL, ignore};
  const anno_ctx ctx = {.run = arena, .document = arena, .diag = &nobody};
  anno_input *input = anno_arena_take(arena, sizeof *input);
  if (!input) return false;
  text = anno_str_trim(text);
  if (anno_str_ends(text, ANNO_STR(","))) text.len--;
  input->bytes = text;
  return anno_json_parse(&ctx, input, out) == ANNO_OK && anno_json_is(*out) == ANNO_JSON_OBJECT;
}

static bool get_size(anno_json object, const char *key, size_t *out) {
  return anno_json_size(anno_json_get(object, anno_str_from(key)), out);
}

static anno_str get_text(anno_json object, const char *key) {
  return anno_json_text(anno_json_get(object, anno_str_from(key)));
}

static unsigned hex_value(char c) {
  if (c >= '0' && c <= '9') return (unsigned)(c - '0');
  return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 16;
}

static bool get_hash(anno_json object, anno_hash *out) {
  const anno_str text = get_text(object, "sha256");
  if (text.len != (size_t)2 * ANNO_HASH_BYTES) return false;
  for (size_t i = 0; i < ANNO_HASH_BYTES; i++) {
    const unsigned high = hex_value(text.ptr[2 * i]), low = hex_value(text.ptr[2 * i + 1]);
    if (high > 15 || low > 15) return false;
    out->bytes[i] = (unsigned char)(high << 4 | low);
  }
  return true;
}

static bool get_counts(anno_json object, anno_made_counts *out) {
  for (size_t i = 0; i < COUNTS; i++)
    if (!get_size(object, count_rows[i].key, count_at(out, i))) return false;
  return true;
}

static bool get_file(anno_json object, anno_watched_row *out) {
  const anno_str is = get_text(object, "is");
  out->path = get_text(object, "path");
  for (size_t i = 0; i < KINDS; i++) {
    const bool sized = kinds[i].key && get_size(object, kinds[i].key, &out->size);
    out->kind = (anno_watched_kind)i;
    if (sized) return get_hash(object, &out->hash);
    if (kinds[i].is && anno_str_eq(is, anno_str_from(kinds[i].is))) return true;
  }
  return false;
}

static bool get_files(anno_arena *arena, anno_json array, anno_made_section *out) {
  out->files = anno_arena_array(arena, anno_json_count(array) + 1, sizeof *out->files);
  if (!out->files || anno_json_is(array) != ANNO_JSON_ARRAY) return false;
  ANNO_JSON_EACH(item, array)
  if (!get_file(item, &out->files[out->file_count++])) return false;
  return true;
}

static bool get_documents(anno_arena *arena, anno_json array, anno_made_section *out) {
  out->documents = anno_arena_array(arena, anno_json_count(array) + 1, sizeof *out->documents);
  if (!out->documents || anno_json_is(array) != ANNO_JSON_ARRAY) return false;
  ANNO_JSON_EACH(item, array)
  out->documents[out->document_count++] = (anno_made_document){get_text(item, "id"), get_text(item, "annotator")};
  return true;
}

bool anno_made_section_read(anno_arena *arena, anno_str line, anno_made_section *out) {
  anno_json root;
  *out = (anno_made_section){0};
  if (!parse(arena, line, &root)) return false;
  out->source = get_text(root, "source");
  out->format = get_text(root, "format");
  out->base = get_text(root, "base");
  return get_size(root, "begin", &out->begin) && get_size(root, "length", &out->length) &&
         get_size(root, "corpus", &out->corpus) && get_counts(anno_json_get(root, ANNO_STR("counts")), &out->counts) &&
         (!out->source.len || get_documents(arena, anno_json_get(root, ANNO_STR("documents")), out)) &&
         get_files(arena, anno_json_get(root, ANNO_STR("files")), out);
}

bool anno_made_counts_read(anno_arena *arena, anno_str text, anno_made_counts *out) {
  anno_json root;
  return parse(arena, text, &root) && get_counts(root, out);
}

bool anno_made_file_read(anno_arena *arena, anno_str text, anno_made_file *out) {
  anno_json root;
  if (!parse(arena, text, &root)) return false;
  out->name = get_text(root, "name");
  return out->name.len && get_size(root, "size", &out->size) && get_hash(root, &out->hash);
}

anno_str anno_json_member(anno_arena *arena, anno_str text, const char *key) {
  anno_json root;
  return parse(arena, text, &root) ? get_text(root, key) : ANNO_STR("");
}
