#include "write/turtle_text.h"

#include "base/utf.h"
#include "rdf/vocab.h"
#include "write/prefix.h"
#include "write/term_text.h"

enum {
  INDENT = 4,
  TOGETHER = 64 * 1024, /* bytes that are handed on together: so many an output takes without a copy */
  WIDTH = 100           /* code points in a line before the next object goes to a line of its own */
};

static const anno_str rdf_type = ANNO_STR_INIT(ANNO_NS_RDF "type");
static const anno_str xsd_integer = ANNO_STR_INIT(ANNO_NS_XSD "integer");

typedef struct {
  const anno_ctx *ctx;
  anno_out *out;
  const anno_writer *format;
  anno_status status; /* the first that was not ANNO_OK: nothing is written behind it */
  anno_prefixes prefixes;
  anno_buf text;                      /* what the event adds */
  anno_buf term;                      /* an object before its place in the line is known */
  anno_buf headings;                  /* sections that wait for their first statement, one a line */
  anno_buf subject, predicate, graph; /* of the open block; copies, for views last one event only */
  bool in_block, in_graph, begun;     /* begun: something stands above, so a blank line is due */
  bool broken;                        /* other bytes may stand between the last statement and what comes */
  size_t column;                      /* code points in the last line, as far as they were counted: up to ... */
  size_t counted;                     /* ... this byte of `text` */
} turtle;

static void assign(anno_buf *copy, anno_str s) {
  copy->len = 0;
  anno_buf_put(copy, s);
}

static void set_column(turtle *to, size_t column) {
  to->column = column;
  to->counted = to->text.len;
}

/* Counted only where a line may become too long, and before its bytes are gone. */
static size_t column_of(turtle *to) {
  const anno_str more = anno_str_sub(anno_buf_str(&to->text), to->counted, to->text.len);
  set_column(to, to->column + anno_utf_count(more));
  return to->column;
}

/* A new line that is indented by `depth` steps, and by one more inside a graph. */
static void new_line(turtle *to, size_t depth) {
  static const char blanks[] = "            ";
  const size_t width = INDENT * (depth + to->in_graph);
  anno_buf_putc(&to->text, '\n');
  anno_buf_put(&to->text, (anno_str){blanks, width});
  set_column(to, width);
}

static anno_status flush(turtle *to) {
  column_of(to);
  to->counted = 0;
  return anno_text_flush(to->ctx, &to->text, to->out);
}

/* Begins a block behind a blank line. */
static void begin(turtle *to) {
  if (to->begun) anno_buf_putc(&to->text, '\n');
  anno_buf_put(&to->text, (anno_str){"    ", to->in_graph ? INDENT : 0});
  set_column(to, to->in_graph ? INDENT : 0);
  to->begun = true;
}

static void put_iri(turtle *to, anno_buf *text, anno_str iri) {
  anno_str name, local;
  if (!anno_prefixes_shorten(&to->prefixes, iri, &name, &local)) {
    anno_text_iri(text, iri);
    return;
  }
  anno_buf_put(text, name);
  anno_buf_putc(text, ':');
  anno_buf_put(text, local);
}

/* 0, or an optional '-', a digit other than 0 and digits: what reads back as the same literal without quotes. */
static bool bare_integer(const anno_term *literal) {
  if (!anno_str_eq(literal->datatype, xsd_integer)) return false;
  anno_str digits = literal->value;
  if (anno_str_eq(digits, ANNO_STR("0"))) return true;
  if (digits.len && digits.ptr[0] == '-') digits = anno_str_sub(digits, 1, digits.len);
  if (!digits.len || digits.ptr[0] == '0') return false;
  for (size_t i = 0; i < digits.len; i++)
    if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return false;
  return true;
}

