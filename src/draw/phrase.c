/* Claims, speakers and evidence in words. */
#include <stdint.h>

#include "base/buf.h"
#include "draw/relate.h"
#include "rdf/vocab.h"

enum { DEEPEST = 3 }; /* claims within claims that are spelt out */
enum { MOST_SOURCES = 6 };

typedef struct {
  const anno_story *story;
  anno_buf out;
  anno_at it;
  size_t enough; /* bytes: more would be cut off */
  unsigned told; /* further roles are spelt out in claims less deep than this, else "[…]" */
} phrase;

static void put_claim(phrase *p, anno_at claim, unsigned depth);

static bool is_full(const phrase *p) { return p->out.len >= p->enough || anno_arena_failed(p->out.arena); }

static anno_str local_of(anno_str iri) {
  size_t at = iri.len;
  while (at && iri.ptr[at - 1] != '#' && iri.ptr[at - 1] != '/') at--;
  return anno_str_sub(iri, at, iri.len);
}

/* A time as EDTF writes it, with the commonest of its signs in words. */
static void put_time(anno_buf *out, anno_str text) {
  const anno_str open = ANNO_STR("..");
  if (anno_str_starts(text, ANNO_STR("../"))) {
    anno_buf_put(out, ANNO_STR("until "));
    text = anno_str_sub(text, open.len + 1, text.len);
  } else if (anno_str_ends(text, ANNO_STR("/.."))) {
    anno_buf_put(out, ANNO_STR("since "));
    text = anno_str_sub(text, 0, text.len - open.len - 1);
  }
  size_t middle = 1;
  while (middle < text.len && !anno_str_starts(anno_str_sub(text, middle, text.len), open)) middle++;
  if (!anno_str_starts(text, ANNO_STR("[")) || !anno_str_ends(text, ANNO_STR("]")) || middle >= text.len) {
    anno_buf_put(out, text);
    return;
  }
  anno_buf_put(out, ANNO_STR("between "));
  anno_buf_put(out, anno_str_sub(text, 1, middle));
  anno_buf_put(out, ANNO_STR(" and "));
  anno_buf_put(out, anno_str_sub(text, middle + open.len, text.len - 1));
}

static void put_filler(phrase *p, const anno_filler *filler, unsigned depth) {
  anno_buf *out = &p->out;
  if (filler->kind == ANNO_FILLS_REFERENT && filler->at < p->story->referent_count) {
    const bool unspecified = p->story->referents[filler->at].unspecified;
    anno_buf_put(out, filler->at == p->it ? ANNO_STR("it") : unspecified ? ANNO_STR("somebody") : filler->text);
    return;
  }
  if (filler->kind != ANNO_FILLS_CLAIM || filler->at >= p->story->claim_count) {
    if (filler->kind == ANNO_FILLS_TIME)
      put_time(out, filler->text);
    else
      anno_buf_put(out, filler->text);
    return;
  }
  anno_buf_putc(out, '(');
  if (depth < DEEPEST)
    put_claim(p, filler->at, depth + 1);
  else
    anno_buf_put(out, ANNO_STR("…"));
  anno_buf_putc(out, ')');
}

/* Fillers from `begin` to before `end`: "a", "a and b", "a, b and c". */
static void put_fillers(phrase *p, const anno_claim *claim, size_t begin, size_t end, unsigned depth) {
  for (size_t i = begin; i < end && !is_full(p); i++) {
    if (i > begin) anno_buf_put(&p->out, i + 1 == end ? ANNO_STR(" and ") : ANNO_STR(", "));
    put_filler(p, &claim->fillers[i], depth);
  }
}

static bool has_role(const anno_filler *filler, anno_vocab role) {
  return anno_str_eq(filler->role, anno_vocab_iri(role));
}

static bool is_complement(const anno_filler *filler) {
  return has_role(filler, ANNO_V_object) || has_role(filler, ANNO_V_said_value);
}

/* The end of the run of fillers of one role that begins at `at`. */
static size_t run_end(const anno_claim *claim, size_t at) {
  size_t end = at + 1;
  while (end < claim->filler_count && anno_str_eq(claim->fillers[end].role, claim->fillers[at].role)) end++;
  return end;
}

static anno_str role_name(const anno_filler *filler) {
  return filler->label.len ? filler->label : local_of(filler->role);
}

