/* The text of a TEI document: the words of its elements in their order. White space becomes one blank; elements that
   are blocks stand on lines of their own; there is no blank where join= says so, or at a break that is no break. */
#include "read/tei.h"

typedef enum { NONE, BLANK, LINE } gap_kind;

typedef struct {
  anno_tei *t;
  anno_buf buf;
  size_t points;
  gap_kind gap;            /* what stands before the next character */
  bool glued;              /* white space is none here */
  anno_tei_node **waiting; /* open elements without a character so far */
  size_t waiting_count, waiting_capacity;
} writing;

static const char blocks[] =
    "TEI text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 p ab head l lg list item label "
    "table row cell sp speaker stage u opener closer salute signed dateline byline docTitle titlePart titlePage "
    "trailer "
    "epigraph argument castList castItem figure";
static const char breaks[] = "lb pb cb gb milestone";
/* What is told about the text or beside it. */
static const char outside[] =
    "teiHeader standOff facsimile sourceDoc xenoData note noteGrp desc figDesc fw index listPerson listOrg listPlace "
    "listEvent listObject listNym listRelation relation listAnnotation annotation annotationBlock spanGrp span "
    "interpGrp "
    "interp linkGrp link certainty precision respons alt altGrp join joinGrp timeline listChange listApp include";
/* Of two readings the one in the source is taken. */
static const char second[] = "corr expan reg rdg";

static bool is_outside(const anno_tei_node *node) {
  if (anno_str_among(node->name, outside)) return true;
  const bool either = node->parent && (anno_tei_is(node->parent, "choice") || anno_tei_is(node->parent, "app"));
  return either && anno_str_among(node->name, second) && node->parent->first != node;
}

static void set_gap(writing *w, gap_kind gap) {
  if (gap == BLANK && w->glued) return;
  if (gap > w->gap) w->gap = gap;
}

/* The first character in all elements that wait for one. */
static void begin_waiting(writing *w) {
  for (size_t i = 0; i < w->waiting_count; i++) w->waiting[i]->begin = w->points;
  w->waiting_count = 0;
}

static void put_word(writing *w, anno_str word) {
  if (w->gap && w->buf.len) {
    anno_buf_putc(&w->buf, w->gap == LINE ? '\n' : ' ');
    w->points++;
  }
  w->gap = NONE;
  w->glued = false;
  begin_waiting(w);
  anno_buf_put(&w->buf, word);
  w->points += anno_utf_count(word);
}

static void put_text(writing *w, anno_str text) {
  for (size_t i = 0, from = 0; i <= text.len; i++) {
    if (i < text.len && !anno_is_white(text.ptr[i])) continue;
    if (i > from) put_word(w, anno_str_sub(text, from, i));
    if (i < text.len) set_gap(w, BLANK);
    from = i + 1;
  }
}

static void open_element(writing *w, anno_tei_node *node) {
  const anno_str join = anno_tei_value(node, "join");
  if (anno_str_among(node->name, blocks)) set_gap(w, LINE);
  if (anno_str_among(join, "left both") && w->gap == BLANK) w->gap = NONE;
  if (anno_str_among(node->name, breaks) && !anno_str_eq(anno_tei_value(node, "break"), ANNO_STR("no")))
    set_gap(w, BLANK);
  node->in_text = true;
  node->begin = SIZE_MAX;
  ANNO_PUSH(w->t->doc->ctx->document, w->waiting, w->waiting_count, w->waiting_capacity, node);
}

static void close_element(writing *w, anno_tei_node *node) {
  if (node->begin == SIZE_MAX) {
    node->begin = w->points;
    if (w->waiting_count) w->waiting_count--;
  }
  node->end = w->points;
  if (anno_str_among(node->name, blocks)) set_gap(w, LINE);
  if (anno_str_among(anno_tei_value(node, "join"), "right both")) w->glued = true;
}

static void walk(writing *w, anno_tei_node *node) {
  if (!node->name.len) {
    put_text(w, node->text);
    return;
  }
  if (is_outside(node)) return;
  open_element(w, node);
  for (anno_tei_node *child = node->first; child; child = child->next)
    if (!anno_str_among(child->name, "TEI teiCorpus")) walk(w, child);
  close_element(w, node);
}

void anno_tei_make_text(anno_tei *t) {
  writing w = {.t = t, .buf = anno_buf_in(t->doc->ctx->document)};
  walk(&w, t->root);
  t->doc->text = anno_buf_str(&w.buf);
  t->doc->has_text = w.points > 0;
  t->index = anno_utf_index_of(t->doc->ctx->document, t->doc->text);
}