static void put_literal(turtle *to, anno_buf *text, const anno_term *literal) {
  if (bare_integer(literal)) {
    anno_buf_put(text, literal->value);
    return;
  }
  anno_text_quoted(text, literal->value);
  if (literal->language.len) anno_text_language(text, literal->language);
  if (!anno_text_typed(literal)) return;
  anno_buf_put(text, ANNO_STR("^^"));
  put_iri(to, text, literal->datatype);
}

static void put_term(turtle *to, anno_buf *text, const anno_term *term) {
  if (term->kind == ANNO_IRI) put_iri(to, text, term->value);
  if (term->kind == ANNO_LITERAL) put_literal(to, text, term);
  if (term->kind != ANNO_TRIPLE) return;
  anno_buf_put(text, ANNO_STR("<<("));
  for (int i = 0; i < 3; i++) {
    anno_buf_putc(text, ' ');
    put_term(to, text, &term->triple[i]);
  }
  anno_buf_put(text, ANNO_STR(" )>>"));
}

static void close_block(turtle *to) {
  if (to->in_block) anno_buf_put(&to->text, ANNO_STR(" .\n"));
  to->in_block = false;
}

static void close_graph(turtle *to) {
  close_block(to);
  if (to->in_graph) anno_buf_put(&to->text, ANNO_STR("}\n"));
  to->in_graph = false;
}

static void put_headings(turtle *to) {
  anno_str rest = anno_buf_str(&to->headings);
  while (rest.len) {
    const anno_str heading = anno_str_cut(&rest, '\n');
    begin(to);
    anno_buf_put(&to->text, ANNO_STR("# "));
    anno_buf_put(&to->text, heading);
    anno_buf_putc(&to->text, '\n');
  }
  to->headings.len = 0;
}

static bool same_graph(const turtle *to, const anno_term *graph) {
  if (graph->kind == ANNO_NO_TERM) return !to->in_graph;
  return to->in_graph && anno_str_eq(graph->value, anno_buf_str(&to->graph));
}

static void open_graph(turtle *to, const anno_term *graph) {
  close_graph(to);
  put_headings(to);
  if (graph->kind == ANNO_NO_TERM) return;
  begin(to);
  put_iri(to, &to->text, graph->value);
  anno_buf_put(&to->text, ANNO_STR(" {\n"));
  assign(&to->graph, graph->value);
  to->in_graph = true;
  to->begun = false; /* no blank line behind the brace */
}

/* Appends what waits in to->term. */
static void put_waiting(turtle *to) {
  anno_buf_put(&to->text, anno_buf_str(&to->term));
  to->term.len = 0;
}

static void open_block(turtle *to, const anno_stmt *stmt) {
  close_block(to);
  put_headings(to);
  begin(to);
  put_iri(to, &to->term, stmt->subject.value);
  put_waiting(to);
  anno_buf_putc(&to->text, ' ');
  set_column(to, column_of(to) - 1);
  assign(&to->subject, stmt->subject.value);
  to->in_block = true;
}

static void put_predicate(turtle *to, anno_str iri) {
  if (anno_str_eq(iri, rdf_type))
    anno_buf_putc(&to->term, 'a');
  else
    put_iri(to, &to->term, iri);
  anno_buf_putc(&to->term, ' ');
  put_waiting(to);
  assign(&to->predicate, iri);
}

/* A further object of the same predicate. */
static void put_separator(turtle *to) {
  const size_t column = column_of(to);
  anno_buf_putc(&to->text, ',');
  if (column + 2 + anno_utf_count(anno_buf_str(&to->term)) > WIDTH) {
    new_line(to, 2);
    return;
  }
  anno_buf_putc(&to->text, ' ');
}

