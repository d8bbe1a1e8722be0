/* The picture as a graph for Gephi and libraries. Source: GEXF 1.2draft, the newest that readers new and old take. No
   colours: the published schemas contradict each other on them, so `style` says in words what they mean. No date of
   modification: the same picture gives the same bytes. */
#include "draw/output.h"
#include "draw/records.h"

static void put(anno_buf *out, const char *text) { anno_buf_put(out, anno_str_from(text)); }

static void put_attribute(anno_buf *out, const char *before, anno_str value) {
  put(out, before);
  anno_put_value(out, value);
  anno_buf_putc(out, '"');
}

/* Label and weight are attributes of nodes and edges themselves. */
static bool is_column(anno_column c, char letter) { return c != ANNO_COLUMN_LABEL && anno_column_in(c, letter); }

static void put_columns(anno_buf *out, const char *class) {
  put_attribute(out, "    <attributes class=\"", anno_str_from(class));
  put(out, ">\n");
  for (anno_column c = 0; c < ANNO_COLUMN_COUNT; c++) {
    if (!is_column(c, class[0])) continue;
    put_attribute(out, "      <attribute id=\"", anno_column_name(c));
    put_attribute(out, " title=\"", anno_column_name(c));
    put_attribute(out, " type=\"", c == ANNO_COLUMN_STATEMENTS ? ANNO_STR("integer") : ANNO_STR("string"));
    put(out, "/>\n");
  }
  put(out, "    </attributes>\n");
}

static void put_cells(anno_buf *out, const anno_record *record, char letter) {
  put(out, "        <attvalues>\n");
  for (anno_column c = 0; c < ANNO_COLUMN_COUNT; c++) {
    if (!is_column(c, letter) || !record->cells[c].len) continue;
    put_attribute(out, "          <attvalue for=\"", anno_column_name(c));
    put_attribute(out, " value=\"", record->cells[c]);
    put(out, "/>\n");
  }
  put(out, "        </attvalues>\n");
}

static void put_node(anno_buf *out, const anno_record *record) {
  put_attribute(out, "      <node id=\"", record->cells[ANNO_COLUMN_ID]);
  put_attribute(out, " label=\"", record->cells[ANNO_COLUMN_LABEL]);
  put(out, ">\n");
  put_cells(out, record, 'n');
  put(out, "      </node>\n");
}

static void put_edge(anno_buf *out, const anno_record *record) {
  put_attribute(out, "      <edge id=\"", record->cells[ANNO_COLUMN_ID]);
  put_attribute(out, " source=\"", record->cells[ANNO_COLUMN_FROM]);
  put_attribute(out, " target=\"", record->cells[ANNO_COLUMN_TO]);
  put_attribute(out, " label=\"", record->cells[ANNO_COLUMN_LABEL]);
  if (record->cells[ANNO_COLUMN_STATEMENTS].len)
    put_attribute(out, " weight=\"", record->cells[ANNO_COLUMN_STATEMENTS]);
  put(out, ">\n");
  put_cells(out, record, 'e');
  put(out, "      </edge>\n");
}

static void put_meta(anno_buf *out, const anno_records *records) {
  put(out, "  <meta>\n    <creator>annograph</creator>\n    <description>");
  if (records->count) {
    anno_put_value(out, records->items[0].cells[ANNO_COLUMN_LABEL]);
    put(out, ": ");
    anno_put_value(out, records->items[0].cells[ANNO_COLUMN_DETAIL]);
  }
  put(out, "</description>\n  </meta>\n");
}

static void write(const anno_picture *picture, anno_theme theme, anno_buf *out) {
  (void)theme;
  const anno_records records = anno_records_of(picture);
  put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" "
           "version=\"1.2\">\n");
  put_meta(out, &records);
  put(out, "  <graph mode=\"static\" defaultedgetype=\"directed\">\n");
  put_columns(out, "node");
  put_columns(out, "edge");
  put(out, "    <nodes>\n");
  for (size_t i = 0; i < records.count; i++)
    if (records.items[i].type == ANNO_RECORD_NODE) put_node(out, &records.items[i]);
  put(out, "    </nodes>\n    <edges>\n");
  for (size_t i = 0; i < records.count; i++)
    if (records.items[i].type == ANNO_RECORD_EDGE) put_edge(out, &records.items[i]);
  put(out, "    </edges>\n  </graph>\n</gexf>\n");
}

const anno_output anno_output_gexf = {
    .name = "gexf", .summary = "a graph for Gephi", .unlimited = true, .write = write};
