/* Labels and words. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf.h"
#include "draw/tell.h"

static bool is_literal(const anno_tell *tell, anno_node node) {
  return anno_graph_term(tell->graph, node)->kind == ANNO_LITERAL;
}

/* 0 is best. */
static int rank_of_language(anno_str language) {
  if (!language.len) return 0;
  if (anno_str_eq(language, ANNO_STR("en"))) return 1;
  return anno_str_starts(language, ANNO_STR("en-")) ? 2 : 3;
}

anno_str anno_best_literal(const anno_tell *tell, anno_nodes nodes) {
  const anno_term *best = NULL;
  for (size_t i = 0; i < nodes.count; i++) {
    const anno_term *term = anno_graph_term(tell->graph, nodes.items[i]);
    if (term->kind != ANNO_LITERAL || !term->value.len) continue;
    if (!best || rank_of_language(term->language) < rank_of_language(best->language)) best = term;
  }
  return best ? best->value : ANNO_STR("");
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that "%41" at `at` stands for, -1 if there is none. */
static int escaped_byte(anno_str s, size_t at) {
  if (s.ptr[at] != '%' || at + 2 >= s.len) return -1;
  const int high = hex_digit(s.ptr[at + 1]), low = hex_digit(s.ptr[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static anno_str decoded(anno_arena *arena, anno_str s) {
  anno_buf out = anno_buf_in(arena);
  for (size_t i = 0; i < s.len; i++) {
    const int byte = escaped_byte(s, i);
    anno_buf_putc(&out, byte < 0 ? s.ptr[i] : (char)byte);
    if (byte >= 0) i += 2;
  }
  const anno_str text = anno_buf_str(&out);
  return anno_utf_invalid(text) == text.len ? text : s;
}

anno_str anno_local_name(anno_arena *arena, anno_str iri) {
  anno_str rest = iri;
  while (rest.len && (rest.ptr[rest.len - 1] == '/' || rest.ptr[rest.len - 1] == '#')) rest.len--;
  size_t at = rest.len;
  while (at && rest.ptr[at - 1] != '/' && rest.ptr[at - 1] != '#') at--;
  const anno_str name = anno_str_sub(rest, at, rest.len);
  if (!name.len) return iri;
  return anno_str_find(name, 0, '%') < name.len ? decoded(arena, name) : name;
}

anno_str anno_joined(const anno_tell *tell, anno_nodes nodes, anno_str between) {
  anno_buf out = anno_buf_in(tell->arena);
  if (nodes.count == 1 && is_literal(tell, nodes.items[0])) return anno_value_of(tell, nodes.items[0]);
  for (size_t i = 0; i < nodes.count; i++) {
    if (!is_literal(tell, nodes.items[i])) continue;
    if (out.len) anno_buf_put(&out, between);
    anno_buf_put(&out, anno_value_of(tell, nodes.items[i]));
  }
  return anno_buf_str(&out);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static anno_str number_at(anno_str s, size_t *at) {
  while (*at + 1 < s.len && s.ptr[*at] == '0' && is_digit(s.ptr[*at + 1])) ++*at;
  const size_t begin = *at;
  while (*at < s.len && is_digit(s.ptr[*at])) ++*at;
  return anno_str_sub(s, begin, *at);
}

int anno_natural_cmp(anno_str a, anno_str b) {
  size_t i = 0, k = 0;
  while (i < a.len && k < b.len) {
    if (is_digit(a.ptr[i]) && is_digit(b.ptr[k])) {
      const anno_str x = number_at(a, &i), y = number_at(b, &k);
      if (x.len != y.len) return x.len < y.len ? -1 : 1;
      const int c = anno_str_cmp(x, y);
      if (c) return c;
    } else if (a.ptr[i] != b.ptr[k]) {
      return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[k] ? -1 : 1;
    } else {
      i++, k++;
    }
  }
  if (i < a.len || k < b.len) return i < a.len ? 1 : -1;
  return anno_str_cmp(a, b);
}

typedef struct {
  anno_str iri, words;
} span;

static int by_place(const void *a, const void *b) {
  return anno_natural_cmp(((const span *)a)->iri, ((const span *)b)->iri);
}

static bool contains(anno_str text, anno_str part) {
  return part.len <= text.len && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

anno_str anno_words_of(const anno_tell *tell, anno_nodes spans) {
  span *all = anno_arena_array(tell->arena, spans.count + 1, sizeof *all);
  size_t count = 0;
  if (!all) return ANNO_STR("");
  for (size_t i = 0; i < spans.count; i++) {
    const anno_str words = anno_best_literal(tell, anno_told(tell, spans.items[i], ANNO_V_anchorOf));
    if (words.len) all[count++] = (span){anno_value_of(tell, spans.items[i]), words};
  }
  if (count > 1) qsort(all, count, sizeof *all, by_place);
  /* A quotation stands within its sentence: one of two neighbours often holds the other. */
  size_t left = 0;
  for (size_t i = 0; i < count; i++) {
    if (left && contains(all[left - 1].words, all[i].words)) continue;
    if (left && contains(all[i].words, all[left - 1].words)) left--;
    all[left++] = all[i];
  }
  if (left == 1) return all[0].words;
  anno_buf out = anno_buf_in(tell->arena);
  for (size_t i = 0; i < left; i++) {
    if (i) anno_buf_put(&out, ANNO_STR(" … "));
    anno_buf_put(&out, all[i].words);
  }
  return anno_buf_str(&out);
}

anno_str anno_label_of(const anno_tell *tell, anno_node node) {
  static const anno_vocab labels[] = {ANNO_V_label, ANNO_V_prefLabel, ANNO_V_title};
  const anno_term *term = anno_graph_term(tell->graph, node);
  const anno_tells kind = (anno_tells)tell->kinds[node];
  if (term->kind == ANNO_LITERAL) return term->value;
  /* The label of a span is its words, shortened, and not always kept; the words are whole. */
  if (kind == ANNO_TELLS_SPAN || kind == ANNO_TELLS_TEXT) {
    const anno_str words = anno_words_of(tell, (anno_nodes){&node, 1});
    return words.len ? words : anno_local_name(tell->arena, term->value);
  }
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    const anno_str label = anno_best_literal(tell, anno_told(tell, node, labels[i]));
    if (anno_str_trim(label).len) return label;
  }
  return anno_local_name(tell->arena, term->value);
}
