#include "read/xml_decode.h"

#include <errno.h>
#include <iconv.h>

#include "base/utf.h"

enum { NAME_BYTES = 40 };

/* What a file begins with, and what that says. */
static const struct {
  anno_str bytes;
  size_t cut; /* of the BOM */
  const char *encoding;
} begins[] = {
    {ANNO_STR_INIT("\xEF\xBB\xBF"), 3, "UTF-8"},    {ANNO_STR_INIT("\xFF\xFE\0\0"), 4, "UTF-32LE"},
    {ANNO_STR_INIT("\0\0\xFE\xFF"), 4, "UTF-32BE"}, {ANNO_STR_INIT("\xFF\xFE"), 2, "UTF-16LE"},
    {ANNO_STR_INIT("\xFE\xFF"), 2, "UTF-16BE"},     {ANNO_STR_INIT("<\0\0\0"), 0, "UTF-32LE"},
    {ANNO_STR_INIT("\0\0\0<"), 0, "UTF-32BE"},      {ANNO_STR_INIT("<\0?\0"), 0, "UTF-16LE"},
    {ANNO_STR_INIT("\0<\0?"), 0, "UTF-16BE"},
};

static bool is_name_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* The encoding in `<?xml version="1.0" encoding="..."?>`, "" without one. */
static anno_str declared(anno_str bytes) {
  if (!anno_str_starts(bytes, ANNO_STR("<?xml"))) return ANNO_STR("");
  const anno_str line = anno_str_sub(bytes, 0, anno_str_find(bytes, 0, '>')), key = ANNO_STR("encoding");
  const char *p = memmem(line.ptr, line.len, key.ptr, key.len);
  if (!p) return ANNO_STR("");
  size_t at = (size_t)(p - line.ptr) + key.len;
  while (at < line.len && (anno_is_white(line.ptr[at]) || line.ptr[at] == '=')) at++;
  if (at == line.len || (line.ptr[at] != '"' && line.ptr[at] != '\'')) return ANNO_STR("");
  return anno_str_sub(line, at + 1, anno_str_find(line, at + 1, line.ptr[at]));
}

/* True if `name` is `known`, whatever the case of its letters. */
static bool is_called(anno_str name, const char *known) {
  const anno_str other = anno_str_from(known);
  if (name.len != other.len) return false;
  for (size_t i = 0; i < name.len; i++) {
    const char c = name.ptr[i];
    if ((c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c) != other.ptr[i]) return false;
  }
  return true;
}

/* ---- Conversion */

typedef struct {
  iconv_t to;
  char *in;
  size_t left;
} conversion;

/* Converts on into `out` of `size` bytes; the bytes it made. Stops early only where it cannot go on. */
static size_t convert(conversion *c, char *out, size_t size) {
  char *end = out;
  iconv(c->to, &c->in, &c->left, &end, &size);
  return (size_t)(end - out);
}

/* The length of what can be converted; *whole says whether that is all. */
static size_t measure(iconv_t to, anno_str bytes, bool *whole) {
  char scratch[4096];
  conversion c = {to, (char *)(size_t)bytes.ptr, bytes.len};
  size_t total = 0;
  for (size_t made = 1; made && c.left; total += made) made = convert(&c, scratch, sizeof scratch);
  *whole = !c.left;
  return total;
}

static anno_status refuse(const anno_ctx *ctx, const anno_input *input, size_t at, anno_str name) {
  anno_report(ctx->diag, ANNO_BAD_ENCODING, (anno_loc){input, at}, "%.*s", ANNO_FMT(name));
  return ANNO_SKIP;
}

/* Of bytes that cannot be converted to the end, what stands before is kept: the finding's place is counted in it. An
   encoding that is not known is refused where it is named. */
static anno_status convert_all(const anno_ctx *ctx, anno_input *input, const char *encoding, size_t named_at) {
  const anno_str bytes = input->bytes, name = anno_str_from(encoding);
  const iconv_t to = iconv_open("UTF-8", encoding);
  /* (iconv_t)-1 is how iconv.h says that it has no such encoding. */
  if (to == (iconv_t)-1) return errno == ENOMEM ? ANNO_NO_MEMORY : refuse(ctx, input, named_at, name);
  bool whole;
  const size_t size = measure(to, bytes, &whole);
  char *out = anno_arena_take(ctx->document, size + 1);
  conversion c = {to, (char *)(size_t)bytes.ptr, bytes.len};
  iconv(to, NULL, NULL, NULL, NULL);
  if (out) input->bytes = (anno_str){out, convert(&c, out, size)};
  iconv_close(to);
  if (!out) return ANNO_NO_MEMORY;
  return whole ? ANNO_OK : refuse(ctx, input, input->bytes.len, name);
}

/* ---- */

/* Says by what the file begins with which encoding it is in, and cuts the BOM off; NULL if that says nothing. */
static const char *encoding_by_begin(anno_str *bytes) {
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
    if (!anno_str_starts(*bytes, begins[i].bytes)) continue;
    *bytes = anno_str_sub(*bytes, begins[i].cut, bytes->len);
    return begins[i].encoding;
  }
  return NULL;
}

static anno_status to_utf8(const anno_ctx *ctx, anno_input *input) {
  const char *known = encoding_by_begin(&input->bytes);
  const anno_str name = declared(input->bytes);
  char encoding[NAME_BYTES + 1] = "";
  if (known) return strcmp(known, "UTF-8") == 0 ? ANNO_OK : convert_all(ctx, input, known, 0);
  if (!name.len || is_called(name, "UTF-8") || is_called(name, "UTF8")) return ANNO_OK;
  const size_t at = (size_t)(name.ptr - input->bytes.ptr);
  /* Bytes that could be read as far as this declaration are in no encoding of wider units. */
  bool usable = name.len <= NAME_BYTES && !is_called(name, "UTF-16") && !is_called(name, "UTF-32");
  for (size_t i = 0; i < name.len; i++) usable = usable && is_name_byte(name.ptr[i]);
  if (!usable) return refuse(ctx, input, at, name.len <= NAME_BYTES ? name : ANNO_STR(""));
  memcpy(encoding, name.ptr, name.len);
  return convert_all(ctx, input, encoding, at);
}

anno_status anno_xml_decode(const anno_ctx *ctx, anno_input *input) {
  const anno_status status = to_utf8(ctx, input);
  if (status != ANNO_OK) return status;
  input->bytes = anno_utf_without_bom(input->bytes);
  const size_t bad = anno_utf_invalid(input->bytes), zero = anno_str_find(input->bytes, 0, 0);
  if (bad < input->bytes.len) {
    anno_report(ctx->diag, ANNO_NOT_UTF8, (anno_loc){input, bad}, NULL);
    return ANNO_SKIP;
  }
  if (zero < input->bytes.len) {
    anno_report(ctx->diag, ANNO_BAD_XML, (anno_loc){input, zero}, "a NUL byte");
    return ANNO_SKIP;
  }
  return ANNO_OK;
}
