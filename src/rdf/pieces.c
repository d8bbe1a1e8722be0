#include "rdf/pieces.h"

#include "base/limits.h"

/* A line of LONG pieces is cut, so that a file of one line is not one piece. */
enum { SIZE = 256 * 1024, SMALLEST_XML = 4096, LONG = 16 };

/* Where the next byte stands. */
typedef enum { PLAIN, IN_COMMENT, IN_IRI, AT_QUOTES, IN_STRING, IN_LONG_STRING } state;

/* A part of the text that is not for counting. */
typedef struct {
  size_t begin, end;
  char instead;
} patch;

struct anno_pieces {
  anno_arena *scratch;
  anno_cut cut;
  size_t size;
  anno_piece_sink to;
  bool done;         /* no more pieces are wanted */
  anno_buf text;     /* of the piece so far */
  anno_buf prefixes; /* directives so far, each a line */
  anno_buf opening;  /* the name of the open graph and its brace */
  size_t ahead, lines_ahead;
  state state;
  char quote;      /* that began the string */
  unsigned quotes; /* of them in a row */
  bool escaped;    /* the next byte stands behind a backslash */
  bool dot;        /* the last byte was a dot that may end a statement */
  bool in_graph;
  size_t depth; /* open brackets */
  size_t iri;   /* where the IRI began */
  size_t unit;  /* where the statement, directive or graph begins */
  bool begun;   /* there is more in it than blanks and comments */
  size_t first_line, lines;
  bool mid_line;
  bool file_begun; /* the byte order mark was looked for */
  size_t triple_term;
  patch *patches; /* in scratch */
  size_t patches_count, patches_capacity;
};

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* A dot before one of these belongs to a name or a number. */
static bool in_names(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) ||
         (c && strchr("_-:%\\.", c));
}

anno_pieces *anno_pieces_new(anno_arena *arena, anno_arena *scratch, anno_cut cut, size_t size, anno_piece_sink to) {
  anno_pieces *p = anno_arena_take(arena, sizeof *p);
  if (!p) return NULL;
  if (!size) size = SIZE;
  if (cut == ANNO_CUT_XML && size < SMALLEST_XML) size = SMALLEST_XML;
  *p = (anno_pieces){.scratch = scratch, .cut = cut, .size = size, .to = to};
  p->text = p->prefixes = p->opening = anno_buf_in(arena);
  p->triple_term = (size_t)-1;
  return p;
}

/* --- Directives ------------------------------------------------------------------------------------------------ */

static size_t skip_blanks(anno_str s, size_t at) {
  while (at < s.len && (blank(s.ptr[at]) || s.ptr[at] == '#'))
    at = s.ptr[at] == '#' ? anno_str_find(s, at, '\n') : at + 1;
  return at;
}

static bool keyword(anno_str s, size_t at, anno_str lower) {
  for (size_t i = 0; i < lower.len; i++)
    if (at + i >= s.len || (s.ptr[at + i] | 0x20) != lower.ptr[i]) return false;
  at += lower.len;
  return at < s.len && (blank(s.ptr[at]) || s.ptr[at] == '<' || s.ptr[at] == '#');
}

/* Removes the line from the directives; then it can come last, and many files in one do not pile up theirs. */
static void forget(anno_buf *prefixes, anno_str line) {
  for (size_t begin = 0; begin < prefixes->len;) {
    const anno_str all = anno_buf_str(prefixes);
    const size_t end = anno_str_find(all, begin, '\n') + 1;
    if (anno_str_eq(anno_str_sub(all, begin, end), line)) {
      memmove(prefixes->ptr + begin, prefixes->ptr + end, all.len - end);
      prefixes->len -= end - begin;
      return;
    }
    begin = end;
  }
}

/* Keeps the directive at `at` and returns the place behind it; `at` itself if none stands there. */
static size_t take_directive(anno_pieces *p, anno_str s, size_t at) {
  const bool dotted = s.ptr[at] == '@';
  size_t i = at + dotted;
  const bool prefix = keyword(s, i, ANNO_STR("prefix"));
  if (!prefix && !keyword(s, i, ANNO_STR("base"))) return at;
  i = skip_blanks(s, i + (prefix ? 6 : 4));
  const size_t name = i;
  while (prefix && i < s.len && !blank(s.ptr[i]) && s.ptr[i] != '<' && s.ptr[i] != '#') i++;
  const anno_str named = anno_str_sub(s, name, i);
  const size_t iri = skip_blanks(s, i), end = anno_str_find(s, iri, '>') + 1;
  if (iri >= s.len || s.ptr[iri] != '<' || end > s.len) return at;
  const anno_str line = anno_arena_print(p->scratch, prefix ? "@prefix %.*s %.*s .\n" : "@base%.*s %.*s .\n",
                                         ANNO_FMT(named), ANNO_FMT(anno_str_sub(s, iri, end)));
  if (prefix) forget(&p->prefixes, line); /* a base may be relative to the one before */
  anno_buf_put(&p->prefixes, line);
  if (!dotted) return end;
  i = skip_blanks(s, end);
  return i < s.len && s.ptr[i] == '.' ? i + 1 : end;
}

