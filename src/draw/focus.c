#include "draw/focus.h"

#include "base/buf.h"
#include "base/utf.h"

enum { LONGEST = 64, NEAREST = 3 }; /* code points that are compared; names that are suggested */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool same_folded(anno_str a, anno_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
  return true;
}

static bool has_iri(anno_str iri, anno_str name) {
  const anno_str prefix = ANNO_STR("ent:"), folder = ANNO_STR("/entity/");
  if (anno_str_eq(iri, name)) return true;
  if (!anno_str_starts(name, prefix)) return false;
  const anno_str local = anno_str_sub(name, prefix.len, name.len);
  return local.len && anno_str_ends(iri, local) && anno_str_ends(anno_str_sub(iri, 0, iri.len - local.len), folder);
}

/* How well a name fits a referent; 0: not at all. */
static unsigned fit(const anno_referent *r, anno_str name) {
  enum { OTHER_FOLDED = 1, OTHER, LABEL_FOLDED, LABEL, IRI };
  unsigned best = 0;
  if (has_iri(r->iri, name)) return IRI;
  if (anno_str_eq(r->label, name)) return LABEL;
  if (same_folded(r->label, name)) return LABEL_FOLDED;
  for (size_t i = 0; i < r->name_count && best < OTHER; i++) {
    if (anno_str_eq(r->names[i], name)) best = OTHER;
    if (!best && same_folded(r->names[i], name)) best = OTHER_FOLDED;
  }
  return best;
}

/* The same for all of a story, where actors come before things. */
static unsigned rank(const anno_referent *r, anno_str name) {
  enum { ACTOR = 8 }; /* more than any fit */
  const unsigned fits = r->unspecified ? 0 : fit(r, name);
  return fits && anno_may_act(r) ? fits + ACTOR : fits;
}

static bool mark(anno_story *story, anno_str name) {
  unsigned best = 0;
  for (size_t i = 0; i < story->referent_count && name.len; i++) {
    const unsigned r = rank(&story->referents[i], name);
    if (r > best) best = r;
  }
  for (size_t i = 0; i < story->referent_count && best; i++)
    if (rank(&story->referents[i], name) == best) story->referents[i].in_focus = true;
  return best > 0;
}

/* A name as code points, of which so many are compared. */
typedef struct {
  uint32_t codes[LONGEST];
  size_t count;
} letters;

static letters letters_of(anno_str text) {
  letters out = {.count = 0};
  text = anno_str_sub(text, 0, anno_utf_invalid(text));
  for (size_t at = 0; at < text.len && out.count < LONGEST;) {
    const uint32_t code = anno_utf_next(text, &at);
    out.codes[out.count++] = code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
  }
  return out;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Letters that must be put in, left out or changed. Source: Wagner and Fischer, edit distance by rows. */
static size_t distance(const letters *a, const uint32_t *b, size_t count) {
  size_t row[LONGEST + 1];
  for (size_t k = 0; k <= count; k++) row[k] = k;
  for (size_t i = 0; i < a->count; i++) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t k = 0; k < count; k++) {
      const size_t changed = diagonal + (a->codes[i] != b[k]);
      diagonal = row[k + 1];
      row[k + 1] = least(changed, 1 + least(row[k], row[k + 1]));
    }
  }
  return row[count];
}

/* How far `asked` is from a name: from the whole, or one more than from words of it or from their beginning. */
static size_t farness(const letters *asked, anno_str name) {
  const letters n = letters_of(name);
  size_t best = distance(asked, n.codes, n.count);
  for (size_t i = 0; i < n.count; i++) {
    if (n.codes[i] == ' ' || (i && n.codes[i - 1] != ' ')) continue;
    size_t end = i;
    while (end < n.count && n.codes[end] != ' ') end++;
    best = least(best, 1 + distance(asked, n.codes + i, end - i));
    if (asked->count > 1) best = least(best, 1 + distance(asked, n.codes + i, least(asked->count, n.count - i)));
  }
  return best;
}

typedef struct {
  anno_str name;
  size_t far;
} candidate;

/* Keeps the nearest ones, in order of farness, then name; each name once. */
static void consider(candidate *nearest, size_t *count, candidate new) {
  size_t at = *count;
  for (size_t i = 0; i < *count; i++)
    if (anno_str_eq(nearest[i].name, new.name)) return;
  while (at && (new.far < nearest[at - 1].far ||
                (new.far == nearest[at - 1].far &&anno_str_cmp(new.name, nearest[at - 1].name) < 0)))
    at--;
  if (at == NEAREST) return;
  if (*count < NEAREST) ++*count;
  memmove(nearest + at + 1, nearest + at, (*count - at - 1) * sizeof *nearest);
  nearest[at] = new;
}

/* The labels of the actors who are called almost so. */
static size_t find_nearest(const anno_story *story, anno_str name, candidate *nearest) {
  const letters asked = letters_of(name);
  size_t count = 0;
  for (size_t i = 0; i < story->referent_count; i++) {
    const anno_referent *r = &story->referents[i];
    if (r->unspecified || !anno_may_act(r)) continue;
    candidate c = {r->label, farness(&asked, r->label)};
    for (size_t k = 0; k < r->name_count; k++) c.far = least(c.far, farness(&asked, r->names[k]));
    if (c.far <= 1 + asked.count / 3) consider(nearest, &count, c);
  }
  return count;
}

static void report(const anno_ctx *ctx, const anno_story *story, anno_str name) {
  candidate nearest[NEAREST + 1];
  const size_t count = find_nearest(story, name, nearest);
  anno_buf text = anno_buf_in(story->arena);
  for (size_t i = 0; i < count; i++) {
    anno_buf_put(&text, i ? ANNO_STR(", '") : ANNO_STR("; near it: '"));
    anno_buf_put(&text, nearest[i].name);
    anno_buf_putc(&text, '\'');
  }
  anno_report(ctx->diag, ANNO_UNKNOWN_ACTOR, (anno_loc){NULL, 0}, "'%.*s'%.*s", ANNO_FMT(name),
              ANNO_FMT(anno_buf_str(&text)));
}

bool anno_focus_mark(const anno_ctx *ctx, anno_story *story, const anno_choice *choice) {
  bool known = true;
  for (size_t i = 0; i < story->referent_count; i++) story->referents[i].in_focus = false;
  for (size_t i = 0; i < choice->focus_count; i++) {
    const anno_str name = anno_str_trim(anno_str_from(choice->focus[i]));
    if (mark(story, name)) continue;
    known = false;
    report(ctx, story, name);
  }
  return known;
}