static anno_status put_stmt(turtle *to, const anno_stmt *stmt) {
  const anno_status status = anno_text_check(to->ctx, to->format, stmt);
  if (status != ANNO_OK) return status;
  if (!same_graph(to, &stmt->graph)) open_graph(to, &stmt->graph);
  const bool same_subject =
      to->in_block && to->headings.len == 0 && anno_str_eq(stmt->subject.value, anno_buf_str(&to->subject));
  const bool same_predicate = same_subject && anno_str_eq(stmt->predicate.value, anno_buf_str(&to->predicate));
  if (!same_subject)
    open_block(to, stmt);
  else if (!same_predicate) {
    anno_buf_put(&to->text, ANNO_STR(" ;"));
    new_line(to, 1);
  }
  if (!same_predicate) put_predicate(to, stmt->predicate.value);
  put_term(to, &to->term, &stmt->object);
  if (same_predicate) put_separator(to);
  put_waiting(to);
  return to->text.len < TOGETHER ? ANNO_OK : flush(to);
}

static anno_status put_prefix(turtle *to, anno_str name, anno_str iri) {
  /* What cannot be a prefix costs length only: the IRIs are written in full. */
  if (!anno_prefix_name_ok(name) || !anno_iri_ok(iri)) return ANNO_OK;
  if (to->in_block || to->in_graph || to->broken) {
    close_graph(to);
    anno_buf_putc(&to->text, '\n');
  }
  to->broken = false;
  anno_buf_put(&to->text, ANNO_STR("@prefix "));
  anno_buf_put(&to->text, name);
  anno_buf_put(&to->text, ANNO_STR(": "));
  anno_text_iri(&to->text, iri);
  anno_buf_put(&to->text, ANNO_STR(" .\n"));
  to->begun = true;
  anno_prefixes_add(&to->prefixes, name, iri);
  return flush(to);
}

/* A heading is for people: what could end its line, is no text, or what some parsers refuse even there becomes a blank.
 */
static anno_status put_section(turtle *to, anno_str name) {
  const anno_str text = anno_str_sub(name, 0, anno_utf_invalid(name));
  for (size_t at = 0, begin = 0; at < text.len; begin = at) {
    const uint32_t c = anno_utf_next(text, &at);
    const bool shown = c >= ' ' && c != 0x7F && c != 0xFFFE && c != 0xFFFF;
    anno_buf_put(&to->headings, shown ? anno_str_sub(text, begin, at) : ANNO_STR(" "));
  }
  anno_buf_putc(&to->headings, '\n');
  return ANNO_OK;
}

/* Blocks end where something else may come between. */
static anno_status put_break(turtle *to) {
  close_graph(to);
  put_headings(to);
  to->broken = true;
  return flush(to);
}

static anno_status finish(turtle *to) {
  close_graph(to);
  put_headings(to);
  const anno_status status = flush(to);
  return status == ANNO_OK ? anno_text_finish(to->out) : status;
}

static anno_status on_event(void *handle, const anno_event *event) {
  turtle *to = handle;
  if (to->status != ANNO_OK) return to->status;
  switch (event->kind) {
    case ANNO_EVENT_PREFIX: to->status = put_prefix(to, event->name, event->iri); break;
    case ANNO_EVENT_SECTION: to->status = put_section(to, event->name); break;
    case ANNO_EVENT_STATEMENT: to->status = put_stmt(to, event->stmt); break;
    case ANNO_EVENT_BREAK: to->status = put_break(to); break;
    case ANNO_EVENT_END: to->status = finish(to); break;
  }
  return to->status;
}

anno_sink anno_turtle_open(const anno_ctx *ctx, anno_out *out, const anno_writer *format) {
  turtle *to = anno_arena_take(ctx->run, sizeof *to);
  if (!to) return (anno_sink){0};
  *to = (turtle){.ctx = ctx, .out = out, .format = format, .prefixes = anno_prefixes_in(ctx->run)};
  anno_buf *const bufs[] = {&to->text, &to->term, &to->headings, &to->subject, &to->predicate, &to->graph};
  for (size_t i = 0; i < sizeof bufs / sizeof bufs[0]; i++) *bufs[i] = anno_buf_in(ctx->run);
  return (anno_sink){to, on_event};
}