/* Keeps the directives that the unit begins with, and returns where the rest of it begins. */
static size_t take_directives(anno_pieces *p, size_t end) {
  const anno_str s = anno_str_sub(anno_buf_str(&p->text), 0, end);
  for (size_t at = skip_blanks(s, p->unit);;) {
    const size_t behind = at < s.len ? take_directive(p, s, at) : at;
    if (behind == at) return at;
    at = skip_blanks(s, behind);
  }
}

/* --- Pieces ---------------------------------------------------------------------------------------------------- */

static void add_patch(anno_pieces *p, size_t begin, size_t end, char instead) {
  const patch made = {begin, end, instead};
  ANNO_PUSH(p->scratch, p->patches, p->patches_count, p->patches_capacity, made);
}

static anno_str flat(const anno_pieces *p) {
  if (!p->patches_count) return anno_buf_str(&p->text);
  char *copy = anno_arena_take(p->scratch, p->text.len);
  if (!copy) return ANNO_STR("");
  memcpy(copy, p->text.ptr, p->text.len);
  for (size_t i = 0; i < p->patches_count; i++)
    for (size_t at = p->patches[i].begin; at < p->patches[i].end; at++) copy[at] = p->patches[i].instead;
  return (anno_str){copy, p->text.len};
}

static size_t count_lines(anno_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += s.ptr[i] == '\n';
  return n;
}

/* What the next piece begins with. */
static void begin_piece(anno_pieces *p) {
  p->text.len = 0;
  p->patches = NULL;
  p->patches_count = p->patches_capacity = 0;
  anno_buf_put(&p->text, anno_buf_str(&p->prefixes));
  if (p->in_graph) {
    const size_t begin = p->text.len;
    anno_buf_put(&p->text, anno_buf_str(&p->opening));
    add_patch(p, begin, p->text.len, ' ');
  }
  p->ahead = p->unit = p->text.len;
  p->lines_ahead = count_lines(anno_buf_str(&p->text));
  p->lines = 0;
}

static bool no_memory(const anno_pieces *p) {
  return anno_arena_failed(p->text.arena) || anno_arena_failed(p->scratch);
}

static void hand_on(anno_pieces *p, bool last) {
  const size_t end = p->text.len;
  p->file_begun = true;
  if (p->in_graph && !last) {
    anno_buf_put(&p->text, ANNO_STR("}"));
    add_patch(p, end, end + 1, ' ');
  }
  anno_piece piece = {.text = anno_buf_str(&p->text), .ahead = p->ahead, .lines_ahead = p->lines_ahead, .last = last};
  piece.flat = p->cut == ANNO_CUT_TRIG ? flat(p) : piece.text;
  piece.body = anno_str_sub(piece.text, p->ahead, end);
  piece.first_line = p->first_line;
  piece.mid_line = p->mid_line;
  piece.too_long = piece.body.len > ANNO_MOST_statement_bytes;
  piece.triple_term = p->triple_term < end ? p->triple_term - p->ahead : piece.body.len;
  p->done = no_memory(p) || !p->to.on_piece(p->to.handle, &piece) || last;
  if (p->done) return;
  p->mid_line = end > p->ahead ? p->text.ptr[end - 1] != '\n' : p->mid_line;
  p->first_line += p->lines;
  anno_arena_reset(p->scratch);
  begin_piece(p);
}

/* A piece that may end here does so if it is large enough; the directives in front of each cost time, too. */
static void may_end(anno_pieces *p, char c) {
  const size_t least = p->prefixes.len > p->size ? p->prefixes.len : p->size, length = p->text.len - p->ahead;
  if (c == '\n' ? length >= least : length / LONG >= least) hand_on(p, false);
}

/* --- Bytes ----------------------------------------------------------------------------------------------------- */

/* A statement or directive ends before `end`. */
static void end_unit(anno_pieces *p, size_t end) {
  if (!p->in_graph) take_directives(p, end);
  p->unit = end;
  p->begun = false;
}

static void open_graph(anno_pieces *p) {
  const size_t begin = take_directives(p, p->text.len), end = p->text.len;
  p->opening.len = 0;
  anno_buf_put(&p->opening, anno_str_sub(anno_buf_str(&p->text), begin, end));
  add_patch(p, begin, end, ' ');
  p->in_graph = true;
  p->unit = end;
  p->begun = false;
}

/* The last statement needs no dot of its own. */
static void close_graph(anno_pieces *p) {
  add_patch(p, p->text.len - 1, p->text.len, p->begun ? '.' : ' ');
  p->in_graph = false;
  p->unit = p->text.len;
  p->begun = false;
}

