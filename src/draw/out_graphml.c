/* The picture as a graph for yEd, Cytoscape, Gephi and libraries. Source: GraphML 1.0 with its attributes extension.
   All edges are directed and on one level, as most readers want it; what a row stands in is its `within`. */
#include "draw/output.h"
#include "draw/records.h"

static void put(anno_buf *out, const char *text) { anno_buf_put(out, anno_str_from(text)); }

static void put_key(anno_buf *out, const char *of, anno_str name, const char *type) {
  const char letter[] = {of[0], '-', 0};
  put(out, "  <key id=\"");
  put(out, letter);
  anno_buf_put(out, name);
  put(out, "\" for=\"");
  put(out, of);
  put(out, "\" attr.name=\"");
  anno_buf_put(out, name);
  put(out, "\" attr.type=\"");
  put(out, type);
  put(out, "\"/>\n");
}

static void put_keys(anno_buf *out) {
  put_key(out, "graph", ANNO_STR("title"), "string");
  put_key(out, "graph", ANNO_STR("subtitle"), "string");
  static const char *const parts[] = {"node", "edge"};
  for (size_t i = 0; i < 2; i++)
    for (anno_column c = 0; c < ANNO_COLUMN_COUNT; c++)
      if (anno_column_in(c, parts[i][0]))
        put_key(out, parts[i], anno_column_name(c), c == ANNO_COLUMN_STATEMENTS ? "int" : "string");
  put_key(out, "edge", ANNO_STR("weight"), "double");
}

static void put_data(anno_buf *out, const char *indent, char letter, anno_str name, anno_str value) {
  if (!value.len) return;
  put(out, indent);
  put(out, "<data key=\"");
  anno_buf_putc(out, letter);
  anno_buf_putc(out, '-');
  anno_buf_put(out, name);
  put(out, "\">");
  anno_put_value(out, value);
  put(out, "</data>\n");
}

static void put_cells(anno_buf *out, const anno_record *record, char letter) {
  for (anno_column c = 0; c < ANNO_COLUMN_COUNT; c++)
    if (anno_column_in(c, letter)) put_data(out, "      ", letter, anno_column_name(c), record->cells[c]);
}

static void put_node(anno_buf *out, const anno_record *record) {
  put(out, "    <node id=\"");
  anno_buf_put(out, record->cells[ANNO_COLUMN_ID]);
  put(out, "\">\n");
  put_cells(out, record, 'n');
  put(out, "    </node>\n");
}

static void put_edge(anno_buf *out, const anno_record *record) {
  put(out, "    <edge id=\"");
  anno_buf_put(out, record->cells[ANNO_COLUMN_ID]);
  put(out, "\" source=\"");
  anno_buf_put(out, record->cells[ANNO_COLUMN_FROM]);
  put(out, "\" target=\"");
  anno_buf_put(out, record->cells[ANNO_COLUMN_TO]);
  put(out, "\">\n");
  put_cells(out, record, 'e');
  put_data(out, "      ", 'e', ANNO_STR("weight"), record->cells[ANNO_COLUMN_STATEMENTS]);
  put(out, "    </edge>\n");
}

static void write(const anno_picture *picture, anno_theme theme, anno_buf *out) {
  (void)theme;
  put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  put_keys(out);
  put(out, "  <graph id=\"picture\" edgedefault=\"directed\">\n");
  const anno_records records = anno_records_of(picture);
  for (size_t i = 0; i < records.count; i++) {
    const anno_record *record = &records.items[i];
    if (record->type == ANNO_RECORD_PICTURE) {
      put_data(out, "    ", 'g', ANNO_STR("title"), record->cells[ANNO_COLUMN_LABEL]);
      put_data(out, "    ", 'g', ANNO_STR("subtitle"), record->cells[ANNO_COLUMN_DETAIL]);
    }
    if (record->type == ANNO_RECORD_NODE) put_node(out, record);
    if (record->type == ANNO_RECORD_EDGE) put_edge(out, record);
  }
  put(out, "  </graph>\n</graphml>\n");
}

const anno_output anno_output_graphml = {
    .name = "graphml", .summary = "a graph for yEd, Cytoscape and Gephi", .unlimited = true, .write = write};