/* " [partner: a; topic: b and c]" from `at` on, without the run that begins at `promoted`. */
static void put_roles(phrase *p, const anno_claim *claim, size_t at, size_t promoted, unsigned depth) {
  bool begun = false;
  if (depth >= p->told) {
    for (size_t end; at < claim->filler_count && !begun; at = end) {
      end = run_end(claim, at);
      begun = at != promoted;
    }
    if (begun) anno_buf_put(&p->out, ANNO_STR(" […]"));
    return;
  }
  for (size_t end; at < claim->filler_count && !is_full(p); at = end) {
    end = run_end(claim, at);
    if (at == promoted) continue;
    anno_buf_put(&p->out, begun ? ANNO_STR("; ") : ANNO_STR(" ["));
    anno_buf_put(&p->out, role_name(&claim->fillers[at]));
    anno_buf_put(&p->out, ANNO_STR(": "));
    put_fillers(p, claim, at, end, depth);
    begun = true;
  }
  if (begun) anno_buf_putc(&p->out, ']');
}

/* What a verb that ends so is waiting for. */
static const char *const awaited[][2] = {{" with", "partner"}, {" to", "recipient"}, {" for", "purpose"},
                                         {" about", "topic"},  {" on", "topic"},     {" from", "origin"},
                                         {" in", "place"},     {" at", "place"}};

/* "cooperated with" wants somebody: the run of fillers from `at` on that it waits for, put behind it; else "…". Where
   it begins; SIZE_MAX if nowhere. */
static size_t put_awaited(phrase *p, const anno_claim *claim, size_t at, unsigned depth) {
  for (size_t i = 0; i < sizeof awaited / sizeof *awaited; i++) {
    if (!anno_str_ends(claim->verb, anno_str_from(awaited[i][0]))) continue;
    for (size_t end; at < claim->filler_count; at = end) {
      end = run_end(claim, at);
      if (!anno_str_eq(role_name(&claim->fillers[at]), anno_str_from(awaited[i][1]))) continue;
      anno_buf_putc(&p->out, ' ');
      put_fillers(p, claim, at, end, depth);
      return at;
    }
    anno_buf_put(&p->out, ANNO_STR(" …"));
  }
  return SIZE_MAX;
}

/* The verb, in the plural for several subjects where that is another word. */
static void put_verb(phrase *p, const anno_claim *claim, size_t subjects) {
  static const char *const plurals[][2] = {{"is", "are"}, {"has", "have"}, {"was", "were"}};
  anno_str verb = claim->verb.len ? claim->verb : local_of(claim->predicate);
  for (size_t i = 0; i < sizeof plurals / sizeof *plurals && subjects > 1; i++) {
    const anno_str one = anno_str_from(plurals[i][0]);
    if (!anno_str_starts(verb, one) || (verb.len > one.len && verb.ptr[one.len] != ' ')) continue;
    anno_buf_put(&p->out, anno_str_from(plurals[i][1]));
    verb = anno_str_sub(verb, one.len, verb.len);
    break;
  }
  anno_buf_put(&p->out, verb);
}

/* "not: …" or "whether …", if that is what the claim says of another one. */
static bool put_wrapper(phrase *p, const anno_claim *claim, unsigned depth) {
  const bool negated = anno_str_eq(claim->predicate, anno_vocab_iri(ANNO_V_isNotSo));
  const anno_filler *inner = claim->fillers;
  if (!negated && !anno_str_eq(claim->predicate, anno_vocab_iri(ANNO_V_isOpen))) return false;
  if (claim->filler_count != 1 || inner->kind != ANNO_FILLS_CLAIM || inner->at >= p->story->claim_count) return false;
  if (depth >= DEEPEST) return false;
  anno_buf_put(&p->out, negated ? ANNO_STR("not: ") : ANNO_STR("whether "));
  put_claim(p, inner->at, depth + 1);
  return true;
}

static void put_claim(phrase *p, anno_at at, unsigned depth) {
  const anno_claim *claim = &p->story->claims[at];
  if (!claim->predicate.len) {
    anno_buf_put(&p->out, claim->evidence.len ? claim->evidence : claim->label);
    return;
  }
  if (put_wrapper(p, claim, depth)) return;
  size_t subjects = 0, complements;
  while (subjects < claim->filler_count && has_role(&claim->fillers[subjects], ANNO_V_subject)) subjects++;
  for (complements = subjects; complements < claim->filler_count; complements++)
    if (!is_complement(&claim->fillers[complements])) break;
  if (!subjects) anno_buf_put(&p->out, ANNO_STR("…"));
  put_fillers(p, claim, 0, subjects, depth);
  anno_buf_putc(&p->out, ' ');
  put_verb(p, claim, subjects);
  if (complements > subjects) anno_buf_putc(&p->out, ' ');
  put_fillers(p, claim, subjects, complements, depth);
  const size_t promoted = complements > subjects ? SIZE_MAX : put_awaited(p, claim, complements, depth);
  put_roles(p, claim, complements, promoted, depth);
}