static void close_bracket(anno_pieces *p, char c) {
  if (c == '}' && p->in_graph && !p->depth)
    close_graph(p);
  else if (p->depth)
    p->depth--;
}

/* A byte outside of comments, IRIs and strings. */
static void turtle_byte(anno_pieces *p, char c) {
  const bool ended = p->dot && !in_names(c);
  p->dot = false;
  if (ended) end_unit(p, p->text.len - 1);
  if (blank(c)) {
    if (!p->begun && (ended || c == '\n')) may_end(p, c);
    return;
  }
  if (c == '#') return;
  const bool graph = c == '{' && p->cut == ANNO_CUT_TRIG && !p->in_graph && !p->depth;
  if (c != '}' || p->depth) p->begun = true;
  switch (c) {
    case '[':
    case '(': p->depth++; break;
    case '{':
      if (graph)
        open_graph(p);
      else
        p->depth++;
      break;
    case ']':
    case ')':
    case '}': close_bracket(p, c); break;
    case '.': p->dot = !p->depth; break;
    default: break;
  }
}

static void plain_byte(anno_pieces *p, char c) {
  turtle_byte(p, c);
  p->escaped = c == '\\';
  if (c == '#') p->state = IN_COMMENT;
  if (c == '<') p->state = IN_IRI, p->iri = p->text.len;
  if (c == '"' || c == '\'') p->state = AT_QUOTES, p->quote = c, p->quotes = 1;
}

/* Neither an IRI nor a string of one line goes on in the next: a missing quote hides no more than a line. */
static void term_byte(anno_pieces *p, char c, char end) {
  if (c == '\\') p->escaped = true;
  if (c == end || c == '\n') p->state = PLAIN;
  if (c == '\n') plain_byte(p, c);
}

static void long_byte(anno_pieces *p, char c) {
  p->quotes = c == p->quote ? p->quotes + 1 : 0;
  if (c == '\\') p->escaped = true;
  if (p->quotes == 3) p->state = PLAIN;
}

/* Behind one or two quotes that begin a string. */
static void quotes_byte(anno_pieces *p, char c) {
  if (c == p->quote && ++p->quotes < 3) return;
  p->state = p->quotes == 3 ? IN_LONG_STRING : p->quotes == 2 ? PLAIN : IN_STRING;
  if (p->quotes == 3)
    p->quotes = 0;
  else if (p->state == PLAIN)
    plain_byte(p, c);
  else
    term_byte(p, c, p->quote);
}

/* The piece cannot be parsed; there are no more. */
static void give_up(anno_pieces *p, size_t triple_term) {
  p->triple_term = triple_term;
  hand_on(p, false);
  p->done = true;
}

static void step(anno_pieces *p, char c) {
  if (p->escaped && p->state != IN_COMMENT && c != '\n') {
    p->escaped = false;
    return;
  }
  p->escaped = false;
  switch (p->state) {
    case PLAIN: plain_byte(p, c); break;
    case IN_COMMENT:
      if (c != '\n') break;
      p->state = PLAIN;
      plain_byte(p, c);
      break;
    case IN_IRI:
      if (c == '<' && p->text.len == p->iri + 1) give_up(p, p->iri - 1);
      if (!p->done) term_byte(p, c, '>');
      break;
    case AT_QUOTES: quotes_byte(p, c); break;
    case IN_STRING: term_byte(p, c, p->quote); break;
    case IN_LONG_STRING: long_byte(p, c); break;
  }
}

/* A byte order mark is no part of the text; an XML parser knows it. */
static void skip_mark(anno_pieces *p) {
  p->file_begun = p->text.len >= 3;
  if (p->cut == ANNO_CUT_XML || !anno_str_starts(anno_buf_str(&p->text), ANNO_STR("\xEF\xBB\xBF"))) return;
  p->text.len = 0;
  p->begun = false;
}

static void take_byte(anno_pieces *p, char c) {
  switch (p->cut) {
    case ANNO_CUT_TURTLE:
    case ANNO_CUT_TRIG: step(p, c); break;
    case ANNO_CUT_LINES:
      if (c == '\n') may_end(p, c);
      break;
    case ANNO_CUT_XML: may_end(p, c); break;
  }
}

bool anno_pieces_put(anno_pieces *p, anno_str bytes) {
  for (size_t i = 0; i < bytes.len && !p->done; i++) {
    anno_buf_putc(&p->text, bytes.ptr[i]);
    p->lines += bytes.ptr[i] == '\n';
    take_byte(p, bytes.ptr[i]);
    if (!p->file_begun) skip_mark(p);
    if (no_memory(p)) p->done = true;
    if (!p->done && p->text.len - p->ahead > ANNO_MOST_statement_bytes) give_up(p, (size_t)-1);
  }
  return !p->done;
}

bool anno_pieces_end(anno_pieces *p) {
  if (!p->done) hand_on(p, true);
  return !no_memory(p);
}
