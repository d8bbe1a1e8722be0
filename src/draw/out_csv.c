/* The picture as a table, for readers who cannot see it and for spreadsheets. Source: RFC 4180; UTF-8 without a mark.
   A cell that a spreadsheet could take for a formula gets an apostrophe in front: one that begins with = + - @ (also in
   full width), a tab or a line end, or with apostrophes before one of them, so that taking off one gives the text back.
 */
#include "draw/output.h"
#include "draw/records.h"

static bool begins_formula(anno_str text) {
  static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  while (text.len && text.ptr[0] == '\'') text = anno_str_sub(text, 1, text.len);
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (anno_str_starts(text, anno_str_from(starts[i]))) return true;
  return false;
}

static void put_cell(anno_buf *out, anno_str text) {
  const bool guard = begins_formula(text);
  bool quote = text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
  for (size_t i = 0; i < text.len && !quote; i++) quote = strchr("\",\r\n\t", text.ptr[i]) != NULL;
  if (quote) anno_buf_putc(out, '"');
  if (guard) anno_buf_putc(out, '\'');
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '"') anno_buf_putc(out, '"');
    anno_buf_putc(out, text.ptr[i]);
  }
  if (quote) anno_buf_putc(out, '"');
}

static void put_cells(anno_buf *out, const anno_str *cells) {
  for (size_t i = 0; i < ANNO_COLUMN_COUNT; i++) {
    if (i) anno_buf_putc(out, ',');
    put_cell(out, cells[i]);
  }
  anno_buf_put(out, ANNO_STR("\r\n"));
}

static void write(const anno_picture *picture, anno_theme theme, anno_buf *out) {
  (void)theme;
  anno_str names[ANNO_COLUMN_COUNT];
  for (size_t i = 0; i < ANNO_COLUMN_COUNT; i++) names[i] = anno_column_name((anno_column)i);
  put_cells(out, names);
  const anno_records records = anno_records_of(picture);
  for (size_t i = 0; i < records.count; i++) put_cells(out, records.items[i].cells);
}

const anno_output anno_output_csv = {
    .name = "csv", .summary = "the same content as a table (RFC 4180)", .unlimited = false, .write = write};