static bool is_inside_char(char c) { return ((unsigned char)c & 0xC0u) == 0x80u; }

/* `text`, or its beginning of less than `most` code points up to the end of a word, with "…". */
static anno_str clipped(anno_arena *arena, anno_str text, size_t most) {
  size_t points = 0, end = 0, word = 0;
  for (size_t i = 0; i < text.len && points <= most; i++) {
    if (is_inside_char(text.ptr[i])) continue;
    points++;
    if (points == most) end = i; /* "…" stands here if more follows */
    if (points <= most && anno_is_white(text.ptr[i])) word = i;
  }
  if (points <= most) return text;
  if (word * 2 >= end) end = word;
  while (end && memchr(" \t\r\n,;:([", text.ptr[end - 1], 9)) end--;
  return anno_arena_print(arena, "%.*s…", (int)end, text.ptr);
}

static size_t points_of(anno_str text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len; i++) n += !is_inside_char(text.ptr[i]);
  return n;
}

/* What is too long is told without its further roles, those of nested claims first. */
anno_str anno_phrase(anno_arena *arena, const anno_story *story, anno_at claim, anno_at it, size_t most) {
  enum { LONGEST_CHAR = 4 };
  anno_str text = ANNO_STR("");
  for (unsigned left = DEEPEST + 2; left-- > 0;) {
    phrase p = {story, anno_buf_in(arena), it, (most + 1) * LONGEST_CHAR, left};
    put_claim(&p, claim, 0);
    text = anno_buf_str(&p.out);
    if (points_of(text) <= most || anno_arena_failed(arena)) break;
  }
  return clipped(arena, text, most);
}

static anno_str document_name(const anno_document *document) {
  if (document->publisher.len) return document->publisher;
  return document->title.len ? document->title : document->id;
}

anno_str anno_speakers_text(anno_arena *arena, const anno_story *story, const anno_saying *saying, size_t most) {
  anno_buf out = anno_buf_in(arena);
  const size_t count = saying->speakers.count;
  if (saying->narrated && saying->document < story->document_count)
    return document_name(&story->documents[saying->document]);
  if (!count) return ANNO_STR("somebody");
  if (!most) most = 1;
  for (size_t i = 0; i < count && i < most; i++) {
    const anno_referent *r = &story->referents[saying->speakers.items[i]];
    if (i) anno_buf_put(&out, ANNO_STR(", "));
    anno_buf_put(&out, r->unspecified ? ANNO_STR("somebody") : r->label);
  }
  if (count > most)
    anno_buf_put(&out, anno_arena_print(arena, " and %zu other%s", count - most, count - most == 1 ? "" : "s"));
  return anno_buf_str(&out);
}

anno_str anno_sources_text(anno_arena *arena, const anno_story *story, anno_list documents) {
  anno_buf out = anno_buf_in(arena);
  if (!documents.count) return ANNO_STR("");
  for (size_t i = 0; i < documents.count && i < MOST_SOURCES; i++) {
    anno_buf_putc(&out, i ? ' ' : '[');
    anno_buf_put(&out, story->documents[documents.items[i]].source);
  }
  if (documents.count > MOST_SOURCES)
    anno_buf_put(&out, anno_arena_print(arena, " and %zu more", documents.count - MOST_SOURCES));
  anno_buf_putc(&out, ']');
  return anno_buf_str(&out);
}

anno_str anno_evidence_text(anno_arena *arena, const anno_story *story, const anno_saying *saying) {
  anno_buf out = anno_buf_in(arena);
  const anno_str words = saying->quote.len ? saying->quote : saying->words;
  if (words.len) {
    anno_buf_put(&out, ANNO_STR("“"));
    anno_buf_put(&out, words);
    anno_buf_put(&out, ANNO_STR("”"));
  }
  if (saying->document < story->document_count) {
    anno_at at = saying->document;
    if (out.len) anno_buf_putc(&out, ' ');
    anno_buf_put(&out, anno_sources_text(arena, story, (anno_list){&at, 1}));
  }
  if (saying->certainty.len) {
    anno_buf_put(&out, out.len ? ANNO_STR(", said as ") : ANNO_STR("said as "));
    anno_buf_put(&out, saying->certainty);
  }
  if (saying->when.text.len) {
    if (out.len) anno_buf_put(&out, ANNO_STR(", "));
    put_time(&out, saying->when.text);
  }
  return anno_buf_str(&out);
}
